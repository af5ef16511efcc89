package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

type caseCmd struct {
	Show caseShowCmd `cmd:"" help:"看一件：状态、期限、全程留痕"`
	Act  caseActCmd  `cmd:"" help:"办一件：受理、告知、办结……（--help 列出全部动作）"`
}

type caseShowCmd struct {
	No string `arg:"" help:"办件编号，或后几位如 A70123K"`
}

// Run shows a case, masked unless --reveal gives a reason.
func (c caseShowCmd) Run(e *env) error {
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	found, err := session.Case(e.ctx, c.No)
	if err != nil {
		return err
	}
	return e.showCase(session, found)
}

type personJSON struct {
	Name    string        `json:"name"`
	IDType  string        `json:"id_type"`
	ID      string        `json:"id"`
	Phone   string        `json:"phone"`
	Village string        `json:"village"`
	Contact *hall.Contact `json:"contact,omitempty"`
}

func (e *env) person(p hall.Person) personJSON {
	out := personJSON{Name: p.Name, IDType: p.IDType, ID: p.IDNo, Phone: p.Phone, Village: p.Village}
	if p.Contact != nil {
		c := *p.Contact
		out.Contact = &c
	}
	if e.cli.Reveal == "" {
		out.ID, out.Phone = ident.MaskID(p.IDNo), ident.MaskPhone(p.Phone)
		if out.Contact != nil {
			out.Contact.Phone = ident.MaskPhone(out.Contact.Phone)
		}
	}
	return out
}

type dueJSON struct {
	By          string `json:"by"`
	Left        int    `json:"left_workdays"`
	Provisional string `json:"provisional,omitempty"`
}

func dueOf(d *hall.Due, cal workday.Calendar, on hall.Date) *dueJSON {
	if d == nil {
		return nil
	}
	left, missing := cal.LeftProvisional(on, d.Last)
	return &dueJSON{By: d.Last.String(), Left: left, Provisional: unsure(d, missing)}
}

// unsure names every year whose schedule was missing, in the day itself or in the count to it.
func unsure(d *hall.Due, counted []int) string {
	years := slices.Concat(d.Missing, counted)
	slices.Sort(years)
	return hall.Due{Missing: slices.Compact(years)}.Reason()
}

type eventJSON struct {
	Kind     hall.Kind `json:"kind"`
	At       time.Time `json:"at"`
	Recorded time.Time `json:"recorded"`
	Actor    string    `json:"actor"`
	Note     string    `json:"note,omitempty"`
	Conflict string    `json:"conflict,omitempty"`
}

func (e *env) showCase(s *desk.Session, c *hall.Case) error {
	if err := e.reveal(s, c.Applicant.ID); err != nil {
		return err
	}
	cal, err := s.Calendar(e.ctx)
	if err != nil {
		return err
	}
	today := s.Today()
	if !e.cli.JSON {
		e.printCase(s, c, cal)
		return nil
	}
	timeline := make([]eventJSON, 0, len(c.History))
	for _, x := range c.History {
		timeline = append(timeline, eventJSON{x.Kind, x.At, x.Recorded, x.Actor, x.Note, x.Conflict})
	}
	lawful, owed := append([]hall.Act{}, c.Lawful()...), append([]string{}, c.Papers.Owed...)
	return e.emit(map[string]any{
		"ok": true, "case_no": c.No, "id": c.ID, "spoken": c.No.Spoken(), "state": c.State, "state_name": c.State.Han(),
		"matter":    map[string]any{"code": c.Rules.Code, "name": c.Rules.Name, "township_mode": c.Rules.Mode, "edition": c.Rules.Edition},
		"applicant": e.person(c.Applicant), "mode": c.Intake.Mode, "query_code": c.Intake.QueryCode,
		"promised": dueOf(c.Clocks.Promised, cal, today), "statutory": dueOf(c.Clocks.Statutory, cal, today),
		"notice_by": dueOf(c.Clocks.NoticeBy, cal, today), "handover_by": dueOf(c.Clocks.HandOverBy, cal, today),
		"deliver_by": dueOf(c.Clocks.DeliverBy, cal, today), "clock": append([]hall.ClockStep{}, c.ExplainClock(cal)...),
		"holder": c.Holder, "duty": c.Duty, "work": c.Work, "stopped": c.Clocks.Moved.Stop, "extended": c.Clocks.Moved.Extended,
		"deemed": c.Clocks.Deemed != nil, "deferred": append([]hall.Owing{}, c.Papers.Deferred...), "notice_added": c.NoticeAdded(),
		"card": c.StandingOn(cal, today).Card, "owed": owed, "outcome": c.Outcome, "lawful": lawful, "timeline": timeline,
	})
}

