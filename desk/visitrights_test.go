package desk_test

import (
	"context"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/fee"
)

// opener is a session of whoever a target belongs to, with the right to make it.
func opener(t *testing.T, r *room, whose string) *desk.Session {
	t.Helper()
	if whose != walker {
		return r.director
	}
	clerk := hall.Staff{ID: walker, Name: "走查", Roles: []hall.Role{hall.RoleClerk}}
	if err := r.DB.AddStaff(t.Context(), clerk); err != nil {
		t.Fatal(err)
	}
	return signIn(t, r.Station, walker)
}

func visitOf(t *testing.T, r *room, whose string) string {
	t.Helper()
	v, err := opener(t, r, whose).OpenVisit(t.Context(), desk.VisitOpening{People: []desk.Applicant{{Name: "王福生"}}})
	if err != nil {
		t.Fatal(err)
	}
	return v.ID
}

func padOf(t *testing.T, r *room, whose string) string {
	t.Helper()
	p, err := opener(t, r, whose).ReservePad(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	return p.ID
}

func visitProbes() []probe {
	return []probe{
		{desk.RightVisit, visitOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.CloseVisit(ctx, id)
			return err
		}},
		{desk.RightVisitRead, visitOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.Visit(ctx, id)
			return err
		}},
		{desk.RightTicketDraw, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.DrawTicket(ctx, desk.TicketDraw{})
			return err
		}},
		{desk.RightTicketCall, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.CallTicket(ctx, desk.TicketCall{Counter: "1号窗口"})
			return err
		}},
		{desk.RightTicketRead, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.WaitingRoom(ctx)
			return err
		}},
		{desk.RightFee, visitOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.BillVisit(ctx, id, nil)
			return err
		}},
		{desk.RightFeeRead, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.OwedFees(ctx)
			return err
		}},
		{desk.RightFeeWaive, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.WaiveFee(ctx, "no-such", "低保户")
			return err
		}},
		{desk.RightFeeList, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.MarkFee(ctx, "no-such", fee.Kept, 0, "")
			return err
		}},
		{desk.RightFeeListRead, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.FeeList(ctx)
			return err
		}},
		{desk.RightPad, padOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.VoidSlips(ctx, id, "没用上")
			return err
		}},
		{desk.RightPadRead, padOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.Pad(ctx, id)
			return err
		}},
	}
}
