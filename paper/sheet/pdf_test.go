package sheet_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"bianmin/assets/fonts"
	"bianmin/paper/sheet"
	"bianmin/paper/sheet/ttf"
)

// rare are name characters; the last ones are above U+FFFF and some of those
// are in no built-in face.
const rare = "喆赟訢鿔㼆㑇㵐䢺𡌴𣲗𤩽𨱏𪣻𫍯𫓧𫞩𫟹𬀩𬘭𬱖𬺰𰻝\U00031350"

func write(t testing.TB, d *sheet.Document) ([]byte, sheet.Report) {
	t.Helper()
	var out bytes.Buffer
	report, err := d.PDF(&out)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), report
}

// extract gives back the text of a PDF as pdftotext sees it.
func extract(t testing.TB, pdf []byte) string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-raw", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimRight(string(out), "\f\n")
}

// sheetOf sets paragraphs one below the other on one long page.
func sheetOf(paras ...sheet.Para) *sheet.Document {
	d := sheet.New(sheet.Options{Title: "样张"})
	y := 10.0
	for _, p := range paras {
		y += p.HeightMM(160) + 3
	}
	page := d.AddPage(sheet.A4WidthMM, max(y+10, 100))
	y = 10
	for _, p := range paras {
		y = page.Para(20, y, 160, p) + 3
	}
	return d
}

func TestEveryCharacterComesBack(t *testing.T) {
	for _, data := range [][]byte{fonts.SerifRegular(), fonts.SansBold()} {
		font, err := ttf.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, r := range font.Runes() {
			if r > ' ' && !strings.ContainsRune("\u00a0\u3000\u1680\u202f\u205f", r) && (r < 0x2000 || r > 0x200F) {
				all.WriteRune(r)
			}
		}
		all.WriteString(rare)
		text := sheet.Clean(all.String())
		face := sheet.Serif
		if &data[0] == &fonts.SansBold()[0] {
			face = sheet.SansBold
		}
		p := sheet.Text(text, face, 9)
		p.Align = sheet.Justify
		pdf, _ := write(t, sheetOf(p))
		same(t, strings.ReplaceAll(extract(t, pdf), "\n", ""), text)
	}
}

func same(t testing.TB, got, want string) {
	t.Helper()
	g, w := []rune(got), []rune(want)
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Fatalf("at %d: got %q, want %q", i, string(g[max(i-3, 0):min(i+20, len(g))]), string(w[max(i-3, 0):min(i+20, len(w))]))
		}
	}
	if len(g) != len(w) {
		t.Fatalf("got %d characters, want %d", len(g), len(w))
	}
}

// TestRandomTextComesBack sets random words in all looks; only the room at
// line ends may differ.
func TestRandomTextComesBack(t *testing.T) {
	pieces := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return strings.ContainsAny(w, "\u00a0\u3000\n\t\x00") || !utf8.ValidString(w)
	})
	rapid.Check(t, func(r *rapid.T) {
		p := sheet.Para{Align: sheet.Align(rapid.IntRange(0, 3).Draw(r, "align"))}
		for range rapid.IntRange(1, 3).Draw(r, "spans") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 60).Draw(r, "text"), "")
			p.Spans = append(p.Spans, sheet.Span{
				Text:    strings.Join(strings.Fields(text), " "),
				Face:    sheet.Face(rapid.IntRange(0, 3).Draw(r, "face")),
				SizePt:  rapid.Float64Range(9, 14).Draw(r, "size"),
				TrackEm: float64(rapid.IntRange(0, 1).Draw(r, "track")) * 0.2,
			})
		}
		pdf, _ := write(t, sheetOf(p))
		var want []string
		for _, l := range p.Lines(160) {
			if s := strings.TrimSpace(l.Text); s != "" {
				want = append(want, s)
			}
		}
		if got := extract(t, pdf); got != strings.Join(want, "\n") {
			r.Fatalf("got  %q\nwant %q", got, strings.Join(want, "\n"))
		}
	})
}

func TestMissingIsReported(t *testing.T) {
	d := sheetOf(sheet.Text("张"+rare+"\ue000", sheet.Sans, 12))
	_, report := write(t, d)
	want := []rune{0xe000, '𡌴', '𬺰', 0x31350}
	if !slices.Equal(report.Missing, want) {
		t.Errorf("missing %U, want %U", report.Missing, want)
	}
	if !slices.Equal(d.Missing(), want) {
		t.Errorf("Missing() = %U, want %U", d.Missing(), want)
	}
}

type square struct{}

func (square) Outline(r rune) (sheet.Outline, bool) {
	p := func(x, y float64) ttf.Segment {
		return ttf.Segment{Ctrl: ttf.Point{X: x, Y: y}, End: ttf.Point{X: x, Y: y}}
	}
	return sheet.Outline{UnitsPerEm: 10, Contours: []ttf.Contour{{Segments: []ttf.Segment{p(9, 0), p(9, 9), p(0, 9)}}}}, r == '𡌴'
}

