// Package booking is the 预约 page: a day's slots with the places left, and who comes when.
package booking

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/workday"
)

// Desk is what the page needs of the person signed in.
type Desk interface {
	Slots(ctx context.Context, day hall.Date) ([]desk.SlotState, error)
	Appointments(ctx context.Context, day hall.Date) ([]*hall.Appointment, error)
	Book(ctx context.Context, b desk.Booking) (*hall.Appointment, error)
	CheckIn(ctx context.Context, key string) (*hall.Appointment, error)
	CancelAppointment(ctx context.Context, key, reason string) (*hall.Appointment, error)
}

// Screen is the page.
type Screen struct {
	stage *stage.Stage
	desk  Desk

	date    *kit.DateField
	title   *kit.Label
	list    *kit.RowList
	lines   []present.SlotLine
	right   *fyne.Container
	ask     *asking // open form, nil for none
	banner  *kit.Banner
	content fyne.CanvasObject
	day     hall.Date
	last    stage.Made
}

// New makes the page.
func New(s *stage.Stage, d Desk) *Screen {
	p := &Screen{stage: s, desk: d, banner: kit.NewBanner(), right: container.NewStack()}
	p.title = kit.NewLabel("", kit.LabelStyle{Tone: kit.ToneQuiet, Size: 14, Loose: true})
	p.date = kit.NewDateField("日期，如 今天、+1、1201", func() time.Time { return s.Now().In(workday.Beijing()) })
	p.date.OnDate = func(text string) {
		if d, err := workday.ParseDate(text); err == nil {
			p.Show(d)
		}
	}
	p.list = kit.NewRowList(kit.RowListOptions{
		Columns: []kit.Column{
			{Title: "时段", Width: 106}, {Title: "余号", Width: 96}, {Title: "预约人", Width: 120, Flex: 0.7}, {Title: "事项", Width: 120, Flex: 1}, {Title: "编号", Width: 92},
		},
		Len: func() int { return len(p.lines) }, Row: p.row, OnOpen: p.open, OnSelect: func(int) { s.Window.RefreshKeys() }, RowHeight: 40,
	})
	p.content = kit.Pile(12,
		kit.Line(14, kit.Heading("预约"), kit.Fixed(130, p.date), kit.NewButton("前一天", "F6", func() { p.move(-1) }),
			kit.NewButton("后一天", "F7", func() { p.move(1) }), kit.Grow(p.title)),
		p.banner,
		p.right,
		kit.Grow(kit.NewCard(p.list, kit.CardOptions{Bare: true})))
	p.right.Hide()
	return p
}

// Content satisfies kit.Screen.
func (p *Screen) Content() fyne.CanvasObject { return p.content }

// FirstFocus satisfies kit.Screen.
func (p *Screen) FirstFocus() fyne.Focusable {
	if p.ask != nil {
		return p.ask.first
	}
	return p.list.Focusable()
}

// Keys satisfies kit.Screen.
func (p *Screen) Keys() []kit.KeyAct {
	if p.ask != nil {
		return []kit.KeyAct{
			{Key: "⏎", Label: "下一格"}, {Key: "F9", Label: p.ask.sure.Label(), Do: p.confirm}, {Key: "Esc", Label: "不做了", Do: p.close},
		}
	}
	keys := []kit.KeyAct{{Key: "↑ ↓", Label: "选择"}}
	line, ok := p.marked()
	switch {
	case ok && line.No == "" && line.Free:
		keys = append(keys, kit.KeyAct{Key: "⏎", Label: "约这个时段"})
	case ok && line.Booked:
		keys = append(keys, kit.KeyAct{Key: "⏎", Label: "签到"},
			kit.KeyAct{Key: "F9", Label: "受理", Do: p.take},
			kit.KeyAct{Key: "F8", Label: "打印凭条", Do: p.print},
			kit.KeyAct{Key: "Delete", Label: "取消预约", Do: p.askCancel})
	case ok && line.No != "" && !line.Cancelled:
		keys = append(keys, kit.KeyAct{Key: "F9", Label: "受理", Do: p.take}, kit.KeyAct{Key: "F8", Label: "打印凭条", Do: p.print})
	}
	keys = append(keys,
		kit.KeyAct{Key: "F6", Label: "前一天", Do: func() { p.move(-1) }},
		kit.KeyAct{Key: "F7", Label: "后一天", Do: func() { p.move(1) }},
		kit.KeyAct{Key: "F2", Label: "选日期", Do: func() { p.stage.Window.Focus(p.date) }})
	if p.last.Path != "" {
		keys = append(keys, kit.KeyAct{Key: "F3", Label: "打开凭条", Do: p.openPaper})
	}
	return keys
}

