package paper

import (
	"math"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// The page of a register: A4 lying, as the spreadsheet prints it.
var tableMargins = sheet.Margins{Top: 14, Right: 12, Bottom: 16, Left: 12}

const (
	tableMostPt  = 10.5
	tableLeastPt = 6.5
	tableCellEm  = 22  // widest column counted; longer words wrap
	tableHeadEm  = 4   // widest head counted
	tablePadMM   = 1.2 // beside the words of a cell
)

// tables (台账、月报) prints registers and reports, each table from the top of a page.
func tables(doc *sheet.Document, job hall.PaperJob) error {
	if len(job.Tables) == 0 {
		return hall.Refuse("这段时间没有可打印的内容", "请核对日期或月份")
	}
	flow := doc.Flow(sheet.FlowOptions{
		WidthMM: sheet.A4HeightMM, HeightMM: sheet.A4WidthMM, Margins: tableMargins,
		Footer: func(p *sheet.Page, page, total int) {
			p.Text(tableMargins.Left, p.HeightMM()-8, sheet.Left, sheet.Span{Text: job.Office.Name + "　打印 " + stamp(job), Face: sheet.Sans, SizePt: 8.5})
			p.PageNumber(p.WidthMM()-tableMargins.Right, p.HeightMM()-8, page, total)
		},
	})
	for i, t := range job.Tables {
		if i > 0 {
			flow.Break()
		}
		oneTable(flow, t)
	}
	return nil
}

func oneTable(flow *sheet.Flow, t hall.PaperTable) {
	flow.Para(sheet.Para{Align: sheet.Center, Spans: []sheet.Span{{Text: t.Title, Face: sheet.SerifBold, SizePt: 17}}, AfterMM: 1.5})
	for _, line := range t.Subtitles {
		flow.Para(sheet.Para{Spans: []sheet.Span{{Text: line, Face: sheet.Sans, SizePt: 9}}, PitchMM: 4.6})
	}
	flow.Space(1.5)
	columns, size := tableColumns(t, flow.WidthMM())
	cell := func(text string, c hall.PaperColumn, face sheet.Face) sheet.Cell {
		para := sheet.Para{Spans: []sheet.Span{{Text: text, Face: face, SizePt: size}}, PitchMM: size * 0.46}
		if c.Right {
			para.Align = sheet.Right
		}
		return sheet.Cell{Para: para}
	}
	out := sheet.Table{Columns: columns, PadMM: tablePadMM, PadYMM: 0.9, MinMM: size * 0.62}
	var head sheet.Row
	for _, c := range t.Columns {
		h := sheet.Label(c.Name, size)
		h.Para.Align, h.Para.PitchMM = sheet.Center, size*0.46
		head = append(head, h)
	}
	out.Header = []sheet.Row{head}
	add := func(texts []string, face sheet.Face) {
		var row sheet.Row
		for i, c := range t.Columns {
			row = append(row, cell(texts[i], c, face))
		}
		out.Rows = append(out.Rows, row)
	}
	for _, texts := range t.Rows {
		add(texts, sheet.Sans)
	}
	if t.Totals != nil {
		add(t.Totals, sheet.SansBold)
	}
	flow.Table(out)
	flow.Space(2)
	for _, note := range t.Notes {
		flow.Para(sheet.Para{Spans: []sheet.Span{{Text: "注：" + note, Face: sheet.Sans, SizePt: 8.5, Color: sheet.Grey}}, PitchMM: 4.4})
	}
}

// tableColumns shares the width out by what stands in the columns, and picks the largest size of
// type in which it stays on one line.
func tableColumns(t hall.PaperTable, roomMM float64) (widths []float64, sizePt float64) {
	const pad = 2*tablePadMM + 0.4
	needs, sum := make([]float64, len(t.Columns)), 0.0 // mm a point of size
	for i, c := range t.Columns {
		needs[i] = min(sheet.TextWidth(c.Name, sheet.Sans, 1), tableHeadEm*sheet.MMPerPt)
		for _, row := range t.Rows {
			needs[i] = max(needs[i], min(sheet.TextWidth(row[i], sheet.Sans, 1), tableCellEm*sheet.MMPerPt))
		}
		sum += needs[i]
	}
	room := roomMM - pad*float64(len(t.Columns))
	sizePt = min(max(math.Floor(room/sum*4)/4, tableLeastPt), tableMostPt)
	widths = make([]float64, len(needs))
	for i := range needs {
		widths[i] = pad + room*needs[i]/sum
	}
	return widths, sizePt
}
