package paper

import (
	"bianmin/hall"
	"bianmin/hall/rating"
	"bianmin/hall/visit"
	"bianmin/paper/sheet"
)

// ratingSlip (评价单) asks who came how it was: five faces, room for words, a name only from who
// wants a call. Nobody of the hall stands on it, and nobody who came: both would deter.
//
// Source: 国务院办公厅关于建立政务服务「好差评」制度提高政务服务水平的意见（国办发〔2019〕51号）.
func ratingSlip(doc *sheet.Document, job hall.PaperJob, v *visit.Visit) error {
	p := doc.AddPage(slipWidthMM, slipHeightMM)
	if err := slipHead(p, job, hall.PaperRatingSlip.Han(), v.No); err != nil {
		return err
	}
	p.Text(slipEdgeMM, 42.5, sheet.Left, sheet.Span{Text: "这次办事，您满意吗？请在一个方框里打勾。", Face: sheet.SerifBold, SizePt: 15})
	grades := rating.Grades()
	column := (slipWidthMM - 2*slipEdgeMM) / float64(len(grades))
	for i, g := range grades {
		x := slipEdgeMM + (float64(i)+0.5)*column
		face(p, x, 57.5, 9, 1-float64(i)/2)
		word := sheet.Span{Text: g.Han(), Face: sheet.SansBold, SizePt: 13}
		const box, gap = 5.5, 2.0
		left := x - (box+gap+sheet.TextWidth(word.Text, word.Face, word.SizePt))/2
		p.Rect(left, 71, box, box, 0, 0, sheet.Pen{WidthMM: 0.4, Color: sheet.Black})
		p.Text(left+box+gap, 75.6, sheet.Left, word)
	}
	words := func(y float64, text string) {
		p.Text(slipEdgeMM, y, sheet.Left, sheet.Span{Text: text, Face: sheet.Serif, SizePt: 12})
	}
	rule := func(left, y float64) {
		p.Line(left, y, slipWidthMM-slipEdgeMM, y, sheet.Pen{WidthMM: 0.15, Color: sheet.Grey})
	}
	words(87, "哪里好，哪里要改（可以不写）：")
	rule(slipEdgeMM+66, 88)
	rule(slipEdgeMM, 97)
	words(107, "想让我们给您回个话的，请写（可以不写）：姓名"+line(7)+"　电话"+line(10))
	p.Rect(slipEdgeMM, 114, slipWidthMM-2*slipEdgeMM, 17, 2, sheet.LabelFill, sheet.Pen{})
	p.Para(slipEdgeMM+3, 116.5, slipWidthMM-2*slipEdgeMM-6, sheet.Para{PitchMM: 6, Spans: []sheet.Span{
		{Text: "写好投进大厅的意见箱，或交给导办台，不用交给办事的人。", Face: sheet.SansBold, SizePt: 11},
		{Text: "由别的工作人员录入。被评价的人不知道是谁评的，也不知道是哪一次。不写姓名一样算数；写了姓名电话又不满意的，一定回访。", Face: sheet.Sans, SizePt: 11},
	}})
	p.Text(slipEdgeMM, 138.5, sheet.Left, sheet.Span{Text: "一次来访评一次。咨询 " + phoneOf(job.Office) + "　投诉监督 " + hotline, Face: sheet.Sans, SizePt: 9.5})
	return nil
}
