package rating

import (
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// Parameters are the numbers of practice of this room.
type Parameters struct {
	StartWorkdays  int // from a real-name bad rating to the start of its follow-up
	AnswerWorkdays int // … to the applicant being heard
	CloseWorkdays  int // … to its closing
	ReviewWorkdays int // from an appeal to its review
	LeastTries     int // calls before a person counts as not to be reached
	BatchSize      int // ratings that release comments to the rated before the month is over
	MostTags       int
}

// Practice is the parameters in force. Typical practice, a parameter of RulesEdition.
func Practice() Parameters {
	return Parameters{
		StartWorkdays: 1, AnswerWorkdays: 5, CloseWorkdays: 15, ReviewWorkdays: 5, LeastTries: 3, BatchSize: 5, MostTags: 10,
	}
}

// Limits are the days a real-name bad rating must be followed up by, as counted when it was given.
type Limits struct {
	Start  hall.Due `json:"start"`
	Answer hall.Due `json:"answer"`
	Close  hall.Due `json:"close"`
}

// LimitsFrom are the limits of a bad rating given at an instant, each counted from that day:
// start 1, answer 5, close 15 working days. Typical practice, a parameter of RulesEdition.
func LimitsFrom(cal workday.Calendar, given time.Time) Limits {
	p := Practice()
	return Limits{
		Start: workdays(cal, given, p.StartWorkdays), Answer: workdays(cal, given, p.AnswerWorkdays), Close: workdays(cal, given, p.CloseWorkdays),
	}
}

// ReviewDue is the day an appeal made at an instant must be reviewed by.
// Typical practice, a parameter of RulesEdition.
func ReviewDue(cal workday.Calendar, appealed time.Time) hall.Due {
	return workdays(cal, appealed, Practice().ReviewWorkdays)
}

func workdays(cal workday.Calendar, from time.Time, n int) hall.Due {
	return hall.DueAfter(cal, from, hall.Limit{N: n, Unit: hall.Workday})
}
