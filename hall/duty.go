package hall

import (
	"strings"

	"bianmin/hall/journal"
)

// Offered (提出移交) asks a colleague to answer for the case; it stays with its holder until taken.
type Offered struct {
	To     string `json:"to"` // staff id
	Reason string `json:"reason"`
}

// TakenOver (接手) is the colleague's acceptance; the actor of the entry answers from then on.
type TakenOver struct{}

// Assigned (主任指定) moves the case without the other's acceptance, with a reason.
type Assigned struct {
	To     string `json:"to"` // staff id
	Reason string `json:"reason"`
}

// Carried (交代办员) says which agent carries the papers of the case from now on.
type Carried struct {
	Agent string `json:"agent"` // staff id
}

// Kind implements Body.
func (Offered) Kind() Kind { return KindOffered }

// Kind implements Body.
func (TakenOver) Kind() Kind { return KindTaken }

// Kind implements Body.
func (Assigned) Kind() Kind { return KindAssigned }

// Kind implements Body.
func (Carried) Kind() Kind { return KindCarried }

func (b Offered) complete() error { return handedTo(b.To, b.Reason) }

func (TakenOver) complete() error { return nil }

func (b Assigned) complete() error { return handedTo(b.To, b.Reason) }

func (b Carried) complete() error {
	if strings.TrimSpace(b.Agent) == "" {
		return Refuse("没有写交给哪位代办员", "请写工作人员编号")
	}
	return nil
}

func handedTo(to, reason string) error {
	if strings.TrimSpace(to) == "" {
		return Refuse("没有写移交给谁", "请写工作人员编号")
	}
	if strings.TrimSpace(reason) == "" {
		return Refuse("移交要写原因", "请写明为什么移交")
	}
	return nil
}

func (b Offered) lawful(c *Case) error {
	if err := c.May(ActOffer); err != nil {
		return err
	}
	if b.To == c.Holder {
		return Forbid("这件已经由这个人负责", "请选另一位工作人员")
	}
	return nil
}

// lawful: who takes is checked by the desk and shown by the entry's actor.
func (TakenOver) lawful(c *Case) error { return c.May(ActTake) }

func (b Assigned) lawful(c *Case) error { return c.May(ActAssign) }

func (b Carried) lawful(c *Case) error { return c.May(ActCarry) }

func (b Offered) note() string { return "移交给 " + b.To + "：" + b.Reason }

func (TakenOver) note() string { return "" }

func (b Assigned) note() string { return "指定 " + b.To + "：" + b.Reason }

func (b Carried) note() string { return b.Agent }

func (b Offered) apply(c *Case, _ journal.Header) { c.Duty.Offered = b.To }

func (TakenOver) apply(c *Case, h journal.Header) { c.handTo(h.Actor) }

func (b Assigned) apply(c *Case, _ journal.Header) { c.handTo(b.To) }

func (b Carried) apply(c *Case, _ journal.Header) { c.Duty.Carrier = b.Agent }

func (c *Case) handTo(staff string) {
	c.Duty.Past = append(c.Duty.Past, c.Holder)
	c.Holder, c.Duty.Offered = staff, ""
}
