package sheet

import "math"

// block is rows that cells reach across: it is laid out, and stays, as one.
type block struct {
	fields  [][]field // by row; a field stands in the row it begins in
	spans   [][]int   // how many rows each field takes
	heights []float64
}

// blockAt lays out the rows from the first on that hang together by cells of several rows. A row
// without such cells is a block of its own. n is how many rows it takes, at least 1.
func (t Table) blockAt(rows []Row) (b block, n int) {
	covered := make([]int, len(t.Columns)) // rows a column is still taken for
	for end := 1; n < end && n < len(rows); n++ {
		fields, spans := t.uncovered(rows[n], covered)
		for i, f := range fields {
			if spans[i] > 1 {
				end = max(end, min(n+spans[i], len(rows)))
			}
			spans[i] = min(spans[i], len(rows)-n)
			for col := f.col; col < f.col+f.cols; col++ {
				covered[col] = max(covered[col], spans[i])
			}
		}
		for col := range covered {
			covered[col] = max(covered[col]-1, 0)
		}
		b.fields, b.spans = append(b.fields, fields), append(b.spans, spans)
	}
	b.heights = t.heights(b)
	return b, n
}

// uncovered are the fields of a row in the columns that no cell of a row above takes.
func (t Table) uncovered(row Row, covered []int) (fields []field, spans []int) {
	padX, _ := t.pad()
	next, x := 0, 0.0
	for col := 0; col < len(t.Columns); {
		if covered[col] > 0 {
			x += t.Columns[col]
			col++
			continue
		}
		cell, n := Cell{}, 1
		if next < len(row) {
			cell, n = row[next], max(row[next].Cols, 1)
		}
		next++
		f := field{cell: cell, x: x, pitch: cell.Para.Pitch(), col: col}
		for ; n > 0 && col < len(t.Columns) && covered[col] == 0; n-- {
			f.w += t.Columns[col]
			x += t.Columns[col]
			f.cols++
			col++
		}
		f.lines = cell.Para.Lines(f.w - 2*padX)
		fields, spans = append(fields, f), append(spans, max(cell.Rows, 1))
	}
	return fields, spans
}

// heights of the rows: each as high as its own cells need; what a cell of several rows needs
// beyond them is added to its last.
func (t Table) heights(b block) []float64 {
	_, padY := t.pad()
	out := make([]float64, len(b.fields))
	need := func(f field) float64 { return float64(len(f.lines))*f.pitch + 2*padY }
	for i, fields := range b.fields {
		out[i] = t.MinMM
		for k, f := range fields {
			if b.spans[i][k] == 1 {
				out[i] = math.Max(out[i], need(f))
			}
		}
	}
	for i, fields := range b.fields {
		for k, f := range fields {
			last := i + b.spans[i][k] - 1
			if lacks := need(f) - sum(out[i:last+1]); last > i && lacks > 0 {
				out[last] += lacks
			}
		}
	}
	return out
}

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}

// drawBlock puts the block at (x, y): each field with its own frame.
func (t Table) drawBlock(p *Page, b block, x, y float64) {
	pen := t.Pen
	if pen.WidthMM == 0 {
		pen = Rule
	}
	half := pen.WidthMM / 2
	for i, fields := range b.fields {
		for k, f := range fields {
			height := sum(b.heights[i : i+b.spans[i][k]])
			if f.cell.Fill != 0 {
				p.Rect(x+f.x, y, f.w, height, 0, f.cell.Fill, Pen{})
			}
			for _, at := range [2]float64{y, y + height} {
				p.Line(x+f.x-half, at, x+f.x+f.w+half, at, pen)
			}
			for _, at := range [2]float64{x + f.x, x + f.x + f.w} {
				p.Line(at, y, at, y+height, pen)
			}
			t.words(p, f, x, y, height)
		}
		y += b.heights[i]
	}
}

// spanning reports whether a cell of the row reaches into the rows below.
func (r Row) spanning() bool {
	for _, c := range r {
		if c.Rows > 1 {
			return true
		}
	}
	return false
}
