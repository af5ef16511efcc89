package watch_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/assets/calendar"
	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/watch"
	"bianmin/hall/workday"
)

func loaded(t interface{ Fatal(...any) }) workday.Calendar {
	list, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	cal, err := workday.New(list...)
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func day(t *testing.T, text string) hall.Date {
	t.Helper()
	d, err := workday.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// ten is ten in the morning of a day in Beijing.
func ten(d hall.Date) time.Time { return d.Start().Add(10 * time.Hour) }

func days(n int) *hall.Limit  { return &hall.Limit{N: n, Unit: hall.Workday} }
func lasts(n int) *hall.Limit { return &hall.Limit{N: n, Unit: hall.CalendarDay} }
func hours(n int) *hall.Limit { return &hall.Limit{N: n, Unit: hall.Hour} }

// accepted is a case accepted on a day with these limits.
func accepted(cal workday.Calendar, from hall.Date, promised, statutory *hall.Limit) *hall.Case {
	c := &hall.Case{ID: "c1", State: hall.StateAccepted, Rules: hall.Rules{Mode: hall.ModeDecide}}
	c.Intake.Handler = "liu"
	c.Clocks.Promised, c.Clocks.Statutory = hall.AcceptDues(cal, hall.Limits{Promised: promised, Statutory: statutory}, ten(from))
	return c
}

// owing is the case with a paper that may come by a day (容缺).
func owing(c *hall.Case, by hall.Date) *hall.Case {
	c.Papers.Deferred = []hall.Owing{{Name: "照片", By: by}}
	return c
}

// received is a case received on a day and not yet decided upon.
func received(cal workday.Calendar, from hall.Date, mode hall.TownshipMode, kind string) *hall.Case {
	c := &hall.Case{ID: "c1", State: hall.StateReceived, Rules: hall.Rules{Mode: mode, Type: kind}}
	c.Intake.Handler = "liu"
	c.Clocks.NoticeBy, c.Clocks.HandOverBy = hall.IntakeDues(cal, mode, ten(from))
	return c
}

func rules(found []watch.Finding) []watch.Rule {
	out := []watch.Rule{}
	for _, f := range found {
		out = append(out, f.Rule)
	}
	return out
}

// TestRulesOverHolidays: 2026-09-30 is the last working day before National Day; work begins
// again on 10-08, and 10-10, a Saturday, is worked. The Spring Festival is 02-15 to 02-23,
// with 02-14 and 02-28 worked.
func TestRulesOverHolidays(t *testing.T) {
	cal := loaded(t)
	for _, tt := range []struct {
		situation string
		c         func(hall.Date) *hall.Case
		from, on  string
		want      []watch.Rule
	}{
		{"twenty days, the day after", func(d hall.Date) *hall.Case { return accepted(cal, d, days(20), nil) }, "2026-11-02", "2026-11-03", nil},
		{"twenty days, seven left", func(d hall.Date) *hall.Case { return accepted(cal, d, days(20), nil) }, "2026-11-02", "2026-11-19", nil},
		{"twenty days, six left", func(d hall.Date) *hall.Case { return accepted(cal, d, days(20), nil) }, "2026-11-02", "2026-11-20", []watch.Rule{watch.RuleThird}},
		{"twenty days, one left", func(d hall.Date) *hall.Case { return accepted(cal, d, days(20), nil) }, "2026-11-02", "2026-11-27", []watch.Rule{watch.RuleLastDay}},
		{"the last day itself", func(d hall.Date) *hall.Case { return accepted(cal, d, days(20), nil) }, "2026-11-02", "2026-11-30", []watch.Rule{watch.RuleLastDay}},
		{"late by one day", func(d hall.Date) *hall.Case { return accepted(cal, d, days(20), nil) }, "2026-11-02", "2026-12-01", []watch.Rule{watch.RulePromised}},
		{"late by three", func(d hall.Date) *hall.Case { return accepted(cal, d, days(20), nil) }, "2026-11-02", "2026-12-03", []watch.Rule{watch.RulePromised}},
		{"late by four", func(d hall.Date) *hall.Case { return accepted(cal, d, days(20), nil) }, "2026-11-02", "2026-12-04", []watch.Rule{watch.RulePromised, watch.RulePromised3}},
		{"due before the holiday, in the middle of it", func(d hall.Date) *hall.Case { return accepted(cal, d, days(2), nil) }, "2026-09-28", "2026-10-05", []watch.Rule{watch.RulePromised}},
		{"a working day before a long holiday still counts as the last", func(d hall.Date) *hall.Case { return accepted(cal, d, days(3), nil) }, "2026-09-28", "2026-10-01", []watch.Rule{watch.RuleLastDay}},
		{"calendar days, a third left", func(d hall.Date) *hall.Case { return accepted(cal, d, lasts(30), nil) }, "2026-11-02", "2026-11-22", []watch.Rule{watch.RuleThird}},
		{"two days have no blue", func(d hall.Date) *hall.Case { return accepted(cal, d, days(2), nil) }, "2026-11-02", "2026-11-02", nil},
		{"past the statute only", func(d hall.Date) *hall.Case { return accepted(cal, d, nil, days(5)) }, "2026-11-02", "2026-11-10", []watch.Rule{watch.RuleStatutory}},
		{"past both", func(d hall.Date) *hall.Case { return accepted(cal, d, days(3), days(5)) }, "2026-11-02", "2026-11-10", []watch.Rule{watch.RulePromised, watch.RuleStatutory}},
		{"no limit at all", func(d hall.Date) *hall.Case { return accepted(cal, d, nil, nil) }, "2026-11-02", "2026-12-10", nil},
		{"a licence, fourth day", func(d hall.Date) *hall.Case { return received(cal, d, hall.ModeDecide, hall.Licence) }, "2026-11-02", "2026-11-06", []watch.Rule{watch.RuleLastDay}},
		{"a licence, sixth day", func(d hall.Date) *hall.Case { return received(cal, d, hall.ModeDecide, hall.Licence) }, "2026-11-02", "2026-11-10", []watch.Rule{watch.RuleNotice}},
		{"another matter, sixth day", func(d hall.Date) *hall.Case { return received(cal, d, hall.ModeForward, "公共服务") }, "2026-11-02", "2026-11-10", []watch.Rule{watch.RuleNoticeLate}},
		{"a licence over the Spring Festival, in time", func(d hall.Date) *hall.Case { return received(cal, d, hall.ModeDecide, hall.Licence) }, "2026-02-12", "2026-02-26", []watch.Rule{watch.RuleLastDay}},
		{"a licence over the Spring Festival, missed", func(d hall.Date) *hall.Case { return received(cal, d, hall.ModeDecide, hall.Licence) }, "2026-02-12", "2026-02-27", []watch.Rule{watch.RuleNotice}},
		{"collected papers on the third day", func(d hall.Date) *hall.Case { return received(cal, d, hall.ModeCollect, "") }, "2026-11-02", "2026-11-05", []watch.Rule{watch.RuleHandOver}},
		{"the law's limit is the earlier one", func(d hall.Date) *hall.Case { return accepted(cal, d, days(20), days(10)) }, "2026-11-02", "2026-11-13", []watch.Rule{watch.RuleLastDay}},
		{"a promised paper on its day", func(d hall.Date) *hall.Case { return owing(accepted(cal, d, days(20), nil), d.AddDays(3)) }, "2026-11-02", "2026-11-05", nil},
		{"a promised paper the day after", func(d hall.Date) *hall.Case { return owing(accepted(cal, d, days(20), nil), d.AddDays(3)) }, "2026-11-02", "2026-11-06", []watch.Rule{watch.RuleOwed}},
		{"a promised paper where no limit runs", func(d hall.Date) *hall.Case { return owing(accepted(cal, d, nil, nil), d.AddDays(3)) }, "2026-11-02", "2026-11-06", []watch.Rule{watch.RuleOwed}},
		{"waits for the applicant", func(d hall.Date) *hall.Case {
			c := received(cal, d, hall.ModeDecide, hall.Licence)
			c.State = hall.StateNoticed
			return c
		}, "2026-11-02", "2026-12-10", nil},
	} {
		got := watch.OfCase(tt.c(day(t, tt.from)), cal, ten(day(t, tt.on)))
		if want := append([]watch.Rule{}, tt.want...); !slices.Equal(rules(got), want) {
			t.Errorf("%s: %v, want %v", tt.situation, rules(got), want)
		}
		for _, f := range got {
			if f.Responsible != "liu" || f.Inputs.Due == nil || f.Inputs.Today != day(t, tt.on) || len(f.Inputs.Years) == 0 {
				t.Errorf("%s: inputs not frozen: %+v", tt.situation, f)
			}
		}
	}
}

func TestHoursGoByTheInstant(t *testing.T) {
	cal := loaded(t)
	start := ten(day(t, "2026-11-02"))
	c := accepted(cal, day(t, "2026-11-02"), hours(6), nil)
	for _, tt := range []struct {
		situation string
		after     time.Duration
		want      []watch.Rule
	}{
		{"at once", 0, []watch.Rule{}},
		{"just under four hours", 4*time.Hour - time.Minute, []watch.Rule{}},
		{"a third left", 4 * time.Hour, []watch.Rule{watch.RuleLastDay}},
		{"the last second", 6 * time.Hour, []watch.Rule{watch.RuleLastDay}},
		{"over by a second, the same day", 6*time.Hour + time.Second, []watch.Rule{watch.RulePromised}},
	} {
		if got := rules(watch.OfCase(c, cal, start.Add(tt.after))); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.situation, got, tt.want)
		}
	}
	if !watch.ByHour(c) || watch.ByHour(accepted(cal, day(t, "2026-11-02"), days(6), nil)) {
		t.Error("which clocks move within a day")
	}
}

