package paper

import (
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/posting"
	"bianmin/paper/sheet"
)

// postingA4Items is how many lines hang on A4; more hang on A3, where they are read as well.
const postingA4Items = 15

// postingBoard says how large a posting is drawn: few lines and a large sheet are drawn larger.
type postingBoard struct{ width, height, scale float64 }

func boardFor(p *posting.Posting) postingBoard {
	switch n := len(p.Shown.Items); {
	case n <= postingA4Items/2:
		return postingBoard{sheet.A4WidthMM, sheet.A4HeightMM, 1.2}
	case n <= postingA4Items:
		return postingBoard{sheet.A4WidthMM, sheet.A4HeightMM, 1}
	}
	return postingBoard{sheet.A4HeightMM, 2 * sheet.A4WidthMM, 1.35}
}

// postingSheet (公示) is what hangs: title, the columns the matter allows and no other, from when
// to when, where, and whom to tell what is wrong. One that has come down is not printed: Unlawful.
//
// Source: 村民委员会组织法 第三十五条 (village affairs); else the matter's rule.
func postingSheet(doc *sheet.Document, job hall.PaperJob, g *posting.Posting) error {
	if g.State != posting.Up {
		return hall.Forbid(fmt.Sprintf("公示 %s %s，不能再打印张贴", g.No.Spoken(), g.State.Han()), "要再公示的，请另登记一份")
	}
	b := boardFor(g)
	edge := 22 * b.scale
	flow := doc.Flow(sheet.FlowOptions{
		WidthMM: b.width, HeightMM: b.height,
		Margins: sheet.Margins{Top: 24 * b.scale, Right: edge, Bottom: 22 * b.scale, Left: edge},
		Footer: func(p *sheet.Page, n, total int) {
			if total > 1 {
				p.PageNumber(p.WidthMM()-edge, p.HeightMM()-11, n, total)
			}
		},
	})
	flow.Para(sheet.Para{Align: sheet.Center, Balance: true, AfterMM: 5 * b.scale, PitchMM: 13 * b.scale, Spans: []sheet.Span{{Text: g.Title, Face: sheet.SerifBold, SizePt: 26 * b.scale}}})
	flow.Para(b.say(plain("现将下面 %d 条情况公示，请大家监督。公示时间：", len(g.Shown.Items)),
		loud(fmt.Sprintf("%s至%s", g.From.Han(), g.LastDay().Han())), plain("，共 %d 天。公示地点：%s。", g.Days, g.Place)))
	flow.Space(3 * b.scale)
	flow.Table(b.items(g, flow.WidthMM()))
	flow.Space(4 * b.scale)
	last := b.say(loud("觉得哪里不对，请在公示期内告诉我们："), plain("电话 "), loud(phoneOf(job.Office)),
		plain("，或拨打 "), loud(hotline), plain("，也可以到便民服务中心当面说。可以不说自己的名字。"))
	last.KeepMM = 38 * b.scale
	flow.Para(last)
	return b.sign(flow, job, g)
}

func (b postingBoard) say(words ...word) sheet.Para {
	p := bodyOf(words)
	p.PitchMM = 9.4 * b.scale
	for i := range p.Spans {
		p.Spans[i].SizePt = 14.5 * b.scale
	}
	return p
}

// items is the table, with a running number and the columns of the posting.
func (b postingBoard) items(g *posting.Posting, width float64) sheet.Table {
	shares := map[posting.Field]float64{posting.FieldName: 3, posting.FieldGroup: 2.4, posting.FieldHeadCount: 1.4, posting.FieldAmount: 2.4}
	order := []posting.Field{posting.FieldName, posting.FieldGroup, posting.FieldHeadCount, posting.FieldAmount}
	fields := slices.DeleteFunc(order, func(f posting.Field) bool { return !slices.Contains(g.Shown.Fields, f) })
	sum := 1.2
	for _, f := range fields {
		sum += shares[f]
	}
	t := sheet.Table{Columns: []float64{width * 1.2 / sum}, PadMM: 2.5 * b.scale, PadYMM: 1.4 * b.scale, MinMM: 10 * b.scale}
	cell := func(text string, f sheet.Face, fill sheet.Color) sheet.Cell {
		return sheet.Cell{Fill: fill, Para: sheet.Para{Align: sheet.Center, Spans: []sheet.Span{{Text: text, Face: f, SizePt: 13.5 * b.scale}}}}
	}
	head := sheet.Row{cell("序号", sheet.Sans, sheet.LabelFill)}
	for _, f := range fields {
		t.Columns = append(t.Columns, width*shares[f]/sum)
		title := f.Han()
		if f == posting.FieldAmount {
			title += "（元）"
		}
		head = append(head, cell(title, sheet.Sans, sheet.LabelFill))
	}
	t.Header = []sheet.Row{head}
	for i, item := range g.Shown.Items {
		row := sheet.Row{cell(fmt.Sprint(i+1), sheet.Serif, 0)}
		for _, f := range fields {
			row = append(row, cell(shown(item, f), sheet.Serif, 0))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func shown(i posting.Item, f posting.Field) string {
	switch f {
	case posting.FieldName:
		return i.Name
	case posting.FieldGroup:
		return i.Group
	case posting.FieldHeadCount:
		return fmt.Sprint(i.HeadCount)
	}
	return figures(i.AmountFen)
}

// sign sets the seal, the day, and the number with its code.
func (b postingBoard) sign(flow *sheet.Flow, job hall.PaperJob, g *posting.Posting) error {
	code := 20 * b.scale
	flow.Need(36 * b.scale)
	p, right, y := flow.Page(), flow.X()+flow.WidthMM(), flow.Y()+4*b.scale
	middle := right - 34*b.scale
	for i, text := range []string{"（盖章处）", job.Office.Name, g.From.Han()} {
		s := sheet.Span{Text: text, Face: sheet.Serif, SizePt: 14 * b.scale}
		if i == 0 {
			s.SizePt, s.Color = 12*b.scale, sheet.Grey
		}
		p.Text(middle, y+(6+float64(i)*9)*b.scale, sheet.Center, s)
	}
	if err := numberCode(p, flow.X()+code-2*p.QRQuietMM(code, string(g.No)), y, code, g.No); err != nil {
		return err
	}
	for i, text := range []string{numberLine(job, g.No), "到 " + g.DownOn().Han() + "撤下"} {
		p.Text(flow.X(), y+code+(1.5+5.5*float64(i))*b.scale, sheet.Left, sheet.Span{Text: text, Face: sheet.Sans, SizePt: 9.5 * b.scale})
	}
	return nil
}
