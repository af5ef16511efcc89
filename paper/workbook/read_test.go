package workbook_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/register"
	"bianmin/paper/workbook"
)

// shown writes rows as 1:a|b, one a line.
func shown(rows []register.Row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%d:%s\n", r.Number, strings.Join(r.Texts, "|"))
	}
	return b.String()
}

func gb(t testing.TB, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReadCSV(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"utf-8", "姓名,村\n王小明,白溪村\n", "1:姓名|村\n2:王小明|白溪村\n"},
		{"utf-8 with its mark", "\uFEFF姓名,村\r\n王小明,\r\n", "1:姓名|村\n2:王小明\n"},
		{"gb18030", gb(t, "姓名,村\r\n王小明,白溪村"), "1:姓名|村\n2:王小明|白溪村\n"},
		{"gb18030 beyond GBK", gb(t, "姓名\n𨱏㐂·龴\n"), "1:姓名\n2:𨱏㐂·龴\n"},
		{"tabs", "a\tb,c\n1\t2\n", "1:a|b,c\n2:1|2\n"},
		{"semicolons", "a;b\n1,5;2\n3;4\n", "1:a|b\n2:1,5|2\n3:3|4\n"},
		{"empty lines keep numbers", "台账\n\n,,\na,b\n", "1:台账\n4:a|b\n"},
		{"quoted", "\"a,\"\"b\"\"\",\"两\r\n行\"\nc,d\n", "1:a,\"b\"|两\n行\n2:c|d\n"},
		{"stray quotes", "他说\"好\",\"x\"y\n", "1:他说\"好\"|xy\n"},
		{"old line ends", "a,b\rc,d\r", "1:a|b\n2:c|d\n"},
		{"ends in a separator", "a,b,", "1:a|b\n"},
		{"empty first cell", ",b\n", "1:|b\n"},
		{"long numbers untouched", "43139919900307123X,431399199003071230,0012,4.3E+17\n", "1:43139919900307123X|431399199003071230|0012|4.3E+17\n"},
	} {
		rows, err := workbook.Read("a.csv", []byte(c.data))
		if err != nil || shown(rows) != c.want {
			t.Errorf("%s: %q %v, want %q", c.name, shown(rows), err, c.want)
		}
	}
}

// TestReadMovedCodes has the codes that GB 18030-2022 and 2005 moved out of the private use area,
// the six the standard left there, and the user-defined zones. The expected characters are those
// of iconv (glibc 2.36).
func TestReadMovedCodes(t *testing.T) {
	for code, want := range map[string]rune{
		"\xA6\xD9": 0xFE10, "\xA6\xDA": 0xFE12, "\xA6\xDB": 0xFE11, "\xA6\xDC": 0xFE13, "\xA6\xDD": 0xFE14, "\xA6\xDE": 0xFE15,
		"\xA6\xDF": 0xFE16, "\xA6\xEC": 0xFE17, "\xA6\xED": 0xFE18, "\xA6\xF3": 0xFE19,
		"\xFE\x59": 0x9FB4, "\xFE\x61": 0x9FB5, "\xFE\x66": 0x9FB6, "\xFE\x67": 0x9FB7, "\xFE\x6D": 0x9FB8, "\xFE\x7E": 0x9FB9,
		"\xFE\x90": 0x9FBA, "\xFE\xA0": 0x9FBB,
		"\xA8\xBC": 0x1E3F, "\xA8\xBF": 0x01F9,
		"\xFE\x51": 0x20087, "\xFE\x52": 0x20089, "\xFE\x53": 0x200CC, "\xFE\x6C": 0x215D7, "\xFE\x76": 0x2298F, "\xFE\x91": 0x241FE,
		"\x82\x35\x90\x37": 0x9FB4, "\x84\x31\x82\x36": 0xFE10, "\x95\x32\x82\x36": 0x20000, "\x81\x35\xF4\x37": 0x1E3F,
		"\xAA\xA1": 0xE000, "\xAF\xFE": 0xE233, "\xF8\xA1": 0xE234, "\xFE\xFE": 0xE4C5,
		"\xA2\x40": 0xE526, "\xA2\x7E": 0xE564, "\xA2\x80": 0xE565, "\xA7\xA0": 0xE765,
	} {
		rows, err := workbook.Read("a.csv", []byte("\xCD\xF5,"+code+"\xC3\xF7\n"))
		if err != nil || shown(rows) != "1:王|"+string(want)+"明\n" {
			t.Errorf("% X: %q %v, want %U", code, shown(rows), err, want)
		}
	}
}

