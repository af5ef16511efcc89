package hall

import (
	"fmt"
	"time"
)

// PaperKind names a printed document of the hall.
type PaperKind string

// The papers of this edition.
const (
	PaperGuide       PaperKind = "guide"       // 办事指南
	PaperCard        PaperKind = "card"        // 便民服务卡, one
	PaperCards       PaperKind = "cards"       // 便民服务卡, ten on A4
	PaperSlip        PaperKind = "slip"        // 收件凭证, or 合一单 once accepted
	PaperAcceptance  PaperKind = "acceptance"  // 受理通知书
	PaperNotice      PaperKind = "notice"      // 一次性告知书
	PaperDecline     PaperKind = "decline"     // 不予受理通知书
	PaperAppointment PaperKind = "appointment" // 预约凭条
)

// PaperKinds are all papers this edition prints, in the order of the command's help.
func PaperKinds() []PaperKind {
	return []PaperKind{
		PaperGuide, PaperCard, PaperCards, PaperSlip, PaperAcceptance, PaperNotice, PaperDecline, PaperAppointment,
	}
}

// Han is the paper's name.
func (k PaperKind) Han() string {
	switch k {
	case PaperGuide:
		return "办事指南"
	case PaperCard, PaperCards:
		return "便民服务卡"
	case PaperSlip:
		return "收件凭证"
	case PaperAcceptance:
		return "受理通知书"
	case PaperNotice:
		return "一次性告知书"
	case PaperDecline:
		return "不予受理通知书"
	case PaperAppointment:
		return "预约凭条"
	}
	return string(k)
}

// Title is the paper's name for a case as it stands: a slip of an accepted case is the
// 合一单, acceptance and receipt on one sheet.
func (k PaperKind) Title(c *Case) string {
	if k == PaperSlip && !c.Clocks.AcceptedAt.IsZero() {
		return "受理通知书（合一单）"
	}
	return k.Han()
}

// code is the two-digit kind code of a case paper's number.
func (k PaperKind) code() string {
	switch k {
	case PaperSlip:
		return "01"
	case PaperAcceptance:
		return "02"
	case PaperNotice:
		return "03"
	case PaperDecline:
		return "04"
	}
	return "00"
}

// PaperNo is the number printed on the n-th paper of a kind of a case: CaseNo/KKn.
func PaperNo(c CaseNo, k PaperKind, n int) string { return fmt.Sprintf("%s/%s%d", c, k.code(), n) }

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

// PaperJob is everything a paper is made from: a frozen view, no store behind it.
type PaperJob struct {
	Kind        PaperKind
	Office      Office
	Case        *Case        // slip, acceptance, notice, decline
	Appointment *Appointment // appointment
	Matter      *Matter      // guide
	Staff       Staff        // whose card
	Handler     string       // name of the clerk who signs
	Agent       string       // name of the agent who carries it, may be empty
	Matters     []Matter     // cards: the duties
	Printed     time.Time    // the instant on the paper
}

// Paper is a made document.
type Paper struct {
	PDF     []byte
	Pages   int
	Missing []rune // characters no face has: drawn as boxes, to be shown before printing
}
