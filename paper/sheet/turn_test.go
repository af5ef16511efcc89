package sheet

import (
	"bytes"
	"image"
	"testing"
)

// half draws something of each kind.
func half(p *Page) {
	p.Text(5, 20, Left, Span{Text: "桌牌A1", Face: SansBold, SizePt: 30})
	p.Text(5, 45, Left, Span{Text: "\U00031350", Face: Serif, SizePt: 30})
	p.Line(2, 30, 40, 33, Pen{WidthMM: 0.6, Color: Navy})
	p.Rect(60, 5, 20, 8, 2, Grey, Pen{WidthMM: 0.3, Color: Black})
	p.Path(circle(70, 30, 6), Navy, Pen{})
	if err := p.QR(60, 36, 22, "桌牌"); err != nil {
		panic(err)
	}
}

// A page turned twice is the page: what is upside down is the same picture read from its end.
func TestTurnedIsUpsideDown(t *testing.T) {
	const w, h, dpi = 90.0, 60.0, 254.0
	draw := func(set func(page, part *Page)) *image.RGBA {
		d := New(Options{})
		page, part := d.AddPage(w, h), d.Apart(w, h)
		half(part)
		set(page, part)
		img, err := d.Image(0, dpi)
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	upright := draw(func(page, part *Page) { page.Set(0, 0, part) })
	turned := draw(func(page, part *Page) { page.SetTurned(0, 0, part) })
	const wide, high = int(10 * w), int(10 * h) // pixels of the page
	off, dark := 0, 0
	for y := range high {
		for x := range wide {
			a, b := upright.RGBAAt(x, y), turned.RGBAAt(wide-1-x, high-1-y)
			if a.R < 128 {
				dark++
			}
			if d := int(a.R) - int(b.R); d > 128 || d < -128 {
				off++
			}
		}
	}
	if dark < 20000 || off > dark/200 {
		t.Errorf("%d of %d dark pixels differ", off, dark)
	}
}

// Set moves: what is drawn apart and set at a place is what is drawn at that place.
func TestSetMoves(t *testing.T) {
	d := New(Options{})
	direct := d.AddPage(200, 200)
	half(direct)
	shifted := d.AddPage(200, 200)
	part := d.Apart(100, 80)
	half(part)
	shifted.Set(50, 70, part)
	if len(direct.Ops()) != len(shifted.Ops()) {
		t.Fatalf("%d operations, want %d", len(shifted.Ops()), len(direct.Ops()))
	}
	a, err := d.Image(0, 100)
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.Image(1, 100)
	if err != nil {
		t.Fatal(err)
	}
	want, got := ink(a, mmBox(0, 0, 100, 80, 100)), ink(b, mmBox(50, 70, 100, 80, 100))
	if want < 1000 || got < 0.98*want || got > 1.02*want || ink(b, mmBox(0, 0, 50, 70, 100)) != 0 {
		t.Errorf("%.0f pixels of ink, want %.0f", got, want)
	}
}

func TestATurnedRuneWithoutShapeIsReportedOnce(t *testing.T) {
	d := New(Options{})
	page, part := d.AddPage(90, 120), d.Apart(90, 60)
	half(part)
	page.SetTurned(0, 0, part)
	page.Set(0, 60, part)
	report, err := d.PDF(&bytes.Buffer{})
	if err != nil || len(report.Missing) != 1 || report.Missing[0] != 0x31350 {
		t.Errorf("missing %U, %v", report.Missing, err)
	}
}