// TestReadGB18030RoundTrip compares with the library's encoder over all it can write.
func TestReadGB18030RoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.Rune().Filter(func(r rune) bool {
			return r > ' ' && !strings.ContainsRune(`,;"`+"\uFFFD", r) && (r < 0xE000 || r > 0xF8FF) && r != 0x1E3F
		}), 1, 30, -1).Draw(t, "text")
		data, err := simplifiedchinese.GB18030.NewEncoder().String("王" + text)
		if err != nil {
			t.Skip("the library's encoder does not know a character")
		}
		rows, err := workbook.Read("a.csv", []byte(data))
		if err != nil || rows[0].Text(0) != "王"+text {
			t.Fatalf("%q became %q, %v", "王"+text, shown(rows), err)
		}
	})
}

// sheetFile is an .xlsx with the given cells, in order of their row.
func sheetFile(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReadXLSX(t *testing.T) {
	at := time.Date(2026, 3, 17, 9, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		value any
		code  string // number format
		want  string
	}{
		{"text", "43139919900307123X", "", "43139919900307123X"},
		{"integer", 1234567, "#,##0", "1234567"},
		{"fraction", 0.1 + 0.2, "", "0.3"},
		{"small", 0.0000015, "", "0.0000015"},
		{"long, still sure", 123456789012345, "", "123456789012345"},
		{"ID typed as a number", 431399199003071000.0, "", "431399199003071???"},
		{"whole number the file has in full", int64(431399199003071234), "", "431399199003071234"},
		{"negative", -12.5, "0.00", "-12.5"},
		{"percent", 0.953, "0.0%", "0.953"},
		{"date", 46098, "yyyy-mm-dd", "2026-03-17"},
		{"date as halls like it", 46098, `yyyy"年"m"月"d"日"`, "2026-03-17"},
		{"date with locale", 46098, `[$-804]yyyy/m/d;@`, "2026-03-17"},
		{"month alone", 46098, "mmm", "2026-03-17"},
		{"date and time", at, "yyyy-mm-dd hh:mm", "2026-03-17 09:30"},
		{"date shown of a time", at, "yyyy-mm-dd", "2026-03-17"},
		{"time", 0.395833333333333, "h:mm", "09:30"},
		{"time with seconds", 0.5 + 1.0/86400, "h:mm:ss", "12:00:01"},
		{"duration", 1.5, "[h]:mm", "1.5"},
		{"colour is no date", 12, "[Red]0", "12"},
		{"code padded with zeros", 431322, "00000000", "00431322"},
		{"before 1900-03-01", 1, "yyyy-mm-dd", "1900-01-01"},
		{"boolean", true, "", "TRUE"},
		{"line ends", "两\r\n行", "", "两\n行"},
		{"escaped text", "_x005F_x0041_", "", "_x0041_"},
		{"escaped character", "_x4E00_", "", "一"},
	} {
		data := sheetFile(t, func(f *excelize.File) {
			if err := f.SetCellValue("Sheet1", "B3", c.value); err != nil {
				t.Fatal(err)
			}
			if c.code == "" {
				return
			}
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &c.code})
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStyle("Sheet1", "B3", "B3", id); err != nil {
				t.Fatal(err)
			}
		})
		rows, err := workbook.Read("a.xlsx", data)
		if want := "3:|" + c.want + "\n"; err != nil || shown(rows) != want {
			t.Errorf("%s: %q %v, want %q", c.name, shown(rows), err, want)
		}
	}
}

