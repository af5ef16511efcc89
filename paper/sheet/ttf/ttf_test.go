package ttf_test

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"bianmin/assets/fonts"
	"bianmin/paper/sheet/ttf"
)

func parse(t testing.TB, data []byte) *ttf.Face {
	t.Helper()
	face, err := ttf.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return face
}

// sample are characters of every kind: Latin, Han, marks, above U+FFFF, an
// overlay (☑), and one without ink.
var sample = []rune("Aé 便民服务，「」①☑→𫖯𨱏\u3000")

func codesOf(face *ttf.Face, runes []rune) map[rune]ttf.GlyphID {
	codes := map[rune]ttf.GlyphID{}
	for _, r := range runes {
		codes[r] = face.Glyph(r)
	}
	return codes
}

func TestBuiltInFacesHold8105AndMore(t *testing.T) {
	for name, data := range map[string][]byte{
		"serif": fonts.SerifRegular(), "serif bold": fonts.SerifBold(),
		"sans": fonts.SansRegular(), "sans bold": fonts.SansBold(),
	} {
		face := parse(t, data)
		if n := len(face.Runes()); n < 10000 {
			t.Errorf("%s has %d characters", name, n)
		}
		for _, r := range "AZaz09一龠㑇喆赟𫖯𬱖·—–…⏎↑↓←→☐☑☒✓①⑳□■●★（）￥℃№㎡〇" {
			if !face.Has(r) {
				t.Errorf("%s lacks %q", name, r)
			}
		}
	}
}

