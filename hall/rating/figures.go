package rating

import (
	"cmp"
	"slices"
	"time"
)

// Share is a part of a whole. Of 0 means there is nothing to take a share of.
type Share struct {
	N  int `json:"n"`
	Of int `json:"of"`
}

// PerMille is the share in thousandths, rounded half up; 0 when there is nothing.
func (s Share) PerMille() int {
	if s.Of == 0 {
		return 0
	}
	return (s.N*2000 + s.Of) / (2 * s.Of)
}

// Line is the figures of one group of visits. Every visit asked for a rating is in just one
// of Unrated, Excluded and the five grades.
type Line struct {
	Key      string        `json:"key"`  // staff id, matter code, YYYY-MM; empty for all
	Name     string        `json:"name"` // of the matter; empty otherwise
	ByGrade  map[Grade]int `json:"by_grade"`
	Unrated  int           `json:"unrated"`  // timeouts: in no rate but the rated share
	Excluded int           `json:"excluded"` // left out by a review: in no rate but the rated share
	Owed     int           `json:"owed"`     // real-name bad ratings
	Followed int           `json:"followed"` // of Owed, closed
}

// Counted are the ratings that count: graded and not excluded.
func (l Line) Counted() int {
	n := 0
	for _, g := range Grades() {
		n += l.ByGrade[g]
	}
	return n
}

// Satisfaction (满意率) is 非常满意, 满意 and 基本满意 of the counted. Typical practice, a parameter of RulesEdition.
func (l Line) Satisfaction() Share {
	return Share{N: l.ByGrade[VerySatisfied] + l.ByGrade[Satisfied] + l.ByGrade[FairlySatisfied], Of: l.Counted()}
}

// BadRate (差评率) is 不满意 and 非常不满意 of the counted. Typical practice, a parameter of RulesEdition.
func (l Line) BadRate() Share {
	return Share{N: l.ByGrade[Dissatisfied] + l.ByGrade[VeryDissatisfied], Of: l.Counted()}
}

// RatedShare (参评率) is the visits rated, excluded ones too, of all visits asked to rate.
// Typical practice, a parameter of RulesEdition.
func (l Line) RatedShare() Share {
	rated := l.Counted() + l.Excluded
	return Share{N: rated, Of: rated + l.Unrated}
}

// FollowedShare (差评回访整改率) is the follow-ups closed of the real-name bad ratings; the rule is all of them.
// Source: 国办发〔2019〕51号.
func (l Line) FollowedShare() Share { return Share{N: l.Followed, Of: l.Owed} }

// Figures are the figures of a set of ratings.
type Figures struct {
	Month    string `json:"month"` // YYYY-MM, empty for all months
	Total    Line   `json:"total"`
	ByClerk  []Line `json:"by_clerk"`  // by staff id
	ByMatter []Line `json:"by_matter"` // by code
	ByMonth  []Line `json:"by_month"`  // oldest first
	Withheld int    `json:"withheld"`  // ratings of the reader not yet released to them; in no line
}

// FiguresOf counts ratings, of one month (YYYY-MM) or of all when it is empty; the month is
// that of the day the rating was given, by Beijing date.
//
// A visit is one rating, whatever the number of cases in it. A visit served by two clerks
// counts once in the line of each, one of two matters once in the line of each, and once in
// the total: the lines may add up to more than the total. Unrated visits are in Unrated
// and lower the rated share; they are in no satisfaction or bad rate, neither as satisfied
// nor as bad. A rating excluded by a review is in Excluded alone. An appeal that waits counts
// as the rating stands. Owed and Followed count real-name bad ratings, excluded ones too:
// they are followed up all the same.
func FiguresOf(all []*Rating, month string) Figures {
	f := Figures{Month: month, Total: Line{ByGrade: map[Grade]int{}}}
	clerks, matters, months := map[string]*Line{}, map[string]*Line{}, map[string]*Line{}
	for _, r := range all {
		if month != "" && MonthOf(r.Day) != month {
			continue
		}
		f.Total.count(r)
		lineOf(months, MonthOf(r.Day), "").count(r)
		for _, staff := range r.About.Rated {
			lineOf(clerks, staff, "").count(r)
		}
		for _, m := range r.About.Matters {
			lineOf(matters, m.Code, m.Name).count(r)
		}
	}
	f.ByClerk, f.ByMatter, f.ByMonth = sorted(clerks), sorted(matters), sorted(months)
	return f
}

func (l *Line) count(r *Rating) {
	switch {
	case r.Grade == "":
		l.Unrated++
		return
	case r.Excluded():
		l.Excluded++
	default:
		l.ByGrade[r.Grade]++
	}
	if r.Grade.Bad() && r.RealName() {
		l.Owed++
		if r.State == Closed {
			l.Followed++
		}
	}
}

func lineOf(lines map[string]*Line, key, name string) *Line {
	l := lines[key]
	if l == nil {
		l = &Line{Key: key, Name: name, ByGrade: map[Grade]int{}}
		lines[key] = l
	}
	return l
}

func sorted(lines map[string]*Line) []Line {
	out := make([]Line, 0, len(lines))
	for _, l := range lines {
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b Line) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

// recorded is when the grade was written down.
func (r *Rating) recorded() time.Time {
	for _, e := range r.History {
		if e.Kind == KindGiven && e.Conflict == "" {
			return e.Recorded
		}
	}
	return time.Time{}
}
