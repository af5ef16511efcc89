package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/ident"
)

// futureSlack is how far ahead of the device's clock an occurred time may lie.
const futureSlack = time.Minute

// check turns a typed intake into a plan, or refuses it with place and cure.
func (s *Session) check(ctx context.Context, in Intake) (plan, error) {
	digest, err := digestOf(in)
	if err != nil {
		return plan{}, err
	}
	in, err = tidied(in)
	if err != nil {
		return plan{}, err
	}
	if in, err = s.fromBag(ctx, in); err != nil {
		return plan{}, err
	}
	p := plan{in: in, at: in.At, digest: digest}
	if p.at.IsZero() {
		p.at = s.Now()
	}
	if p.at.After(s.Now().Add(futureSlack)) {
		return plan{}, hall.Refuse("发生时间（at）在将来", "请核对时间和时区，例如 2026-11-23T09:30:00+08:00")
	}
	if err := p.defaults(); err != nil {
		return plan{}, err
	}
	m, err := s.parts.Library.Matter(ctx, p.in.Matter)
	if err != nil {
		return plan{}, err
	}
	p.rules = m.Snapshot()
	if err := s.checkRules(&p); err != nil {
		return plan{}, err
	}
	if p.person, err = p.applicant(s.Today()); err != nil {
		return plan{}, err
	}
	if p.cal, err = s.parts.Library.Calendar(ctx); err != nil {
		return plan{}, err
	}
	if err := s.checkLate(&p); err != nil {
		return plan{}, err
	}
	if p.office, err = s.parts.Register.Office(ctx); err != nil {
		return plan{}, err
	}
	if err := s.checkPeople(ctx, &p); err != nil {
		return plan{}, err
	}
	return p, s.warn(ctx, &p)
}

func (p *plan) defaults() error {
	if p.in.Mode == "" {
		p.in.Mode = hall.BySelf
	}
	if !p.in.Mode.Valid() {
		return hall.Refuse("办理方式（mode）不认识", "应是 self（本人）、proxy（代办）、home_visit（上门）之一")
	}
	if p.in.Action == "" {
		p.in.Action = ActionReceive
	}
	if !slices.Contains([]Action{ActionReceive, ActionAccept, ActionNotice, ActionDecline, ActionComplete}, p.in.Action) {
		return hall.Refuse("处理（action）不认识", "应是 receive（收件）、accept（受理）、notice（一次性告知）、decline（不予受理）、complete（即办件当场办结）之一")
	}
	if p.in.Reason == "" && p.in.Action == ActionNotice {
		return hall.Refuse("一次性告知必须写明要补什么、为什么（reason）", "请把要补的内容一次写全")
	}
	if p.in.Reason == "" && p.in.Action == ActionDecline {
		return hall.Refuse("不予受理必须写理由（reason）", "请写明依据和理由")
	}
	if p.in.Matter == "" {
		return hall.Refuse("没有写事项代码（matter）", "请写目录里的代码，例如 MZ-06")
	}
	for i, m := range p.in.Materials {
		if strings.TrimSpace(m.Name) == "" || m.Original < 0 || m.Copy < 0 || m.Original > 999 || m.Copy > 999 {
			return hall.Refuse(fmt.Sprintf("第 %d 样材料的名称或份数不对", i+1), "名称不能空，份数是 0 到 999")
		}
	}
	return nil
}

// checkRules refuses what the matter's own rules refuse. A hall gives no acceptance for
// what it only collects or assists with.
func (s *Session) checkRules(p *plan) error {
	if err := p.rules.Open(hall.DayOf(p.at)); err != nil {
		return err
	}
	if p.in.Action == ActionAccept && !p.rules.Mode.MayAccept() {
		return hall.Forbid(fmt.Sprintf("事项 %s 是%s，由决定机关受理，本厅不能受理", p.rules.Code, p.rules.Mode.Han()), "请改用 receive（收件），出收件凭证")
	}
	if p.in.Action == ActionComplete && p.rules.CaseType != hall.Instant {
		return hall.Forbid(fmt.Sprintf("事项 %s 不是即办件，不能当场办结", p.rules.Code), "请改用 accept（受理）或 receive（收件）")
	}
	if !p.in.ValidUntil.IsZero() && !p.rules.Intake.Renewal {
		return hall.Refuse(fmt.Sprintf("事项 %s 不是延续许可，不用写原许可的有效期", p.rules.Code), "请去掉有效期（valid_until）")
	}
	if p.in.Mode == hall.ByProxy && !p.rules.Intake.ProxyAllowed {
		return hall.Forbid(fmt.Sprintf("事项 %s 要本人办，不能由代办员代办", p.rules.Code), "请改为本人或上门")
	}
	return nil
}

