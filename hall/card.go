package hall

import (
	"time"

	"bianmin/hall/workday"
)

// CardLevel (监督牌) is how urgent a case is, by rule.
type CardLevel string

// The levels, from calm to late.
const (
	NoCard     CardLevel = ""
	BlueCard   CardLevel = "blue"        // ≤ 1/3 of the promised limit left
	YellowWarn CardLevel = "yellow_warn" // ≤ 1 working day left
	YellowCard CardLevel = "yellow"      // past the promised day
	RedCard    CardLevel = "red"         // past the statutory day, > 3 working days past promised, or a licence's notice missed
)

// Han is the level as a chip says it.
func (l CardLevel) Han() string {
	switch l {
	case BlueCard:
		return "蓝色提醒"
	case YellowWarn:
		return "黄色预警"
	case YellowCard:
		return "黄牌"
	case RedCard:
		return "红牌"
	}
	return ""
}

// Standing is where a case stands against its clocks on a day.
type Standing struct {
	Due         *Due // what comes next, nil when nothing runs
	Left        int  // working days until Due, today not counted; 0 is today, negative is overdue
	Card        CardLevel
	Provisional bool // a schedule was missing in the count
}

// StandingOn computes where the case stands on a day. Stopped by law it has no card, until the
// planned days of the stop are over. Typical practice of 电子监察, a parameter of RulesEdition.
func (c *Case) StandingOn(cal workday.Calendar, today Date) Standing {
	next := c.NextDue()
	if next == nil {
		return Standing{}
	}
	left, missing := cal.LeftProvisional(today, next.Last)
	s := Standing{Due: next, Left: left, Provisional: next.Provisional() || len(missing) > 0}
	switch {
	case c.Clocks.Moved.Stop != nil && c.State.Working():
		s.Card = alert(left < 0)
	case c.State.Working():
		s.Card = c.workCard(cal, today)
	case c.State == StateDecided || c.State == StateCompleted:
		s.Card = lateCard(left)
	default:
		s.Card = intakeCard(c, left)
	}
	return s
}

func alert(on bool) CardLevel {
	if on {
		return YellowWarn
	}
	return NoCard
}

// lateCard is for what follows the decision: completing it, and delivering a licence.
func lateCard(left int) CardLevel {
	if left < 0 {
		return YellowCard
	}
	return alert(left <= 1)
}

func intakeCard(c *Case, left int) CardLevel {
	switch {
	case left < 0 && c.Rules.IsLicence():
		return RedCard
	case left < 0:
		return YellowCard
	case left <= 1:
		return YellowWarn
	}
	return NoCard
}

func (c *Case) workCard(cal workday.Calendar, today Date) CardLevel {
	d := c.Deadlines()
	if s := d.Statutory; s != nil {
		if left, _ := cal.LeftProvisional(today, s.Last); left < 0 {
			return RedCard
		}
	}
	by, owes := c.OwesBy()
	owed := owes && today.After(by)
	p := earlier(d.Promised, d.Statutory)
	if p == nil {
		return alert(owed)
	}
	left, _ := cal.LeftProvisional(today, p.Last)
	switch {
	case left < -3:
		return RedCard
	case left < 0:
		return YellowCard
	case left <= 1 || owed:
		return YellowWarn
	case p.Limit.Unit == Workday && p.Limit.N >= 3 && left*3 <= p.Limit.N:
		return BlueCard
	}
	return NoCard
}

// DayOf is the Beijing day of an instant.
func DayOf(t time.Time) Date { return workday.DateIn(t) }
