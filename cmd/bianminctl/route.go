package main

import (
	"cmp"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/route"
)

// maxRouteFile is the longest file of a route, in bytes.
const maxRouteFile = 1 << 20

type routeCmd struct {
	Plan    routePlanCmd    `cmd:"" help:"排一天的上门路线，从 JSON 文件或标准输入"`
	Add     routeAddCmd     `cmd:"" help:"加一户，从 JSON 文件或标准输入"`
	Reorder routeReorderCmd `cmd:"" help:"调整顺序"`
	Done    routeDoneCmd    `cmd:"" help:"上门办了"`
	Missed  routeMissedCmd  `cmd:"" help:"没有办成"`
	Close   routeCloseCmd   `cmd:"" help:"结束路线"`
	Show    routeShowCmd    `cmd:"" help:"看一条路线"`
	List    routeListCmd    `cmd:"" help:"没结束的路线"`
}

type routeNo struct {
	No string `arg:"" help:"路线编号"`
}

type (
	routePlanCmd struct {
		File    string   `arg:"" optional:"" help:"JSON 文件；- 为标准输入；只排上门申请的不用写"`
		Day     string   `help:"哪天去，默认今天" placeholder:"2026-11-24"`
		Goer    string   `help:"谁去：工作人员编号，默认自己"`
		Request []string `help:"上门申请编号，可写多次" sep:"none"`
	}
	routeAddCmd struct {
		routeNo
		File string `arg:"" help:"JSON 文件，一户；- 为标准输入"`
	}
	routeReorderCmd struct {
		routeNo
		Order []int `arg:"" help:"新的顺序，每一户的号写一次，例如 2 1 3"`
	}
	routeDoneCmd struct {
		routeNo
		Stop   int    `arg:"" help:"第几户"`
		Result string `required:"" help:"办了什么"`
		Case   string `help:"当场收的办件编号"`
	}
	routeMissedCmd struct {
		routeNo
		Stop int    `arg:"" help:"第几户"`
		Why  string `required:"" help:"为什么没有办成"`
	}
	routeCloseCmd struct{ routeNo }
	routeShowCmd  struct{ routeNo }
	routeListCmd  struct{}
)

// stopJSON is a stop as a file has it.
type stopJSON struct {
	Person      desk.Applicant `json:"person"`
	Need        string         `json:"need"`
	Address     string         `json:"address"`
	Matter      string         `json:"matter"`
	Case        string         `json:"case"`
	Appointment string         `json:"appointment"`
	Wish        string         `json:"wish"`
	Asked       hall.Date      `json:"asked"`
	Request     string         `json:"request"`
}

func (j stopJSON) visit() desk.HomeVisit { return desk.HomeVisit(j) }

// Help gives an example.
func (routePlanCmd) Help() string {
	return `例：echo '{"day":"2026-11-24","goer":"luo","stops":[{"person":{"name":"彭满秀","phone":"13800000010"},"need":"高龄","address":"光荣村三组","matter":"MZ-06","wish":"上午在家","asked":"2026-11-23"}]}' | bianminctl route plan -
need 是 ` + strings.Join(route.Needs(), "、") + ` 之一；有 case（上门的办件编号）的可不写 person；有 request（上门申请编号）的只写这一项。
只排上门申请的：bianminctl route plan --day 2026-11-24 --goer luo --request NA70001K`
}

// Help gives an example.
func (routeDoneCmd) Help() string {
	return "例：bianminctl --as luo route done UA70001K 1 --result 已采集照片，收了材料 --case A70001K"
}

// Run plans.
func (c routePlanCmd) Run(e *env) error {
	var in struct {
		Day   hall.Date  `json:"day"`
		Goer  string     `json:"goer"`
		Stops []stopJSON `json:"stops"`
	}
	if c.File != "" {
		if err := e.document(c.File, &in); err != nil {
			return err
		}
	}
	plan := desk.RoutePlan{Day: in.Day, Goer: cmp.Or(c.Goer, in.Goer)}
	if c.Day != "" {
		var err error
		if plan.Day, err = readDay(c.Day); err != nil {
			return err
		}
	}
	for _, no := range c.Request {
		plan.Stops = append(plan.Stops, desk.HomeVisit{Request: no})
	}
	for _, j := range in.Stops {
		plan.Stops = append(plan.Stops, j.visit())
	}
	return e.onRoute(func(s *desk.Session) (*route.Route, error) { return s.PlanRoute(e.ctx, plan) })
}

// Run adds a stop.
func (c routeAddCmd) Run(e *env) error {
	var in stopJSON
	if err := e.document(c.File, &in); err != nil {
		return err
	}
	return e.onRoute(func(s *desk.Session) (*route.Route, error) { return s.AddStop(e.ctx, c.No, in.visit()) })
}

