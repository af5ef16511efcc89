package hall_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/workday"
)

func TestCaseNo(t *testing.T) {
	day := workday.DateOf(2026, time.November, 23)
	no := hall.NewCaseNo("431322112000", day, "A7", 123)
	if got, err := hall.ParseCaseNo(" " + string(no) + " "); err != nil || got != no {
		t.Fatal(got, err)
	}
	if no.Day() != day || no.Spoken()[:8] != "A7 0123 " || hall.ShortNo("a7 0123 "+no.Spoken()[8:]) != no.Short() {
		t.Fatal(no.Spoken(), no.Short())
	}
	if _, err := hall.ParseCaseNo("431322112000-20261323-A701230"); err == nil {
		t.Error("month 13 was taken")
	}
	if hall.ShortNo("彭满秀") != "" || hall.ShortNo("0217") != "" {
		t.Error("not a spoken number")
	}
}

// One wrong character is always noticed.
func TestCheckCharacterCatchesSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := workday.DateOf(2026, time.November, 1).AddDays(rapid.IntRange(0, 29).Draw(t, "day"))
		no := string(hall.NewCaseNo("431322112000", day, "B2", rapid.IntRange(1, 99999).Draw(t, "seq")))
		i := rapid.IntRange(0, len(no)-1).Draw(t, "place")
		wrong := []byte(no)
		wrong[i] = hall.DeviceAlphabet[rapid.IntRange(0, 31).Draw(t, "character")]
		if string(wrong) == no || no[i] == '-' {
			return
		}
		if _, err := hall.ParseCaseNo(string(wrong)); err == nil {
			t.Fatalf("%s was taken for %s", wrong, no)
		}
	})
}

// Two neighbours swapped are noticed nearly always: a hybrid check of ISO 7064 misses a few.
func TestCheckCharacterCatchesNearlyAllSwaps(t *testing.T) {
	swaps, missed := 0, 0
	day := workday.DateOf(2026, time.November, 23)
	for seq := 1; seq < 99999; seq += 37 {
		no := string(hall.NewCaseNo("431322112000", day, "B2", seq))
		for i := range len(no) - 1 {
			if no[i] == no[i+1] || no[i] == '-' || no[i+1] == '-' {
				continue
			}
			swapped := []byte(no)
			swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
			swaps++
			if _, err := hall.ParseCaseNo(string(swapped)); err == nil {
				missed++
			}
		}
	}
	if missed*100 > swaps {
		t.Errorf("%d of %d swaps were taken", missed, swaps)
	}
	t.Logf("%d of %d swaps were taken", missed, swaps)
}

func TestAppointNo(t *testing.T) {
	no := hall.NewAppointNo(workday.DateOf(2026, time.November, 24), "A7", 17)
	if got, err := hall.ParseAppointNo(string(no)); err != nil || got != no || no.Day().String() != "2026-11-24" {
		t.Fatal(got, err)
	}
	if _, err := hall.ParseAppointNo(string(no[:len(no)-1]) + "?"); err == nil {
		t.Error("a broken number was taken")
	}
}

func TestDeviceCode(t *testing.T) {
	for code, want := range map[hall.DeviceCode]bool{"A7": true, "V1": true, "00": true, "I1": false, "a7": false, "A": false, "A77": false, "": false} {
		if code.Valid() != want {
			t.Errorf("%q: %v", code, !want)
		}
	}
}
