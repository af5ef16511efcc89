package sheet

import "strings"

// Page is one page of drawing operations. Places are mm from its upper left
// corner, y down; text stands on its baseline.
type Page struct {
	doc           *Document
	width, height float64
	ops           []Op
}

// WidthMM is the width of the page.
func (p *Page) WidthMM() float64 { return p.width }

// HeightMM is the height of the page.
func (p *Page) HeightMM() float64 { return p.height }

// Ops returns the operations in drawing order. The slice must not be changed.
func (p *Page) Ops() []Op { return p.ops }

// Draw appends an operation as it is. The text of a TextOp is cleaned.
func (p *Page) Draw(o Op) {
	if t, ok := o.(TextOp); ok {
		t.Text = strings.ReplaceAll(Clean(t.Text), "\n", " ")
		t.SizePt = Span{SizePt: t.SizePt}.size()
		t.Color = Span{Color: t.Color}.color()
		o = t
	}
	p.ops = append(p.ops, o)
}

// Text writes one unbroken line. (x, y) is its baseline's left end for Left,
// its middle for Center and its right end for Right. It returns the width.
func (p *Page) Text(x, y float64, a Align, spans ...Span) float64 {
	lines := Para{Spans: spans}.Lines(1e6)
	if len(lines) == 0 {
		return 0
	}
	width := lines[0].WidthMM
	switch a {
	case Center:
		x -= width / 2
	case Right:
		x -= width
	}
	p.put(lines[0], x, y)
	return width
}

// Para sets a paragraph into a column with its upper left corner at (x, y)
// and returns the y below its last line. It does not look at the page's end.
func (p *Page) Para(x, y, widthMM float64, para Para) float64 {
	for _, line := range para.Lines(widthMM) {
		p.put(line, x, y+para.BaselineMM())
		y += para.Pitch()
	}
	return y
}

// put draws a laid-out line with its left edge and baseline at (x, y).
func (p *Page) put(line Line, x, y float64) {
	for _, run := range line.Runs {
		run.X += x
		run.Y += y
		p.ops = append(p.ops, run)
	}
}

// Line draws a straight line.
func (p *Page) Line(x1, y1, x2, y2 float64, pen Pen) {
	p.ops = append(p.ops, LineOp{x1, y1, x2, y2, pen})
}

// Rect draws a rectangle; radius 0 means square corners. A fill of 0 leaves it
// open, the zero pen leaves out its border.
func (p *Page) Rect(x, y, w, h, radius float64, fill Color, pen Pen) {
	p.ops = append(p.ops, RectOp{X: x, Y: y, W: w, H: h, Radius: radius, Fill: fill, Pen: pen})
}

// Path draws a path; see PathOp.
func (p *Page) Path(moves []Move, fill Color, pen Pen) {
	p.ops = append(p.ops, PathOp{moves, fill, pen})
}

// PageNumber writes 第 n 页 共 total 页, right-aligned at x.
func (p *Page) PageNumber(x, y float64, n, total int) {
	p.Text(x, y, Right, Span{Text: "第 " + digits(n) + " 页 共 " + digits(total) + " 页", Face: Sans, SizePt: 9})
}
