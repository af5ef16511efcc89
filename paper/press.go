// Package paper makes the printed documents of a hall from frozen views, one file each.
// It holds no store and no clock: what is on a paper is in its job.
package paper

import (
	"bytes"
	"errors"
	"fmt"

	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
	"bianmin/paper/sheet"
)

// Press makes papers. The zero Press is ready and safe for concurrent use.
type Press struct {
	// Rare draws characters no built-in face has; nil leaves them as boxes. It must be safe
	// for concurrent use.
	Rare sheet.Fallback
}

// open starts the document of a job.
func (p Press) open(job hall.PaperJob) *sheet.Document {
	return sheet.New(sheet.Options{Title: title(job), Author: job.Office.Name, Created: job.Printed, Fallback: p.Rare})
}

// Make lays out the paper a job asks for and writes it as PDF. Characters no font
// has are drawn as boxes and listed in Missing. An unknown kind is Invalid.
func (p Press) Make(job hall.PaperJob) (hall.Paper, error) {
	doc := p.open(job)
	if err := draw(doc, job); err != nil {
		return hall.Paper{}, err
	}
	var buf bytes.Buffer
	report, err := doc.PDF(&buf)
	if err != nil {
		return hall.Paper{}, &hall.Error{Say: "这张纸没有排出来", Next: "请重试；再出现时把办件编号告诉管理员", Err: fmt.Errorf("write %s: %w", job.Kind, err)}
	}
	return hall.Paper{PDF: buf.Bytes(), Pages: report.Pages, Sizes: sizes(doc), Missing: report.Missing}, nil
}

// sizes are the sizes of the pages, in order.
func sizes(doc *sheet.Document) []hall.PageSize {
	var out []hall.PageSize
	for _, p := range doc.Pages() {
		out = append(out, hall.PageSize{WidthMM: p.WidthMM(), HeightMM: p.HeightMM()})
	}
	return out
}

// Show draws a page, counted from 1, at dpi dots an inch: the same layout as Make. A page or a
// size that cannot be is Invalid.
func (p Press) Show(job hall.PaperJob, page int, dpi float64) (hall.Picture, error) {
	doc := p.open(job)
	if err := draw(doc, job); err != nil {
		return hall.Picture{}, err
	}
	img, err := doc.Image(page-1, dpi)
	if errors.Is(err, sheet.ErrImage) {
		return hall.Picture{}, hall.Refuse(fmt.Sprintf("没有第 %d 页，或画不了这么大", page), fmt.Sprintf("这张纸有 %d 页；每英寸点数用 24 到 600", len(doc.Pages())))
	}
	if err != nil {
		return hall.Picture{}, &hall.Error{Say: "这张纸没有排出来", Next: "请重试；再出现时把办件编号告诉管理员", Err: fmt.Errorf("draw %s: %w", job.Kind, err)}
	}
	return hall.Picture{Image: img, Page: page, Pages: len(doc.Pages()), Missing: doc.Missing()}, nil
}

func draw(doc *sheet.Document, job hall.PaperJob) error {
	for _, of := range []func(hall.PaperKind) drawer{matterDrawer, hallDrawer, caseDrawer, recordDrawer} {
		if d := of(job.Kind); d != nil {
			return marked(doc, job, d(doc, job))
		}
	}
	return hall.Refuse("不认识这种纸", "")
}

// marked marks every page of a paper that was issued before, and lays the purpose below one that
// carries a whole document number.
func marked(doc *sheet.Document, job hall.PaperJob, err error) error {
	if err != nil {
		return err
	}
	for _, p := range doc.Pages() {
		if job.Purpose != "" {
			p.Watermark("仅用于" + job.Purpose)
		}
		if job.Reprint {
			p.Text(5, 7, sheet.Left, sheet.Span{Text: "补打", Face: sheet.SansBold, SizePt: 10.5})
		}
	}
	return nil
}

// shownID is a document number as the paper shows it: whole only for a purpose.
func shownID(job hall.PaperJob, id string) string {
	if job.Purpose != "" {
		return id
	}
	return ident.MaskID(id)
}

// drawer lays out one kind of paper.
type drawer func(*sheet.Document, hall.PaperJob) error

// title is what a reader shows in its window: never a name.
func title(job hall.PaperJob) string {
	switch {
	case job.Case != nil:
		return job.Kind.Han() + " " + string(job.Case.No)
	case job.Appointment != nil:
		return job.Kind.Han() + " " + string(job.Appointment.No)
	case job.Matter != nil:
		return job.Kind.Han() + " " + job.Matter.Name
	}
	return job.Kind.Han()
}

// Marks of the house on every paper.
const (
	hotline      = "12345"
	exampleLabel = "示例"
)

// stamp is an instant as printed under a signature: 2026年11月23日 09:42.
func stamp(job hall.PaperJob) string {
	return job.Printed.In(workday.Beijing()).Format("2006年1月2日 15:04")
}

// readable is the first text whose code a phone reads easily at sizeMM, or the last one.
func readable(p *sheet.Page, sizeMM float64, texts ...string) string {
	const moduleMM, quiet = 0.32, 4
	for _, t := range texts {
		if p.QRQuietMM(sizeMM, t) >= quiet*moduleMM {
			return t
		}
	}
	return texts[len(texts)-1]
}

// phoneOf is the inquiry phone, or a blank to write it in.
func phoneOf(o hall.Office) string {
	if o.Phone == "" {
		return "＿＿＿＿＿＿＿＿"
	}
	return o.Phone
}
