package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/posting"
)

type postingCmd struct {
	Put    postingPutCmd    `cmd:"" help:"张贴公示"`
	Object postingObjectCmd `cmd:"" help:"登记异议"`
	Answer postingAnswerCmd `cmd:"" help:"答复异议"`
	Down   postingDownCmd   `cmd:"" help:"满期撤下；没满期的要写原因"`
	Show   postingShowCmd   `cmd:"" help:"看一份公示"`
	List   postingListCmd   `cmd:"" help:"正在公示的，和有异议没答复的"`
}

type postingNo struct {
	No string `arg:"" help:"公示编号"`
}

type postingPutCmd struct {
	File string `arg:"" help:"公示内容（JSON），- 为标准输入"`
}

type postingObjectCmd struct {
	postingNo
	Text   string `arg:"" help:"异议；- 从标准输入读"`
	Name   string `help:"谁提的，可不写"`
	Phone  string `help:"电话"`
	IDType string `help:"证件类型" default:""`
	ID     string `help:"证件号"`
}

type postingAnswerCmd struct {
	postingNo
	N      int    `arg:"" help:"第几条异议"`
	Answer string `required:"" help:"核查的结果和答复"`
}

type postingDownCmd struct {
	postingNo
	Reason string `help:"没满期就撤的原因"`
}

type postingShowCmd struct{ postingNo }

type postingListCmd struct {
	All   bool `help:"连撤下的一起列"`
	Stale bool `help:"只列贴了超过一个季度的"`
}

// Help gives an example.
func (postingPutCmd) Help() string {
	return `例：bianminctl posting put 公示.json，内容如
{"title":"11月临时救助公示","matter":"MZ-06","place":"村务公开栏","village_affairs":true,"from":"2026-11-23","days":15,
 "fields":["name","group","head_count","amount"],"items":[{"name":"彭满秀","group":"3组","head_count":2,"amount_fen":50000}]}
每行还可以写 "birth" 和 "minor"，只用来核对，不公示也不保存；别的栏目一概拒绝`
}

// postingFile is what the file may say and nothing else.
type postingFile struct {
	Title   string          `json:"title"`
	Matter  string          `json:"matter"`
	Place   string          `json:"place"`
	Village bool            `json:"village_affairs"`
	From    hall.Date       `json:"from"`
	Days    int             `json:"days"`
	Fields  []posting.Field `json:"fields"`
	Items   []postingLine   `json:"items"`
}

type postingLine struct {
	posting.Item
	Minor bool      `json:"minor"`
	Birth hall.Date `json:"birth"`
}

// Run hangs a posting up.
func (c postingPutCmd) Run(e *env) error {
	data, err := e.read(c.File)
	if err != nil {
		return err
	}
	var f postingFile
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return &hall.Error{
			Kind: hall.Invalid, Say: "公示文件读不出来，或有不许公示的栏目", Next: "每行只写 name、group、head_count、amount_fen（posting put --help 有例子）",
			Err: err,
		}
	}
	d := desk.PostingDraft{Title: f.Title, Matter: f.Matter, Place: f.Place, Village: f.Village, From: f.From, Days: f.Days, Fields: f.Fields}
	for _, l := range f.Items {
		d.Lines = append(d.Lines, desk.PostingLine{Item: l.Item, Minor: l.Minor, Birth: l.Birth})
	}
	return e.onPosting(func(s *desk.Session) (*posting.Posting, error) { return s.PutPosting(e.ctx, d) })
}

// Run writes an objection down.
func (c postingObjectCmd) Run(e *env) error {
	text, err := e.typed(c.Text)
	if err != nil {
		return err
	}
	by := desk.Applicant{Name: c.Name, Phone: c.Phone, IDType: ident.DocType(c.IDType), ID: c.ID}
	return e.onPosting(func(s *desk.Session) (*posting.Posting, error) { return s.ObjectPosting(e.ctx, c.No, text, by) })
}

// Run answers an objection.
func (c postingAnswerCmd) Run(e *env) error {
	return e.onPosting(func(s *desk.Session) (*posting.Posting, error) { return s.AnswerPosting(e.ctx, c.No, c.N, c.Answer) })
}

// Run takes a posting down.
func (c postingDownCmd) Run(e *env) error {
	return e.onPosting(func(s *desk.Session) (*posting.Posting, error) { return s.TakeDownPosting(e.ctx, c.No, c.Reason) })
}

// Run shows one.
func (c postingShowCmd) Run(e *env) error {
	return e.onPosting(func(s *desk.Session) (*posting.Posting, error) { return s.Posting(e.ctx, c.No) })
}

// Run lists postings.
func (c postingListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := s.Postings(e.ctx, c.All)
		if c.Stale {
			list, err = s.StalePostings(e.ctx)
		}
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, p := range list {
			row := postingJSON(p)
			row["stale"] = p.State == posting.Up && posting.StaleOn(p.From, s.Today())
			out = append(out, row)
			if !e.cli.JSON {
				e.say("%s  %s  %s  %s  %s起 %d 天，%s撤  异议 %d（未答复 %d）", p.No, p.State.Han(), p.Title, p.Place, p.From, p.Days, p.DownOn(),
					len(p.Objections), p.Unanswered())
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "postings": out})
		}
		if len(list) == 0 {
			e.say("没有这样的公示")
		}
		return nil
	})
}

func (e *env) onPosting(do func(*desk.Session) (*posting.Posting, error)) error {
	return e.onSession(func(s *desk.Session) error {
		p, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			objections := []map[string]any{}
			for _, o := range p.Objections {
				objections = append(objections, map[string]any{"text": o.Text, "on": o.On, "answer": o.Answer, "named": o.By != nil})
			}
			out := postingJSON(p)
			out["ok"], out["timeline"], out["items"], out["objections"] = true, timeline(p.History), p.Shown.Items, objections
			return e.emit(out)
		}
		e.say("公示 %s（%s）  %s  %s  贴在 %s  %s起 %d 天，%s撤", p.No, p.No.Spoken(), p.State.Han(), p.Title, p.Place, p.From, p.Days, p.DownOn())
		for _, x := range p.Shown.Items {
			e.say("  %s", boardLine(x, p.Shown.Fields))
		}
		for i, o := range p.Objections {
			e.say("  异议 %d（%s）：%s  答复：%s", i+1, o.On, o.Text, o.Answer)
		}
		e.sayTimeline(s, p.History)
		return nil
	})
}

// boardLine is a line of the board: the fields that show and no other.
func boardLine(x posting.Item, fields []posting.Field) string {
	line := ""
	for _, f := range fields {
		switch f {
		case posting.FieldName:
			line += x.Name + "  "
		case posting.FieldGroup:
			line += x.Group + "  "
		case posting.FieldHeadCount:
			line += fmt.Sprintf("%d 人  ", x.HeadCount)
		case posting.FieldAmount:
			line += fmt.Sprintf("%d.%02d 元  ", x.AmountFen/100, x.AmountFen%100)
		}
	}
	return line
}

func postingJSON(p *posting.Posting) map[string]any {
	return map[string]any{
		"posting": p.No, "spoken": p.No.Spoken(), "id": p.ID, "state": p.State, "title": p.Title, "matter": p.Matter.Code, "place": p.Place,
		"village_affairs": p.Village, "from": p.From, "days": p.Days, "last_day": p.LastDay(), "down_on": p.DownOn(), "fields": p.Shown.Fields,
		"unanswered": p.Unanswered(),
	}
}
