package catalogue

import (
	"fmt"

	"bianmin/hall"
)

// refuseClock lists what is wrong with the rules a matter has for its clock: what the law gives
// to licences alone, and what needs a cited rule.
func refuseClock(r row) []string {
	var out []string
	licence := r.Type == hall.Licence
	if r.Renewal && !licence {
		out = append(out, "只有行政许可才有逾期未决定视为准予延续（renewal）")
	}
	if r.Joint && !licence {
		out = append(out, "只有行政许可才有联合办理的期限（joint）")
	}
	switch x := r.Extension; {
	case x == nil:
	case licence || r.Type == hall.Information:
		out = append(out, "行政许可和信息公开申请的延长由法律规定，不用写 extension")
	case !x.Valid() || x.Basis == "":
		out = append(out, "延长期限（extension）要写 n、unit 和依据 basis")
	}
	return out
}

// warnClock lists what in the rules of a matter's clock will have no effect.
func warnClock(r row) []string {
	var out []string
	if r.Type == hall.Licence || r.Type == hall.Information {
		return nil // the law names what stops these clocks
	}
	for _, s := range r.Steps {
		if s.StopsClock && s.Basis == "" {
			out = append(out, fmt.Sprintf("环节「%s」写了停钟却没有依据（basis），不会停钟", s.Name))
		}
	}
	return out
}
