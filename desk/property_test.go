package desk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/localdb"
)

// step is an act with the arguments that make it complete.
type step struct {
	name string
	do   func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error)
}

// steps are all acts, and some that lack what they need.
func steps() []step {
	return []step{
		{"notice", notice("户口簿")},
		{"notice", notice("户口簿", "照片")},
		{"notice", notice("照片")},
		{"supply", supply("户口簿")},
		{"supply", supply("照片")},
		{"accept", accept},
		{"decline", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Decline(ctx, no, "不符合")
		}},
		{"complete", complete("")},
		{"complete", complete("4313220020268812")},
		{"deliver", deliver},
		{"void", void},
		{"nothing", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Decline(ctx, no, " ")
		}},
		{"nothing", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Supply(ctx, no, nil)
		}},
		{"nothing", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Complete(ctx, no, hall.Completed{Result: hall.Refused})
		}},
	}
}

// after is the law once more, written down as a table beside the program's own: the
// state an act leads to, "" where it is forbidden. Source: docs/domain.md.
func after(from hall.State, mode hall.TownshipMode, act string) hall.State {
	accepts := mode == hall.ModeDecide || mode == hall.ModeForward
	fresh := from == hall.StateReceived || from == hall.StateSupplied
	switch {
	case act == "notice" && fresh:
		return hall.StateNoticed
	case act == "supply" && from == hall.StateNoticed:
		return hall.StateSupplied
	case act == "accept" && fresh && accepts:
		return hall.StateAccepted
	case act == "decline" && fresh:
		return hall.StateDeclined
	case act == "complete" && (accepts && from == hall.StateAccepted || !accepts && fresh):
		return hall.StateCompleted
	case act == "deliver" && (from == hall.StateCompleted || from == hall.StateDeclined):
		return hall.StateDelivered
	case slices.Contains([]string{"offer", "assign", "carry"}, act) && from != hall.StateDelivered && from != hall.StateVoided:
		return from
	case act == "void" && from != hall.StateDelivered && from != hall.StateVoided:
		return hall.StateVoided
	}
	return ""
}

// TestNoSequenceOfActsBreaksTheLaw does anything to cases of every mode. What is done
// must be lawful, what is refused must leave no trace, and what the store shows must be
// the fold of its journal.
func TestNoSequenceOfActsBreaksTheLaw(t *testing.T) {
	r := openRoom(t)
	began := time.Now()
	rapid.Check(t, func(rt *rapid.T) {
		if time.Since(began) > 4*time.Second { // bounded on a busy machine; 20 sequences have run by then
			return
		}
		matter := rapid.SampledFrom([]string{"GH-01", "MZ-06", "YB-02", "BX-01", "RS-01"}).Draw(rt, "matter")
		taken, err := r.director.Intake(t.Context(), desk.Intake{Matter: matter, Applicant: applicant("王福生")})
		if err != nil {
			rt.Fatal(err)
		}
		c := taken.Case
		for range rapid.IntRange(1, 10).Draw(rt, "length") {
			c = oneStep(t, rt, r, c, rapid.SampledFrom(steps()).Draw(rt, "act"))
			r.clock.set(r.clock.read().Add(time.Second))
		}
	})
	r.sound(t)
	n, diff := compareWithJournal(t, r.DB, nil)
	if diff != "" || n == 0 {
		t.Errorf("%d subjects: %s", n, diff)
	}
	// The comparison must see a journal that lost an entry.
	last := r.entries(t)
	if _, diff := compareWithJournal(t, r.DB, func(seq int64) bool { return seq == last }); diff == "" {
		t.Error("a journal without its last entry compares equal")
	}
}

func oneStep(t *testing.T, rt *rapid.T, r *room, c *hall.Case, act step) *hall.Case {
	for _, a := range hall.Acts() {
		if offered := slices.Contains(c.Lawful(), a); offered != (after(c.State, c.Rules.Mode, string(a)) != "") {
			rt.Fatalf("%s on %s of a %s matter: offered %v", a, c.State, c.Rules.Mode, offered)
		}
	}
	before := r.entries(t)
	got, err := act.do(t.Context(), r.director, c.ID)
	stored, failed := r.director.Case(t.Context(), c.ID)
	if failed != nil {
		rt.Fatal(failed)
	}
	if err != nil {
		if k := hall.KindOf(err); k != hall.Unlawful && k != hall.Invalid {
			rt.Fatalf("%s on %s: %v", act.name, c.State, err)
		}
		if r.entries(t) != before || text(stored) != text(c) {
			rt.Fatalf("%s on %s was refused and left a trace", act.name, c.State)
		}
		return c
	}
	if want := after(c.State, c.Rules.Mode, act.name); want == "" || got.State != want {
		rt.Fatalf("%s led from %s to %s on a %s matter, want %q", act.name, c.State, got.State, c.Rules.Mode, want)
	}
	if r.entries(t) != before+1 || text(stored) != text(got) || len(stored.Conflicts()) > 0 {
		rt.Fatalf("%s on %s: what is stored is not what came back", act.name, c.State)
	}
	if got.State == hall.StateCompleted && got.Rules.Intake.OutsideSystem != "" && got.Outcome.PlatformNo == "" {
		rt.Fatal("completed without the number of the outside system")
	}
	for _, n := range got.Papers.Notices {
		for _, item := range n.Missing {
			if !slices.Contains(got.Papers.Notices[0].Missing, item) {
				rt.Fatalf("a later notice asks for %s", item)
			}
		}
	}
	return got
}

// compareWithJournal folds the journal as the county would read it, leaving out entries
// as told, and says where the store shows something else.
func compareWithJournal(t *testing.T, db *localdb.DB, without func(seq int64) bool) (subjects int, diff string) {
	t.Helper()
	folded := map[string]*fold.Subject{}
	for from := int64(1); ; {
		b, err := db.Batch(t.Context(), from, 500, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		if len(b.Lines) == 0 {
			break
		}
		for _, line := range b.Lines {
			e, err := journal.ParseLine(line)
			if err != nil {
				t.Fatal(err)
			}
			if folded[e.Subject] == nil {
				folded[e.Subject] = &fold.Subject{}
			}
			if without == nil || !without(from) {
				folded[e.Subject].Judge(e)
			}
			from++
		}
	}
	for id, s := range folded {
		stored, err := db.Case(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Held) > 0 || text(stored) != text(s.Case) {
			return len(folded), fmt.Sprintf("case %s is not the fold of its entries", stored.No)
		}
	}
	return len(folded), ""
}

func text(c *hall.Case) string {
	raw, err := json.Marshal(c)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}
