package workbook

import (
	"encoding/xml"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"bianmin/hall"
	"bianmin/hall/register"
)

// words collects the text of a string item: its runs, but not the reading aids beside them.
type words struct {
	b       strings.Builder
	in      bool // inside <t>
	reading int  // inside <rPh>
}

func (w *words) begin(name string) {
	switch name {
	case "rPh":
		w.reading++
	case "t":
		w.in = w.reading == 0
	}
}

func (w *words) text(s string) error {
	if !w.in {
		return nil
	}
	if w.b.Len()+len(s) > 8*register.MaxCellUnits {
		return hall.Refuse(fmt.Sprintf("有一格超过%d字", register.MaxCellUnits), "删短后再试")
	}
	w.b.WriteString(s)
	return nil
}

func (w *words) end(name string) {
	switch name {
	case "rPh":
		w.reading--
	case "t":
		w.in = false
	}
}

// take returns the text and starts anew.
func (w *words) take() string {
	s := unescape(w.b.String())
	*w = words{}
	return s
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape undoes the way spreadsheets write control characters, _x000D_, and drops the carriage
// return before a line end.
func unescape(s string) string {
	if strings.Contains(s, "_x") {
		s = escaped.ReplaceAllStringFunc(s, func(m string) string {
			n, err := strconv.ParseUint(m[2:6], 16, 16)
			if err != nil {
				return m
			}
			return string(rune(n))
		})
	}
	return strings.ReplaceAll(s, "\r\n", "\n")
}

// stringTable reads the shared strings.
type stringTable struct {
	words words
	all   []string
}

func (t *stringTable) begin(e xml.StartElement) error { t.words.begin(e.Name.Local); return nil }
func (t *stringTable) text(s string) error            { return t.words.text(s) }

func (t *stringTable) end(name string) error {
	if t.words.end(name); name == "si" {
		if len(t.all) >= maxCells {
			return tooMuch()
		}
		t.all = append(t.all, t.words.take())
	}
	return nil
}

// sheetReader reads the cells of a sheet.
type sheetReader struct {
	book   *book
	gather *gather
	row    int // of the row being read, or the last one
	column int // of the cell being read, or the last one
	texts  []string
	cell   cellSource
}

// cellSource is a cell as it is written.
type cellSource struct {
	kind    string // s, str, inlineStr, b, e, d, n or empty
	style   string
	value   strings.Builder
	inValue bool
	valued  bool // has <v> or <is>
	formula bool
	words   words
}

func (s *sheetReader) begin(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		return s.beginRow(e)
	case "c":
		return s.beginCell(e)
	case "v":
		s.cell.inValue, s.cell.valued = true, true
	case "f":
		s.cell.formula = true
	case "is":
		s.cell.valued = true
	}
	s.cell.words.begin(e.Name.Local)
	return nil
}

func (s *sheetReader) text(t string) error {
	if s.cell.inValue {
		if s.cell.value.Len()+len(t) > 8*register.MaxCellUnits {
			return hall.Refuse(fmt.Sprintf("%s超过%d字", place(s.row, s.column), register.MaxCellUnits), "删短后再试")
		}
		s.cell.value.WriteString(t)
	}
	return s.cell.words.text(t)
}

func (s *sheetReader) end(name string) error {
	s.cell.words.end(name)
	switch name {
	case "v":
		s.cell.inValue = false
	case "c":
		text, err := s.cellText()
		if err != nil || text == "" {
			return err
		}
		if s.column > register.MaxColumns {
			return hall.Refuse(fmt.Sprintf("第%d行超过%d列", s.row, register.MaxColumns), "删去右边用不着的列后再试")
		}
		for len(s.texts) < s.column {
			s.texts = append(s.texts, "")
		}
		s.texts[s.column-1] = text
	case "row":
		err := s.gather.add(s.row, s.texts)
		s.texts = nil
		return err
	}
	return nil
}

func (s *sheetReader) beginRow(e xml.StartElement) error {
	next := s.row + 1
	if r := attribute(e, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < next || n > excelize.TotalRows {
			return damaged(errors.New("rows out of order"))
		}
		next = n
	}
	s.row, s.column = next, 0
	return nil
}

func (s *sheetReader) beginCell(e xml.StartElement) error {
	s.column++
	if r := attribute(e, "r"); r != "" {
		column, _, err := excelize.CellNameToCoordinates(r)
		if err != nil || column < s.column {
			return damaged(errors.New("cells out of order"))
		}
		s.column = column
	}
	s.cell = cellSource{kind: attribute(e, "t"), style: attribute(e, "s")}
	return nil
}

// cellText is the cell as words.
func (s *sheetReader) cellText() (string, error) {
	c := &s.cell
	value := c.value.String()
	if c.formula && !c.valued && c.kind != "str" {
		return "", hall.Refuse(place(s.row, s.column)+"的公式还没有算出结果", "用表格软件打开，保存一次后再试")
	}
	switch c.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(s.book.strings) {
			return "", damaged(errors.New("a cell names a string that is not there"))
		}
		return s.book.strings[n], nil
	case "inlineStr":
		return c.words.take(), nil
	case "str":
		return unescape(value), nil
	case "b":
		if value == "1" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case "d":
		return strings.TrimSuffix(strings.Replace(strings.TrimSuffix(value, "Z"), "T", " ", 1), " 00:00:00"), nil
	case "e":
		return value, nil
	}
	if value == "" {
		return "", nil
	}
	var look numberLook
	if n, err := strconv.Atoi(c.style); err == nil && n >= 0 && n < len(s.book.formats) {
		look = s.book.formats[n]
	}
	text, ok := look.text(value, s.book.from1904)
	if !ok {
		return "", hall.Refuse(place(s.row, s.column)+"的数字认不出来", "核对这一格，改成文字后再试")
	}
	return text, nil
}
