package rarefont_test

import (
	"encoding/binary"
	"flag"
	"os"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/tiny.ttf anew")

// Characters of the tiny font: of extensions B, G, H and I, and one of private use.
const (
	shownB  = '\U0002A6D6'
	shownG  = '\U00030EDE'
	shownH  = '\U00031350'
	shownI  = '\U0002EBF0'
	private = '\uE123'
)

// tiny is a whole TrueType font with one glyph, for all its characters: a frame with a round
// hole, in the units of a 1000-unit em.
func tiny() []byte {
	be := binary.BigEndian
	u16 := func(v ...int) (b []byte) {
		for _, x := range v {
			b = be.AppendUint16(b, uint16(int16(x)))
		}
		return b
	}
	u32 := func(v ...uint32) (b []byte) {
		for _, x := range v {
			b = be.AppendUint32(b, x)
		}
		return b
	}
	// Two contours: a square of four corners, and inside it, the other way round, a curve of four control points.
	glyph := u16(2, 50, -100, 950, 800, 3, 7, 0)
	glyph = append(glyph, 1, 1, 1, 1, 0, 0, 0, 0)
	glyph = append(glyph, u16(50, 0, 900, 0, -700, 600, 0, -600)...)
	glyph = append(glyph, u16(-100, 900, 0, -900, 200, 0, 500, 0)...)
	glyph = append(glyph, make([]byte, (4-len(glyph)%4)%4)...)
	head := slices.Concat(u32(0x10000, 0, 0, 0x5F0F3CF5), u16(0, 1000), make([]byte, 16), u16(50, -100, 950, 800), u16(0, 8, 2, 1, 0))
	hhea := slices.Concat(u32(0x10000), u16(880, -120, 0, 1000, 0, 0, 950, 1, 0, 0, 0, 0, 0, 0, 0, 2))
	maxp := slices.Concat(u32(0x10000), u16(2, 8, 2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0))
	runes := []uint32{private, shownB, shownI, shownG, shownH}
	slices.Sort(runes)
	groups := []byte{}
	for _, r := range runes {
		groups = append(groups, u32(r, r, 1)...)
	}
	cmap := slices.Concat(u16(0, 1, 3, 10), u32(12), u16(12, 0), u32(uint32(16+len(groups)), 0, uint32(len(runes))), groups)
	tables := []struct {
		tag  string
		data []byte
	}{
		{"cmap", cmap},
		{"glyf", glyph},
		{"head", head},
		{"hhea", hhea},
		{"hmtx", u16(1000, 0, 1000, 50)},
		{"loca", u32(0, 0, uint32(len(glyph)))},
		{"maxp", maxp},
		{"post", append(u32(0x30000), make([]byte, 28)...)},
	}
	font := slices.Concat(u32(0x10000), u16(len(tables), 128, 3, 0))
	at := len(font) + 16*len(tables)
	var body []byte
	for _, t := range tables {
		font = append(append(font, t.tag...), u32(0, uint32(at+len(body)), uint32(len(t.data)))...)
		body = append(body, t.data...)
		body = append(body, make([]byte, (4-len(body)%4)%4)...)
	}
	return append(font, body...)
}

// collection is a TTC file with the tiny font behind an empty one.
func collection() []byte {
	be := binary.BigEndian
	font := tiny()
	head := append([]byte("ttcf"), 0, 1, 0, 0, 0, 0, 0, 1)
	head = be.AppendUint32(head, 16)
	out := append(slices.Clone(head), font...)
	n := int(be.Uint16(font[4:]))
	for i := range n { // tables are found from the start of the file
		off := 16 + 12 + 16*i + 8
		be.PutUint32(out[off:], be.Uint32(out[off:])+16)
	}
	return out
}

func TestTheTinyFontIsInTestdata(t *testing.T) {
	if *update {
		if err := os.WriteFile("testdata/tiny.ttf", tiny(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("testdata/tiny.ttf")
	if err != nil || !slices.Equal(got, tiny()) {
		t.Errorf("testdata/tiny.ttf is another; -update writes it (%v)", err)
	}
}
