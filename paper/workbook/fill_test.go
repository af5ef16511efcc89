package workbook_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bianmin/hall"
	"bianmin/hall/register"
	"bianmin/paper/workbook"
)

// template makes the city's blank: heading, a ruled list row with merged cells and a formula, a
// total below, a summary on another sheet.
func template(t testing.TB, change func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "月报"))
	ruled, err := f.NewStyle(&excelize.Style{Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "000000"}}, Font: &excelize.Font{Family: "仿宋", Size: 12}})
	must(err)
	own := `yyyy"年"m"月"d"日"`
	han, err := f.NewStyle(&excelize.Style{CustomNumFmt: &own})
	must(err)
	for cell, text := range map[string]string{
		"A1": "{{单位}}办件月报（{{ 期间 }}）", "A2": "制表：{{制表人}}", "B2": "{{制表日}}", "C2": "{{市级编号}}",
		"A4": "{{办件.事项}}", "C4": "{{办件.件数}}", "D4": "{{办件.收费}}", "F4": "件", "A5": "合计", "B8": "{{=危险}}", "B9": "{{转义}}",
	} {
		must(f.SetCellStr("月报", cell, text))
	}
	for i, head := range []string{"事项", "", "件数", "收费", "累计", "单位"} {
		must(f.SetCellStr("月报", string(rune('A'+i))+"3", head))
	}
	must(f.MergeCell("月报", "A4", "B4"))
	must(f.MergeCell("月报", "A1", "F1"))
	must(f.MergeCell("月报", "G3", "G4"))
	must(f.SetCellStyle("月报", "A4", "G4", ruled))
	must(f.SetCellStyle("月报", "B2", "B2", han))
	must(f.SetRowHeight("月报", 4, 33))
	must(f.SetCellFormula("月报", "E4", "SUM($C$4:C4)"))
	must(f.SetCellFormula("月报", "C5", `SUM(C4:C4)&"条，见C4:C4"`))
	must(f.SetCellFormula("月报", "D5", "SUM(D4:D4)"))
	_, err = f.NewSheet("汇总")
	must(err)
	must(f.SetCellFormula("汇总", "A1", "SUM(月报!D4:D4)+LOG10(100)+D4"))
	must(f.SetCellStr("汇总", "A2", "{{单位}}"))
	must(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: "月报", RefersTo: "月报!$A$1:$G$4"}))
	landscape := "landscape"
	must(f.SetPageLayout("月报", &excelize.PageLayoutOptions{Orientation: &landscape}))
	if change != nil {
		change(f)
	}
	var out bytes.Buffer
	must(f.Write(&out))
	return out.Bytes()
}

func sampleValues() register.Values {
	item := func(matter string, n int, fen int64) map[string]register.Cell {
		return map[string]register.Cell{"事项": register.Text(matter), "件数": register.Integer(n), "收费": register.Fen(fen)}
	}
	return register.Values{
		Cells: map[string]register.Cell{
			"单位": register.Text("白溪镇"), "期间": register.Text("2026年3月"), "制表人": register.Text("{{单位}}"),
			"制表日": register.Date(day(time.April, 1)), "=危险": register.Text("=1+1"), "转义": register.Text("_x0041_"),
		},
		Lists: map[string][]map[string]register.Cell{"办件": {item("低保", 3, 0), item("社保卡", 10, 1250), item("身份证", 7, 2000)}},
	}
}

