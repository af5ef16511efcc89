package hall_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/workday"
)

func date(t testing.TB, text string) hall.Date {
	t.Helper()
	d, err := workday.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// licence is a licence accepted on a day, with limits in working days (0 for none).
func licence(t testing.TB, cal workday.Calendar, accepted string, promised, statutory int) *hall.Case {
	t.Helper()
	r := received(hall.ModeDecide)
	r.Rules.Type, r.Rules.Limits = hall.Licence, hall.Limits{}
	if promised > 0 {
		r.Rules.Limits.Promised = &hall.Limit{N: promised, Unit: hall.Workday}
	}
	if statutory > 0 {
		r.Rules.Limits.Statutory = &hall.Limit{N: statutory, Unit: hall.Workday}
	}
	at := date(t, accepted).Start().Add(10 * time.Hour)
	r.NoticeBy, r.HandOverBy = hall.IntakeDuesOf(cal, r.Rules, at)
	c := step(t, nil, at, r)
	p, s := hall.AcceptDues(cal, r.Rules.RunningLimits(), at)
	return step(t, c, at, hall.Accepted{Promised: p, Statutory: s})
}

// step folds a body that must fit.
func step(t testing.TB, c *hall.Case, at time.Time, b hall.CaseBody) *hall.Case {
	t.Helper()
	n := 0
	if c != nil {
		n = len(c.History)
	}
	h := entry(t, n, "c1", b).Header
	h.At = at
	next, v := hall.JudgeCase(c, h, b)
	if v.Status != hall.StatusApplied {
		t.Fatalf("%s: %v", b.Kind(), v)
	}
	return next
}

// stop stops the clock from one day to another, as a desk would.
func stop(t testing.TB, cal workday.Calendar, c *hall.Case, from, until string) *hall.Case {
	t.Helper()
	c = step(t, c, date(t, from).Start(), hall.Suspended{
		Stop: hall.Stop{
			Kind: hall.StopHearing, Basis: "行政许可法 第四十五条", Approver: "zhang", From: date(t, from),
			Planned: hall.DueAfter(cal, date(t, from).Start(), hall.Limit{N: 5, Unit: hall.Workday}),
		},
		Told: hall.Told{How: "当面"},
	})
	if until == "" {
		return c
	}
	days := c.Over(date(t, until)).Recount(cal)
	return step(t, c, date(t, until).Start(), hall.Resumed{On: date(t, until), Promised: days.Promised, Statutory: days.Statutory})
}

func extend(t testing.TB, cal workday.Calendar, c *hall.Case, on string) *hall.Case {
	t.Helper()
	rule, err := c.Rules.ExtensionOf()
	if err != nil {
		t.Fatal(err)
	}
	x := hall.Extension{By: rule.Limit, Basis: rule.Basis, Reason: "复杂", Approver: "zhang", On: date(t, on)}
	days := c.Longer(x).Recount(cal)
	return step(t, c, date(t, on).Start(), hall.Extended{Extension: x, Told: hall.Told{How: "当面"}, Promised: days.Promised, Statutory: days.Statutory})
}

// The vectors of domain §3, and of stops: the working days after the start through the end do not count.
func TestVectorsOfTheClock(t *testing.T) {
	cal := years(t)
	for _, tt := range []struct {
		accepted string
		limit    int
		stops    [][2]string
		want     string
	}{
		{"2026-02-12", 5, nil, "2026-02-26"},
		{"2026-04-30", 5, nil, "2026-05-11"},
		{"2026-09-18", 3, nil, "2026-09-22"},
		{"2026-09-30", 20, nil, "2026-11-03"},
		{"2026-02-14", 5, nil, "2026-02-28"},
		{"2026-06-18", 1, nil, "2026-06-22"},
		{"2025-09-26", 5, nil, "2025-10-10"},
		{"2026-12-01", 10, nil, "2026-12-15"},
		{"2026-09-14", 20, [][2]string{{"2026-09-23", "2026-10-09"}}, "2026-10-26"},                               // over Mid-Autumn and National Day
		{"2026-02-09", 20, [][2]string{{"2026-02-13", "2026-02-24"}}, "2026-03-17"},                               // over the Spring Festival
		{"2026-04-27", 5, [][2]string{{"2026-04-30", "2026-05-06"}}, "2026-05-08"},                                // over May Day
		{"2026-11-23", 10, [][2]string{{"2026-11-25", "2026-11-25"}}, "2026-12-07"},                               // over the same day: nothing
		{"2026-11-23", 10, [][2]string{{"2026-11-28", "2026-11-29"}}, "2026-12-07"},                               // over a weekend: nothing
		{"2026-11-02", 20, [][2]string{{"2026-11-04", "2026-11-06"}, {"2026-11-16", "2026-11-20"}}, "2026-12-08"}, // twice
		{"2026-11-02", 5, [][2]string{{"2026-11-16", "2026-11-20"}}, "2026-11-09"},                                // begun when it was late already: moves nothing
	} {
		c := licence(t, cal, tt.accepted, 0, tt.limit)
		for _, s := range tt.stops {
			c = stop(t, cal, c, s[0], s[1])
		}
		if got := c.Clocks.Statutory.Last.String(); got != tt.want {
			t.Errorf("%s + %d over %v: %s, want %s", tt.accepted, tt.limit, tt.stops, got, tt.want)
		}
	}
}

// Stops and the extension count in the order they came, and days are counted over both.
func TestStopsAndTheExtensionTogether(t *testing.T) {
	cal := years(t)
	c := licence(t, cal, "2026-11-02", 5, 10) // 11-09 and 11-16
	c = extend(t, cal, c, "2026-11-13")
	if got := [2]string{c.Clocks.Promised.Last.String(), c.Clocks.Statutory.Last.String()}; got != [2]string{"2026-11-09", "2026-11-30"} {
		t.Fatalf("extended after the promise had passed: %v; what was broken stays broken", got)
	}
	c = stop(t, cal, c, "2026-11-18", "2026-11-20") // after the old day, before the new one
	if got := c.Clocks.Statutory.Last.String(); got != "2026-12-02" {
		t.Errorf("stopped within the extension: %s", got)
	}
	if first := c.Clocks.Moved.First; first.Statutory.Last.String() != "2026-11-16" {
		t.Errorf("the day printed at acceptance is lost: %s", first.Statutory.Last)
	}
	var what []hall.ClockWhat
	for _, s := range c.ExplainClock(cal) {
		what = append(what, s.What)
		if s.Text == "" {
			t.Errorf("%s explains nothing", s.What)
		}
	}
	if want := []hall.ClockWhat{hall.ClockStart, hall.ClockExtend, hall.ClockStop, hall.ClockDay, hall.ClockLaw}; !slices.Equal(what, want) {
		t.Errorf("explained as %v", what)
	}
}

func TestWhoMayBeExtendedByHowMuch(t *testing.T) {
	for _, tt := range []struct {
		name  string
		rules hall.Rules
		want  int
	}{
		{"a licence", hall.Rules{Type: hall.Licence}, 10},
		{"a licence handled together", hall.Rules{Type: hall.Licence, Intake: hall.IntakeRules{Joint: true}}, 15},
		{"an information request", hall.Rules{Type: hall.Information}, 20},
		{"a matter whose catalogue cites a rule", hall.Rules{Intake: hall.IntakeRules{Extension: &hall.ExtensionRule{Limit: hall.Limit{N: 10, Unit: hall.Workday}, Basis: "湖南省行政程序规定 第八十一条"}}}, 10},
		{"a matter without one", hall.Rules{Type: "行政给付"}, 0},
		{"a matter that cites nothing", hall.Rules{Intake: hall.IntakeRules{Extension: &hall.ExtensionRule{Limit: hall.Limit{N: 10, Unit: hall.Workday}}}}, 0},
	} {
		rule, err := tt.rules.ExtensionOf()
		if rule.Limit.N != tt.want || (err == nil) != (tt.want > 0) {
			t.Errorf("%s: %+v, %v", tt.name, rule, err)
		}
	}
}

func TestWhatStopsAClock(t *testing.T) {
	steps := hall.IntakeRules{Steps: []hall.StepRule{{Name: "经济状况核对", StopsClock: true, Basis: "某办法"}, {Name: "鉴定", StopsClock: true}, {Name: "公示"}}}
	for _, tt := range []struct {
		name  string
		rules hall.Rules
		kind  hall.StopKind
		step  string
		may   bool
	}{
		{"a hearing stops a licence", hall.Rules{Type: hall.Licence}, hall.StopHearing, "", true},
		{"a step of its rules stops no licence", hall.Rules{Type: hall.Licence, Intake: steps}, hall.StopStep, "经济状况核对", false},
		{"consultation stops no licence", hall.Rules{Type: hall.Licence}, hall.StopConsult, "", false},
		{"consultation stops an information request", hall.Rules{Type: hall.Information}, hall.StopConsult, "", true},
		{"a hearing stops no information request", hall.Rules{Type: hall.Information}, hall.StopHearing, "", false},
		{"a cited step stops its matter", hall.Rules{Intake: steps}, hall.StopStep, "经济状况核对", true},
		{"a step without a cited rule does not", hall.Rules{Intake: steps}, hall.StopStep, "鉴定", false},
		{"publicity does not", hall.Rules{Intake: steps}, hall.StopStep, "公示", false},
		{"a hearing stops no benefit", hall.Rules{Intake: steps}, hall.StopHearing, "", false},
	} {
		if err := tt.rules.MayStop(tt.kind, tt.step); (err == nil) != tt.may || (tt.rules.StopBasis(tt.kind, tt.step) != "") != tt.may {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestAStoppedCaseHasNoCardUntilItsPlanIsOver(t *testing.T) {
	cal := years(t)
	c := licence(t, cal, "2026-11-02", 5, 10)
	c = stop(t, cal, c, "2026-11-06", "") // planned to 11-13
	for _, tt := range []struct {
		day  string
		card hall.CardLevel
	}{{"2026-11-09", hall.NoCard}, {"2026-11-13", hall.NoCard}, {"2026-11-14", hall.YellowWarn}, {"2026-12-01", hall.YellowWarn}} {
		if got := c.StandingOn(cal, date(t, tt.day)); got.Card != tt.card {
			t.Errorf("%s: %q", tt.day, got.Card)
		}
	}
	if over, running := c.StopOver(); !running || over.String() != "2026-11-13" {
		t.Errorf("over on %s, %v", over, running)
	}
	days := c.Over(date(t, "2026-11-17")).Recount(cal)
	c = step(t, c, date(t, "2026-11-17").Start(), hall.Resumed{On: date(t, "2026-11-17"), Promised: days.Promised, Statutory: days.Statutory})
	if got := c.StandingOn(cal, date(t, "2026-11-17")); got.Card != hall.YellowWarn || got.Due.Last.String() != "2026-11-18" {
		t.Errorf("resumed: %q, %s", got.Card, got.Due.Last)
	}
}

func TestAGrantedLicenceIsDeliveredInTenDays(t *testing.T) {
	cal := years(t)
	c := licence(t, cal, "2026-11-02", 5, 10)
	at := date(t, "2026-11-09").Start().Add(9 * time.Hour)
	refused := step(t, c, at, hall.Decided{Result: hall.Refused, By: "zhang", Reason: "不符合", DeliverBy: hall.DeliverBy(cal, c.Rules, hall.Refused, at)})
	if refused.Clocks.DeliverBy != nil {
		t.Error("a refusal has a delivery day")
	}
	c = step(t, c, at, hall.Decided{Result: hall.Granted, By: "zhang", DeliverBy: hall.DeliverBy(cal, c.Rules, hall.Granted, at)})
	c = step(t, c, at, hall.Completed{Result: hall.Granted})
	for _, tt := range []struct {
		day  string
		card hall.CardLevel
	}{{"2026-11-10", hall.NoCard}, {"2026-11-20", hall.YellowWarn}, {"2026-11-24", hall.YellowCard}} {
		if got := c.StandingOn(cal, date(t, tt.day)); got.Card != tt.card || got.Due.Last.String() != "2026-11-23" {
			t.Errorf("%s: %q by %s", tt.day, got.Card, got.Due.Last)
		}
	}
	if done := step(t, c, at, hall.Delivered{How: "当面", To: "本人"}); done.NextDue() != nil {
		t.Error("delivered, a clock still runs")
	}
}

// TestCountingAgain: the printed day stays, the newer count stands beside it, the earlier counts.
func TestCountingAgain(t *testing.T) {
	full := years(t)
	y2026, _ := full.Schedule(2026)
	bare, err := workday.New(y2026)
	if err != nil {
		t.Fatal(err)
	}
	holiday := workday.Year{Year: 2027, Off: []hall.Date{date(t, "2027-01-01"), date(t, "2027-01-04")}}
	later, err := workday.New(y2026, holiday)
	if err != nil {
		t.Fatal(err)
	}
	c := licence(t, bare, "2026-12-21", 10, 20)
	if !c.Clocks.Promised.Provisional() || c.Clocks.Promised.Last.String() != "2027-01-04" {
		t.Fatalf("printed %+v", c.Clocks.Promised)
	}
	if body, _ := c.Recounting(bare); body != nil {
		t.Error("the same calendar moved a day")
	}
	body, id := c.Recounting(later)
	if body == nil || !hall.MadeByTime(id) || body.Promised.Last.String() != "2027-01-06" || body.Promised.Provisional() {
		t.Fatalf("counted again: %+v", body)
	}
	c = step(t, c, date(t, "2026-12-22").Start(), *body)
	if c.Clocks.Promised.Last.String() != "2027-01-04" {
		t.Error("the printed promise was changed")
	}
	if next := c.NextDue(); next.Last.String() != "2027-01-04" || next.Provisional() {
		t.Errorf("what counts is the earlier, and firm: %+v", next)
	}
	if body, _ := c.Recounting(later); body != nil {
		t.Errorf("counted a second time: %+v", body)
	}
	works := workday.Year{Year: 2027, Off: []hall.Date{date(t, "2027-02-15")}, Work: []hall.Date{date(t, "2027-01-02")}}
	earlier, err := workday.New(y2026, works)
	if err != nil {
		t.Fatal(err)
	}
	body, _ = c.Recounting(earlier)
	if body == nil {
		t.Fatal("a make-up day changed nothing")
	}
	c = step(t, c, date(t, "2026-12-23").Start(), *body)
	if next := c.NextDue(); next.Last.String() != "2027-01-02" {
		t.Errorf("what counts is the earlier: %s", next.Last)
	}
	recounts := 0
	for _, s := range c.ExplainClock(earlier) {
		if s.What == hall.ClockRecount && strings.Contains(s.Text, "按新的放假安排") {
			recounts++
		}
	}
	if recounts == 0 {
		t.Error("the recount is not explained")
	}
}

// However a case was stopped and extended, its days never lie before those printed, and the stop
// takes out exactly the working days in it.
func TestStopsOnlyEverAddTheirDays(t *testing.T) {
	cal := years(t)
	rapid.Check(t, func(rt *rapid.T) {
		day := date(t, "2026-01-05").AddDays(rapid.IntRange(0, 150).Draw(rt, "accepted"))
		limit := rapid.IntRange(1, 30).Draw(rt, "limit")
		c := licence(t, cal, day.String(), 0, limit)
		printed := c.Clocks.Statutory.Last
		out, from := 0, day
		for range rapid.IntRange(0, 3).Draw(rt, "stops") {
			from = from.AddDays(rapid.IntRange(0, 9).Draw(rt, "gap"))
			if from.After(c.Clocks.Statutory.Last) {
				break
			}
			until := from.AddDays(rapid.IntRange(0, 20).Draw(rt, "long"))
			c = stop(t, cal, c, from.String(), until.String())
			n, err := cal.Between(from, until)
			if err != nil {
				rt.Fatal(err)
			}
			out, from = out+n, until
		}
		got, err := cal.Between(printed, c.Clocks.Statutory.Last)
		if err != nil || got != out {
			rt.Fatalf("%d working days were stopped, the day moved by %d (%v)", out, got, err)
		}
		if c.Recount(cal).Statutory.Last != c.Clocks.Statutory.Last {
			rt.Fatal("counting again gives another day")
		}
	})
}
