package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// Cell is what stands in one column of a row.
type Cell struct {
	Text  string
	Sub   string // a quiet second line
	Tone  Tone
	Bold  bool
	Chip  ChipKind // other than NoChip: Text is drawn as a chip
	Mono  bool     // a code or number: a little smaller, digits of one width
	Align fyne.TextAlign
}

// Column is one column of a RowList. Width is in pixels at 标准; Flex shares
// out the room that is left.
type Column struct {
	Title string
	Width float32
	Flex  float32
	Align fyne.TextAlign
	Opens bool // a click here opens the row (「办结 ⏎」)
}

// RowListOptions are what a list shows and does.
type RowListOptions struct {
	Columns []Column
	// Len and Row give the rows. They run on the window's goroutine and must
	// not wait; a row that is not loaded yet is nil and is drawn empty.
	Len func() int
	Row func(i int) []Cell
	// OnSelect follows the marked row, OnOpen Enter and double click.
	OnSelect func(i int)
	OnOpen   func(i int)
	// Empty is shown when there are no rows.
	Empty string
	// RowHeight is in pixels at 标准; 0 is 46.
	RowHeight float32
	// MinRows is how many rows the list asks room for; 0 is 3.
	MinRows int
}

// RowList is a list with columns and its own header: ↑ ↓ PageUp PageDown
// Home End move, Enter opens. It stands on widget.List, which draws only what
// is seen.
type RowList struct {
	widget.BaseWidget
	opts RowListOptions
	core *rowCore
}

// NewRowList makes a list with the first row marked.
func NewRowList(opts RowListOptions) *RowList {
	if opts.RowHeight == 0 {
		opts.RowHeight = 46
	}
	if opts.MinRows == 0 {
		opts.MinRows = 3
	}
	l := &RowList{opts: opts}
	l.core = newRowCore(l)
	l.ExtendBaseWidget(l)
	return l
}

// Focusable is what a screen gives the focus to.
func (l *RowList) Focusable() fyne.Focusable { return l.core }

// Selected returns the marked row, or -1 when there are none.
func (l *RowList) Selected() int {
	if n := l.opts.Len(); l.core.at >= n {
		return n - 1
	}
	return l.core.at
}

// Select marks a row and shows it, without calling OnSelect.
func (l *RowList) Select(i int) { l.core.mark(i, false) }

// Reload draws all rows anew after Len or Row changed.
func (l *RowList) Reload() {
	l.core.at = max(0, min(l.core.at, l.opts.Len()-1))
	l.Refresh()
	l.core.Refresh()
}

// ReloadRow draws one row anew, after a page of rows came in.
func (l *RowList) ReloadRow(i int) { l.core.RefreshItem(i) }

// SetEmpty changes the words shown when there are no rows.
func (l *RowList) SetEmpty(text string) {
	l.opts.Empty = text
	l.Refresh()
}

// SetMinRows changes the room the list asks for.
func (l *RowList) SetMinRows(n int) {
	l.opts.MinRows = n
	l.Refresh()
}

func (l *RowList) headHigh() float32 {
	for _, c := range l.opts.Columns {
		if c.Title != "" {
			return theme.Px(34)
		}
	}
	return 0
}

const (
	listPad float32 = 16 // before the first column and after the last
	listGap float32 = 12 // between two columns
)

// span is where a column stands.
type span struct{ x, w float32 }

// spans shares the width out over the columns. When the fixed ones alone are
// too wide, all shrink alike.
func (l *RowList) spans(width float32) []span {
	columns := l.opts.Columns
	gap := theme.Px(listGap)
	room := max(0, width-2*theme.Px(listPad)-gap*float32(max(0, len(columns)-1)))
	var fixed, flex float32
	for _, c := range columns {
		fixed += theme.Px(c.Width)
		flex += c.Flex
	}
	shrink, spare := float32(1), room-fixed
	if fixed > room && fixed > 0 {
		shrink, spare = room/fixed, 0
	}
	out := make([]span, len(columns))
	x := theme.Px(listPad)
	for i, c := range columns {
		w := theme.Px(c.Width) * shrink
		if flex > 0 {
			w += spare * c.Flex / flex
		}
		out[i] = span{x, w}
		x += w + gap
	}
	return out
}

// CreateRenderer satisfies fyne.Widget.
func (l *RowList) CreateRenderer() fyne.WidgetRenderer {
	ground := box(theme.Color(theme.RowHover), nil, theme.Px(theme.CardCorner))
	edge := canvas.NewRectangle(theme.Color(theme.RowEdge))
	empty := newLine(l.opts.Empty, theme.Body, ToneQuiet, false)
	objects := []fyne.CanvasObject{ground, edge, empty.Text}
	titles := make([]*line, len(l.opts.Columns))
	for i, c := range l.opts.Columns {
		titles[i] = newLine(c.Title, theme.Small, ToneQuiet, false)
		objects = append(objects, titles[i].Text)
	}
	objects = append(objects, l.core)
	return paint(&painted{
		self:    l,
		objects: objects,
		layout: func(s fyne.Size) {
			head := l.headHigh()
			ground.Hidden, edge.Hidden = head == 0, head == 0
			place(ground, 0, 0, s.Width, head)
			place(edge, 0, head-1, s.Width, 1)
			for i, at := range l.spans(s.Width) {
				titles[i].put(at.x, 0, at.w, head, l.opts.Columns[i].Align)
			}
			empty.put(theme.Px(listPad), head, s.Width-2*theme.Px(listPad),
				min(s.Height-head, theme.Px(l.opts.RowHeight)*2), fyne.TextAlignCenter)
			place(l.core, 0, head, s.Width, max(0, s.Height-head))
		},
		min: func() fyne.Size {
			rows := float32(l.opts.MinRows) * theme.Px(l.opts.RowHeight)
			return fyne.NewSize(theme.Px(320), l.headHigh()+rows)
		},
		refresh: func() {
			empty.set(l.opts.Empty, ToneQuiet, false)
			empty.Hidden = l.opts.Len() > 0
			for i, c := range l.opts.Columns {
				titles[i].set(c.Title, ToneQuiet, false)
			}
		},
	})
}
