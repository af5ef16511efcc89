package main

import (
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/hotline"
)

type hotlineCmd struct {
	Receive hotlineReceiveCmd `cmd:"" help:"登记一张工单，期限从现在起算"`
	Sign    hotlineSignCmd    `cmd:"" help:"签收"`
	Route   hotlineRouteCmd   `cmd:"" help:"转办"`
	Answer  hotlineAnswerCmd  `cmd:"" help:"答复"`
	Return  hotlineReturnCmd  `cmd:"" help:"退回：不归本厅办"`
	Revisit hotlineRevisitCmd `cmd:"" help:"回访；不满意的重办"`
	Show    hotlineShowCmd    `cmd:"" help:"看一张"`
	List    hotlineListCmd    `cmd:"" help:"工单清单"`
}

type hotlineReceiveCmd struct {
	TheirNo    string   `arg:"" help:"12345 的工单编号"`
	Text       string   `arg:"" help:"诉求；- 从标准输入读"`
	Matter     string   `help:"事项代码"`
	About      []string `help:"被投诉的工作人员编号，可写多次；他们看不到" placeholder:"STAFF"`
	SignN      int      `name:"sign" help:"签收期限，默认 1 个工作日" placeholder:"N"`
	SignUnit   string   `help:"workday 工作日、hour 小时、day 自然日" default:"workday"`
	AnswerN    int      `name:"answer" help:"答复期限，默认 5 个工作日" placeholder:"N"`
	AnswerUnit string   `help:"workday 工作日、hour 小时、day 自然日" default:"workday"`
	personFlags
}

type hotlineNo struct {
	No string `arg:"" help:"工单编号：本厅的，或 12345 的"`
}

type (
	hotlineSignCmd struct{ hotlineNo }
	hotlineShowCmd struct{ hotlineNo }
	hotlineListCmd struct{ spanFlags }
)

type hotlineRouteCmd struct {
	hotlineNo
	To     string `required:"" help:"工作人员编号" placeholder:"STAFF"`
	Reason string `help:"说明"`
}

type hotlineAnswerCmd struct {
	hotlineNo
	Answer string `required:"" help:"答复；- 从标准输入读"`
}

type hotlineReturnCmd struct {
	hotlineNo
	Reason string `required:"" help:"理由；- 从标准输入读"`
}

type hotlineRevisitCmd struct {
	hotlineNo
	Satisfied bool   `required:"" negatable:"" help:"来电人是否满意"`
	Text      string `help:"说了什么；- 从标准输入读"`
}

// Help gives an example.
func (hotlineReceiveCmd) Help() string {
	return "例：echo 路灯不亮三天了 | bianminctl hotline receive DH202611230017 - --answer 48 --answer-unit hour"
}

// Help gives an example.
func (hotlineRevisitCmd) Help() string {
	return "例：bianminctl hotline revisit DH202611230017 --no-satisfied --text 还是不亮"
}

// Run writes an order down.
func (c hotlineReceiveCmd) Run(e *env) error {
	if err := e.typedLines(&c.Text, &c.Name, &c.Phone, &c.ID); err != nil {
		return err
	}
	sign, err := limitFlag(c.SignN, c.SignUnit)
	if err != nil {
		return err
	}
	answer, err := limitFlag(c.AnswerN, c.AnswerUnit)
	if err != nil {
		return err
	}
	return e.onHotline(func(s *desk.Session) (*hotline.Order, error) {
		return s.ReceiveHotline(e.ctx, desk.HotlineInput{
			TheirNo: c.TheirNo, Text: c.Text, Matter: c.Matter, Person: c.applicant(), About: c.About, SignLimit: sign, AnswerLimit: answer,
		})
	})
}

// limitFlag is the limit of two flags; zero when no number was given.
func limitFlag(n int, unit string) (hall.Limit, error) {
	units := map[string]hall.Unit{"workday": hall.Workday, "hour": hall.Hour, "day": hall.CalendarDay}
	u, known := units[unit]
	switch {
	case !known:
		return hall.Limit{}, hall.Refuse("期限的单位不认识", "应是 workday（工作日）、hour（小时）、day（自然日）之一")
	case n == 0:
		return hall.Limit{}, nil
	}
	return hall.Limit{N: n, Unit: u}, nil
}

