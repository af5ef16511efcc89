package desk_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
	"bianmin/internal/station"
)

// handClock is a clock that stands still until a test moves it.
type handClock struct {
	mu  sync.Mutex
	now time.Time
}

// monday is 2026-11-23, 09:00 in Beijing.
func monday() *handClock {
	return &handClock{now: time.Date(2026, 11, 23, 9, 0, 0, 0, workday.Beijing())}
}

func (c *handClock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// nextDays moves the clock on by whole days.
func (c *handClock) nextDays(n int) { c.set(c.read().AddDate(0, 0, n)) }

// room is a demo hall on a real database, with its people signed in.
type room struct {
	*station.Station
	dir      string
	clock    *handClock
	director *desk.Session // also works at the counter
	agent    *desk.Session
}

// openRoom founds a hall with director liu and agent luo.
func openRoom(t testing.TB) *room {
	t.Helper()
	return openRoomAt(t, monday().now)
}

// openRoomAt founds it at an instant.
func openRoomAt(t testing.TB, now time.Time) *room {
	t.Helper()
	r := &room{dir: t.TempDir(), clock: &handClock{now: now}}
	st, err := station.Found(t.Context(), station.Options{Dir: r.dir, Clock: r.clock.read}, station.Founding{
		Hall: "431322112000", Name: "新化县白溪镇便民服务中心", Device: "A7", StaffID: "liu", StaffName: "刘巧云", Demo: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	r.Station = st
	r.director, r.agent = signIn(t, st, "liu"), signIn(t, st, "luo")
	return r
}

// again opens the same directory a second time, as another program would.
func (r *room) again(t testing.TB) *station.Station {
	t.Helper()
	st, err := station.Open(t.Context(), station.Options{Dir: r.dir, Clock: r.clock.read})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

func signIn(t testing.TB, st *station.Station, staff string) *desk.Session {
	t.Helper()
	s, err := st.Desk.SignIn(t.Context(), staff)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// entries is the length of the journal.
func (r *room) entries(t testing.TB) int64 {
	t.Helper()
	p, err := r.DB.Progress(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p.Head.Size
}

// sound fails the test unless the store verifies.
func (r *room) sound(t testing.TB) {
	t.Helper()
	v, err := r.DB.Verify(t.Context())
	if err != nil || !v.OK {
		t.Errorf("verify: %v, %v", v.Problems, err)
	}
}

// applicant is somebody with a phone and no papers.
func applicant(name string) desk.Applicant {
	return desk.Applicant{Name: name, IDType: ident.DocNone, Phone: "13800000010"}
}

func take(t testing.TB, s *desk.Session, in desk.Intake) desk.Taken {
	t.Helper()
	out, err := s.Intake(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// refused fails the test unless err is of a kind.
func refused(t testing.TB, err error, want hall.ErrorKind) {
	t.Helper()
	if err == nil || hall.KindOf(err) != want {
		t.Errorf("error %v of kind %d, want kind %d", err, hall.KindOf(err), want)
	}
}

// day is the last day of a due as text, with ~ when it is provisional, - when there is none.
func day(d *hall.Due) string {
	switch {
	case d == nil:
		return "-"
	case d.Provisional():
		return d.Last.String() + "~"
	}
	return d.Last.String()
}

func TestOnlyAMissingYearAsksForTheCalendar(t *testing.T) {
	r := openRoom(t)
	cal, err := r.Desk.Calendar(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	today := r.Desk.Today()
	for _, tt := range []struct {
		situation string
		n         int
		asks      bool
	}{{"a negative limit", -1, false}, {"a limit beyond all sense", 1 << 30, false}, {"past the last year there is", 200, true}} {
		_, err := desk.Deadline(cal, today, tt.n)
		refused(t, err, hall.Invalid)
		if _, next := hall.Explain(err); strings.Contains(next, "放假安排") != tt.asks {
			t.Errorf("%s: %v, next %s", tt.situation, err, next)
		}
	}
	if last, err := desk.Deadline(cal, today, 5); err != nil || last.String() != "2026-11-30" {
		t.Errorf("%s, %v", last, err)
	}
}
