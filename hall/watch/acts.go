package watch

import (
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Raising (发牌) opens a card. It is a fact made by time or found in an act; its ids come
// from ID and EntryID, so that device and county raise it once.
type Raising struct {
	No          hall.RecordNo  `json:"no"`
	Hall        string         `json:"hall"`
	Day         hall.Date      `json:"day"`
	Level       hall.CardLevel `json:"level"`
	Rule        Rule           `json:"rule"`
	About       About          `json:"about"`
	Inputs      Inputs         `json:"inputs"`
	Responsible string         `json:"responsible"`
	AnswerBy    *hall.Due      `json:"answer_by,omitempty"`
	Edition     string         `json:"edition"`
}

// Kind implements hall.Body.
func (Raising) Kind() hall.Kind { return KindRaised }

// Complete implements hall.Part.
func (b Raising) Complete() error {
	levels := []hall.CardLevel{hall.BlueCard, hall.YellowWarn, hall.YellowCard, hall.RedCard}
	switch {
	case !slices.Contains(levels, b.Level):
		return hall.Refuse("督办牌没有等级", "应是 blue、yellow_warn、yellow、red 之一")
	case b.Rule == "" || b.About.ID == "" || b.Day.IsZero():
		return hall.Refuse("督办牌没有写依据哪条规则、对着什么", "请核对这条记录")
	case b.Responsible == "":
		return hall.Refuse("督办牌没有责任人", "请核对这件事当时在谁手里")
	case (b.AnswerBy == nil) != Reminder(b.Level):
		return hall.Refuse("提醒不用说明，黄牌、红牌要有说明的期限", "请核对这条记录")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (Raising) Fits(c *Card) error {
	if c != nil {
		return hall.Forbid("这张督办牌已经发过", "")
	}
	return nil
}

// Put implements hall.Part.
func (b Raising) Put(c *Card, _ journal.Header) {
	c.Hall, c.No, c.Day, c.Level, c.Rule, c.About = b.Hall, b.No, b.Day, b.Level, b.Rule, b.About
	c.Inputs, c.Responsible, c.AnswerBy, c.Edition = b.Inputs, b.Responsible, b.AnswerBy, b.Edition
	c.State = Raised
	if Reminder(b.Level) {
		c.State = Told
	}
}

// Note implements hall.Part.
func (b Raising) Note() string { return b.Level.Han() + "：" + b.Rule.Han() }

// Explanation (说明) is the answer of the person responsible. Who writes it is checked by
// the desk and shown by the entry's actor.
type Explanation struct {
	Text string `json:"text"`
}

// Kind implements hall.Body.
func (Explanation) Kind() hall.Kind { return KindAnswered }

// Complete implements hall.Part.
func (b Explanation) Complete() error {
	if strings.TrimSpace(b.Text) == "" {
		return hall.Refuse("没有写说明", "请写明为什么会这样、怎么补救")
	}
	return nil
}

// Fits implements hall.Part.
func (Explanation) Fits(c *Card) error {
	switch {
	case c == nil:
		return hall.Missing("没有这张督办牌", "请核对编号")
	case c.State == Told:
		return hall.Forbid("这是提醒，不用说明", "请尽快办好这件事")
	case c.State != Raised:
		return hall.Forbid("这张督办牌"+c.State.Han()+"，不能再说明", "要补充的请当面告诉中心主任")
	}
	return nil
}

// Put implements hall.Part.
func (b Explanation) Put(c *Card, h journal.Header) {
	late := c.AnswerBy != nil && hall.DayOf(h.At).After(c.AnswerBy.Last)
	c.State, c.Answer = Answered, &Answer{Text: b.Text, By: h.Actor, At: h.At, Late: late}
}

// Note implements hall.Part.
func (Explanation) Note() string { return "" }

// Judgement (裁定) says whether the card stands, with the reason. That nobody judges their
// own card is checked by the desk and shown by the entry's actor.
type Judgement struct {
	Upheld bool   `json:"upheld"`
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Judgement) Kind() hall.Kind { return KindJudged }

// Complete implements hall.Part.
func (b Judgement) Complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("裁定必须写理由", "请写明为什么成立，或为什么撤销")
	}
	return nil
}

// Fits implements hall.Part. A card not explained can be judged too: the desk sees that
// the time for it is over.
func (Judgement) Fits(c *Card) error {
	switch {
	case c == nil:
		return hall.Missing("没有这张督办牌", "请核对编号")
	case c.State == Told:
		return hall.Forbid("这是提醒，不用裁定", "只裁定黄牌和红牌")
	case c.State == Upheld || c.State == Revoked:
		return hall.Forbid("这张督办牌已经裁定："+c.State.Han(), "不服的由责任人申诉")
	}
	return nil
}

// Put implements hall.Part.
func (b Judgement) Put(c *Card, h journal.Header) {
	c.State = Revoked
	if b.Upheld {
		c.State = Upheld
	}
	c.Verdict = &Verdict{Upheld: b.Upheld, Reason: b.Reason, By: h.Actor, At: h.At}
}

// Note implements hall.Part.
func (b Judgement) Note() string {
	if b.Upheld {
		return Upheld.Han()
	}
	return Revoked.Han()
}
