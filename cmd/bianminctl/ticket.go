package main

import (
	"bianmin/desk"
	"bianmin/hall/ticket"
)

type ticketCmd struct {
	Draw    ticketDrawCmd    `cmd:"" help:"取号；可同时预审材料"`
	Call    ticketCallCmd    `cmd:"" help:"叫下一个号，或叫指定的号"`
	Recall  ticketRecallCmd  `cmd:"" help:"重呼"`
	Park    ticketParkCmd    `cmd:"" help:"过号：叫了没来"`
	Return  ticketReturnCmd  `cmd:"" help:"过号的人来了，按原来的位置重新排队"`
	Serve   ticketServeCmd   `cmd:"" help:"人到窗口了，开始办理"`
	Forward ticketForwardCmd `cmd:"" help:"转到别的队或窗口"`
	Leave   ticketLeaveCmd   `cmd:"" help:"人走了"`
	List    ticketListCmd    `cmd:"" help:"一天的号"`
	Board   ticketBoardCmd   `cmd:"" help:"候办区屏幕：在叫、在等、过号；没有姓名"`
}

type ticketDrawCmd struct {
	Queue    string   `help:"排哪一队" default:"综合"`
	Priority string   `help:"优先的缘由：elder、soldier、veteran、disabled、pregnant"`
	Born     string   `help:"出生日期；满 60 岁自动取优先号，日期不保存" placeholder:"DATE"`
	Matter   string   `help:"事项代码"`
	Checked  bool     `help:"门口预审了材料；缺什么写在号上"`
	Present  []string `help:"看到的材料，可写多次" sep:"none" placeholder:"NAME"`
}

type ticketCallCmd struct {
	No      string `arg:"" optional:"" help:"指定的号；不写叫下一个"`
	Queue   string `help:"哪一队" default:"综合"`
	Counter string `help:"哪个窗口叫的；不写是本机的窗口"`
}

type ticketNo struct {
	No string `arg:"" help:"号，例如 A7-012"`
}

type (
	ticketRecallCmd struct{ ticketNo }
	ticketParkCmd   struct{ ticketNo }
	ticketReturnCmd struct{ ticketNo }
	ticketLeaveCmd  struct{ ticketNo }
	ticketBoardCmd  struct{}
)

type ticketServeCmd struct {
	ticketNo
	Visit string `help:"来访号；当场答复的可不写"`
}

type ticketForwardCmd struct {
	ticketNo
	Queue   string `help:"转到哪一队"`
	Counter string `help:"转到哪个窗口"`
}

type ticketListCmd struct {
	Day string `arg:"" optional:"" help:"日期，不写是今天"`
}

// Help gives an example.
func (ticketDrawCmd) Help() string {
	return "例：bianminctl ticket draw --matter MZ-06 --checked --present 老人居民身份证 --priority elder"
}

// Help gives an example.
func (ticketCallCmd) Help() string { return "例：bianminctl ticket call --counter 2号窗口" }

// Run draws a ticket.
func (c ticketDrawCmd) Run(e *env) error {
	d := desk.TicketDraw{Queue: c.Queue, Priority: c.Priority, Matter: c.Matter, Checked: c.Checked, Present: c.Present}
	if c.Born != "" {
		var err error
		if d.Born, err = readDay(c.Born); err != nil {
			return err
		}
	}
	return e.onTicket(func(s *desk.Session) (*ticket.Ticket, error) { return s.DrawTicket(e.ctx, d) })
}

// Run calls.
func (c ticketCallCmd) Run(e *env) error {
	return e.onTicket(func(s *desk.Session) (*ticket.Ticket, error) {
		return s.CallTicket(e.ctx, desk.TicketCall{Queue: c.Queue, Counter: c.Counter, Ticket: c.No})
	})
}

// Run calls once more.
func (c ticketRecallCmd) Run(e *env) error {
	return e.onTicket(func(s *desk.Session) (*ticket.Ticket, error) { return s.RecallTicket(e.ctx, c.No) })
}

