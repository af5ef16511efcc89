package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

const (
	dropRows         = 8 // lines shown at once
	dropRow  float32 = 34
)

// dropList is the list of a Combo. It stands in an overlay, has the focus
// there, and passes what is typed to the combo below.
type dropList struct {
	widget.BaseWidget
	combo   *Combo
	options []Option
	at      int // marked line, -1 for none
	top     int // first line shown
}

var (
	_ fyne.Focusable    = (*dropList)(nil)
	_ fyne.Tabbable     = (*dropList)(nil)
	_ fyne.Shortcutable = (*dropList)(nil)
)

func newDropList(c *Combo) *dropList {
	d := &dropList{combo: c, at: -1}
	d.ExtendBaseWidget(d)
	return d
}

// show takes new lines and marks the choice that stands in the field, else
// the first line when mark is set.
func (d *dropList) show(options []Option, mark bool, chosen Option) {
	d.options, d.top, d.at = options, 0, -1
	if mark && len(options) > 0 {
		d.at = 0
	}
	for i, o := range options {
		if o == chosen {
			d.at = i
		}
	}
	d.move(0)
}

func (d *dropList) rows() int { return min(len(d.options), dropRows) }

func (d *dropList) height() float32 { return float32(d.rows()) * theme.Px(dropRow) }

func (d *dropList) marked() (Option, bool) {
	if d.at < 0 || d.at >= len(d.options) {
		return Option{}, false
	}
	return d.options[d.at], true
}

// move moves the mark; 0 only brings it into view.
func (d *dropList) move(by int) {
	if by == 0 && d.at < 0 {
		d.Refresh()
		return
	}
	d.at = max(0, min(len(d.options)-1, d.at+by))
	d.top = max(d.at-dropRows+1, min(d.top, d.at))
	d.Refresh()
}

// FocusGained satisfies fyne.Focusable.
func (d *dropList) FocusGained() {}

// FocusLost satisfies fyne.Focusable.
func (d *dropList) FocusLost() {}

// TypedRune passes text to the field.
func (d *dropList) TypedRune(r rune) { d.combo.TypedRune(r) }

// TypedKey passes keys to the field.
func (d *dropList) TypedKey(ev *fyne.KeyEvent) { d.combo.TypedKey(ev) }

// TypedShortcut passes shortcuts to the field.
func (d *dropList) TypedShortcut(s fyne.Shortcut) { d.combo.TypedShortcut(s) }

// AcceptsTab keeps Tab here, so that it can pick and go on.
func (d *dropList) AcceptsTab() bool { return true }

// Tapped picks a line.
func (d *dropList) Tapped(ev *fyne.PointEvent) {
	if i := d.lineAt(ev.Position.Y); i >= 0 {
		d.combo.pick(d.options[i])
	}
}

// Scrolled moves through a long list.
func (d *dropList) Scrolled(ev *fyne.ScrollEvent) {
	step := 1
	if ev.Scrolled.DY > 0 {
		step = -1
	}
	d.top = max(0, min(len(d.options)-d.rows(), d.top+step))
	d.Refresh()
}

// MouseIn satisfies desktop.Hoverable.
func (d *dropList) MouseIn(ev *desktop.MouseEvent) { d.MouseMoved(ev) }

// MouseMoved marks the line under the pointer.
func (d *dropList) MouseMoved(ev *desktop.MouseEvent) {
	if i := d.lineAt(ev.Position.Y); i >= 0 && i != d.at {
		d.at = i
		d.Refresh()
	}
}

// MouseOut satisfies desktop.Hoverable.
func (d *dropList) MouseOut() {}

func (d *dropList) lineAt(y float32) int {
	i := d.top + int(y/theme.Px(dropRow))
	if y < 0 || i >= len(d.options) {
		return -1
	}
	return i
}

// CreateRenderer satisfies fyne.Widget.
func (d *dropList) CreateRenderer() fyne.WidgetRenderer {
	mark := box(theme.Color(theme.RowSelected), nil, theme.Px(4))
	titles := make([]*line, dropRows)
	hints := make([]*line, dropRows)
	objects := []fyne.CanvasObject{mark}
	for i := range titles {
		titles[i] = newLine("", theme.Body, ToneInk, false)
		hints[i] = newLine("", 14, ToneQuiet, false)
		objects = append(objects, titles[i].Text, hints[i].Text)
	}
	return paint(&painted{
		self:    d,
		objects: objects,
		layout:  func(s fyne.Size) { d.lay(mark, titles, hints, s) },
		min:     func() fyne.Size { return fyne.NewSize(theme.Px(120), d.height()) },
		refresh: func() {
			for i := range titles {
				o := Option{}
				if d.top+i < len(d.options) {
					o = d.options[d.top+i]
				}
				titles[i].set(o.Title, ToneInk, false)
				hints[i].set(o.Hint, ToneQuiet, false)
				titles[i].Hidden, hints[i].Hidden = o.Title == "", o.Hint == ""
			}
		},
	})
}

func (d *dropList) lay(mark *canvas.Rectangle, titles, hints []*line, s fyne.Size) {
	high := theme.Px(dropRow)
	pad := theme.Px(9)
	mark.Hidden = d.at < d.top || d.at >= d.top+d.rows()
	place(mark, 0, float32(d.at-d.top)*high, s.Width, high)
	for i := range titles {
		y := float32(i) * high
		room := s.Width - 2*pad
		hint := float32(0)
		if hints[i].full != "" {
			hint = min(hints[i].width(), room/2)
		}
		titles[i].put(pad, y, max(0, room-hint-pad), high, fyne.TextAlignLeading)
		hints[i].put(pad+room-hint, y, hint, high, fyne.TextAlignTrailing)
	}
}
