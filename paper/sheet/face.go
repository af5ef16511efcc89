package sheet

import (
	"sync"

	"bianmin/assets/fonts"
	"bianmin/paper/sheet/ttf"
)

// Face names one of the built-in faces. The zero value is Serif.
type Face uint8

// The built-in faces: serif for notices, sans for tables and cards.
const (
	Serif Face = iota
	SerifBold
	Sans
	SansBold
	faceCount
)

// parsed holds one lazily parsed face each. It is a cache of constants: the
// fonts are part of the program and the parsed form is only read.
var parsed = [faceCount]func() *ttf.Face{
	Serif:     once(fonts.SerifRegular),
	SerifBold: once(fonts.SerifBold),
	Sans:      once(fonts.SansRegular),
	SansBold:  once(fonts.SansBold),
}

func once(data func() []byte) func() *ttf.Face {
	return sync.OnceValue(func() *ttf.Face {
		face, err := ttf.Parse(data())
		if err != nil {
			panic("sheet: a built-in font is broken: " + err.Error())
		}
		return face
	})
}

// known takes an unknown value as Serif.
func (f Face) known() Face {
	if f >= faceCount {
		return Serif
	}
	return f
}

func (f Face) font() *ttf.Face { return parsed[f.known()]() }

// Has reports whether the face itself can draw r.
func (f Face) Has(r rune) bool { return f.font().Has(r) }

// substitutes are the faces asked, in order, for a rune that f lacks.
func (f Face) substitutes() [3]Face {
	switch f {
	case SerifBold:
		return [3]Face{SansBold, Serif, Sans}
	case Sans:
		return [3]Face{Serif, SansBold, SerifBold}
	case SansBold:
		return [3]Face{SerifBold, Sans, Serif}
	}
	return [3]Face{Sans, SerifBold, SansBold}
}

// Outline is the shape of a glyph to be filled by the nonzero rule.
type Outline struct {
	// UnitsPerEm is the number of units in one em, above 0.
	UnitsPerEm float64
	// Contours are in units, y up from the baseline; the glyph is expected to
	// fill a cell one em wide, as Han characters do.
	Contours []ttf.Contour
}

// Fallback finds shapes for runes that no built-in face has, such as a rare
// name font opened only when it is needed. It is called once per occurrence.
type Fallback interface {
	Outline(r rune) (Outline, bool)
}
