// Package followup is the call back to a drawn sample of people whose business is done
// (办件回访). A bad rating is followed up in its own room; this one asks those who said
// nothing or nothing bad.
package followup

import (
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "followup"

// Letter begins the number of a follow-up.
const Letter = "V"

// The kinds of its entries.
const (
	KindDrawn     hall.Kind = "followup.drawn"
	KindContacted hall.Kind = "followup.contacted"
	KindRectified hall.Kind = "followup.rectified"
	KindClosed    hall.Kind = "followup.closed"
)

// State is where a follow-up stands.
type State string

// The states.
const (
	Drawn     State = "drawn"     // nobody has been reached
	Contacted State = "contacted" // answered
	Rectified State = "rectified" // a complaint in the answer was put right
	Closed    State = "closed"
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Drawn:
		return "待回访"
	case Contacted:
		return "已回访"
	case Rectified:
		return "已整改"
	case Closed:
		return "已办结"
	}
	return string(s)
}

// FollowUp (办件回访) is the fold of its entries.
type FollowUp struct {
	hall.Trace
	No      hall.RecordNo   `json:"no"`
	State   State           `json:"state"`
	Day     hall.Date       `json:"day"`
	Month   string          `json:"month"` // YYYY-MM, of the cases drawn from
	Case    string          `json:"case"`  // id
	Matter  hall.MatterName `json:"matter"`
	Served  []string        `json:"served"` // staff ids who served in it; they do not call
	By      string          `json:"by,omitempty"`
	Due     hall.Due        `json:"due"`
	Calls   []Call          `json:"calls,omitempty"`
	Measure string          `json:"measure,omitempty"`
}

// Call is one attempt.
type Call struct {
	Day    hall.Date `json:"day"`
	How    string    `json:"how"` // one of Ways
	Answer Answer    `json:"answer"`
	Text   string    `json:"text,omitempty"` // what was said; may hold personal data
}

// Answer is what a call came to.
type Answer string

// The answers.
const (
	Content   Answer = "content"   // satisfied
	Unhappy   Answer = "unhappy"   // not satisfied: must be put right
	Unreached Answer = "unreached" // 联系不上
	Silent    Answer = "silent"    // reached, and did not want to answer
)

// Answers are all answers.
func Answers() []Answer { return []Answer{Content, Unhappy, Unreached, Silent} }

// Han is the answer as a list shows it.
func (a Answer) Han() string {
	switch a {
	case Content:
		return "满意"
	case Unhappy:
		return "不满意"
	case Unreached:
		return "联系不上"
	case Silent:
		return "不愿回答"
	}
	return string(a)
}

// Ways are how people are called back.
func Ways() []string { return []string{"电话", "上门", "当面"} }

// CloseWorkdays is how many working days a drawn follow-up may take, and LeastTries how many
// calls it takes before a person counts as not to be reached. Typical practice, parameters
// of RulesEdition.
const (
	CloseWorkdays = 15
	LeastTries    = 3
)

// SubjectID is the subject of the follow-up of a case drawn for a month: two devices that draw
// the same sample make one follow-up.
func SubjectID(caseID, month string) string { return hall.TimeID(caseID, string(Sort), month) }

// Room is the room of follow-ups.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "办件回访",
		Kinds: map[hall.Kind]string{
			KindDrawn: "抽中回访", KindContacted: "回访", KindRectified: "整改", KindClosed: "回访办结",
		},
		Read: read, Open: hall.OpenRecord[FollowUp],
	}
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindDrawn:
		return hall.ReadPart[Draw, FollowUp](e)
	case KindContacted:
		return hall.ReadPart[Contact, FollowUp](e)
	case KindRectified:
		return hall.ReadPart[Rectification, FollowUp](e)
	case KindClosed:
		return hall.ReadPart[Closing, FollowUp](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Facts implements hall.Record.
func (f *FollowUp) Facts() hall.Facts {
	facts := hall.Facts{
		Sort: Sort, No: string(f.No), State: string(f.State), Open: f.State != Closed, Day: f.Day, Owner: f.By, Of: f.Case,
	}
	if facts.Open {
		facts.Due = f.Due.Last
	}
	return facts
}

// Is reports whether a person served in the case.
func (f *FollowUp) Is(staff string) bool { return slices.Contains(f.Served, staff) }

// heard is the last call in which the person was reached, or false.
func (f *FollowUp) heard() (Call, bool) {
	for _, c := range slices.Backward(f.Calls) {
		if c.Answer != Unreached {
			return c, true
		}
	}
	return Call{}, false
}
