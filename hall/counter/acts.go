package counter

import (
	"slices"
	"strings"
	"unicode/utf8"

	"bianmin/hall"
	"bianmin/hall/journal"
)

const (
	mostCode     = 8
	mostName     = 40
	mostServices = 200
	mostUnits    = 12
)

// Setting (设窗口) says what a counter is called and does. The first one sets it up, a later
// one replaces what was said, and brings back a counter that was closed.
type Setting struct {
	Code     string    `json:"code"`
	Name     string    `json:"name"`
	Hall     string    `json:"hall"`
	Day      hall.Date `json:"day"`
	Open     bool      `json:"open"`
	Services Services  `json:"services"`
}

// Kind implements hall.Body.
func (Setting) Kind() hall.Kind { return KindSet }

// Complete implements hall.Part.
func (b Setting) Complete() error {
	plain := b.Code != "" && len(b.Code) <= mostCode && strings.Trim(b.Code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == ""
	switch {
	case !plain:
		return hall.Refuse("窗口代码写得不对", "用数字和大写字母，最多 8 位，例如 2 或 B3")
	case strings.TrimSpace(b.Name) == "" || utf8.RuneCountInString(b.Name) > mostName:
		return hall.Refuse("窗口名称没有写，或太长", "例如 2号窗口")
	case b.Hall == "" || b.Day.IsZero():
		return hall.Refuse("窗口没有写属于哪个大厅、哪一天设的", "")
	case len(b.Services.Matters)+len(b.Services.Domains) > mostServices:
		return hall.Refuse("一个窗口办的事项太多", "什么都办的窗口，不用列事项")
	}
	for _, n := range b.Services.Units {
		if n < 1 || n > mostUnits {
			return hall.Refuse("事项占的时段数不对", "应是 1 到 12")
		}
	}
	return nil
}

// Fits implements hall.Part.
func (b Setting) Fits(c *Counter) error {
	if c != nil && c.Code != b.Code {
		return hall.Forbid("窗口代码定了就不再改", "要换代码的，请撤销这个窗口，另设一个")
	}
	return nil
}

// Put implements hall.Part.
func (b Setting) Put(c *Counter, _ journal.Header) {
	c.Hall, c.Code, c.Name, c.Services, c.Day = b.Hall, b.Code, b.Name, b.Services, b.Day
	c.State, c.ClosedFrom = Shut, hall.Date{}
	if b.Open {
		c.State = Open
	}
}

// Note implements hall.Part.
func (b Setting) Note() string { return b.Name }

// Kind implements hall.Body.
func (Plan) Kind() hall.Kind { return KindPlanned }

// Complete implements hall.Part.
func (b Plan) Complete() error {
	if b.From.IsZero() {
		return hall.Refuse("时段表没有写从哪天起", "请写生效的日子，例如 2026-12-01")
	}
	if len(b.Week) == 0 {
		return hall.Refuse("时段表是空的", "至少写一天的时段，例如 mon 08:30-12:00")
	}
	for day, spans := range b.Week {
		if !slices.Contains(Weekdays(), day) {
			return hall.Refuse("时段表里的星期写得不对", "应是 "+strings.Join(Weekdays(), "、")+" 之一")
		}
		if err := checkSpans(spans); err != nil {
			return err
		}
		if err := b.checkShares(spans); err != nil {
			return err
		}
	}
	return nil
}

// Fits implements hall.Part.
func (b Plan) Fits(c *Counter) error { return c.known() }

// Put implements hall.Part.
func (b Plan) Put(c *Counter, _ journal.Header) {
	c.Plans = slices.DeleteFunc(c.Plans, func(p Plan) bool { return p.From == b.From })
	c.Plans = append(c.Plans, b)
	slices.SortFunc(c.Plans, func(x, y Plan) int { return x.From.Compare(y.From) })
}

// Note implements hall.Part.
func (b Plan) Note() string { return "自" + b.From.Han() + "起" }

// Kind implements hall.Body.
func (Exception) Kind() hall.Kind { return KindExcepted }

// Complete implements hall.Part.
func (b Exception) Complete() error {
	switch {
	case b.Day.IsZero():
		return hall.Refuse("例外没有写哪一天", "例如 2026-11-25")
	case !b.Dropped && strings.TrimSpace(b.Reason) == "":
		return hall.Refuse("例外要写原因", "例如：下午全镇开会")
	case b.Dropped && len(b.Spans) > 0:
		return hall.Refuse("取消例外的不能又写时段", "请分两次办")
	}
	return checkSpans(b.Spans)
}

// Fits implements hall.Part.
func (b Exception) Fits(c *Counter) error {
	if err := c.known(); err != nil {
		return err
	}
	if b.Dropped && c.ExceptionOn(b.Day) == nil {
		return hall.Refuse("这一天没有例外可取消", "请核对日子")
	}
	return nil
}

// Put implements hall.Part.
func (b Exception) Put(c *Counter, _ journal.Header) {
	c.Exceptions = slices.DeleteFunc(c.Exceptions, func(x Exception) bool { return x.Day == b.Day })
	if b.Dropped {
		return
	}
	c.Exceptions = append(c.Exceptions, b)
	slices.SortFunc(c.Exceptions, func(x, y Exception) int { return x.Day.Compare(y.Day) })
}

// Note implements hall.Part.
func (b Exception) Note() string {
	switch {
	case b.Dropped:
		return b.Day.Han() + "照常"
	case len(b.Spans) == 0:
		return b.Day.Han() + "停办"
	}
	return b.Day.Han() + "另排时段"
}

// Closing (撤销窗口) does away with a counter from a day on. Bookings made before stay; somebody
// moves them or another counter calls them.
type Closing struct {
	From   hall.Date `json:"from"`
	Reason string    `json:"reason"`
}

// Kind implements hall.Body.
func (Closing) Kind() hall.Kind { return KindClosed }

// Complete implements hall.Part.
func (b Closing) Complete() error {
	if b.From.IsZero() || strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("撤销窗口要写从哪天起和原因", "例如：从 2026-12-01 起，并入 1号窗口")
	}
	return nil
}

// Fits implements hall.Part.
func (b Closing) Fits(c *Counter) error {
	if err := c.known(); err != nil {
		return err
	}
	if c.State == Closed {
		return hall.Forbid(c.Name+"已经撤销", "要重新开的，请再设一次窗口（counter set）")
	}
	return nil
}

// Put implements hall.Part.
func (b Closing) Put(c *Counter, _ journal.Header) {
	c.State, c.ClosedFrom, c.Day = Closed, b.From, b.From
}

// Note implements hall.Part.
func (b Closing) Note() string { return "自" + b.From.Han() + "起" }

func (c *Counter) known() error {
	if c == nil {
		return hall.Missing("没有这个窗口", "请先设窗口（appoint counter set）")
	}
	return nil
}
