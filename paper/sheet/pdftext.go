package sheet

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf16"

	"bianmin/paper/sheet/ttf"
)

// maxGapEm is the widest change of the room between characters, in em, that
// extractors still take for none; beyond it the run carries its text along.
const maxGapEm = 0.05

// lineOf returns the TextOps at the start of ops that make one line of text.
func lineOf(ops []Op) []TextOp {
	var line []TextOp
	for _, o := range ops {
		t, ok := o.(TextOp)
		if !ok {
			break
		}
		line = append(line, t)
		if !t.Goes {
			break
		}
	}
	return line
}

// textLine draws the runs of a line. What a reader's text extraction would get
// wrong is wrapped in marked content that carries the true text (ActualText):
// the whole line when its characters stand apart, else single characters.
func (p *pdfWriter) textLine(line []TextOp) {
	whole := false
	var text strings.Builder
	for i, t := range line {
		limit := maxGapEm * t.SizePt * MMPerPt
		whole = whole || math.Abs(t.TrackMM) > limit || fragile(t.Text) ||
			(i+1 < len(line) && math.Abs(line[i+1].X-t.end()) > limit)
		text.WriteString(t.Text)
	}
	if whole {
		p.openActual(text.String())
	}
	for _, t := range line {
		p.text(t, whole)
	}
	if whole {
		p.pdf.RawWriteStr("EMC")
	}
}

func (p *pdfWriter) text(t TextOp, wrapped bool) {
	x := t.X
	all := clusters(t.Text, t.Face)
	for i := 0; i < len(all); {
		n, width := 1, all[i].em
		for t.TrackMM >= 0 && all[i].plain() && i+n < len(all) && all[i+n].plain() && all[i+n].face == all[i].face {
			width += all[i+n].em
			n++
		}
		p.piece(t, all[i:i+n], x, wrapped)
		x += width*t.SizePt*MMPerPt + float64(n)*t.TrackMM
		i += n
	}
}

// fragile reports whether extractors would fold the spaces of s.
func fragile(s string) bool {
	return strings.Contains(s, "  ") || strings.ContainsAny(s, "\u00A0\u2002\u2003\u2009\u202F\u3000")
}

// piece draws joined plain clusters or one cluster of another kind.
func (p *pdfWriter) piece(t TextOp, c []cluster, x float64, wrapped bool) {
	if c[0].plain() {
		var text strings.Builder
		for i := range c {
			text.WriteString(c[i].text)
		}
		p.show(t, x, p.font.encode(c[0].face, text.String()))
		return
	}
	if !wrapped {
		p.openActual(c[0].text)
	}
	switch c[0].how {
	case byFont:
		p.show(t, x, p.font.encode(c[0].face, string(c[0].base)))
	case byShape:
		p.shape(t, c[0].base, x)
		p.show(t, x, string(rune(blank)))
	default:
		p.show(t, x, string(rune(blank)))
	}
	if !wrapped {
		p.pdf.RawWriteStr("EMC")
	}
}

// openActual begins marked content that stands for text.
func (p *pdfWriter) openActual(text string) {
	var hex strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&hex, "%04X", u)
	}
	p.pdf.RawWriteStr("/Span <</ActualText <FEFF" + hex.String() + ">>> BDC")
}

// show writes codes of the document's own font at (x, t.Y).
func (p *pdfWriter) show(t TextOp, x float64, codes string) {
	if p.size != t.SizePt {
		p.pdf.SetFont(fontFamily, "", t.SizePt)
		p.size = t.SizePt
	}
	p.fill(t.Color)
	if t.TrackMM <= 0 { // squeezed characters come one by one
		p.pdf.Text(x, t.Y, codes)
		return
	}
	p.pdf.RawWriteStr(fmt.Sprintf("%.4f Tc", t.TrackMM/MMPerPt))
	p.pdf.Text(x, t.Y, codes)
	p.pdf.RawWriteStr("0 Tc")
}

// shape draws the fallback's outline of r, or a box with its code point.
func (p *pdfWriter) shape(t TextOp, r rune, x float64) {
	em := t.SizePt * MMPerPt
	if p.fallback != nil {
		if o, ok := p.fallback.Outline(r); ok && o.UnitsPerEm > 0 {
			p.path(outlineMoves(o.Contours, x, t.Y, em/o.UnitsPerEm), t.Color, Pen{})
			return
		}
	}
	p.missing[r] = true
	p.rect(missingBox(t, x))
	p.path(hexMoves(r, x, t.Y, em), t.Color, Pen{})
}

// missingBox is the frame drawn for a character nothing can draw.
func missingBox(t TextOp, x float64) RectOp {
	em := t.SizePt * MMPerPt
	return RectOp{X: x + 0.06*em, Y: t.Y - 0.83*em, W: 0.88 * em, H: 0.9 * em, Pen: Pen{WidthMM: 0.03 * em, Color: t.Color}}
}

// hexMoves writes the code point in two rows inside the box.
func hexMoves(r rune, x, y, em float64) []Move {
	hex := fmt.Sprintf("%04X", r)
	if len(hex)%2 != 0 {
		hex = "0" + hex
	}
	cols := len(hex) / 2
	font := Sans.font()
	size := 0.42 * em
	if cols == 3 {
		size = 0.36 * em
	}
	unit := size / float64(font.UnitsPerEm())
	cell := 0.76 * em / float64(cols)
	var out []Move
	for i, d := range hex {
		g := font.Glyph(d)
		width := float64(font.Advance(g)) * unit
		left := x + 0.12*em + cell*float64(i%cols) + (cell-width)/2
		base := y - 0.45*em + float64(i/cols)*0.42*em
		out = append(out, outlineMoves(font.Outline(g), left, base, unit)...)
	}
	return out
}

// outlineMoves turns quadratic contours into a path; unit is mm per font unit.
func outlineMoves(contours []ttf.Contour, x, y, unit float64) []Move {
	at := func(p ttf.Point) Place { return Place{x + p.X*unit, y - p.Y*unit} }
	var out []Move
	for _, c := range contours {
		from := at(c.Start)
		out = append(out, Move{Kind: MoveTo, To: from})
		for _, s := range c.Segments {
			to := at(s.End)
			if s.Ctrl == s.End {
				out = append(out, Move{Kind: LineTo, To: to})
			} else {
				q := at(s.Ctrl)
				out = append(out, Move{CurveTo, third(from, q), third(to, q), to})
			}
			from = to
		}
		out = append(out, Move{Kind: ClosePath})
	}
	return out
}

// third is two thirds of the way from an end to the quadratic control point.
func third(end, ctrl Place) Place {
	return Place{end.X + 2*(ctrl.X-end.X)/3, end.Y + 2*(ctrl.Y-end.Y)/3}
}
