package workload

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"bianmin/desk"
	"bianmin/hall"
)

// planCases spreads the cases over the days: Mondays and market days are busy.
func (t *town) planCases(days []hall.Date) {
	weights := make([]int, len(days))
	sum := 0
	for i, d := range days {
		weights[i] = 10
		if d.Weekday() == time.Monday || d.Day()%5 == 3 {
			weights[i] = 16
		}
		sum += weights[i]
	}
	for n := range t.o.Cases {
		pick, i := t.r.IntN(sum), 0
		for pick >= weights[i] {
			pick -= weights[i]
			i++
		}
		at := office(days[i], t.r.IntN(officeMinutes)).Add(time.Duration(t.r.IntN(60)) * time.Second)
		t.agenda.plan(at, func() error { return t.somebodyComes(n) })
	}
}

// clerk is the session of one of the six clerks, and the counter they sit at.
func (t *town) clerk() (*desk.Session, string) {
	i := t.r.IntN(len(counters()))
	return t.people[fmt.Sprintf("c%d", i+1)], counters()[i]
}

// agentOf is the agent of a village.
func agentOf(village string) string {
	return fmt.Sprintf("v%02d", slices.Index(villages(), village)+1)
}

// somebodyComes takes one case in and plans what becomes of it.
func (t *town) somebodyComes(n int) error {
	m := t.matters[t.r.IntN(len(t.matters))]
	who := t.crowd.somebody()
	s, counter := t.clerk()
	in := desk.Intake{Ref: fmt.Sprintf("w%06d", n), Matter: m.Code, Applicant: who, Counter: counter, Mode: hall.BySelf, Materials: t.brought(m)}
	if m.Intake.ProxyAllowed && t.chance(30) {
		in.Mode, in.Agent = hall.ByProxy, agentOf(who.Village)
	} else if t.chance(4) {
		in.Mode = hall.HomeVisit
	}
	complete := m.Mode.MayAccept() && len(m.Snapshot().Lacking(in.Materials)) == 0
	switch {
	case m.CaseType == hall.Instant && complete && m.Intake.OutsideSystem == "" && t.chance(80):
		in.Action = desk.ActionComplete
	case t.chance(3) && m.Mode.MayAccept():
		in.Action, in.Reason = desk.ActionDecline, "不符合受理条件"
	case !complete && t.chance(70):
		in.Action, in.Reason = desk.ActionNotice, "材料不齐"
	case complete:
		in.Action = desk.ActionAccept
	}
	inBag, err := t.before(&in, who, m, s, counter)
	if err != nil {
		return err
	}
	taken, err := s.Intake(t.ctx, in)
	if err != nil {
		return err
	}
	t.book.Acts++
	c := taken.Case
	t.book.cases[string(c.No)] = &line{
		received: hall.DayOf(c.Clocks.ReceivedAt), recorded: t.clock.Now(), matter: m.Code, village: who.Village, counter: counter, mode: in.Mode, agent: in.Agent,
	}
	if err := t.handIn(s, inBag, string(c.No)); err != nil {
		return err
	}
	if in.Visit != "" {
		t.agenda.plan(t.clock.Now().Add(time.Duration(1+t.r.IntN(8))*time.Minute), func() error { return t.goes(s, in.Visit) })
	}
	return t.follow(c, s)
}

// before is what happens before the papers lie on the counter: a visit, or a bag from the village.
func (t *town) before(in *desk.Intake, who desk.Applicant, m hall.Matter, s *desk.Session, counter string) (bag string, err error) {
	switch in.Mode {
	case hall.BySelf:
		in.Visit, err = t.arrive(who, m, s, counter)
	case hall.ByProxy:
		bag, err = t.errand(who, m, t.people[in.Agent], in.Materials)
	}
	return bag, err
}

// brought is what the person brings: mostly everything, sometimes all but one.
func (t *town) brought(m hall.Matter) []hall.Material {
	var out []hall.Material
	for _, r := range m.Intake.Materials {
		if r.Required() || t.chance(40) {
			out = append(out, hall.Material{Name: r.Name, Original: min(r.Originals, 1), Copy: max(r.Copies, 1)})
		}
	}
	if len(out) > 0 && t.chance(20) {
		out = slices.Delete(out, 0, 1)
	}
	return out
}

// follow plans the next step of a case as it stands.
func (t *town) follow(c *hall.Case, s *desk.Session) error {
	l, no := t.book.cases[string(c.No)], string(c.No)
	t.note(c)
	switch c.State {
	case hall.StateAccepted:
		t.work(c, s)
	case hall.StateReceived, hall.StateSupplied:
		switch {
		case !c.Rules.Mode.MayAccept():
			t.later(t.r.IntN(3), func() error { return t.complete(s, no) })
		case t.chance(3): // forgotten: the clock accepts a licence, others get a card
			t.later(7, func() error { return t.decide(s, no) })
		default:
			t.later(t.r.IntN(4), func() error { return t.decide(s, no) })
		}
	case hall.StateNoticed:
		if t.chance(85) {
			t.later(1+t.r.IntN(10), func() error { return t.supply(s, no) })
		} else {
			t.later(31, func() error { return t.giveBack(no) })
		}
	case hall.StateCompleted:
		if l.bag != "" {
			t.later(t.r.IntN(3), func() error { return t.home(t.people[l.agent], l.bag) })
		}
		if t.chance(90) {
			t.later(t.r.IntN(8), func() error { return t.deliver(s, no) })
		}
	}
	return nil
}

