package register

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"bianmin/hall"
)

// The limits of a sheet, those of the spreadsheet programs people use.
const (
	MaxColumns   = 200
	MaxCellUnits = 32767 // characters of a cell, counted in UTF-16
	maxNameUnits = 31
)

// Check says whether a book can be written: names of sheets, columns, totals. Rows are checked
// by CheckRow as they are written. The error is Invalid and names the sheet and the column.
func (b Book) Check() error {
	if len(b.Sheets) == 0 {
		return hall.Refuse("这份表格没有任何工作表", "至少要有一张工作表")
	}
	seen := map[string]bool{}
	for _, s := range b.Sheets {
		if err := s.check(); err != nil {
			return err
		}
		// Spreadsheet programs take names that differ in letter case only for the same.
		name := strings.ToLower(s.Name)
		if seen[name] {
			return hall.Refuse(fmt.Sprintf("有两张工作表都叫“%s”", s.Name), "给其中一张换个名称")
		}
		seen[name] = true
	}
	return nil
}

func (s Sheet) check() error {
	if s.Name == "" || utf16Len(s.Name) > maxNameUnits || strings.ContainsAny(s.Name, `:\/?*[]'`) ||
		!utf8.ValidString(s.Name) {
		return hall.Refuse(fmt.Sprintf("“%s”不能作工作表名称", s.Name), `名称应为1到31个字，不含 : \ / ? * [ ] 和单引号`)
	}
	if len(s.Columns) == 0 || len(s.Columns) > MaxColumns {
		return hall.Refuse(fmt.Sprintf("工作表“%s”有%d列", s.Name, len(s.Columns)), fmt.Sprintf("应有1到%d列", MaxColumns))
	}
	for _, c := range s.Columns {
		if c.Total == Sum && c.Kind != KindInteger && c.Kind != KindDecimal && c.Kind != KindFen {
			return hall.Refuse(fmt.Sprintf("工作表“%s”的“%s”列不是数量，不能合计", s.Name, c.Name), "改为计数，或取消合计")
		}
	}
	return nil
}

// CheckRow says whether a row fits the columns: not longer, each cell of the column's kind, text
// or blank, no text longer than a spreadsheet cell holds. number is the row's number in the data,
// from 1. The error is Invalid and names sheet, row and column, never the text.
func (s Sheet) CheckRow(number int, row []Cell) error {
	if len(row) > len(s.Columns) {
		return hall.Refuse(fmt.Sprintf("工作表“%s”第%d条有%d格，多于%d列", s.Name, number, len(row), len(s.Columns)), "把每条的格数与列数对上")
	}
	for i, c := range row {
		column := s.Columns[i]
		switch c.kind {
		case KindBlank, column.Kind:
		case KindText:
		default:
			return hall.Refuse(fmt.Sprintf("工作表“%s”第%d条的“%s”与该列的种类不同", s.Name, number, column.Name), "改成该列的种类，或写成文字")
		}
		if len(c.text) > MaxCellUnits && utf16Len(c.text) > MaxCellUnits {
			return hall.Refuse(fmt.Sprintf("工作表“%s”第%d条的“%s”超过%d字", s.Name, number, column.Name, MaxCellUnits), "删短后再试")
		}
	}
	return nil
}

// utf16Len counts as spreadsheet programs do.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