// Run signs for one.
func (c hotlineSignCmd) Run(e *env) error {
	return e.onHotline(func(s *desk.Session) (*hotline.Order, error) { return s.SignHotline(e.ctx, c.No) })
}

// Run routes one.
func (c hotlineRouteCmd) Run(e *env) error {
	return e.onHotline(func(s *desk.Session) (*hotline.Order, error) { return s.RouteHotline(e.ctx, c.No, c.To, c.Reason) })
}

// Run answers one.
func (c hotlineAnswerCmd) Run(e *env) error {
	if err := e.typedLines(&c.Answer); err != nil {
		return err
	}
	return e.onHotline(func(s *desk.Session) (*hotline.Order, error) { return s.AnswerHotline(e.ctx, c.No, c.Answer) })
}

// Run gives one back.
func (c hotlineReturnCmd) Run(e *env) error {
	if err := e.typedLines(&c.Reason); err != nil {
		return err
	}
	return e.onHotline(func(s *desk.Session) (*hotline.Order, error) { return s.ReturnHotline(e.ctx, c.No, c.Reason) })
}

// Run writes a call back down.
func (c hotlineRevisitCmd) Run(e *env) error {
	if err := e.typedLines(&c.Text); err != nil {
		return err
	}
	return e.onHotline(func(s *desk.Session) (*hotline.Order, error) {
		return s.RevisitHotline(e.ctx, c.No, c.Satisfied, c.Text)
	})
}

// Run shows one.
func (c hotlineShowCmd) Run(e *env) error {
	return e.onHotline(func(s *desk.Session) (*hotline.Order, error) { return s.Hotline(e.ctx, c.No) })
}

// Run lists.
func (c hotlineListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		span, err := c.span()
		if err != nil {
			return err
		}
		list, err := s.Hotlines(e.ctx, span)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, o := range list {
			row, err := e.hotlineJSON(s, o)
			if err != nil {
				return err
			}
			out = append(out, row)
			if !e.cli.JSON {
				e.say("%s  %s  %s  %s  %s", o.No, o.TheirNo, o.State.Han(), s.StaffName(e.ctx, o.Holder), dayText(o.Facts().Due))
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "orders": out})
		}
		if len(list) == 0 {
			e.say("没有工单")
		}
		return nil
	})
}

func (e *env) onHotline(do func(*desk.Session) (*hotline.Order, error)) error {
	return e.onSession(func(s *desk.Session) error {
		o, err := do(s)
		if err != nil {
			return err
		}
		out, err := e.hotlineJSON(s, o)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out["ok"], out["timeline"] = true, timeline(o.History)
			return e.emit(out)
		}
		e.say("工单 %s（12345 编号 %s）  %s  在 %s", o.No, o.TheirNo, o.State.Han(), s.StaffName(e.ctx, o.Holder))
		e.say("  %s", o.Asked.Text)
		if day := dayText(o.Facts().Due); day != "" {
			e.say("  下一步期限 %s", day)
		}
		e.sayTimeline(s, o.History)
		return nil
	})
}

func (e *env) hotlineJSON(s *desk.Session, o *hotline.Order) (map[string]any, error) {
	caller, err := e.someone(s, o.Asked.Caller)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"order": o.No, "their_no": o.TheirNo, "id": o.ID, "state": o.State, "day": o.Day.String(), "holder": o.Holder,
		"due": dayText(o.Facts().Due), "sign_by": o.SignBy.Last.String(), "answer_by": o.AnswerBy.Last.String(), "matter": o.Asked.Matter.Code,
		"text": o.Asked.Text, "caller": caller, "answer": o.Answer, "returned": o.Returned, "revisits": append([]hotline.Revisit{}, o.Revisits...),
	}, nil
}
