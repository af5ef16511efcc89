package sheet

import "math"

// Cell is one field of a table.
type Cell struct {
	Para Para
	Cols int   // columns it spans; 0 means 1
	Rows int   // rows it spans; 0 means 1; the rows below leave its columns out
	Fill Color // 0 is none
	Top  bool  // text at the top instead of the middle
}

// Label is the grey field with a name, as on the left of a value.
func Label(text string, sizePt float64) Cell {
	return Cell{Para: Text(text, Sans, sizePt), Fill: LabelFill}
}

// Value is the white field beside a label, in serif.
func Value(text string, sizePt float64) Cell {
	return Cell{Para: Text(text, Serif, sizePt)}
}

// Row is the cells of a row from left to right. Cells beyond the last column
// are left out; columns without a cell are drawn empty.
type Row []Cell

// Table is a ruled grid. The widths of its columns are mm and must be above 0.
type Table struct {
	Columns []float64
	Header  []Row // repeated on every page
	Rows    []Row
	PadMM   float64 // room left and right of text; 0 means 2
	PadYMM  float64 // room above and below; 0 means 1.5
	MinMM   float64 // least height of a row; 0 means none
	Pen     Pen     // zero means Rule
}

// field is a cell in its place, laid out.
type field struct {
	cell  Cell
	x, w  float64
	col   int // of the first column, and how many: of blocks only
	cols  int
	lines []Line
	pitch float64
}

func (t Table) pad() (x, y float64) {
	x, y = t.PadMM, t.PadYMM
	if x <= 0 {
		x = 2
	}
	if y <= 0 {
		y = 1.5
	}
	return x, y
}

// WidthMM is the width of the table.
func (t Table) WidthMM() float64 {
	w := 0.0
	for _, c := range t.Columns {
		w += c
	}
	return w
}

func (t Table) fields(row Row) []field {
	padX, _ := t.pad()
	var out []field
	x, col := 0.0, 0
	for i := 0; col < len(t.Columns); i++ {
		cell, n := Cell{}, 1
		if i < len(row) {
			cell, n = row[i], max(row[i].Cols, 1)
		}
		f := field{cell: cell, x: x, pitch: cell.Para.Pitch()}
		for ; n > 0 && col < len(t.Columns); n-- {
			f.w += t.Columns[col]
			col++
		}
		f.lines = cell.Para.Lines(f.w - 2*padX)
		x += f.w
		out = append(out, f)
	}
	return out
}

func (t Table) height(fields []field) float64 {
	_, padY := t.pad()
	h := t.MinMM
	for _, f := range fields {
		h = math.Max(h, float64(len(f.lines))*f.pitch+2*padY)
	}
	return h
}

// HeightMM is the height of the table when it is not broken over pages.
func (t Table) HeightMM() float64 {
	h := 0.0
	for _, rows := range [2][]Row{t.Header, t.Rows} {
		for i := 0; i < len(rows); {
			b, n := t.blockAt(rows[i:])
			h += sum(b.heights)
			i += n
		}
	}
	return h
}

// draw puts a row, or a part of one, at (x, y).
func (t Table) draw(p *Page, fields []field, x, y, height float64) {
	pen := t.Pen
	if pen.WidthMM == 0 {
		pen = Rule
	}
	t.grid(p, fields, x, y, height, pen)
	for _, f := range fields {
		t.words(p, f, x, y, height)
	}
}

// words puts the text of a field into its place.
func (t Table) words(p *Page, f field, x, y, height float64) {
	padX, padY := t.pad()
	top := y + padY
	if !f.cell.Top {
		top = y + (height-float64(len(f.lines))*f.pitch)/2
	}
	for i, line := range f.lines {
		p.put(line, x+f.x+padX, top+float64(i)*f.pitch+f.cell.Para.BaselineMM())
	}
}

