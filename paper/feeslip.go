package paper

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	bill "bianmin/hall/fee" // guide.go has a function fee
	"bianmin/hall/visit"
	"bianmin/paper/sheet"
)

// feeSlip (缴费通知, 一票制) is all that a visit costs on one slip: each item with its basis, the sum in
// figures and capitals, and 0 said plainly. A voided slip, and one that asks money without a
// basis, is not printed: Unlawful.
//
// Source: 娄底市 2014 年乡镇便民服务规范化建设通知 第六项（一票制收费）、第七项（收费清理）.
func feeSlip(doc *sheet.Document, job hall.PaperJob, f *bill.Slip) error {
	if f.State == bill.Voided {
		return hall.Forbid(fmt.Sprintf("缴费通知 %s 已作废，不能打印", f.No.Spoken()), "要缴费的，请另开一张")
	}
	for _, l := range f.Lines {
		if err := l.Founded(); err != nil {
			return err
		}
	}
	const foot = 40.0
	table, height := feeTable(job, f, slipWidthMM-2*slipEdgeMM), slipHeightMM
	if 54+table.HeightMM()+foot > slipHeightMM {
		height = sheet.A4HeightMM
	}
	flow := doc.Flow(sheet.FlowOptions{
		WidthMM: slipWidthMM, HeightMM: height,
		Margins: sheet.Margins{Top: 14, Right: slipEdgeMM, Bottom: 14, Left: slipEdgeMM},
		Footer: func(p *sheet.Page, n, total int) {
			if total > 1 {
				p.PageNumber(slipWidthMM-slipEdgeMM, p.HeightMM()-7, n, total)
			}
		},
	})
	if err := slipHead(flow.Page(), job, "缴费通知（一票制）", f.No); err != nil {
		return err
	}
	flow.MoveTo(37)
	flow.Para(sheet.Text(payer(job)+"　"+f.Day.Han(), sheet.Serif, 12))
	flow.Space(2)
	flow.Table(table)
	feeFoot(flow, job, f, foot)
	return nil
}

// payer names who came, and the visit.
func payer(job hall.PaperJob) string {
	for _, r := range job.Beside {
		if v, ok := r.(*visit.Visit); ok {
			names := make([]string, len(v.People))
			for i, p := range v.People {
				names[i] = p.Name
			}
			return "缴费人 " + strings.Join(names, "、") + "　来访 " + v.No.Spoken()
		}
	}
	return "缴费人 " + line(6)
}

func feeTable(job hall.PaperJob, f *bill.Slip, width float64) sheet.Table {
	const n, item, amount = 13.0, 40.0, 32.0
	const of = 46.0
	t := sheet.Table{Columns: []float64{n, of, item, width - n - of - item - amount, amount}, PadMM: 2.2, PadYMM: 1.1, MinMM: 8.5}
	head := func(s string) sheet.Cell { return sheet.Label(s, 10.5) }
	t.Header = []sheet.Row{{head("序号"), head("办件"), head("收费项目"), head("收费依据"), head("金额（元）")}}
	value := func(s string) sheet.Cell { return sheet.Value(s, 10.5) }
	for i, l := range f.Lines {
		basis := l.Basis
		if basis == "" {
			basis = "不收费"
		}
		t.Rows = append(t.Rows, sheet.Row{value(fmt.Sprint(i + 1)), value(caseOf(job, l.Case)), value(l.Name), value(basis), figure(figures(l.AmountFen))})
	}
	if len(f.Lines) == 0 {
		t.Rows = append(t.Rows, sheet.Row{{Para: sheet.Text("这次办的事，没有一项要缴费。", sheet.Serif, 11), Cols: 4}, figure("0.00")})
	}
	t.Rows = append(t.Rows, sheet.Row{
		{Para: sheet.Text("合计（大写）　"+capitals(f.TotalFen), sheet.SansBold, 11.5), Cols: 4, Fill: sheet.LabelFill},
		{Para: sheet.Para{Align: sheet.Right, Spans: []sheet.Span{{Text: figures(f.TotalFen), Face: sheet.SansBold, SizePt: 12}}}, Fill: sheet.LabelFill},
	})
	return t
}

func figure(text string) sheet.Cell {
	return sheet.Cell{Para: sheet.Para{Align: sheet.Right, Spans: []sheet.Span{{Text: text, Face: sheet.Serif, SizePt: 11}}}}
}

// figures is an amount in fen in yuan, without the unit.
func figures(fen int64) string { return strings.TrimSuffix(bill.Yuan(fen), " 元") }

// caseOf names a case that stands in a record: its matter and the spoken number, or nothing for
// what is of the whole visit or not known here.
func caseOf(job hall.PaperJob, id string) string {
	i := slices.IndexFunc(job.Cases, func(c *hall.Case) bool { return c.ID == id })
	if id == "" || i < 0 {
		return ""
	}
	return job.Cases[i].Rules.Name + "\n" + job.Cases[i].No.Spoken()
}

// feeFoot says what is to be paid now, largest, and that nothing else is.
func feeFoot(flow *sheet.Flow, job hall.PaperJob, f *bill.Slip, foot float64) {
	flow.Need(foot - 4)
	p, right := flow.Page(), flow.X()+flow.WidthMM()
	y := flow.Y()
	due, say := feeSays(f)
	p.Text(flow.X(), y+12, sheet.Left, sheet.Span{Text: due, Face: sheet.SerifBold, SizePt: 24})
	below := p.Para(flow.X(), y+15, flow.WidthMM()-66, sheet.Para{PitchMM: 5.8, Spans: []sheet.Span{{Text: say, Face: sheet.Sans, SizePt: 10.5}}})
	p.Para(flow.X(), below+0.5, flow.WidthMM()-66, sheet.Para{PitchMM: 5.8, Spans: []sheet.Span{{
		Text: fmt.Sprintf("咨询 %s　投诉监督 %s", phoneOf(job.Office), hotline), Face: sheet.Sans, SizePt: 10.5,
	}}})
	middle := right - 32
	p.Text(middle, y+9, sheet.Center, sheet.Span{Text: "（盖章处）", Face: sheet.Serif, SizePt: 12, Color: sheet.Grey})
	p.Text(middle, y+17, sheet.Center, sheet.Span{Text: "开单人 " + job.Name(f.Biller), Face: sheet.Serif, SizePt: 12})
	p.Text(middle, y+25, sheet.Center, sheet.Span{Text: f.Day.Han(), Face: sheet.Serif, SizePt: 12})
}

func feeSays(f *bill.Slip) (due, say string) {
	const nothingElse = "本单以外一律不收。有人另外要钱，请拨打投诉监督电话。"
	switch f.State {
	case bill.Free:
		return "不收费，应缴 0 元", "这次办的事都不收费。" + nothingElse
	case bill.Paid:
		return "已缴 " + bill.Yuan(f.TotalFen), "缴费方式：" + f.How + "，票据号 " + f.Receipt + "。" + nothingElse
	case bill.Waived:
		return "已减免，应缴 0 元", "减免理由：" + f.Reason + "。" + nothingElse
	}
	return "应缴 " + bill.Yuan(f.TotalFen), "一次来访只开这一张。缴了费请当场要票据。" + nothingElse
}
