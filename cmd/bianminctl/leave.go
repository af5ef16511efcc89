package main

import (
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/leave"
	"bianmin/hall/workday"
)

type leaveCmd struct {
	Ask      leaveAskCmd      `cmd:"" help:"请假"`
	Approve  leaveApproveCmd  `cmd:"" help:"批准"`
	Refuse   leaveRefuseCmd   `cmd:"" help:"不批准"`
	Withdraw leaveWithdrawCmd `cmd:"" help:"撤回还没有开始的"`
	Start    leaveStartCmd    `cmd:"" help:"开始休假：手上未办完的交给AB岗"`
	Cover    leaveCoverCmd    `cmd:"" help:"换人顶岗"`
	End      leaveEndCmd      `cmd:"" help:"销假"`
	Show     leaveShowCmd     `cmd:"" help:"看一张请假单"`
	List     leaveListCmd     `cmd:"" help:"待批、已批、休假中的"`
}

type leaveNo struct {
	No string `arg:"" help:"请假单编号"`
}

type leaveAskCmd struct {
	Kind    string `required:"" help:"事假、病假、年假、婚丧假、产假、培训、公出"`
	From    string `required:"" help:"第一天" placeholder:"DATE"`
	To      string `required:"" help:"最后一天" placeholder:"DATE"`
	Who     string `help:"谁请假，默认自己" placeholder:"STAFF"`
	StandIn string `help:"谁顶岗，默认AB岗另一人" placeholder:"STAFF"`
	Reason  string `help:"事由"`
}

type leaveApproveCmd struct {
	leaveNo
	StandIn string `help:"另定顶岗的人" placeholder:"STAFF"`
}

type leaveRefuseCmd struct {
	leaveNo
	Reason string `required:"" help:"原因"`
}

type leaveWithdrawCmd struct {
	leaveNo
	Reason string `help:"原因"`
}

type leaveCoverCmd struct {
	leaveNo
	To     string `required:"" help:"换成谁" placeholder:"STAFF"`
	Reason string `required:"" help:"原因"`
}

type leaveEndCmd struct {
	leaveNo
	On       string `help:"哪天回来上班，默认今天" placeholder:"DATE"`
	TakeBack bool   `help:"收回交给AB岗还没办完的"`
	Reason   string `help:"说明"`
}

type (
	leaveStartCmd struct{ leaveNo }
	leaveShowCmd  struct{ leaveNo }
)

type leaveListCmd struct {
	All bool `help:"连办完的一起列"`
}

// Help gives an example.
func (leaveAskCmd) Help() string {
	return "例：bianminctl --as chen leave ask --kind 事假 --from 2026-11-24 --to 2026-11-25"
}

// Run asks for leave.
func (c leaveAskCmd) Run(e *env) error {
	from, err := workday.ParseDate(c.From)
	if err != nil {
		return badDay(err)
	}
	to, err := workday.ParseDate(c.To)
	if err != nil {
		return badDay(err)
	}
	return e.onLeave(func(s *desk.Session) (*leave.Leave, error) {
		return s.AskLeave(e.ctx, desk.LeaveSlip{Who: c.Who, Kind: c.Kind, From: from, To: to, StandIn: c.StandIn, Reason: c.Reason})
	})
}

// Run approves.
func (c leaveApproveCmd) Run(e *env) error {
	return e.onLeave(func(s *desk.Session) (*leave.Leave, error) { return s.ApproveLeave(e.ctx, c.No, c.StandIn) })
}

// Run refuses.
func (c leaveRefuseCmd) Run(e *env) error {
	return e.onLeave(func(s *desk.Session) (*leave.Leave, error) { return s.RefuseLeave(e.ctx, c.No, c.Reason) })
}

// Run takes a leave back.
func (c leaveWithdrawCmd) Run(e *env) error {
	return e.onLeave(func(s *desk.Session) (*leave.Leave, error) { return s.WithdrawLeave(e.ctx, c.No, c.Reason) })
}

// Run names another stand-in.
func (c leaveCoverCmd) Run(e *env) error {
	return e.onLeave(func(s *desk.Session) (*leave.Leave, error) { return s.CoverLeave(e.ctx, c.No, c.To, c.Reason) })
}

// Run begins a leave.
func (c leaveStartCmd) Run(e *env) error {
	return e.onMove(func(s *desk.Session) (desk.Started, error) { return s.StartLeave(e.ctx, c.No) })
}

// Run ends a leave.
func (c leaveEndCmd) Run(e *env) error {
	on, err := dayOrZero(c.On)
	if err != nil {
		return err
	}
	return e.onMove(func(s *desk.Session) (desk.Started, error) { return s.EndLeave(e.ctx, c.No, on, c.TakeBack, c.Reason) })
}

// Run shows one.
func (c leaveShowCmd) Run(e *env) error {
	return e.onLeave(func(s *desk.Session) (*leave.Leave, error) { return s.Leave(e.ctx, c.No) })
}

// Run lists leaves.
func (c leaveListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := s.Leaves(e.ctx, c.All)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, l := range list {
			out = append(out, leaveJSON(l))
			if !e.cli.JSON {
				e.sayLeave(s, l)
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "leaves": out, "covers": orEmpty(s.Covers())})
		}
		if len(list) == 0 {
			e.say("没有请假的")
		}
		return nil
	})
}

func (e *env) sayLeave(s *desk.Session, l *leave.Leave) {
	e.say("%s  %s  %s  %s 至 %s  %s  顶岗：%s", l.No, s.StaffName(e.ctx, l.Who), l.Kind, l.From, l.Last(), l.State.Han(), s.StaffName(e.ctx, l.StandIn))
}

func (e *env) onLeave(do func(*desk.Session) (*leave.Leave, error)) error {
	return e.onMove(func(s *desk.Session) (desk.Started, error) {
		l, err := do(s)
		return desk.Started{Leave: l}, err
	})
}

func (e *env) onMove(do func(*desk.Session) (desk.Started, error)) error {
	return e.onSession(func(s *desk.Session) error {
		done, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := leaveJSON(done.Leave)
			out["ok"], out["timeline"] = true, timeline(done.Leave.History)
			out["moved"], out["stuck"] = openJSON(done.Moved), openJSON(done.Stuck)
			return e.emit(out)
		}
		e.sayLeave(s, done.Leave)
		e.sayMoved(done.Moved, done.Stuck)
		e.sayTimeline(s, done.Leave.History)
		return nil
	})
}

func (e *env) sayMoved(moved, stuck []desk.OpenItem) {
	for _, x := range moved {
		e.say("  已移交 %s", x.Name())
	}
	for _, x := range stuck {
		e.say("  没有移交 %s，仍在原名下", x.Name())
	}
}

func leaveJSON(l *leave.Leave) map[string]any {
	return map[string]any{
		"leave": l.No, "spoken": l.No.Spoken(), "id": l.ID, "state": l.State, "staff": l.Who, "stand_in": l.StandIn, "kind": l.Kind,
		"from": l.From, "to": l.To, "back_on": l.BackOn,
	}
}

// dayOrZero reads a day; an empty text is no day.
func dayOrZero(text string) (hall.Date, error) {
	if text == "" {
		return hall.Date{}, nil
	}
	day, err := workday.ParseDate(text)
	return day, badDay(err)
}

// badDay is the refusal of a day that cannot be read, nil for nil.
func badDay(err error) error {
	if err == nil {
		return nil
	}
	return &hall.Error{Kind: hall.Invalid, Say: err.Error(), Next: "日期写成 2026-11-23 这样", Err: err}
}