func (p *plan) applicant(today hall.Date) (hall.Person, error) {
	a := p.in.Applicant
	name, flags, err := ident.CleanName(a.Name)
	if err != nil {
		return hall.Person{}, &hall.Error{Kind: hall.Invalid, Say: "申请人姓名：" + err.Error(), Next: "请照证件上的写法填"}
	}
	p.warnings = append(p.warnings, flags.Sentences()...)
	if a.IDType == "" {
		a.IDType = ident.DocResidentID
		if a.ID == "" {
			a.IDType = ident.DocNone
		}
	}
	if !slices.Contains(ident.DocTypes(), a.IDType) {
		return hall.Person{}, hall.Refuse("证件类型（id_type）不认识", "应是 resident_id、credit_code、household、hk_mo_tw、foreign、passport、birth、none 之一")
	}
	person := hall.Person{Name: name, IDType: string(a.IDType), Village: a.Village}
	if a.ID != "" {
		if person.IDNo, err = ident.ParseDocument(a.IDType, a.ID, today); err != nil {
			return hall.Person{}, &hall.Error{Kind: hall.Invalid, Say: err.Error(), Next: "请对照证件再核对一遍"}
		}
	}
	if person.Phone, err = phone("电话", a.Phone); err != nil {
		return hall.Person{}, err
	}
	if person.Contact, err = contact(a.Contact); err != nil {
		return hall.Person{}, err
	}
	if person.IDNo == "" && person.Phone == "" && person.Contact == nil {
		return hall.Person{}, hall.Refuse("证件号、电话、联系人至少要有一样", "没有证件和电话的，请填联系人")
	}
	return person, nil
}

func phone(what, number string) (string, error) {
	if strings.TrimSpace(number) == "" {
		return "", nil
	}
	clean, err := ident.CheckPhone(number)
	if err != nil {
		return "", &hall.Error{Kind: hall.Invalid, Say: what + "：" + err.Error(), Next: "没有电话的可以空着，填联系人"}
	}
	return clean, nil
}

func contact(c *hall.Contact) (*hall.Contact, error) {
	if c == nil || (c.Name == "" && c.Phone == "" && c.Relation == "") {
		return nil, nil
	}
	name, _, err := ident.CleanName(c.Name)
	if err != nil {
		return nil, &hall.Error{Kind: hall.Invalid, Say: "联系人姓名：" + err.Error(), Next: "请填联系人的姓名"}
	}
	number, err := phone("联系人电话", c.Phone)
	if err != nil {
		return nil, err
	}
	return &hall.Contact{Name: name, Relation: strings.TrimSpace(c.Relation), Phone: number}, nil
}

func (s *Session) checkPeople(ctx context.Context, p *plan) error {
	if p.in.Agent != "" {
		people, err := s.parts.Register.Staff(ctx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(people, func(x hall.Staff) bool { return x.ID == p.in.Agent }) {
			return hall.Refuse("代办员（agent）不在本厅名册里", "请写名册里的工作人员编号")
		}
	}
	if p.in.Appointment == "" {
		return nil
	}
	a, err := s.parts.Bookings.Appointment(ctx, p.in.Appointment)
	if err != nil {
		return err
	}
	if a.State == hall.AppointCancelled {
		return hall.Refuse(fmt.Sprintf("预约 %s 已经取消", a.No.Spoken()), "请核对预约编号，或不填预约")
	}
	p.appoint = a.No
	if a.Person.Name != p.person.Name {
		p.warnings = append(p.warnings, "预约 "+a.No.Spoken()+" 是用别的姓名约的，请核对")
	}
	return nil
}

// warn adds what a clerk should see but may overrule.
func (s *Session) warn(ctx context.Context, p *plan) error {
	if p.in.Mode == hall.ByProxy && p.in.Agent == "" {
		p.warnings = append(p.warnings, "代办没有写代办员，材料在谁手里说不清")
	}
	if p.rules.Intake.Renewal && p.in.ValidUntil.IsZero() {
		p.warnings = append(p.warnings, "延续许可没有写原许可的有效期，到期没有决定时系统不能提示")
	}
	if p.in.Action == ActionAccept || p.in.Action == ActionComplete {
		if miss := p.rules.Lacking(p.in.Materials); len(miss) > 0 {
			p.warnings = append(p.warnings, "受理了，但必要材料还没有登记："+strings.Join(miss, "、"))
		}
	}
	return s.likely(ctx, p)
}
