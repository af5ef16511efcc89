package bag

import (
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// Parameters are the limits of the legs, in working days.
//
// Typical practice, a parameter of RulesEdition.
type Parameters struct {
	HandInWorkdays int // from the first paper collected to the counter
	FetchWorkdays  int // from the result being ready to the agent having it
	ReturnWorkdays int // from the result fetched to the principal having it
	BlueWorkdays   int // this many working days late are blue, more are yellow
}

// Practice is the parameters of this edition.
func Practice() Parameters {
	return Parameters{HandInWorkdays: 2, FetchWorkdays: 2, ReturnWorkdays: 3, BlueWorkdays: 1}
}

// HandInBy is the day the papers collected at an instant must be at a counter.
//
// Typical practice, a parameter of RulesEdition.
func HandInBy(cal workday.Calendar, collected time.Time) hall.Due {
	return hall.DueAfter(cal, collected, hall.Limit{N: Practice().HandInWorkdays, Unit: hall.Workday})
}

// FetchBy is the day a result that lies ready since an instant should be with the agent.
//
// Typical practice, a parameter of RulesEdition.
func FetchBy(cal workday.Calendar, ready time.Time) hall.Due {
	return hall.DueAfter(cal, ready, hall.Limit{N: Practice().FetchWorkdays, Unit: hall.Workday})
}

// ReturnBy is the day what was fetched at an instant must be with the principal.
//
// Typical practice, a parameter of RulesEdition.
func ReturnBy(cal workday.Calendar, fetched time.Time) hall.Due {
	return hall.DueAfter(cal, fetched, hall.Limit{N: Practice().ReturnWorkdays, Unit: hall.Workday})
}

// NextDue is the limit of the leg that runs, nil when none does.
func (b *Bag) NextDue() *hall.Due {
	switch b.State {
	case Carried:
		return b.Legs.HandInBy
	case Fetched:
		return b.Legs.ReturnBy
	}
	return nil
}

// LegStanding is where the running leg stands on a day.
func (b *Bag) LegStanding(cal workday.Calendar, today hall.Date) hall.Standing {
	return StandingOn(cal, b.NextDue(), today)
}

// StandingOn is where a leg with a limit stands on a day: late is first a blue reminder, then yellow.
//
// Typical practice, a parameter of RulesEdition.
func StandingOn(cal workday.Calendar, by *hall.Due, today hall.Date) hall.Standing {
	if by == nil {
		return hall.Standing{}
	}
	left, missing := cal.LeftProvisional(today, by.Last)
	s := hall.Standing{Due: by, Left: left, Provisional: by.Provisional() || len(missing) > 0}
	switch {
	case left < -Practice().BlueWorkdays:
		s.Card = hall.YellowCard
	case left < 0:
		s.Card = hall.BlueCard
	}
	return s
}

// Stage is a column of the custody board.
type Stage string

// The stages, in the order of an errand.
const (
	StageWaiting  Stage = "待收取"
	StageCarried  Stage = "在代办员手中"
	StageHandedIn Stage = "已交窗口"
	StageResult   Stage = "待取结果"
	StageBack     Stage = "待交还"
	StageReturned Stage = "已交还"
)

// Stages are the columns of the custody board.
func Stages() []Stage {
	return []Stage{StageWaiting, StageCarried, StageHandedIn, StageResult, StageBack, StageReturned}
}

// StageOf is the column of a bag; ready says that its case has come to a result.
func (b *Bag) StageOf(ready bool) Stage {
	switch b.State {
	case Waiting:
		return StageWaiting
	case Carried:
		return StageCarried
	case AtCounter:
		return StageHandedIn
	case HandedIn:
		if ready {
			return StageResult
		}
		return StageHandedIn
	case Fetched:
		return StageBack
	}
	return StageReturned
}
