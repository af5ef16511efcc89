package paper_test

import (
	"image"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"bianmin/hall"
	"bianmin/paper"
)

// How far apart two pictures of one page may be: poppler moves edges to whole pixels, ours does not.
const (
	mostMean = 0.08 // registers in small type
	mostBox  = 0.25
)

// TestThePreviewIsThePaper: the image of each page is what another program makes of the PDF, up
// to how edges are smoothed.
func TestThePreviewIsThePaper(t *testing.T) {
	notShort(t)
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("pdftoppm is not installed")
	}
	const dpi = 96
	for name, job := range jobs(t, "欧阳娜·彭") {
		made, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatal(err)
		}
		pages := rendered(t, made.PDF, dpi)
		for i, want := range pages {
			shown, err := paper.Press{}.Show(job, i+1, dpi)
			if err != nil {
				t.Fatal(err)
			}
			if shown.Pages != len(pages) || shown.Image.Bounds() != want.Bounds() {
				t.Fatalf("%s: %d pages of %v, want %d of %v", name, shown.Pages, shown.Image.Bounds(), len(pages), want.Bounds())
			}
			mean, worst := apart(shown.Image, want)
			t.Logf("%s page %d: %.2f %% apart, worst place %.0f %%", name, i+1, 100*mean, 100*worst)
			if mean > mostMean || worst > mostBox {
				keep(t, name, shown.Image, want)
				t.Errorf("%s page %d: %.2f %% apart, worst place %.0f %%", name, i+1, 100*mean, 100*worst)
			}
		}
	}
}

// One character less is seen: the comparison can fail.
func TestTheComparisonSeesAMissingCharacter(t *testing.T) {
	one, err := paper.Press{}.Show(jobs(t, "欧阳娜·彭")["slip"], 1, 96)
	if err != nil {
		t.Fatal(err)
	}
	other, err := paper.Press{}.Show(jobs(t, "欧阳娜·　")["slip"], 1, 96)
	if err != nil {
		t.Fatal(err)
	}
	_, worst := apart(one.Image, other.Image)
	t.Logf("a character less is %.0f %% apart", 100*worst)
	if worst <= mostBox {
		t.Errorf("a name without its last character is %.0f %% apart", 100*worst)
	}
}

// rendered is the PDF page by page, by poppler.
func rendered(t *testing.T, pdf []byte, dpi int) []image.Image {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "x.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", strconv.Itoa(dpi), "-png", file, filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "p-*.png"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var out []image.Image
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(f)
		if err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
		out = append(out, img)
	}
	return out
}

// apart is how far two images differ: in the mean, and in the worst box of 8 × 8 pixels, so that
// the smoothing of an edge counts little and a mark that is not there counts much.
func apart(a, b image.Image) (mean, worst float64) {
	ga, gb := greys(a), greys(b)
	const side = 8
	box, n := a.Bounds(), 0
	for y0 := box.Min.Y; y0 < box.Max.Y; y0 += side {
		for x0 := box.Min.X; x0 < box.Max.X; x0 += side {
			sumA, sumB, count := 0.0, 0.0, 0
			for y := y0; y < min(y0+side, box.Max.Y); y++ {
				for x := x0; x < min(x0+side, box.Max.X); x++ {
					at := (y-box.Min.Y)*box.Dx() + x - box.Min.X
					va, vb := ga[at], gb[at]
					mean += math.Abs(va - vb)
					sumA, sumB, count, n = sumA+va, sumB+vb, count+1, n+1
				}
			}
			worst = max(worst, math.Abs(sumA-sumB)/float64(count))
		}
	}
	return mean / float64(n), worst
}

// greys are the lightness of the pixels of an image, row by row, from 0 to 1.
func greys(m image.Image) []float64 {
	box := m.Bounds()
	flat := image.NewGray(image.Rect(0, 0, box.Dx(), box.Dy()))
	draw.Draw(flat, flat.Rect, m, box.Min, draw.Src)
	out := make([]float64, len(flat.Pix))
	for i, v := range flat.Pix {
		out[i] = float64(v) / 255
	}
	return out
}

// keep leaves both images where BIANMIN_KEEP says, to be looked at.
func keep(t *testing.T, name string, got, want image.Image) {
	dir := os.Getenv("BIANMIN_KEEP")
	if dir == "" {
		return
	}
	for suffix, img := range map[string]image.Image{"got": got, "want": want} {
		f, err := os.Create(filepath.Join(dir, name+"-"+suffix+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, img); err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
	}
}

func TestNoPictureOfAPageThatIsNotThere(t *testing.T) {
	job := jobs(t, "周桂英")["card"]
	for _, page := range []int{0, 2, -1} {
		_, err := paper.Press{}.Show(job, page, 96)
		if hall.KindOf(err) != hall.Invalid {
			t.Errorf("page %d: %v", page, err)
		}
	}
}

// notShort leaves out of short runs, which look for races, what looks at pictures and texts.
func notShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("looks at papers one by one; nothing happens side by side")
	}
}
