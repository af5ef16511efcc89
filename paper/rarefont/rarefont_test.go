package rarefont_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"bianmin/paper/rarefont"
	"bianmin/paper/sheet"
)

func write(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestWhereFontsAreFound(t *testing.T) {
	for _, c := range []struct {
		situation, file string
		own             bool
		data            []byte
		want            bool
	}{
		{"in the hall's own folder, by any name", "我们的字.ttf", true, tiny(), true},
		{"in capitals", "FONT.TTF", true, tiny(), true},
		{"below the hall's own folder", "more/x.ttf", true, tiny(), false},
		{"a collection", "x.ttc", true, collection(), true},
		{"no font by its name", "x.txt", true, tiny(), false},
		{"of the system, known", "truetype/hanazono/HanaMinB.ttf", false, tiny(), true},
		{"of the system, known, in other letters", "SIMSUNB.TTF", false, tiny(), true},
		{"of the system, unknown", "truetype/other.ttf", false, tiny(), false},
		{"not a font", "HanaMinA.ttf", false, []byte("<html>not found</html>"), false},
		{"empty", "HanaMinA.ttf", false, nil, false},
	} {
		t.Run(c.situation, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, c.file), c.data)
			fonts := rarefont.New("", "", filepath.Join(dir, "nowhere"), dir)
			if c.own {
				fonts = rarefont.New(dir, "")
			}
			for _, r := range []rune{shownB, shownG, shownH, shownI} {
				o, ok := fonts.Outline(r)
				if ok != c.want || ok && (o.UnitsPerEm != 1000 || len(o.Contours) != 2) {
					t.Errorf("%U: %v, %v of %v contours", r, ok, o.UnitsPerEm, len(o.Contours))
				}
			}
			if _, ok := fonts.Outline('中'); ok {
				t.Error("a character the font has not is drawn")
			}
		})
	}
}

func TestTheOwnFolderMayHaveAStrangeName(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "大厅[1]", "a b")
	write(t, filepath.Join(dir, "x.ttf"), tiny())
	if _, ok := rarefont.New(dir).Outline(shownB); !ok {
		t.Error("not found")
	}
}

// A private-use character is another in every font: it stays a box, to be looked at.
func TestPrivateUseIsNotDrawn(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "x.ttf"), tiny())
	fonts := rarefont.New(dir)
	for _, r := range []rune{private, '\U000F0000', '\U00100000', '\n', 0} {
		if _, ok := fonts.Outline(r); ok {
			t.Errorf("%U is drawn", r)
		}
	}
}

func TestABrokenFontIsPassedOver(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.ttf"), tiny()[:200])
	write(t, filepath.Join(dir, "b.ttf"), tiny())
	if err := os.Mkdir(filepath.Join(dir, "0.ttf"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, ok := rarefont.New(dir).Outline(shownB); !ok {
		t.Error("the good font behind a broken one is not asked")
	}
}

// Nothing is opened before a rare character comes, and nothing stays open after it.
func TestFontsAreReadLate(t *testing.T) {
	dir := t.TempDir()
	fonts := rarefont.New(dir)
	write(t, filepath.Join(dir, "late.ttf"), tiny())
	if _, ok := fonts.Outline(shownB); !ok {
		t.Error("folders were read too early")
	}
	if err := os.Remove(filepath.Join(dir, "late.ttf")); err != nil {
		t.Fatal(err)
	}
	if _, ok := fonts.Outline(shownB); !ok {
		t.Error("a known character is forgotten")
	}
	if _, ok := fonts.Outline(shownG); ok {
		t.Error("a font that is gone still draws")
	}
}

func TestTheZeroAndNilFontsFindNothing(t *testing.T) {
	var none *rarefont.Fonts
	if _, ok := none.Outline(shownB); ok {
		t.Error("nil draws")
	}
	if _, ok := new(rarefont.Fonts).Outline(shownB); ok {
		t.Error("the zero value draws")
	}
}

func TestManyAskAtOnce(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "x.ttf"), tiny())
	fonts := rarefont.New(dir)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 50 {
				for _, r := range []rune{shownB, shownG, shownH, shownI} {
					if _, ok := fonts.Outline(r); !ok {
						t.Errorf("%U is not drawn", r)
					}
				}
			}
		})
	}
	wait.Wait()
}

// Whatever is in a file, asking it never breaks.
func TestDamagedFontsNeverBreakAPrint(t *testing.T) {
	cff, err := os.ReadFile("testdata/cff.otf")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		data := bytes.Clone(rapid.SampledFrom([][]byte{tiny(), collection(), cff}).Draw(t, "font"))
		for range rapid.IntRange(1, 6).Draw(t, "hits") {
			data[rapid.IntRange(0, len(data)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		data = data[:rapid.IntRange(0, len(data)).Draw(t, "length")]
		if err := os.WriteFile(filepath.Join(dir, "x.ttf"), data, 0o600); err != nil {
			t.Fatal(err)
		}
		fonts := rarefont.New(dir)
		for _, r := range []rune{shownB, 'A', 'Q', '0', '中'} {
			o, ok := fonts.Outline(r)
			if ok && o.UnitsPerEm <= 0 {
				t.Fatalf("%U has an em of %v", r, o.UnitsPerEm)
			}
		}
	})
}

// The cubic curves of a CFF font come as quadratic ones.
func TestCFFIsDrawn(t *testing.T) {
	data, err := os.ReadFile("testdata/cff.otf")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "x.otf"), data)
	o, ok := rarefont.New(dir).Outline('Q')
	curves := 0
	for _, c := range o.Contours {
		for _, s := range c.Segments {
			if s.Ctrl != s.End {
				curves++
			}
		}
	}
	if !ok || len(o.Contours) == 0 || curves == 0 {
		t.Errorf("%v: %d contours, %d curves", ok, len(o.Contours), curves)
	}
}

// With a font the character is drawn, read back from the file, and no longer missing.
func TestARareNameIsPrintedAndReadBack(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "x.ttf"), tiny())
	printed(t, rarefont.New(dir), "欧阳"+string(shownB)+string(shownI)+"·彭")
}

// The fonts of this machine draw characters of Ext B, where there are any.
func TestTheSystemsFonts(t *testing.T) {
	fonts := rarefont.New("", rarefont.SystemFolders()...)
	const text = "王\U0002A6D6\U00020021\U0002B81C\U0002CEB1"
	for _, r := range text {
		if _, ok := fonts.Outline(r); !ok {
			t.Skipf("no font of this machine has %U; on Debian install fonts-hanazono", r)
		}
	}
	printed(t, fonts, text)
}

func printed(t *testing.T, fonts sheet.Fallback, name string) {
	t.Helper()
	d := sheet.New(sheet.Options{Fallback: fonts})
	d.AddPage(100, 50).Text(10, 20, sheet.Left, sheet.Span{Text: name, SizePt: 20})
	var out bytes.Buffer
	report, err := d.PDF(&out)
	if err != nil || len(report.Missing) > 0 {
		t.Fatalf("missing %U, %v", report.Missing, err)
	}
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	file := filepath.Join(t.TempDir(), "x.pdf")
	write(t, file, out.Bytes())
	text, err := exec.Command(program, "-raw", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimRight(string(text), "\f\n"); got != name {
		t.Errorf("read back %q, want %q", got, name)
	}
}
