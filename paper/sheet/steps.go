package sheet

import "math"

// Step is one box of a flow chart.
type Step struct {
	Title string // what happens
	Note  string // where, or how long; may be empty
}

// StepStyle says how a flow chart looks. The zero value is the house style.
type StepStyle struct {
	TitlePt, NotePt float64 // 0 means 10.5 and 8.5
	GapMM           float64 // between boxes; 0 means 9.5
	LeastMM         float64 // least width of a box; 0 means 24; narrower rows wrap
	Color           Color   // of borders; 0 means Navy
}

func (s StepStyle) filled() StepStyle {
	set := func(v *float64, to float64) {
		if *v <= 0 {
			*v = to
		}
	}
	set(&s.TitlePt, 10.5)
	set(&s.NotePt, 8.5)
	set(&s.GapMM, 9.5)
	set(&s.LeastMM, 24)
	if s.Color == 0 {
		s.Color = Navy
	}
	return s
}

// chart is a flow chart laid out for a width.
type chart struct {
	style  StepStyle
	perRow int
	width  float64 // of a box
	rows   [][]stepBox
}

type stepBox struct {
	title, note Para
	height      float64
}

func layChart(steps []Step, widthMM float64, s StepStyle) chart {
	s = s.filled()
	c := chart{style: s, perRow: max(len(steps), 1)}
	if most := int((widthMM + s.GapMM) / (s.LeastMM + s.GapMM)); c.perRow > most {
		rows := (c.perRow + max(most, 1) - 1) / max(most, 1)
		c.perRow = (c.perRow + rows - 1) / rows
	}
	c.width = (widthMM - float64(c.perRow-1)*s.GapMM) / float64(c.perRow)
	for i, step := range steps {
		box := stepBox{
			title: Para{Align: Center, Spans: []Span{{Text: step.Title, Face: Sans, SizePt: s.TitlePt}}},
			note:  Para{Align: Center, Spans: []Span{{Text: step.Note, Face: Sans, SizePt: s.NotePt, Color: Grey}}},
		}
		box.height = 4 + box.title.HeightMM(c.width-3) + box.note.HeightMM(c.width-3)
		if i%c.perRow == 0 {
			c.rows = append(c.rows, nil)
		}
		last := len(c.rows) - 1
		c.rows[last] = append(c.rows[last], box)
	}
	return c
}

func rowHeight(row []stepBox) float64 {
	h := 0.0
	for _, b := range row {
		h = math.Max(h, b.height)
	}
	return h
}

// height is the height of the whole chart.
func (c chart) height() float64 {
	h := 0.0
	for i, row := range c.rows {
		if i > 0 {
			h += c.style.GapMM
		}
		h += rowHeight(row)
	}
	return h
}

func (c chart) draw(p *Page, x, y float64) {
	pen := Pen{WidthMM: 0.3, Color: c.style.Color}
	arrow := Pen{WidthMM: 0.3, Color: Black}
	for r, row := range c.rows {
		middle := y + rowHeight(row)/2
		for i, b := range row {
			left := x + float64(i)*(c.width+c.style.GapMM)
			top := middle - b.height/2
			p.Rect(left, top, c.width, b.height, 2, 0, pen)
			below := p.Para(left+1.5, top+2, c.width-3, b.title)
			p.Para(left+1.5, below, c.width-3, b.note)
			if i > 0 {
				p.Arrow(arrow, Place{left - c.style.GapMM + 2.5, middle}, Place{left - 2.5, middle})
			}
		}
		next := y + rowHeight(row) + c.style.GapMM
		if r+1 < len(c.rows) {
			last := row[len(row)-1]
			right := x + float64(len(row)-1)*(c.width+c.style.GapMM) + c.width/2
			turn := next - c.style.GapMM/2
			first := next + (rowHeight(c.rows[r+1])-c.rows[r+1][0].height)/2
			p.Arrow(arrow, Place{right, middle + last.height/2 + 0.8}, Place{right, turn},
				Place{x + c.width/2, turn}, Place{x + c.width/2, first - 0.8})
		}
		y = next
	}
}

// Arrow draws a line through the places with a head at the last one.
func (p *Page) Arrow(pen Pen, places ...Place) {
	if len(places) < 2 {
		return
	}
	end, from := places[len(places)-1], places[len(places)-2]
	dx, dy := end.X-from.X, end.Y-from.Y
	long := math.Hypot(dx, dy)
	if long == 0 {
		return
	}
	dx, dy = dx/long, dy/long
	const head, half = 1.6, 0.75
	neck := Place{end.X - head*dx, end.Y - head*dy}
	moves := []Move{{Kind: MoveTo, To: places[0]}}
	for _, at := range places[1 : len(places)-1] {
		moves = append(moves, Move{Kind: LineTo, To: at})
	}
	p.Path(append(moves, Move{Kind: LineTo, To: neck}), 0, pen)
	p.Path([]Move{
		{Kind: MoveTo, To: end},
		{Kind: LineTo, To: Place{neck.X - half*dy, neck.Y + half*dx}},
		{Kind: LineTo, To: Place{neck.X + half*dy, neck.Y - half*dx}},
		{Kind: ClosePath},
	}, pen.Color, Pen{})
}

// Steps draws a flow chart, boxes joined by arrows and wrapped into rows when
// they would get too narrow, and returns the y of its lower edge.
func (p *Page) Steps(x, y, widthMM float64, steps []Step, s StepStyle) float64 {
	c := layChart(steps, widthMM, s)
	c.draw(p, x, y)
	return y + c.height()
}

// StepsHeightMM is the height of a flow chart at the given width.
func StepsHeightMM(widthMM float64, steps []Step, s StepStyle) float64 {
	return layChart(steps, widthMM, s).height()
}

// Steps draws a flow chart over the whole width, on one page.
func (f *Flow) Steps(steps []Step, s StepStyle) {
	c := layChart(steps, f.WidthMM(), s)
	f.Need(c.height())
	c.draw(f.Page(), f.X(), f.y)
	f.y += c.height()
}
