package main

import (
	"bufio"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/fee"
	"bianmin/hall/ident"
	"bianmin/hall/visit"
)

type visitCmd struct {
	Open  visitOpenCmd  `cmd:"" help:"登记一次来访，一人或一家人"`
	Join  visitJoinCmd  `cmd:"" help:"又来一人"`
	Show  visitShowCmd  `cmd:"" help:"看一次来访：人、号、办件、复印件、缴费"`
	Close visitCloseCmd `cmd:"" help:"办完离开"`
	List  visitListCmd  `cmd:"" help:"一天的来访"`
}

type visitPerson struct {
	Name    string `arg:"" help:"姓名；- 从标准输入读，一行一人，第一行是主要来访人"`
	Phone   string `help:"电话"`
	IDType  string `help:"证件类型" default:""`
	ID      string `help:"证件号"`
	Village string `help:"村"`
}

type visitOpenCmd struct {
	visitPerson
	With    []string `help:"同来的人的姓名，可写多次" sep:"none" placeholder:"NAME"`
	How     string   `help:"到厅、上门、代办员代来" default:"到厅"`
	Ticket  string   `help:"叫到的号，例如 A7-012"`
	Matter  string   `help:"门口预审的事项代码"`
	Present []string `help:"门口看到的材料，可写多次" sep:"none" placeholder:"NAME"`
}

type visitNo struct {
	No string `arg:"" help:"来访号"`
}

type visitJoinCmd struct {
	visitNo
	visitPerson
}

type (
	visitShowCmd  struct{ visitNo }
	visitCloseCmd struct{ visitNo }
)

type visitListCmd struct {
	Day string `arg:"" optional:"" help:"日期，不写是今天"`
}

// Help gives an example.
func (visitOpenCmd) Help() string {
	return "例：bianminctl visit open 彭满秀 --phone 13800000000 --with 覃伟明 --ticket A7-012\n" +
		"收件时在每一行写 \"visit\":\"来访号\"，几件就都记在这次来访上；写 \"new\" 则随件新开一次。"
}

// Help gives an example.
func (visitShowCmd) Help() string { return "例：bianminctl visit show L20261123-A70001K" }

// people are the person of the arguments and those on the further lines of standard input.
func (p visitPerson) people(e *env) ([]desk.Applicant, error) {
	names := []string{p.Name}
	if p.Name == "-" {
		names = nil
		lines := bufio.NewScanner(e.stdin)
		for lines.Scan() {
			if name := strings.TrimSpace(lines.Text()); name != "" {
				names = append(names, name)
			}
		}
		if err := lines.Err(); err != nil || len(names) == 0 {
			return nil, hall.Refuse("标准输入里没有姓名", "请从标准输入给出，一行一人")
		}
	}
	out := make([]desk.Applicant, len(names))
	for i, name := range names {
		out[i].Name = name
	}
	out[0].Phone, out[0].IDType, out[0].ID, out[0].Village = p.Phone, ident.DocType(p.IDType), p.ID, p.Village
	return out, nil
}

// Run begins a visit.
func (c visitOpenCmd) Run(e *env) error {
	people, err := c.people(e)
	if err != nil {
		return err
	}
	for _, name := range c.With {
		people = append(people, desk.Applicant{Name: name})
	}
	return e.onVisit(func(s *desk.Session) (*visit.Visit, error) {
		return s.OpenVisit(e.ctx, desk.VisitOpening{People: people, How: c.How, Ticket: c.Ticket, Matter: c.Matter, Present: c.Present})
	})
}

// Run adds people.
func (c visitJoinCmd) Run(e *env) error {
	people, err := c.people(e)
	if err != nil {
		return err
	}
	return e.onVisit(func(s *desk.Session) (*visit.Visit, error) {
		var v *visit.Visit
		for _, p := range people {
			var err error
			if v, err = s.JoinVisit(e.ctx, c.No, p); err != nil {
				return nil, err
			}
		}
		return v, nil
	})
}

