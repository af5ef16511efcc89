package demo_test

import (
	"os"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
	"bianmin/internal/demo"
)

// fixed is a clock that goes on a second with every reading.
func fixed(year int, month time.Month, day int) func() time.Time {
	begin := time.Date(year, month, day, 9, 0, 0, 0, workday.Beijing())
	var seconds atomic.Int64
	return func() time.Time { return begin.Add(time.Duration(seconds.Add(1)) * time.Second) }
}

// TestTheDemoHoldsOnAnyDay runs the main job on days that have been hard on it.
func TestTheDemoHoldsOnAnyDay(t *testing.T) {
	for _, tt := range []struct {
		situation string
		clock     func() time.Time
		papers    int // with three appointment slips, or none
	}{
		{"a Monday", fixed(2026, 11, 23), 28},
		{"a Saturday", fixed(2026, 11, 28), 28},
		{"National Day", fixed(2026, 10, 1), 28},
		{"a year whose schedule is not known", fixed(2027, 3, 1), 26},
	} {
		t.Run(tt.situation, func(t *testing.T) {
			t.Parallel()
			out, said := t.TempDir(), 0
			report, err := demo.Run(t.Context(), demo.Options{Out: out, Clock: tt.clock, Say: func(string, ...any) { said++ }})
			if err != nil || !report.OK {
				t.Fatalf("%+v, %v", report, err)
			}
			if len(report.Cases) != 12 || report.Cuts != 2 || report.Hall.Entries != report.County.Entries || said == 0 {
				t.Errorf("report %+v", report)
			}
			files, err := os.ReadDir(out)
			if err != nil || len(files) != tt.papers || len(report.Papers) != tt.papers || !slices.IsSorted(report.Papers) {
				t.Errorf("%d papers, %d files, want %d, %v", len(report.Papers), len(files), tt.papers, err)
			}
		})
	}
}

func TestTheDemoSaysWhereItCannotWrite(t *testing.T) {
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := demo.Run(t.Context(), demo.Options{Out: file})
	if hall.KindOf(err) != hall.Invalid {
		t.Errorf("papers into a file: %v", err)
	}
}

// TestTheDemoHallIsThereAgainAfterARestart opens the window's demo hall twice: the
// second county listens on another port, and the line still carries.
func TestTheDemoHallIsThereAgainAfterARestart(t *testing.T) {
	dir := t.TempDir()
	var before int64
	for _, name := range []string{"first", "second"} {
		r, err := demo.Window(t.Context(), dir)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s, err := r.Station.Desk.SignIn(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		page, err := s.Cases(t.Context(), hall.CaseQuery{Filter: hall.FilterAll})
		if err != nil || len(page.Rows) != 12 {
			t.Errorf("%s: %d cases, %v", name, len(page.Rows), err)
		}
		if name == "second" {
			if _, err := s.Void(t.Context(), page.Rows[len(page.Rows)-1].ID, "录重了"); err != nil {
				t.Fatal(err)
			}
		}
		sent, err := r.Station.Sync.Once(t.Context())
		status, failed := r.County.Status(t.Context())
		if err != nil || failed != nil || sent.Waiting != 0 || status.Entries != sent.Acked || status.Rejected+status.Conflicts+status.Held != 0 {
			t.Errorf("%s: sent %+v, county %+v, %v, %v", name, sent, status, err, failed)
		}
		if name == "second" && status.Entries != before+1 {
			t.Errorf("the county holds %d entries, %d before the restart", status.Entries, before)
		}
		before = status.Entries
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}
