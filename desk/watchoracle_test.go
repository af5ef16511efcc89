package desk_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/watch"
	"bianmin/hall/workday"
)

// oracle says which cards there must be, in the plainest way: it walks day by day, knows
// nothing of hall/watch, and remembers.
type oracle struct {
	cal   workday.Calendar
	must  map[string]string // case, rule, clock and last day → who is responsible
	pairs map[string]bool   // yellow cards that a red one counts
	reds  int
}

func (o *oracle) works(d hall.Date) bool {
	works, err := o.cal.IsWorkday(d)
	if err != nil {
		return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
	}
	return works
}

func (o *oracle) left(today, last hall.Date) int {
	n := 0
	for d := today.AddDays(1); !d.After(last); d = d.AddDays(1) {
		if o.works(d) {
			n++
		}
	}
	for d := last.AddDays(1); !d.After(today); d = d.AddDays(1) {
		if o.works(d) {
			n--
		}
	}
	if last.Before(today) && n == 0 {
		return -1
	}
	return n
}

// look notes what must have been raised on a case by now, on who holds it: a card once raised
// stays with who held it then.
func (o *oracle) look(c *hall.Case, today hall.Date) {
	must := func(rule, clock string, d *hall.Due) {
		if key := fmt.Sprintf("%s %s %s %s", c.No, rule, clock, d.Last); o.must[key] == "" {
			o.must[key] = c.Holder
		}
	}
	p, s, stop := c.Clocks.Promised, c.Clocks.Statutory, c.Clocks.Moved.Stop
	fresh := c.State == hall.StateReceived || c.State == hall.StateSupplied
	works := c.State == hall.StateAccepted || c.State == hall.StateAided || c.State == hall.StateInProgress
	moves := works || fresh || c.State == hall.StateDecided && (p != nil || c.Clocks.DeliverBy != nil)
	owed := slices.Clone(c.Papers.Deferred)
	if c.State == hall.StateAided && len(c.Papers.Owed) > 0 {
		owed = append(owed, hall.Owing{By: c.Work.Aid.OwedBy})
	}
	slices.SortFunc(owed, func(a, b hall.Owing) int { return a.By.Compare(b.By) })
	if moves && len(owed) > 0 && o.left(today, owed[0].By) < 0 {
		must("owed.late", "owed", &hall.Due{Last: owed[0].By})
	}
	switch {
	case works && stop != nil:
		if o.left(today, stop.Planned.Last) < 0 {
			must("stop.over", "stop", &stop.Planned)
		}
	case works:
		o.running(p, s, today, must)
	case c.State == hall.StateDecided || c.State == hall.StateCompleted:
		next := c.Clocks.DeliverBy
		if c.State == hall.StateDecided && p != nil && (next == nil || p.Last.Before(next.Last)) {
			next = p
		}
		if next == nil {
			return
		}
		if l := o.left(today, next.Last); l < 0 {
			must("step.late", "step", next)
		} else if l <= 1 {
			must("clock.last", "step", next)
		}
	case fresh && (c.Rules.Mode == hall.ModeDecide || c.Rules.Mode == hall.ModeForward):
		l, late := o.left(today, c.Clocks.NoticeBy.Last), "notice.late"
		if c.Rules.Type == "行政许可" {
			late = "notice.missed"
		}
		if l < 0 {
			must(late, "notice", c.Clocks.NoticeBy)
		} else if l <= 1 {
			must("clock.last", "notice", c.Clocks.NoticeBy)
		}
	case fresh:
		if l := o.left(today, c.Clocks.HandOverBy.Last); l < 0 {
			must("handover.late", "handover", c.Clocks.HandOverBy)
		} else if l <= 1 {
			must("clock.last", "handover", c.Clocks.HandOverBy)
		}
	}
}

// running is what must be raised while the limits of a case run.
func (o *oracle) running(p, s *hall.Due, today hall.Date, must func(rule, clock string, d *hall.Due)) {
	lead, name := p, "promised"
	if p == nil || s != nil && s.Last.Before(p.Last) {
		lead, name = s, "statutory"
	}
	if lead == nil {
		return
	}
	if l := o.left(today, lead.Last); l == 0 || l == 1 {
		must("clock.last", name, lead)
	} else if l > 1 && lead.Limit.N >= 3 && l*3 <= lead.Limit.N {
		must("clock.third", name, lead)
	}
	if p != nil && o.left(today, p.Last) < 0 {
		must("promised.past", "promised", p)
	}
	if p != nil && o.left(today, p.Last) < -3 {
		must("promised.long", "promised", p)
	}
	if s != nil && o.left(today, s.Last) < 0 {
		must("statutory.past", "statutory", s)
	}
}

// count adds the red cards that unanswered yellow ones make.
func (o *oracle) count(cards []*watch.Card, today hall.Date) {
	slices.SortFunc(cards, func(a, b *watch.Card) int {
		if n := a.Day.Compare(b.Day); n != 0 {
			return n
		}
		return strings.Compare(a.ID, b.ID)
	})
	first := map[string]string{}
	for _, c := range cards {
		if c.Level != hall.YellowCard || c.State != watch.Raised || o.pairs[c.ID] || !today.After(c.AnswerBy.Last) {
			continue
		}
		if one, waiting := first[c.Responsible]; waiting {
			o.pairs[one], o.pairs[c.ID] = true, true
			o.reds++
			delete(first, c.Responsible)
			continue
		}
		first[c.Responsible] = c.ID
	}
}

