package desk_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/workday"
	"bianmin/paper/workbook"
)

func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, workday.Beijing())
	if err != nil {
		panic(err)
	}
	return t
}

func dateOf(t *testing.T, text string) hall.Date {
	t.Helper()
	d, err := workday.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// octoberHall is a hall whose October has one case completed early, one late in November, one
// declined, one open and one void.
func octoberHall(t *testing.T) (*room, map[string]string) {
	t.Helper()
	r := openRoom(t)
	no := map[string]string{}
	add := func(name, when string, in desk.Intake) {
		r.clock.set(at(when))
		in.Applicant, in.Matter = applicant("王福生"), "GH-01"
		no[name] = string(take(t, r.director, in).Case.No)
	}
	add("early", "2026-10-09 09:00", desk.Intake{Action: desk.ActionAccept})
	add("late", "2026-10-09 10:00", desk.Intake{Action: desk.ActionAccept})
	add("declined", "2026-10-12 09:00", desk.Intake{Action: desk.ActionDecline, Reason: "不符合条件"})
	add("open", "2026-10-13 09:00", desk.Intake{Mode: hall.ByProxy, Agent: "luo"})
	add("void", "2026-10-14 09:00", desk.Intake{})
	r.clock.set(at("2026-10-15 09:00"))
	done := func(name string) {
		if _, err := r.director.Decide(t.Context(), no[name], hall.Decided{}); err != nil {
			t.Fatal(err)
		}
		if _, err := r.director.Complete(t.Context(), no[name], hall.Completed{Result: hall.Granted}); err != nil {
			t.Fatal(err)
		}
	}
	done("early")
	if _, err := r.director.Void(t.Context(), no["void"], "录错了"); err != nil {
		t.Fatal(err)
	}
	return r, no
}

func TestAMonthAddsUp(t *testing.T) {
	r, _ := octoberHall(t)
	m, err := r.director.Month(t.Context(), "2026-10")
	if err != nil {
		t.Fatal(err)
	}
	if m.Received != (hall.FigureRow{Received: 4, Early: 1, Other: 1, Open: 2, Proxy: 1}) {
		t.Errorf("received %+v", m.Received)
	}
	if m.Ended != (hall.FigureRow{Received: 2, Early: 1, Other: 1}) {
		t.Errorf("ended %+v", m.Ended)
	}
	for _, by := range []hall.FigureDimension{hall.DimMatter, hall.DimDomain, hall.DimVillage, hall.DimCounter, hall.DimMode, hall.DimHandler} {
		rows, err := r.director.Figures(t.Context(), hall.FigureQuery{Basis: hall.ByReceived, By: by, From: m.First, To: m.Last})
		sum := 0
		for _, row := range rows {
			sum += row.Received
			if row.Received != row.Completed()+row.Other+row.Open {
				t.Errorf("%s %q does not add up: %+v", by, row.Key, row)
			}
		}
		if err != nil || sum != 4 {
			t.Errorf("by %s: %d, %v", by, sum, err)
		}
	}
	_, err = r.director.Figures(t.Context(), hall.FigureQuery{Basis: hall.ByReceived, By: "weather"})
	refused(t, err, hall.Invalid)
	r.sound(t)
}

func TestAClosedMonthNeverChangesAndTheRestIsSupplement(t *testing.T) {
	r, no := octoberHall(t)
	_, err := r.director.CloseMonth(t.Context(), "2026-10")
	refused(t, err, hall.Unlawful) // it is not over
	r.clock.set(at("2026-11-02 09:00"))
	closed, err := r.director.CloseMonth(t.Context(), "2026-10")
	if err != nil {
		t.Fatal(err)
	}
	before, err := r.director.Month(t.Context(), "2026-10")
	if err != nil || before.Closing == nil || before.Odd || closed.Size == 0 {
		t.Fatalf("%+v, %v", before, err)
	}
	_, err = r.director.CloseMonth(t.Context(), "2026-10")
	refused(t, err, hall.Unlawful)

	// A late entry of October, a voiding, and an end in November.
	r.clock.set(at("2026-11-04 09:00"))
	late := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("陈菊香"), At: at("2026-10-30 16:00"), LateReason: "停电", LatePaper: "手写收件单"})
	if _, err := r.director.Void(t.Context(), no["open"], "重复"); err != nil {
		t.Fatal(err)
	}
	r.clock.set(at("2026-11-25 09:00"))
	if _, err := r.director.Decide(t.Context(), no["late"], hall.Decided{}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.Complete(t.Context(), no["late"], hall.Completed{Result: hall.Granted}); err != nil {
		t.Fatal(err)
	}
	after, err := r.director.Month(t.Context(), "2026-10")
	if err != nil || after.Received != before.Received || after.Ended != before.Ended || after.Odd {
		t.Errorf("a closed month changed: %+v, %v", after, err)
	}
	list, err := r.director.Supplement(t.Context(), dateOf(t, "2026-11-01"), dateOf(t, "2026-11-30"))
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	changes := map[hall.Change]hall.CaseNo{}
	for _, x := range list {
		changes[x.Change] = x.Case.No
	}
	if changes[hall.ChangeLate] != late.Case.No || string(changes[hall.ChangeVoid]) != no["open"] {
		t.Errorf("%v", changes)
	}
	if december, err := r.director.Supplement(t.Context(), dateOf(t, "2026-12-01"), dateOf(t, "2026-12-31")); err != nil || len(december) != 0 {
		t.Errorf("%v, %v", december, err)
	}
	// The end in November is November's own figure.
	november, err := r.director.Month(t.Context(), "2026-11")
	if err != nil || november.Ended.Late != 1 {
		t.Errorf("%+v, %v", november.Ended, err)
	}
	r.sound(t)
}

