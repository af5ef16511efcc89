package paper

import (
	"fmt"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// cardLarge (便民服务卡大字版) hangs beside the telephone of an old person: whom to call, in
// figures that need no glasses. Half a sheet of A4, nothing under 18 pt.
func cardLarge(doc *sheet.Document, job hall.PaperJob) error {
	const width, height, edge, size = 210.0, 148.0, 12.0, 40.0
	p := doc.AddPage(width, height)
	room := width - 2*edge
	p.Rect(0, 0, width, 23, 0, sheet.Navy, sheet.Pen{})
	p.Text(edge, 16, sheet.Left, sheet.Span{Text: "便民服务卡", Face: sheet.SansBold, SizePt: 28, Color: sheet.White})
	p.Text(width-edge, 15.5, sheet.Right, sheet.Span{Text: clipped(job.Office.Name, room-54, largeLeastPt), Face: sheet.Sans, SizePt: largeLeastPt, Color: sheet.White})
	s := job.Staff
	name := fit(sheet.Para{Balance: true, Spans: bold(s.Name, 36)}, room, 19, 2)
	name.Spans[0].SizePt = max(name.Spans[0].SizePt, largeLeastPt)
	y := p.Para(edge, 25, room, name)
	y = p.Para(edge, y, room, sheet.Para{PitchMM: 9.5, Spans: []sheet.Span{{Text: clipped(postHan(s)+"，有事打电话", room, 21), Face: sheet.Sans, SizePt: 21}}})
	phone := s.Phone
	if phone == "" {
		phone = firstPhone(job.Office)
	}
	call := fittedIn(spaced(phone), sheet.SansBold, room, 60)
	call.Color = sheet.Navy
	p.Text(edge, y+21, sheet.Left, call)
	y += 26
	side := room - size - 4
	for _, text := range []string{duties(job), hoursOf(job.Office)} {
		y = p.Para(edge, y, side, sheet.Para{PitchMM: 9.5, Balance: true, Spans: []sheet.Span{{Text: clipped(text, 1.9*side, largeLeastPt), Face: sheet.Sans, SizePt: largeLeastPt}}})
	}
	day := hall.DayOf(job.Printed)
	p.Text(edge, height-18.5, sheet.Left, sheet.Span{Text: "办得不好，打 " + hotline, Face: sheet.Sans, SizePt: largeLeastPt})
	p.Text(edge, height-8, sheet.Left, sheet.Span{Text: fmt.Sprintf("%d年%d月版　请贴在电话旁", day.Year(), day.Month()), Face: sheet.Sans, SizePt: largeLeastPt, Color: sheet.Grey})
	text := readable(p, size, lines(job.Office.Name, s.Name, phone), lines(s.Name, phone), phone)
	quiet := p.QRQuietMM(size, text)
	if err := p.QR(width-edge-size+quiet, height-8-size+quiet, size, text); err != nil {
		return fmt.Errorf("draw the card's code: %w", err)
	}
	return nil
}