func TestFill(t *testing.T) {
	out, missing, err := workbook.Fill(template(t, nil), sampleValues())
	if err != nil || !slices.Equal(missing, []string{"市级编号"}) {
		t.Fatalf("missing %q, %v", missing, err)
	}
	f := open(t, out)
	raw := excelize.Options{RawCellValue: true}
	for cell, want := range map[string]string{
		"A1": "白溪镇办件月报（2026年3月）", "A2": "制表：{{单位}}", "B2": "46113", "C2": "{{市级编号}}",
		"A4": "低保", "A5": "社保卡", "A6": "身份证", "C5": "10", "D5": "12.5", "F4": "件", "F6": "件", "A7": "合计", "B10": "=1+1", "B11": "_x0041_",
	} {
		if got, err := f.GetCellValue("月报", cell, raw); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	for cell, want := range map[string]string{
		"E4": "SUM($C$4:C4)", "E5": "SUM($C$4:C5)", "E6": "SUM($C$4:C6)",
		"C7": `SUM(C4:C6)&"条，见C4:C4"`, "D7": "SUM(D4:D6)", "B10": "",
	} {
		if got, err := f.GetCellFormula("月报", cell); err != nil || got != want {
			t.Errorf("formula of %s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	if got, _ := f.GetCellFormula("汇总", "A1"); got != "SUM(月报!D4:D6)+LOG10(100)+D4" {
		t.Errorf("formula of the other sheet is %q", got)
	}
	if got, _ := f.GetCellValue("月报", "B2"); got != "2026年4月1日" {
		t.Errorf("the template's own date format shows %q", got)
	}
	if got, _ := f.GetCellValue("月报", "D5"); got != "12.50" {
		t.Errorf("money shows %q", got)
	}
	var merges []string
	cells, err := f.GetMergeCells("月报")
	for _, m := range cells {
		merges = append(merges, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	slices.Sort(merges)
	if want := []string{"A1:F1", "A4:B4", "A5:B5", "A6:B6", "G3:G6"}; err != nil || !slices.Equal(merges, want) {
		t.Errorf("merged %q, want %q (%v)", merges, want, err)
	}
	for _, row := range []int{4, 5, 6} {
		height, _ := f.GetRowHeight("月报", row)
		id, _ := f.GetCellStyle("月报", "E"+string(rune('0'+row)))
		style, err := f.GetStyle(id)
		if err != nil || height != 33 || style.Font.Family != "仿宋" || len(style.Border) != 1 {
			t.Errorf("row %d: height %v, style %+v %v", row, height, style, err)
		}
	}
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Area" && n.RefersTo != "月报!$A$1:$G$6" {
			t.Errorf("print area %q", n.RefersTo)
		}
	}
	if layout, err := f.GetPageLayout("月报"); err != nil || *layout.Orientation != "landscape" {
		t.Errorf("page %v", err)
	}
}

func TestFillEmptyList(t *testing.T) {
	v := sampleValues()
	v.Lists["办件"] = nil
	out, missing, err := workbook.Fill(template(t, nil), v)
	if err != nil || !slices.Equal(missing, []string{"市级编号"}) {
		t.Fatalf("missing %q, %v", missing, err)
	}
	f := open(t, out)
	if a, _ := f.GetCellValue("月报", "A4"); a != "" {
		t.Errorf("A4 is %q", a)
	}
	if a, _ := f.GetCellValue("月报", "A5"); a != "合计" {
		t.Errorf("A5 is %q", a)
	}
}

func TestFillUnknown(t *testing.T) {
	out, missing, err := workbook.Fill(template(t, func(f *excelize.File) {
		_ = f.SetCellStr("月报", "F4", "{{办件.备注}}")
		_ = f.SetCellStr("月报", "A9", "{{来访.姓名}}")
	}), sampleValues())
	if err != nil || !slices.Equal(missing, []string{"办件.备注", "市级编号", "来访.姓名"}) {
		t.Fatalf("missing %q, %v", missing, err)
	}
	if got, _ := open(t, out).GetCellValue("月报", "F6"); got != "{{办件.备注}}" {
		t.Errorf("F6 is %q", got)
	}
}

// TestFillRuns keeps the fonts of a cell written in several, unless a placeholder changes font.
func TestFillRuns(t *testing.T) {
	out, _, err := workbook.Fill(template(t, func(f *excelize.File) {
		bold := &excelize.Font{Bold: true}
		_ = f.SetCellRichText("月报", "A9", []excelize.RichTextRun{{Text: "单位："}, {Text: "{{单位}}", Font: bold}})
		_ = f.SetCellRichText("月报", "A10", []excelize.RichTextRun{{Text: "单位：{{单"}, {Text: "位}}", Font: bold}})
	}), sampleValues())
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, out)
	runs, err := f.GetCellRichText("月报", "A11")
	if err != nil || len(runs) != 2 || runs[1].Text != "白溪镇" || !runs[1].Font.Bold {
		t.Errorf("runs %+v %v", runs, err)
	}
	if got, _ := f.GetCellValue("月报", "A12"); got != "单位：白溪镇" {
		t.Errorf("A12 is %q", got)
	}
}

func TestFillRefuses(t *testing.T) {
	good := template(t, nil)
	cut := func(cell, text string) []byte {
		return template(t, func(f *excelize.File) { _ = f.SetCellStr("月报", cell, text) })
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/3] ^= 0xFF
	v := sampleValues()
	v.Lists["来访"] = []map[string]register.Cell{{}}
	v.Cells["单位"] = register.Text(strings.Repeat("长", 30000))
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"not closed", cut("B9", "单位{{单位"), "“月报”的B9"},
		{"two lists in a row", cut("H4", "{{来访.姓名}}"), "用了两个清单"},
		{"text grown too long", cut("B9", "{{单位}}{{单位}}"), "“月报”的B9后超过32767字"},
		{"not an archive", []byte("你好"), "损坏"},
		{"cut short", good[:len(good)/2], "损坏"},
		{"a bit flipped", flipped, "损坏"},
		{"old or locked", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), ".xls"},
		{"empty", nil, "损坏"},
	} {
		out, _, err := workbook.Fill(c.data, v)
		say, next := hall.Explain(err)
		if hall.KindOf(err) != hall.Invalid || !strings.Contains(say, c.want) || next == "" || out != nil {
			t.Errorf("%s: %v, next %q, %d bytes", c.name, err, next, len(out))
		}
	}
}

// TestFillOffice has an office program calculate the totals of a filled form.
func TestFillOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed here; formulas were compared as text only")
	}
	dir := keepDir(t)
	out, _, err := workbook.Fill(template(t, nil), sampleValues())
	if err != nil {
		t.Fatal(err)
	}
	filled := filepath.Join(dir, "filled.xlsx")
	if err := os.WriteFile(filled, out, 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(t.TempDir(), "office"), "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", dir, filled).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v\n%s", err, said)
	}
	csv, err := os.ReadFile(filepath.Join(dir, "filled.csv"))
	if want := `"合计",,"20条，见C4:C4",32.5,`; err != nil || !strings.Contains(string(csv), want) {
		t.Errorf("the office program calculates %s (%v), want %s", csv, err, want)
	}
}
