// Package homevisit is a request for a home visit (上门申请), from the day somebody asked until
// somebody was there. It waits by itself; the day it is driven to is a route's.
package homevisit

import (
	"fmt"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/route"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "homevisit"

// Letter begins the number of a request.
const Letter = "N"

// The kinds of its entries.
const (
	KindAsked   hall.Kind = "homevisit.asked"
	KindPlanned hall.Kind = "homevisit.planned"
	KindDone    hall.Kind = "homevisit.done"
	KindMissed  hall.Kind = "homevisit.missed"
	KindDropped hall.Kind = "homevisit.dropped"
)

// State is where a request stands.
type State string

// The states.
const (
	Waiting State = "waiting" // nobody goes yet, or nobody was found at home
	Planned State = "planned" // on a route
	Done    State = "done"
	Dropped State = "dropped" // no longer wanted
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Waiting:
		return "待安排"
	case Planned:
		return "已安排"
	case Done:
		return "已上门"
	case Dropped:
		return "不用上门了"
	}
	return string(s)
}

// Request (上门申请) is the fold of its entries.
type Request struct {
	hall.Trace
	No     hall.RecordNo `json:"no"`
	State  State         `json:"state"`
	Visit  route.Visit   `json:"visit"`           // who, where, for what, asked when, by when
	Asker  string        `json:"asker"`           // staff id of who wrote it down
	Route  hall.RecordNo `json:"route,omitempty"` // the last one it was on
	Goer   string        `json:"goer,omitempty"`  // staff id of who goes there
	Missed int           `json:"missed,omitempty"`
	Why    string        `json:"why,omitempty"` // why missed last, or dropped
}

// Room is the room of requests.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "上门申请",
		Kinds: map[hall.Kind]string{
			KindAsked: "申请上门", KindPlanned: "排上路线", KindDone: "上门办了", KindMissed: "没有办成", KindDropped: "不用上门了",
		},
		Read: read, Open: hall.OpenRecord[Request],
	}
}

// Open reports whether somebody still has to go there.
func (r *Request) Open() bool { return r.State == Waiting || r.State == Planned }

// Facts implements hall.Record. It stands with who goes; with nobody while nobody does.
func (r *Request) Facts() hall.Facts {
	f := hall.Facts{Sort: Sort, No: string(r.No), State: string(r.State), Open: r.Open(), Day: r.Visit.Asked, Of: r.Visit.Case}
	if r.State == Planned {
		f.Owner = r.Goer
	}
	if r.Open() && r.Visit.By != nil {
		f.Due = r.Visit.By.Last
	}
	return f
}

// Hands are those whose it is: who wrote it down and who goes.
func (r *Request) Hands() []string { return []string{r.Asker, r.Goer} }

func (r *Request) running(what string) error {
	switch {
	case r == nil:
		return hall.Missing("没有这条上门申请", "请核对编号")
	case r.Open():
		return nil
	}
	return hall.Forbid(fmt.Sprintf("上门申请 %s %s，不能再%s", r.No.Spoken(), r.State.Han(), what), "还要上门的请另登记一条")
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindAsked:
		return hall.ReadPart[Asking, Request](e)
	case KindPlanned:
		return hall.ReadPart[Planning, Request](e)
	case KindDone:
		return hall.ReadPart[Doing, Request](e)
	case KindMissed:
		return hall.ReadPart[Missing, Request](e)
	case KindDropped:
		return hall.ReadPart[Dropping, Request](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}
