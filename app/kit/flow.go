package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"bianmin/app/theme"
)

// Flow puts objects side by side and goes on below where the width ends, as words do.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap}, objects...)
}

// flow is the layout of Flow.
type flow struct {
	gap  float32
	high float32 // of the last layout; 0 before the first
}

// MinSize satisfies fyne.Layout.
func (l *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		if shows(o) {
			size = size.Max(o.MinSize())
		}
	}
	size.Height = max(size.Height, l.high)
	return size
}

// Layout satisfies fyne.Layout. What stands in one row is centred on it.
func (l *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.high = max(0, l.lay(objects, 0, size.Width)-theme.Px(l.gap))
}

// lay places objects from y on, and returns where what comes below would start.
func (l *flow) lay(objects []fyne.CanvasObject, y, width float32) float32 {
	gap := theme.Px(l.gap)
	for len(objects) > 0 {
		n, high := l.row(objects, width)
		x := float32(0)
		for _, o := range objects[:n] {
			if !shows(o) {
				continue
			}
			s := o.MinSize()
			place(o, x, y+(high-s.Height)/2, min(s.Width, width), s.Height)
			x += s.Width + gap
		}
		y, objects = y+high+gap, objects[n:]
	}
	return y
}

// row is how many objects fit into the width, at least one, and how high they are.
func (l *flow) row(objects []fyne.CanvasObject, width float32) (n int, high float32) {
	x := float32(0)
	for i, o := range objects {
		if !shows(o) {
			continue
		}
		s := o.MinSize()
		if x > 0 && x+s.Width > width {
			return i, high
		}
		x, high = x+s.Width+theme.Px(l.gap), max(high, s.Height)
	}
	return len(objects), high
}

// LongHeading is a Heading with objects after it. One that leaves them no room stands above
// them, over as many lines as it needs, so that a long name widens no page.
func LongHeading(gap float32, text string, objects ...fyne.CanvasObject) *fyne.Container {
	words := NewPara(text, Heading("").style)
	return container.New(&longHeading{flow: flow{gap: gap}, words: words}, append([]fyne.CanvasObject{words}, objects...)...)
}

// longHeading is the layout of LongHeading.
type longHeading struct {
	flow
	words *Para
}

// MinSize satisfies fyne.Layout. Before the first layout it is that of one line.
func (l *longHeading) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := l.flow.MinSize(objects[1:])
	size.Width = max(size.Width, l.words.MinSize().Width)
	if l.high == 0 {
		size.Height = max(size.Height, l.words.pitch())
	}
	return size
}

// Layout satisfies fyne.Layout.
func (l *longHeading) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Px(l.gap)
	x := l.words.natural() + gap
	n, high := l.row(objects[1:], size.Width-x)
	if x < size.Width && n == len(objects)-1 {
		high = max(high, l.words.pitch())
		place(l.words, 0, (high-l.words.pitch())/2, x-gap, l.words.pitch())
		for _, o := range objects[1:] {
			s := o.MinSize()
			place(o, x, (high-s.Height)/2, s.Width, s.Height)
			x += s.Width + gap
		}
		l.high = high
		return
	}
	l.words.Resize(fyne.NewSize(size.Width, l.words.MinSize().Height)) // wraps: its height follows
	y := l.words.MinSize().Height
	place(l.words, 0, 0, size.Width, y)
	l.high = max(0, l.lay(objects[1:], y+theme.Px(4), size.Width)-gap)
}

// Beside puts a part of a fixed width to the left of another; both fill the height.
func Beside(gap, leftWidth float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&beside{gap, leftWidth}, left, right)
}

// beside is the layout of Beside.
type beside struct{ gap, left float32 }

// width is the left part's, at most two fifths of the whole.
func (l *beside) width(whole float32) float32 { return min(theme.Px(l.left), whole*0.42) }

// MinSize satisfies fyne.Layout.
func (l *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(theme.Px(l.gap)+a.Width+b.Width, max(a.Height, b.Height))
}

// Layout satisfies fyne.Layout.
func (l *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w, gap := l.width(size.Width), theme.Px(l.gap)
	place(objects[0], 0, 0, w, size.Height)
	place(objects[1], w+gap, 0, max(0, size.Width-w-gap), size.Height)
}
