package hall

import (
	"fmt"
	"slices"
)

// The papers of a case.
const (
	PaperSlip          PaperKind = "slip"          // 收件凭证, or 合一单 once accepted
	PaperAcceptance    PaperKind = "acceptance"    // 受理通知书
	PaperNotice        PaperKind = "notice"        // 一次性告知书
	PaperDecline       PaperKind = "decline"       // 不予受理通知书
	PaperSupply        PaperKind = "supply"        // 补正材料接收凭证
	PaperSuspend       PaperKind = "suspend"       // 特别程序告知书
	PaperExtend        PaperKind = "extend"        // 延长期限通知书
	PaperDecision      PaperKind = "decision"      // 决定书, titled by type and result
	PaperCompletion    PaperKind = "completion"    // 办结单
	PaperDelivery      PaperKind = "delivery"      // 送达回证
	PaperDeferral      PaperKind = "deferral"      // 容缺承诺书
	PaperCommitment    PaperKind = "commitment"    // 告知承诺书
	PaperAuthorization PaperKind = "authorization" // 核对授权书
	PaperPrivacy       PaperKind = "privacy"       // 个人信息处理告知
)

func casePapers() []paperLook {
	return []paperLook{
		{PaperSlip, "收件凭证", OfCase, "01"},
		{PaperAcceptance, "受理通知书", OfCase, "02"},
		{PaperNotice, "一次性告知书", OfCase, "03"},
		{PaperDecline, "不予受理通知书", OfCase, "04"},
		{PaperSupply, "补正材料接收凭证", OfCase, "05"},
		{PaperSuspend, "特别程序告知书", OfCase, "06"},
		{PaperExtend, "延长期限通知书", OfCase, "07"},
		{PaperDecision, "决定书", OfCase, "08"},
		{PaperCompletion, "办结单", OfCase, "09"},
		{PaperDelivery, "送达回证", OfCase, "10"},
		{PaperDeferral, "容缺承诺书", OfCase, "11"},
		{PaperCommitment, "告知承诺书", OfCase, "12"},
		{PaperAuthorization, "核对授权书", OfCase, "13"},
		{PaperPrivacy, "个人信息处理告知", OfCase, "14"},
	}
}

// Title is the paper's name for a case as it stands: a slip of an accepted case is the
// 合一单, acceptance and receipt on one sheet; a decision is named by type and result.
func (k PaperKind) Title(c *Case) string {
	switch {
	case k == PaperSlip && !c.Clocks.AcceptedAt.IsZero():
		return "受理通知书（合一单）"
	case k == PaperDecision:
		return c.Rules.DecisionTitle(c.Outcome.Result)
	case k == PaperCompletion && c.Rules.CaseType == Instant:
		return "办结单（即办件）"
	}
	return k.Han()
}

// DecisionTitle is what the written decision on a matter of the type is called.
// Source: 行政许可法 第三十八条; other types are typical practice, a parameter of RulesEdition.
func (r Rules) DecisionTitle(result Result) string {
	no := result == Refused
	switch {
	case r.IsInformation():
		return "政府信息公开申请答复书"
	case r.IsLicence() && no:
		return "不予行政许可决定书"
	case r.IsLicence() && result == Partly:
		return "准予部分行政许可决定书"
	case r.IsLicence():
		return "准予行政许可决定书"
	case r.Type == "行政确认" && no:
		return "不予确认通知书"
	case r.Type == "行政确认":
		return "确认通知书"
	case r.Type == "行政给付" && no:
		return "不予给付决定书"
	case no:
		return "不予办理通知书"
	}
	return "办理结果通知书"
}

// Count is how many papers of the kind the case has come to: the number of the last one.
func (k PaperKind) Count(c *Case) int {
	switch k {
	case PaperNotice:
		return len(c.Papers.Notices)
	case PaperSupply:
		return len(c.Papers.Supplies)
	case PaperSuspend:
		n := len(c.Clocks.Moved.Stops)
		if c.Clocks.Moved.Stop != nil {
			n++
		}
		return n
	}
	return 1
}

