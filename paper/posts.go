package paper

import (
	"fmt"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// posts (岗位一览) hangs in the hall: who serves, in what post, and who stands in.
func posts(doc *sheet.Document, job hall.PaperJob) error {
	flow := doc.Flow(sheet.FlowOptions{Margins: guideMargins, Footer: func(p *sheet.Page, n, total int) {
		left, right, y := guideMargins.Left, p.WidthMM()-guideMargins.Right, p.HeightMM()-14
		p.Line(left, y-5, right, y-5, sheet.Pen{WidthMM: 0.15, Color: sheet.LightGrey})
		p.Text(left, y, sheet.Left, sheet.Span{
			Text: clipped(fmt.Sprintf("投诉监督 %s　咨询 %s", hotline, phoneOf(job.Office)), right-left-28, 9.5), Face: sheet.Sans, SizePt: 9.5,
		})
		p.PageNumber(right, y, n, total)
	}})
	flow.Para(sheet.Para{Align: sheet.Center, Balance: true, PitchMM: 8, Spans: []sheet.Span{{Text: job.Office.Name, Face: sheet.Serif, SizePt: 16}}, AfterMM: 1})
	flow.Para(sheet.Para{Align: sheet.Center, PitchMM: 12, Spans: []sheet.Span{{Text: "岗位一览", Face: sheet.SerifBold, SizePt: 26, TrackEm: 0.08}}, AfterMM: 1})
	flow.Para(sheet.Para{Align: sheet.Center, Spans: []sheet.Span{{Text: hall.DayOf(job.Printed).Han(), Face: sheet.Serif, SizePt: 12}}, AfterMM: 4})
	width := flow.WidthMM()
	head := func(s string) sheet.Cell { return sheet.Label(s, 12) }
	table := sheet.Table{
		Columns: []float64{32, width - 32 - 20 - 37 - 31, 20, 37, 31}, PadMM: 2.2, MinMM: 11,
		Header: []sheet.Row{{head("姓名"), head("岗位"), head("工号"), head("电话"), head("不在时找")}},
	}
	for _, s := range job.People {
		table.Rows = append(table.Rows, sheet.Row{
			{Para: sheet.Text(s.Name, sheet.SansBold, 13)},
			{Para: sheet.Text(postHan(s), sheet.Sans, 12)},
			{Para: sheet.Text(s.ID, sheet.Sans, 11)},
			{Para: sheet.Text(orDash(spaced(s.Phone)), sheet.Sans, 12)},
			{Para: sheet.Text(orDash(partner(job, s)), sheet.Sans, 12)},
		})
	}
	flow.Table(table)
	flow.Space(3)
	flow.Para(sheet.Para{Spans: []sheet.Span{{Text: "一个人不在，由「不在时找」的人接着办，不让您白跑。", Face: sheet.Sans, SizePt: 11, Color: sheet.Grey}}})
	return nil
}

// partner is the name of the other half of a post, who must still work here.
func partner(job hall.PaperJob, s hall.Staff) string {
	for _, other := range job.People {
		if other.ID == s.StandIn && s.StandIn != "" {
			return other.Name
		}
	}
	return ""
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// registerCover (台账封面) says whose register it is, of which year, and who keeps it.
func registerCover(doc *sheet.Document, job hall.PaperJob) error {
	p := doc.AddPage(sheet.A4WidthMM, sheet.A4HeightMM)
	const edge = 30.0
	room := p.WidthMM() - 2*edge
	p.Rect(15, 15, p.WidthMM()-30, p.HeightMM()-30, 0, 0, sheet.Pen{WidthMM: 1, Color: sheet.Black})
	p.Rect(17.5, 17.5, p.WidthMM()-35, p.HeightMM()-35, 0, 0, sheet.Pen{WidthMM: 0.3, Color: sheet.Black})
	center := func(y, height float64, text string, f sheet.Face, sizePt float64, lines int) {
		p.Para(edge, y, room, fit(sheet.Para{Align: sheet.Center, Balance: true, Spans: []sheet.Span{{Text: text, Face: f, SizePt: sizePt}}}, room, height, lines))
	}
	c := job.Cover
	name := c.Register
	if name == "" {
		name = "便民服务台账"
	}
	center(40, 30, job.Office.Name, sheet.Serif, 22, 2)
	center(88, 70, name, sheet.SerifBold, 46, 3)
	center(168, 14, fmt.Sprintf("%d 年", c.Year), sheet.Serif, 28, 1)
	volume := "第 ＿＿＿ 册"
	if c.Volume > 0 {
		volume = fmt.Sprintf("第 %d 册", c.Volume)
	}
	center(184, 14, volume, sheet.Serif, 24, 1)
	for i, line := range [][2]string{{"保 管 人", job.Staff.Name}, {"起止日期", "　　　年　　月　　日 至 　　　年　　月　　日"}, {"起止编号", ""}} {
		y := 226 + 14*float64(i)
		p.Text(edge, y, sheet.Left, sheet.Span{Text: line[0], Face: sheet.Serif, SizePt: 15})
		p.Text(edge+27, y, sheet.Left, fittedIn(line[1], sheet.Serif, room-28, 15))
		p.Line(edge+25, y+2.5, edge+room, y+2.5, sheet.Pen{WidthMM: 0.25, Color: sheet.Black})
	}
	return nil
}
