// Package kit holds the window's own widgets: what the hall's screens are
// built from. It knows nothing of cases and clocks; the words come from the
// caller.
//
// Keys: a focused widget gets every key first. What it has no use for it
// hands to the canvas (OnTypedKey for plain keys, shortcuts for Ctrl+…), and
// there the Frame looks for the current screen's KeyAct. So F9 works wherever
// the caret stands, and no widget needs to be wired to a screen.
package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// painted is a WidgetRenderer made of three functions.
type painted struct {
	self    fyne.CanvasObject
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	refresh func() // sets colours, sizes and words; may be nil
}

var _ fyne.WidgetRenderer = (*painted)(nil)

func (p *painted) Destroy()                     {}
func (p *painted) Layout(size fyne.Size)        { p.layout(size) }
func (p *painted) MinSize() fyne.Size           { return p.min() }
func (p *painted) Objects() []fyne.CanvasObject { return p.objects }

func (p *painted) Refresh() {
	if p.refresh != nil {
		p.refresh()
	}
	p.layout(p.self.Size())
	canvas.Refresh(p.self)
}

// paint runs refresh once, so that a new renderer is already dressed.
func paint(p *painted) *painted {
	if p.refresh != nil {
		p.refresh()
	}
	return p
}

// control is the base of every widget that takes the focus.
type control struct {
	widget.DisableableWidget
	self    fyne.CanvasObject
	focused bool
	hovered bool
}

func (c *control) extend(w fyne.Widget) {
	c.self = w
	c.ExtendBaseWidget(w)
}

// FocusGained satisfies fyne.Focusable.
func (c *control) FocusGained() {
	c.focused = true
	c.Refresh()
	reveal(c.self)
}

// FocusLost satisfies fyne.Focusable.
func (c *control) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedRune satisfies fyne.Focusable; a plain control takes no text.
func (c *control) TypedRune(rune) {}

// TypedKey satisfies fyne.Focusable and hands every key on.
func (c *control) TypedKey(ev *fyne.KeyEvent) { forwardKey(c.self, ev) }

// TypedShortcut satisfies fyne.Shortcutable and hands every shortcut on.
func (c *control) TypedShortcut(s fyne.Shortcut) { forwardShortcut(c.self, s) }

// MouseIn satisfies desktop.Hoverable.
func (c *control) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	c.Refresh()
}

// MouseMoved satisfies desktop.Hoverable.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut satisfies desktop.Hoverable.
func (c *control) MouseOut() {
	c.hovered = false
	c.Refresh()
}

// grabFocus gives w the focus when it stands on a canvas.
func grabFocus(w fyne.Focusable) {
	o, ok := w.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := canvasOf(o); c != nil {
		c.Focus(w)
	}
}

// forwardKey hands a key the focused widget has no use for to its canvas.
func forwardKey(w fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := canvasOf(w)
	if c == nil {
		return
	}
	if handle := c.OnTypedKey(); handle != nil {
		handle(ev)
	}
}

// forwardShortcut does the same for Ctrl+… and Alt+….
func forwardShortcut(w fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := canvasOf(w).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// reveal scrolls the page so that a widget that got the focus is seen.
func reveal(w fyne.CanvasObject) {
	if c := canvasOf(w); c != nil {
		if root, ok := c.Content().(*frameRoot); ok {
			root.reveal(w)
		}
	}
}

func canvasOf(w fyne.CanvasObject) fyne.Canvas {
	if w == nil {
		return nil
	}
	return fyne.CurrentApp().Driver().CanvasForObject(w)
}

// box is a rounded rectangle; edge may be nil.
func box(fill, edge color.Color, corner float32) *canvas.Rectangle {
	r := canvas.NewRectangle(fill)
	r.CornerRadius = corner
	if edge != nil {
		r.StrokeColor, r.StrokeWidth = edge, 1
	}
	return r
}

// dress sets fill and edge of a box; width 0 draws no edge.
func dress(r *canvas.Rectangle, fill, edge fyne.ThemeColorName, width float32) {
	r.FillColor = theme.Color(fill)
	r.StrokeColor, r.StrokeWidth = theme.Color(edge), width
	if width == 0 {
		r.StrokeColor = color.Transparent
	}
}

// place moves and sizes an object in one line.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// isEnter tells the two Enter keys of a keyboard.
func isEnter(name fyne.KeyName) bool { return name == fyne.KeyReturn || name == fyne.KeyEnter }
