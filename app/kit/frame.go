package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// Screen is one page inside the Frame.
type Screen interface {
	// Content is drawn in the middle; the same object each time.
	Content() fyne.CanvasObject
	// Keys are asked for when the screen is shown and after RefreshKeys.
	Keys() []KeyAct
	// FirstFocus takes the focus when the screen is shown; nil for none.
	FirstFocus() fyne.Focusable
}

// Frame is the window's content: top bar, rail, the current screen, the foot
// with its keys, and the toast. It belongs to one canvas.
type Frame struct {
	Top  *TopBar
	Rail *Rail // may be nil: an agent has four buttons instead

	canvas fyne.Canvas
	root   *frameRoot
	page   *container.Scroll
	foot   *KeyHints
	toast  *Toast
	layer  *fyne.Container

	screen Screen
	keys   []KeyAct // of the screen
	always []KeyAct // of the whole program
	bound  []fyne.Shortcut
}

// NewFrame assembles the window's content for a canvas and takes the canvas's
// key handler. always are keys that work on every screen, behind those of the
// screen. The caller sets Root as the window's content.
func NewFrame(c fyne.Canvas, top *TopBar, rail *Rail, always []KeyAct) *Frame {
	f := &Frame{Top: top, Rail: rail, canvas: c, always: always, foot: NewKeyHints(nil), toast: NewToast()}
	f.layer = container.New(toastLayer{f.toast}, f.toast)
	f.page = container.NewVScroll(container.NewStack())
	f.root = newFrameRoot(f)
	top.OnLeave = f.Focus
	c.SetOnTypedKey(f.typedKey)
	return f
}

// Root is what the window shows.
func (f *Frame) Root() fyne.CanvasObject { return f.root }

// Show puts a screen in the middle, binds its keys and moves the focus.
func (f *Frame) Show(s Screen) {
	if list, ok := f.canvas.Overlays().Top().(*widget.PopUp); ok && !f.covered() {
		list.Hide() // the open list of a combo goes with its screen
	}
	f.canvas.Unfocus()
	f.screen = s
	f.page.Content = Pad(14, 20, 14, 20, s.Content())
	f.page.ScrollToTop()
	f.page.Refresh()
	f.RefreshKeys()
	f.Focus()
}

// Screen returns what is shown, or nil.
func (f *Frame) Screen() Screen { return f.screen }

// Focus gives the focus to the screen's first field.
func (f *Frame) Focus() {
	if f.screen == nil {
		return
	}
	if first := f.screen.FirstFocus(); first != nil {
		f.canvas.Focus(first)
		return
	}
	f.canvas.Unfocus()
}

// RefreshKeys asks the screen for its keys again.
func (f *Frame) RefreshKeys() {
	f.keys = nil
	if f.screen != nil {
		f.keys = f.screen.Keys()
	}
	f.foot.Set(append(append([]KeyAct(nil), f.keys...), f.always...))
	f.bind()
}

// Say shows a sentence in the toast.
func (f *Frame) Say(kind ChipKind, text string) {
	f.toast.Say(kind, text)
	f.layer.Refresh()
}

// Offer shows a sentence in the toast with what a click on it does.
func (f *Frame) Offer(kind ChipKind, text, offer string, do func()) {
	f.toast.Offer(kind, text, offer, do)
	f.layer.Refresh()
}

// Said returns the sentence in the toast.
func (f *Frame) Said() string { return f.toast.Text() }

// Press does what a key ("F9", "Ctrl+K") does now, and tells whether it does
// anything. The screen's keys come before those of the program.
func (f *Frame) Press(key string) bool {
	do := find(f.keys, key)
	if do == nil {
		do = find(f.always, key)
	}
	if do == nil {
		return false
	}
	do()
	return true
}

// typedKey gets what no focused widget had a use for.
func (f *Frame) typedKey(ev *fyne.KeyEvent) {
	if !f.covered() && !f.Press(keyName(ev.Name)) {
		f.turn(ev.Name)
	}
}

