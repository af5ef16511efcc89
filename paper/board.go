package paper

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// A3 lying, in mm; A2 is the same board larger by the square root of two.
const (
	boardWidthMM  = 420.0
	boardHeightMM = 297.0
	boardColumns  = 4
	boardGapMM    = 6.0
	boardEdgeMM   = 14.0
	boardTopMM    = 40.0
	boardFootMM   = 30.0
	boardLeastPt  = 10.0 // letters of the list on A3; smaller opens another page
)

// board (政务公开栏) hangs on the wall: every matter by domain, with the promised limit and
// the fee, where it is done and whom to call.
func board(doc *sheet.Document, job hall.PaperJob) error { return drawBoard(doc, job, 1) }

func boardA2(doc *sheet.Document, job hall.PaperJob) error {
	return drawBoard(doc, job, 594/boardWidthMM)
}

func drawBoard(doc *sheet.Document, job hall.PaperJob, scale float64) error {
	shown := slices.DeleteFunc(slices.Clone(job.Matters), func(m hall.Matter) bool {
		return m.Snapshot().Open(hall.DayOf(job.Printed)) != nil
	})
	if len(shown) == 0 {
		return hall.Refuse("目录里没有可以公开的事项", "请先导入事项目录")
	}
	b := wall{job: job, scale: scale, matters: shown}
	height := (boardHeightMM - boardTopMM - boardFootMM) * scale
	var columns []boardColumn
	for size := 15.0; size >= boardLeastPt; size -= 0.25 {
		b.sizePt = size * scale
		b.lay()
		if columns = b.fill(height); len(columns) <= boardColumns {
			break
		}
	}
	columns = b.even(columns, height)
	pages := (len(columns) + boardColumns - 1) / boardColumns
	for n := range pages {
		p := doc.AddPage(boardWidthMM*scale, boardHeightMM*scale)
		b.head(p)
		b.foot(p, n+1, pages)
		for i, c := range columns[n*boardColumns : min((n+1)*boardColumns, len(columns))] {
			b.column(p, (boardEdgeMM+boardGapMM*float64(i))*scale+float64(i)*b.width(), c)
		}
	}
	return nil
}

// wall is a board in the making: a list of strips, one a matter or a domain's name.
type wall struct {
	job     hall.PaperJob
	matters []hall.Matter
	scale   float64
	sizePt  float64
	strips  []strip
}

// strip is one row of a column.
type strip struct {
	domain string
	bar    bool // the domain's name
	table  sheet.Table
	height float64
}

// boardColumn is the strips of a column from top to bottom.
type boardColumn []strip

// width is that of a column.
func (b *wall) width() float64 {
	return (boardWidthMM - 2*boardEdgeMM - (boardColumns-1)*boardGapMM) * b.scale / boardColumns
}

// lay makes all strips for the size of letters.
func (b *wall) lay() {
	b.strips = nil
	var domains []string
	for _, m := range b.matters {
		if !slices.Contains(domains, m.Domain) {
			domains = append(domains, m.Domain)
		}
	}
	slices.SortStableFunc(domains, func(a, c string) int { return boardLast(a) - boardLast(c) })
	for _, d := range domains {
		count := 0
		at := len(b.strips)
		b.strips = append(b.strips, strip{})
		for _, m := range b.matters {
			if m.Domain == d {
				count++
				b.strips = append(b.strips, b.matter(m))
			}
		}
		name := d
		if name == "" {
			name = "其他"
		}
		b.strips[at] = b.bar(d, fmt.Sprintf("%s　%d 项", name, count))
	}
}

// boardLast puts 其他 and matters without a domain last.
func boardLast(domain string) int {
	if domain == "" || domain == "其他" {
		return 1
	}
	return 0
}

func (b *wall) bar(domain, text string) strip {
	t := sheet.Table{Columns: []float64{b.width()}, PadMM: 2 * b.scale, PadYMM: 0.9 * b.scale, Pen: sheet.Pen{WidthMM: 0.2 * b.scale, Color: sheet.Navy}, Rows: []sheet.Row{{{
		Fill: sheet.Navy, Para: sheet.Para{Spans: []sheet.Span{{Text: text, Face: sheet.SansBold, SizePt: b.sizePt * 1.1, Color: sheet.White}}},
	}}}}
	return strip{domain: domain, bar: true, table: t, height: t.HeightMM()}
}

func (b *wall) matter(m hall.Matter) strip {
	em := b.sizePt * sheet.MMPerPt
	limit, fee := 6.3*em, 4.2*em
	cell := func(text string, f sheet.Face) sheet.Cell {
		return sheet.Cell{Para: sheet.Para{PitchMM: 1.32 * em, Balance: true, Spans: []sheet.Span{{Text: text, Face: f, SizePt: b.sizePt}}}}
	}
	t := sheet.Table{
		Columns: []float64{b.width() - limit - fee, limit, fee}, PadMM: 1.4 * b.scale, PadYMM: 0.9 * b.scale, Pen: sheet.Pen{WidthMM: 0.15 * b.scale, Color: sheet.LightGrey},
		Rows: []sheet.Row{{cell(cut(m.Name, 80), sheet.Sans), cell(boardLimit(m), sheet.SansBold), cell(boardFee(m), sheet.Sans)}},
	}
	return strip{domain: m.Domain, table: t, height: t.HeightMM()}
}

func boardLimit(m hall.Matter) string {
	if m.Limits.Promised == nil {
		return "没有公布"
	}
	return m.Limits.Promised.Han()
}

