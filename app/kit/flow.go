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
	gap := theme.Px(l.gap)
	y := float32(0)
	for len(objects) > 0 {
		n, high := l.row(objects, size.Width)
		x := float32(0)
		for _, o := range objects[:n] {
			if !shows(o) {
				continue
			}
			s := o.MinSize()
			place(o, x, y+(high-s.Height)/2, min(s.Width, size.Width), s.Height)
			x += s.Width + gap
		}
		y, objects = y+high+gap, objects[n:]
	}
	l.high = max(0, y-gap)
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
