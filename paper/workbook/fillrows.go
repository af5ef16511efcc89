package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"bianmin/hall"
	"bianmin/hall/register"
)

// listItem is one item of the list a row repeats for.
type listItem struct {
	list   string
	fields map[string]register.Cell
	known  map[string]bool // fields any item of the list has
}

// listRow repeats a row for each item of a list and fills the copies.
func (fl *filler) listRow(sheet string, row int, list string, texts []string) error {
	items := fl.values.Lists[list]
	known := map[string]bool{}
	for _, fields := range items {
		for field := range fields {
			known[field] = true
		}
	}
	if len(items) == 0 { // the row stays as it is ruled, with nothing in it
		for _, text := range texts {
			for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
				if field, ok := cutList(m[1], list); ok {
					known[field] = true
				}
			}
		}
		items = []map[string]register.Cell{{}}
	}
	if row+len(items) > excelize.TotalRows {
		return hall.Refuse(fmt.Sprintf("清单%s有%d条，工作表“%s”放不下", list, len(items), sheet), "缩短期间，分成几份")
	}
	if err := fl.repeat(sheet, row, len(items), texts); err != nil {
		return err
	}
	for k, fields := range items {
		if err := fl.row(sheet, row+k, texts, &listItem{list: list, fields: fields, known: known}); err != nil {
			return err
		}
	}
	return nil
}

// cutList is the field of a placeholder of a list.
func cutList(name, list string) (field string, ok bool) {
	if len(name) > len(list)+1 && name[:len(list)] == list && name[len(list)] == '.' {
		return name[len(list)+1:], true
	}
	return "", false
}

// repeat makes a row stand n times, one below the other, and stretches what ended in it.
func (fl *filler) repeat(sheet string, row, n int, texts []string) error {
	if n == 1 {
		return nil
	}
	pattern, err := fl.pattern(sheet, row, texts)
	if err != nil {
		return err
	}
	if err := fl.file.InsertRows(sheet, row+1, n-1); err != nil {
		return fmt.Errorf("insert rows: %w", err)
	}
	if err := fl.stretchMerges(sheet, row, n); err != nil {
		return err
	}
	if err := fl.stretchNames(sheet, row, n); err != nil {
		return err
	}
	if err := fl.stretchFormulas(sheet, row, n); err != nil {
		return err
	}
	for k := 1; k < n; k++ {
		if err := fl.stamp(sheet, row+k, k, pattern); err != nil {
			return err
		}
	}
	return nil
}

// rowPattern is a row to be copied.
type rowPattern struct {
	height float64 // 0 where the row fits its words
	cells  []patternCell
	merges [][2]int // first and last column of the cells merged within the row
}

// patternCell is a cell to be copied. At most one of formula, runs and text is set.
type patternCell struct {
	style   int
	formula string
	runs    []excelize.RichTextRun
	text    string
	kind    excelize.CellType
}

// pattern takes a row's looks and contents. It looks at every column a register may have, because a
// ruled cell without words is not among the texts.
func (fl *filler) pattern(sheet string, row int, texts []string) (*rowPattern, error) {
	p := &rowPattern{}
	height, err := fl.file.GetRowHeight(sheet, row)
	if err != nil {
		return nil, err
	}
	if usual, err := fl.file.GetRowHeight(sheet, excelize.TotalRows); err == nil && height != usual {
		p.height = height
	}
	last := 0
	for column := 1; column <= max(len(texts), register.MaxColumns); column++ {
		at := cellName(column, row)
		c := patternCell{}
		if c.style, err = fl.file.GetCellStyle(sheet, at); err != nil {
			return nil, err
		}
		if column <= len(texts) {
			c.text = texts[column-1]
		}
		if c.formula, err = fl.file.GetCellFormula(sheet, at); err != nil {
			return nil, err
		}
		if c.formula == "" && c.text != "" {
			if c.runs, err = fl.file.GetCellRichText(sheet, at); err != nil {
				return nil, err
			}
			if c.kind, err = fl.file.GetCellType(sheet, at); err != nil {
				return nil, err
			}
		}
		if p.cells = append(p.cells, c); c.style != 0 || c.text != "" || c.formula != "" {
			last = column
		}
	}
	p.cells = p.cells[:last]
	merges, err := fl.file.GetMergeCells(sheet, true)
	if err != nil {
		return nil, err
	}
	for _, m := range merges {
		if box, ok := boxOf(m); ok && box.top == row && box.bottom == row {
			p.merges = append(p.merges, [2]int{box.left, box.right})
		}
	}
	return p, nil
}

// stamp puts the pattern into a new row, k below the one it was taken from.
func (fl *filler) stamp(sheet string, row, k int, p *rowPattern) error {
	if p.height > 0 {
		if err := fl.file.SetRowHeight(sheet, row, p.height); err != nil {
			return err
		}
	}
	for i, c := range p.cells {
		if err := fl.stampCell(sheet, cellName(i+1, row), k, c); err != nil {
			return err
		}
	}
	for _, m := range p.merges {
		if err := fl.file.MergeCell(sheet, cellName(m[0], row), cellName(m[1], row)); err != nil {
			return err
		}
	}
	return nil
}

func (fl *filler) stampCell(sheet, at string, k int, c patternCell) error {
	if c.style != 0 {
		if err := fl.file.SetCellStyle(sheet, at, at, c.style); err != nil {
			return err
		}
	}
	switch {
	case c.formula != "":
		return fl.file.SetCellFormula(sheet, at, moveDown(c.formula, k))
	case len(c.runs) > 1:
		return fl.file.SetCellRichText(sheet, at, c.runs)
	case c.text == "":
		return nil
	case c.kind == excelize.CellTypeInlineString || c.kind == excelize.CellTypeSharedString:
		return fl.setWords(sheet, at, c.text)
	case c.kind == excelize.CellTypeBool:
		return fl.file.SetCellBool(sheet, at, c.text == "1" || c.text == "TRUE")
	}
	return fl.file.SetCellDefault(sheet, at, c.text)
}

// box is the extent of merged cells.
type box struct{ left, top, right, bottom int }

func boxOf(m excelize.MergeCell) (box, bool) {
	left, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
	if err != nil {
		return box{}, false
	}
	right, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
	return box{left, top, right, bottom}, err == nil
}

// stretchMerges lets cells merged from above down to the repeated row reach its last copy.
func (fl *filler) stretchMerges(sheet string, row, n int) error {
	merges, err := fl.file.GetMergeCells(sheet, true)
	if err != nil {
		return err
	}
	for _, m := range merges {
		b, ok := boxOf(m)
		if !ok || b.bottom != row || b.top == row {
			continue
		}
		if err := fl.file.UnmergeCell(sheet, m.GetStartAxis(), m.GetEndAxis()); err != nil {
			return err
		}
		if err := fl.file.MergeCell(sheet, m.GetStartAxis(), cellName(b.right, row+n-1)); err != nil {
			return err
		}
	}
	return nil
}
