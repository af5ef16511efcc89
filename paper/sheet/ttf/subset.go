package ttf

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
)

// Cut says what a subset holds.
type Cut struct {
	// Codes maps each code of the new font to the glyph of the face it shows.
	// A code need not be the rune the glyph has in the face: a glyph from
	// above U+FFFF can be given a private code such as U+E000.
	Codes map[rune]GlyphID
	// Overlays are new glyphs made of glyphs of the face laid over each other;
	// the first gives the advance. May be nil.
	Overlays map[rune][]Part
	// Tables names further tables to copy as they are, such as "name", "gasp".
	Tables []string
}

// Part is a glyph in an overlay, scaled about the origin (0 means 1, less than
// 2), then moved by font units.
type Part struct {
	Glyph  GlyphID
	Scale  float64
	DX, DY int16
}

// Subset builds a new font that holds what cut asks for, .notdef, and nothing
// else. Metrics stay as they were. The result shares no memory with f and may
// be written to. It fails with ErrFormat when cut names a glyph that f does
// not have.
func (f *Face) Subset(cut Cut) ([]byte, error) {
	order, index, err := f.closure(cut)
	if err != nil {
		return nil, err
	}
	codes := make(map[rune]GlyphID, len(cut.Codes)+len(cut.Overlays))
	for r, g := range cut.Codes {
		codes[r] = index[g]
	}
	glyf, loca := f.gather(order, index)
	hmtx := f.gatherMetrics(order)
	n := len(order)
	for _, r := range slices.Sorted(maps.Keys(cut.Overlays)) {
		parts := cut.Overlays[r]
		glyf = append(glyf, f.overlay(parts, index)...)
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		hmtx = append(hmtx, f.gatherMetrics([]GlyphID{parts[0].Glyph})...)
		codes[r] = GlyphID(n)
		n++
	}
	out := f.around(glyf, loca, hmtx, codes)
	out["maxp"] = maxp(f.tables["maxp"], n, len(cut.Overlays) > 0)
	for _, tag := range cut.Tables {
		if t := f.tables[tag]; t != nil {
			out[tag] = t
		}
	}
	return assemble(out), nil
}

// around makes the tables of a font from its glyphs: all but maxp.
func (f *Face) around(glyf, loca, hmtx []byte, codes map[rune]GlyphID) map[string][]byte {
	sorted := slices.Sorted(maps.Keys(codes))
	out := map[string][]byte{
		"glyf": glyf, "loca": loca, "hmtx": hmtx,
		"cmap": writeCmap(sorted, func(r rune) GlyphID { return codes[r] }),
		"head": slices.Clone(f.tables["head"]),
		"hhea": slices.Clone(f.tables["hhea"]),
		"OS/2": f.os2(sorted),
		"post": f.post(),
		"name": {0, 0, 0, 0, 0, 6},
	}
	binary.BigEndian.PutUint16(out["head"][50:], 1)
	binary.BigEndian.PutUint16(out["hhea"][34:], uint16(len(hmtx)/4))
	return out
}

