package hall_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/fold"
)

func window(code string) hall.CounterName {
	return hall.CounterName{Code: code, Name: code + "号窗口"}
}

func booking() hall.Booked {
	return hall.Booked{
		No: hall.NewAppointNo(hall.DayOf(morning), "A7", 17), Hall: "431322112000", Counter: window("1"),
		Slot: hall.Slot{Day: hall.DayOf(morning), Start: "09:30", Minutes: 30}, Person: hall.Person{Name: "娜仁·图雅", Phone: "13800000000"},
	}
}

func moved(start string) hall.Moved {
	return hall.Moved{Slot: hall.Slot{Day: hall.DayOf(morning), Start: start, Minutes: 60}, Counter: window("2"), Reason: "本人来电"}
}

// The whole life of an appointment, and of what two devices apart say of it: what does not
// fit stays in the history as a conflict.
func TestAppointmentWays(t *testing.T) {
	call := func(code string) hall.Body { return hall.Called{Counter: window(code)} }
	forward := hall.Forwarded{To: window("2"), Reason: "归它办"}
	for name, c := range map[string]struct {
		bodies    []hall.Body
		want      hall.AppointState
		last      hall.Status
		conflicts int
	}{
		"moved keeps its number":            {[]hall.Body{moved("10:00")}, hall.AppointBooked, hall.StatusApplied, 0},
		"moved without a reason":            {[]hall.Body{hall.Moved{Slot: moved("10:00").Slot}}, hall.AppointBooked, hall.StatusConflict, 1},
		"moved to where it is":              {[]hall.Body{moved("10:00"), moved("10:00")}, hall.AppointBooked, hall.StatusConflict, 1},
		"moved after arrival":               {[]hall.Body{hall.Arrived{}, moved("10:00")}, hall.AppointArrived, hall.StatusConflict, 1},
		"called before arrival":             {[]hall.Body{call("1")}, hall.AppointBooked, hall.StatusConflict, 1},
		"called by nobody":                  {[]hall.Body{hall.Arrived{}, hall.Called{}}, hall.AppointArrived, hall.StatusConflict, 1},
		"called by two counters":            {[]hall.Body{hall.Arrived{}, call("1"), call("2")}, hall.AppointCalled, hall.StatusConflict, 1},
		"called by two, both recall":        {[]hall.Body{hall.Arrived{}, call("1"), call("2"), hall.Recalled{Counter: window("2")}}, hall.AppointCalled, hall.StatusConflict, 2},
		"recalled by its counter":           {[]hall.Body{hall.Arrived{}, call("1"), hall.Recalled{Counter: window("1")}}, hall.AppointCalled, hall.StatusApplied, 0},
		"parked, called by another":         {[]hall.Body{hall.Arrived{}, call("1"), hall.Parked{Counter: window("1")}, call("2")}, hall.AppointCalled, hall.StatusApplied, 0},
		"forwarded waits again":             {[]hall.Body{hall.Arrived{}, call("1"), forward}, hall.AppointArrived, hall.StatusApplied, 0},
		"forwarded to where it is":          {[]hall.Body{hall.Arrived{}, call("2"), forward}, hall.AppointCalled, hall.StatusConflict, 1},
		"served twice for nothing":          {[]hall.Body{hall.Arrived{}, hall.Served{}, hall.Served{}}, hall.AppointServed, hall.StatusConflict, 1},
		"served with a further case":        {[]hall.Body{hall.Arrived{}, hall.Served{Cases: []string{"c1"}}, hall.Served{Cases: []string{"c2"}}}, hall.AppointServed, hall.StatusApplied, 0},
		"served by a counter that did not":  {[]hall.Body{hall.Arrived{}, call("1"), hall.Served{Counter: window("2")}}, hall.AppointCalled, hall.StatusConflict, 1},
		"missed, came late, served":         {[]hall.Body{hall.Missed{ByTime: true}, hall.Arrived{}, hall.Served{}}, hall.AppointServed, hall.StatusApplied, 0},
		"arrived at A, missed by time at B": {[]hall.Body{hall.Arrived{}, hall.Missed{ByTime: true}}, hall.AppointArrived, hall.StatusConflict, 1},
		"parked and never seen again":       {[]hall.Body{hall.Arrived{}, call("1"), hall.Parked{Counter: window("1")}, hall.Missed{}}, hall.AppointMissed, hall.StatusApplied, 0},
		"cancelled after a no-show":         {[]hall.Body{hall.Missed{}, hall.Cancelled{}}, hall.AppointMissed, hall.StatusConflict, 1},
	} {
		var s fold.Subject
		s.Judge(entry(t, 0, "a1", booking()))
		var v []hall.Verdict
		for i, b := range c.bodies {
			v = s.Judge(entry(t, i+1, "a1", b))
		}
		a := s.Appointment
		if a.State != c.want || v[0].Status != c.last || len(a.Conflicts()) != c.conflicts || a.No != booking().No {
			t.Errorf("%s: %s, %v, %d conflicts", name, a.State, v, len(a.Conflicts()))
		}
	}
}

