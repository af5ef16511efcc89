package paper

import (
	"bianmin/hall"
	"bianmin/paper/sheet"
)

// deskPlate (桌牌) is folded into a tent: both halves of the sheet say the same, the upper one
// upside down, so that each side reads upright when it stands.
func deskPlate(doc *sheet.Document, job hall.PaperJob) error {
	p := doc.AddPage(sheet.A4WidthMM, sheet.A4HeightMM)
	const half = sheet.A4HeightMM / 2
	side := doc.Apart(sheet.A4WidthMM, half)
	plateSide(side, job)
	p.SetTurned(0, 0, side)
	p.Set(0, half, side)
	p.CutLine(0, sheet.A4WidthMM, half)
	p.Text(sheet.A4WidthMM/2, half+5, sheet.Center, sheet.Span{Text: "沿虚线向后对折，立在桌上", Face: sheet.Sans, SizePt: 8, Color: sheet.LightGrey})
	return nil
}

func plateSide(p *sheet.Page, job hall.PaperJob) {
	const edge = 16.0
	room := p.WidthMM() - 2*edge
	place := func(top, height float64, lines int, span sheet.Span) {
		para := fit(sheet.Para{Align: sheet.Center, Balance: true, Spans: []sheet.Span{span}}, room, height, lines)
		p.Para(edge, top+(height-para.HeightMM(room))/2, room, para)
	}
	place(13, 13, 2, sheet.Span{Text: job.Office.Name, Face: sheet.Sans, SizePt: 20, Color: sheet.Navy})
	p.Line(edge, 27, p.WidthMM()-edge, 27, sheet.Pen{WidthMM: 0.6, Color: sheet.Navy})
	place(31, 52, 2, sheet.Span{Text: job.Staff.Name, Face: sheet.SansBold, SizePt: 96})
	place(85, 22, 2, sheet.Span{Text: postHan(job.Staff), Face: sheet.Sans, SizePt: 34})
	p.Rect(0, p.HeightMM()-34, p.WidthMM(), 22, 0, sheet.Navy, sheet.Pen{})
	place(p.HeightMM()-31, 16, 1, sheet.Span{Text: plateFoot(job), Face: sheet.Sans, SizePt: 18, Color: sheet.White})
}

func plateFoot(job hall.PaperJob) string {
	text := "工号 " + job.Staff.ID + "　投诉监督 " + hotline
	if job.Office.Counter != "" && !job.Staff.Has(hall.RoleAgent) {
		text = job.Office.Counter + "　" + text
	}
	return text
}

// Where somebody went, to be ticked on the absence plate.
func absences() []string {
	return []string{"下村", "开会", "请假", "上门服务", "学习培训", "其他"}
}

// absence (去向牌) stands on the desk of who is away: where to, until when, and who does the
// work meanwhile.
func absence(doc *sheet.Document, job hall.PaperJob) error {
	const width, height, edge = 210.0, 148.0, 14.0
	room := width - 2*edge
	p := doc.AddPage(width, height)
	p.Rect(0, 0, width, 20, 0, sheet.Navy, sheet.Pen{})
	p.Text(edge, 14, sheet.Left, sheet.Span{Text: "去向牌", Face: sheet.SansBold, SizePt: 24, Color: sheet.White})
	place := fit(sheet.Para{Align: sheet.Right, Balance: true, Spans: []sheet.Span{{Text: job.Office.Name, Face: sheet.Sans, SizePt: 14, Color: sheet.White}}}, room-44, 14, 2)
	p.Para(edge+44, 10-place.HeightMM(room-44)/2, room-44, place)
	who := fit(sheet.Para{Spans: []sheet.Span{
		{Text: job.Staff.Name, Face: sheet.SansBold, SizePt: 28}, {Text: "　" + postHan(job.Staff) + "　暂时不在", Face: sheet.Sans, SizePt: 17},
	}}, room, 16, 2)
	p.Para(edge, 23+(16-who.HeightMM(room))/2, room, who)
	for i, text := range absences() {
		x, y := edge+float64(i%3)*room/3, 43+float64(i/3)*14
		p.Rect(x, y, 9, 9, 0, 0, sheet.Pen{WidthMM: 0.5, Color: sheet.Black})
		if text == "其他" {
			text += "＿＿＿＿＿"
		}
		p.Text(x+12, y+7.2, sheet.Left, sheet.Span{Text: text, Face: sheet.Sans, SizePt: 20})
	}
	p.Text(edge, 82, sheet.Left, sheet.Span{Text: "＿＿月＿＿日＿＿时 回来", Face: sheet.Sans, SizePt: 20})
	p.Rect(edge, 90, room, 38, 3, sheet.LabelFill, sheet.Pen{})
	p.Text(edge+6, 100, sheet.Left, sheet.Span{Text: "要办事，请找", Face: sheet.Sans, SizePt: 15, Color: sheet.Grey})
	other, phone := standIn(job)
	other = fit(other, room-12, 13, 2)
	p.Para(edge+6, 101.5+(13-other.HeightMM(room-12))/2, room-12, other)
	call := fittedIn(phone, sheet.SansBold, room-12, 24)
	call.Color = sheet.Navy
	p.Text(edge+6, 124, sheet.Left, call)
	p.Text(edge, height-9, sheet.Left, sheet.Span{Text: "咨询 " + firstPhone(job.Office) + "　投诉监督 " + hotline, Face: sheet.Sans, SizePt: 13})
	return nil
}

// standIn is who does the work meanwhile and the number to call; a blank to be filled in, and
// the hall's own number, where the post has no second half.
func standIn(job hall.PaperJob) (sheet.Para, string) {
	s := job.StandIn
	phone := s.Phone
	if phone == "" {
		phone = firstPhone(job.Office)
	}
	name, post := s.Name, "　"+postHan(s)
	if name == "" {
		name, post = "＿＿＿＿＿＿＿＿", ""
	}
	return sheet.Para{Spans: []sheet.Span{
		{Text: name, Face: sheet.SansBold, SizePt: 26}, {Text: post, Face: sheet.Sans, SizePt: 16},
	}}, spaced(phone)
}
