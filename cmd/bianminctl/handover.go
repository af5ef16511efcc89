package main

import (
	"strings"

	"bianmin/desk"
	"bianmin/hall/handover"
)

type handoverCmd struct {
	Count    handoverCountCmd    `cmd:"" help:"清点手上未办完的，列出移交单"`
	Accept   handoverAcceptCmd   `cmd:"" help:"接收人签字接收"`
	Assign   handoverAssignCmd   `cmd:"" help:"主任指定接收人"`
	Withdraw handoverWithdrawCmd `cmd:"" help:"作废没有接收的清点单"`
	Show     handoverShowCmd     `cmd:"" help:"看一张移交单"`
	List     handoverListCmd     `cmd:"" help:"等接收的"`
}

type handoverNo struct {
	No string `arg:"" help:"清点移交单编号"`
}

type handoverCountCmd struct {
	Receiver string `required:"" help:"接收人" placeholder:"STAFF"`
	Witness  string `help:"监交人" placeholder:"STAFF"`
	Who      string `help:"谁移交，默认自己；人不在时由主任清点" placeholder:"STAFF"`
}

type handoverAssignCmd struct {
	handoverNo
	To     string `required:"" help:"接收人" placeholder:"STAFF"`
	Reason string `required:"" help:"原因"`
}

type handoverWithdrawCmd struct {
	handoverNo
	Reason string `required:"" help:"原因"`
}

type (
	handoverAcceptCmd struct{ handoverNo }
	handoverShowCmd   struct{ handoverNo }
	handoverListCmd   struct{}
)

// Help gives an example.
func (handoverCountCmd) Help() string {
	return "例：bianminctl --as chen handover count --receiver liu --witness luo"
}

// Run counts.
func (c handoverCountCmd) Run(e *env) error {
	return e.onHandOver(func(s *desk.Session) (desk.HandedOver, error) {
		o, err := s.CountHandOver(e.ctx, c.Who, c.Receiver, c.Witness)
		return desk.HandedOver{HandOver: o}, err
	})
}

// Run accepts.
func (c handoverAcceptCmd) Run(e *env) error {
	return e.onHandOver(func(s *desk.Session) (desk.HandedOver, error) { return s.AcceptHandOver(e.ctx, c.No) })
}

// Run assigns.
func (c handoverAssignCmd) Run(e *env) error {
	return e.onHandOver(func(s *desk.Session) (desk.HandedOver, error) { return s.AssignHandOver(e.ctx, c.No, c.To, c.Reason) })
}

// Run drops a count.
func (c handoverWithdrawCmd) Run(e *env) error {
	return e.onHandOver(func(s *desk.Session) (desk.HandedOver, error) {
		o, err := s.WithdrawHandOver(e.ctx, c.No, c.Reason)
		return desk.HandedOver{HandOver: o}, err
	})
}

// Run shows one.
func (c handoverShowCmd) Run(e *env) error {
	return e.onHandOver(func(s *desk.Session) (desk.HandedOver, error) {
		o, err := s.HandOver(e.ctx, c.No)
		return desk.HandedOver{HandOver: o}, err
	})
}

// Run lists what waits.
func (handoverListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := s.HandOvers(e.ctx)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, o := range list {
			out = append(out, handoverJSON(o))
			if !e.cli.JSON {
				e.say("%s  %s → %s  %d 项  %s", o.No, s.StaffName(e.ctx, o.Who), s.StaffName(e.ctx, o.Receiver), len(o.Items), o.State.Han())
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "handovers": out})
		}
		if len(list) == 0 {
			e.say("没有等接收的清点移交单")
		}
		return nil
	})
}

func (e *env) onHandOver(do func(*desk.Session) (desk.HandedOver, error)) error {
	return e.onSession(func(s *desk.Session) error {
		done, err := do(s)
		if err != nil {
			return err
		}
		o := done.HandOver
		if e.cli.JSON {
			out := handoverJSON(o)
			out["ok"], out["timeline"] = true, timeline(o.History)
			out["moved"], out["stuck"] = openJSON(done.Moved), openJSON(done.Stuck)
			return e.emit(out)
		}
		signed := make([]string, len(o.Signed))
		for i, id := range o.Signed {
			signed[i] = s.StaffName(e.ctx, id)
		}
		e.say("清点移交单 %s（%s）  %s → %s  %d 项  %s  签字：%s", o.No, o.No.Spoken(), s.StaffName(e.ctx, o.Who),
			s.StaffName(e.ctx, o.Receiver), len(o.Items), o.State.Han(), strings.Join(signed, "、"))
		for _, x := range o.Items {
			e.say("  %s %s", x.Sort, x.No)
		}
		e.sayMoved(done.Moved, done.Stuck)
		e.sayTimeline(s, o.History)
		return nil
	})
}

func handoverJSON(o *handover.HandOver) map[string]any {
	return map[string]any{
		"handover": o.No, "spoken": o.No.Spoken(), "id": o.ID, "state": o.State, "staff": o.Who, "receiver": o.Receiver,
		"witness": o.Witness, "signed": o.Signed, "items": o.Items, "day": o.Day,
	}
}
