package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// Banner is a sentence inside a page that stays until it is put away: what is wrong in
// bold, and below it what to do.
type Banner struct {
	widget.BaseWidget
	kind      ChipKind
	say, next *Para
}

// NewBanner makes a hidden banner.
func NewBanner() *Banner {
	b := &Banner{say: NewPara("", LabelStyle{Bold: true}), next: NewPara("", LabelStyle{})}
	b.ExtendBaseWidget(b)
	b.BaseWidget.Hide()
	return b
}

// Say shows a sentence and the next step, which may be "". An empty sentence hides it.
func (b *Banner) Say(kind ChipKind, say, next string) {
	b.kind = kind
	b.say.SetText(say)
	b.next.SetText(next)
	if say == "" {
		b.Hide()
		return
	}
	b.Show()
	b.Refresh()
}

// Text returns the sentence.
func (b *Banner) Text() string { return b.say.Text() }

// CreateRenderer satisfies fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	ground := box(nil, theme.Color(theme.CardEdge), theme.Px(theme.Corner))
	bar := box(nil, nil, theme.Px(2))
	inner := func(width float32) float32 { return max(0, width-theme.Px(36)) }
	return paint(&painted{
		self:    b,
		objects: []fyne.CanvasObject{ground, bar, b.say, b.next},
		layout: func(s fyne.Size) {
			place(ground, 0, 0, s.Width, s.Height)
			place(bar, theme.Px(6), theme.Px(8), theme.Px(4), max(0, s.Height-theme.Px(16)))
			y := theme.Px(9)
			for _, p := range []*Para{b.say, b.next} {
				if p.Text() == "" {
					continue
				}
				p.Resize(fyne.NewSize(inner(s.Width), p.MinSize().Height))
				place(p, theme.Px(20), y, inner(s.Width), p.MinSize().Height)
				y += p.MinSize().Height
			}
		},
		min: func() fyne.Size {
			high := theme.Px(18) + b.say.MinSize().Height
			if b.next.Text() != "" {
				high += b.next.MinSize().Height
			}
			return fyne.NewSize(theme.Px(160), high)
		},
		refresh: func() {
			fill, tone := b.kind.colours()
			dress(ground, fill, tone, 1)
			bar.FillColor = theme.Color(tone)
			b.next.Hidden = b.next.Text() == ""
		},
	})
}

// Meter is a thin bar that shows how much of something is used up.
type Meter struct {
	widget.BaseWidget
	fraction float32
	kind     ChipKind
}

// NewMeter makes a meter; fraction is 0 to 1.
func NewMeter(fraction float32, kind ChipKind) *Meter {
	m := &Meter{fraction: max(0, min(1, fraction)), kind: kind}
	m.ExtendBaseWidget(m)
	return m
}

// CreateRenderer satisfies fyne.Widget.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	whole := box(theme.Color(theme.Foot), nil, theme.Px(5))
	used := box(nil, nil, theme.Px(5))
	return paint(&painted{
		self:    m,
		objects: []fyne.CanvasObject{whole, used},
		layout: func(s fyne.Size) {
			place(whole, 0, 0, s.Width, s.Height)
			place(used, 0, 0, s.Width*m.fraction, s.Height)
		},
		min: func() fyne.Size { return fyne.NewSize(theme.Px(80), theme.Px(10)) },
		refresh: func() {
			_, tone := m.kind.colours()
			used.FillColor = theme.Color(tone)
		},
	})
}

// Dot is a small filled circle that marks a line of a timeline.
func Dot(kind ChipKind) fyne.CanvasObject {
	d := &dot{kind: kind}
	d.ExtendBaseWidget(d)
	return d
}

type dot struct {
	widget.BaseWidget
	kind ChipKind
}

// CreateRenderer satisfies fyne.Widget.
func (d *dot) CreateRenderer() fyne.WidgetRenderer {
	_, tone := d.kind.colours()
	if d.kind == ChipAmber {
		tone = theme.DueDot
	}
	spot := box(theme.Color(tone), nil, theme.Px(5))
	return paint(&painted{
		self:    d,
		objects: []fyne.CanvasObject{spot},
		layout:  func(s fyne.Size) { place(spot, 0, (s.Height-theme.Px(10))/2, theme.Px(10), theme.Px(10)) },
		min:     func() fyne.Size { return fyne.NewSize(theme.Px(10), theme.Px(10)) },
	})
}

// Rule is a fine line between two rows.
func Rule() fyne.CanvasObject {
	r := &rule{}
	r.ExtendBaseWidget(r)
	return r
}

type rule struct{ widget.BaseWidget }

// CreateRenderer satisfies fyne.Widget.
func (r *rule) CreateRenderer() fyne.WidgetRenderer {
	edge := box(theme.Color(theme.RowEdge), nil, 0)
	return paint(&painted{
		self:    r,
		objects: []fyne.CanvasObject{edge},
		layout:  func(s fyne.Size) { place(edge, 0, 0, s.Width, 1) },
		min:     func() fyne.Size { return fyne.NewSize(10, 1) },
	})
}
