package paper

import (
	"bianmin/hall"
	"bianmin/paper/sheet"
)

// delivery (送达回证) proves that the paper came into the applicant's hands. What is known is
// filled in; the rest is signed by hand.
func delivery(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	what := deliveredAs(c)
	l, err := openSigned(doc, job, job.Kind.Han())
	if err != nil {
		return err
	}
	label := func(s string) sheet.Cell { return sheet.Label(s, 12) }
	row := func(name, text string) sheet.Row { return sheet.Row{label(name), sheet.Value(text, 13)} }
	at := "　　　　年　　月　　日　　时"
	l.flow.Table(sheet.Table{Columns: []float64{38, l.flow.WidthMM() - 38}, PadMM: 3, PadYMM: 2.5, MinMM: 15, Rows: []sheet.Row{
		row("送达的文书", what),
		row("办件编号", string(c.No)+"　"+c.No.Spoken()),
		row("受送达人", c.Applicant.Name),
		row("送达方式", tick(c.Outcome.DeliveredHow, "当面", "邮寄", "代办员转交", "留置")),
		row("送达地点", ""),
		row("受送达人签名", "　\n"+at),
		row("代收人签名、与本人关系、代收理由", "　\n"+at),
		row("送达人签名", "　\n"+at),
		row("备注", "　\n　"),
	}})
	l.flow.Space(4)
	l.flow.Para(sheet.Text("本人拒收的，送达人写明拒收的事由和日期，由在场人签名。请核对送达的文书与上面所写一致后再签名。", sheet.Sans, 10.5))
	return nil
}

// deliveredAs names the paper a case is delivered with.
func deliveredAs(c *hall.Case) string {
	switch {
	case c.Outcome.DeclineReason != "" && c.Clocks.CompletedAt.IsZero():
		return hall.PaperDecline.Han()
	case c.Rules.Mode == hall.ModeDecide && (c.Outcome.Result == hall.Refused || c.Rules.IsLicence()):
		return c.Rules.DecisionTitle(c.Outcome.Result)
	}
	return hall.PaperCompletion.Title(c) + "及办理结果"
}

// tick is a list of boxes, the one chosen ticked.
func tick(chosen string, all ...string) string {
	text := ""
	for i, s := range all {
		box := "□"
		if s == chosen {
			box = "☑"
		}
		if i > 0 {
			text += "　"
		}
		text += box + " " + s
	}
	return text
}