// The level a list shows beside a case is that of the gravest card its clocks have earned.
func TestCardsAgreeWithTheChip(t *testing.T) {
	cal := loaded(t)
	order := []hall.CardLevel{hall.NoCard, hall.BlueCard, hall.YellowWarn, hall.YellowCard, hall.RedCard}
	rapid.Check(t, func(t *rapid.T) {
		from := workday.DateOf(2026, time.January, 5).AddDays(rapid.IntRange(0, 300).Draw(t, "from"))
		limit := func(name string) *hall.Limit {
			if n := rapid.IntRange(0, 40).Draw(t, name); n > 0 {
				return days(n)
			}
			return nil
		}
		c := accepted(cal, from, limit("promised"), limit("statutory"))
		if rapid.Bool().Draw(t, "at intake") {
			mode := rapid.SampledFrom([]hall.TownshipMode{hall.ModeDecide, hall.ModeForward, hall.ModeCollect, hall.ModeAssist}).Draw(t, "mode")
			kind := "公共服务"
			if mode.MayAccept() && rapid.Bool().Draw(t, "licence") { // the five days are of who accepts
				kind = hall.Licence
			}
			c = received(cal, from, mode, kind)
		}
		today := from.AddDays(rapid.IntRange(0, 90).Draw(t, "days later"))
		worst := hall.NoCard
		for _, f := range watch.OfCase(c, cal, ten(today)) {
			if slices.Index(order, f.Level) > slices.Index(order, worst) {
				worst = f.Level
			}
		}
		if chip := c.StandingOn(cal, today).Card; chip != worst {
			t.Fatalf("chip %q, cards %q on %s: %v", chip, worst, today, rules(watch.OfCase(c, cal, ten(today))))
		}
	})
}

