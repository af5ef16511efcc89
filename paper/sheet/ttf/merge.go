package ttf

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Piece is what one face gives to a merged font.
type Piece struct {
	Face *Face
	// Codes maps codes of the new font to glyphs of Face. No two pieces may
	// share a code.
	Codes map[rune]GlyphID
}

// Merge builds one font with the glyphs of several faces of equal units per
// em. Names and vertical metrics are those of the first. The result shares no
// memory with the faces. It fails with ErrFormat when the faces do not fit
// together or a glyph does not exist.
func Merge(pieces ...Piece) ([]byte, error) {
	if len(pieces) == 0 {
		return nil, fmt.Errorf("%w: nothing to merge", ErrFormat)
	}
	first := pieces[0].Face
	limits := maxp(first.tables["maxp"], 0, false)
	codes := map[rune]GlyphID{}
	var glyf, loca, hmtx []byte
	for _, p := range pieces {
		if p.Face.upem != first.upem {
			return nil, fmt.Errorf("%w: %d and %d units per em", ErrFormat, first.upem, p.Face.upem)
		}
		order, index, err := p.Face.closure(Cut{Codes: p.Codes})
		if err != nil {
			return nil, err
		}
		base := len(hmtx) / 4
		if base+len(order) > math.MaxUint16 {
			return nil, fmt.Errorf("%w: more than %d glyphs", ErrFormat, math.MaxUint16)
		}
		for g := range index {
			index[g] += GlyphID(base)
		}
		data, ends := p.Face.gather(order, index)
		for i := range order {
			loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf))+u32(ends, 4*i))
		}
		glyf, hmtx = append(glyf, data...), append(hmtx, p.Face.gatherMetrics(order)...)
		for r, g := range p.Codes {
			codes[r] = index[g]
		}
		raise(limits, p.Face.tables["maxp"])
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	out := first.around(glyf, loca, hmtx, codes)
	binary.BigEndian.PutUint16(limits[4:], uint16(len(hmtx)/4))
	out["maxp"] = limits
	return assemble(out), nil
}

// raise lifts the limits of a maxp table to those of another, field by field.
func raise(limits, other []byte) {
	for at := 6; at+2 <= min(len(limits), len(other)); at += 2 {
		binary.BigEndian.PutUint16(limits[at:], max(u16(limits, at), u16(other, at)))
	}
}
