package station_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
	"bianmin/internal/station"
)

// hand is a clock that a test moves.
type hand struct{ at atomic.Int64 }

func (h *hand) set(t time.Time)     { h.at.Store(t.UnixMilli()) }
func (h *hand) read() time.Time     { return time.UnixMilli(h.at.Load()) }
func (h *hand) on(d time.Duration)  { h.set(h.read().Add(d)) }
func (h *hand) until(day hall.Date) { h.set(day.Start().Add(time.Second)) }

func watchedHall(t *testing.T) (*station.Station, *desk.Session, *hand) {
	t.Helper()
	h := &hand{}
	h.set(time.Date(2026, 11, 23, 9, 0, 0, 0, workday.Beijing()))
	st, err := station.Found(t.Context(), station.Options{Dir: t.TempDir(), Clock: h.read}, station.Founding{
		Hall: "431322112000", Name: "某中心", Device: "A7", StaffID: "liu", StaffName: "刘巧云", Demo: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s, err := st.Desk.SignIn(t.Context(), "liu")
	if err != nil {
		t.Fatal(err)
	}
	return st, s, h
}

// The watchman runs by the station's clock: nobody does anything, a day passes, and the card is there.
func TestAMovedClockMakesTheCardAppear(t *testing.T) {
	st, s, h := watchedHall(t)
	taken, err := s.Intake(t.Context(), desk.Intake{
		Matter: "MZ-06", Applicant: desk.Applicant{Name: "彭满秀", IDType: ident.DocNone, Phone: "13800000010"}, Action: desk.ActionAccept,
	})
	if err != nil {
		t.Fatal(err)
	}
	man := st.Watchman(func(err error) { t.Error(err) })
	man.Poll(time.Millisecond)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); man.Run(ctx) }()

	promised := taken.Case.Clocks.Promised.Last
	for _, tt := range []struct {
		situation string
		day       hall.Date
		cards     int
	}{
		{"the last day, after midnight", promised, 1},            // yellow warning
		{"the day after, past midnight", promised.AddDays(1), 2}, // yellow card
	} {
		h.until(tt.day)
		awaitCards(t, s, tt.situation, taken.Case.ID, tt.cards)
	}
	select {
	case <-st.Light.Changed():
	case <-time.After(10 * time.Second):
		t.Error("the window was not told")
	}
	stop()
	<-done // its owner waits
}

func awaitCards(t *testing.T, s *desk.Session, situation, id string, want int) {
	t.Helper()
	have := -1
	for range 1000 {
		cards, err := s.CardsOf(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if have = len(cards); have == want {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s: %d cards, want %d", situation, have, want)
}

func TestWhenARoundIsDue(t *testing.T) {
	st, _, h := watchedHall(t)
	man := st.Watchman(func(err error) { t.Error(err) })
	if !man.Due() {
		t.Error("no round at the start")
	}
	for _, tt := range []struct {
		situation string
		move      time.Duration
		due       bool
	}{
		{"at once again", 0, false},
		{"nine minutes later", 9 * time.Minute, false},
		{"ten minutes later", 10 * time.Minute, true},
		{"the clock was set back", -time.Hour, true},
		{"a week asleep", 7 * 24 * time.Hour, true},
	} {
		if _, err := man.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		if h.on(tt.move); man.Due() != tt.due {
			t.Errorf("%s: due %v", tt.situation, man.Due())
		}
	}
	h.set(time.Date(2026, 12, 1, 23, 59, 59, 0, workday.Beijing()))
	if _, err := man.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	if h.on(2 * time.Second); !man.Due() {
		t.Error("no round at midnight in Beijing")
	}
}

func TestARoundThatFailsIsTold(t *testing.T) {
	st, _, _ := watchedHall(t)
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	told := make(chan error, 1)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	man := st.Watchman(func(err error) { told <- err; stop() })
	man.Run(ctx)
	if err := <-told; err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("told %v", err)
	}
}
