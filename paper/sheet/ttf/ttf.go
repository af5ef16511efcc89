// Package ttf reads static TrueType fonts and cuts small ones out of them:
// one face is parsed once, and each printed document gets its own tiny font
// with just the glyphs it uses.
package ttf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// GlyphID is the index of a glyph in a face. 0 is .notdef, "no such glyph".
type GlyphID uint16

// ErrFormat reports bytes that are not a static TrueType font (a CFF font, a
// collection, a truncated file).
var ErrFormat = errors.New("ttf: not a static TrueType font")

// Face is a parsed font. It only reads the bytes it was parsed from and is
// safe for use by several goroutines.
type Face struct {
	tables  map[string][]byte
	cmap    charmap
	loca    []uint32
	glyf    []byte
	metrics []byte
	nHM     int
	upem    int
	ascent  int
	descent int
}

// Parse reads the font in data, which must stay unchanged for as long as the
// face is used. It fails with ErrFormat.
func Parse(data []byte) (*Face, error) {
	tables, err := directory(data)
	if err != nil {
		return nil, err
	}
	f := &Face{tables: tables, glyf: tables["glyf"], metrics: tables["hmtx"]}
	head, hhea, maxp := tables["head"], tables["hhea"], tables["maxp"]
	if len(head) < 54 || len(hhea) < 36 || len(maxp) < 6 || f.glyf == nil {
		return nil, fmt.Errorf("%w: a required table is missing", ErrFormat)
	}
	f.upem = int(u16(head, 18))
	f.ascent, f.descent = int(i16(hhea, 4)), int(i16(hhea, 6))
	f.nHM = int(u16(hhea, 34))
	n := int(u16(maxp, 4))
	if f.upem == 0 || f.nHM == 0 || f.nHM > n || len(f.metrics) < f.nHM*4+(n-f.nHM)*2 {
		return nil, fmt.Errorf("%w: bad metrics", ErrFormat)
	}
	if f.loca, err = readLoca(tables["loca"], n, u16(head, 50) != 0, len(f.glyf)); err != nil {
		return nil, err
	}
	if f.cmap, err = readCmap(tables["cmap"], n); err != nil {
		return nil, err
	}
	return f, nil
}

// UnitsPerEm is the number of font units in one em.
func (f *Face) UnitsPerEm() int { return f.upem }

// Ascent is the height of a line above the baseline in font units.
func (f *Face) Ascent() int { return f.ascent }

// Descent is the depth of a line below the baseline in font units, negative.
func (f *Face) Descent() int { return f.descent }

// NumGlyphs is the number of glyphs in the face.
func (f *Face) NumGlyphs() int { return len(f.loca) - 1 }

// Glyph returns the glyph of r, or 0 when the face has none.
func (f *Face) Glyph(r rune) GlyphID { return f.cmap.glyph(r) }

// Has reports whether the face can draw r.
func (f *Face) Has(r rune) bool { return f.cmap.glyph(r) != 0 }

// Runes returns all runes the face can draw, ascending.
func (f *Face) Runes() []rune { return f.cmap.runes() }

// Advance is the width of a glyph in font units.
func (f *Face) Advance(g GlyphID) int {
	i := int(g)
	if i >= f.nHM {
		i = f.nHM - 1
	}
	return int(u16(f.metrics, i*4))
}

// sideBearing is the left side bearing of a glyph in font units.
func (f *Face) sideBearing(g GlyphID) uint16 {
	i := int(g)
	if i < f.nHM {
		return u16(f.metrics, i*4+2)
	}
	off := f.nHM*4 + (i-f.nHM)*2
	if off+2 > len(f.metrics) {
		return 0
	}
	return u16(f.metrics, off)
}

// data returns the glyf entry of g, nil for an empty glyph.
func (f *Face) data(g GlyphID) []byte {
	if int(g) >= f.NumGlyphs() {
		return nil
	}
	return f.glyf[f.loca[g]:f.loca[g+1]]
}

func directory(data []byte) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, fmt.Errorf("%w: too short", ErrFormat)
	}
	if v := u32(data, 0); v != 0x00010000 && v != 0x74727565 {
		return nil, fmt.Errorf("%w: version %08x", ErrFormat, v)
	}
	n := int(u16(data, 4))
	if len(data) < 12+16*n {
		return nil, fmt.Errorf("%w: directory is cut short", ErrFormat)
	}
	tables := make(map[string][]byte, n)
	for i := range n {
		rec := data[12+16*i:]
		off, size := uint64(u32(rec, 8)), uint64(u32(rec, 12))
		if off+size > uint64(len(data)) {
			return nil, fmt.Errorf("%w: table %q is cut short", ErrFormat, rec[:4])
		}
		tables[string(rec[:4])] = data[off : off+size : off+size]
	}
	return tables, nil
}

func readLoca(b []byte, n int, long bool, limit int) ([]uint32, error) {
	size := 2
	if long {
		size = 4
	}
	if len(b) < (n+1)*size {
		return nil, fmt.Errorf("%w: loca is cut short", ErrFormat)
	}
	loca := make([]uint32, n+1)
	for i := range loca {
		if long {
			loca[i] = u32(b, i*4)
		} else {
			loca[i] = uint32(u16(b, i*2)) * 2
		}
		if loca[i] > uint32(limit) || (i > 0 && loca[i] < loca[i-1]) {
			return nil, fmt.Errorf("%w: loca runs backwards", ErrFormat)
		}
	}
	return loca, nil
}

func u16(b []byte, off int) uint16 { return binary.BigEndian.Uint16(b[off:]) }
func i16(b []byte, off int) int16  { return int16(u16(b, off)) }
func u32(b []byte, off int) uint32 { return binary.BigEndian.Uint32(b[off:]) }
