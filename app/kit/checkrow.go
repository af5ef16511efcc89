package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"bianmin/app/theme"
)

// CheckItem is one line of a check list.
type CheckItem struct {
	Name        string // what is asked for
	Requirement string // 原件核验、复印件 1
	Ticked      bool
	Copies      int
	Unit        string // behind the copies: 份
	Chip        ChipKind
	ChipText    string
	Strong      bool // the name in bold
	Usual       int  // copies a tick stands for; 0 is 1
}

// CheckRow is a line of a check list. Space ticks, + and - (or → ←) count,
// ↑ ↓ go through the list, Enter goes on.
type CheckRow struct {
	control
	item CheckItem
	// OnChange follows tick and count.
	OnChange func(ticked bool, copies int)
}

const maxCopies = 99

// NewCheckRow makes a line.
func NewCheckRow(item CheckItem, onChange func(ticked bool, copies int)) *CheckRow {
	r := &CheckRow{item: item, OnChange: onChange}
	r.extend(r)
	return r
}

// Item returns the line as it stands.
func (r *CheckRow) Item() CheckItem { return r.item }

// SetItem shows another state without calling OnChange.
func (r *CheckRow) SetItem(item CheckItem) {
	r.item = item
	r.Refresh()
}

// toggle ticks with the usual copies or unticks with none.
func (r *CheckRow) toggle() {
	r.item.Ticked = !r.item.Ticked
	r.item.Copies = 0
	if r.item.Ticked {
		r.item.Copies = max(1, r.item.Usual)
	}
	r.changed()
}

// count adds to the copies; the first one ticks, the last one unticks.
func (r *CheckRow) count(by int) {
	r.item.Copies = max(0, min(maxCopies, r.item.Copies+by))
	r.item.Ticked = r.item.Copies > 0
	r.changed()
}

func (r *CheckRow) changed() {
	r.Refresh()
	if r.OnChange != nil {
		r.OnChange(r.item.Ticked, r.item.Copies)
	}
}

// TypedKey acts on the line.
func (r *CheckRow) TypedKey(ev *fyne.KeyEvent) {
	c := canvasOf(r)
	switch {
	case ev.Name == fyne.KeySpace:
		r.toggle()
	case ev.Name == fyne.KeyRight:
		r.count(1)
	case ev.Name == fyne.KeyLeft:
		r.count(-1)
	case c != nil && (isEnter(ev.Name) || ev.Name == fyne.KeyDown):
		c.FocusNext()
	case c != nil && ev.Name == fyne.KeyUp:
		c.FocusPrevious()
	default:
		r.control.TypedKey(ev)
	}
}

// TypedRune counts by + and -.
func (r *CheckRow) TypedRune(typed rune) {
	switch typed {
	case '+', '=', '＋', '＝':
		r.count(1)
	case '-', '－':
		r.count(-1)
	}
}

// Tapped ticks, or counts when the pointer is on － or ＋.
func (r *CheckRow) Tapped(ev *fyne.PointEvent) {
	grabFocus(r)
	c := r.columns(r.Size().Width)
	switch x := ev.Position.X; {
	case x >= c.minus && x < c.minus+c.step:
		r.count(-1)
	case x >= c.plus && x < c.plus+c.step:
		r.count(1)
	default:
		r.toggle()
	}
}

// checkColumns are the left edges of a line's parts.
type checkColumns struct{ name, asked, minus, copies, plus, chip, step float32 }

func (r *CheckRow) columns(width float32) checkColumns {
	c := checkColumns{name: theme.Px(46), step: theme.Px(24)}
	rest := width - c.name
	count := 2*c.step + theme.Px(40)
	chip := max(theme.Px(78), rest*0.2)
	words := max(0, rest-count-chip)
	c.asked = c.name + words*0.64
	c.minus = c.name + words
	c.copies = c.minus + c.step
	c.plus = c.copies + theme.Px(40)
	c.chip = c.plus + c.step + theme.Px(6)
	return c
}

// checkParts are the drawn things of a line.
type checkParts struct {
	ground, edge, square, chip *canvas.Rectangle
	short, long                *canvas.Line
	name, asked, copies        *line
	minus, plus, word          *line
}

