package sheet

import (
	"image"
	"image/draw"
	"math"
)

// outline is a path in pixels: closed polygons, to be filled by the nonzero rule.
type outline [][]Place

// area is the box of whole pixels the outline touches, clipped to the image.
func (o outline) area(within image.Rectangle) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, part := range o {
		for _, at := range part {
			x0, y0, x1, y1 = min(x0, at.X), min(y0, at.Y), max(x1, at.X), max(y1, at.Y)
		}
	}
	if !(x1 >= x0 && y1 >= y0) {
		return image.Rectangle{}
	}
	clip := func(v float64, most int) int { return int(min(max(v, 0), float64(most))) }
	return image.Rect(
		clip(math.Floor(x0), within.Dx()), clip(math.Floor(y0), within.Dy()), clip(math.Ceil(x1), within.Dx()), clip(math.Ceil(y1), within.Dy()),
	)
}

// path fills, then strokes.
func (p *painter) path(moves []Move, fill Color, pen Pen) {
	if fill != 0 {
		p.fill(p.flat(moves), fill)
	}
	if pen.draws() {
		p.strokePath(moves, pen)
	}
}

func (p *painter) fill(o outline, c Color) {
	box := o.area(p.dst.Bounds())
	if box.Empty() {
		return
	}
	p.raster.Reset(box.Dx(), box.Dy())
	p.raster.DrawOp = draw.Over
	for _, part := range o {
		for i, at := range part {
			x, y := float32(at.X-float64(box.Min.X)), float32(at.Y-float64(box.Min.Y))
			if i == 0 {
				p.raster.MoveTo(x, y)
			} else {
				p.raster.LineTo(x, y)
			}
		}
		p.raster.ClosePath()
	}
	p.raster.Draw(p.dst, box, image.NewUniform(rgba(c)), image.Point{})
}

// curveSteps is how many straight lines stand for a curve of some pixels.
func curveSteps(px float64) int { return int(min(max(math.Sqrt(px)*2, 3), 32)) }

// flat is the path in pixels with its curves made straight.
func (p *painter) flat(moves []Move) outline {
	var out outline
	var part []Place
	px := func(at Place) Place { return Place{at.X * p.perMM, at.Y * p.perMM} }
	for _, m := range moves {
		switch m.Kind {
		case MoveTo:
			if len(part) > 1 {
				out = append(out, part)
			}
			part = []Place{px(m.To)}
		case LineTo:
			part = append(part, px(m.To))
		case CurveTo:
			if len(part) > 0 {
				part = append(part, bend(part[len(part)-1], px(m.C1), px(m.C2), px(m.To))...)
			}
		case ClosePath:
			if len(part) > 1 {
				out = append(out, append(part, part[0]))
			}
			part = nil
		}
	}
	if len(part) > 1 {
		out = append(out, part)
	}
	return out
}

// bend is a cubic curve as points after its start.
func bend(from, c1, c2, to Place) []Place {
	n := curveSteps(math.Hypot(to.X-from.X, to.Y-from.Y))
	out := make([]Place, n)
	for i := range out {
		t := float64(i+1) / float64(n)
		u := 1 - t
		a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		out[i] = Place{a*from.X + b*c1.X + c*c2.X + d*to.X, a*from.Y + b*c1.Y + c*c2.Y + d*to.Y}
	}
	return out
}

// strokePath draws along a path with a pen at least one pixel wide.
func (p *painter) strokePath(moves []Move, pen Pen) {
	half := max(pen.WidthMM*p.perMM, 1) / 2
	var out outline
	for _, part := range p.flat(moves) {
		for _, dash := range p.dashes(part, pen.DashMM) {
			out = append(out, along(dash, half)...)
		}
	}
	p.fill(out, pen.Color)
}

// along is the area a pen covers on its way: a bar for each straight line and a disc where two
// meet. All turn the same way round, so that where they overlap they fill.
func along(points []Place, half float64) outline {
	var out outline
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		length := math.Hypot(b.X-a.X, b.Y-a.Y)
		if length == 0 {
			continue
		}
		nx, ny := -(b.Y-a.Y)/length*half, (b.X-a.X)/length*half
		out = append(out, []Place{{a.X + nx, a.Y + ny}, {b.X + nx, b.Y + ny}, {b.X - nx, b.Y - ny}, {a.X - nx, a.Y - ny}})
		if i+1 < len(points) || points[0] == points[len(points)-1] {
			out = append(out, disc(b, half))
		}
	}
	return out
}

func disc(at Place, r float64) []Place {
	const corners = 12
	out := make([]Place, corners)
	for i := range out {
		sin, cos := math.Sincos(-2 * math.Pi * float64(i) / corners)
		out[i] = Place{at.X + r*cos, at.Y + r*sin}
	}
	return out
}

// dashes cuts a way into the strokes of a dash pattern, in mm; no pattern leaves it whole.
func (p *painter) dashes(points []Place, pattern []float64) [][]Place {
	total := 0.0
	for _, mm := range pattern {
		total += mm
	}
	if total*p.perMM < 0.1 {
		return [][]Place{points}
	}
	var out [][]Place
	n, left, on := 0, pattern[0]*p.perMM, true
	stroke := []Place{points[0]}
	for i := 1; i < len(points); i++ {
		from, to := points[i-1], points[i]
		for length := math.Hypot(to.X-from.X, to.Y-from.Y); length > left; length = math.Hypot(to.X-from.X, to.Y-from.Y) {
			from = Place{from.X + (to.X-from.X)*left/length, from.Y + (to.Y-from.Y)*left/length}
			if on {
				out = append(out, append(stroke, from))
			}
			n++
			on, stroke, left = !on, []Place{from}, pattern[n%len(pattern)]*p.perMM
		}
		left -= math.Hypot(to.X-from.X, to.Y-from.Y)
		stroke = append(stroke, to)
	}
	if on && len(stroke) > 1 {
		out = append(out, stroke)
	}
	return out
}
