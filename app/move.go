package app

import (
	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/hall"
)

var _ stage.Window = (*App)(nil)

// Say satisfies stage.Window.
func (a *App) Say(kind kit.ChipKind, text string) {
	a.frame.Say(kind, text)
	a.light.read()
}

// Offer satisfies stage.Window.
func (a *App) Offer(kind kit.ChipKind, text, offer string, do func()) {
	a.frame.Offer(kind, text, offer, do)
	a.light.read()
}

// RefreshKeys satisfies stage.Window.
func (a *App) RefreshKeys() { a.frame.RefreshKeys() }

// Focus satisfies stage.Window.
func (a *App) Focus(w fyne.Focusable) {
	if w == nil {
		a.window.Canvas().Unfocus()
		return
	}
	a.window.Canvas().Focus(w)
}

// Go satisfies stage.Window: it opens a page. A key of 办件 is a filter or a case.
func (a *App) Go(to stage.Place) {
	if a.at == stage.Intake && to.Page != stage.Intake {
		a.screens.intake.Flush()
	}
	a.frame.Say(kit.NoChip, "")
	before := a.at
	a.at = to.Page
	a.frame.Rail.SetSelected(string(to.Page))
	switch to.Page {
	case stage.Intake:
		a.frame.Show(a.screens.intake)
		a.screens.intake.Start(to.Key)
	case stage.Cases:
		a.goCases(to.Key, before)
	case stage.Booking:
		a.frame.Show(a.screens.booking)
		a.screens.booking.Start(to.Key)
	case stage.Matters:
		a.frame.Show(a.screens.matters)
		a.screens.matters.Start(to.Key)
	default:
		a.at = stage.Today
		a.frame.Show(a.screens.today)
		a.screens.today.Reload()
	}
}

func (a *App) goCases(key string, before stage.Page) {
	filter := key == ""
	for _, f := range present.Filters() {
		filter = filter || string(f.Filter) == key
	}
	if !filter {
		a.from = before
		a.frame.Show(a.screens.detail)
		a.screens.detail.Open(key)
		return
	}
	a.from = stage.Cases
	a.frame.Show(a.screens.list)
	if key == "" {
		a.screens.list.Reload()
		return
	}
	a.screens.list.Choose(hall.CaseFilter(key))
}

func (a *App) openCase(id string) { a.Go(stage.Place{Page: stage.Cases, Key: id}) }

// back leaves a case for where it was opened from.
func (a *App) back() { a.Go(stage.Place{Page: a.from}) }

// always are the keys of the whole window.
func (a *App) always() []kit.KeyAct {
	return []kit.KeyAct{
		{Key: "F4", Label: "新受理", Do: func() { a.Go(stage.Place{Page: stage.Intake}) }},
		{Key: "Ctrl+K", Label: "查找", Do: func() { a.Focus(a.frame.Top.Search) }},
		{Key: "F1", Label: "全部按键", Do: a.showKeys},
		{Key: "Esc", Do: func() { a.Go(stage.Place{Page: stage.Today}) }},
	}
}

func (a *App) showKeys() {
	if a.frame.Screen() == a.screens.keys {
		return
	}
	a.screens.keys.from = a.frame.Screen()
	a.screens.keys.fill(a.screens.keys.from.Keys(), a.always())
	a.frame.Show(a.screens.keys)
}

func (a *App) leaveKeys() { a.frame.Show(a.screens.keys.from) }
