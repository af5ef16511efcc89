package workload

import (
	"fmt"
	"slices"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/rating"
	"bianmin/hall/watch"
)

// watch lets the clock's own work be done, and has those who owe an explanation give it; the
// director judges what was explained.
func (t *town) watch() error {
	if _, err := t.st.Desk.Watch(t.ctx); err != nil {
		return err
	}
	open, err := t.director().Cards(t.ctx, desk.CardFilter{OpenOnly: true})
	if err != nil {
		return err
	}
	for _, c := range open {
		s := t.people[c.Responsible]
		switch {
		case c.State == watch.Raised && s != nil && t.chance(80):
			_, err = s.AnswerCard(t.ctx, c.ID, "当天来人多，已当面说明并抓紧办")
		case c.State == watch.Answered && c.Responsible != t.director().Me().ID:
			_, err = t.director().JudgeCard(t.ctx, c.ID, t.chance(70), "按登记的情况核定")
		default:
			continue
		}
		if err != nil {
			return fmt.Errorf("a card: %w", err)
		}
		t.book.Acts++
	}
	return nil
}

// arrive is how somebody comes who comes in person: some draw a ticket from the guide first.
func (t *town) arrive(who desk.Applicant, m hall.Matter, s *desk.Session, counter string) (visit string, err error) {
	opening := desk.VisitOpening{People: []desk.Applicant{who}}
	if t.chance(40) {
		drawn, err := t.people["guide"].DrawTicket(t.ctx, desk.TicketDraw{Matter: m.Code})
		if err != nil {
			return "", err
		}
		called, err := s.CallTicket(t.ctx, desk.TicketCall{Counter: counter, Ticket: drawn.ID})
		if err != nil {
			return "", err
		}
		opening.Ticket = called.ID
		t.book.Acts += 2
	}
	v, err := s.OpenVisit(t.ctx, opening)
	if err != nil {
		return "", err
	}
	t.book.Acts++
	return v.ID, nil
}

// goes ends a visit; most people press one of the five faces.
func (t *town) goes(s *desk.Session, visit string) error {
	if _, err := s.CloseVisit(t.ctx, visit); err != nil {
		return err
	}
	t.book.Acts++
	grades := rating.Grades()
	var err error
	switch n := t.r.IntN(100); {
	case n < 30:
		return nil
	case n < 36:
		_, err = s.Unrated(t.ctx, visit)
	case n < 96:
		_, err = s.Rate(t.ctx, visit, desk.RatingInput{Grade: grades[t.r.IntN(3)]})
	default:
		_, err = s.Rate(t.ctx, visit, desk.RatingInput{Grade: grades[3+t.r.IntN(2)], Comment: "等得太久"})
	}
	t.book.Acts++
	return err
}

// errand is the part of a proxy case that happens in the village: mandate, papers, bag.
func (t *town) errand(who desk.Applicant, m hall.Matter, agent *desk.Session, papers []hall.Material) (string, error) {
	papers = slices.DeleteFunc(slices.Clone(papers), func(p hall.Material) bool { return bag.MayKeep(p) != nil })
	if len(papers) == 0 {
		return "", nil
	}
	b, err := agent.OpenBag(t.ctx, desk.Errand{
		Person: who, Matter: m.Code, Handling: bag.Proxy, Mandate: bag.Mandate{Signed: bag.Fingerprint, Scope: "代交材料、代领结果"}, ZeroFee: true,
	})
	if err != nil {
		return "", err
	}
	steps := []func() error{
		func() error { _, err := agent.PackBag(t.ctx, b.ID, papers, nil); return err },
		func() error { _, err := agent.SealBag(t.ctx, b.ID, ""); return err },
		func() error {
			_, err := agent.OfferBag(t.ctx, b.ID, bag.Hand{At: bag.AtWindow}, "交材料")
			return err
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return "", fmt.Errorf("a bag: %w", err)
		}
		t.book.Acts++
	}
	return b.ID, nil
}

// handIn is the counter's part; the agent fetches the result when there is one, and brings it home.
func (t *town) handIn(s *desk.Session, bagID, no string) error {
	if bagID == "" {
		return nil
	}
	if _, err := s.HandIn(t.ctx, bagID, bag.HandingIn{Case: no}); err != nil {
		return fmt.Errorf("hand a bag in: %w", err)
	}
	t.book.Acts++
	t.book.cases[no].bag = bagID
	return nil
}

// home brings a result home, some days after the case was completed.
func (t *town) home(agent *desk.Session, bagID string) error {
	if _, err := agent.Fetch(t.ctx, bagID, []hall.Material{{Name: "办理结果", Original: 1}}, nil); err != nil {
		return fmt.Errorf("fetch a result: %w", err)
	}
	t.book.Acts++
	t.later(1+t.r.IntN(4), func() error {
		if _, err := agent.ReturnBag(t.ctx, bagID, bag.Returning{To: "本人", Signed: bag.Signature}); err != nil {
			return fmt.Errorf("bring a bag home: %w", err)
		}
		_, err := agent.CloseBag(t.ctx, bagID, "")
		t.book.Acts += 2
		return err
	})
	return nil
}

// asides are what else happens on a day: questions, bookings, people who do not come.
func (t *town) asides(day hall.Date) {
	for range t.r.IntN(4) {
		t.agenda.plan(office(day, t.r.IntN(officeMinutes)), func() error { return t.question() })
	}
	for range t.r.IntN(3) {
		t.agenda.plan(office(day, t.r.IntN(officeMinutes)), func() error { return t.booking() })
	}
}

func (t *town) question() error {
	s, _ := t.clerk()
	m := t.matters[t.r.IntN(len(t.matters))]
	q, err := s.Inquire(t.ctx, desk.Question{Text: m.Name + "要带什么", Matter: m.Code, How: "电话"})
	if err != nil {
		return err
	}
	t.book.Acts++
	t.agenda.plan(t.clock.Now().Add(time.Duration(2+t.r.IntN(20))*time.Minute), func() error {
		t.book.Acts++
		_, err := s.AnswerInquiry(t.ctx, q.ID, "已说清要带的材料和时间")
		return err
	})
	return nil
}

// booking takes a place on one of the next days, if there is one; nine in ten come.
func (t *town) booking() error {
	s, _ := t.clerk()
	day, missing := t.cal.AddProvisional(hall.DayOf(t.clock.Now()), 1+t.r.IntN(5))
	if len(missing) > 0 || day.After(t.o.To) {
		return nil
	}
	slots, err := s.Slots(t.ctx, day)
	if err != nil {
		return err
	}
	slots = slices.DeleteFunc(slots, func(x desk.SlotState) bool { return x.Left == 0 })
	if len(slots) == 0 {
		return nil
	}
	slot := slots[t.r.IntN(len(slots))].Slot
	a, err := s.Book(t.ctx, desk.Booking{Day: day, Start: slot.Start, Person: t.crowd.somebody()})
	if err != nil {
		return err
	}
	t.book.Acts++
	if !t.chance(90) {
		return nil // the clock notes the no-show
	}
	t.agenda.plan(slot.Starts().Add(-5*time.Minute), func() error {
		t.book.Acts++
		_, err := s.CheckIn(t.ctx, a.ID)
		return err
	})
	t.agenda.plan(slot.Starts().Add(10*time.Minute), func() error {
		t.book.Acts += 2
		if _, err := s.Call(t.ctx, a.ID, ""); err != nil {
			return err
		}
		_, err := s.Serve(t.ctx, a.ID, desk.Served{})
		return err
	})
	return nil
}
