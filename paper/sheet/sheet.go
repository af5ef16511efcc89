// Package sheet lays out Chinese text in millimetres and writes it as PDF.
// A Document is pages of drawing operations; documents are written against
// pages and flows, and a replay turns the operations into a file.
package sheet

import (
	"errors"
	"time"
)

// A4 in mm, upright.
const (
	A4WidthMM  = 210.0
	A4HeightMM = 297.0
)

// MMPerPt is the length of a typographic point in mm.
const MMPerPt = 25.4 / 72

// ErrEmpty reports a document without a page.
var ErrEmpty = errors.New("sheet: the document has no page")

// Options describe a document as a whole.
type Options struct {
	// Title is shown by readers in the window's title; any Unicode.
	Title string
	// Author is the hall; any Unicode; may be empty.
	Author string
	// Created is written into the file as it is, so that the same document
	// gives the same bytes. The zero time is written as 2000-01-01.
	Created time.Time
	// Fallback draws runes that no built-in face has. May be nil.
	Fallback Fallback
}

// Document is a list of pages in the making. It is not safe for use by
// several goroutines; different documents are independent of each other.
type Document struct {
	options Options
	pages   []*Page
	flows   []*Flow
	codes   map[string]qrCode // what QR has encoded, by text
}

// New starts an empty document.
func New(o Options) *Document {
	return &Document{options: o}
}

// AddPage appends a page of the given size in mm.
func (d *Document) AddPage(widthMM, heightMM float64) *Page {
	p := &Page{doc: d, width: widthMM, height: heightMM}
	d.pages = append(d.pages, p)
	return p
}

// Pages finishes the flows (their headers and footers are drawn now, when the
// number of pages is known) and returns all pages in order.
func (d *Document) Pages() []*Page {
	for _, f := range d.flows {
		f.finish()
	}
	return d.pages
}

// Report says what became of a document.
type Report struct {
	Pages int
	// Missing lists the runes that were drawn as a box with their code point,
	// ascending, each once. The clerk must see them before printing.
	Missing []rune
}

// Color is an opaque colour as 0xFFRRGGBB. The zero value means "none" for
// fills and pens and black for text.
type Color uint32

// The few colours of the house style.
const (
	Black     Color = 0xFF000000
	White     Color = 0xFFFFFFFF
	Navy      Color = 0xFF173F73
	Grey      Color = 0xFF666666
	LightGrey Color = 0xFF999999
	LabelFill Color = 0xFFF2F2F2
)

// RGB makes a colour of its three parts.
func RGB(r, g, b uint8) Color {
	return 0xFF000000 | Color(r)<<16 | Color(g)<<8 | Color(b)
}

// Parts returns red, green and blue.
func (c Color) Parts() (r, g, b uint8) {
	return uint8(c >> 16), uint8(c >> 8), uint8(c)
}
