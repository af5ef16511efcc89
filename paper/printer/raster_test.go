package printer_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"slices"
	"testing"

	"bianmin/hall"
	"bianmin/paper/printer/ipptest"
)

// rasterPage is a page read back.
type rasterPage struct {
	width, height, bytesPixel int
	dpi, pages                int
	points                    [2]int
	pix                       []byte
}

// readRaster reads PWG raster as a printer does.
func readRaster(t *testing.T, data []byte) []rasterPage {
	t.Helper()
	if string(data[:4]) != "RaS2" {
		t.Fatalf("begins with %q", data[:4])
	}
	data = data[4:]
	var pages []rasterPage
	for len(data) > 0 {
		at := func(o int) int { return int(binary.BigEndian.Uint32(data[o:])) }
		if !bytes.HasPrefix(data, []byte("PwgRaster\x00")) {
			t.Fatalf("page %d has no header", len(pages)+1)
		}
		p := rasterPage{width: at(372), height: at(376), bytesPixel: at(388) / 8, dpi: at(276), pages: at(452), points: [2]int{at(352), at(356)}}
		if at(392) != p.width*p.bytesPixel || at(384) != 8 || at(420) != p.bytesPixel || at(400) != map[int]int{1: 18, 3: 19}[p.bytesPixel] {
			t.Fatalf("header contradicts itself")
		}
		data = data[1796:]
		for rows := 0; rows < p.height; {
			repeats := int(data[0]) + 1
			data = data[1:]
			var line []byte
			for len(line) < p.width*p.bytesPixel {
				n := int(data[0])
				data = data[1:]
				if n < 128 {
					line = append(line, bytes.Repeat(data[:p.bytesPixel], n+1)...)
					data = data[p.bytesPixel:]
				} else {
					line = append(line, data[:(257-n)*p.bytesPixel]...)
					data = data[(257-n)*p.bytesPixel:]
				}
			}
			if len(line) != p.width*p.bytesPixel {
				t.Fatalf("row %d has %d bytes", rows, len(line))
			}
			for range repeats {
				p.pix = append(p.pix, line...)
			}
			if rows += repeats; rows > p.height {
				t.Fatal("too many rows")
			}
		}
		pages = append(pages, p)
	}
	return pages
}

// noise is a page of runs and single pixels, the same every time.
func noise(page int, w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	n := uint32(page)
	for i := range w * h {
		if n = n*1664525 + 1013904223; n>>28 < 9 && i >= w {
			img.Set(i%w, i/w, img.At(i%w, i/w-1)) // like the row above
		} else {
			img.Set(i%w, i/w, color.RGBA{R: byte(n >> 24 & 3 * 80), G: byte(n >> 26 & 1 * 200), B: 7, A: 255})
		}
	}
	return img
}

func TestPagesAreSentAsRasterWherePDFIsNotTaken(t *testing.T) {
	for name, c := range map[string]struct {
		colour, turned bool
	}{"grey": {}, "colour": {colour: true}, "turned": {colour: true, turned: true}} {
		t.Run(name, func(t *testing.T) {
			s, sys := service(t, ipptest.Queue{Name: "q", Colour: c.colour, Formats: []string{"image/jpeg", "image/pwg-raster"}})
			const w, h = 300, 420
			paper := task("q")
			paper.Pages = 2
			if c.turned {
				paper.Size = hall.PageSize{WidthMM: 297, HeightMM: 210}
			}
			asked := 0.0
			paper.Draw = func(page int, dpi float64) (image.Image, error) {
				asked = dpi
				if c.turned {
					return noise(page, h, w), nil
				}
				return noise(page, w, h), nil
			}
			if _, err := sys.Submit(t.Context(), paper); err != nil {
				t.Fatal(err)
			}
			got := s.Jobs()[0]
			if got.Format != "image/pwg-raster" || asked != 150 {
				t.Fatalf("format %s, drawn at %v", got.Format, asked)
			}
			pages := readRaster(t, got.Document)
			if len(pages) != 2 {
				t.Fatalf("%d pages", len(pages))
			}
			for i, p := range pages {
				if p.width != w || p.height != h || p.dpi != 150 || p.pages != 2 || p.points != [2]int{595, 842} || (p.bytesPixel == 3) != c.colour {
					t.Fatalf("page %d: %+v", i+1, p)
				}
				src := noise(i+1, w, h)
				if c.turned {
					src = noise(i+1, h, w)
				}
				for y := range h {
					for x := range w {
						px := src.RGBAAt(x, y)
						if c.turned {
							px = src.RGBAAt(y, w-1-x)
						}
						want := []byte{px.R, px.G, px.B}
						if !c.colour {
							want = []byte{byte((299*int(px.R) + 587*int(px.G) + 114*int(px.B) + 500) / 1000)}
						}
						if at := (y*w + x) * p.bytesPixel; !slices.Equal(p.pix[at:at+p.bytesPixel], want) {
							t.Fatalf("page %d, pixel %d %d: %v, want %v", i+1, x, y, p.pix[at:at+p.bytesPixel], want)
						}
					}
				}
			}
		})
	}
}

func TestOnePageGoesAsJPEGWhereNothingElseIsTaken(t *testing.T) {
	s, sys := service(t, ipptest.Queue{Name: "q", Formats: []string{"image/jpeg"}})
	if _, err := sys.Submit(t.Context(), task("q")); err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(s.Jobs()[0].Document))
	if err != nil {
		t.Fatal(err)
	}
	if w := img.Bounds().Dx(); w != 4960 {
		t.Errorf("%d dots wide", w)
	}
	long := task("q")
	long.Pages = 2
	_, err = sys.Submit(t.Context(), long)
	refused(t, err, hall.Invalid, "不收 PDF")
}
