package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// A5 landscape: two slips to a sheet of A4.
const (
	slipWidthMM  = 210.0
	slipHeightMM = 148.0
	slipEdgeMM   = 12.0
	slipStubAtMM = 24.0 // from the foot's first line to the cut
	slipSignMM   = 8.0  // from the cut to the stub's last line, its text left out
)

// slip (收件凭证 / 合一单) is what the citizen leaves with: what was received, the day it
// will be done, the spoken number, the query code, on one sheet.
func slip(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	return slipSheet{title: job.Kind.Title(c), no: numberOf(job), table: slipTable(job), say: slipPromise(c), stub: slipStubText(c)}.lay(doc, job)
}

// slipCode is scanned at the counter, or by a phone, which shows the words.
func slipCode(p *sheet.Page, c *hall.Case, seal string, right float64) error {
	const size = 25.0
	text := fmt.Sprintf("办件编号 %s\n查询密码 %s", c.No, c.Intake.QueryCode)
	if seal != "" {
		text = readable(p, size, text+"\n"+seal, text)
	}
	if err := p.QR(right-size+p.QRQuietMM(size, text), 7, size, text); err != nil {
		return fmt.Errorf("draw the slip's code: %w", err)
	}
	p.Text(right-size/2+1, 34.5, sheet.Center, sheet.Span{Text: "扫码看编号", Face: sheet.Sans, SizePt: 9})
	return nil
}

func slipTable(job hall.PaperJob) sheet.Table {
	c := job.Case
	const size = 12
	label := func(s string) sheet.Cell { return sheet.Label(s, 11.5) }
	value := func(s string, cols int) sheet.Cell {
		return sheet.Cell{Para: sheet.Para{Spans: []sheet.Span{{Text: s, Face: sheet.Serif, SizePt: size}}}, Cols: cols}
	}
	who := c.Applicant.Name
	if c.Applicant.IDNo != "" {
		who += "（" + shownID(job, c.Applicant.IDNo) + "）"
	}
	t := sheet.Table{Columns: []float64{22, 71, 24, 69}, PadMM: 2.5, PadYMM: 1.3, MinMM: 9}
	t.Rows = append(t.Rows,
		sheet.Row{label("申请人"), value(who, 1), label("办理方式"), value(comes(job), 1)},
		sheet.Row{label("事项"), value(fmt.Sprintf("%s（%s）", c.Rules.Name, c.Rules.Mode.Han()), 1), label("收到材料"), value(papersHeld(c), 1)})
	if owed := stillOwed(c); owed != "" {
		t.Rows = append(t.Rows, sheet.Row{label("还要补"), value(owed, 3)})
	}
	return t
}

func comes(job hall.PaperJob) string {
	text := job.Case.Intake.Mode.Han()
	if job.Case.Intake.Mode == hall.ByProxy {
		text += "，免费"
		if job.Agent != "" {
			text = job.Agent + " " + text
		}
	}
	return text
}

func papersHeld(c *hall.Case) string { return heldWords(c.Papers.Materials) }

func heldWords(list []hall.Material) string {
	var parts []string
	for _, m := range list {
		switch {
		case m.Original > 0 && m.Copy > 0:
			parts = append(parts, fmt.Sprintf("%s原件 %d、复印件 %d", m.Name, m.Original, m.Copy))
		case m.Original > 0:
			parts = append(parts, fmt.Sprintf("%s原件 %d", m.Name, m.Original))
		case m.Copy > 0:
			parts = append(parts, fmt.Sprintf("%s复印件 %d", m.Name, m.Copy))
		}
	}
	if len(parts) == 0 {
		return "未收纸质材料"
	}
	return strings.Join(parts, "，")
}

func stillOwed(c *hall.Case) string { return strings.Join(c.Papers.Owed, "，") }

// slipPromise is the sentence the citizen came for. The day stands on a line of its own,
// the largest thing on the sheet.
func slipPromise(c *hall.Case) []sheet.Para {
	say := promise(c)
	line := func(text string) sheet.Para {
		return sheet.Para{PitchMM: 7.4, Spans: []sheet.Span{{Text: text, Face: sheet.Serif, SizePt: 13}}}
	}
	if say.day == "" {
		return []sheet.Para{line(say.before)}
	}
	return []sheet.Para{line(say.before), {PitchMM: 11.5, Spans: []sheet.Span{
		{Text: say.day, Face: sheet.SerifBold, SizePt: 24}, {Text: say.does, Face: sheet.Serif, SizePt: 15},
	}}, line(say.after)}
}

// told is what a slip says: 「……，即」「12月7日」「（星期一）前办好」「不收费。」
type told struct{ before, day, does, after string }

