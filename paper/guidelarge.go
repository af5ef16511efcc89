package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// Sizes of large print: nothing on the paper is smaller than largeLeastPt.
const (
	largeLeastPt = 18
	largeBodyPt  = 20
	largeHeadPt  = 25
	largeCallMM  = 46.0 // height of the box with the telephone
)

var largeMargins = sheet.Margins{Top: 30, Right: 18, Bottom: 30, Left: 18}

// roomy is how much air large print has, in mm: between lines and above headings.
type roomy struct{ pitch, gap float64 }

// guideLarge (办事指南大字版) is for old people: large letters, short sentences, what to bring
// first, and the telephone larger than all. The articles of law are in the full guide. Lines
// stand a little closer where that saves a page.
func guideLarge(doc *sheet.Document, job hall.PaperJob) error {
	wide, tight := roomy{pitch: 11.5, gap: 5}, roomy{pitch: 10.2, gap: 3}
	pages := [2]int{}
	for i, r := range [2]roomy{wide, tight} {
		trial := sheet.New(sheet.Options{})
		if err := largeGuide(trial, job, r); err != nil {
			return err
		}
		pages[i] = len(trial.Pages())
	}
	if pages[1] < pages[0] {
		return largeGuide(doc, job, tight)
	}
	return largeGuide(doc, job, wide)
}

func largeGuide(doc *sheet.Document, job hall.PaperJob, r roomy) error {
	m := job.Matter
	flow := doc.Flow(sheet.FlowOptions{Margins: largeMargins, Header: largeHeader(job), Footer: largeFooter(job)})
	flow.Para(sheet.Para{PitchMM: 14, Balance: true, AfterMM: 1, Spans: []sheet.Span{{Text: m.Name, Face: sheet.SansBold, SizePt: 32}}})
	r.head(flow, "谁能办", 12)
	r.say(flow, strings.Join(nonEmpty([]string{m.Guide.Audience, frank(m.Guide.Conditions)}), "。"))
	r.head(flow, "要带什么", 24)
	largeMaterials(flow, m)
	r.head(flow, "到哪里办", 12)
	r.say(flow, strings.Join(nonEmpty([]string{job.Office.Name, job.Office.Address, job.Office.Counter}), "　"))
	r.say(flow, hoursOf(job.Office))
	r.head(flow, "几天办好", 12)
	r.say(flow, largeLimit(m))
	r.head(flow, "要不要钱", 12)
	r.say(flow, joinNote(fee(m), frank(m.Guide.FeeNote)))
	if m.Intake.ProxyAllowed {
		r.head(flow, "走不动、来不了", 12)
		r.say(flow, "请村里的代办员帮您办，不收钱；也可以打电话，请人上门来办。")
	}
	last := r.para(largeRights(m))
	r.head(flow, "我们怎么做", last.HeightMM(flow.WidthMM())+largeCallMM+8)
	flow.Para(last)
	return largeCall(flow, job)
}

// head is a heading that stays on the page of the keepMM below it.
func (r roomy) head(flow *sheet.Flow, title string, keepMM float64) {
	flow.Space(r.gap)
	flow.Para(sheet.Para{Spans: []sheet.Span{{Text: title, Face: sheet.SansBold, SizePt: largeHeadPt, Color: sheet.Navy}}, AfterMM: 1, KeepMM: keepMM})
}

func (r roomy) para(text string) sheet.Para {
	return sheet.Para{PitchMM: r.pitch, Spans: []sheet.Span{{Text: text, Face: sheet.Sans, SizePt: largeBodyPt}}}
}

func (r roomy) say(flow *sheet.Flow, text string) {
	if text != "" {
		flow.Para(r.para(text))
	}
}

