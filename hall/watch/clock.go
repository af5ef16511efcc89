package watch

import (
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// ClockName says which limit a clock counts.
type ClockName string

// The clocks of a case, and that of a record.
const (
	Promised  ClockName = "promised"  // 承诺时限
	Statutory ClockName = "statutory" // 法定时限
	Notice    ClockName = "notice"    // 五日内告知或受理
	HandOver  ClockName = "handover"  // 代收转交
	Step      ClockName = "step"      // any other day a case must be moved by
	RecordDay ClockName = "record"    // the due day of a record
)

// Clock is a limit that runs against a case.
type Clock struct {
	Name    ClockName
	Due     hall.Due
	Leads   bool // reminders follow this clock; a case has one at a time
	Licence bool // the matter is a licence
}

// Responsible is the staff id of the person who answers for a case now. A card freezes it.
func Responsible(c *hall.Case) string { return c.Intake.Handler }

// ClocksOf are the limits that run against a case now: none while the hall waits for the
// applicant, the clock is stopped, or the case is closed (NextDue is nil); the notice or
// hand-over day before acceptance, both deadlines after it. Where no promise is published
// reminders follow the statutory limit.
func ClocksOf(c *hall.Case) []Clock {
	next, k := c.NextDue(), c.Clocks
	if next == nil {
		return nil
	}
	licence := c.Rules.IsLicence()
	switch {
	case next == k.Promised || next == k.Statutory || c.State == hall.StateAccepted:
		var out []Clock
		if k.Promised != nil {
			out = append(out, Clock{Name: Promised, Due: *k.Promised, Leads: true, Licence: licence})
		}
		if k.Statutory != nil {
			out = append(out, Clock{Name: Statutory, Due: *k.Statutory, Leads: k.Promised == nil, Licence: licence})
		}
		return out
	case next == k.NoticeBy:
		return []Clock{{Name: Notice, Due: *next, Leads: true, Licence: licence}}
	case next == k.HandOverBy:
		return []Clock{{Name: HandOver, Due: *next, Leads: true, Licence: licence}}
	}
	return []Clock{{Name: Step, Due: *next, Leads: true, Licence: licence}}
}

// Reading is a clock as it stands at an instant.
type Reading struct {
	Clock
	Now     time.Time
	Left    int   // working days left, today not counted; negative is over
	Missing []int // years counted Monday–Friday
}

// ReadClock reads a clock at an instant.
func ReadClock(cal workday.Calendar, k Clock, now time.Time) Reading {
	left, missing := cal.LeftProvisional(hall.DayOf(now), k.Due.Last)
	return Reading{Clock: k, Now: now, Left: left, Missing: missing}
}

// Past reports whether the limit is over: after its last day, or after its instant where it
// counts hours.
func (r Reading) Past() bool {
	if r.Due.Limit.Unit == hall.Hour && !r.Due.Until.IsZero() {
		return r.Now.After(r.Due.Until)
	}
	return r.Left < 0
}
