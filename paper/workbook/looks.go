package workbook

import (
	"github.com/xuri/excelize/v2"

	"bianmin/hall/register"
)

const songti = "宋体"

// part is a place on a sheet with a look of its own.
type part int

const (
	titlePart part = iota
	subtitlePart
	headPart
	cellPart
	totalPart
	notePart
)

// look is what a style depends on: where the cell is, what its column and the cell itself hold.
type look struct {
	part         part
	column, cell register.Kind
}

// looks makes each style of a file once.
type looks struct {
	file *excelize.File
	ids  map[look]int
}

func newLooks(file *excelize.File) *looks { return &looks{file: file, ids: map[look]int{}} }

// id is the number of a style in the file.
func (l *looks) id(k look) (int, error) {
	if id, ok := l.ids[k]; ok {
		return id, nil
	}
	id, err := l.file.NewStyle(k.style())
	if err == nil {
		l.ids[k] = id
	}
	return id, err
}

func (k look) style() *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: songti, Size: 11},
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true},
	}
	switch k.part {
	case titlePart:
		s.Font.Size, s.Font.Bold, s.Alignment.Horizontal = 16, true, "center"
	case subtitlePart:
		s.Alignment.Horizontal = "center"
	case headPart:
		s.Font.Bold, s.Alignment.Horizontal, s.Border = true, "center", thinBox()
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2F2F2"}}
	case cellPart, totalPart:
		s.Font.Bold = k.part == totalPart
		s.Border = thinBox()
		s.Alignment.Horizontal = side(k.column)
		s.Alignment.WrapText = k.cell == register.KindText
		if code := numberFormat(k.cell); code != "" {
			s.CustomNumFmt = &code
		}
	}
	return s
}

// side is where the cells of a column stand: sums right under sums; counts and dates, all about as
// wide, in the middle, as registers have them.
func side(kind register.Kind) string {
	switch kind {
	case register.KindDecimal, register.KindPercent, register.KindFen:
		return "right"
	case register.KindInteger, register.KindDate, register.KindInstant:
		return "center"
	}
	return "left"
}

// numberFormat is how a spreadsheet program shows a kind. Text has the format of text too, so that
// what begins with = stays words when a person edits the cell.
func numberFormat(kind register.Kind) string {
	switch kind {
	case register.KindText:
		return "@"
	case register.KindInteger:
		return "0"
	case register.KindDecimal:
		return "0.00"
	case register.KindPercent:
		return "0.0%"
	case register.KindDate:
		return "yyyy-mm-dd"
	case register.KindInstant:
		return "yyyy-mm-dd hh:mm"
	case register.KindFen:
		return "#,##0.00"
	}
	return ""
}

func thinBox() []excelize.Border {
	var box []excelize.Border
	for _, edge := range []string{"left", "top", "right", "bottom"} {
		box = append(box, excelize.Border{Type: edge, Color: "000000", Style: 1})
	}
	return box
}
