// Package hotline is the orders of the 12345 line (12345工单): each has the line's number, a
// limit to be signed for and a limit to be answered.
package hotline

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "hotline"

// Letter begins the hall's own number of an order.
const Letter = "H"

// The kinds of its entries.
const (
	KindReceived  hall.Kind = "hotline.received"
	KindSigned    hall.Kind = "hotline.signed"
	KindRouted    hall.Kind = "hotline.routed"
	KindAnswered  hall.Kind = "hotline.answered"
	KindReturned  hall.Kind = "hotline.returned"
	KindRevisited hall.Kind = "hotline.revisited"
)

// State is where an order stands.
type State string

// The states.
const (
	Received State = "received"
	Signed   State = "signed"
	Routed   State = "routed"
	Answered State = "answered"
	Redo     State = "redo"     // answered, and the caller was not content
	Returned State = "returned" // given back to the line: not ours
	Done     State = "done"     // the caller was called back and content, or no call back is due
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Received:
		return "待签收"
	case Signed:
		return "已签收"
	case Routed:
		return "办理中"
	case Answered:
		return "已答复"
	case Redo:
		return "重办"
	case Returned:
		return "已退回"
	case Done:
		return "已办结"
	}
	return string(s)
}

// SignLimit and AnswerLimit are the limits of an order that names none, counted from its
// receipt. Typical practice, parameters of RulesEdition.
func SignLimit() hall.Limit { return hall.Limit{N: 1, Unit: hall.Workday} }

// AnswerLimit is the limit to the answer; see SignLimit.
func AnswerLimit() hall.Limit { return hall.Limit{N: 5, Unit: hall.Workday} }

// Order (12345工单) is the fold of its entries.
type Order struct {
	hall.Trace
	No       hall.RecordNo `json:"no"`
	TheirNo  string        `json:"their_no"` // number of the line
	State    State         `json:"state"`
	Day      hall.Date     `json:"day"`
	Asked    Asked         `json:"asked"`
	Holder   string        `json:"holder,omitempty"` // staff id it stands with
	SignBy   hall.Due      `json:"sign_by"`
	AnswerBy hall.Due      `json:"answer_by"`
	Answer   string        `json:"answer,omitempty"`
	Returned string        `json:"returned,omitempty"` // why it was given back
	Revisits []Revisit     `json:"revisits,omitempty"`
}

// Asked is what the caller wants. It holds personal data.
type Asked struct {
	Text   string          `json:"text"`
	Matter hall.MatterName `json:"matter,omitzero"`
	Caller *hall.Person    `json:"caller,omitempty"` // nil when the line did not name them
	About  []string        `json:"about,omitempty"`  // staff ids complained of: blind to the order
}

// Revisit is a call back to the caller after an answer.
type Revisit struct {
	Day       hall.Date `json:"day"`
	Satisfied bool      `json:"satisfied"`
	Text      string    `json:"text,omitempty"` // may hold personal data
}

// SubjectID is the subject of an order of a hall: the same order typed in on two devices is one.
func SubjectID(division, theirNo string) string {
	return hall.TimeID(division, string(Sort), TidyNo(theirNo))
}

// TidyNo is a number of the line without spaces, in capitals.
func TidyNo(theirNo string) string { return strings.ToUpper(strings.Join(strings.Fields(theirNo), "")) }

// Room is the room of 12345 orders.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "12345工单",
		Kinds: map[hall.Kind]string{
			KindReceived: "收到工单", KindSigned: "签收", KindRouted: "转办", KindAnswered: "答复", KindReturned: "退回", KindRevisited: "回访",
		},
		Read: read, Open: hall.OpenRecord[Order],
	}
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindReceived:
		return hall.ReadPart[Receipt, Order](e)
	case KindSigned:
		return hall.ReadPart[Signing, Order](e)
	case KindRouted:
		return hall.ReadPart[Routing, Order](e)
	case KindAnswered:
		return hall.ReadPart[Reply, Order](e)
	case KindReturned:
		return hall.ReadPart[Return, Order](e)
	case KindRevisited:
		return hall.ReadPart[Revisiting, Order](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Facts implements hall.Record. Due is the limit that runs: to the signature, then to the answer.
func (o *Order) Facts() hall.Facts {
	f := hall.Facts{
		Sort: Sort, No: string(o.No), State: string(o.State), Day: o.Day, Owner: o.Holder, Keys: []string{o.TheirNo},
		Open: slices.Contains([]State{Received, Signed, Routed, Redo, Answered}, o.State),
	}
	switch o.State {
	case Received:
		f.Due = o.SignBy.Last
	case Signed, Routed, Redo:
		f.Due = o.AnswerBy.Last
	}
	return f
}

// Blind reports whether a person may not know of the order: it complains of them.
// Typical practice, a parameter of RulesEdition.
func (o *Order) Blind(staff string) bool { return slices.Contains(o.Asked.About, staff) }

func (o *Order) running(what string, in ...State) error {
	if o == nil {
		return hall.Missing("没有这条登记", "请核对编号")
	}
	if slices.Contains(in, o.State) {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("工单 %s 现在是「%s」，不能%s", o.No.Spoken(), o.State.Han(), what), "请看它的经过，再决定下一步")
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }
