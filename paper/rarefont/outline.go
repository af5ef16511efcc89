package rarefont

import (
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"bianmin/paper/sheet"
	"bianmin/paper/sheet/ttf"
)

// outlineOf is the shape of r in a font. A glyph without ink counts as none: it would leave a
// hole in a name.
func outlineOf(font *sfnt.Font, buf *sfnt.Buffer, r rune) (sheet.Outline, bool) {
	g, err := font.GlyphIndex(buf, r)
	if err != nil || g == 0 {
		return sheet.Outline{}, false
	}
	em := font.UnitsPerEm()
	// At as many 64ths of a pixel as the em has units, the places come in font units.
	segments, err := font.LoadGlyph(buf, g, fixed.Int26_6(em), nil)
	if err != nil || len(segments) == 0 {
		return sheet.Outline{}, false
	}
	return sheet.Outline{UnitsPerEm: float64(em), Contours: contoursOf(segments, 0.0005*float64(em))}, true
}

// contoursOf turns a glyph's segments, y down, into closed quadratic contours, y up. Cubic
// curves become as many quadratic ones as keep within tolerance.
func contoursOf(segments sfnt.Segments, tolerance float64) []ttf.Contour {
	var out []ttf.Contour
	var last ttf.Point
	at := func(p fixed.Point26_6) ttf.Point { return ttf.Point{X: float64(p.X), Y: -float64(p.Y)} }
	for _, s := range segments {
		if s.Op == sfnt.SegmentOpMoveTo {
			last = at(s.Args[0])
			out = append(out, ttf.Contour{Start: last})
			continue
		}
		if len(out) == 0 {
			continue // a curve from nowhere
		}
		c := &out[len(out)-1]
		switch s.Op {
		case sfnt.SegmentOpLineTo:
			end := at(s.Args[0])
			c.Segments = append(c.Segments, ttf.Segment{Ctrl: end, End: end})
		case sfnt.SegmentOpQuadTo:
			c.Segments = append(c.Segments, ttf.Segment{Ctrl: at(s.Args[0]), End: at(s.Args[1])})
		case sfnt.SegmentOpCubeTo:
			c.Segments = append(c.Segments, quadratics(last, at(s.Args[0]), at(s.Args[1]), at(s.Args[2]), tolerance)...)
		}
		last = c.Segments[len(c.Segments)-1].End
	}
	return out
}

// maxQuadratics bounds the pieces of one cubic curve.
const maxQuadratics = 12

// quadratics is a cubic curve from p0 as quadratic ones. The distance of the two shrinks with
// the cube of the number of pieces: √3/36 · |p3 − 3p2 + 3p1 − p0| for one.
func quadratics(p0, p1, p2, p3 ttf.Point, tolerance float64) []ttf.Segment {
	off := math.Sqrt(3) / 36 * math.Hypot(p3.X-3*p2.X+3*p1.X-p0.X, p3.Y-3*p2.Y+3*p1.Y-p0.Y)
	n := int(min(max(math.Ceil(math.Cbrt(off/tolerance)), 1), maxQuadratics))
	on := func(t float64) ttf.Point {
		u := 1 - t
		a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		return ttf.Point{X: a*p0.X + b*p1.X + c*p2.X + d*p3.X, Y: a*p0.Y + b*p1.Y + c*p2.Y + d*p3.Y}
	}
	slope := func(t float64) ttf.Point {
		u := 1 - t
		a, b, c := 3*u*u, 6*u*t, 3*t*t
		return ttf.Point{X: a*(p1.X-p0.X) + b*(p2.X-p1.X) + c*(p3.X-p2.X), Y: a*(p1.Y-p0.Y) + b*(p2.Y-p1.Y) + c*(p3.Y-p2.Y)}
	}
	out := make([]ttf.Segment, n)
	step := 1 / float64(n)
	for i := range out {
		from, to := float64(i)*step, float64(i+1)*step
		a, b, da, db := on(from), on(to), slope(from), slope(to)
		if i == n-1 {
			b = p3
		}
		// The control point in the middle of those a cubic piece would give from its two ends.
		out[i] = ttf.Segment{End: b, Ctrl: ttf.Point{X: (a.X+b.X)/2 + step*(da.X-db.X)/4, Y: (a.Y+b.Y)/2 + step*(da.Y-db.Y)/4}}
	}
	return out
}
