package paper

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

var guideMargins = sheet.Margins{Top: 29, Right: 20, Bottom: 22, Left: 20}

// guide (办事指南) is read at home: who, how long, where, what to bring, how it goes.
// Order and elements follow GB/T 36114-2018 as far as the catalogue fills them.
func guide(doc *sheet.Document, job hall.PaperJob) error {
	m := job.Matter
	flow := doc.Flow(sheet.FlowOptions{Margins: guideMargins, Header: guideHeader(job), Footer: guideFooter(job)})
	if err := guideTitle(flow, job); err != nil {
		return err
	}
	flow.Table(guideFacts(job, flow.WidthMM()))
	section(flow, "带什么", 22)
	if len(m.Intake.Materials) == 0 {
		flow.Para(sheet.Text("不需要交材料。", sheet.Serif, 11))
	} else {
		flow.Table(guideMaterials(m, flow.WidthMM()))
		if m.Limits.Example {
			flow.Space(1.5)
			flow.Para(sheet.Para{Spans: []sheet.Span{{Text: "材料和时限为示例，以当地公布的办事指南为准。", Face: sheet.Sans, SizePt: 9, Color: sheet.Grey}}})
		}
	}
	steps := guideSteps(m)
	section(flow, "怎么办", sheet.StepsHeightMM(flow.WidthMM(), steps, sheet.StepStyle{}))
	flow.Steps(steps, sheet.StepStyle{})
	section(flow, "您的权利", 22)
	flow.Para(sheet.Para{Align: sheet.Justify, PitchMM: 6.4, Spans: []sheet.Span{{Text: rights(m), Face: sheet.Serif, SizePt: 11}}})
	return nil
}

func guideHeader(job hall.PaperJob) func(*sheet.Page, int, int) {
	edition := job.Matter.Edition + " 版"
	if job.Matter.Limits.Example && !strings.Contains(edition, exampleLabel) {
		edition += " · " + exampleLabel
	}
	return func(p *sheet.Page, _, _ int) {
		left, right := guideMargins.Left, p.WidthMM()-guideMargins.Right
		p.Text(left, 21, sheet.Left, sheet.Span{
			Text: clipped(job.Office.Name+"　便民服务指南", right-left-sheet.TextWidth(edition, sheet.Sans, 10)-4, 10), Face: sheet.Sans, SizePt: 10, Color: sheet.Navy,
		})
		p.Text(right, 21, sheet.Right, sheet.Span{Text: edition, Face: sheet.Sans, SizePt: 10, Color: sheet.Navy})
		p.Line(left, 24, right, 24, sheet.Pen{WidthMM: 0.3, Color: sheet.Navy})
	}
}

func guideFooter(job hall.PaperJob) func(*sheet.Page, int, int) {
	return func(p *sheet.Page, n, total int) {
		left, right, y := guideMargins.Left, p.WidthMM()-guideMargins.Right, p.HeightMM()-14
		p.Line(left, y-5, right, y-5, sheet.Pen{WidthMM: 0.15, Color: sheet.LightGrey})
		p.Text(left, y, sheet.Left, sheet.Span{
			Text: clipped(fmt.Sprintf("投诉监督 %s　咨询 %s", hotline, phoneOf(job.Office)), right-left-28, 9.5), Face: sheet.Sans, SizePt: 9.5,
		})
		p.PageNumber(right, y, n, total)
	}
}

func guideTitle(flow *sheet.Flow, job hall.PaperJob) error {
	const size = 24.0
	m := job.Matter
	top := flow.Y()
	quiet := flow.Page().QRQuietMM(size, guideCodeText(flow.Page(), size, job))
	if err := guideCode(flow.Page(), flow.X()+flow.WidthMM()-size, top, size, job); err != nil {
		return err
	}
	room := flow.WidthMM() - size - 4
	y := flow.Page().Para(flow.X(), top, room, sheet.Para{PitchMM: 9.5, Balance: true, Spans: []sheet.Span{{Text: m.Name, Face: sheet.SerifBold, SizePt: 22}}})
	words := []string{m.Domain, m.Type, m.CaseType, fee(m)}
	if m.Intake.ProxyAllowed {
		words = append(words, "村里可代办")
	}
	words = slices.DeleteFunc(words, func(s string) bool { return s == "" })
	y = flow.Page().Para(flow.X(), y+1, room, sheet.Text(strings.Join(words, " · ")+"　　"+m.Code, sheet.Sans, 10.5))
	flow.MoveTo(max(y, top+size-2*quiet) + 4)
	return nil
}