// Run puts aside.
func (c ticketParkCmd) Run(e *env) error {
	return e.onTicket(func(s *desk.Session) (*ticket.Ticket, error) { return s.ParkTicket(e.ctx, c.No) })
}

// Run puts back.
func (c ticketReturnCmd) Run(e *env) error {
	return e.onTicket(func(s *desk.Session) (*ticket.Ticket, error) { return s.ReturnTicket(e.ctx, c.No) })
}

// Run serves.
func (c ticketServeCmd) Run(e *env) error {
	return e.onTicket(func(s *desk.Session) (*ticket.Ticket, error) { return s.ServeTicket(e.ctx, c.No, c.Visit) })
}

// Run forwards.
func (c ticketForwardCmd) Run(e *env) error {
	return e.onTicket(func(s *desk.Session) (*ticket.Ticket, error) {
		return s.ForwardTicket(e.ctx, c.No, c.Queue, c.Counter)
	})
}

// Run ends a ticket nobody comes for.
func (c ticketLeaveCmd) Run(e *env) error {
	return e.onTicket(func(s *desk.Session) (*ticket.Ticket, error) { return s.LeaveTicket(e.ctx, c.No) })
}

// Run lists a day's.
func (c ticketListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		day, err := dayOr(c.Day, s.Today())
		if err != nil {
			return err
		}
		list, err := s.Tickets(e.ctx, day)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, t := range list {
			if !e.cli.JSON {
				line := t.Number + "  " + t.Queue + "  " + t.State.Han() + "  " + t.Counter
				for _, x := range t.Conflicts() {
					line += "  【需处理】" + x.Conflict
				}
				e.say("%s", line)
			}
			out = append(out, ticketJSON(t))
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "day": day.String(), "tickets": out})
		}
		if len(list) == 0 {
			e.say("%s没有人取号", day.Han())
		}
		return nil
	})
}

// Run shows the waiting room.
func (ticketBoardCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		w, err := s.WaitingRoom(e.ctx)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{
				"ok": true, "day": w.Day.String(), "calling": board(w.Calling), "waiting": board(w.Waiting), "parked": board(w.Parked),
			})
		}
		for _, x := range w.Calling {
			e.say("请 %s 号到 %s", x.Number, x.Counter)
		}
		for _, x := range w.Waiting {
			e.say("等候 %s  %s", x.Number, x.Queue)
		}
		for _, x := range w.Parked {
			e.say("过号 %s", x.Number)
		}
		if len(w.Calling)+len(w.Waiting)+len(w.Parked) == 0 {
			e.say("没有人在等")
		}
		return nil
	})
}

func board(lines []desk.RoomLine) []map[string]any {
	out := []map[string]any{}
	for _, x := range lines {
		out = append(out, map[string]any{"number": x.Number, "queue": x.Queue, "counter": x.Counter})
	}
	return out
}

func (e *env) onTicket(do func(*desk.Session) (*ticket.Ticket, error)) error {
	return e.onSession(func(s *desk.Session) error {
		t, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := ticketJSON(t)
			out["ok"], out["timeline"] = true, timeline(t.History)
			return e.emit(out)
		}
		e.say("%s 号  %s  %s  %s", t.Number, t.Queue, t.State.Han(), t.Counter)
		if t.Asked.Checked {
			e.say("%s：还缺 %s", t.Asked.Matter.Name, listed(t.Asked.Missing))
		}
		return nil
	})
}

func ticketJSON(t *ticket.Ticket) map[string]any {
	return map[string]any{
		"ticket": t.Number, "no": t.No, "id": t.ID, "state": t.State, "queue": t.Queue, "counter": t.Counter, "wanted": t.Wanted,
		"priority": t.Asked.Priority, "matter": t.Asked.Matter.Code, "checked": t.Asked.Checked,
		"missing": append([]string{}, t.Asked.Missing...), "visit": t.Visit, "conflicts": len(t.Conflicts()),
	}
}
