package hall

import (
	"strings"

	"bianmin/hall/workday"
)

// LateEntry (补录) says why a case was written down on a later day than it came in, and what
// paper shows that it did. Occurred and recorded time stand in the entry; clocks run from the
// occurred one.
type LateEntry struct {
	Reason   string `json:"reason"`
	Paper    string `json:"paper"`              // the source paper
	Approver string `json:"approver,omitempty"` // staff id of the director, when it is older than LateWorkdays
}

// The bounds of a late entry. Typical practice, a parameter of RulesEdition.
const (
	LateWorkdays = 1   // working days, beyond which the director must approve
	LateMostDays = 366 // calendar days, beyond which a year is taken for a slip of the pen
)

// LateOn reports whether what happened on a day is a late entry today, and whether it needs the
// director. Earlier the same day is not late. Typical practice, a parameter of RulesEdition.
func LateOn(cal workday.Calendar, day, today Date) (late, director bool) {
	passed, _ := cal.LeftProvisional(day, today)
	return day.Before(today), passed > LateWorkdays
}

// Outages are the reasons for which an emergency slip is filled in by hand.
func Outages() []string { return []string{"停电", "断网"} }

// IsOutage reports whether a reason names one of Outages.
func IsOutage(reason string) bool {
	for _, o := range Outages() {
		if strings.Contains(reason, o) {
			return true
		}
	}
	return false
}
