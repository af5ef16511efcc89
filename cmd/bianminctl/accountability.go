package main

import (
	"bianmin/desk"
	"bianmin/hall/accountability"
	"bianmin/hall/bulletin"
)

type accountabilityCmd struct {
	Register accountabilityRegisterCmd `cmd:"" help:"一个月的责任追究台账"`
	Decide   accountabilityDecideCmd   `cmd:"" help:"对成立的督办牌作追究决定（主任）"`
	Appeal   accountabilityAppealCmd   `cmd:"" help:"申诉（本人）"`
	Close    accountabilityCloseCmd    `cmd:"" help:"了结：维持或撤回（主任）"`
	Show     accountabilityShowCmd     `cmd:"" help:"看一个追究决定"`
}

type accountabilityRegisterCmd struct {
	Month string `arg:"" optional:"" help:"月份，例如 2026-11；不写是本月"`
}

type accountabilityDecideCmd struct {
	Card    string `arg:"" help:"督办牌编号"`
	Measure string `required:"" help:"批评教育、书面检查、扣分、通报批评、调离岗位、移送处理"`
	Points  int    `help:"扣几分（只用于扣分）"`
	Reason  string `required:"" help:"理由"`
}

type measureNo struct {
	No string `arg:"" help:"追究决定编号"`
}

type accountabilityAppealCmd struct {
	measureNo
	Text string `required:"" help:"哪里不对；- 从标准输入读"`
}

type accountabilityCloseCmd struct {
	measureNo
	Outcome string `arg:"" enum:"kept,lifted" help:"kept（维持）或 lifted（撤回）"`
	Reason  string `required:"" help:"理由"`
}

type accountabilityShowCmd struct{ measureNo }

// Help gives an example.
func (accountabilityRegisterCmd) Help() string {
	return "例：bianminctl accountability register 2026-11"
}

// Help gives an example.
func (accountabilityDecideCmd) Help() string {
	return "例：bianminctl accountability decide PA70001K --measure 批评教育 --reason 没有提前告知"
}

// Run shows the register of a month.
func (c accountabilityRegisterCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		month := bulletin.Month(c.Month)
		if month == "" {
			month = bulletin.MonthOf(s.Today())
		}
		r, err := s.Accountability(e.ctx, month)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(registerJSON(r))
		}
		for _, l := range r.Lines {
			line := cardLine(e, s, l.Card)
			if l.Measure != nil {
				line += "  " + l.Measure.Kind + "（" + l.Measure.State.Han() + "）"
			}
			e.say("%s", line)
		}
		for _, p := range r.Persons {
			e.say("%s：黄牌 %d，红牌 %d，成立 %d，撤销 %d，说明迟 %d，没有说明 %d，追究 %d", s.StaffName(e.ctx, p.Staff),
				p.Yellow, p.Red, p.Upheld, p.Revoked, p.LateAnswers, p.Unanswered, p.Measures)
		}
		if len(r.Lines) == 0 {
			e.say("%s没有黄牌和红牌", month.Han())
		}
		return nil
	})
}

func registerJSON(r desk.AccountabilityRegister) map[string]any {
	lines, persons := []map[string]any{}, []map[string]any{}
	for _, l := range r.Lines {
		line := cardJSON(l.Card)
		line["measure"] = nil
		if l.Measure != nil {
			line["measure"] = measureJSON(l.Measure)
		}
		lines = append(lines, line)
	}
	for _, p := range r.Persons {
		persons = append(persons, map[string]any{
			"staff": p.Staff, "yellow": p.Yellow, "red": p.Red, "upheld": p.Upheld, "revoked": p.Revoked,
			"answered_late": p.LateAnswers, "unanswered": p.Unanswered, "measures": p.Measures,
		})
	}
	return map[string]any{"ok": true, "month": r.Month, "cards": lines, "persons": persons}
}

// Run decides a measure.
func (c accountabilityDecideCmd) Run(e *env) error {
	return e.onMeasure(func(s *desk.Session) (*accountability.Measure, error) {
		return s.DecideMeasure(e.ctx, desk.MeasureOrder{Card: c.Card, Kind: c.Measure, Points: c.Points, Reason: c.Reason})
	})
}

// Run appeals.
func (c accountabilityAppealCmd) Run(e *env) error {
	text, err := e.typed(c.Text)
	if err != nil {
		return err
	}
	return e.onMeasure(func(s *desk.Session) (*accountability.Measure, error) { return s.AppealMeasure(e.ctx, c.No, text) })
}

// Run closes a measure.
func (c accountabilityCloseCmd) Run(e *env) error {
	return e.onMeasure(func(s *desk.Session) (*accountability.Measure, error) {
		return s.CloseMeasure(e.ctx, c.No, c.Outcome == "kept", c.Reason)
	})
}

// Run shows a measure.
func (c accountabilityShowCmd) Run(e *env) error {
	return e.onMeasure(func(s *desk.Session) (*accountability.Measure, error) { return s.Measure(e.ctx, c.No) })
}

func (e *env) onMeasure(do func(*desk.Session) (*accountability.Measure, error)) error {
	return e.onSession(func(s *desk.Session) error {
		m, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := measureJSON(m)
			out["ok"], out["timeline"] = true, timeline(m.History)
			return e.emit(out)
		}
		e.say("追究决定 %s（%s）  %s  %s  %s，%s前可以申诉", m.No, m.No.Spoken(), s.StaffName(e.ctx, m.Staff), m.Kind, m.State.Han(), m.AppealBy.Last)
		e.sayTimeline(s, m.History)
		return nil
	})
}

func measureJSON(m *accountability.Measure) map[string]any {
	return map[string]any{
		"accountability": m.No, "spoken": m.No.Spoken(), "id": m.ID, "state": m.State, "staff": m.Staff, "card": m.Card, "measure": m.Kind,
		"points": m.Points, "reason": m.Reason, "day": m.Day.String(), "appeal_by": m.AppealBy.Last.String(),
	}
}