// An entry of the first edition, before counters, reads as it always did.
func TestAnOldBookingStaysReadable(t *testing.T) {
	old := `{"no":"` + string(booking().No) + `","hall":"431322112000","slot":{"day":"2026-11-23","start":"09:30","minutes":30},` +
		`"matter":{"code":"MZ-06","name":"高龄津贴申领"},"person":{"person":"p1","name":"周桂英","id_type":"none"}}`
	var b hall.Booked
	if err := json.Unmarshal([]byte(old), &b); err != nil {
		t.Fatal(err)
	}
	var s fold.Subject
	if v := s.Judge(entry(t, 0, "a1", b)); v[0].Status != hall.StatusApplied || s.Appointment.MattersHan() != "高龄津贴申领" {
		t.Errorf("%v, %+v", v, s.Appointment)
	}
	if text, err := json.Marshal(b); err != nil || string(text) != old {
		t.Errorf("written again as %s, %v", text, err)
	}
}

// Whatever two devices say in whatever order, somebody called is at one counter, only that
// counter goes on with them, the number stays, and replicas agree.
func TestOnePersonOneCounter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s, again fold.Subject
		first := entry(t, 0, "a1", booking())
		s.Judge(first)
		again.Judge(first)
		for n := range rapid.IntRange(1, 20).Draw(t, "length") {
			at := window(rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "counter"))
			body := rapid.SampledFrom([]hall.Body{
				hall.Arrived{},
				hall.Called{Counter: at},
				hall.Recalled{Counter: at},
				hall.Parked{Counter: at},
				hall.Missed{},
				hall.Forwarded{To: at, Reason: "归它办"},
				hall.Served{Counter: at},
				hall.Cancelled{},
				moved("10:00"), moved("14:00"),
			}).Draw(t, "body")
			before := *s.Appointment
			e := entry(t, n+1, "a1", body)
			v := s.Judge(e)[0]
			again.Judge(e)
			a := s.Appointment
			lawful := before.May(body.Kind()) == nil
			if v.Status == hall.StatusApplied && !lawful {
				t.Fatalf("%s on %s was applied", body.Kind(), before.State)
			}
			if before.State == hall.AppointCalled && a.State == hall.AppointCalled && a.Queue.At != before.Queue.At {
				t.Fatalf("%s took who was at %s", a.Queue.At.Name, before.Queue.At.Name)
			}
			if a.State == hall.AppointParked && before.State == hall.AppointCalled && at != before.Queue.At {
				t.Fatalf("%s parked who was at %s", at.Name, before.Queue.At.Name)
			}
			if a.Counter != before.Counter && body.Kind() != hall.KindMoved {
				t.Fatalf("%s moved the place", body.Kind())
			}
			if a.No != before.No || len(a.History) != len(before.History)+1 {
				t.Fatal("the number or the history changed")
			}
		}
		one, _ := json.Marshal(s.Appointment)
		two, _ := json.Marshal(again.Appointment)
		if string(one) != string(two) {
			t.Fatal("replicas differ")
		}
	})
}

func TestNoShowsAreCounted(t *testing.T) {
	today := hall.DayOf(morning)
	missed := func(daysAgo int) *hall.Appointment {
		return &hall.Appointment{State: hall.AppointMissed, Slot: hall.Slot{Day: today.AddDays(-daysAgo), Start: "09:30", Minutes: 30}}
	}
	for _, c := range []struct {
		situation string
		days      []int
		warns     bool
	}{
		{"never", nil, false}, {"twice", []int{1, 2}, false}, {"three times", []int{1, 2, 90}, true}, {"the third is long ago", []int{1, 2, 91}, false},
	} {
		var before []*hall.Appointment
		for _, d := range c.days {
			before = append(before, missed(d))
		}
		before = append(before, &hall.Appointment{State: hall.AppointServed, Slot: hall.Slot{Day: today}})
		if got := hall.NoShowWarning(before, today); (got != "") != c.warns {
			t.Errorf("%s: %q", c.situation, got)
		}
	}
	a := booking()
	var s fold.Subject
	s.Judge(entry(t, 0, "a1", a))
	if at := s.Appointment.NoShowAt(); !at.Equal(a.Slot.Starts().Add(45 * time.Minute)) {
		t.Errorf("a no-show at %s", at)
	}
	if id := s.Appointment.NoShowID(); !hall.MadeByTime(id) || id != s.Appointment.NoShowID() {
		t.Errorf("id %s", id)
	}
}

func TestSlotsThatShareAMoment(t *testing.T) {
	at := func(start string, minutes int) hall.Slot {
		return hall.Slot{Day: hall.DayOf(morning), Start: start, Minutes: minutes}
	}
	for _, c := range []struct {
		situation string
		a, b      hall.Slot
		want      bool
	}{
		{"the same", at("09:00", 30), at("09:00", 30), true},
		{"one after the other", at("09:00", 30), at("09:30", 30), false},
		{"one inside the other", at("09:00", 60), at("09:20", 20), true},
		{"half a slot", at("09:00", 30), at("09:20", 20), true},
		{"the next day", at("09:00", 30), hall.Slot{Day: hall.DayOf(morning).AddDays(1), Start: "09:00", Minutes: 30}, false},
	} {
		if c.a.Overlaps(c.b) != c.want || c.b.Overlaps(c.a) != c.want {
			t.Errorf("%s: %v", c.situation, !c.want)
		}
	}
	if len(hall.AppointStates()) != 7 || slices.ContainsFunc(hall.AppointStates(), func(s hall.AppointState) bool { return s.Han() == string(s) }) {
		t.Error("a state has no Chinese name")
	}
	if s := fmt.Sprint(at("11:30", 30).From(), at("11:30", 30).To()); s != "690 720" {
		t.Error(s)
	}
}
