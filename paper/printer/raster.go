package printer

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"slices"
	"strings"

	"bianmin/hall"
)

// fit makes the document a printer takes: the PDF as it is, or else pictures of its pages.
func fit(a attrs, can hall.PrinterAbility, t hall.PrintTask, sheet choice) (document, error) {
	switch {
	case can.PDF && len(t.PDF) > 0:
		return document{formatPDF, t.PDF}, nil
	case t.Draw != nil && slices.Contains(can.Formats, formatRaster):
		return rasterDocument(a, can, t, sheet)
	case t.Draw != nil && t.Pages == 1 && slices.Contains(can.Formats, formatJPEG):
		page, err := drawn(t, sheet, 1, dotsFor(can.DPI))
		if err != nil {
			return document{}, err
		}
		var out bytes.Buffer
		if err := jpeg.Encode(&out, page, &jpeg.Options{Quality: 95}); err != nil {
			return document{}, fmt.Errorf("encode a page for a printer: %w", err)
		}
		return document{formatJPEG, out.Bytes()}, nil
	}
	return document{}, hall.Refuse("打印机不收 PDF，也不收整页的图片", "它收："+strings.Join(can.Formats, "、")+"。请换一台，或先存成 PDF 文件")
}

// goodDPI is enough for small characters and codes, and no more than a page image should weigh.
const goodDPI = 300

// dotsFor is the resolution to draw at: 300 where the printer has it, else the next above, else
// its finest.
func dotsFor(dpis []int) int {
	best := 0
	for _, d := range dpis {
		switch {
		case d == goodDPI:
			return d
		case best == 0, best < goodDPI && d > best, best > goodDPI && d > goodDPI && d < best:
			best = d
		}
	}
	if best == 0 {
		return goodDPI
	}
	return best
}

// drawn is a page as it lies on the sheet.
func drawn(t hall.PrintTask, sheet choice, page, dpi int) (image.Image, error) {
	img, err := t.Draw(page, float64(dpi))
	if err != nil {
		return nil, err
	}
	if sheet.turned {
		return quarterTurn{img}, nil
	}
	return img, nil
}

// quarterTurn is an image turned by 90°: its top lies at the right.
type quarterTurn struct{ image.Image }

// Bounds begins at 0, 0.
func (q quarterTurn) Bounds() image.Rectangle {
	s := q.Image.Bounds().Size()
	return image.Rect(0, 0, s.Y, s.X)
}

// At is the pixel that comes to lie there.
func (q quarterTurn) At(x, y int) color.Color {
	b := q.Image.Bounds()
	return q.Image.At(b.Min.X+y, b.Max.Y-1-x)
}

// Numbers of PWG raster. Source: PWG 5102.4 4.3.
const (
	headerBytes = 1796
	spaceGrey   = 18
	spaceRGB    = 19
)

// at are places of numbers in a page header. Source: PWG 5102.4 table 2.
const (
	atResolution = 276
	atPageSize   = 352
	atWidth      = 372
	atHeight     = 376
	atBitsColor  = 384
	atBitsPixel  = 388
	atLineBytes  = 392
	atSpace      = 400
	atColors     = 420
	atPages      = 452
	atCrossFeed  = 456
	atFeed       = 460
	atSheetName  = 1732
)

// rasterDocument is all pages as PWG raster, in colour where the printer has colour.
func rasterDocument(a attrs, can hall.PrinterAbility, t hall.PrintTask, sheet choice) (document, error) {
	types := a.words("pwg-raster-document-type-supported")
	colour := slices.Contains(types, "srgb_8") && (can.Colour || !slices.Contains(types, "sgray_8"))
	dpi := dotsFor(a.dpis("pwg-raster-document-resolution-supported"))
	var out bytes.Buffer
	out.WriteString("RaS2")
	for page := 1; page <= t.Pages; page++ {
		img, err := drawn(t, sheet, page, dpi)
		if err != nil {
			return document{}, err
		}
		writeRaster(&out, img, rasterPage{size: sheet.media.PageSize, name: sheet.media.Name, dpi: dpi, colour: colour, pages: t.Pages})
	}
	return document{formatRaster, out.Bytes()}, nil
}

// rasterPage is what the header of a page says.
type rasterPage struct {
	size   hall.PageSize
	name   string // of the sheet
	dpi    int
	colour bool
	pages  int
}