func largeMaterials(flow *sheet.Flow, m *hall.Matter) {
	if len(m.Intake.Materials) == 0 {
		flow.Para(sheet.Text("不用带材料，人来就行。", sheet.Sans, largeBodyPt))
		return
	}
	table := sheet.Table{Columns: []float64{15, flow.WidthMM() - 15}, PadMM: 3, PadYMM: 2, Pen: sheet.Pen{WidthMM: 0.3, Color: sheet.Black}}
	for i, x := range m.Intake.Materials {
		b := bringing(x)
		para := sheet.Para{PitchMM: 10.5, Spans: []sheet.Span{
			{Text: b.name + "\n", Face: sheet.SansBold, SizePt: largeBodyPt},
			{Text: strings.Join(b.counts, "　"), Face: sheet.SansBold, SizePt: largeBodyPt, Color: sheet.Navy},
		}}
		if b.remark != "" {
			para.Spans = append(para.Spans, sheet.Span{Text: "\n" + b.remark, Face: sheet.Sans, SizePt: largeLeastPt})
		}
		table.Rows = append(table.Rows, sheet.Row{{Para: sheet.Text(fmt.Sprint(i+1), sheet.SansBold, largeHeadPt), Fill: sheet.LabelFill}, {Para: para}})
	}
	flow.Table(table)
}

func largeLimit(m *hall.Matter) string {
	if m.Limits.Promised == nil {
		return "没有公布天数，办好后通知您。"
	}
	return "我们承诺 " + m.Limits.Promised.Han() + ifExample(m, "（"+exampleLabel+"）") + "。"
}

func largeRights(m *hall.Matter) string {
	text := "材料不全，我们一次说清要补什么。"
	if m.Mode.MayAccept() {
		text += "不能受理，我们书面说明理由。"
	} else {
		text += "这件事由" + orDecider(m.Guide.Department) + "决定，我们替您转交，给您凭据。"
	}
	return text + ifExample(m, "材料和天数是示例，以当地公布的为准。")
}

// largeCall ends the guide with the telephone and the code, which never part.
func largeCall(flow *sheet.Flow, job hall.PaperJob) error {
	const size, height = 36.0, largeCallMM
	flow.Space(6)
	flow.Need(height)
	p, x, y := flow.Page(), flow.X(), flow.Y()
	p.Rect(x, y, flow.WidthMM(), height, 3, 0, sheet.Pen{WidthMM: 0.6, Color: sheet.Navy})
	room := flow.WidthMM() - size - 15
	p.Text(x+6, y+12, sheet.Left, sheet.Span{Text: "不明白，打电话", Face: sheet.Sans, SizePt: largeBodyPt})
	call := fittedIn(spaced(firstPhone(job.Office)), sheet.SansBold, room, 38)
	call.SizePt = max(call.SizePt, largeLeastPt)
	p.Text(x+6, y+28, sheet.Left, call)
	p.Text(x+6, y+40, sheet.Left, sheet.Span{Text: "办得不好，打 " + hotline, Face: sheet.Sans, SizePt: largeBodyPt})
	dark := size - 2*p.QRQuietMM(size, guideCodeText(p, size, job))
	if err := guideCode(p, x+flow.WidthMM()-size-7, y+(height-dark)/2, size, job); err != nil {
		return err
	}
	flow.MoveTo(y + height)
	return nil
}

func largeHeader(job hall.PaperJob) func(*sheet.Page, int, int) {
	return func(p *sheet.Page, _, _ int) {
		left, right := largeMargins.Left, p.WidthMM()-largeMargins.Right
		name := sheet.Span{Text: clipped(job.Office.Name, right-left-38, largeLeastPt), Face: sheet.Sans, SizePt: largeLeastPt, Color: sheet.Navy}
		p.Text(left, 18, sheet.Left, name)
		p.Text(right, 18, sheet.Right, sheet.Span{Text: "办事指南", Face: sheet.Sans, SizePt: largeLeastPt, Color: sheet.Navy})
		p.Line(left, 23, right, 23, sheet.Pen{WidthMM: 0.4, Color: sheet.Navy})
	}
}

func largeFooter(job hall.PaperJob) func(*sheet.Page, int, int) {
	return func(p *sheet.Page, n, total int) {
		left, right, y := largeMargins.Left, p.WidthMM()-largeMargins.Right, p.HeightMM()-14
		p.Line(left, y-10, right, y-10, sheet.Pen{WidthMM: 0.2, Color: sheet.LightGrey})
		p.Text(left, y, sheet.Left, sheet.Span{Text: cut(job.Matter.Edition, 18) + " 版", Face: sheet.Sans, SizePt: largeLeastPt})
		p.Text(right, y, sheet.Right, sheet.Span{Text: fmt.Sprintf("第 %d 页 共 %d 页", n, total), Face: sheet.Sans, SizePt: largeLeastPt})
	}
}