// Run ends a visit.
func (c visitCloseCmd) Run(e *env) error {
	return e.onVisit(func(s *desk.Session) (*visit.Visit, error) { return s.CloseVisit(e.ctx, c.No) })
}

// Run shows one.
func (c visitShowCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error { return e.showVisit(s, c.No) })
}

// Run lists a day's.
func (c visitListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		day, err := dayOr(c.Day, s.Today())
		if err != nil {
			return err
		}
		list, err := s.Visits(e.ctx, day)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, v := range list {
			if !e.cli.JSON {
				e.say("%s  %s  %d 人  %d 件", v.No, v.State.Han(), len(v.People), len(v.Cases))
			}
			out = append(out, map[string]any{
				"visit": v.No, "id": v.ID, "state": v.State, "people": len(v.People), "cases": len(v.Cases), "conflicts": len(v.Conflicts()),
			})
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "day": day.String(), "visits": out})
		}
		if len(list) == 0 {
			e.say("%s没有来访", day.Han())
		}
		return nil
	})
}

func (e *env) onVisit(do func(*desk.Session) (*visit.Visit, error)) error {
	return e.onSession(func(s *desk.Session) error {
		v, err := do(s)
		if err != nil {
			return err
		}
		return e.showVisit(s, v.ID)
	})
}

func (e *env) showVisit(s *desk.Session, key string) error {
	view, err := s.Visit(e.ctx, key)
	if err != nil {
		return err
	}
	v := view.Visit
	ids := make([]string, len(v.People))
	for i, p := range v.People {
		ids[i] = p.ID
	}
	if err := e.reveal(s, ids...); err != nil {
		return err
	}
	if e.cli.JSON {
		return e.emit(e.visitJSON(view))
	}
	e.say("来访 %s（%s）  %s  %s", v.No, v.No.Spoken(), v.How, v.State.Han())
	if view.Ticket != nil {
		e.say("号 %s", view.Ticket.Number)
	}
	if v.Checked != nil {
		e.say("门口预审 %s：有 %s；还缺 %s", v.Checked.Matter.Name, listed(v.Checked.Present), listed(v.Checked.Missing))
	}
	for _, x := range v.People {
		p := e.person(x)
		e.say("来访人 %s  %s  %s  %s", p.Name, p.ID, p.Phone, p.Village)
	}
	for _, c := range view.Cases {
		e.say("办件 %s  %s  %s", c.No, c.Rules.Name, c.State.Han())
	}
	for _, c := range v.Copies {
		e.say("已复印 %s", c.Document)
	}
	if view.Fee != nil {
		e.say("缴费通知 %s  %s  %s", view.Fee.No, fee.Yuan(view.Fee.TotalFen), view.Fee.State.Han())
	}
	e.sayTimeline(s, v.History)
	return nil
}

func (e *env) visitJSON(view desk.VisitView) map[string]any {
	v := view.Visit
	people, cases, copies := []map[string]any{}, []map[string]any{}, []string{}
	for _, p := range v.People {
		people = append(people, map[string]any{"id": p.ID, "person": e.person(p)})
	}
	for _, c := range v.Cases {
		cases = append(cases, map[string]any{"case_no": c.No, "id": c.Case})
	}
	for _, c := range v.Copies {
		copies = append(copies, c.Document)
	}
	out := map[string]any{
		"ok": true, "visit": v.No, "spoken": v.No.Spoken(), "id": v.ID, "state": v.State, "how": v.How, "day": v.Day.String(),
		"people": people, "cases": cases, "copied": copies, "ticket": nil, "checked": v.Checked, "fee": nil, "timeline": timeline(v.History),
	}
	if view.Ticket != nil {
		out["ticket"] = view.Ticket.Number
	}
	if view.Fee != nil {
		out["fee"] = slipJSON(view.Fee)
	}
	return out
}

func listed(names []string) string {
	if len(names) == 0 {
		return "无"
	}
	return strings.Join(names, "、")
}

// dayOr is a typed day, or another when nothing was typed.
func dayOr(text string, other hall.Date) (hall.Date, error) {
	if text == "" {
		return other, nil
	}
	return readDay(text)
}
