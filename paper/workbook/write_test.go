package workbook_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bianmin/hall"
	"bianmin/hall/register"
	"bianmin/hall/workday"
	"bianmin/paper/workbook"
)

func keepDir(t testing.TB) string {
	if *keep != "" {
		return *keep
	}
	return t.TempDir()
}

var keep = flag.String("keep", "", "folder to leave the made files in, for a person to look at")

func day(m time.Month, d int) hall.Date { return workday.DateOf(2026, m, d) }

// sampleBook is a monthly register with every kind of cell, and a second sheet.
func sampleBook() register.Book {
	columns := []register.Column{
		{Name: "序号", Kind: register.KindInteger, WidthChars: 6},
		{Name: "办件编号", Kind: register.KindText, WidthChars: 32},
		{Name: "申请人", Kind: register.KindText, WidthChars: 12},
		{Name: "证件号码", Kind: register.KindText, WidthChars: 21},
		{Name: "事项", Kind: register.KindText, WidthChars: 26, Total: register.Count},
		{Name: "收件日期", Kind: register.KindDate},
		{Name: "办结时间", Kind: register.KindInstant},
		{Name: "用时(小时)", Kind: register.KindDecimal, Total: register.Sum},
		{Name: "按时率", Kind: register.KindPercent},
		{Name: "收费(元)", Kind: register.KindFen, Total: register.Sum},
	}
	s := register.Sheet{
		Name: "办件台账", Title: "新化县白溪镇便民服务中心办件台账",
		Subtitles: []string{"填报单位：新化县白溪镇便民服务中心", "统计期间：2026年3月1日至3月31日　制表时间：2026-04-01 09:00"},
		Columns:   columns,
		Notes:     []string{"示例数据，证件号码区划431399未启用。", "“未核定”表示该事项没有核定时限，不计入按时率；收费按缴费通知计，作废的不计。这一行写得很长，用来看它在一页宽度里怎样折行，折行以后还应当看得全，不能被下一行盖住，也不能跑到表格外面去，直到这里为止。"},
	}
	for i := range 60 {
		s.Rows = append(s.Rows, []register.Cell{
			register.Integer(i + 1),
			register.Text(fmt.Sprintf("431399112000-202603%02d-A7%04dK", i%28+1, i)),
			register.Text("王小明"), register.Text("43139919900307123X"), register.Text("城乡居民最低生活保障待遇申请"),
			register.Date(day(time.March, i%28+1)),
			register.Instant(time.Date(2026, 3, i%28+1, 16, 30, 0, 0, time.UTC)),
			register.Decimal(1.25), register.Percent(0.953), register.Fen(1234567),
		})
	}
	s.Rows[1][2] = register.Text("=1+1")
	s.Rows[2][2] = register.Text("@SUM(A1)")
	s.Rows[3][5] = register.Text("未核定")
	s.Rows[4] = s.Rows[4][:3]
	for i := 5; i < len(s.Rows); i += 2 {
		s.Rows[i][4] = register.Text("城镇职工退休申请")
	}
	return register.Book{Sheets: []register.Sheet{s, {Name: "汇总", Columns: []register.Column{{Name: "项目", Kind: register.KindText}}}}, MadeAt: time.Date(2026, 4, 1, 1, 0, 0, 0, time.UTC)}
}

