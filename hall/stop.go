package hall

import (
	"fmt"
	"strings"

	"bianmin/hall/journal"
)

// Suspended (特别程序·暂停计时) stops the clock for a step the law takes out of the limit. The
// applicant is told in writing. Source: 行政许可法 第四十五条.
type Suspended struct {
	Stop Stop `json:"stop"`
	Told Told `json:"told"`
}

// Resumed (恢复计时) ends the stop; the days in it are counted anew over it.
type Resumed struct {
	On        Date   `json:"on"` // the last day that does not count
	Note      string `json:"note,omitempty"`
	Promised  *Due   `json:"promised,omitempty"`
	Statutory *Due   `json:"statutory,omitempty"`
}

// Extended (延长期限) makes the limits longer, once, by what the law gives, with the approval of
// the director, who is the township's head; the applicant is told the reason. Source: 行政许可法 第四十二条.
type Extended struct {
	Extension Extension `json:"extension"`
	Told      Told      `json:"told"`
	Promised  *Due      `json:"promised,omitempty"`
	Statutory *Due      `json:"statutory,omitempty"`
}

// Recounted (重新推算) is what the limits come to by a newer calendar. It stands beside the
// printed days, which stay.
type Recounted struct {
	Deadlines
	Why string `json:"why"`
}

// Kind implements Body.
func (Suspended) Kind() Kind { return KindSuspended }

// Kind implements Body.
func (Resumed) Kind() Kind { return KindResumed }

// Kind implements Body.
func (Extended) Kind() Kind { return KindExtended }

// Kind implements Body.
func (Recounted) Kind() Kind { return KindRecounted }

func (b Suspended) complete() error {
	s := b.Stop
	switch {
	case s.Basis == "":
		return Refuse("暂停计时要写依据", "请写明法律和条款")
	case s.Approver == "":
		return Refuse("暂停计时要写批准人", "请写首席代表或主任的工作人员编号")
	case !s.Planned.Limit.Valid() || s.From.IsZero() || s.Planned.Last.Before(s.From):
		return Refuse("暂停计时要写从哪天起、预计多少天", "请写预计的工作日数")
	case !s.Until.IsZero():
		return Refuse("暂停还没有开始就写了结束", "结束时用恢复计时（resume）")
	}
	return b.Told.complete()
}

func (b Resumed) complete() error {
	if b.On.IsZero() {
		return Refuse("恢复计时没有写到哪天为止", "请写特别程序结束的日期")
	}
	return nil
}

func (b Extended) complete() error {
	x := b.Extension
	switch {
	case strings.TrimSpace(x.Reason) == "":
		return Refuse("延长期限必须写理由", "理由要告知申请人")
	case x.Approver == "":
		return Refuse("延长期限要写批准人", "请写主任的工作人员编号")
	case !x.By.Valid() || x.Basis == "" || x.On.IsZero():
		return Refuse("延长期限要写延长多少、依据哪一条", "请照事项的规定写")
	}
	return b.Told.complete()
}

func (b Recounted) complete() error {
	if b.Why == "" || b.Deadlines == (Deadlines{}) {
		return Refuse("重新推算没有写结果或原因", "")
	}
	return nil
}

// lawful: only a step the matter's law lets stop the clock.
// Source: 行政许可法 第四十五条; 政府信息公开条例 第三十三条.
func (b Suspended) lawful(c *Case) error {
	if err := c.May(ActSuspend); err != nil {
		return err
	}
	return c.Rules.MayStop(b.Stop.Kind, b.Stop.Step)
}

func (b Resumed) lawful(c *Case) error {
	if err := c.May(ActResume); err != nil {
		return err
	}
	if b.On.Before(c.Clocks.Moved.Stop.From) {
		return Forbid("结束的日期早于开始暂停的日期", "请核对日期")
	}
	return nil
}

// lawful: once, by what the rule gives, before the day has passed.
func (b Extended) lawful(c *Case) error {
	if err := c.May(ActExtend); err != nil {
		return err
	}
	rule, err := c.Rules.ExtensionOf()
	if err != nil {
		return err
	}
	if b.Extension.By != rule.Limit {
		return Forbid("延长的长度与规定不符", "规定是 "+rule.Limit.Han())
	}
	last := c.Deadlines().Statutory
	if last == nil {
		last = c.Deadlines().Promised
	}
	if b.Extension.On.After(last.Last) {
		return Forbid("期限已经过了，不能再延长", "请尽快办结，并说明超期的原因")
	}
	return nil
}

func (b Recounted) lawful(c *Case) error {
	if c == nil || !c.State.Open() {
		return Forbid("这件没有在走的期限", "")
	}
	return nil
}

func (b Suspended) note() string {
	s := b.Stop
	return fmt.Sprintf("%s，预计 %s，%s；%s", s.Han(), s.Planned.Limit.Han(), s.Planned.Han(), s.Basis)
}

func (b Resumed) note() string {
	text := "到" + b.On.HanShort() + "止不计"
	for _, d := range []*Due{b.Promised, b.Statutory} {
		if d != nil {
			text += "；" + d.Han()
			break
		}
	}
	if b.Note != "" {
		text += "；" + b.Note
	}
	return text
}

func (b Extended) note() string {
	return fmt.Sprintf("延长 %s：%s（%s）", b.Extension.By.Han(), b.Extension.Reason, b.Extension.Basis)
}

func (b Recounted) note() string { return b.Why }

func (b Suspended) apply(c *Case, _ journal.Header) {
	stop := b.Stop
	c.Clocks.Moved.Stop = &stop
}

func (b Resumed) apply(c *Case, _ journal.Header) {
	stop := *c.Clocks.Moved.Stop
	stop.Until = b.On
	c.Clocks.Moved.Stop = nil
	c.Clocks.Moved.Stops = append(c.Clocks.Moved.Stops, stop)
	c.move(b.Promised, b.Statutory)
}

func (b Extended) apply(c *Case, _ journal.Header) {
	extension := b.Extension
	c.Clocks.Moved.Extended = &extension
	c.move(b.Promised, b.Statutory)
}

func (b Recounted) apply(c *Case, _ journal.Header) {
	d := b.Deadlines
	c.Clocks.Moved.Recount = &d
}

// move prints new days; those printed at acceptance are kept beside them.
func (c *Case) move(promised, statutory *Due) {
	m := &c.Clocks.Moved
	if m.First == nil {
		m.First = &Deadlines{Promised: c.Clocks.Promised, Statutory: c.Clocks.Statutory}
	}
	m.Recount = nil
	c.Clocks.Promised, c.Clocks.Statutory = promised, statutory
}
