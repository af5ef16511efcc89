package hall

import (
	"fmt"
	"slices"
	"strings"
)

// Next is the state an act leads to by the state picture alone, and false where the picture
// knows no such act. What the case itself must have besides is in Case.May.
func (r Rules) Next(from State, a Act) (State, bool) {
	switch {
	case a == ActSupply:
		return supplied(from)
	case !slices.Contains(r.from(a), from):
		return from, false
	}
	if to := target(a); to != "" {
		return to, true
	}
	return from, true
}

// NextByTime is the state a fact made by time leads to, and false where time makes no such fact:
// a deemed acceptance or renewal is of licences the hall accepts, and a renewal only where the
// matter's rules flag it. Source: 行政许可法 第三十二条第一款第四项、第五十条.
func (r Rules) NextByTime(from State, k Kind) (State, bool) {
	licence := r.IsLicence() && r.Mode.MayAccept()
	switch k {
	case KindDeemed:
		return StateAccepted, licence && (from == StateReceived || from == StateSupplied)
	case KindRenewed:
		return StateDecided, licence && r.Intake.Renewal && (from == StateAccepted || from == StateInProgress)
	}
	return from, k == KindRecounted && from.Open()
}

// supplied: what a notice asked for makes a new state, what was only owed (先行救助, 容缺) does not.
func supplied(from State) (State, bool) {
	switch from {
	case StateNoticed:
		return StateSupplied, true
	case StateReceived, StateSupplied, StateAccepted, StateAided, StateInProgress:
		return from, true
	}
	return from, false
}

// target is the state an act makes, empty for one that leaves the state as it is.
func target(a Act) State {
	switch a {
	case ActNotice:
		return StateNoticed
	case ActAccept:
		return StateAccepted
	case ActDecline:
		return StateDeclined
	case ActAid:
		return StateAided
	case ActRoute, ActJoint, ActAnswer, ActReview:
		return StateInProgress
	case ActDecide:
		return StateDecided
	case ActComplete:
		return StateCompleted
	case ActDeliver:
		return StateDelivered
	case ActWithdraw:
		return StateWithdrawn
	case ActTransfer:
		return StateTransferred
	case ActReturn:
		return StateReturned
	case ActArchive:
		return StateArchived
	case ActVoid:
		return StateVoided
	}
	return ""
}

// from lists the states an act may be done in, by the mode of the matter. A hall accepts, and
// so declines, decides, stops and extends, only what it decides or forwards; what it collects or assists
// with it completes once handed over.
func (r Rules) from(a Act) []State {
	accepts := r.Mode.MayAccept()
	switch a {
	case ActNotice:
		return []State{StateReceived, StateSupplied}
	case ActComplete:
		if accepts {
			return []State{StateAccepted, StateInProgress, StateDecided}
		}
		return []State{StateReceived, StateSupplied}
	case ActDeliver:
		return []State{StateCompleted, StateDeclined}
	case ActWithdraw:
		return []State{StateReceived, StateNoticed, StateSupplied, StateAccepted, StateInProgress}
	case ActTransfer:
		return []State{StateReceived, StateNoticed, StateSupplied}
	case ActReturn:
		return []State{StateNoticed}
	case ActArchive:
		return []State{StateDelivered, StateWithdrawn, StateTransferred, StateReturned}
	case ActDefer:
		return []State{StateReceived, StateSupplied, StateAccepted, StateInProgress}
	case ActVoid, ActOffer, ActTake, ActAssign, ActCarry:
		return append(openStates(), StateDeclined, StateCompleted)
	case ActRevisit:
		return []State{StateCompleted, StateDelivered, StateArchived}
	case ActEnter:
		return append(openStates(), StateCompleted, StateDelivered)
	case ActCorrect, ActJudge:
		return slices.DeleteFunc(States(), func(s State) bool { return s == StateVoided || s == StateArchived })
	}
	if accepts {
		return r.fromAccepting(a)
	}
	return nil
}

// fromAccepting is from for the acts of a hall that accepts.
func (r Rules) fromAccepting(a Act) []State {
	switch a {
	case ActAccept, ActDecline:
		return []State{StateReceived, StateSupplied}
	case ActAid:
		if r.AidsFirst() {
			return []State{StateReceived, StateNoticed, StateSupplied}
		}
	case ActRoute, ActJoint, ActReview, ActSuspend, ActResume, ActExtend:
		return []State{StateAccepted, StateInProgress}
	case ActAnswer:
		return []State{StateInProgress}
	case ActDecide:
		return []State{StateAccepted, StateAided, StateInProgress}
	}
	return nil
}

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
	_, ok := c.Rules.Next(c.State, a)
	return ok && c.lacks(a) == nil
}

