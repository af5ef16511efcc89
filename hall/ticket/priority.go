package ticket

import (
	"slices"

	"bianmin/hall"
)

// PriorityMark stands before the number of a priority ticket (优先号).
const PriorityMark = "优"

// Elder is the code of the priority of the old.
const Elder = "elder"

// Priority (优先号) is a reason to go before others.
type Priority struct {
	Code string
	Han  string
}

// Priorities are the reasons a hall knows, in the order the door desk offers them.
// The old by law, the others by typical practice, a parameter of RulesEdition.
// Source: 老年人权益保障法 第五十八条.
func Priorities() []Priority {
	return []Priority{
		{Elder, "老年人"},
		{"soldier", "军人"},
		{"veteran", "退役军人"},
		{"disabled", "残疾人"},
		{"pregnant", "孕妇"},
	}
}

// PriorityHan is a priority as printed; empty for none.
func PriorityHan(code string) string {
	for _, p := range Priorities() {
		if p.Code == code {
			return p.Han
		}
	}
	return code
}

// Parameters are the habits of a waiting room. Typical practice, a parameter of RulesEdition.
type Parameters struct {
	ElderYears  int // from this age on a person is old
	PriorInARow int // at most so many priority tickets in a row while others wait
	ParkedFor   int // a parked ticket comes back after so many others were called
}

// DefaultParameters are 60 years, two in a row, three others.
func DefaultParameters() Parameters { return Parameters{ElderYears: 60, PriorInARow: 2, ParkedFor: 3} }

// IsElder reports whether somebody born on a day is old on another.
// Source: 老年人权益保障法 第二条.
func (p Parameters) IsElder(born, on hall.Date) bool {
	if born.IsZero() || on.Before(born) {
		return false
	}
	years := on.Year() - born.Year()
	if on.Month() < born.Month() || on.Month() == born.Month() && on.Day() < born.Day() {
		years--
	}
	return years >= p.ElderYears
}

func knownPriority(code string) bool {
	return code == "" || slices.ContainsFunc(Priorities(), func(p Priority) bool { return p.Code == code })
}
