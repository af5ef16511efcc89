package closing_test

import (
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/closing"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
)

func TestSpan(t *testing.T) {
	for month, want := range map[string]string{"2026-11": "2026-11-30", "2026-12": "2026-12-31", "2028-02": "2028-02-29"} {
		first, last, err := closing.Span(month)
		if err != nil || last.String() != want || first.Day() != 1 {
			t.Errorf("%s: %s to %s, %v", month, first, last, err)
		}
	}
	for _, bad := range []string{"", "2026", "2026-13", "2026-1", "2026-11-01", "Nov"} {
		if _, _, err := closing.Span(bad); hall.KindOf(err) != hall.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAMonthIsClosedOnceAndWhenItIsOver(t *testing.T) {
	made := func(cut string) closing.Made {
		at, err := time.Parse(time.RFC3339, cut)
		if err != nil {
			t.Fatal(err)
		}
		return closing.Made{
			HallCode: "431322112000", Month: "2026-11", CutOff: at, Journal: "j", Size: 3, Root: "r",
			Figures: []closing.Frozen{{Basis: hall.ByReceived, Total: hall.FigureRow{Received: 3, Early: 3}}},
		}
	}
	var s fold.Subject
	for i, c := range []struct {
		name, cut string
		want      hall.Status
	}{
		{"on its last evening", "2026-11-30T22:00:00+08:00", hall.StatusRejected},
		{"after it", "2026-12-01T08:30:00+08:00", hall.StatusApplied},
		{"again", "2026-12-02T08:30:00+08:00", hall.StatusConflict},
	} {
		b := made(c.cut)
		e, err := journal.New(journal.Header{ID: c.name, Kind: string(b.Kind()), Subject: closing.SubjectOf(b.HallCode, b.Month), Actor: "liu", Schema: 1}, b, [16]byte{byte(i)})
		if err != nil {
			t.Fatal(err)
		}
		if v := s.Judge(e); v[0].Status != c.want {
			t.Errorf("%s: %+v", c.name, v)
		}
	}
	got, ok := s.Record.(*closing.Closing)
	if !ok || got.CutOff.Day() != 1 || got.Of(hall.ByReceived).Received != 3 || len(got.Conflicts()) != 1 {
		t.Errorf("%+v", s.Record)
	}
}
