package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

// typed returns a personal argument, read from standard input when it is "-", so that it
// stays out of shell histories and process lists.
func (e *env) typed(arg string) (string, error) {
	if arg != "-" {
		return arg, nil
	}
	line, err := bufio.NewReader(e.stdin).ReadString('\n')
	if err != nil && line == "" {
		return "", hall.Refuse("标准输入里没有内容", "请从标准输入给出一行")
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// reveal leaves a trace before anything is shown whole.
func (e *env) reveal(s *desk.Session, persons ...string) error {
	if e.cli.Reveal == "" {
		return nil
	}
	return s.Reveal(e.ctx, e.cli.Reveal, persons...)
}

type findCmd struct {
	Text string `arg:"" help:"姓名的一部分、拼音首字母、证件或电话后几位、办件编号；- 从标准输入读"`
}

type rowJSON struct {
	CaseNo   hall.CaseNo `json:"case_no"`
	ID       string      `json:"id"`
	State    hall.State  `json:"state"`
	Matter   string      `json:"matter"`
	Name     string      `json:"matter_name"`
	Received string      `json:"received"`
	Due      string      `json:"due,omitempty"`
}

func rows(list []hall.CaseRow) []rowJSON {
	out := make([]rowJSON, 0, len(list))
	for _, r := range list {
		row := rowJSON{CaseNo: r.No, ID: r.ID, State: r.State, Matter: r.Matter.Code, Name: r.Matter.Name, Received: hall.DayOf(r.ReceivedAt).String()}
		if !r.Due.IsZero() {
			row.Due = r.Due.String()
		}
		out = append(out, row)
	}
	return out
}

// Run finds. Nothing found is exit 3.
func (c findCmd) Run(e *env) error {
	text, err := e.typed(c.Text)
	if err != nil {
		return err
	}
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	found, err := session.Find(e.ctx, text)
	if err != nil {
		return err
	}
	if len(found.Persons)+len(found.Cases) == 0 {
		return hall.Missing("没有找到", "可以换姓名中的一两个字、拼音首字母、证件或电话后四位再试")
	}
	ids := make([]string, 0, len(found.Persons))
	for _, p := range found.Persons {
		ids = append(ids, p.Person.ID)
	}
	if err := e.reveal(session, ids...); err != nil {
		return err
	}
	if e.cli.JSON {
		persons := []map[string]any{}
		for _, p := range found.Persons {
			persons = append(persons, map[string]any{"person": e.person(p.Person), "cases": rows(p.Cases)})
		}
		return e.emit(map[string]any{"ok": true, "persons": persons, "cases": rows(found.Cases), "more": found.More})
	}
	for _, p := range found.Persons {
		x := e.person(p.Person)
		e.say("%s  %s  %s  %s", x.Name, x.ID, x.Phone, x.Village)
		e.sayRows(p.Cases)
	}
	e.sayRows(found.Cases)
	if found.More {
		e.say("还有更多，请多写几个字")
	}
	return nil
}

func (e *env) sayRows(list []hall.CaseRow) {
	for _, r := range list {
		e.say("  %s  %s  %s  收件 %s", r.No, r.Matter.Name, r.State.Han(), hall.DayOf(r.ReceivedAt))
	}
}

type dueCmd struct {
	On string `help:"按哪一天算，默认今天" placeholder:"2026-11-23"`
}

// Run lists open cases with both deadlines.
func (c dueCmd) Run(e *env) error {
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	on := session.Today()
	if c.On != "" {
		if on, err = workday.ParseDate(c.On); err != nil {
			return hall.Refuse(err.Error(), "例如 --on 2026-11-23")
		}
	}
	list, err := session.Due(e.ctx, on, hall.Date{}, 100_000)
	if err != nil {
		return err
	}
	cal, err := session.Calendar(e.ctx)
	if err != nil {
		return err
	}
	out := []map[string]any{}
	for _, x := range list {
		if !e.cli.JSON {
			e.say("%s  %s  %s  %s  %s", x.Case.No, x.Case.Rules.Name, x.Case.State.Han(), strings.Join(dueLines(x.Case, cal, on), "  "), x.Standing.Card.Han())
			continue
		}
		out = append(out, map[string]any{
			"case_no": x.Case.No, "matter": x.Case.Rules.Code, "state": x.Case.State,
			"promised": dueOf(x.Case.Clocks.Promised, cal, on), "statutory": dueOf(x.Case.Clocks.Statutory, cal, on),
			"notice_by": dueOf(x.Case.Clocks.NoticeBy, cal, on), "handover_by": dueOf(x.Case.Clocks.HandOverBy, cal, on),
			"stopped": x.Case.Clocks.Moved.Stop, "extended": x.Case.Clocks.Moved.Extended,
			"due": x.Standing.Due.Last.String(), "left_workdays": x.Standing.Left, "provisional": x.Standing.Provisional, "card": x.Standing.Card,
		})
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "on": on.String(), "cases": out})
	}
	if len(list) == 0 {
		e.say("没有在计时的办件")
	}
	return nil
}

