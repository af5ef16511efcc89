package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// Option is one line of a drop list.
type Option struct {
	Key   string // for the caller; never shown
	Title string // what the field shows when picked
	Hint  string // quiet words behind the title: a code, a kind
}

// Combo is a field with a list below it. Typing filters, ↓ opens, ↑ ↓ move,
// Enter picks and goes on, Esc closes.
type Combo struct {
	Entry
	// Search returns what fits the text, best first. It runs off the window's
	// goroutine and must not touch widgets; only the newest answer is shown.
	Search func(text string) []Option
	// OnPick follows the choice; a zero Option means that typing undid it.
	OnPick func(Option)
	// Run starts a search; nil is a new goroutine. Tests set one that waits.
	Run func(job func())
	// Free lets Enter keep typed text that is in no list: nothing is marked
	// until ↓ is pressed.
	Free bool
	// NoArrow leaves out the arrow: a search, not a choice.
	NoArrow bool

	picked Option
	muted  bool // the text is being set by us
	query  query
	list   *dropList
	pop    *widget.PopUp
}

// query is the search under way.
type query struct {
	asked string // the newest text wanted
	busy  bool   // a search is running, perhaps for an older text
	live  bool   // its answer is still wanted
	enter bool   // Enter was pressed before the answer came
}

// NewCombo makes a combo.
func NewCombo(placeholder string, search func(text string) []Option) *Combo {
	c := &Combo{Search: search}
	c.init(c, EntryOptions{Placeholder: placeholder, MaxRunes: 60})
	c.list = newDropList(c)
	c.Entry.OnChanged = c.typed
	c.OnKey = c.key
	return c
}

// Picked returns the chosen option, or a zero one.
func (c *Combo) Picked() Option { return c.picked }

// SetOption shows an option without calling OnPick.
func (c *Combo) SetOption(o Option) {
	c.muted = true
	c.picked = o
	c.SetText(o.Title)
	c.muted = false
}

// Open tells whether the list is showing.
func (c *Combo) Open() bool { return c.pop != nil && c.pop.Visible() }

// Options returns what the list holds now, for tests.
func (c *Combo) Options() []Option { return c.list.options }

// Tapped opens the list from the arrow at the end.
func (c *Combo) Tapped(ev *fyne.PointEvent) {
	c.Entry.Tapped(ev)
	if ev.Position.X > c.Size().Width-theme.Px(26) && !c.Disabled() && !c.NoArrow {
		c.ask("")
	}
}

// FocusLost closes the list.
func (c *Combo) FocusLost() {
	c.Entry.FocusLost()
	c.close()
}

func (c *Combo) typed(text string) {
	if c.muted {
		return
	}
	if c.picked != (Option{}) {
		c.picked = Option{}
		if c.OnPick != nil {
			c.OnPick(Option{})
		}
	}
	c.ask(text)
}

func (c *Combo) key(name fyne.KeyName) bool {
	if c.query.busy && c.query.live && isEnter(name) && !c.Free {
		c.query.enter = true
		return true
	}
	if !c.Open() {
		if name == fyne.KeyDown {
			c.ask(c.filter())
			return true
		}
		return false
	}
	switch name {
	case fyne.KeyDown:
		c.list.move(1)
	case fyne.KeyUp:
		c.list.move(-1)
	case fyne.KeyPageDown:
		c.list.move(dropRows)
	case fyne.KeyPageUp:
		c.list.move(-dropRows)
	case fyne.KeyEscape:
		c.close()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		c.leave(name)
	default:
		return false
	}
	return true
}

// filter is what to search for when the list is opened by a key: everything
// once a choice stands in the field.
func (c *Combo) filter() string {
	if c.picked != (Option{}) {
		return ""
	}
	return c.Text
}

// leave picks the marked line and goes to the next field, or with Shift+Tab
// to the one before.
func (c *Combo) leave(name fyne.KeyName) {
	if o, ok := c.list.marked(); ok {
		c.pick(o)
	}
	c.close()
	at := canvasOf(c)
	if at == nil {
		return
	}
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && name == fyne.KeyTab &&
		d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		at.FocusPrevious()
		return
	}
	if isEnter(name) {
		c.submit()
		return
	}
	at.FocusNext()
}

