package sheet

import (
	"errors"
	"image"
	"image/color"
	"math"
	"testing"
)

// ink is how much of a box is not white, in whole black pixels.
func ink(img *image.RGBA, box image.Rectangle) float64 {
	sum := 0.0
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			c := img.RGBAAt(x, y)
			sum += 1 - (float64(c.R)+float64(c.G)+float64(c.B))/765
		}
	}
	return sum
}

func mmBox(x, y, w, h, dpi float64) image.Rectangle {
	k := dpi / 25.4
	return image.Rect(int(x*k), int(y*k), int((x+w)*k), int((y+h)*k))
}

func TestAnImageIsAsLargeAsThePage(t *testing.T) {
	for _, c := range []struct {
		w, h, dpi float64
		want      image.Point
	}{
		{210, 297, 72, image.Pt(596, 842)}, // as pdftoppm rounds it
		{210, 297, 150, image.Pt(1241, 1754)},
		{90, 54, 96, image.Pt(341, 205)},
	} {
		d := New(Options{})
		d.AddPage(c.w, c.h)
		img, err := d.Image(0, c.dpi)
		if err != nil || img.Rect.Max != c.want {
			t.Errorf("%v mm at %v: %v, %v", []float64{c.w, c.h}, c.dpi, img.Rect, err)
		}
		if img.RGBAAt(3, 3) != (color.RGBA{255, 255, 255, 255}) {
			t.Error("an empty page is not white")
		}
	}
}

func TestWhatNoImageCanBe(t *testing.T) {
	if _, err := New(Options{}).Image(0, 96); !errors.Is(err, ErrEmpty) {
		t.Errorf("no page: %v", err)
	}
	d := New(Options{})
	d.AddPage(210, 297)
	for _, c := range []struct {
		page int
		dpi  float64
	}{{1, 96}, {-1, 96}, {0, 0}, {0, -5}, {0, 1e5}, {0, math.NaN()}} {
		if _, err := d.Image(c.page, c.dpi); !errors.Is(err, ErrImage) {
			t.Errorf("page %d at %v: %v", c.page, c.dpi, err)
		}
	}
}

func TestShapesStandWhereTheyWereDrawn(t *testing.T) {
	const dpi = 254 // ten pixels a mm
	d := New(Options{})
	p := d.AddPage(60, 60)
	p.Rect(10, 10, 20, 10, 0, Navy, Pen{})
	p.Line(5, 40, 55, 40, Pen{WidthMM: 0.2, Color: Black})
	p.Line(5, 45, 55, 45, Pen{WidthMM: 0.2, Color: Black, DashMM: []float64{1, 1}})
	p.Rect(35, 5, 20, 20, 3, 0, Pen{WidthMM: 0.4, Color: Black})
	p.Path(circle(30, 52, 5), Black, Pen{})
	p.Line(2, 58, 2.05, 58, Pen{WidthMM: 0.01, Color: Black})
	img, err := d.Image(0, dpi)
	if err != nil {
		t.Fatal(err)
	}
	r, g, b := Navy.Parts()
	if img.RGBAAt(100, 100) != (color.RGBA{r, g, b, 255}) || img.RGBAAt(299, 199) != (color.RGBA{r, g, b, 255}) || img.RGBAAt(300, 150) != (color.RGBA{255, 255, 255, 255}) {
		t.Error("the rectangle has other edges")
	}
	full, dashed := ink(img, mmBox(0, 39, 60, 2, dpi)), ink(img, mmBox(0, 44, 60, 2, dpi))
	if full != 1000 || dashed < 450 || dashed > 550 {
		t.Errorf("a full line has %v, a dashed one %v", full, dashed)
	}
	if img.RGBAAt(350, 50).R != 255 || ink(img, mmBox(44, 4.8, 2, 0.4, dpi)) < 60 || ink(img, mmBox(40, 10, 10, 10, dpi)) != 0 {
		t.Error("the rounded rectangle is not round, has no border or is filled")
	}
	if area := ink(img, mmBox(24, 46, 12, 12, dpi)); area < 7750 || area > 7950 { // π·50²
		t.Errorf("a disc of %v pixels", area)
	}
	if ink(img, mmBox(1, 57, 2, 2, dpi)) == 0 {
		t.Error("a line thinner than a pixel is not seen")
	}
}

// Text leaves as much ink, in the same place, as its outlines cover.
func TestTextIsSeenWhereLayoutPutIt(t *testing.T) {
	const dpi = 150
	d := New(Options{})
	p := d.AddPage(100, 60)
	p.Text(10, 20, Left, Span{Text: "一", Face: SansBold, SizePt: 40})
	p.Text(10, 45, Left, Span{Text: "国", Face: Serif, SizePt: 40, Color: RGB(255, 0, 0)})
	p.Text(60, 45, Left, Span{Text: "\U0002B81C", Face: Serif, SizePt: 40}) // no face has it
	img, err := d.Image(0, dpi)
	if err != nil {
		t.Fatal(err)
	}
	if n := ink(img, mmBox(10, 8, 14, 13, dpi)); n < 150 || ink(img, mmBox(10, 8, 14, 3, dpi)) != 0 {
		t.Errorf("一 has %v pixels of ink", n)
	}
	red := false
	for x := range 100 {
		c := img.RGBAAt(59+x, 240)
		red = red || c.R == 255 && c.G == 0
		if c.R != 255 {
			t.Fatalf("red text has %v", c)
		}
	}
	if !red {
		t.Error("no red ink")
	}
	if n := ink(img, mmBox(60, 30, 15, 17, dpi)); n < 200 {
		t.Errorf("a character without a shape leaves %v", n)
	}
}

// A code keeps its modules: each cell of the grid is dark or light in its middle.
func TestACodeKeepsItsModules(t *testing.T) {
	d := New(Options{})
	p := d.AddPage(50, 50)
	if err := p.QR(5, 5, 40, "431322112000-20261123-A70123K"); err != nil {
		t.Fatal(err)
	}
	img, err := d.Image(0, 96)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range p.ops {
		m, ok := o.(ModulesOp)
		if !ok {
			continue
		}
		k := 96 / 25.4
		for i, dark := range m.Bits {
			x := (m.X + (float64(i%m.Cols)+0.5)*m.W/float64(m.Cols)) * k
			y := (m.Y + (float64(i/m.Cols)+0.5)*m.H/float64(m.Rows)) * k
			if got := img.RGBAAt(int(x), int(y)).R < 128; got != dark {
				t.Fatalf("module %d is dark: %v, want %v", i, got, dark)
			}
		}
	}
}

func BenchmarkImage(b *testing.B) {
	d := New(Options{})
	f := d.Flow(FlowOptions{Margins: Margins{30, 25, 25, 28}})
	for range 12 {
		f.Para(Text("您于二〇二六年十一月二十三日提出的申请，材料还不齐全，或不符合规定的形式。需要补正的全部内容一次告知如下，请把上面的材料交到任一窗口或代办员手里。", Serif, 14))
	}
	for b.Loop() {
		if _, err := d.Image(0, 96); err != nil {
			b.Fatal(err)
		}
	}
}
