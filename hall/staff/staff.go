// Package staff is the record of a person of the hall (人员岗位): appointed to a post,
// empowered as 首席代表, changed, stopped, left and returned. The device's list of people is
// made from it.
package staff

import (
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "staff"

// The kinds of its entries.
const (
	KindAppointed hall.Kind = "staff.appointed"
	KindChanged   hall.Kind = "staff.changed"
	KindApproved  hall.Kind = "staff.approved"
	KindRefused   hall.Kind = "staff.refused"
	KindEmpowered hall.Kind = "staff.empowered"
	KindStopped   hall.Kind = "staff.stopped"
	KindResumed   hall.Kind = "staff.resumed"
	KindLeft      hall.Kind = "staff.left"
	KindReturned  hall.Kind = "staff.returned"
)

// State is where a post stands.
type State string

// The states.
const (
	Proposed State = "proposed" // waits for the director; cannot sign in
	Working  State = "working"
	Stopped  State = "stopped" // cannot sign in until resumed
	Left     State = "left"    // no longer works here; the name stays for old papers
	Refused  State = "refused" // the director did not agree; never worked here
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Proposed:
		return "待主任同意"
	case Working:
		return "在岗"
	case Stopped:
		return "已停用"
	case Left:
		return "已离岗"
	case Refused:
		return "未同意"
	}
	return string(s)
}

// Post (岗位) is a person of the hall and the post held, as the fold of its entries.
type Post struct {
	hall.Trace
	State    State      `json:"state"`
	Person   hall.Staff `json:"person"` // Left and Stopped are not kept in it; see Member
	Day      hall.Date  `json:"day"`    // when the record was begun
	Since    hall.Date  `json:"since,omitzero"`
	LeftOn   hall.Date  `json:"left_on,omitzero"`
	Grants   []Grant    `json:"grants,omitempty"`   // oldest first
	Asked    *Change    `json:"asked,omitempty"`    // waits for the director
	HandOver string     `json:"handover,omitempty"` // id of the hand-over the person left by
}

// Grant (授权书) is a department's letter that delegates matters to a 首席代表.
type Grant struct {
	Matters  []string  `json:"matters"`  // catalogue codes
	By       string    `json:"by"`       // delegating department
	Document string    `json:"document"` // number of the letter
	Signed   hall.Date `json:"signed"`   // date of the letter
	From     hall.Date `json:"from"`
	To       hall.Date `json:"to,omitzero"` // last day; zero until revoked
}

// InForce reports whether the grant holds on a day.
func (g Grant) InForce(day hall.Date) bool {
	return !day.Before(g.From) && (g.To.IsZero() || !day.After(g.To))
}

// SubjectOf is the id of the record of a person of a hall: the same on every device, so
// that one person never has two.
func SubjectOf(hallCode, staff string) string { return hall.TimeID(hallCode, "staff", staff) }

// Room is the room of people and their posts.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "人员岗位",
		Kinds: map[hall.Kind]string{
			KindAppointed: "任用", KindChanged: "变更", KindApproved: "主任同意", KindRefused: "主任不同意", KindEmpowered: "授权",
			KindStopped: "停用", KindResumed: "启用", KindLeft: "离岗", KindReturned: "返岗",
		},
		Read: read, Open: hall.OpenRecord[Post],
	}
}

// Facts implements hall.Record. A post is nobody's work, so it has no owner.
func (p *Post) Facts() hall.Facts {
	return hall.Facts{
		Sort: Sort, State: string(p.State), Open: p.State == Proposed || p.Asked != nil, Day: p.Day, Keys: []string{p.Person.ID},
	}
}

// Member is the person as the device's list of people has it.
func (p *Post) Member() hall.Staff {
	m := p.Person
	m.Left = p.State == Left || p.State == Refused
	m.Stopped = p.State == Stopped || p.State == Proposed
	return m
}

// PowersOn are the codes of the matters the person may decide on a day: those a letter in
// force delegates, and those that stand on the list without a letter.
func (p *Post) PowersOn(day hall.Date) []string {
	return slices.DeleteFunc(slices.Clone(p.Person.Powers), func(code string) bool {
		named := false
		for _, g := range p.Grants {
			if slices.Contains(g.Matters, code) {
				if g.InForce(day) {
					return false
				}
				named = true
			}
		}
		return named
	})
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindAppointed:
		return hall.ReadPart[Appointment, Post](e)
	case KindChanged:
		return hall.ReadPart[Change, Post](e)
	case KindApproved:
		return hall.ReadPart[Approval, Post](e)
	case KindRefused:
		return hall.ReadPart[Refusal, Post](e)
	case KindEmpowered:
		return hall.ReadPart[Empowering, Post](e)
	case KindStopped:
		return hall.ReadPart[Stop, Post](e)
	case KindResumed:
		return hall.ReadPart[Resumption, Post](e)
	case KindLeft:
		return hall.ReadPart[Leaving, Post](e)
	case KindReturned:
		return hall.ReadPart[Comeback, Post](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// in is nil when the post is in one of the states.
func (p *Post) in(what string, states ...State) error {
	if p == nil {
		return hall.Missing("没有这位工作人员的登记", "请核对工作人员编号")
	}
	if slices.Contains(states, p.State) {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("这位工作人员%s，不能%s", p.State.Han(), what), "请核对工作人员编号和现在的状态（user list）")
}
