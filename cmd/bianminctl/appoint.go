package main

import (
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

// appointCmd is the appointments. It is long because each step of a person's way is a command.
type appointCmd struct {
	Slots    appointSlotsCmd   `cmd:"" help:"一天的时段和余号"`
	Week     appointWeekCmd    `cmd:"" help:"一周各窗口的余号"`
	Book     appointBookCmd    `cmd:"" help:"登记一个预约，可以一次约几样"`
	Move     appointMoveCmd    `cmd:"" help:"改约：退回原来的号，另约一个，编号不变"`
	Cancel   appointCancelCmd  `cmd:"" help:"取消"`
	Checkin  appointCheckinCmd `cmd:"" help:"签到"`
	Call     appointCallCmd    `cmd:"" help:"叫号到窗口"`
	Recall   appointRecallCmd  `cmd:"" help:"再叫一次"`
	Park     appointParkCmd    `cmd:"" help:"过号：叫了没来的先放一放"`
	Forward  appointForwardCmd `cmd:"" help:"转到另一个窗口等"`
	Serve    appointServeCmd   `cmd:"" help:"办完，可写办件编号"`
	Noshow   appointNoshowCmd  `cmd:"" help:"记爽约；--all 记下所有过时未到的"`
	Show     appointShowCmd    `cmd:"" help:"看一个：时段、窗口、经过"`
	List     appointListCmd    `cmd:"" help:"一天的预约"`
	Attend   appointAttendCmd  `cmd:"" name:"attention" help:"要人处理的：两处都叫了的人、约超了的时段、窗口撤了还约着的人"`
	Counters countersCmd       `cmd:"" help:"有哪些窗口"`
	Counter  counterCmd        `cmd:"" help:"设窗口、排时段、排例外、撤销"`
}

type appointSlotsCmd struct {
	Day     string   `arg:"" help:"日期，例如 2026-11-24"`
	Counter string   `help:"只看一个窗口" placeholder:"CODE"`
	Matter  []string `help:"要办的事项代码，可写多次；时段按要办的合起来算" sep:"none"`
}

type appointListCmd struct {
	Day string `arg:"" help:"日期，例如 2026-11-24"`
}

type appointBookCmd struct {
	Day     string   `arg:"" help:"日期，例如 2026-11-24"`
	Start   string   `arg:"" help:"时段开始，例如 09:30"`
	Name    string   `required:"" help:"姓名；- 从标准输入读"`
	Phone   string   `help:"电话"`
	IDType  string   `help:"证件类型" default:""`
	ID      string   `help:"证件号"`
	Matter  []string `help:"事项代码，可写多次" sep:"none"`
	Counter string   `help:"窗口；省略则选余号最多的" placeholder:"CODE"`
	Check   bool     `help:"只看要提醒什么，不登记"`
}

type appointCancelCmd struct {
	No     string `arg:"" help:"预约编号"`
	Reason string `help:"为什么取消"`
}

type appointCheckinCmd struct {
	No string `arg:"" help:"预约编号"`
}

// Help gives an example.
func (appointSlotsCmd) Help() string {
	return "例：bianminctl appoint slots 2026-11-24 --counter 2 --matter MZ-06"
}

// Help gives an example.
func (appointBookCmd) Help() string {
	return `例：bianminctl appoint book 2026-11-24 09:30 --name 周桂英 --phone 13800000031 --matter MZ-06 --matter GH-01 --counter 2
几样一起约的，接连占同一个窗口的几个时段。`
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
	slots, err := session.SlotsFor(e.ctx, desk.SlotQuery{Day: day, Counter: c.Counter, Matters: c.Matter})
	if err != nil {
		return err
	}
	out := []map[string]any{}
	for _, s := range slots {
		if !e.cli.JSON {
			e.say("%s—%s  余 %d  %s", s.Slot.Start, s.Slot.End(), s.Left, s.Counter.Name)
		}
		out = append(out, slotJSON(s))
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "day": day.String(), "slots": out})
	}
	if len(slots) == 0 {
		e.say("%s（%s）不上班，或没有窗口接受预约", day.Han(), day.WeekdayHan())
	}
	return nil
}

func slotJSON(s desk.SlotState) map[string]any {
	out := map[string]any{"start": s.Slot.Start, "end": s.Slot.End(), "quota": s.Quota, "left": s.Left}
	if s.Counter.Code != "" {
		out["counter"] = s.Counter.Code
	}
	return out
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
	b := desk.Booking{
		Day: day, Start: c.Start, Matters: c.Matter, Counter: c.Counter,
		Person: desk.Applicant{Name: name, Phone: c.Phone, IDType: ident.DocType(c.IDType), ID: c.ID},
	}
	if c.Check {
		warnings, err := session.BookingWarnings(e.ctx, b)
		if err != nil {
			return err
		}
		return e.showWarnings(warnings)
	}
	made, err := session.Reserve(e.ctx, b)
	if err != nil {
		return err
	}
	return e.showAppointment(made.Appointment, made.Warnings...)
}

func (e *env) showWarnings(warnings []string) error {
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "warnings": append([]string{}, warnings...)})
	}
	for _, w := range warnings {
		e.say("注意：%s", w)
	}
	if len(warnings) == 0 {
		e.say("没有要提醒的")
	}
	return nil
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
		e.say("%s  %s  %s  %s  %s  %s", a.Slot.Start, a.No, a.Person.Name, a.MattersHan(), a.At().Name, a.State.Han())
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
	out := map[string]any{
		"ok": true, "appointment": a.No, "spoken": a.No.Spoken(), "id": a.ID, "state": a.State, "day": a.Slot.Day.String(), "start": a.Slot.Start,
		"end": a.Slot.End(), "person": e.person(a.Person), "matter": a.Matter.Code,
	}
	if a.Counter.Code != "" {
		out["counter"] = a.Counter.Code
	}
	if len(a.Matters) > 0 {
		codes := []string{}
		for _, m := range a.Matters {
			codes = append(codes, m.Code)
		}
		out["matters"] = codes
	}
	if q := a.Queue; q.Calls > 0 {
		out["called_by"], out["calls"] = q.At.Code, q.Calls
	}
	if a.Queue.For.Code != "" {
		out["waits_for"] = a.Queue.For.Code
	}
	if a.Queue.Late {
		out["late"] = true
	}
	if len(a.Queue.Cases) > 0 {
		out["cases"] = a.Queue.Cases
	}
	return out
}

func (e *env) showAppointment(a *hall.Appointment, warnings ...string) error {
	if e.cli.JSON {
		out := e.appointment(a)
		if len(warnings) > 0 {
			out["warnings"] = warnings
		}
		return e.emit(out)
	}
	e.say("预约 %s（%s）  %s  %s%s", a.No, a.No.Spoken(), a.Slot.Han(), a.State.Han(), spaced(a.At().Name))
	for _, w := range warnings {
		e.say("注意：%s", w)
	}
	return nil
}

func spaced(text string) string {
	if text == "" {
		return ""
	}
	return "  " + text
}