// grid fills the fields and rules them. Rows share their lines to the last
// digit, so that no line shows twice.
func (t Table) grid(p *Page, fields []field, x, y, height float64, pen Pen) {
	for _, f := range fields {
		if f.cell.Fill != 0 {
			p.Rect(x+f.x, y, f.w, height, 0, f.cell.Fill, Pen{})
		}
	}
	half := pen.WidthMM / 2
	for _, at := range [2]float64{y, y + height} {
		p.Line(x-half, at, x+t.WidthMM()+half, at, pen)
	}
	for _, f := range fields {
		p.Line(x+f.x, y, x+f.x, y+height, pen)
	}
	p.Line(x+t.WidthMM(), y, x+t.WidthMM(), y+height, pen)
}

// Table draws the whole table with its upper left corner at (x, y) and returns
// the y of its lower edge. It does not look at the page's end.
func (p *Page) Table(x, y float64, t Table) float64 {
	for _, rows := range [2][]Row{t.Header, t.Rows} {
		for i := 0; i < len(rows); {
			if !rows[i].spanning() {
				fields := t.fields(rows[i])
				h := t.height(fields)
				t.draw(p, fields, x, y, h)
				y += h
				i++
				continue
			}
			b, n := t.blockAt(rows[i:])
			t.drawBlock(p, b, x, y)
			y += sum(b.heights)
			i += n
		}
	}
	return y
}

// Table draws a table at the left edge. Rows, and rows that a cell spans, stay whole unless one is taller
// than a page; the header stands on every page the table reaches.
func (f *Flow) Table(t Table) {
	header := t
	header.Rows = nil
	first := 0.0
	if len(t.Rows) > 0 {
		b, _ := t.blockAt(t.Rows)
		first = sum(b.heights)
	}
	f.Need(header.HeightMM() + first)
	f.y = f.Page().Table(f.X(), f.y, header)
	again := func() {
		f.Break()
		f.y = f.Page().Table(f.X(), f.y, header)
	}
	whole := f.options.HeightMM - f.options.Margins.Top - f.options.Margins.Bottom - header.HeightMM()
	for i := 0; i < len(t.Rows); {
		if t.Rows[i].spanning() {
			i += f.block(t, t.Rows[i:], again)
			continue
		}
		fields := t.fields(t.Rows[i])
		i++
		h := t.height(fields)
		if h <= f.RoomMM()+1e-6 {
			t.draw(f.Page(), fields, f.X(), f.y, h)
			f.y += h
			continue
		}
		if h <= whole {
			again()
			t.draw(f.Page(), fields, f.X(), f.y, h)
			f.y += h
			continue
		}
		f.splitRow(t, fields, again)
	}
}

// block sets rows that hang together, on a new page where they do not fit, and returns how many
// they are. Higher than a page, they run over its foot: a table is not made so.
func (f *Flow) block(t Table, rows []Row, again func()) int {
	b, n := t.blockAt(rows)
	if sum(b.heights) > f.RoomMM()+1e-6 && f.Y() > f.options.Margins.Top+1e-6 {
		again()
	}
	t.drawBlock(f.Page(), b, f.X(), f.y)
	f.y += sum(b.heights)
	return n
}

// splitRow spreads a row that no page can hold over several pages.
func (f *Flow) splitRow(t Table, fields []field, again func()) {
	_, padY := t.pad()
	for fresh := false; ; fresh = true {
		room := f.RoomMM() - 2*padY
		part, rest, more := cutFields(fields, room, fresh)
		if part == nil && len(fields) > 0 {
			again()
			continue
		}
		h := t.height(part)
		t.draw(f.Page(), part, f.X(), f.y, h)
		f.y += h
		if !more {
			return
		}
		fields = rest
		again()
	}
}

// cutFields takes the lines that fit into room from every field. On a fresh
// page it takes at least one line of each; else it returns nil when a field
// with text would get none.
func cutFields(fields []field, room float64, fresh bool) (part, rest []field, more bool) {
	for _, f := range fields {
		n := min(int(math.Floor(room/f.pitch+1e-6)), len(f.lines))
		if n < 1 && len(f.lines) > 0 {
			if !fresh {
				return nil, nil, true
			}
			n = 1
		}
		n = max(n, 0)
		a, b := f, f
		a.lines, b.lines = f.lines[:n], f.lines[n:]
		a.cell.Top, b.cell.Top = true, true
		part, rest = append(part, a), append(rest, b)
		more = more || len(b.lines) > 0
	}
	return part, rest, more
}
