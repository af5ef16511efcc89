package main

import (
	"bianmin/desk"
	"bianmin/hall/bulletin"
	"bianmin/hall/watch"
)

type bulletinCmd struct {
	Make    bulletinMakeCmd    `cmd:"" help:"拟一个月的通报，冻结数字；没发之前可以重拟"`
	Publish bulletinPublishCmd `cmd:"" help:"发通报（主任，月份过完以后）"`
	Show    bulletinShowCmd    `cmd:"" help:"看一个月的通报"`
}

type bulletinMonth struct {
	Month string `arg:"" help:"月份，例如 2026-11"`
}

type bulletinMakeCmd struct {
	bulletinMonth
	Praise []string `help:"表扬一条，可以写几次" sep:"none"`
	Blame  []string `help:"批评一条，可以写几次" sep:"none"`
}

type (
	bulletinPublishCmd struct{ bulletinMonth }
	bulletinShowCmd    struct{ bulletinMonth }
)

// Help gives an example.
func (bulletinMakeCmd) Help() string {
	return "例：bianminctl bulletin make 2026-11 --praise 2号窗口全月没有超期"
}

// Run makes the draft.
func (c bulletinMakeCmd) Run(e *env) error {
	return e.onBulletin(func(s *desk.Session) (*bulletin.Bulletin, error) {
		return s.MakeBulletin(e.ctx, bulletin.Month(c.Month), c.Praise, c.Blame)
	})
}

// Run publishes.
func (c bulletinPublishCmd) Run(e *env) error {
	return e.onBulletin(func(s *desk.Session) (*bulletin.Bulletin, error) {
		return s.PublishBulletin(e.ctx, bulletin.Month(c.Month))
	})
}

// Run shows one.
func (c bulletinShowCmd) Run(e *env) error {
	return e.onBulletin(func(s *desk.Session) (*bulletin.Bulletin, error) { return s.Bulletin(e.ctx, c.Month) })
}

func (e *env) onBulletin(do func(*desk.Session) (*bulletin.Bulletin, error)) error {
	return e.onSession(func(s *desk.Session) error {
		b, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{
				"ok": true, "bulletin": b.No, "id": b.ID, "month": b.Month, "state": b.State, "as_of": b.AsOf, "figures": b.Figures,
				"praise": b.Praise, "blame": b.Blame, "published": b.Published.String(), "timeline": timeline(b.History),
			})
		}
		f := b.Figures
		e.say("%s通报 %s  %s", b.Month.Han(), b.No, b.State.Han())
		e.say("  收件 %d，办结 %d：按时 %d，超期 %d", f.Received, f.Completed, f.OnTime, f.Late)
		e.say("  统计时在办 %d，已超期 %d；待答复的咨询 %d；督办牌待说明 %d、待裁定 %d", f.Open, f.Overdue, f.Inquiries, f.Unanswered, f.Unjudged)
		for _, c := range f.Cards {
			e.say("  %s %s %d", c.Level.Han(), watch.State(c.State).Han(), c.N)
		}
		for _, line := range b.Praise {
			e.say("  表扬：%s", line)
		}
		for _, line := range b.Blame {
			e.say("  批评：%s", line)
		}
		e.sayTimeline(s, b.History)
		return nil
	})
}
