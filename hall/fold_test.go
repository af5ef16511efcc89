package hall_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/assets/calendar"
	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

var morning = time.Date(2026, 11, 23, 1, 42, 0, 0, time.UTC) // 09:42 in Beijing

func years(t interface{ Fatal(...any) }) workday.Calendar {
	list, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	cal, err := workday.New(list...)
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func entry(t interface{ Fatal(...any) }, n int, subject string, body hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(body.Kind()), Subject: subject, Actor: "liu",
		At: morning.Add(time.Duration(n) * time.Minute), Recorded: morning, Schema: 1, Rules: hall.RulesEdition,
	}, body, [16]byte{byte(n)})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func received(mode hall.TownshipMode) hall.Received {
	return hall.Received{
		No: hall.NewCaseNo("431322112000", hall.DayOf(morning), "A7", 123), Hall: "431322112000",
		Rules:     hall.Rules{Code: "MZ-06", Name: "高龄津贴申领", Mode: mode, Limits: hall.Limits{Promised: &hall.Limit{N: 15, Unit: hall.Workday}}},
		Applicant: hall.Person{ID: "p1", Name: "彭满秀", IDType: "none", Phone: "13800000000"},
		Intake:    hall.CaseIntake{Mode: hall.BySelf, Handler: "liu", QueryCode: "480217"},
	}
}

// drawEntries is any run of entries on one case, an unknown kind and repeats among them. Most
// begin with a receipt, and half of the rest fit the case as it stands, so that runs get far.
func drawEntries(t *rapid.T) []journal.Entry {
	bodies := slices.Concat(openers(), earlyBodies(), workBodies(), sideBodies())
	n := rapid.IntRange(1, 18).Draw(t, "length")
	var out []journal.Entry
	var s fold.Subject
	for i := range n {
		p := rapid.IntRange(0, len(bodies)).Draw(t, "act")
		switch {
		case i == 0 && rapid.IntRange(0, 5).Draw(t, "opens") > 0:
			p = rapid.IntRange(0, len(openers())-1).Draw(t, "opener")
		case s.Case != nil && rapid.Bool().Draw(t, "fits"):
			if fitting := fitting(t, s.Case, bodies); len(fitting) > 0 {
				p = rapid.SampledFrom(fitting).Draw(t, "fitting")
			}
		}
		e := unknown(t, i)
		if p < len(bodies) {
			e = entry(t, i, "c1", bodies[p])
		}
		s.Judge(e)
		out = append(out, e)
	}
	return out
}

func unknown(t *rapid.T, n int) journal.Entry {
	e, err := journal.New(journal.Header{ID: fmt.Sprintf("e%04d", n), Kind: "case.blessed", Subject: "c1", Schema: 1}, struct{}{}, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// fitting are the bodies that would be applied now.
func fitting(t *rapid.T, c *hall.Case, bodies []hall.Body) []int {
	var out []int
	for i, b := range bodies {
		body, ok := b.(hall.CaseBody)
		if !ok {
			t.Fatalf("%T is no body of a case", b)
		}
		h := journal.Header{ID: "probe", Kind: string(b.Kind()), Subject: "c1", Actor: "liu", At: morning}
		if _, v := hall.JudgeCase(c, h, body); v.Status == hall.StatusApplied {
			out = append(out, i)
		}
	}
	return out
}

// Replicas that see the same county order fold to the same state, whether they fold
// in one go, or stop, store the state as JSON and go on.
func TestReplicasAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawEntries(t)
		var one, two fold.Subject
		var first, second []hall.Verdict
		for _, e := range entries {
			first = append(first, one.Judge(e)...)
			carried, err := journal.ParseLine(e.Line())
			if err != nil {
				t.Fatal(err)
			}
			second = append(second, two.Judge(carried)...)
			two.Case = stored(t, two.Case)
		}
		if !reflect.DeepEqual(first, second) {
			t.Fatalf("verdicts differ:\n%v\n%v", first, second)
		}
		a, _ := json.Marshal(one.Case)
		b, _ := json.Marshal(two.Case)
		if string(a) != string(b) {
			t.Fatalf("states differ:\n%s\n%s", a, b)
		}
	})
}

func stored(t *rapid.T, c *hall.Case) *hall.Case {
	if c == nil {
		return nil
	}
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	back := new(hall.Case)
	if err := json.Unmarshal(raw, back); err != nil {
		t.Fatal(err)
	}
	return back
}