func TestAReportIsASpreadsheetThatReadsBack(t *testing.T) {
	r, no := octoberHall(t)
	var b bytes.Buffer
	if _, err := r.director.MonthReport(t.Context(), "2026-10", &b); err != nil {
		t.Fatal(err)
	}
	rows, err := workbook.Read("月报.xlsx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, row := range rows {
		text += strings.Join(row.Texts, "|") + "\n"
	}
	for _, want := range []string{"便民服务中心2026年10月办件月报", "件数|4|2", "其中提前办结|1|1", "仍在办|2"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	b.Reset()
	if err := r.director.CaseRegister(t.Context(), hall.ByReceived, dateOf(t, "2026-10-01"), dateOf(t, "2026-10-31"), &b); err != nil {
		t.Fatal(err)
	}
	rows, err = workbook.Read("台账.xlsx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, row := range rows {
		if strings.HasPrefix(row.Text(0), "431322112000-") {
			found++
			if row.Text(0) == no["void"] || strings.Contains(strings.Join(row.Texts, " "), "13800000010") {
				t.Errorf("row %v", row.Texts)
			}
		}
	}
	if found != 4 {
		t.Errorf("%d cases in the register", found)
	}
}

func TestOldRegistersAreTakenOverOnce(t *testing.T) {
	r := openRoom(t)
	file := []byte("旧台账,,,,\n编号,事项名称,申请人,收件日期,办结日期,身份证号\n" +
		"1,高龄津贴申领,彭满秀,2014-3-5,2014年3月9日,43139919420617002X\n" +
		"2,,王福生,2014-03-06,,\n" +
		"3,高龄津贴申领,王福生,2014-03-06,2014-03-01,\n" +
		"4,高龄津贴申领,王福生,三月,,\n" +
		"5,房屋修缮,娜仁•图雅,20140307,,\n" +
		"6,房屋修缮,王福生,2014/3/8,,431399194206170021\n")
	ctx := context.Background()
	dry, err := r.director.ImportOld(ctx, "旧.csv", file, true)
	if err != nil {
		t.Fatal(err)
	}
	if dry.Rows != 6 || dry.Taken != 2 || len(dry.Refused) != 4 {
		t.Fatalf("%+v", dry)
	}
	for i, row := range []int{4, 5, 6, 8} {
		if dry.Refused[i].Row != row || dry.Refused[i].Reason == "" || dry.Refused[i].Next == "" {
			t.Errorf("refused %+v, want row %d", dry.Refused[i], row)
		}
	}
	if n := r.entries(t); n != 0 {
		t.Errorf("a dry run wrote %d entries", n)
	}
	if got, err := r.director.ImportOld(ctx, "旧.csv", file, false); err != nil || got.Taken != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if got, err := r.director.ImportOld(ctx, "旧.csv", file, false); err != nil || got.Taken != 0 || got.Known != 2 || r.entries(t) != 2 {
		t.Errorf("again: %+v, %v", got, err)
	}
	list, err := r.director.OldCases(ctx, "彭", hall.Date{}, hall.Date{}, 10)
	if err != nil || len(list) != 1 || list[0].Line.Code != "MZ-06" || list[0].Line.Ended.String() != "2014-03-09" {
		t.Fatalf("%+v, %v", list, err)
	}
	if list, err = r.director.OldCases(ctx, "·图雅", hall.Date{}, hall.Date{}, 10); err != nil || len(list) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := r.director.StrikeOld(ctx, list[0].ID, "不是本镇的"); err != nil {
		t.Error(err)
	}
	if list, _ = r.director.OldCases(ctx, "", hall.Date{}, hall.Date{}, 10); len(list) != 1 {
		t.Errorf("%d left", len(list))
	}
	_, err = r.director.ImportOld(ctx, "旧.csv", []byte("甲,乙\n1,2\n"), true)
	refused(t, err, hall.Invalid)
	r.sound(t)
}

func registerProbes() []probe {
	return []probe{
		{desk.RightRegister, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.Month(ctx, "2026-10")
			return err
		}},
		{desk.RightClosing, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.CloseMonth(ctx, "2026-10")
			return err
		}},
		{desk.RightOldCases, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.ImportOld(ctx, "旧.csv", []byte("事项名称,申请人,收件日期\n"), true)
			return err
		}},
	}
}
