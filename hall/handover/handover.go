// Package handover is the count of everything in hand when somebody leaves a post (清点移交):
// counted before a witness, and taken by the receiver, or assigned by the director.
package handover

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "handover"

// Letter begins the number of a hand-over.
const Letter = "S"

// The kinds of its entries.
const (
	KindCounted   hall.Kind = "handover.counted"
	KindAccepted  hall.Kind = "handover.accepted"
	KindAssigned  hall.Kind = "handover.assigned"
	KindWithdrawn hall.Kind = "handover.withdrawn"
)

// State is where a hand-over stands.
type State string

// The states.
const (
	Counted   State = "counted" // waits for the receiver
	Accepted  State = "accepted"
	Assigned  State = "assigned" // by the director, with a reason
	Withdrawn State = "withdrawn"
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Counted:
		return "待接收"
	case Accepted:
		return "已接收"
	case Assigned:
		return "主任已指定"
	case Withdrawn:
		return "已作废"
	}
	return string(s)
}

// HandOver (清点移交) is the fold of its entries.
type HandOver struct {
	hall.Trace
	No       hall.RecordNo `json:"no"`
	State    State         `json:"state"`
	Who      string        `json:"who"`               // staff id of who hands over
	Receiver string        `json:"receiver"`          // staff id
	Witness  string        `json:"witness,omitempty"` // staff id of who counted along; empty only in the smallest halls
	Day      hall.Date     `json:"day"`
	Items    []Item        `json:"items"`
	Reason   string        `json:"reason,omitempty"`
	Signed   []string      `json:"signed"` // staff ids of who put their name to it, in order
}

// Item names a piece of open work that was counted.
type Item struct {
	Sort hall.Sort `json:"sort"` // a sort of record, or "case"
	ID   string    `json:"id"`
	No   string    `json:"no"`
}

// Room is the room of hand-overs.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "清点移交",
		Kinds: map[hall.Kind]string{
			KindCounted: "清点", KindAccepted: "接收", KindAssigned: "主任指定接收", KindWithdrawn: "作废",
		},
		Read: read, Open: hall.OpenRecord[HandOver],
	}
}

// Facts implements hall.Record. Until taken it stands with the receiver.
func (o *HandOver) Facts() hall.Facts {
	f := hall.Facts{Sort: Sort, No: string(o.No), State: string(o.State), Open: o.State == Counted, Day: o.Day, Keys: []string{o.Who}}
	if f.Open {
		f.Owner = o.Receiver
	}
	return f
}

// Done reports whether the hand-over lets the person leave: two have signed it, or the
// director has assigned it.
func (o *HandOver) Done() bool { return o.State == Accepted || o.State == Assigned }

