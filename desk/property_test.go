package desk_test

import (
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
		matter := rapid.SampledFrom([]string{"GH-01", "GH-02", "MZ-04", "MZ-06", "YB-02", "BX-01", "RS-01"}).Draw(rt, "matter")
		taken, err := r.director.Intake(t.Context(), desk.Intake{Matter: matter, Applicant: applicant("王福生")})
		if err != nil {
			rt.Fatal(err)
		}
		c := taken.Case
		for range rapid.IntRange(1, 14).Draw(rt, "length") {
			c = oneStep(t, rt, r, c, rapid.SampledFrom(steps()).Draw(rt, "act"))
			r.clock.set(r.clock.read().Add(time.Hour))
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
		if offered := slices.Contains(c.Lawful(), a); offered != (after(c, string(a)) != "") {
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
	if want := after(c, act.name); want == "" || got.State != want {
		rt.Fatalf("%s led from %s to %s on a %s matter, want %q", act.name, c.State, got.State, c.Rules.Mode, want)
	}
	wrote := r.entries(t) - before
	if act.name == "notice" && got.NoticeAdded() && wrote == 2 {
		wrote-- // its card
	}
	if wrote != 1 || text(stored) != text(got) || len(stored.Conflicts()) > 0 {
		rt.Fatalf("%s on %s: what is stored is not what came back", act.name, c.State)
	}
	if got.State == hall.StateCompleted && got.Rules.Intake.OutsideSystem != "" && got.Outcome.PlatformNo == "" {
		rt.Fatal("completed without the number of the outside system")
	}
	broken(rt, got)
	for _, n := range got.Papers.Notices {
		if got.NoticeAdded() {
			break
		}
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
		if !s.Opened() {
			return len(folded), "a subject without its first entry"
		}
		if s.Record != nil { // a card that came with an act
			stored, err := db.Record(t.Context(), s.Record.Facts().Sort, id)
			if err != nil || len(s.Held) > 0 || text(stored) != text(s.Record) {
				return len(folded), fmt.Sprintf("record %s is not the fold of its entries: %v", s.Record.Facts().No, err)
			}
			continue
		}
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

func text(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}
