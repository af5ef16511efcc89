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
)

var largeMargins = sheet.Margins{Top: 30, Right: 18, Bottom: 30, Left: 18}

// guideLarge (办事指南大字版) is for old people: large letters, short sentences, what to bring
// first, and the telephone larger than all. The articles of law are in the full guide.
func guideLarge(doc *sheet.Document, job hall.PaperJob) error {
	m := job.Matter
	flow := doc.Flow(sheet.FlowOptions{Margins: largeMargins, Header: largeHeader(job), Footer: largeFooter(job)})
	flow.Para(sheet.Para{PitchMM: 14, Balance: true, AfterMM: 1, Spans: []sheet.Span{{Text: m.Name, Face: sheet.SansBold, SizePt: 32}}})
	largeHead(flow, "谁能办", 12)
	largeSay(flow, strings.Join(nonEmpty([]string{m.Guide.Audience, frank(m.Guide.Conditions)}), "。"))
	largeHead(flow, "要带什么", 24)
	largeMaterials(flow, m)
	largeHead(flow, "到哪里办", 12)
	largeSay(flow, strings.Join(nonEmpty([]string{job.Office.Name, job.Office.Address, job.Office.Counter}), "　"))
	largeSay(flow, hoursOf(job.Office))
	largeHead(flow, "几天办好", 12)
	largeSay(flow, largeLimit(m))
	largeHead(flow, "要不要钱", 12)
	largeSay(flow, joinNote(fee(m), frank(m.Guide.FeeNote)))
	if m.Intake.ProxyAllowed {
		largeHead(flow, "走不动、来不了", 12)
		largeSay(flow, "请村里的代办员帮您办，不收钱；也可以打电话，请人上门来办。")
	}
	largeHead(flow, "我们怎么做", 12)
	largeSay(flow, largeRights(m))
	return largeCall(flow, job)
}

// largeHead is a heading that stays on the page of the keepMM below it.
func largeHead(flow *sheet.Flow, title string, keepMM float64) {
	flow.Space(5)
	flow.Para(sheet.Para{Spans: []sheet.Span{{Text: title, Face: sheet.SansBold, SizePt: largeHeadPt, Color: sheet.Navy}}, AfterMM: 1, KeepMM: keepMM})
}

func largeSay(flow *sheet.Flow, text string) {
	if text != "" {
		flow.Para(sheet.Para{PitchMM: 11.5, Spans: []sheet.Span{{Text: text, Face: sheet.Sans, SizePt: largeBodyPt}}})
	}
}

func largeMaterials(flow *sheet.Flow, m *hall.Matter) {
	if len(m.Intake.Materials) == 0 {
		largeSay(flow, "不用带材料，人来就行。")
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
	if m.Limits.Example {
		flow.Space(2)
		flow.Para(sheet.Text("材料和天数是示例，以当地公布的为准。", sheet.Sans, largeLeastPt))
	}
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
		return text + "不能受理，我们书面说明理由。"
	}
	return text + "这件事由" + orDecider(m.Guide.Department) + "决定，我们替您转交，给您凭据。"
}

// largeCall ends the guide with the telephone and the code, which never part.
func largeCall(flow *sheet.Flow, job hall.PaperJob) error {
	const size, height = 36.0, 46.0
	flow.Space(7)
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
