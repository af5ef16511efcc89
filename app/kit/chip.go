package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// ChipKind is the colour of a chip, by meaning.
type ChipKind int

// The kinds. NoChip, the zero value, draws none.
const (
	NoChip    ChipKind = iota
	ChipRed            // overdue, wrong
	ChipAmber          // due, waiting
	ChipBlue           // for information
	ChipGreen          // done, confirmed
	ChipGrey           // at rest
)

// colours returns ground and words.
func (k ChipKind) colours() (ground, words fyne.ThemeColorName) {
	switch k {
	case ChipRed:
		return theme.OverdueSoft, theme.Overdue
	case ChipAmber:
		return theme.DueSoft, theme.Due
	case ChipBlue:
		return theme.InfoSoft, theme.Accent
	case ChipGreen:
		return theme.DoneSoft, theme.Done
	default:
		return theme.GreySoft, theme.GreyText
	}
}

const (
	chipHeight float32 = 22
	chipPad    float32 = 8
)

// Chip is a short word on a coloured ground.
type Chip struct {
	widget.BaseWidget
	kind ChipKind
	text string
}

// NewChip makes a chip.
func NewChip(kind ChipKind, text string) *Chip {
	c := &Chip{kind: kind, text: text}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes kind and words.
func (c *Chip) Set(kind ChipKind, text string) {
	c.kind, c.text = kind, text
	c.Refresh()
}

// Text returns the words.
func (c *Chip) Text() string { return c.text }

// CreateRenderer satisfies fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	ground := box(nil, nil, theme.Px(4))
	words := newLine(c.text, theme.Small, ToneInk, false)
	return paint(&painted{
		self:    c,
		objects: []fyne.CanvasObject{ground, words.Text},
		layout: func(s fyne.Size) {
			h := min(theme.Px(chipHeight), s.Height)
			place(ground, 0, (s.Height-h)/2, s.Width, h)
			pad := theme.Px(chipPad)
			words.put(pad, 0, s.Width-2*pad, s.Height, fyne.TextAlignCenter)
		},
		min: func() fyne.Size {
			if c.kind == NoChip {
				return fyne.Size{}
			}
			return fyne.NewSize(words.width()+2*theme.Px(chipPad), theme.Px(chipHeight))
		},
		refresh: func() {
			g, w := c.kind.colours()
			ground.FillColor = theme.Color(g)
			words.set(c.text, ToneInk, false)
			words.Color = theme.Color(w)
			ground.Hidden, words.Hidden = c.kind == NoChip, c.kind == NoChip
		},
	})
}
