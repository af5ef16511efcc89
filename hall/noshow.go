package hall

import (
	"fmt"
	"time"
)

// The parameters of no-shows. Typical practice, parameters of RulesEdition.
const (
	NoShowGrace = 15 * time.Minute // after the end of the slot
	NoShowLimit = 3                // so many no-shows …
	NoShowDays  = 90               // … in so many calendar days give a warning, never a refusal
)

// NoShowAt is when a booking for which nobody came becomes a no-show (爽约): the end of its
// slot and NoShowGrace. Typical practice, a parameter of RulesEdition.
func (a *Appointment) NoShowAt() time.Time { return a.Slot.Ends().Add(NoShowGrace) }

// NoShowID is the id of the no-show the clock finds, the same wherever it is found.
func (a *Appointment) NoShowID() string {
	return TimeID(a.ID, string(KindMissed), a.Slot.Day.String()+" "+a.Slot.Start)
}

// NoShowWarning is the sentence on a person who often did not come, empty when they mostly
// do. before are their appointments. Typical practice, a parameter of RulesEdition.
func NoShowWarning(before []*Appointment, today Date) string {
	n := 0
	for _, a := range before {
		if a.State == AppointMissed && today.Sub(a.Slot.Day) <= NoShowDays {
			n++
		}
	}
	if n < NoShowLimit {
		return ""
	}
	return fmt.Sprintf("此人近 %d 天爽约 %d 次，请提醒：来不了的要提前取消", NoShowDays, n)
}

// SecondBookingWarning names an appointment the person still has for one of the matters,
// empty when there is none. A person decides what to do.
func SecondBookingWarning(before []*Appointment, matters []MatterName) string {
	for _, a := range before {
		if a.State == AppointCancelled || a.State == AppointServed || a.State == AppointMissed {
			continue
		}
		for _, have := range a.Services() {
			for _, want := range matters {
				if have.Code == want.Code {
					return fmt.Sprintf("此人为「%s」已约了%s %s（%s），请问清是不是再约一次", want.Name, a.Slot.Day.HanShort(), a.Slot.Start, a.No.Spoken())
				}
			}
		}
	}
	return ""
}
