package sheet

import (
	"image"
	"image/draw"
	"math"

	"bianmin/paper/sheet/ttf"
)

// subpixels is how finely glyphs are placed within a pixel; finer is not seen.
const subpixels = 4

// glyphKey names a glyph as it is drawn: face, size and place within its pixel.
type glyphKey struct {
	face   Face
	r      rune
	size   float32 // pixels an em
	dx, dy uint8   // in subpixels
}

// shapeKey names a glyph at a size.
type shapeKey struct {
	face Face
	r    rune
	size float32
}

// glyphMask is a drawn glyph: how much of each pixel it covers, from at on.
type glyphMask struct {
	at   image.Point
	mask *image.Alpha
}

// text draws a run character by character, each where layout put it.
func (p *painter) text(t TextOp) {
	x := t.X
	em := t.SizePt * MMPerPt
	for _, c := range clusters(t.Text, t.Face) {
		switch c.how {
		case byFont:
			p.glyph(t, c, x)
		case byShape:
			p.shape(t, c.base, x)
		}
		x += c.em*em + t.TrackMM
	}
}

func (p *painter) glyph(t TextOp, c cluster, xMM float64) {
	size := t.SizePt * MMPerPt * p.perMM
	x, dx := within(xMM * p.perMM)
	y, dy := within(t.Y * p.perMM)
	key := glyphKey{c.face, c.base, float32(size), dx, dy}
	g, ok := p.glyphs[key]
	if !ok {
		g = p.drawn(c, size, float64(dx)/subpixels, float64(dy)/subpixels)
		p.glyphs[key] = g
	}
	if g.mask != nil {
		p.stain(g.mask, image.Pt(x, y).Add(g.at), t.Color)
	}
}

// within splits a place into its pixel and how far in it is.
func within(px float64) (pixel int, part uint8) {
	quarters := int(math.Round(px * subpixels))
	pixel = int(math.Floor(float64(quarters) / subpixels))
	return pixel, uint8(quarters - pixel*subpixels) //nolint:gosec // 0 to subpixels-1
}

// drawn draws a glyph at size pixels an em, moved by part of a pixel.
func (p *painter) drawn(c cluster, size, dx, dy float64) *glyphMask {
	key := shapeKey{c.face, c.base, float32(size)}
	o, ok := p.shapes[key]
	reach := image.Pt(int(2*size)+2, int(2*size)+2) // nothing of a glyph lies farther out
	if !ok {
		font := c.face.font()
		o = glyphOutline(font.Outline(font.Glyph(c.base)), float64(reach.X), float64(reach.Y), size/float64(font.UnitsPerEm()))
		p.shapes[key] = o
	}
	box := o.area(image.Rect(0, 0, 2*reach.X, 2*reach.Y))
	if box.Empty() {
		return &glyphMask{}
	}
	box.Max = box.Max.Add(image.Pt(1, 1)) // room for the part of a pixel it is moved by
	p.raster.Reset(box.Dx(), box.Dy())
	p.raster.DrawOp = draw.Src
	for _, part := range o {
		for i, at := range part {
			x, y := float32(at.X+dx-float64(box.Min.X)), float32(at.Y+dy-float64(box.Min.Y))
			if i == 0 {
				p.raster.MoveTo(x, y)
			} else {
				p.raster.LineTo(x, y)
			}
		}
		p.raster.ClosePath()
	}
	mask := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	p.raster.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	return &glyphMask{at: box.Min.Sub(reach), mask: mask}
}

// glyphOutline is quadratic contours as polygons in pixels, y down.
func glyphOutline(contours []ttf.Contour, dx, dy, unit float64) outline {
	out := make(outline, 0, len(contours))
	at := func(p ttf.Point) Place { return Place{dx + p.X*unit, dy - p.Y*unit} }
	for _, c := range contours {
		part := make([]Place, 1, 4*len(c.Segments)+1)
		part[0] = at(c.Start)
		for _, s := range c.Segments {
			from, to := part[len(part)-1], at(s.End)
			if s.Ctrl != s.End {
				part = quadratic(part, from, at(s.Ctrl), to)
			}
			part = append(part, to)
		}
		out = append(out, part)
	}
	return out
}

// quadratic appends the points of a curve between its ends, as many as its bend needs.
func quadratic(part []Place, from, ctrl, to Place) []Place {
	bend := math.Hypot(from.X-2*ctrl.X+to.X, from.Y-2*ctrl.Y+to.Y) / 4 // how far it leaves the straight line
	n := int(min(math.Ceil(math.Sqrt(bend*4)), 16))
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		part = append(part, Place{u*u*from.X + 2*u*t*ctrl.X + t*t*to.X, u*u*from.Y + 2*u*t*ctrl.Y + t*t*to.Y})
	}
	return part
}

// stain lays colour through a mask.
func (p *painter) stain(mask *image.Alpha, at image.Point, c Color) {
	r, g, b := c.Parts()
	area := mask.Rect.Add(at).Intersect(p.dst.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		from := mask.Pix[(y-at.Y)*mask.Stride+area.Min.X-at.X:]
		to := p.dst.Pix[p.dst.PixOffset(area.Min.X, y):]
		for i := range area.Dx() {
			a := uint32(from[i])
			if a == 0 {
				continue
			}
			px := to[4*i : 4*i+3 : 4*i+3]
			px[0], px[1], px[2] = blend(px[0], r, a), blend(px[1], g, a), blend(px[2], b, a)
		}
	}
}

func blend(old, fresh uint8, a uint32) uint8 {
	return uint8((uint32(old)*(255-a) + uint32(fresh)*a + 127) / 255) //nolint:gosec // at most 255
}

// shape draws the fallback's outline of r, or a box with its code point.
func (p *painter) shape(t TextOp, r rune, x float64) {
	em := t.SizePt * MMPerPt
	if p.fallback != nil {
		if o, ok := p.fallback.Outline(r); ok && o.UnitsPerEm > 0 {
			p.fill(p.flat(outlineMoves(o.Contours, x, t.Y, em/o.UnitsPerEm)), t.Color)
			return
		}
	}
	p.rect(missingBox(t, x))
	p.fill(p.flat(hexMoves(r, x, t.Y, em)), t.Color)
}
