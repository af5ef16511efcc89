package present

import (
	"fmt"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/workday"
)

// Unchecked says that nobody looked the statutory limit up yet. It is never shown as 0.
const Unchecked = "法定时限：未核实"

// Example labels what no hall has published.
const Example = "示例"

// Line is one line of an explanation.
type Line struct {
	Text   string
	Strong bool // the day itself
	Warn   bool // provisional, late
}

// DueChip is how near a case's day is, and what the day is for.
func DueChip(state hall.State, s hall.Standing) Chip {
	if s.Due == nil {
		return StateChip(state)
	}
	today, left := "到期", ""
	switch state {
	case hall.StateReceived, hall.StateSupplied:
		today, left = stepOf(s)
	case hall.StateCompleted:
		today, left = "要送达", "送达"
	}
	unit := "个工作日"
	if left != "" {
		unit = "天"
	}
	switch {
	case s.Left < 0:
		return Chip{Red, fmt.Sprintf("%s超 %d 个工作日", late(s), -s.Left)}
	case s.Left == 0:
		return Chip{Amber, "今天" + today}
	}
	mark := Grey
	switch {
	case s.Left <= 1:
		mark = Amber
	case s.Card == hall.BlueCard:
		mark = Blue
	}
	return Chip{mark, fmt.Sprintf("%s还剩 %d %s", left, s.Left, unit)}
}

func late(s hall.Standing) string {
	if h := s.Card.Han(); h != "" {
		return h + " · "
	}
	return ""
}

// stepOf names what runs before acceptance: on the day, and before it.
func stepOf(s hall.Standing) (today, left string) {
	if s.Due.Limit.N == hall.HandOverDays {
		return "要转交", "转交"
	}
	return "要答复", "五日告知"
}

// StateChip is a state as a list shows it.
func StateChip(s hall.State) Chip {
	mark := Grey
	switch s {
	case hall.StateAccepted, hall.StateAided, hall.StateInProgress, hall.StateDecided:
		mark = Blue
	case hall.StateNoticed, hall.StateSupplied, hall.StateReceived:
		mark = Amber
	case hall.StateCompleted, hall.StateDelivered, hall.StateArchived:
		mark = Green
	case hall.StateDeclined, hall.StateVoided, hall.StateWithdrawn, hall.StateTransferred, hall.StateReturned:
		mark = Grey
	}
	return Chip{mark, s.Han()}
}

// Foresight explains, while a form is filled, how the days will be counted.
func Foresight(m hall.Matter, f desk.Foresight) []Line {
	if !m.Mode.MayAccept() {
		lines := []Line{{Text: fmt.Sprintf("%s 收件（当天不算）", f.From.HanShort())}}
		if f.HandOver != nil {
			lines = append(lines, counted(*f.HandOver, f.From, "前转交")...)
		}
		return append(lines, Line{Text: m.Mode.Han() + "：由决定机关受理，本厅不出受理通知书"})
	}
	lines := []Line{{Text: fmt.Sprintf("%s 受理（当天不算）", f.From.HanShort())}}
	switch {
	case f.Promised != nil:
		lines = append(lines, counted(*f.Promised, f.From, "前办结")...)
	default:
		lines = append(lines, Line{Text: "没有公布承诺时限"})
	}
	return append(lines, statutory(m.Limits, f.Statutory, f.From))
}

func counted(d hall.Due, today hall.Date, end string) []Line {
	lines := []Line{
		{Text: "+ " + d.Limit.Han() + skips(d.Limit)},
		{Text: fmt.Sprintf("%s %s%s", Day(d.Last, today), end, tentative(d)), Strong: true},
	}
	if d.Provisional() {
		lines = append(lines, Line{Text: d.Reason() + "，先按周一至周五算", Warn: true})
	}
	return lines
}

func tentative(d hall.Due) string {
	if d.Provisional() {
		return "（暂定）"
	}
	return ""
}

func skips(l hall.Limit) string {
	switch l.Unit {
	case hall.Workday:
		return "，跳过周末和放假"
	case hall.CalendarDay:
		return "，最后一天放假就顺延"
	}
	return ""
}

