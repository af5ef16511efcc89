package desk_test

import (
	"context"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/watch"
)

// watchNow runs the watch and returns how much it wrote.
func (r *room) watchNow(t interface {
	Helper()
	Fatal(...any)
}, d *desk.Desk,
) int {
	t.Helper()
	report, err := d.Watch(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return report.Wrote()
}

func (r *room) cards(t testing.TB, f desk.CardFilter) []*watch.Card {
	t.Helper()
	list, err := r.director.Cards(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// late takes a case in by somebody, accepted, and lets it run past its promise.
func (r *room) late(t testing.TB, by *desk.Session) *hall.Case {
	t.Helper()
	in := desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生")}
	if by == r.agent {
		in.Mode, in.Agent = hall.ByProxy, by.Me().ID
	}
	c := take(t, by, in).Case
	if _, err := r.director.Accept(t.Context(), c.ID, ""); err != nil {
		t.Fatal(err)
	}
	c, err := r.director.Case(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAMovedClockMakesTheCardAppear(t *testing.T) {
	r := openRoom(t)
	c := r.late(t, r.agent)
	if n := r.watchNow(t, r.Desk); n != 0 {
		t.Errorf("%d cards on the first day", n)
	}
	r.clock.set(c.Clocks.Promised.Last.Start().Add(33 * time.Hour)) // 09:00 on the day after
	before := r.entries(t)
	if n := r.watchNow(t, r.Desk); n != 1 {
		t.Errorf("%d cards a day late", n)
	}
	list, err := r.director.CardsOf(t.Context(), c.ID)
	if err != nil || len(list) != 1 || list[0].Level != hall.YellowCard || list[0].Responsible != "luo" || list[0].History[0].Actor != hall.ActorClock {
		t.Fatalf("%+v, %v", list, err)
	}
	if in := list[0].Inputs; in.Clock != watch.Promised || in.LeftDays != -1 || in.Due.Last != c.Clocks.Promised.Last || list[0].Edition != hall.RulesEdition {
		t.Errorf("inputs %+v", in)
	}
	// Twice is once, on this device and in another program of it.
	other := r.again(t)
	if n := r.watchNow(t, r.Desk) + r.watchNow(t, other.Desk); n != 0 || r.entries(t) != before+1 {
		t.Errorf("again: %d cards, %d entries", n, r.entries(t)-before)
	}
	// Done late, the card stays.
	if _, err := r.director.Complete(t.Context(), c.ID, hall.Completed{}); err != nil {
		t.Fatal(err)
	}
	r.clock.nextDays(1)
	if n := r.watchNow(t, r.Desk); n != 0 || len(r.cards(t, desk.CardFilter{})) != 1 {
		t.Errorf("after completion: %d", n)
	}
	r.sound(t)
}

func TestACardIsAnsweredByOneAndJudgedByAnother(t *testing.T) {
	r := openRoom(t)
	hers, his := r.late(t, r.agent), r.late(t, r.director)
	r.clock.set(his.Clocks.Promised.Last.Start().Add(33 * time.Hour))
	r.watchNow(t, r.Desk)
	agents, directors := r.cards(t, desk.CardFilter{Of: hers.ID})[0], r.cards(t, desk.CardFilter{Of: his.ID})[0]
	ctx := t.Context()

	_, err := r.director.AnswerCard(ctx, agents.ID, "替她说")
	refused(t, err, hall.Unlawful)
	_, err = r.director.JudgeCard(ctx, agents.ID, true, "属实")
	refused(t, err, hall.Unlawful) // not heard yet
	_, err = r.agent.Card(ctx, directors.ID)
	refused(t, err, hall.Unlawful)
	own, err := r.agent.Cards(ctx, desk.CardFilter{})
	if err != nil || len(own) != 1 || own[0].ID != agents.ID {
		t.Errorf("an agent's cards: %v, %v", own, err)
	}
	_, err = r.agent.AnswerCard(ctx, agents.ID, " ")
	refused(t, err, hall.Invalid)
	if got, err := r.agent.AnswerCard(ctx, agents.No.Spoken(), "那两天村里断路"); err != nil || got.Answer.Late || got.State != watch.Answered {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = r.director.JudgeCard(ctx, directors.ID, false, "自己的")
	refused(t, err, hall.Unlawful)
	if got, err := r.director.JudgeCard(ctx, agents.ID, true, "没有提前报告"); err != nil || got.State != watch.Upheld {
		t.Errorf("%+v, %v", got, err)
	}

	// Answered late, and seen so in the register.
	r.clock.set(directors.AnswerBy.Last.Start().Add(33 * time.Hour))
	if got, err := r.director.AnswerCard(ctx, directors.ID, "忘了"); err != nil || !got.Answer.Late {
		t.Errorf("%+v, %v", got, err)
	}
	reg, err := r.director.Accountability(ctx, "2026-12")
	if err != nil || len(reg.Lines) != 2 || len(reg.Persons) != 2 {
		t.Fatalf("%+v, %v", reg, err)
	}
	if liu, luo := reg.Persons[0], reg.Persons[1]; liu.LateAnswers != 1 || liu.Yellow != 1 || luo.Upheld != 1 || luo.LateAnswers != 0 {
		t.Errorf("%+v", reg.Persons)
	}
	r.decide(t, agents)
	r.sound(t)
}

// decide walks a measure on a card of the agent that stands.
func (r *room) decide(t *testing.T, c *watch.Card) {
	t.Helper()
	ctx := t.Context()
	order := desk.MeasureOrder{Card: c.ID, Kind: "批评教育", Reason: "没有提前报告"}
	m, err := r.director.DecideMeasure(ctx, order)
	if err != nil || m.Staff != "luo" {
		t.Fatalf("%+v, %v", m, err)
	}
	_, err = r.director.DecideMeasure(ctx, order)
	refused(t, err, hall.Unlawful) // once a card
	_, err = r.director.CloseMeasure(ctx, m.ID, true, "维持")
	refused(t, err, hall.Unlawful) // the time for an appeal runs
	_, err = r.director.AppealMeasure(ctx, m.ID, "替他申诉")
	refused(t, err, hall.Unlawful)
	if _, err := r.agent.AppealMeasure(ctx, m.ID, "路确实断了"); err != nil {
		t.Error(err)
	}
	if m, err = r.director.CloseMeasure(ctx, m.ID, false, "断路属实"); err != nil || m.State.Han() != "撤回" {
		t.Errorf("%+v, %v", m, err)
	}
	if m, err := r.agent.Measure(ctx, m.ID); err != nil || m.Staff != "luo" {
		t.Errorf("the person concerned sees it: %v", err)
	}
	if _, err := r.director.DecideMeasure(ctx, order); err != nil {
		t.Errorf("again, after it was taken back: %v", err)
	}
}

func TestTheBulletinCountsTheMonth(t *testing.T) {
	r := openRoom(t)
	ctx := t.Context()
	inTime, tooLate, open := r.late(t, r.director), r.late(t, r.director), r.late(t, r.agent)
	for range 2 { // received in November and handed on without a limit missed
		take(t, r.director, desk.Intake{Matter: "YB-02", Applicant: applicant("王福生")})
	}
	if _, err := r.director.Complete(ctx, inTime.ID, hall.Completed{}); err != nil {
		t.Fatal(err)
	}
	r.clock.set(open.Clocks.Promised.Last.Start().Add(33 * time.Hour)) // in December
	r.watchNow(t, r.Desk)
	if _, err := r.director.Complete(ctx, tooLate.ID, hall.Completed{}); err != nil {
		t.Fatal(err)
	}
	b, err := r.director.MakeBulletin(ctx, "2026-11", []string{"2号窗口"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if f := b.Figures; f.Received != 5 || f.Completed != 1 || f.OnTime != 1 || f.Late != 0 || f.Open != 3 || f.Overdue != 3 || f.Unanswered != len(r.cards(t, desk.CardFilter{OpenOnly: true})) {
		t.Errorf("November %+v", f)
	}
	dec, err := r.director.MakeBulletin(ctx, "2026-12", nil, nil)
	if err != nil || dec.Figures.Late != 1 || dec.Figures.Completed != 1 || len(dec.Figures.Cards) == 0 {
		t.Errorf("December %+v, %v", dec, err)
	}
	_, err = r.director.PublishBulletin(ctx, "2026-12")
	refused(t, err, hall.Unlawful)
	_, err = r.agent.Bulletin(ctx, "2026-11")
	refused(t, err, hall.NotFound)
	if _, err = r.director.PublishBulletin(ctx, "2026-11"); err != nil {
		t.Error(err)
	}
	if seen, err := r.agent.Bulletin(ctx, "2026-11"); err != nil || seen.No != b.No || seen.Praise[0] != "2号窗口" {
		t.Errorf("%+v, %v", seen, err)
	}
	_, err = r.director.MakeBulletin(ctx, "2026-11", nil, nil)
	refused(t, err, hall.Unlawful)
	r.sound(t)
}
