package desk_test

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/assets/calendar"
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/counter"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

func (r *room) at(clock string) {
	t, err := time.ParseInLocation("2006-01-02 15:04", clock, workday.Beijing())
	if err != nil {
		panic(err)
	}
	r.clock.set(t)
}

// TestTwoCountersNeverTakeTheSamePerson lets two programs call one person at once.
func TestTwoCountersNeverTakeTheSamePerson(t *testing.T) {
	r := openRoom(t)
	r.open(t, "1", counter.Services{}, span("09:00", "10:00", 30, 4))
	r.open(t, "2", counter.Services{}, span("09:00", "10:00", 30, 4))
	a, err := r.director.Book(t.Context(), asks("周桂英", "2026-11-23", "09:00"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.CheckIn(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	sessions := []*desk.Session{r.director, signIn(t, r.again(t), "liu")}
	var (
		wg   sync.WaitGroup
		errs [8]error
	)
	for i := range errs {
		wg.Go(func() { _, errs[i] = sessions[i%2].Call(t.Context(), a.ID, []string{"1", "2"}[i%2]) })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		if refused(t, err, hall.Unlawful); !strings.Contains(err.Error(), "号窗口叫号") {
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d counters called", won)
	}
	if list, err := r.director.AppointmentConflicts(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	r.sound(t)
}

func TestWhoDoesNotComeIsMarkedByTheClock(t *testing.T) {
	r := openRoom(t)
	for _, x := range []struct{ name, start string }{{"周桂英", "09:00"}, {"吴德才", "09:00"}, {"彭满秀", "09:30"}} {
		if _, err := book(t.Context(), r.director, r.Desk.Today(), x.start, x.name); err != nil {
			t.Fatal(err)
		}
	}
	list, err := r.director.Appointments(t.Context(), r.Desk.Today())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.CheckIn(t.Context(), list[1].ID); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		situation, clock string
		want             int
	}{
		{"the slot has just ended", "2026-11-23 09:30", 0},
		{"a minute before the grace is over", "2026-11-23 09:44", 0},
		{"the grace is over", "2026-11-23 09:45", 1},
		{"once more", "2026-11-23 09:45", 0},
		{"the next one, a day later", "2026-11-24 09:00", 1},
	} {
		r.at(x.clock)
		if got, err := r.director.MarkNoShows(t.Context()); err != nil || len(got) != x.want {
			t.Errorf("%s: %d, %v", x.situation, len(got), err)
		}
	}
	first, err := r.director.Appointment(t.Context(), list[0].ID)
	if err != nil || first.State != hall.AppointMissed || first.Last != first.NoShowID() || !first.History[1].At.Equal(first.NoShowAt()) {
		t.Errorf("%+v, %v", first, err)
	}
	_, err = r.director.CheckIn(t.Context(), first.ID) // a day late
	refused(t, err, hall.Unlawful)
	r.at("2026-11-23 10:00")
	if first, err = r.director.CheckIn(t.Context(), first.ID); err != nil || !first.Queue.Late {
		t.Errorf("came late: %+v, %v", first, err)
	}
	r.sound(t)
}

func TestWhatIsWarnedOfAndNeverRefused(t *testing.T) {
	r := openRoom(t)
	person := desk.Applicant{Name: "周桂英", IDType: ident.DocNone, Phone: "13800000031"}
	warned := func(b desk.Booking) string {
		t.Helper()
		made, err := r.director.Reserve(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(made.Warnings, "；")
	}
	b := desk.Booking{Day: r.Desk.Today(), Start: "09:30", Matter: "MZ-06", Person: person}
	if w := warned(b); w != "" {
		t.Errorf("the first: %s", w)
	}
	b.Start = "10:00"
	if w := warned(b); !strings.Contains(w, "已约了11月23日 09:30") || strings.Contains(w, "周桂英") {
		t.Errorf("the same matter again: %s", w)
	}
	b.Matter, b.Start = "GH-01", "10:30"
	if w := warned(b); w != "" {
		t.Errorf("another matter: %s", w)
	}
	r.at("2026-11-24 09:00")
	if got, err := r.director.MarkNoShows(t.Context()); err != nil || len(got) != 3 {
		t.Fatalf("%d, %v", len(got), err)
	}
	b.Day, b.Start = r.Desk.Today(), "14:00"
	if w := warned(b); !strings.Contains(w, "爽约 3 次") {
		t.Errorf("after three no-shows: %s", w)
	}
	r.sound(t)
}

// TestNoSequenceOversells does anything with bookings through the desk, and looks after every
// act whether a slot holds more than its quota, somebody is at two counters, or a number came twice.
func TestNoSequenceOversells(t *testing.T) {
	r := openRoom(t)
	quota := map[string]int{"1": 1, "2": 2}
	r.open(t, "1", counter.Services{}, span("09:00", "10:30", 30, quota["1"]))
	r.open(t, "2", counter.Services{Units: map[string]int{"MZ-06": 2}}, span("09:00", "10:30", 20, quota["2"]))
	began, n := time.Now(), 0
	days := workdays(t, "2026-11-23", "2026-12-31")
	rapid.Check(t, func(rt *rapid.T) {
		if time.Since(began) > 5*time.Second {
			return
		}
		n++
		on := days[n%len(days)]
		var all []string
		for range rapid.IntRange(1, 14).Draw(rt, "length") {
			all = oneBookingStep(t, rt, r, on, all)
			checkDay(t, rt, r, on, quota)
		}
		for _, id := range all { // leave the day empty for the next sequence
			_, _ = r.director.CancelAppointment(t.Context(), id, "清场")
		}
	})
	r.sound(t)
}

func workdays(t *testing.T, from, to string) []hall.Date {
	cal, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	all, err := workday.New(cal...)
	if err != nil {
		t.Fatal(err)
	}
	var out []hall.Date
	for d := date(t, from); !d.After(date(t, to)); d = d.AddDays(1) {
		if works, err := all.IsWorkday(d); err == nil && works {
			out = append(out, d)
		}
	}
	return out
}

func oneBookingStep(t *testing.T, rt *rapid.T, r *room, day hall.Date, all []string) []string {
	ctx := t.Context()
	start := rapid.SampledFrom([]string{"09:00", "09:20", "09:30", "09:40", "10:00", "10:10"}).Draw(rt, "start")
	at := rapid.SampledFrom([]string{"", "1", "2"}).Draw(rt, "counter")
	act := rapid.SampledFrom([]string{"book", "book", "book", "move", "cancel", "checkin", "call", "call", "park", "forward", "serve"}).Draw(rt, "act")
	if act == "book" || len(all) == 0 {
		b := desk.Booking{Day: day, Start: start, Counter: at, Person: applicant(fmt.Sprintf("甲%c", '一'+len(all)))}
		b.Matters = rapid.SampledFrom([][]string{nil, {"MZ-06"}, {"GH-01", "MZ-06"}}).Draw(rt, "matters")
		a, err := r.director.Book(ctx, b)
		if err != nil {
			lawfulRefusal(rt, act, err)
			return all
		}
		return append(all, a.ID)
	}
	id := rapid.SampledFrom(all).Draw(rt, "whose")
	before, err := r.director.Appointment(ctx, id)
	if err != nil {
		rt.Fatal(err)
	}
	after, err := bookingAct(ctx, r, act, id, day, start, cmp.Or(at, "1"))
	if err != nil {
		lawfulRefusal(rt, act, err)
		return all
	}
	if after.No != before.No {
		rt.Fatal("the number changed")
	}
	if act == "call" && before.State == hall.AppointCalled {
		rt.Fatalf("%s took who was at %s", after.Queue.At.Name, before.Queue.At.Name)
	}
	return all
}

func bookingAct(ctx context.Context, r *room, act, id string, day hall.Date, start, at string) (*hall.Appointment, error) {
	s := r.director
	switch act {
	case "move":
		return s.MoveAppointment(ctx, id, desk.Move{Day: day, Start: start, Counter: at, Reason: "改时间"})
	case "cancel":
		return s.CancelAppointment(ctx, id, "不来了")
	case "checkin":
		now := r.clock.read()
		defer r.clock.set(now)
		r.clock.set(day.Start().Add(9 * time.Hour))
		return s.CheckIn(ctx, id)
	case "call":
		return s.Call(ctx, id, at)
	case "park":
		return s.Park(ctx, id)
	case "forward":
		return s.Forward(ctx, id, at, "归它办")
	}
	return s.Serve(ctx, id, desk.Served{})
}

func lawfulRefusal(rt *rapid.T, act string, err error) {
	if k := hall.KindOf(err); k != hall.Invalid && k != hall.Unlawful {
		rt.Fatalf("%s: %v", act, err)
	}
}

// checkDay counts by itself, minute by minute of every slot, who holds a place.
func checkDay(t *testing.T, rt *rapid.T, r *room, day hall.Date, quota map[string]int) {
	booked, err := r.director.Appointments(t.Context(), day)
	if err != nil {
		rt.Fatal(err)
	}
	numbers := map[hall.AppointNo]bool{}
	for _, a := range booked {
		if numbers[a.No] {
			rt.Fatalf("number %s twice", a.No)
		}
		numbers[a.No] = true
		if len(a.Conflicts()) > 0 {
			rt.Fatalf("%s in conflict", a.No)
		}
	}
	states, err := r.director.Slots(t.Context(), day)
	if err != nil {
		rt.Fatal(err)
	}
	for code, most := range quota {
		for minute := 9 * 60; minute < 10*60+30; minute += 10 {
			n := 0
			for _, a := range booked {
				if a.Counter.Code == code && a.State != hall.AppointCancelled && a.Slot.From() <= minute && minute < a.Slot.To() {
					n++
				}
			}
			if n > most {
				rt.Fatalf("counter %s at minute %d holds %d of %d", code, minute, n, most)
			}
		}
	}
	for _, st := range states {
		if st.Left < 0 || st.Left > st.Quota {
			rt.Fatalf("%+v", st)
		}
	}
}
