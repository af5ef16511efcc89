// Package watch is electronic supervision (电子监察): the rules by which time and facts raise
// supervision cards (督办牌), and the cards themselves, answered by the person responsible and
// judged by another. A card is never deleted. Device and county raise cards with this code.
package watch

import (
	"fmt"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "card"

// Letter begins the number of a card.
const Letter = "P"

// The kinds of its entries.
const (
	KindRaised   hall.Kind = "card.raised"
	KindAnswered hall.Kind = "card.answered"
	KindJudged   hall.Kind = "card.judged"
)

// State is where a card stands.
type State string

// The states.
const (
	Told     State = "told"     // a reminder: nothing is owed
	Raised   State = "raised"   // an explanation is owed
	Answered State = "answered" // explained, waits for the verdict
	Upheld   State = "upheld"   // 成立
	Revoked  State = "revoked"  // 撤销
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Told:
		return "已提醒"
	case Raised:
		return "待说明"
	case Answered:
		return "待裁定"
	case Upheld:
		return "成立"
	case Revoked:
		return "撤销"
	}
	return string(s)
}

// About is what a card is about: a case, a bag, another card.
type About struct {
	Sort hall.Sort `json:"sort"` // SortCase, or the sort of a record
	ID   string    `json:"id"`
	No   string    `json:"no,omitempty"` // its printed number
}

// SortCase is the Sort of About for a case, which is no record.
const SortCase hall.Sort = "case"

// Inputs are what a rule was computed from, frozen on the card.
type Inputs struct {
	Clock       ClockName `json:"clock,omitempty"` // empty where no clock is behind the rule
	Due         *hall.Due `json:"due,omitempty"`
	Today       hall.Date `json:"today"`
	LeftDays    int       `json:"left_workdays"`         // working days left; negative is over; 0 where no clock runs
	Years       []int     `json:"years,omitempty"`       // calendar years that were loaded
	Provisional []int     `json:"provisional,omitempty"` // years counted Monday–Friday for want of a schedule
	Cards       []string  `json:"cards,omitempty"`       // ids of the unanswered cards behind a red one
	Items       []string  `json:"items,omitempty"`       // what a later notice added
	FeeFen      int64     `json:"fee_fen,omitempty"`     // the fee without basis
}

// Answer (说明) is the explanation of the person responsible.
type Answer struct {
	Text string    `json:"text"`
	By   string    `json:"by"` // staff id
	At   time.Time `json:"at"`
	Late bool      `json:"late,omitempty"` // after the day it was owed by
}

// Verdict (裁定) says whether a card stands.
type Verdict struct {
	Upheld bool      `json:"upheld"`
	Reason string    `json:"reason"`
	By     string    `json:"by"` // staff id, or the county's supervisor
	At     time.Time `json:"at"`
}

// Card (督办牌) is the fold of its entries. It is long: it holds the whole question, its
// answer and its verdict.
type Card struct {
	hall.Trace
	No          hall.RecordNo  `json:"no"`
	State       State          `json:"state"`
	Level       hall.CardLevel `json:"level"`
	Rule        Rule           `json:"rule"`
	About       About          `json:"about"`
	Inputs      Inputs         `json:"inputs"`
	Responsible string         `json:"responsible"` // staff id at that time; stays after leaving
	Day         hall.Date      `json:"day"`
	AnswerBy    *hall.Due      `json:"answer_by,omitempty"` // nil for a reminder
	Edition     string         `json:"edition"`             // of the rules
	Answer      *Answer        `json:"answer,omitempty"`
	Verdict     *Verdict       `json:"verdict,omitempty"`
}

// Room is the room of cards.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "督办牌",
		Kinds: map[hall.Kind]string{KindRaised: "发牌", KindAnswered: "说明", KindJudged: "裁定"},
		Read:  read, Open: hall.OpenRecord[Card],
	}
}

// Facts implements hall.Record. The owner is the person responsible, for ever; the cards a red
// one counts are its keys.
func (c *Card) Facts() hall.Facts {
	f := hall.Facts{
		Sort: Sort, No: string(c.No), State: string(c.State), Open: c.State == Raised || c.State == Answered,
		Day: c.Day, Owner: c.Responsible, Of: c.About.ID, Keys: c.Inputs.Cards,
	}
	if c.State == Raised && c.AnswerBy != nil {
		f.Due = c.AnswerBy.Last
	}
	return f
}

// Unanswered reports whether the explanation is still owed after its day.
func (c *Card) Unanswered(today hall.Date) bool {
	return c.State == Raised && c.AnswerBy != nil && today.After(c.AnswerBy.Last)
}

// Reminder reports whether a card of the level only reminds: nobody owes an explanation.
// Typical practice, a parameter of RulesEdition.
func Reminder(l hall.CardLevel) bool { return l == hall.BlueCard || l == hall.YellowWarn }

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindRaised:
		return hall.ReadPart[Raising, Card](e)
	case KindAnswered:
		return hall.ReadPart[Explanation, Card](e)
	case KindJudged:
		return hall.ReadPart[Judgement, Card](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}
