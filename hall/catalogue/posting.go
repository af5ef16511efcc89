package catalogue

import (
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/posting"
)

// refusePosting lists what the publishing checks refuse of a matter's posting rule.
func refusePosting(r *hall.PostingRule) []string {
	if r == nil {
		return nil
	}
	var out []string
	if r.Days < 0 || r.Days > 366 {
		out = append(out, "公示天数（posting.days）应在 0 到 366 之间")
	}
	if r.Village && r.Days < posting.VillageDays {
		out = append(out, fmt.Sprintf("村务公开的事项至少公示 %d 天（posting.days）", posting.VillageDays))
	}
	if len(r.Fields) == 0 {
		out = append(out, "公示规定没有写公示哪些栏目（posting.fields）")
	}
	for _, f := range r.Fields {
		if !slices.Contains(posting.Fields(), posting.Field(f)) {
			out = append(out, "公示栏目（posting.fields）只能是 name、group、head_count、amount")
		}
	}
	return out
}
