package present

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// NotEnrolled is the link's state on a device no county knows yet.
const NotEnrolled = "未登记县平台"

// Light is the sync light: counted from the journal, never from a flag. state is "" when
// the last exchange with the county went well, else why not.
func Light(p journal.Progress, state string, today hall.Date) Chip {
	waiting := p.Waiting()
	if state == NotEnrolled {
		return Chip{Grey, fmt.Sprintf("%s · 本机 %d 条", NotEnrolled, p.Head.Size)}
	}
	reached := "县里还没收到过"
	if !p.AsOf.IsZero() {
		reached = "县里收到至 " + Ago(p.AsOf, today)
	}
	var words []string
	if state != "" {
		words = append(words, state)
	}
	switch {
	case waiting > 0:
		words = append(words, fmt.Sprintf("待传 %d 条", waiting))
	case state == "" && p.Acked.Size > 0:
		words = append(words, "已同步")
	case state == "":
		words = append(words, "没有要传的")
	}
	words = append(words, reached)
	chip := Chip{Amber, strings.Join(words, " · ")}
	if state == "" && waiting == 0 {
		chip.Mark = Green
	}
	return chip
}
