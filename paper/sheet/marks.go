package sheet

import (
	"math"
	"strconv"
)

func digits(n int) string { return strconv.Itoa(n) }

// hairline is the pen of cut marks.
var hairline = Pen{WidthMM: 0.1, Color: Black}

// CutMarks draws short marks outside the corners of a rectangle, so that
// cards can be cut along them. Marks begin 1 mm off and are lengthMM long.
func (p *Page) CutMarks(x, y, w, h, lengthMM float64) {
	const off = 1.0
	for _, cx := range [2]float64{x, x + w} {
		p.Line(cx, y-off, cx, y-off-lengthMM, hairline)
		p.Line(cx, y+h+off, cx, y+h+off+lengthMM, hairline)
	}
	for _, cy := range [2]float64{y, y + h} {
		p.Line(x-off, cy, x-off-lengthMM, cy, hairline)
		p.Line(x+w+off, cy, x+w+off+lengthMM, cy, hairline)
	}
}

// CutLine draws the dashed line a stub is torn or cut along.
func (p *Page) CutLine(x1, x2, y float64) {
	p.Line(x1, y, x2, y, Pen{WidthMM: 0.2, Color: Black, DashMM: []float64{1, 1}})
}

// Seal marks where the seal goes, 「（盖章处）」 in grey in the middle of
// (x, y); a diameter above 0, usually 42 mm for a township's seal, adds a
// dotted circle.
func (p *Page) Seal(x, y, diameterMM, sizePt float64) {
	p.Text(x, y+0.38*sizePt*MMPerPt, Center, Span{Text: "（盖章处）", SizePt: sizePt, Color: Grey})
	if diameterMM > 0 {
		p.Path(circle(x, y, diameterMM/2), 0, Pen{WidthMM: 0.15, Color: LightGrey, DashMM: []float64{0.6, 0.9}})
	}
}

// circle is a closed path of four curves.
func circle(x, y, r float64) []Move {
	k := r * 4 / 3 * (math.Sqrt2 - 1)
	curve := func(x1, y1, x2, y2, tx, ty float64) Move {
		return Move{CurveTo, Place{x + x1, y + y1}, Place{x + x2, y + y2}, Place{x + tx, y + ty}}
	}
	return []Move{
		{Kind: MoveTo, To: Place{x + r, y}},
		curve(r, k, k, r, 0, r),
		curve(-k, r, -r, k, -r, 0),
		curve(-r, -k, -k, -r, 0, -r),
		curve(k, -r, r, -k, r, 0),
		{Kind: ClosePath},
	}
}