func statutory(l hall.Limits, due *hall.Due, today hall.Date) Line {
	if l.Statutory == nil {
		return Line{Text: Unchecked}
	}
	text := "法定时限：" + l.Statutory.Han()
	if due != nil {
		text += "，" + DayIn(due.Last, today) + tentative(*due)
	}
	return Line{Text: text}
}

// CaseClock explains where a case stands today against its days; the first line is the
// headline.
func CaseClock(c *hall.Case, s hall.Standing, today hall.Date) []Line {
	lines := []Line{headline(c, s)}
	add := func(word string, d *hall.Due) {
		if d == nil {
			return
		}
		lines = append(lines, Line{Text: fmt.Sprintf("%s %s%s（%s）", word, DayIn(d.Last, today), tentative(*d), d.Limit.Han())})
		if d.Provisional() {
			lines = append(lines, Line{Text: d.Reason() + "，先按周一至周五算", Warn: true})
		}
	}
	switch {
	case c.Clocks.AcceptedAt.IsZero():
		add("收件后答复", c.Clocks.NoticeBy)
		add("收件后转交", c.Clocks.HandOverBy)
	default:
		lines = append(lines, Line{Text: fmt.Sprintf("%s %s，从第二天起算", DayIn(hall.DayOf(c.Clocks.AcceptedAt), today), begun(c))})
		lines = append(lines, moves(c, today)...)
		add("承诺", c.Clocks.Promised)
		add("法定", c.Clocks.Statutory)
		add("送达", c.Clocks.DeliverBy)
	}
	if c.Rules.Mode.MayAccept() && c.Rules.RunningLimits().Statutory == nil {
		lines = append(lines, Line{Text: Unchecked})
	}
	return lines
}

// begun is what the limits of a case run from.
func begun(c *hall.Case) string {
	switch {
	case c.Clocks.Deemed != nil:
		return "收到材料，视为受理"
	case c.Work.Aid != nil:
		return "先行救助"
	}
	return "受理"
}

// moves words what moved the days of a case since: stops and the extension.
func moves(c *hall.Case, today hall.Date) []Line {
	var lines []Line
	m := c.Clocks.Moved
	for _, s := range m.Stops {
		lines = append(lines, Line{Text: fmt.Sprintf("%s到%s %s，不计", DayIn(s.From, today), DayIn(s.Until, today), s.Han())})
	}
	if m.Stop != nil {
		lines = append(lines, Line{Text: fmt.Sprintf("%s 起%s，暂停计时", DayIn(m.Stop.From, today), m.Stop.Han())})
	}
	if m.Extended != nil {
		lines = append(lines, Line{Text: "延长 " + m.Extended.By.Han()})
	}
	return lines
}

func headline(c *hall.Case, s hall.Standing) Line {
	if s.Due == nil {
		switch c.State {
		case hall.StateNoticed:
			return Line{Text: "等申请人补材料，不计时", Strong: true}
		case hall.StateCompleted:
			return Line{Text: "已办结 · " + Moment(c.Clocks.CompletedAt), Strong: true}
		default:
			return Line{Text: c.State.Han(), Strong: true}
		}
	}
	if stop := c.Clocks.Moved.Stop; stop != nil {
		return Line{Text: "暂停计时 · " + stop.Han(), Strong: true, Warn: s.Left < 0}
	}
	switch {
	case s.Left < 0:
		return Line{Text: fmt.Sprintf("已超期 %d 个工作日", -s.Left), Strong: true, Warn: true}
	case s.Left == 0:
		return Line{Text: "今天到期", Strong: true, Warn: true}
	}
	return Line{Text: fmt.Sprintf("还剩 %d 个工作日", s.Left), Strong: true}
}

// Spent is how much of a running limit is used up, 0 to 1; ok is false when none runs.
func Spent(c *hall.Case, s hall.Standing, cal workday.Calendar) (used float32, ok bool) {
	if s.Due == nil {
		return 0, false
	}
	from := c.Clocks.AcceptedAt
	if from.IsZero() {
		from = c.Clocks.ReceivedAt
	}
	whole, _ := cal.LeftProvisional(hall.DayOf(from), s.Due.Last)
	if whole <= 0 {
		return 1, true
	}
	return max(0, min(1, 1-float32(s.Left)/float32(whole))), true
}
