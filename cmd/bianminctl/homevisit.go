package main

import (
	"slices"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/homevisit"
	"bianmin/hall/route"
)

type homeVisitCmd struct {
	Ask  homeVisitAskCmd  `cmd:"" help:"登记上门申请，从 JSON 文件或标准输入"`
	List homeVisitListCmd `cmd:"" help:"还没上门的申请，先申请的在前"`
	Show homeVisitShowCmd `cmd:"" help:"看一条上门申请"`
	Drop homeVisitDropCmd `cmd:"" help:"不用上门了"`
}

type homeVisitNo struct {
	No string `arg:"" help:"上门申请编号"`
}

type (
	homeVisitAskCmd struct {
		File string `arg:"" help:"JSON 文件；- 为标准输入"`
	}
	homeVisitListCmd struct{}
	homeVisitShowCmd struct{ homeVisitNo }
	homeVisitDropCmd struct {
		homeVisitNo
		Reason string `required:"" help:"原因"`
	}
)

// Help gives an example.
func (homeVisitAskCmd) Help() string {
	return `例：echo '{"person":{"name":"彭满秀","phone":"13800000010"},"need":"高龄","address":"光荣村三组","matter":"MZ-06","wish":"上午在家"}' | bianminctl homevisit ask -
need 是 ` + strings.Join(route.Needs(), "、") + ` 之一。排路线时用 route plan --request 编号 排上。`
}

// Run writes a request down.
func (c homeVisitAskCmd) Run(e *env) error {
	var in stopJSON
	if err := e.document(c.File, &in); err != nil {
		return err
	}
	if in.Request != "" {
		return hall.Refuse("上门申请里不写 request", "排路线时才写申请编号")
	}
	return e.onHomeVisit(func(s *desk.Session) (*homevisit.Request, error) { return s.AskHomeVisit(e.ctx, in.visit()) })
}

// Run shows one.
func (c homeVisitShowCmd) Run(e *env) error {
	return e.onHomeVisit(func(s *desk.Session) (*homevisit.Request, error) { return s.HomeVisitRequest(e.ctx, c.No) })
}

// Run ends one nobody wants any more.
func (c homeVisitDropCmd) Run(e *env) error {
	return e.onHomeVisit(func(s *desk.Session) (*homevisit.Request, error) { return s.DropHomeVisit(e.ctx, c.No, c.Reason) })
}

// Run lists those nobody has been to.
func (homeVisitListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := s.HomeVisitRequests(e.ctx)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, r := range list {
			if err := e.reveal(s, r.Visit.Person.ID); err != nil {
				return err
			}
			if !e.cli.JSON {
				e.say("%s", e.homeVisitLine(s, r))
			}
			out = append(out, e.homeVisitJSON(r))
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "requests": out})
		}
		if len(list) == 0 {
			e.say("没有等着上门的申请")
		}
		return nil
	})
}

func (e *env) onHomeVisit(do func(*desk.Session) (*homevisit.Request, error)) error {
	return e.onSession(func(s *desk.Session) error {
		r, err := do(s)
		if err != nil {
			return err
		}
		if err := e.reveal(s, r.Visit.Person.ID); err != nil {
			return err
		}
		if e.cli.JSON {
			out := e.homeVisitJSON(r)
			out["ok"], out["timeline"] = true, timeline(r.History)
			return e.emit(out)
		}
		e.say("上门申请 %s", e.homeVisitLine(s, r))
		e.sayTimeline(s, r.History)
		return nil
	})
}

func (e *env) homeVisitLine(s *desk.Session, r *homevisit.Request) string {
	p, v := e.person(r.Visit.Person), r.Visit
	words := []string{string(r.No), r.State.Han(), p.Name, p.Phone, v.Need, p.Village, v.Address, v.Matter.Name, v.Wish}
	if r.Open() && v.By != nil {
		words = append(words, v.By.Short(s.Today())+"前")
	}
	if r.State == homevisit.Planned {
		words = append(words, "路线 "+r.Route.Spoken(), s.StaffName(e.ctx, r.Goer)+"去")
	}
	if r.Missed > 0 || r.State == homevisit.Dropped {
		words = append(words, r.Why)
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), "  ")
}

func (e *env) homeVisitJSON(r *homevisit.Request) map[string]any {
	due := any(nil)
	if f := r.Facts(); !f.Due.IsZero() {
		due = f.Due.String()
	}
	v := r.Visit
	return map[string]any{
		"request": r.No, "spoken": r.No.Spoken(), "id": r.ID, "state": r.State, "person": e.person(v.Person), "need": v.Need, "address": v.Address,
		"matter": v.Matter.Code, "wish": v.Wish, "asked": v.Asked.String(), "due": due, "route": r.Route, "goer": r.Goer, "missed": r.Missed, "why": r.Why,
	}
}
