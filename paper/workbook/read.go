package workbook

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"bianmin/hall"
	"bianmin/hall/register"
)

// The largest table taken.
const (
	maxRows  = 200_000
	maxCells = 4_000_000
	replaced = '\uFFFD'
)

// Read takes the rows of the first visible sheet of an .xlsx, or of a CSV in UTF-8 or GB18030 with
// commas, tabs or semicolons. What it is is seen from the content; the name helps to say what is
// wrong. Rows without any text are left out, the others keep their number.
//
// Dates of an .xlsx come as 2006-01-02, with 15:04 where the cell shows a time; numbers come
// without exponent or separators. A whole number of more than 15 digits whose last ones the
// spreadsheet has thrown away comes with ? in their place, so that nothing takes it for an ID.
//
// At most 64 MiB, 200,000 rows, 200 columns, 32,767 characters a cell and 4 million cells are
// taken. The error is Invalid and names the row and column, never the text.
func Read(name string, data []byte) ([]register.Row, error) {
	if err := checkSize(data); err != nil {
		return nil, err
	}
	switch {
	case len(data) == 0:
		return nil, hall.Refuse("文件是空的", "选对文件后再试")
	case bytes.HasPrefix(data, []byte("PK")), bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		return readXLSX(data)
	case strings.HasPrefix(strings.ToLower(path.Ext(name)), ".xls"):
		return nil, hall.Refuse("文件名像表格，内容却不是 .xlsx", "用表格软件打开，另存为 .xlsx 后再试")
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return nil, hall.Refuse("这是“Unicode 文本”，不是 CSV", "用表格软件打开，另存为 .xlsx 或“CSV UTF-8”后再试")
	case bytes.IndexByte(data, 0) >= 0:
		return nil, hall.Refuse("这不是文本文件，读不出表格", "用表格软件打开，另存为 .xlsx 或“CSV UTF-8”后再试")
	}
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	return readCSV(text)
}

// gather collects rows within the limits.
type gather struct {
	rows  []register.Row
	cells int
}

// add takes the texts of one row; they are kept. Empty ones at the end are cut, a row of nothing
// is left out.
func (g *gather) add(number int, texts []string) error {
	for len(texts) > 0 && texts[len(texts)-1] == "" {
		texts = texts[:len(texts)-1]
	}
	if len(texts) == 0 {
		return nil
	}
	if len(texts) > register.MaxColumns {
		return hall.Refuse(fmt.Sprintf("第%d行超过%d列", number, register.MaxColumns), "删去右边用不着的列后再试")
	}
	if g.cells += len(texts); len(g.rows) >= maxRows || g.cells > maxCells {
		return hall.Refuse(fmt.Sprintf("表格超过%d行或%d格", maxRows, maxCells), "分成几个文件后再试")
	}
	for i, text := range texts {
		if len(text) > register.MaxCellUnits && utf8.RuneCountInString(text) > register.MaxCellUnits {
			return hall.Refuse(fmt.Sprintf("%s超过%d字", place(number, i+1), register.MaxCellUnits), "核对这一格，或检查前面是否少了引号")
		}
		if strings.ContainsRune(text, replaced) {
			return hall.Refuse(place(number, i+1)+"有认不出的字", "用表格软件打开原文件，核对这一格，另存为 .xlsx 或“CSV UTF-8”后再试")
		}
	}
	g.rows = append(g.rows, register.Row{Number: number, Texts: texts})
	return nil
}

// place names a cell as a person looks for it: by number, and by the letters of the column.
func place(row, column int) string {
	return fmt.Sprintf("第%d行第%d列（%s%d）", row, column, letters(column), row)
}

// letters is the name of a column: 1 is A, 27 is AA.
func letters(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
