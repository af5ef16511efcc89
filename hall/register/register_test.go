package register_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/register"
	"bianmin/hall/workday"
)

func TestCellAsWords(t *testing.T) {
	for _, c := range []struct {
		name string
		cell register.Cell
		kind register.Kind
		want string
	}{
		{"nothing", register.Blank(), register.KindBlank, ""},
		{"empty text is nothing", register.Text(""), register.KindBlank, ""},
		{"case number", register.Text("431399112000-20260317-A70001K"), register.KindText, "431399112000-20260317-A70001K"},
		{"count", register.Integer(-3), register.KindInteger, "-3"},
		{"decimal", register.Decimal(1.255), register.KindDecimal, "1.25"},
		{"average of nothing", register.Decimal(math.NaN()), register.KindBlank, ""},
		{"share", register.Percent(0.953), register.KindPercent, "95.3%"},
		{"no share", register.Percent(math.Inf(1)), register.KindBlank, ""},
		{"day", register.Date(workday.DateOf(2026, time.March, 17)), register.KindDate, "2026-03-17"},
		{"day before 1970", register.Date(workday.DateOf(1949, time.October, 1)), register.KindDate, "1949-10-01"},
		{"no day", register.Date(hall.Date{}), register.KindBlank, ""},
		{"moment of the next Beijing day", register.Instant(time.Date(2026, 3, 17, 16, 30, 59, 0, time.UTC)), register.KindInstant, "2026-03-18 00:30"},
		{"no moment", register.Instant(time.Time{}), register.KindBlank, ""},
		{"money", register.Fen(1205), register.KindFen, "12.05"},
		{"money owed", register.Fen(-5), register.KindFen, "-0.05"},
		{"least money", register.Fen(math.MinInt64), register.KindFen, "-92233720368547758.08"},
	} {
		if got := c.cell.String(); got != c.want || c.cell.Kind() != c.kind || c.cell.IsBlank() != (c.kind == register.KindBlank) {
			t.Errorf("%s: %q of kind %d, want %q of kind %d", c.name, got, c.cell.Kind(), c.want, c.kind)
		}
	}
}

func TestCellKeepsItsValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, v := rapid.Int64().Draw(t, "n"), rapid.Float64().Draw(t, "v")
		day := workday.DateOf(1950, time.January, 1).AddDays(rapid.IntRange(0, 50_000).Draw(t, "day"))
		if register.Fen(n).Whole() != n || register.Decimal(v).Float() != v || register.Date(day).Day() != day {
			t.Fatalf("fen %d, decimal %v, day %v came back as %d, %v, %v", n, v, day,
				register.Fen(n).Whole(), register.Decimal(v).Float(), register.Date(day).Day())
		}
		if register.Fen(n).Float() != 0 || register.Decimal(v).Whole() != 0 || !register.Text("x").Day().IsZero() || !register.Date(day).Time().IsZero() {
			t.Fatal("a cell gave a value of another kind")
		}
	})
}

func TestCheck(t *testing.T) {
	columns := []register.Column{{Name: "事项", Kind: register.KindText}, {Name: "件数", Kind: register.KindInteger, Total: register.Sum}}
	for _, c := range []struct {
		name string
		book register.Book
		want string // "" when it is right
	}{
		{"right", register.Book{Sheets: []register.Sheet{{Name: "三月", Columns: columns}, {Name: "四月", Columns: columns}}}, ""},
		{"no sheets", register.Book{}, "没有任何工作表"},
		{"same name twice", register.Book{Sheets: []register.Sheet{{Name: "a", Columns: columns}, {Name: "A", Columns: columns}}}, "都叫“A”"},
		{"no name", register.Book{Sheets: []register.Sheet{{Columns: columns}}}, "不能作工作表名称"},
		{"long name", register.Book{Sheets: []register.Sheet{{Name: strings.Repeat("月", 32), Columns: columns}}}, "不能作工作表名称"},
		{"long name in pairs of units", register.Book{Sheets: []register.Sheet{{Name: strings.Repeat("𨱏", 16), Columns: columns}}}, "不能作工作表名称"},
		{"quote", register.Book{Sheets: []register.Sheet{{Name: "三'月", Columns: columns}}}, "不能作工作表名称"},
		{"no columns", register.Book{Sheets: []register.Sheet{{Name: "三月"}}}, "有0列"},
		{"too many columns", register.Book{Sheets: []register.Sheet{{Name: "三月", Columns: make([]register.Column, 201)}}}, "有201列"},
		{"sum of dates", register.Book{Sheets: []register.Sheet{{Name: "三月", Columns: []register.Column{{Name: "日期", Kind: register.KindDate, Total: register.Sum}}}}}, "“日期”列不是数量"},
	} {
		err := c.book.Check()
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if say, next := hall.Explain(err); hall.KindOf(err) != hall.Invalid || !strings.Contains(say, c.want) || next == "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestCheckRow(t *testing.T) {
	s := register.Sheet{Name: "三月", Columns: []register.Column{{Name: "事项", Kind: register.KindText}, {Name: "件数", Kind: register.KindInteger}}}
	secret := strings.Repeat("密", 32768)
	for _, c := range []struct {
		name string
		row  []register.Cell
		want string
	}{
		{"full", []register.Cell{register.Text("低保"), register.Integer(3)}, ""},
		{"short", nil, ""},
		{"words for a number", []register.Cell{{}, register.Text("未核定")}, ""},
		{"number for words", []register.Cell{register.Integer(3)}, "第9条的“事项”"},
		{"too long", []register.Cell{{}, {}, {}}, "第9条有3格"},
		{"longest text", []register.Cell{register.Text(secret[:3*32767])}, ""},
		{"text too long", []register.Cell{register.Text(secret)}, "第9条的“事项”超过32767字"},
	} {
		err := s.CheckRow(9, c.row)
		if (err == nil) != (c.want == "") || err != nil && (!strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "密")) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestRowText(t *testing.T) {
	r := register.Row{Number: 3, Texts: []string{"王小明", ""}}
	if r.Text(0) != "王小明" || r.Text(1) != "" || r.Text(2) != "" || r.Text(-1) != "" {
		t.Errorf("%q %q %q %q", r.Text(0), r.Text(1), r.Text(2), r.Text(-1))
	}
}
