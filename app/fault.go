package app

import (
	"time"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/theme"
	"bianmin/assets/fonts"
	"bianmin/hall"
)

// busyTime is how long the words about a window that is open already stand.
const busyTime = 6 * time.Second

// ShowFault opens a window that says why there is no hall to show, and what to do.
func ShowFault(fa fyne.App, err error) {
	fa.Settings().SetTheme(theme.New(theme.Options{Regular: fonts.SansRegular(), Bold: fonts.SansBold()}))
	w := fa.NewWindow(Product)
	say, next := present.Fault(err)
	banner := kit.NewBanner()
	banner.Say(kit.ChipRed, say, next)
	leave := kit.NewPrimary("知道了", "⏎", w.Close)
	w.SetContent(kit.Pad(20, 24, 20, 24, kit.Pile(16, kit.Heading(Product), banner, kit.Line(0, kit.Spring(), leave))))
	w.Resize(fyne.NewSize(560, 220))
	w.CenterOnScreen()
	w.Show()
	w.Canvas().Focus(leave)
	if hall.KindOf(err) == hall.Busy { // the window that is open already is what they want
		time.AfterFunc(busyTime, func() { fyne.Do(w.Close) })
	}
}
