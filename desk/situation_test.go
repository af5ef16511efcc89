package desk_test

import (
	"context"
	"strings"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
)

// move is something done to a case after its intake.
type move func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error)

func notice(missing ...string) move {
	return func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
		return s.Notice(ctx, no, missing, "材料不全")
	}
}

func supply(material string) move {
	return func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
		return s.Supply(ctx, no, []hall.Material{{Name: material, Original: 1}})
	}
}

func accept(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
	return s.Accept(ctx, no, "")
}

func complete(platformNo string) move {
	return func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
		return s.Complete(ctx, no, hall.Completed{PlatformNo: platformNo})
	}
}

func deliver(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
	return s.Deliver(ctx, no, hall.Delivered{})
}

func void(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
	return s.Void(ctx, no, "换办别的事项")
}

// TestTheTwelveKindsOfCases walks one case of every kind on Monday 2026-11-23. The days
// are counted by hand: no holiday until New Year's Day 2027, whose schedule is not known.
func TestTheTwelveKindsOfCases(t *testing.T) {
	r := openRoom(t)
	for _, tt := range []struct {
		situation, matter string
		mode              hall.ServiceMode
		action            desk.Action
		then              []move
		state             hall.State
		promised, statute string
		before            string // notice or hand-over day
		entries           int64
	}{
		{"an agent brings an old woman's allowance", "MZ-06", hall.ByProxy, desk.ActionAccept, nil, hall.StateAccepted, "2026-12-07", "-", "2026-11-30", 2},
		{"both clocks, one across an unknown year", "MZ-01", hall.BySelf, desk.ActionAccept, nil, hall.StateAccepted, "2026-12-28", "2027-01-04~", "2026-11-30", 2},
		{"noticed, supplied, accepted", "GH-01", hall.BySelf, desk.ActionReceive, []move{notice("四邻意见表"), supply("四邻意见表"), accept}, hall.StateAccepted, "2026-12-14", "2026-12-21", "2026-11-30", 4},
		{"collected for another office", "YB-02", hall.BySelf, desk.ActionReceive, nil, hall.StateReceived, "-", "-", "2026-11-25", 1},
		{"done at once and handed over", "WJ-01", hall.BySelf, desk.ActionAccept, []move{complete(""), deliver}, hall.StateDelivered, "2026-11-24", "-", "2026-11-30", 4},
		{"a home visit, done", "MZ-04", hall.HomeVisit, desk.ActionAccept, []move{complete("")}, hall.StateCompleted, "2026-11-30", "-", "2026-11-30", 3},
		{"collected and done elsewhere", "GT-02", hall.BySelf, desk.ActionReceive, []move{complete("4313220020268812")}, hall.StateCompleted, "-", "-", "2026-11-25", 2},
		{"declined in writing", "MZ-06", hall.BySelf, desk.ActionDecline, nil, hall.StateDeclined, "-", "-", "2026-11-30", 2},
		{"told what is missing", "MZ-02", hall.BySelf, desk.ActionNotice, nil, hall.StateNoticed, "-", "-", "2026-11-30", 2},
		{"an agent hands in for an assisted matter", "YL-05", hall.ByProxy, desk.ActionReceive, nil, hall.StateReceived, "-", "-", "2026-11-25", 1},
		{"a licence", "GH-03", hall.BySelf, desk.ActionAccept, nil, hall.StateAccepted, "2026-11-30", "2026-12-21", "2026-11-30", 2},
		{"taken back", "MZ-07", hall.BySelf, desk.ActionReceive, []move{void}, hall.StateVoided, "-", "-", "2026-11-30", 2},
	} {
		t.Run(tt.situation, func(t *testing.T) {
			before := r.entries(t)
			in := desk.Intake{Matter: tt.matter, Mode: tt.mode, Action: tt.action, Reason: "依规定", Applicant: applicant("彭满秀")}
			if tt.mode == hall.ByProxy {
				in.Agent = "luo"
			}
			c := take(t, r.director, in).Case
			for _, do := range tt.then {
				var err error
				if c, err = do(t.Context(), r.director, string(c.No)); err != nil {
					t.Fatal(err)
				}
			}
			intakeDay := c.Clocks.NoticeBy
			if !c.Rules.Mode.MayAccept() {
				intakeDay = c.Clocks.HandOverBy
			}
			got := [...]string{string(c.State), day(c.Clocks.Promised), day(c.Clocks.Statutory), day(intakeDay)}
			if want := [...]string{string(tt.state), tt.promised, tt.statute, tt.before}; got != want {
				t.Errorf("came to %v, want %v", got, want)
			}
			if n := r.entries(t) - before; n != tt.entries {
				t.Errorf("%d entries, want %d", n, tt.entries)
			}
			stored, err := r.director.Case(t.Context(), c.ID)
			if err != nil || stored.State != c.State || len(stored.History) != int(tt.entries) {
				t.Errorf("stored: %+v, %v", stored, err)
			}
		})
	}
	r.sound(t)
}

