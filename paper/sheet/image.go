package sheet

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// ErrImage reports a page that is not there, or a size no image can have.
var ErrImage = errors.New("sheet: no image of that page or size")

// maxImagePixels is an A3 page at 600 dots an inch.
const maxImagePixels = 7016 * 9922

// Image draws a page, counted from 0, at dpi dots an inch: the same operations as the PDF, for a
// preview and for printers that take no PDF. What no face has is a box, as on paper; Missing
// lists it. It fails with ErrEmpty or ErrImage.
func (d *Document) Image(page int, dpi float64) (*image.RGBA, error) {
	pages := d.Pages()
	if len(pages) == 0 {
		return nil, ErrEmpty
	}
	if page < 0 || page >= len(pages) {
		return nil, fmt.Errorf("%w: page %d of %d", ErrImage, page+1, len(pages))
	}
	w, h := pixels(pages[page].width, dpi), pixels(pages[page].height, dpi)
	if w < 1 || h < 1 || float64(w)*float64(h) > maxImagePixels {
		return nil, fmt.Errorf("%w: %d × %d pixels", ErrImage, w, h)
	}
	p := &painter{
		dst: image.NewRGBA(image.Rect(0, 0, w, h)), perMM: dpi / 25.4, fallback: d.options.Fallback, glyphs: map[glyphKey]*glyphMask{}, shapes: map[shapeKey]outline{},
	}
	whiten(p.dst.Pix)
	for _, o := range pages[page].ops {
		p.draw(o)
	}
	return p.dst, nil
}

// whiten makes pixels white and opaque.
func whiten(pix []byte) {
	const first = 1 << 10
	n := min(first, len(pix))
	for i := range n {
		pix[i] = 0xFF
	}
	for ; n < len(pix); n *= 2 { // copying is faster than a loop
		copy(pix[n:], pix[:n])
	}
}

// pixels is a length as readers of the PDF round it up; NaN and the like are none.
func pixels(mm, dpi float64) int {
	n := math.Ceil(math.Round(mm/MMPerPt*100) / 100 * dpi / 72)
	if !(n >= 1 && n < 1e6) {
		return 0
	}
	return int(n)
}

// painter replays operations into an image.
type painter struct {
	dst      *image.RGBA
	perMM    float64 // pixels a mm
	fallback Fallback
	raster   vector.Rasterizer
	glyphs   map[glyphKey]*glyphMask // of this page
	shapes   map[shapeKey]outline    // the same, wherever they stand
}

func (p *painter) draw(o Op) {
	switch o := o.(type) {
	case TextOp:
		p.text(o)
	case LineOp:
		p.line(o)
	case RectOp:
		p.rect(o)
	case PathOp:
		p.path(o.Moves, o.Fill, o.Pen)
	case ModulesOp:
		p.modules(o)
	}
}

// box fills whole pixels.
func (p *painter) box(r image.Rectangle, c Color) {
	draw.Draw(p.dst, r, image.NewUniform(rgba(c)), image.Point{}, draw.Src)
}

func rgba(c Color) color.RGBA {
	r, g, b := c.Parts()
	return color.RGBA{R: r, G: g, B: b, A: 0xFF}
}

// line draws upright and level lines on whole pixels, at least one wide, so that rules of tables
// look alike wherever they fall.
func (p *painter) line(o LineOp) {
	if !o.Pen.draws() {
		return
	}
	level, upright := o.Y1 == o.Y2, o.X1 == o.X2
	if len(o.Pen.DashMM) > 0 || !level && !upright {
		p.strokePath([]Move{{Kind: MoveTo, To: Place{o.X1, o.Y1}}, {Kind: LineTo, To: Place{o.X2, o.Y2}}}, o.Pen)
		return
	}
	wide := max(math.Round(o.Pen.WidthMM*p.perMM), 1)
	at := func(mm float64) int { return int(math.Floor(mm*p.perMM - wide/2 + 0.5)) }
	if level {
		y := at(o.Y1)
		p.box(image.Rect(p.round(min(o.X1, o.X2)), y, p.round(max(o.X1, o.X2)), y+int(wide)), o.Pen.Color)
		return
	}
	x := at(o.X1)
	p.box(image.Rect(x, p.round(min(o.Y1, o.Y2)), x+int(wide), p.round(max(o.Y1, o.Y2))), o.Pen.Color)
}

