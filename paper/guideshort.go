package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// terse says how much of a guide goes on one page, and how large.
type terse struct {
	sizePt        float64
	titlePt       float64
	steps, rights bool
	runes         int  // of a text; 0: all
	materials     int  // lines of the list; 0: all
	trial         bool // only how long it gets is asked: no code is drawn
}

// terses are tried in turn until the guide fits its page: what the citizen needs stays
// longest, and the last one fits whatever a catalogue holds.
func terses() []terse {
	var out []terse
	for _, size := range []float64{15, 14, 13, 12, 11.5} {
		out = append(out, terse{sizePt: size, titlePt: 24, steps: true, rights: true})
	}
	for _, size := range []float64{11.5, 11, 10.5, 10} {
		out = append(out, terse{sizePt: size, titlePt: 22, rights: true})
	}
	return append(out,
		terse{sizePt: 9.5, titlePt: 18},
		terse{sizePt: 9, titlePt: 16, runes: 120, materials: 20},
		terse{sizePt: 9, titlePt: 14, runes: 60, materials: 14},
		terse{sizePt: 9, titlePt: 12, runes: 30, materials: 10},
	)
}

// guideShort (办事指南一页版) is what fits one sheet of A4: who, how long, how much, whom to
// ask, what to bring, where and when. It is never more than one page.
func guideShort(doc *sheet.Document, job hall.PaperJob) error {
	all := terses()
	for i, t := range all {
		trial := sheet.New(sheet.Options{})
		t.trial = true
		if err := shortGuide(trial, job, t); err != nil {
			return err
		}
		if len(trial.Pages()) == 1 || i == len(all)-1 {
			t.trial = false
			return shortGuide(doc, job, t)
		}
	}
	return nil
}

func shortGuide(doc *sheet.Document, job hall.PaperJob, t terse) error {
	m := *job.Matter
	m.Name = cut(m.Name, 4*t.runes)
	job.Matter = &m
	job.Office.Name, job.Office.Hours, job.Office.Address = cut(job.Office.Name, t.runes), cut(job.Office.Hours, t.runes), cut(job.Office.Address, t.runes)
	flow := doc.Flow(sheet.FlowOptions{Margins: guideMargins, Header: guideHeader(job), Footer: guideFooter(job)})
	if err := shortTitle(flow, job, t); err != nil {
		return err
	}
	shortBoxes(flow, job, t)
	flow.Space(3.5)
	flow.Table(shortFacts(job, flow.WidthMM(), t))
	heading := sheet.Para{Spans: []sheet.Span{{Text: "带什么", Face: sheet.SansBold, SizePt: t.sizePt + 2, Color: sheet.Navy}}, AfterMM: 1}
	flow.Space(3.5)
	flow.Para(heading)
	shortMaterials(flow, job, t)
	if t.steps {
		flow.Space(3.5)
		heading.Spans[0].Text = "怎么办"
		heading.AfterMM = 1.5
		steps := guideSteps(job.Matter)
		heading.KeepMM = sheet.StepsHeightMM(flow.WidthMM(), steps, sheet.StepStyle{}) + 2
		flow.Para(heading)
		flow.Steps(steps, sheet.StepStyle{})
	}
	if t.rights {
		flow.Space(3.5)
		flow.Para(sheet.Para{Align: sheet.Justify, Spans: []sheet.Span{{Text: shortRights(job.Matter), Face: sheet.Serif, SizePt: min(t.sizePt, 12)}}})
	}
	return nil
}

func shortTitle(flow *sheet.Flow, job hall.PaperJob, t terse) error {
	const size = 26.0
	p, top := flow.Page(), flow.Y()
	if !t.trial {
		if err := guideCode(p, flow.X()+flow.WidthMM()-size, top, size, job); err != nil {
			return err
		}
	}
	room := flow.WidthMM() - size - 4
	y := p.Para(flow.X(), top, room, sheet.Para{PitchMM: 0.43 * t.titlePt, Balance: true, Spans: []sheet.Span{{Text: job.Matter.Name, Face: sheet.SerifBold, SizePt: t.titlePt}}})
	words := []string{"一页版", job.Matter.Domain, job.Matter.CaseType, job.Matter.Code}
	y = p.Para(flow.X(), y+1, room, sheet.Para{Spans: []sheet.Span{{Text: cut(strings.Join(nonEmpty(words), " · "), 2*t.runes), Face: sheet.Sans, SizePt: 10.5, Color: sheet.Grey}}})
	flow.MoveTo(max(y, top+size-2) + 2)
	return nil
}

