package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"bianmin/hall"
	"bianmin/hall/register"
)

var placeholder = regexp.MustCompile(`\{\{\s*([^{}\s][^{}]*?)\s*\}\}`)

// Fill fills a blank .xlsx (空白表) of somebody's making and returns the filled one. In the texts of
// its cells {{name}} stands for v.Cells[name]: alone in its cell it becomes a typed value, within
// words its text. A row with {{list.field}} is repeated for each item of v.Lists[list], with its
// styles, height, merged cells and formulas; an empty list leaves the row once, blank. References of
// formulas, print areas and merged cells that end in a repeated row are stretched over its copies,
// so that a total written as SUM(C5:C5) stays right. Formulas are calculated when a person opens
// the file; until then they have no value.
//
// missing lists, sorted, the placeholders nothing is known of; they are left standing. The error is
// Invalid and names sheet and cell.
func Fill(template []byte, v register.Values) (filled []byte, missing []string, err error) {
	a, err := openArchive(template)
	if err != nil {
		return nil, nil, err
	}
	if err := a.verify(); err != nil {
		return nil, nil, err
	}
	// The library trusts the XML of a file in places, and a broken template must not end the program.
	defer func() {
		if cause := recover(); cause != nil {
			filled, missing, err = nil, nil, damaged(fmt.Errorf("the library gave up: %v", cause))
		}
	}()
	file, err := excelize.OpenReader(bytes.NewReader(template), excelize.Options{UnzipSizeLimit: maxUnzipBytes, UnzipXMLSizeLimit: maxUnzipBytes})
	if err != nil {
		return nil, nil, damaged(err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	fl := &filler{file: file, values: v, missing: map[string]bool{}, styles: map[styleFor]int{}}
	made, err := fl.book()
	if err != nil {
		var ours *hall.Error
		if !errors.As(err, &ours) {
			err = damaged(err)
		}
		return nil, nil, err
	}
	var out bytes.Buffer
	if err := pack(&out, made.Bytes()); err != nil {
		return nil, nil, err
	}
	return out.Bytes(), slices.Sorted(maps.Keys(fl.missing)), nil
}

// filler fills one file.
type filler struct {
	file    *excelize.File
	values  register.Values
	missing map[string]bool
	styles  map[styleFor]int
}

// styleFor is a style of the template made fit for a kind of value.
type styleFor struct {
	style int
	kind  register.Kind
}

func (fl *filler) book() (*bytes.Buffer, error) {
	for _, sheet := range fl.file.GetSheetList() {
		err := fl.sheet(sheet)
		if err != nil && !strings.HasSuffix(err.Error(), "is not a worksheet") { // a chart has no cells
			return nil, err
		}
	}
	if err := fl.file.UpdateLinkedValue(); err != nil {
		return nil, err
	}
	yes := true
	if err := fl.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}); err != nil {
		return nil, err
	}
	return fl.file.WriteToBuffer()
}

