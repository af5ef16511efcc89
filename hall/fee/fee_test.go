package fee_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/fee"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func bill(lines ...fee.Line) fee.Bill {
	return fee.Bill{
		No: hall.NewRecordNo(fee.Letter, hall.DayOf(morning), "A7", 1), Hall: "431322112000", Day: hall.DayOf(morning), Visit: "v1", Lines: lines,
	}
}

func entry(t interface{ Fatal(...any) }, n int, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "f1", Actor: "liu", At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func slipOf(t *testing.T, bodies ...hall.Body) (*fee.Slip, hall.Verdict) {
	t.Helper()
	var s fold.Subject
	var v hall.Verdict
	for n, b := range bodies {
		v = s.Judge(entry(t, n, b))[0]
	}
	slip, _ := s.Record.(*fee.Slip)
	return slip, v
}

func TestWhatASlipComesTo(t *testing.T) {
	founded := fee.Line{Name: "工本费", Basis: "某某文件第三条", AmountFen: 500}
	free := fee.Line{Name: "公证咨询"}
	unfounded := fee.Line{Name: "手续费", AmountFen: 100}
	for _, tt := range []struct {
		situation string
		bodies    []hall.Body
		state     fee.State
		fen       int64
		noBasis   bool
	}{
		{"nothing charged", []hall.Body{bill()}, fee.Free, 0, false},
		{"a line of 0", []hall.Body{bill(free)}, fee.Free, 0, false},
		{"two lines", []hall.Body{bill(founded, founded)}, fee.Owed, 1000, false},
		{"without basis: marked, not dropped", []hall.Body{bill(founded, unfounded)}, fee.Owed, 600, true},
		{"paid", []hall.Body{bill(founded), fee.Payment{How: "现金", Receipt: "0001"}}, fee.Paid, 500, false},
		{"waived", []hall.Body{bill(founded), fee.Waiver{Reason: "低保户"}}, fee.Waived, 500, false},
		{"a free one voided", []hall.Body{bill(), fee.Voiding{Reason: "写错了"}}, fee.Voided, 0, false},
	} {
		s, v := slipOf(t, tt.bodies...)
		if v.Status != hall.StatusApplied || s.State != tt.state || s.TotalFen != tt.fen || s.NoBasis != tt.noBasis {
			t.Errorf("%s: %+v, %+v", tt.situation, v, s)
		}
	}
	if unfounded.Founded() == nil || founded.Founded() != nil || free.Founded() != nil {
		t.Error("only money without a basis is without a basis")
	}
}

func TestWhatDoesNotFitASlip(t *testing.T) {
	owed := bill(fee.Line{Name: "工本费", Basis: "文件", AmountFen: 500})
	paid := fee.Payment{How: "现金", Receipt: "0001"}
	for _, tt := range []struct {
		situation string
		bodies    []hall.Body
		want      hall.Status
	}{
		{"paid twice", []hall.Body{owed, paid, paid}, hall.StatusConflict},
		{"paid, then voided", []hall.Body{owed, paid, fee.Voiding{Reason: "写错了"}}, hall.StatusConflict},
		{"nothing owed, paid", []hall.Body{bill(), paid}, hall.StatusConflict},
		{"no receipt", []hall.Body{owed, fee.Payment{How: "现金"}}, hall.StatusRejected},
		{"in shells", []hall.Body{owed, fee.Payment{How: "贝壳", Receipt: "1"}}, hall.StatusRejected},
		{"waived for nothing", []hall.Body{owed, fee.Waiver{}}, hall.StatusRejected},
		{"less than nothing", []hall.Body{bill(fee.Line{Name: "退", AmountFen: -1})}, hall.StatusRejected},
	} {
		if _, v := slipOf(t, tt.bodies...); v.Status != tt.want {
			t.Errorf("%s: %+v", tt.situation, v)
		}
	}
}

// Whatever is done, a slip is settled at most once and its lines never change.
func TestASlipIsSettledOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s, again fold.Subject
		first := bill(fee.Line{Name: "工本费", Basis: "文件", AmountFen: rapid.Int64Range(0, 2).Draw(t, "fen")})
		s.Judge(entry(t, 0, first))
		again.Judge(entry(t, 0, first))
		all := []hall.Body{first, fee.Payment{How: "扫码", Receipt: "1"}, fee.Waiver{Reason: "免"}, fee.Voiding{Reason: "错"}}
		settled := 0
		for n, pick := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 1, 10).Draw(t, "acts") {
			if s.Judge(entry(t, n+1, all[pick]))[0].Status == hall.StatusApplied {
				settled++
			}
			again.Judge(entry(t, n+1, all[pick]))
			if got := s.Record.(*fee.Slip); settled > 1 || !reflect.DeepEqual(got.Lines, first.Lines) || got.TotalFen != first.Lines[0].AmountFen {
				t.Fatalf("settled %d times: %+v", settled, got)
			}
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			t.Fatal("replicas differ")
		}
	})
}

