package present

import (
	"fmt"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
)

// CaseLine is one line of the case list.
type CaseLine struct {
	Chip   Chip
	Matter string
	Who    string
	No     string // spoken
	Day    string // received
	Due    Chip
	By     string
}

// CaseRow words a row of the list.
func CaseRow(r hall.CaseRow, names Names, today hall.Date) CaseLine {
	l := CaseLine{
		Chip: StateChip(r.State), Matter: r.Matter.Name, Who: Who(r.Applicant, r.Village), No: r.No.Spoken(),
		Day: NarrowDay(hall.DayOf(r.ReceivedAt), today), By: names.Of(r.Handler),
	}
	switch {
	case r.Conflict:
		l.Due = Chip{Red, "需处理"}
	case r.Outside:
		l.Due = Chip{Amber, "待补录"}
	case r.Due.IsZero():
	case r.Due.Before(today):
		l.Due = Chip{Red, "超期 " + NarrowDay(r.Due, today)}
	case r.Due == today:
		l.Due = Chip{Amber, "今天到期"}
	default:
		l.Due = Chip{Grey, NarrowDay(r.Due, today) + "前"}
	}
	return l
}

// Filter is a saved view of the list.
type Filter struct {
	Word   string
	Filter hall.CaseFilter
	Empty  string
}

// Filters are the views of the case list, in order.
func Filters() []Filter {
	return []Filter{
		{"全部", hall.FilterAll, "还没有办件。按 F4 受理第一件"},
		{"在办", hall.FilterOpen, "没有在办的件"},
		{"快到期", hall.FilterDue, "没有在计时的件"},
		{"等补材料", hall.FilterWaiting, "没有在等补材料的件"},
		{"待领取", hall.FilterDelivery, "没有等着领结果的件"},
		{"待补录", hall.FilterOutside, "没有要补录到外部系统的件"},
		{"需处理", hall.FilterAttention, "没有要处理的冲突"},
	}
}

// Step is one line of a case's timeline.
type Step struct {
	When string
	What string
	Who  string
	Note string
	Chip Chip // late entry, conflict
	Mark Mark
}

// Timeline words every entry of a case, oldest first.
func Timeline(c *hall.Case, names Names) []Step {
	out := make([]Step, 0, len(c.History))
	for _, e := range c.History {
		s := Step{When: Moment(e.At), What: e.Kind.Han(), Who: names.Of(e.Actor), Note: note(c, e), Mark: markOf(e.Kind)}
		switch {
		case e.Conflict != "":
			s.Chip, s.Mark = Chip{Red, "没有生效"}, Red
			s.Note = strings.TrimPrefix(s.Note+"；"+e.Conflict, "；")
		case hall.DayOf(e.Recorded) != hall.DayOf(e.At):
			s.Chip = Chip{Amber, Moment(e.Recorded) + " 补录"}
		}
		out = append(out, s)
	}
	return out
}

func note(c *hall.Case, e hall.Event) string {
	if e.Kind == hall.KindReceived && c.Intake.Appointment != "" {
		return e.Note + " · 预约 " + c.Intake.Appointment.Spoken()
	}
	return e.Note
}

func markOf(k hall.Kind) Mark {
	switch k {
	case hall.KindNoticed, hall.KindSupplied, hall.KindSuspended, hall.KindExtended, hall.KindDeferred, hall.KindRecounted:
		return Amber
	case hall.KindCompleted, hall.KindDelivered, hall.KindDecided, hall.KindArchived:
		return Green
	case hall.KindDeclined, hall.KindVoided, hall.KindDeemed, hall.KindRenewed, hall.KindReturned:
		return Red
	}
	return Blue
}

// Handed lists the materials held: 「户口簿 复印件 1」.
func Handed(c *hall.Case) []string {
	out := make([]string, 0, len(c.Papers.Materials))
	for _, m := range c.Papers.Materials {
		if m.Original+m.Copy > 0 {
			out = append(out, m.Name+" "+Counts(m.Original, m.Copy))
		}
	}
	return out
}

// Counts says originals and copies: 「原件 1、复印件 2」.
func Counts(original, copies int) string {
	var words []string
	if original > 0 {
		words = append(words, fmt.Sprintf("原件 %d", original))
	}
	if copies > 0 {
		words = append(words, fmt.Sprintf("复印件 %d", copies))
	}
	if len(words) == 0 {
		return "看原件"
	}
	return strings.Join(words, "、")
}

// Paper is what a paper of a case is called in a sentence: its title without what stands in
// brackets behind it, the slip of an accepted case 合一单.
func Paper(kind hall.PaperKind, c *hall.Case) string {
	title, short, found := strings.Cut(strings.TrimSuffix(kind.Title(c), "）"), "（")
	if found && kind == hall.PaperSlip {
		return short
	}
	return title
}

// Printed says that a paper is made, and whether it went out before.
func Printed(kind hall.PaperKind, c *hall.Case, again bool) string {
	if again {
		return Paper(kind, c) + "已补打"
	}
	return Paper(kind, c) + "已生成"
}

// Slip is the sentence after an intake: what was done, by when, and the paper.
func Slip(t desk.Taken, paper hall.PaperKind, made bool, today hall.Date) string {
	c := t.Case
	words := []string{done(t.State) + " " + c.No.Spoken()}
	switch t.State {
	case hall.StateAccepted:
		if d := c.NextDue(); d != nil {
			words = append(words, DayIn(d.Last, today)+"前办好")
		}
	case hall.StateReceived:
		if d := c.NextDue(); d != nil {
			what := "前答复"
			if !c.Rules.Mode.MayAccept() {
				what = "前转交"
			}
			words = append(words, DayIn(d.Last, today)+what)
		}
	}
	if made {
		words = append(words, Paper(paper, c)+"已生成")
	} else if paper != "" {
		words = append(words, Paper(paper, c)+"没有生成，可在办件里再打印")
	}
	return strings.Join(words, "，")
}

func done(s hall.State) string {
	switch s {
	case hall.StateReceived:
		return "已收件"
	case hall.StateNoticed:
		return "已一次性告知"
	case hall.StateDeclined:
		return "已告知不予受理"
	}
	return s.Han()
}

// Done is the sentence after an act on a case.
func Done(a hall.Act, c *hall.Case, today hall.Date) string {
	text := "已" + a.Han() + " " + c.No.Spoken()
	if a == hall.ActSupply {
		text = "已登记补的材料 " + c.No.Spoken()
	}
	if d := c.NextDue(); d != nil && (a == hall.ActAccept || a == hall.ActSupply) {
		text += "，" + DayIn(d.Last, today) + "前" + map[bool]string{true: "办结", false: "答复"}[a == hall.ActAccept]
	}
	return text
}

// Lacking are the required materials of a matter that a case does not hold.
func Lacking(rules []hall.MaterialRule, given []hall.Material) []string {
	var out []string
	for _, r := range rules {
		here := false
		for _, g := range given {
			here = here || (g.Name == r.Name && g.Original+g.Copy > 0)
		}
		if r.Required() && !here {
			out = append(out, r.Name)
		}
	}
	return out
}

// NoticeReason proposes the reason of a one-time notice.
func NoticeReason(missing []string) string {
	if len(missing) == 0 {
		return ""
	}
	return "缺少必要材料，请补齐后再来"
}
