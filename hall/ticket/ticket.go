// Package ticket is the ticket of the waiting room (取号): drawn at the door, called to a counter,
// passed over, forwarded, served or left. A ticket names nobody.
package ticket

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "ticket"

// Letter begins the record number of a ticket.
const Letter = "Q"

// Plain is the queue of a hall that has only one.
const Plain = "综合"

// The kinds of its entries.
const (
	KindDrawn     hall.Kind = "ticket.drawn"
	KindCalled    hall.Kind = "ticket.called"
	KindRecalled  hall.Kind = "ticket.recalled"
	KindParked    hall.Kind = "ticket.parked"
	KindReturned  hall.Kind = "ticket.returned"
	KindServed    hall.Kind = "ticket.served"
	KindForwarded hall.Kind = "ticket.forwarded"
	KindLeft      hall.Kind = "ticket.left"
)

// State is where a ticket stands.
type State string

// The states.
const (
	Waiting State = "waiting" // in its queue
	Called  State = "called"  // called to a counter, nobody has come yet
	Parked  State = "parked"  // called and nobody came; comes back after others
	Served  State = "served"  // sits at a counter; for ever
	Left    State = "left"    // went away; for ever
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Waiting:
		return "等候"
	case Called:
		return "已叫号"
	case Parked:
		return "过号"
	case Served:
		return "已到窗口"
	case Left:
		return "已离开"
	}
	return string(s)
}

// Ticket (取号单) is the fold of its entries.
type Ticket struct {
	hall.Trace
	No      hall.RecordNo `json:"no"`
	Number  string        `json:"number"` // as printed and called: A7-012, 优A7-013
	State   State         `json:"state"`
	Day     hall.Date     `json:"day"`
	Queue   string        `json:"queue"`
	Wanted  string        `json:"wanted,omitempty"`  // the counter it was forwarded to; empty for any
	Counter string        `json:"counter,omitempty"` // the counter that called it last
	Asked   Asked         `json:"asked,omitzero"`
	DrawnAt journal.Clock `json:"drawn_at"`
	Calls   []Call        `json:"calls,omitempty"` // in order
	Visit   string        `json:"visit,omitempty"` // id of the visit it became
}

// Asked is what was said at the door.
type Asked struct {
	Priority string          `json:"priority,omitempty"` // code of a Priority; empty for none
	Matter   hall.MatterName `json:"matter,omitzero"`
	Checked  bool            `json:"checked,omitempty"` // the guide looked at the papers (门口预审)
	Present  []string        `json:"present,omitempty"` // names of materials
	Missing  []string        `json:"missing,omitempty"`
}

// Call is one call to a counter. The order of calls is that of their clocks.
type Call struct {
	Counter string        `json:"counter"`
	Queue   string        `json:"queue"`
	Clock   journal.Clock `json:"clock"`
	Staff   string        `json:"staff"`
	Again   int           `json:"again,omitempty"` // how often it was called once more
}

// Caller is the staff id of who called the ticket last, empty when nobody did.
func (t *Ticket) Caller() string {
	if t.State != Called || len(t.Calls) == 0 {
		return ""
	}
	return t.Calls[len(t.Calls)-1].Staff
}

// Room is the room of tickets.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "取号",
		Kinds: map[hall.Kind]string{
			KindDrawn: "取号", KindCalled: "叫号", KindRecalled: "重呼", KindParked: "过号", KindReturned: "重新排队",
			KindServed: "到窗口", KindForwarded: "转窗口", KindLeft: "离开",
		},
		Read: read, Open: hall.OpenRecord[Ticket],
	}
}

// Facts implements hall.Record. The key is the number as called.
func (t *Ticket) Facts() hall.Facts {
	return hall.Facts{
		Sort: Sort, No: string(t.No), State: string(t.State), Open: t.Open(), Day: t.Day, Of: t.Visit, Keys: []string{Plainly(t.Number)},
	}
}

// Open reports whether somebody still waits with the ticket.
func (t *Ticket) Open() bool { return t.State == Waiting || t.State == Called || t.State == Parked }

// Prior reports whether the ticket goes before others.
func (t *Ticket) Prior() bool { return t.Asked.Priority != "" }

var recordForm = regexp.MustCompile(`^Q\d{8}-([0-9A-Z]{2})(\d{4,9})[0-9A-Z]$`)

// Number is the number a ticket is called by: the device's code and the running number of the
// day, 优 before it for a priority: A7-012. Two devices never print the same one.
func Number(no hall.RecordNo, priority string) string {
	m := recordForm.FindStringSubmatch(string(no))
	if m == nil {
		return string(no)
	}
	short := strings.TrimLeft(m[2], "0")
	number := m[1] + "-" + strings.Repeat("0", max(0, 3-len(short))) + short
	if priority != "" {
		return PriorityMark + number
	}
	return number
}

var plainForm = regexp.MustCompile(`^([0-9A-Z]{2})-?(\d{3,9})$`)

// Plainly is a ticket number as typed, in the form it is looked up by: without 优, with its
// dash, in capitals; empty when the text is no ticket number.
func Plainly(text string) string {
	text = strings.ToUpper(strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimSpace(text), PriorityMark)), ""))
	m := plainForm.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return m[1] + "-" + m[2]
}

// may is nil when the ticket stands in one of the states.
func (t *Ticket) may(what string, states ...State) error {
	if t == nil {
		return hall.Missing("没有这个号", "请核对号码和日期")
	}
	if slices.Contains(states, t.State) {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("%s 号%s，不能%s", t.Number, t.State.Han(), what), "请看叫号单（ticket list），或重新取号")
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindDrawn:
		return hall.ReadPart[Drawing, Ticket](e)
	case KindCalled:
		return hall.ReadPart[Calling, Ticket](e)
	case KindRecalled:
		return hall.ReadPart[Recalling, Ticket](e)
	case KindParked:
		return hall.ReadPart[Parking, Ticket](e)
	case KindReturned:
		return hall.ReadPart[Returning, Ticket](e)
	case KindServed:
		return hall.ReadPart[Serving, Ticket](e)
	case KindForwarded:
		return hall.ReadPart[Forwarding, Ticket](e)
	case KindLeft:
		return hall.ReadPart[Leaving, Ticket](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}