func (p *painter) round(mm float64) int { return int(math.Round(mm * p.perMM)) }

func (p *painter) rect(o RectOp) {
	if o.Radius > 0 {
		p.path(rounded(o.X, o.Y, o.W, o.H, min(o.Radius, o.W/2, o.H/2)), o.Fill, o.Pen)
		return
	}
	if o.Fill != 0 {
		p.box(image.Rect(p.round(o.X), p.round(o.Y), p.round(o.X+o.W), p.round(o.Y+o.H)), o.Fill)
	}
	if !o.Pen.draws() {
		return
	}
	if len(o.Pen.DashMM) > 0 {
		p.strokePath(rounded(o.X, o.Y, o.W, o.H, 0), o.Pen)
		return
	}
	half := o.Pen.WidthMM / 2
	for _, y := range [2]float64{o.Y, o.Y + o.H} {
		p.line(LineOp{o.X - half, y, o.X + o.W + half, y, o.Pen})
	}
	for _, x := range [2]float64{o.X, o.X + o.W} {
		p.line(LineOp{x, o.Y - half, x, o.Y + o.H + half, o.Pen})
	}
}

// rounded is a rectangle with round corners as a closed path.
func rounded(x, y, w, h, r float64) []Move {
	if r <= 0 {
		return []Move{
			{Kind: MoveTo, To: Place{x, y}},
			{Kind: LineTo, To: Place{x + w, y}},
			{Kind: LineTo, To: Place{x + w, y + h}},
			{Kind: LineTo, To: Place{x, y + h}},
			{Kind: ClosePath},
		}
	}
	k := r * (1 - 4.0/3*(math.Sqrt2-1)) // how far a control point is from the corner
	return []Move{
		{Kind: MoveTo, To: Place{x + r, y}},
		{Kind: LineTo, To: Place{x + w - r, y}},
		{CurveTo, Place{x + w - k, y}, Place{x + w, y + k}, Place{x + w, y + r}},
		{Kind: LineTo, To: Place{x + w, y + h - r}},
		{CurveTo, Place{x + w, y + h - k}, Place{x + w - k, y + h}, Place{x + w - r, y + h}},
		{Kind: LineTo, To: Place{x + r, y + h}},
		{CurveTo, Place{x + k, y + h}, Place{x, y + h - k}, Place{x, y + h - r}},
		{Kind: LineTo, To: Place{x, y + r}},
		{CurveTo, Place{x, y + k}, Place{x + k, y}, Place{x + r, y}},
		{Kind: ClosePath},
	}
}

// modules fills the set cells, each run of a row as one, so that no seams show.
func (p *painter) modules(o ModulesOp) {
	if o.Fill == 0 || o.Cols < 1 || len(o.Bits) < o.Cols*o.Rows {
		return
	}
	w, h := o.W/float64(o.Cols)*p.perMM, o.H/float64(o.Rows)*p.perMM
	var out outline
	for row := range o.Rows {
		bits := o.Bits[row*o.Cols : (row+1)*o.Cols]
		top := o.Y*p.perMM + float64(row)*h
		for col := 0; col < o.Cols; col++ {
			from := col
			for col < o.Cols && bits[col] {
				col++
			}
			if col > from {
				left, right := o.X*p.perMM+float64(from)*w, o.X*p.perMM+float64(col)*w
				out = append(out, []Place{{left, top}, {right, top}, {right, top + h}, {left, top + h}})
			}
		}
	}
	p.fill(out, o.Fill)
}
