package desk_test

import (
	"fmt"
	"reflect"
	"testing"

	"bianmin/assets/catalogue"
	"bianmin/desk"
	"bianmin/hall"
)

func TestWhoMayDoWhat(t *testing.T) {
	r := openRoom(t)
	no := string(take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生")}).Case.No)
	before := r.entries(t)
	for name, do := range map[string]move{
		"notice": notice("户口簿"), "supply": supply("户口簿"), "accept": accept, "complete": complete(""), "deliver": deliver, "void": void,
	} {
		if _, err := do(t.Context(), r.agent, no); hall.KindOf(err) != hall.Unlawful {
			t.Errorf("an agent may %s: %v", name, err)
		}
	}
	_, err := r.agent.ImportCatalogue(t.Context(), catalogue.JSON(), "")
	refused(t, err, hall.Unlawful)
	_, err = r.agent.ImportCalendar(t.Context(), []byte(`{"years":{"2030":{"off":["2030-01-01"]}}}`))
	refused(t, err, hall.Unlawful)
	for _, action := range []desk.Action{desk.ActionAccept, desk.ActionNotice, desk.ActionDecline} {
		_, err := r.agent.Intake(t.Context(), desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀"), Action: action, Reason: "缺材料"})
		if say, next := hall.Explain(err); hall.KindOf(err) != hall.Unlawful || say == "" || next == "" {
			t.Errorf("an agent may take in and %s: %v", action, err)
		}
	}
	if n := r.entries(t); n != before {
		t.Errorf("%d entries of refused acts", n-before)
	}
	took := take(t, r.agent, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀"), Mode: hall.ByProxy, Agent: "luo"})
	if took.Case.Intake.Handler != "luo" || took.Case.History[0].Actor != "luo" {
		t.Errorf("taken in by %+v", took.Case.Intake)
	}
	if _, err := void(t.Context(), r.director, no); err != nil {
		t.Errorf("a director may not void: %v", err)
	}
}

func TestSignIn(t *testing.T) {
	r := openRoom(t)
	s := signIn(t, r.Station, "")
	if s.Me().ID != "liu" {
		t.Errorf("the only clerk is signed in as %s", s.Me().ID)
	}
	_, err := r.Desk.SignIn(t.Context(), "zhang")
	refused(t, err, hall.NotFound)
}

func TestALookAtWholeNumbersLeavesATrace(t *testing.T) {
	r := openRoom(t)
	id := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀")}).Case.Applicant.ID
	before := r.entries(t)
	refused(t, r.director.Reveal(t.Context(), " ", id), hall.Invalid)
	if err := r.director.Reveal(t.Context(), "电话核实", id, id); err != nil {
		t.Fatal(err)
	}
	if n := r.entries(t) - before; n != 2 {
		t.Errorf("%d traces of two looks", n)
	}
	r.sound(t)
}

func TestADraftIsKeptAndIsNobodyElses(t *testing.T) {
	r := openRoom(t)
	half := desk.Intake{Matter: "GH-01", Applicant: desk.Applicant{Name: "王"}, Materials: []hall.Material{{Name: "户口簿", Copy: 2}}, At: r.clock.read().UTC()}
	if _, found, err := r.director.Draft(t.Context()); found || err != nil {
		t.Fatalf("a draft nobody typed: %v, %v", found, err)
	}
	if err := r.director.SaveDraft(t.Context(), half); err != nil {
		t.Fatal(err)
	}
	got, found, err := signIn(t, r.again(t), "liu").Draft(t.Context())
	if err != nil || !found || !reflect.DeepEqual(got, half) {
		t.Errorf("draft came back as %+v, %v, %v", got, found, err)
	}
	if _, found, err := r.agent.Draft(t.Context()); found || err != nil {
		t.Errorf("another person sees it: %v, %v", found, err)
	}
	if err := r.director.DropDraft(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, found, err := r.director.Draft(t.Context()); found || err != nil {
		t.Errorf("dropped, it is still there: %v, %v", found, err)
	}
	if n := r.entries(t); n != 0 {
		t.Errorf("drafts are in the journal: %d entries", n)
	}
}

func TestAReferenceIsTakenOnce(t *testing.T) {
	r := openRoom(t)
	in := desk.Intake{Ref: "r-1", Matter: "MZ-06", Applicant: applicant("彭满秀"), Action: desk.ActionAccept}
	first := take(t, r.director, in)
	if _, err := complete("")(t.Context(), r.director, first.Case.ID); err != nil {
		t.Fatal(err)
	}
	before := r.entries(t)
	for _, s := range []*desk.Session{r.director, signIn(t, r.again(t), "liu")} {
		second := take(t, s, in)
		if !second.Repeated || second.Case.No != first.Case.No || second.State != hall.StateAccepted || first.Repeated {
			t.Errorf("again: %+v", second)
		}
	}
	changed := in
	changed.Applicant.Phone = "13800000011"
	_, err := r.director.Intake(t.Context(), changed)
	refused(t, err, hall.Invalid)
	if n := r.entries(t); n != before {
		t.Errorf("%d entries of repeated lines", n-before)
	}
	for i := range 2 { // without a reference nothing is remembered
		in.Ref = ""
		if out := take(t, r.director, in); out.Repeated || out.Case.No.Spoken()[:7] != fmt.Sprintf("A7 %04d", i+2) {
			t.Errorf("without a reference: %+v", out)
		}
	}
	r.sound(t)
}
