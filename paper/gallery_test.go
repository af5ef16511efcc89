package paper_test

import (
	"fmt"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bianmin/paper"
)

// galleryDPI keeps the pictures small; they are to be looked at, not printed.
const galleryDPI = 60

// TestGallery draws every paper of the demo hall into $BIANMIN_GALLERY, a picture a page, with a page
// that shows them all. With BIANMIN_GALLERY_PDF the files go there too, and those of the longest
// names. `make gallery` runs it.
func TestGallery(t *testing.T) {
	dir := os.Getenv("BIANMIN_GALLERY")
	if dir == "" {
		t.Skip("BIANMIN_GALLERY is not set")
	}
	all := jobs(t, "彭满秀")
	page := []string{"# Papers of a hall", "", "Every paper with invented people, drawn by `make gallery` from the same operations as the PDF.", ""}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if strings.Contains(name, "long") {
			continue // a case for tests, not for the eye
		}
		job := all[name]
		for n, pages := 1, 1; n <= pages && n <= 2; n++ {
			shown, err := paper.Press{}.Show(job, n, galleryDPI)
			if err != nil {
				t.Fatal(err)
			}
			pages = shown.Pages
			file := fmt.Sprintf("%s-%d.png", name, n)
			picture(t, filepath.Join(dir, file), shown.Image)
			if n == 1 {
				page = append(page, fmt.Sprintf("## %s `%s`", job.Kind.Han(), name), "")
			}
			page = append(page, fmt.Sprintf("![%s](%s)", job.Kind.Han(), file), "")
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "README.md"), []byte(strings.Join(page, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if pdfs := os.Getenv("BIANMIN_GALLERY_PDF"); pdfs != "" {
		maps.Copy(all, longJobs(t))
		for name, job := range all {
			made, err := paper.Press{}.Make(job)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(pdfs, name+".pdf"), made.PDF, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// picture writes a PNG, in grey where there is no colour.
func picture(t *testing.T, name string, img image.Image) {
	t.Helper()
	rgba, ok := img.(*image.RGBA)
	grey := ok
	for i := 0; grey && i < len(rgba.Pix); i += 4 {
		grey = rgba.Pix[i] == rgba.Pix[i+1] && rgba.Pix[i] == rgba.Pix[i+2]
	}
	if grey {
		flat := image.NewGray(rgba.Rect)
		for i := range flat.Pix {
			flat.Pix[i] = rgba.Pix[4*i] &^ 0x0F // sixteen greys are enough
			if rgba.Pix[4*i] > 0xF0 {
				flat.Pix[i] = 0xFF
			}
		}
		img = flat
	}
	f, err := os.Create(name) //nolint:gosec // the folder the maker named
	if err != nil {
		t.Fatal(err)
	}
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, img); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
