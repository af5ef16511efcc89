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

// Layout satisfies fyne.Layout.
func (l *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Px(l.gap)
	x, y, row := float32(0), float32(0), float32(0)
	for _, o := range objects {
		if !shows(o) {
			continue
		}
		s := o.MinSize()
		if x > 0 && x+s.Width > size.Width {
			x, y, row = 0, y+row+gap, 0
		}
		place(o, x, y, min(s.Width, size.Width), s.Height)
		x, row = x+s.Width+gap, max(row, s.Height)
	}
	l.high = y + row
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
