// Package complaint is complaints (投诉) about the hall, its people or a matter. The person
// complained of can neither open one nor see who complained; see DESIGN.md of hall/rating for
// all rules of blindness.
package complaint

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "complaint"

// Letter begins the number of a complaint.
const Letter = "T"

// The kinds of its entries.
const (
	KindMade         hall.Kind = "complaint.made"
	KindAccepted     hall.Kind = "complaint.accepted"
	KindRefused      hall.Kind = "complaint.refused"
	KindAssigned     hall.Kind = "complaint.assigned"
	KindInvestigated hall.Kind = "complaint.investigated"
	KindAnswered     hall.Kind = "complaint.answered"
	KindAppealed     hall.Kind = "complaint.appealed"
	KindPetitioned   hall.Kind = "complaint.petitioned"
	KindClosed       hall.Kind = "complaint.closed"
)

// State is where a complaint stands.
type State string

// The states.
const (
	Made         State = "made"
	Accepted     State = "accepted"
	Refused      State = "refused" // not taken up, with a reason
	Assigned     State = "assigned"
	Investigated State = "investigated"
	Answered     State = "answered"
	Appealed     State = "appealed" // the complainant does not take the answer
	Petitioned   State = "petitioned"
	Closed       State = "closed"
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Made:
		return "待受理"
	case Accepted:
		return "已受理"
	case Refused:
		return "不予受理"
	case Assigned:
		return "核查中"
	case Investigated:
		return "已核查"
	case Answered:
		return "已答复"
	case Appealed:
		return "申请复核"
	case Petitioned:
		return "已转信访"
	case Closed:
		return "已办结"
	}
	return string(s)
}

// AcceptWorkdays is how many working days the hall has to say whether it takes a complaint up,
// AnswerWorkdays how many from then on, or from an appeal, to the answer. Typical practice,
// parameters of RulesEdition.
const (
	AcceptWorkdays = 5
	AnswerWorkdays = 15
)

// Complaint (投诉) is the fold of its entries.
type Complaint struct {
	hall.Trace
	No       hall.RecordNo `json:"no"`
	State    State         `json:"state"`
	Day      hall.Date     `json:"day"`
	About    About         `json:"about"`
	Told     Told          `json:"told"`
	County   bool          `json:"county,omitempty"`  // held by the county: the director is complained of
	Handler  string        `json:"handler,omitempty"` // staff id
	AcceptBy hall.Due      `json:"accept_by"`
	AnswerBy *hall.Due     `json:"answer_by,omitempty"` // from acceptance, afresh from an appeal
	Work     Work          `json:"work,omitzero"`
}

// About is who or what is complained of. At least one of the three is given.
type About struct {
	Staff  []string        `json:"staff,omitempty"` // ids
	Matter hall.MatterName `json:"matter,omitzero"`
	Hall   bool            `json:"hall,omitempty"` // the hall as a whole
}

// Told is what was said, by whom and how. It holds personal data.
type Told struct {
	Text        string       `json:"text"`
	Complainant *hall.Person `json:"complainant,omitempty"` // nil when anonymous
	How         string       `json:"how"`                   // one of Ways
	Secret      bool         `json:"secret,omitempty"`      // the complainant asks to be kept secret
}

// Work is what came of a complaint. It may hold personal data.
type Work struct {
	Refusal  string    `json:"refusal,omitempty"` // why it was not taken up
	Finding  string    `json:"finding,omitempty"`
	Answer   string    `json:"answer,omitempty"`
	Reached  string    `json:"reached,omitempty"` // how the answer was told
	Appeal   string    `json:"appeal,omitempty"`  // why the complainant does not take the answer
	Petition *Petition `json:"petition,omitempty"`
	Closing  string    `json:"closing,omitempty"`
}

// Petition is the office a complaint went to as a petition (信访), and when.
type Petition struct {
	Office string    `json:"office"`
	Day    hall.Date `json:"day"`
}

// Ways are how a complaint reaches the hall.
func Ways() []string { return []string{"当面", "电话", "来信", "意见箱", "网上", "12345"} }

// AnswerWays are how an answer is told; an anonymous complaint's is kept for asking.
func AnswerWays() []string { return []string{"当面", "电话", "书面", "留存备查"} }

// Room is the room of complaints.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "投诉",
		Kinds: map[hall.Kind]string{
			KindMade: "投诉登记", KindAccepted: "受理投诉", KindRefused: "不予受理", KindAssigned: "指定核查人", KindInvestigated: "核查",
			KindAnswered: "答复", KindAppealed: "申请复核", KindPetitioned: "转信访", KindClosed: "办结",
		},
		Read: read, Open: hall.OpenRecord[Complaint],
	}
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindMade:
		return hall.ReadPart[Making, Complaint](e)
	case KindAccepted:
		return hall.ReadPart[Acceptance, Complaint](e)
	case KindRefused:
		return hall.ReadPart[Refusal, Complaint](e)
	case KindAssigned:
		return hall.ReadPart[Assignment, Complaint](e)
	case KindInvestigated:
		return hall.ReadPart[Investigation, Complaint](e)
	case KindAnswered:
		return hall.ReadPart[Reply, Complaint](e)
	case KindAppealed:
		return hall.ReadPart[Appeal, Complaint](e)
	case KindPetitioned:
		return hall.ReadPart[HandOver, Complaint](e)
	case KindClosed:
		return hall.ReadPart[Closing, Complaint](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Facts implements hall.Record. Who is complained of is not in it: no list may lead here.
func (c *Complaint) Facts() hall.Facts {
	f := hall.Facts{Sort: Sort, No: string(c.No), State: string(c.State), Open: c.open(), Day: c.Day, Owner: c.Handler}
	switch {
	case c.County: // its limits are the county's to keep; nobody of the hall may learn of it by a reminder
	case c.State == Made:
		f.Due = c.AcceptBy.Last
	case f.Open && c.State != Answered && c.AnswerBy != nil:
		f.Due = c.AnswerBy.Last
	}
	return f
}

func (c *Complaint) open() bool {
	return !slices.Contains([]State{Refused, Petitioned, Closed}, c.State)
}

// Blind reports whether a person of the hall may not know of the complaint at all: who is
// complained of, and everybody who is not the auditor when the county holds it.
// Typical practice, a parameter of RulesEdition.
func (c *Complaint) Blind(p hall.Staff) bool {
	if c.About.Is(p.ID) {
		return true
	}
	return c.County && !p.Has(hall.RoleAuditor)
}

// Is reports whether a person is complained of.
func (a About) Is(staff string) bool { return slices.Contains(a.Staff, staff) }

// ForCounty reports whether a complaint goes to the county only: a director of the hall is
// complained of, and nobody judges in their own matter. people are all of the hall.
// Typical practice, a parameter of RulesEdition.
func (a About) ForCounty(people []hall.Staff) bool {
	return slices.ContainsFunc(people, func(p hall.Staff) bool { return p.Has(hall.RoleDirector) && a.Is(p.ID) })
}

// running is nil when the complaint is in one of the states.
func (c *Complaint) running(what, by string, in ...State) error {
	switch {
	case c == nil:
		return hall.Missing("没有这条登记", "请核对编号")
	case c.About.Is(by):
		return hall.Missing("没有这条登记", "请核对编号")
	case slices.Contains(in, c.State):
		return nil
	}
	return hall.Forbid(fmt.Sprintf("这条投诉现在是「%s」，不能%s", c.State.Han(), what), "请看它的经过，再决定下一步")
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

func byWhom(staff string) error {
	if staff == "" {
		return hall.Refuse("没有写是谁办的", "请办的人自己登录")
	}
	return nil
}
