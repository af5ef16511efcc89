// Package posting is what hangs on the notice board about people (公示): who gets what, shown
// with no more than the matter allows, for as long as it must, objections answered, taken down.
package posting

import (
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "posting"

// Letter begins the number of a posting.
const Letter = "G"

// The kinds of its entries.
const (
	KindPut       hall.Kind = "posting.put"
	KindObjected  hall.Kind = "posting.objected"
	KindAnswered  hall.Kind = "posting.answered"
	KindTakenDown hall.Kind = "posting.taken_down"
)

// VillageDays is how many days village affairs hang at least.
//
// Source: 村民委员会组织法 第三十五条.
const VillageDays = 15

// StaleDays is how old a board may grow before it is checked again: a quarter. Typical
// practice, a parameter of RulesEdition.
const StaleDays = 92

// State is where a posting stands.
type State string

// The states.
const (
	Up        State = "up"
	Down      State = "down"      // hung its days
	Withdrawn State = "withdrawn" // taken down early, with a reason; does not count as posted
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Up:
		return "公示中"
	case Down:
		return "已撤下"
	case Withdrawn:
		return "提前撤下"
	}
	return string(s)
}

// Field is something a posting may show.
type Field string

// The fields.
const (
	FieldName      Field = "name"
	FieldGroup     Field = "group"
	FieldHeadCount Field = "head_count"
	FieldAmount    Field = "amount"
)

// Han is the field as a column's head.
func (f Field) Han() string {
	switch f {
	case FieldName:
		return "姓名"
	case FieldGroup:
		return "组别"
	case FieldHeadCount:
		return "人数"
	case FieldAmount:
		return "金额"
	}
	return string(f)
}

// Item is one line of a posting: these four and never more.
type Item struct {
	Name      string `json:"name,omitempty"`
	Group     string `json:"group,omitempty"` // village group, 3组
	HeadCount int    `json:"head_count,omitempty"`
	AmountFen int64  `json:"amount_fen,omitempty"`
}

// Posting (公示) is the fold of its entries. It is long because it is what hangs and all that came of it.
type Posting struct {
	hall.Trace
	No         hall.RecordNo   `json:"no"`
	State      State           `json:"state"`
	Title      string          `json:"title"`
	Matter     hall.MatterName `json:"matter,omitzero"`
	Place      string          `json:"place"`
	Village    bool            `json:"village,omitempty"` // 村务公开
	From       hall.Date       `json:"from"`
	Days       int             `json:"days"`
	Shown      Board           `json:"shown"`
	Objections []Objection     `json:"objections,omitempty"`
	By         string          `json:"by"` // staff id of who put it up
	Ended      Ending          `json:"ended,omitzero"`
}

// Board is what hangs.
type Board struct {
	Fields []Field `json:"fields"`
	Items  []Item  `json:"items"`
}

// Ending is how a posting came down.
type Ending struct {
	On     hall.Date `json:"on,omitzero"`
	Reason string    `json:"reason,omitempty"` // given when early
}

// Objection (异议) is what somebody said against a posting, and the answer.
type Objection struct {
	Text   string       `json:"text"`
	By     *hall.Person `json:"by,omitempty"` // nil: did not say who
	On     hall.Date    `json:"on"`
	Answer string       `json:"answer,omitempty"`
}

// Room is the room of postings.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "公示",
		Kinds: map[hall.Kind]string{KindPut: "张贴公示", KindObjected: "登记异议", KindAnswered: "答复异议", KindTakenDown: "撤下"},
		Read:  read, Open: hall.OpenRecord[Posting],
	}
}

// Facts implements hall.Record. It is open while it hangs or an objection is unanswered; what
// is due is the day it may come down.
func (p *Posting) Facts() hall.Facts {
	f := hall.Facts{
		Sort: Sort, No: string(p.No), State: string(p.State), Day: p.From, Open: p.State == Up || p.Unanswered() > 0,
		Keys: []string{p.Matter.Code},
	}
	if p.State == Up {
		f.Due = p.DownOn()
	}
	return f
}

// LastDay is the last day the posting must hang: the day it is put up is not counted.
//
// Source: 民法典 第二百零一条.
func (p *Posting) LastDay() hall.Date { return p.From.AddDays(p.Days) }

// DownOn is the day the posting comes down: the day after its last.
func (p *Posting) DownOn() hall.Date { return p.LastDay().AddDays(1) }

// Unanswered counts the objections without an answer.
func (p *Posting) Unanswered() int {
	n := 0
	for _, o := range p.Objections {
		if o.Answer == "" {
			n++
		}
	}
	return n
}

// StaleOn reports whether something has hung longer than a quarter, so that somebody must
// look whether it is still right (每季一查). Postings and boards of every other sort are judged by it.
//
// Source: typical practice, a parameter of RulesEdition.
func StaleOn(put, day hall.Date) bool { return !put.IsZero() && day.Sub(put) > StaleDays }

// EnoughDays is nil when a posting hangs long enough: village affairs at least VillageDays, a
// matter's own posting at least what the matter says.
//
// Source: 村民委员会组织法 第三十五条 (village affairs); else the matter's rule.
func EnoughDays(days int, village bool, matterDays int) error {
	least := max(1, matterDays)
	if village {
		least = max(least, VillageDays)
	}
	switch {
	case days < least && village:
		return hall.Forbid(fmt.Sprintf("村务公开至少公示 %d 天", least), "请把天数改够")
	case days < least:
		return hall.Forbid(fmt.Sprintf("这个事项至少公示 %d 天", least), "请把天数改够")
	case days > 366:
		return hall.Refuse("公示的天数太长了", "最多 366 天")
	}
	return nil
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindPut:
		return hall.ReadPart[Putting, Posting](e)
	case KindObjected:
		return hall.ReadPart[Objecting, Posting](e)
	case KindAnswered:
		return hall.ReadPart[Answering, Posting](e)
	case KindTakenDown:
		return hall.ReadPart[TakingDown, Posting](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// in is nil when the posting is in one of the states.
func (p *Posting) in(what string, states ...State) error {
	if p == nil {
		return hall.Missing("没有这份公示", "请核对编号")
	}
	if slices.Contains(states, p.State) {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("公示 %s %s，不能%s", p.No.Spoken(), p.State.Han(), what), "请用 posting show 查看")
}
