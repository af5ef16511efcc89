package main

import (
	"strings"

	"bianmin/desk"
	"bianmin/hall"
)

type appointNo struct {
	No string `arg:"" help:"预约编号"`
}

type appointMoveCmd struct {
	appointNo
	Day     string `arg:"" help:"改到哪天，例如 2026-11-25"`
	Start   string `arg:"" help:"时段开始，例如 10:00"`
	Counter string `help:"窗口；省略则选余号最多的" placeholder:"CODE"`
	Reason  string `required:"" help:"为什么改"`
}

type appointCallCmd struct {
	appointNo
	Counter string `help:"哪个窗口；省略则是约的那个窗口" placeholder:"CODE"`
}

type (
	appointRecallCmd struct{ appointNo }
	appointParkCmd   struct{ appointNo }
	appointShowCmd   struct{ appointNo }
)

type appointForwardCmd struct {
	appointNo
	To     string `required:"" help:"转到哪个窗口" placeholder:"CODE"`
	Reason string `required:"" help:"为什么转"`
}

type appointServeCmd struct {
	appointNo
	Case  []string `help:"办件编号，可写多次" sep:"none"`
	Visit string   `help:"来访号"`
}

type appointNoshowCmd struct {
	No  string `arg:"" optional:"" help:"预约编号"`
	All bool   `help:"时段过了 15 分钟还没有来的，全部记下；再跑一次也无妨"`
}

type appointAttendCmd struct {
	Day string `help:"看哪一天约超的时段，默认今天" placeholder:"2026-11-24"`
}

type appointWeekCmd struct {
	Day string `arg:"" help:"这一周里的任意一天，例如 2026-11-24"`
}

// Help gives an example.
func (appointMoveCmd) Help() string {
	return "例：bianminctl appoint move A70001K 2026-11-25 10:00 --reason 本人来电改日子"
}

// Help gives an example.
func (appointCallCmd) Help() string { return "例：bianminctl appoint call A70001K --counter 2" }

// Help gives an example.
func (appointForwardCmd) Help() string {
	return "例：bianminctl appoint forward A70001K --to 3 --reason 这件事由3号窗口办"
}

// Help gives an example.
func (appointServeCmd) Help() string {
	return "例：bianminctl appoint serve A70001K --case A70123K"
}

// Help gives an example.
func (appointNoshowCmd) Help() string {
	return "例：bianminctl appoint noshow A70001K；或 bianminctl appoint noshow --all"
}

// Help gives an example.
func (appointWeekCmd) Help() string { return "例：bianminctl --json appoint week 2026-11-24" }

// Run moves a booking.
func (c appointMoveCmd) Run(e *env) error {
	day, err := readDay(c.Day)
	if err != nil {
		return err
	}
	return e.onAppointment(func(s *desk.Session) (*hall.Appointment, error) {
		return s.MoveAppointment(e.ctx, c.No, desk.Move{Day: day, Start: c.Start, Counter: c.Counter, Reason: c.Reason})
	})
}

// Run calls.
func (c appointCallCmd) Run(e *env) error {
	return e.onAppointment(func(s *desk.Session) (*hall.Appointment, error) { return s.Call(e.ctx, c.No, c.Counter) })
}

// Run calls again.
func (c appointRecallCmd) Run(e *env) error {
	return e.onAppointment(func(s *desk.Session) (*hall.Appointment, error) { return s.Recall(e.ctx, c.No) })
}

// Run puts aside.
func (c appointParkCmd) Run(e *env) error {
	return e.onAppointment(func(s *desk.Session) (*hall.Appointment, error) { return s.Park(e.ctx, c.No) })
}

// Run forwards.
func (c appointForwardCmd) Run(e *env) error {
	return e.onAppointment(func(s *desk.Session) (*hall.Appointment, error) { return s.Forward(e.ctx, c.No, c.To, c.Reason) })
}

// Run ends an appointment.
func (c appointServeCmd) Run(e *env) error {
	return e.onAppointment(func(s *desk.Session) (*hall.Appointment, error) {
		return s.Serve(e.ctx, c.No, desk.Served{Cases: c.Case, Visit: c.Visit})
	})
}

