package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/ident"
	"bianmin/paper/sheet"
)

// mandate (代办委托书) is the principal's word that an agent may carry an errand: who, for what,
// what was given into the bag, and places to sign. Blank, everything is written by hand.
func mandate(doc *sheet.Document, job hall.PaperJob, b *bag.Bag) error {
	flow := openForm(doc, job, hall.PaperMandate.Han(), b.No)
	flow.Table(mandateFacts(job, b, flow.WidthMM()))
	flow.Space(3)
	flow.Para(formSay(plain("委托人自愿委托代办员代为办理上面的事项。委托代办员做的事："), loud(orLine(b.Mandate.Scope, 22)), plain("。")))
	flow.Para(formSay(plain("委托从签字之日起，到事情办完、材料交还为止。委托人随时可以收回委托，把材料要回去。")))
	flow.Para(formSay(plain("代办一律免费，代办员不经手钱款。居民身份证原件当场核验、当场退还（居民身份证法第十五条），银行卡、存折和密码也不交给代办员。")))
	flow.Space(2)
	flow.Table(mandatePapers(b, flow.WidthMM()))
	if len(b.Papers.Shown) > 0 {
		flow.Space(1)
		flow.Para(formSay(plain("已当场核验、当场退还：%s。", strings.Join(b.Papers.Shown, "、"))))
	}
	mandateSigns(flow, job, b)
	return formFoot(flow, job, b.No, "本委托书一式两份，委托人留一份，"+job.Office.Name+"存一份。")
}

func mandateFacts(job hall.PaperJob, b *bag.Bag, width float64) sheet.Table {
	const label = 24.0
	half := (width - 2*label) / 2
	t := sheet.Table{Columns: []float64{label, half, label, half}, PadMM: 2.5, PadYMM: 1.2, MinMM: 9}
	who, agent := b.Errand.Principal, job.Agent
	if b.Errand.Agent == "" {
		agent = ""
	}
	phone := job.Staff.Phone
	if agent == "" {
		phone = ""
	}
	value := func(text string, cols int) sheet.Cell {
		return sheet.Cell{Para: sheet.Text(text, sheet.Serif, formPt), Cols: cols}
	}
	t.Rows = []sheet.Row{
		{sheet.Label("委托人", formPt), value(named(who), 3)},
		{sheet.Label("住址", formPt), value(who.Village, 1), sheet.Label("联系电话", formPt), value(reached(who), 1)},
		{sheet.Label("代办员", formPt), value(agent, 1), sheet.Label("联系电话", formPt), value(spaced(phone), 1)},
		{sheet.Label("委托事项", formPt), value(b.Errand.Matter.Name, 1), sheet.Label("村级办理", formPt), value(string(b.Errand.Handling), 1)},
	}
	return t
}

// named is a person with the number of their paper, masked.
func named(p hall.Person) string {
	if p.IDNo == "" {
		return p.Name
	}
	return p.Name + "（" + ident.MaskID(p.IDNo) + "）"
}

// reached is how a person is reached, masked: their own phone, or that of who answers for them.
func reached(p hall.Person) string {
	switch {
	case p.Phone != "":
		return ident.MaskPhone(p.Phone)
	case p.Contact != nil && p.Contact.Relation != "":
		return fmt.Sprintf("%s（%s）%s", p.Contact.Name, p.Contact.Relation, ident.MaskPhone(p.Contact.Phone))
	case p.Contact != nil:
		return p.Contact.Name + " " + ident.MaskPhone(p.Contact.Phone)
	}
	return ""
}

// mandatePapers are the papers given into the bag, or room to write them down when none was yet.
func mandatePapers(b *bag.Bag, width float64) sheet.Table {
	t := sheet.Table{Columns: []float64{14, width - 14 - 24 - 24, 24, 24}, PadMM: 2.5, PadYMM: 1, MinMM: 8}
	t.Header = []sheet.Row{{sheet.Label("序号", 10.5), sheet.Label("交给代办员的材料", 10.5), sheet.Label("原件", 10.5), sheet.Label("复印件", 10.5)}}
	value := func(text string) sheet.Cell { return sheet.Value(text, 11) }
	for i, m := range b.Papers.Packed {
		t.Rows = append(t.Rows, sheet.Row{value(fmt.Sprint(i + 1)), value(m.Name), value(pieces(m.Original)), value(pieces(m.Copy))})
	}
	if n := bag.Count(b.Papers.Packed); n > 0 {
		t.Rows = append(t.Rows, sheet.Row{{Para: sheet.Text(fmt.Sprintf("共 %d 份", n), sheet.Sans, 10.5), Cols: 4}})
		return t
	}
	for range 4 {
		t.Rows = append(t.Rows, sheet.Row{})
	}
	return t
}

func pieces(n int) string {
	if n == 0 {
		return "—"
	}
	return fmt.Sprintf("%d 份", n)
}

// mandateSigns are the places to sign, as the mandate says it is signed: who signs for another does
// so before a witness.
func mandateSigns(flow *sheet.Flow, job hall.PaperJob, b *bag.Bag) {
	const height = 33.0
	flow.Need(height + 32)
	flow.Space(4)
	day := dayOrLine(b.Mandate.On)
	how := ticks(b.Mandate.Signed, bag.Signature, bag.Fingerprint, bag.ForAnother)
	agent := job.Agent
	if b.Errand.Agent == "" {
		agent = ""
	}
	places := []place{{"委托人", how, day}}
	switch b.Mandate.Signed {
	case bag.ForAnother, "":
		places = append(places, place{"代签人、见证人", "代签人" + line(5) + "\n见证人 " + orLine(b.Mandate.Witness, 5) + "\n见证人签名" + line(3), day})
	}
	places = append(places, place{"代办员", agent, day})
	flow.MoveTo(signPlaces(flow.Page(), flow.X(), flow.Y(), flow.WidthMM(), height, places...))
}
