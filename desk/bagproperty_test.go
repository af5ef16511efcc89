package desk_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/trip"
)

// ledger is the test's own book of the bags: what was put in, by the acts that were allowed.
type ledger struct {
	t     *testing.T
	r     *room
	xiao  *desk.Session
	bags  []string
	lists []string
	cases map[string]string // bag to case
	came  map[string][]hall.Material
	done  map[string]int // acts allowed, by name
}

// TestPapersAreConserved does anything to two bags through the desk, on a real store: each is
// always in one pair of hands, nothing in it appears or vanishes, and a list moves its own bags only.
func TestPapersAreConserved(t *testing.T) {
	r := openRoom(t)
	began := time.Now()
	done, runs := map[string]int{}, 0
	rapid.Check(t, func(rt *rapid.T) {
		if time.Since(began) > 8*time.Second { // bounded on a busy machine
			return
		}
		runs++
		l := &ledger{t: t, r: r, xiao: signIn(t, r.Station, "xiao"), cases: map[string]string{}, came: map[string][]hall.Material{}, done: done}
		for range 2 {
			b := openBag(t, r.agent, errand("luo"))
			l.bags = append(l.bags, b.ID)
			l.cases[b.ID] = proxyCase(t, r, "MZ-06").ID
		}
		for range rapid.IntRange(10, 40).Draw(rt, "length") {
			l.step(rt)
		}
	})
	for _, act := range []string{"pack", "seal", "offer", "take", "list", "hand", "receive", "hand in", "fetch", "return", "lose", "find", "remedy", "close"} {
		if done[act] == 0 && runs > 30 {
			t.Errorf("no one of %d sequences came to %s", runs, act)
		}
	}
	r.sound(t) // what is stored is the fold of the journal
}

func (l *ledger) step(rt *rapid.T) {
	id := rapid.SampledFrom(l.bags).Draw(rt, "bag")
	before := l.holders()
	entries := l.r.entries(l.t)
	act, who := l.natural(l.bag(id))
	if len(act) == 0 || rapid.IntRange(0, 3).Draw(rt, "blind") == 0 {
		act = []string{
			"pack", "seal", "offer", "take", "list", "hand", "receive", "hand in", "decide", "fetch", "return", "lose", "find",
			"remedy", "assign", "keep", "unseal", "close",
		}
		who = rapid.SampledFrom([]*desk.Session{l.r.agent, l.r.director, l.xiao}).Draw(rt, "who")
	}
	what := rapid.SampledFrom(act).Draw(rt, "act")
	l.check(rt, what, who, id, before, entries)
}

// natural is what would go on with a bag, and who does it, so that sequences get far.
func (l *ledger) natural(b *bag.Bag) ([]string, *desk.Session) {
	holder := map[string]*desk.Session{"luo": l.r.agent, "xiao": l.xiao}[b.Custody.Holder.Who]
	if b.Custody.Holder.At == bag.AtWindow {
		holder = l.r.director
	}
	o := b.Custody.Offer
	switch {
	case b.HasLoss():
		return []string{"find", "remedy"}, l.r.director
	case b.State == bag.Waiting:
		return []string{"pack"}, l.r.agent
	case o != nil && o.List != "" && o.To.At == bag.AtWindow:
		return []string{"receive"}, l.r.director
	case o != nil && o.To.At == bag.AtWindow:
		return []string{"take", "hand in"}, l.r.director
	case o != nil:
		return []string{"take", "receive"}, map[string]*desk.Session{"luo": l.r.agent, "xiao": l.xiao}[o.To.Who]
	case b.State == bag.HandedIn:
		return []string{"decide", "fetch", "fetch"}, map[string]*desk.Session{"luo": l.r.agent, "xiao": l.xiao}[b.Errand.Agent]
	case b.State == bag.AtCounter:
		return []string{"hand in", "hand in", "offer"}, l.r.director
	case b.State == bag.Returned:
		return []string{"close"}, holderOr(holder, l.r.director)
	case b.State == bag.Fetched:
		return []string{"return", "return", "return", "lose"}, holder
	case b.State == bag.Carried && b.Seal == "":
		return []string{"pack", "seal", "seal", "seal", "seal", "lose"}, holder
	case b.State == bag.Carried:
		return []string{"offer", "offer", "offer", "list", "hand", "hand", "unseal", "lose"}, holder
	}
	return nil, nil
}

func holderOr(s, other *desk.Session) *desk.Session {
	if s == nil {
		return other
	}
	return s
}

func (l *ledger) check(rt *rapid.T, act string, who *desk.Session, id string, before map[string]bag.Hand, entries int64) {
	moved, err := l.do(rt, act, who, id)
	if err != nil {
		if k := hall.KindOf(err); k == hall.Internal {
			rt.Fatalf("%s: %v", act, err)
		}
		if l.r.entries(l.t) != entries {
			rt.Fatalf("%s was refused and left a trace", act)
		}
	} else {
		l.done[act]++
	}
	for _, other := range l.bags {
		b := l.bag(other)
		if h := b.Custody.Holder; h.At == "" || (h.At == bag.AtPrincipal) != (h.Who == "") {
			rt.Fatalf("after %s a bag is with %+v", act, h)
		}
		p := b.Papers
		if all := bag.Sum(bag.Sum(p.Inside, p.Case), bag.Sum(p.Back, p.Lost)); !bag.Same(l.came[other], all) {
			rt.Fatalf("after %s: %v came in, there are %v", act, l.came[other], all)
		}
		if before[other] != b.Custody.Holder && (err != nil || !moved[other]) {
			rt.Fatalf("%s moved a bag it is not about", act)
		}
		if len(b.Conflicts()) > 0 {
			rt.Fatalf("after %s the store has a conflict", act)
		}
	}
}

