package workload_test

import (
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
	"bianmin/internal/station"
	"bianmin/internal/workload"
)

// found makes a demo hall that knows the calendar the run needs.
func found(t testing.TB, from hall.Date) string {
	t.Helper()
	dir := t.TempDir()
	st, err := station.Found(t.Context(), station.Options{Dir: dir, Clock: func() time.Time { return from.Start() }}, station.Founding{
		Hall: "431322112000", Name: "新化县白溪镇便民服务中心", Device: "A7", StaffID: "liu", StaffName: "刘巧云", Demo: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestARegisterIsWhatTheTownshipKnows(t *testing.T) {
	from, to := workday.DateOf(2026, 1, 5), workday.DateOf(2026, 4, 10)
	dir := found(t, from)
	lived, err := workload.Run(t.Context(), dir, workload.Options{Cases: 500, Seed: 6, From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	workload.Audit(t, dir, lived)
	wentBy(t, dir)
	if _, err := workload.Run(t.Context(), dir, workload.Options{Cases: 1, From: from, To: to}); hall.KindOf(err) != hall.Unlawful {
		t.Errorf("a second history over the first: %v", err)
	}
}

// wentBy looks whether the township met what a township meets.
func wentBy(t *testing.T, dir string) {
	t.Helper()
	st, err := station.Open(t.Context(), station.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close() //nolint:errcheck // nothing was written
	met := map[string]int{}
	for from := int64(1); ; {
		b, err := st.DB.Batch(t.Context(), from, 500, 1<<20)
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
			met[e.Kind]++
			from++
		}
	}
	for _, kind := range []string{
		"case.received", "case.noticed", "case.supplied", "case.accepted", "case.declined", "case.completed", "case.delivered",
		"case.withdrawn", "case.returned", "case.deemed", "case.routed", "case.reviewed", "case.suspended", "case.resumed", "case.extended", "case.decided",
		"visit.opened", "visit.closed", "ticket.drawn", "ticket.served", "rating.given", "rating.unrated", "bag.opened", "bag.handed_in",
		"bag.fetched", "bag.returned", "inquiry.opened", "inquiry.answered", "appointment.booked", "appointment.served", "appointment.missed",
		"card.raised", "card.answered", "card.judged", "closing.made",
	} {
		if met[kind] == 0 {
			t.Errorf("nothing of %s in the township's months", kind)
		}
	}
}