// Run changes the order.
func (c routeReorderCmd) Run(e *env) error {
	return e.onRoute(func(s *desk.Session) (*route.Route, error) { return s.ReorderRoute(e.ctx, c.No, c.Order) })
}

// Run writes down what came of a stop.
func (c routeDoneCmd) Run(e *env) error {
	return e.onRoute(func(s *desk.Session) (*route.Route, error) { return s.StopDone(e.ctx, c.No, c.Stop, c.Result, c.Case) })
}

// Run writes down why a stop came to nothing.
func (c routeMissedCmd) Run(e *env) error {
	return e.onRoute(func(s *desk.Session) (*route.Route, error) { return s.StopMissed(e.ctx, c.No, c.Stop, c.Why) })
}

// Run ends the route.
func (c routeCloseCmd) Run(e *env) error {
	return e.onRoute(func(s *desk.Session) (*route.Route, error) { return s.CloseRoute(e.ctx, c.No) })
}

// Run shows one.
func (c routeShowCmd) Run(e *env) error {
	return e.onRoute(func(s *desk.Session) (*route.Route, error) { return s.Route(e.ctx, c.No) })
}

// Run lists what is not over.
func (routeListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := s.Routes(e.ctx)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, r := range list {
			if err := e.reveal(s, persons(r)...); err != nil {
				return err
			}
			if !e.cli.JSON {
				e.say("%s  %s  %s  %d 户  %s", r.No, r.Day, s.StaffName(e.ctx, r.Goer), len(r.Stops), r.State.Han())
			}
			out = append(out, e.routeJSON(r))
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "routes": out})
		}
		if len(list) == 0 {
			e.say("没有没结束的上门路线")
		}
		return nil
	})
}

// document reads one JSON document of known fields.
func (e *env) document(name string, into any) error {
	in := e.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return &hall.Error{Kind: hall.Invalid, Say: "打不开文件 " + name, Next: "请核对文件名和权限", Err: err}
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	dec := json.NewDecoder(io.LimitReader(in, maxRouteFile))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil { // its text may quote what was typed
		return hall.Refuse("读不懂这份 JSON，或里面有不认识的项", "请照 --help 里的例子写")
	}
	return nil
}

func (e *env) onRoute(do func(*desk.Session) (*route.Route, error)) error {
	return e.onSession(func(s *desk.Session) error {
		r, err := do(s)
		if err != nil {
			return err
		}
		if err := e.reveal(s, persons(r)...); err != nil {
			return err
		}
		return e.showRoute(s, r)
	})
}

// persons are the ids of those to be visited.
func persons(r *route.Route) []string {
	out := make([]string, len(r.Stops))
	for i, stop := range r.Stops {
		out[i] = stop.Visit.Person.ID
	}
	return out
}

func (e *env) showRoute(s *desk.Session, r *route.Route) error {
	if e.cli.JSON {
		out := e.routeJSON(r)
		out["ok"], out["timeline"] = true, timeline(r.History)
		return e.emit(out)
	}
	e.say("上门路线 %s（%s）  %s  %s  %s", r.No, r.No.Spoken(), r.Day.Han(), s.StaffName(e.ctx, r.Goer), r.State.Han())
	for _, n := range r.Order {
		stop := r.Stops[n-1]
		p := e.person(stop.Visit.Person)
		words := []string{p.Name, p.Phone, stop.Visit.Need, p.Village, stop.Visit.Address, stop.Visit.Matter.Name, stop.Visit.Wish}
		if by := stop.Visit.By; by != nil && stop.State == route.Ahead {
			words = append(words, by.Short(r.Day)+"前")
		}
		words = append(words, stop.State.Han(), stop.Result, stop.Why)
		words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
		e.say("  %d. %s", n, strings.Join(words, "  "))
	}
	e.sayTimeline(s, r.History)
	return nil
}

func (e *env) routeJSON(r *route.Route) map[string]any {
	stops := []map[string]any{}
	for i, x := range r.Stops {
		due := ""
		if x.Visit.By != nil {
			due = x.Visit.By.Last.String()
		}
		stops = append(stops, map[string]any{
			"stop": i + 1, "state": x.State, "person": e.person(x.Visit.Person), "need": x.Visit.Need, "address": x.Visit.Address,
			"matter": x.Visit.Matter.Code, "case": x.Case, "appointment": x.Visit.Appointment, "wish": x.Visit.Wish,
			"asked": x.Visit.Asked.String(), "request": x.Visit.Request, "due": due, "result": x.Result, "why": x.Why,
		})
	}
	due := any(nil)
	if next := r.NextDue(); next != nil {
		due = next.Last.String()
	}
	return map[string]any{
		"route": r.No, "spoken": r.No.Spoken(), "id": r.ID, "state": r.State, "day": r.Day.String(), "goer": r.Goer, "order": r.Order,
		"due": due, "stops": stops,
	}
}
