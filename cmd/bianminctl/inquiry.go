package main

import (
	"strings"

	"bianmin/desk"
	"bianmin/hall/ident"
	"bianmin/hall/inquiry"
)

type inquiryCmd struct {
	Open   inquiryOpenCmd   `cmd:"" help:"登记一条咨询，自己是首问责任人"`
	Offer  inquiryOfferCmd  `cmd:"" help:"提出转交，对方接手前责任不变"`
	Take   inquiryTakeCmd   `cmd:"" help:"接手转给自己的咨询"`
	Assign inquiryAssignCmd `cmd:"" help:"主任指定责任人"`
	Answer inquiryAnswerCmd `cmd:"" help:"答复"`
	Lead   inquiryLeadCmd   `cmd:"" help:"转为办件"`
	Show   inquiryShowCmd   `cmd:"" help:"看一条：责任在谁手里、经过哪些人"`
	List   inquiryListCmd   `cmd:"" help:"还没有答复的"`
}

type inquiryOpenCmd struct {
	Text   string `arg:"" help:"问的事；- 从标准输入读"`
	Matter string `help:"事项代码"`
	How    string `help:"当面、电话、网上" default:"当面"`
	Name   string `help:"谁问的，可不写"`
	Phone  string `help:"电话"`
	IDType string `help:"证件类型" default:""`
	ID     string `help:"证件号"`
	Visit  string `help:"在哪次来访里问的：来访编号"`
}

type inquiryNo struct {
	No string `arg:"" help:"咨询编号"`
}

type inquiryTo struct {
	inquiryNo
	To     string `required:"" help:"工作人员编号" placeholder:"STAFF"`
	Reason string `required:"" help:"原因"`
}

type (
	inquiryOfferCmd  struct{ inquiryTo }
	inquiryAssignCmd struct{ inquiryTo }
	inquiryTakeCmd   struct{ inquiryNo }
	inquiryShowCmd   struct{ inquiryNo }
	inquiryListCmd   struct{}
)

type inquiryAnswerCmd struct {
	inquiryNo
	Answer string `required:"" help:"怎么答复的"`
}

type inquiryLeadCmd struct {
	inquiryNo
	Case string `required:"" help:"办件编号"`
}

// Help gives an example.
func (inquiryOpenCmd) Help() string {
	return "例：bianminctl inquiry open 高龄津贴要带什么 --matter MZ-06"
}

// Run writes a question down.
func (c inquiryOpenCmd) Run(e *env) error {
	text, err := e.typed(c.Text)
	if err != nil {
		return err
	}
	return e.onInquiry(func(s *desk.Session) (*inquiry.Inquiry, error) {
		return s.Inquire(e.ctx, desk.Question{
			Text: text, Matter: c.Matter, How: c.How, Visit: c.Visit,
			Person: desk.Applicant{Name: c.Name, Phone: c.Phone, IDType: ident.DocType(c.IDType), ID: c.ID},
		})
	})
}

// Run offers the duty.
func (c inquiryOfferCmd) Run(e *env) error {
	return e.onInquiry(func(s *desk.Session) (*inquiry.Inquiry, error) { return s.OfferInquiry(e.ctx, c.No, c.To, c.Reason) })
}

// Run takes the duty.
func (c inquiryTakeCmd) Run(e *env) error {
	return e.onInquiry(func(s *desk.Session) (*inquiry.Inquiry, error) { return s.TakeInquiry(e.ctx, c.No) })
}

// Run assigns the duty.
func (c inquiryAssignCmd) Run(e *env) error {
	return e.onInquiry(func(s *desk.Session) (*inquiry.Inquiry, error) { return s.AssignInquiry(e.ctx, c.No, c.To, c.Reason) })
}

// Run answers.
func (c inquiryAnswerCmd) Run(e *env) error {
	return e.onInquiry(func(s *desk.Session) (*inquiry.Inquiry, error) { return s.AnswerInquiry(e.ctx, c.No, c.Answer) })
}

// Run turns the question into a case that was taken in.
func (c inquiryLeadCmd) Run(e *env) error {
	return e.onInquiry(func(s *desk.Session) (*inquiry.Inquiry, error) { return s.LeadInquiry(e.ctx, c.No, c.Case) })
}

// Run shows one.
func (c inquiryShowCmd) Run(e *env) error {
	return e.onInquiry(func(s *desk.Session) (*inquiry.Inquiry, error) { return s.Inquiry(e.ctx, c.No) })
}

// Run lists what is not answered yet.
func (inquiryListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := s.Inquiries(e.ctx)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, q := range list {
			if !e.cli.JSON {
				e.say("%s  %s  %s  %s", q.No, q.State.Han(), s.StaffName(e.ctx, q.Holder), q.Asked.Matter.Name)
			}
			out = append(out, inquiryJSON(q))
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "inquiries": out})
		}
		if len(list) == 0 {
			e.say("没有等答复的咨询")
		}
		return nil
	})
}

func (e *env) onInquiry(do func(*desk.Session) (*inquiry.Inquiry, error)) error {
	return e.onSession(func(s *desk.Session) error {
		q, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := inquiryJSON(q)
			out["ok"], out["timeline"] = true, timeline(q.History)
			return e.emit(out)
		}
		names := make([]string, len(q.Chain))
		for i, id := range q.Chain {
			names[i] = s.StaffName(e.ctx, id)
		}
		e.say("咨询 %s（%s）  %s  首问责任：%s", q.No, q.No.Spoken(), q.State.Han(), strings.Join(names, " → "))
		e.sayTimeline(s, q.History)
		return nil
	})
}

func inquiryJSON(q *inquiry.Inquiry) map[string]any {
	return map[string]any{
		"inquiry": q.No, "spoken": q.No.Spoken(), "id": q.ID, "state": q.State, "holder": q.Holder, "offered": q.Offered,
		"chain": q.Chain, "matter": q.Asked.Matter.Code, "day": q.Day.String(), "case": q.Case,
	}
}
