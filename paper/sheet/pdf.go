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
	file, err := withToUnicode(out.Bytes(), p.font.toUnicode())
	if err != nil {
		return report, err
	}
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
	font     docFont
	height   float64 // of the page, mm
	size     float64 // what the page has selected; 0: nothing
	color    Color
	pen      Pen
}

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