// guideCode draws the code of a guide with the dark edge of its upper right corner at the
// corner of the square: its quiet zone may lie in the margin.
func guideCode(p *sheet.Page, x, y, size float64, job hall.PaperJob) error {
	text := guideCodeText(p, size, job)
	quiet := p.QRQuietMM(size, text)
	if err := p.QR(x+quiet, y-quiet, size, text); err != nil {
		return fmt.Errorf("draw the guide's code: %w", err)
	}
	return nil
}

func guideCodeText(p *sheet.Page, size float64, job hall.PaperJob) string {
	m := job.Matter
	head, foot := job.Office.Name+"\n"+m.Code, "\n"+m.Edition+"\n咨询 "+phoneOf(job.Office)
	return readable(p, size, head+" "+m.Name+foot, head+foot)
}

// section sets a heading that stays on the page of the keepMM below it.
func section(flow *sheet.Flow, title string, keepMM float64) {
	flow.Space(5)
	flow.Para(sheet.Para{Spans: []sheet.Span{{Text: title, Face: sheet.SansBold, SizePt: 13, Color: sheet.Navy}}, AfterMM: 1.5, KeepMM: keepMM + 2})
}

func fee(m *hall.Matter) string {
	if m.Guide.FeeFen == 0 {
		return "不收费"
	}
	return fmt.Sprintf("收费 %d.%02d 元", m.Guide.FeeFen/100, m.Guide.FeeFen%100)
}

func guideFacts(job hall.PaperJob, width float64) sheet.Table {
	m := job.Matter
	t := sheet.Table{Columns: []float64{24, width - 24}, MinMM: 9.5, PadMM: 2.5}
	add := func(label string, spans ...sheet.Span) {
		if len(spans) == 0 || spans[0].Text == "" {
			return
		}
		t.Rows = append(t.Rows, sheet.Row{sheet.Label(label, 11), {Para: sheet.Para{Spans: spans}}})
	}
	body := func(s string) sheet.Span { return sheet.Span{Text: s, Face: sheet.Serif, SizePt: 11} }
	who := m.Guide.Audience
	if m.Guide.Conditions != "" {
		who += "。" + m.Guide.Conditions
	}
	add("谁能办", body(who))
	add("多久办好", howLong(m)...)
	where := job.Office.Name
	if job.Office.Counter != "" {
		where += " " + job.Office.Counter
	}
	if job.Office.Hours != "" {
		where += "；" + job.Office.Hours
	}
	if m.Intake.ProxyAllowed {
		where += "；行动不便的可请村代办员免费代办或打电话上门"
	}
	add("在哪办", body(where))
	add("谁决定", body(decides(m)))
	add("依据", basis(m)...)
	if note := joinNote(fee(m), m.Guide.FeeNote); note != fee(m) {
		add("收费", body(note))
	}
	add("给什么", body(m.Guide.Result))
	add("代办", body(m.Guide.ProxyNote))
	add("注意", body(m.Guide.Notes))
	return t
}

func joinNote(text, note string) string {
	if note == "" || note == text {
		return text
	}
	return text + "。" + note
}

func decides(m *hall.Matter) string {
	text := m.Mode.Han()
	if m.Guide.TownshipRole != "" && m.Guide.TownshipRole != text {
		text += "（乡镇：" + m.Guide.TownshipRole + "）"
	}
	if m.Guide.Department != "" {
		text += "；主管部门 " + m.Guide.Department
	}
	if m.Intake.OutsideSystem != "" {
		text += "；要录入" + m.Intake.OutsideSystem
	}
	return text
}

func howLong(m *hall.Matter) []sheet.Span {
	note := ""
	if m.Limits.Example {
		note = "，" + exampleLabel
	}
	spans := []sheet.Span{{Text: "没有公布承诺时限", Face: sheet.Serif, SizePt: 11}}
	if p := m.Limits.Promised; p != nil {
		spans = []sheet.Span{
			{Text: p.Han(), Face: sheet.SerifBold, SizePt: 11}, {Text: "（承诺" + note + "）", Face: sheet.Serif, SizePt: 11},
		}
	}
	statutory := "；法定时限：未核实"
	if s := m.Limits.Statutory; s != nil {
		statutory = "；法定时限 " + s.Han()
	}
	return append(spans, sheet.Span{Text: statutory, Face: sheet.Serif, SizePt: 11})
}

