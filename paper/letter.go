package paper

import (
	"fmt"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// The text block of a notice, in the manner of GB/T 9704 without its red head.
var letterMargins = sheet.Margins{Top: 37, Right: 26, Bottom: 24, Left: 28}

const (
	letterBodyPt  = 14
	letterPitchMM = 9.2
)

// letter is a notice on A4 in the making.
type letter struct {
	flow *sheet.Flow
	job  hall.PaperJob
}

// openLetter sets the head of a notice: hall, title, number, whom it addresses.
func openLetter(doc *sheet.Document, job hall.PaperJob, title string, n int) letter {
	flow := doc.Flow(sheet.FlowOptions{
		Margins: letterMargins,
		Footer: func(p *sheet.Page, page, total int) {
			if total > 1 {
				p.PageNumber(p.WidthMM()-letterMargins.Right, p.HeightMM()-14, page, total)
			}
		},
	})
	l := letter{flow: flow, job: job}
	flow.Para(sheet.Para{Align: sheet.Center, Spans: []sheet.Span{{Text: job.Office.Name, Face: sheet.Serif, SizePt: 16}}, AfterMM: 2})
	flow.Para(sheet.Para{Align: sheet.Center, Spans: []sheet.Span{{Text: title, Face: sheet.SerifBold, SizePt: 22, TrackEm: 0.08}}, AfterMM: 2})
	flow.Para(sheet.Para{Align: sheet.Center, Spans: []sheet.Span{{
		Text: "编号 " + letterNo(job, n), Face: sheet.Serif, SizePt: 12,
	}}, AfterMM: 7})
	who := job.Case.Applicant.Name
	if job.Case.Applicant.IDNo != "" {
		who += "（" + shownID(job, job.Case.Applicant.IDNo) + "）"
	}
	flow.Para(sheet.Para{Align: sheet.Left, PitchMM: letterPitchMM, Spans: []sheet.Span{{Text: who + "：", Face: sheet.Serif, SizePt: letterBodyPt}}})
	return l
}

// letterNo is the number of the notice: as issued, else that of the n-th.
func letterNo(job hall.PaperJob, n int) string {
	if job.No != "" {
		return job.No
	}
	return hall.PaperNo(job.Case.No, job.Kind, n)
}

// say sets a paragraph of the body.
func (l letter) say(words ...word) { l.flow.Para(bodyOf(words)) }

// last sets the last paragraph of the body: it stays with the seal, which never stands
// alone on a page.
func (l letter) last(words ...word) {
	para := bodyOf(words)
	para.KeepMM = l.signMM()
	l.flow.Para(para)
}

func bodyOf(words []word) sheet.Para {
	para := sheet.Para{Align: sheet.Justify, IndentEm: 2, PitchMM: letterPitchMM}
	for _, w := range words {
		span := sheet.Span{Text: w.text, Face: sheet.Serif, SizePt: letterBodyPt}
		if w.loud {
			span.Face = sheet.SerifBold
		}
		para.Spans = append(para.Spans, span)
	}
	return para
}

// item sets one line of a list.
func (l letter) item(n int, text string) {
	l.flow.Para(sheet.Para{
		Align: sheet.Left, IndentEm: 2, PitchMM: letterPitchMM,
		Spans: []sheet.Span{{Text: fmt.Sprintf("%d. %s", n, text), Face: sheet.Serif, SizePt: letterBodyPt}},
	})
}

// stub (存根) is what the hall keeps of a notice.
func (l letter) stub() sheet.Para {
	c := l.job.Case
	return sheet.Para{PitchMM: 7, Spans: []sheet.Span{{
		Text: "存根　" + c.Applicant.Name + "　" + c.No.Spoken() + "　收到人签名：＿＿＿＿＿＿＿＿　　年　月　日", Face: sheet.Sans, SizePt: 10.5,
	}}}
}

// signMM is the room that seal, foot and stub need.
func (l letter) signMM() float64 { return 4 + 30 + 27.5 + l.stub().HeightMM(l.flow.WidthMM()) }

// sign sets the seal, the date, and the foot with the code, the phone and the receipt.
func (l letter) sign() error {
	l.flow.Need(l.signMM())
	l.flow.Space(4)
	p, right := l.flow.Page(), l.flow.X()+l.flow.WidthMM()
	y := l.flow.Y()
	p.Text(right-30, y+6, sheet.Center, sheet.Span{Text: "（盖章处）", Face: sheet.Serif, SizePt: 12, Color: sheet.Grey})
	p.Text(right-30, y+14, sheet.Center, sheet.Span{Text: l.job.Office.Name, Face: sheet.Serif, SizePt: letterBodyPt})
	p.Text(right-30, y+23, sheet.Center, sheet.Span{Text: hall.DayOf(l.job.Printed).Han(), Face: sheet.Serif, SizePt: letterBodyPt})
	stub := l.stub()
	foot := max(y+30, p.HeightMM()-letterMargins.Bottom-27.5-stub.HeightMM(l.flow.WidthMM()))
	c := l.job.Case
	text := fmt.Sprintf("办件编号 %s\n查询密码 %s", c.No, c.Intake.QueryCode)
	const size = 24.0
	quiet := p.QRQuietMM(size, text)
	if err := p.QR(right-size+quiet, foot-quiet, size, text); err != nil {
		return fmt.Errorf("draw the notice's code: %w", err)
	}
	line := func(dy float64, s string) {
		p.Text(l.flow.X(), foot+dy, sheet.Left, sheet.Span{Text: s, Face: sheet.Sans, SizePt: 10.5})
	}
	line(4, "报编号后几位就能查："+c.No.Spoken()+"　查询密码 "+c.Intake.QueryCode)
	line(11, fmt.Sprintf("经办人 %s　咨询 %s　投诉监督 %s", l.job.Handler, phoneOf(l.job.Office), hotline))
	p.CutLine(l.flow.X(), right, foot+25)
	p.Para(l.flow.X(), foot+27.5, l.flow.WidthMM(), stub)
	return nil
}
