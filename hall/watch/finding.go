package watch

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// Finding is a rule met: the card that must be there.
type Finding struct {
	Rule        Rule
	Level       hall.CardLevel
	About       About
	Occurrence  string // what makes this one time of the rule being met, for example the clock and its last day
	Inputs      Inputs
	Responsible string // staff id
}

// ID is the id of the card: one for each subject, rule and occurrence, wherever it is found.
func (f Finding) ID() string { return hall.TimeID(f.About.ID, string(f.Rule), f.Occurrence) }

// EntryID is the id of the entry that raises the card.
func (f Finding) EntryID() string { return hall.TimeID(f.ID(), string(KindRaised), f.Occurrence) }

// Card is the body that raises the card, found at an instant. The day an explanation is owed
// by is frozen in it.
func (f Finding) Card(cal workday.Calendar, no hall.RecordNo, division string, now time.Time) Raising {
	b := Raising{
		No: no, Hall: division, Day: hall.DayOf(now), Level: f.Level, Rule: f.Rule, About: f.About, Inputs: f.Inputs,
		Responsible: f.Responsible, Edition: hall.RulesEdition,
	}
	if !Reminder(f.Level) {
		due := hall.DueAfter(cal, now, hall.Limit{N: AnswerWorkdays, Unit: hall.Workday})
		b.AnswerBy = &due
	}
	return b
}

// OfCase are the rules a case meets at an instant.
func OfCase(c *hall.Case, cal workday.Calendar, now time.Time) []Finding {
	var out []Finding
	about := About{Sort: SortCase, ID: c.ID, No: string(c.No)}
	for _, k := range ClocksOf(c) {
		r := ReadClock(cal, k, now)
		for _, rule := range clockRules() {
			if rule.holds(r) {
				out = append(out, r.finding(cal, rule, about, Responsible(c)))
			}
		}
	}
	return out
}

// ByHour reports whether a clock of the case counts hours, so that it moves within a day.
func ByHour(c *hall.Case) bool {
	return slices.ContainsFunc(ClocksOf(c), func(k Clock) bool { return k.Due.Limit.Unit == hall.Hour })
}

// finding makes a finding of a clock. Its occurrence is the clock and its last day, so that
// an extension or a fresh five days begin a new one.
func (r Reading) finding(cal workday.Calendar, rule clockRule, about About, responsible string) Finding {
	due := r.Due
	return Finding{
		Rule: rule.code, Level: rule.level, About: about, Occurrence: string(r.Name) + ":" + due.Last.String(), Responsible: responsible,
		Inputs: Inputs{
			Clock: r.Name, Due: &due, Today: hall.DayOf(r.Now), LeftDays: r.Left, Years: cal.Years(), Provisional: provisional(due.Missing, r.Missing),
		},
	}
}

// LateStep is the level of a record so many working days over its day.
type LateStep struct {
	Over  int // working days over at least; 0 is any time after the day
	Rule  Rule
	Level hall.CardLevel
}

// LateSteps are the levels of a record past its day, by sort; none for sorts that are not
// watched. A bag on its way is late blue, then yellow. Typical practice, a parameter of RulesEdition.
func LateSteps(sort hall.Sort) []LateStep {
	switch sort {
	case "bag":
		return []LateStep{{0, RuleRecord, hall.BlueCard}, {recordLongWorkdays + 1, RuleRecordLong, hall.YellowCard}}
	case "inquiry", "complaint", "hotline", "rating", "homevisit":
		return []LateStep{{0, RuleRecord, hall.YellowCard}}
	}
	return nil
}

// Watched are the sorts of record that have LateSteps.
func Watched() []hall.Sort {
	return []hall.Sort{"bag", "inquiry", "complaint", "hotline", "rating", "homevisit"}
}

