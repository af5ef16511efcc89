package complaint

import (
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Making (投诉登记) writes a complaint down.
type Making struct {
	No       hall.RecordNo `json:"no"`
	Hall     string        `json:"hall"`
	Day      hall.Date     `json:"day"`
	About    About         `json:"about"`
	Told     Told          `json:"told"`
	County   bool          `json:"county,omitempty"`
	By       string        `json:"by"` // staff id who wrote it down
	AcceptBy hall.Due      `json:"accept_by"`
}

// Kind implements hall.Body.
func (Making) Kind() hall.Kind { return KindMade }

// Complete implements hall.Part. Who is complained of does not write it down.
func (b Making) Complete() error {
	switch {
	case blank(b.Told.Text):
		return hall.Refuse("没有写投诉的是什么", "请写下事情的经过")
	case len(b.About.Staff) == 0 && b.About.Matter.Code == "" && !b.About.Hall:
		return hall.Refuse("没有写投诉的是谁或什么事", "请写工作人员、事项，或整个大厅")
	case !slices.Contains(Ways(), b.Told.How):
		return hall.Refuse("投诉的方式不认识", "应是 "+strings.Join(Ways(), "、")+" 之一")
	case b.AcceptBy.Last.IsZero():
		return hall.Refuse("投诉没有受理的期限", "请重新登记")
	case b.About.Is(b.By):
		return hall.Forbid("投诉的是登记人自己，不能自己登记", "请换一个人来登记")
	}
	if err := byWhom(b.By); err != nil {
		return err
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Making) Fits(c *Complaint) error {
	if c != nil {
		return hall.Forbid("同一条投诉登记了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Making) Put(c *Complaint, _ journal.Header) {
	c.Hall, c.No, c.Day, c.State = b.Hall, b.No, b.Day, Made
	c.About, c.Told, c.County, c.AcceptBy = b.About, b.Told, b.County, b.AcceptBy
}

// Note implements hall.Part.
func (b Making) Note() string { return b.Told.How }

// Acceptance (受理投诉) takes a complaint up and starts the days to the answer.
type Acceptance struct {
	By       string   `json:"by"` // staff id
	AnswerBy hall.Due `json:"answer_by"`
}

// Kind implements hall.Body.
func (Acceptance) Kind() hall.Kind { return KindAccepted }

// Complete implements hall.Part.
func (b Acceptance) Complete() error {
	if b.AnswerBy.Last.IsZero() {
		return hall.Refuse("受理投诉没有答复的期限", "请重新受理")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Acceptance) Fits(c *Complaint) error { return c.running("受理", b.By, Made) }

// Put implements hall.Part.
func (b Acceptance) Put(c *Complaint, _ journal.Header) { c.State, c.AnswerBy = Accepted, &b.AnswerBy }

// Note implements hall.Part.
func (b Acceptance) Note() string { return "答复期限 " + b.AnswerBy.Han() }

// Refusal (不予受理) says why a complaint is not taken up.
type Refusal struct {
	By     string `json:"by"` // staff id
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Refusal) Kind() hall.Kind { return KindRefused }

// Complete implements hall.Part.
func (b Refusal) Complete() error {
	if blank(b.Reason) {
		return hall.Refuse("不受理投诉要写理由", "请写明为什么不受理、可以找谁")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Refusal) Fits(c *Complaint) error { return c.running("不予受理", b.By, Made) }

// Put implements hall.Part.
func (b Refusal) Put(c *Complaint, _ journal.Header) { c.State, c.Work.Refusal = Refused, b.Reason }

// Note implements hall.Part.
func (b Refusal) Note() string { return "" }

// Assignment (指定核查人) gives a complaint to somebody, never to one complained of.
type Assignment struct {
	By string `json:"by"` // staff id
	To string `json:"to"` // staff id
}

// Kind implements hall.Body.
func (Assignment) Kind() hall.Kind { return KindAssigned }

// Complete implements hall.Part.
func (b Assignment) Complete() error {
	if b.To == "" {
		return hall.Refuse("没有写指定谁来核查", "请写工作人员编号")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Assignment) Fits(c *Complaint) error {
	if err := c.running("指定核查人", b.By, Accepted, Assigned, Investigated, Appealed); err != nil {
		return err
	}
	if c.About.Is(b.To) {
		return hall.Forbid("不能把投诉交给被投诉的人", "请指定另一位工作人员")
	}
	return nil
}

// Put implements hall.Part.
func (b Assignment) Put(c *Complaint, _ journal.Header) { c.State, c.Handler = Assigned, b.To }

// Note implements hall.Part.
func (b Assignment) Note() string { return b.To }

// Investigation (核查) is what was found.
type Investigation struct {
	By      string `json:"by"` // staff id
	Finding string `json:"finding"`
}

// Kind implements hall.Body.
func (Investigation) Kind() hall.Kind { return KindInvestigated }

// Complete implements hall.Part.
func (b Investigation) Complete() error {
	if blank(b.Finding) {
		return hall.Refuse("没有写核查的情况", "请写明查了什么、是否属实")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Investigation) Fits(c *Complaint) error { return c.running("核查", b.By, Assigned) }

// Put implements hall.Part.
func (b Investigation) Put(c *Complaint, _ journal.Header) {
	c.State, c.Work.Finding = Investigated, b.Finding
}

// Note implements hall.Part.
func (b Investigation) Note() string { return "" }

// Reply (答复) tells the complainant what was found and done.
type Reply struct {
	By     string `json:"by"` // staff id
	Answer string `json:"answer"`
	How    string `json:"how"` // one of AnswerWays
}

// Kind implements hall.Body.
func (Reply) Kind() hall.Kind { return KindAnswered }

// Complete implements hall.Part.
func (b Reply) Complete() error {
	switch {
	case blank(b.Answer):
		return hall.Refuse("没有写怎么答复的", "请写下答复")
	case !slices.Contains(AnswerWays(), b.How):
		return hall.Refuse("答复的方式不认识", "应是 "+strings.Join(AnswerWays(), "、")+" 之一")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part. Nothing is answered before it was looked into.
func (b Reply) Fits(c *Complaint) error { return c.running("答复", b.By, Investigated) }

// Put implements hall.Part.
func (b Reply) Put(c *Complaint, _ journal.Header) {
	c.State, c.Work.Answer, c.Work.Reached = Answered, b.Answer, b.How
}

// Note implements hall.Part.
func (b Reply) Note() string { return b.How }

// Appeal (申请复核) is the complainant not taking the answer. It starts fresh days.
type Appeal struct {
	By       string   `json:"by"` // staff id who wrote it down
	Reason   string   `json:"reason"`
	AnswerBy hall.Due `json:"answer_by"`
}

// Kind implements hall.Body.
func (Appeal) Kind() hall.Kind { return KindAppealed }

// Complete implements hall.Part.
func (b Appeal) Complete() error {
	switch {
	case blank(b.Reason):
		return hall.Refuse("没有写为什么不同意答复", "请写下投诉人的理由")
	case b.AnswerBy.Last.IsZero():
		return hall.Refuse("复核没有期限", "请重新登记")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Appeal) Fits(c *Complaint) error { return c.running("申请复核", b.By, Answered) }

// Put implements hall.Part. It stands with nobody until the director assigns it anew.
func (b Appeal) Put(c *Complaint, _ journal.Header) {
	c.State, c.Work.Appeal, c.AnswerBy, c.Handler = Appealed, b.Reason, &b.AnswerBy, ""
}

// Note implements hall.Part.
func (b Appeal) Note() string { return "" }

// HandOver (转信访) passes on what is a petition and not for the hall to decide.
type HandOver struct {
	By     string    `json:"by"` // staff id
	Office string    `json:"office"`
	Day    hall.Date `json:"day"`
}

// Kind implements hall.Body.
func (HandOver) Kind() hall.Kind { return KindPetitioned }

// Complete implements hall.Part.
func (b HandOver) Complete() error {
	switch {
	case blank(b.Office):
		return hall.Refuse("没有写转给哪个信访机构", "请写机构名称")
	case b.Day.IsZero():
		return hall.Refuse("没有写哪天转的", "请写日期")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b HandOver) Fits(c *Complaint) error {
	return c.running("转信访", b.By, Made, Accepted, Assigned, Investigated, Answered, Appealed)
}

// Put implements hall.Part.
func (b HandOver) Put(c *Complaint, _ journal.Header) {
	c.State, c.Work.Petition = Petitioned, &Petition{Office: b.Office, Day: b.Day}
}

// Note implements hall.Part.
func (b HandOver) Note() string { return b.Office + "，" + b.Day.String() }

// Closing (办结) ends a complaint that was answered.
type Closing struct {
	By   string `json:"by"` // staff id
	Text string `json:"text,omitempty"`
}

// Kind implements hall.Body.
func (Closing) Kind() hall.Kind { return KindClosed }

// Complete implements hall.Part.
func (b Closing) Complete() error { return byWhom(b.By) }

// Fits implements hall.Part.
func (b Closing) Fits(c *Complaint) error { return c.running("办结", b.By, Answered) }

// Put implements hall.Part.
func (b Closing) Put(c *Complaint, _ journal.Header) { c.State, c.Work.Closing = Closed, b.Text }

// Note implements hall.Part.
func (b Closing) Note() string { return "" }
