// Package app is the hall's window: it puts the screens together and knows no rule, no
// store and no wire. The screens have a package each; the words are in app/present.
package app

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"bianmin/app/booking"
	"bianmin/app/cases"
	"bianmin/app/intake"
	"bianmin/app/kit"
	"bianmin/app/matters"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/app/theme"
	"bianmin/app/today"
	_ "bianmin/app/tongue" // before Fyne reads the locale
	"bianmin/assets/fonts"
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/journal"
)

// Product is the program's name.
const Product = "便民窗口"

// Reach tells how far the journal has reached the county.
type Reach interface {
	Progress(ctx context.Context) (journal.Progress, error)
	Enrolled(ctx context.Context) (bool, error)
}

// Light is what the sync light shows and does.
type Light interface {
	Reach
	Trouble() string
	Busy() bool
	Changed() <-chan struct{}
	Kick()
}

// Options are what the window stands on. All but Title, Crashed and Scale are required.
type Options struct {
	Session   *desk.Session
	Sync      Light
	OpenPaper func(path string) error
	Papers    string // folder for the papers made
	Title     string // of the window; empty for the product's name
	Scale     theme.Scale
	// Crashed says that the last run ended badly, and where it is written down.
	Crashed string
	// OnPanic takes a panic of background work.
	OnPanic func(what any, stack []byte)
	// Shown is called once the window stands.
	Shown func()
}

// App is the window and its screens.
type App struct {
	opts  Options
	stage *stage.Stage
	desk  *desk.Session

	window  fyne.Window
	frame   *kit.Frame
	screens screens
	light   *lamp
	from    stage.Page // where a case was opened from
	at      stage.Page
}

// screens are the pages of the window.
type screens struct {
	today   *today.Screen
	intake  *intake.Screen
	list    *cases.List
	detail  *cases.Detail
	booking *booking.Screen
	matters *matters.Screen
	keys    *keysScreen
}

// New reads what does not change while the window stands.
func New(ctx context.Context, o Options) (*App, error) {
	s := o.Session
	people, err := s.Staff(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.Matters(ctx)
	if err != nil {
		return nil, err
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	facts := &stage.Facts{
		Me: s.Me(), Office: s.Office(), People: people, Names: present.NamesOf(people),
		Matters: present.IndexMatters(all), Calendar: cal, Now: s.Now,
	}
	st := stage.New(ctx, facts, &stage.Papers{Folder: o.Papers, Print: s.Print, Open: o.OpenPaper})
	st.Crashed = o.OnPanic
	if o.Title == "" {
		o.Title = Product
	}
	return &App{opts: o, stage: st, desk: s}, nil
}

// Show opens the window. The application runs it.
func (a *App) Show(fa fyne.App) {
	fa.Settings().SetTheme(theme.New(theme.Options{Regular: fonts.SansRegular(), Bold: fonts.SansBold(), Scale: a.opts.Scale}))
	a.window = fa.NewWindow(a.opts.Title)
	a.window.SetPadded(false)
	a.window.SetMaster()
	a.Build(a.window)
	a.window.Resize(fyne.NewSize(1366, 768))
	a.window.SetCloseIntercept(func() {
		a.screens.intake.Flush()
		a.Close()
		a.window.Close()
	})
	a.window.Show()
	if a.opts.Shown != nil {
		a.opts.Shown()
	}
}

// Build makes the screens and puts them into a window.
func (a *App) Build(w fyne.Window) {
	a.window = w
	a.stage.Window = a
	top := kit.NewTopBar(kit.TopBarOptions{
		Product: Product, Hall: hallLine(a.stage.Office), SearchHint: "搜姓名、首字母、证件电话尾号、编号 A7 0006 6  Ctrl+K",
		Search: a.search, OnPick: a.picked, OnSync: a.kick, Person: person(a.stage.Me),
	})
	rail := kit.NewRail(pages(), func(key string) { a.Go(stage.Place{Page: stage.Page(key)}) })
	a.frame = kit.NewFrame(w.Canvas(), top, rail, a.always())
	a.screens = screens{
		today: today.New(a.stage, a.desk), intake: intake.New(a.stage, a.desk), booking: booking.New(a.stage, a.desk),
		matters: matters.New(a.stage), keys: newKeysScreen(),
	}
	a.screens.list = cases.NewList(a.stage, a.desk, a.openCase)
	a.screens.detail = cases.NewDetail(a.stage, a.desk, a.back)
	a.screens.keys.back = a.leaveKeys
	a.screens.today.OnUrgent = func(n int) { rail.SetBadge(string(stage.Today), n) }
	w.SetContent(a.frame.Root())
	a.light = newLamp(a.stage, a.opts.Sync, top, a.pulse)
	if a.opts.Crashed != "" {
		a.screens.today.Say(kit.ChipAmber, "上次没有正常退出。存过的办件都在，没有存的草稿会恢复到「受理」页", "经过记在 "+filepath.Base(a.opts.Crashed)+"，请交给管理员")
	}
	a.screens.intake.Restore()
	a.Go(stage.Place{Page: stage.Today})
}

// Close stops what runs behind the window, and waits for it.
func (a *App) Close() {
	if a.light != nil {
		a.light.stop()
	}
	a.stage.Close()
}

func hallLine(o hall.Office) string {
	if o.Counter == "" {
		return o.Name
	}
	return o.Name + " · " + o.Counter
}

func person(s hall.Staff) string {
	for _, r := range []hall.Role{hall.RoleClerk, hall.RoleDirector, hall.RoleAgent} {
		if s.Has(r) {
			return r.Han() + " " + s.Name
		}
	}
	return s.Name
}

// pages are the screens of the rail, in order. One that does not exist is not here.
func pages() []kit.RailItem {
	return []kit.RailItem{
		{Key: string(stage.Today), Label: "工作台"},
		{Key: string(stage.Intake), Label: "受理"},
		{Key: string(stage.Cases), Label: "办件"},
		{Key: string(stage.Booking), Label: "预约"},
		{Key: string(stage.Matters), Label: "事项"},
	}
}

// pulse follows a change of the journal or of the line.
func (a *App) pulse() {
	if a.at == stage.Today {
		a.screens.today.Reload()
	}
}

// kick asks for an exchange with the county now.
func (a *App) kick() {
	if !a.light.last.enrolled {
		a.Say(kit.ChipAmber, "还没有登记县平台。记录都在本机，登记以后会一条不少地传上去")
		return
	}
	a.opts.Sync.Kick()
	if trouble := a.opts.Sync.Trouble(); trouble != "" {
		a.Say(kit.ChipAmber, fmt.Sprintf("%s。正在再试", trouble))
		return
	}
	a.Say(kit.ChipBlue, "正在和县里对一遍")
}
