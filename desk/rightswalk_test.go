package desk_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"bianmin/assets/catalogue"
	"bianmin/desk"
	"bianmin/hall"
)

// probe does what a right is about, on a target somebody else made or on one of the
// person's own; it only matters whether the refusal is for want of a right.
type probe struct {
	right desk.Right
	// target makes what the probe is done to, for a person; nil when it needs none.
	target func(t *testing.T, r *room, whose string) string
	do     func(ctx context.Context, s *desk.Session, target string) error
}

// probes has one for every act; each part of the desk adds its own.
func probes() []probe {
	return slices.Concat(
		caseProbes(),
		inquiryProbes(),
		registerProbes(),
		visitProbes(),
		appointProbes(),
		watchProbes(),
		voiceProbes(),
		proxyProbes(),
		caseActProbes(),
		peopleProbes(),
	)
}

func caseOf(t *testing.T, r *room, whose string) string {
	t.Helper()
	in := desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生")}
	if slices.ContainsFunc(demoAgents, func(id string) bool { return id == whose }) || whose == walker {
		in.Mode, in.Agent = hall.ByProxy, whose
	}
	return string(take(t, r.director, in).Case.No)
}

// demoAgents are the agents of the demo hall; walker is who walks the table.
var demoAgents = []string{"luo", "xiao"}

const walker = "walker"

func caseProbes() []probe {
	return []probe{
		{desk.RightCaseRead, caseOf, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.Case(ctx, no)
			return err
		}},
		{desk.RightIntake, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.Intake(ctx, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生")})
			return err
		}},
		{desk.RightCaseVoid, caseOf, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.Void(ctx, no, "录错了")
			return err
		}},
		{desk.RightReveal, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			return s.Reveal(ctx, "核对")
		}},
		{desk.RightAppoint, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.CancelAppointment(ctx, "no-such", "不来了")
			return err
		}},
		{desk.RightAppointRead, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.Appointments(ctx, s.Today())
			return err
		}},
		{desk.RightRules, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.ImportCatalogue(ctx, catalogue.JSON(), "")
			return err
		}},
		{desk.RightIssue, caseOf, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.Print(ctx, desk.Order{Kind: hall.PaperSlip, Case: no})
			return err
		}},
		{desk.RightPrint, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.Print(ctx, desk.Order{Kind: hall.PaperGuide, Matter: "MZ-06"})
			return err
		}},
	}
}

func inquiryProbes() []probe {
	asked := func(t *testing.T, r *room, whose string) string {
		t.Helper()
		q, err := r.director.Inquire(t.Context(), desk.Question{Text: "要带什么"})
		if err != nil {
			t.Fatal(err)
		}
		if whose != "" && whose != r.director.Me().ID {
			if q, err = r.director.AssignInquiry(t.Context(), q.ID, whose, "他管"); err != nil {
				t.Fatal(err)
			}
		}
		return q.ID
	}
	return []probe{
		{desk.RightInquiry, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.Inquire(ctx, desk.Question{Text: "要带什么"})
			return err
		}},
		{desk.RightInquiryRead, asked, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.Inquiry(ctx, id)
			return err
		}},
		{desk.RightInquiryAssign, asked, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.AssignInquiry(ctx, id, "luo", "他管")
			return err
		}},
	}
}

// TestEveryActEveryRoleEveryArea walks the table of rights: each act is done by a person of
// each role, on something foreign and on something of their own.
func TestEveryActEveryRoleEveryArea(t *testing.T) {
	if testing.Short() {
		t.Skip("a hall for every right; nothing in it happens side by side")
	}
	all := probes()
	for _, rule := range desk.Rights() {
		i := slices.IndexFunc(all, func(p probe) bool { return p.right == rule.Right })
		if i < 0 {
			t.Errorf("no probe for %s", rule.Right)
			continue
		}
		t.Run(string(rule.Right), func(t *testing.T) { walk(t, rule, all[i]) })
	}
}

func walk(t *testing.T, rule desk.RightRule, p probe) {
	r := openRoom(t)
	for _, role := range hall.Roles() {
		if err := r.DB.AddStaff(t.Context(), hall.Staff{ID: walker, Name: "走查", Roles: []hall.Role{role}, Powers: []string{"MZ-06"}}); err != nil {
			t.Fatal(err)
		}
		s := signIn(t, r.Station, walker)
		area := rule.Areas[role]
		for _, own := range []bool{false, true} {
			target := ""
			if p.target != nil {
				whose := r.director.Me().ID
				if own {
					whose = walker
				}
				target = p.target(t, r, whose)
			}
			may := area == desk.AreaHall || area == desk.AreaOwn && (own || p.target == nil)
			err := p.do(t.Context(), s, target)
			if refused := errors.Is(err, desk.ErrNoRight); refused == may {
				t.Errorf("%s, area %d, own %v: %v", role, area, own, err)
			}
		}
		if s.Can(rule.Right) != (area != desk.AreaNone) {
			t.Errorf("%s: Can says %v", role, s.Can(rule.Right))
		}
	}
}
