package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"bianmin/hall/register"
)

// Codes of SUBTOTAL that leave out rows hidden by the filter or by hand.
const (
	subtotalCount = 103
	subtotalSum   = 109
)

// totals writes the row of totals, if a column has one: a formula that follows the filter, with the
// value it has now, so that a program that does not calculate shows it too.
func (sc *scribe) totals() error {
	cells := make([]any, len(sc.sheet.Columns))
	labelled, wanted := false, false
	for i, column := range sc.sheet.Columns {
		cell := register.Blank()
		formula := ""
		switch column.Total {
		case register.NoTotal:
			if !labelled {
				cell, labelled = register.Text("合计"), true
			}
		case register.Sum:
			cell, formula = sc.sum(i), sc.subtotal(subtotalSum, i)
		default:
			cell, formula = register.Integer(int(sc.tally[i].count)), sc.subtotal(subtotalCount, i)
		}
		wanted = wanted || column.Total != register.NoTotal
		place := look{part: totalPart, column: column.Kind, cell: cell.Kind()}
		if column.Total == register.NoTotal && !cell.IsBlank() {
			place.column = register.KindDate // the label is centred
		}
		style, err := sc.looks.id(place)
		if err != nil {
			return err
		}
		cells[i] = excelize.Cell{StyleID: style, Formula: formula, Value: value(cell)}
	}
	if !wanted {
		return nil
	}
	return sc.put(cells, excelize.RowOpts{Height: 20})
}

func (sc *scribe) sum(i int) register.Cell {
	switch sc.sheet.Columns[i].Kind {
	case register.KindInteger:
		return register.Integer(int(sc.tally[i].whole))
	case register.KindFen:
		return register.Fen(sc.tally[i].whole)
	}
	return register.Decimal(sc.tally[i].decimal)
}

// subtotal is the formula, or none where there are no rows to count.
func (sc *scribe) subtotal(code, i int) string {
	if sc.end == sc.head {
		return ""
	}
	return fmt.Sprintf("SUBTOTAL(%d,%s:%s)", code, sc.at(i+1, sc.head+1), sc.at(i+1, sc.end))
}

// notes writes the lines at the foot, one empty row below the table so that sorting and filtering
// do not take them for data.
func (sc *scribe) notes() error {
	if len(sc.sheet.Notes) == 0 {
		return nil
	}
	if err := sc.put(nil); err != nil {
		return err
	}
	for _, line := range sc.sheet.Notes {
		if err := sc.across(line, notePart, 15); err != nil {
			return err
		}
	}
	return nil
}

// beforeRows sets what a sheet says before its rows.
func beforeRows(file *excelize.File, sheet string) error {
	fit := true
	if err := file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	// The true extent is unknown before the last row; a wrong one makes readers stop early.
	return file.SetSheetDimension(sheet, "")
}

// page sets what a sheet says after its rows: filter, paper, footer, rows repeated on each page.
func (sc *scribe) page() error {
	name, last := sc.sheet.Name, sc.at(len(sc.sheet.Columns), sc.row)
	a4, landscape, wide, high := 9, "landscape", 1, 0
	side, top, foot, centred := 0.4, 0.5, 0.3, true
	filtered := sc.at(len(sc.sheet.Columns), sc.end)
	steps := []error{
		sc.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}),
		sc.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{
			Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &foot, Footer: &foot, Horizontally: &centred,
		}),
		sc.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: `&C&"宋体,常规"&9第 &P 页 共 &N 页`}),
		sc.file.AutoFilter(name, sc.at(1, sc.head)+":"+filtered, nil),
		sc.file.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: name, RefersTo: fmt.Sprintf("'%s'!$1:$%d", name, sc.head),
		}),
		// Case numbers are text on purpose; no green corner on each of them.
		sc.file.AddIgnoredErrors(name, "A1:"+last, excelize.IgnoredErrorsNumberStoredAsText),
	}
	for _, err := range steps {
		if err != nil {
			return err
		}
	}
	return nil
}
