package main

import (
	"strings"

	"bianmin/desk"
	"bianmin/hall/complaint"
)

type complaintCmd struct {
	Make        complaintMakeCmd        `cmd:"" help:"登记一条投诉；可以匿名"`
	Accept      complaintAcceptCmd      `cmd:"" help:"受理"`
	Refuse      complaintRefuseCmd      `cmd:"" help:"不予受理"`
	Assign      complaintAssignCmd      `cmd:"" help:"指定核查人；不能是被投诉的人"`
	Investigate complaintInvestigateCmd `cmd:"" help:"写下核查的情况"`
	Answer      complaintAnswerCmd      `cmd:"" help:"答复投诉人"`
	Appeal      complaintAppealCmd      `cmd:"" help:"登记投诉人不同意答复"`
	Petition    complaintPetitionCmd    `cmd:"" help:"转信访"`
	Close       complaintCloseCmd       `cmd:"" help:"办结"`
	Show        complaintShowCmd        `cmd:"" help:"看一条"`
	List        complaintListCmd        `cmd:"" help:"可看的投诉"`
}

type complaintMakeCmd struct {
	Text   string   `arg:"" help:"事情的经过；- 从标准输入读"`
	Staff  []string `help:"被投诉的工作人员编号，可写多次" placeholder:"STAFF"`
	Matter string   `help:"事项代码"`
	Hall   bool     `help:"投诉整个大厅"`
	How    string   `help:"当面、电话、来信、意见箱、网上、12345" default:"当面"`
	Secret bool     `help:"投诉人要求保密"`
	personFlags
}

type complaintNo struct {
	No string `arg:"" help:"完整的投诉编号"`
}

type (
	complaintAcceptCmd struct{ complaintNo }
	complaintShowCmd   struct{ complaintNo }
	complaintListCmd   struct{ spanFlags }
)

type complaintRefuseCmd struct {
	complaintNo
	Reason string `required:"" help:"理由；- 从标准输入读"`
}

type complaintAssignCmd struct {
	complaintNo
	To string `required:"" help:"工作人员编号" placeholder:"STAFF"`
}

type complaintInvestigateCmd struct {
	complaintNo
	Finding string `required:"" help:"核查的情况；- 从标准输入读"`
}

type complaintAnswerCmd struct {
	complaintNo
	Answer string `required:"" help:"答复；- 从标准输入读"`
	How    string `help:"当面、电话、书面、留存备查" default:"当面"`
}

type complaintAppealCmd struct {
	complaintNo
	Reason string `required:"" help:"为什么不同意答复；- 从标准输入读"`
}

type complaintPetitionCmd struct {
	complaintNo
	Office string `required:"" help:"信访机构"`
	Day    string `help:"哪天转的，默认今天" placeholder:"2026-11-24"`
}

type complaintCloseCmd struct {
	complaintNo
	Text string `help:"说明；- 从标准输入读"`
}

// Help gives an example.
func (complaintMakeCmd) Help() string {
	return "例：printf '态度不好\\n周桂英\\n13800000031\\n' | bianminctl complaint make - --staff luo --name - --phone - --secret\n被投诉的人看不到这条投诉；投诉主任的，只由县里办理。登记以后只回编号。"
}

// Run writes a complaint down.
func (c complaintMakeCmd) Run(e *env) error {
	if err := e.typedLines(&c.Text, &c.Name, &c.Phone, &c.ID); err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		r, err := s.Complain(e.ctx, desk.ComplaintInput{
			Text: c.Text, Staff: c.Staff, Matter: c.Matter, Hall: c.Hall, How: c.How, Secret: c.Secret, Person: c.applicant(),
		})
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "complaint": r.No, "accept_by": r.AcceptBy.Last.String(), "county": r.County})
		}
		e.say("投诉已登记  %s  %s答复是否受理", r.No, r.AcceptBy.Han())
		if r.County {
			e.say("投诉的是主任，由县里办理，本厅看不到")
		}
		return nil
	})
}

// Run takes one up.
func (c complaintAcceptCmd) Run(e *env) error {
	return e.onComplaint(func(s *desk.Session) (*complaint.Complaint, error) { return s.AcceptComplaint(e.ctx, c.No) })
}

// Run refuses one.
func (c complaintRefuseCmd) Run(e *env) error {
	return e.onComplaint(func(s *desk.Session) (*complaint.Complaint, error) {
		return s.RefuseComplaint(e.ctx, c.No, c.Reason)
	}, &c.Reason)
}