func (e *env) printCase(s *desk.Session, c *hall.Case, cal workday.Calendar) {
	p := e.person(c.Applicant)
	e.say("%s  %s  %s  %s", c.No, c.Rules.Name, c.State.Han(), c.StandingOn(cal, s.Today()).Card.Han())
	e.say("申请人 %s  %s  %s  %s", p.Name, p.ID, p.Phone, p.Village)
	if p.Contact != nil {
		e.say("联系人 %s（%s）  %s", p.Contact.Name, p.Contact.Relation, p.Contact.Phone)
	}
	for _, line := range append(dueLines(c, cal, s.Today()), overlays(c, s.Today())...) {
		e.say("%s", line)
	}
	e.say("期限怎么算的：")
	for _, step := range c.ExplainClock(cal) {
		e.say("  %s", step.Text)
	}
	e.say("负责：%s", s.StaffName(e.ctx, c.Holder))
	for _, x := range c.History {
		line := fmt.Sprintf("  %s  %-5s  %s  %s", x.At.In(workday.Beijing()).Format("2006-01-02 15:04"), x.Kind.Han(), s.StaffName(e.ctx, x.Actor), x.Note)
		if x.Conflict != "" {
			line += "  【需处理】" + x.Conflict
		}
		e.say("%s", line)
	}
	var words []string
	for _, a := range c.Lawful() {
		words = append(words, fmt.Sprintf("%s(%s)", a.Han(), a))
	}
	if len(words) > 0 {
		e.say("现在可以：%s", strings.Join(words, "  "))
	}
}

// dueLines says every day that runs on the case, both deadlines among them.
func dueLines(c *hall.Case, cal workday.Calendar, on hall.Date) []string {
	var lines []string
	add := func(name string, d *hall.Due) {
		if d != nil {
			lines = append(lines, name+" "+dueWords(d, cal, on))
		}
	}
	days := c.Deadlines()
	switch {
	case !c.State.Open():
		if c.State == hall.StateCompleted {
			add("送达期限", c.Clocks.DeliverBy)
		}
	case c.State == hall.StateNoticed:
		lines = append(lines, "等申请人补材料，补齐后重新计算五个工作日")
	case c.Clocks.AcceptedAt.IsZero():
		add("答复期限", days.NoticeBy)
		add("转交期限", days.HandOverBy)
	default:
		if stop := c.Clocks.Moved.Stop; stop != nil {
			lines = append(lines, "暂停计时（"+stop.Han()+"） 预计"+dueWords(&stop.Planned, cal, on))
		}
		if x := c.Clocks.Moved.Extended; x != nil {
			lines = append(lines, "已延长 "+x.By.Han())
		}
		add("承诺时限", days.Promised)
		add("法定时限", days.Statutory)
		if days.Statutory == nil {
			lines = append(lines, "法定时限 未核实")
		}
		add("送达期限", c.Clocks.DeliverBy)
	}
	return lines
}

// overlays says what lies over the state of a case besides its clocks.
func overlays(c *hall.Case, today hall.Date) []string {
	var lines []string
	if c.Clocks.Deemed != nil {
		lines = append(lines, "视为受理：五个工作日内没有告知")
	}
	for _, o := range c.Papers.Deferred {
		lines = append(lines, "容缺 "+o.Name+"，"+o.By.Han()+"前补")
	}
	for _, p := range c.Work.Parts {
		word := "等答复，" + p.By.Han() + "前"
		switch {
		case !p.AnsweredAt.IsZero() && p.Agrees:
			word = "同意"
		case !p.AnsweredAt.IsZero():
			word = "不同意"
		case p.Late(today):
			word = "逾期未答复，应在" + p.By.Han() + "前"
		}
		lines = append(lines, "并联 "+p.Department+"："+word)
	}
	if c.Duty.Offered != "" {
		lines = append(lines, "移交中："+c.Duty.Offered+" 还没有接手")
	}
	if c.NoticeAdded() {
		lines = append(lines, "后一次告知增加了内容（主任批准）")
	}
	return lines
}

// dueWords is a day with how much of it is left, and what makes the count unsure.
func dueWords(d *hall.Due, cal workday.Calendar, on hall.Date) string {
	left, missing := cal.LeftProvisional(on, d.Last)
	text := fmt.Sprintf("%s（%s）", d.Han(), leftWords(left))
	if why := unsure(d, missing); why != "" {
		text += "，暂按周一至周五算：" + why
	}
	return text
}

func leftWords(left int) string {
	switch {
	case left < 0:
		return fmt.Sprintf("超期 %d 个工作日", -left)
	case left == 0:
		return "今天到期"
	}
	return fmt.Sprintf("还剩 %d 个工作日", left)
}
