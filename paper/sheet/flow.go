package sheet

import "math"

// Margins are the white borders of a page in mm.
type Margins struct{ Top, Right, Bottom, Left float64 }

// FlowOptions say what the pages of a flow look like.
type FlowOptions struct {
	WidthMM, HeightMM float64 // page size; 0 means A4
	Margins           Margins
	// Header and Footer draw what every page carries, in the margins. They are
	// called once per page when the document is finished; n counts from 1.
	// Either may be nil.
	Header, Footer func(p *Page, n, total int)
}

// Flow fills pages from top to bottom and opens new ones as needed.
type Flow struct {
	doc      *Document
	options  FlowOptions
	pages    []*Page
	y        float64
	finished bool
}

// Flow starts a flow with a fresh page.
func (d *Document) Flow(o FlowOptions) *Flow {
	if o.WidthMM <= 0 {
		o.WidthMM = A4WidthMM
	}
	if o.HeightMM <= 0 {
		o.HeightMM = A4HeightMM
	}
	f := &Flow{doc: d, options: o}
	d.flows = append(d.flows, f)
	f.Break()
	return f
}

// Page is the current page; things at a fixed place are drawn on it directly.
func (f *Flow) Page() *Page { return f.pages[len(f.pages)-1] }

// X is the left edge of the text block in mm.
func (f *Flow) X() float64 { return f.options.Margins.Left }

// Y is where the next thing goes, in mm from the top of the page.
func (f *Flow) Y() float64 { return f.y }

// WidthMM is the width of the text block.
func (f *Flow) WidthMM() float64 {
	return f.options.WidthMM - f.options.Margins.Left - f.options.Margins.Right
}

// RoomMM is the height left on the current page.
func (f *Flow) RoomMM() float64 {
	return f.options.HeightMM - f.options.Margins.Bottom - f.y
}

// MoveTo sets Y on the current page.
func (f *Flow) MoveTo(y float64) { f.y = y }

// Space leaves mm of room; at the top of a page it does nothing.
func (f *Flow) Space(mm float64) {
	if !f.atTop() {
		f.y += mm
	}
}

// Need opens a new page unless mm of room are left or the page is empty.
func (f *Flow) Need(mm float64) {
	if f.RoomMM() < mm-1e-6 && !f.atTop() {
		f.Break()
	}
}

// Break opens a new page.
func (f *Flow) Break() {
	f.pages = append(f.pages, f.doc.AddPage(f.options.WidthMM, f.options.HeightMM))
	f.y = f.options.Margins.Top
}

// Rule draws a line over the whole width at Y.
func (f *Flow) Rule(pen Pen) {
	f.Page().Line(f.X(), f.y, f.X()+f.WidthMM(), f.y, pen)
}

// Para sets a paragraph over the whole width. No page ends with only the first
// of its lines and none begins with only the last.
func (f *Flow) Para(p Para) {
	lines := p.Lines(f.WidthMM())
	pitch := p.Pitch()
	if p.KeepMM > 0 {
		f.Need(float64(len(lines))*pitch + p.KeepMM)
	}
	for len(lines) > 0 {
		n := f.take(len(lines), pitch)
		if n == 0 {
			f.Break()
			continue
		}
		for _, line := range lines[:n] {
			f.Page().put(line, f.X(), f.y+p.BaselineMM())
			f.y += pitch
		}
		lines = lines[n:]
	}
	f.Space(p.AfterMM)
}

// take says how many of n lines go on this page; 0 asks for a new one.
func (f *Flow) take(n int, pitch float64) int {
	room := int(math.Floor(f.RoomMM()/pitch + 1e-6))
	switch {
	case room >= n:
		return n
	case n-room == 1 && room > 2:
		return room - 1
	case f.atTop():
		return max(room, 1)
	case room <= 1 || n-room == 1:
		return 0
	}
	return room
}

func (f *Flow) atTop() bool { return f.y <= f.options.Margins.Top+1e-6 }

// finish draws headers and footers, once.
func (f *Flow) finish() {
	if f.finished {
		return
	}
	f.finished = true
	for i, p := range f.pages {
		if f.options.Header != nil {
			f.options.Header(p, i+1, len(f.pages))
		}
		if f.options.Footer != nil {
			f.options.Footer(p, i+1, len(f.pages))
		}
	}
}
