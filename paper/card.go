package paper

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// A service card (便民服务卡).
const (
	cardWidthMM  = 90.0
	cardHeightMM = 54.0
)

// card is one card on card stock.
func card(doc *sheet.Document, job hall.PaperJob) error {
	return oneCard(doc.AddPage(cardWidthMM, cardHeightMM), 0, 0, job)
}

// cards are ten on a sheet of A4, with marks to cut along.
func cards(doc *sheet.Document, job hall.PaperJob) error {
	const cols, rows = 2, 5
	p := doc.AddPage(sheet.A4WidthMM, sheet.A4HeightMM)
	left, top := (sheet.A4WidthMM-cols*cardWidthMM)/2, (sheet.A4HeightMM-rows*cardHeightMM)/2
	for i := range cols * rows {
		x, y := left+float64(i%cols)*cardWidthMM, top+float64(i/cols)*cardHeightMM
		if err := oneCard(p, x, y, job); err != nil {
			return err
		}
	}
	cutGrid(p, left, top, cols, rows)
	return nil
}

// cutGrid marks where to cut, outside the cards, so that no mark stays on one.
func cutGrid(p *sheet.Page, left, top float64, cols, rows int) {
	const gap, length = 1.0, 5.0
	right, bottom := left+float64(cols)*cardWidthMM, top+float64(rows)*cardHeightMM
	pen := sheet.Pen{WidthMM: 0.15, Color: sheet.Black}
	for i := range cols + 1 {
		x := left + float64(i)*cardWidthMM
		p.Line(x, top-gap-length, x, top-gap, pen)
		p.Line(x, bottom+gap, x, bottom+gap+length, pen)
	}
	for i := range rows + 1 {
		y := top + float64(i)*cardHeightMM
		p.Line(left-gap-length, y, left-gap, y, pen)
		p.Line(right+gap, y, right+gap+length, y, pen)
	}
}

func oneCard(p *sheet.Page, x, y float64, job hall.PaperJob) error {
	const edge = 4.0
	p.Rect(x, y, cardWidthMM, 12.5, 0, sheet.Navy, sheet.Pen{})
	p.Text(x+edge, y+8.4, sheet.Left, sheet.Span{Text: "便民服务卡", Face: sheet.SansBold, SizePt: 13.5, Color: sheet.White})
	room := cardWidthMM - 2*edge - 31.5
	place := fit(sheet.Para{Align: sheet.Right, Balance: true, Spans: []sheet.Span{{Text: job.Office.Name, Face: sheet.Sans, SizePt: 9, Color: sheet.White}}}, room, 7, 2)
	p.Para(x+edge+30, y+6.9-place.HeightMM(room)/2, room, place)
	s := job.Staff
	role := "工作人员"
	if len(s.Roles) > 0 {
		role = s.Roles[0].Han()
	}
	if s.Village != "" {
		role = s.Village + role
	}
	phone := s.Phone
	if phone == "" {
		phone = job.Office.Phone
	}
	below := cardPerson(p, x+edge, y, cardWidthMM-2*edge, s.Name, role, phone)
	below = p.Para(x+edge, below, cardWidthMM-2*edge-22, sheet.Para{PitchMM: 5.1, Spans: []sheet.Span{{Text: duties(job), Face: sheet.Sans, SizePt: 9.5}}})
	hours := hoursOf(job.Office)
	open := sheet.Para{PitchMM: 5, Spans: []sheet.Span{{Text: hours, Face: sheet.Sans, SizePt: 9}}}
	if below+open.HeightMM(cardWidthMM-2*edge-22) > y+47.5 {
		open.Spans[0] = fitted(hours, cardWidthMM-2*edge-22, 9)
	}
	p.Para(x+edge, below, cardWidthMM-2*edge-22, open)
	p.Text(x+edge, y+cardHeightMM-3.6, sheet.Left, sheet.Span{
		Text: fmt.Sprintf("投诉监督 %s　%d年%d月版", hotline, hall.DayOf(job.Printed).Year(), hall.DayOf(job.Printed).Month()), Face: sheet.Sans, SizePt: 8.5,
	})
	const size = 20.0
	text := readable(p, size, lines(job.Office.Name, s.Name, phone), lines(s.Name, phone), phone)
	quiet := p.QRQuietMM(size, text)
	if err := p.QR(x+cardWidthMM-edge-size+quiet, y+29.8-quiet, size, text); err != nil {
		return fmt.Errorf("draw the card's code: %w", err)
	}
	p.Text(x+cardWidthMM-edge-size/2+quiet/2, y+cardHeightMM-3.6, sheet.Center, sheet.Span{Text: "扫码存电话", Face: sheet.Sans, SizePt: 8})
	return nil
}