// Whatever is acted, no entry is dropped: each is applied, rejected with a reason, kept
// in the history as a conflict, or held; and the state is only left by a lawful act.
func TestNothingIsDroppedAndNothingUnlawfulApplied(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s fold.Subject
		count := map[hall.Status]int{}
		entries := drawEntries(t)
		for _, e := range entries {
			before := s.Case
			lawful := slices.Contains([]hall.Kind{hall.KindDeemed, hall.KindRenewed, hall.KindRecounted, hall.KindLate, hall.KindSetAside}, hall.Kind(e.Kind)) // no act of a button
			if before != nil {
				for _, a := range before.Lawful() {
					lawful = lawful || string(a.Kind()) == e.Kind
				}
			}
			wasHeld := len(s.Held)
			for _, v := range s.Judge(e) {
				count[v.Status]++
				if v.Status != hall.StatusApplied && v.Why == "" {
					t.Fatalf("%s of %s has no reason", v.Status, e.Kind)
				}
				if v.Status == hall.StatusApplied && before != nil && wasHeld == 0 && !lawful {
					t.Fatalf("%s was applied in state %s", e.Kind, before.State)
				}
			}
		}
		judged := count[hall.StatusApplied] + count[hall.StatusRejected] + count[hall.StatusConflict]
		if judged+len(s.Held) != len(entries) {
			t.Fatalf("%d entries, %d judged, %d held", len(entries), judged, len(s.Held))
		}
		if s.Case != nil && len(s.Case.History) != count[hall.StatusApplied]+count[hall.StatusConflict] {
			t.Fatal("an entry left no trace in the history")
		}
	})
}

func TestLaterEntriesWaitForTheFirst(t *testing.T) {
	var s fold.Subject
	accepted := entry(t, 2, "c1", hall.Accepted{})
	if v := s.Judge(accepted); v[0].Status != hall.StatusHeld {
		t.Fatalf("an acceptance before its receipt: %v", v)
	}
	v := s.Judge(entry(t, 1, "c1", received(hall.ModeDecide)))
	if len(v) != 2 || v[1].Entry != accepted.ID || v[1].Status != hall.StatusApplied {
		t.Fatalf("the held acceptance was not judged: %v", v)
	}
	if s.Case.State != hall.StateAccepted || len(s.Held) != 0 {
		t.Fatal(s.Case.State)
	}
}

func TestJudgeLeavesEarlierStatesAlone(t *testing.T) {
	var s fold.Subject
	s.Judge(entry(t, 1, "c1", received(hall.ModeDecide)))
	before, _ := json.Marshal(s.Case)
	kept := s.Case
	s.Judge(entry(t, 2, "c1", hall.Noticed{Missing: []string{"户口簿"}, Reason: "缺"}))
	s.Judge(entry(t, 3, "c1", hall.Supplied{Materials: []hall.Material{{Name: "户口簿", Copy: 1}}}))
	if after, _ := json.Marshal(kept); string(after) != string(before) {
		t.Fatal("an earlier state was changed in place")
	}
	if len(s.Case.Papers.Owed) != 0 {
		t.Fatalf("still owed after supply: %v", s.Case.Papers.Owed)
	}
}

func TestLawOfModes(t *testing.T) {
	for name, c := range map[string]struct {
		mode hall.TownshipMode
		body hall.Body
		want hall.Status
	}{
		"decide may accept":        {hall.ModeDecide, hall.Accepted{}, hall.StatusApplied},
		"forward may accept":       {hall.ModeForward, hall.Accepted{}, hall.StatusApplied},
		"collect never accepts":    {hall.ModeCollect, hall.Accepted{}, hall.StatusConflict},
		"assist never accepts":     {hall.ModeAssist, hall.Accepted{}, hall.StatusConflict},
		"collect hands over":       {hall.ModeCollect, hall.Completed{Result: hall.Granted}, hall.StatusApplied},
		"decide must accept first": {hall.ModeDecide, hall.Completed{Result: hall.Granted}, hall.StatusConflict},
		"refusal needs a reason":   {hall.ModeDecide, hall.Declined{}, hall.StatusRejected},
		"notice needs its items":   {hall.ModeDecide, hall.Noticed{Reason: "x"}, hall.StatusRejected},
	} {
		var s fold.Subject
		s.Judge(entry(t, 1, "c1", received(c.mode)))
		if v := s.Judge(entry(t, 2, "c1", c.body)); v[0].Status != c.want {
			t.Errorf("%s: %v", name, v)
		}
	}
}

