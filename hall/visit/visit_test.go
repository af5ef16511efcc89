package visit_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/visit"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

var (
	mother = hall.Person{ID: "p1", Name: "彭满秀", Phone: "13800000010"}
	son    = hall.Person{ID: "p2", Name: "覃小明", IDType: "resident_id", IDNo: "431399194206170085"}
)

func opening() visit.Opening {
	return visit.Opening{
		No: hall.NewRecordNo(visit.Letter, hall.DayOf(morning), "A7", 1), Hall: "431322112000", Day: hall.DayOf(morning),
		People: []hall.Person{mother}, How: "到厅",
	}
}

func caseNo(n int) hall.CaseNo {
	return hall.NewCaseNo("431322112000", hall.DayOf(morning), "A7", n)
}

func bodies() []hall.Body {
	return []hall.Body{
		opening(),
		visit.Joining{Person: son},
		visit.Joining{Person: mother},
		visit.Casing{Case: "c1", No: caseNo(1)},
		visit.Casing{Case: "c2", No: caseNo(2)},
		visit.Copying{Copy: visit.Copy{Document: "户口簿", Person: "p1", Case: "c1"}},
		visit.Copying{Copy: visit.Copy{Document: "户口簿", Person: "p2", Case: "c2"}},
		visit.Billing{Slip: "f1"},
		visit.Billing{Slip: "f2", InPlace: "f1"},
		visit.Billing{Slip: "f3"},
		visit.Closing{},
	}
}

func entry(t interface{ Fatal(...any) }, n int, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "v1", Actor: "liu", At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Whatever is done, everybody is on the visit once, every case, every copy of a person's document
// too; a closed visit stays as it was; replicas agree.
func TestAVisitHasEverythingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := bodies()
		var s, again fold.Subject
		s.Judge(entry(t, 0, all[0]))
		again.Judge(entry(t, 0, all[0]))
		for n, pick := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 1, 20).Draw(t, "acts") {
			before := *s.Record.(*visit.Visit)
			v := s.Judge(entry(t, n+1, all[pick]))[0]
			again.Judge(entry(t, n+1, all[pick]))
			now := s.Record.(*visit.Visit)
			if before.State == visit.Closed && v.Status == hall.StatusApplied {
				t.Fatalf("%s on a closed visit", all[pick].Kind())
			}
			if before.Fee != now.Fee && before.Fee != "" && all[pick] != all[8] {
				t.Fatalf("a second fee slip %s beside %s", now.Fee, before.Fee)
			}
			if twice(now.Cases) || twice(now.Copies) || len(now.People) > 2 {
				t.Fatalf("something twice: %+v", now)
			}
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			t.Fatal("replicas differ")
		}
	})
}

func twice[T comparable](list []T) bool {
	for i, x := range list {
		if slices.Contains(list[i+1:], x) {
			return true
		}
	}
	return false
}

func TestTheSecondCopyIsRecognised(t *testing.T) {
	var s fold.Subject
	for n, b := range []hall.Body{opening(), visit.Joining{Person: son}, bodies()[5]} {
		if v := s.Judge(entry(t, n, b)); v[0].Status != hall.StatusApplied {
			t.Fatal(v)
		}
	}
	v := s.Record.(*visit.Visit)
	given := []hall.Material{{Name: "户口簿", Copy: 1}, {Name: "照片", Copy: 2}, {Name: "申请表", Original: 1}}
	if got := v.SharedMaterials("p1", given); !slices.Equal(got, []string{"户口簿"}) {
		t.Errorf("shared %v", got)
	}
	if got := v.SharedMaterials("p2", given); got != nil {
		t.Errorf("another person's %v", got)
	}
	if got := v.SharedMaterials("p1", []hall.Material{{Name: "户口簿", Original: 1}}); got != nil {
		t.Errorf("an original is no copy: %v", got)
	}
}

func TestWhoIsTheSame(t *testing.T) {
	v := &visit.Visit{People: []hall.Person{mother, son}}
	for _, tt := range []struct {
		situation string
		person    hall.Person
		want      string
	}{
		{"same phone", hall.Person{Name: "彭满秀", Phone: "13800000010"}, "p1"},
		{"only a name", hall.Person{Name: "彭满秀"}, "p1"},
		{"another name", hall.Person{Name: "彭秀"}, ""},
		{"another phone", hall.Person{Name: "彭满秀", Phone: "13800000011"}, ""},
		{"same number", hall.Person{Name: "覃小明", IDType: "resident_id", IDNo: "431399194206170085", Phone: "13800000012"}, "p2"},
		{"same number, another name", hall.Person{Name: "覃大明", IDType: "resident_id", IDNo: "431399194206170085"}, ""},
	} {
		got := ""
		if p := v.Same(tt.person); p != nil {
			got = p.ID
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.situation, got, tt.want)
		}
	}
}

func TestWhatAnOpeningLacks(t *testing.T) {
	for situation, change := range map[string]func(*visit.Opening){
		"nobody":          func(b *visit.Opening) { b.People = nil },
		"a nameless one":  func(b *visit.Opening) { b.People = append(b.People, hall.Person{}) },
		"a crowd":         func(b *visit.Opening) { b.People = slices.Repeat(b.People, visit.MostPeople+1) },
		"an unknown way":  func(b *visit.Opening) { b.How = "路过" },
		"a number of old": func(b *visit.Opening) { b.No = "L1" },
	} {
		b := opening()
		change(&b)
		if b.Complete() == nil {
			t.Errorf("%s is taken", situation)
		}
	}
}
