package hall

import (
	"cmp"
	"fmt"
	"image"
	"time"
)

// Title is the paper's name for a case as it stands: a slip of an accepted case is the
// 合一单, acceptance and receipt on one sheet.
func (k PaperKind) Title(c *Case) string {
	if k == PaperSlip && !c.Clocks.AcceptedAt.IsZero() {
		return "受理通知书（合一单）"
	}
	return k.Han()
}

// PaperNo is the number printed on the n-th paper of a kind of a case: CaseNo/KKn.
func PaperNo(c CaseNo, k PaperKind, n int) string { return fmt.Sprintf("%s/%s%d", c, k.look().code, n) }

// May is nil when the paper can be printed for the case as it stands: no acceptance
// without acceptance, and never one for what is only collected.
func (k PaperKind) May(c *Case) error {
	switch k {
	case PaperAcceptance:
		if !c.Rules.Mode.MayAccept() {
			return Forbid(c.Rules.Mode.Han()+"的事项不出受理通知书", "请打印收件凭证（slip）")
		}
		if c.Clocks.AcceptedAt.IsZero() {
			return Forbid(fmt.Sprintf("办件 %s 还没有受理，不能打印受理通知书", c.No), "请先受理，或打印收件凭证（slip）")
		}
	case PaperNotice:
		if len(c.Papers.Notices) == 0 {
			return Forbid(fmt.Sprintf("办件 %s 没有一次性告知过", c.No), "请先做一次性告知")
		}
	case PaperDecline:
		if c.Outcome.DeclineReason == "" {
			return Forbid(fmt.Sprintf("办件 %s 没有不予受理", c.No), "请核对编号；其他的可打印收件凭证（slip）")
		}
	case PaperSlip:
		if c.State == StateVoided {
			return Forbid(fmt.Sprintf("办件 %s 已作废，不能打印凭证", c.No), "要接着办的，请重新收件")
		}
	}
	return nil
}

// Printable is nil when the 预约凭条 can be printed: whoever holds the slip of a cancelled
// appointment would come for nothing. It is Unlawful otherwise.
func (a *Appointment) Printable() error {
	if !a.Holds() {
		return Forbid(fmt.Sprintf("预约 %s 已取消，不能打印凭条", a.No), "要来办事，请重新预约")
	}
	return nil
}

// PaperFor is the paper that belongs to a case right after an act, "" if none.
func PaperFor(c *Case) PaperKind {
	switch c.State {
	case StateReceived, StateSupplied, StateAccepted:
		return PaperSlip
	case StateNoticed:
		return PaperNotice
	case StateDeclined:
		return PaperDecline
	}
	return ""
}

// PaperJob is everything a paper is made from: a frozen view, no store behind it. It is long
// because papers are of many things; a kind reads what its Of names.
type PaperJob struct {
	Kind        PaperKind         `json:"kind"`
	No          string            `json:"no,omitempty"`      // the paper's own number
	Reprint     bool              `json:"reprint,omitempty"` // printed before: 补打 stands on it
	Blank       bool              `json:"blank,omitempty"`   // an empty form, to be filled in by hand
	Office      Office            `json:"office"`
	Case        *Case             `json:"case,omitempty"`
	Appointment *Appointment      `json:"appointment,omitempty"`
	Matter      *Matter           `json:"matter,omitempty"`
	Matters     []Matter          `json:"matters,omitempty"` // cards: the duties; boards: what is shown
	Staff       Staff             `json:"staff,omitzero"`    // whose card, badge or plate
	Record      Record            `json:"-"`                 // of the sort the kind is of
	Names       map[string]string `json:"names,omitempty"`   // of the staff ids that stand in it
	Handler     string            `json:"handler,omitempty"` // name of the clerk who signs
	Agent       string            `json:"agent,omitempty"`   // name of the agent who carries it, may be empty
	Printed     time.Time         `json:"printed"`           // the instant on the paper
}

// Name is the name of a staff id as the paper says it: the id itself where nobody knows it.
func (j PaperJob) Name(id string) string { return cmp.Or(j.Names[id], id) }

// Paper is a made document.
type Paper struct {
	PDF     []byte
	Pages   int
	Sizes   []PageSize // of each page
	Missing []rune     // characters no face has: drawn as boxes, to be shown before printing
}

// Picture is one page of a paper as it will look.
type Picture struct {
	Image   image.Image
	Page    int // from 1
	Pages   int
	Missing []rune // of the whole paper
}