type deadlineCmd struct {
	From     string `required:"" help:"从哪一天起（次日起算）" placeholder:"2026-11-23"`
	Workdays int    `required:"" help:"几个工作日" placeholder:"N"`
}

// Run counts, or names the year whose schedule is missing.
func (c deadlineCmd) Run(e *env) error {
	from, err := workday.ParseDate(c.From)
	if err != nil {
		return hall.Refuse(err.Error(), "例如 --from 2026-11-23")
	}
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	cal, err := st.Desk.Calendar(e.ctx)
	if err != nil {
		return err
	}
	last, err := desk.Deadline(cal, from, c.Workdays)
	if err != nil {
		return err
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "from": from.String(), "workdays": c.Workdays, "last": last.String()})
	}
	e.say("%s（%s）", last, last.WeekdayHan())
	return nil
}

type identCmd struct {
	Check identCheckCmd `cmd:"" help:"核对一个号码"`
}

type identCheckCmd struct {
	Type  string `arg:"" help:"resident_id credit_code household hk_mo_tw foreign passport birth，或 phone"`
	Value string `arg:"" help:"号码；- 从标准输入读"`
}

// Help gives an example.
func (identCheckCmd) Help() string {
	return "例：echo 11010519491231002X | bianminctl ident check resident_id -"
}

// Run gives the verdict. It needs no data directory.
func (c identCheckCmd) Run(e *env) error {
	value, err := e.typed(c.Value)
	if err != nil {
		return err
	}
	var clean, masked string
	switch types := ident.DocTypes(); {
	case c.Type == "phone":
		clean, err = ident.CheckPhone(value)
		masked = ident.MaskPhone(clean)
	case slices.Contains(types, ident.DocType(c.Type)):
		clean, err = ident.ParseDocument(ident.DocType(c.Type), value, hall.DayOf(e.clock()))
		masked = ident.MaskID(clean)
	default:
		return hall.Refuse("不认识这种证件类型", "应是 resident_id、credit_code、household、hk_mo_tw、foreign、passport、birth、phone 之一")
	}
	if err != nil {
		return &hall.Error{Kind: hall.Invalid, Say: err.Error(), Next: "请对照证件再核对一遍"}
	}
	out := map[string]any{"ok": true, "type": c.Type, "value": masked}
	words := fmt.Sprintf("校验通过 %s", masked)
	if c.Type == string(ident.DocResidentID) {
		id, err := ident.CheckResidentID(value, hall.DayOf(e.clock()))
		if err == nil {
			out["birth"], out["sex"], out["age"] = id.Birth().String(), string(id.Sex()), id.Age(hall.DayOf(e.clock()))
			words += fmt.Sprintf("  %s  %s 生  %d 岁", id.Sex(), id.Birth(), id.Age(hall.DayOf(e.clock())))
		}
	}
	if e.cli.JSON {
		return e.emit(out)
	}
	e.say("%s", words)
	return nil
}