// Run writes no-shows down.
func (c appointNoshowCmd) Run(e *env) error {
	if c.All == (c.No != "") {
		return hall.Refuse("要么写一个预约编号，要么写 --all", "例：bianminctl appoint noshow --all")
	}
	if !c.All {
		return e.onAppointment(func(s *desk.Session) (*hall.Appointment, error) { return s.NoShow(e.ctx, c.No) })
	}
	return e.onSession(func(s *desk.Session) error {
		marked, err := s.MarkNoShows(e.ctx)
		if err != nil {
			return err
		}
		numbers := []hall.AppointNo{}
		for _, a := range marked {
			if !e.cli.JSON {
				e.say("%s  %s  %s", a.No, a.Slot.Han(), a.State.Han())
			}
			numbers = append(numbers, a.No)
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "missed": numbers})
		}
		if len(marked) == 0 {
			e.say("没有过时未到的")
		}
		return nil
	})
}

// Run shows one with its timeline.
func (c appointShowCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		a, err := s.Appointment(e.ctx, c.No)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := e.appointment(a)
			out["timeline"] = timeline(a.History)
			return e.emit(out)
		}
		if err := e.showAppointment(a); err != nil {
			return err
		}
		e.sayTimeline(s, a.History)
		return nil
	})
}

// Run lists what wants a decision.
func (c appointAttendCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		day := s.Today()
		if c.Day != "" {
			var err error
			if day, err = readDay(c.Day); err != nil {
				return err
			}
		}
		conflicts, err := s.AppointmentConflicts(e.ctx)
		if err != nil {
			return err
		}
		over, err := s.Overbooked(e.ctx, day)
		if err != nil {
			return err
		}
		lost, err := s.Stranded(e.ctx)
		if err != nil {
			return err
		}
		clashing, full, stranded := []map[string]any{}, []map[string]any{}, []hall.AppointNo{}
		for _, a := range conflicts {
			clashing = append(clashing, map[string]any{"appointment": a.No, "state": a.State, "conflicts": timeline(a.Conflicts())})
			for _, x := range a.Conflicts() {
				e.say("预约 %s  %s", a.No, x.Conflict)
			}
			e.say("  两处的记录都留着（appoint show %s）；人在哪个窗口就由哪个窗口办完（appoint serve）", a.No.Spoken())
		}
		for _, o := range over {
			numbers := []hall.AppointNo{}
			for _, a := range o.Booked {
				numbers = append(numbers, a.No)
			}
			e.say("%s%s  可约 %d 人，约了 %d 人", o.Slot.Han(), spaced(o.Counter.Name), o.Quota, len(o.Booked))
			full = append(full, map[string]any{
				"counter": o.Counter.Code, "day": o.Slot.Day.String(), "start": o.Slot.Start, "quota": o.Quota, "appointments": numbers,
			})
			e.say("  请联系后约的人改约（appoint move）：%s", spokenOf(o.Booked))
		}
		for _, a := range lost {
			stranded = append(stranded, a.No)
			e.say("预约 %s  %s%s  这个时段没有窗口了，请联系本人改约（appoint move）或取消（appoint cancel）", a.No, a.Slot.Han(), spaced(a.Counter.Name))
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "conflicts": clashing, "overbooked": full, "stranded": stranded})
		}
		if len(conflicts)+len(over)+len(lost) == 0 {
			e.say("没有要处理的")
		}
		return nil
	})
}

func spokenOf(list []*hall.Appointment) string {
	var out []string
	for _, a := range list {
		out = append(out, a.No.Spoken())
	}
	return strings.Join(out, "、")
}

// Run shows a week.
func (c appointWeekCmd) Run(e *env) error {
	day, err := readDay(c.Day)
	if err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		grid, err := s.WeekGrid(e.ctx, day)
		if err != nil {
			return err
		}
		rows := []map[string]any{}
		for _, row := range grid.Rows {
			days, words := []map[string]any{}, []string{}
			for _, cell := range row.Days {
				slots, left := []map[string]any{}, 0
				for _, x := range cell.Slots {
					slots, left = append(slots, slotJSON(x)), left+x.Left
				}
				days = append(days, map[string]any{"day": cell.Day.String(), "off": cell.Off, "booked": cell.Booked, "left": left, "slots": slots})
				words = append(words, dayWords(cell, left))
			}
			if !e.cli.JSON {
				e.say("%s%s", row.Counter.Name, strings.Join(words, ""))
			}
			rows = append(rows, map[string]any{"counter": row.Counter.Code, "name": row.Counter.Name, "days": days})
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "monday": grid.Monday.String(), "counters": rows})
		}
		return nil
	})
}
