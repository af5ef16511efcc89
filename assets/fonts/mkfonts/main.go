// Command mkfonts cuts the product's four faces out of the full Noto fonts.
// It is run by hand when the character set or the source version changes;
// README.md beside the fonts says how.
package main

import (
	"bufio"
	"compress/bzip2"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"bianmin/paper/sheet/ttf"
)

func main() {
	src := flag.String("src", "", "folder with the unpacked npm packages")
	unihan := flag.String("unihan", "", "Unihan_OtherMappings.txt, plain or .bz2")
	out := flag.String("out", "assets/fonts", "folder to write the fonts into")
	flag.Parse()
	if err := run(*src, *unihan, *out); err != nil {
		fmt.Fprintln(os.Stderr, "mkfonts:", err)
		os.Exit(1)
	}
}

// faces maps the source files, wherever they lie under -src, to the products.
var faces = map[string]string{
	"NotoSerifSC_400Regular.ttf": "NotoSerifSC-Regular.ttf",
	"NotoSerifSC_700Bold.ttf":    "NotoSerifSC-Bold.ttf",
	"NotoSansSC_400Regular.ttf":  "NotoSansSC-Regular.ttf",
	"NotoSansSC_700Bold.ttf":     "NotoSansSC-Bold.ttf",
}

func run(src, unihan, out string) error {
	want, err := readUnihan(unihan)
	if err != nil {
		return err
	}
	addSymbols(want)
	made := 0
	err = filepath.WalkDir(src, func(path string, _ fs.DirEntry, err error) error {
		product := faces[filepath.Base(path)]
		if err != nil || product == "" {
			return err
		}
		made++
		return cut(path, filepath.Join(out, product), want)
	})
	if err == nil && made != len(faces) {
		err = fmt.Errorf("found %d of %d source fonts under %q", made, len(faces), src)
	}
	return err
}

// listed matches a Unihan line of a character in 通用规范汉字表 or in GB 2312.
var listed = regexp.MustCompile(`^U\+([0-9A-F]{4,6})\t(kTGH|kGB0)\t`)

// readUnihan collects the characters of both lists. It fails when the file
// holds fewer than the 8105 of the table.
func readUnihan(path string) (map[rune]bool, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	var in io.Reader = file
	if strings.HasSuffix(path, ".bz2") {
		in = bzip2.NewReader(file)
	}
	want := map[rune]bool{}
	table := 0
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		m := listed.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		code, err := strconv.ParseInt(m[1], 16, 32)
		if err != nil {
			return nil, err
		}
		want[rune(code)] = true
		if m[2] == "kTGH" {
			table++
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if table < 8105 {
		return nil, fmt.Errorf("%s lists %d characters of the 8105", path, table)
	}
	return want, nil
}

// cut writes one product and says what it holds.
func cut(from, to string, want map[rune]bool) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	face, err := ttf.Parse(data)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	c := ttf.Cut{
		Codes:    map[rune]ttf.GlyphID{},
		Overlays: map[rune][]ttf.Part{},
		Tables:   []string{"name", "gasp", "prep"},
	}
	for r := range want {
		if g := face.Glyph(r); g != 0 {
			c.Codes[r] = g
		}
	}
	for r, strokes := range drawn {
		addDrawn(face, c, r, strokes)
	}
	delete(c.Codes, dash)
	c.Overlays[dash] = fullDash(face)
	small, err := face.Subset(c)
	if err != nil {
		return err
	}
	if _, err := ttf.Parse(small); err != nil {
		return fmt.Errorf("the subset of %s does not read back: %w", from, err)
	}
	fmt.Printf("%s: %d characters, %d bytes\n", to, len(c.Codes)+len(c.Overlays), len(small))
	return os.WriteFile(to, small, 0o644)
}

// addDrawn gives r, which the source lacks, the shapes of other characters.
func addDrawn(face *ttf.Face, c ttf.Cut, r rune, strokes []stroke) {
	if g := face.Glyph(r); g != 0 {
		c.Codes[r] = g
		return
	}
	var parts []ttf.Part
	for _, s := range strokes {
		g := face.Glyph(s.from)
		x, y := middle(face.Outline(g))
		em := float64(face.UnitsPerEm()) / 1000
		parts = append(parts, ttf.Part{
			Glyph: g,
			Scale: s.scale,
			DX:    int16(math.Round(s.x*em - x*s.scale)),
			DY:    int16(math.Round(s.y*em - y*s.scale)),
		})
	}
	c.Overlays[r] = parts
}

// dash is half of the Chinese dash 「——」.
const dash = '—'

// fullDash makes the dash a full em wide and without gaps at its ends. The
// sources have the narrower Latin one there and leave the rest to GSUB.
func fullDash(face *ttf.Face) []ttf.Part {
	g := face.Glyph(dash)
	low, high := ink(face.Outline(g))
	em := float64(face.UnitsPerEm())
	up := int16(math.Round(0.38*em - (low.Y+high.Y)/2))
	return []ttf.Part{
		{Glyph: face.Glyph('\u3000')}, // no ink; gives the advance
		{Glyph: g, DX: int16(-low.X), DY: up},
		{Glyph: g, DX: int16(em - high.X), DY: up},
	}
}

// middle is the middle of the ink of an outline, in font units.
func middle(contours []ttf.Contour) (x, y float64) {
	low, high := ink(contours)
	return (low.X + high.X) / 2, (low.Y + high.Y) / 2
}

// ink is the lower left and upper right of an outline, in font units.
func ink(contours []ttf.Contour) (low, high ttf.Point) {
	low = ttf.Point{X: math.Inf(1), Y: math.Inf(1)}
	high = ttf.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, c := range contours {
		for _, s := range c.Segments {
			low = ttf.Point{X: min(low.X, s.End.X), Y: min(low.Y, s.End.Y)}
			high = ttf.Point{X: max(high.X, s.End.X), Y: max(high.Y, s.End.Y)}
		}
	}
	return low, high
}