// Start shows the day of a key (2026-11-24), or the day as it was left.
func (p *Screen) Start(key string) {
	day, err := workday.ParseDate(key)
	if err != nil {
		day = p.day
	}
	if day.IsZero() {
		day = p.stage.Today()
	}
	p.Show(day)
}

func (p *Screen) move(by int) { p.Show(p.day.AddDays(by)) }

// Show reads a day.
func (p *Screen) Show(day hall.Date) {
	if p.ask != nil {
		p.close()
	}
	p.day = day
	p.date.SetDate(day.String())
	p.Reload()
}

// today's plan of slots, and who is booked.
type plan struct {
	slots  []desk.SlotState
	booked []*hall.Appointment
	off    error // the year has no schedule: no slots, but the bookings are shown
}

// Reload reads the day again.
func (p *Screen) Reload() {
	day := p.day
	if day.IsZero() {
		return
	}
	stage.Do(p.stage, func(ctx context.Context) (plan, error) {
		var got plan
		var err error
		if got.booked, err = p.desk.Appointments(ctx, day); err != nil {
			return got, err
		}
		got.slots, got.off = p.desk.Slots(ctx, day)
		return got, nil
	}, func(got plan, err error) {
		if day != p.day {
			return
		}
		if err != nil {
			stage.Show(p.banner, err)
			p.content.Refresh()
			return
		}
		p.put(got)
	})
}

func (p *Screen) put(got plan) {
	p.banner.Say(kit.NoChip, "", "")
	p.lines = present.Slots(got.slots, got.booked, p.stage.Now())
	p.title.SetText(present.DayTitle(p.day, p.stage.Today(), got.slots, got.booked))
	empty := "这一天不上班，没有时段可约"
	if got.off != nil {
		stage.Show(p.banner, got.off)
		empty = "放假安排没有导入，不知道这一天上不上班"
	} else if len(got.slots) == 0 {
		p.banner.Say(kit.ChipBlue, present.Day(p.day, p.stage.Today())+" 不上班，不能预约", "按 F7 看后一天")
	}
	p.list.SetEmpty(empty)
	p.list.Reload()
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
}

func (p *Screen) row(i int) []kit.Cell {
	x := p.lines[i]
	tone := kit.ToneInk
	if x.Cancelled || x.Past {
		tone = kit.ToneFaint
	}
	return []kit.Cell{
		{Text: x.Time, Tone: tone, Mono: true}, {Text: x.Chip.Text, Chip: stage.Chip(x.Chip.Mark)}, {Text: x.Who, Tone: tone}, {Text: x.What, Tone: tone}, {Text: x.Spoken, Mono: true, Tone: tone},
	}
}

func (p *Screen) marked() (present.SlotLine, bool) {
	i := p.list.Selected()
	if i < 0 || i >= len(p.lines) {
		return present.SlotLine{}, false
	}
	return p.lines[i], true
}

// open is Enter: book a free slot, or check a booked person in.
func (p *Screen) open(int) {
	x, ok := p.marked()
	switch {
	case !ok:
	case x.No == "" && x.Free:
		p.askBook(x)
	case x.Booked:
		p.act("已签到 "+x.Spoken, func(ctx context.Context) (*hall.Appointment, error) { return p.desk.CheckIn(ctx, x.No) })
	}
}

// take opens 受理 filled from the booking.
func (p *Screen) take() {
	if x, ok := p.marked(); ok && x.No != "" {
		p.stage.Window.Go(stage.Place{Page: stage.Intake, Key: x.No})
	}
}

func (p *Screen) act(done string, work func(ctx context.Context) (*hall.Appointment, error)) {
	stage.Do(p.stage, work, func(_ *hall.Appointment, err error) {
		if err != nil {
			stage.Show(p.banner, err)
			p.content.Refresh()
			return
		}
		p.stage.Window.Say(kit.ChipGreen, done)
		p.Reload()
	})
}

func (p *Screen) print() {
	if x, ok := p.marked(); ok && x.No != "" {
		p.paper(x.No, "预约凭条已生成")
	}
}

func (p *Screen) paper(no, done string) {
	stage.Do(p.stage, func(ctx context.Context) (stage.Made, error) {
		return p.stage.Papers.Make(ctx, desk.Order{Kind: hall.PaperAppointment, Appointment: no}, no+"-"+hall.PaperAppointment.Han())
	}, func(made stage.Made, err error) {
		if err != nil {
			p.stage.Fault(err)
			return
		}
		p.last = made
		p.stage.Window.Offer(kit.ChipGreen, done, "打开 F3", p.openPaper)
		p.stage.Window.RefreshKeys()
	})
}

func (p *Screen) openPaper() {
	if err := p.stage.Papers.Open(p.last.Path); err != nil {
		p.stage.Fault(err)
	}
}
