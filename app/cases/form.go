package cases

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/hall"
)

// form is the small in-page form of one act.
type form struct {
	act   hall.Act
	word  string // on the button
	title string
	lead  *kit.Para
	rows  []fyne.CanvasObject
	must  []*kit.Entry // may not be empty
	first fyne.Focusable
	sure  *kit.Button
	back  *kit.Button
	card  fyne.CanvasObject
	do    func() func(ctx context.Context) (*hall.Case, error) // reads the fields, then works without them
}

func newForm(title, word, lead string) *form {
	f := &form{title: title, word: word, lead: kit.NewPara(lead, kit.LabelStyle{Tone: kit.ToneQuiet})}
	f.sure = kit.NewPrimary(word, "F9", nil)
	f.back = kit.NewButton("不做了", "Esc", nil)
	f.rows = append(f.rows, f.lead)
	return f
}

const formLabel float32 = 80

func (f *form) focus(w fyne.Focusable) {
	if f.first == nil {
		f.first = w
	}
}

// text adds a one-line field.
func (f *form) text(label, hint string, required bool) *kit.Entry {
	return f.field(label, required, kit.EntryOptions{Placeholder: hint, MaxRunes: 200})
}

// lines adds a field of several lines.
func (f *form) lines(label, hint string, required bool) *kit.Entry {
	return f.field(label, required, kit.EntryOptions{Placeholder: hint, MaxRunes: 600, MultiLine: true, Rows: 3})
}

func (f *form) field(label string, required bool, o kit.EntryOptions) *kit.Entry {
	e := kit.NewEntry(o)
	e.OnChanged = func(string) { e.SetInvalid(false) }
	if required {
		f.must = append(f.must, e)
	}
	f.focus(e)
	f.rows = append(f.rows, kit.Field(formLabel, label, kit.Grow(e)))
	return e
}

func (f *form) choice(label string, words ...string) *kit.Segment {
	s := kit.NewSegment(words, nil)
	f.focus(s)
	f.rows = append(f.rows, kit.Field(formLabel, label, s))
	return s
}

func (f *form) build() {
	f.focus(f.sure)
	f.rows = append(f.rows, kit.Field(formLabel, "", kit.Grow(kit.Flow(10, f.sure, f.back))))
	f.card = kit.NewCard(kit.Pile(9, f.rows...), kit.CardOptions{Title: f.title})
}

// whole marks the required fields that are empty.
func (f *form) whole() bool {
	for _, e := range f.must {
		if strings.TrimSpace(e.Text) == "" {
			e.SetInvalid(true)
			return false
		}
	}
	return true
}

// actForm makes the form of an act on a case.
func (p *Detail) actForm(a hall.Act, c *hall.Case) *form {
	var f *form
	switch a {
	case hall.ActAccept:
		f = p.acceptForm(c)
	case hall.ActNotice:
		f = p.noticeForm(c)
	case hall.ActSupply:
		f = p.supplyForm(c)
	case hall.ActComplete:
		f = p.completeForm(c)
	case hall.ActDeliver:
		f = p.deliverForm(c)
	case hall.ActDecide:
		f = p.decideForm(c)
	case hall.ActEnter:
		f = p.resultForm(c)
	case hall.ActDecline:
		f = p.reasonForm(c, "不予受理", "不予受理并出通知书", "写明依据哪一条、缺什么条件；通知书上会写申请复议和起诉的期限", p.desk.Decline)
	default:
		f = p.reasonForm(c, "作废", "作废这一件", "作废不是删除：这一件和理由都留在记录里", p.desk.Void)
	}
	f.act = a
	f.build()
	return f
}

func (p *Detail) acceptForm(c *hall.Case) *form {
	f := newForm("受理", "受理并出凭证", "")
	platform := p.platform(f, c, false)
	f.do = func() func(ctx context.Context) (*hall.Case, error) {
		no := strings.TrimSpace(platform())
		return func(ctx context.Context) (*hall.Case, error) { return p.desk.Accept(ctx, c.ID, no) }
	}
	return f
}

