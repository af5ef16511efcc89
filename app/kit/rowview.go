package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// rowView draws one row; widget.List uses it again for other rows.
type rowView struct {
	widget.BaseWidget
	core  *rowCore
	index int
	cells []Cell
}

func newRowView(core *rowCore) *rowView {
	r := &rowView{core: core, index: -1}
	r.ExtendBaseWidget(r)
	return r
}

func (r *rowView) show(i int) {
	r.index = i
	r.cells = nil
	if i < r.core.owner.opts.Len() {
		r.cells = r.core.owner.opts.Row(i)
	}
	r.Refresh()
}

// MouseDown marks the row at once.
func (r *rowView) MouseDown(*desktop.MouseEvent) { r.core.press(r.index) }

// MouseUp satisfies desktop.Mouseable.
func (r *rowView) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped opens the row.
func (r *rowView) DoubleTapped(*fyne.PointEvent) { r.core.open(r.index) }

// Tapped opens the row when the column under the pointer says so.
func (r *rowView) Tapped(ev *fyne.PointEvent) {
	for i, at := range r.core.owner.spans(r.Size().Width) {
		if r.core.owner.opts.Columns[i].Opens && ev.Position.X >= at.x && ev.Position.X <= at.x+at.w {
			r.core.open(r.index)
			return
		}
	}
}

// cellPart is one drawn cell.
type cellPart struct {
	ground      *canvas.Rectangle
	words, more *line
}

type rowRenderer struct {
	row               *rowView
	ground, bar, edge *canvas.Rectangle
	parts             []cellPart
	objects           []fyne.CanvasObject
}

// CreateRenderer satisfies fyne.Widget.
func (r *rowView) CreateRenderer() fyne.WidgetRenderer {
	p := &rowRenderer{
		row:    r,
		ground: box(theme.Color(theme.RowSelected), nil, 0),
		bar:    box(theme.Color(theme.Accent), nil, 0),
		edge:   box(theme.Color(theme.RowEdge), nil, 0),
	}
	p.objects = []fyne.CanvasObject{p.ground, p.bar, p.edge}
	for range r.core.owner.opts.Columns {
		c := cellPart{
			ground: box(nil, nil, theme.Px(4)),
			words:  newLine("", theme.Body, ToneInk, false),
			more:   newLine("", 14, ToneQuiet, false),
		}
		p.parts = append(p.parts, c)
		p.objects = append(p.objects, c.ground, c.words.Text, c.more.Text)
	}
	p.dress()
	return p
}

// Destroy satisfies fyne.WidgetRenderer.
func (p *rowRenderer) Destroy() {}

// Objects satisfies fyne.WidgetRenderer.
func (p *rowRenderer) Objects() []fyne.CanvasObject { return p.objects }

// MinSize is one gap less than the row's height: widget.List adds it again.
func (p *rowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Px(200), p.row.core.pitch()-listGapY())
}

// Refresh satisfies fyne.WidgetRenderer.
func (p *rowRenderer) Refresh() {
	p.dress()
	p.Layout(p.row.Size())
	canvas.Refresh(p.row)
}

func (p *rowRenderer) dress() {
	marked := p.row.index == p.row.core.at && p.row.cells != nil
	p.ground.Hidden, p.bar.Hidden = !marked, !marked
	p.ground.FillColor = theme.Color(theme.RowSelected)
	if !p.row.core.focused {
		p.ground.FillColor = theme.Color(theme.RowHover)
	}
	for i, part := range p.parts {
		cell := Cell{}
		if i < len(p.row.cells) {
			cell = p.row.cells[i]
		}
		part.dress(cell)
	}
}

func (c cellPart) dress(cell Cell) {
	c.words.size = theme.Body
	if cell.Chip != NoChip {
		c.words.size = theme.Small
	} else if cell.Mono {
		c.words.size = 14
	}
	c.words.set(cell.Text, cell.Tone, cell.Bold)
	c.more.set(cell.Sub, ToneQuiet, false)
	c.words.Hidden, c.more.Hidden = cell.Text == "", cell.Sub == ""
	c.ground.Hidden = cell.Chip == NoChip || cell.Text == ""
	if cell.Chip != NoChip {
		ground, words := cell.Chip.colours()
		c.ground.FillColor = theme.Color(ground)
		c.words.Color = theme.Color(words)
	}
}

// Layout draws over the gap that widget.List leaves, half above, half below.
func (p *rowRenderer) Layout(size fyne.Size) {
	spill := listGapY() / 2
	high := size.Height + 2*spill
	place(p.ground, 0, -spill, size.Width, high)
	place(p.bar, 0, -spill, theme.Px(4), high)
	place(p.edge, 0, size.Height+spill-1, size.Width, 1)
	for i, at := range p.row.core.owner.spans(size.Width) {
		cell := Cell{}
		if i < len(p.row.cells) {
			cell = p.row.cells[i]
		}
		align := cell.Align
		if align == fyne.TextAlignLeading {
			align = p.row.core.owner.opts.Columns[i].Align
		}
		p.parts[i].lay(cell, at, size.Height, align)
	}
}

func (c cellPart) lay(cell Cell, at span, high float32, align fyne.TextAlign) {
	switch {
	case cell.Chip != NoChip:
		pad, h := theme.Px(chipPad), theme.Px(chipHeight)
		w := min(c.words.width()+2*pad, at.w)
		x := at.x
		if align == fyne.TextAlignTrailing {
			x += at.w - w
		}
		place(c.ground, x, (high-h)/2, w, h)
		c.words.put(x+pad, 0, w-2*pad, high, fyne.TextAlignCenter)
	case cell.Sub != "":
		half := theme.Px(23)
		top := high/2 - half
		c.words.put(at.x, top+theme.Px(1), at.w, half, align)
		c.more.put(at.x, top+half-theme.Px(1), at.w, half, align)
	default:
		c.words.put(at.x, 0, at.w, high, align)
	}
}
