package desk_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/staff"
)

// appoint has the director appoint somebody.
func appoint(t testing.TB, r *room, id string, roles ...hall.Role) {
	t.Helper()
	a := desk.Appointing{ID: id, Name: "王" + strings.Repeat("小", len(id)), Roles: roles, Powers: []string{"MZ-06"}, StandIn: "liu"}
	if slices.Contains(roles, hall.RoleAgent) {
		a.Village = "桃林村"
	}
	if _, err := r.director.AppointStaff(t.Context(), a); err != nil {
		t.Fatal(err)
	}
}

func TestAFoundedPersonChangesAndStaysWhoTheyAre(t *testing.T) {
	r := openRoom(t)
	phone := "13800000099"
	p, err := r.director.ChangeStaff(t.Context(), "luo", staff.Change{Phone: &phone, Reason: "换号"})
	if err != nil || p.State != staff.Working || len(p.History) != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	people, err := r.Desk.Staff(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(people, func(s hall.Staff) bool { return s.ID == "luo" })
	if people[i].Phone != phone || people[i].Village != "桃林村" || !people[i].Has(hall.RoleAgent) {
		t.Errorf("%+v", people[i])
	}
	r.sound(t)
}

// Verify sees a list of people that is not what the journal says.
func TestVerifyComparesTheListOfPeople(t *testing.T) {
	r := openRoom(t)
	appoint(t, r, "chen", hall.RoleClerk)
	r.sound(t)
	if err := r.DB.AddStaff(t.Context(), hall.Staff{ID: "chen", Name: "陈", Roles: []hall.Role{hall.RoleDirector}}); err != nil {
		t.Fatal(err)
	}
	v, err := r.DB.Verify(t.Context())
	if err != nil || v.OK || len(v.Problems) != 1 || !strings.Contains(v.Problems[0], "staff") {
		t.Errorf("%+v, %v", v.Problems, err)
	}
}

func TestALeaveMovesWorkAndTheStandInCovers(t *testing.T) {
	r := openRoom(t)
	appoint(t, r, "dai", hall.RoleAgent)
	luo := signIn(t, r.Station, "luo")
	no := string(take(t, luo, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生"), Mode: hall.ByProxy, Agent: "luo"}).Case.No)
	q, err := luo.Inquire(t.Context(), desk.Question{Text: "要带什么"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := luo.AskLeave(t.Context(), desk.LeaveSlip{Kind: "事假", From: r.Desk.Today(), To: r.Desk.Today().AddDays(2), StandIn: "dai"})
	if err != nil {
		t.Fatal(err)
	}
	dai := signIn(t, r.Station, "dai")
	if _, err := dai.Case(t.Context(), no); hall.KindOf(err) != hall.Unlawful || len(dai.Covers()) != 0 {
		t.Errorf("before the leave is approved: %v, %v", err, dai.Covers())
	}
	if _, err := r.director.ApproveLeave(t.Context(), l.ID, ""); err != nil {
		t.Fatal(err)
	}
	dai = signIn(t, r.Station, "dai")
	if _, err := dai.Case(t.Context(), no); err != nil || !slices.Equal(dai.Covers(), []string{"luo"}) {
		t.Errorf("who stands in sees the case: %v, %v", err, dai.Covers())
	}
	out, err := dai.StartLeave(t.Context(), l.ID)
	if err != nil {
		t.Fatal(err)
	}
	// An agent received the case and answers for it; only somebody at the hall may take that over.
	if len(out.Moved) != 1 || out.Moved[0].ID != q.ID || len(out.Stuck) != 1 || out.Stuck[0].No != no {
		t.Errorf("moved %+v, stuck %+v", out.Moved, out.Stuck)
	}
	if got, err := dai.Inquiry(t.Context(), q.ID); err != nil || got.Holder != "dai" {
		t.Errorf("%+v, %v", got, err)
	}
	r.clock.nextDays(1)
	ended, err := luo.EndLeave(t.Context(), l.ID, hall.Date{}, true, "提前回来")
	if err != nil || len(ended.Moved) != 1 {
		t.Errorf("%+v, %v", ended, err)
	}
	r.sound(t)
}

func TestNobodyApprovesTheirOwnLeaveWhileAnotherCould(t *testing.T) {
	r := openRoom(t)
	appoint(t, r, "chen", hall.RoleClerk)
	slip := desk.LeaveSlip{Kind: "年假", From: r.Desk.Today(), To: r.Desk.Today(), StandIn: "chen"}
	l, err := r.director.AskLeave(t.Context(), slip)
	if err != nil {
		t.Fatal(err)
	}
	appoint(t, r, "shi", hall.RoleShift)
	_, err = r.director.ApproveLeave(t.Context(), l.ID, "")
	refused(t, err, hall.Unlawful)
	if _, err := r.director.StopStaff(t.Context(), "shi", "病"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.ApproveLeave(t.Context(), l.ID, ""); err != nil {
		t.Errorf("nobody else could: %v", err)
	}
}

func TestASessionOfAnExpiredLetterHasNoPower(t *testing.T) {
	r := openRoom(t)
	appoint(t, r, "tan", hall.RoleLead)
	day := r.Desk.Today()
	g := staff.Grant{Matters: []string{"MZ-01"}, By: "县民政局", Document: "1号", Signed: day, From: day, To: day.AddDays(1)}
	if _, err := r.director.EmpowerLead(t.Context(), "tan", g); err != nil {
		t.Fatal(err)
	}
	for _, want := range [][]string{{"MZ-06", "MZ-01"}, {"MZ-06", "MZ-01"}, {"MZ-06"}} {
		if got := signIn(t, r.Station, "tan").Me().Powers; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", r.Desk.Today(), got, want)
		}
		r.clock.nextDays(1)
	}
}

// deed is something that is done to people at a desk.
type deed func(ctx context.Context, s *desk.Session, who, other string) error

func deeds() []deed {
	change := func(roles ...hall.Role) deed {
		return func(ctx context.Context, s *desk.Session, who, _ string) error {
			_, err := s.ChangeStaff(ctx, who, staff.Change{Roles: roles, Reason: "轮岗"})
			return err
		}
	}
	return []deed{
		change(hall.RoleClerk), change(hall.RoleDirector), change(hall.RoleAdmin), change(hall.RoleAdmin, hall.RoleClerk), change(hall.RoleAuditor),
		change(hall.RoleDirector, hall.RoleClerk), change(hall.RoleAgent),
		func(ctx context.Context, s *desk.Session, who, _ string) error {
			_, err := s.ApproveStaff(ctx, who)
			return err
		},
		func(ctx context.Context, s *desk.Session, who, _ string) error {
			_, err := s.StopStaff(ctx, who, "查")
			return err
		},
		func(ctx context.Context, s *desk.Session, who, _ string) error {
			_, err := s.ResumeStaff(ctx, who, "清")
			return err
		},
		func(ctx context.Context, s *desk.Session, who, _ string) error {
			_, err := s.LeaveStaff(ctx, who, "走")
			return err
		},
		func(ctx context.Context, s *desk.Session, who, _ string) error {
			_, err := s.ReturnStaff(ctx, who, "回")
			return err
		},
		func(ctx context.Context, s *desk.Session, _, _ string) error {
			_, err := s.Inquire(ctx, desk.Question{Text: "要带什么"})
			return err
		},
		func(ctx context.Context, s *desk.Session, who, other string) error {
			_, err := s.CountHandOver(ctx, who, other, "xiao")
			return err
		},
		func(ctx context.Context, s *desk.Session, _, _ string) error {
			list, err := s.HandOvers(ctx)
			if err == nil && len(list) > 0 {
				_, err = s.AcceptHandOver(ctx, list[0].ID)
			}
			return err
		},
	}
}

// TestPeopleStayLawful does anything to people: roles never join unlawfully, a director is
// always there, and who left has nothing open that no signed hand-over lists.
func TestPeopleStayLawful(t *testing.T) {
	all, round := deeds(), 0
	rapid.Check(t, func(rt *rapid.T) {
		if round++; round > 25 {
			return // a real database each: enough is enough
		}
		r := openRoom(t)
		appoint(t, r, "chen", hall.RoleClerk)
		appoint(t, r, "tan", hall.RoleLead, hall.RoleClerk)
		appoint(t, r, "gong", hall.RoleAdmin)
		for _, id := range []string{"chen", "tan"} { // something in hand, so that leaving is a question
			if _, err := signIn(t, r.Station, id).Inquire(t.Context(), desk.Question{Text: "要带什么"}); err != nil {
				t.Fatal(err)
			}
		}
		ids := rapid.SampledFrom([]string{"liu", "liu", "liu", "chen", "chen", "tan", "gong", "luo"})
		for range rapid.IntRange(20, 60).Draw(rt, "deeds") {
			actor, who, other := ids.Draw(rt, "actor"), ids.Draw(rt, "who"), ids.Draw(rt, "other")
			s, err := r.Desk.SignIn(t.Context(), actor)
			if err != nil {
				continue
			}
			if err := all[rapid.IntRange(0, len(all)-1).Draw(rt, "deed")](t.Context(), s, who, other); err != nil && hall.KindOf(err) == hall.Internal {
				rt.Fatal(err)
			}
			if err := lawfulPeople(t.Context(), r); err != nil {
				rt.Fatal(err)
			}
		}
		r.sound(t)
	})
}

func lawfulPeople(ctx context.Context, r *room) error {
	people, err := r.Desk.Staff(ctx)
	if err != nil {
		return err
	}
	if err := staff.DirectorRemains(people); err != nil {
		return err
	}
	// The first director may have been stopped since: whoever directs now looks.
	i := slices.IndexFunc(people, func(p hall.Staff) bool { return p.Works() && p.Has(hall.RoleDirector) })
	looks, err := r.Desk.SignIn(ctx, people[i].ID)
	if err != nil {
		return err
	}
	for _, p := range people {
		if err := staff.Lawful(p); err != nil {
			return fmt.Errorf("%s: %w", p.ID, err)
		}
		if !p.Left {
			continue
		}
		open, err := looks.LeavingList(ctx, p.ID)
		if err != nil {
			return err
		}
		if len(open) > 0 {
			return fmt.Errorf("%s left with %v", p.ID, open)
		}
	}
	return nil
}
