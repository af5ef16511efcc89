package main

import (
	"fmt"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/bulletin"
	"bianmin/hall/watch"
)

type cardCmd struct {
	List   cardListCmd   `cmd:"" help:"督办牌"`
	Show   cardShowCmd   `cmd:"" help:"看一张：规则、依据、责任人、说明、裁定"`
	Answer cardAnswerCmd `cmd:"" help:"说明（责任人自己）"`
	Judge  cardJudgeCmd  `cmd:"" help:"裁定：成立或撤销（主任，不能裁定自己的）"`
}

type cardListCmd struct {
	Person string `help:"责任人的工作人员编号" placeholder:"STAFF"`
	Level  string `help:"blue、yellow_warn、yellow、red" enum:",blue,yellow_warn,yellow,red" default:""`
	State  string `help:"told、raised、answered、upheld、revoked" enum:",told,raised,answered,upheld,revoked" default:""`
	Month  string `help:"哪个月发的，例如 2026-11"`
	Case   string `help:"这个办件的" placeholder:"NO"`
	Open   bool   `help:"只看等说明、等裁定的"`
	Late   bool   `help:"只看说明迟了的"`
}

type cardNo struct {
	No string `arg:"" help:"督办牌编号"`
}

type cardShowCmd struct{ cardNo }

type cardAnswerCmd struct {
	cardNo
	Text string `required:"" help:"为什么会这样、怎么补救；- 从标准输入读"`
}

type cardJudgeCmd struct {
	cardNo
	Verdict string `arg:"" enum:"upheld,revoked" help:"upheld（成立）或 revoked（撤销）"`
	Reason  string `required:"" help:"理由"`
}

// Help gives an example.
func (cardListCmd) Help() string { return "例：bianminctl card list --open --level yellow" }

// Help gives an example.
func (cardJudgeCmd) Help() string {
	return "例：bianminctl card judge PA70001K upheld --reason 没有提前告知"
}

// Run lists cards.
func (c cardListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := c.read(e, s)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, card := range list {
			out = append(out, cardJSON(card))
			if !e.cli.JSON {
				e.say("%s", cardLine(e, s, card))
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "cards": out})
		}
		if len(list) == 0 {
			e.say("没有督办牌")
		}
		return nil
	})
}

func (c cardListCmd) read(e *env, s *desk.Session) ([]*watch.Card, error) {
	f := desk.CardFilter{
		Person: c.Person, Level: hall.CardLevel(c.Level), State: watch.State(c.State), OpenOnly: c.Open, Late: c.Late, Month: bulletin.Month(c.Month),
	}
	if c.Case != "" {
		of, err := s.Case(e.ctx, c.Case)
		if err != nil {
			return nil, err
		}
		f.Of = of.ID
	}
	return s.Cards(e.ctx, f)
}

// Run shows one.
func (c cardShowCmd) Run(e *env) error {
	return e.onCard(func(s *desk.Session) (*watch.Card, error) { return s.Card(e.ctx, c.No) })
}

// Run explains a card.
func (c cardAnswerCmd) Run(e *env) error {
	text, err := e.typed(c.Text)
	if err != nil {
		return err
	}
	return e.onCard(func(s *desk.Session) (*watch.Card, error) { return s.AnswerCard(e.ctx, c.No, text) })
}

// Run judges a card.
func (c cardJudgeCmd) Run(e *env) error {
	return e.onCard(func(s *desk.Session) (*watch.Card, error) {
		return s.JudgeCard(e.ctx, c.No, c.Verdict == "upheld", c.Reason)
	})
}

func (e *env) onCard(do func(*desk.Session) (*watch.Card, error)) error {
	return e.onSession(func(s *desk.Session) error {
		c, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := cardJSON(c)
			out["ok"], out["timeline"] = true, timeline(c.History)
			return e.emit(out)
		}
		e.say("%s", cardLine(e, s, c))
		if c.Inputs.Due != nil {
			e.say("  到期 %s，发牌时剩 %d 个工作日", c.Inputs.Due.Last, c.Inputs.LeftDays)
		}
		if c.Answer != nil {
			e.say("  说明：%s", c.Answer.Text)
		}
		if c.Verdict != nil {
			e.say("  裁定：%s，%s", c.State.Han(), c.Verdict.Reason)
		}
		e.sayTimeline(s, c.History)
		return nil
	})
}

func cardLine(e *env, s *desk.Session, c *watch.Card) string {
	line := fmt.Sprintf("督办牌 %s（%s）  %s  %s  %s  责任人 %s  %s",
		c.No, c.No.Spoken(), c.Level.Han(), c.Rule.Han(), c.About.No, s.StaffName(e.ctx, c.Responsible), c.State.Han())
	if c.State == watch.Raised {
		line += fmt.Sprintf("，%s前说明", c.AnswerBy.Last)
	}
	return line
}

func cardJSON(c *watch.Card) map[string]any {
	out := map[string]any{
		"card": c.No, "spoken": c.No.Spoken(), "id": c.ID, "state": c.State, "level": c.Level, "rule": c.Rule, "about": c.About,
		"inputs": c.Inputs, "responsible": c.Responsible, "day": c.Day.String(), "answer_by": nil, "rules": c.Edition,
		"answer": c.Answer, "verdict": c.Verdict,
	}
	if c.AnswerBy != nil {
		out["answer_by"] = c.AnswerBy.Last.String()
	}
	return out
}
