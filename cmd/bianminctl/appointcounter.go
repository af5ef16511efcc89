package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/counter"
)

type counterCmd struct {
	Set    counterSetCmd    `cmd:"" help:"设一个窗口，或改它办什么"`
	Plan   counterPlanCmd   `cmd:"" help:"排每周时段，从某天起"`
	Except counterExceptCmd `cmd:"" help:"某一天另排时段、停办，或开放休息日"`
	Close  counterCloseCmd  `cmd:"" help:"撤销窗口"`
}

type countersCmd struct{}

type counterSetCmd struct {
	Code   string   `arg:"" help:"窗口代码，例如 2"`
	Name   string   `help:"窗口名称，例如 2号窗口；省略则不改"`
	Matter []string `help:"只办这些事项，可写多次；都不写就是什么都办" sep:"none"`
	Domain []string `help:"只办这些类，例如 民政，可写多次" sep:"none"`
	Units  []string `help:"某事项要占几个时段，写成 MZ-06=2，可写多次" sep:"none"`
	Shut   bool     `help:"暂停预约"`
}

type counterPlanCmd struct {
	Code  string   `arg:"" help:"窗口代码或名称"`
	From  string   `help:"从哪天起，默认今天" placeholder:"2026-12-01"`
	Days  string   `help:"星期，例如 mon-fri 或 mon,wed" default:"mon-fri"`
	Span  []string `help:"时段，写成 08:30-12:00/30x2（每 30 分钟一段，每段 2 人），可写多次" sep:"none"`
	Share []string `help:"断网时各台设备每段可约几人，写成 A7=1，可写多次" sep:"none"`
	File  string   `help:"整张时段表的 JSON 文件；写了它，别的就不用写" placeholder:"FILE"`
}

type counterExceptCmd struct {
	Code   string   `arg:"" help:"窗口代码或名称"`
	Day    string   `arg:"" help:"哪一天，例如 2026-11-25"`
	Span   []string `help:"这一天的时段，写成 08:30-12:00/30x2，可写多次" sep:"none"`
	Closed bool     `help:"这一天停办"`
	Drop   bool     `help:"取消这一天的例外"`
	Reason string   `help:"原因"`
}

type counterCloseCmd struct {
	Code   string `arg:"" help:"窗口代码或名称"`
	From   string `help:"从哪天起，默认今天" placeholder:"2026-12-01"`
	Reason string `required:"" help:"原因"`
}

// Help gives an example.
func (counterSetCmd) Help() string {
	return "例：bianminctl appoint counter set 2 --name 2号窗口 --domain 民政 --units MZ-06=2"
}

// Help gives an example.
func (counterPlanCmd) Help() string {
	return `例：bianminctl appoint counter plan 2 --from 2026-12-01 --span 08:30-12:00/30x2 --span 14:00-17:00/30x2
文件的样子：{"from":"2026-12-01","week":{"mon":[{"from":"08:30","to":"12:00","minutes":30,"quota":2}]},"devices":{"A7":1}}`
}

// Help gives an example.
func (counterExceptCmd) Help() string {
	return `例：bianminctl appoint counter except 2 2026-11-25 --span 08:30-12:00/30x2 --reason 下午全镇开会
    bianminctl appoint counter except 2 2026-11-28 --span 09:00-11:00/30x1 --reason 赶集日加开`
}

// Run lists the counters.
func (countersCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		all, err := s.Counters(e.ctx)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, c := range all {
			if !e.cli.JSON {
				e.say("%s  %s  %s%s", c.Code, c.Name, c.State.Han(), spaced(strings.Join(slices.Concat(c.Services.Domains, c.Services.Matters), "、")))
			}
			out = append(out, counterJSON(c))
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "counters": out})
		}
		if len(all) == 0 {
			e.say("还没有设窗口，全厅一起约")
		}
		return nil
	})
}

// Run sets a counter up.
func (c counterSetCmd) Run(e *env) error {
	units, err := pairs(c.Units)
	if err != nil {
		return err
	}
	in := desk.CounterSetting{
		Code: c.Code, Name: c.Name, Shut: c.Shut, Services: counter.Services{Matters: c.Matter, Domains: c.Domain, Units: units},
	}
	return e.onCounter(func(s *desk.Session) (*counter.Counter, []*hall.Appointment, error) {
		set, err := s.SetCounter(e.ctx, in)
		return set, nil, err
	})
}

// Run lays a template down.
func (c counterPlanCmd) Run(e *env) error {
	plan, err := c.plan()
	if err != nil {
		return err
	}
	return e.onCounter(func(s *desk.Session) (*counter.Counter, []*hall.Appointment, error) {
		return s.PlanCounter(e.ctx, c.Code, plan)
	})
}

