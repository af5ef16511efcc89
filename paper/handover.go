package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/trip"
	"bianmin/paper/sheet"
)

// handOver (交接清单) is the one list of a trip: every bag with its papers counted, what the
// receiver said to it, and places for both hands to sign.
func handOver(doc *sheet.Document, job hall.PaperJob, t *trip.Trip) error {
	flow := openForm(doc, job, hall.PaperHandOver.Han(), t.No)
	width := flow.WidthMM()
	flow.Table(handOverFacts(job, t, width))
	if t.State == trip.Dropped {
		flow.Space(2)
		flow.Para(formSay(loud("本清单已作废，没有交接。"), plain("原因：%s", t.Why)))
	}
	flow.Space(3)
	flow.Table(handOverBags(job, t, width))
	flow.Space(2)
	flow.Para(formSay(plain("双方当面逐袋清点，核对封条和份数后签名。有一袋不符的，写在「接收情况」里，那一袋留在交出人手里，查清再交。")))
	const height = 34.0
	flow.Need(height + 34)
	flow.Space(3)
	taker := t.To
	if t.By != nil {
		taker = *t.By
	}
	blank := dayOrLine(hall.Date{}) + "　　时　　分"
	flow.MoveTo(signPlaces(flow.Page(), flow.X(), flow.Y(), width, height,
		place{"交出人", handName(job, t.From) + "\n" + ticks(t.Signed, bag.Signings()...), blank},
		place{"接收人", handName(job, taker), blank}))
	return formFoot(flow, job, t.No, "一式两份，交出人、接收人各一份。丢了材料的当天报告中心主任，并告诉委托人。")
}

func handOverFacts(job hall.PaperJob, t *trip.Trip, width float64) sheet.Table {
	const label = 22.0
	half := (width - 2*label) / 2
	papers := 0
	for _, l := range t.Bags {
		papers += bag.Count(l.Papers)
	}
	value := func(text string) sheet.Cell { return sheet.Value(text, formPt) }
	return sheet.Table{Columns: []float64{label, half, label, half}, PadMM: 2.5, PadYMM: 1.2, MinMM: 9, Rows: []sheet.Row{
		{sheet.Label("交出人", formPt), value(handName(job, t.From)), sheet.Label("接收人", formPt), value(handName(job, t.To))},
		{
			sheet.Label("日期", formPt), value(t.Day.Han() + "（" + t.Day.WeekdayHan() + "）"),
			sheet.Label("合计", formPt),
			{Para: sheet.Text(fmt.Sprintf("%d 袋，材料 %d 份", len(t.Bags), papers), sheet.SansBold, 12)},
		},
	}}
}

func handOverBags(job hall.PaperJob, t *trip.Trip, width float64) sheet.Table {
	const n, no, who, count, answer = 11.0, 34.0, 33.0, 13.0, 26.0
	table := sheet.Table{Columns: []float64{n, no, who, width - n - no - who - count - answer, count, answer}, PadMM: 1.8, PadYMM: 1.3}
	head := func(s string) sheet.Cell { return sheet.Label(s, 10) }
	table.Header = []sheet.Row{{head("序号"), head("资料袋"), head("委托人、事项"), head("袋内材料"), head("份数"), head("接收情况")}}
	value := func(s string, pt float64) sheet.Cell { return sheet.Value(s, pt) }
	for i, l := range t.Bags {
		table.Rows = append(table.Rows, sheet.Row{
			value(fmt.Sprint(i+1), 10.5),
			{Para: sheet.Para{PitchMM: 5.2, Spans: []sheet.Span{
				{Text: l.No.Spoken() + "\n", Face: sheet.SansBold, SizePt: 11.5}, {Text: sealOf(job, l), Face: sheet.Sans, SizePt: 8.5},
			}}},
			value(errandOf(job, l), 10), value(counted(l.Papers), 10), value(fmt.Sprint(bag.Count(l.Papers)), 11), value(answered(l), 10),
		})
	}
	return table
}

// bagOn is the bag of a line as far as it is known here, nil for no more than its number.
func bagOn(job hall.PaperJob, l trip.Line) *bag.Bag {
	for _, r := range job.Beside {
		if b, ok := r.(*bag.Bag); ok && b.ID == l.Bag {
			return b
		}
	}
	return nil
}

func sealOf(job hall.PaperJob, l trip.Line) string {
	b := bagOn(job, l)
	switch {
	case b == nil || b.Seal == "":
		return string(l.No)
	case b.Seal == string(l.No):
		return string(l.No) + "，已封"
	}
	return "封条 " + b.Seal
}

func errandOf(job hall.PaperJob, l trip.Line) string {
	b := bagOn(job, l)
	if b == nil {
		return ""
	}
	return b.Errand.Principal.Name + "\n" + b.Errand.Matter.Name
}

// counted is a list of papers, one a line: 「户口簿 原件1 复印件2」.
func counted(papers []hall.Material) string {
	parts := make([]string, len(papers))
	for i, m := range papers {
		parts[i] = m.Name
		if m.Original > 0 {
			parts[i] += fmt.Sprintf(" 原件%d", m.Original)
		}
		if m.Copy > 0 {
			parts[i] += fmt.Sprintf(" 复印件%d", m.Copy)
		}
	}
	return strings.Join(parts, "\n")
}

// answered is what was said to a bag, or the words to mark by hand.
func answered(l trip.Line) string {
	switch {
	case l.Answer == "":
		return "☐ 接收\n☐ 不接收\n☐ 不符："
	case l.Why != "":
		return l.Answer.Han() + "：" + l.Why
	}
	return l.Answer.Han()
}

// handName is a pair of hands as a paper says it.
func handName(job hall.PaperJob, h bag.Hand) string {
	switch {
	case h.At == bag.AtStaff:
		return job.Name(h.Who)
	case h.At == bag.AtPrincipal:
		return "委托人"
	case h.At == bag.AtWindow && h.Who == "":
		return "便民服务中心窗口"
	}
	return h.Who
}