// do does one act; it returns the bags the act may move. It is long: a line for each act.
func (l *ledger) do(rt *rapid.T, act string, s *desk.Session, id string) (map[string]bool, error) {
	ctx, only := l.t.Context(), map[string]bool{id: true}
	result := []hall.Material{{Name: "审批表", Original: 1}}
	switch act {
	case "pack":
		n := rapid.IntRange(1, 3).Draw(rt, "copies")
		_, err := s.PackBag(ctx, id, papersOf(n), nil)
		if err == nil {
			l.came[id] = bag.Sum(l.came[id], papersOf(n))
		}
		return only, err
	case "seal":
		_, err := s.SealBag(ctx, id, "")
		return only, err
	case "unseal":
		_, err := s.OpenSealedBag(ctx, id, "漏放", []string{"村支书"})
		return nil, err
	case "offer":
		to := rapid.SampledFrom([]bag.Hand{bag.OfCounter(""), bag.OfStaff("xiao"), bag.OfStaff("luo")}).Draw(rt, "to")
		_, err := s.OfferBag(ctx, id, to, "")
		return nil, err
	case "take":
		_, err := s.TakeBag(ctx, id)
		if err == nil {
			if _, again := s.TakeBag(ctx, id); hall.KindOf(again) != hall.Unlawful || again == nil {
				rt.Fatalf("taken twice: %v", again)
			}
		}
		return only, err
	case "keep":
		_, err := s.KeepBag(ctx, id, "不去了")
		return nil, err
	case "assign":
		_, err := s.AssignBag(ctx, id, "luo", "请假")
		return only, err
	case "list", "hand", "receive":
		return l.doTrip(rt, act, s, id)
	case "hand in":
		_, err := s.HandIn(ctx, id, bag.HandingIn{Case: l.cases[id], Papers: papersOf(1)})
		return only, err
	case "decide":
		_, err := l.r.director.Decline(ctx, l.cases[id], "不符合条件")
		return nil, err
	case "fetch":
		_, err := s.Fetch(ctx, id, result, nil)
		if err == nil {
			l.came[id] = bag.Sum(l.came[id], result)
		}
		return only, err
	case "return":
		_, err := s.ReturnBag(ctx, id, bag.Returning{})
		return only, err
	case "lose":
		loss := bag.Losing{Reported: "主任", What: "找不到", Whole: rapid.Bool().Draw(rt, "whole")}
		if !loss.Whole {
			loss.Papers = papersOf(1)
		}
		_, err := s.ReportLoss(ctx, id, loss)
		return nil, err
	case "find":
		_, err := s.FoundBag(ctx, id, bag.Finding{})
		return nil, err
	case "remedy":
		_, err := s.RemedyLoss(ctx, id, 0, "补办")
		return nil, err
	}
	_, err := s.CloseBag(ctx, id, "办完了")
	return nil, err
}

func (l *ledger) doTrip(rt *rapid.T, act string, s *desk.Session, id string) (map[string]bool, error) {
	ctx := l.t.Context()
	if act == "list" {
		to := rapid.SampledFrom([]bag.Hand{bag.OfCounter(""), bag.OfStaff("xiao")}).Draw(rt, "to")
		made, err := s.ListTrip(ctx, desk.TripOrder{To: to, Bags: []string{id}})
		if err == nil {
			l.lists = append(l.lists, made.ID)
		}
		return nil, err
	}
	if len(l.lists) == 0 {
		return nil, hall.Missing("还没有清单", "")
	}
	list := l.lists[len(l.lists)-1] // mostly the last one: the others are over
	if rapid.IntRange(0, 3).Draw(rt, "older") == 0 {
		list = rapid.SampledFrom(l.lists).Draw(rt, "trip")
	}
	if act == "hand" {
		_, err := s.HandTrip(ctx, list, "")
		return nil, err
	}
	var not []trip.Reply
	if rapid.Bool().Draw(rt, "differs") {
		not = append(not, trip.Reply{Bag: id, Answer: trip.Differs, Why: "封条破了"})
	}
	got, err := s.ReceiveTrip(ctx, list, not)
	moved := map[string]bool{}
	if err == nil {
		for _, line := range got.Bags {
			moved[line.Bag] = line.Answer == trip.Taken
		}
	}
	return moved, err
}

func (l *ledger) bag(id string) *bag.Bag {
	b, err := l.r.director.Bag(l.t.Context(), id)
	if err != nil {
		l.t.Fatal(err)
	}
	return b
}

func (l *ledger) holders() map[string]bag.Hand {
	out := map[string]bag.Hand{}
	for _, id := range l.bags {
		out[id] = l.bag(id).Custody.Holder
	}
	return out
}
