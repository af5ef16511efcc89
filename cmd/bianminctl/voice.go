package main

import (
	"bufio"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
)

// voiceCommands are what the people say of the hall.
type voiceCommands struct {
	Rating        ratingCmd        `cmd:"" help:"好差评：评价、评价单、差评回访、申诉、复核、统计"`
	Followup      followupCmd      `cmd:"" help:"办件回访：抽样、回访、整改"`
	Complaint     complaintCmd     `cmd:"" help:"投诉：登记、受理、核查、答复、转信访"`
	Hotline       hotlineCmd       `cmd:"" help:"12345 工单：登记、签收、转办、答复、退回、回访"`
	Questionnaire questionnaireCmd `cmd:"" help:"行风评议问卷：发放、录入答卷、结果"`
}

// spanFlags narrow a list.
type spanFlags struct {
	From string `help:"从哪一天起" placeholder:"2026-11-01"`
	To   string `help:"到哪一天止" placeholder:"2026-11-30"`
	Open bool   `help:"只看还没办完的"`
}

func (f spanFlags) span() (desk.Span, error) {
	from, err := optionalDay(f.From)
	if err != nil {
		return desk.Span{}, err
	}
	to, err := optionalDay(f.To)
	return desk.Span{From: from, To: to, OpenOnly: f.Open}, err
}

// optionalDay is the zero day for no text.
func optionalDay(text string) (hall.Date, error) {
	if text == "" {
		return hall.Date{}, nil
	}
	return readDay(text)
}

// personFlags name somebody.
type personFlags struct {
	Name   string `help:"姓名；- 从标准输入读"`
	Phone  string `help:"电话；- 从标准输入读"`
	IDType string `help:"证件类型" default:""`
	ID     string `help:"证件号；- 从标准输入读"`
}

func (f personFlags) applicant() desk.Applicant {
	return desk.Applicant{Name: f.Name, Phone: f.Phone, IDType: ident.DocType(f.IDType), ID: f.ID}
}

// typedLines reads each of the arguments that is "-" from a line of standard input, in order, so that
// personal words stay out of shell histories and process lists.
func (e *env) typedLines(args ...*string) error {
	in := bufio.NewReader(e.stdin)
	for _, arg := range args {
		if *arg != "-" {
			continue
		}
		line, err := in.ReadString('\n')
		if err != nil && line == "" {
			return hall.Refuse("标准输入里没有内容", "请从标准输入给出，一项一行")
		}
		*arg = strings.TrimRight(line, "\r\n")
	}
	return nil
}

// someone is a person who may be nobody, masked; with --reveal the look is journalled first.
func (e *env) someone(s *desk.Session, p *hall.Person) (*personJSON, error) {
	if p == nil {
		return nil, nil
	}
	if err := e.reveal(s, p.ID); err != nil {
		return nil, err
	}
	out := e.person(*p)
	return &out, nil
}

func dayText(d hall.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
