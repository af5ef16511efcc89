package desk_test

import (
	"strings"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/counter"
	"bianmin/hall/workday"
)

func span(from, to string, minutes, quota int) counter.Span {
	return counter.Span{From: from, To: to, Minutes: minutes, Quota: quota}
}

// weekly is the same spans from Monday to Friday.
func weekly(from hall.Date, spans ...counter.Span) counter.Plan {
	p := counter.Plan{From: from, Week: map[string][]counter.Span{}}
	for _, d := range counter.Weekdays()[:5] {
		p.Week[d] = spans
	}
	return p
}

// open sets a counter up, with a template from today on.
func (r *room) open(t testing.TB, code string, services counter.Services, spans ...counter.Span) {
	t.Helper()
	if _, err := r.director.SetCounter(t.Context(), desk.CounterSetting{Code: code, Name: code + "号窗口", Services: services}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.director.PlanCounter(t.Context(), code, weekly(r.Desk.Today(), spans...)); err != nil {
		t.Fatal(err)
	}
}

// starts are the starts that can still be booked, with the minutes of one.
func starts(t testing.TB, s *desk.Session, q desk.SlotQuery) string {
	t.Helper()
	states, err := s.SlotsFor(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, st := range states {
		if st.Left > 0 {
			out = append(out, st.Slot.Start+"@"+st.Counter.Code)
		}
	}
	return strings.Join(out, " ")
}

func asks(name, on, start string, matters ...string) desk.Booking {
	d, _ := workday.ParseDate(on)
	return desk.Booking{Day: d, Start: start, Matters: matters, Person: applicant(name)}
}

func TestABookedSlotKeepsItsLength(t *testing.T) {
	r := openRoom(t)
	r.open(t, "1", counter.Services{}, span("09:00", "10:00", 30, 1))
	a, err := r.director.Book(t.Context(), asks("周桂英", "2026-11-24", "09:00"))
	if err != nil || a.Slot.Minutes != 30 || a.Counter.Name != "1号窗口" {
		t.Fatalf("%+v, %v", a, err)
	}
	_, stranded, err := r.director.PlanCounter(t.Context(), "1", weekly(r.Desk.Today(), span("09:00", "10:00", 20, 1)))
	if err != nil || len(stranded) != 0 {
		t.Fatalf("%v, %v", stranded, err)
	}
	if a, err = r.director.Appointment(t.Context(), a.ID); err != nil || a.Slot.Minutes != 30 {
		t.Errorf("booked for %d minutes, %v", a.Slot.Minutes, err)
	}
	if got := starts(t, r.director, desk.SlotQuery{Day: a.Slot.Day}); got != "09:40@1" { // 09:20 would run into it
		t.Errorf("free: %s", got)
	}
	if a, err = r.director.MoveAppointment(t.Context(), a.ID, desk.Move{Day: a.Slot.Day, Start: "09:20", Reason: "早了"}); err != nil || a.Slot.Minutes != 20 {
		t.Errorf("moved to %+v, %v", a, err)
	}
	if got := starts(t, r.director, desk.SlotQuery{Day: a.Slot.Day}); got != "09:00@1 09:40@1" {
		t.Errorf("free after the move: %s", got)
	}
	r.sound(t)
}

func TestWhichDaysACounterTakes(t *testing.T) {
	r := openRoom(t)
	r.clock.set(time.Date(2026, 9, 1, 9, 0, 0, 0, workday.Beijing()))
	r.open(t, "1", counter.Services{}, span("09:00", "10:00", 30, 1), span("14:00", "15:00", 30, 1))
	except := func(on, reason string, spans ...counter.Span) []*hall.Appointment {
		t.Helper()
		_, stranded, err := r.director.ExceptCounter(t.Context(), "1号窗口", counter.Exception{Day: date(t, on), Spans: spans, Reason: reason})
		if err != nil {
			t.Fatal(err)
		}
		return stranded
	}
	a, err := r.director.Book(t.Context(), asks("周桂英", "2026-10-12", "14:00"))
	if err != nil {
		t.Fatal(err)
	}
	if stranded := except("2026-10-12", "下午开会", span("09:00", "10:00", 30, 1)); len(stranded) != 1 || stranded[0].No != a.No {
		t.Errorf("stranded: %v", stranded)
	}
	except("2026-10-17", "赶集日加开", span("09:00", "09:30", 30, 1))
	for _, x := range []struct{ situation, day, want string }{
		{"a make-up Saturday works", "2026-10-10", "09:00@1 09:30@1 14:00@1 14:30@1"},
		{"an ordinary Saturday does not", "2026-10-24", ""},
		{"National Day does not", "2026-10-01", ""},
		{"an extra Saturday", "2026-10-17", "09:00@1"},
		{"a closed afternoon", "2026-10-12", "09:00@1 09:30@1"},
	} {
		if got := starts(t, r.director, desk.SlotQuery{Day: date(t, x.day)}); got != x.want {
			t.Errorf("%s: %s", x.situation, got)
		}
	}
	_, err = r.director.Slots(t.Context(), date(t, "2027-03-01"))
	if refused(t, err, hall.Invalid); !strings.Contains(err.Error(), "2027年") {
		t.Error(err)
	}
	for _, x := range []struct{ situation, day, say string }{
		{"a Saturday", "2026-10-24", "不上班"}, {"a closed afternoon", "2026-10-12", "没有这个时段"},
	} {
		_, err := r.director.Book(t.Context(), asks("周桂英", x.day, "14:00"))
		if refused(t, err, hall.Invalid); !strings.Contains(err.Error(), x.say) {
			t.Errorf("%s: %v", x.situation, err)
		}
	}
	r.sound(t)
}

func TestSeveralServicesInOneBooking(t *testing.T) {
	r := openRoom(t)
	r.open(t, "1", counter.Services{}, span("11:00", "12:00", 30, 1), span("14:00", "15:30", 30, 1))
	r.open(t, "2", counter.Services{Matters: []string{"MZ-06"}, Units: map[string]int{"MZ-06": 2}}, span("09:00", "10:00", 20, 1))
	both := []string{"GH-01", "MZ-06"}
	if got := starts(t, r.director, desk.SlotQuery{Day: date(t, "2026-11-24"), Matters: both}); got != "11:00@1 14:00@1 14:30@1" {
		t.Errorf("two services: %s", got)
	}
	if got := starts(t, r.director, desk.SlotQuery{Day: date(t, "2026-11-24"), Matters: []string{"MZ-06"}, Counter: "2"}); got != "09:00@2 09:20@2" {
		t.Errorf("a service of two slots: %s", got)
	}
	a, err := r.director.Book(t.Context(), asks("周桂英", "2026-11-24", "14:00", both...))
	if err != nil || a.Slot.Minutes != 60 || len(a.Matters) != 2 || a.Counter.Code != "1" {
		t.Fatalf("%+v, %v", a, err)
	}
	for _, x := range []struct {
		situation, start string
		matters          []string
		say, next        string
	}{
		{"over lunch", "11:30", both, "连不够", "11月25日 11:00、11月25日 14:00、11月25日 14:30"},
		{"into a taken one", "14:30", both, "约满", "11月25日 11:00、11月25日 14:00、11月25日 14:30"},
		{"taken", "14:00", []string{"GH-01"}, "约满", "11月24日 15:00、11月25日 11:00、11月25日 11:30"},
		{"no such matter", "14:00", []string{"NO-1"}, "目录里没有", ""},
	} {
		_, err := r.director.Book(t.Context(), asks("吴德才", "2026-11-24", x.start, x.matters...))
		if say, next := hall.Explain(err); !strings.Contains(say, x.say) || !strings.Contains(next, x.next) {
			t.Errorf("%s: %s; %s", x.situation, say, next)
		}
	}
	b := asks("吴德才", "2026-11-24", "09:00", "GH-01")
	b.Counter = "2"
	_, err = r.director.Book(t.Context(), b)
	if refused(t, err, hall.Invalid); !strings.Contains(err.Error(), "2号窗口不办") {
		t.Error(err)
	}
	// Its own place does not stand in the way of a move by one slot.
	if a, err = r.director.MoveAppointment(t.Context(), string(a.No), desk.Move{Day: a.Slot.Day, Start: "14:30", Reason: "晚点到"}); err != nil || a.Slot.Start != "14:30" {
		t.Errorf("%+v, %v", a, err)
	}
	r.sound(t)
}

func TestADeviceKeepsToItsShare(t *testing.T) {
	r := openRoom(t) // device A7
	r.open(t, "1", counter.Services{}, span("09:00", "10:00", 30, 3))
	p := weekly(r.Desk.Today(), span("09:00", "10:00", 30, 3))
	p.Devices = map[hall.DeviceCode]int{"A7": 1, "B2": 2}
	if _, _, err := r.director.PlanCounter(t.Context(), "1", p); err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.Book(t.Context(), asks("周桂英", "2026-11-24", "09:00")); err != nil {
		t.Fatal(err)
	}
	_, err := r.director.Book(t.Context(), asks("吴德才", "2026-11-24", "09:00"))
	if refused(t, err, hall.Invalid); !strings.Contains(err.Error(), "约满") {
		t.Error(err)
	}
	p.Devices["A7"] = 2
	_, _, err = r.director.PlanCounter(t.Context(), "1", p)
	refused(t, err, hall.Invalid)
	r.sound(t)
}

func TestAHallBeforeAndAfterItHasCounters(t *testing.T) {
	r := openRoom(t)
	grid, err := r.director.WeekGrid(t.Context(), date(t, "2026-11-29")) // a Sunday is of the week before
	if err != nil || grid.Monday != date(t, "2026-11-23") || len(grid.Rows) != 1 || len(grid.Rows[0].Days[0].Slots) != 13 {
		t.Fatalf("%+v, %v", grid, err)
	}
	_, err = r.director.SlotsFor(t.Context(), desk.SlotQuery{Day: r.Desk.Today(), Counter: "1"})
	refused(t, err, hall.NotFound)
	old, err := r.director.Book(t.Context(), asks("周桂英", "2026-11-24", "09:00", "GH-01", "MZ-06"))
	if err != nil || old.Counter.Code != "" || old.Slot.Minutes != 60 {
		t.Fatalf("%+v, %v", old, err)
	}
	r.open(t, "1", counter.Services{}, span("09:00", "10:00", 30, 1))
	r.open(t, "10", counter.Services{}, span("09:00", "10:00", 30, 2))
	if got := starts(t, r.director, desk.SlotQuery{Day: old.Slot.Day}); got != "09:00@10 09:30@10" { // it may come to either
		t.Errorf("free: %s", got)
	}
	if grid, err = r.director.WeekGrid(t.Context(), r.Desk.Today()); err != nil || len(grid.Rows) != 2 || grid.Rows[1].Counter.Code != "10" || grid.Rows[0].Days[6].Off != "放假" {
		t.Errorf("%+v, %v", grid, err)
	}
	rows, err := r.director.DayGrid(t.Context(), old.Slot.Day)
	if err != nil || len(rows) != 3 || len(rows[2].Booked) != 1 || rows[2].Counter.Code != "" {
		t.Errorf("%+v, %v", rows, err)
	}
	// A cut template shows what it makes too many.
	b := asks("吴德才", "2026-11-25", "09:00")
	b.Counter = "10"
	for _, name := range []string{"吴德才", "彭满秀"} {
		b.Person = applicant(name)
		if _, err := r.director.Book(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	if over, err := r.director.Overbooked(t.Context(), b.Day); err != nil || len(over) != 0 {
		t.Errorf("%+v, %v", over, err)
	}
	r.open(t, "10", counter.Services{}, span("09:00", "10:00", 30, 1))
	if over, err := r.director.Overbooked(t.Context(), b.Day); err != nil || len(over) != 1 || len(over[0].Booked) != 2 {
		t.Errorf("%+v, %v", over, err)
	}
	r.sound(t)
}