func guideMaterials(m *hall.Matter, width float64) sheet.Table {
	cell := func(s string) sheet.Cell { return sheet.Cell{Para: sheet.Text(s, sheet.Serif, 10.5)} }
	head := func(s string) sheet.Cell { return sheet.Label(s, 10.5) }
	t := sheet.Table{
		Columns: []float64{13, 58, width - 13 - 58 - 22 - 26, 22, 26}, MinMM: 9, PadMM: 2.2,
		Header: []sheet.Row{{head("序号"), head("材料"), head("要求"), head("份数"), head("来源")}},
	}
	for i, x := range m.Intake.Materials {
		want := strings.Join(slices.DeleteFunc([]string{x.Form, required(x), x.Note}, func(s string) bool { return s == "" }), "，")
		t.Rows = append(t.Rows, sheet.Row{cell(fmt.Sprint(i + 1)), cell(x.Name), cell(want), cell(copies(x)), cell(strings.TrimPrefix(x.Source, "申请人"))})
	}
	return t
}

func required(x hall.MaterialRule) string {
	switch x.Requirement {
	case "容缺":
		return "可以后补（容缺）"
	case "非必要":
		return "有这种情况才要"
	}
	return ""
}

func copies(x hall.MaterialRule) string {
	switch {
	case x.Originals > 0 && x.Copies > 0:
		return fmt.Sprintf("原 %d 复 %d", x.Originals, x.Copies)
	case x.Originals > 0:
		return fmt.Sprintf("原件 %d", x.Originals)
	case x.Copies > 0:
		return fmt.Sprintf("复印 %d", x.Copies)
	}
	return "—"
}

func guideSteps(m *hall.Matter) []sheet.Step {
	steps := []sheet.Step{{Title: "交材料", Note: "窗口 / 代办员 / 上门"}}
	if m.Mode.MayAccept() {
		steps = append(steps, sheet.Step{Title: "受理", Note: "当场出凭证"})
	} else {
		steps = append(steps, sheet.Step{Title: "收件", Note: "当场出收件凭证"})
	}
	for _, s := range m.Intake.Steps {
		steps = append(steps, sheet.Step{Title: s.Name})
	}
	switch m.Mode {
	case hall.ModeForward:
		steps = append(steps, sheet.Step{Title: "转报决定", Note: m.Guide.Department})
	case hall.ModeCollect, hall.ModeAssist:
		steps = append(steps, sheet.Step{Title: "转交办理", Note: m.Guide.Department})
	case hall.ModeDecide:
		steps = append(steps, sheet.Step{Title: "办结", Note: "本厅决定"})
	}
	return append(steps, sheet.Step{Title: "取结果", Note: "窗口或代办员送回"})
}

func rights(m *hall.Matter) string {
	text := fmt.Sprintf("材料不全，我们当场或在 %d 个工作日内一次告诉您全部要补的内容。", hall.NoticeDays)
	if m.Mode.MayAccept() {
		text += "不予受理，会书面说明理由。对决定不服，可以在六十日内申请行政复议，或者在六个月内向人民法院起诉。"
	} else {
		text += "这个事项由" + orDecider(m.Guide.Department) + "决定，我们只代收、帮办，不收费，转交后给您凭据。"
	}
	return text + "办得好不好，请您评价；投诉打 " + hotline + "。"
}

func orDecider(s string) string {
	if s == "" {
		return "决定机关"
	}
	return s
}

// basis names the law, and says where nobody has compared the article with its text.
func basis(m *hall.Matter) []sheet.Span {
	var spans []sheet.Span
	for i, b := range m.Basis {
		text := strings.Trim(b.Law, "《》")
		if !strings.ContainsAny(text, "《（") {
			text = "《" + text + "》"
		}
		if i > 0 {
			text = "；" + text
		}
		spans = append(spans, sheet.Span{Text: text + b.Article, Face: sheet.Serif, SizePt: 11})
		if !b.IsChecked() && !strings.Contains(b.Article, "待核") {
			spans = append(spans, sheet.Span{Text: "（条文待核）", Face: sheet.Sans, SizePt: 9, Color: sheet.Grey})
		}
	}
	return spans
}