func (c *Combo) pick(o Option) {
	c.SetOption(o)
	c.close()
	if c.OnPick != nil {
		c.OnPick(o)
	}
}

// ask starts a search, or remembers the text when one is under way.
func (c *Combo) ask(text string) {
	c.query.asked, c.query.live, c.query.enter = text, true, false
	if c.query.busy || c.Search == nil {
		return
	}
	c.query.busy = true
	job := func() {
		found := c.Search(text)
		fyne.Do(func() { c.found(text, found) })
	}
	if c.Run != nil {
		c.Run(job)
		return
	}
	go job() // ends with the search; a stale answer is dropped in found
}

func (c *Combo) found(text string, options []Option) {
	c.query.busy = false
	enter := c.query.enter
	if !c.query.live || !c.focused {
		return
	}
	if c.query.asked != text {
		c.ask(c.query.asked)
		c.query.enter = enter
		return
	}
	c.list.show(options, !c.Free, c.picked)
	switch {
	case enter:
		c.leave(fyne.KeyReturn)
	case len(options) == 0:
		c.close()
	default:
		c.open()
	}
}

func (c *Combo) open() {
	at := canvasOf(c)
	if at == nil {
		return
	}
	if c.pop == nil || c.pop.Canvas != at {
		c.pop = widget.NewPopUp(c.list, at)
	}
	size := fyne.NewSize(max(c.Size().Width, theme.Px(220)), c.list.height()+theme.Px(10))
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(c)
	below := pos.Y + c.Size().Height + 2
	if below+size.Height > at.Size().Height && pos.Y > size.Height {
		below = pos.Y - size.Height - 2
	}
	c.pop.Resize(size)
	c.pop.ShowAtPosition(fyne.NewPos(pos.X, below))
	// An overlay takes the keys from the field below it; the list passes
	// them back.
	at.Focus(c.list)
}

func (c *Combo) close() {
	c.query.live, c.query.enter = false, false
	if c.Open() {
		c.pop.Hide()
	}
}

// CreateRenderer satisfies fyne.Widget.
func (c *Combo) CreateRenderer() fyne.WidgetRenderer { return c.face(newComboTail(c)) }

// comboTail is the hint of the choice and the arrow.
type comboTail struct {
	widget.BaseWidget
	combo *Combo
}

func newComboTail(c *Combo) *comboTail {
	t := &comboTail{combo: c}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer satisfies fyne.Widget.
func (t *comboTail) CreateRenderer() fyne.WidgetRenderer {
	hint := newLine("", 14, ToneQuiet, false)
	left := canvas.NewLine(theme.Color(theme.Quiet))
	right := canvas.NewLine(theme.Color(theme.Quiet))
	left.StrokeWidth, right.StrokeWidth = 1.5, 1.5
	return paint(&painted{
		self:    t,
		objects: []fyne.CanvasObject{hint.Text, left, right},
		layout: func(s fyne.Size) {
			arrow := t.arrow()
			hint.put(0, 0, max(0, s.Width-arrow), s.Height, fyne.TextAlignTrailing)
			x, y, d := s.Width-arrow/2, s.Height/2, theme.Px(4)
			left.Position1, left.Position2 = fyne.NewPos(x-d, y-d/2), fyne.NewPos(x, y+d/2)
			right.Position1, right.Position2 = fyne.NewPos(x, y+d/2), fyne.NewPos(x+d, y-d/2)
		},
		min: func() fyne.Size {
			wide := hint.width() + theme.Px(2)
			words := textWidth(t.combo.Text, theme.Px(theme.Body), false) + 4*textInset()
			if room := t.combo.Size().Width; room > 0 && words+wide+t.arrow() > room {
				wide = 0 // the choice itself is read first
			}
			return fyne.NewSize(wide+t.arrow(), theme.Px(20))
		},
		refresh: func() {
			hint.set(t.combo.picked.Hint, ToneQuiet, false)
			left.Hidden, right.Hidden = t.combo.NoArrow, t.combo.NoArrow
		},
	})
}

// arrow is the room the arrow takes.
func (t *comboTail) arrow() float32 {
	if t.combo.NoArrow {
		return theme.Px(4)
	}
	return theme.Px(24)
}
