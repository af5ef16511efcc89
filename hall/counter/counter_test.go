package counter_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/assets/calendar"
	"bianmin/hall"
	"bianmin/hall/counter"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

const division = "431322112000"

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func day(t interface{ Fatal(...any) }, text string) hall.Date {
	d, err := workday.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func years(t testing.TB) workday.Calendar {
	t.Helper()
	ys, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	cal, err := workday.New(ys...)
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func entry(t interface{ Fatal(...any) }, n int, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: counter.ID(division, "2"), Actor: "liu", At: morning, Recorded: morning,
		Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func setting() counter.Setting {
	return counter.Setting{Code: "2", Name: "2号窗口", Hall: division, Day: hall.DayOf(morning), Open: true}
}

func spans(texts ...string) []counter.Span {
	var out []counter.Span
	for _, x := range texts {
		from, to, _ := strings.Cut(x, "-")
		out = append(out, counter.Span{From: from, To: to, Minutes: 30, Quota: 2})
	}
	return out
}

// made is a counter as its entries make it; each must be applied.
func made(t testing.TB, bodies ...hall.Body) *counter.Counter {
	t.Helper()
	var s fold.Subject
	for n, b := range bodies {
		if v := s.Judge(entry(t, n, b)); v[0].Status != hall.StatusApplied {
			t.Fatalf("%d: %+v", n, v)
		}
	}
	return s.Record.(*counter.Counter)
}

func week(t testing.TB, from string, days string, s ...counter.Span) counter.Plan {
	p := counter.Plan{From: day(t, from), Week: map[string][]counter.Span{}}
	for _, d := range strings.Fields(days) {
		p.Week[d] = s
	}
	return p
}

func TestWhenACounterIsOpen(t *testing.T) {
	cal := years(t)
	const weekdays = "mon tue wed thu fri"
	whole := spans("08:30-12:00", "14:00-17:00")
	full := week(t, "2026-01-01", weekdays, whole...)
	for _, c := range []struct {
		situation, day string
		bodies         []hall.Body
		first, last    string // starts of the first and last slot
		n              int
	}{
		{"a Monday", "2026-11-23", []hall.Body{full}, "08:30", "16:30", 13},
		{"before the template", "2025-12-31", []hall.Body{full}, "", "", 0},
		{"no template", "2026-11-23", nil, "", "", 0},
		{"a Saturday", "2026-11-28", []hall.Body{full}, "", "", 0},
		{"National Day, a Thursday", "2026-10-01", []hall.Body{full}, "", "", 0},
		{"a make-up Saturday runs like a Friday", "2026-10-10", []hall.Body{full}, "08:30", "16:30", 13},
		{"a make-up Saturday with hours of its own", "2026-10-10", []hall.Body{week(t, "2026-01-01", "fri", whole...), week(t, "2026-02-01", "sat", spans("09:00-10:00")...)}, "09:00", "09:30", 2},
		{"a closed afternoon", "2026-11-25", []hall.Body{full, counter.Exception{Day: day(t, "2026-11-25"), Spans: spans("08:30-12:00"), Reason: "开会"}}, "08:30", "11:30", 7},
		{"a closed day", "2026-11-25", []hall.Body{full, counter.Exception{Day: day(t, "2026-11-25"), Reason: "停电"}}, "", "", 0},
		{"an extra Saturday", "2026-11-28", []hall.Body{full, counter.Exception{Day: day(t, "2026-11-28"), Spans: spans("09:00-10:00"), Reason: "赶集"}}, "09:00", "09:30", 2},
		{"an exception taken back", "2026-11-25", []hall.Body{full, counter.Exception{Day: day(t, "2026-11-25"), Reason: "停电"}, counter.Exception{Day: day(t, "2026-11-25"), Dropped: true}}, "08:30", "16:30", 13},
		{"a later template", "2026-12-01", []hall.Body{full, week(t, "2026-12-01", weekdays, spans("09:00-10:00")...)}, "09:00", "09:30", 2},
		{"the day before the later template", "2026-11-30", []hall.Body{full, week(t, "2026-12-01", weekdays, spans("09:00-10:00")...)}, "08:30", "16:30", 13},
		{"shut for now", "2026-11-24", []hall.Body{full, counter.Setting{Code: "2", Name: "2号窗口", Hall: division, Day: hall.DayOf(morning)}}, "", "", 0},
		{"the day it is closed", "2026-12-01", []hall.Body{full, counter.Closing{From: day(t, "2026-12-01"), Reason: "并入1号"}}, "", "", 0},
		{"the day before it is closed", "2026-11-30", []hall.Body{full, counter.Closing{From: day(t, "2026-12-01"), Reason: "并入1号"}}, "08:30", "16:30", 13},
	} {
		got, err := made(t, append([]hall.Body{setting()}, c.bodies...)...).Places(cal, day(t, c.day))
		if err != nil || len(got) != c.n {
			t.Errorf("%s: %d places, %v", c.situation, len(got), err)
			continue
		}
		if c.n > 0 && (got[0].Slot.Start != c.first || got[c.n-1].Slot.Start != c.last || got[0].Counter.Name != "2号窗口") {
			t.Errorf("%s: %+v", c.situation, got)
		}
	}
	open := made(t, setting(), full, counter.Exception{Day: day(t, "2027-03-01"), Spans: spans("09:00-10:00"), Reason: "加开"})
	if _, err := open.Places(cal, day(t, "2027-03-01")); err == nil || !strings.Contains(err.Error(), "2027年放假安排未导入") {
		t.Errorf("a year nobody imported: %v", err)
	}
}

func TestWhatACounterRefuses(t *testing.T) {
	span := func(from, to string, minutes, quota int) counter.Plan {
		return counter.Plan{From: day(t, "2026-12-01"), Week: map[string][]counter.Span{"mon": {{From: from, To: to, Minutes: minutes, Quota: quota}}}}
	}
	shares := week(t, "2026-12-01", "mon", spans("08:30-12:00")...)
	shares.Devices = map[hall.DeviceCode]int{"A7": 2, "B2": 1}
	for situation, b := range map[string]hall.Body{
		"no code":               counter.Setting{Name: "窗口", Hall: division, Day: hall.DayOf(morning)},
		"no name":               counter.Setting{Code: "2", Hall: division, Day: hall.DayOf(morning)},
		"no end":                span("08:30", "", 30, 2),
		"no two digits":         span("8:30", "12:00", 30, 2),
		"the end first":         span("12:00", "08:30", 30, 2),
		"a slot of no length":   span("08:30", "12:00", 0, 2),
		"a slot for nobody":     span("08:30", "12:00", 30, 0),
		"a span below a slot":   span("08:30", "08:50", 30, 2),
		"no week":               counter.Plan{From: day(t, "2026-12-01")},
		"a day that is none":    week(t, "2026-12-01", "holiday", spans("08:30-12:00")...),
		"spans over each other": week(t, "2026-12-01", "mon", spans("08:30-12:00", "11:30-13:00")...),
		"shares above quota":    shares,
		"exception, no reason":  counter.Exception{Day: day(t, "2026-12-01")},
		"nothing to take back":  counter.Exception{Day: day(t, "2026-12-01"), Dropped: true},
		"closed, no reason":     counter.Closing{From: day(t, "2026-12-01")},
		"another code":          counter.Setting{Code: "3", Name: "3号窗口", Hall: division, Day: hall.DayOf(morning)},
	} {
		var s fold.Subject
		s.Judge(entry(t, 0, setting()))
		if v := s.Judge(entry(t, 1, b)); v[0].Status == hall.StatusApplied || v[0].Why == "" {
			t.Errorf("%s: %+v", situation, v)
		}
	}
	var s fold.Subject
	if v := s.Judge(entry(t, 0, shares)); v[0].Status == hall.StatusApplied {
		t.Errorf("a template of no counter: %+v", v)
	}
}

func TestServicesTakeConsecutivePlaces(t *testing.T) {
	c := made(t, counter.Setting{
		Code: "2", Name: "2号窗口", Hall: division, Day: hall.DayOf(morning), Open: true,
		Services: counter.Services{Matters: []string{"MZ-06"}, Domains: []string{"民政"}, Units: map[string]int{"MZ-06": 2}},
	}, week(t, "2026-01-01", "mon", spans("11:00-12:00", "14:00-15:30")...))
	places, err := c.Places(years(t), day(t, "2026-11-23"))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		situation string
		codes     []string
		want      string
	}{
		{"nothing named", nil, "11:00+30 11:30+30 14:00+30 14:30+30 15:00+30"},
		{"one of two slots", []string{"MZ-06"}, "11:00+60 14:00+60 14:30+60"},
		{"three slots do not bridge lunch", []string{"MZ-06", "GH-01"}, "14:00+90"},
		{"more than there is", []string{"MZ-06", "GH-01", "BX-01"}, ""},
	} {
		var got []string
		for _, r := range counter.Runs(places, c.Services.Length(x.codes)) {
			got = append(got, fmt.Sprintf("%s+%d", r.Slot().Start, r.Slot().Minutes))
		}
		if text := strings.Join(got, " "); text != x.want {
			t.Errorf("%s: %s", x.situation, text)
		}
	}
	if !c.Services.Does("MZ-06", "财税") || !c.Services.Does("MZ-01", "民政") || c.Services.Does("GH-01", "规划") || !(counter.Services{}).Does("X", "Y") {
		t.Error("what it does")
	}
}

func booked(t testing.TB, device hall.DeviceCode, n int, code, start string, minutes int) *hall.Appointment {
	on := day(t, "2026-11-23")
	return &hall.Appointment{
		ID: fmt.Sprint(device, n), No: hall.NewAppointNo(on, device, n), State: hall.AppointBooked, Counter: hall.CounterName{Code: code, Name: code},
		Slot: hall.Slot{Day: on, Start: start, Minutes: minutes},
	}
}

// Two devices apart keep to their shares; what they oversell without shares is found.
func TestTwoDevicesApart(t *testing.T) {
	on := day(t, "2026-11-23")
	shared := counter.Place{Counter: hall.CounterName{Code: "2"}, Slot: hall.Slot{Day: on, Start: "09:00", Minutes: 30}, Quota: 3, Devices: map[hall.DeviceCode]int{"A7": 2, "B2": 1}}
	left := func(p counter.Place, device hall.DeviceCode, all ...*hall.Appointment) int {
		n, err := p.Left(device, func(q hall.PlaceQuery) (int, error) { return counter.Taken(q, all), nil })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	a1, a2, b1 := booked(t, "A7", 1, "2", "09:00", 30), booked(t, "A7", 2, "2", "09:00", 30), booked(t, "B2", 1, "2", "09:00", 30)
	for _, x := range []struct {
		situation string
		got, want int
	}{
		{"nothing sold", left(shared, "A7"), 2},
		{"one sold", left(shared, "A7", a1), 1},
		{"the other's share does not count", left(shared, "A7", b1), 2},
		{"share gone", left(shared, "A7", a1, a2), 0},
		{"the other still has its own", left(shared, "B2", a1, a2), 1},
		{"a device without a share", left(shared, "C3"), 0},
		{"another counter", left(shared, "A7", booked(t, "A7", 1, "3", "09:00", 30)), 2},
		{"booked before there were counters", left(shared, "A7", booked(t, "A7", 1, "", "09:00", 30)), 1},
		{"a longer one that reaches in", left(shared, "A7", booked(t, "A7", 1, "2", "08:30", 60)), 1},
		{"one that ends before", left(shared, "A7", booked(t, "A7", 1, "2", "08:30", 30)), 2},
	} {
		if x.got != x.want {
			t.Errorf("%s: %d left, want %d", x.situation, x.got, x.want)
		}
	}
	open := shared
	open.Quota, open.Devices = 2, nil
	if got := counter.Overbooked([]counter.Place{open}, []*hall.Appointment{a1, a2}); len(got) != 0 {
		t.Errorf("a full place is overbooked: %+v", got)
	}
	got := counter.Overbooked([]counter.Place{open}, []*hall.Appointment{a1, a2, b1})
	if len(got) != 1 || len(got[0].Booked) != 3 {
		t.Fatalf("two devices sold three of two: %+v", got)
	}
	b1.State = hall.AppointCancelled
	if got := counter.Overbooked([]counter.Place{open}, []*hall.Appointment{a1, a2, b1}); len(got) != 0 {
		t.Errorf("one was cancelled: %+v", got)
	}
}

func TestWhoseSlotIsGone(t *testing.T) {
	on := day(t, "2026-11-23")
	places := []counter.Place{
		{Counter: hall.CounterName{Code: "2"}, Slot: hall.Slot{Day: on, Start: "09:00", Minutes: 20}},
		{Counter: hall.CounterName{Code: "2"}, Slot: hall.Slot{Day: on, Start: "09:20", Minutes: 20}},
	}
	in, half, gone := booked(t, "A7", 1, "2", "09:00", 30), booked(t, "A7", 2, "2", "09:30", 30), booked(t, "A7", 3, "2", "14:00", 30)
	if got := counter.Stranded(places, []*hall.Appointment{in, half, gone}); !reflect.DeepEqual(got, []*hall.Appointment{half, gone}) {
		t.Errorf("%+v", got)
	}
}

// Whatever is said of a counter, its template has one plan a day and its places never share a
// moment; replicas agree.
func TestPlacesNeverOverlap(t *testing.T) {
	cal := years(t)
	hours := [][]counter.Span{spans("08:30-12:00"), spans("14:00-17:00", "08:30-11:00"), nil}
	rapid.Check(t, func(rt *rapid.T) {
		var s, again fold.Subject
		for n := range rapid.IntRange(1, 12).Draw(rt, "length") {
			d := day(rt, "2026-11-16").AddDays(rapid.IntRange(0, 20).Draw(rt, "day"))
			h := rapid.SampledFrom(hours).Draw(rt, "hours")
			body := rapid.SampledFrom([]hall.Body{
				setting(),
				counter.Plan{From: d, Week: map[string][]counter.Span{"mon": h, "tue": h}},
				counter.Exception{Day: d, Spans: h, Reason: "另排"},
				counter.Exception{Day: d, Dropped: true},
				counter.Closing{From: d, Reason: "撤"},
			}).Draw(rt, "body")
			e := entry(rt, n, body)
			s.Judge(e)
			again.Judge(e)
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			rt.Fatal("replicas differ")
		}
		c, ok := s.Record.(*counter.Counter)
		if !ok {
			return
		}
		for i := range 30 {
			places, err := c.Places(cal, day(rt, "2026-11-16").AddDays(i))
			if err != nil {
				rt.Fatal(err)
			}
			for j := 1; j < len(places); j++ {
				if places[j].Slot.Overlaps(places[j-1].Slot) {
					rt.Fatalf("%v and %v", places[j-1].Slot, places[j].Slot)
				}
			}
		}
	})
}
