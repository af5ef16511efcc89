package workbook

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// formulaPiece finds the pieces of a formula that matter here: quoted text first, so that nothing
// in it is taken for a reference; then references, with the sheet before them if one is named.
var formulaPiece = regexp.MustCompile(
	`"(?:[^"]|"")*"` +
		`|((?:'(?:[^']|'')+'|[\pL\pN_.]+)!)?(\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(?::(\$?[A-Za-z]{1,3}\$?[0-9]{1,7}))?` +
		`|[\pL\pN_.]+`)

// eachRef rewrites the references of a formula. change gets the sheet named before one ("" if none),
// its first cell, and its last for a range, else "".
func eachRef(formula string, change func(sheet, first, last string) (string, string)) string {
	var b strings.Builder
	done := 0
	for _, m := range formulaPiece.FindAllStringSubmatchIndex(formula, -1) {
		if m[4] < 0 || isName(formula, m[5], m[1]) {
			continue
		}
		sheet, last := "", ""
		if m[2] >= 0 {
			sheet = strings.ReplaceAll(strings.Trim(formula[m[2]:m[3]-1], "'"), "''", "'")
		}
		if m[6] >= 0 {
			last = formula[m[6]:m[7]]
		}
		first, last := change(sheet, formula[m[4]:m[5]], last)
		b.WriteString(formula[done:m[4]])
		b.WriteString(first)
		if last != "" {
			b.WriteString(":" + last)
		}
		done = m[1]
	}
	b.WriteString(formula[done:])
	return b.String()
}

// isName says whether what looks like a reference goes on as a name or function: LOG10(, A1B.
func isName(formula string, firstEnd, end int) bool {
	next := formula[end:]
	if firstEnd == end && strings.HasPrefix(next, "(") {
		return true
	}
	return next != "" && (next[0] == '_' || next[0] == '.' || next[0] == '!' || next[0] >= 0x80 ||
		'0' <= next[0] && next[0] <= '9' || 'A' <= next[0] && next[0] <= 'Z' || 'a' <= next[0] && next[0] <= 'z')
}

// rowOf takes the row number off a reference. fixed is set where a $ stands before it.
func rowOf(ref string) (before string, row int, fixed bool) {
	cut := strings.LastIndexFunc(ref, func(r rune) bool { return r < '0' || r > '9' }) + 1
	row, err := strconv.Atoi(ref[cut:])
	if err != nil {
		return ref, 0, true
	}
	return ref[:cut], row, strings.HasSuffix(ref[:cut], "$")
}

// moveDown is a formula as it reads copied k rows further down.
func moveDown(formula string, k int) string {
	move := func(ref string) string {
		before, row, fixed := rowOf(ref)
		if ref == "" || fixed {
			return ref
		}
		return before + strconv.Itoa(row+k)
	}
	return eachRef(formula, func(_, first, last string) (string, string) { return move(first), move(last) })
}

// stretch is a formula, standing on the sheet home, after a row of another sheet or the same was
// repeated n times: a range that ends in the row ends in its last copy.
func stretch(formula, home, sheet string, row, n int) string {
	return eachRef(formula, func(named, first, last string) (string, string) {
		if last == "" || (named != sheet && (named != "" || home != sheet)) {
			return first, last
		}
		before, end, _ := rowOf(last)
		if _, start, _ := rowOf(first); end != row || start > row {
			return first, last
		}
		return first, before + strconv.Itoa(row+n-1)
	})
}

// formulaCell is a formula, where it stands, and what it is to become.
type formulaCell struct{ sheet, at, now, next string }

// formulas finds every formula of the file outside one row, which is still alone, and stretches it.
func (fl *filler) formulas(target string, row, n int) ([]formulaCell, error) {
	var found []formulaCell
	for _, sheet := range fl.file.GetSheetList() {
		rows, err := fl.file.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			continue // a chart; a broken sheet was refused before
		}
		for i, texts := range rows {
			for j := range texts {
				if sheet == target && i+1 == row {
					continue
				}
				at := cellName(j+1, i+1)
				now, err := fl.file.GetCellFormula(sheet, at)
				if err != nil {
					return nil, err
				}
				if now != "" {
					found = append(found, formulaCell{sheet, at, now, stretch(now, sheet, target, row, n)})
				}
			}
		}
	}
	return found, nil
}

// stretchFormulas stretches the ranges of every formula outside the repeated row. Those in the row
// itself, such as a running total, are copied as they are.
func (fl *filler) stretchFormulas(sheet string, row, n int) error {
	all, err := fl.formulas(sheet, row, n)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.next != c.now {
			if err := fl.file.SetCellFormula(c.sheet, c.at, c.next); err != nil {
				return err
			}
		}
	}
	// A formula shared by several cells is written once. Where that one was changed, the others
	// are given theirs.
	for _, c := range all {
		if now, err := fl.file.GetCellFormula(c.sheet, c.at); err != nil || now != c.next {
			if err := fl.file.SetCellFormula(c.sheet, c.at, c.next); err != nil {
				return err
			}
		}
	}
	return nil
}

// stretchNames stretches the print area and the names people have given to ranges.
func (fl *filler) stretchNames(sheet string, row, n int) error {
	for _, name := range fl.file.GetDefinedName() {
		if strings.HasPrefix(name.Name, "_xlnm.") && name.Name != "_xlnm.Print_Area" {
			continue
		}
		refers := stretch(name.RefersTo, "", sheet, row, n)
		if refers == name.RefersTo {
			continue
		}
		old := name
		name.RefersTo = refers
		if err := fl.file.DeleteDefinedName(&old); err != nil {
			return err
		}
		if err := fl.file.SetDefinedName(&name); err != nil {
			return err
		}
	}
	return nil
}
