package paper

import (
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// Work badges (工作牌): lying for a card holder, upright for a lanyard.
const (
	badgeWidthMM      = 86.0
	badgeHeightMM     = 54.0
	badgeTallWidthMM  = 90.0
	badgeTallHeightMM = 130.0
)

// badge names who serves, the post, the number to quote in a complaint, and leaves room for a
// one-inch photo, 25 × 35 mm.
func badge(doc *sheet.Document, job hall.PaperJob) error {
	const edge, bar, photoW, photoH = 5.0, 11.5, 25.0, 35.0
	p := doc.AddPage(badgeWidthMM, badgeHeightMM)
	badgeBar(p, bar, job.Office.Name, 11)
	photoPlace(p, edge, bar+3, photoW, photoH, 9)
	x := edge + photoW + 5
	room := badgeWidthMM - edge - x
	name := fit(sheet.Para{Balance: true, Spans: bold(job.Staff.Name, 22)}, room, 12, 3)
	p.Para(x, bar+2.5+(12-name.HeightMM(room))/2, room, name)
	y := bar + 16
	for i, text := range badgeTexts(job.Staff) {
		spans := []sheet.Span{{Text: text, Face: sheet.Sans, SizePt: 12}}
		if i == 0 {
			spans = bold(text, 12)
		}
		y = p.Para(x, y, room, fit(sheet.Para{Spans: spans}, room, 9, 2)) + 0.8
	}
	foot := sheet.Span{Text: "投诉监督 " + hotline, Face: sheet.Sans, SizePt: 9}
	p.Text(x, badgeHeightMM-4.2, sheet.Left, foot)
	return nil
}

// badgeTall is the same upright, with a photo of 35 × 49 mm.
func badgeTall(doc *sheet.Document, job hall.PaperJob) error {
	const edge, bar, photoW, photoH = 6.0, 19.0, 35.0, 49.0
	p := doc.AddPage(badgeTallWidthMM, badgeTallHeightMM)
	badgeBar(p, bar, job.Office.Name, 14)
	p.Text(badgeTallWidthMM/2, bar+7, sheet.Center, sheet.Span{Text: "工　作　牌", Face: sheet.Sans, SizePt: 12, Color: sheet.Navy})
	photoPlace(p, (badgeTallWidthMM-photoW)/2, bar+10, photoW, photoH, 11)
	room := badgeTallWidthMM - 2*edge
	name := fit(sheet.Para{Align: sheet.Center, Balance: true, Spans: bold(job.Staff.Name, 30)}, room, 15, 2)
	p.Para(edge, bar+62+(15-name.HeightMM(room))/2, room, name)
	y := bar + 78
	for i, text := range badgeTexts(job.Staff) {
		spans := []sheet.Span{{Text: text, Face: sheet.Sans, SizePt: 14}}
		if i == 0 {
			spans = bold(text, 14)
		}
		p.Para(edge, y, room, fit(sheet.Para{Align: sheet.Center, Balance: true, Spans: spans}, room, 10, 2))
		y += 9
	}
	p.Line(edge, badgeTallHeightMM-11, badgeTallWidthMM-edge, badgeTallHeightMM-11, sheet.Pen{WidthMM: 0.2, Color: sheet.LightGrey})
	p.Text(badgeTallWidthMM/2, badgeTallHeightMM-5, sheet.Center, sheet.Span{Text: "投诉监督 " + hotline, Face: sheet.Sans, SizePt: 11})
	return nil
}

func bold(text string, sizePt float64) []sheet.Span {
	return []sheet.Span{{Text: text, Face: sheet.SansBold, SizePt: sizePt}}
}

// badgeBar is the coloured band with the hall's name, in one line or two.
func badgeBar(p *sheet.Page, heightMM float64, name string, sizePt float64) {
	room := p.WidthMM() - 10
	p.Rect(0, 0, p.WidthMM(), heightMM, 0, sheet.Navy, sheet.Pen{})
	spans := bold(name, sizePt)
	spans[0].Color = sheet.White
	para := fit(sheet.Para{Align: sheet.Center, Balance: true, Spans: spans}, room, heightMM-4, 2)
	p.Para(5, (heightMM-para.HeightMM(room))/2+0.3, room, para)
}

// photoPlace is where the photo is glued.
func photoPlace(p *sheet.Page, x, y, w, h, sizePt float64) {
	p.Rect(x, y, w, h, 0, 0, sheet.Pen{WidthMM: 0.25, Color: sheet.LightGrey, DashMM: []float64{1.2, 1}})
	p.Text(x+w/2, y+h/2+0.4*sizePt*sheet.MMPerPt, sheet.Center, sheet.Span{Text: "贴照片处", Face: sheet.Sans, SizePt: sizePt, Color: sheet.LightGrey})
}

// fit makes a paragraph small enough for a place: all spans by the same measure, in one line
// down to three fifths of their size, then in more lines up to the given number. Nothing is
// left out: a text too long for the place becomes as small as it must.
func fit(para sheet.Para, room, heightMM float64, lines int) sheet.Para {
	out := para
	for n := 1; n <= lines; n++ {
		least := 0.6
		if n == lines {
			least = 0.1
		}
		for k := 1.0; k >= least; k -= 0.02 {
			out.Spans = slices.Clone(para.Spans)
			largest := 0.0
			for i := range out.Spans {
				out.Spans[i].SizePt = max(k*out.Spans[i].SizePt, 1)
				largest = max(largest, out.Spans[i].SizePt)
			}
			out.PitchMM = 1.3 * largest * sheet.MMPerPt
			if len(out.Lines(room)) <= n && out.HeightMM(room) <= heightMM {
				return out
			}
		}
	}
	return out
}

// badgeTexts are the post and the number.
func badgeTexts(s hall.Staff) []string { return []string{postHan(s), "工号 " + s.ID} }

// postHan is a person's post as badges and plates say it: 桃林村代办员, 窗口人员、值班长.
func postHan(s hall.Staff) string {
	var posts []string
	for _, r := range s.Roles {
		posts = append(posts, r.Han())
	}
	if len(posts) == 0 {
		posts = []string{"工作人员"}
	}
	return s.Village + strings.Join(posts, "、")
}
