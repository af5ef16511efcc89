// Package register holds registers and reports (台账、月报) as plain data: sheets with a title,
// columns, typed cells and totals. It knows no file format: desk fills a Book, paper/workbook
// writes it, a screen may show it.
package register

import (
	"iter"
	"time"
)

// Book (簿册) is what becomes one spreadsheet file.
type Book struct {
	Sheets []Sheet
	// MadeAt is the time the file says it was made at. The same book with the same MadeAt gives
	// the same bytes.
	MadeAt time.Time
}

// Sheet is one table with its heading. Names of sheets differ within a book.
type Sheet struct {
	Name      string   // on the tab, at most 31 characters without : \ / ? * [ ] '
	Title     string   // the large line above; may be empty
	Subtitles []string // small lines below the title: 填报单位, 统计期间, 制表时间
	Columns   []Column // 1 to 200
	Rows      [][]Cell // a short row ends in blanks; a long one is refused
	// More gives the rows after Rows, for a register too large to hold. It is called once; an
	// error it yields ends the writing and is returned. Nil when there are none.
	More  iter.Seq2[[]Cell, error]
	Notes []string // at the foot: 示例, 暂定, how it was counted
}

// Column is one column of a sheet.
type Column struct {
	Name string
	// WidthChars is the width in half-width characters, a Han character being two. 0 takes a
	// width that fits the kind and the name.
	WidthChars int
	// Kind is what the cells normally hold. A cell may hold text instead (未核定) or be blank;
	// another kind is refused.
	Kind  Kind
	Total Total
}

// Total says what stands under a column.
type Total uint8

// The totals. A sum needs a column of integers, decimals or money.
const (
	NoTotal Total = iota
	Sum           // 合计 of what is shown: filtered rows are left out
	Count         // number of cells that are not blank, filtered rows left out
)

// Values is what a template's placeholders stand for: {{name}} one cell, {{list.field}} a field
// of each item of a list.
type Values struct {
	Cells map[string]Cell
	Lists map[string][]map[string]Cell
}

// Row is one row read from somebody's spreadsheet.
type Row struct {
	Number int      // as the spreadsheet counts, from 1
	Texts  []string // from the first column; empty cells at the end are left out
}

// Text is the text in a column, counted from 0, or "" where the row is shorter.
func (r Row) Text(column int) string {
	if column < 0 || column >= len(r.Texts) {
		return ""
	}
	return r.Texts[column]
}
