package hall

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// AppointState is where an appointment stands.
type AppointState string

// The states of an appointment.
const (
	AppointBooked    AppointState = "booked"
	AppointArrived   AppointState = "arrived" // waits to be called
	AppointCalled    AppointState = "called"  // at a counter
	AppointParked    AppointState = "parked"  // called, and not there
	AppointServed    AppointState = "served"
	AppointMissed    AppointState = "missed"
	AppointCancelled AppointState = "cancelled"
)

// AppointStates are all states, in the order of an appointment's life.
func AppointStates() []AppointState {
	return []AppointState{
		AppointBooked, AppointArrived, AppointCalled, AppointParked, AppointServed, AppointMissed, AppointCancelled,
	}
}

// Han is the state as a list shows it.
func (s AppointState) Han() string {
	switch s {
	case AppointBooked:
		return "已预约"
	case AppointArrived:
		return "已到"
	case AppointCalled:
		return "已叫号"
	case AppointParked:
		return "过号"
	case AppointServed:
		return "已办"
	case AppointMissed:
		return "爽约"
	case AppointCancelled:
		return "已取消"
	}
	return string(s)
}

// Appointment (预约) is the fold of its entries. It is long because a booking and what came of
// it are read together.
type Appointment struct {
	ID        string       `json:"id"`
	No        AppointNo    `json:"no"`
	Hall      string       `json:"hall"`
	State     AppointState `json:"state"`
	Slot      Slot         `json:"slot"`
	Counter   CounterName  `json:"counter,omitzero"`  // where it is booked; none in a hall without counters
	Matter    MatterName   `json:"matter,omitzero"`   // the first service
	Matters   []MatterName `json:"matters,omitempty"` // all services, when there are several
	Person    Person       `json:"person"`
	ArrivedAt time.Time    `json:"arrived_at,omitzero"`
	Reason    string       `json:"reason,omitempty"` // why cancelled, moved or forwarded last
	Queue     Queue        `json:"queue,omitzero"`
	History   []Event      `json:"history"`
	Last      string       `json:"last"`
}

// Queue is what became of a person who came.
type Queue struct {
	At       CounterName `json:"at,omitzero"`  // the counter that called them last
	For      CounterName `json:"for,omitzero"` // the counter they were forwarded to; their place stays where it was booked
	CalledAt time.Time   `json:"called_at,omitzero"`
	Calls    int         `json:"calls,omitempty"` // calls and recalls
	Late     bool        `json:"late,omitempty"`  // came after it was marked missed
	Cases    []string    `json:"cases,omitempty"` // ids of the cases taken in
	Visit    string      `json:"visit,omitempty"` // id of the visit
}

// MatterName names a matter without its rules.
type MatterName struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// CounterName (窗口) names a counter: 2, 2号窗口.
type CounterName struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Services are all matters the appointment is for; none when nobody said.
func (a *Appointment) Services() []MatterName {
	if len(a.Matters) > 0 {
		return a.Matters
	}
	if a.Matter == (MatterName{}) {
		return nil
	}
	return []MatterName{a.Matter}
}

// MattersHan names the services: 「低保、临时救助」; empty when nobody said.
func (a *Appointment) MattersHan() string {
	var names []string
	for _, m := range a.Services() {
		names = append(names, m.Name)
	}
	return strings.Join(names, "、")
}

// Waits is the counter the person comes to: the one forwarded to, or where the place was booked.
func (a *Appointment) Waits() CounterName {
	if a.Queue.For != (CounterName{}) {
		return a.Queue.For
	}
	return a.Counter
}

// At is the counter to send the person to: the one that called, else the one they wait for.
func (a *Appointment) At() CounterName {
	if a.State == AppointCalled {
		return a.Queue.At
	}
	return a.Waits()
}

// Caller is the staff id of who called the person last, empty when nobody did.
func (a *Appointment) Caller() string {
	for _, e := range slices.Backward(a.History) {
		if e.Conflict == "" && e.Kind == KindCalled {
			return e.Actor
		}
	}
	return ""
}

// Holds reports whether the appointment takes a place in its slot.
func (a *Appointment) Holds() bool { return a.State != AppointCancelled }

// Conflicts are the events that did not fit and wait for a person's decision.
func (a *Appointment) Conflicts() []Event {
	return slices.DeleteFunc(slices.Clone(a.History), func(e Event) bool { return e.Conflict == "" })
}

// Device is the device that made the booking; its number says so.
func (n AppointNo) Device() DeviceCode {
	m := appointForm.FindStringSubmatch(string(n))
	if m == nil {
		return ""
	}
	return DeviceCode(m[2])
}

// lawfulFrom are the states an act on an appointment is lawful in. Somebody who missed the
// slot and still comes is taken; a served one may bring further cases.
func lawfulFrom(k Kind) []AppointState {
	switch k {
	case KindMoved, KindCancelled:
		return []AppointState{AppointBooked}
	case KindArrived:
		return []AppointState{AppointBooked, AppointMissed}
	case KindCalled:
		return []AppointState{AppointArrived, AppointParked}
	case KindRecalled, KindParked:
		return []AppointState{AppointCalled}
	case KindForwarded:
		return []AppointState{AppointArrived, AppointCalled, AppointParked}
	case KindServed:
		return []AppointState{AppointArrived, AppointCalled, AppointParked, AppointServed}
	case KindMissed:
		return []AppointState{AppointBooked, AppointParked}
	}
	return nil
}

// May is nil when the act is lawful on the appointment as it stands.
func (a *Appointment) May(k Kind) error {
	if a == nil {
		return Missing("没有这个预约", "请核对预约编号")
	}
	if slices.Contains(lawfulFrom(k), a.State) {
		return nil
	}
	if k == KindCalled && a.State == AppointCalled {
		return Forbid(fmt.Sprintf("预约 %s 已由%s叫号，不能再叫", a.No.Spoken(), a.Queue.At.Name), "请与那个窗口说好由谁来办")
	}
	return Forbid(fmt.Sprintf("预约 %s %s，不能%s", a.No.Spoken(), a.State.Han(), k.Han()), a.instead(k))
}

func (a *Appointment) instead(k Kind) string {
	switch {
	case a.State == AppointBooked && k.IsAppointment() && k != KindBooked:
		return "请先签到（checkin）"
	case a.State == AppointArrived || a.State == AppointParked:
		return "请先叫号（call）"
	case a.State == AppointCalled:
		return "人已在窗口，请办完（serve）、过号（park）或转窗口（forward）"
	}
	return "要来办事的，请重新预约或直接受理"
}
