// Package accountability (责任追究) is what follows a supervision card that stands: the measure
// a director decides, the appeal of the person concerned, and how it was closed.
package accountability

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "accountability"

// Letter begins the number of a measure.
const Letter = "Z"

// AppealWorkdays is how many working days the person concerned has to appeal. Typical
// practice, a parameter of RulesEdition.
const AppealWorkdays = 5

// The kinds of its entries.
const (
	KindDecided  hall.Kind = "accountability.decided"
	KindAppealed hall.Kind = "accountability.appealed"
	KindClosed   hall.Kind = "accountability.closed"
)

// State is where a measure stands.
type State string

// The states.
const (
	Decided  State = "decided"  // may be appealed
	Appealed State = "appealed" // waits for the review
	Kept     State = "kept"     // closed, stands
	Lifted   State = "lifted"   // closed, taken back
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Decided:
		return "已决定"
	case Appealed:
		return "申诉中"
	case Kept:
		return "维持"
	case Lifted:
		return "撤回"
	}
	return string(s)
}

// Kinds of measure (追究方式), from mild to grave. Typical practice, a parameter of RulesEdition.
func Kinds() []string {
	return []string{"批评教育", "书面检查", "扣分", "通报批评", "调离岗位", "移送处理"}
}

// Measure (责任追究) is the fold of its entries. It is long: the decision, the appeal and its end.
type Measure struct {
	hall.Trace
	No       hall.RecordNo `json:"no"`
	State    State         `json:"state"`
	Staff    string        `json:"staff"` // staff id of the person concerned; stays after leaving
	Card     string        `json:"card"`  // id of the card that stands
	Kind     string        `json:"kind"`  // one of Kinds
	Points   int           `json:"points,omitempty"`
	Reason   string        `json:"reason"`
	By       string        `json:"by"` // staff id
	Day      hall.Date     `json:"day"`
	AppealBy hall.Due      `json:"appeal_by"`
	Appeal   *Appeal       `json:"appeal,omitempty"`
	Closing  *Closing      `json:"closing,omitempty"`
}

// Room is the room of measures.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "责任追究",
		Kinds: map[hall.Kind]string{KindDecided: "追究决定", KindAppealed: "申诉", KindClosed: "了结"},
		Read:  read, Open: hall.OpenRecord[Measure],
	}
}

// Facts implements hall.Record.
func (m *Measure) Facts() hall.Facts {
	f := hall.Facts{
		Sort: Sort, No: string(m.No), State: string(m.State), Open: m.State == Decided || m.State == Appealed,
		Day: m.Day, Owner: m.Staff, Of: m.Card,
	}
	if m.State == Decided {
		f.Due = m.AppealBy.Last
	}
	return f
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindDecided:
		return hall.ReadPart[Decision, Measure](e)
	case KindAppealed:
		return hall.ReadPart[Appeal, Measure](e)
	case KindClosed:
		return hall.ReadPart[Closing, Measure](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Decision (追究决定) opens a measure.
type Decision struct {
	No       hall.RecordNo `json:"no"`
	Hall     string        `json:"hall"`
	Day      hall.Date     `json:"day"`
	Card     string        `json:"card"`
	Staff    string        `json:"staff"`
	Measure  string        `json:"measure"`
	Points   int           `json:"points,omitempty"` // of 扣分 only
	Reason   string        `json:"reason"`
	AppealBy hall.Due      `json:"appeal_by"`
}

// Kind implements hall.Body.
func (Decision) Kind() hall.Kind { return KindDecided }

// Complete implements hall.Part.
func (b Decision) Complete() error {
	switch {
	case !slices.Contains(Kinds(), b.Measure):
		return hall.Refuse("追究方式不认识", "应是 "+strings.Join(Kinds(), "、")+" 之一")
	case (b.Measure == "扣分") != (b.Points > 0):
		return hall.Refuse("扣分要写扣几分，别的方式不写分数", "请写 1 以上的整数")
	case b.Card == "" || b.Staff == "":
		return hall.Refuse("没有写依据哪张督办牌、追究谁", "请给出督办牌编号")
	case strings.TrimSpace(b.Reason) == "":
		return hall.Refuse("追究决定必须写理由", "请写明事实和依据")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (Decision) Fits(m *Measure) error {
	if m != nil {
		return hall.Forbid("同一个追究决定登记了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Decision) Put(m *Measure, h journal.Header) {
	m.Hall, m.No, m.Day, m.Card, m.Staff = b.Hall, b.No, b.Day, b.Card, b.Staff
	m.Kind, m.Points, m.Reason, m.AppealBy = b.Measure, b.Points, b.Reason, b.AppealBy
	m.State, m.By = Decided, h.Actor
}

// Note implements hall.Part.
func (b Decision) Note() string { return b.Measure }

// Appeal (申诉) is the objection of the person concerned; the desk checks who writes it and when.
type Appeal struct {
	Text string    `json:"text"`
	At   time.Time `json:"at,omitzero"` // set by the fold
}

// Kind implements hall.Body.
func (Appeal) Kind() hall.Kind { return KindAppealed }

// Complete implements hall.Part.
func (b Appeal) Complete() error {
	if strings.TrimSpace(b.Text) == "" {
		return hall.Refuse("没有写申诉的理由", "请写明哪里不对")
	}
	return nil
}

// Fits implements hall.Part.
func (Appeal) Fits(m *Measure) error {
	switch {
	case m == nil:
		return hall.Missing("没有这个追究决定", "请核对编号")
	case m.State != Decided:
		return hall.Forbid("这个追究决定"+m.State.Han()+"，不能申诉", "可以向上级机关反映")
	}
	return nil
}

// Put implements hall.Part.
func (b Appeal) Put(m *Measure, h journal.Header) {
	b.At = h.At
	m.State, m.Appeal = Appealed, &b
}

// Note implements hall.Part.
func (Appeal) Note() string { return "" }

// Closing (了结) says whether the measure stands, after an appeal or after its time.
type Closing struct {
	Kept   bool   `json:"kept"`
	Reason string `json:"reason"`
	By     string `json:"by,omitempty"` // staff id, set by the fold
}

// Kind implements hall.Body.
func (Closing) Kind() hall.Kind { return KindClosed }

// Complete implements hall.Part.
func (b Closing) Complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("了结必须写理由", "请写明维持或撤回的理由")
	}
	return nil
}

// Fits implements hall.Part.
func (Closing) Fits(m *Measure) error {
	switch {
	case m == nil:
		return hall.Missing("没有这个追究决定", "请核对编号")
	case m.State == Kept || m.State == Lifted:
		return hall.Forbid("这个追究决定已经了结："+m.State.Han(), "")
	}
	return nil
}

// Put implements hall.Part.
func (b Closing) Put(m *Measure, h journal.Header) {
	b.By = h.Actor
	m.State, m.Closing = Lifted, &b
	if b.Kept {
		m.State = Kept
	}
}

// Note implements hall.Part.
func (b Closing) Note() string {
	if b.Kept {
		return Kept.Han()
	}
	return Lifted.Han()
}