// May is nil when the rules allow the act on the case as it stands, else an Unlawful
// error that says why and what to do instead.
func (c *Case) May(a Act) error {
	switch {
	case c.Rules.Mode.MayAccept():
	case a == ActAccept:
		return Forbid(fmt.Sprintf("%s的事项由决定机关受理，本厅只收件，不出受理通知书", c.Rules.Mode.Han()), "请用「收件」，出收件凭证")
	case a == ActDecline:
		return Forbid(fmt.Sprintf("%s的事项受理不受理由决定机关定，本厅不能不予受理", c.Rules.Mode.Han()), "缺材料的一次性告知；不归本厅收的转告；决定机关不受理的，办结时写不予")
	}
	_, ok := c.Rules.Next(c.State, a)
	if ok && a == ActSupply && c.State != StateNoticed && len(c.owedBesideNotice()) == 0 {
		ok = false
	}
	if !ok {
		return Forbid(fmt.Sprintf("办件 %s %s，不能%s", c.No, c.State.Han(), a.verb()), c.instead())
	}
	return c.lacks(a)
}

// verb is the act as something one does or cannot do.
func (a Act) verb() string {
	switch a {
	case ActSuspend:
		return "暂停计时"
	case ActJoint:
		return "并联办理"
	case ActAnswer:
		return "登记部门答复"
	case ActEnter:
		return "补录平台编号"
	case ActRevisit:
		return "登记后续到场"
	case ActJudge:
		return "认定重复"
	case ActDefer:
		return "容缺办理"
	}
	return a.Han()
}

// lacks is nil, or what the case itself lacks for an act its state would allow.
func (c *Case) lacks(a Act) error {
	switch a {
	case ActSupply:
		if c.State != StateNoticed && len(c.owedBesideNotice()) == 0 {
			return Forbid("这件没有欠交的材料", c.instead())
		}
	case ActAnswer:
		if !slices.ContainsFunc(c.Work.Parts, JointPart.owes) {
			return Forbid("没有部门还欠答复", "请先并联给部门（joint）")
		}
	case ActSuspend, ActExtend, ActDecide, ActComplete:
		if c.Clocks.Moved.Stop != nil {
			return Forbid("这件正在特别程序中，没有在计时", "请先恢复计时（resume）")
		}
		return c.lacksForWork(a)
	case ActResume:
		if c.Clocks.Moved.Stop == nil {
			return Forbid("这件没有暂停计时", "不用恢复")
		}
	case ActDefer:
		if !slices.ContainsFunc(c.Rules.Intake.Materials, func(m MaterialRule) bool { return m.Requirement == DeferMaterial }) {
			return Forbid("这个事项没有可以容缺的材料", "缺的材料请一次性告知")
		}
	case ActEnter:
		if c.Rules.Intake.OutsideSystem == "" && c.Rules.Mode == ModeDecide {
			return Forbid("这个事项由本厅办，不录进别的系统", "不用补录")
		}
	case ActTake:
		if c.Duty.Offered == "" {
			return Forbid("这件没有提出移交", "请现在负责的人先提出移交")
		}
	}
	return nil
}

// lacksForWork is lacks for extending, deciding and completing.
func (c *Case) lacksForWork(a Act) error {
	switch a {
	case ActExtend:
		if c.Clocks.Moved.Extended != nil {
			return Forbid("期限只能延长一次，这件已经延长过", "请在期限内办完")
		}
		if c.Clocks.Promised == nil && c.Clocks.Statutory == nil {
			return Forbid("这件没有在走的期限", "不用延长")
		}
		_, err := c.Rules.ExtensionOf()
		return err
	case ActDecide, ActComplete:
		if slices.ContainsFunc(c.Work.Parts, JointPart.owes) {
			return Forbid("还有并联的部门没有答复", "请等部门答复（answer）后再办")
		}
		if a == ActComplete && c.undecided() {
			if c.Rules.Mode == ModeForward {
				return Forbid("决定机关的结果还没有登记，不能办结", "请先补录决定机关的结果（enter，写 result、文号和出处）")
			}
			return Forbid("行政许可要先作出决定，再办结", "请有授权的首席代表或主任作出决定（decide）")
		}
	}
	return nil
}

// WaitsForDecision reports whether the case is being worked on and cannot end before somebody
// decides.
func (c *Case) WaitsForDecision() bool {
	return c.State.Working() && c.State != StateAided && c.undecided()
}

// undecided reports whether a licence still has no decision: of the hall, or written down of the
// organ the hall forwards it to. Completing it would grant or refuse it by whoever sits at the
// counter. A licence done on the spot is decided as it is completed.
// Source: 行政许可法 第三十四条、第三十七条、第三十八条.
func (c *Case) undecided() bool {
	if !c.Rules.IsLicence() || c.Rules.CaseType == Instant || !c.Clocks.DecidedAt.IsZero() {
		return false
	}
	return c.Rules.Mode == ModeDecide || c.Rules.Mode == ModeForward && c.DecidedElsewhere() == ""
}

// DecidedElsewhere is the result the deciding organ came to, as it was written down last; empty
// when none was.
func (c *Case) DecidedElsewhere() Result {
	for i := len(c.Outcome.Elsewhere) - 1; i >= 0; i-- {
		if r := c.Outcome.Elsewhere[i].Result; r != "" {
			return r
		}
	}
	return ""
}

func (c *Case) instead() string {
	var words []string
	for _, a := range Acts() {
		if a != ActVoid && target(a) != "" && c.allows(a) || a == ActSupply && c.State == StateNoticed {
			words = append(words, a.Han())
		}
	}
	if len(words) == 0 {
		return "这件事已经办完"
	}
	return "现在可以：" + strings.Join(words, "、")
}
