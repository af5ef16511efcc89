package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// rowCore is the widget.List below a RowList. It keeps the marked row itself:
// Fyne's keyboard moves a focus that is not the selection.
type rowCore struct {
	widget.List
	owner   *RowList
	at      int
	focused bool
}

var (
	_ fyne.Focusable      = (*rowCore)(nil)
	_ fyne.Shortcutable   = (*rowCore)(nil)
	_ desktop.Mouseable   = (*rowCore)(nil)
	_ fyne.DoubleTappable = (*rowCore)(nil)
)

func newRowCore(owner *RowList) *rowCore {
	c := &rowCore{owner: owner}
	c.Length = owner.opts.Len
	c.HideSeparators = true
	c.CreateItem = func() fyne.CanvasObject { return newRowView(c) }
	c.UpdateItem = func(i int, o fyne.CanvasObject) {
		if row, ok := o.(*rowView); ok {
			row.show(i)
		}
	}
	c.ExtendBaseWidget(c)
	return c
}

// listGapY is what widget.List leaves between two rows.
func listGapY() float32 { return base.Size(base.SizeNamePadding) }

func (c *rowCore) pitch() float32 { return theme.Px(c.owner.opts.RowHeight) }

// FocusGained satisfies fyne.Focusable.
func (c *rowCore) FocusGained() {
	c.focused = true
	c.Refresh()
}

// FocusLost satisfies fyne.Focusable.
func (c *rowCore) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedRune satisfies fyne.Focusable.
func (c *rowCore) TypedRune(rune) {}

// TypedShortcut hands shortcuts on.
func (c *rowCore) TypedShortcut(s fyne.Shortcut) { forwardShortcut(c, s) }

// TypedKey moves and opens.
func (c *rowCore) TypedKey(ev *fyne.KeyEvent) {
	page := max(1, int(c.Size().Height/c.pitch())-1)
	switch ev.Name {
	case fyne.KeyDown:
		c.mark(c.at+1, true)
	case fyne.KeyUp:
		c.mark(c.at-1, true)
	case fyne.KeyPageDown:
		c.mark(c.at+page, true)
	case fyne.KeyPageUp:
		c.mark(c.at-page, true)
	case fyne.KeyHome:
		c.mark(0, true)
	case fyne.KeyEnd:
		c.mark(math.MaxInt32, true)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.open(c.at)
	default:
		forwardKey(c, ev)
	}
}

// mark moves the mark, kept within the rows.
func (c *rowCore) mark(i int, tell bool) {
	i = max(0, min(i, c.owner.opts.Len()-1))
	if i == c.at || c.owner.opts.Len() == 0 {
		return
	}
	c.at = i
	c.ScrollTo(i) // draws all rows that are seen
	if tell && c.owner.opts.OnSelect != nil {
		c.owner.opts.OnSelect(i)
	}
}

func (c *rowCore) open(i int) {
	if i >= 0 && i < c.owner.opts.Len() && c.owner.opts.OnOpen != nil {
		c.owner.opts.OnOpen(i)
	}
}

// press is a mouse button going down on a row.
func (c *rowCore) press(i int) {
	grabFocus(c)
	if i >= 0 && i < c.owner.opts.Len() {
		c.mark(i, true)
	}
}

// rowAt finds the row of a height within the list; the gap Fyne leaves
// between rows belongs to the row above.
func (c *rowCore) rowAt(y float32) int { return int((y + c.GetScrollOffset()) / c.pitch()) }

// MouseDown marks the row when the pointer is in the gap between two.
func (c *rowCore) MouseDown(ev *desktop.MouseEvent) { c.press(c.rowAt(ev.Position.Y)) }

// MouseUp satisfies desktop.Mouseable.
func (c *rowCore) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped opens the row.
func (c *rowCore) DoubleTapped(ev *fyne.PointEvent) { c.open(c.rowAt(ev.Position.Y)) }
