package desk

import (
	"context"
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/pad"
)

// checkLate is about late entries (补录): what came in on an earlier day needs a reason and the
// source paper, what is older than one working day the director besides, and a date more than
// a year back is taken for a slip of the pen.
func (s *Session) checkLate(p *plan) error {
	day, today := hall.DayOf(p.at), s.Today()
	if today.Sub(day) > hall.LateMostDays {
		return hall.Refuse("发生时间（at）在一年以前", "请核对年份；真是旧件的，请用台账登记")
	}
	late, director := hall.LateOn(p.cal, day, today)
	if director && !s.staff.Has(hall.RoleDirector) {
		return hall.Forbid("超过一个工作日的补录要中心主任来办", "请主任登录后补录，或按今天收件")
	}
	if p.in.ReservedNo != "" {
		if err := checkOutage(p); err != nil {
			return err
		}
	}
	if late && (p.in.LateReason == "" || p.in.LatePaper == "") {
		return hall.Refuse("补录要写原因（late_reason）和原始单据（late_paper）", "例如 \"late_reason\":\"停电\",\"late_paper\":\"手写收件单 3 号\"；不是补录的，不要写 at")
	}
	if p.in.LateReason == "" && p.in.LatePaper == "" {
		return nil
	}
	p.late = &hall.LateEntry{Reason: p.in.LateReason, Paper: p.in.LatePaper}
	if director {
		p.late.Approver = s.staff.ID
	}
	if late {
		p.warnings = append(p.warnings, fmt.Sprintf("补录：事情发生在%s，今天才录入", day.Han()))
	}
	return nil
}

// checkOutage: an emergency slip is entered late by its nature; the slip is the source paper.
func checkOutage(p *plan) error {
	if !hall.IsOutage(p.in.LateReason) {
		return hall.Refuse("用应急单的编号，要写是停电还是断网（late_reason）", "例如 \"late_reason\":\"停电\"")
	}
	if p.in.LatePaper == "" {
		p.in.LatePaper = "停电应急单 " + p.in.ReservedNo
	}
	return nil
}

// reserved is the number of an emergency slip and its pad, when the slip is unused and this
// device's own.
func (s *Session) reserved(ctx context.Context, tx Tx, p plan) (hall.CaseNo, *pad.Pad, error) {
	from, no, err := slipOf(ctx, tx, p.in.ReservedNo)
	if err != nil {
		return "", nil, err
	}
	if err := s.needOn(RightPad, from.By, s.staff.ID); err != nil {
		return "", nil, err
	}
	if err := from.Usable(no); err != nil {
		return "", nil, err
	}
	if !strings.HasPrefix(no.Short(), string(p.office.Device)) || from.Hall != p.office.Code {
		return "", nil, hall.Forbid(fmt.Sprintf("应急单 %s 是另一台机器的", no.Spoken()), "请在预留它的那台机器上录入")
	}
	if hall.DayOf(p.at).Before(from.Day) {
		return "", nil, hall.Refuse(fmt.Sprintf("应急单 %s 是%s才印的，事情不会更早", no.Spoken(), from.Day.Han()), "请核对发生时间（at）")
	}
	return no, from, nil
}

// slipOf finds the pad a number belongs to. The number is full, or spoken and of a pad that
// still has unused slips.
func slipOf(ctx context.Context, from Records, text string) (*pad.Pad, hall.CaseNo, error) {
	missing := hall.Missing("没有哪本应急本预留过这个编号", "请对照应急单上的编号再输一遍")
	if no, err := hall.ParseCaseNo(text); err == nil {
		found, err := records[pad.Pad](ctx, from, hall.RecordQuery{Key: string(no), Limit: 1})
		if err != nil || len(found) == 0 {
			return nil, "", firstOf(err, missing)
		}
		return found[0], no, nil
	}
	short := hall.ShortNo(text)
	if short == "" {
		_, err := hall.ParseCaseNo(text)
		return nil, "", err
	}
	open, err := records[pad.Pad](ctx, from, hall.RecordQuery{OpenOnly: true})
	if err != nil {
		return nil, "", err
	}
	for _, p := range open {
		for _, s := range p.Slips {
			if s.Number.Short() == short {
				return p, s.Number, nil
			}
		}
	}
	return nil, "", missing
}

func firstOf(err error, other *hall.Error) error {
	if err != nil {
		return err
	}
	return other
}

// likely finds the open cases that may be the same one, or of the same document number under
// another name. They are shown; a person decides.
func (s *Session) likely(ctx context.Context, p *plan) error {
	if p.person.IDNo == "" || p.person.IDType == string(ident.DocHousehold) {
		return nil
	}
	open, err := s.parts.Reader.OpenCases(ctx, p.person.IDType, p.person.IDNo, p.rules.Code)
	if err != nil {
		return err
	}
	for _, row := range open {
		if row.Applicant != p.person.Name {
			p.other = append(p.other, row)
			p.warnings = append(p.warnings, fmt.Sprintf("同一证件号下有另一个姓名的办件 %s，请核对证件", row.No.Spoken()))
			continue
		}
		p.same = append(p.same, row)
		p.warnings = append(p.warnings, fmt.Sprintf("可能重复：同一人的同一事项还有一件没办完，%s（%s）", row.No.Spoken(), row.State.Han()))
	}
	return nil
}

// otherNames warns when the document number is known under another name, whatever the matter.
func (s *Session) otherNames(ctx context.Context, tx Tx, p plan, out *Taken) error {
	if p.person.IDNo == "" || p.person.IDType == string(ident.DocHousehold) || len(p.other) > 0 {
		return nil
	}
	known, err := tx.Persons(ctx, p.person.IDType, p.person.IDNo)
	if err != nil {
		return err
	}
	for _, k := range known {
		if k.Name != p.person.Name {
			out.Warnings = append(out.Warnings, "这个证件号以前登记过另一个姓名，请核对证件")
			return nil
		}
	}
	return nil
}
