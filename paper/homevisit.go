package paper

import (
	"cmp"

	"bianmin/hall"
	"bianmin/hall/homevisit"
	"bianmin/paper/sheet"
)

// homeVisit (上门服务登记单) is the request for a visit at home: who goes by when, and what came
// of it, signed at the door. A request nobody wants any more has none: Unlawful.
func homeVisit(doc *sheet.Document, job hall.PaperJob, r *homevisit.Request) error {
	if r.State == homevisit.Dropped {
		return hall.Forbid("上门申请 "+r.No.Spoken()+" "+r.State.Han()+"，不能打印", "还要上门的请另登记一条")
	}
	const label = 26.0
	width := slipWidthMM - 2*slipEdgeMM
	half := (width - 2*label) / 2
	v := r.Visit
	value := func(s string, cols int) sheet.Cell {
		return sheet.Cell{Para: sheet.Text(s, sheet.Serif, 12), Cols: cols}
	}
	t := sheet.Table{Columns: []float64{label, half, label, half}, PadMM: 2.5, PadYMM: 1.2, MinMM: 9, Rows: []sheet.Row{
		{sheet.Label("要上门的人", 11), value(v.Person.Name+"（"+v.Need+"）", 1), sheet.Label("电话", 11), value(phoneAt(v.Person), 1)},
		{sheet.Label("住址", 11), value(v.Address, 3)},
		{sheet.Label("办什么", 11), value(cmp.Or(v.Matter.Name, "到了再说"), 1), sheet.Label("何时方便", 11), value(cmp.Or(v.Wish, "都可以"), 1)},
		{sheet.Label("申请日期", 11), value(v.Asked.Han(), 1), sheet.Label("谁去", 11), value(orLine(job.Names[r.Goer], 8), 1)},
	}}
	height := slipHeightMM
	if 38+t.HeightMM()+18+30+12 > slipHeightMM {
		height = sheet.A4HeightMM
	}
	p := doc.AddPage(slipWidthMM, height)
	if err := slipHead(p, job, hall.PaperHomeVisit.Han(), r.No); err != nil {
		return err
	}
	y := p.Table(slipEdgeMM, 38, t) + 2
	if v.By != nil {
		y = p.Para(slipEdgeMM, y, width, sheet.Para{PitchMM: 12, Spans: []sheet.Span{
			{Text: "我们在 ", Face: sheet.Serif, SizePt: 13},
			{Text: v.By.Short(v.Asked), Face: sheet.SerifBold, SizePt: 22},
			{Text: "（" + v.By.Last.WeekdayHan() + "）前上门。不收费。", Face: sheet.Serif, SizePt: 13},
		}})
	}
	day := dayOrLine(hall.Date{})
	y = signPlaces(p, slipEdgeMM, y+2, width, 30, place{"办了什么，或没有办成的原因", "", day}, place{"本人或家人签名", "", day}, place{"上门的人签名", "", day})
	p.Text(slipEdgeMM, y+7, sheet.Left, sheet.Span{Text: "咨询 " + phoneOf(job.Office) + "　投诉监督 " + hotline, Face: sheet.Sans, SizePt: 9.5})
	return nil
}
