package hall

import (
	"strings"
	"time"

	"bianmin/hall/journal"
)

// SetAside (不作视为受理) takes a deemed acceptance back: the applicant was told on paper within
// the five days, and the device learnt of it only later. The entry after it is what was really
// said, with its own time. Only the director may, which the desk checks.
// Source: 行政许可法 第三十二条第一款第四项 (deemed accepted only where nobody was told).
type SetAside struct {
	On     Date   `json:"on"` // the day the applicant was told
	Reason string `json:"reason"`
	Paper  string `json:"paper"` // what proves it
}

// Kind implements Body.
func (SetAside) Kind() Kind { return KindSetAside }

func (b SetAside) complete() error {
	if b.On.IsZero() || strings.TrimSpace(b.Reason) == "" || strings.TrimSpace(b.Paper) == "" {
		return Refuse("不作视为受理要写当时告知的日期、原因和单据", "例如 11月25日 停电，手写告知书3号")
	}
	return nil
}

func (b SetAside) lawful(c *Case) error {
	if c == nil || !c.MaySetAside(b.On) {
		return Forbid("只有五个工作日内已经告知、还没有往下办的视为受理可以撤回", "请核对告知的日期；已经往下办的照常办理")
	}
	return nil
}

// MaySetAside reports whether the case is deemed accepted, nothing came of it yet, and a word on
// a day would have been in time.
func (c *Case) MaySetAside(on Date) bool {
	d := c.Clocks.Deemed
	if d == nil || c.State != StateAccepted || on.Before(DayOf(d.From)) || on.After(d.NoticeBy.Last) {
		return false
	}
	for i := len(c.History) - 1; i >= 0; i-- {
		if e := c.History[i]; e.Conflict == "" && !e.Kind.Beside() {
			return e.Kind == KindDeemed
		}
	}
	return false
}

func (b SetAside) note() string {
	return b.On.Han() + "已经告知，不作视为受理：" + b.Reason + "；单据：" + b.Paper
}

func (SetAside) apply(c *Case, _ journal.Header) {
	d := c.Clocks.Deemed
	by := d.NoticeBy
	c.State, c.Clocks.NoticeBy, c.Clocks.Deemed, c.Clocks.Moved.Recount = d.State, &by, nil, nil
	c.Clocks.AcceptedAt, c.Clocks.Promised, c.Clocks.Statutory = time.Time{}, nil, nil
}