// TestTheWatchRaisesJustWhatIsDue lets a hall live by random clocks and acts, and compares
// all cards with the oracle's after every watch. None may be missing, too many, gone, or on
// another person than the one who held the case.
func TestTheWatchRaisesJustWhatIsDue(t *testing.T) {
	r := openRoomAt(t, time.Date(2026, 1, 26, 9, 0, 0, 0, workday.Beijing()))
	cal, err := r.Desk.Calendar(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o := &oracle{cal: cal, must: map[string]string{}, pairs: map[string]bool{}}
	held := map[string]string{} // case id → who took it in
	began, rounds := time.Now(), 0
	rapid.Check(t, func(rt *rapid.T) {
		if time.Since(began) > 5*time.Second { // bounded on a busy machine
			return
		}
		r.takeSome(t, rt, held)
		for range rapid.IntRange(1, 8).Draw(rt, "turns") {
			if len(held) > 0 && rapid.IntRange(0, 3).Draw(rt, "somebody works") == 0 {
				id := rapid.SampledFrom(slices.Sorted(maps.Keys(held))).Draw(rt, "case")
				_, _ = rapid.SampledFrom(steps()).Draw(rt, "act").do(t.Context(), r.director, id) // may be unlawful now
			}
			r.clock.set(r.clock.read().Add(time.Duration(rapid.IntRange(1, 40).Draw(rt, "hours")) * time.Hour))
			rounds++
			r.compare(t, rt, o, held)
		}
	})
	r.sound(t)
	met := map[watch.Rule]int{}
	for _, c := range r.cards(t, desk.CardFilter{}) {
		met[c.Rule]++
	}
	t.Logf("%d rounds: %v", rounds, met)
	if rounds > 100 && len(met) < 5 { // which of the nine come up is luck; hardly any would show nothing
		t.Errorf("only %v were met: the run does not show much", met)
	}
}

// takeSome takes a case in, and mostly accepts it where that is lawful.
func (r *room) takeSome(t *testing.T, rt *rapid.T, held map[string]string) {
	who := rapid.SampledFrom([]*desk.Session{r.director, r.agent}).Draw(rt, "who")
	in := desk.Intake{Matter: rapid.SampledFrom([]string{"GH-01", "MZ-06", "YB-02", "BX-01", "RS-01"}).Draw(rt, "matter"), Applicant: applicant("王福生")}
	if who == r.agent {
		in.Mode, in.Agent = hall.ByProxy, "luo"
	}
	taken, err := who.Intake(t.Context(), in)
	if hall.KindOf(err) == hall.Internal && err != nil {
		rt.Fatal(err)
	}
	if err != nil {
		return
	}
	held[taken.Case.ID] = who.Me().ID
	if taken.Case.Rules.Mode.MayAccept() && rapid.IntRange(0, 3).Draw(rt, "accepted") > 0 {
		if _, err := r.director.Accept(t.Context(), taken.Case.ID, ""); err != nil {
			rt.Fatal(err)
		}
	}
}

func (r *room) compare(t *testing.T, rt *rapid.T, o *oracle, held map[string]string) {
	today := r.Desk.Today()
	for id := range held {
		c, err := r.director.Case(t.Context(), id)
		if err != nil {
			rt.Fatal(err)
		}
		if o.look(c, today); c.NextDue() == nil && !c.State.Open() || len(held) > 12 && c.State == hall.StateNoticed {
			delete(held, id)
		}
	}
	r.watchNow(rt, r.Desk)
	all := r.cards(t, desk.CardFilter{})
	have, reds := map[string]string{}, 0
	for _, c := range all {
		if c.Rule == watch.RuleUnanswered {
			reds++
			continue
		}
		if c.Inputs.Due == nil {
			continue // raised by an act, a notice that adds: no clock of the oracle
		}
		have[fmt.Sprintf("%s %s %s %s", c.About.No, c.Rule, c.Inputs.Clock, c.Inputs.Due.Last)] = c.Responsible
	}
	if !maps.Equal(have, o.must) {
		for key, who := range o.must {
			if have[key] != who {
				rt.Errorf("missing or of another: %s, %s, have %q", key, who, have[key])
			}
		}
		for key := range have {
			if o.must[key] == "" {
				rt.Errorf("too many: %s", key)
			}
		}
		rt.FailNow()
	}
	if o.count(all, today); reds != o.reds {
		rt.Fatalf("%d red cards for unanswered ones, want %d", reds, o.reds)
	}
	if n := r.watchNow(rt, r.Desk); n != 0 {
		rt.Fatalf("the second watch wrote %d", n)
	}
	if len(all) > 0 && all[len(all)-1].Level == hall.YellowCard && all[len(all)-1].State == watch.Raised && today.Day()%2 == 0 {
		who := map[string]*desk.Session{"liu": r.director, "luo": r.agent}[all[len(all)-1].Responsible]
		if _, err := who.AnswerCard(t.Context(), all[len(all)-1].ID, "已补办"); err != nil {
			rt.Fatal(err)
		}
	}
}