// overlay writes a composite entry of the parts with their common bounds.
func (f *Face) overlay(parts []Part, index map[GlyphID]GlyphID) []byte {
	be := binary.BigEndian
	box := [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	var body []byte
	for i, p := range parts {
		scale := int16(math.Round(p.scale() * (1 << 14)))
		if d := f.data(p.Glyph); len(d) >= 10 {
			for c := range 4 {
				v := float64(i16(d, 2+2*c))*p.scale() + float64([2]int16{p.DX, p.DY}[c%2])
				if c < 2 {
					box[c] = min(box[c], math.Floor(v))
				} else {
					box[c] = max(box[c], math.Ceil(v))
				}
			}
		}
		flags := uint16(argsAreXY | argsAreWords | hasScale)
		if i+1 < len(parts) {
			flags |= moreParts
		}
		for _, v := range []uint16{flags, uint16(index[p.Glyph]), uint16(p.DX), uint16(p.DY), uint16(scale)} {
			body = be.AppendUint16(body, v)
		}
	}
	out := []byte{0xFF, 0xFF}
	for _, v := range box {
		if math.IsInf(v, 0) {
			v = 0
		}
		out = be.AppendUint16(out, uint16(int16(v)))
	}
	out = append(out, body...)
	for len(out)%4 != 0 {
		out = append(out, 0)
	}
	return out
}

func (p Part) scale() float64 {
	if p.Scale <= 0 || p.Scale >= 2 {
		return 1
	}
	return p.Scale
}

// maxp copies the table with n glyphs; with overlays the limits on composites
// are raised to what they need.
func maxp(table []byte, n int, overlays bool) []byte {
	be := binary.BigEndian
	out := slices.Clone(table)
	be.PutUint16(out[4:], uint16(n))
	if overlays && len(out) >= 32 {
		be.PutUint16(out[10:], max(u16(out, 10), 4*u16(out, 6))) // maxCompositePoints
		be.PutUint16(out[12:], max(u16(out, 12), 4*u16(out, 8))) // maxCompositeContours
		be.PutUint16(out[28:], max(u16(out, 28), 4))             // maxComponentElements
		be.PutUint16(out[30:], max(u16(out, 30), 2))             // maxComponentDepth
	}
	return out
}

// closure lists the wanted glyphs, .notdef first, then ascending, then the
// parts of composites, and where each ends up.
func (f *Face) closure(cut Cut) ([]GlyphID, map[GlyphID]GlyphID, error) {
	seen := map[GlyphID]bool{0: true}
	for _, g := range cut.Codes {
		seen[g] = true
	}
	for r, parts := range cut.Overlays {
		if len(parts) == 0 {
			return nil, nil, fmt.Errorf("%w: overlay U+%04X has no parts", ErrFormat, r)
		}
		for _, p := range parts {
			seen[p.Glyph] = true
		}
	}
	order := slices.Sorted(maps.Keys(seen))
	if last := order[len(order)-1]; int(last) >= f.NumGlyphs() {
		return nil, nil, fmt.Errorf("%w: no glyph %d", ErrFormat, last)
	}
	for i := 0; i < len(order); i++ {
		data := f.data(order[i])
		if len(data) < 10 || i16(data, 0) >= 0 {
			continue
		}
		for _, c := range components(data) {
			if !seen[c.glyph] && int(c.glyph) < f.NumGlyphs() {
				seen[c.glyph] = true
				order = append(order, c.glyph)
			}
		}
	}
	index := make(map[GlyphID]GlyphID, len(order))
	for i, g := range order {
		index[g] = GlyphID(i)
	}
	return order, index, nil
}

// gather copies the entries of the glyphs, renumbers the parts of composites
// and returns glyf with its (long) loca.
func (f *Face) gather(order []GlyphID, index map[GlyphID]GlyphID) (glyf, loca []byte) {
	size := 0
	for _, g := range order {
		size += len(f.data(g)) + 3
	}
	glyf = make([]byte, 0, size)
	loca = make([]byte, 0, 4*len(order)+4)
	for _, g := range order {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		at := len(glyf)
		glyf = append(glyf, f.data(g)...)
		if entry := glyf[at:]; len(entry) >= 10 && i16(entry, 0) < 0 {
			for _, c := range components(entry) {
				binary.BigEndian.PutUint16(entry[c.at:], uint16(index[c.glyph]))
			}
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	return glyf, binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
}

// gatherMetrics writes a full entry for every glyph: gofpdf misreads the short
// form that lets the last glyphs share an advance.
func (f *Face) gatherMetrics(order []GlyphID) []byte {
	out := make([]byte, 0, 4*len(order))
	for _, g := range order {
		out = binary.BigEndian.AppendUint16(out, uint16(f.Advance(g)))
		out = binary.BigEndian.AppendUint16(out, f.sideBearing(g))
	}
	return out
}

func (f *Face) os2(codes []rune) []byte {
	out := slices.Clone(f.tables["OS/2"])
	if len(out) < 78 {
		out = make([]byte, 78)
		binary.BigEndian.PutUint16(out[4:], 400)
		binary.BigEndian.PutUint16(out[6:], 5)
		binary.BigEndian.PutUint16(out[68:], uint16(f.ascent))
		binary.BigEndian.PutUint16(out[70:], uint16(f.descent))
	}
	first, last := rune(0xFFFF), rune(0)
	for _, r := range codes {
		first, last = min(first, r), max(last, min(r, 0xFFFF))
	}
	binary.BigEndian.PutUint16(out[64:], uint16(first))
	binary.BigEndian.PutUint16(out[66:], uint16(last))
	return out
}

// post keeps italic angle and underline but no glyph names (version 3).
func (f *Face) post() []byte {
	out := make([]byte, 32)
	copy(out, f.tables["post"])
	copy(out, []byte{0, 3, 0, 0})
	return out
}

// assemble writes the tables with directory and checksums.
func assemble(tables map[string][]byte) []byte {
	be := binary.BigEndian
	n := len(tables)
	search, selector := 16, 0
	for search*2 <= n*16 {
		search, selector = search*2, selector+1
	}
	total := 12 + 16*n
	for _, t := range tables {
		total += (len(t) + 3) &^ 3
	}
	out := make([]byte, 12+16*n, total)
	be.PutUint32(out, 0x00010000)
	for i, v := range []int{n, search, selector, 16*n - search} {
		be.PutUint16(out[4+2*i:], uint16(v))
	}
	head := 0
	for i, tag := range slices.Sorted(maps.Keys(tables)) {
		at := len(out)
		out = append(out, tables[tag]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		if tag == "head" {
			head = at
			be.PutUint32(out[at+8:], 0)
		}
		rec := out[12+16*i:]
		copy(rec, tag)
		be.PutUint32(rec[4:], checksum(out[at:]))
		be.PutUint32(rec[8:], uint32(at))
		be.PutUint32(rec[12:], uint32(len(tables[tag])))
	}
	be.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(b []byte) uint32 {
	var sum uint32
	for i := 0; i+4 <= len(b); i += 4 {
		sum += u32(b, i)
	}
	return sum
}
