package main

import (
	"bianmin/desk"
	"bianmin/hall/followup"
)

type followupCmd struct {
	Draw    followupDrawCmd    `cmd:"" help:"从一个过完的月份里抽样"`
	List    followupListCmd    `cmd:"" help:"抽中的；看不到自己经办的"`
	Show    followupShowCmd    `cmd:"" help:"看一条"`
	Contact followupContactCmd `cmd:"" help:"写下一次回访"`
	Rectify followupRectifyCmd `cmd:"" help:"写下整改的办法"`
	Close   followupCloseCmd   `cmd:"" help:"办结"`
}

type followupNo struct {
	No string `arg:"" help:"回访编号"`
}

type followupDrawCmd struct {
	Month   string `arg:"" help:"月份，例如 2026-11"`
	Percent int    `help:"百分之几" default:"10"`
}

type (
	followupListCmd  struct{ spanFlags }
	followupShowCmd  struct{ followupNo }
	followupCloseCmd struct{ followupNo }
)

type followupContactCmd struct {
	followupNo
	Answer string `required:"" help:"content 满意、unhappy 不满意、unreached 联系不上、silent 不愿回答"`
	How    string `help:"电话、上门、当面" default:"电话"`
	Text   string `help:"说了什么；- 从标准输入读"`
}

type followupRectifyCmd struct {
	followupNo
	Measure string `required:"" help:"怎么整改的；- 从标准输入读"`
}

// Help gives an example.
func (followupDrawCmd) Help() string {
	return "例：bianminctl followup draw 2026-11 --percent 10\n同样的办件总抽出同样的样本，谁也挑不了；再抽一次不会重复。差评另有回访，不在里面。"
}

// Run draws a sample.
func (c followupDrawCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, total, err := s.DrawFollowUps(e.ctx, c.Month, c.Percent)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "month": c.Month, "drawn": total, "followups": followupsJSON(list)})
		}
		e.say("抽中 %d 件，您可以看 %d 件", total, len(list))
		e.sayFollowUps(s, list)
		return nil
	})
}

// Run lists.
func (c followupListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		span, err := c.span()
		if err != nil {
			return err
		}
		list, err := s.FollowUps(e.ctx, span)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "followups": followupsJSON(list)})
		}
		e.sayFollowUps(s, list)
		if len(list) == 0 {
			e.say("没有要回访的办件")
		}
		return nil
	})
}

// Run shows one.
func (c followupShowCmd) Run(e *env) error {
	return e.onFollowUp(func(s *desk.Session) (*followup.FollowUp, error) { return s.FollowUp(e.ctx, c.No) })
}

// Run writes a call down.
func (c followupContactCmd) Run(e *env) error {
	if err := e.typedLines(&c.Text); err != nil {
		return err
	}
	return e.onFollowUp(func(s *desk.Session) (*followup.FollowUp, error) {
		return s.ContactFollowUp(e.ctx, c.No, c.How, followup.Answer(c.Answer), c.Text)
	})
}

// Run writes the measure down.
func (c followupRectifyCmd) Run(e *env) error {
	if err := e.typedLines(&c.Measure); err != nil {
		return err
	}
	return e.onFollowUp(func(s *desk.Session) (*followup.FollowUp, error) { return s.RectifyFollowUp(e.ctx, c.No, c.Measure) })
}

// Run closes one.
func (c followupCloseCmd) Run(e *env) error {
	return e.onFollowUp(func(s *desk.Session) (*followup.FollowUp, error) { return s.CloseFollowUp(e.ctx, c.No) })
}

func (e *env) onFollowUp(do func(*desk.Session) (*followup.FollowUp, error)) error {
	return e.onSession(func(s *desk.Session) error {
		f, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := followupJSON(f)
			out["ok"], out["timeline"] = true, timeline(f.History)
			return e.emit(out)
		}
		e.sayFollowUps(s, []*followup.FollowUp{f})
		e.sayTimeline(s, f.History)
		return nil
	})
}

func (e *env) sayFollowUps(s *desk.Session, list []*followup.FollowUp) {
	for _, f := range list {
		e.say("%s  %s  %s  %s  %s", f.No, f.State.Han(), f.Matter.Name, s.StaffName(e.ctx, f.By), dayText(f.Facts().Due))
	}
}

func followupsJSON(list []*followup.FollowUp) []map[string]any {
	out := make([]map[string]any, 0, len(list))
	for _, f := range list {
		out = append(out, followupJSON(f))
	}
	return out
}

func followupJSON(f *followup.FollowUp) map[string]any {
	return map[string]any{
		"followup": f.No, "id": f.ID, "state": f.State, "month": f.Month, "case": f.Case, "matter": f.Matter.Code, "by": f.By,
		"due": dayText(f.Facts().Due), "calls": append([]followup.Call{}, f.Calls...), "measure": f.Measure,
	}
}
