package hall

import (
	"strings"

	"bianmin/hall/journal"
)

// LateAct (补录说明) stands in the journal before an act that is written down on a later day
// than it happened. It changes nothing; the act's own entry has both times.
type LateAct struct {
	Late LateEntry `json:"late"`
}

// Kind implements Body.
func (LateAct) Kind() Kind { return KindLate }

func (b LateAct) complete() error {
	if strings.TrimSpace(b.Late.Reason) == "" || strings.TrimSpace(b.Late.Paper) == "" {
		return Refuse("补录要写原因和原始单据", "例如原因写 停电，单据写 手写登记单 3 号")
	}
	return nil
}

func (LateAct) lawful(c *Case) error {
	if c == nil || c.State == StateVoided {
		return Forbid("作废的件不能补录", "请核对办件编号")
	}
	return nil
}

func (b LateAct) note() string { return b.Late.Reason + "；单据：" + b.Late.Paper }

func (LateAct) apply(*Case, journal.Header) {}

// Beside reports whether entries of the kind stand beside the life of a case and move neither its
// state nor its papers: an act that is written down late may have happened before them.
func (k Kind) Beside() bool {
	switch k {
	case KindLate, KindRecounted, KindEntered, KindRevisited, KindCorrected, KindJudged, KindOffered, KindTaken, KindAssigned, KindCarried:
		return true
	}
	return false
}
