package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"bianmin/app/theme"
)

// Split puts a side column of a fixed width to the right of a main part; both
// start at the top and keep their own heights. Where the main part has no
// room beside it (large text), the side goes below.
func Split(gap, sideWidth float32, main, side fyne.CanvasObject) *fyne.Container {
	return container.New(&split{gap: gap, side: sideWidth}, main, side)
}

// split is the layout of Split.
type split struct {
	gap, side float32
	below     bool // the last layout put the side below
}

// MinSize satisfies fyne.Layout.
func (l *split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if l.below {
		return fyne.NewSize(a.Width, a.Height+theme.Px(l.gap)+b.Height)
	}
	return fyne.NewSize(a.Width, max(a.Height, b.Height))
}

// Layout satisfies fyne.Layout.
func (l *split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	main, side := objects[0], objects[1]
	gap, wide := theme.Px(l.gap), theme.Px(l.side)
	left := size.Width - gap - wide
	l.below = main.MinSize().Width > left
	if l.below {
		high := main.MinSize().Height
		place(main, 0, 0, size.Width, high)
		place(side, 0, high+gap, size.Width, side.MinSize().Height)
		return
	}
	place(main, 0, 0, left, min(size.Height, main.MinSize().Height))
	place(side, left+gap, 0, wide, min(size.Height, side.MinSize().Height))
}
