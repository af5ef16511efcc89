package leave

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// MostDays is the longest leave one slip may ask for, in calendar days. Typical practice, a
// parameter of RulesEdition.
const MostDays = 190

// Asking (请假) asks for days away and names who covers.
type Asking struct {
	No      hall.RecordNo `json:"no"`
	Hall    string        `json:"hall"`
	Day     hall.Date     `json:"day"` // asked on
	Who     string        `json:"who"`
	StandIn string        `json:"stand_in"`
	Sort    string        `json:"kind"` // one of Kinds
	From    hall.Date     `json:"from"`
	To      hall.Date     `json:"to"`
	Reason  string        `json:"reason,omitempty"`
}

// Kind implements hall.Body.
func (Asking) Kind() hall.Kind { return KindAsked }

// Complete implements hall.Part. Every post has a stand-in, so no leave goes without.
//
// Source: typical practice (AB岗), a parameter of RulesEdition.
func (b Asking) Complete() error {
	switch {
	case !slices.Contains(Kinds(), b.Sort):
		return hall.Refuse("请假的种类不认识", "应是 "+strings.Join(Kinds(), "、")+" 之一")
	case b.From.IsZero() || b.To.IsZero() || b.To.Before(b.From):
		return hall.Refuse("请假的起止日期不对", "请写从哪天到哪天，最后一天不早于第一天")
	case b.To.Sub(b.From) >= MostDays:
		return hall.Refuse(fmt.Sprintf("一张请假单最多 %d 天", MostDays), "请分开填写")
	case b.Who == "":
		return hall.Refuse("没有写谁请假", "请写工作人员编号")
	case b.StandIn == "":
		return hall.Refuse("没有写谁顶岗", "请写AB岗另一人的编号（--stand-in），或先在岗位上定好AB岗")
	case b.StandIn == b.Who:
		return hall.Refuse("顶岗的不能是请假的人自己", "请写AB岗另一人的编号")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Asking) Fits(l *Leave) error {
	if l != nil {
		return hall.Forbid("同一张请假单登记了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Asking) Put(l *Leave, _ journal.Header) {
	l.No, l.Hall, l.State, l.AskedOn = b.No, b.Hall, Asked, b.Day
	l.Who, l.StandIn, l.Kind, l.From, l.To, l.Reason = b.Who, b.StandIn, b.Sort, b.From, b.To, b.Reason
}

// Note implements hall.Part.
func (b Asking) Note() string { return fmt.Sprintf("%s %s 至 %s", b.Sort, b.From, b.To) }

// Approval (批准) is the director's or shift lead's word; another stand-in may be named with it.
type Approval struct {
	StandIn string `json:"stand_in,omitempty"`
}

// Kind implements hall.Body.
func (Approval) Kind() hall.Kind { return KindApproved }

// Complete implements hall.Part.
func (Approval) Complete() error { return nil }

// Fits implements hall.Part.
func (b Approval) Fits(l *Leave) error {
	if err := l.in("批准", Asked); err != nil {
		return err
	}
	if b.StandIn == l.Who {
		return hall.Refuse("顶岗的不能是请假的人自己", "请写AB岗另一人的编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Approval) Put(l *Leave, _ journal.Header) {
	l.State = Approved
	if b.StandIn != "" {
		l.StandIn = b.StandIn
	}
}

// Note implements hall.Part.
func (Approval) Note() string { return "" }

// Refusal (不批准) ends the slip.
type Refusal struct {
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Refusal) Kind() hall.Kind { return KindRefused }

// Complete implements hall.Part.
func (b Refusal) Complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("不批准要写原因", "请写明原因")
	}
	return nil
}

// Fits implements hall.Part.
func (Refusal) Fits(l *Leave) error { return l.in("不批准", Asked) }

// Put implements hall.Part.
func (b Refusal) Put(l *Leave, _ journal.Header) { l.State, l.Answer = Refused, b.Reason }

// Note implements hall.Part.
func (b Refusal) Note() string { return b.Reason }

// Withdrawal (撤回) takes a leave back that has not begun.
type Withdrawal struct {
	Reason string `json:"reason,omitempty"`
}

// Kind implements hall.Body.
func (Withdrawal) Kind() hall.Kind { return KindWithdrawn }

// Complete implements hall.Part.
func (Withdrawal) Complete() error { return nil }

// Fits implements hall.Part.
func (Withdrawal) Fits(l *Leave) error { return l.in("撤回", Asked, Approved) }

// Put implements hall.Part.
func (b Withdrawal) Put(l *Leave, _ journal.Header) { l.State, l.Answer = Withdrawn, b.Reason }

// Note implements hall.Part.
func (b Withdrawal) Note() string { return b.Reason }

// Start (开始休假) is when open work moves to the stand-in.
type Start struct {
	On    hall.Date `json:"on"`
	Moved []Item    `json:"moved,omitempty"`
}

// Kind implements hall.Body.
func (Start) Kind() hall.Kind { return KindStarted }

// Complete implements hall.Part.
func (b Start) Complete() error {
	if b.On.IsZero() {
		return hall.Refuse("没有写哪天开始", "请写日期")
	}
	return nil
}

// Fits implements hall.Part.
func (b Start) Fits(l *Leave) error {
	if err := l.in("开始", Approved); err != nil {
		return err
	}
	if b.On.Before(l.From) {
		return hall.Forbid(fmt.Sprintf("请假从%s开始，还没有到", l.From.Han()), "到那天再办；要提前走的，请另填一张")
	}
	return nil
}

// Put implements hall.Part.
func (b Start) Put(l *Leave, _ journal.Header) { l.State, l.HandedTo = Running, b.Moved }

// Note implements hall.Part.
func (b Start) Note() string { return fmt.Sprintf("移交 %d 件", len(b.Moved)) }

// Cover (换人顶岗) names another stand-in, because the first one leaves or is away too.
type Cover struct {
	To     string `json:"to"` // staff id
	Reason string `json:"reason"`
}

// AssignTo implements hall.Assignable.
func (l *Leave) AssignTo(staff, reason string) hall.Body { return Cover{To: staff, Reason: reason} }

// Kind implements hall.Body.
func (Cover) Kind() hall.Kind { return KindCovered }

// Complete implements hall.Part.
func (b Cover) Complete() error {
	if b.To == "" || strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("换人顶岗要写换成谁、为什么", "请写工作人员编号和原因")
	}
	return nil
}

// Fits implements hall.Part.
func (b Cover) Fits(l *Leave) error {
	if err := l.in("换人顶岗", Approved, Running); err != nil {
		return err
	}
	if b.To == l.Who {
		return hall.Forbid("顶岗的不能是请假的人自己", "请写另一位工作人员")
	}
	return nil
}

// Put implements hall.Part.
func (b Cover) Put(l *Leave, _ journal.Header) { l.StandIn = b.To }

// Note implements hall.Part.
func (b Cover) Note() string { return "换成 " + b.To + "：" + b.Reason }

// CanCover is nil when somebody may stand in for a person: they work here, and hold at least
// one of the person's roles, so that part of the work at least can go on.
//
// Source: typical practice (AB岗), a parameter of RulesEdition.
func CanCover(who, standIn hall.Staff) error {
	switch {
	case !standIn.Works():
		return hall.Refuse("顶岗的人不在岗", "请写另一位工作人员")
	case !slices.ContainsFunc(who.Roles, standIn.Has):
		return hall.Refuse("顶岗的人没有一个岗位与请假的人相同", "请写岗位相同的工作人员")
	}
	return nil
}

// End (销假) is the return to work.
type End struct {
	BackOn hall.Date `json:"back_on"` // first day at work again
	Reason string    `json:"reason,omitempty"`
}

// Kind implements hall.Body.
func (End) Kind() hall.Kind { return KindEnded }

// Complete implements hall.Part.
func (b End) Complete() error {
	if b.BackOn.IsZero() {
		return hall.Refuse("没有写哪天回来上班", "请写日期")
	}
	return nil
}

// Fits implements hall.Part. A leave whose days went by without being begun can be ended too.
func (b End) Fits(l *Leave) error {
	if err := l.in("销假", Approved, Running); err != nil {
		return err
	}
	if b.BackOn.Before(l.From) || l.State == Approved && b.BackOn == l.From {
		return hall.Forbid("还没有开始休假，不用销假", "不休了的，请撤回（leave withdraw）")
	}
	return nil
}

// Put implements hall.Part.
func (b End) Put(l *Leave, _ journal.Header) { l.State, l.BackOn, l.Answer = Ended, b.BackOn, b.Reason }

// Note implements hall.Part.
func (b End) Note() string { return b.Reason }
