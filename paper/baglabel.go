package paper

import (
	"errors"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/paper/sheet"
)

// bagLabel (资料袋标签) is one label, the size of a card.
func bagLabel(doc *sheet.Document, job hall.PaperJob, b *bag.Bag) error {
	return oneLabel(doc.AddPage(cardWidthMM, cardHeightMM), 0, 0, job, b)
}

// bagLabels are four of the same on A4: outside, inside, for the principal, and one to spare.
func bagLabels(doc *sheet.Document, job hall.PaperJob, b *bag.Bag) error {
	const cols, rows, top = 2, 2, 20.0
	p := doc.AddPage(sheet.A4WidthMM, sheet.A4HeightMM)
	left := (sheet.A4WidthMM - cols*cardWidthMM) / 2
	for i := range cols * rows {
		x, y := left+float64(i%cols)*cardWidthMM, top+float64(i/cols)*cardHeightMM
		if err := oneLabel(p, x, y, job, b); err != nil {
			return err
		}
	}
	cutGrid(p, left, top, cols, rows)
	return nil
}

// oneLabel says which bag it is and whose errand runs: a bag is seen by many, so that no person
// it is for stands on it, and no phone but the hall's.
func oneLabel(p *sheet.Page, x, y float64, job hall.PaperJob, b *bag.Bag) error {
	const edge, code = 4.0, 24.0
	p.Rect(x, y, cardWidthMM, 10.5, 0, sheet.Navy, sheet.Pen{})
	p.Text(x+edge, y+7.3, sheet.Left, sheet.Span{Text: "代办资料袋", Face: sheet.SansBold, SizePt: 12, Color: sheet.White})
	from := fitted(job.Office.Name, cardWidthMM-2*edge-30, 9)
	from.Color = sheet.White
	p.Text(x+cardWidthMM-edge, y+7.1, sheet.Right, from)
	p.Text(x+edge, y+21, sheet.Left, sheet.Span{Text: b.No.Spoken(), Face: sheet.SansBold, SizePt: 23, TrackEm: 0.04})
	p.Text(x+edge, y+26, sheet.Left, sheet.Span{Text: string(b.No), Face: sheet.Sans, SizePt: 9})
	if err := numberCode(p, x+cardWidthMM-edge, y+14.5, code, b.No); err != nil {
		return err
	}
	room := cardWidthMM - 2*edge - code
	p.Text(x+edge, y+32, sheet.Left, sheet.Span{Text: "代办员 ", Face: sheet.Sans, SizePt: 9}, labelled(job.Agent, room-12))
	matter := sheet.Para{PitchMM: 4.2, Spans: []sheet.Span{{Text: "事　项 " + b.Errand.Matter.Name, Face: sheet.Sans, SizePt: 9}}}
	for matter.Spans[0].SizePt > 5 && len(matter.Lines(room)) > 2 {
		matter.Spans[0].SizePt -= 0.25
	}
	p.Para(x+edge, y+33, room, matter)
	if err := sealCode(p, x, y, b); err != nil {
		return err
	}
	p.Text(x+cardWidthMM/2, y+cardHeightMM-3.2, sheet.Center, fitted("捡到请交"+job.Office.Name+"，电话 "+phoneOf(job.Office), cardWidthMM-2*edge, 8))
	return nil
}

func labelled(text string, roomMM float64) sheet.Span {
	s := fitted(text, roomMM, 11)
	s.Face = sheet.SansBold
	return s
}

// sealCode are the bars of the seal. A seal with other characters than a reader knows is only
// written out; an open bag has none.
func sealCode(p *sheet.Page, x, y float64, b *bag.Bag) error {
	if b.Seal == "" {
		return nil
	}
	text := "封条 " + b.Seal
	if b.Seal == string(b.No) {
		text = "封条就是本标签"
	}
	err := p.Code128(x+2, y+41.6, 62, 6, b.Seal)
	if err != nil && !errors.Is(err, sheet.ErrCode) {
		return err
	}
	p.Text(x+cardWidthMM-4, y+46.2, sheet.Right, fitted(text, 22, 9))
	return nil
}
