package hall_test

import (
	"strings"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/workday"
)

func at(t *testing.T, day string) time.Time {
	t.Helper()
	d, err := workday.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	return d.Start().Add(10 * time.Hour)
}

func TestDueAfter(t *testing.T) {
	cal := years(t)
	for _, c := range []struct {
		name, from  string
		limit       hall.Limit
		want        string
		provisional bool
	}{
		{"over the spring festival", "2026-02-12", hall.Limit{N: 5, Unit: hall.Workday}, "2026-02-26", false},
		{"mid-autumn make-up day", "2026-09-18", hall.Limit{N: 3, Unit: hall.Workday}, "2026-09-22", false},
		{"fifteen days from the demo day", "2026-11-23", hall.Limit{N: 15, Unit: hall.Workday}, "2026-12-14", false},
		{"calendar days roll off a holiday", "2026-09-28", hall.Limit{N: 5, Unit: hall.CalendarDay}, "2026-10-08", false},
		{"hours run at once", "2026-11-23", hall.Limit{N: 24, Unit: hall.Hour}, "2026-11-24", false},
		{"into a year not imported", "2026-12-20", hall.Limit{N: 20, Unit: hall.Workday}, "2027-01-15", true},
	} {
		due := hall.DueAfter(cal, at(t, c.from), c.limit)
		if due.Last.String() != c.want || due.Provisional() != c.provisional {
			t.Errorf("%s: %s, provisional %v; want %s", c.name, due.Last, due.Provisional(), c.want)
		}
		if c.provisional && (due.Reason() != "2027年放假安排未导入" || !strings.Contains(due.Han(), "暂定")) {
			t.Errorf("%s: %s, %s", c.name, due.Reason(), due.Han())
		}
	}
}

func TestReceiptLateAtNightCountsFromBeijingDay(t *testing.T) {
	// 23:30 in Beijing on Friday is Friday, though it is 15:30 in UTC; 00:30 on Saturday is Saturday.
	cal := years(t)
	friday := time.Date(2026, 11, 27, 15, 30, 0, 0, time.UTC)
	if due := hall.DueAfter(cal, friday, hall.Limit{N: 1, Unit: hall.Workday}); due.Last.String() != "2026-11-30" {
		t.Error(due.Last)
	}
	if d := hall.DayOf(friday.Add(time.Hour)); d.String() != "2026-11-28" {
		t.Error(d)
	}
}

func TestStanding(t *testing.T) {
	cal := years(t)
	accepted := func(promised, statutory string) *hall.Case {
		var s fold.Subject
		s.Judge(entry(t, 1, "c1", received(hall.ModeDecide)))
		limit := hall.Limit{N: 15, Unit: hall.Workday}
		body := hall.Accepted{Promised: &hall.Due{Limit: limit, Last: hall.DayOf(at(t, promised))}}
		if statutory != "" {
			body.Statutory = &hall.Due{Limit: limit, Last: hall.DayOf(at(t, statutory))}
		}
		s.Judge(entry(t, 2, "c1", body))
		return s.Case
	}
	for _, c := range []struct {
		name, promised, statutory string
		left                      int
		want                      hall.CardLevel
	}{
		{"plenty left", "2026-12-14", "", 15, hall.NoCard},
		{"a third left", "2026-11-30", "", 5, hall.BlueCard},
		{"one working day left", "2026-11-24", "", 1, hall.YellowWarn},
		{"due today", "2026-11-23", "", 0, hall.YellowWarn},
		{"late by one day", "2026-11-20", "", -1, hall.YellowCard},
		{"late by four working days", "2026-11-17", "", -4, hall.RedCard},
		{"past statutory", "2026-12-14", "2026-11-20", -1, hall.RedCard},
	} {
		got := accepted(c.promised, c.statutory).StandingOn(cal, hall.DayOf(morning))
		if got.Left != c.left || got.Card != c.want {
			t.Errorf("%s: %d left, card %q", c.name, got.Left, got.Card)
		}
	}
}

func TestIntakeClocks(t *testing.T) {
	cal := years(t)
	notice, handOver := hall.IntakeDues(cal, hall.ModeForward, morning)
	if handOver != nil || notice.Last.String() != "2026-11-30" {
		t.Error("five working days to say what is missing", notice, handOver)
	}
	notice, handOver = hall.IntakeDues(cal, hall.ModeCollect, morning)
	if notice != nil || handOver.Last.String() != "2026-11-25" {
		t.Error("two working days to hand over", notice, handOver)
	}
}

func TestSlots(t *testing.T) {
	cal := years(t)
	plan := hall.DefaultSlotPlan()
	slots, err := plan.Slots(cal, hall.DayOf(morning))
	if err != nil || len(slots) != 13 || slots[0].Start != "08:30" || slots[6].End() != "12:00" {
		t.Fatalf("%v %v", slots, err)
	}
	if s, err := plan.Slots(cal, hall.DayOf(at(t, "2026-10-01"))); err != nil || len(s) != 0 {
		t.Errorf("national day has slots: %v %v", s, err)
	}
	if s, err := plan.Slots(cal, hall.DayOf(at(t, "2026-10-10"))); err != nil || len(s) == 0 {
		t.Errorf("a make-up Saturday has none: %v", err)
	}
	if _, err := plan.Slots(cal, hall.DayOf(at(t, "2027-03-01"))); err == nil || !strings.Contains(err.Error(), "2027年放假安排未导入") {
		t.Errorf("2027: %v", err)
	}
}