func write(t testing.TB, b register.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := workbook.Write(&out, b); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return out.Bytes()
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("the written file does not open: %v", err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestWriteTypes(t *testing.T) {
	f := open(t, write(t, sampleBook()))
	const head = 4
	for _, c := range []struct {
		name, cell, raw, shown string
	}{
		{"integer", "A5", "1", "1"},
		{"case number as text", "B5", "431399112000-20260301-A70000K", "431399112000-20260301-A70000K"},
		{"ID as text", "D5", "43139919900307123X", "43139919900307123X"},
		{"formula stays text", "C6", "=1+1", "=1+1"},
		{"at sign stays text", "C7", "@SUM(A1)", "@SUM(A1)"},
		{"date", "F5", "46082", "2026-03-01"},
		{"words in a date column", "F8", "未核定", "未核定"},
		{"instant in Beijing, next day", "G5", "46083.0208333333", "2026-03-02 00:30"},
		{"percent", "I5", "0.953", "95.3%"},
		{"money", "J5", "12345.67", "12,345.67"},
		{"title", "A1", "新化县白溪镇便民服务中心办件台账", "新化县白溪镇便民服务中心办件台账"},
		{"label", "A65", "合计", "合计"},
		{"count", "E65", "59", "59"},
		{"sum of hours", "H65", "73.75", "73.75"},
		{"sum of money", "J65", "728394.53", "728,394.53"},
	} {
		raw, err := f.GetCellValue("办件台账", c.cell, excelize.Options{RawCellValue: true})
		shown, err2 := f.GetCellValue("办件台账", c.cell)
		if err != nil || err2 != nil || raw != c.raw || shown != c.shown {
			t.Errorf("%s: %s is %q shown %q, want %q shown %q (%v %v)", c.name, c.cell, raw, shown, c.raw, c.shown, err, err2)
		}
		if formula, _ := f.GetCellFormula("办件台账", c.cell); strings.HasPrefix(c.raw, "=") && formula != "" {
			t.Errorf("%s became the formula %q", c.name, formula)
		}
	}
	for cell, want := range map[string]string{
		"E65": "SUBTOTAL(103,E5:E64)", "H65": "SUBTOTAL(109,H5:H64)", "J65": "SUBTOTAL(109,J5:J64)", "C65": "",
	} {
		if got, _ := f.GetCellFormula("办件台账", cell); got != want {
			t.Errorf("formula of %s is %q, want %q", cell, got, want)
		}
		if want == "" {
			continue
		}
		cached, _ := f.GetCellValue("办件台账", cell, excelize.Options{RawCellValue: true})
		if computed, err := f.CalcCellValue("办件台账", cell, excelize.Options{RawCellValue: true}); err != nil || computed != cached {
			t.Errorf("%s: kept %q, computed %q (%v)", cell, cached, computed, err)
		}
	}
	if kind, _ := f.GetCellType("办件台账", "C6"); kind != excelize.CellTypeInlineString {
		t.Errorf("C6 has type %v, want an inline string", kind)
	}
	panes, err := f.GetPanes("办件台账")
	if err != nil || !panes.Freeze || panes.YSplit != head {
		t.Errorf("panes %+v %v, want frozen at %d", panes, err, head)
	}
}

func TestWritePrintSetup(t *testing.T) {
	data := write(t, sampleBook())
	f := open(t, data)
	layout, err := f.GetPageLayout("办件台账")
	if err != nil || *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("layout %+v %v", layout, err)
	}
	props, err := f.GetSheetProps("办件台账")
	if err != nil || props.FitToPage == nil || !*props.FitToPage {
		t.Errorf("not fitted to the page: %v", err)
	}
	footer, err := f.GetHeaderFooter("办件台账")
	if err != nil || !strings.Contains(footer.OddFooter, "第 &P 页 共 &N 页") {
		t.Errorf("footer %+v %v", footer, err)
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Scope+n.Name] = n.RefersTo
	}
	if got := names["办件台账_xlnm.Print_Titles"]; got != "'办件台账'!$1:$4" {
		t.Errorf("print titles %q in %v", got, names)
	}
	sheet := partOf(t, data, "xl/worksheets/sheet1.xml")
	for _, want := range []string{`<autoFilter ref="$A$4:$J$64"`, `<mergeCell ref="A1:J1"/>`, `numberStoredAsText="true"`} {
		if !strings.Contains(sheet, want) {
			t.Errorf("sheet lacks %s", want)
		}
	}
	if core := partOf(t, data, "docProps/core.xml"); !strings.Contains(core, "便民窗口") || !strings.Contains(core, "2026-04-01T01:00:00Z") {
		t.Errorf("properties: %s", core)
	}
	if app := partOf(t, data, "docProps/app.xml"); strings.Contains(app, "Go Excelize") {
		t.Errorf("application: %s", app)
	}
}

