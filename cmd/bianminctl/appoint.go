package main

import (
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

type appointCmd struct {
	Slots   appointSlotsCmd   `cmd:"" help:"一天的时段和余号"`
	Book    appointBookCmd    `cmd:"" help:"登记一个预约"`
	Cancel  appointCancelCmd  `cmd:"" help:"取消"`
	Checkin appointCheckinCmd `cmd:"" help:"签到"`
	List    appointListCmd    `cmd:"" help:"一天的预约"`
}

type appointSlotsCmd struct {
	Day string `arg:"" help:"日期，例如 2026-11-24"`
}

type appointListCmd struct {
	Day string `arg:"" help:"日期，例如 2026-11-24"`
}

type appointBookCmd struct {
	Day    string `arg:"" help:"日期，例如 2026-11-24"`
	Start  string `arg:"" help:"时段开始，例如 09:30"`
	Name   string `required:"" help:"姓名；- 从标准输入读"`
	Phone  string `help:"电话"`
	IDType string `help:"证件类型" default:""`
	ID     string `help:"证件号"`
	Matter string `help:"事项代码"`
}

type appointCancelCmd struct {
	No     string `arg:"" help:"预约编号"`
	Reason string `help:"为什么取消"`
}

type appointCheckinCmd struct {
	No string `arg:"" help:"预约编号"`
}

func readDay(text string) (hall.Date, error) {
	day, err := workday.ParseDate(text)
	if err != nil {
		return hall.Date{}, hall.Refuse(err.Error(), "例如 2026-11-24")
	}
	return day, nil
}

// Run lists the slots.
func (c appointSlotsCmd) Run(e *env) error {
	day, err := readDay(c.Day)
	if err != nil {
		return err
	}
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	slots, err := session.Slots(e.ctx, day)
	if err != nil {
		return err
	}
	out := []map[string]any{}
	for _, s := range slots {
		if !e.cli.JSON {
			e.say("%s—%s  余 %d", s.Slot.Start, s.Slot.End(), s.Left)
		}
		out = append(out, map[string]any{"start": s.Slot.Start, "end": s.Slot.End(), "quota": s.Quota, "left": s.Left})
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "day": day.String(), "slots": out})
	}
	if len(slots) == 0 {
		e.say("%s（%s）不上班", day.Han(), day.WeekdayHan())
	}
	return nil
}

// Run books.
func (c appointBookCmd) Run(e *env) error {
	day, err := readDay(c.Day)
	if err != nil {
		return err
	}
	name, err := e.typed(c.Name)
	if err != nil {
		return err
	}
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	a, err := session.Book(e.ctx, desk.Booking{
		Day: day, Start: c.Start, Matter: c.Matter,
		Person: desk.Applicant{Name: name, Phone: c.Phone, IDType: ident.DocType(c.IDType), ID: c.ID},
	})
	if err != nil {
		return err
	}
	return e.showAppointment(a)
}

// Run cancels.
func (c appointCancelCmd) Run(e *env) error {
	return e.onAppointment(func(s *desk.Session) (*hall.Appointment, error) {
		return s.CancelAppointment(e.ctx, c.No, c.Reason)
	})
}

// Run checks in.
func (c appointCheckinCmd) Run(e *env) error {
	return e.onAppointment(func(s *desk.Session) (*hall.Appointment, error) { return s.CheckIn(e.ctx, c.No) })
}

// Run lists the bookings of a day.
func (c appointListCmd) Run(e *env) error {
	day, err := readDay(c.Day)
	if err != nil {
		return err
	}
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	list, err := session.Appointments(e.ctx, day)
	if err != nil {
		return err
	}
	out := []map[string]any{}
	for _, a := range list {
		if e.cli.JSON {
			out = append(out, e.appointment(a))
			continue
		}
		e.say("%s  %s  %s  %s  %s", a.Slot.Start, a.No, a.Person.Name, a.Matter.Name, a.State.Han())
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "day": day.String(), "appointments": out})
	}
	if len(list) == 0 {
		e.say("这一天没有预约")
	}
	return nil
}

func (e *env) onAppointment(act func(*desk.Session) (*hall.Appointment, error)) error {
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	a, err := act(session)
	if err != nil {
		return err
	}
	return e.showAppointment(a)
}

func (e *env) appointment(a *hall.Appointment) map[string]any {
	return map[string]any{
		"ok": true, "appointment": a.No, "spoken": a.No.Spoken(), "id": a.ID, "state": a.State, "day": a.Slot.Day.String(), "start": a.Slot.Start,
		"end": a.Slot.End(), "person": e.person(a.Person), "matter": a.Matter.Code,
	}
}

func (e *env) showAppointment(a *hall.Appointment) error {
	if e.cli.JSON {
		return e.emit(e.appointment(a))
	}
	e.say("预约 %s（%s）  %s  %s", a.No, a.No.Spoken(), a.Slot.Han(), a.State.Han())
	return nil
}