// May is nil when the paper can be printed for the case as it stands: no acceptance
// without acceptance, and never one for what is only collected.
func (k PaperKind) May(c *Case) error {
	if c.State == StateVoided && k != PaperDelivery {
		return Forbid(fmt.Sprintf("办件 %s 已作废，不能打印%s", c.No, k.Han()), "要接着办的，请重新收件")
	}
	switch k {
	case PaperAcceptance:
		return c.mayAcceptance()
	case PaperNotice:
		return c.needs(len(c.Papers.Notices) > 0, "没有一次性告知过", "请先做一次性告知")
	case PaperDecline:
		return c.needs(c.Outcome.DeclineReason != "", "没有不予受理", "请核对编号；其他的可打印收件凭证（slip）")
	case PaperSupply:
		return c.needs(len(c.Papers.Supplies) > 0, "没有补过材料", "请先登记补交的材料（supply）")
	case PaperSuspend:
		return c.needs(k.Count(c) > 0, "没有特别程序", "请先暂停计时（suspend）")
	case PaperExtend:
		return c.needs(c.Clocks.Moved.Extended != nil, "没有延长期限", "请先延长期限（extend）")
	case PaperDeferral:
		return c.needs(len(c.Papers.Deferred) > 0, "没有容缺的材料", "请先登记容缺（defer）")
	}
	return k.mayEnd(c)
}

// mayEnd is May for what is printed at the end of a case.
func (k PaperKind) mayEnd(c *Case) error {
	switch k {
	case PaperDecision:
		if c.Rules.Mode != ModeDecide {
			return Forbid(c.Rules.Mode.Han()+"的事项由决定机关出决定书", "本厅出办结单（completion）")
		}
		if c.Outcome.Result == Granted && !c.Rules.IsLicence() && !c.Rules.IsInformation() {
			return Forbid(c.Rules.Type+"办成的不另出决定书", "请打印办结单（completion）")
		}
		return c.needs(c.Outcome.Result != "", "还没有决定", "请先作出决定（decide）或办结（complete）")
	case PaperCompletion:
		return c.needs(!c.Clocks.CompletedAt.IsZero(), "还没有办结", "请先办结（complete）")
	case PaperDelivery:
		return c.needs(!c.Clocks.CompletedAt.IsZero() || c.Outcome.DeclineReason != "", "没有要送达的结果", "请先办结，或不予受理")
	}
	return nil
}

func (c *Case) needs(there bool, lacks, next string) error {
	if there {
		return nil
	}
	return Forbid(fmt.Sprintf("办件 %s %s，不能打印这种纸", c.No, lacks), next)
}

func (c *Case) mayAcceptance() error {
	if !c.Rules.Mode.MayAccept() {
		return Forbid(c.Rules.Mode.Han()+"的事项不出受理通知书", "请打印收件凭证（slip）")
	}
	if c.Clocks.AcceptedAt.IsZero() {
		return Forbid(fmt.Sprintf("办件 %s 还没有受理，不能打印受理通知书", c.No), "请先受理，或打印收件凭证（slip）")
	}
	return nil
}

// PaperFor is the paper that belongs to a case right after an act, "" if none.
func PaperFor(c *Case) PaperKind {
	switch c.State {
	case StateReceived, StateAccepted:
		return PaperSlip
	case StateSupplied:
		return PaperSupply
	case StateNoticed:
		return PaperNotice
	case StateDeclined:
		return PaperDecline
	case StateDecided:
		if PaperDecision.May(c) == nil {
			return PaperDecision
		}
	case StateCompleted:
		return PaperCompletion
	}
	return ""
}

// PapersOf are the papers that can be printed for the case as it stands, in the order of PaperKinds.
func PapersOf(c *Case) []PaperKind {
	return slices.DeleteFunc(PaperKinds(), func(k PaperKind) bool { return k.Of() != OfCase || k.May(c) != nil })
}