func TestReadFirstVisibleSheet(t *testing.T) {
	data := sheetFile(t, func(f *excelize.File) {
		_ = f.SetCellStr("Sheet1", "A1", "藏起来的")
		_, _ = f.NewSheet("台账")
		_ = f.SetCellStr("台账", "A1", "看得见的")
		f.SetActiveSheet(1)
		_ = f.SetSheetVisible("Sheet1", false)
	})
	if rows, err := workbook.Read("a.xlsx", data); err != nil || shown(rows) != "1:看得见的\n" {
		t.Errorf("%q %v", shown(rows), err)
	}
}

// withPart is an archive with one part replaced or added.
func withPart(t testing.TB, data []byte, name, content string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		if f.Name != name {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	part, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReadRefuses(t *testing.T) {
	good := write(t, sampleBook())
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 0xFF
	const sheet = "xl/worksheets/sheet1.xml"
	body := func(rows string) []byte {
		return withPart(t, good, sheet, `<worksheet><sheetData>`+rows+`</sheetData></worksheet>`)
	}
	for _, c := range []struct {
		name, file string
		data       []byte
		want       string
	}{
		{"empty", "a.csv", nil, "空的"},
		{"old or locked", "a.xls", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), ".xls"},
		{"page named as table", "a.xls", []byte("<html><table>"), "不是 .xlsx"},
		{"unicode text", "a.txt", []byte("\xFF\xFEa\x00"), "Unicode 文本"},
		{"a picture", "a.csv", []byte("GIF89a\x00\x01"), "不是文本"},
		{"code that is none", "a.csv", []byte("\xCD\xF5,a\nb,\xFF\xC3\xF7\n"), "第2行第2列（B2）有认不出的字"},
		{"damage kept by another program", "a.csv", []byte("a,b\n王\uFFFD,c\n"), "第2行第1列（A2）有认不出的字"},
		{"quote not closed", "a.csv", []byte("a,b\nc,\"d\ne\n"), "第2行第2列（B2）的引号"},
		{"too many columns", "a.csv", []byte("a\n" + strings.Repeat("x,", 201) + "x\n"), "第2行超过200列"},
		{"too many rows", "a.csv", []byte(strings.Repeat("x\n", 200_001)), "200000行"},
		{"cell too long", "a.csv", []byte("a," + strings.Repeat("字", 32768)), "第1行第2列（B1）超过32767字"},
		{"file too large", "a.csv", make([]byte, 64<<20+1), "64兆"},
		{"cut short", "a.xlsx", good[:len(good)/2], "损坏"},
		{"a bit flipped", "a.xlsx", flipped, "损坏"},
		{"not a workbook", "a.xlsx", withPart(t, good, "_rels/.rels", "<Relationships/>"), "损坏"},
		{"sheet breaks off", "a.xlsx", withPart(t, good, sheet, `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>`), "损坏"},
		{"string that is not there", "a.xlsx", body(`<row><c t="s"><v>7</v></c></row>`), "损坏"},
		{"rows out of order", "a.xlsx", body(`<row r="2"/><row r="1"/>`), "损坏"},
		{"nested for ever", "a.xlsx", body(strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100)), "损坏"},
		{"formula never calculated", "a.xlsx", body(`<row r="3"><c r="C3"><f>1+1</f></c></row>`), "第3行第3列（C3）的公式"},
		{"far to the right", "a.xlsx", body(`<row r="3"><c r="XFD3"><v>1</v></c></row>`), "第3行超过200列"},
		{"number that is none", "a.xlsx", body(`<row r="3"><c r="C3"><v>1x</v></c></row>`), "第3行第3列（C3）的数字"},
		{"only hidden sheets", "a.xlsx", withPart(t, good, "xl/workbook.xml", `<workbook><sheets/></workbook>`), "看得见"},
	} {
		rows, err := workbook.Read(c.file, c.data)
		say, next := hall.Explain(err)
		if hall.KindOf(err) != hall.Invalid || !strings.Contains(say, c.want) || next == "" || rows != nil {
			t.Errorf("%s: %d rows, %v, next %q", c.name, len(rows), err, next)
		}
	}
}