// lines joins what is not empty.
func lines(texts ...string) string {
	return strings.Join(nonEmpty(texts), "\n")
}

// nonEmpty leaves out what is empty.
func nonEmpty(texts []string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
}

// cardPerson names who and the phone in one line, or a long name in two lines of its own.
// It returns the y below.
func cardPerson(p *sheet.Page, x, y, roomMM float64, name, role, phone string) float64 {
	who := sheet.Span{Text: name, Face: sheet.SansBold, SizePt: 13}
	call := []sheet.Span{{Text: role + "　", Face: sheet.Sans, SizePt: 10}, {Text: spaced(phone), Face: sheet.SansBold, SizePt: 10.5}}
	gap := sheet.Span{Text: "　", Face: sheet.Sans, SizePt: 10}
	line := sheet.Para{Spans: append([]sheet.Span{who, gap}, call...)}
	if len(line.Lines(roomMM)) < 2 {
		p.Text(x, y+20, sheet.Left, line.Spans...)
		return y + 22.5
	}
	long := sheet.Para{PitchMM: 4.6, Spans: []sheet.Span{who}}
	for long.Spans[0].SizePt > 5 && len(long.Lines(roomMM)) > 2 {
		long.Spans[0].SizePt -= 0.25
	}
	below := p.Para(x, y+14, roomMM, long)
	for call[0].SizePt > 5 && len(sheet.Para{Spans: call}.Lines(roomMM)) > 1 {
		call[0].SizePt, call[1].SizePt = call[0].SizePt-0.25, call[1].SizePt-0.25
	}
	p.Text(x, below+4, sheet.Left, call...)
	return below + 5.5
}

// fitted makes a span small enough for the room.
func fitted(text string, roomMM, sizePt float64) sheet.Span {
	return fittedIn(text, sheet.Sans, roomMM, sizePt)
}

// fittedIn makes a span of a face small enough for the room, down to 5 pt.
func fittedIn(text string, f sheet.Face, roomMM, sizePt float64) sheet.Span {
	for sizePt > 5 && sheet.TextWidth(text, f, sizePt) > roomMM {
		sizePt -= 0.25
	}
	return sheet.Span{Text: text, Face: f, SizePt: sizePt}
}

// hoursOf are the hall's hours, or those of all halls where none are set.
func hoursOf(o hall.Office) string {
	if o.Hours == "" {
		return "周一至周五，法定节假日除外"
	}
	return o.Hours
}

func spaced(phone string) string {
	if len(phone) == 11 && !strings.Contains(phone, "-") {
		return phone[:3] + " " + phone[3:7] + " " + phone[7:]
	}
	return phone
}

// duties names the commonest domains and how many matters there are.
func duties(job hall.PaperJob) string {
	count := map[string]int{}
	for _, m := range job.Matters {
		count[m.Domain]++
	}
	var domains []string
	for d := range count {
		if d != "" && d != "其他" {
			domains = append(domains, d)
		}
	}
	slices.SortFunc(domains, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	what := "免费代办："
	if !job.Staff.Has(hall.RoleAgent) {
		what = "免费办理："
	}
	if len(domains) == 0 {
		return what + "各项便民服务"
	}
	return fmt.Sprintf("%s%s等 %d 项", what, strings.Join(domains[:min(4, len(domains))], "、"), len(job.Matters))
}