func TestSecondNoticeMayNotAdd(t *testing.T) {
	var s fold.Subject
	s.Judge(entry(t, 1, "c1", received(hall.ModeDecide)))
	s.Judge(entry(t, 2, "c1", hall.Noticed{Missing: []string{"户口簿", "照片"}, Reason: "缺"}))
	s.Judge(entry(t, 3, "c1", hall.Supplied{Materials: []hall.Material{{Name: "照片", Copy: 1}}}))
	if v := s.Judge(entry(t, 4, "c1", hall.Noticed{Missing: []string{"户口簿", "收入证明"}, Reason: "缺"})); v[0].Status != hall.StatusConflict {
		t.Fatalf("a new demand in a later notice: %v", v)
	}
	if v := s.Judge(entry(t, 5, "c1", hall.Noticed{Missing: []string{"户口簿"}, Reason: "缺"})); v[0].Status != hall.StatusApplied {
		t.Fatalf("repeating an old demand: %v", v)
	}
}

func TestOutsideSystemNeedsItsNumber(t *testing.T) {
	r := received(hall.ModeForward)
	r.Rules.Intake.OutsideSystem = "医疗保障业务系统"
	var s fold.Subject
	s.Judge(entry(t, 1, "c1", r))
	s.Judge(entry(t, 2, "c1", hall.Accepted{}))
	if !s.Case.AwaitsPlatformNo() {
		t.Error("not listed as 待补录")
	}
	if v := s.Judge(entry(t, 3, "c1", hall.Completed{Result: hall.Granted})); v[0].Status != hall.StatusConflict {
		t.Errorf("completed without the platform's number: %v", v)
	}
	if v := s.Judge(entry(t, 4, "c1", hall.Completed{Result: hall.Granted, PlatformNo: "43130020261"})); v[0].Status != hall.StatusApplied {
		t.Error(v)
	}
}

func TestAppointmentLife(t *testing.T) {
	booked := hall.Booked{
		No: hall.NewAppointNo(hall.DayOf(morning), "A7", 17), Hall: "431322112000",
		Slot: hall.Slot{Day: hall.DayOf(morning), Start: "09:30", Minutes: 30}, Person: hall.Person{Name: "娜仁·图雅", Phone: "13800000000"},
	}
	for name, c := range map[string]struct {
		bodies []hall.Body
		want   hall.AppointState
		last   hall.Status
	}{
		"came":                 {[]hall.Body{booked, hall.Arrived{}}, hall.AppointArrived, hall.StatusApplied},
		"cancelled":            {[]hall.Body{booked, hall.Cancelled{Reason: "下雨"}}, hall.AppointCancelled, hall.StatusApplied},
		"came after cancelled": {[]hall.Body{booked, hall.Cancelled{}, hall.Arrived{}}, hall.AppointCancelled, hall.StatusConflict},
		"booked twice":         {[]hall.Body{booked, booked}, hall.AppointBooked, hall.StatusConflict},
	} {
		var s fold.Subject
		var v []hall.Verdict
		for i, b := range c.bodies {
			v = s.Judge(entry(t, i, "a1", b))
		}
		if s.Appointment.State != c.want || v[0].Status != c.last {
			t.Errorf("%s: %s, %v", name, s.Appointment.State, v)
		}
	}
}

// A Reader that shares rules reads what Read reads.
func TestReaderSharesRulesAndNothingElse(t *testing.T) {
	var reader fold.Reader
	for i, mode := range []hall.TownshipMode{hall.ModeDecide, hall.ModeCollect, hall.ModeDecide} {
		r := received(mode)
		r.Applicant.Name = fmt.Sprint("人", i)
		e := entry(t, i, "c1", r)
		var shared, alone fold.Subject
		shared.JudgeRead(reader.Read(e))
		alone.Judge(e)
		if !reflect.DeepEqual(shared.Case, alone.Case) || shared.Case.Rules.Mode != mode {
			t.Fatalf("read %d: %+v\n%+v", i, shared.Case, alone.Case)
		}
	}
}