// writeRaster writes a page: its header, then its lines, each once with how often it repeats.
// Source: PWG 5102.4 4.4.
func writeRaster(out *bytes.Buffer, img image.Image, p rasterPage) {
	b := img.Bounds()
	bytesPixel, space := 1, spaceGrey
	if p.colour {
		bytesPixel, space = 3, spaceRGB
	}
	points := func(mm float64) int { return int(math.Round(mm * 72 / mmPerInch)) }
	var head [headerBytes]byte
	copy(head[0:], "PwgRaster")
	put := func(at int, values ...int) {
		for i, v := range values {
			binary.BigEndian.PutUint32(head[at+4*i:], uint32(v))
		}
	}
	put(atResolution, p.dpi, p.dpi)
	put(atPageSize, points(p.size.WidthMM), points(p.size.HeightMM))
	put(atWidth, b.Dx())
	put(atHeight, b.Dy())
	put(atBitsColor, 8)
	put(atBitsPixel, 8*bytesPixel)
	put(atLineBytes, bytesPixel*b.Dx())
	put(atSpace, space)
	put(atColors, bytesPixel)
	put(atPages, p.pages)
	put(atCrossFeed, 1)
	put(atFeed, 1)
	copy(head[atSheetName:atSheetName+63], p.name)
	out.Write(head[:])

	line, next := make([]byte, bytesPixel*b.Dx()), make([]byte, bytesPixel*b.Dx())
	readLine(line, img, b.Min.Y, p.colour)
	for y := b.Min.Y; y < b.Max.Y; {
		repeats := 1
		for ; y+repeats < b.Max.Y && repeats < 256; repeats++ {
			readLine(next, img, y+repeats, p.colour)
			if !bytes.Equal(line, next) {
				break
			}
		}
		out.WriteByte(byte(repeats - 1))
		packLine(out, line, bytesPixel)
		if y += repeats; y < b.Max.Y {
			if repeats == 256 {
				readLine(next, img, y, p.colour)
			}
			line, next = next, line
		}
	}
}

// readLine reads a row of pixels over white.
func readLine(line []byte, img image.Image, y int, colour bool) {
	b := img.Bounds()
	if rgba, ok := img.(*image.RGBA); ok {
		readRGBA(line, rgba, y, colour)
		return
	}
	for x := b.Min.X; x < b.Max.X; x++ {
		r, g, bl, a := img.At(x, y).RGBA()
		white := 0xffff - a
		putPixel(line, x-b.Min.X, byte((r+white)>>8), byte((g+white)>>8), byte((bl+white)>>8), colour)
	}
}

func readRGBA(line []byte, img *image.RGBA, y int, colour bool) {
	row := img.Pix[img.PixOffset(img.Rect.Min.X, y):]
	for x := range img.Rect.Dx() {
		px := row[4*x : 4*x+4 : 4*x+4]
		white := 255 - px[3]
		putPixel(line, x, px[0]+white, px[1]+white, px[2]+white, colour)
	}
}

func putPixel(line []byte, x int, r, g, b byte, colour bool) {
	if colour {
		line[3*x], line[3*x+1], line[3*x+2] = r, g, b
		return
	}
	line[x] = grey(r, g, b)
}

// grey is the lightness of a colour. Source: ITU-R BT.601.
func grey(r, g, b byte) byte {
	return byte((299*int(r) + 587*int(g) + 114*int(b) + 500) / 1000)
}

// packLine packs pixels: a count of 0 to 127 repeats one pixel that often and once more, one of
// 129 to 255 has 257 less that many pixels behind it.
func packLine(out *bytes.Buffer, line []byte, size int) {
	same := func(i, j int) bool { return bytes.Equal(line[i*size:(i+1)*size], line[j*size:(j+1)*size]) }
	n := len(line) / size
	for i := 0; i < n; {
		run := 1
		for i+run < n && run < 128 && same(i, i+run) {
			run++
		}
		if run > 1 || i+1 == n {
			out.WriteByte(byte(run - 1))
			out.Write(line[i*size : (i+1)*size])
			i += run
			continue
		}
		each := 1
		for i+each < n && each < 128 && !same(i+each-1, i+each) {
			each++
		}
		if i+each < n && each > 1 && same(i+each-1, i+each) {
			each-- // the last one begins a run
		}
		if each == 1 {
			out.WriteByte(0)
		} else {
			out.WriteByte(byte(257 - each))
		}
		out.Write(line[i*size : (i+each)*size])
		i += each
	}
}
