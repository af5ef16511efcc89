package workbook

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"bianmin/hall"
	"bianmin/hall/register"
)

// scribe writes one sheet from top to bottom.
type scribe struct {
	sheet  register.Sheet
	file   *excelize.File
	stream *excelize.StreamWriter
	looks  *looks
	row    int // the last row written
	head   int // the row of the column names
	end    int // the last row of data, head when there is none
	tally  []tally
}

// tally is what stands under one column so far.
type tally struct {
	whole   int64
	decimal float64
	count   int64
}

// writeSheet streams one sheet. The order matters: the library writes the settings before the
// rows, and those after them, as it goes.
func writeSheet(file *excelize.File, l *looks, s register.Sheet) error {
	sc := &scribe{sheet: s, file: file, looks: l, tally: make([]tally, len(s.Columns))}
	sc.head = 1 + len(s.Subtitles)
	if s.Title != "" {
		sc.head++
	}
	if err := beforeRows(file, s.Name); err != nil {
		return fmt.Errorf("set up a sheet: %w", err)
	}
	var err error
	if sc.stream, err = file.NewStreamWriter(s.Name); err != nil {
		return fmt.Errorf("open a sheet: %w", err)
	}
	for _, step := range []func() error{sc.frame, sc.heading, sc.columnNames, sc.data, sc.totals, sc.notes, sc.page, sc.stream.Flush} {
		if err := step(); err != nil {
			var ours *hall.Error
			if errors.As(err, &ours) {
				return err
			}
			return fmt.Errorf("write a sheet: %w", err)
		}
	}
	return nil
}

// frame sets widths and the part that does not scroll.
func (sc *scribe) frame() error {
	for i := range sc.sheet.Columns {
		if err := sc.stream.SetColWidth(i+1, i+1, float64(sc.width(i))); err != nil {
			return err
		}
	}
	return sc.stream.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: sc.head, TopLeftCell: fmt.Sprintf("A%d", sc.head+1), ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A1", ActiveCell: "A1", Pane: "bottomLeft"}},
	})
}

// heading writes title and small lines, each across the sheet.
func (sc *scribe) heading() error {
	if sc.sheet.Title != "" {
		if err := sc.across(sc.sheet.Title, titlePart, 22); err != nil {
			return err
		}
	}
	for _, line := range sc.sheet.Subtitles {
		if err := sc.across(line, subtitlePart, 15); err != nil {
			return err
		}
	}
	return nil
}

func (sc *scribe) columnNames() error {
	style, err := sc.looks.id(look{part: headPart})
	if err != nil {
		return err
	}
	lines := 1
	cells := make([]any, len(sc.sheet.Columns))
	for i, c := range sc.sheet.Columns {
		cells[i] = excelize.Cell{StyleID: style, Value: c.Name}
		lines = max(lines, linesIn(c.Name, sc.width(i)-2))
	}
	return sc.put(cells, excelize.RowOpts{Height: float64(lines*15 + 7)})
}

// data writes the rows, first those held, then those that come.
func (sc *scribe) data() error {
	defer func() { sc.end = sc.row }()
	number := 0
	cells := make([]any, len(sc.sheet.Columns))
	for _, row := range sc.sheet.Rows {
		number++
		if err := sc.dataRow(number, row, cells); err != nil {
			return err
		}
	}
	if sc.sheet.More == nil {
		return nil
	}
	for row, err := range sc.sheet.More {
		if err != nil {
			return err
		}
		number++
		if err := sc.dataRow(number, row, cells); err != nil {
			return err
		}
	}
	return nil
}

// dataRow writes one row through cells, which is used again for the next.
func (sc *scribe) dataRow(number int, row []register.Cell, cells []any) error {
	if err := sc.sheet.CheckRow(number, row); err != nil {
		return err
	}
	lines := 1
	for i, column := range sc.sheet.Columns {
		var c register.Cell
		if i < len(row) {
			c = row[i]
		}
		style, err := sc.looks.id(look{part: cellPart, column: column.Kind, cell: c.Kind()})
		if err != nil {
			return err
		}
		cells[i] = excelize.Cell{StyleID: style, Value: value(c)}
		if c.Kind() == register.KindText {
			lines = max(lines, linesIn(c.String(), sc.width(i)-1))
		}
		if !c.IsBlank() {
			sc.tally[i].count++
		}
		sc.tally[i].whole += c.Whole()
		sc.tally[i].decimal += c.Float()
	}
	// Not left to the program that shows it: some fit a row to its words only once it is touched.
	return sc.put(cells, excelize.RowOpts{Height: min(float64(lines)*15+3, excelize.MaxRowHeight)})
}

// across writes a line over the whole width, as high as its words need.
func (sc *scribe) across(words string, p part, heightOfLine float64) error {
	style, err := sc.looks.id(look{part: p})
	if err != nil {
		return err
	}
	wide := 0
	for i := range sc.sheet.Columns {
		wide += sc.width(i)
	}
	if p == titlePart {
		wide = wide * 11 / 16 // larger letters
	}
	lines := linesIn(words, wide-1)
	if err := sc.put([]any{excelize.Cell{StyleID: style, Value: words}}, excelize.RowOpts{Height: min(heightOfLine*float64(lines)+3, excelize.MaxRowHeight)}); err != nil {
		return err
	}
	if len(sc.sheet.Columns) == 1 {
		return nil
	}
	return sc.stream.MergeCell(sc.at(1, sc.row), sc.at(len(sc.sheet.Columns), sc.row))
}

// put writes the next row.
func (sc *scribe) put(cells []any, opts ...excelize.RowOpts) error {
	if sc.row >= excelize.TotalRows {
		return hall.Refuse(fmt.Sprintf("工作表“%s”超过%d行", sc.sheet.Name, excelize.TotalRows), "缩短期间，分成几份导出")
	}
	sc.row++
	return sc.stream.SetRow(sc.at(1, sc.row), cells, opts...)
}

// at names a cell. Columns and rows are in range by what Check and put refuse.
func (sc *scribe) at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "A1"
	}
	return name
}

// width is a column's width in half-width characters.
func (sc *scribe) width(i int) int {
	c := sc.sheet.Columns[i]
	if c.WidthChars > 0 {
		return min(c.WidthChars, excelize.MaxColumnWidth)
	}
	return min(max(usualWidth(c.Kind), min(charsIn(c.Name)+2, 20)), excelize.MaxColumnWidth)
}

func usualWidth(kind register.Kind) int {
	switch kind {
	case register.KindInteger, register.KindPercent:
		return 9
	case register.KindDecimal:
		return 11
	case register.KindDate:
		return 12
	case register.KindInstant:
		return 17
	case register.KindFen:
		return 13
	}
	return 18
}

// charsIn counts half-width characters, anything beyond Latin being two.
func charsIn(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}

// linesIn is how many lines s takes at a width, line ends in it counted.
func linesIn(s string, wide int) int {
	lines, filled := 1, 0
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		chars := charsIn(s[:size])
		s = s[size:]
		switch {
		case r == '\n':
			lines, filled = lines+1, 0
		case filled > 0 && filled+chars > wide:
			lines, filled = lines+1, chars
		default:
			filled += chars
		}
	}
	return lines
}
