package hall

import (
	"fmt"
	"slices"
	"strings"
)

// Act is something a person does to an open case.
type Act string

// The acts of this edition.
const (
	ActNotice   Act = "notice"   // 一次性告知
	ActSupply   Act = "supply"   // 补材料
	ActAccept   Act = "accept"   // 受理
	ActDecline  Act = "decline"  // 不予受理
	ActComplete Act = "complete" // 办结
	ActDeliver  Act = "deliver"  // 送达
	ActVoid     Act = "void"     // 作废
	ActOffer    Act = "offer"    // 提出移交
	ActTake     Act = "take"     // 接手
	ActAssign   Act = "assign"   // 主任指定
	ActCarry    Act = "carry"    // 交代办员
)

// Acts are all acts, in the order a screen offers them.
func Acts() []Act {
	return []Act{ActAccept, ActNotice, ActSupply, ActComplete, ActDeliver, ActDecline, ActVoid, ActOffer, ActTake, ActAssign, ActCarry}
}

// Kind is the entry kind an act writes.
func (a Act) Kind() Kind {
	switch a {
	case ActNotice:
		return KindNoticed
	case ActSupply:
		return KindSupplied
	case ActAccept:
		return KindAccepted
	case ActDecline:
		return KindDeclined
	case ActComplete:
		return KindCompleted
	case ActDeliver:
		return KindDelivered
	case ActVoid:
		return KindVoided
	case ActOffer:
		return KindOffered
	case ActTake:
		return KindTaken
	case ActAssign:
		return KindAssigned
	case ActCarry:
		return KindCarried
	}
	return ""
}

// Han is the act as a button says it.
func (a Act) Han() string { return a.Kind().Han() }

// Lawful lists the acts the rules allow on the case now, in the order of Acts.
func (c *Case) Lawful() []Act {
	var out []Act
	for _, a := range Acts() {
		if c.allows(a) {
			out = append(out, a)
		}
	}
	return out
}

func (c *Case) allows(a Act) bool {
	if a == ActAccept && !c.Rules.Mode.MayAccept() {
		return false
	}
	if a == ActTake && c.Duty.Offered == "" {
		return false
	}
	return slices.Contains(statesFor(a, c.Rules.Mode), c.State)
}

// May is nil when the rules allow the act on the case as it stands, else an Unlawful
// error that says why and what to do instead.
//
// A hall accepts only what it decides or forwards; for collected and assisted matters
// the decider's acceptance counts, and the hall may complete them once handed over.
func (c *Case) May(a Act) error {
	if a == ActAccept && !c.Rules.Mode.MayAccept() {
		return Forbid(fmt.Sprintf("%s的事项由决定机关受理，本厅只收件，不出受理通知书", c.Rules.Mode.Han()), "请用「收件」，出收件凭证")
	}
	if !c.allows(a) {
		return Forbid(fmt.Sprintf("办件 %s %s，不能%s", c.No, c.State.Han(), a.Han()), c.instead())
	}
	return nil
}

func statesFor(a Act, mode TownshipMode) []State {
	switch a {
	case ActNotice, ActDecline:
		return []State{StateReceived, StateSupplied}
	case ActAccept:
		return []State{StateReceived, StateSupplied}
	case ActSupply:
		return []State{StateNoticed}
	case ActComplete:
		if mode.MayAccept() {
			return []State{StateAccepted}
		}
		return []State{StateReceived, StateSupplied}
	case ActDeliver:
		return []State{StateCompleted, StateDeclined}
	case ActVoid:
		return []State{StateReceived, StateNoticed, StateSupplied, StateAccepted, StateDeclined, StateCompleted}
	case ActOffer, ActTake, ActAssign, ActCarry:
		return append(openStates(), StateDeclined, StateCompleted)
	}
	return nil
}

func (c *Case) instead() string {
	var words []string
	for _, a := range Acts() {
		if a != ActVoid && c.allows(a) {
			words = append(words, a.Han())
		}
	}
	if len(words) == 0 {
		return "这件事已经办完"
	}
	return "现在可以：" + strings.Join(words, "、")
}

func (b Received) lawful(c *Case) error {
	if c != nil {
		return Forbid("同一件事收了两次", "请核对是不是同一件，错的一件由主任作废")
	}
	return nil
}

// lawful: the first notice names all that is missing; a later one may repeat but never
// add. Source: 行政许可法 第三十二条第一款第四项.
func (b Noticed) lawful(c *Case) error {
	if err := c.May(ActNotice); err != nil {
		return err
	}
	if len(c.Papers.Notices) == 0 {
		return nil
	}
	for _, item := range b.Missing {
		if !slices.Contains(c.Papers.Notices[0].Missing, item) {
			return Forbid("后一次告知不能比第一次多出新的内容", "第一次没有告知的，不能再要；请只写第一次告知过、还没补齐的")
		}
	}
	return nil
}

func (b Supplied) lawful(c *Case) error { return c.May(ActSupply) }

func (b Accepted) lawful(c *Case) error { return c.May(ActAccept) }

func (b Declined) lawful(c *Case) error { return c.May(ActDecline) }

func (b Completed) lawful(c *Case) error {
	if err := c.May(ActComplete); err != nil {
		return err
	}
	if sys := c.Rules.Intake.OutsideSystem; sys != "" && b.PlatformNo == "" && c.Outcome.PlatformNo == "" {
		return Forbid(fmt.Sprintf("这件要先录进%s，还没有平台编号，不能办结", sys), "请补上平台编号（platform_no）再办结")
	}
	return nil
}

func (b Delivered) lawful(c *Case) error { return c.May(ActDeliver) }

func (b Voided) lawful(c *Case) error { return c.May(ActVoid) }
