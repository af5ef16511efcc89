package paper

import (
	"math"

	"bianmin/paper/sheet"
)

// ring is a closed path of four curves about (x, y).
func ring(x, y, r float64) []sheet.Move {
	k := r * 4 / 3 * (math.Sqrt2 - 1)
	at := func(dx, dy float64) sheet.Place { return sheet.Place{X: x + dx, Y: y + dy} }
	curve := func(c1, c2, to sheet.Place) sheet.Move {
		return sheet.Move{Kind: sheet.CurveTo, C1: c1, C2: c2, To: to}
	}
	return []sheet.Move{
		{Kind: sheet.MoveTo, To: at(r, 0)},
		curve(at(r, k), at(k, r), at(0, r)),
		curve(at(-k, r), at(-r, k), at(-r, 0)),
		curve(at(-r, -k), at(-k, -r), at(0, -r)),
		curve(at(k, -r), at(r, -k), at(r, 0)),
		{Kind: sheet.ClosePath},
	}
}

// face draws a face about (x, y): a ring, two eyes, a mouth. The mood goes from 1, laughing, over
// 0, straight, to -1, very sad.
func face(p *sheet.Page, x, y, r, mood float64) {
	pen := sheet.Pen{WidthMM: 0.5, Color: sheet.Black}
	p.Path(ring(x, y, r), 0, pen)
	for _, side := range []float64{-1, 1} {
		p.Path(ring(x+side*0.36*r, y-0.25*r, 0.1*r), sheet.Black, sheet.Pen{})
	}
	const half = 0.48
	corner, bend := y+(0.42-0.16*mood)*r, 0.52*mood*r
	left, right := sheet.Place{X: x - half*r, Y: corner}, sheet.Place{X: x + half*r, Y: corner}
	p.Path([]sheet.Move{
		{Kind: sheet.MoveTo, To: left},
		{
			Kind: sheet.CurveTo, To: right,
			C1: sheet.Place{X: left.X + 0.3*r, Y: corner + bend}, C2: sheet.Place{X: right.X - 0.3*r, Y: corner + bend},
		},
	}, 0, pen)
}