// Whoever finds a card, and whenever, finds the same one; a new last day is a new one.
func TestACardIsFoundOnce(t *testing.T) {
	cal := loaded(t)
	c := accepted(cal, day(t, "2026-11-02"), days(3), nil)
	first := watch.OfCase(c, cal, ten(day(t, "2026-11-06")))[0]
	again := watch.OfCase(c, cal, ten(day(t, "2026-11-09")))[0]
	if first.ID() != again.ID() || first.EntryID() != again.EntryID() || first.ID() == first.EntryID() || !hall.MadeByTime(first.ID()) {
		t.Errorf("%s, %s", first.ID(), again.ID())
	}
	extended := accepted(cal, day(t, "2026-11-02"), days(8), nil)
	if other := watch.OfCase(extended, cal, ten(day(t, "2026-11-20")))[0]; other.ID() == first.ID() {
		t.Error("an extension keeps the old card")
	}
}

type bag struct {
	hall.Trace
	due   hall.Date
	open  bool
	owner string
	sort  hall.Sort
}

func (b *bag) Facts() hall.Facts {
	return hall.Facts{Sort: b.sort, No: "D20261102-A70001X", Open: b.open, Due: b.due, Owner: b.owner}
}

func TestLateRecords(t *testing.T) {
	cal := loaded(t)
	due := day(t, "2026-09-30")
	for _, tt := range []struct {
		situation string
		r         *bag
		on        string
		want      []watch.Rule
		who       string
	}{
		{"due today", &bag{due: due, open: true, owner: "luo", sort: "bag"}, "2026-09-30", nil, ""},
		{"in the holiday after its day", &bag{due: due, open: true, owner: "luo", sort: "bag"}, "2026-10-05", []watch.Rule{watch.RuleRecord}, "luo"},
		{"first working day after", &bag{due: due, open: true, owner: "luo", sort: "bag"}, "2026-10-08", []watch.Rule{watch.RuleRecord}, "luo"},
		{"second working day after", &bag{due: due, open: true, owner: "luo", sort: "bag"}, "2026-10-09", []watch.Rule{watch.RuleRecord, watch.RuleRecordLong}, "luo"},
		{"closed", &bag{due: due, owner: "luo", sort: "bag"}, "2026-10-09", nil, ""},
		{"nobody's", &bag{due: due, open: true, sort: "complaint"}, "2026-10-09", []watch.Rule{watch.RuleRecord}, "liu"},
		{"not watched", &bag{due: due, open: true, owner: "luo", sort: "posting"}, "2026-10-09", nil, ""},
		{"without a day", &bag{open: true, owner: "luo", sort: "bag"}, "2026-10-09", nil, ""},
	} {
		tt.r.ID = "b1"
		got := watch.OfRecord(tt.r, "liu", cal, ten(day(t, tt.on)))
		if !slices.Equal(rules(got), append([]watch.Rule{}, tt.want...)) {
			t.Errorf("%s: %v, want %v", tt.situation, rules(got), tt.want)
		}
		for _, f := range got {
			if f.Responsible != tt.who {
				t.Errorf("%s: responsible %q", tt.situation, f.Responsible)
			}
		}
	}
	if got := watch.OfRecord(&bag{due: due, open: true, sort: "bag"}, "", cal, ten(due.AddDays(9))); len(got) != 0 {
		t.Error("a card for nobody")
	}
	for _, sort := range watch.Watched() {
		if len(watch.LateSteps(sort)) == 0 {
			t.Errorf("%s is watched and never late", sort)
		}
	}
}

