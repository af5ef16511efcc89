package route_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/assets/calendar"
	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/route"
	"bianmin/hall/workday"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func visit(asked string, t interface{ Fatal(...any) }) route.Visit {
	day, err := workday.ParseDate(asked)
	if err != nil {
		t.Fatal(err)
	}
	years, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	cal, err := workday.New(years...)
	if err != nil {
		t.Fatal(err)
	}
	by := route.VisitBy(cal, day)
	return route.Visit{Person: hall.Person{Name: "彭满秀"}, Need: "高龄", Address: "三组", Asked: day, By: &by}
}

func plan(visits ...route.Visit) route.Plan {
	day := hall.DayOf(morning)
	return route.Plan{No: hall.NewRecordNo(route.Letter, day, "A7", 1), Hall: "431322112000", Day: day, Goer: "luo", Visits: visits}
}

func entry(t interface{ Fatal(...any) }, n int, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "r1", Actor: "luo", At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Whatever is done, a stop is answered once, the order names every stop once, and a closed route
// has no stop ahead.
func TestEveryStopIsAnswered(t *testing.T) {
	v := visit("2026-11-23", t)
	all := []hall.Body{
		route.Addition{Visit: v},
		route.Reordering{Order: []int{2, 1}},
		route.Reordering{Order: []int{3, 1, 2}},
		route.Reordering{Order: []int{1, 1}},
		route.Serving{Stop: 1, Result: "收了材料"},
		route.Serving{Stop: 2, Result: "收了材料", Case: "c1"},
		route.Serving{Stop: 3, Result: "拍了照"},
		route.Missing{Stop: 1, Why: "没人"},
		route.Missing{Stop: 2, Why: "没人"},
		route.Missing{Stop: 3, Why: "没人"},
		route.Closing{},
	}
	closed := 0
	rapid.Check(t, func(t *rapid.T) {
		var s, again fold.Subject
		answers := map[int]int{}
		bodies := append([]hall.Body{plan(v, v)}, rapid.SliceOfN(rapid.SampledFrom(all), 1, 20).Draw(t, "acts")...)
		for n, b := range bodies {
			e := entry(t, n, b)
			applied := s.Judge(e)[0].Status == hall.StatusApplied
			again.Judge(e)
			switch x := b.(type) {
			case route.Serving:
				if applied {
					answers[x.Stop]++
				}
			case route.Missing:
				if applied {
					answers[x.Stop]++
				}
			}
		}
		r := s.Record.(*route.Route)
		order := slices.Sorted(slices.Values(r.Order))
		for i, stop := range r.Stops {
			if order[i] != i+1 || len(order) != len(r.Stops) {
				t.Fatalf("order %v of %d stops", r.Order, len(r.Stops))
			}
			if (answers[i+1] == 1) != (stop.State != route.Ahead) || answers[i+1] > 1 {
				t.Fatalf("stop %d: answered %d times, %s", i+1, answers[i+1], stop.State)
			}
			if r.State == route.Closed && stop.State == route.Ahead {
				t.Fatal("closed with a stop ahead")
			}
		}
		if r.State == route.Closed {
			closed++
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			t.Fatal("replicas differ")
		}
	})
	if closed == 0 && !testing.Short() { // a few random runs need not
		t.Error("no sequence closed a route")
	}
}

func TestTheNextDueIsTheEarliestAhead(t *testing.T) {
	early, late := visit("2026-11-20", t), visit("2026-11-23", t)
	if early.By.Last.String() != "2026-11-25" || late.By.Last.String() != "2026-11-26" {
		t.Fatalf("due %s and %s", early.By.Last, late.By.Last)
	}
	var s fold.Subject
	s.Judge(entry(t, 0, plan(late, early)))
	if due := s.Record.Facts().Due; due != early.By.Last {
		t.Errorf("due %s", due)
	}
	s.Judge(entry(t, 1, route.Missing{Stop: 2, Why: "没人"}))
	if due := s.Record.Facts().Due; due != late.By.Last {
		t.Errorf("then %s", due)
	}
	s.Judge(entry(t, 2, route.Serving{Stop: 1, Result: "办了"}))
	if due := s.Record.Facts().Due; !due.IsZero() {
		t.Errorf("at the end %s", due)
	}
}

func TestWhoIsVisited(t *testing.T) {
	v := visit("2026-11-23", t)
	for name, change := range map[string]func(*route.Visit){
		"no need":      func(v *route.Visit) { v.Need = "" },
		"another need": func(v *route.Visit) { v.Need = "不想排队" },
		"no address":   func(v *route.Visit) { v.Address = " " },
		"nobody":       func(v *route.Visit) { v.Person.Name = "" },
		"never asked":  func(v *route.Visit) { v.Asked = hall.Date{} },
	} {
		x := v
		change(&x)
		if plan(x).Complete() == nil {
			t.Errorf("%s is complete", name)
		}
	}
	for _, need := range route.Needs() {
		if err := route.Eligible(need); err != nil {
			t.Error(err)
		}
	}
}