// CreateRenderer satisfies fyne.Widget.
func (r *CheckRow) CreateRenderer() fyne.WidgetRenderer {
	p := checkParts{
		ground: box(nil, nil, 0), edge: box(theme.Color(theme.RowEdge), nil, 0),
		square: box(nil, nil, theme.Px(2)), chip: box(nil, nil, theme.Px(4)),
		short: canvas.NewLine(theme.Color(theme.Accent)), long: canvas.NewLine(theme.Color(theme.Accent)),
		name: newLine("", theme.Body, ToneInk, false), asked: newLine("", theme.Body, ToneQuiet, false),
		copies: newLine("", theme.Body, ToneInk, false), minus: newLine("－", theme.Body, ToneAccent, true),
		plus: newLine("＋", theme.Body, ToneAccent, true), word: newLine("", theme.Small, ToneInk, false),
	}
	return paint(&painted{
		self: r,
		objects: []fyne.CanvasObject{
			p.ground, p.edge, p.square, p.short, p.long, p.name.Text, p.asked.Text,
			p.minus.Text, p.copies.Text, p.plus.Text, p.chip, p.word.Text,
		},
		layout:  func(s fyne.Size) { r.lay(p, s) },
		min:     func() fyne.Size { return fyne.NewSize(theme.Px(400), theme.Px(40)) },
		refresh: func() { r.dress(p) },
	})
}

func (r *CheckRow) dress(p checkParts) {
	fill, edge := theme.Card, theme.Quiet
	switch {
	case r.focused:
		fill = theme.RowSelected
	case r.hovered:
		fill = theme.RowHover
	}
	if r.item.Ticked || r.focused {
		edge = theme.Accent
	}
	dress(p.ground, fill, fill, 0)
	p.ground.Hidden = fill == theme.Card // leaves the corners of the card alone
	dress(p.square, theme.Card, edge, 1.5)
	p.short.StrokeWidth, p.long.StrokeWidth = theme.Px(2), theme.Px(2)
	p.short.Hidden, p.long.Hidden = !r.item.Ticked, !r.item.Ticked
	p.name.set(r.item.Name, ToneInk, r.item.Strong)
	p.asked.set(r.item.Requirement, ToneQuiet, false)
	tone := ToneInk
	if r.item.Copies == 0 {
		tone = ToneFaint
	}
	p.copies.set(fmt.Sprintf("%d %s", r.item.Copies, r.item.Unit), tone, false)
	p.minus.set("－", ToneAccent, true)
	p.plus.set("＋", ToneAccent, true)
	p.minus.Hidden, p.plus.Hidden = !r.focused && !r.hovered, !r.focused && !r.hovered
	ground, word := r.item.Chip.colours()
	p.chip.FillColor = theme.Color(ground)
	p.word.set(r.item.ChipText, ToneInk, false)
	p.word.Color = theme.Color(word)
	p.chip.Hidden, p.word.Hidden = r.item.Chip == NoChip, r.item.Chip == NoChip
}

func (r *CheckRow) lay(p checkParts, s fyne.Size) {
	c := r.columns(s.Width)
	place(p.ground, 0, 0, s.Width, s.Height)
	place(p.edge, 0, s.Height-1, s.Width, 1)
	side := theme.Px(14)
	x, y := theme.Px(18), (s.Height-side)/2
	place(p.square, x, y, side, side)
	at := func(fx, fy float32) fyne.Position { return fyne.NewPos(x+side*fx, y+side*fy) }
	p.short.Position1, p.short.Position2 = at(0.22, 0.52), at(0.43, 0.74)
	p.long.Position1, p.long.Position2 = at(0.43, 0.74), at(0.80, 0.28)
	gap := theme.Px(10)
	p.name.put(c.name, 0, c.asked-c.name-gap, s.Height, fyne.TextAlignLeading)
	p.asked.put(c.asked, 0, c.minus-c.asked-gap/2, s.Height, fyne.TextAlignLeading)
	p.minus.put(c.minus, 0, c.step, s.Height, fyne.TextAlignCenter)
	p.copies.put(c.copies, 0, c.plus-c.copies, s.Height, fyne.TextAlignCenter)
	p.plus.put(c.plus, 0, c.step, s.Height, fyne.TextAlignCenter)
	pad, right := theme.Px(chipPad), theme.Px(16)
	room := max(0, s.Width-right-c.chip)
	w := min(p.word.width()+2*pad, room)
	h := theme.Px(chipHeight)
	place(p.chip, s.Width-right-w, (s.Height-h)/2, w, h)
	p.word.put(s.Width-right-w+pad, 0, w-2*pad, s.Height, fyne.TextAlignCenter)
}