// sheet fills from the last row up, so that rows put in move only what is done.
func (fl *filler) sheet(sheet string) error {
	// Asking for merged cells first parses the whole sheet; GetRows would end quietly where it breaks.
	if _, err := fl.file.GetMergeCells(sheet, true); err != nil {
		return err
	}
	rows, err := fl.file.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	for i := len(rows) - 1; i >= 0; i-- {
		row := i + 1
		list, err := fl.listOf(sheet, row, rows[i])
		if err != nil {
			return err
		}
		if list != "" {
			err = fl.listRow(sheet, row, list, rows[i])
		} else {
			err = fl.row(sheet, row, rows[i], nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// listOf is the list a row repeats for, or "". A row that names two is refused, because neither
// number of copies would be right.
func (fl *filler) listOf(sheet string, row int, texts []string) (string, error) {
	found := ""
	for i, text := range texts {
		at := cellName(i+1, row)
		if strings.Count(text, "{{") != len(placeholder.FindAllString(text, -1)) && !fl.isFormula(sheet, at) {
			return "", hall.Refuse(fmt.Sprintf("模板工作表“%s”的%s有“{{”没有写成{{名称}}", sheet, at), "改成一对完整的{{名称}}，名称里不含花括号")
		}
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			list, _, isField := strings.Cut(m[1], ".")
			if _, known := fl.values.Lists[list]; !isField || !known || list == found {
				continue
			}
			if found != "" {
				return "", hall.Refuse(fmt.Sprintf("模板工作表“%s”第%d行用了两个清单：%s、%s（见%s）", sheet, row, found, list, at), "一行只写一个清单，另一个清单另起一行")
			}
			found = list
		}
	}
	return found, nil
}

// row fills the cells of one row. item are the fields of the list the row repeats for, nil if none.
func (fl *filler) row(sheet string, row int, texts []string, item *listItem) error {
	for i, text := range texts {
		at := cellName(i+1, row)
		if !strings.Contains(text, "{{") || fl.isFormula(sheet, at) {
			continue
		}
		if err := fl.cell(sheet, at, text, item); err != nil {
			return err
		}
	}
	return nil
}

// cell fills one cell.
func (fl *filler) cell(sheet, at, text string, item *listItem) error {
	if m := placeholder.FindStringSubmatch(text); m != nil && m[0] == strings.TrimSpace(text) {
		c, ok := fl.lookUp(m[1], item)
		if !ok {
			return nil
		}
		return fl.set(sheet, at, c)
	}
	if runs, err := fl.file.GetCellRichText(sheet, at); err == nil && len(runs) > 1 {
		if done, err := fl.runs(sheet, at, runs, item); done || err != nil {
			return err
		}
	}
	words := fl.words(text, item)
	if words == text {
		return nil
	}
	if err := tooLong(sheet, at, words); err != nil {
		return err
	}
	return fl.setWords(sheet, at, words)
}

// runs fills a text of several fonts run by run. done is false when a placeholder has a change of
// font within it; then the cell gets the font of its style.
func (fl *filler) runs(sheet, at string, runs []excelize.RichTextRun, item *listItem) (done bool, err error) {
	length := 0
	for _, r := range runs {
		if strings.Count(r.Text, "{{") != len(placeholder.FindAllString(r.Text, -1)) || strings.HasSuffix(r.Text, "{") {
			return false, nil
		}
	}
	for i := range runs {
		runs[i].Text = fl.words(runs[i].Text, item)
		length += len(runs[i].Text)
	}
	if length > register.MaxCellUnits {
		return false, nil // counted exactly there
	}
	return true, fl.file.SetCellRichText(sheet, at, runs)
}

// words replaces the placeholders within a text.
func (fl *filler) words(text string, item *listItem) string {
	return placeholder.ReplaceAllStringFunc(text, func(whole string) string {
		if c, ok := fl.lookUp(placeholder.FindStringSubmatch(whole)[1], item); ok {
			return c.String()
		}
		return whole
	})
}

// lookUp finds what a placeholder stands for, or notes it as missing.
func (fl *filler) lookUp(name string, item *listItem) (register.Cell, bool) {
	if item != nil {
		if list, field, ok := strings.Cut(name, "."); ok && list == item.list {
			if c, ok := item.fields[field]; ok || item.known[field] {
				return c, true
			}
			fl.missing[name] = true
			return register.Cell{}, false
		}
	}
	c, ok := fl.values.Cells[name]
	if !ok {
		fl.missing[name] = true
	}
	return c, ok
}

// set puts a typed value into a cell and gives it a format to be read in, unless the template has
// chosen one.
func (fl *filler) set(sheet, at string, c register.Cell) error {
	if err := tooLong(sheet, at, c.String()); err != nil {
		return err
	}
	if err := fl.fitStyle(sheet, at, c); err != nil {
		return err
	}
	switch v := value(c).(type) {
	case nil:
		return fl.file.SetCellDefault(sheet, at, "")
	case string:
		return fl.setWords(sheet, at, v)
	default:
		return fl.file.SetCellValue(sheet, at, v)
	}
}

// setWords puts text into a cell. What looks like the spreadsheet's own way to write a character,
// _x0041_, is marked as meant, which the library forgets for shared strings.
func (fl *filler) setWords(sheet, at, words string) error {
	return fl.file.SetCellStr(sheet, at, escaped.ReplaceAllString(words, "_x005F$0"))
}

func (fl *filler) fitStyle(sheet, at string, c register.Cell) error {
	switch c.Kind() {
	case register.KindBlank, register.KindInteger:
		return nil
	case register.KindText:
		if !strings.ContainsAny(c.String()[:1], "=+-@") {
			return nil // words stay words in any format
		}
	}
	id, err := fl.file.GetCellStyle(sheet, at)
	if err != nil {
		return err
	}
	key := styleFor{style: id, kind: c.Kind()}
	fit, ok := fl.styles[key]
	if !ok {
		style, err := fl.file.GetStyle(id)
		if err != nil {
			return err
		}
		fit = id
		if style.NumFmt == 0 && style.CustomNumFmt == nil {
			code := numberFormat(c.Kind())
			style.CustomNumFmt = &code
			if fit, err = fl.file.NewStyle(style); err != nil {
				return err
			}
		}
		fl.styles[key] = fit
	}
	return fl.file.SetCellStyle(sheet, at, at, fit)
}

func (fl *filler) isFormula(sheet, at string) bool {
	formula, err := fl.file.GetCellFormula(sheet, at)
	return err == nil && formula != ""
}

func tooLong(sheet, at, words string) error {
	if len(words) > register.MaxCellUnits && len([]rune(words)) > register.MaxCellUnits {
		return hall.Refuse(fmt.Sprintf("填入工作表“%s”的%s后超过%d字", sheet, at, register.MaxCellUnits), "把模板的这一格分成几格，或缩短要填的内容")
	}
	return nil
}

// cellName names a cell. Both numbers are of a sheet that was read, so they are in range.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "A1"
	}
	return name
}
