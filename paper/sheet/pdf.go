package sheet

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"

	"bianmin/paper/sheet/ttf"
)

// PDF writes the document to w and says how many pages it has and which runes
// could not be drawn. The same document gives the same bytes. It fails with
// ErrEmpty, with an error of w, or when the PDF writer gives up; nothing is
// written to w then.
func (d *Document) PDF(w io.Writer) (report Report, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("sheet: the PDF writer gave up: %v", r)
		}
	}()
	pages := d.Pages()
	if len(pages) == 0 {
		return report, ErrEmpty
	}
	p := &pdfWriter{
		fallback: d.options.Fallback,
		missing:  map[rune]bool{},
		pdf: gofpdf.NewCustom(&gofpdf.InitType{
			UnitStr: "mm",
			Size:    gofpdf.SizeType{Wd: pages[0].width, Ht: pages[0].height},
		}),
	}
	p.describe(d.options)
	if err := p.embed(pages); err != nil {
		return report, err
	}
	for _, page := range pages {
		p.page(page)
	}
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		return report, fmt.Errorf("sheet: write PDF: %w", err)
	}
	file := out.Bytes()
	// ActualText came with PDF 1.4; gofpdf calls every file 1.3.
	if bytes.HasPrefix(file, []byte("%PDF-1.3")) {
		file[7] = '4'
	}
	if _, err := w.Write(file); err != nil {
		return report, fmt.Errorf("sheet: write PDF: %w", err)
	}
	return Report{Pages: len(pages), Missing: slices.Sorted(maps.Keys(p.missing))}, nil
}

// Missing lists the runes no built-in face and no fallback can draw,
// ascending, without writing anything.
func (d *Document) Missing() []rune {
	missing := map[rune]bool{}
	for _, page := range d.Pages() {
		for _, t := range texts(page) {
			for _, c := range clusters(t.Text, t.Face) {
				if c.how == byShape && !drawable(d.options.Fallback, c.base) {
					missing[c.base] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(missing))
}

func drawable(f Fallback, r rune) bool {
	if f == nil {
		return false
	}
	o, ok := f.Outline(r)
	return ok && o.UnitsPerEm > 0
}

// pdfWriter replays operations into gofpdf, which is used for pages, fonts and
// the file structure only.
type pdfWriter struct {
	pdf      *gofpdf.Fpdf
	fallback Fallback
	missing  map[rune]bool
	slots    [faceCount]map[rune]rune
	height   float64 // of the page, mm
	face     Face    // what the page has selected
	size     float64 // 0: nothing selected
	color    Color
	pen      Pen
}

// blank is the private code of an empty glyph one em wide; it stands under
// drawn shapes so that their text can be extracted. Slots follow it.
const blank = 0xE000

func (p *pdfWriter) describe(o Options) {
	created := o.Created
	if created.IsZero() {
		created = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	p.pdf.SetCatalogSort(true)
	p.pdf.SetCreationDate(created)
	p.pdf.SetModificationDate(created)
	p.pdf.SetProducer("bianmin", false)
	p.pdf.SetAutoPageBreak(false, 0)
	p.pdf.SetMargins(0, 0, 0)
	p.pdf.SetTitle(utf16Text(o.Title), false)
	p.pdf.SetAuthor(utf16Text(o.Author), false)
}

// utf16Text is UTF-16BE with a byte order mark, which gofpdf's own conversion
// gets wrong above U+FFFF. Empty text stays empty.
func utf16Text(s string) string {
	if s == "" {
		return ""
	}
	out := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(strings.ReplaceAll(Clean(s), "\n", " "))) {
		out = append(out, byte(u>>8), byte(u))
	}
	return string(out)
}

func texts(page *Page) []TextOp {
	var out []TextOp
	for _, o := range page.ops {
		if t, ok := o.(TextOp); ok {
			out = append(out, t)
		}
	}
	return out
}

// embed gives gofpdf one tiny font per face in use, made for this document
// alone: gofpdf writes into the bytes it is given.
func (p *pdfWriter) embed(pages []*Page) error {
	var used [faceCount]map[rune]bool
	for f := range used {
		used[f] = map[rune]bool{}
	}
	for _, page := range pages {
		for _, t := range texts(page) {
			for _, c := range clusters(t.Text, t.Face) {
				switch c.how {
				case byFont, bySlot:
					used[c.face][c.base] = true
				default:
					used[t.Face.known()][blank] = true
				}
			}
		}
	}
	for f := range faceCount {
		if len(used[f]) == 0 {
			continue
		}
		font, err := f.font().Subset(ttf.Cut{Codes: p.codes(f, used[f])})
		if err != nil {
			return fmt.Errorf("sheet: cut a font: %w", err)
		}
		p.pdf.AddUTF8FontFromBytes(f.key(), "", font)
	}
	return p.pdf.Error()
}

// codes maps the used runes to glyphs and gives those above U+FFFF a slot.
func (p *pdfWriter) codes(f Face, used map[rune]bool) map[rune]ttf.GlyphID {
	font := f.font()
	codes := make(map[rune]ttf.GlyphID, len(used))
	p.slots[f] = map[rune]rune{}
	next := rune(blank + 1)
	for _, r := range slices.Sorted(maps.Keys(used)) {
		switch {
		case r == blank:
			codes[blank] = font.Glyph('\u3000')
		case r > 0xFFFF:
			p.slots[f][r] = next
			codes[next] = font.Glyph(r)
			next++
		default:
			codes[r] = font.Glyph(r)
		}
	}
	return codes
}

func (p *pdfWriter) page(page *Page) {
	if len(p.pen.DashMM) > 0 {
		p.pdf.SetDashPattern(nil, 0) // gofpdf would carry it over
	}
	p.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: page.width, Ht: page.height})
	p.height, p.size, p.color, p.pen = page.height, 0, 0, Pen{}
	for i := 0; i < len(page.ops); i++ {
		switch o := page.ops[i].(type) {
		case TextOp:
			line := lineOf(page.ops[i:])
			p.textLine(line)
			i += len(line) - 1
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
}
