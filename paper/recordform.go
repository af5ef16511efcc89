package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// formMargins are those of a form on A4: a table, some words, places to sign.
var formMargins = sheet.Margins{Top: 22, Right: 24, Bottom: 20, Left: 24}

const (
	formPt      = 11.5
	formSayPt   = 12.5
	formPitchMM = 7.4
)

// openForm starts a form on A4 with the head of a notice: hall, title, number.
func openForm(doc *sheet.Document, job hall.PaperJob, title string, no hall.RecordNo) *sheet.Flow {
	flow := doc.Flow(sheet.FlowOptions{
		Margins: formMargins,
		Footer: func(p *sheet.Page, page, total int) {
			if total > 1 { // pages that came apart are still known
				p.Text(formMargins.Left, p.HeightMM()-11, sheet.Left, sheet.Span{Text: title + " " + string(no), Face: sheet.Sans, SizePt: 9})
				p.PageNumber(p.WidthMM()-formMargins.Right, p.HeightMM()-11, page, total)
			}
		},
	})
	center := func(text string, f sheet.Face, pt, track, after float64) {
		flow.Para(sheet.Para{Align: sheet.Center, Spans: []sheet.Span{{Text: text, Face: f, SizePt: pt, TrackEm: track}}, AfterMM: after})
	}
	center(job.Office.Name, sheet.Serif, 14, 0, 1)
	center(title, sheet.SerifBold, 22, 0.08, 1)
	center(numberLine(job, no), sheet.Serif, 11.5, 0, 5)
	return flow
}

// slipHead sets hall, title and number at the left of a small form and the code at its right. The
// next thing stands at 38 mm.
func slipHead(p *sheet.Page, job hall.PaperJob, title string, no hall.RecordNo) error {
	p.Text(slipEdgeMM, 14, sheet.Left, sheet.Span{Text: job.Office.Name, Face: sheet.Sans, SizePt: 11})
	p.Text(slipEdgeMM, 24.5, sheet.Left, sheet.Span{Text: title, Face: sheet.SerifBold, SizePt: 22, TrackEm: 0.06})
	p.Text(slipEdgeMM, 31.5, sheet.Left, sheet.Span{Text: numberLine(job, no), Face: sheet.Serif, SizePt: 11})
	return numberCode(p, p.WidthMM()-slipEdgeMM, 8.5, 24, no)
}

// numberLine is the number as printed below a title; a line to write it on when there is none yet.
func numberLine(job hall.PaperJob, no hall.RecordNo) string {
	switch {
	case job.No != "":
		return "编号 " + job.No
	case no == "":
		return "编号 " + line(9)
	}
	return "编号 " + string(no)
}

// numberCode draws the code of a number, and nothing but the number, so that a scanner types it:
// its dark edges stand at right and top. Without a number there is no code.
func numberCode(p *sheet.Page, right, top, sizeMM float64, no hall.RecordNo) error {
	if no == "" {
		return nil
	}
	quiet := p.QRQuietMM(sizeMM, string(no))
	if err := p.QR(right-sizeMM+quiet, top-quiet, sizeMM, string(no)); err != nil {
		return fmt.Errorf("draw the code of a number: %w", err)
	}
	return nil
}

// line is a line to write on, n characters long.
func line(n int) string { return strings.Repeat("＿", n) }

// orLine is text, or a line to write it on.
func orLine(text string, n int) string {
	if strings.TrimSpace(text) == "" {
		return line(n)
	}
	return text
}

// dayOrLine is a day, or the places to write it.
func dayOrLine(d hall.Date) string {
	if d.IsZero() {
		return "　　　　年　　月　　日"
	}
	return d.Han()
}

// ticks are the words of a choice, each with its box; the one taken has a mark.
func ticks(taken string, words ...string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "☐ " + w
		if w == taken {
			out[i] = "☑ " + w
		}
	}
	return strings.Join(out, "　")
}

// formSay is a paragraph of a form.
func formSay(words ...word) sheet.Para {
	p := bodyOf(words)
	p.PitchMM = formPitchMM
	for i := range p.Spans {
		p.Spans[i].SizePt = formSayPt
	}
	return p
}

// place is where somebody signs.
type place struct {
	who  string // 委托人, 交出人
	how  string // small words below: how to sign, or who it is
	date string // beside 日期
}

// signPlaces draws boxes side by side to sign in, and returns the y below.
func signPlaces(p *sheet.Page, x, y, widthMM, heightMM float64, places ...place) float64 {
	w := widthMM / float64(len(places))
	for i, s := range places {
		left := x + float64(i)*w
		p.Rect(left, y, w, heightMM, 0, 0, sheet.Rule)
		p.Text(left+2.5, y+6, sheet.Left, sheet.Span{Text: s.who, Face: sheet.SansBold, SizePt: 10.5})
		p.Para(left+2.5, y+7.5, w-5, sheet.Para{PitchMM: 4.8, Spans: []sheet.Span{{Text: s.how, Face: sheet.Sans, SizePt: 9.5}}})
		p.Text(left+w-2.5, y+heightMM-2.5, sheet.Right, sheet.Span{Text: s.date, Face: sheet.Serif, SizePt: 10.5})
	}
	return y + heightMM
}

// formFoot sets the code and the phones at the foot of the last page.
func formFoot(flow *sheet.Flow, job hall.PaperJob, no hall.RecordNo, say string) error {
	const size = 22.0
	flow.Need(size + 4)
	p, right := flow.Page(), flow.X()+flow.WidthMM()
	y := max(flow.Y()+4, p.HeightMM()-formMargins.Bottom-size)
	if err := numberCode(p, right, y, size, no); err != nil {
		return err
	}
	room := flow.WidthMM() - size
	y = p.Para(flow.X(), y+1, room, sheet.Para{PitchMM: 5.6, Spans: []sheet.Span{{Text: say, Face: sheet.Sans, SizePt: 10}}})
	p.Para(flow.X(), y+0.5, room, sheet.Para{PitchMM: 5.6, Spans: []sheet.Span{{
		Text: fmt.Sprintf("咨询 %s　投诉监督 %s", phoneOf(job.Office), hotline), Face: sheet.Sans, SizePt: 10,
	}}})
	return nil
}
