package bag_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/assets/calendar"
	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func opening() bag.Opening {
	day := hall.DayOf(morning)
	return bag.Opening{
		No: hall.NewRecordNo(bag.Letter, day, "A7", 1), Hall: "431322112000", Day: day, Agent: "luo", Handling: bag.Proxy,
		Principal: hall.Person{Name: "彭满秀"}, Matter: hall.MatterName{Code: "MZ-06", Name: "高龄津贴申领"},
		Mandate: bag.Mandate{Signed: bag.Signature, Scope: "代交材料", On: day}, ZeroFee: bag.ZeroFee{Declared: true, On: day},
	}
}

func book(copies int) []hall.Material { return []hall.Material{{Name: "户口簿", Copy: copies}} }

// bodies are all acts, on few papers, so that many sequences fit.
func bodies() []hall.Body {
	result := []hall.Material{{Name: "审批表", Original: 1}}
	day := hall.DayOf(morning)
	return []hall.Body{
		opening(),
		bag.Link{Case: "c1"},
		bag.Packing{By: "luo", Papers: book(2)},
		bag.Packing{By: "luo", Papers: book(1), Shown: []string{"居民身份证"}},
		bag.Packing{By: "luo", Shown: []string{"居民身份证"}},
		bag.Sealing{Code: "F1"},
		bag.Sealing{Code: "F1"},
		bag.Sealing{Code: "F1"},
		bag.Unsealing{Reason: "漏放", Witnesses: []string{"村支书"}},
		bag.Offer{To: bag.OfCounter("")},
		bag.Offer{To: bag.OfCounter("1号窗口"), List: "t1"},
		bag.Offer{To: bag.OfStaff("xiao")},
		bag.Taking{By: bag.OfCounter("1号窗口")},
		bag.Taking{By: bag.OfCounter("1号窗口"), List: "t1"},
		bag.Taking{By: bag.OfStaff("xiao")},
		bag.Staying{Reason: "不去了"},
		bag.Staying{Reason: "不符", List: "t1"},
		bag.Assignment{To: "luo", Reason: "请假"},
		bag.HandingIn{At: bag.OfCounter("1号窗口"), Case: "c1", Papers: book(1)},
		bag.HandingIn{At: bag.OfOffice("县残联"), Case: "c1", Papers: book(2), Receipt: "7号"},
		bag.Fetching{By: "luo", Results: result},
		bag.Fetching{By: "luo", Back: book(1)},
		bag.Returning{To: "本人", Signed: bag.Fingerprint, Papers: book(1)},
		bag.Returning{To: "本人", Signed: bag.Signature, Papers: result},
		bag.Returning{To: "联系人", Signed: bag.Signature, Papers: book(2)},
		bag.Losing{Papers: book(1), Noticed: day, Reported: "主任", What: "风吹走"},
		bag.Losing{Papers: book(2), Whole: true, Noticed: day, Reported: "主任", What: "忘在车上"},
		bag.Losing{Papers: book(1), FromCase: true, Noticed: day, Reported: "主任", What: "柜子里没有"},
		bag.Finding{Loss: 1, Papers: book(1)},
		bag.Finding{Loss: 2, Papers: book(1)},
		bag.Remedy{Loss: 1, How: "补办"},
		bag.Remedy{Loss: 2, How: "补办"},
		bag.Closing{},
		bag.Closing{Why: "不办了"},
	}
}