func partOf(t testing.TB, data []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := out.ReadFrom(f); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWriteSameBytes(t *testing.T) {
	b := sampleBook()
	for i := range 6 {
		b.Sheets = append(b.Sheets, register.Sheet{Name: fmt.Sprint("第", i), Columns: b.Sheets[0].Columns, Rows: b.Sheets[0].Rows})
	}
	first := write(t, b)
	for range 5 {
		if !bytes.Equal(first, write(t, b)) {
			t.Fatal("the same book gave other bytes")
		}
	}
	b.MadeAt = b.MadeAt.Add(time.Second)
	if bytes.Equal(first, write(t, b)) {
		t.Fatal("the time it was made at is not in the file")
	}
}

func TestWriteRefuses(t *testing.T) {
	column := []register.Column{{Name: "事项", Kind: register.KindText}}
	broken := errors.New("the store is gone")
	for _, c := range []struct {
		name  string
		sheet register.Sheet
		want  string
	}{
		{"name of a sheet with a slash", register.Sheet{Name: "三/四月", Columns: column}, "三/四月"},
		{"no columns", register.Sheet{Name: "空"}, "0列"},
		{"sum of words", register.Sheet{Name: "表", Columns: []register.Column{{Name: "事项", Kind: register.KindText, Total: register.Sum}}}, "不能合计"},
		{"row too long", register.Sheet{Name: "表", Columns: column, Rows: [][]register.Cell{{}, {register.Text("a"), register.Text("b")}}}, "第2条"},
		{"other kind", register.Sheet{Name: "表", Columns: column, Rows: [][]register.Cell{{register.Fen(1)}}}, "“事项”与该列的种类不同"},
		{"text too long", register.Sheet{Name: "表", Columns: column, Rows: [][]register.Cell{{register.Text(strings.Repeat("字", 32768))}}}, "超过32767字"},
	} {
		var out bytes.Buffer
		err := workbook.Write(&out, register.Book{Sheets: []register.Sheet{c.sheet}})
		if hall.KindOf(err) != hall.Invalid || !strings.Contains(err.Error(), c.want) || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written", c.name, err, out.Len())
		}
	}
	failing := register.Sheet{Name: "表", Columns: column, More: func(yield func([]register.Cell, error) bool) {
		_ = yield([]register.Cell{register.Text("a")}, nil) && yield(nil, broken)
	}}
	if err := workbook.Write(new(bytes.Buffer), register.Book{Sheets: []register.Sheet{failing}}); !errors.Is(err, broken) {
		t.Errorf("error of More: %v", err)
	}
}

// TestWriteOddText checks that what a person may have typed comes back as it was.
func TestWriteOddText(t *testing.T) {
	odd := []string{"_x0041_", "两行\n文字", " 前后有空格 ", "𨱏·葛󠄀", "<a>&amp;", "+86", "-1", "0012", "4.3E+17", "\"引号\"", strings.Repeat("长", 32767)}
	s := register.Sheet{Name: "表", Columns: []register.Column{{Name: "文字", Kind: register.KindText}}}
	for _, text := range odd {
		s.Rows = append(s.Rows, []register.Cell{register.Text(text)})
	}
	rows, err := workbook.Read("a.xlsx", write(t, register.Book{Sheets: []register.Sheet{s}}))
	if err != nil || len(rows) != len(odd)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, text := range odd {
		if got := rows[i+1].Text(0); got != text {
			t.Errorf("%.40q came back as %.40q", text, got)
		}
	}
}

// TestOffice opens the book in an office program, as the county will.
func TestOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed here; the book was checked by excelize only")
	}
	dir := keepDir(t)
	book := filepath.Join(dir, "book.xlsx")
	if err := os.WriteFile(book, write(t, sampleBook()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"csv:Text - txt - csv (StarCalc):44,34,76,1", "pdf"} {
		out, err := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(t.TempDir(), "office"), "--headless", "--convert-to", to, "--outdir", dir, book).CombinedOutput()
		if err != nil {
			t.Fatalf("soffice: %v\n%s", err, out)
		}
	}
	csv, err := os.ReadFile(filepath.Join(dir, "book.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2026-03-01", "2026-03-02 00:30", "43139919900307123X", "=1+1", "728,394.53", "73.75"} {
		if !strings.Contains(string(csv), want) {
			t.Errorf("the office program does not show %q", want)
		}
	}
	if pdf, err := os.ReadFile(filepath.Join(dir, "book.pdf")); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Errorf("no PDF: %v", err)
	}
}
