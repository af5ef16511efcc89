package ttf

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
)

// charmap maps runes to glyphs: a flat table for the BMP, a map above it.
type charmap struct {
	bmp  []GlyphID
	high map[rune]GlyphID
}

func (c charmap) glyph(r rune) GlyphID {
	if r >= 0 && int(r) < len(c.bmp) {
		return c.bmp[r]
	}
	return c.high[r]
}

func (c charmap) runes() []rune {
	var out []rune
	for r, g := range c.bmp {
		if g != 0 {
			out = append(out, rune(r))
		}
	}
	return append(out, slices.Sorted(maps.Keys(c.high))...)
}

// readCmap reads the Unicode subtables of formats 4 and 12 together. n is the
// number of glyphs; entries beyond it are ignored.
func readCmap(b []byte, n int) (charmap, error) {
	c := charmap{bmp: make([]GlyphID, 0x10000), high: map[rune]GlyphID{}}
	if len(b) < 4 || len(b) < 4+8*int(u16(b, 2)) {
		return c, fmt.Errorf("%w: cmap is cut short", ErrFormat)
	}
	found := false
	for i := range int(u16(b, 2)) {
		rec := b[4+8*i:]
		platform, encoding, off := u16(rec, 0), u16(rec, 2), u32(rec, 4)
		unicode := platform == 0 || (platform == 3 && (encoding == 1 || encoding == 10))
		if !unicode || uint64(off)+16 > uint64(len(b)) {
			continue
		}
		switch sub := b[off:]; u16(sub, 0) {
		case 4:
			readFormat4(sub, n, &c)
			found = true
		case 12:
			readFormat12(sub, n, &c)
			found = true
		}
	}
	if !found {
		return c, fmt.Errorf("%w: no Unicode cmap", ErrFormat)
	}
	return c, nil
}

func readFormat4(b []byte, n int, c *charmap) {
	segs := int(u16(b, 6)) / 2
	if len(b) < 16+8*segs {
		return
	}
	ends, starts, deltas, offsets := b[14:], b[16+2*segs:], b[16+4*segs:], b[16+6*segs:]
	for i := range segs {
		start, end := int(u16(starts, 2*i)), int(u16(ends, 2*i))
		delta, offset := u16(deltas, 2*i), int(u16(offsets, 2*i))
		for r := start; r <= end && r < 0xFFFF; r++ {
			g := uint16(r) + delta
			if offset != 0 {
				at := 2*i + offset + 2*(r-start)
				if at+2 > len(offsets) {
					break
				}
				if g = u16(offsets, at); g != 0 {
					g += delta
				}
			}
			if g != 0 && int(g) < n {
				c.bmp[r] = GlyphID(g)
			}
		}
	}
}

func readFormat12(b []byte, n int, c *charmap) {
	groups := int(u32(b, 12))
	if groups > (len(b)-16)/12 {
		groups = (len(b) - 16) / 12
	}
	for i := range groups {
		rec := b[16+12*i:]
		start, end, g := u32(rec, 0), u32(rec, 4), u32(rec, 8)
		if end > 0x10FFFF {
			continue
		}
		for r := start; r <= end && g < uint32(n); r, g = r+1, g+1 {
			if r < 0x10000 {
				c.bmp[r] = GlyphID(g)
			} else if g != 0 {
				c.high[rune(r)] = GlyphID(g)
			}
		}
	}
}

// run is a stretch of consecutive runes with consecutive glyphs.
type run struct {
	start, end rune
	glyph      GlyphID
}

func runsOf(codes []rune, glyph func(rune) GlyphID) []run {
	var runs []run
	for _, r := range codes {
		g := glyph(r)
		if k := len(runs) - 1; k >= 0 && runs[k].end+1 == r && runs[k].glyph+GlyphID(r-runs[k].start) == g &&
			(r < 0x10000) == (runs[k].start < 0x10000) {
			runs[k].end = r
			continue
		}
		runs = append(runs, run{r, r, g})
	}
	return runs
}

// writeCmap builds a cmap with a format 4 subtable for the BMP and, when a
// code lies above it, a format 12 subtable for all. codes ascend.
func writeCmap(codes []rune, glyph func(rune) GlyphID) []byte {
	runs := runsOf(codes, glyph)
	low, _ := slices.BinarySearchFunc(runs, rune(0x10000), func(r run, at rune) int { return int(r.start - at) })
	four := format4(runs[:low])
	if low == len(runs) {
		head := []byte{0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 20, 0, 3, 0, 1, 0, 0, 0, 20}
		return append(head, four...)
	}
	be := binary.BigEndian
	out := be.AppendUint16(nil, 0)
	out = be.AppendUint16(out, 4)
	at4 := uint32(4 + 8*4)
	at12 := at4 + uint32(len(four))
	for _, rec := range [4]struct {
		platform, encoding uint16
		off                uint32
	}{{0, 3, at4}, {0, 4, at12}, {3, 1, at4}, {3, 10, at12}} {
		out = be.AppendUint16(out, rec.platform)
		out = be.AppendUint16(out, rec.encoding)
		out = be.AppendUint32(out, rec.off)
	}
	out = append(out, four...)
	out = be.AppendUint16(out, 12)
	out = be.AppendUint16(out, 0)
	out = be.AppendUint32(out, uint32(16+12*len(runs)))
	out = be.AppendUint32(out, 0)
	out = be.AppendUint32(out, uint32(len(runs)))
	for _, r := range runs {
		out = be.AppendUint32(out, uint32(r.start))
		out = be.AppendUint32(out, uint32(r.end))
		out = be.AppendUint32(out, uint32(r.glyph))
	}
	return out
}

// format4 writes the runs as segments with deltas only, closed by the
// required segment of U+FFFF. The length field wraps for very many segments
// and readers then use the number of segments, as for other large CJK fonts.
func format4(runs []run) []byte {
	runs = append(slices.Clone(runs), run{0xFFFF, 0xFFFF, 0})
	be := binary.BigEndian
	n := len(runs)
	search, selector := 2, 0
	for search*2 <= n*2 {
		search, selector = search*2, selector+1
	}
	out := make([]byte, 0, 16+8*n)
	for _, v := range []int{4, 16 + 8*n, 0, 2 * n, search, selector, 2*n - search} {
		out = be.AppendUint16(out, uint16(v))
	}
	for _, r := range runs {
		out = be.AppendUint16(out, uint16(r.end))
	}
	out = be.AppendUint16(out, 0)
	for _, r := range runs {
		out = be.AppendUint16(out, uint16(r.start))
	}
	for _, r := range runs {
		delta := uint16(r.glyph) - uint16(r.start)
		if r.start == 0xFFFF {
			delta = 1
		}
		out = be.AppendUint16(out, delta)
	}
	return append(out, make([]byte, 2*n)...)
}