func TestFallbackDraws(t *testing.T) {
	d := sheet.New(sheet.Options{Fallback: square{}})
	d.AddPage(100, 50).Text(10, 20, sheet.Left, sheet.Span{Text: "张𡌴𬺰"})
	pdf, report := write(t, d)
	if !slices.Equal(report.Missing, []rune("𬺰")) || !slices.Equal(d.Missing(), []rune("𬺰")) {
		t.Errorf("missing %q", string(report.Missing))
	}
	if got := extract(t, pdf); got != "张𡌴𬺰" {
		t.Errorf("extracted %q", got)
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	made := func() []byte {
		d := sheetOf(notice()...)
		if err := d.Pages()[0].QR(150, 10, 30, "https://example.gov.cn/q/1"); err != nil {
			t.Fatal(err)
		}
		pdf, _ := write(t, d)
		return pdf
	}
	first := made()
	for range 5 {
		if !bytes.Equal(first, made()) {
			t.Fatal("two runs differ")
		}
	}
}

func TestFilesAreSound(t *testing.T) {
	program, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed")
	}
	d := sheet.New(sheet.Options{Title: "刘𫖯 (a\\)", Created: time.Date(2026, 11, 23, 9, 42, 0, 0, time.UTC)})
	d.AddPage(90, 54).CutMarks(5, 5, 80, 44, 3)
	d.AddPage(210, 297).Seal(100, 100, 42, 12)
	pdf, _ := write(t, d)
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, "--check", file).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

func TestNothingPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sheet.New(sheet.Options{Title: rapid.String().Draw(t, "title")})
		page := d.AddPage(100, 100)
		for range 3 {
			s := sheet.Span{
				Text:   rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOf(rapid.Byte()).Draw(t, "raw")) })).Draw(t, "text"),
				Face:   sheet.Face(rapid.IntRange(0, 9).Draw(t, "face")),
				SizePt: rapid.Float64().Draw(t, "size"),
			}
			page.Text(10, 10, sheet.Center, s)
			page.Para(10, 20, rapid.Float64().Draw(t, "width"), sheet.Para{Spans: []sheet.Span{s}, Align: sheet.Justify})
			page.Draw(sheet.TextOp{X: 1, Y: 1, Face: s.Face, SizePt: s.SizePt, Text: s.Text})
		}
		if _, err := d.PDF(&bytes.Buffer{}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestEmptyDocument(t *testing.T) {
	if _, err := sheet.New(sheet.Options{}).PDF(&bytes.Buffer{}); !errors.Is(err, sheet.ErrEmpty) {
		t.Errorf("got %v", err)
	}
}

// TestPageWriterOnly keeps gofpdf's own text layout out: it drops a Han
// character at every line break and panics above U+FFFF.
func TestPageWriterOnly(t *testing.T) {
	banned := regexp.MustCompile(`\bpdf\.(MultiCell|Split\w+|Write\w*|Cell\w*)\(`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(src, []byte(`gofpdf"`)) && file != "pdf.go" && file != "pdf_test.go" {
			t.Errorf("%s imports gofpdf; only pdf.go may", file)
		}
		for _, hit := range banned.FindAllString(string(src), -1) {
			t.Errorf("%s calls %s", file, hit)
		}
	}
}

// TestDocumentsAreIndependent writes documents side by side; with -race it
// shows that they share nothing that is written to.
func TestDocumentsAreIndependent(t *testing.T) {
	want, _ := write(t, sheetOf(notice()...))
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			var out bytes.Buffer
			if _, err := sheetOf(notice()...).PDF(&out); err != nil || !bytes.Equal(out.Bytes(), want) {
				t.Errorf("another file, %v", err)
			}
		})
	}
	wait.Wait()
}

func notice() []sheet.Para {
	body := sheet.Para{
		Align: sheet.Justify, IndentEm: 2, PitchMM: 8.5,
		Spans: []sheet.Span{
			{Text: "您的申请已于 2026年11月23日受理。我们承诺在 ", SizePt: 14},
			{Text: "15 个工作日", Face: sheet.SerifBold, SizePt: 14},
			{Text: "内，即 12月14日（星期一）前办好。材料不全，我们当场或五个工作日内一次告诉您全部要补的内容。" +
				"不予办理，会书面说明理由。对结果不服，可在六十日内向新化县人民政府申请行政复议，或在六个月内向人民法院起诉。𫖯", SizePt: 14},
		},
	}
	return []sheet.Para{
		{Align: sheet.Center, Spans: []sheet.Span{{Text: "一次性告知书", Face: sheet.SerifBold, SizePt: 22}}},
		sheet.Text("编号 431322112000-20261123-A70123K/01", sheet.Sans, 10),
		body, body, body, body,
	}
}

func BenchmarkNotice(b *testing.B) {
	for b.Loop() {
		d := sheetOf(notice()...)
		if err := d.Pages()[0].QR(150, 10, 30, "https://example.gov.cn/q/1"); err != nil {
			b.Fatal(err)
		}
		if _, err := d.PDF(&bytes.Buffer{}); err != nil {
			b.Fatal(err)
		}
	}
}
