package ttf

// Point is a place in font units, y up from the baseline.
type Point struct{ X, Y float64 }

// Segment is a quadratic curve from the end of the one before it to End with
// the control point Ctrl; for a straight line Ctrl equals End.
type Segment struct{ Ctrl, End Point }

// Contour is a closed curve that begins at Start.
type Contour struct {
	Start    Point
	Segments []Segment
}

// Bounds of glyphs made of glyphs; beyond them the font is broken.
const (
	maxDepth = 6
	maxParts = 256
)

// Outline returns the closed contours of a glyph, to be filled by the nonzero
// rule. It is nil for an empty or broken glyph.
func (f *Face) Outline(g GlyphID) []Contour {
	parts := 0
	return f.outline(g, 0, &parts)
}

func (f *Face) outline(g GlyphID, depth int, parts *int) []Contour {
	data := f.data(g)
	*parts++
	if len(data) < 10 || depth > maxDepth || *parts > maxParts {
		return nil
	}
	if n := int(i16(data, 0)); n >= 0 {
		return simpleOutline(data, n)
	}
	var out []Contour
	for _, c := range components(data) {
		for _, contour := range f.outline(c.glyph, depth+1, parts) {
			out = append(out, c.move(contour))
		}
	}
	return out
}

// component is one part of a composite glyph.
type component struct {
	glyph  GlyphID
	at     int // offset of the glyph index in the entry
	dx, dy float64
	xx, xy float64 // 2×2 transform: x' = xx·x + yx·y
	yx, yy float64
}

const (
	argsAreWords = 1 << 0
	argsAreXY    = 1 << 1
	hasScale     = 1 << 3
	moreParts    = 1 << 5
	hasXYScale   = 1 << 6
	has2x2       = 1 << 7
)

// components lists the parts of a composite entry; it stops at the first one
// that is cut short.
func components(data []byte) []component {
	var out []component
	for at := 10; at+4 <= len(data); {
		flags := u16(data, at)
		c := component{glyph: GlyphID(u16(data, at+2)), at: at + 2, xx: 1, yy: 1}
		at += 4
		need := 2
		if flags&argsAreWords != 0 {
			need = 4
		}
		scale := transformSize(flags)
		if at+need+scale > len(data) {
			return out
		}
		if flags&argsAreXY != 0 {
			if flags&argsAreWords != 0 {
				c.dx, c.dy = float64(i16(data, at)), float64(i16(data, at+2))
			} else {
				c.dx, c.dy = float64(int8(data[at])), float64(int8(data[at+1]))
			}
		}
		at += need
		switch {
		case flags&hasScale != 0:
			c.xx = f2dot14(data, at)
			c.yy = c.xx
		case flags&hasXYScale != 0:
			c.xx, c.yy = f2dot14(data, at), f2dot14(data, at+2)
		case flags&has2x2 != 0:
			c.xx, c.xy = f2dot14(data, at), f2dot14(data, at+2)
			c.yx, c.yy = f2dot14(data, at+4), f2dot14(data, at+6)
		}
		at += scale
		out = append(out, c)
		if flags&moreParts == 0 {
			break
		}
	}
	return out
}

// transformSize is the number of bytes the scale or matrix of a part takes.
func transformSize(flags uint16) int {
	switch {
	case flags&hasScale != 0:
		return 2
	case flags&hasXYScale != 0:
		return 4
	case flags&has2x2 != 0:
		return 8
	}
	return 0
}

func f2dot14(b []byte, off int) float64 { return float64(i16(b, off)) / (1 << 14) }

func (c component) move(in Contour) Contour {
	out := Contour{Start: c.point(in.Start), Segments: make([]Segment, len(in.Segments))}
	for i, s := range in.Segments {
		out.Segments[i] = Segment{c.point(s.Ctrl), c.point(s.End)}
	}
	return out
}

func (c component) point(p Point) Point {
	return Point{c.xx*p.X + c.yx*p.Y + c.dx, c.xy*p.X + c.yy*p.Y + c.dy}
}

// knot is a point of a glyph entry as stored.
type knot struct {
	Point
	on bool
}

func simpleOutline(data []byte, contours int) []Contour {
	if len(data) < 12+2*contours || contours == 0 {
		return nil
	}
	n := int(u16(data, 8+2*contours)) + 1
	at := 12 + 2*contours + int(u16(data, 10+2*contours))
	knots := readKnots(data, at, n)
	if knots == nil {
		return nil
	}
	var out []Contour
	first := 0
	for i := range contours {
		last := int(u16(data, 10+2*i))
		if last >= n || last < first {
			return nil
		}
		out = append(out, trace(knots[first:last+1]))
		first = last + 1
	}
	return out
}

func readKnots(data []byte, at, n int) []knot {
	flags := make([]byte, 0, n)
	for len(flags) < n {
		if at >= len(data) {
			return nil
		}
		fl, times := data[at], 1
		at++
		if fl&8 != 0 {
			if at >= len(data) {
				return nil
			}
			times += int(data[at])
			at++
		}
		for range times {
			flags = append(flags, fl)
		}
	}
	knots := make([]knot, n)
	xs, at := readCoords(data, at, flags[:n], 2, 16)
	ys, _ := readCoords(data, at, flags[:n], 4, 32)
	if xs == nil || ys == nil {
		return nil
	}
	for i := range knots {
		knots[i] = knot{Point{xs[i], ys[i]}, flags[i]&1 != 0}
	}
	return knots
}

func readCoords(data []byte, at int, flags []byte, short, same byte) ([]float64, int) {
	out := make([]float64, len(flags))
	v := 0
	for i, fl := range flags {
		switch {
		case fl&short != 0:
			if at >= len(data) {
				return nil, at
			}
			if d := int(data[at]); fl&same != 0 {
				v += d
			} else {
				v -= d
			}
			at++
		case fl&same == 0:
			if at+2 > len(data) {
				return nil, at
			}
			v += int(i16(data, at))
			at += 2
		}
		out[i] = float64(v)
	}
	return out, at
}

// trace turns knots into curves, putting in the middle points that TrueType
// leaves out between two off-curve points.
func trace(k []knot) Contour {
	n, s := len(k), 0
	for s < n && !k[s].on {
		s++
	}
	start := Point{}
	if s == n {
		s = 0
		start = middle(k[n-1].Point, k[0].Point)
	} else {
		start = k[s].Point
		s++
	}
	c := Contour{Start: start}
	var ctrl *Point
	for i := range n {
		p := k[(s+i)%n]
		switch {
		case p.on && ctrl == nil:
			c.Segments = append(c.Segments, Segment{p.Point, p.Point})
		case p.on:
			c.Segments = append(c.Segments, Segment{*ctrl, p.Point})
			ctrl = nil
		default:
			if ctrl != nil {
				c.Segments = append(c.Segments, Segment{*ctrl, middle(*ctrl, p.Point)})
			}
			ctrl = &Point{p.X, p.Y}
		}
	}
	if ctrl != nil {
		c.Segments = append(c.Segments, Segment{*ctrl, start})
	}
	return c
}

func middle(a, b Point) Point { return Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2} }
