package trip_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/trip"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func listing(bags ...string) trip.Listing {
	b := trip.Listing{
		No: hall.NewRecordNo(trip.Letter, hall.DayOf(morning), "A7", 1), Hall: "431322112000", Day: hall.DayOf(morning),
		From: bag.OfStaff("luo"), To: bag.OfCounter(""),
	}
	for _, id := range bags {
		b.Bags = append(b.Bags, trip.Line{Bag: id})
	}
	return b
}

func entry(t interface{ Fatal(...any) }, n int, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "t1", Actor: "luo", At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func taken(ids ...string) []trip.Reply {
	var out []trip.Reply
	for _, id := range ids {
		out = append(out, trip.Reply{Bag: id, Answer: trip.Taken})
	}
	return out
}

// Whatever is done with a list, its bags stay those it was drawn up with, and it is answered at
// most once, for every bag.
func TestAListKeepsItsBags(t *testing.T) {
	here := bag.OfCounter("1号窗口")
	rapid.Check(t, func(t *rapid.T) {
		var s, again fold.Subject
		all := []hall.Body{
			trip.Handing{Signed: bag.Signature},
			trip.Handing{},
			trip.Receiving{By: here, Replies: taken("b1", "b2")},
			trip.Receiving{By: here, Replies: taken("b1")},
			trip.Receiving{By: here, Replies: taken("b1", "b3")},
			trip.Receiving{By: bag.OfStaff("xiao"), Replies: taken("b1", "b2")},
			trip.Receiving{By: here, Replies: []trip.Reply{{Bag: "b1", Answer: trip.Taken}, {Bag: "b2", Answer: trip.Differs, Why: "封条破了"}}},
			trip.Receiving{By: here, Replies: []trip.Reply{{Bag: "b1", Answer: trip.Taken}, {Bag: "b2", Answer: trip.Refused}}},
			trip.Dropping{Why: "不去了"},
		}
		bodies := append([]hall.Body{listing("b1", "b2")}, rapid.SliceOfN(rapid.SampledFrom(all), 1, 8).Draw(t, "acts")...)
		answered := 0
		for n, b := range bodies {
			e := entry(t, n, b)
			if v := s.Judge(e)[0]; v.Status == hall.StatusApplied && b.Kind() == trip.KindReceived {
				answered++
			}
			again.Judge(e)
		}
		got := s.Record.(*trip.Trip)
		if len(got.Bags) != 2 || got.Bags[0].Bag != "b1" || got.Bags[1].Bag != "b2" || answered > 1 {
			t.Fatalf("answered %d times: %+v", answered, got.Bags)
		}
		for _, l := range got.Bags {
			if (l.Answer != "") != (got.State == trip.Received) {
				t.Fatalf("%s and answered %q", got.State, l.Answer)
			}
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			t.Fatal("replicas differ")
		}
	})
}

func TestTheSecondAnswerIsAConflict(t *testing.T) {
	var s fold.Subject
	first := trip.Receiving{By: bag.OfCounter("1号窗口"), Replies: taken("b1")}
	second := trip.Receiving{By: bag.OfCounter("2号窗口"), Replies: taken("b1")}
	for n, b := range []hall.Body{listing("b1"), trip.Handing{Signed: bag.Signature}, first} {
		if v := s.Judge(entry(t, n, b)); v[0].Status != hall.StatusApplied {
			t.Fatalf("%d: %+v", n, v)
		}
	}
	v := s.Judge(entry(t, 9, second))
	got := s.Record.(*trip.Trip)
	if v[0].Status != hall.StatusConflict || v[0].Next == "" || got.By.Who != "1号窗口" || len(got.Conflicts()) != 1 {
		t.Errorf("%+v, answered by %+v", v, got.By)
	}
}

func TestListsThatCannotBe(t *testing.T) {
	for name, change := range map[string]func(*trip.Listing){
		"no bags":            func(b *trip.Listing) { b.Bags = nil },
		"a bag twice":        func(b *trip.Listing) { b.Bags = append(b.Bags, b.Bags[0]) },
		"to the giver":       func(b *trip.Listing) { b.To = b.From },
		"to the principal":   func(b *trip.Listing) { b.To = bag.OfPrincipal() },
		"from any counter":   func(b *trip.Listing) { b.From = bag.OfCounter("") },
		"answered before":    func(b *trip.Listing) { b.Bags[0].Answer = trip.Taken },
		"to an office":       func(b *trip.Listing) { b.To = bag.OfOffice("县残联") },
		"without its number": func(b *trip.Listing) { b.No = "" },
	} {
		b := listing("b1", "b2")
		change(&b)
		if b.Complete() == nil {
			t.Errorf("%s is complete", name)
		}
	}
}
