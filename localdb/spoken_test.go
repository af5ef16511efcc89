package localdb_test

import (
	"strings"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/localdb"
)

// alike are the days from first back on which the first number of the day is spoken alike.
func alike(first hall.Date, n int, short func(hall.Date) string) []hall.Date {
	out := []hall.Date{first}
	for d := 1; len(out) < n; d++ {
		if day := first.AddDays(-d); short(day) == short(first) {
			out = append(out, day)
		}
	}
	return out
}

func TestASpokenNumberOfSeveralDaysIsRefused(t *testing.T) {
	clock := startClock()
	db := create(t, t.TempDir(), clock)
	cal, now := years(t), clock.now
	days := alike(hall.DayOf(now), 7, func(d hall.Date) string { return hall.NewCaseNo(division, d, "A7", 1).Short() })
	var numbers []string // newest first
	for i, day := range days {
		at := day.Start().Add(90 * time.Minute)
		if i == 0 {
			at = now
		}
		no, id := save(t, db, intake{person: person("p1", "王小明", "1", ""), cal: cal, at: at}, now)
		numbers = append(numbers, string(no))
		for _, key := range []string{string(no), id} {
			if c, err := db.Case(t.Context(), key); err != nil || c.No != no {
				t.Errorf("%s among %d: %v, %v", key, i+1, c, err)
			}
		}
		c, err := db.Case(t.Context(), no.Spoken())
		if i == 0 {
			if err != nil || c.No != no {
				t.Errorf("the only one: %v, %v", c, err)
			}
			continue
		}
		inAct := db.Act(t.Context(), func(tx *localdb.Tx) error {
			_, err := tx.Case(t.Context(), no.Short())
			return err
		})
		for where, err := range map[string]error{"DB": err, "Tx": inAct} {
			say, next := hall.Explain(err)
			want := "请用完整编号：" + strings.Join(numbers[:min(i+1, 5)], "、")
			if i >= 5 {
				want += "等"
			}
			if hall.KindOf(err) != hall.Invalid || say != no.Spoken()+" 对得上 "+string(rune('1'+i))+" 件" || next != want {
				t.Errorf("%s, %d alike: %v %q %q", where, i+1, err, say, next)
			}
		}
	}
	f, err := db.Find(t.Context(), hall.CaseNo(numbers[0]).Spoken(), 5)
	if err != nil || len(f.Cases) != 7 || string(f.Cases[0].No) != numbers[0] {
		t.Errorf("%+v, %v", f.Cases, err)
	}
}

func TestASpokenAppointmentNumberOfTwoDaysIsRefused(t *testing.T) {
	clock := startClock()
	db := create(t, t.TempDir(), clock)
	days := alike(hall.DayOf(clock.now), 2, func(d hall.Date) string { return hall.NewAppointNo(d, "A7", 1).Spoken() })
	p := person("p1", "王小明", "430121199001011234", "")
	old := book(t, db, days[1], "09:00", 1, p)
	a, err := db.Appointment(t.Context(), hall.NewAppointNo(days[1], "A7", 1).Spoken())
	if err != nil || a.ID != old {
		t.Fatalf("the only one: %v, %v", a, err)
	}
	book(t, db, days[0], "09:00", 1, p)
	_, err = db.Appointment(t.Context(), a.No.Spoken())
	inAct := db.Act(t.Context(), func(tx *localdb.Tx) error {
		_, err := tx.Appointment(t.Context(), a.No.Spoken())
		return err
	})
	for where, err := range map[string]error{"DB": err, "Tx": inAct} {
		say, next := hall.Explain(err)
		if hall.KindOf(err) != hall.Invalid || !strings.HasSuffix(say, " 对得上 2 个预约") || !strings.Contains(next, string(a.No)) {
			t.Errorf("%s: %v %q %q", where, err, say, next)
		}
	}
	if got, err := db.Appointment(t.Context(), string(a.No)); err != nil || got.ID != old {
		t.Errorf("by full number: %v, %v", got, err)
	}
}
