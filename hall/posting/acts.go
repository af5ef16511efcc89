package posting

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Putting (张贴公示) hangs a posting up.
type Putting struct {
	No      hall.RecordNo   `json:"no"`
	Hall    string          `json:"hall"`
	Title   string          `json:"title"`
	Matter  hall.MatterName `json:"matter,omitzero"`
	Place   string          `json:"place"`
	Village bool            `json:"village,omitempty"` // 村务公开
	From    hall.Date       `json:"from"`
	Days    int             `json:"days"`
	Fields  []Field         `json:"fields"`
	Items   []Item          `json:"items"`
}

// Kind implements hall.Body.
func (Putting) Kind() hall.Kind { return KindPut }

// Complete implements hall.Part.
func (b Putting) Complete() error {
	switch {
	case strings.TrimSpace(b.Title) == "":
		return hall.Refuse("公示没有标题", "请写标题")
	case strings.TrimSpace(b.Place) == "":
		return hall.Refuse("没有写公示贴在哪里", "请写地点，例如 村务公开栏")
	case b.From.IsZero():
		return hall.Refuse("没有写哪天起公示", "请写日期")
	}
	if err := EnoughDays(b.Days, b.Village, 0); err != nil {
		return err
	}
	if err := Allowed(b.Title, b.Place, b.Fields, b.Items); err != nil {
		return err
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Putting) Fits(p *Posting) error {
	if p != nil {
		return hall.Forbid("同一份公示登记了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Putting) Put(p *Posting, h journal.Header) {
	p.No, p.Hall, p.State, p.Title, p.Matter, p.Place = b.No, b.Hall, Up, b.Title, b.Matter, b.Place
	p.Village, p.From, p.Days, p.By = b.Village, b.From, b.Days, h.Actor
	p.Shown = Board{Fields: b.Fields, Items: b.Items}
}

// Note implements hall.Part.
func (b Putting) Note() string { return fmt.Sprintf("%d 行，%d 天", len(b.Items), b.Days) }

// Objecting (登记异议) writes down what somebody says against a posting.
type Objecting struct {
	Text string       `json:"text"`
	By   *hall.Person `json:"by,omitempty"`
	On   hall.Date    `json:"on"`
}

// Kind implements hall.Body.
func (Objecting) Kind() hall.Kind { return KindObjected }

// Complete implements hall.Part.
func (b Objecting) Complete() error {
	if strings.TrimSpace(b.Text) == "" || b.On.IsZero() {
		return hall.Refuse("没有写异议的内容或日期", "请用一两句话写下")
	}
	return nil
}

// Fits implements hall.Part. What is said after a posting came down is still written down.
func (b Objecting) Fits(p *Posting) error { return p.in("登记异议", Up, Down) }

// Put implements hall.Part.
func (b Objecting) Put(p *Posting, _ journal.Header) {
	p.Objections = append(p.Objections, Objection{Text: b.Text, By: b.By, On: b.On})
}

// Note implements hall.Part.
func (b Objecting) Note() string { return "" }

// Answering (答复异议) answers the n-th objection, counted from 1.
type Answering struct {
	N      int    `json:"n"`
	Answer string `json:"answer"`
}

// Kind implements hall.Body.
func (Answering) Kind() hall.Kind { return KindAnswered }

// Complete implements hall.Part.
func (b Answering) Complete() error {
	if strings.TrimSpace(b.Answer) == "" {
		return hall.Refuse("没有写怎么答复的", "请写下核查的结果和答复")
	}
	return nil
}

// Fits implements hall.Part.
func (b Answering) Fits(p *Posting) error {
	if err := p.in("答复异议", Up, Down, Withdrawn); err != nil {
		return err
	}
	if b.N < 1 || b.N > len(p.Objections) {
		return hall.Missing(fmt.Sprintf("没有第 %d 条异议", b.N), "请用 posting show 查看")
	}
	if p.Objections[b.N-1].Answer != "" {
		return hall.Forbid(fmt.Sprintf("第 %d 条异议已经答复", b.N), "又有新的意见，请另登记一条")
	}
	return nil
}

// Put implements hall.Part.
func (b Answering) Put(p *Posting, _ journal.Header) { p.Objections[b.N-1].Answer = b.Answer }

// Note implements hall.Part.
func (b Answering) Note() string { return fmt.Sprintf("第 %d 条", b.N) }

// TakingDown (撤下) ends a posting. Before its days are over only with a reason, and then it
// does not count as posted.
type TakingDown struct {
	On     hall.Date `json:"on"`
	Reason string    `json:"reason,omitempty"`
}

// Kind implements hall.Body.
func (TakingDown) Kind() hall.Kind { return KindTakenDown }

// Complete implements hall.Part.
func (b TakingDown) Complete() error {
	if b.On.IsZero() {
		return hall.Refuse("没有写哪天撤下", "请写日期")
	}
	return nil
}

// Fits implements hall.Part.
func (b TakingDown) Fits(p *Posting) error {
	if err := p.in("撤下", Up); err != nil {
		return err
	}
	switch {
	case b.On.Before(p.From):
		return hall.Refuse("撤下的日期在张贴之前", "请核对日期")
	case b.On.Before(p.DownOn()) && strings.TrimSpace(b.Reason) == "":
		return hall.Forbid(fmt.Sprintf("公示要到%s满期，现在不能撤", p.LastDay().Han()), "写错了必须撤的，请写明原因（--reason），改好后重新公示")
	}
	return nil
}

// Put implements hall.Part.
func (b TakingDown) Put(p *Posting, _ journal.Header) {
	p.State, p.Ended = Down, Ending(b)
	if b.On.Before(p.DownOn()) {
		p.State = Withdrawn
	}
}

// Note implements hall.Part.
func (b TakingDown) Note() string { return b.Reason }

// fieldsOf reads names of fields; a name nobody knows stays as it is, to be refused by Allowed.
func fieldsOf(names []string) []Field {
	out := make([]Field, len(names))
	for i, n := range names {
		out[i] = Field(n)
	}
	return out
}

// Rule is what a matter says of its posting, as Fields; nil when it says nothing.
func Rule(r *hall.PostingRule) (fields []Field, place string, days int, village bool) {
	if r == nil {
		return nil, "", 0, false
	}
	return fieldsOf(r.Fields), r.Place, r.Days, r.Village
}

// Within is nil when the fields are among those the matter lets a posting show.
//
// Source: the matter's rule (catalogue, posting.fields).
func Within(fields, matter []Field) error {
	for _, f := range fields {
		if !slices.Contains(matter, f) {
			return hall.Forbid("这个事项的公示不许有「"+f.Han()+"」一栏", "请照事项目录的公示规定（posting）去掉这一栏")
		}
	}
	return nil
}
