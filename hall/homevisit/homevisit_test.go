package homevisit_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/homevisit"
	"bianmin/hall/journal"
	"bianmin/hall/route"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func asking() homevisit.Asking {
	day := hall.DayOf(morning)
	return homevisit.Asking{
		No: hall.NewRecordNo(homevisit.Letter, day, "A7", 1), Hall: "431322112000",
		Visit: route.Visit{Person: hall.Person{Name: "彭满秀"}, Need: "高龄", Address: "三组", Asked: day, By: &hall.Due{Last: day.AddDays(3)}},
	}
}

func bodies() []hall.Body {
	return []hall.Body{
		asking(),
		homevisit.Planning{Route: hall.NewRecordNo(route.Letter, hall.DayOf(morning), "A7", 1), Goer: "luo"},
		homevisit.Planning{Goer: "luo"},
		homevisit.Doing{Result: "收了材料"},
		homevisit.Missing{Why: "家里没有人"},
		homevisit.Dropping{Why: "家里人办了"},
		homevisit.Dropping{},
	}
}

func entry(t interface{ Fatal(...any) }, n int, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "n1", Actor: "liu", At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Whatever is done, a wish is owed until somebody was there or nobody wants it: only then has it
// no day, and only on a route has it somebody who goes.
func TestAWishIsOwedUntilSomebodyWasThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := bodies()
		var s, again fold.Subject
		for n, pick := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 1, 15).Draw(t, "acts") {
			e := entry(t, n, all[pick])
			var before *homevisit.Request
			if s.Record != nil {
				before = s.Record.(*homevisit.Request)
			}
			verdict := s.Judge(e)[0]
			again.Judge(e)
			if s.Record == nil {
				continue
			}
			r, f := s.Record.(*homevisit.Request), s.Record.Facts()
			ended := r.State == homevisit.Done || r.State == homevisit.Dropped
			if f.Open == ended || f.Due.IsZero() != ended || (f.Owner != "") != (r.State == homevisit.Planned) {
				t.Fatalf("%s: %+v", r.State, f)
			}
			if before != nil && !before.Open() && verdict.Status == hall.StatusApplied {
				t.Fatalf("%s after the end", e.Kind)
			}
			if r.State == homevisit.Done && r.Route == "" {
				t.Fatal("done without anybody going")
			}
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			t.Fatal("replicas differ")
		}
	})
}

func TestWhatDoesNotFitARequest(t *testing.T) {
	for name, c := range map[string]struct {
		acts []hall.Body
		want hall.Status
	}{
		"planned before it was asked":        {[]hall.Body{bodies()[1]}, hall.StatusHeld},
		"asked without a need":               {[]hall.Body{homevisit.Asking{No: asking().No, Visit: route.Visit{Person: hall.Person{Name: "彭满秀"}, Address: "三组", Asked: hall.DayOf(morning)}}}, hall.StatusRejected},
		"asked twice":                        {[]hall.Body{asking(), asking()}, hall.StatusConflict},
		"done without a route":               {[]hall.Body{asking(), homevisit.Doing{Result: "办了"}}, hall.StatusConflict},
		"on two routes":                      {[]hall.Body{asking(), bodies()[1], bodies()[1]}, hall.StatusConflict},
		"dropped behind the back of a route": {[]hall.Body{asking(), bodies()[1], homevisit.Dropping{Why: "不用了"}}, hall.StatusConflict},
		"dropped":                            {[]hall.Body{asking(), homevisit.Dropping{Why: "不用了"}}, hall.StatusApplied},
		"planned again after nobody was in":  {[]hall.Body{asking(), bodies()[1], homevisit.Missing{Why: "没人"}, bodies()[1]}, hall.StatusApplied},
	} {
		var s fold.Subject
		var last hall.Verdict
		for n, b := range c.acts {
			last = s.Judge(entry(t, n, b))[0]
		}
		if last.Status != c.want || last.Status != hall.StatusApplied && last.Status != hall.StatusHeld && last.Why == "" {
			t.Errorf("%s: %+v", name, last)
		}
	}
}