// boardFee is the fee in few words; a star sends the reader to the foot of the board.
func boardFee(m hall.Matter) string {
	text := "不收费"
	if m.Guide.FeeFen != 0 {
		text = strings.TrimPrefix(fee(&m), "收费 ")
	}
	if m.Guide.FeeNote != "" && m.Guide.FeeNote != text {
		text += "*"
	}
	return text
}

// fill sets the strips into columns of the given height. A domain's name never ends a column,
// and a domain that goes on in the next is named again there.
func (b *wall) fill(height float64) []boardColumn {
	var out []boardColumn
	var column boardColumn
	y := 0.0
	for i, s := range b.strips {
		need := s.height
		if s.bar && i+1 < len(b.strips) {
			need += b.strips[i+1].height
		}
		if len(column) > 0 && y+need > height {
			out, column, y = append(out, column), nil, 0
			if !s.bar {
				again := b.bar(s.domain, b.nameOf(s.domain)+"（接上栏）")
				column, y = append(column, again), again.height
			}
		}
		column, y = append(column, s), y+s.height
	}
	return append(out, column)
}

func (b *wall) nameOf(domain string) string {
	if domain == "" {
		return "其他"
	}
	return domain
}

// even makes the columns about equally long, without needing more of them.
func (b *wall) even(columns []boardColumn, height float64) []boardColumn {
	low, high := height/4, height
	for range 12 {
		if try := (low + high) / 2; len(b.fill(try)) <= len(columns) {
			high = try
		} else {
			low = try
		}
	}
	return b.fill(high)
}

func (b *wall) column(p *sheet.Page, x float64, c boardColumn) {
	y := boardTopMM * b.scale
	em := b.sizePt * sheet.MMPerPt
	small := sheet.Span{Face: sheet.Sans, SizePt: max(0.8*b.sizePt, 9*b.scale), Color: sheet.Grey}
	for i, text := range [3]string{"事项", "承诺时限", "收费"} {
		small.Text = text
		at := [3]float64{0, b.width() - 10.5*em, b.width() - 4.2*em}[i]
		p.Text(x+at+1.4*b.scale, y-1.5*b.scale, sheet.Left, small)
	}
	for _, s := range c {
		y = p.Table(x, y, s.table)
	}
}

func (b *wall) head(p *sheet.Page) {
	k := b.scale
	left, right := boardEdgeMM*k, p.WidthMM()-boardEdgeMM*k
	p.Text(p.WidthMM()/2, 24*k, sheet.Center, sheet.Span{Text: "政务公开栏", Face: sheet.SerifBold, SizePt: 44 * k, TrackEm: 0.12, Color: sheet.Navy})
	name := fit(sheet.Para{Balance: true, Spans: bold(b.job.Office.Name, 17*k)}, 115*k, 16*k, 2)
	p.Para(left, (23*k)-name.HeightMM(115*k), 115*k, name)
	p.Text(right, 15*k, sheet.Right, sheet.Span{Text: clipped(b.edition(), 110*k, 12*k), Face: sheet.Sans, SizePt: 12 * k})
	p.Text(right, 22*k, sheet.Right, sheet.Span{Text: hall.DayOf(b.job.Printed).Han() + "公布　共 " + fmt.Sprint(len(b.matters)) + " 项", Face: sheet.Sans, SizePt: 12 * k})
	p.Line(left, 29*k, right, 29*k, sheet.Pen{WidthMM: 0.6 * k, Color: sheet.Navy})
}

// edition names the editions of what is shown.
func (b *wall) edition() string {
	var all []string
	for _, m := range b.matters {
		if m.Edition != "" && !slices.Contains(all, m.Edition) {
			all = append(all, m.Edition)
		}
	}
	return "事项目录 " + strings.Join(all, "、") + " 版"
}

func (b *wall) foot(p *sheet.Page, n, total int) {
	k := b.scale
	left, right, y := boardEdgeMM*k, p.WidthMM()-boardEdgeMM*k, p.HeightMM()-boardFootMM*k
	p.Line(left, y+5*k, right, y+5*k, sheet.Pen{WidthMM: 0.4 * k, Color: sheet.Navy})
	say := fmt.Sprintf("咨询 %s　　投诉监督 %s", phoneOf(b.job.Office), hotline)
	p.Text(left, y+14*k, sheet.Left, fittedIn(say, sheet.SansBold, 150*k, 18*k))
	where := strings.Join(nonEmpty([]string{b.job.Office.Address, hoursOf(b.job.Office)}), "　")
	p.Text(right, y+14*k, sheet.Right, sheet.Span{Text: clipped(where, right-left-155*k, 13*k), Face: sheet.Sans, SizePt: 13 * k})
	note := sheet.Span{Text: clipped(b.note(), right-left-40*k, 10*k), Face: sheet.Sans, SizePt: 10 * k, Color: sheet.Grey}
	p.Text(left, y+21*k, sheet.Left, note)
	if total > 1 {
		p.Text(right, y+21*k, sheet.Right, sheet.Span{Text: fmt.Sprintf("第 %d 张 共 %d 张", n, total), Face: sheet.Sans, SizePt: 11 * k})
	}
}

// note explains the star and says of an example what it is.
func (b *wall) note() string {
	text := "材料、依据和流程见办事指南，窗口免费领取。"
	if slices.ContainsFunc(b.matters, func(m hall.Matter) bool { return strings.HasSuffix(boardFee(m), "*") }) {
		text += "带 * 的，费用说明见办事指南。"
	}
	if slices.ContainsFunc(b.matters, func(m hall.Matter) bool { return m.Limits.Example }) {
		text += "时限为示例，以当地公布的为准。"
	}
	return text
}
