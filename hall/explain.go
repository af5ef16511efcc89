package hall

import (
	"fmt"

	"bianmin/hall/workday"
)

// ClockWhat says what a step of an explained clock is.
type ClockWhat string

// The steps of an explained clock.
const (
	ClockStart   ClockWhat = "start"     // the day the limits run from; it does not count itself
	ClockStop    ClockWhat = "stop"      // a stop, running or over; Days is what it takes out
	ClockExtend  ClockWhat = "extend"    // the extension; Days is what it adds
	ClockDay     ClockWhat = "promised"  // the promised day
	ClockLaw     ClockWhat = "statutory" // the statutory day
	ClockNotice  ClockWhat = "notice"    // the day to say what is missing
	ClockHand    ClockWhat = "handover"  // the day to pass on what is only collected
	ClockDeliver ClockWhat = "deliver"   // the day a granted licence must be delivered
	ClockRecount ClockWhat = "recount"   // a day counted again with a newer calendar, beside the printed one
)

// ClockStep is one step of an explained clock, ready for a screen or a paper.
type ClockStep struct {
	What ClockWhat `json:"what"`
	Day  Date      `json:"day"`              // when it began, or the last day
	To   Date      `json:"to,omitzero"`      // stops: the last day that does not count; zero while it runs
	Days int       `json:"days,omitempty"`   // in the unit of the limit; of a stop that runs, up to its planned end
	By   string    `json:"source,omitempty"` // law and article of a stop or an extension
	Text string    `json:"text"`             // plain Chinese
}

// ExplainClock says step by step how the days of a case came about: where they begin, each stop,
// the extension, both deadlines as printed, what a newer calendar made of them, and delivery.
func (c *Case) ExplainClock(cal workday.Calendar) []ClockStep {
	if c.Clocks.AcceptedAt.IsZero() {
		return c.explainIntake()
	}
	m := c.Clocks.Moved
	unit := c.unit()
	steps := []ClockStep{c.explainStart()}
	stops := m.Stops
	if m.Stop != nil {
		stops = append(stops[:len(stops):len(stops)], *m.Stop)
	}
	extended := m.Extended == nil
	for _, s := range stops {
		if !extended && !m.Extended.On.After(s.From) {
			steps, extended = append(steps, explainExtension(*m.Extended)), true
		}
		steps = append(steps, explainStop(cal, s, unit))
	}
	if !extended {
		steps = append(steps, explainExtension(*m.Extended))
	}
	steps = append(steps, c.explainDays()...)
	if d := c.Clocks.DeliverBy; d != nil {
		steps = append(steps, dayStep(ClockDeliver, "送达", d, "行政许可法 第四十四条"))
	}
	return steps
}

// unit is the unit the stops of the case are counted in.
func (c *Case) unit() Unit {
	l := c.Rules.RunningLimits()
	switch {
	case l.Promised != nil:
		return l.Promised.Unit
	case l.Statutory != nil:
		return l.Statutory.Unit
	}
	return Workday
}

func (c *Case) explainIntake() []ClockStep {
	from := DayOf(c.filledAt())
	steps := []ClockStep{{What: ClockStart, Day: from, Text: from.HanShort() + " 收到材料，从第二天起算"}}
	if d := c.Clocks.NoticeBy; d != nil {
		steps = append(steps, dayStep(ClockNotice, "告知或受理", d, ""))
	}
	if d := c.Clocks.HandOverBy; d != nil {
		steps = append(steps, dayStep(ClockHand, "转交", d, ""))
	}
	return append(steps, c.explainRecount()...)
}

func (c *Case) explainStart() ClockStep {
	from := c.LimitsFrom(c.Clocks.AcceptedAt)
	day, what := DayOf(from), "受理"
	switch {
	case c.Clocks.Deemed != nil:
		what = "收到材料（视为受理）"
	case c.Work.Aid != nil:
		what = "先行救助"
	case c.Rules.IsInformation():
		what = "收到申请"
	}
	return ClockStep{What: ClockStart, Day: day, Text: day.HanShort() + " " + what + "，从第二天起算"}
}

func explainStop(cal workday.Calendar, s Stop, u Unit) ClockStep {
	step := ClockStep{What: ClockStop, Day: s.From, To: s.Until, By: s.Basis}
	counted := s
	if s.Until.IsZero() {
		counted.Until = s.Planned.Last
	}
	step.Days, _ = stopped(cal, counted, u)
	n := Limit{N: step.Days, Unit: u}.Han()
	if s.Until.IsZero() {
		step.Text = fmt.Sprintf("%s 起%s，不计期限；预计到%s，约 %s", s.From.HanShort(), s.Han(), s.Planned.Last.HanShort(), n)
		return step
	}
	step.Text = fmt.Sprintf("%s 到 %s %s，扣除 %s", s.From.HanShort(), s.Until.HanShort(), s.Han(), n)
	return step
}

func explainExtension(x Extension) ClockStep {
	return ClockStep{
		What: ClockExtend, Day: x.On, Days: x.By.N, By: x.Basis,
		Text: fmt.Sprintf("%s 批准延长 %s：%s", x.On.HanShort(), x.By.Han(), x.Reason),
	}
}

// explainDays are both deadlines: as printed at acceptance when they moved since, as they stand,
// and as a newer calendar counts them.
func (c *Case) explainDays() []ClockStep {
	var steps []ClockStep
	l := c.Rules.RunningLimits()
	add := func(what ClockWhat, name string, l *Limit, first, now *Due) {
		if now == nil {
			return
		}
		step := dayStep(what, name, now, "")
		if l != nil {
			step.Text = fmt.Sprintf("%s %s：%s", name, l.Han(), now.Han())
		}
		if first != nil && first.Last != now.Last {
			step.Text += "（受理时是" + first.Last.HanShort() + "）"
		}
		steps = append(steps, step)
	}
	first := Deadlines{}
	if f := c.Clocks.Moved.First; f != nil {
		first = *f
	}
	add(ClockDay, "承诺", l.Promised, first.Promised, c.Clocks.Promised)
	add(ClockLaw, "法定", l.Statutory, first.Statutory, c.Clocks.Statutory)
	return append(steps, c.explainRecount()...)
}

func (c *Case) explainRecount() []ClockStep {
	r := c.Clocks.Moved.Recount
	if r == nil {
		return nil
	}
	var steps []ClockStep
	add := func(name string, printed, now *Due) {
		if now != nil && printed != nil && now.Last != printed.Last {
			steps = append(steps, dayStep(ClockRecount, "按新的放假安排，"+name, now, ""))
		}
	}
	add("承诺", c.Clocks.Promised, r.Promised)
	add("法定", c.Clocks.Statutory, r.Statutory)
	add("告知或受理", c.Clocks.NoticeBy, r.NoticeBy)
	add("转交", c.Clocks.HandOverBy, r.HandOverBy)
	return steps
}

func dayStep(what ClockWhat, name string, d *Due, source string) ClockStep {
	return ClockStep{What: what, Day: d.Last, By: source, Text: name + "：" + d.Han()}
}

// Moves reports whether entries of the kind may move a deadline; no deadline moves without one.
func (k Kind) Moves() bool {
	switch k {
	case KindReceived, KindNoticed, KindSupplied, KindAccepted, KindDeemed, KindSetAside, KindAided, KindResumed, KindExtended, KindRecounted,
		KindDecided, KindRenewed, KindCompleted:
		return true
	}
	return false
}
