package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// toastTime is how long good news stands; bad news stays until the next word.
const toastTime = 8 * time.Second

// Toast is the line that says what just happened. It floats above the foot
// and takes no clicks outside itself.
type Toast struct {
	widget.BaseWidget
	kind  ChipKind
	text  string
	offer string // what a click does, "" for putting away
	do    func()
	timer *time.Timer
}

// NewToast makes a hidden toast.
func NewToast() *Toast {
	t := &Toast{}
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// Offer shows a sentence with what a click on it does (「打开凭证 F8」).
func (t *Toast) Offer(kind ChipKind, text, offer string, do func()) {
	t.Say(kind, text)
	t.offer, t.do = offer, do
	t.Refresh()
}

// Say shows a sentence. ChipGreen and ChipBlue go by themselves, ChipRed and
// ChipAmber stay until the next one or a click. Call it on the window's
// goroutine.
func (t *Toast) Say(kind ChipKind, text string) {
	t.stop()
	t.kind, t.text, t.offer, t.do = kind, text, "", nil
	if text == "" {
		t.Hide()
		return
	}
	t.Show()
	t.Refresh()
	if kind == ChipRed || kind == ChipAmber {
		return
	}
	t.timer = time.AfterFunc(toastTime, func() {
		fyne.Do(func() {
			if t.text == text {
				t.Say(NoChip, "")
			}
		})
	})
}

// Text returns what stands there now.
func (t *Toast) Text() string { return t.text }

// Tapped does what is offered, and puts the sentence away.
func (t *Toast) Tapped(*fyne.PointEvent) {
	do := t.do
	t.Say(NoChip, "")
	if do != nil {
		do()
	}
}

func (t *Toast) stop() {
	if t.timer != nil {
		t.timer.Stop()
		t.timer = nil
	}
}

// CreateRenderer satisfies fyne.Widget.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	ground := box(nil, theme.Color(theme.CardEdge), theme.Px(theme.Corner))
	bar := box(nil, nil, theme.Px(2))
	words := newLine("", theme.Body, ToneInk, false)
	offer := newLine("", theme.Body, ToneAccent, true)
	return paint(&painted{
		self:    t,
		objects: []fyne.CanvasObject{ground, bar, words.Text, offer.Text},
		layout: func(s fyne.Size) {
			place(ground, 0, 0, s.Width, s.Height)
			place(bar, theme.Px(6), theme.Px(8), theme.Px(4), s.Height-theme.Px(16))
			tail := float32(0)
			if t.offer != "" {
				tail = offer.width() + theme.Px(20)
			}
			words.put(theme.Px(20), 0, max(0, s.Width-theme.Px(36)-tail), s.Height, fyne.TextAlignLeading)
			offer.put(s.Width-theme.Px(16)-offer.width(), 0, offer.width(), s.Height, fyne.TextAlignLeading)
		},
		min: func() fyne.Size {
			wide := words.width() + theme.Px(38)
			if t.offer != "" {
				wide += offer.width() + theme.Px(20)
			}
			return fyne.NewSize(wide, theme.Px(42))
		},
		refresh: func() {
			fill, tone := t.kind.colours()
			dress(ground, fill, tone, 1)
			bar.FillColor = theme.Color(tone)
			words.set(t.text, ToneInk, true)
			words.Color = theme.Color(tone)
			offer.set(t.offer, ToneAccent, true)
			offer.Hidden = t.offer == ""
		},
	})
}

// toastLayer puts the toast above the foot, in the middle, over the content.
type toastLayer struct{ toast *Toast }

// MinSize satisfies fyne.Layout; a long sentence must not widen the window.
func (l toastLayer) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout satisfies fyne.Layout.
func (l toastLayer) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	want := l.toast.MinSize()
	w := min(want.Width, size.Width-theme.Px(40))
	place(l.toast, (size.Width-w)/2, size.Height-want.Height-theme.Px(16), w, want.Height)
}
