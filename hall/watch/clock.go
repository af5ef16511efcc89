package watch

import (
	"cmp"
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
	Stop      ClockName = "stop"      // the planned days of a stop of the clock
	Step      ClockName = "step"      // any other day a case must be moved by
	Owed      ClockName = "owed"      // papers the applicant may bring later
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
func Responsible(c *hall.Case) string { return cmp.Or(c.Holder, c.Intake.Handler) }

// ClocksOf are the limits that run against a case now: none while the hall waits for the
// applicant, or the case is closed (NextDue is nil); the notice or hand-over day before
// acceptance, both deadlines while it works, and only the planned days of a stop while the
// clock is stopped. Reminders follow the earlier of both limits. Beside them runs the day by which
// papers are owed (容缺, 先行救助).
func ClocksOf(c *hall.Case) []Clock {
	out := limitsOf(c)
	if by, owes := c.OwesBy(); owes && c.NextDue() != nil {
		out = append(out, Clock{Name: Owed, Due: hall.Due{Last: by}})
	}
	return out
}

func limitsOf(c *hall.Case) []Clock {
	next, d := c.NextDue(), c.Deadlines()
	if next == nil {
		return nil
	}
	one := func(name ClockName) []Clock {
		return []Clock{{Name: name, Due: *next, Leads: name != Stop, Licence: c.Rules.IsLicence()}}
	}
	switch c.State {
	case hall.StateReceived, hall.StateSupplied:
		if c.Rules.Mode.MayAccept() {
			return one(Notice)
		}
		return one(HandOver)
	case hall.StateAccepted, hall.StateAided, hall.StateInProgress:
		if _, stopped := c.StopOver(); stopped {
			return one(Stop)
		}
	default:
		return one(Step)
	}
	var out []Clock
	promiseLeads := d.Statutory == nil || d.Promised != nil && !d.Statutory.Last.Before(d.Promised.Last)
	if d.Promised != nil {
		out = append(out, Clock{Name: Promised, Due: *d.Promised, Leads: promiseLeads, Licence: c.Rules.IsLicence()})
	}
	if d.Statutory != nil {
		out = append(out, Clock{Name: Statutory, Due: *d.Statutory, Leads: !promiseLeads, Licence: c.Rules.IsLicence()})
	}
	return out
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
