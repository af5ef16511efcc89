package paper

import (
	"fmt"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// slipSheet is what differs between the half sheets a citizen leaves with.
type slipSheet struct {
	title string
	no    string
	table sheet.Table
	say   []sheet.Para // the sentence they came for
	stub  sheet.Para
}

// lay sets a half sheet of A4: title and code above, the table, the sentence, the spoken number
// and the seal below, and the stub to be cut off. What does not fit takes a whole sheet.
func (s slipSheet) lay(doc *sheet.Document, job hall.PaperJob) error {
	foot := 41.0 + s.table.HeightMM()
	for _, para := range s.say {
		foot += para.HeightMM(slipWidthMM - 2*slipEdgeMM)
	}
	foot = max(foot+6, 102)
	height := slipHeightMM
	if end := foot + slipStubAtMM + s.stub.HeightMM(slipWidthMM-2*slipEdgeMM) + slipSignMM; end > slipHeightMM-4 {
		height = sheet.A4HeightMM // more than half a sheet holds: nothing is cut
	}
	p := doc.AddPage(slipWidthMM, height)
	right := slipWidthMM - slipEdgeMM
	p.Text(slipEdgeMM, 14, sheet.Left, sheet.Span{Text: job.Office.Name, Face: sheet.Sans, SizePt: 11})
	p.Text(slipEdgeMM, 24.5, sheet.Left, sheet.Span{Text: s.title, Face: sheet.SerifBold, SizePt: 22, TrackEm: 0.06})
	p.Text(slipEdgeMM, 31.5, sheet.Left, sheet.Span{Text: "编号 " + s.no, Face: sheet.Serif, SizePt: 11})
	if err := slipCode(p, job.Case, job.Seal, right); err != nil {
		return err
	}
	y := p.Table(slipEdgeMM, 38, s.table) + 3
	for _, para := range s.say {
		y = p.Para(slipEdgeMM, y, right-slipEdgeMM, para)
	}
	slipFoot(p, job, foot)
	slipStub(p, s.stub, foot+slipStubAtMM)
	return nil
}

// numberOf is the number of the paper: as issued, else the last one of its kind.
func numberOf(job hall.PaperJob) string {
	if job.No != "" {
		return job.No
	}
	return hall.PaperNo(job.Case.No, job.Kind, job.Kind.Count(job.Case))
}

// supply (补正材料接收凭证) is the receipt for what was brought after a notice, with the fresh days.
//
// Source: 行政许可法 第三十二条.
func supply(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	last := c.Papers.Supplies[len(c.Papers.Supplies)-1]
	day := hall.DayOf(last.At).Han()
	t := slipTable(job)
	t.Rows = t.Rows[:len(t.Rows):len(t.Rows)]
	t.Rows[1][2], t.Rows[1][3] = sheet.Label("本次收到", 11.5), sheet.Value(heldWords(last.Materials), 12)
	say := []sheet.Para{slipLine(fmt.Sprintf("您补交的材料已于 %s收下。%s", day, free))}
	if d := c.Deadlines().NoticeBy; c.State == hall.StateSupplied && d != nil {
		say = daySay(fmt.Sprintf("您补交的材料已于 %s收下。我们从今天起重新计算，在 %s内，即", day, d.Limit.Han()), d, "告诉您是否受理", hall.DayOf(last.At))
	}
	return slipSheet{title: job.Kind.Han(), no: numberOf(job), table: t, say: say, stub: slipStubText(c)}.lay(doc, job)
}

func slipLine(text string) sheet.Para {
	return sheet.Para{PitchMM: 7.4, Spans: []sheet.Span{{Text: text, Face: sheet.Serif, SizePt: 13}}}
}

// daySay is a sentence whose day stands on a line of its own, the largest thing on the sheet.
func daySay(before string, d *hall.Due, does string, from hall.Date) []sheet.Para {
	return []sheet.Para{slipLine(before), {PitchMM: 11.5, Spans: []sheet.Span{
		{Text: d.Short(from), Face: sheet.SerifBold, SizePt: 24},
		{Text: fmt.Sprintf("（%s）前%s", d.Last.WeekdayHan(), does), Face: sheet.Serif, SizePt: 15},
	}}, slipLine(free + provisional(d))}
}