// promise says what happens next and by when, for the state the case is in.
func promise(c *hall.Case) told {
	day := hall.DayOf(c.Clocks.ReceivedAt).Han()
	k := c.Clocks
	by := func(before string, d *hall.Due, does string) told {
		return told{before, d.Short(hall.DayOf(k.ReceivedAt)), fmt.Sprintf("（%s）前%s", d.Last.WeekdayHan(), does), free + provisional(d)}
	}
	switch {
	case !k.AcceptedAt.IsZero() && k.Promised != nil:
		return by(fmt.Sprintf("您的申请已于 %s受理。我们承诺在 %s内%s，即", hall.DayOf(k.AcceptedAt).Han(), k.Promised.Limit.Han(), example(c)), k.Promised, "办好")
	case !k.AcceptedAt.IsZero():
		return told{before: fmt.Sprintf("您的申请已于 %s受理。这个事项没有公布承诺时限，办好后通知您。%s", hall.DayOf(k.AcceptedAt).Han(), free)}
	case c.Rules.Mode.MayAccept() && k.NoticeBy != nil:
		return by(fmt.Sprintf("您的材料已于 %s收下。我们在 %s内，即", day, k.NoticeBy.Limit.Han()), k.NoticeBy, "告诉您是否受理、还要补什么")
	case k.HandOverBy != nil:
		return by(fmt.Sprintf("您的材料已于 %s收下。本厅代收，由%s决定。我们在 %s内，即", day, decider(c), k.HandOverBy.Limit.Han()), k.HandOverBy, "转交，结果另行告知")
	}
	return told{before: fmt.Sprintf("您的材料已于 %s收下。%s", day, free)}
}

const free = "不收费。"

func example(c *hall.Case) string {
	if c.Rules.Limits.Example {
		return "（" + exampleLabel + "）"
	}
	return ""
}

func provisional(d *hall.Due) string {
	if !d.Provisional() {
		return ""
	}
	return "这个日期是暂定的：" + d.Reason() + "，公布后如有变化另行告知。"
}

func decider(c *hall.Case) string {
	if c.Rules.Decider == "" {
		return "决定机关"
	}
	return c.Rules.Decider
}

func slipFoot(p *sheet.Page, job hall.PaperJob, y float64) {
	c := job.Case
	p.Text(slipEdgeMM, y, sheet.Left, sheet.Span{Text: "报编号后几位就能查", Face: sheet.Sans, SizePt: 11})
	p.Text(slipEdgeMM, y+11, sheet.Left, sheet.Span{Text: c.No.Spoken(), Face: sheet.SansBold, SizePt: 28, TrackEm: 0.06})
	code := c.Intake.QueryCode
	if len(code) == 6 {
		code = code[:3] + " " + code[3:]
	}
	p.Text(slipEdgeMM, y+19, sheet.Left, sheet.Span{
		Text: fmt.Sprintf("查询密码 %s　咨询 %s　投诉 %s", code, phoneOf(job.Office), hotline), Face: sheet.Sans, SizePt: 11,
	})
	middle := slipWidthMM - slipEdgeMM - 32
	p.Text(middle, y+3, sheet.Center, sheet.Span{Text: "（盖章处）", Face: sheet.Serif, SizePt: 12, Color: sheet.Grey})
	p.Text(middle, y+11, sheet.Center, sheet.Span{Text: "经办人 " + job.Handler, Face: sheet.Serif, SizePt: 12})
	p.Text(middle, y+19, sheet.Center, sheet.Span{Text: stamp(job), Face: sheet.Serif, SizePt: 12})
}

// slipStubText says whose slip it was.
func slipStubText(c *hall.Case) sheet.Para {
	by := ""
	if d := c.NextDue(); d != nil {
		by = "　" + d.Short(hall.DayOf(c.Clocks.ReceivedAt)) + "前"
	}
	return sheet.Text(fmt.Sprintf("存根　%s　%s　%s%s", c.Applicant.Name, c.Rules.Name, c.No.Spoken(), by), sheet.Sans, 9.5)
}

// slipStub (存根) stays in the hall.
func slipStub(p *sheet.Page, text sheet.Para, y float64) {
	p.CutLine(slipEdgeMM, slipWidthMM-slipEdgeMM, y)
	y = p.Para(slipEdgeMM, y+2, slipWidthMM-2*slipEdgeMM, text)
	p.Text(slipEdgeMM, y+slipSignMM-2, sheet.Left, sheet.Span{Text: "领取人签名：＿＿＿＿＿＿＿＿　　告知方式：□ 当面　□ 电话　□ 代办员", Face: sheet.Sans, SizePt: 9.5})
}