// platform asks for the number of the outside system, where the case is really entered.
func (p *Detail) platform(f *form, c *hall.Case, required bool) func() string {
	sys := c.Rules.Intake.OutsideSystem
	if sys == "" || c.Outcome.PlatformNo != "" {
		return func() string { return "" }
	}
	e := f.text("平台编号", "录进"+sys+"后得到的编号", required)
	return func() string { return e.Text }
}

func (p *Detail) noticeForm(c *hall.Case) *form {
	f := newForm("一次性告知", "告知并出告知书", "把要补、要改的一次写全，一行一样。以后不能再要这里没有写的")
	items := c.Papers.Owed
	if len(c.Papers.Notices) > 0 {
		f.lead.SetText("第二次告知只能写第一次告知过、还没补齐的，一行一样")
	} else {
		items = present.Lacking(c.Rules.Intake.Materials, c.Papers.Materials)
	}
	missing := f.lines("要补的", "一行写一样材料，或一处要改的内容", true)
	missing.SetText(strings.Join(items, "\n"))
	reason := f.text("理由", "为什么要补", true)
	reason.SetText(present.NoticeReason(items))
	f.do = func() func(ctx context.Context) (*hall.Case, error) {
		list, why := split(missing.Text), reason.Text
		return func(ctx context.Context) (*hall.Case, error) { return p.desk.Notice(ctx, c.ID, list, why) }
	}
	return f
}

func split(text string) []string {
	var out []string
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func (p *Detail) supplyForm(c *hall.Case) *form {
	f := newForm("补材料", "收下并出凭证", "勾上这次交来的。收下后重新起算五个工作日")
	rows := make([]*kit.CheckRow, len(c.Papers.Owed))
	list := kit.Pile(0)
	for i, name := range c.Papers.Owed {
		rows[i] = kit.NewCheckRow(kit.CheckItem{Name: name, Requirement: "第一次告知要补的", Ticked: true, Copies: 1, Unit: "份"}, nil)
		list.Add(rows[i])
	}
	if len(rows) > 0 {
		f.focus(rows[0])
		f.rows = append(f.rows, kit.NewCard(list, kit.CardOptions{Bare: true}))
	}
	other := f.text("另外交来", "告知里没有写的材料，可空", len(rows) == 0)
	f.do = func() func(ctx context.Context) (*hall.Case, error) {
		var given []hall.Material
		for i, r := range rows {
			if n := r.Item().Copies; n > 0 {
				given = append(given, hall.Material{Name: c.Papers.Owed[i], Copy: n})
			}
		}
		if name := strings.TrimSpace(other.Text); name != "" {
			given = append(given, hall.Material{Name: name, Copy: 1})
		}
		return func(ctx context.Context) (*hall.Case, error) { return p.desk.Supply(ctx, c.ID, given) }
	}
	return f
}

func (p *Detail) deliverForm(c *hall.Case) *form {
	f := newForm("送达", "送达", "结果交到谁手里")
	hows, tos := []string{"当面", "邮寄", "代办员"}, []string{"本人", "代办员", "联系人"}
	how, to := f.choice("怎么送", hows...), f.choice("交给谁", tos...)
	f.do = func() func(ctx context.Context) (*hall.Case, error) {
		d := hall.Delivered{How: hows[how.Selected()], To: tos[to.Selected()]}
		return func(ctx context.Context) (*hall.Case, error) { return p.desk.Deliver(ctx, c.ID, d) }
	}
	return f
}

func (p *Detail) reasonForm(c *hall.Case, title, word, lead string, do func(ctx context.Context, key, reason string) (*hall.Case, error)) *form {
	f := newForm(title, word, lead)
	reason := f.lines("理由", "必须写", true)
	f.do = func() func(ctx context.Context) (*hall.Case, error) {
		text := strings.TrimSpace(reason.Text)
		return func(ctx context.Context) (*hall.Case, error) { return do(ctx, c.ID, text) }
	}
	return f
}
