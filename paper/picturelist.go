package paper

import (
	"fmt"
	"math"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

var pictureMargins = sheet.Margins{Top: 28, Right: 16, Bottom: 24, Left: 16}

const (
	pictureWideMM = 38.0
	cellPadMM     = 3.5
	cellGapMM     = 5.0
)

// pictureList (图画清单) shows what to bring, in pictures, for those who read little: two
// columns, the counts in the largest letters.
func pictureList(doc *sheet.Document, job hall.PaperJob) error {
	m := job.Matter
	flow := doc.Flow(sheet.FlowOptions{Margins: pictureMargins, Header: pictureHeader(job), Footer: pictureFooter(job)})
	if err := pictureTitle(flow, job); err != nil {
		return err
	}
	if len(m.Intake.Materials) == 0 {
		flow.Para(sheet.Text("不用带材料，人来就行。", sheet.SansBold, 22))
		return nil
	}
	width := (flow.WidthMM() - cellGapMM) / 2
	cells := make([]pictureCell, len(m.Intake.Materials))
	for i, x := range m.Intake.Materials {
		cells[i] = layPicture(i+1, x, width)
	}
	for i := 0; i < len(cells); i += 2 {
		height := cells[i].height()
		if i+1 < len(cells) {
			height = math.Max(height, cells[i+1].height())
		}
		flow.Need(height)
		for k := i; k < min(i+2, len(cells)); k++ {
			cells[k].draw(flow.Page(), flow.X()+float64(k-i)*(width+cellGapMM), flow.Y(), height)
		}
		flow.MoveTo(flow.Y() + height + cellGapMM)
	}
	if m.Limits.Example {
		flow.Para(sheet.Para{Spans: []sheet.Span{{Text: "材料为示例，以当地公布的办事指南为准。", Face: sheet.Sans, SizePt: 10.5, Color: sheet.Grey}}})
	}
	return nil
}

func pictureTitle(flow *sheet.Flow, job hall.PaperJob) error {
	const size = 26.0
	p, top := flow.Page(), flow.Y()
	if err := guideCode(p, flow.X()+flow.WidthMM()-size, top, size, job); err != nil {
		return err
	}
	room := flow.WidthMM() - size - 5
	y := p.Para(flow.X(), top, room, sheet.Para{PitchMM: 11, Balance: true, Spans: []sheet.Span{{Text: job.Matter.Name, Face: sheet.SansBold, SizePt: 25}}})
	say := "请带上下面的东西来，带一样打一个钩"
	if len(job.Matter.Intake.Materials) == 0 {
		say = "办这件事很方便"
	}
	y = p.Para(flow.X(), y+1, room, sheet.Para{Spans: []sheet.Span{{Text: say, Face: sheet.Sans, SizePt: 15}}})
	flow.MoveTo(max(y, top+size-2) + 4)
	return nil
}

// pictureCell is one material laid out: its number and name above, the drawing on the left,
// the counts and the remark beside it.
type pictureCell struct {
	number               int
	width                float64
	what                 picture
	name, counts, remark sheet.Para
}

func layPicture(number int, x hall.MaterialRule, widthMM float64) pictureCell {
	b := bringing(x)
	c := pictureCell{number: number, width: widthMM, what: pictureOf(x.Name)}
	c.name = sheet.Para{PitchMM: 7.4, Balance: true, Spans: []sheet.Span{{Text: cut(b.name, 60), Face: sheet.SansBold, SizePt: 16}}}
	c.counts.PitchMM = 10
	for i, count := range b.counts {
		if i > 0 {
			count = "\n" + count
		}
		c.counts.Spans = append(c.counts.Spans, sheet.Span{Text: count, Face: sheet.SansBold, SizePt: 20, Color: sheet.Navy})
	}
	if b.remark != "" {
		c.remark = sheet.Para{PitchMM: 5.6, Spans: []sheet.Span{{Text: cut(b.remark, 60), Face: sheet.Sans, SizePt: 12}}}
	}
	return c
}

// Rooms inside a cell: the name leaves room for its number and the tick box.
func (c pictureCell) nameRoom() float64 { return c.width - 2*cellPadMM - 11 - 9 }
func (c pictureCell) sideRoom() float64 { return c.width - 2*cellPadMM - pictureWideMM - 4 }

func (c pictureCell) nameHeight() float64 { return max(c.name.HeightMM(c.nameRoom()), 10) }

func (c pictureCell) height() float64 {
	side := c.counts.HeightMM(c.sideRoom()) + c.remark.HeightMM(c.sideRoom()) + 1
	return 2*cellPadMM + c.nameHeight() + 2 + max(pictureWideMM*boardHigh/boardWide, side)
}

func (c pictureCell) draw(p *sheet.Page, x, y, height float64) {
	p.Rect(x, y, c.width, height, 3, 0, sheet.Pen{WidthMM: 0.35, Color: sheet.Grey})
	left, top := x+cellPadMM, y+cellPadMM
	p.Rect(left, top, 9, 9, 4.5, sheet.Navy, sheet.Pen{})
	p.Text(left+4.5, top+6.3, sheet.Center, sheet.Span{Text: fmt.Sprint(c.number), Face: sheet.SansBold, SizePt: 15, Color: sheet.White})
	p.Rect(x+c.width-cellPadMM-7, top+1, 7, 7, 0, sheet.White, sheet.Pen{WidthMM: 0.5, Color: sheet.Black})
	nameTop := top
	if lines := c.name.HeightMM(c.nameRoom()); lines < 9 {
		nameTop += (9 - lines) / 2
	}
	p.Para(left+11, nameTop, c.nameRoom(), c.name)
	top += c.nameHeight() + 2
	drawPicture(p, left, top, pictureWideMM, c.what)
	side := left + pictureWideMM + 4
	below := p.Para(side, top, c.sideRoom(), c.counts)
	p.Para(side, below+1, c.sideRoom(), c.remark)
}

func pictureHeader(job hall.PaperJob) func(*sheet.Page, int, int) {
	return func(p *sheet.Page, _, _ int) {
		left, right := pictureMargins.Left, p.WidthMM()-pictureMargins.Right
		name := sheet.Span{Text: clipped("图画清单　"+job.Office.Name, right-left-50, 11), Face: sheet.Sans, SizePt: 11, Color: sheet.Navy}
		p.Text(left, 19, sheet.Left, name)
		edition := fitted(job.Matter.Edition+" 版", 48, 10)
		edition.Color = sheet.Navy
		p.Text(right, 19, sheet.Right, edition)
		p.Line(left, 22, right, 22, sheet.Pen{WidthMM: 0.3, Color: sheet.Navy})
	}
}

func pictureFooter(job hall.PaperJob) func(*sheet.Page, int, int) {
	return func(p *sheet.Page, n, total int) {
		left, right, y := pictureMargins.Left, p.WidthMM()-pictureMargins.Right, p.HeightMM()-12
		p.Line(left, y-8, right, y-8, sheet.Pen{WidthMM: 0.2, Color: sheet.LightGrey})
		call := fittedIn("不明白，打电话 "+spaced(firstPhone(job.Office)), sheet.SansBold, right-left-30, 15)
		p.Text(left, y, sheet.Left, call)
		p.PageNumber(right, y, n, total)
	}
}
