package sheet

import "unicode/utf8"

// drawnBy says how a cluster gets onto the page.
type drawnBy uint8

const (
	byFont  drawnBy = iota // ordinary text of the face
	byShape                // no face has it: an outline of the fallback or a box
	byNone                 // selectors without a base
)

// cluster is a character with what attaches to it.
type cluster struct {
	text string
	base rune
	how  drawnBy
	face Face    // the face that draws it
	em   float64 // advance in em
}

// clusters takes clean text of one face apart.
func clusters(text string, f Face) []cluster {
	f = f.known()
	out := make([]cluster, 0, len(text)/3+1)
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		piece := text[at : at+size]
		at += size
		if r >= 0x300 && attaches(r, f) {
			if k := len(out) - 1; k >= 0 && out[k].base != '\n' {
				out[k].text += piece
			} else {
				out = append(out, cluster{text: piece, how: byNone, face: f})
			}
			continue
		}
		out = append(out, clusterOf(r, piece, f))
	}
	return out
}

func clusterOf(r rune, text string, f Face) cluster {
	c := cluster{text: text, base: r, face: f, em: 1, how: byShape}
	if r == '\n' {
		c.em, c.how = 0, byNone
		return c
	}
	font := f.font()
	g := font.Glyph(r)
	for _, other := range f.substitutes() {
		if g != 0 {
			break
		}
		if g = other.font().Glyph(r); g != 0 {
			c.face, font = other, other.font()
		}
	}
	if g == 0 {
		return c
	}
	c.em = float64(font.Advance(g)) / float64(font.UnitsPerEm())
	c.how = byFont
	return c
}

// plain reports whether the cluster can be joined with others in one piece of
// ordinary text.
func (c cluster) plain() bool {
	return c.how == byFont && len(c.text) == utf8.RuneLen(c.base)
}

// TextWidth is the width in mm of one line of text without its last
// character's tracking. Line feeds count nothing.
func TextWidth(text string, f Face, sizePt float64) float64 {
	em := 0.0
	for _, c := range clusters(Clean(text), f) {
		em += c.em
	}
	return em * sizePt * MMPerPt
}

// end is the X right after the last character of the run.
func (t TextOp) end() float64 {
	em, n := 0.0, 0
	for _, c := range clusters(t.Text, t.Face) {
		em += c.em
		n++
	}
	return t.X + em*t.SizePt*MMPerPt + float64(max(n-1, 0))*t.TrackMM
}
