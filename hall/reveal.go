package hall

import (
	"strings"

	"bianmin/hall/journal"
)

// Revealed says that somebody looked at a person's whole document number or phone. It is
// journalled before anything is shown, and changes no state.
type Revealed struct {
	Reason string `json:"reason"`
}

// Kind implements Body.
func (Revealed) Kind() Kind { return KindRevealed }

// JudgeReveal says what a look at whole numbers came to; it has no state.
func JudgeReveal(e journal.Entry) Verdict {
	body, err := decode[Revealed](e)
	switch {
	case err != nil:
		return Verdict{Entry: e.ID, Status: StatusRejected, Why: "内容读不出来"}
	case strings.TrimSpace(body.Reason) == "":
		return Verdict{Entry: e.ID, Status: StatusRejected, Why: "查看完整证件号和电话要写理由"}
	}
	return Verdict{Entry: e.ID, Status: StatusApplied}
}
