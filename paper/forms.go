package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// form is a paper the applicant signs, on A4.
type form struct {
	flow *sheet.Flow
	job  hall.PaperJob
}

// The look of a form: a little closer than a notice, so that it is signed on the page it is on.
const (
	signedBodyPt  = 13
	signedPitchMM = 8.2
	signedCodeMM  = 20.0
)

// openSigned sets the head of a form: hall, title, number, and the code beside them.
func openSigned(doc *sheet.Document, job hall.PaperJob, title string) (form, error) {
	margins := letterMargins
	margins.Top, margins.Bottom = 24, 22
	f := form{job: job, flow: doc.Flow(sheet.FlowOptions{Margins: margins, Footer: func(p *sheet.Page, page, total int) {
		p.Text(margins.Left, p.HeightMM()-13, sheet.Left, sheet.Span{Text: job.Office.Name + "　咨询 " + phoneOf(job.Office) + "　投诉监督 " + hotline, Face: sheet.Sans, SizePt: 9.5})
		if total > 1 {
			p.PageNumber(p.WidthMM()-margins.Right, p.HeightMM()-13, page, total)
		}
	}})}
	f.flow.Para(sheet.Para{Align: sheet.Center, Spans: []sheet.Span{{Text: title, Face: sheet.SerifBold, SizePt: 22, TrackEm: 0.08}}, AfterMM: 1.5})
	if job.Case == nil {
		f.flow.Space(4)
		return f, nil
	}
	f.flow.Para(sheet.Para{Align: sheet.Center, Spans: []sheet.Span{{Text: "编号 " + numberOf(job), Face: sheet.Serif, SizePt: 12}}, AfterMM: 5})
	p, text := f.flow.Page(), string(job.Case.No) // in ASCII: short Han text is taken for another encoding by some readers
	quiet := p.QRQuietMM(signedCodeMM, text)
	if err := p.QR(p.WidthMM()-margins.Right-signedCodeMM+quiet, margins.Top-8, signedCodeMM, text); err != nil {
		return f, fmt.Errorf("draw the form's code: %w", err)
	}
	return f, nil
}

// say sets a paragraph of the body.
func (f form) say(words ...word) {
	para := bodyOf(words)
	para.PitchMM = signedPitchMM
	for i := range para.Spans {
		para.Spans[i].SizePt = signedBodyPt
	}
	f.flow.Para(para)
}

// facts is the table of who and what, in which nothing is left to guess.
func (f form) facts(rows ...[2]string) {
	t := sheet.Table{Columns: []float64{34, f.flow.WidthMM() - 34}, PadMM: 3, PadYMM: 1.8, MinMM: 9}
	for _, r := range rows {
		t.Rows = append(t.Rows, sheet.Row{sheet.Label(r[0], 12), sheet.Value(r[1], 13)})
	}
	f.flow.Table(t)
	f.flow.Space(4)
}

// signs sets the lines to be signed on, kept together.
func (f form) signs(who ...string) error {
	const pitch = 13.0
	f.flow.Need(float64(len(who))*pitch + 4)
	f.flow.Space(3)
	right := f.flow.X() + f.flow.WidthMM()
	for _, name := range who {
		y := f.flow.Y() + pitch - 3
		p := f.flow.Page()
		from := f.flow.X() + p.Text(f.flow.X(), y, sheet.Left, sheet.Span{Text: name + "（签名或手印）：", Face: sheet.Serif, SizePt: signedBodyPt})
		date := p.Text(right, y, sheet.Right, sheet.Span{Text: "年　　月　　日", Face: sheet.Serif, SizePt: signedBodyPt})
		p.Line(from, y+1, right-date-14, y+1, sheet.Rule)
		f.flow.MoveTo(f.flow.Y() + pitch)
	}
	return nil
}

// who names the applicant on a form they sign: full, for it is theirs.
func (f form) who() [][2]string {
	c := f.job.Case
	if c == nil { // a blank form
		return [][2]string{{"申请人", ""}, {"证件号", ""}, {"住址", ""}, {"事项", ""}}
	}
	id := c.Applicant.IDNo
	if id != "" {
		id = shownID(f.job, id)
	}
	return [][2]string{{"申请人", strings.TrimSpace(c.Applicant.Name + "　" + id)}, {"住址", c.Applicant.Village}, {"事项", c.Rules.Name}, {"办件编号", string(c.No)}}
}

// deferral (容缺承诺书) is the applicant's promise to bring what is missing by a day.
func deferral(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	f, err := openSigned(doc, job, job.Kind.Han())
	if err != nil {
		return err
	}
	f.facts(f.who()...)
	f.say(plain("本人申请办理上面的事项，主要材料已经交齐，下面的材料暂时没有，承诺在写明的日期前补交："))
	t := sheet.Table{Columns: []float64{18, f.flow.WidthMM() - 18 - 58, 58}, PadMM: 3, PadYMM: 2, MinMM: 11, Header: []sheet.Row{
		{sheet.Label("序号", 11.5), sheet.Label("容缺的材料", 11.5), sheet.Label("补交的日期", 11.5)},
	}}
	if c == nil {
		t.Rows = make([]sheet.Row, 4)
		c = &hall.Case{}
	}
	for i, o := range c.Papers.Deferred {
		t.Rows = append(t.Rows, sheet.Row{sheet.Value(fmt.Sprint(i+1), 12), sheet.Value(o.Name, 13), {Para: sheet.Text(o.By.Han()+"前", sheet.SerifBold, 13)}})
	}
	f.flow.Space(2)
	f.flow.Table(t)
	f.flow.Space(3)
	f.say(plain("本人知道：补交的材料要真实、有效，与已交的材料一致；到期没有补交的，窗口可以不作出准予的决定，或者按规定处理已经办理的结果。"))
	f.say(plain("补交时请带上本承诺书，交到任一窗口或代办员手里，不收费。"))
	return f.signs("承诺人", "窗口经办人")
}

