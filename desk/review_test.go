package desk_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	sample "bianmin/assets/catalogue"
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
)

// A line whose answer was lost is answered again, even when today's rules would refuse it.
func TestARepeatedLineIsAnsweredWhateverChangedSince(t *testing.T) {
	r := openRoom(t)
	in := desk.Intake{Ref: "r1", Matter: "MZ-06", Applicant: applicant("彭满秀"), Action: desk.ActionAccept}
	first := take(t, r.director, in)
	without := bytes.Replace(sample.JSON(), []byte(`"sample_code": "MZ-06"`), []byte(`"sample_code": "MZ-66"`), 1)
	if _, err := r.director.ImportCatalogue(t.Context(), without, "第二版"); err != nil {
		t.Fatal(err)
	}
	again := take(t, r.director, in)
	if !again.Repeated || again.Case.No != first.Case.No || again.State != hall.StateAccepted {
		t.Fatalf("%+v", again)
	}
	in.Applicant.Name = "别人"
	_, err := r.director.Intake(t.Context(), in)
	refused(t, err, hall.NotFound)
}

func TestLateEntry(t *testing.T) {
	r := openRoom(t) // Monday, 2026-11-23
	for _, tt := range []struct {
		situation string
		who       *desk.Session
		ago       time.Duration
		want      hall.ErrorKind // Internal: it is taken
	}{
		{"an hour ago", r.agent, time.Hour, hall.Internal},
		{"on Friday, one working day ago", r.agent, 3 * 24 * time.Hour, hall.Internal},
		{"on Thursday, by an agent", r.agent, 4 * 24 * time.Hour, hall.Unlawful},
		{"on Thursday, by the director", r.director, 4 * 24 * time.Hour, hall.Internal},
		{"in a year long past", r.director, 6 * 365 * 24 * time.Hour, hall.Invalid},
	} {
		in := desk.Intake{
			Matter: "MZ-06", Applicant: applicant("彭满秀"), At: r.clock.read().Add(-tt.ago), LateReason: "断网", LatePaper: "手写收件单 3 号",
		}
		out, err := tt.who.Intake(t.Context(), in)
		switch {
		case tt.want != hall.Internal:
			refused(t, err, tt.want)
		case err != nil:
			t.Errorf("%s: %v", tt.situation, err)
		case tt.ago > 24*time.Hour && !strings.Contains(strings.Join(out.Warnings, ""), "补录"):
			t.Errorf("%s: not said to be a late entry: %v", tt.situation, out.Warnings)
		}
	}
}

func TestWhatNoKeyboardTypesIsRefused(t *testing.T) {
	r := openRoom(t)
	for name, change := range map[string]func(*desk.Intake){
		"escape in the village":   func(in *desk.Intake) { in.Applicant.Village = "村\x1b[31m红" },
		"nul in the reason":       func(in *desk.Intake) { in.Action, in.Reason = desk.ActionDecline, "不\x00行" },
		"a reason without end":    func(in *desk.Intake) { in.Action, in.Reason = desk.ActionDecline, strings.Repeat("长", 2000) },
		"a reference without end": func(in *desk.Intake) { in.Ref = strings.Repeat("r", 5000) },
		"a bell in a material":    func(in *desk.Intake) { in.Materials = []hall.Material{{Name: "户口簿\a", Copy: 1}} },
	} {
		in := desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀")}
		change(&in)
		_, err := r.director.Intake(t.Context(), in)
		if refused(t, err, hall.Invalid); err == nil {
			t.Error(name)
		}
	}
	in := desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀")}
	in.Applicant.Village = " 桃林村\n三组 "
	if c := take(t, r.director, in).Case; c.Applicant.Village != "桃林村 三组" {
		t.Errorf("village %q", c.Applicant.Village)
	}
}

func TestNothingSuppliedClearsNothing(t *testing.T) {
	r := openRoom(t)
	c := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀"), Action: desk.ActionNotice, Reason: "缺材料"}).Case
	_, err := r.director.Supply(t.Context(), string(c.No), []hall.Material{{Name: c.Papers.Owed[0]}})
	refused(t, err, hall.Invalid)
	_, err = r.director.Supply(t.Context(), string(c.No), []hall.Material{{Name: " ", Copy: 1}})
	refused(t, err, hall.Invalid)
	after, err := r.director.Case(t.Context(), string(c.No))
	if err != nil || after.State != hall.StateNoticed || len(after.Papers.Owed) != len(c.Papers.Owed) {
		t.Errorf("%s owes %v, %v", after.State, after.Papers.Owed, err)
	}
}

func TestNobodyArrivesBeforeTheDay(t *testing.T) {
	r := openRoom(t)
	a, err := book(t.Context(), r.director, r.Desk.Today().AddDays(1), "09:30", "周桂英")
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.director.CheckIn(t.Context(), string(a.No))
	refused(t, err, hall.Unlawful)
	out := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("别人"), Appointment: string(a.No)})
	if !strings.Contains(strings.Join(out.Warnings, ""), "别的姓名") {
		t.Errorf("no warning that another person booked: %v", out.Warnings)
	}
	if a, err = r.director.Appointment(t.Context(), string(a.No)); err != nil || a.State != hall.AppointBooked {
		t.Errorf("%s, %v", a.State, err)
	}
}

func TestDeliveryIsSaidInTheHallsWords(t *testing.T) {
	r := openRoom(t)
	c := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀"), Action: desk.ActionDecline, Reason: "不符合条件"}).Case
	_, err := r.director.Deliver(t.Context(), string(c.No), hall.Delivered{How: "飞鸽", To: "邻居"})
	refused(t, err, hall.Invalid)
	if _, err := r.director.Deliver(t.Context(), string(c.No), hall.Delivered{}); err != nil {
		t.Error(err)
	}
}

// A household book is shown by the whole family: nobody in it becomes somebody else.
func TestOneBookTwoPeople(t *testing.T) {
	r := openRoom(t)
	family := func(name, phone string) desk.Intake {
		return desk.Intake{Matter: "MZ-06", Applicant: desk.Applicant{Name: name, IDType: ident.DocHousehold, ID: "431322001234", Phone: phone}}
	}
	father := take(t, r.director, family("王父", "13811110001"))
	mother := take(t, r.director, family("王母", "13811110002"))
	if father.Case.Applicant.ID == mother.Case.Applicant.ID {
		t.Error("two people became one")
	}
	for _, text := range []string{"王父", "13811110001", "王母", "13811110002"} {
		found, err := r.director.Find(t.Context(), text)
		if err != nil || len(found.Persons) != 1 {
			t.Errorf("%d people found, %v", len(found.Persons), err)
		}
	}
	if len(mother.Warnings) > 0 {
		t.Errorf("the family book raised a warning: %v", mother.Warnings)
	}
}
