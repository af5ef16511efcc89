package desk_test

import (
	"context"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/posting"
	"bianmin/hall/staff"
)

// helper is a clerk of the hall who shares every role of whoever walks the table.
const helper = "helper"

// addHelper registers the helper.
func addHelper(t *testing.T, r *room) {
	t.Helper()
	all := []hall.Role{hall.RoleGuide, hall.RoleClerk, hall.RoleAgent, hall.RoleLead, hall.RoleShift, hall.RoleDirector, hall.RoleAdmin, hall.RoleAuditor}
	if err := r.DB.AddStaff(t.Context(), hall.Staff{ID: helper, Name: "帮手", Roles: all, Powers: []string{"MZ-06"}}); err != nil {
		t.Fatal(err)
	}
}

func lesson(t *testing.T, r *room, whose string) string {
	t.Helper()
	l, err := r.director.HoldTraining(t.Context(), desk.Lesson{Topic: "课", Hours: 1, By: "县", People: []string{whose}})
	if err != nil {
		t.Fatal(err)
	}
	return l.ID
}

func leaveOf(t *testing.T, r *room, whose string) string {
	t.Helper()
	addHelper(t, r)
	r.clock.nextDays(1) // a slip a day, so that none meets another
	l, err := r.director.AskLeave(t.Context(), desk.LeaveSlip{Who: whose, Kind: "公出", From: r.Desk.Today(), To: r.Desk.Today(), StandIn: helper})
	if err != nil {
		t.Fatal(err)
	}
	return l.ID
}

func posted(t *testing.T, r *room, _ string) string {
	t.Helper()
	p, err := r.director.PutPosting(t.Context(), posters())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.ObjectPosting(t.Context(), p.ID, "不对", desk.Applicant{}); err != nil {
		t.Fatal(err)
	}
	return p.ID
}

func posters() desk.PostingDraft {
	return desk.PostingDraft{
		Title: "公示", Place: "栏", Days: 7, Fields: []posting.Field{posting.FieldName},
		Lines: []desk.PostingLine{{Item: posting.Item{Name: "彭满秀"}}},
	}
}

func peopleProbes() []probe {
	whose := func(t *testing.T, r *room, whose string) string { addHelper(t, r); return whose }
	of := func(do func(ctx context.Context, s *desk.Session, target string) error) func(context.Context, *desk.Session, string) error {
		return do
	}
	probes := []probe{
		{desk.RightStaffWrite, nil, of(func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.ChangeStaff(ctx, "luo", staff.Change{Reason: "换"})
			return err
		})},
		{desk.RightStaffApprove, nil, of(func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.ApproveStaff(ctx, "luo")
			return err
		})},
		{desk.RightStaffRead, nil, of(func(ctx context.Context, s *desk.Session, _ string) error { _, err := s.Posts(ctx); return err })},
		{desk.RightLeaveAsk, whose, of(func(ctx context.Context, s *desk.Session, who string) error {
			_, err := s.AskLeave(ctx, desk.LeaveSlip{Who: who, Kind: "事假", StandIn: helper})
			return err
		})},
		{desk.RightLeaveApprove, leaveOf, of(func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.RefuseLeave(ctx, id, "忙")
			return err
		})},
		{desk.RightLeaveRead, leaveOf, of(func(ctx context.Context, s *desk.Session, id string) error { _, err := s.Leave(ctx, id); return err })},
		{desk.RightHandCount, whose, of(func(ctx context.Context, s *desk.Session, who string) error {
			_, err := s.CountHandOver(ctx, who, "luo", "xiao")
			return err
		})},
		{desk.RightHandAssign, nil, of(func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.AssignHandOver(ctx, "no-such", "luo", "忙")
			return err
		})},
		{desk.RightHandRead, whose, of(func(ctx context.Context, s *desk.Session, who string) error {
			_, err := s.LeavingList(ctx, who)
			return err
		})},
	}
	return append(probes, dutyProbes()...)
}

func dutyProbes() []probe {
	return []probe{
		{desk.RightDutyClock, nil, func(ctx context.Context, s *desk.Session, _ string) error { _, err := s.ClockIn(ctx); return err }},
		{desk.RightDutyImport, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.ImportDuty(ctx, []byte("工号,时间\n"), desk.DutyFile{})
			return err
		}},
		{desk.RightDutyCorrect, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.CorrectDuty(ctx, "luo", s.Today(), "08:30", "", "忘")
			return err
		}},
		{desk.RightDutyRead, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.DutySheet(ctx, 2026, 11)
			return err
		}},
		{desk.RightTraining, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.MarkTraining(ctx, "no-such", []string{"luo"}, nil)
			return err
		}},
		{desk.RightTrainingRead, lesson, func(ctx context.Context, s *desk.Session, id string) error { _, err := s.Training(ctx, id); return err }},
		{desk.RightPosting, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.PutPosting(ctx, posters())
			return err
		}},
		{desk.RightPostingObject, posted, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.ObjectPosting(ctx, id, "不对", desk.Applicant{})
			return err
		}},
		{desk.RightPostingAnswer, posted, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.AnswerPosting(ctx, id, 1, "查过")
			return err
		}},
		{desk.RightPostingRead, posted, func(ctx context.Context, s *desk.Session, id string) error { _, err := s.Posting(ctx, id); return err }},
	}
}
