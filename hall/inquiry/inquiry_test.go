package inquiry_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/inquiry"
	"bianmin/hall/journal"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func bodies() []hall.Body {
	return []hall.Body{
		inquiry.Opening{
			No: hall.NewRecordNo(inquiry.Letter, hall.DayOf(morning), "A7", 1), Hall: "431322112000", Day: hall.DayOf(morning),
			Asked: inquiry.Question{Text: "要带什么", How: "当面"},
		},
		inquiry.Offer{To: "luo", Reason: "他管"},
		inquiry.Offer{To: "luo"},
		inquiry.Take{},
		inquiry.Assignment{To: "xiao", Reason: "请假"},
		inquiry.Reply{Answer: "带户口簿"},
		inquiry.Lead{Case: "c1"},
	}
}

func entry(t interface{ Fatal(...any) }, n int, actor string, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "q1", Actor: actor, At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Whatever is done, the duty is always in one pair of hands, and only a taking or an
// assignment moves it.
func TestTheDutyIsAlwaysSomebodys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := bodies()
		var s, again fold.Subject
		holder := ""
		for n, pick := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 1, 15).Draw(t, "acts") {
			actor := rapid.SampledFrom([]string{"liu", "luo", "xiao"}).Draw(t, "actor")
			e := entry(t, n, actor, all[pick])
			verdict := s.Judge(e)[0]
			again.Judge(e)
			if s.Record == nil {
				continue
			}
			q := s.Record.(*inquiry.Inquiry)
			if q.Holder == "" || q.Chain[len(q.Chain)-1] != q.Holder {
				t.Fatalf("holder %q of chain %v", q.Holder, q.Chain)
			}
			moved := verdict.Status == hall.StatusApplied && (e.Kind == string(inquiry.KindOpened) ||
				e.Kind == string(inquiry.KindTaken) || e.Kind == string(inquiry.KindAssigned))
			if !moved && holder != "" && q.Holder != holder {
				t.Fatalf("%s (%s) moved the duty", e.Kind, verdict.Status)
			}
			holder = q.Holder
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			t.Fatal("replicas differ")
		}
	})
}

func TestWhatDoesNotFitIsShown(t *testing.T) {
	var s fold.Subject
	all := bodies()
	for n, c := range []struct {
		body hall.Body
		want hall.Status
	}{
		{all[3], hall.StatusHeld}, // before it is opened
		{all[0], hall.StatusApplied},
	} {
		if v := s.Judge(entry(t, n, "liu", c.body)); v[0].Status != c.want {
			t.Errorf("%d: %+v", n, v)
		}
	}
	q := s.Record.(*inquiry.Inquiry)
	if len(q.Conflicts()) != 1 || q.Holder != "liu" { // the taking that waited fits no offer
		t.Errorf("%+v", q)
	}
	if v := s.Judge(entry(t, 5, "liu", all[2])); v[0].Status != hall.StatusRejected {
		t.Errorf("an offer without a reason: %+v", v)
	}
	if v := s.Judge(entry(t, 6, "liu", all[5])); v[0].Status != hall.StatusApplied {
		t.Errorf("answered: %+v", v)
	}
	if v := s.Judge(entry(t, 7, "liu", all[5])); v[0].Status != hall.StatusConflict || v[0].Next == "" {
		t.Errorf("answered twice: %+v", v)
	}
}
