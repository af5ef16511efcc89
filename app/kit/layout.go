package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// Grow marks an object that takes the room its neighbours in a Line or
// Pile leave. Several share it equally.
func Grow(o fyne.CanvasObject) fyne.CanvasObject { return newSlot(o, 0, true) }

// Fixed gives an object a width in pixels at 标准, whatever it asks for.
func Fixed(width float32, o fyne.CanvasObject) fyne.CanvasObject { return newSlot(o, width, false) }

// Gap is empty room.
func Gap(width float32) fyne.CanvasObject { return newSlot(nil, width, false) }

// Spring pushes what follows it to the far end of a Line or Pile.
func Spring() fyne.CanvasObject { return newSlot(nil, 0, true) }

// Line puts objects side by side, each at its own height and centred. Gap is
// in pixels at 标准.
func Line(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&run{gap: gap}, objects...)
}

// Pile puts objects one below another, each over the whole width.
func Pile(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&run{gap: gap, down: true}, objects...)
}

// Equal puts objects side by side in columns of one width.
func Equal(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	slots := make([]fyne.CanvasObject, len(objects))
	for i, o := range objects {
		slots[i] = Grow(o)
	}
	return container.New(&run{gap: gap, fill: true}, slots...)
}

// Pad sets an object in from the four edges.
func Pad(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&inset{top, right, bottom, left}, o)
}

// Field is a row of a form: a quiet word ending at labelWidth, then objects.
func Field(labelWidth float32, label string, objects ...fyne.CanvasObject) *fyne.Container {
	word := NewLabel(label, LabelStyle{Tone: ToneQuiet, Align: fyne.TextAlignTrailing, Loose: true})
	return Line(12, append([]fyne.CanvasObject{Fixed(labelWidth, word)}, objects...)...)
}

// slot is one place in a run.
type slot struct {
	widget.BaseWidget
	content fyne.CanvasObject
	width   float32
	grows   bool
}

func newSlot(o fyne.CanvasObject, width float32, grows bool) *slot {
	s := &slot{content: o, width: width, grows: grows}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer satisfies fyne.Widget.
func (s *slot) CreateRenderer() fyne.WidgetRenderer {
	r := &painted{self: s, layout: func(fyne.Size) {}}
	if s.content != nil {
		r.objects = []fyne.CanvasObject{s.content}
		r.layout = func(size fyne.Size) { place(s.content, 0, 0, size.Width, size.Height) }
	}
	r.min = func() fyne.Size {
		size := fyne.Size{}
		if s.content != nil {
			size = s.content.MinSize()
		}
		if s.width > 0 {
			size.Width = theme.Px(s.width)
		}
		return size
	}
	return r
}

// shows tells whether an object takes room; a slot does when its content does.
func shows(o fyne.CanvasObject) bool {
	if s, ok := o.(*slot); ok && s.content != nil && !s.content.Visible() {
		return false
	}
	return o.Visible()
}

// run is the layout of Line, Pile and Equal.
type run struct {
	gap  float32
	down bool // top to bottom
	fill bool // over the whole height of the line, not centred
}

func (l *run) along(s fyne.Size) float32 {
	if l.down {
		return s.Height
	}
	return s.Width
}

// MinSize satisfies fyne.Layout.
func (l *run) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var long, across float32
	shown := 0
	for _, o := range objects {
		if !shows(o) {
			continue
		}
		s := o.MinSize()
		if l.down {
			long, across = long+s.Height, max(across, s.Width)
		} else {
			long, across = long+s.Width, max(across, s.Height)
		}
		shown++
	}
	if shown > 1 {
		long += theme.Px(l.gap) * float32(shown-1)
	}
	if l.down {
		return fyne.NewSize(across, long)
	}
	return fyne.NewSize(long, across)
}

// Layout satisfies fyne.Layout.
func (l *run) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	lengths := l.lengths(objects, l.along(size))
	at := float32(0)
	for i, o := range objects {
		if !shows(o) {
			continue
		}
		switch {
		case l.down:
			place(o, 0, at, size.Width, lengths[i])
		case l.fill:
			place(o, at, 0, lengths[i], size.Height)
		default:
			h := min(o.MinSize().Height, size.Height)
			place(o, at, (size.Height-h)/2, lengths[i], h)
		}
		at += lengths[i] + theme.Px(l.gap)
	}
}

// lengths gives each object its least, then shares out what is left among
// those that grow. When there is too little, the last ones are cut short.
func (l *run) lengths(objects []fyne.CanvasObject, room float32) []float32 {
	lengths := make([]float32, len(objects))
	left, growing := room, 0
	gap := float32(0)
	for i, o := range objects {
		if !shows(o) {
			continue
		}
		s, ok := o.(*slot)
		if ok && s.grows {
			growing++
		}
		if !l.fill || !ok {
			lengths[i] = max(0, min(l.along(o.MinSize()), left-gap))
		}
		left -= lengths[i] + gap
		gap = theme.Px(l.gap)
	}
	if growing == 0 || left <= 0 {
		return lengths
	}
	for i, o := range objects {
		if s, ok := o.(*slot); ok && s.grows && shows(o) {
			lengths[i] += left / float32(growing)
		}
	}
	return lengths
}

// inset is the layout of Pad.
type inset struct{ top, right, bottom, left float32 }

// MinSize satisfies fyne.Layout.
func (p *inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(theme.Px(p.left+p.right), theme.Px(p.top+p.bottom))
	if len(objects) > 0 {
		size = size.Add(objects[0].MinSize())
	}
	return size
}

// Layout satisfies fyne.Layout.
func (p *inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, theme.Px(p.left), theme.Px(p.top),
			size.Width-theme.Px(p.left+p.right), size.Height-theme.Px(p.top+p.bottom))
	}
}