// Run assigns one.
func (c complaintAssignCmd) Run(e *env) error {
	return e.onComplaint(func(s *desk.Session) (*complaint.Complaint, error) { return s.AssignComplaint(e.ctx, c.No, c.To) })
}

// Run writes the finding down.
func (c complaintInvestigateCmd) Run(e *env) error {
	return e.onComplaint(func(s *desk.Session) (*complaint.Complaint, error) {
		return s.Investigate(e.ctx, c.No, c.Finding)
	}, &c.Finding)
}

// Run answers.
func (c complaintAnswerCmd) Run(e *env) error {
	return e.onComplaint(func(s *desk.Session) (*complaint.Complaint, error) {
		return s.AnswerComplaint(e.ctx, c.No, c.Answer, c.How)
	}, &c.Answer)
}

// Run writes down that the answer is not taken.
func (c complaintAppealCmd) Run(e *env) error {
	if err := e.typedLines(&c.Reason); err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		if err := s.AppealComplaint(e.ctx, c.No, c.Reason); err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true})
		}
		e.say("已登记，请主任重新指定核查人")
		return nil
	})
}

// Run hands one over as a petition.
func (c complaintPetitionCmd) Run(e *env) error {
	return e.onComplaint(func(s *desk.Session) (*complaint.Complaint, error) {
		day, err := optionalDay(c.Day)
		if err != nil {
			return nil, err
		}
		return s.HandOverPetition(e.ctx, c.No, c.Office, day)
	})
}

// Run closes one.
func (c complaintCloseCmd) Run(e *env) error {
	return e.onComplaint(func(s *desk.Session) (*complaint.Complaint, error) {
		return s.CloseComplaint(e.ctx, c.No, c.Text)
	}, &c.Text)
}

// Run shows one.
func (c complaintShowCmd) Run(e *env) error {
	return e.onComplaint(func(s *desk.Session) (*complaint.Complaint, error) { return s.Complaint(e.ctx, c.No) })
}

// Run lists those one may see.
func (c complaintListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		span, err := c.span()
		if err != nil {
			return err
		}
		list, err := s.Complaints(e.ctx, span)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, x := range list {
			row, err := e.complaintJSON(s, x)
			if err != nil {
				return err
			}
			out = append(out, row)
			if !e.cli.JSON {
				e.say("%s  %s  %s  %s", x.No, x.State.Han(), s.StaffName(e.ctx, x.Handler), dayText(x.Facts().Due))
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "complaints": out})
		}
		if len(list) == 0 {
			e.say("没有可看的投诉")
		}
		return nil
	})
}

// onComplaint reads what came on standard input, does the act and shows the complaint.
func (e *env) onComplaint(do func(*desk.Session) (*complaint.Complaint, error), lines ...*string) error {
	if err := e.typedLines(lines...); err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		c, err := do(s)
		if err != nil {
			return err
		}
		out, err := e.complaintJSON(s, c)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out["ok"], out["timeline"] = true, timeline(c.History)
			return e.emit(out)
		}
		e.say("投诉 %s  %s  被投诉：%s  核查：%s", c.No, c.State.Han(), e.aboutWords(s, c.About), s.StaffName(e.ctx, c.Handler))
		if p, ok := out["complainant"].(*personJSON); ok && p != nil {
			e.say("  投诉人 %s  %s", p.Name, p.Phone)
		}
		e.say("  %s", c.Told.Text)
		if day := dayText(c.Facts().Due); day != "" {
			e.say("  下一步期限 %s", day)
		}
		e.sayTimeline(s, c.History)
		return nil
	})
}

func (e *env) aboutWords(s *desk.Session, a complaint.About) string {
	var words []string
	for _, id := range a.Staff {
		words = append(words, s.StaffName(e.ctx, id))
	}
	if a.Matter.Name != "" {
		words = append(words, a.Matter.Name)
	}
	if a.Hall {
		words = append(words, "整个大厅")
	}
	return strings.Join(words, "、")
}

func (e *env) complaintJSON(s *desk.Session, c *complaint.Complaint) (map[string]any, error) {
	person, err := e.someone(s, c.Told.Complainant)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"complaint": c.No, "id": c.ID, "state": c.State, "day": c.Day.String(), "staff": append([]string{}, c.About.Staff...),
		"matter": c.About.Matter.Code, "hall": c.About.Hall, "county": c.County, "handler": c.Handler, "due": dayText(c.Facts().Due),
		"text": c.Told.Text, "how": c.Told.How, "secret": c.Told.Secret, "complainant": person, "work": c.Work,
	}, nil
}