func yellow(id, who string, raised, answerBy hall.Date, state watch.State) *watch.Card {
	c := &watch.Card{Level: hall.YellowCard, Responsible: who, Day: raised, AnswerBy: &hall.Due{Last: answerBy}, State: state}
	c.ID = id
	return c
}

func TestTwoUnansweredYellowsMakeOneRed(t *testing.T) {
	a, b, today := day(t, "2026-11-02"), day(t, "2026-11-04"), day(t, "2026-11-05")
	red := &watch.Card{Level: hall.RedCard, State: watch.Upheld, Inputs: watch.Inputs{Cards: []string{"1", "2"}}}
	for _, tt := range []struct {
		situation string
		cards     []*watch.Card
		on        hall.Date
		want      [][]string
	}{
		{"one", []*watch.Card{yellow("1", "liu", a, b, watch.Raised)}, today, nil},
		{"two of one person", []*watch.Card{yellow("2", "liu", a, b, watch.Raised), yellow("1", "liu", a, b, watch.Raised)}, today, [][]string{{"1", "2"}}},
		{"two of two persons", []*watch.Card{yellow("1", "liu", a, b, watch.Raised), yellow("2", "luo", a, b, watch.Raised)}, today, nil},
		{"still in time", []*watch.Card{yellow("1", "liu", a, b, watch.Raised), yellow("2", "liu", a, b, watch.Raised)}, b, nil},
		{"one answered", []*watch.Card{yellow("1", "liu", a, b, watch.Answered), yellow("2", "liu", a, b, watch.Raised)}, today, nil},
		{"counted already", []*watch.Card{yellow("1", "liu", a, b, watch.Raised), yellow("2", "liu", a, b, watch.Raised), red}, today, nil},
		{"a third after a counted pair", []*watch.Card{yellow("1", "liu", a, b, watch.Raised), yellow("2", "liu", a, b, watch.Raised), yellow("3", "liu", a, b, watch.Raised), red}, today, nil},
		{"two pairs", []*watch.Card{
			yellow("1", "liu", a, b, watch.Raised), yellow("2", "liu", a, b, watch.Raised), yellow("3", "liu", a, b, watch.Raised), yellow("4", "liu", a, b, watch.Raised),
		}, today, [][]string{{"1", "2"}, {"3", "4"}}},
	} {
		var got [][]string
		for _, f := range watch.Unanswered(tt.cards, tt.on) {
			got = append(got, f.Inputs.Cards)
			if f.Level != hall.RedCard || f.Responsible != "liu" {
				t.Errorf("%s: %+v", tt.situation, f)
			}
		}
		if !slices.EqualFunc(got, tt.want, slices.Equal) {
			t.Errorf("%s: %v, want %v", tt.situation, got, tt.want)
		}
	}
}

