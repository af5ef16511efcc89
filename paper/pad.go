package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/pad"
	"bianmin/paper/sheet"
)

// A sheet of the pad: four slips on A4, each with what stays and what is torn off.
const (
	padEdgeMM    = 11.0
	padTopMM     = 8.0
	padSlipMM    = 68.0
	padRows      = 4
	padReceiptMM = 58.0 // width of what the person takes along
)

// emergencyPad (停电应急本) are the slips of a pad that can still be used, with their reserved numbers.
// A scanned code opens intake under its number. A pad without a blank slip is not printed: Unlawful.
func emergencyPad(doc *sheet.Document, job hall.PaperJob, e *pad.Pad) error {
	numbers := e.Unused()
	if len(numbers) == 0 {
		return hall.Forbid("应急本 "+e.No.Spoken()+" 没有空白的了，不能打印", "请另预留一本（pad reserve）")
	}
	pages := (len(numbers) + padRows - 1) / padRows
	for i := range pages {
		p := doc.AddPage(sheet.A4WidthMM, sheet.A4HeightMM)
		for k, no := range numbers[i*padRows : min((i+1)*padRows, len(numbers))] {
			y := padTopMM + float64(k)*padSlipMM
			if err := padSlip(p, job, no, y); err != nil {
				return err
			}
			p.CutLine(padEdgeMM, sheet.A4WidthMM-padEdgeMM, y+padSlipMM)
		}
		p.Text(padEdgeMM, 287, sheet.Left, sheet.Span{
			Text: "停电应急本 " + string(e.No) + "　来电后一个工作日内照编号补录，再晚要主任同意；用剩的登记作废。", Face: sheet.Sans, SizePt: 8.5,
		})
		p.PageNumber(sheet.A4WidthMM-padEdgeMM, 287, i+1, pages)
	}
	return nil
}

// padSlip is one slip: at the left what the hall keeps, at the right what the person takes along.
func padSlip(p *sheet.Page, job hall.PaperJob, no hall.CaseNo, y float64) error {
	right := sheet.A4WidthMM - padEdgeMM
	cut := right - padReceiptMM - 4
	p.Line(cut, y+3, cut, y+padSlipMM-3, sheet.Pen{WidthMM: 0.2, Color: sheet.Black, DashMM: []float64{1, 1}})
	if err := padStub(p, job, no, y, cut-5); err != nil {
		return err
	}
	return padReceipt(p, job, no, y, cut+4, right)
}

// padStub is filled in by hand and kept.
func padStub(p *sheet.Page, job hall.PaperJob, no hall.CaseNo, y, right float64) error {
	const code = 20.0
	x := padEdgeMM
	p.Text(x, y+8, sheet.Left, sheet.Span{Text: "停电应急单", Face: sheet.SerifBold, SizePt: 14})
	p.Text(x+32, y+8, sheet.Left, fitted(job.Office.Name, right-x-32-code-3, 9))
	p.Text(x, y+17.5, sheet.Left, sheet.Span{Text: no.Spoken(), Face: sheet.SansBold, SizePt: 20, TrackEm: 0.04})
	p.Text(x, y+22, sheet.Left, sheet.Span{Text: string(no), Face: sheet.Sans, SizePt: 8.5})
	if err := numberCode(p, right, y+4.5, code, hall.RecordNo(no)); err != nil {
		return err
	}
	for i, text := range []string{"姓名|电话", "事项|住址", "收到材料（名称、份数）", "", "收件　　　月　　日　　时　　分|经办人", "申请人签名或手印"} {
		padLine(p, text, x, right, y+28+float64(i)*7.1)
	}
	return nil
}

// padLine is a ruled line, with words where each of its parts begins.
func padLine(p *sheet.Page, words string, x, right, y float64) {
	parts := strings.Split(words, "|")
	w := (right - x) / float64(len(parts))
	for i, text := range parts {
		left := x + float64(i)*w
		said := p.Text(left, y, sheet.Left, sheet.Span{Text: text, Face: sheet.Sans, SizePt: 10})
		if strings.HasPrefix(text, "收件　") {
			said = 0
		}
		if said > 0 {
			said += 1.5
		}
		p.Line(left+said, y+1.2, left+w-2, y+1.2, sheet.Pen{WidthMM: 0.15, Color: sheet.Grey})
	}
}

// padReceipt is the person's word of what was taken in, to come back with.
func padReceipt(p *sheet.Page, job hall.PaperJob, no hall.CaseNo, y, x, right float64) error {
	const code = 20.0
	p.Text(x, y+8, sheet.Left, sheet.Span{Text: "收件凭证", Face: sheet.SerifBold, SizePt: 13})
	p.Text(x, y+13.5, sheet.Left, fitted(job.Office.Name, right-x-code-1, 8.5))
	p.Text(x, y+22, sheet.Left, sheet.Span{Text: no.Spoken(), Face: sheet.SansBold, SizePt: 15, TrackEm: 0.03})
	if err := numberCode(p, right, y+4.5, code, hall.RecordNo(no)); err != nil {
		return err
	}
	p.Text(x, y+28.5, sheet.Left, sheet.Span{Text: string(no), Face: sheet.Sans, SizePt: 8.5})
	for i, text := range []string{"事项", "材料（份数）", "收件　　　月　　日", "经办人（签名）"} {
		padLine(p, text, x, right, y+34.5+float64(i)*6.6)
	}
	p.Text(x, y+60, sheet.Left, fitted(fmt.Sprintf("来电后凭编号查问　%s", phoneOf(job.Office)), right-x, 8.5))
	p.Text(x, y+64.3, sheet.Left, sheet.Span{Text: "不收费　投诉监督 " + hotline, Face: sheet.Sans, SizePt: 8.5})
	return nil
}
