// Package visit is the visit (来访): one ticket, one or more people, any number of cases, each
// document copied once, one fee slip, one rating.
package visit

import (
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "visit"

// Letter begins the number of a visit.
const Letter = "L"

// MostPeople is the most people of one visit. Typical practice, a parameter of RulesEdition.
const MostPeople = 30

// The kinds of its entries.
const (
	KindOpened hall.Kind = "visit.opened"
	KindJoined hall.Kind = "visit.joined"
	KindCased  hall.Kind = "visit.cased"
	KindCopied hall.Kind = "visit.copied"
	KindBilled hall.Kind = "visit.billed"
	KindClosed hall.Kind = "visit.closed"
)

// State is where a visit stands.
type State string

// The states.
const (
	Open   State = "open"   // somebody is still here
	Closed State = "closed" // gone home
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Open:
		return "在办"
	case Closed:
		return "已离开"
	}
	return string(s)
}

// Visit (来访) is the fold of its entries.
type Visit struct {
	hall.Trace
	No      hall.RecordNo `json:"no"`
	State   State         `json:"state"`
	Day     hall.Date     `json:"day"`
	Opener  string        `json:"opener"` // staff id
	How     string        `json:"how"`    // one of Ways
	People  []hall.Person `json:"people"` // who came, or for whom something was done; never empty
	Ticket  string        `json:"ticket,omitempty"`
	Checked *PreCheck     `json:"checked,omitempty"` // nil when nobody looked at the papers at the door
	Cases   []CaseOf      `json:"cases,omitempty"`
	Copies  []Copy        `json:"copies,omitempty"`
	Fee     string        `json:"fee,omitempty"` // id of the one fee slip
}

// PreCheck (门口预审) is what the guide saw of the papers at the door.
type PreCheck struct {
	Matter  hall.MatterName `json:"matter"`
	Present []string        `json:"present,omitempty"` // names of materials
	Missing []string        `json:"missing,omitempty"`
}

// CaseOf is a case taken in on the visit.
type CaseOf struct {
	Case string      `json:"case"` // id
	No   hall.CaseNo `json:"no"`
}

// Copy is a document copied on the visit. Whoever needs it again uses that copy.
type Copy struct {
	Document string `json:"document"` // name of the material
	Person   string `json:"of"`       // id of the person whose document it is
	Case     string `json:"case"`     // id of the case it was copied for
}

// Ways are how people come to the hall, or the hall to them.
func Ways() []string { return []string{"到厅", "上门", "代办员代来"} }

// WayOf is the way of a case's service mode.
func WayOf(m hall.ServiceMode) string {
	switch m {
	case hall.HomeVisit:
		return "上门"
	case hall.ByProxy:
		return "代办员代来"
	}
	return "到厅"
}

// Room is the room of visits.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "来访",
		Kinds: map[hall.Kind]string{
			KindOpened: "来访", KindJoined: "又来一人", KindCased: "收了一件", KindCopied: "复印",
			KindBilled: "开缴费通知", KindClosed: "离开",
		},
		Read: read, Open: hall.OpenRecord[Visit],
	}
}

// Facts implements hall.Record. The keys are its cases and its ticket.
func (v *Visit) Facts() hall.Facts {
	keys := []string{v.Ticket}
	for _, c := range v.Cases {
		keys = append(keys, c.Case)
	}
	return hall.Facts{
		Sort: Sort, No: string(v.No), State: string(v.State), Open: v.State == Open, Day: v.Day, Owner: v.Opener, Keys: keys,
	}
}

// Copied reports whether the document of a person was copied on the visit.
func (v *Visit) Copied(document, person string) bool {
	return slices.ContainsFunc(v.Copies, func(c Copy) bool { return c.Document == document && c.Person == person })
}

// SharedMaterials names the materials given as copies that the visit has copied already for
// the same person: they need not be copied again.
func (v *Visit) SharedMaterials(person string, given []hall.Material) []string {
	var out []string
	for _, m := range given {
		if m.Copy > 0 && v.Copied(m.Name, person) {
			out = append(out, m.Name)
		}
	}
	return out
}

// Same finds the person of the visit who a newcomer is: the same name, and neither document
// nor phone tells them apart. It is nil for somebody new.
func (v *Visit) Same(p hall.Person) *hall.Person {
	for i, known := range v.People {
		otherPaper := p.IDNo != "" && known.IDNo != "" && (p.IDNo != known.IDNo || p.IDType != known.IDType)
		otherPhone := p.Phone != "" && known.Phone != "" && p.Phone != known.Phone && (p.IDNo == "" || p.IDNo != known.IDNo)
		if known.Name == p.Name && !otherPaper && !otherPhone {
			return &v.People[i]
		}
	}
	return nil
}

// Running is nil while the visit is open; what is what somebody wanted to do.
func (v *Visit) Running(what string) error {
	if v == nil {
		return hall.Missing("没有这次来访", "请核对来访号")
	}
	if v.State == Open {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("来访 %s %s，不能再%s", v.No.Spoken(), v.State.Han(), what), "人又来了的，请另开一次来访")
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindOpened:
		return hall.ReadPart[Opening, Visit](e)
	case KindJoined:
		return hall.ReadPart[Joining, Visit](e)
	case KindCased:
		return hall.ReadPart[Casing, Visit](e)
	case KindCopied:
		return hall.ReadPart[Copying, Visit](e)
	case KindBilled:
		return hall.ReadPart[Billing, Visit](e)
	case KindClosed:
		return hall.ReadPart[Closing, Visit](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}
