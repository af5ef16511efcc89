package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"bianmin/app/theme"
)

// entryFace draws an Entry: Fyne's renderer for text and caret, our own box
// for ground, edge and focus ring.
type entryFace struct {
	entry *Entry
	inner fyne.WidgetRenderer
	box   *canvas.Rectangle
	tail  fyne.CanvasObject // an arrow or the like at the end; may be nil
	cut   *line             // the text with an ellipsis, while nobody types and it is too long
}

// CreateRenderer satisfies fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer { return e.face(nil) }

func (e *Entry) face(tail fyne.CanvasObject) *entryFace {
	inner := e.Entry.CreateRenderer()
	// Fyne's own ground and edge come first; they are replaced by box.
	inner.Objects()[0].Hide()
	inner.Objects()[1].Hide()
	f := &entryFace{entry: e, inner: inner, box: box(nil, nil, theme.Px(theme.Corner)), tail: tail, cut: newLine("", theme.Body, ToneInk, false)}
	f.cut.Hide()
	f.dress()
	return f
}

// Destroy satisfies fyne.WidgetRenderer.
func (f *entryFace) Destroy() { f.inner.Destroy() }

// Layout satisfies fyne.WidgetRenderer.
func (f *entryFace) Layout(size fyne.Size) {
	place(f.box, 0, 0, size.Width, size.Height)
	tail := float32(0)
	if f.tail != nil {
		tail = min(f.tail.MinSize().Width, size.Width/2)
		place(f.tail, size.Width-tail-theme.Px(2), 0, tail, size.Height)
	}
	shift := textInset()
	room := max(0, size.Width-shift-tail-theme.Px(2))
	f.cutPlaceholder(room - 2*shift)
	f.inner.Layout(fyne.NewSize(room, size.Height))
	for _, o := range f.inner.Objects()[2:] {
		o.Move(o.Position().AddXY(shift, 0))
	}
	f.cutText(room, size.Height)
}

// cutText shows a long text from its start with an ellipsis while nobody types in it;
// Fyne would leave it scrolled, with a bar across it.
func (f *entryFace) cutText(room, high float32) {
	e := f.entry
	text := room - 2*textInset()
	long := !e.focused && !e.MultiLine && !e.Password && text > 0 && textWidth(e.Text, theme.Px(theme.Body), false) > text
	f.cut.Hidden = !long
	words := f.inner.Objects()[2]
	if !long {
		words.Show()
		return
	}
	words.Hide()
	f.cut.set(e.Text, ToneInk, false)
	f.cut.put(2*textInset(), 0, text, high, fyne.TextAlignLeading)
}

// cutPlaceholder keeps a long hint from making the empty field scroll.
func (f *entryFace) cutPlaceholder(room float32) {
	if f.entry.MultiLine || room <= 0 {
		return
	}
	hint := Fit(f.entry.opts.Placeholder, theme.Px(theme.Body), false, room)
	if hint != f.entry.PlaceHolder {
		f.entry.SetPlaceHolder(hint)
	}
}

// MinSize satisfies fyne.WidgetRenderer.
func (f *entryFace) MinSize() fyne.Size {
	size := f.inner.MinSize()
	size.Width = theme.Px(48)
	if !f.entry.MultiLine {
		size.Height = theme.Px(36)
	}
	return size
}

// Objects satisfies fyne.WidgetRenderer.
func (f *entryFace) Objects() []fyne.CanvasObject {
	objects := append([]fyne.CanvasObject{f.box}, f.inner.Objects()...)
	objects = append(objects, f.cut.Text)
	if f.tail != nil {
		objects = append(objects, f.tail)
	}
	return objects
}

// Refresh satisfies fyne.WidgetRenderer.
func (f *entryFace) Refresh() {
	f.dress()
	f.inner.Refresh()
	if f.tail != nil {
		f.tail.Refresh()
	}
	f.Layout(f.entry.Size())
	canvas.Refresh(f.box)
}

func (f *entryFace) dress() {
	fill, edge, width := theme.Card, theme.InputEdge, float32(1)
	switch {
	case f.entry.Disabled():
		fill, edge = theme.Ground, theme.CardEdge
	case f.entry.invalid:
		edge, width = theme.Overdue, 2
	case f.entry.focused:
		edge, width = theme.Accent, 2
	}
	f.box.CornerRadius = theme.Px(theme.Corner)
	dress(f.box, fill, edge, width)
}