func TestFeesAndAddedNotices(t *testing.T) {
	today := day(t, "2026-11-02")
	about := watch.About{Sort: "fee", ID: "f1"}
	for _, tt := range []struct {
		fen   int64
		basis string
		red   bool
	}{{0, "", false}, {500, "湘发改价费〔2020〕1号", false}, {500, "", true}} {
		if f, found := watch.OfFee(about, tt.fen, tt.basis, "liu", today); found != tt.red || found && f.Level != hall.RedCard {
			t.Errorf("%+v: %v", tt, found)
		}
	}
	c := &hall.Case{ID: "c1"}
	c.Intake.Handler = "liu"
	if _, found := watch.OfAddedNotice(c, "2", nil, today); found {
		t.Error("a notice that repeats raises a card")
	}
	if f, found := watch.OfAddedNotice(c, "2", []string{"照片"}, today); !found || f.Level != hall.YellowCard || f.Responsible != "liu" {
		t.Errorf("%+v", f)
	}
}

func TestSyncLagIsNobodysCard(t *testing.T) {
	now := ten(day(t, "2026-11-02"))
	p := func(waiting int64, ago time.Duration) journal.Progress {
		return journal.Progress{Head: journal.Head{Size: 10 + waiting}, Acked: journal.Head{Size: 10}, AsOf: now.Add(-ago)}
	}
	never := p(5, 0)
	never.AsOf = time.Time{}
	for _, tt := range []struct {
		situation string
		p         journal.Progress
		want      bool
	}{
		{"nothing waits", p(0, 48*time.Hour), false},
		{"waits an hour", p(3, time.Hour), false},
		{"waits two days", p(3, 48*time.Hour), true},
		{"not enrolled", never, false},
	} {
		if a, lag := watch.SyncLag(tt.p, now); lag != tt.want || lag != (a.Say != "") {
			t.Errorf("%s: %+v, %v", tt.situation, a, lag)
		}
	}
}
