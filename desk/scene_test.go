package desk

import (
	"context"
	"slices"
	"testing"

	"bianmin/hall"
)

// fakeVisit is a visit as far as a rating looks at it: the room of visits may say more.
type fakeVisit struct {
	hall.Trace
	facts hall.Facts
}

func (v *fakeVisit) Facts() hall.Facts { return v.facts }

// fakeTx knows one visit, under id and number, and some cases.
type fakeTx struct {
	Tx
	visit *fakeVisit
	cases []*hall.Case
}

func (f fakeTx) Record(_ context.Context, sort hall.Sort, key string) (hall.Record, error) {
	if sort == visitSort && f.visit != nil && (key == f.visit.ID || key == f.visit.facts.No) {
		return f.visit, nil
	}
	return nil, noRecord()
}

func (f fakeTx) Case(_ context.Context, key string) (*hall.Case, error) {
	for _, c := range f.cases {
		if c.ID == key || string(c.No) == key {
			return c, nil
		}
	}
	return nil, hall.Missing("没有这个办件", "请核对编号")
}

// Whichever number a visit is rated by, its own or that of any case in it, it is one visit; and
// everybody who served in it is rated.
func TestAVisitIsRatedUnderAnyOfItsNumbers(t *testing.T) {
	made := func(id, visit, handler, matter string) *hall.Case {
		return &hall.Case{
			ID: id, No: hall.CaseNo("no-" + id), Rules: hall.Rules{Code: matter, Name: matter}, Applicant: hall.Person{Name: "彭满秀"},
			Intake: hall.CaseIntake{Visit: visit, Handler: handler},
		}
	}
	cases := []*hall.Case{made("c1", "v1", "luo", "MZ-06"), made("c2", "L-1", "liu", "MZ-06"), made("c3", "", "xiao", "GH-01"), made("c4", "typed by hand", "xiao", "GH-01")}
	visit := &fakeVisit{Trace: hall.Trace{ID: "v1"}, facts: hall.Facts{Sort: visitSort, No: "L-1", Owner: "guo", Keys: []string{"c1", "c2", "ticket-7"}}}
	s := &Session{Desk: &Desk{}}
	for _, tt := range []struct {
		situation, key string
		visit          *fakeVisit
		of             string
		rated, cases   []string
	}{
		{"the visit", "L-1", visit, "v1", []string{"liu", "luo"}, []string{"c1", "c2"}},
		{"a case that names the visit by id", "c1", visit, "v1", []string{"liu", "luo"}, []string{"c1", "c2"}},
		{"a case that names it by number", "no-c2", visit, "v1", []string{"liu", "luo"}, []string{"c1", "c2"}},
		{"a case without a visit", "c3", visit, "c3", []string{"xiao"}, []string{"c3"}},
		{"a case with a number nobody knows", "c4", visit, "c4", []string{"xiao"}, []string{"c4"}},
		{"no room of visits here", "c1", nil, "c1", []string{"luo"}, []string{"c1"}},
		{"a visit without a case", "v1", &fakeVisit{Trace: hall.Trace{ID: "v1"}, facts: hall.Facts{Owner: "guo"}}, "v1", []string{"guo"}, nil},
	} {
		at, err := s.sceneOf(t.Context(), fakeTx{visit: tt.visit, cases: cases}, tt.key)
		if err != nil {
			t.Errorf("%s: %v", tt.situation, err)
			continue
		}
		slices.Sort(at.about.Rated)
		slices.Sort(at.about.Cases)
		if at.about.Of != tt.of || !slices.Equal(at.about.Rated, tt.rated) || !slices.Equal(at.about.Cases, tt.cases) {
			t.Errorf("%s: %+v", tt.situation, at.about)
		}
		if len(at.about.Cases) == 2 && len(at.about.Matters) != 1 {
			t.Errorf("%s: a matter twice: %+v", tt.situation, at.about.Matters)
		}
	}
	if _, err := s.sceneOf(t.Context(), fakeTx{cases: cases}, "no-such"); hall.KindOf(err) != hall.NotFound {
		t.Errorf("nothing there: %v", err)
	}
}
