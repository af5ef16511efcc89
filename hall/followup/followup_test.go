package followup_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/followup"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

var morning = time.Date(2026, 12, 1, 1, 0, 0, 0, time.UTC)

func judge(t *testing.T, s *fold.Subject, n int, b hall.Body) hall.Status {
	t.Helper()
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: followup.SubjectID("c1", "2026-11"), Actor: "liu", At: morning, Recorded: morning,
		Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return s.Judge(e)[0].Status
}

// A sample is the same for everybody, of the size asked for, and drawing in another order
// or drawing more takes nobody out of it.
func TestASampleCannotBePicked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9]{8}`), 0, 60, rapid.ID[string]).Draw(t, "cases")
		percent := rapid.IntRange(0, 100).Draw(t, "percent")
		got := followup.Sample("431322112000", "2026-11", percent, ids)
		if want := (len(ids)*percent + 99) / 100; len(got) != want {
			t.Fatalf("%d of %d drawn at %d%%, want %d", len(got), len(ids), percent, want)
		}
		for _, id := range got {
			if !slices.Contains(ids, id) {
				t.Fatalf("%s was not there", id)
			}
		}
		twice := append(slices.Clone(ids), ids...)
		if !slices.Equal(got, followup.Sample("431322112000", "2026-11", percent, rapid.Permutation(twice).Draw(t, "order"))) {
			t.Fatal("the order they come in matters")
		}
		if more := followup.Sample("431322112000", "2026-11", min(percent+20, 100), ids); !slices.Equal(got, more[:len(got)]) {
			t.Fatal("a larger share is not more of the same")
		}
	})
	many := make([]string, 100)
	for i := range many {
		many[i] = fmt.Sprint("case-", i)
	}
	if slices.Equal(followup.Sample("s", "2026-11", 20, many), followup.Sample("s", "2026-12", 20, many)) {
		t.Error("every month draws the same")
	}
}

func TestWhoServedDoesNotCall(t *testing.T) {
	day := hall.DayOf(morning)
	draw := followup.Draw{
		No: hall.NewRecordNo(followup.Letter, day, "A7", 1), Hall: "431322112000", Day: day, Month: "2026-11", Case: "c1", Served: []string{"luo"},
		Seed: "s", Percent: 10, Due: hall.DueAfter(workday.Calendar{}, morning, hall.Limit{N: followup.CloseWorkdays, Unit: hall.Workday}),
	}
	call := func(by string, a followup.Answer) followup.Contact {
		return followup.Contact{By: by, Day: day, How: "电话", Answer: a}
	}
	var s fold.Subject
	for n, st := range []struct {
		body hall.Body
		want hall.Status
	}{
		{draw, hall.StatusApplied},
		{draw, hall.StatusConflict},
		{call("luo", followup.Content), hall.StatusConflict},
		{call("liu", "maybe"), hall.StatusRejected},
		{call("liu", followup.Unreached), hall.StatusApplied},
		{followup.Closing{By: "liu"}, hall.StatusConflict},
		{call("liu", followup.Unhappy), hall.StatusApplied},
		{followup.Closing{By: "liu"}, hall.StatusConflict},
		{followup.Rectification{By: "luo", Measure: "改"}, hall.StatusConflict},
		{followup.Rectification{By: "liu", Measure: "改"}, hall.StatusApplied},
		{followup.Closing{By: "liu"}, hall.StatusApplied},
		{call("liu", followup.Content), hall.StatusConflict},
	} {
		if got := judge(t, &s, n, st.body); got != st.want {
			t.Errorf("step %d, %s: %s, want %s", n, st.body.Kind(), got, st.want)
		}
	}
	if f := s.Record.Facts(); f.Open || f.Of != "c1" || !f.Due.IsZero() {
		t.Errorf("%+v", f)
	}
}