// OfRecord are the rules an open record meets at an instant: past the day its facts name. A
// record nobody holds falls to the person named instead.
func OfRecord(r hall.Record, instead string, cal workday.Calendar, now time.Time) []Finding {
	f, today := r.Facts(), hall.DayOf(now)
	if !f.Open || f.Due.IsZero() || !f.Due.Before(today) {
		return nil
	}
	left, missing := cal.LeftProvisional(today, f.Due)
	who := f.Owner
	if who == "" {
		who = instead
	}
	if who == "" {
		return nil
	}
	var out []Finding
	for _, step := range LateSteps(f.Sort) {
		if -left < step.Over {
			continue
		}
		out = append(out, Finding{
			Rule: step.Rule, Level: step.Level, About: About{Sort: f.Sort, ID: r.Trail().ID, No: f.No},
			Occurrence: string(RecordDay) + ":" + f.Due.String(), Responsible: who,
			Inputs: Inputs{
				Clock: RecordDay, Due: &hall.Due{Last: f.Due}, Today: today, LeftDays: left, Years: cal.Years(), Provisional: missing,
			},
		})
	}
	return out
}

// Unanswered pairs the yellow cards of each person that have no explanation after its day,
// oldest first; each pair is a red card. Cards a red one already counts are left out. Typical
// practice, a parameter of RulesEdition.
func Unanswered(cards []*Card, today hall.Date) []Finding {
	counted := map[string]bool{}
	for _, c := range cards {
		for _, id := range c.Inputs.Cards {
			counted[id] = true
		}
	}
	owed := map[string][]*Card{}
	for _, c := range cards {
		if c.Level == hall.YellowCard && c.Unanswered(today) && !counted[c.ID] {
			owed[c.Responsible] = append(owed[c.Responsible], c)
		}
	}
	var out []Finding
	for who, list := range owed {
		slices.SortFunc(list, func(a, b *Card) int {
			return cmp.Or(a.Day.Compare(b.Day), strings.Compare(a.ID, b.ID))
		})
		for len(list) >= UnansweredYellows {
			pair := list[:UnansweredYellows]
			list = list[UnansweredYellows:]
			last := pair[len(pair)-1]
			ids := make([]string, len(pair))
			for i, c := range pair {
				ids[i] = c.ID
			}
			out = append(out, Finding{
				Rule: RuleUnanswered, Level: hall.RedCard, About: About{Sort: Sort, ID: last.ID, No: string(last.No)},
				Occurrence: strings.Join(ids, "+"), Responsible: who, Inputs: Inputs{Today: today, Cards: ids},
			})
		}
	}
	slices.SortFunc(out, func(a, b Finding) int { return strings.Compare(a.Occurrence, b.Occurrence) })
	return out
}

// OfFee is the finding of a fee without basis, or false. About is the fee slip or the case.
func OfFee(about About, feeFen int64, basis, responsible string, today hall.Date) (Finding, bool) {
	if !FeeWithoutBasis(feeFen, basis) {
		return Finding{}, false
	}
	return Finding{
		Rule: RuleFee, Level: hall.RedCard, About: about, Occurrence: "fee", Responsible: responsible,
		Inputs: Inputs{Today: today, FeeFen: feeFen},
	}, true
}

// OfAddedNotice is the finding of a later notice that named more than the first, or false.
// The ordinal of the notice makes the occurrence.
func OfAddedNotice(c *hall.Case, ordinal string, added []string, today hall.Date) (Finding, bool) {
	if !NoticeAdded(added) {
		return Finding{}, false
	}
	return Finding{
		Rule: RuleAdded, Level: hall.YellowCard, About: About{Sort: SortCase, ID: c.ID, No: string(c.No)}, Occurrence: "notice:" + ordinal,
		Responsible: Responsible(c), Inputs: Inputs{Today: today, Items: slices.Clone(added)},
	}, true
}

func provisional(a, b []int) []int {
	years := slices.Concat(a, b)
	slices.Sort(years)
	return slices.Compact(years)
}