func TestWhatAnIntakeRefuses(t *testing.T) {
	r := openRoom(t)
	good := desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀")}
	for _, tt := range []struct {
		situation string
		change    func(*desk.Intake)
		want      hall.ErrorKind
	}{
		{"no matter", func(in *desk.Intake) { in.Matter = " " }, hall.Invalid},
		{"a matter nobody knows", func(in *desk.Intake) { in.Matter = "XX-99" }, hall.NotFound},
		{"accepting what is only collected", func(in *desk.Intake) { in.Matter, in.Action = "YB-02", desk.ActionAccept }, hall.Unlawful},
		{"accepting what is only assisted", func(in *desk.Intake) { in.Matter, in.Action = "BX-01", desk.ActionAccept }, hall.Unlawful},
		{"by proxy what one must do oneself", func(in *desk.Intake) { in.Matter, in.Mode = "GT-03", hall.ByProxy }, hall.Unlawful},
		{"a notice without a reason", func(in *desk.Intake) { in.Action = desk.ActionNotice }, hall.Invalid},
		{"declined without a reason", func(in *desk.Intake) { in.Action, in.Reason = desk.ActionDecline, " " }, hall.Invalid},
		{"tomorrow", func(in *desk.Intake) { in.At = r.clock.read().AddDate(0, 0, 1) }, hall.Invalid},
		{"no name", func(in *desk.Intake) { in.Applicant.Name = " " }, hall.Invalid},
		{"nothing to reach a person by", func(in *desk.Intake) { in.Applicant.Phone = "" }, hall.Invalid},
		{"a wrong document number", func(in *desk.Intake) {
			in.Applicant.IDType, in.Applicant.ID = ident.DocResidentID, "431399198008150366"
		}, hall.Invalid},
		{"an agent nobody knows", func(in *desk.Intake) { in.Mode, in.Agent = hall.ByProxy, "zhang" }, hall.Invalid},
		{"an appointment nobody made", func(in *desk.Intake) { in.Appointment = string(hall.NewAppointNo(r.Desk.Today(), "A7", 9)) }, hall.NotFound},
		{"too many copies", func(in *desk.Intake) { in.Materials = []hall.Material{{Name: "户口簿", Copy: 1000}} }, hall.Invalid},
	} {
		t.Run(tt.situation, func(t *testing.T) {
			in := good
			tt.change(&in)
			_, err := r.director.Intake(t.Context(), in)
			refused(t, err, tt.want)
			if say, _ := hall.Explain(err); strings.Contains(say, "彭满秀") || strings.Contains(say, "13800000010") {
				t.Errorf("the error tells personal data: %s", say)
			}
		})
	}
	if n := r.entries(t); n != 0 {
		t.Errorf("%d entries of refused intakes", n)
	}
	if c := take(t, r.director, good).Case; c.No.Spoken()[:7] != "A7 0001" {
		t.Errorf("refused intakes used up numbers: %s", c.No)
	}
}

func TestASecondNoticeMayNotAdd(t *testing.T) {
	r := openRoom(t)
	no := string(take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生")}).Case.No)
	for _, do := range []move{notice("四邻意见表", "户口簿"), supply("户口簿")} {
		if _, err := do(t.Context(), r.director, no); err != nil {
			t.Fatal(err)
		}
	}
	_, err := notice("照片")(t.Context(), r.director, no)
	refused(t, err, hall.Unlawful)
	c, err := r.director.Notice(t.Context(), no, nil, "还缺")
	if err != nil {
		t.Fatal(err)
	}
	if last := c.Papers.Notices[1].Missing; len(last) != 1 || last[0] != "四邻意见表" {
		t.Errorf("a second notice that names nothing asks for %v, want what is still owed", last)
	}
}

func TestASupplyStartsAFreshFiveDays(t *testing.T) {
	r := openRoom(t)
	c := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生"), Action: desk.ActionNotice, Reason: "四邻意见表"}).Case
	r.clock.nextDays(4) // Friday
	c, err := supply("四邻意见表")(t.Context(), r.director, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := day(c.Clocks.NoticeBy); got != "2026-12-04" {
		t.Errorf("notice day %s, want five working days after the supply", got)
	}
	r.clock.nextDays(3) // Monday
	if c, err = accept(t.Context(), r.director, c.ID); err != nil {
		t.Fatal(err)
	}
	if got := [2]string{day(c.Clocks.Promised), day(c.Clocks.Statutory)}; got != [2]string{"2026-12-21", "2026-12-28"} {
		t.Errorf("clocks run to %v, want from acceptance", got)
	}
}

func TestASecondCaseOfTheSameKindIsWarnedOf(t *testing.T) {
	r := openRoom(t)
	who := desk.Applicant{Name: "单小娟", IDType: ident.DocResidentID, ID: "431399198008150368"}
	warned := func(matter string) bool {
		for _, w := range take(t, r.director, desk.Intake{Matter: matter, Applicant: who}).Warnings {
			if strings.Contains(w, "可能重复") {
				return true
			}
		}
		return false
	}
	if warned("MZ-06") {
		t.Error("the first case is warned of")
	}
	if warned("GH-01") {
		t.Error("another matter is warned of")
	}
	if !warned("MZ-06") {
		t.Error("the same person and matter again: no warning")
	}
	page, err := r.director.Cases(t.Context(), hall.CaseQuery{Filter: hall.FilterOpen})
	if err != nil || len(page.Rows) != 3 {
		t.Fatalf("%d open cases, %v", len(page.Rows), err)
	}
	for _, row := range page.Rows {
		if _, err := void(t.Context(), r.director, row.ID); err != nil {
			t.Fatal(err)
		}
	}
	if warned("MZ-06") {
		t.Error("closed cases are warned of")
	}
}
