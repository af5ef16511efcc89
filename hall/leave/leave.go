// Package leave is a person's absence with a stand-in (请假与AB岗): asked, approved, begun, when
// open work moves to the stand-in, and ended.
package leave

import (
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "leave"

// Letter begins the number of a leave.
const Letter = "M"

// The kinds of its entries.
const (
	KindAsked     hall.Kind = "leave.asked"
	KindApproved  hall.Kind = "leave.approved"
	KindRefused   hall.Kind = "leave.refused"
	KindWithdrawn hall.Kind = "leave.withdrawn"
	KindStarted   hall.Kind = "leave.started"
	KindCovered   hall.Kind = "leave.covered"
	KindEnded     hall.Kind = "leave.ended"
)

// State is where a leave stands.
type State string

// The states.
const (
	Asked     State = "asked"
	Approved  State = "approved"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
	Running   State = "running" // begun: open work is with the stand-in
	Ended     State = "ended"
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Asked:
		return "待批"
	case Approved:
		return "已批准"
	case Refused:
		return "未批准"
	case Withdrawn:
		return "已撤回"
	case Running:
		return "休假中"
	case Ended:
		return "已销假"
	}
	return string(s)
}

// Errand (公出) is the one kind that counts as a day on duty.
const Errand = "公出"

// Kinds are the kinds of leave.
func Kinds() []string {
	return []string{"事假", "病假", "年假", "婚丧假", "产假", "培训", Errand}
}

// Leave (请假) is the fold of its entries. It is long because the slip is.
type Leave struct {
	hall.Trace
	No       hall.RecordNo `json:"no"`
	State    State         `json:"state"`
	Who      string        `json:"who"`      // staff id
	StandIn  string        `json:"stand_in"` // staff id of who covers
	Kind     string        `json:"kind"`     // one of Kinds
	From     hall.Date     `json:"from"`
	To       hall.Date     `json:"to"` // last day, included
	AskedOn  hall.Date     `json:"asked_on"`
	Reason   string        `json:"reason,omitempty"`
	Answer   string        `json:"answer,omitempty"`    // why refused, withdrawn or ended early
	BackOn   hall.Date     `json:"back_on,omitzero"`    // first day at work again; set when ended
	HandedTo []Item        `json:"handed_to,omitempty"` // what moved to the stand-in at the start
}

// Item names a piece of open work.
type Item struct {
	Sort hall.Sort `json:"sort"` // a sort of record, or "case"
	ID   string    `json:"id"`
	No   string    `json:"no"`
}

// Room is the room of leaves.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "请假",
		Kinds: map[hall.Kind]string{
			KindAsked: "请假", KindApproved: "批准", KindRefused: "不批准", KindWithdrawn: "撤回", KindStarted: "开始休假，工作交AB岗",
			KindCovered: "换人顶岗", KindEnded: "销假",
		},
		Read: read, Open: hall.OpenRecord[Leave],
	}
}

// Facts implements hall.Record. An asked leave waits for whoever approves, so it has no
// owner; an approved one is the stand-in's to cover. It is found by the person and the stand-in.
func (l *Leave) Facts() hall.Facts {
	f := hall.Facts{
		Sort: Sort, No: string(l.No), State: string(l.State), Day: l.From, Keys: []string{l.Who, l.StandIn},
		Open: slices.Contains([]State{Asked, Approved, Running}, l.State),
	}
	switch l.State {
	case Asked:
		f.Due = l.From
	case Approved:
		f.Due, f.Owner = l.From, l.StandIn
	case Running:
		f.Due, f.Owner = l.To.AddDays(1), l.StandIn
	}
	return f
}

// Last is the last day away: as planned, or the day before the return.
func (l *Leave) Last() hall.Date {
	if !l.BackOn.IsZero() {
		return l.BackOn.AddDays(-1)
	}
	return l.To
}

// Away reports whether the person is away on a day: approved, begun or ended leaves that
// span it. One that was only asked for does not count.
func (l *Leave) Away(day hall.Date) bool {
	return slices.Contains([]State{Approved, Running, Ended}, l.State) && !day.Before(l.From) && !day.After(l.Last())
}

// Covers reports whether the stand-in covers the post on a day. A leave that is running
// covers until the person is back, later than planned too.
func (l *Leave) Covers(day hall.Date) bool {
	return l.State == Running && !day.Before(l.From) || l.State == Approved && l.Away(day)
}

// Meets reports whether two leaves have a day in common.
func (l *Leave) Meets(from, to hall.Date) bool {
	return slices.Contains([]State{Asked, Approved, Running, Ended}, l.State) && !to.Before(l.From) && !from.After(l.Last())
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindAsked:
		return hall.ReadPart[Asking, Leave](e)
	case KindApproved:
		return hall.ReadPart[Approval, Leave](e)
	case KindRefused:
		return hall.ReadPart[Refusal, Leave](e)
	case KindWithdrawn:
		return hall.ReadPart[Withdrawal, Leave](e)
	case KindStarted:
		return hall.ReadPart[Start, Leave](e)
	case KindCovered:
		return hall.ReadPart[Cover, Leave](e)
	case KindEnded:
		return hall.ReadPart[End, Leave](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

func (l *Leave) in(what string, states ...State) error {
	if l == nil {
		return hall.Missing("没有这张请假单", "请核对编号")
	}
	if slices.Contains(states, l.State) {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("请假单 %s %s，不能%s", l.No.Spoken(), l.State.Han(), what), "请用 leave list 查看")
}
