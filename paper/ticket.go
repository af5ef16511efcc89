package paper

import (
	"fmt"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/ticket"
	"bianmin/hall/workday"
	"bianmin/paper/sheet"
)

// rollMM is the width of the paper of a ticket printer.
const rollMM = 80.0

// ticketSlip (取号单) is torn off at the door: the number, large, and what to fetch before one's
// turn comes. Nobody is named on it. Who has gone in or away needs none: Unlawful.
func ticketSlip(doc *sheet.Document, job hall.PaperJob, t *ticket.Ticket) error {
	const edge, code = 5.0, 20.0
	if !t.Open() {
		return hall.Forbid(fmt.Sprintf("%s 号%s，不能再打印取号单", t.Number, t.State.Han()), "人还要办事的，请重新取号")
	}
	body := ticketWords(t)
	top := 51.0
	height := top
	for _, para := range body {
		height += para.HeightMM(rollMM-2*edge) + para.AfterMM
	}
	p := doc.AddPage(rollMM, height+code+10)
	middle := rollMM / 2
	place := fitted(job.Office.Name, rollMM-2*edge, 11)
	p.Text(middle, 9, sheet.Center, place)
	p.Text(middle, 17, sheet.Center, sheet.Span{Text: queueName(t), Face: sheet.SansBold, SizePt: 14})
	number := sheet.Span{Text: t.Number, Face: sheet.SansBold, SizePt: 50}
	for sheet.TextWidth(number.Text, number.Face, number.SizePt) > rollMM-2*edge {
		number.SizePt--
	}
	p.Text(middle, 36, sheet.Center, number)
	if t.Prior() {
		p.Text(middle, 43, sheet.Center, sheet.Span{Text: "优先号（" + ticket.PriorityHan(t.Asked.Priority) + "）", Face: sheet.Sans, SizePt: 11})
	}
	p.Line(edge, 47, rollMM-edge, 47, sheet.Pen{WidthMM: 0.3, Color: sheet.Black})
	y := top
	for _, para := range body {
		y = p.Para(edge, y, rollMM-2*edge, para) + para.AfterMM
	}
	if err := numberCode(p, rollMM-edge, y+3, code, t.No); err != nil {
		return err
	}
	drawn := time.UnixMilli(t.DrawnAt.Millis).In(workday.Beijing())
	p.Text(edge, y+7, sheet.Left, sheet.Span{Text: t.Day.Han(), Face: sheet.Sans, SizePt: 10})
	p.Text(edge, y+12.5, sheet.Left, sheet.Span{Text: drawn.Format("15:04") + " 取号，当日有效", Face: sheet.Sans, SizePt: 10})
	p.Text(edge, y+18, sheet.Left, sheet.Span{Text: "咨询 " + phoneOf(job.Office), Face: sheet.Sans, SizePt: 9})
	if job.Reprint {
		p.Text(edge, y+23, sheet.Left, sheet.Span{Text: "补打", Face: sheet.Sans, SizePt: 9})
	}
	return nil
}

// queueName is the queue, or the counter the ticket was sent to.
func queueName(t *ticket.Ticket) string {
	if t.Wanted != "" {
		return t.Wanted
	}
	if strings.HasSuffix(t.Queue, "窗口") {
		return t.Queue
	}
	return t.Queue + "窗口"
}

func ticketWords(t *ticket.Ticket) []sheet.Para {
	say := func(text string, f sheet.Face, pt, after float64) sheet.Para {
		return sheet.Para{PitchMM: pt * 0.52, AfterMM: after, Spans: []sheet.Span{{Text: text, Face: f, SizePt: pt}}}
	}
	var out []sheet.Para
	if t.Asked.Matter.Name != "" {
		out = append(out, say("要办："+t.Asked.Matter.Name, sheet.Sans, 11, 1.5))
	}
	switch {
	case len(t.Asked.Missing) > 0:
		out = append(out, say("还缺这些材料，请先备好：", sheet.SansBold, 12, 0.5))
		for _, m := range t.Asked.Missing {
			out = append(out, say("☐ "+m, sheet.Sans, 12, 0.5))
		}
	case t.Asked.Checked:
		out = append(out, say("门口看过：材料带齐了。", sheet.SansBold, 12, 1))
	}
	return append(out, say("听到叫号请到窗口。过了号不用重新取，后面会再叫您。", sheet.Sans, 10, 0))
}
