package sheet

import (
	"slices"
	"strconv"
)

// fill selects the colour of text and fills, the same for both, because gofpdf
// wraps text in a saved state when they differ.
func (p *pdfWriter) fill(c Color) {
	if c == p.color {
		return
	}
	r, g, b := c.Parts()
	p.pdf.SetFillColor(int(r), int(g), int(b))
	p.pdf.SetTextColor(int(r), int(g), int(b))
	p.color = c
}

func (p *pdfWriter) stroke(pen Pen) {
	if pen.Color != p.pen.Color || p.pen.WidthMM == 0 {
		r, g, b := pen.Color.Parts()
		p.pdf.SetDrawColor(int(r), int(g), int(b))
	}
	if pen.WidthMM != p.pen.WidthMM {
		p.pdf.SetLineWidth(pen.WidthMM)
	}
	if !slices.Equal(pen.DashMM, p.pen.DashMM) {
		p.pdf.SetDashPattern(pen.DashMM, 0)
	}
	p.pen = pen
}

func (p *pdfWriter) line(o LineOp) {
	if o.Pen.draws() {
		p.stroke(o.Pen)
		p.pdf.Line(o.X1, o.Y1, o.X2, o.Y2)
	}
}

func (p *pdfWriter) rect(o RectOp) {
	style := p.style(o.Fill, o.Pen)
	switch {
	case style == "":
	case o.Radius > 0:
		p.pdf.RoundedRect(o.X, o.Y, o.W, o.H, min(o.Radius, o.W/2, o.H/2), "1234", style)
	default:
		p.pdf.Rect(o.X, o.Y, o.W, o.H, style)
	}
}

// style selects fill and pen and names them as gofpdf does; "" is neither.
func (p *pdfWriter) style(fill Color, pen Pen) string {
	style := ""
	if fill != 0 {
		p.fill(fill)
		style = "F"
	}
	if pen.draws() {
		p.stroke(pen)
		style += "D"
	}
	return style
}

func (p *pdfWriter) path(moves []Move, fill Color, pen Pen) {
	style := p.style(fill, pen)
	if style == "" || len(moves) == 0 {
		return
	}
	out := make([]byte, 0, 32*len(moves))
	for _, m := range moves {
		switch m.Kind {
		case MoveTo:
			out = append(p.point(out, m.To), "m "...)
		case LineTo:
			out = append(p.point(out, m.To), "l "...)
		case CurveTo:
			out = p.point(p.point(p.point(out, m.C1), m.C2), m.To)
			out = append(out, "c "...)
		case ClosePath:
			out = append(out, "h "...)
		}
	}
	p.pdf.RawWriteStr(string(out) + map[string]string{"F": "f", "D": "S", "FD": "B"}[style])
}

// modules fills all cells as one path, so that no seams show between them.
func (p *pdfWriter) modules(o ModulesOp) {
	if o.Fill == 0 || o.Cols < 1 || len(o.Bits) < o.Cols*o.Rows {
		return
	}
	p.fill(o.Fill)
	w, h := o.W/float64(o.Cols), o.H/float64(o.Rows)
	var out []byte
	for row := range o.Rows {
		bits := o.Bits[row*o.Cols : (row+1)*o.Cols]
		for col := 0; col < o.Cols; col++ {
			from := col
			for col < o.Cols && bits[col] {
				col++
			}
			if col > from {
				out = p.point(out, Place{o.X + float64(from)*w, o.Y + float64(row+1)*h})
				out = number(out, float64(col-from)*w/MMPerPt)
				out = append(number(out, h/MMPerPt), "re "...)
			}
		}
	}
	p.pdf.RawWriteStr(string(out) + "f")
}

// point appends a place in PDF units: points from the lower left corner.
func (p *pdfWriter) point(out []byte, at Place) []byte {
	return number(number(out, at.X/MMPerPt), (p.height-at.Y)/MMPerPt)
}

func number(out []byte, v float64) []byte {
	return append(strconv.AppendFloat(out, v, 'f', 3, 64), ' ')
}
