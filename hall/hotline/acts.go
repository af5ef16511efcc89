package hotline

import (
	"bianmin/hall"
	"bianmin/hall/journal"
)

// Receipt (收到工单) writes an order of the line down.
type Receipt struct {
	No       hall.RecordNo `json:"no"`
	Hall     string        `json:"hall"`
	Day      hall.Date     `json:"day"`
	TheirNo  string        `json:"their_no"`
	Asked    Asked         `json:"asked"`
	SignBy   hall.Due      `json:"sign_by"`
	AnswerBy hall.Due      `json:"answer_by"`
}

// Kind implements hall.Body.
func (Receipt) Kind() hall.Kind { return KindReceived }

// Complete implements hall.Part.
func (b Receipt) Complete() error {
	switch {
	case b.TheirNo == "" || b.TheirNo != TidyNo(b.TheirNo):
		return hall.Refuse("没有写工单编号", "请照 12345 的工单写")
	case blank(b.Asked.Text):
		return hall.Refuse("没有写工单的内容", "请写下诉求")
	case b.SignBy.Last.IsZero() || b.AnswerBy.Last.IsZero():
		return hall.Refuse("工单没有签收和答复的期限", "请重新登记")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Receipt) Fits(o *Order) error {
	if o != nil {
		return hall.Forbid("这个工单编号已经登记过", "请在工单清单里找")
	}
	return nil
}

// Put implements hall.Part.
func (b Receipt) Put(o *Order, _ journal.Header) {
	o.Hall, o.No, o.Day, o.TheirNo, o.Asked = b.Hall, b.No, b.Day, b.TheirNo, b.Asked
	o.SignBy, o.AnswerBy, o.State = b.SignBy, b.AnswerBy, Received
}

// Note implements hall.Part.
func (b Receipt) Note() string {
	return "签收期限 " + b.SignBy.Han() + "，答复期限 " + b.AnswerBy.Han()
}

// Signing (签收) is the hall taking an order on; the actor holds it.
type Signing struct{}

// Kind implements hall.Body.
func (Signing) Kind() hall.Kind { return KindSigned }

// Complete implements hall.Part.
func (Signing) Complete() error { return nil }

// Fits implements hall.Part.
func (Signing) Fits(o *Order) error { return o.running("签收", Received) }

// Put implements hall.Part.
func (Signing) Put(o *Order, h journal.Header) { o.State, o.Holder = Signed, h.Actor }

// Note implements hall.Part.
func (Signing) Note() string { return "" }

// Routing (转办) gives an order to somebody, never to one it complains of.
type Routing struct {
	To     string `json:"to"` // staff id
	Reason string `json:"reason,omitempty"`
}

// Kind implements hall.Body.
func (Routing) Kind() hall.Kind { return KindRouted }

// Complete implements hall.Part.
func (b Routing) Complete() error {
	if b.To == "" {
		return hall.Refuse("没有写转给谁办", "请写工作人员编号")
	}
	return nil
}

// Fits implements hall.Part.
func (b Routing) Fits(o *Order) error {
	if err := o.running("转办", Signed, Routed, Redo); err != nil {
		return err
	}
	if o.Blind(b.To) {
		return hall.Forbid("不能把工单交给被投诉的人", "请转给另一位工作人员")
	}
	return nil
}

// Put implements hall.Part.
func (b Routing) Put(o *Order, _ journal.Header) { o.State, o.Holder = Routed, b.To }

// Note implements hall.Part.
func (b Routing) Note() string { return b.To }

// Reply (答复) is the answer given to the line.
type Reply struct {
	Answer string `json:"answer"`
}

// Kind implements hall.Body.
func (Reply) Kind() hall.Kind { return KindAnswered }

// Complete implements hall.Part.
func (b Reply) Complete() error {
	if blank(b.Answer) {
		return hall.Refuse("没有写怎么答复的", "请写下答复")
	}
	return nil
}

// Fits implements hall.Part.
func (b Reply) Fits(o *Order) error { return o.running("答复", Signed, Routed, Redo) }

// Put implements hall.Part.
func (b Reply) Put(o *Order, _ journal.Header) { o.State, o.Answer = Answered, b.Answer }

// Note implements hall.Part.
func (b Reply) Note() string { return "" }

// Return (退回) gives an order back to the line: it is not the hall's.
type Return struct {
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Return) Kind() hall.Kind { return KindReturned }

// Complete implements hall.Part.
func (b Return) Complete() error {
	if blank(b.Reason) {
		return hall.Refuse("退回工单要写理由", "请写明为什么不归本厅办、该归谁办")
	}
	return nil
}

// Fits implements hall.Part.
func (b Return) Fits(o *Order) error { return o.running("退回", Received, Signed) }

// Put implements hall.Part.
func (b Return) Put(o *Order, _ journal.Header) { o.State, o.Returned = Returned, b.Reason }

// Note implements hall.Part.
func (b Return) Note() string { return "" }

// Revisiting (回访) is the call back to the caller. Who is not content is answered again,
// within fresh days. Typical practice, a parameter of RulesEdition.
type Revisiting struct {
	Day       hall.Date `json:"day"`
	Satisfied bool      `json:"satisfied"`
	Text      string    `json:"text,omitempty"`      // may hold personal data
	AnswerBy  *hall.Due `json:"answer_by,omitempty"` // when not satisfied
}

// Kind implements hall.Body.
func (Revisiting) Kind() hall.Kind { return KindRevisited }

// Complete implements hall.Part.
func (b Revisiting) Complete() error {
	if b.Satisfied != (b.AnswerBy == nil) {
		return hall.Refuse("不满意的要有重办的期限，满意的没有", "请重新登记回访")
	}
	return nil
}

// Fits implements hall.Part.
func (b Revisiting) Fits(o *Order) error { return o.running("回访", Answered) }

// Put implements hall.Part.
func (b Revisiting) Put(o *Order, _ journal.Header) {
	o.Revisits = append(o.Revisits, Revisit{Day: b.Day, Satisfied: b.Satisfied, Text: b.Text})
	o.State = Done
	if !b.Satisfied {
		o.State, o.AnswerBy = Redo, *b.AnswerBy
	}
}

// Note implements hall.Part.
func (b Revisiting) Note() string {
	if b.Satisfied {
		return "满意"
	}
	return "不满意，重办期限 " + b.AnswerBy.Han()
}
