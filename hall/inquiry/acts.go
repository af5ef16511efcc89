package inquiry

import (
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Opening (首问登记) says who was asked first; the actor of the entry has the duty from then on.
type Opening struct {
	No    hall.RecordNo `json:"no"`
	Hall  string        `json:"hall"`
	Day   hall.Date     `json:"day"`
	Asked Question      `json:"asked"`
}

// Kind implements hall.Body.
func (Opening) Kind() hall.Kind { return KindOpened }

// Complete implements hall.Part.
func (b Opening) Complete() error {
	switch {
	case strings.TrimSpace(b.Asked.Text) == "":
		return hall.Refuse("没有写问的是什么", "请用一句话写下群众问的事")
	case !b.Asked.known():
		return hall.Refuse("咨询方式不认识", "应是 "+strings.Join(Ways(), "、")+" 之一")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Opening) Fits(q *Inquiry) error {
	if q != nil {
		return hall.Forbid("同一条咨询登记了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Opening) Put(q *Inquiry, h journal.Header) {
	q.Hall, q.No, q.Day, q.Asked = b.Hall, b.No, b.Day, b.Asked
	q.State, q.Holder, q.Chain = Open, h.Actor, []string{h.Actor}
}

// Note implements hall.Part.
func (b Opening) Note() string { return b.Asked.How }

// Offer (提出转交) asks somebody to take the duty over. It stays with the holder until taken.
type Offer struct {
	To     string `json:"to"` // staff id
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Offer) Kind() hall.Kind { return KindOffered }

// Complete implements hall.Part.
func (b Offer) Complete() error { return toWhom(b.To, b.Reason) }

// Fits implements hall.Part.
func (b Offer) Fits(q *Inquiry) error {
	if err := q.running("转交"); err != nil {
		return err
	}
	if b.To == q.Holder {
		return hall.Forbid("首问责任已经在这个人手里", "请选另一位工作人员")
	}
	return nil
}

// Put implements hall.Part.
func (b Offer) Put(q *Inquiry, _ journal.Header) { q.State, q.Offered = Offered, b.To }

// Note implements hall.Part.
func (b Offer) Note() string { return "转给 " + b.To + "：" + b.Reason }

// Take (接手) is the other's acceptance; only then does the duty move.
type Take struct{}

// Kind implements hall.Body.
func (Take) Kind() hall.Kind { return KindTaken }

// Complete implements hall.Part.
func (Take) Complete() error { return nil }

// Fits implements hall.Part. Who takes is checked by the desk and shown by the entry's actor.
func (Take) Fits(q *Inquiry) error {
	if err := q.running("接手"); err != nil {
		return err
	}
	if q.State != Offered {
		return hall.Forbid("这条咨询没有提出转交", "请现在负责的人先提出转交")
	}
	return nil
}

// Put implements hall.Part.
func (Take) Put(q *Inquiry, h journal.Header) { q.moveTo(h.Actor) }

// Note implements hall.Part.
func (Take) Note() string { return "" }

// Assignment (主任指定) moves the duty without the other's acceptance, with a reason.
type Assignment struct {
	To     string `json:"to"` // staff id
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Assignment) Kind() hall.Kind { return KindAssigned }

// Complete implements hall.Part.
func (b Assignment) Complete() error { return toWhom(b.To, b.Reason) }

// Fits implements hall.Part.
func (b Assignment) Fits(q *Inquiry) error { return q.running("指定") }

// Put implements hall.Part.
func (b Assignment) Put(q *Inquiry, _ journal.Header) { q.moveTo(b.To) }

// Note implements hall.Part.
func (b Assignment) Note() string { return "指定 " + b.To + "：" + b.Reason }

// Reply (答复) ends the duty.
type Reply struct {
	Answer string `json:"answer"`
}

// Kind implements hall.Body.
func (Reply) Kind() hall.Kind { return KindAnswered }

// Complete implements hall.Part.
func (b Reply) Complete() error {
	if strings.TrimSpace(b.Answer) == "" {
		return hall.Refuse("没有写怎么答复的", "请用一句话写下答复")
	}
	return nil
}

// Fits implements hall.Part.
func (b Reply) Fits(q *Inquiry) error { return q.running("答复") }

// Put implements hall.Part.
func (b Reply) Put(q *Inquiry, _ journal.Header) {
	q.State, q.Answer, q.Offered = Answered, b.Answer, ""
}

// Note implements hall.Part.
func (b Reply) Note() string { return "" }

// Lead (转为办件) ends the duty by a case that was taken in.
type Lead struct {
	Case string `json:"case"` // id
}

// Kind implements hall.Body.
func (Lead) Kind() hall.Kind { return KindLed }

// Complete implements hall.Part.
func (b Lead) Complete() error {
	if b.Case == "" {
		return hall.Refuse("没有写转成了哪个办件", "请给出办件编号")
	}
	return nil
}

// Fits implements hall.Part.
func (b Lead) Fits(q *Inquiry) error { return q.running("转为办件") }

// Put implements hall.Part.
func (b Lead) Put(q *Inquiry, _ journal.Header) { q.State, q.Case, q.Offered = Led, b.Case, "" }

// Note implements hall.Part.
func (b Lead) Note() string { return "" }

func (q *Inquiry) moveTo(staff string) {
	q.State, q.Holder, q.Offered = Open, staff, ""
	q.Chain = append(q.Chain, staff)
}

func toWhom(to, reason string) error {
	if to == "" {
		return hall.Refuse("没有写转给谁", "请写工作人员编号")
	}
	if strings.TrimSpace(reason) == "" {
		return hall.Refuse("转交要写原因", "请写明为什么转交")
	}
	return nil
}