// commitment (告知承诺书) is what the hall tells and the applicant stands for.
func commitment(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	f, err := openSigned(doc, job, job.Kind.Han())
	if err != nil {
		return err
	}
	f.facts(f.who()...)
	f.say(loud("一、窗口告知"))
	f.say(plain("办理本事项要具备规定的条件，并交验下列材料：%s。条件和材料以公布的办事指南为准，窗口已经当面说明。", materialNames(c)))
	f.say(plain("承诺的内容不真实的，窗口可以终止办理；已经办理的，依法撤销，并按规定记录。"))
	f.say(loud("二、申请人承诺"))
	for i, s := range []string{
		"已经知道并理解窗口告知的全部内容；", "所填写的信息、所交的材料真实、有效；", "符合办理本事项的条件，愿意接受核查；", "承诺是本人真实的意思，违反承诺的，愿意承担相应的责任。",
	} {
		f.flow.Para(sheet.Para{Align: sheet.Left, IndentEm: 2, PitchMM: signedPitchMM, Spans: []sheet.Span{{Text: fmt.Sprintf("%d. %s", i+1, s), Face: sheet.Serif, SizePt: signedBodyPt}}})
	}
	f.say(plain("本承诺书一式两份，窗口和申请人各留一份。"))
	return f.signs("申请人", "窗口经办人")
}

func materialNames(c *hall.Case) string {
	if c == nil {
		return line(24)
	}
	var names []string
	for _, m := range c.Rules.Intake.Materials {
		names = append(names, mark(c, m.Name))
	}
	if len(names) == 0 {
		return "本事项不需要交材料"
	}
	return strings.Join(names, "、")
}

// authorization (核对授权书) lets the hall check the household's means with other offices.
func authorization(doc *sheet.Document, job hall.PaperJob) error {
	f, err := openSigned(doc, job, job.Kind.Han())
	if err != nil {
		return err
	}
	f.facts(f.who()...)
	f.say(plain("本人和共同生活的家庭成员，为办理上面的事项，自愿授权受理和审批机关，向公安、民政、人力资源社会保障、医疗保障、住房、不动产登记、市场监管、税务、车辆管理、金融等部门和机构，查询、核对与本事项有关的下列信息："))
	f.say(plain("户籍和人口，婚姻，就业和社会保险，收入，存款和有价证券，房屋和土地，车辆，经营和纳税，以及已经享受的救助和补贴。"))
	f.say(plain("查询、核对的结果只用于办理本事项和以后的定期复核；授权从签名之日起，到本事项终止之日止。本人可以随时撤回授权，撤回后不能继续核对的，由窗口说明对办理的影响。"))
	f.say(plain("没有民事行为能力的家庭成员，由监护人签名。"))
	t := sheet.Table{Columns: []float64{36, 30, 50, f.flow.WidthMM() - 116}, PadMM: 2, MinMM: 11, Header: []sheet.Row{
		{sheet.Label("姓名", 11.5), sheet.Label("与申请人关系", 11.5), sheet.Label("证件号", 11.5), sheet.Label("签名或手印", 11.5)},
	}}
	name := ""
	if job.Case != nil {
		name = job.Case.Applicant.Name
	}
	t.Rows = append(t.Rows, sheet.Row{sheet.Value(name, 12), sheet.Value("本人", 12)})
	for range 4 {
		t.Rows = append(t.Rows, sheet.Row{})
	}
	f.flow.Space(2)
	f.flow.Table(t)
	return f.signs("窗口经办人")
}

// privacy (个人信息处理告知) says who handles which personal data, what for and for how long.
//
// Source: 个人信息保护法 第十七条、第三十五条.
func privacy(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	f, err := openSigned(doc, job, job.Kind.Han())
	if err != nil {
		return err
	}
	f.say(plain("%s：", c.Applicant.Name))
	f.say(plain("为办理「%s」，本厅依照法定职责处理您的个人信息，现告知如下：", c.Rules.Name))
	for _, p := range [][2]string{
		{"谁在处理：", job.Office.Name + "，联系电话 " + phoneOf(job.Office) + "。"},
		{"为了什么：", "受理、办理、送达本事项，公示依法要公示的结果，答复您的查询，接受监督检查。"},
		{"怎么处理：", "登记在本厅的电脑上，传给县级平台和" + decider(c) + "；只给经办和依法监督的人看，列表上只显示一部分。"},
		{"哪些信息：", "姓名、证件类型和号码、电话、住址，以及您交来的材料。身份证、户口簿上的信息和涉及健康、低收入等情况的材料是敏感个人信息，只在办理所必需时处理。"},
		{"保存多久：", "按档案管理的规定保存；到期后删除或者只留下不能认出您的记录。"},
		{"您的权利：", "可以查阅、复制，发现不准的可以要求更正，可以要求说明处理规则。请到窗口提出，或者拨打 " + hotline + " 投诉。"},
		{"不提供会怎样：", "不提供办理所必需的信息，事项可能办不了；其他的可以不提供。"},
	} {
		f.say(loud(p[0]), plain("%s", p[1]))
	}
	f.say(plain("依据：《中华人民共和国个人信息保护法》第十七条、第三十五条。"))
	return f.signs("已阅读（申请人）")
}
