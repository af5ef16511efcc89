package desk_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/workday"
)

func date(t testing.TB, text string) hall.Date {
	t.Helper()
	d, err := workday.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func book(ctx context.Context, s *desk.Session, on hall.Date, start, name string) (*hall.Appointment, error) {
	return s.Book(ctx, desk.Booking{Day: on, Start: start, Person: applicant(name)})
}

func TestWhichSlotsCanBeBooked(t *testing.T) {
	r := openRoom(t)
	r.clock.set(r.clock.read().Add(90 * time.Minute)) // 10:30
	for _, tt := range []struct {
		situation, day, start string
		want                  hall.ErrorKind // 0: it can
	}{
		{"tomorrow", "2026-11-24", "09:30", 0},
		{"the slot that runs now", "2026-11-23", "10:30", 0},
		{"a slot that ended now", "2026-11-23", "10:00", hall.Invalid},
		{"yesterday", "2026-11-22", "09:30", hall.Invalid},
		{"a Saturday", "2026-11-28", "09:30", hall.Invalid},
		{"New Year's Day of an unknown year", "2027-01-01", "09:30", hall.Invalid},
		{"the lunch hour", "2026-11-24", "12:00", hall.Invalid},
		{"between two slots", "2026-11-24", "09:45", hall.Invalid},
	} {
		t.Run(tt.situation, func(t *testing.T) {
			a, err := book(t.Context(), r.director, date(t, tt.day), tt.start, "周桂英")
			if tt.want != 0 {
				refused(t, err, tt.want)
				return
			}
			if err != nil || a.Slot.Day.String() != tt.day || a.Slot.Start != tt.start || a.State != hall.AppointBooked {
				t.Errorf("booked %+v, %v", a, err)
			}
		})
	}
	r.sound(t)
}

// TestASlotIsNeverOversold lets two programs sell the same places at once.
func TestASlotIsNeverOversold(t *testing.T) {
	r := openRoom(t)
	other := signIn(t, r.again(t), "luo")
	on := date(t, "2026-11-24")
	const buyers = 8
	var (
		wg   sync.WaitGroup
		errs [2 * buyers]error
	)
	for i := range errs {
		s := r.director
		if i%2 == 1 {
			s = other
		}
		wg.Go(func() { _, errs[i] = book(t.Context(), s, on, "09:30", fmt.Sprintf("甲%c", '一'+i)) })
	}
	wg.Wait()
	sold := 0
	for _, err := range errs {
		if err == nil {
			sold++
			continue
		}
		refused(t, err, hall.Invalid)
	}
	quota := hall.DefaultSlotPlan().Quota
	list, err := r.director.Appointments(t.Context(), on)
	if sold != quota || len(list) != quota || err != nil {
		t.Fatalf("%d sold, %d stored, want %d, %v", sold, len(list), quota, err)
	}
	if list[0].No == list[1].No {
		t.Errorf("number %s twice", list[0].No)
	}
	if _, err := other.CancelAppointment(t.Context(), string(list[0].No), "家里有事"); err != nil {
		t.Fatal(err)
	}
	if _, err := book(t.Context(), r.director, on, "09:30", "周桂英"); err != nil {
		t.Errorf("a place given back cannot be sold: %v", err)
	}
	r.sound(t)
}

func TestTakingAPersonInChecksThemIn(t *testing.T) {
	r := openRoom(t)
	a, err := book(t.Context(), r.director, r.Desk.Today(), "09:30", "周桂英")
	if err != nil {
		t.Fatal(err)
	}
	in := desk.Intake{Matter: "MZ-06", Applicant: desk.Holder(a), Appointment: string(a.No)}
	c := take(t, r.director, in).Case
	if c.Intake.Appointment != a.No {
		t.Errorf("the case names appointment %q", c.Intake.Appointment)
	}
	if a, err = r.director.Appointment(t.Context(), string(a.No)); err != nil || a.State != hall.AppointServed || len(a.Queue.Cases) != 1 {
		t.Errorf("appointment %+v, %v", a, err)
	}
	take(t, r.director, in) // a second matter of the same visit
	if a, err = r.director.Appointment(t.Context(), string(a.No)); err != nil || len(a.Queue.Cases) != 2 || len(a.Conflicts()) > 0 {
		t.Errorf("after a second case: %+v, %v", a.Queue, err)
	}
	_, err = r.director.CheckIn(t.Context(), string(a.No))
	refused(t, err, hall.Unlawful)
	_, err = r.director.CancelAppointment(t.Context(), string(a.No), "")
	refused(t, err, hall.Unlawful)
	b, err := book(t.Context(), r.director, r.Desk.Today(), "10:00", "吴德才")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.CancelAppointment(t.Context(), string(b.No), "家里有事"); err != nil {
		t.Fatal(err)
	}
	in.Appointment = string(b.No)
	_, err = r.director.Intake(t.Context(), in)
	refused(t, err, hall.Invalid)
	r.sound(t)
}
