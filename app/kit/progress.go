package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// Progress covers the window while long work runs.
type Progress struct {
	pop    *widget.PopUp
	detail *Label
	bar    *bar
	cancel *Button
}

// NewProgress shows the overlay. onCancel nil means the work cannot be
// stopped and no button is drawn; else the button with the word cancel, Enter
// and Esc call it once. The work must call Close also when cancelled.
func NewProgress(c fyne.Canvas, title, cancel string, onCancel func()) *Progress {
	p := &Progress{detail: NewLabel(" ", LabelStyle{Tone: ToneQuiet, Loose: true}), bar: newBar()}
	rows := []fyne.CanvasObject{
		NewLabel(title, LabelStyle{Bold: true, Size: theme.Subhead, Tone: ToneTitle, Loose: true}),
		p.bar, p.detail,
	}
	if onCancel != nil {
		p.cancel = NewButton(cancel, "Esc", nil)
		p.cancel.onEsc = true
		p.cancel.OnTap = func() {
			p.cancel.Disable()
			onCancel()
		}
		rows = append(rows, Line(0, Spring(), p.cancel))
	}
	content := Pad(12, 16, 12, 16, Pile(12, append(rows, Fixed(420, Gap(0)))...))
	p.pop = widget.NewModalPopUp(content, c)
	p.pop.Show()
	if p.cancel != nil {
		c.Focus(p.cancel)
	}
	return p
}

// Set shows how far the work is, 0 to 1, and what it is at. Any goroutine may
// call it.
func (p *Progress) Set(fraction float32, detail string) {
	fyne.Do(func() {
		p.bar.set(fraction)
		p.detail.SetText(detail)
	})
}

// Close takes the overlay away. Any goroutine may call it.
func (p *Progress) Close() { fyne.Do(p.pop.Hide) }

// bar is the filled part of a line.
type bar struct {
	widget.BaseWidget
	fraction float32
}

func newBar() *bar {
	b := &bar{}
	b.ExtendBaseWidget(b)
	return b
}

func (b *bar) set(fraction float32) {
	b.fraction = max(0, min(1, fraction))
	b.Refresh()
}

// CreateRenderer satisfies fyne.Widget.
func (b *bar) CreateRenderer() fyne.WidgetRenderer {
	whole := canvas.NewRectangle(theme.Color(theme.Foot))
	done := canvas.NewRectangle(theme.Color(theme.Accent))
	return paint(&painted{
		self:    b,
		objects: []fyne.CanvasObject{whole, done},
		layout: func(s fyne.Size) {
			place(whole, 0, 0, s.Width, s.Height)
			place(done, 0, 0, s.Width*b.fraction, s.Height)
		},
		min: func() fyne.Size { return fyne.NewSize(theme.Px(200), theme.Px(10)) },
		refresh: func() {
			whole.CornerRadius, done.CornerRadius = theme.Px(5), theme.Px(5)
		},
	})
}
