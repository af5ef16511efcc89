package duty_test

import (
	"slices"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"bianmin/assets/calendar"
	"bianmin/hall"
	"bianmin/hall/duty"
	"bianmin/hall/leave"
	"bianmin/hall/workday"
)

func day(d int) hall.Date { return workday.DateOf(2026, 11, d) }

func at(d int, clock string) time.Time {
	t, err := duty.At(day(d), clock)
	if err != nil {
		panic(err)
	}
	return t
}

func people() []hall.Staff {
	return []hall.Staff{{ID: "liu", Name: "刘巧云"}, {ID: "luo", Name: "罗建国"}, {ID: "a", Name: "王芳"}, {ID: "b", Name: "王芳"}}
}

func TestReadingADevicesFile(t *testing.T) {
	now := at(27, "18:00")
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("姓名,日期时间\n刘巧云,2026-11-23 08:25:10\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		situation, file string
		marks           []time.Time
		refused         []int // lines
	}{
		{"date and time", "工号,日期,时间\nliu,2026-11-23,08:25\n", []time.Time{at(23, "08:25")}, nil},
		{"both in one, with a mark of order", "\xef\xbb\xbfID,Time\nliu,2026/11/23 08:25:10\n", []time.Time{at(23, "08:25:10")}, nil},
		{"several in a cell, tabs", "编号\t日期\t时间\r\nliu\t20261123\t08:25 12:01  17:30\r\n", []time.Time{at(23, "08:25"), at(23, "12:01"), at(23, "17:30")}, nil},
		{"GB18030", gb, []time.Time{at(23, "08:25:10")}, nil},
		{"the device's number", "工号,日期,时间\n7,2026-11-23,08:25\n", []time.Time{at(23, "08:25")}, nil},
		{"two of one name", "姓名,日期,时间\n王芳,2026-11-23,08:25\n", nil, []int{2}},
		{"nobody", "工号,日期,时间\nzhang,2026-11-23,08:25\n\nliu,2026-11-23,08:25\n", []time.Time{at(23, "08:25")}, []int{2}},
		{"no such day, no such time, tomorrow", "工号,日期,时间\nliu,2026-02-30,08:25\nliu,2026-11-23,25:00\nliu,2026-11-28,08:00\n", nil, []int{2, 3, 4}},
		{"a short row", "工号,日期,时间\nliu\n", nil, []int{2}},
	} {
		marks, refused, err := duty.ReadCSV([]byte(tt.file), people(), map[string]string{"7": "liu"}, now)
		if err != nil {
			t.Errorf("%s: %v", tt.situation, err)
			continue
		}
		var got []time.Time
		for _, m := range marks {
			got = append(got, m.At)
		}
		var lines []int
		for _, r := range refused {
			lines = append(lines, r.Line)
		}
		if !slices.EqualFunc(got, tt.marks, time.Time.Equal) || !slices.Equal(lines, tt.refused) {
			t.Errorf("%s: %v, refused %v", tt.situation, got, refused)
		}
	}
	for _, bad := range []string{"", "甲,乙\n1,2\n", "工号,日期,时间\nliu,\xff\xff,1\n"} {
		if _, _, err := duty.ReadCSV([]byte(bad), people(), nil, now); hall.KindOf(err) != hall.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAMonthIsCounted(t *testing.T) {
	years, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	cal, err := workday.New(years...)
	if err != nil {
		t.Fatal(err)
	}
	clocked := func(d int, clocks ...string) *duty.Day {
		out := &duty.Day{Who: "liu", Date: day(d)}
		for _, c := range clocks {
			out.Marks = append(out.Marks, at(d, c))
		}
		return out
	}
	p := duty.Presence{
		Who: "liu", Since: day(10), LeftOn: day(25),
		Days: []*duty.Day{
			clocked(9, "08:00", "17:00"),  // before the post
			clocked(10, "08:30", "17:00"), // to the minute
			clocked(11, "08:31", "17:00"), // late by a minute
			clocked(12, "08:00", "16:59"), // early by a minute
			clocked(13, "08:00"),          // one mark
			clocked(14, "09:00", "12:00"), // a Saturday
			clocked(17, "08:00", "17:00"), // on leave and yet clocked
		},
		Leaves: []*leave.Leave{
			{Who: "liu", Kind: "事假", State: leave.Ended, From: day(16), To: day(20), BackOn: day(18)},
			{Who: "liu", Kind: leave.Errand, State: leave.Approved, From: day(18), To: day(18)},
			{Who: "liu", Kind: "事假", State: leave.Asked, From: day(19), To: day(19)},
		},
	}
	got, err := duty.SheetOf(p, duty.Month(2026, 11, day(24)), day(24), cal, duty.DefaultHours())
	if err != nil {
		t.Fatal(err)
	}
	want := duty.Row{
		Who: "liu", Workdays: 10, OnDuty: 5, Late: 1, Early: 1, OneMark: 1, Leave: 2, Errand: 1, Missing: 3, Extra: 1,
		Missed: []hall.Date{day(19), day(20), day(23)},
	}
	if !slices.Equal(got.Missed, want.Missed) {
		t.Errorf("missed %v", got.Missed)
	}
	got.Missed, want.Missed = nil, nil
	if got.Workdays != want.Workdays || got.OnDuty != want.OnDuty || got.Late != want.Late || got.Early != want.Early || got.OneMark != want.OneMark ||
		got.Leave != want.Leave || got.Errand != want.Errand || got.Missing != want.Missing || got.Extra != want.Extra {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got.OnDuty+got.Leave+got.Missing != got.Workdays {
		t.Error("the row does not add up")
	}
	if _, err := duty.SheetOf(p, duty.Month(2031, 1, workday.DateOf(2031, 2, 1)), day(24), cal, duty.DefaultHours()); err != nil {
		t.Errorf("days after the post was left need no calendar: %v", err)
	}
	p.LeftOn = hall.Date{}
	if _, err := duty.SheetOf(p, duty.Month(2031, 1, workday.DateOf(2031, 2, 1)), day(24), cal, duty.DefaultHours()); err == nil {
		t.Error("a year without a schedule is guessed")
	}
}
