package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// CardOptions dress a Card.
type CardOptions struct {
	Title string            // bold words on top; "" for none
	Right fyne.CanvasObject // at the far end of the title row
	Bare  bool              // content goes up to the edge (a list)
}

// Card is a white sheet with a fine edge and round corners.
type Card struct {
	widget.BaseWidget
	content fyne.CanvasObject
	opts    CardOptions
}

// NewCard makes a card round content.
func NewCard(content fyne.CanvasObject, opts CardOptions) *Card {
	c := &Card{content: content, opts: opts}
	c.ExtendBaseWidget(c)
	return c
}

// SetTitle changes the title row's words.
func (c *Card) SetTitle(title string) {
	c.opts.Title = title
	c.Refresh()
}

const (
	cardPad   float32 = 16
	cardTitle float32 = 46 // height of a title row above a bare content
)

// head is how high the title row is, and the room above the content.
func (c *Card) head() float32 {
	switch {
	case c.opts.Title == "" && c.opts.Right == nil:
		if c.opts.Bare {
			return 1
		}
		return theme.Px(cardPad - 3)
	case c.opts.Bare:
		return theme.Px(cardTitle)
	default:
		return theme.Px(38)
	}
}

func (c *Card) inset() (side, foot float32) {
	if c.opts.Bare {
		return 1, 1
	}
	return theme.Px(cardPad), theme.Px(cardPad - 3)
}

// CreateRenderer satisfies fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	sheet := box(theme.Color(theme.Card), theme.Color(theme.CardEdge), theme.Px(theme.CardCorner))
	title := newLine(c.opts.Title, theme.Body, ToneInk, true)
	rule := canvas.NewRectangle(theme.Color(theme.RowEdge))
	objects := []fyne.CanvasObject{sheet, title.Text, rule}
	if c.opts.Right != nil {
		objects = append(objects, c.opts.Right)
	}
	if c.content != nil {
		objects = append(objects, c.content)
	}
	return paint(&painted{
		self:    c,
		objects: objects,
		layout:  func(s fyne.Size) { c.lay(sheet, title, rule, s) },
		min: func() fyne.Size {
			side, foot := c.inset()
			size := fyne.NewSize(2*side, c.head()+foot)
			if c.content != nil {
				size = size.Add(c.content.MinSize())
			}
			return size
		},
		refresh: func() {
			title.set(c.opts.Title, ToneInk, true)
			sheet.CornerRadius = theme.Px(theme.CardCorner)
			rule.Hidden = !c.opts.Bare || c.opts.Title == ""
		},
	})
}

func (c *Card) lay(sheet *canvas.Rectangle, title *line, rule *canvas.Rectangle, s fyne.Size) {
	place(sheet, 0, 0, s.Width, s.Height)
	side, foot := c.inset()
	head := c.head()
	pad := theme.Px(cardPad)
	room := s.Width - 2*pad
	rowTop, rowHigh := float32(0), head
	if !c.opts.Bare {
		rowTop, rowHigh = theme.Px(8), head-theme.Px(8)
	}
	if c.opts.Right != nil {
		w := min(c.opts.Right.MinSize().Width, room)
		h := c.opts.Right.MinSize().Height
		place(c.opts.Right, s.Width-pad-w, rowTop+(rowHigh-h)/2, w, h)
		room -= w + pad
	}
	title.put(pad, rowTop, max(0, room), rowHigh, fyne.TextAlignLeading)
	place(rule, 1, head-1, s.Width-2, 1)
	if c.content != nil {
		place(c.content, side, head, s.Width-2*side, max(0, s.Height-head-foot))
	}
}

// StatCard is one figure of the workbench: what, how many, and a remark.
type StatCard struct {
	control
	label, number, unit string
	tone                Tone
	OnTap               func() // nil: not pressable
}

// NewStatCard makes a stat card; unit is what stands behind the number
// (「件 · 办结 9」), tone the colour of the number.
func NewStatCard(label, number, unit string, tone Tone) *StatCard {
	s := &StatCard{label: label, number: number, unit: unit, tone: tone}
	s.extend(s)
	return s
}

// Set changes number, remark and tone.
func (s *StatCard) Set(number, unit string, tone Tone) {
	s.number, s.unit, s.tone = number, unit, tone
	s.Refresh()
}

// Tapped satisfies fyne.Tappable.
func (s *StatCard) Tapped(*fyne.PointEvent) {
	if s.OnTap != nil {
		s.OnTap()
	}
}

// TypedKey opens on Enter.
func (s *StatCard) TypedKey(ev *fyne.KeyEvent) {
	if s.OnTap != nil && (isEnter(ev.Name) || ev.Name == fyne.KeySpace) {
		s.OnTap()
		return
	}
	s.control.TypedKey(ev)
}

// Disabled keeps the focus off a card that does nothing.
func (s *StatCard) Disabled() bool { return s.OnTap == nil || s.control.Disabled() }

// CreateRenderer satisfies fyne.Widget.
func (s *StatCard) CreateRenderer() fyne.WidgetRenderer {
	sheet := box(theme.Color(theme.Card), theme.Color(theme.CardEdge), theme.Px(theme.CardCorner))
	label := newLine(s.label, theme.Body, ToneQuiet, false)
	number := newLine(s.number, theme.Figure, s.tone, true)
	unit := newLine(s.unit, 14, ToneQuiet, false)
	return paint(&painted{
		self:    s,
		objects: []fyne.CanvasObject{sheet, label.Text, number.Text, unit.Text},
		layout: func(size fyne.Size) {
			pad := theme.Px(cardPad)
			room := size.Width - 2*pad
			place(sheet, 0, 0, size.Width, size.Height)
			label.put(pad, theme.Px(11), room, lineHeight(label.TextSize), fyne.TextAlignLeading)
			high := lineHeight(number.TextSize)
			top := theme.Px(35)
			number.put(pad, top, room, high, fyne.TextAlignLeading)
			shift := number.width() + theme.Px(5)
			unit.put(pad+shift, top+theme.Px(4), max(0, room-shift+theme.Px(8)), high, fyne.TextAlignLeading)
		},
		min: func() fyne.Size { return fyne.NewSize(theme.Px(110), theme.Px(84)) },
		refresh: func() {
			label.set(s.label, ToneQuiet, false)
			number.set(s.number, s.tone, true)
			unit.set(s.unit, ToneQuiet, false)
			edge, width := theme.CardEdge, float32(1)
			if s.focused {
				edge, width = theme.Accent, 2
			}
			fill := theme.Card
			if s.hovered && s.OnTap != nil {
				fill = theme.RowHover
			}
			dress(sheet, fill, edge, width)
		},
	})
}
