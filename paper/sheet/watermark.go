package sheet

import "math"

// The look of a watermark: light enough to read through, close enough that no copy leaves it out.
const (
	watermarkColor   = Color(0xFFE4E4E4)
	watermarkPt      = 20.0
	watermarkStepMM  = 46.0 // from line to line
	watermarkGapEm   = 3.0  // between two in a line
	watermarkDegrees = 30.0
)

// Watermark (水印) lays text slantwise over the whole page, in light grey and below what is drawn
// already. It is drawn shapes, so that text taken out of the file is the page's own. Empty text
// lays nothing.
func (p *Page) Watermark(text string) {
	text = Clean(text)
	all := clusters(text, Sans)
	em := watermarkPt * MMPerPt
	width := watermarkGapEm * em
	for _, c := range all {
		width += c.em * em
	}
	if len(all) == 0 {
		return
	}
	sin, cos := math.Sincos(-watermarkDegrees * math.Pi / 180)
	reach := math.Hypot(p.width, p.height)
	var moves []Move
	for row := -reach; row < reach; row += watermarkStepMM {
		for x := -reach; x < reach; x += width {
			at := Place{p.width/2 + x*cos - row*sin, p.height/2 + x*sin + row*cos}
			if p.far(at, width) {
				continue
			}
			moves = append(moves, p.slanted(all, at, sin, cos, em)...)
		}
	}
	p.ops = append([]Op{PathOp{Moves: moves, Fill: watermarkColor}}, p.ops...)
}

// far reports whether text of a width that begins at a place leaves no ink on the page.
func (p *Page) far(at Place, width float64) bool {
	return at.X < -width || at.Y < -width || at.X > p.width+width || at.Y > p.height+width
}

// slanted are the outlines of text that begins at a place, turned by an angle.
func (p *Page) slanted(all []cluster, at Place, sin, cos, em float64) []Move {
	turn := func(a Place) Place { return Place{at.X + a.X*cos - a.Y*sin, at.Y + a.X*sin + a.Y*cos} }
	var out []Move
	x := 0.0
	for _, c := range all {
		switch c.how {
		case byFont:
			font := c.face.font()
			out = append(out, mapMoves(outlineMoves(font.Outline(font.Glyph(c.base)), x, 0, em/float64(font.UnitsPerEm())), turn)...)
		case byShape:
			if f := p.doc.options.Fallback; f != nil {
				if o, ok := f.Outline(c.base); ok && o.UnitsPerEm > 0 {
					out = append(out, mapMoves(outlineMoves(o.Contours, x, 0, em/o.UnitsPerEm), turn)...)
				}
			}
		}
		x += c.em * em
	}
	return out
}