// Lists reports whether an item was counted.
func (o *HandOver) Lists(sort hall.Sort, id string) bool {
	return slices.ContainsFunc(o.Items, func(x Item) bool { return x.Sort == sort && x.ID == id })
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindCounted:
		return hall.ReadPart[Count, HandOver](e)
	case KindAccepted:
		return hall.ReadPart[Acceptance, HandOver](e)
	case KindAssigned:
		return hall.ReadPart[Assignment, HandOver](e)
	case KindWithdrawn:
		return hall.ReadPart[Withdrawal, HandOver](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

func (o *HandOver) open(what string) error {
	if o == nil {
		return hall.Missing("没有这张清点移交单", "请核对编号")
	}
	if o.State == Counted {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("清点移交单 %s %s，不能再%s", o.No.Spoken(), o.State.Han(), what), "要重新清点的，请另立一张")
}

// Count (清点) lists everything in hand, signed by who hands over (or, when they are gone,
// by the director) and counted along by a witness.
type Count struct {
	No       hall.RecordNo `json:"no"`
	Hall     string        `json:"hall"`
	Day      hall.Date     `json:"day"`
	Who      string        `json:"who"`
	Receiver string        `json:"receiver"`
	Witness  string        `json:"witness,omitempty"`
	Items    []Item        `json:"items"`
}

// Kind implements hall.Body.
func (Count) Kind() hall.Kind { return KindCounted }

// NeedsWitness reports whether a hall with so many working people must name a witness.
//
// Source: typical practice (离岗清点移交), a parameter of RulesEdition.
func NeedsWitness(working int) bool { return working >= 3 }

// Complete implements hall.Part. Who hands over, who receives and who witnesses are
// different people.
func (b Count) Complete() error {
	switch {
	case b.Who == "" || b.Receiver == "":
		return hall.Refuse("清点移交要写移交人和接收人", "请写工作人员的编号")
	case b.Who == b.Receiver || b.Witness == b.Who || b.Witness == b.Receiver:
		return hall.Refuse("移交人、接收人、监交人不能是同一个人", "请另写一位")
	case len(b.Items) == 0:
		return hall.Refuse("手上没有要移交的东西", "没有未办完的，可以直接离岗")
	}
	for i, x := range b.Items {
		if x.Sort == "" || x.ID == "" {
			return hall.Refuse(fmt.Sprintf("第 %d 项没有写是什么", i+1), "请重新清点")
		}
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Count) Fits(o *HandOver) error {
	if o != nil {
		return hall.Forbid("同一张清点移交单登记了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Count) Put(o *HandOver, h journal.Header) {
	o.No, o.Hall, o.State, o.Day = b.No, b.Hall, Counted, b.Day
	o.Who, o.Receiver, o.Witness, o.Items, o.Signed = b.Who, b.Receiver, b.Witness, b.Items, []string{h.Actor}
}

// Note implements hall.Part.
func (b Count) Note() string { return fmt.Sprintf("%d 项", len(b.Items)) }

// Acceptance (接收) is the receiver's signature.
type Acceptance struct{}

// Kind implements hall.Body.
func (Acceptance) Kind() hall.Kind { return KindAccepted }

// Complete implements hall.Part.
func (Acceptance) Complete() error { return nil }

// Fits implements hall.Part. Who accepts is checked by the desk and shown by the entry's actor.
func (Acceptance) Fits(o *HandOver) error { return o.open("接收") }

// Put implements hall.Part.
func (Acceptance) Put(o *HandOver, h journal.Header) {
	o.State, o.Signed = Accepted, append(o.Signed, h.Actor)
}

// Note implements hall.Part.
func (Acceptance) Note() string { return "" }

// Assignment (主任指定) gives everything to somebody without their acceptance, with a reason.
type Assignment struct {
	To     string `json:"to"`
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Assignment) Kind() hall.Kind { return KindAssigned }

// Complete implements hall.Part.
func (b Assignment) Complete() error {
	if b.To == "" || strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("指定接收要写给谁、为什么", "请写工作人员编号和原因")
	}
	return nil
}

// Fits implements hall.Part.
func (b Assignment) Fits(o *HandOver) error {
	if err := o.open("指定"); err != nil {
		return err
	}
	if b.To == o.Who {
		return hall.Refuse("接收人不能是移交的人自己", "请写另一位工作人员")
	}
	return nil
}

// Put implements hall.Part.
func (b Assignment) Put(o *HandOver, h journal.Header) {
	o.State, o.Receiver, o.Reason, o.Signed = Assigned, b.To, b.Reason, append(o.Signed, h.Actor)
}

// Note implements hall.Part.
func (b Assignment) Note() string { return "指定 " + b.To + "：" + b.Reason }

// Withdrawal (作废) drops a count that nobody has taken, to count again.
type Withdrawal struct {
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Withdrawal) Kind() hall.Kind { return KindWithdrawn }

// Complete implements hall.Part.
func (b Withdrawal) Complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("作废要写原因", "请写明原因")
	}
	return nil
}

// Fits implements hall.Part.
func (Withdrawal) Fits(o *HandOver) error { return o.open("作废") }

// Put implements hall.Part.
func (b Withdrawal) Put(o *HandOver, _ journal.Header) { o.State, o.Reason = Withdrawn, b.Reason }

// Note implements hall.Part.
func (b Withdrawal) Note() string { return b.Reason }
