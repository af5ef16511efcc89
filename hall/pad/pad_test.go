package pad_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/pad"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func number(seq int) hall.CaseNo {
	return hall.NewCaseNo("431322112000", hall.DayOf(morning), "A7", seq)
}

func reserving(numbers ...hall.CaseNo) pad.Reserving {
	return pad.Reserving{
		No: hall.NewRecordNo(pad.Letter, hall.DayOf(morning), "A7", 1), Hall: "431322112000", Day: hall.DayOf(morning), Numbers: numbers,
	}
}

func entry(t interface{ Fatal(...any) }, n int, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "p1", Actor: "liu", At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestWhatAPadMustBe(t *testing.T) {
	other := hall.NewCaseNo("431322112000", hall.DayOf(morning).AddDays(1), "A7", 2)
	var many []hall.CaseNo
	for i := range pad.MostSlips + 1 {
		many = append(many, number(i+1))
	}
	for _, tt := range []struct {
		situation string
		numbers   []hall.CaseNo
		taken     bool
	}{
		{"two slips", []hall.CaseNo{number(1), number(2)}, true},
		{"none", nil, false},
		{"too many", many, false},
		{"one twice", []hall.CaseNo{number(1), number(1)}, false},
		{"one of another day", []hall.CaseNo{number(1), other}, false},
		{"one with a slip of the pen", []hall.CaseNo{number(1)[:len(number(1))-1] + "?"}, false},
	} {
		if err := reserving(tt.numbers...).Complete(); (err == nil) != tt.taken {
			t.Errorf("%s: %v", tt.situation, err)
		}
	}
}

// Whatever is done, a slip is used or voided at most once, and stays what it became.
func TestASlipIsUsedOrVoidedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s, again fold.Subject
		first := entry(t, 0, reserving(number(1), number(2), number(3)))
		s.Judge(first)
		again.Judge(first)
		became := map[hall.CaseNo]pad.Slip{}
		for n := range rapid.IntRange(1, 12).Draw(t, "length") {
			no := number(rapid.IntRange(1, 4).Draw(t, "number")) // the fourth is of no pad
			var b hall.Body = pad.Using{Number: no, Case: fmt.Sprintf("c%d", n)}
			if rapid.Bool().Draw(t, "void") {
				b = pad.Voiding{Number: no, Reason: "没用上"}
			}
			e := entry(t, n+1, b)
			v := s.Judge(e)[0]
			again.Judge(e)
			p := s.Record.(*pad.Pad)
			if fits := no != number(4) && became[no].Unused(); fits != (v.Status == hall.StatusApplied) {
				t.Fatalf("%s on %+v: %s", b.Kind(), became[no], v.Status)
			}
			for _, slip := range p.Slips {
				if old := became[slip.Number]; !old.Unused() && old != slip {
					t.Fatalf("%+v became %+v", old, slip)
				}
				if slip.Case != "" && slip.Voided != "" {
					t.Fatalf("used and voided: %+v", slip)
				}
				became[slip.Number] = slip
			}
			if (p.State() == pad.Spent) != (len(p.Unused()) == 0) || p.Facts().Open != (len(p.Unused()) > 0) {
				t.Fatalf("%s with %d unused", p.State(), len(p.Unused()))
			}
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			t.Fatal("replicas differ")
		}
	})
}