// later plans a step n working days from now, at some minute of that day.
func (t *town) later(n int, do func() error) {
	day, missing := t.cal.AddProvisional(hall.DayOf(t.clock.Now()), n)
	if len(missing) > 0 {
		return
	}
	t.agenda.plan(office(day, t.r.IntN(officeMinutes)).Add(time.Duration(t.r.IntN(60))*time.Second), do)
}

// workLength is how many working days the hall takes: mostly less than it promised, now and
// then all of it, sometimes more.
func (t *town) workLength(c *hall.Case) int {
	limit := 5
	if p := c.Clocks.Promised; p != nil && p.Limit.Unit == hall.Workday {
		limit = p.Limit.N
	}
	switch n := t.r.IntN(100); {
	case n < 82:
		return t.r.IntN(max(limit, 1))
	case n < 92:
		return limit
	default:
		return limit + 1 + t.r.IntN(5)
	}
}

func earliest(dues ...*hall.Due) hall.Date {
	var first hall.Date
	for _, d := range dues {
		if d != nil && (first.IsZero() || d.Last.Before(first)) {
			first = d.Last
		}
	}
	return first
}

// did books an act and follows the case on.
func (t *town) did(s *desk.Session, c *hall.Case, err error) error {
	if err != nil {
		return err
	}
	t.book.Acts++
	return t.follow(c, s)
}

func (t *town) decide(s *desk.Session, no string) error {
	c, err := s.Case(t.ctx, no)
	switch {
	case err != nil:
		return err
	case c.State == hall.StateAccepted: // by law, since nobody said a word
		return t.follow(c, s)
	case c.State != hall.StateReceived && c.State != hall.StateSupplied:
		return nil
	}
	if t.chance(8) {
		c, err := s.Decline(t.ctx, no, "经核对不符合条件")
		return t.did(s, c, err)
	}
	c, err = s.Accept(t.ctx, no, "")
	return t.did(s, c, err)
}

func (t *town) supply(s *desk.Session, no string) error {
	c, err := s.Case(t.ctx, no)
	if err != nil {
		return err
	}
	if c.State != hall.StateNoticed {
		return nil
	}
	var owed []hall.Material
	for _, name := range c.Papers.Owed {
		owed = append(owed, hall.Material{Name: name, Copy: 1})
	}
	c, err = s.Supply(t.ctx, no, owed)
	return t.did(s, c, err)
}

func (t *town) complete(s *desk.Session, no string) error {
	c, err := s.Case(t.ctx, no)
	if err != nil {
		return err
	}
	open := c.State.Working() || c.State == hall.StateDecided
	if !open && (c.Rules.Mode.MayAccept() || c.State != hall.StateReceived && c.State != hall.StateSupplied) {
		return nil
	}
	if _, stopped := c.StopOver(); stopped {
		if _, err := s.Resume(t.ctx, no, "程序已结束"); err != nil {
			return err
		}
		t.book.Acts++
	}
	done := hall.Completed{Result: hall.Granted}
	if c.Rules.Intake.OutsideSystem != "" {
		done.PlatformNo = "4313" + strings.ReplaceAll(c.No.Short(), " ", "")
	}
	if c.State != hall.StateDecided && t.chance(5) {
		done.Result, done.Note = hall.Refused, "经审核不符合条件"
	}
	if err := t.decided(c, done); err != nil {
		return err
	}
	c, err = s.Complete(t.ctx, no, done)
	if err != nil {
		return err
	}
	return t.did(s, c, nil)
}

// decided lets the director decide a licence before the counter completes it.
func (t *town) decided(c *hall.Case, done hall.Completed) error {
	if c.Rules.IsLicence() && c.Rules.Mode == hall.ModeForward && c.DecidedElsewhere() == "" {
		s, _ := t.clerk()
		t.book.Acts++
		_, err := s.Enter(t.ctx, c.ID, hall.Entered{Result: done.Result, DecisionNo: "县准字2026号", Source: "县里来文", On: s.Today()})
		return err
	}
	if !c.Rules.IsLicence() || c.Rules.Mode != hall.ModeDecide || c.State == hall.StateDecided {
		return nil
	}
	t.book.Acts++
	_, err := t.director().Decide(t.ctx, c.ID, hall.Decided{Result: done.Result, Reason: done.Note})
	return err
}

func (t *town) deliver(s *desk.Session, no string) error {
	c, err := s.Deliver(t.ctx, no, hall.Delivered{How: "当面", To: "本人"})
	return t.did(s, c, err)
}