// shortBoxes are the three answers most people come for, the largest things on the page.
func shortBoxes(flow *sheet.Flow, job hall.PaperJob, t terse) {
	const gap = 4.0
	height, width := 13+0.45*t.sizePt, (flow.WidthMM()-2*gap)/3
	limit := "没有公布"
	if l := job.Matter.Limits.Promised; l != nil {
		limit = l.Han()
	}
	label := "多久办好"
	if job.Matter.Limits.Promised != nil {
		label = "多久办好（承诺" + ifExample(job.Matter, "，"+exampleLabel) + "）"
	}
	boxes := [3][2]string{{label, limit}, {"要交多少钱", fee(job.Matter)}, {"有话问这里", firstPhone(job.Office)}}
	for i, b := range boxes {
		x := flow.X() + float64(i)*(width+gap)
		flow.Page().Rect(x, flow.Y(), width, height, 2, sheet.LabelFill, sheet.Pen{})
		flow.Page().Text(x+width/2, flow.Y()+5.5, sheet.Center, sheet.Span{Text: b[0], Face: sheet.Sans, SizePt: 10, Color: sheet.Grey})
		loudest := fittedIn(b[1], sheet.SansBold, width-6, t.sizePt+5)
		loudest.Color = sheet.Navy
		flow.Page().Text(x+width/2, flow.Y()+height-4.5, sheet.Center, loudest)
	}
	flow.MoveTo(flow.Y() + height)
}

// ifExample is the word when the matter's limits are only an example.
func ifExample(m *hall.Matter, word string) string {
	if m.Limits.Example {
		return word
	}
	return ""
}

func shortFacts(job hall.PaperJob, width float64, t terse) sheet.Table {
	m := job.Matter
	table := sheet.Table{Columns: []float64{6 + 1.42*t.sizePt, width - 6 - 1.42*t.sizePt}, PadMM: 2.5, PadYMM: 1.2}
	add := func(label, text string) {
		if text != "" {
			table.Rows = append(table.Rows, sheet.Row{sheet.Label(label, t.sizePt), sheet.Value(cut(text, t.runes), t.sizePt)})
		}
	}
	add("谁能办", strings.Join(nonEmpty([]string{m.Guide.Audience, frank(m.Guide.Conditions)}), "。"))
	add("到哪办", strings.Join(nonEmpty([]string{job.Office.Name, job.Office.Address, job.Office.Counter}), "　"))
	add("什么时候", hoursOf(job.Office))
	if m.Intake.ProxyAllowed {
		add("来不了", "请村代办员免费代办，或打电话请人上门")
	}
	if m.Intake.OutsideSystem != "" || !m.Mode.MayAccept() {
		add("谁决定", decides(m))
	}
	if note := joinNote(fee(m), frank(m.Guide.FeeNote)); note != fee(m) {
		add("收费", note)
	}
	add("给什么", m.Guide.Result)
	return table
}

func shortMaterials(flow *sheet.Flow, job hall.PaperJob, t terse) {
	list := job.Matter.Intake.Materials
	if len(list) == 0 {
		flow.Para(sheet.Text("不用带材料，人来就行。", sheet.Serif, t.sizePt))
		return
	}
	width := flow.WidthMM()
	first, last := 4+0.55*t.sizePt, 4+1.75*t.sizePt
	table := sheet.Table{Columns: []float64{first, 0.4 * width, 0.6*width - first - last, last}, PadMM: 2, PadYMM: 1.1}
	for i, x := range list {
		if t.materials > 0 && i == t.materials {
			table.Rows = append(table.Rows, sheet.Row{{Cols: 4, Para: sheet.Text(fmt.Sprintf("还有 %d 样，请看完整版办事指南或问窗口。", len(list)-i), sheet.Sans, t.sizePt)}})
			break
		}
		b := bringing(x)
		table.Rows = append(table.Rows, sheet.Row{
			sheet.Label(fmt.Sprint(i+1), t.sizePt),
			{Para: sheet.Text(cut(b.name, t.runes), sheet.SansBold, t.sizePt)},
			{Para: sheet.Text(cut(b.remark, t.runes), sheet.Serif, max(t.sizePt-1.5, 9))},
			{Para: sheet.Text(strings.ReplaceAll(strings.Join(b.counts, "\n"), " ", ""), sheet.SansBold, t.sizePt)},
		})
	}
	flow.Table(table)
	if job.Matter.Limits.Example {
		flow.Space(1)
		flow.Para(sheet.Para{Spans: []sheet.Span{{Text: "材料和时限为示例，以当地公布的办事指南为准。", Face: sheet.Sans, SizePt: 9, Color: sheet.Grey}}})
	}
}

// shortRights is the one sentence of the full guide's rights that a citizen needs at once.
func shortRights(m *hall.Matter) string {
	text := fmt.Sprintf("材料不全，我们当场或在 %d 个工作日内一次告诉您全部要补的内容。", hall.NoticeDays)
	if m.Mode.MayAccept() {
		text += "不予受理，会书面说明理由，并告诉您不服怎么办。"
	}
	return text + "投诉打 " + hotline + "。"
}

// firstPhone is the number to call where there is room for one only.
func firstPhone(o hall.Office) string {
	text := phoneOf(o)
	if end := strings.IndexAny(text, "、，,；;/ 　"); end > 0 {
		return text[:end]
	}
	return text
}