// TestAgainstSfnt compares glyphs, advances and outlines with another reader,
// in the face and in a subset of it.
func TestAgainstSfnt(t *testing.T) {
	whole := fonts.SansRegular()
	face := parse(t, whole)
	small, err := face.Subset(ttf.Cut{Codes: codesOf(face, sample), Tables: []string{"name"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{whole, small} {
		face := parse(t, data)
		other, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		ppem := fixed.I(face.UnitsPerEm())
		for _, r := range sample {
			g, err := other.GlyphIndex(&buf, r)
			if err != nil || ttf.GlyphID(g) != face.Glyph(r) || g == 0 {
				t.Fatalf("%q is glyph %d, the other reader says %d, %v", r, face.Glyph(r), g, err)
			}
			adv, err := other.GlyphAdvance(&buf, g, ppem, font.HintingNone)
			if err != nil || adv.Round() != face.Advance(face.Glyph(r)) {
				t.Errorf("%q advances %d, the other reader says %v, %v", r, face.Advance(face.Glyph(r)), adv, err)
			}
			segments, err := other.LoadGlyph(&buf, g, ppem, nil)
			if err != nil {
				t.Fatal(err)
			}
			sameShape(t, r, face.Outline(face.Glyph(r)), segments)
		}
	}
}

// sameShape compares the ends of all segments that have a length.
func sameShape(t *testing.T, r rune, got []ttf.Contour, want sfnt.Segments) {
	t.Helper()
	var a, b []fixed.Point26_6
	add := func(to []fixed.Point26_6, p fixed.Point26_6) []fixed.Point26_6 {
		if len(to) > 0 && to[len(to)-1] == p {
			return to
		}
		return append(to, p)
	}
	at := func(p ttf.Point) fixed.Point26_6 {
		return fixed.Point26_6{X: fixed.Int26_6(p.X * 64), Y: fixed.Int26_6(-p.Y * 64)}
	}
	for _, c := range got {
		a = add(a, at(c.Start))
		for _, s := range c.Segments {
			a = add(a, at(s.End))
		}
	}
	for _, s := range want {
		switch s.Op {
		case sfnt.SegmentOpQuadTo:
			b = add(b, s.Args[1])
		default:
			b = add(b, s.Args[0])
		}
	}
	if len(a) != len(b) {
		t.Errorf("%q has %d points, the other reader has %d", r, len(a), len(b))
		return
	}
	for i := range a {
		if d := a[i].Sub(b[i]); max(d.X, -d.X, d.Y, -d.Y) > 64 {
			t.Errorf("%q point %d is %v, the other reader has %v", r, i, a[i], b[i])
			return
		}
	}
}

func TestSubsetHasPrivateSlots(t *testing.T) {
	face := parse(t, fonts.SerifBold())
	small, err := face.Subset(ttf.Cut{Codes: map[rune]ttf.GlyphID{0xE000: face.Glyph('𨱏'), 'A': face.Glyph('A')}})
	if err != nil {
		t.Fatal(err)
	}
	sub := parse(t, small)
	if !sub.Has(0xE000) || !sub.Has('A') || sub.Has('𨱏') || sub.NumGlyphs() < 3 {
		t.Error("wrong characters in the subset")
	}
	if len(small) > 8000 {
		t.Errorf("a subset of two glyphs takes %d bytes", len(small))
	}
	a, b := face.Outline(face.Glyph('𨱏')), sub.Outline(sub.Glyph(0xE000))
	if len(a) == 0 || len(a) != len(b) || a[0].Start != b[0].Start {
		t.Error("the slot shows another glyph")
	}
	if _, err := face.Subset(ttf.Cut{Codes: map[rune]ttf.GlyphID{'A': 65535}}); !errors.Is(err, ttf.ErrFormat) {
		t.Errorf("a glyph that is not there: %v", err)
	}
}

func TestSubsetIsRepeatable(t *testing.T) {
	face := parse(t, fonts.SansBold())
	cut := ttf.Cut{Codes: codesOf(face, sample)}
	first, err := face.Subset(cut)
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		again, err := face.Subset(cut)
		if err != nil || !bytes.Equal(first, again) {
			t.Fatal("two subsets differ")
		}
	}
}

func FuzzParse(f *testing.F) {
	face := parse(f, fonts.SansRegular())
	small, err := face.Subset(ttf.Cut{Codes: codesOf(face, sample)})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(small)
	f.Add([]byte("OTTO"))
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := ttf.Parse(data)
		if err != nil {
			return
		}
		codes := map[rune]ttf.GlyphID{}
		for g := range min(face.NumGlyphs(), 20) {
			face.Outline(ttf.GlyphID(g))
			codes[rune(0xE000+g)] = ttf.GlyphID(g)
		}
		if _, err := face.Subset(ttf.Cut{Codes: codes}); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkSubset200(b *testing.B) {
	face := parse(b, fonts.SerifRegular())
	codes := map[rune]ttf.GlyphID{}
	for r := rune('一'); len(codes) < 200; r += 7 {
		if g := face.Glyph(r); g != 0 {
			codes[r] = g
		}
	}
	for b.Loop() {
		if _, err := face.Subset(ttf.Cut{Codes: codes}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		parse(b, fonts.SerifRegular())
	}
}

// TestMergeKeepsEachLook takes one character from two faces.
func TestMergeKeepsEachLook(t *testing.T) {
	serif, bold := parse(t, fonts.SerifRegular()), parse(t, fonts.SansBold())
	made, err := ttf.Merge(
		ttf.Piece{Face: serif, Codes: map[rune]ttf.GlyphID{2: serif.Glyph('便'), 4: serif.Glyph('é')}},
		ttf.Piece{Face: bold, Codes: map[rune]ttf.GlyphID{6: bold.Glyph('便'), 8: bold.Glyph('☑'), 10: bold.Glyph('é')}},
	)
	if err != nil {
		t.Fatal(err)
	}
	small := parse(t, made)
	for code, from := range map[rune]struct {
		face *ttf.Face
		r    rune
	}{2: {serif, '便'}, 4: {serif, 'é'}, 6: {bold, '便'}, 8: {bold, '☑'}, 10: {bold, 'é'}} {
		got, want := small.Glyph(code), from.face.Glyph(from.r)
		if got == 0 || small.Advance(got) != from.face.Advance(want) || !reflect.DeepEqual(small.Outline(got), from.face.Outline(want)) {
			t.Errorf("code %d does not show %q", code, from.r)
		}
	}
	if _, err := ttf.Merge(); !errors.Is(err, ttf.ErrFormat) {
		t.Errorf("nothing merged: %v", err)
	}
	if _, err := ttf.Merge(ttf.Piece{Face: serif, Codes: map[rune]ttf.GlyphID{2: 65535}}); !errors.Is(err, ttf.ErrFormat) {
		t.Errorf("a glyph that is not there: %v", err)
	}
}
