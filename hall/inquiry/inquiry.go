// Package inquiry is the first-inquiry duty (首问责任): whoever is asked first keeps the
// question until it is answered, becomes a case, or somebody else has taken it over.
package inquiry

import (
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "inquiry"

// Letter begins the number of an inquiry.
const Letter = "W"

// The kinds of its entries.
const (
	KindOpened   hall.Kind = "inquiry.opened"
	KindOffered  hall.Kind = "inquiry.offered"
	KindTaken    hall.Kind = "inquiry.taken"
	KindAssigned hall.Kind = "inquiry.assigned"
	KindAnswered hall.Kind = "inquiry.answered"
	KindLed      hall.Kind = "inquiry.led"
)

// State is where an inquiry stands.
type State string

// The states.
const (
	Open     State = "open"     // with its holder
	Offered  State = "offered"  // offered to somebody, still with its holder
	Answered State = "answered" // answered on the spot or later
	Led      State = "led"      // became a case
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Open:
		return "待答复"
	case Offered:
		return "转交中"
	case Answered:
		return "已答复"
	case Led:
		return "已转办件"
	}
	return string(s)
}

// Inquiry (咨询) is the fold of its entries.
type Inquiry struct {
	hall.Trace
	No      hall.RecordNo `json:"no"`
	State   State         `json:"state"`
	Holder  string        `json:"holder"`            // staff id who has the duty now
	Offered string        `json:"offered,omitempty"` // staff id it is offered to
	Asked   Question      `json:"asked"`
	Chain   []string      `json:"chain"` // staff ids who had the duty, the first asked first
	Answer  string        `json:"answer,omitempty"`
	Case    string        `json:"case,omitempty"` // id of the case it became
	Day     hall.Date     `json:"day"`
}

// Question is what was asked, by whom and how.
type Question struct {
	Text   string          `json:"text"`
	Matter hall.MatterName `json:"matter,omitzero"`
	Person *hall.Person    `json:"person,omitempty"` // nil when nobody said who they are
	How    string          `json:"how"`              // one of Ways
	Visit  string          `json:"visit,omitempty"`  // id of the visit it belongs to
}

// Ways are how a question reaches the hall.
func Ways() []string { return []string{"当面", "电话", "网上"} }

// Room is the room of inquiries.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "咨询",
		Kinds: map[hall.Kind]string{
			KindOpened: "首问登记", KindOffered: "提出转交", KindTaken: "接手", KindAssigned: "主任指定",
			KindAnswered: "答复", KindLed: "转为办件",
		},
		Read: read, Open: hall.OpenRecord[Inquiry],
	}
}

// Facts implements hall.Record.
func (q *Inquiry) Facts() hall.Facts {
	return hall.Facts{
		Sort: Sort, No: string(q.No), State: string(q.State), Open: q.State == Open || q.State == Offered,
		Day: q.Day, Owner: q.Holder, Of: q.Asked.Visit,
	}
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindOpened:
		return hall.ReadPart[Opening, Inquiry](e)
	case KindOffered:
		return hall.ReadPart[Offer, Inquiry](e)
	case KindTaken:
		return hall.ReadPart[Take, Inquiry](e)
	case KindAssigned:
		return hall.ReadPart[Assignment, Inquiry](e)
	case KindAnswered:
		return hall.ReadPart[Reply, Inquiry](e)
	case KindLed:
		return hall.ReadPart[Lead, Inquiry](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// running is nil when somebody still has the duty.
func (q *Inquiry) running(what string) error {
	if q == nil {
		return hall.Missing("没有这条咨询", "请核对编号")
	}
	if q.State == Open || q.State == Offered {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("咨询 %s %s，不能再%s", q.No.Spoken(), q.State.Han(), what), "新的问题请另行登记")
}

// known reports whether the question came in a way the hall counts.
func (q Question) known() bool { return slices.Contains(Ways(), q.How) }