// turn scrolls a page that is longer than the window.
func (f *Frame) turn(key fyne.KeyName) {
	step := float32(0)
	switch key {
	case fyne.KeyDown:
		step = theme.Px(46)
	case fyne.KeyUp:
		step = -theme.Px(46)
	case fyne.KeyPageDown:
		step = f.page.Size().Height * 0.8
	case fyne.KeyPageUp:
		step = -f.page.Size().Height * 0.8
	default:
		return
	}
	most := max(0, f.page.Content.MinSize().Height-f.page.Size().Height)
	f.page.Offset.Y = max(0, min(most, f.page.Offset.Y+step))
	f.page.Refresh()
}

// covered tells whether a dialog stands over the screen, so that keys must
// not act below it. The list of a combo covers nothing.
func (f *Frame) covered() bool {
	switch top := f.canvas.Overlays().Top().(type) {
	case nil:
		return false
	case *widget.PopUp:
		_, list := top.Content.(*dropList)
		return !list
	default:
		return true
	}
}

// bind registers the chords of all keys, Ctrl+K for the search and Alt+1 …
// Alt+0 for the rail.
func (f *Frame) bind() {
	for _, s := range f.bound {
		f.canvas.RemoveShortcut(s)
	}
	f.bound = nil
	f.chord("Ctrl+K", func() { f.canvas.Focus(f.Top.Search) })
	if f.Rail != nil {
		for i := range min(10, len(f.Rail.Items())) {
			f.chord(fmt.Sprintf("Alt+%d", (i+1)%10), func() { f.Rail.Choose(i) })
		}
	}
	for _, acts := range [][]KeyAct{f.always, f.keys} {
		for _, act := range acts {
			if act.Do != nil {
				f.chord(act.Key, act.Do)
			}
		}
	}
}

func (f *Frame) chord(key string, do func()) {
	s, ok := chord(key)
	if !ok {
		return
	}
	f.canvas.AddShortcut(s, func(fyne.Shortcut) {
		if !f.covered() {
			do()
		}
	})
	f.bound = append(f.bound, s)
}

// frameRoot is top and foot over the whole width, rail and page between.
type frameRoot struct {
	widget.BaseWidget
	frame *Frame
}

func newFrameRoot(f *Frame) *frameRoot {
	r := &frameRoot{frame: f}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer satisfies fyne.Widget. The page stands first so that Tab
// goes through it before the top bar and the rail.
func (r *frameRoot) CreateRenderer() fyne.WidgetRenderer {
	f := r.frame
	ground := canvas.NewRectangle(theme.Color(theme.Ground))
	objects := []fyne.CanvasObject{ground, f.page, f.Top, f.foot}
	if f.Rail != nil {
		objects = append(objects, f.Rail)
	}
	return &painted{
		self:    r,
		objects: append(objects, f.layer),
		layout: func(s fyne.Size) {
			place(ground, 0, 0, s.Width, s.Height)
			r.lay(s)
		},
		// Fits 1366 × 768 whatever a screen asks for: a window that grows
		// past the display cannot be worked in. The page scrolls instead.
		min: func() fyne.Size { return fyne.NewSize(1024, 640) },
	}
}

func (r *frameRoot) lay(s fyne.Size) {
	f := r.frame
	top, foot, rail := f.Top.MinSize().Height, f.foot.MinSize().Height, float32(0)
	high := s.Height - top - foot
	if f.Rail != nil {
		rail = f.Rail.MinSize().Width
		place(f.Rail, 0, top, rail, high)
	}
	place(f.Top, 0, 0, s.Width, top)
	place(f.foot, 0, s.Height-foot, s.Width, foot)
	place(f.page, rail, top, s.Width-rail, high)
	place(f.layer, rail, top, s.Width-rail, high)
}

// reveal scrolls the page to a widget on it.
func (r *frameRoot) reveal(w fyne.CanvasObject) {
	switch w {
	case r.frame.Top.Search, r.frame.Top.sync, r.frame.Top.person, r.frame.Rail:
		return
	}
	page := r.frame.page
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(w).Y - driver.AbsolutePositionForObject(page).Y
	margin := theme.Px(12)
	switch bottom := y + w.Size().Height; {
	case y < 0:
		page.Offset.Y += y - margin
	case bottom > page.Size().Height:
		page.Offset.Y += min(y, bottom-page.Size().Height) + margin
	default:
		return
	}
	page.Offset.Y = max(0, page.Offset.Y)
	page.Refresh()
}