// TestReadBomb gives an archive that unpacks to far more than it is.
func TestReadBomb(t *testing.T) {
	bomb := withPart(t, write(t, sampleBook()), "xl/worksheets/sheet1.xml", strings.Repeat(" ", 257<<20))
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := workbook.Read("a.xlsx", bomb)
	_, _, err2 := workbook.Fill(bomb, register.Values{})
	runtime.ReadMemStats(&after)
	if len(bomb) > 1<<20 || hall.KindOf(err) != hall.Invalid || hall.KindOf(err2) != hall.Invalid || !strings.Contains(err.Error(), "256兆") {
		t.Errorf("%d bytes: %v, %v", len(bomb), err, err2)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
		t.Errorf("%d bytes were allocated to refuse it", used)
	}
}

// TestReadLargeBookBack writes rows through More and reads them again.
func TestReadLargeBookBack(t *testing.T) {
	const n = 30_000 // enough to leave memory for the temporary folder
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s := register.Sheet{Name: "表", Columns: sampleBook().Sheets[0].Columns}
	row := sampleBook().Sheets[0].Rows[0]
	s.More = func(yield func([]register.Cell, error) bool) {
		for i := range n {
			next := slices.Clone(row)
			next[0] = register.Integer(i + 1)
			if !yield(next, nil) {
				return
			}
		}
	}
	data := write(t, register.Book{Sheets: []register.Sheet{s}})
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left in the temporary folder: %v %v", left, err)
	}
	rows, err := workbook.Read("a.xlsx", data)
	if err != nil || len(rows) != n+2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if got := strings.Join(rows[n].Texts[:3], "|"); got != fmt.Sprint(n)+"|431399112000-20260301-A70000K|王小明" {
		t.Errorf("last row %q", got)
	}
	if got := rows[n+1].Text(9); got != "370370100" {
		t.Errorf("total %q", got)
	}
}

// FuzzRead checks that no file ends the program, and that what is refused is refused in words.
func FuzzRead(f *testing.F) {
	f.Add("a.csv", []byte("姓名,村\r\n\"王\n小\"\"明\",x\n"))
	f.Add("a.csv", []byte("\xCD\xF5\t\xA8\xBC\x81\x30\x81\x30\xFE"))
	f.Add("a.xlsx", sheetFile(f, func(x *excelize.File) { _ = x.SetCellValue("Sheet1", "B2", 1.5) }))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		rows, err := workbook.Read(name, data)
		if err != nil && (hall.KindOf(err) != hall.Invalid || rows != nil) {
			t.Fatalf("%v with %d rows", err, len(rows))
		}
		last := 0
		for _, r := range rows {
			if r.Number <= last || len(r.Texts) == 0 || len(r.Texts) > register.MaxColumns || r.Texts[len(r.Texts)-1] == "" {
				t.Fatalf("row %d after %d: %q", r.Number, last, r.Texts)
			}
			last = r.Number
		}
	})
}

// BenchmarkWrite100k writes 100,000 rows of ten columns and reports the peak of the heap.
func BenchmarkWrite100k(b *testing.B) {
	row := sampleBook().Sheets[0].Rows[0]
	for b.Loop() {
		s := register.Sheet{Name: "表", Columns: sampleBook().Sheets[0].Columns}
		var peak uint64
		s.More = func(yield func([]register.Cell, error) bool) {
			var m runtime.MemStats
			for i := range 100_000 {
				if i%10_000 == 0 {
					runtime.ReadMemStats(&m)
					peak = max(peak, m.HeapInuse)
				}
				if !yield(row, nil) {
					return
				}
			}
		}
		var out bytes.Buffer
		if err := workbook.Write(&out, register.Book{Sheets: []register.Sheet{s}}); err != nil {
			b.Fatal(err)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(max(peak, m.HeapInuse))/(1<<20), "MiB-heap")
		b.ReportMetric(float64(out.Len())/(1<<20), "MiB-file")
	}
}
