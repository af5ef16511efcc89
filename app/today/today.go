// Package today is the 工作台 page: what to do now, in order, and the figures of the day.
package today

import (
	"context"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
)

// Desk gathers what there is to do.
type Desk interface {
	Workbench(ctx context.Context) (desk.Workbench, error)
}

// Screen is the page.
type Screen struct {
	stage *stage.Stage
	desk  Desk
	// OnUrgent hears how many things want attention, each time the page is read.
	OnUrgent func(n int)

	day     *kit.Label
	stats   []*kit.StatCard
	kinds   []present.Stat
	lines   []present.BenchLine
	list    *kit.RowList
	foot    *kit.Label
	banner  *kit.Banner
	content fyne.CanvasObject
	reading bool
}

// New makes the page.
func New(s *stage.Stage, d Desk) *Screen {
	p := &Screen{stage: s, desk: d, banner: kit.NewBanner()}
	p.day = kit.NewLabel("", kit.LabelStyle{Tone: kit.ToneQuiet, Size: 14, Loose: true})
	p.foot = kit.NewLabel("", kit.LabelStyle{Tone: kit.ToneQuiet, Loose: true})
	p.list = kit.NewRowList(kit.RowListOptions{
		Columns: []kit.Column{
			{Width: 172},
			{Width: 150, Flex: 1.2},
			{Width: 140, Flex: 0.4},
			{Width: 92},
			{Width: 70},
			{Width: 104, Align: fyne.TextAlignTrailing, Opens: true},
		},
		Len: func() int { return len(p.lines) }, Row: p.row, OnOpen: p.open, Empty: "正在读…",
	})
	p.kinds = present.Stats(desk.Workbench{})
	cards := make([]fyne.CanvasObject, len(p.kinds))
	for i, k := range p.kinds {
		card := kit.NewStatCard(k.Word, "–", "", kit.ToneInk)
		card.OnTap = func() { p.show(i) }
		p.stats = append(p.stats, card)
		cards[i] = card
	}
	more := kit.Pad(9, 16, 9, 16, kit.Line(12, kit.Grow(p.foot), kit.NewLink("全部办件", "F5", p.all)))
	p.content = kit.Pile(12,
		kit.Line(20, kit.Heading("今天要做的事"), kit.Grow(p.day)),
		p.banner,
		kit.Equal(10, cards...),
		kit.Grow(kit.NewCard(kit.Pile(0, kit.Grow(p.list), kit.Rule(), more), kit.CardOptions{Bare: true})),
	)
	return p
}

// Content satisfies kit.Screen.
func (p *Screen) Content() fyne.CanvasObject { return p.content }

// FirstFocus satisfies kit.Screen.
func (p *Screen) FirstFocus() fyne.Focusable { return p.list.Focusable() }

// Keys satisfies kit.Screen.
func (p *Screen) Keys() []kit.KeyAct {
	return []kit.KeyAct{{Key: "↑ ↓", Label: "选择"}, {Key: "⏎", Label: "打开"}, {Key: "F5", Label: "全部办件", Do: p.all}}
}

func (p *Screen) all() { p.jump(stage.Cases, string(hall.FilterAll)) }

func (p *Screen) jump(page stage.Page, key string) {
	p.stage.Window.Go(stage.Place{Page: page, Key: key})
}

// show opens what a figure counts.
func (p *Screen) show(i int) {
	if f := p.kinds[i].Filter; f != "" {
		p.jump(stage.Cases, string(f))
		return
	}
	p.jump(stage.Booking, p.stage.Today().String())
}

// Say puts a sentence above the figures, as after a crash.
func (p *Screen) Say(kind kit.ChipKind, say, next string) { p.banner.Say(kind, say, next) }

// Reload gathers the page again.
func (p *Screen) Reload() {
	if p.reading {
		return
	}
	p.reading = true
	stage.Do(p.stage, p.desk.Workbench, func(w desk.Workbench, err error) {
		p.reading = false
		if err != nil {
			stage.Show(p.banner, err)
			p.content.Refresh()
			return
		}
		p.put(w)
	})
}

func (p *Screen) put(w desk.Workbench) {
	day := present.Day(w.Day, w.Day)
	if works, err := p.stage.Calendar.IsWorkday(w.Day); err != nil {
		day += " · " + err.Error()
	} else if !works {
		day += " · 不是工作日"
	}
	p.day.SetText(day)
	p.kinds = present.Stats(w)
	for i, k := range p.kinds {
		p.stats[i].Set(k.Number, k.Unit, tone(k.Mark))
	}
	p.lines = present.Bench(w, p.stage.Names, p.stage.Now())
	p.foot.SetText(present.BenchFoot(w))
	p.list.SetEmpty("今天没有要赶的事。按 F4 受理新的一件")
	p.list.Reload()
	if p.OnUrgent != nil {
		p.OnUrgent(present.Urgent(w.Counts))
	}
}

func tone(m present.Mark) kit.Tone {
	switch m {
	case present.Red:
		return kit.ToneOverdue
	case present.Amber:
		return kit.ToneDue
	}
	return kit.ToneInk
}

func (p *Screen) row(i int) []kit.Cell {
	x := p.lines[i]
	return []kit.Cell{
		{Text: x.Chip.Text, Chip: stage.Chip(x.Chip.Mark)},
		{Text: x.What},
		{Text: x.Who},
		{Text: x.No, Mono: true},
		{Text: x.By, Tone: kit.ToneQuiet},
		{Text: x.Do + " ⏎", Tone: kit.ToneAccent},
	}
}

func (p *Screen) open(i int) {
	if x := p.lines[i]; x.Case != "" {
		p.jump(stage.Cases, x.Case)
	} else {
		p.jump(stage.Intake, x.Appointment)
	}
}