func (c counterPlanCmd) plan() (counter.Plan, error) {
	var p counter.Plan
	if c.File != "" {
		data, err := os.ReadFile(c.File)
		if err != nil {
			return p, &hall.Error{Kind: hall.Invalid, Say: "读不了时段表文件", Next: "请核对文件名", Err: err}
		}
		if err := json.Unmarshal(data, &p); err != nil {
			return p, &hall.Error{Kind: hall.Invalid, Say: "时段表文件不是合格的 JSON", Next: "样子见 bianminctl appoint counter plan --help", Err: err}
		}
		return p, nil
	}
	if c.From != "" {
		day, err := readDay(c.From)
		if err != nil {
			return p, err
		}
		p.From = day
	}
	spans, err := readSpans(c.Span)
	if err != nil {
		return p, err
	}
	shares, err := pairs(c.Share)
	if err != nil {
		return p, err
	}
	for code, n := range shares {
		if p.Devices == nil {
			p.Devices = map[hall.DeviceCode]int{}
		}
		p.Devices[hall.DeviceCode(strings.ToUpper(code))] = n
	}
	days, err := readDays(c.Days)
	p.Week = map[string][]counter.Span{}
	for _, d := range days {
		p.Week[d] = spans
	}
	return p, err
}

// Run makes an exception.
func (c counterExceptCmd) Run(e *env) error {
	day, err := readDay(c.Day)
	if err != nil {
		return err
	}
	spans, err := readSpans(c.Span)
	if err != nil {
		return err
	}
	said := 0
	for _, x := range []bool{len(spans) > 0, c.Closed, c.Drop} {
		if x {
			said++
		}
	}
	if said != 1 {
		return hall.Refuse("--span、--closed、--drop 要写其中一种", "例如 --closed --reason 下午全镇开会")
	}
	return e.onCounter(func(s *desk.Session) (*counter.Counter, []*hall.Appointment, error) {
		return s.ExceptCounter(e.ctx, c.Code, counter.Exception{Day: day, Spans: spans, Reason: c.Reason, Dropped: c.Drop})
	})
}

// Run closes a counter.
func (c counterCloseCmd) Run(e *env) error {
	var from hall.Date
	if c.From != "" {
		var err error
		if from, err = readDay(c.From); err != nil {
			return err
		}
	}
	return e.onCounter(func(s *desk.Session) (*counter.Counter, []*hall.Appointment, error) {
		return s.CloseCounter(e.ctx, c.Code, counter.Closing{From: from, Reason: c.Reason})
	})
}

func (e *env) onCounter(do func(*desk.Session) (*counter.Counter, []*hall.Appointment, error)) error {
	return e.onSession(func(s *desk.Session) error {
		c, stranded, err := do(s)
		if err != nil {
			return err
		}
		numbers := []hall.AppointNo{}
		for _, a := range stranded {
			numbers = append(numbers, a.No)
		}
		if e.cli.JSON {
			out := counterJSON(c)
			out["ok"], out["stranded"] = true, numbers
			return e.emit(out)
		}
		e.say("窗口 %s  %s  %s", c.Code, c.Name, c.State.Han())
		for _, a := range stranded {
			e.say("已约的 %s（%s）不在新时段里，请通知本人改约", a.No, a.Slot.Han())
		}
		return nil
	})
}

func counterJSON(c *counter.Counter) map[string]any {
	return map[string]any{
		"code": c.Code, "name": c.Name, "state": c.State, "services": c.Services, "plans": append([]counter.Plan{}, c.Plans...),
		"exceptions": append([]counter.Exception{}, c.Exceptions...),
	}
}

// dayWords is a day of a counter in a week: 「 周一余3」.
func dayWords(cell desk.DayCell, left int) string {
	day := "  " + strings.TrimPrefix(cell.Day.WeekdayHan(), "星期")
	if len(cell.Slots) == 0 {
		return day + " " + cell.Off
	}
	return fmt.Sprintf("%s 余%d", day, left)
}

// readSpans reads 08:30-12:00/30x2: from, to, minutes of a slot, people of a slot.
func readSpans(texts []string) ([]counter.Span, error) {
	var out []counter.Span
	for _, text := range texts {
		hours, cut, ok1 := strings.Cut(text, "/")
		from, to, ok2 := strings.Cut(hours, "-")
		minutes, quota, ok3 := strings.Cut(cut, "x")
		m, err1 := strconv.Atoi(minutes)
		q, err2 := strconv.Atoi(quota)
		if !ok1 || !ok2 || !ok3 || err1 != nil || err2 != nil {
			return nil, hall.Refuse("时段写得不对", "应像 08:30-12:00/30x2：每 30 分钟一段，每段 2 人")
		}
		out = append(out, counter.Span{From: from, To: to, Minutes: m, Quota: q})
	}
	return out, nil
}

// readDays reads mon-fri or mon,wed,fri.
func readDays(text string) ([]string, error) {
	all := counter.Weekdays()
	var out []string
	for _, part := range strings.Split(text, ",") {
		first, last, ranged := strings.Cut(strings.TrimSpace(part), "-")
		if !ranged {
			last = first
		}
		from, to := slices.Index(all, first), slices.Index(all, last)
		if from < 0 || to < from {
			return nil, hall.Refuse("星期写得不对", "例如 mon-fri，或 mon,wed；星期六日是 sat、sun")
		}
		out = append(out, all[from:to+1]...)
	}
	return out, nil
}

// pairs reads NAME=N.
func pairs(texts []string) (map[string]int, error) {
	var out map[string]int
	for _, text := range texts {
		name, count, ok := strings.Cut(text, "=")
		n, err := strconv.Atoi(count)
		if !ok || err != nil || name == "" {
			return nil, hall.Refuse("要写成 名称=数", "例如 MZ-06=2、A7=1")
		}
		if out == nil {
			out = map[string]int{}
		}
		out[name] = n
	}
	return out, nil
}
