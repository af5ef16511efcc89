package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"bianmin/app/theme"
)

type buttonKind int

const (
	secondary buttonKind = iota
	primary
	link
)

// Button is a word that acts on a click, Enter or space, and shows the key
// that does the same from anywhere (「收件 F6」). The key itself is bound by
// the screen's Keys.
type Button struct {
	control
	label, key string
	kind       buttonKind
	onEsc      bool // Esc presses too
	OnTap      func()
}

// NewButton makes a white button with an edge. key may be "".
func NewButton(label, key string, onTap func()) *Button {
	return newButton(secondary, label, key, onTap)
}

// NewPrimary makes the one blue button of a page.
func NewPrimary(label, key string, onTap func()) *Button {
	return newButton(primary, label, key, onTap)
}

// NewLink makes blue words without a box.
func NewLink(label, key string, onTap func()) *Button {
	return newButton(link, label, key, onTap)
}

func newButton(kind buttonKind, label, key string, onTap func()) *Button {
	b := &Button{label: label, key: key, kind: kind, OnTap: onTap}
	b.extend(b)
	return b
}

// SetLabel changes the words.
func (b *Button) SetLabel(label, key string) {
	b.label, b.key = label, key
	b.Refresh()
}

// Label returns the words without the key.
func (b *Button) Label() string { return b.label }

// Tapped satisfies fyne.Tappable.
func (b *Button) Tapped(*fyne.PointEvent) { b.press() }

// TypedKey presses on Enter and space.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	if isEnter(ev.Name) || ev.Name == fyne.KeySpace || (b.onEsc && ev.Name == fyne.KeyEscape) {
		b.press()
		return
	}
	b.control.TypedKey(ev)
}

func (b *Button) press() {
	if b.OnTap != nil && !b.Disabled() {
		b.OnTap()
	}
}

func (b *Button) pad() float32 {
	if b.kind == link {
		return theme.Px(4)
	}
	return theme.Px(15)
}

// CreateRenderer satisfies fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	ground := box(nil, nil, theme.Px(theme.Corner))
	ring := box(nil, nil, theme.Px(theme.Corner+2))
	label := newLine(b.label, theme.Body, ToneInk, b.kind == primary)
	key := newLine(b.key, theme.Body, ToneInk, b.kind == primary)
	gap := func() float32 {
		if b.key == "" {
			return 0
		}
		return theme.Px(14)
	}
	return paint(&painted{
		self:    b,
		objects: []fyne.CanvasObject{ring, ground, label.Text, key.Text},
		layout: func(s fyne.Size) {
			place(ground, 0, 0, s.Width, s.Height)
			place(ring, -3, -3, s.Width+6, s.Height+6)
			keyWide := key.width()
			room := s.Width - 2*b.pad() - keyWide - gap()
			shown := min(label.width(), max(0, room))
			left := (s.Width - shown - gap() - keyWide) / 2
			label.put(left, 0, shown, s.Height, fyne.TextAlignLeading)
			key.put(left+shown+gap(), 0, keyWide, s.Height, fyne.TextAlignLeading)
		},
		min: func() fyne.Size {
			high := theme.Px(36)
			if b.kind == link {
				high = theme.Px(26)
			}
			return fyne.NewSize(label.width()+gap()+key.width()+2*b.pad(), high)
		},
		refresh: func() { b.dress(ground, ring, label, key) },
	})
}

func (b *Button) dress(ground, ring *canvas.Rectangle, label, key *line) {
	ground.CornerRadius, ring.CornerRadius = theme.Px(theme.Corner), theme.Px(theme.Corner+2)
	fill, edge, tone := theme.Card, theme.InputEdge, ToneInk
	keyTone := ToneQuiet
	switch {
	case b.Disabled():
		fill, edge, tone, keyTone = theme.Foot, theme.CardEdge, ToneFaint, ToneFaint
	case b.kind == primary && b.hovered:
		fill, edge, tone, keyTone = theme.AccentHover, theme.AccentHover, ToneWhite, ToneWhite
	case b.kind == primary:
		fill, edge, tone, keyTone = theme.Accent, theme.Accent, ToneWhite, ToneWhite
	case b.kind == link:
		tone, keyTone = ToneAccent, ToneAccent
	case b.hovered:
		fill = theme.RowSelected
	}
	width := float32(1)
	if b.focused && b.kind == secondary {
		edge, width, tone = theme.Accent, 2, ToneAccent
	}
	dress(ground, fill, edge, width)
	ground.Hidden = b.kind == link && !b.focused
	if b.kind == link && b.focused {
		dress(ground, theme.RowSelected, theme.Accent, 1)
	}
	ring.FillColor = theme.Color(theme.White)
	ring.StrokeColor, ring.StrokeWidth = theme.Color(theme.Accent), 2
	ring.Hidden = b.kind != primary || !b.focused
	label.set(b.label, tone, b.kind == primary)
	key.set(b.key, keyTone, b.kind == primary)
}