func TestTheFeeListAndItsReview(t *testing.T) {
	day := hall.DayOf(morning)
	listed := fee.Listing{Hall: "431322112000", Day: day, Code: "GBF", Name: "工本费", Basis: "文件", AmountFen: 500, Unit: "证"}
	dearer := listed
	dearer.AmountFen = 800
	for _, tt := range []struct {
		situation string
		bodies    []hall.Body
		want      hall.Status
		mark      fee.Mark
		fen       int64
		stale     bool
	}{
		{"listed", []hall.Body{listed}, hall.StatusApplied, "", 500, true},
		{"kept", []hall.Body{listed, fee.Reviewing{Mark: fee.Kept, Day: day}}, hall.StatusApplied, fee.Kept, 500, false},
		{"kept a year and a day ago", []hall.Body{listed, fee.Reviewing{Mark: fee.Kept, Day: day.AddDays(-366)}}, hall.StatusApplied, fee.Kept, 500, true},
		{"kept a year ago", []hall.Body{listed, fee.Reviewing{Mark: fee.Kept, Day: day.AddDays(-365)}}, hall.StatusApplied, fee.Kept, 500, false},
		{"cancelled long ago", []hall.Body{listed, fee.Reviewing{Mark: fee.Cancelled, Day: day.AddDays(-900)}}, hall.StatusApplied, fee.Cancelled, 500, false},
		{"lowered", []hall.Body{listed, fee.Reviewing{Mark: fee.Lowered, Day: day, AmountFen: 300}}, hall.StatusApplied, fee.Lowered, 300, false},
		{"lowered to more", []hall.Body{listed, fee.Reviewing{Mark: fee.Lowered, Day: day, AmountFen: 600}}, hall.StatusConflict, "", 500, true},
		{"dearer later: the review is taken back", []hall.Body{listed, fee.Reviewing{Mark: fee.Kept, Day: day}, dearer}, hall.StatusApplied, "", 800, true},
		{"kept at another amount", []hall.Body{listed, fee.Reviewing{Mark: fee.Kept, Day: day, AmountFen: 1}}, hall.StatusRejected, "", 500, true},
	} {
		var s fold.Subject
		var v hall.Verdict
		for n, b := range tt.bodies {
			v = s.Judge(entry(t, n, b))[0]
		}
		i := s.Record.(*fee.Item)
		if v.Status != tt.want || i.Review.Mark != tt.mark || i.AmountFen != tt.fen || i.Stale(day) != tt.stale {
			t.Errorf("%s: %s, %+v, stale %v", tt.situation, v.Status, i, i.Stale(day))
		}
	}
	for mark, may := range map[fee.Mark]bool{"": true, fee.Kept: true, fee.Lowered: true, fee.Cancelled: false, fee.Exempt: false} {
		if err := (&fee.Item{Review: fee.Reviewed{Mark: mark}}).Allows(1); (err == nil) != may {
			t.Errorf("%q: %v", mark, err)
		}
	}
	one := fee.ItemID("431322112000", "A") // every device must find the same
	if again := fee.ItemID("431322112000", "A"); again != one || fee.ItemID("431322112000", "B") == one {
		t.Error("the id of an item must be that of its code")
	}
	if (&fee.Item{Review: fee.Reviewed{Day: workday.DateOf(2026, 1, 1)}}).ReviewDue() != workday.DateOf(2027, 1, 1) {
		t.Error("a review holds a year")
	}
}
