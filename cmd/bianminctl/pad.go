package main

import (
	"bianmin/desk"
	"bianmin/hall/pad"
)

type padCmd struct {
	Reserve padReserveCmd `cmd:"" help:"预留一本的编号"`
	List    padListCmd    `cmd:"" help:"还有空白单的应急本"`
	Show    padShowCmd    `cmd:"" help:"看一本：每张用在哪、作废没有"`
	Void    padVoidCmd    `cmd:"" help:"作废没用的应急单"`
}

type padReserveCmd struct {
	Slips int `help:"几张" default:"30"`
}

type padListCmd struct {
	All bool `help:"用完的也列"`
}

type padShowCmd struct {
	No string `arg:"" help:"应急本编号"`
}

type padVoidCmd struct {
	No     string   `arg:"" help:"应急本编号"`
	Number []string `help:"只作废这几张，可写多次；不写就是全部空白的" sep:"none" placeholder:"NO"`
	Reason string   `required:"" help:"理由"`
}

// Help gives an example.
func (padReserveCmd) Help() string {
	return "例：bianminctl pad reserve\n来电后收件，在那一行写 \"reserved_no\":\"应急单上的编号\",\"late_reason\":\"停电\" 和发生时间 at。"
}

// Help gives an example.
func (padVoidCmd) Help() string {
	return "例：bianminctl pad void E20261123-A70001K --reason 换新的一本"
}

// Run reserves numbers.
func (c padReserveCmd) Run(e *env) error {
	return e.onPad(func(s *desk.Session) (*pad.Pad, error) { return s.ReservePad(e.ctx, c.Slips) })
}

// Run shows one.
func (c padShowCmd) Run(e *env) error {
	return e.onPad(func(s *desk.Session) (*pad.Pad, error) { return s.Pad(e.ctx, c.No) })
}

// Run voids slips.
func (c padVoidCmd) Run(e *env) error {
	return e.onPad(func(s *desk.Session) (*pad.Pad, error) { return s.VoidSlips(e.ctx, c.No, c.Reason, c.Number...) })
}

// Run lists.
func (c padListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := s.Pads(e.ctx, c.All)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, p := range list {
			if !e.cli.JSON {
				e.say("%s  %s  %s  剩 %d 张", p.No, p.Day.Han(), p.State().Han(), len(p.Unused()))
			}
			out = append(out, padJSON(p))
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "pads": out})
		}
		if len(list) == 0 {
			e.say("没有可用的应急本")
		}
		return nil
	})
}

func (e *env) onPad(do func(*desk.Session) (*pad.Pad, error)) error {
	return e.onSession(func(s *desk.Session) error {
		p, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := padJSON(p)
			out["ok"], out["timeline"] = true, timeline(p.History)
			return e.emit(out)
		}
		e.say("应急本 %s（%s）  %s  剩 %d 张", p.No, p.No.Spoken(), p.State().Han(), len(p.Unused()))
		for _, x := range p.Slips {
			e.say("  %s  %s", x.Number, slipState(x))
		}
		return nil
	})
}

func slipState(x pad.Slip) string {
	switch {
	case x.Case != "":
		return "已用"
	case x.Voided != "":
		return "已作废：" + x.Voided
	}
	return "空白"
}

func padJSON(p *pad.Pad) map[string]any {
	return map[string]any{
		"pad": p.No, "spoken": p.No.Spoken(), "id": p.ID, "state": p.State(), "day": p.Day.String(), "unused": len(p.Unused()), "slips": p.Slips,
	}
}
