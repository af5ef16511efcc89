package rarefont

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"bianmin/paper/sheet/ttf"
)

// Quadratic pieces keep within the tolerance of their cubic curve, and join.
func TestQuadraticsKeepToTheCurve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		place := func(name string) ttf.Point {
			return ttf.Point{X: rapid.Float64Range(-200, 1200).Draw(t, name+"x"), Y: rapid.Float64Range(-200, 1200).Draw(t, name+"y")}
		}
		p := [4]ttf.Point{place("a"), place("b"), place("c"), place("d")}
		const tolerance = 0.5
		pieces := quadratics(p[0], p[1], p[2], p[3], tolerance)
		if pieces[len(pieces)-1].End != p[3] {
			t.Fatal("it ends elsewhere")
		}
		allowed := tolerance * 1.01
		if len(pieces) == maxQuadratics {
			allowed = 5 // a curve no font has
		}
		from := p[0]
		for i, s := range pieces {
			for k := 1; k < 8; k++ {
				u := float64(k) / 8
				at := (float64(i) + u) / float64(len(pieces))
				quad := ttf.Point{X: mix2(from.X, s.Ctrl.X, s.End.X, u), Y: mix2(from.Y, s.Ctrl.Y, s.End.Y, u)}
				cubic := ttf.Point{X: mix3(p[0].X, p[1].X, p[2].X, p[3].X, at), Y: mix3(p[0].Y, p[1].Y, p[2].Y, p[3].Y, at)}
				if off := math.Hypot(quad.X-cubic.X, quad.Y-cubic.Y); off > allowed {
					t.Fatalf("piece %d of %d is %.2f units off", i, len(pieces), off)
				}
			}
			from = s.End
		}
	})
}

func mix2(a, b, c, t float64) float64 { return (1-t)*(1-t)*a + 2*(1-t)*t*b + t*t*c }

func mix3(a, b, c, d, t float64) float64 {
	return (1-t)*(1-t)*(1-t)*a + 3*(1-t)*(1-t)*t*b + 3*(1-t)*t*t*c + t*t*t*d
}
