package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

type caseCmd struct {
	Show caseShowCmd `cmd:"" help:"看一件：状态、期限、全程留痕"`
	Act  caseActCmd  `cmd:"" help:"办一件：notice supply accept decline complete deliver void"`
}

type caseShowCmd struct {
	No string `arg:"" help:"办件编号，或后几位如 A70123K"`
}

type caseActCmd struct {
	No         string   `arg:"" help:"办件编号，或后几位如 A70123K"`
	Action     string   `arg:"" help:"notice 一次性告知、supply 补材料、accept 受理、decline 不予受理、complete 办结、deliver 送达、void 作废"`
	Reason     string   `help:"理由（notice、decline、void 必填）"`
	Missing    []string `help:"还缺什么，可写多次（notice）" sep:"none"`
	Material   []string `help:"补来的材料，写成 名称:原件数:复印件数，可写多次（supply）" sep:"none"`
	Result     string   `help:"办结结果：granted 准予、refused 不予、partly 部分准予" default:"granted"`
	Note       string   `help:"办结说明；结果为不予时必填"`
	PlatformNo string   `help:"业务系统的平台编号"`
	How        string   `help:"怎么送达：当面、邮寄、代办员"`
	To         string   `help:"交给谁：本人、代办员、联系人（deliver）；工作人员编号（offer、assign、carry）"`
}

// Help gives examples.
func (caseActCmd) Help() string {
	return `例：bianminctl case act A70123K accept
    bianminctl case act A70123K notice --reason 材料不全 --missing 户口簿 --missing 照片
    bianminctl case act A70123K supply --material 户口簿:0:1
    bianminctl case act A70123K complete --result granted --platform-no 4313220020268812`
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

// Run does the act.
func (c caseActCmd) Run(e *env) error {
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	after, err := c.act(e, session)
	if err != nil {
		return err
	}
	return e.showCase(session, after)
}

func (c caseActCmd) act(e *env, s *desk.Session) (*hall.Case, error) {
	switch hall.Act(c.Action) {
	case hall.ActNotice:
		return s.Notice(e.ctx, c.No, c.Missing, c.Reason)
	case hall.ActSupply:
		materials, err := readMaterials(c.Material)
		if err != nil {
			return nil, err
		}
		return s.Supply(e.ctx, c.No, materials)
	case hall.ActAccept:
		return s.Accept(e.ctx, c.No, c.PlatformNo)
	case hall.ActDecline:
		return s.Decline(e.ctx, c.No, c.Reason)
	case hall.ActComplete:
		return s.Complete(e.ctx, c.No, hall.Completed{Result: hall.Result(c.Result), Note: c.Note, PlatformNo: c.PlatformNo})
	case hall.ActDeliver:
		return s.Deliver(e.ctx, c.No, hall.Delivered{How: c.How, To: c.To})
	case hall.ActVoid:
		return s.Void(e.ctx, c.No, c.Reason)
	case hall.ActOffer:
		return s.OfferCase(e.ctx, c.No, c.To, c.Reason)
	case hall.ActTake:
		return s.TakeCase(e.ctx, c.No)
	case hall.ActAssign:
		return s.AssignCase(e.ctx, c.No, c.To, c.Reason)
	case hall.ActCarry:
		return s.CarryCase(e.ctx, c.No, c.To)
	}
	return nil, hall.Refuse("不认识这个办理动作", "可用：notice、supply、accept、decline、complete、deliver、void、offer、take、assign、carry")
}

func readMaterials(texts []string) ([]hall.Material, error) {
	var out []hall.Material
	for _, text := range texts {
		parts := strings.Split(text, ":")
		m := hall.Material{Name: strings.TrimSpace(parts[0]), Copy: 1}
		if len(parts) == 3 {
			original, err1 := strconv.Atoi(parts[1])
			copies, err2 := strconv.Atoi(parts[2])
			if err1 != nil || err2 != nil || original < 0 || copies < 0 {
				return nil, hall.Refuse("材料的份数不对", "写成 户口簿:0:1，依次是名称、原件数、复印件数")
			}
			m.Original, m.Copy = original, copies
		} else if len(parts) != 1 {
			return nil, hall.Refuse("材料的写法不对", "写成 户口簿:0:1，依次是名称、原件数、复印件数")
		}
		if m.Name == "" {
			return nil, hall.Refuse("有一样材料没有名称", "写成 户口簿:0:1")
		}
		out = append(out, m)
	}
	return out, nil
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
	for _, line := range dueLines(c, cal, s.Today()) {
		e.say("%s", line)
	}
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
	switch {
	case !c.State.Open():
	case c.Clocks.AcceptedAt.IsZero():
		add("答复期限", c.Clocks.NoticeBy)
		add("转交期限", c.Clocks.HandOverBy)
	default:
		add("承诺时限", c.Clocks.Promised)
		add("法定时限", c.Clocks.Statutory)
		if c.Clocks.Statutory == nil {
			lines = append(lines, "法定时限 未核实")
		}
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
