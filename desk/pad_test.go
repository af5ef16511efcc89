package desk_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/pad"
)

func reserve(t *testing.T, s *desk.Session, n int) *pad.Pad {
	t.Helper()
	p, err := s.ReservePad(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAnEmergencySlipIsEnteredUnderItsNumber(t *testing.T) {
	r := openRoom(t)
	p := reserve(t, r.director, 0)
	if len(p.Slips) != pad.Slips || p.Slips[0].Number.Spoken()[:7] != "A7 0001" {
		t.Fatalf("%+v", p)
	}
	if next := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀")}); next.Case.No.Spoken()[:7] != "A7 0031" {
		t.Errorf("the next case is %s", next.Case.No)
	}
	r.clock.nextDays(1)
	morning := r.clock.read().Add(-time.Hour)
	slip := string(p.Slips[4].Number)
	in := desk.Intake{Matter: "MZ-06", Applicant: applicant("周桂英"), At: morning, ReservedNo: slip, Action: desk.ActionAccept}
	for situation, change := range map[string]func(*desk.Intake){
		"no reason":      func(*desk.Intake) {},
		"another reason": func(in *desk.Intake) { in.LateReason = "忘了" },
		"a number of no pad": func(in *desk.Intake) {
			in.LateReason, in.ReservedNo = "停电", string(hall.NewCaseNo("431322112000", p.Day, "A7", 99))
		},
		"a slip of the pen":       func(in *desk.Intake) { in.LateReason, in.ReservedNo = "停电", slip[:len(slip)-1]+"?" },
		"before the pad was made": func(in *desk.Intake) { in.LateReason, in.LatePaper, in.At = "停电", "纸", morning.AddDate(0, 0, -3) },
	} {
		bad := in
		change(&bad)
		before := r.entries(t)
		if _, err := r.director.Intake(t.Context(), bad); hall.KindOf(err) == hall.Internal || r.entries(t) != before {
			t.Errorf("%s: %v", situation, err)
		}
	}
	in.LateReason = "停电，下午来电"
	c := take(t, r.director, in).Case
	if string(c.No) != slip || !c.Clocks.ReceivedAt.Equal(morning) || c.Intake.Late == nil || !strings.Contains(c.Intake.Late.Paper, slip) {
		t.Errorf("%s at %s, %+v", c.No, c.Clocks.ReceivedAt, c.Intake.Late)
	}
	if !c.History[0].Recorded.After(c.History[0].At) {
		t.Error("both times must be kept")
	}
	_, err := r.director.Intake(t.Context(), in)
	refused(t, err, hall.Unlawful)
	after, err := r.director.VoidSlips(t.Context(), string(p.No), "换新的一本")
	if err != nil || len(after.Unused()) != 0 || after.Slips[4].Case != c.ID || after.Slips[4].Voided != "" {
		t.Errorf("%+v, %v", after, err)
	}
	in.ReservedNo = string(p.Slips[5].Number)
	_, err = r.director.Intake(t.Context(), in)
	refused(t, err, hall.Unlawful) // voided
	r.sound(t)
}

func TestAPadIsOnesOwn(t *testing.T) {
	r := openRoom(t)
	mine := reserve(t, r.director, 3)
	own := reserve(t, r.agent, 3)
	in := desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀"), LateReason: "断网"}
	in.ReservedNo = string(own.Slips[0].Number)
	take(t, r.agent, in)
	list, err := r.agent.Pads(t.Context(), false)
	if err != nil || len(list) != 1 || list[0].ID != own.ID {
		t.Errorf("%+v, %v", list, err)
	}
	_, err = r.agent.VoidSlips(t.Context(), mine.ID, "不用了")
	refused(t, err, hall.Unlawful)
	_, err = r.director.VoidSlips(t.Context(), mine.ID, "不用了", string(own.Slips[1].Number))
	refused(t, err, hall.Unlawful)
	for _, n := range []int{-1, pad.MostSlips + 1} {
		_, err = r.director.ReservePad(t.Context(), n)
		refused(t, err, hall.Invalid)
	}
}

// Whatever is reserved, taken in, entered late and voided, no number is given twice.
func TestNoNumberIsGivenTwice(t *testing.T) {
	r := openRoom(t)
	began := time.Now()
	given := map[hall.CaseNo]string{} // case id, or "" while reserved
	var slips []hall.CaseNo
	rapid.Check(t, func(rt *rapid.T) {
		if time.Since(began) > 4*time.Second { // bounded on a busy machine
			return
		}
		fresh := func(no hall.CaseNo, id string) {
			if _, known := given[no]; known {
				rt.Fatalf("%s is given twice", no)
			}
			given[no] = id
		}
		for range rapid.IntRange(1, 6).Draw(rt, "length") {
			in := desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀")}
			switch rapid.IntRange(0, 3).Draw(rt, "what") {
			case 0:
				p := reserve(t, r.director, rapid.IntRange(1, 3).Draw(rt, "slips"))
				for _, s := range p.Slips {
					fresh(s.Number, "")
					slips = append(slips, s.Number)
				}
			case 1:
				c := take(t, r.director, in).Case
				fresh(c.No, c.ID)
			case 2:
				if len(slips) == 0 {
					continue
				}
				no := rapid.SampledFrom(slips).Draw(rt, "number")
				in.ReservedNo, in.LateReason = string(no), "停电"
				out, err := r.director.Intake(t.Context(), in)
				if (err == nil) != (given[no] == "") {
					rt.Fatalf("%s, which is %q: %v", no, given[no], err)
				}
				if err == nil {
					given[no] = out.Case.ID
				}
			default:
				if rapid.Bool().Draw(rt, "next day") {
					r.clock.nextDays(1)
				}
			}
		}
	})
	r.sound(t)
}
