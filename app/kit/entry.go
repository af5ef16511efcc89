package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// EntryOptions are what a field is for. The zero value takes any one line.
type EntryOptions struct {
	Placeholder string
	MaxRunes    int  // 0 is no limit
	Numeric     bool // digits, X, minus and point; full-width ones are folded
	MultiLine   bool // Enter makes a line; Tab still moves on
	Rows        int  // height of a multi-line field, 0 is 3
	Secret      bool // draws dots (a password, a PIN)
}

// Entry is a text field. Enter moves to the next field unless OnSubmit is
// set; keys and shortcuts it has no use for go to the Frame. It is never data
// bound: that path of Fyne cuts Chinese text.
type Entry struct {
	widget.Entry
	// OnChanged follows every change of the text, typed or pasted or set.
	OnChanged func(text string)
	// OnSubmit takes Enter instead of moving on.
	OnSubmit func(text string)
	// OnKey sees every key before the entry and returns true to keep it.
	OnKey func(name fyne.KeyName) bool
	// OnFocus follows the focus.
	OnFocus func(focused bool)

	opts    EntryOptions
	self    fyne.Widget
	focused bool
	invalid bool
}

// NewEntry makes a field.
func NewEntry(opts EntryOptions) *Entry {
	e := &Entry{}
	e.init(e, opts)
	return e
}

// init lets a larger widget (Combo) embed an Entry.
func (e *Entry) init(self fyne.Widget, opts EntryOptions) {
	e.opts, e.self = opts, self
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.MultiLine = opts.MultiLine
	e.Password = opts.Secret
	if opts.MultiLine {
		e.Wrapping = fyne.TextWrapBreak
		e.SetMinRowsVisible(max(opts.Rows, 2))
	}
	e.ExtendBaseWidget(self)
	e.SetPlaceHolder(opts.Placeholder)
	e.Entry.OnChanged = e.changed
}

// SetHint changes the words an empty field shows.
func (e *Entry) SetHint(text string) {
	e.opts.Placeholder = text
	e.SetPlaceHolder(text)
	e.Refresh()
}

// SetInvalid draws the edge red, or not.
func (e *Entry) SetInvalid(invalid bool) {
	if e.invalid == invalid {
		return
	}
	e.invalid = invalid
	e.Refresh()
}

// SetText shows a text and puts the caret behind it.
func (e *Entry) SetText(text string) {
	e.Entry.SetText(text)
	if !e.MultiLine {
		e.CursorColumn = len([]rune(e.Text))
		e.Refresh()
	}
}

// Focused tells whether the caret stands here.
func (e *Entry) Focused() bool { return e.focused }

// AcceptsTab is false also for many lines: Tab and Shift+Tab always move on.
func (e *Entry) AcceptsTab() bool { return false }

// FocusGained satisfies fyne.Focusable.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	reveal(e.self)
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost satisfies fyne.Focusable.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// TypedRune takes a character, folded and counted.
func (e *Entry) TypedRune(r rune) {
	if e.opts.Numeric {
		folded := FoldNumber(string(r))
		if folded == "" {
			return
		}
		r = []rune(folded)[0]
	}
	if e.full() {
		return
	}
	e.Entry.TypedRune(r)
}

func (e *Entry) full() bool {
	return e.opts.MaxRunes > 0 && e.SelectedText() == "" && len([]rune(e.Text)) >= e.opts.MaxRunes
}

// TypedKey routes a key: OnKey, then Enter, then the keys of text, then the
// Frame.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(ev.Name) {
		return
	}
	switch {
	case isEnter(ev.Name) && !e.MultiLine:
		e.submit()
	case forTheFrame(ev.Name):
		forwardKey(e.self, ev)
	case (ev.Name == fyne.KeyUp || ev.Name == fyne.KeyDown) && !e.MultiLine:
		forwardKey(e.self, ev)
	default:
		e.Entry.TypedKey(ev)
	}
}

func (e *Entry) submit() {
	if e.OnSubmit != nil {
		e.OnSubmit(e.Text)
		return
	}
	if c := canvasOf(e.self); c != nil {
		c.FocusNext()
	}
}

// forTheFrame names the keys that mean nothing inside text.
func forTheFrame(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		return true
	}
	return false
}

// TypedShortcut keeps copy, paste, undo and the moves by a word; the others
// go to the Frame.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok {
		e.Entry.TypedShortcut(s)
		return
	}
	switch custom.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
		e.Entry.TypedShortcut(s)
	default:
		forwardShortcut(e.self, s)
	}
}

// changed cleans pasted text before anyone hears of it.
func (e *Entry) changed(text string) {
	if clean := e.clean(text); clean != text {
		e.SetText(clean) // comes back here
		return
	}
	if e.OnChanged != nil {
		e.OnChanged(text)
	}
}

func (e *Entry) clean(text string) string {
	if e.opts.Numeric {
		text = FoldNumber(text)
	}
	if runes := []rune(text); e.opts.MaxRunes > 0 && len(runes) > e.opts.MaxRunes {
		return string(runes[:e.opts.MaxRunes])
	}
	return text
}

// FoldNumber turns full-width digits and letters into plain ones, makes x a
// capital and drops all that stands in no number.
func FoldNumber(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		r = unicode.ToUpper(r)
		switch {
		case r >= '0' && r <= '9', r == 'X', r == '-', r == '.':
			return r
		case r == '。':
			return '.'
		}
		return -1
	}, text)
}

// MouseDown undoes the inset of the text before Fyne looks for the caret.
func (e *Entry) MouseDown(ev *desktop.MouseEvent) {
	moved := *ev
	moved.Position.X -= textInset()
	e.Entry.MouseDown(&moved)
}

// Dragged does the same.
func (e *Entry) Dragged(ev *fyne.DragEvent) {
	moved := *ev
	moved.Position.X -= textInset()
	e.Entry.Dragged(&moved)
}

// textInset is how far the text stands further in than Fyne would put it.
func textInset() float32 { return theme.Px(6) }
