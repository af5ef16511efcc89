// Package route is a day of home visits (上门服务): the stops, in the order they are driven to,
// and what came of each.
package route

import (
	"fmt"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "route"

// Letter begins the number of a route.
const Letter = "U"

// The kinds of its entries.
const (
	KindPlanned   hall.Kind = "route.planned"
	KindAdded     hall.Kind = "route.added"
	KindReordered hall.Kind = "route.reordered"
	KindDone      hall.Kind = "route.done"
	KindMissed    hall.Kind = "route.missed"
	KindClosed    hall.Kind = "route.closed"
)

// State is where a route stands.
type State string

// The states.
const (
	Planned State = "planned" // stops are still to be visited
	Closed  State = "closed"
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Planned:
		return "进行中"
	case Closed:
		return "已结束"
	}
	return string(s)
}

// Route (上门路线) is the fold of its entries.
type Route struct {
	hall.Trace
	No    hall.RecordNo `json:"no"`
	Day   hall.Date     `json:"day"`
	State State         `json:"state"`
	Goer  string        `json:"goer"`  // staff id of who goes
	Stops []Stop        `json:"stops"` // by their number, which never changes
	Order []int         `json:"order"` // the stops' numbers as they are driven to
}

// Stop (上门点) is one visit: what was asked for, and what came of it. Its number is its place in
// the list of stops, from 1.
type Stop struct {
	Visit  Visit     `json:"visit"`
	State  StopState `json:"state"`
	Result string    `json:"result,omitempty"`
	Case   string    `json:"case,omitempty"` // id of the case served; that of the visit until it is done
	Why    string    `json:"why,omitempty"`  // why missed
	At     time.Time `json:"at,omitzero"`
}

// Visit is who wants to be visited, where and for what.
type Visit struct {
	Person      hall.Person     `json:"person"`
	Need        string          `json:"need"` // one of Needs
	Address     string          `json:"address"`
	Matter      hall.MatterName `json:"matter,omitzero"`
	Case        string          `json:"case,omitempty"`        // id
	Appointment string          `json:"appointment,omitempty"` // id
	Wish        string          `json:"wish,omitempty"`        // 「上午在家」
	Asked       hall.Date       `json:"asked"`                 // the day the visit was asked for
	Request     string          `json:"request,omitempty"`     // id of the request it came of
	By          *hall.Due       `json:"by,omitempty"`
}

// StopState is where a stop stands.
type StopState string

// The states of a stop.
const (
	Ahead  StopState = "ahead"
	Done   StopState = "done"
	Missed StopState = "missed"
)

// Han is the state as a list shows it.
func (s StopState) Han() string {
	switch s {
	case Ahead:
		return "待上门"
	case Done:
		return "已办"
	case Missed:
		return "未办成"
	}
	return string(s)
}

// Needs are the kinds of people a hall visits at home.
//
// Typical practice, a parameter of RulesEdition.
func Needs() []string { return []string{"高龄", "残疾", "重病", "行动不便"} }

// VisitWorkdays is how many working days after it was asked for a home visit is made.
//
// Typical practice, a parameter of RulesEdition.
const VisitWorkdays = 3

// VisitBy is the day a home visit asked for on a day is to be made by.
//
// Typical practice, a parameter of RulesEdition.
func VisitBy(cal workday.Calendar, asked hall.Date) hall.Due {
	l := hall.Limit{N: VisitWorkdays, Unit: hall.Workday}
	d := hall.Due{Limit: l}
	d.Last, d.Missing = cal.AddProvisional(asked, l.N)
	return d
}

// Eligible is nil when a person with the need is visited at home.
//
// Typical practice, a parameter of RulesEdition.
func Eligible(need string) error {
	if slices.Contains(Needs(), need) {
		return nil
	}
	return hall.Refuse("没有写为什么要上门", "上门服务给 "+listed(Needs())+" 的群众，请选一样；其他群众可以预约或委托代办")
}

// Room is the room of routes.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "上门路线",
		Kinds: map[hall.Kind]string{
			KindPlanned: "排路线", KindAdded: "加一户", KindReordered: "调整顺序", KindDone: "上门办了", KindMissed: "没有办成", KindClosed: "结束路线",
		},
		Read: read, Open: hall.OpenRecord[Route],
	}
}

// Facts implements hall.Record.
func (r *Route) Facts() hall.Facts {
	f := hall.Facts{Sort: Sort, No: string(r.No), State: string(r.State), Open: r.State == Planned, Day: r.Day, Owner: r.Goer}
	if next := r.NextDue(); next != nil {
		f.Due = next.Last
	}
	for _, s := range r.Stops {
		f.Keys = append(f.Keys, s.Case, s.Visit.Appointment)
	}
	return f
}

// NextDue is the earliest limit of the stops still ahead, nil when none is.
func (r *Route) NextDue() *hall.Due {
	var next *hall.Due
	for _, s := range r.Stops {
		if by := s.Visit.By; r.State == Planned && s.State == Ahead && by != nil && (next == nil || by.Last.Before(next.Last)) {
			next = by
		}
	}
	return next
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindPlanned:
		return hall.ReadPart[Plan, Route](e)
	case KindAdded:
		return hall.ReadPart[Addition, Route](e)
	case KindReordered:
		return hall.ReadPart[Reordering, Route](e)
	case KindDone:
		return hall.ReadPart[Serving, Route](e)
	case KindMissed:
		return hall.ReadPart[Missing, Route](e)
	case KindClosed:
		return hall.ReadPart[Closing, Route](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

func (r *Route) running(what string) error {
	switch {
	case r == nil:
		return hall.Missing("没有这条路线", "请核对路线编号")
	case r.State == Planned:
		return nil
	}
	return hall.Forbid(fmt.Sprintf("路线 %s %s，不能再%s", r.No.Spoken(), r.State.Han(), what), "请排一条新的路线")
}

// ahead is nil when the stop with a number is still to be visited.
func (r *Route) ahead(what string, stop int) error {
	if err := r.running(what); err != nil {
		return err
	}
	if stop < 1 || stop > len(r.Stops) {
		return hall.Missing(fmt.Sprintf("路线 %s 上没有第 %d 户", r.No.Spoken(), stop), "请核对是第几户")
	}
	if s := r.Stops[stop-1].State; s != Ahead {
		return hall.Forbid(fmt.Sprintf("路线 %s 第 %d 户%s", r.No.Spoken(), stop, s.Han()), "要再去的，请排进另一天的路线")
	}
	return nil
}
