package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// word is a stretch of a notice's body, plain or bold.
type word struct {
	text string
	loud bool
}

func plain(format string, args ...any) word { return word{text: fmt.Sprintf(format, args...)} }
func loud(text string) word                 { return word{text: text, loud: true} }

// acceptance (受理通知书) tells in writing that the application is accepted and by when it
// will be done.
//
// Source: 行政许可法 第三十二条第二款.
func acceptance(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	l := openLetter(doc, job, "受理通知书", 1)
	l.say(plain("您于 %s提出的「%s」申请%s，本厅于 %s受理。", hall.DayOf(c.Clocks.ReceivedAt).Han(), c.Rules.Name, inOrder(c), hall.DayOf(c.Clocks.AcceptedAt).Han()))
	if p := c.Clocks.Promised; p != nil {
		l.say(plain("我们承诺在受理之日起 %s内%s，即 ", p.Limit.Han(), example(c)), loud(p.Last.Han()+"（"+p.Last.WeekdayHan()+"）"), plain("前办好。%s", provisional(p)))
	} else {
		l.say(plain("这个事项没有公布承诺时限，办好后通知您。"))
	}
	if s := c.Clocks.Statutory; s != nil {
		l.say(plain("法定办理时限 %s，即 %s前。%s", s.Limit.Han(), s.Last.Han(), provisional(s)))
	} else {
		l.say(plain("法定办理时限：未核实。"))
	}
	if c.Rules.Mode == hall.ModeForward {
		l.say(plain("本件由本厅受理后转报%s。", decider(c)))
	}
	l.say(plain("收到材料：%s。", papersHeld(c)))
	l.last(plain("办理本事项不收费。到期没有答复的，可凭编号到任一窗口或拨打 %s 查问。", hotline))
	return l.sign()
}

// inOrder says that the papers are complete, where the case shows it.
func inOrder(c *hall.Case) string {
	if len(c.Papers.Materials) == 0 || len(c.Lacking()) > 0 {
		return ""
	}
	return "，材料齐全、符合法定形式"
}

// notice (一次性告知书) names all that is missing, once.
//
// Source: 行政许可法 第三十二条第一款第四项.
func notice(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	given := c.Papers.Notices[len(c.Papers.Notices)-1]
	l := openLetter(doc, job, "一次性告知书", len(c.Papers.Notices))
	l.say(plain("您于 %s提出的「%s」申请，材料还不齐全，或不符合规定的形式。需要补正的全部内容一次告知如下：", hall.DayOf(c.Clocks.ReceivedAt).Han(), c.Rules.Name))
	for i, item := range given.Missing {
		l.item(i+1, mark(c, item))
	}
	if given.Reason != "" && !(len(given.Missing) == 1 && given.Missing[0] == given.Reason) {
		l.say(plain("说明：%s。", strings.TrimRight(given.Reason, "。")))
	}
	l.say(plain("请把上面的材料交到任一窗口或代办员手里，我们当面出接收凭证，并在收到后 %d 个工作日内答复您是否受理。没有告知的，不再另外要您补。", hall.NoticeDays))
	if c.Rules.IsLicence() {
		l.say(plain("依据《中华人民共和国行政许可法》第三十二条，逾期不告知的，自收到申请材料之日起即为受理。"))
	}
	l.last(plain("办理本事项不收费。村里的代办员可以免费帮您交材料。"))
	return l.sign()
}

// mark labels a material of an example catalogue.
func mark(c *hall.Case, item string) string {
	for _, m := range c.Rules.Intake.Materials {
		if m.Name == item && c.Rules.Limits.Example {
			return item + "（" + exampleLabel + "）"
		}
	}
	return item
}

// decline (不予受理通知书) refuses in writing, with the reason and the remedies.
//
// Source: 行政许可法 第三十二条; 行政复议法 第二十条; 行政诉讼法 第四十六条.
func decline(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	l := openLetter(doc, job, "不予受理通知书", 1)
	l.say(plain("您于 %s提出的「%s」申请，经审查，决定不予受理。", hall.DayOf(c.Clocks.ReceivedAt).Han(), c.Rules.Name))
	l.say(loud("理由："), plain("%s。", strings.TrimRight(c.Outcome.DeclineReason, "。")))
	l.say(plain("您交来的材料当场退还，请核对签收。如果依法应当向其他机关申请，窗口会告诉您去哪里办。"))
	l.sayRemedies("通知书")
	return l.sign()
}

// appointment (预约凭条) is a small sheet with day, time and number. A cancelled one is Unlawful.
func appointment(doc *sheet.Document, job hall.PaperJob) error {
	a := job.Appointment
	if err := a.Printable(); err != nil {
		return err
	}
	const width, edge, top = 148.0, 11.0, 53.0
	table := sheet.Table{Columns: []float64{24, width - 2*edge - 24}, Rows: appointmentRows(a), MinMM: 8.5, PadMM: 2.5}
	advice := sheet.Text("请提前 10 分钟到窗口签到，带上证件。来不了请打电话取消，把号让给别人。咨询 "+phoneOf(job.Office)+"　投诉监督 "+hotline, sheet.Sans, 9.5)
	height := 105.0
	if top+table.HeightMM()+2.5+advice.HeightMM(width-2*edge) > height-5 {
		height = 210 // nothing is cut: a sheet twice as high
	}
	p := doc.AddPage(width, height)
	p.Text(edge, 15, sheet.Left, sheet.Span{Text: job.Office.Name, Face: sheet.Sans, SizePt: 10.5})
	p.Text(edge, 25, sheet.Left, sheet.Span{Text: "预约凭条", Face: sheet.SerifBold, SizePt: 20, TrackEm: 0.06})
	const size = 22.0
	code := "预约编号 " + string(a.No)
	quiet := p.QRQuietMM(size, code)
	if err := p.QR(width-edge-size+quiet, 9-quiet, size, code); err != nil {
		return err
	}
	p.Text(edge, 37, sheet.Left, sheet.Span{Text: a.Slot.Day.Han() + "（" + a.Slot.Day.WeekdayHan() + "）", Face: sheet.Serif, SizePt: 13})
	p.Text(edge, 48, sheet.Left, sheet.Span{Text: a.Slot.Start + "—" + a.Slot.End(), Face: sheet.SansBold, SizePt: 24})
	y := p.Table(edge, top, table)
	p.Para(edge, y+2.5, width-2*edge, advice)
	return nil
}

func appointmentRows(a *hall.Appointment) []sheet.Row {
	matter := a.MattersHan()
	if matter == "" {
		matter = "到窗口再说"
	}
	rows := []sheet.Row{
		{sheet.Label("预约人", 11), {Para: sheet.Text(a.Person.Name, sheet.Serif, 12)}},
		{sheet.Label("事项", 11), {Para: sheet.Text(matter, sheet.Serif, 12)}},
		{sheet.Label("预约编号", 11), {Para: sheet.Para{Spans: []sheet.Span{
			{Text: a.No.Spoken(), Face: sheet.SansBold, SizePt: 14}, {Text: "　" + string(a.No), Face: sheet.Serif, SizePt: 11},
		}}}},
	}
	if a.Counter.Name != "" {
		rows = append(rows, []sheet.Cell{sheet.Label("窗口", 11), {Para: sheet.Text(a.Counter.Name, sheet.Serif, 12)}})
	}
	return rows
}
