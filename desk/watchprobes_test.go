package desk_test

import (
	"context"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
)

func watchProbes() []probe {
	raised := func(t *testing.T, r *room, whose string) string {
		t.Helper()
		by := r.director
		if whose == walker {
			// the walker's role may not take cases in; the card is about a case they hold all the same
			by = signIn(t, r.Station, whose)
			if !by.Can(desk.RightIntake) {
				by = r.director
			}
		}
		in := desk.Intake{Matter: "YB-02", Applicant: applicant("王福生")}
		if by.Me().Has(hall.RoleAgent) {
			in.Mode, in.Agent = hall.ByProxy, by.Me().ID
		}
		c := take(t, by, in).Case
		r.clock.set(c.Clocks.HandOverBy.Last.Start().Add(33 * time.Hour))
		r.watchNow(t, r.Desk)
		return r.cards(t, desk.CardFilter{Of: c.ID, Level: hall.YellowCard})[0].ID
	}
	on := func(do func(*desk.Session, context.Context, string) error) func(context.Context, *desk.Session, string) error {
		return func(ctx context.Context, s *desk.Session, id string) error { return do(s, ctx, id) }
	}
	return []probe{
		{desk.RightCardRead, raised, on(func(s *desk.Session, ctx context.Context, id string) error { _, err := s.Card(ctx, id); return err })},
		{desk.RightCardAnswer, raised, on(func(s *desk.Session, ctx context.Context, id string) error {
			_, err := s.AnswerCard(ctx, id, "已补办")
			return err
		})},
		{desk.RightCardJudge, raised, on(func(s *desk.Session, ctx context.Context, id string) error {
			_, err := s.JudgeCard(ctx, id, false, "已补录")
			return err
		})},
		{desk.RightAccountRead, nil, on(func(s *desk.Session, ctx context.Context, _ string) error {
			_, err := s.Accountability(ctx, "2026-11")
			return err
		})},
		{desk.RightAccountDecide, raised, on(func(s *desk.Session, ctx context.Context, id string) error {
			_, err := s.DecideMeasure(ctx, desk.MeasureOrder{Card: id, Kind: "批评教育", Reason: "属实"})
			return err
		})},
		{desk.RightAccountAppeal, nil, on(func(s *desk.Session, ctx context.Context, _ string) error {
			_, err := s.AppealMeasure(ctx, "no-such", "不对")
			return err
		})},
		{desk.RightBulletinRead, nil, on(func(s *desk.Session, ctx context.Context, _ string) error {
			_, err := s.Bulletin(ctx, "2026-11")
			return err
		})},
		{desk.RightBulletinMake, nil, on(func(s *desk.Session, ctx context.Context, _ string) error {
			_, err := s.MakeBulletin(ctx, "2026-11", nil, nil)
			return err
		})},
		{desk.RightBulletinIssued, nil, on(func(s *desk.Session, ctx context.Context, _ string) error {
			_, err := s.PublishBulletin(ctx, "2026-11")
			return err
		})},
	}
}