func entry(t interface{ Fatal(...any) }, n int, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "b1", Actor: "luo", At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// movers are the kinds that may move a bag.
func movers() []hall.Kind {
	return []hall.Kind{bag.KindOpened, bag.KindPacked, bag.KindTaken, bag.KindAssigned, bag.KindHandedIn, bag.KindFetched, bag.KindReturned}
}

// Whatever is done, a bag is in exactly one pair of hands, only an acceptance moves it, and its
// contents are conserved.
func TestABagIsInOnePairOfHands(t *testing.T) {
	all := bodies()
	applied := map[hall.Kind]int{}
	rapid.Check(t, func(t *rapid.T) {
		var s, again fold.Subject
		var before *bag.Bag
		for n := range rapid.IntRange(5, 25).Draw(t, "length") {
			pick := next(t, s, all)
			e := entry(t, n, all[pick])
			verdict := s.Judge(e)[0]
			again.Judge(e)
			b := s.Record.(*bag.Bag)
			if verdict.Status == hall.StatusApplied {
				applied[hall.Kind(e.Kind)]++
			}
			checkHands(t, before, b, e, verdict.Status)
			p := b.Papers
			if !bag.Same(bag.Sum(p.Packed, p.Results), bag.Sum(bag.Sum(p.Inside, p.Case), bag.Sum(p.Back, p.Lost))) {
				t.Fatalf("after %s contents are not conserved: %+v", e.Kind, p)
			}
			if taking, ok := all[pick].(bag.Taking); ok && verdict.Status == hall.StatusApplied {
				if o := before.Custody.Offer; o == nil || o.List != taking.List {
					t.Fatalf("taken with list %q what was offered as %+v", taking.List, o)
				}
				second := s.Judge(entry(t, 1000+n, taking))[0] // the second taker
				if second.Status != hall.StatusConflict || second.Next == "" {
					t.Fatalf("taken twice: %+v", second)
				}
				again.Judge(entry(t, 1000+n, taking))
				b = s.Record.(*bag.Bag)
			}
			before = b
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			t.Fatal("replicas differ")
		}
	})
	if testing.Short() { // a few random runs need not get everywhere
		return
	}
	for kind := range bag.Room().Kinds { // a test that never gets there proves nothing
		if applied[kind] == 0 {
			t.Errorf("no sequence applied %s", kind)
		}
	}
}

// next is the act to do: the opening first, then mostly one that fits, so that sequences get far.
func next(t *rapid.T, s fold.Subject, all []hall.Body) int {
	if s.Record == nil {
		return 0
	}
	if rapid.IntRange(0, 3).Draw(t, "blind") == 0 {
		return rapid.IntRange(0, len(all)-1).Draw(t, "act")
	}
	var fit []int
	for i, b := range all {
		trial := s // judging leaves it as it was
		ends := b.Kind() == bag.KindClosed || b.Kind() == bag.KindReturned
		if trial.Judge(entry(t, 5000, b))[0].Status == hall.StatusApplied && (!ends || rapid.IntRange(0, 4).Draw(t, "end") == 0) {
			fit = append(fit, i)
		}
	}
	if len(fit) == 0 {
		return rapid.IntRange(0, len(all)-1).Draw(t, "act")
	}
	return rapid.SampledFrom(fit).Draw(t, "fitting")
}

func checkHands(t *rapid.T, before, b *bag.Bag, e journal.Entry, status hall.Status) {
	h := b.Custody.Holder
	switch {
	case h.At == "" || (h.At == bag.AtPrincipal) != (h.Who == ""):
		t.Fatalf("after %s the holder is %+v", e.Kind, h)
	case b.Custody.Chain[len(b.Custody.Chain)-1] != h:
		t.Fatalf("after %s the holder %+v is not the last of %v", e.Kind, h, b.Custody.Chain)
	case before == nil:
		return
	}
	moved := before.Custody.Holder != h
	if moved && (status != hall.StatusApplied || !slices.Contains(movers(), hall.Kind(e.Kind))) {
		t.Fatalf("%s (%s) moved the bag from %+v to %+v", e.Kind, status, before.Custody.Holder, h)
	}
	if moved && before.Seal == "" && e.Kind == string(bag.KindTaken) {
		t.Fatal("an open bag travelled")
	}
	if b.State == bag.Closed && (len(b.Papers.Inside) > 0 || b.HasLoss()) {
		t.Fatalf("closed with %+v", b.Papers)
	}
}

func TestLegsGetLate(t *testing.T) {
	cal := china(t)
	var s fold.Subject
	by := bag.HandInBy(cal, morning)
	if by.Last.String() != "2026-11-25" {
		t.Fatalf("hand in by %s", by.Last)
	}
	for n, b := range []hall.Body{opening(), bag.Packing{By: "luo", Papers: book(1), HandInBy: &by}} {
		s.Judge(entry(t, n, b))
	}
	carried := s.Record.(*bag.Bag)
	for _, tt := range []struct {
		situation, on string
		left          int
		card          hall.CardLevel
	}{
		{"the day it began", "2026-11-23", 2, hall.NoCard},
		{"the last day", "2026-11-25", 0, hall.NoCard},
		{"late by one day", "2026-11-26", -1, hall.BlueCard},
		{"late by two days", "2026-11-27", -2, hall.YellowCard},
	} {
		day, err := workday.ParseDate(tt.on)
		if err != nil {
			t.Fatal(err)
		}
		if got := carried.LegStanding(cal, day); got.Left != tt.left || got.Card != tt.card {
			t.Errorf("%s: %d left, %q", tt.situation, got.Left, got.Card)
		}
	}
	if f := carried.Facts(); f.Due != by.Last || f.Owner != "luo" || !f.Open {
		t.Errorf("facts %+v", f)
	}
	// A second paper does not restart the leg; a counter ends it, and giving back goes on with it.
	later := bag.HandInBy(cal, morning.AddDate(0, 0, 7))
	for n, b := range []hall.Body{
		bag.Packing{By: "luo", Papers: book(1), HandInBy: &later},
		bag.Sealing{Code: "F1"},
		bag.Offer{To: bag.OfCounter("")},
		bag.Taking{By: bag.OfCounter("1号窗口")},
	} {
		s.Judge(entry(t, 10+n, b))
	}
	at := s.Record.(*bag.Bag)
	if at.NextDue() != nil || at.Legs.HandedInOn != hall.DayOf(morning) || at.StageOf(false) != bag.StageHandedIn || at.Facts().Owner != "luo" {
		t.Errorf("at the counter: %+v", at.Legs)
	}
	for n, b := range []hall.Body{bag.Offer{To: bag.OfStaff("luo")}, bag.Taking{By: bag.OfStaff("luo")}} {
		s.Judge(entry(t, 20+n, b))
	}
	if back := s.Record.(*bag.Bag); back.NextDue() == nil || back.NextDue().Last != by.Last || !back.Legs.HandedInOn.IsZero() {
		t.Errorf("given back by the counter: %+v", back.Legs)
	}
}

func TestReturnAndFetchLimits(t *testing.T) {
	cal := china(t)
	if by := bag.ReturnBy(cal, morning); by.Last.String() != "2026-11-26" || by.Provisional() {
		t.Errorf("return by %+v", by)
	}
	if by := bag.FetchBy(cal, morning); by.Last.String() != "2026-11-25" {
		t.Errorf("fetch by %+v", by)
	}
	if by := bag.ReturnBy(cal, time.Date(2035, 1, 4, 1, 0, 0, 0, time.UTC)); !by.Provisional() {
		t.Error("a year without a schedule is firm")
	}
}

func TestOpeningLacks(t *testing.T) {
	for name, change := range map[string]func(*bag.Opening){
		"no principal":                func(o *bag.Opening) { o.Principal.Name = "" },
		"no agent":                    func(o *bag.Opening) { o.Agent = "" },
		"no matter":                   func(o *bag.Opening) { o.Matter.Code = "" },
		"only announced":              func(o *bag.Opening) { o.Handling = bag.Announce },
		"unknown handling":            func(o *bag.Opening) { o.Handling = "自办" },
		"no zero-fee declaration":     func(o *bag.Opening) { o.ZeroFee = bag.ZeroFee{} },
		"a mandate signed by nobody":  func(o *bag.Opening) { o.Mandate.Signed = "" },
		"a mandate without a scope":   func(o *bag.Opening) { o.Mandate.Scope = " " },
		"signed for without witness":  func(o *bag.Opening) { o.Mandate.Signed = bag.ForAnother },
		"a number of another letter?": func(o *bag.Opening) { o.No = "D2026" },
	} {
		o := opening()
		change(&o)
		if o.Complete() == nil {
			t.Errorf("%s is complete", name)
		}
	}
	if err := opening().Complete(); err != nil {
		t.Error(err)
	}
	witnessed := opening()
	witnessed.Mandate.Signed, witnessed.Mandate.Witness = bag.ForAnother, "村支书"
	if err := witnessed.Complete(); err != nil {
		t.Error(err)
	}
}

func china(t *testing.T) workday.Calendar {
	t.Helper()
	years, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	cal, err := workday.New(years...)
	if err != nil {
		t.Fatal(err)
	}
	return cal
}
