package booking

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
)

// asking is an open in-page form: a booking, or the reason of a cancellation.
type asking struct {
	first fyne.Focusable
	must  *kit.Entry
	sure  *kit.Button
	do    func()
	busy  bool
}

func (p *Screen) openForm(a *asking, title string, rows ...fyne.CanvasObject) {
	p.ask = a
	back := kit.NewButton("不做了", "Esc", p.close)
	rows = append(rows, kit.Field(labelWidth, "", kit.Grow(kit.Flow(10, a.sure, back))))
	p.right.Objects = []fyne.CanvasObject{kit.NewCard(kit.Pile(9, rows...), kit.CardOptions{Title: title})}
	p.right.Show()
	p.banner.Say(kit.NoChip, "", "")
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
	p.stage.Window.Focus(a.first)
}

const labelWidth float32 = 56

func (p *Screen) close() {
	if p.ask != nil && p.ask.busy {
		return
	}
	p.ask = nil
	p.right.Hide()
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
	p.stage.Window.Focus(p.FirstFocus())
}

// confirm does what the open form is about.
func (p *Screen) confirm() {
	a := p.ask
	if a == nil || a.busy {
		return
	}
	if strings.TrimSpace(a.must.Text) == "" {
		a.must.SetInvalid(true)
		p.stage.Window.Focus(a.must)
		return
	}
	a.do()
}

// askBook asks who takes the slot.
func (p *Screen) askBook(x present.SlotLine) {
	field := func(hint string, o kit.EntryOptions) *kit.Entry {
		o.Placeholder = hint
		e := kit.NewEntry(o)
		e.OnChanged = func(string) { e.SetInvalid(false) }
		return e
	}
	name := field("姓名", kit.EntryOptions{MaxRunes: 100})
	phone := field("手机或座机", kit.EntryOptions{Numeric: true, MaxRunes: 14})
	matter := kit.NewCombo("办什么，可空", func(text string) []kit.Option {
		var out []kit.Option
		for _, m := range p.stage.Matters.Find(text) {
			out = append(out, kit.Option{Key: m.Code, Title: m.Name, Hint: m.Code})
		}
		return out
	})
	a := &asking{first: name, must: name, sure: kit.NewPrimary("预约并出凭条", "F9", p.confirm)}
	a.do = func() {
		b := desk.Booking{Day: p.day, Start: x.Start, Counter: x.At, Matter: matter.Picked().Key, Person: desk.Applicant{Name: name.Text, Phone: phone.Text}}
		a.run(p, func(ctx context.Context) (*hall.Appointment, error) { return p.desk.Book(ctx, b) }, func(made *hall.Appointment) {
			done := "已预约 " + made.No.Spoken() + "，" + present.DayIn(made.Slot.Day, p.stage.Today()) + " " + made.Slot.Start
			p.stage.Window.Say(kit.ChipGreen, done)
			p.paper(string(made.No), done+"，凭条已生成")
		})
	}
	p.openForm(a, "预约 "+present.Day(p.day, p.stage.Today())+" "+x.Time,
		kit.Field(labelWidth, "姓名", kit.Grow(name), kit.Quiet("电话"), kit.Fixed(160, phone)),
		kit.Field(labelWidth, "事项", kit.Grow(matter)))
}

// askCancel asks why a booking is given back.
func (p *Screen) askCancel() {
	x, ok := p.marked()
	if !ok || !x.Booked {
		return
	}
	reason := kit.NewEntry(kit.EntryOptions{Placeholder: "例如：本人来电改日子", MaxRunes: 200})
	reason.OnChanged = func(string) { reason.SetInvalid(false) }
	a := &asking{first: reason, must: reason, sure: kit.NewPrimary("取消这个预约", "F9", p.confirm)}
	a.do = func() {
		why := reason.Text
		a.run(p, func(ctx context.Context) (*hall.Appointment, error) { return p.desk.CancelAppointment(ctx, x.No, why) },
			func(*hall.Appointment) {
				p.stage.Window.Say(kit.ChipGreen, "已取消预约 "+x.Spoken+"，号退回来了")
			})
	}
	p.openForm(a, "取消预约 "+x.Spoken+" · "+x.Time, kit.Field(labelWidth, "理由", kit.Grow(reason)))
}

func (a *asking) run(p *Screen, work func(ctx context.Context) (*hall.Appointment, error), then func(*hall.Appointment)) {
	a.busy = true
	a.sure.Disable()
	stage.Do(p.stage, work, func(made *hall.Appointment, err error) {
		a.busy = false
		a.sure.Enable()
		if err != nil {
			stage.Show(p.banner, err)
			p.content.Refresh()
			p.stage.Window.Focus(a.first)
			return
		}
		p.close()
		then(made)
		p.Reload()
	})
}
