package desk

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"bianmin/hall"
	"bianmin/hall/closing"
	"bianmin/hall/register"
	"bianmin/hall/workday"
)

// mostPaperRows is how many rows of a register are printed; a longer one is better in a file.
const mostPaperRows = 3000

// tableJob is a register or a report on paper.
func (s *Session) tableJob(ctx context.Context, job *hall.PaperJob, o Order) error {
	if err := s.need(RightRegister); err != nil {
		return err
	}
	if o.Kind == hall.PaperReport {
		return s.reportJob(ctx, job, o.Of)
	}
	first, last, ok := strings.Cut(o.Of, "/")
	from, err := workday.ParseDate(first)
	to, wrong := workday.ParseDate(last)
	if !ok || err != nil || wrong != nil || to.Before(from) {
		return hall.Refuse("台账的起止日期不对", "请写 --of 2026-11-01/2026-11-30")
	}
	heading := []string{"填报单位：" + s.office.Name, fmt.Sprintf("统计期间：%s 至 %s", from, to), s.madeLine()}
	table, err := paperTable(s.casesSheet(ctx, hall.ByReceived, from, to, heading))
	job.Tables = append(job.Tables, table)
	return err
}

// reportJob is the report of a month without the two registers behind it.
func (s *Session) reportJob(ctx context.Context, job *hall.PaperJob, month string) error {
	if _, _, err := closing.Span(month); err != nil {
		return err
	}
	m, err := s.Month(ctx, month)
	if err != nil {
		return err
	}
	sheets, err := s.figureSheets(ctx, m)
	if err != nil {
		return err
	}
	for _, sheet := range sheets {
		table, err := paperTable(sheet)
		if err != nil {
			return err
		}
		if len(table.Rows) > 0 {
			job.Tables = append(job.Tables, table)
		}
	}
	return nil
}

// paperTable is a sheet of a spreadsheet in words.
func paperTable(sheet register.Sheet) (hall.PaperTable, error) {
	t := hall.PaperTable{Title: sheet.Title, Subtitles: sheet.Subtitles, Notes: sheet.Notes}
	for _, c := range sheet.Columns {
		right := c.Kind == register.KindInteger || c.Kind == register.KindDecimal || c.Kind == register.KindPercent || c.Kind == register.KindFen
		t.Columns = append(t.Columns, hall.PaperColumn{Name: c.Name, Right: right})
	}
	sums := make([]int64, len(sheet.Columns))
	add := func(cells []register.Cell) error {
		if len(t.Rows) == mostPaperRows {
			return hall.Refuse(fmt.Sprintf("这份台账超过 %d 行，不好打印", mostPaperRows), "请把日期分短一些，或导出 .xlsx（register cases）")
		}
		row := make([]string, len(sheet.Columns))
		for i, c := range cells {
			row[i] = c.String()
			sums[i] += c.Whole()
		}
		t.Rows = append(t.Rows, row)
		return nil
	}
	for _, cells := range sheet.Rows {
		if err := add(cells); err != nil {
			return t, err
		}
	}
	if sheet.More != nil {
		for cells, err := range sheet.More {
			if err != nil {
				return t, err
			}
			if err := add(cells); err != nil {
				return t, err
			}
		}
	}
	t.Totals = totals(sheet.Columns, sums)
	return t, nil
}

// totals is the last row: the sums of the columns that have one.
func totals(columns []register.Column, sums []int64) []string {
	out, summed := make([]string, len(columns)), false
	for i, c := range columns {
		if c.Total != register.Sum {
			continue
		}
		summed = true
		if out[i] = strconv.FormatInt(sums[i], 10); c.Kind == register.KindFen {
			out[i] = register.Fen(sums[i]).String()
		}
	}
	if !summed {
		return nil
	}
	if out[0] == "" {
		out[0] = "合计"
	}
	return out
}
