package sheet

import (
	"math"
	"strings"
)

// maxStretchEm is the widest gap justification makes; a line that would need
// more stays ragged, which reads better than a line full of holes.
const maxStretchEm = 0.34

// line sets glyphs that fit one line; last marks the end of the paragraph.
func (p Para) line(g []glyph, indent, width float64, last bool) Line {
	var out Line
	var text strings.Builder
	if n := len(g); g[n-1].class == classFeed {
		out.Hard = true
		g = g[:n-1]
	}
	for i := range g {
		text.WriteString(g[i].text)
	}
	out.Text = text.String()
	for len(g) > 0 && g[len(g)-1].class == classSpace {
		g = g[:len(g)-1]
	}
	if len(g) == 0 {
		return out
	}
	full := 0.0
	for i := range g {
		full += g[i].width
	}
	end := g[len(g)-1]
	full -= end.width - end.em*end.size // the last character has no neighbour
	room := width - indent - full
	ink := full - math.Min(math.Max(-room, 0), end.overhang())
	room = math.Max(room, 0)
	gap := 0.0
	switch {
	case p.Align == Center:
		indent += room / 2
	case p.Align == Right:
		indent += room
	case p.Align == Justify && !last && !out.Hard:
		gap = stretch(g, room)
	}
	out.Runs = p.runs(g, indent, gap)
	out.WidthMM = indent + ink
	if gap > 0 {
		out.WidthMM = width
	}
	return out
}

// stretch shares room among the gaps between Han characters.
func stretch(g []glyph, room float64) float64 {
	gaps, size := 0, math.Inf(1)
	for i := 1; i < len(g); i++ {
		if stretches(g[i-1].trait, g[i].trait) {
			gaps++
			size = math.Min(size, g[i-1].size)
		}
	}
	if gaps == 0 || room/float64(gaps) > maxStretchEm*size {
		return 0
	}
	return room / float64(gaps)
}

// runs joins glyphs of one look and equal gaps into operations from x on. Two
// marks squeezed together always share a run, so that their text stays whole.
func (p Para) runs(g []glyph, x, gap float64) []TextOp {
	var out []TextOp
	count := 0 // clusters in the last run
	before := 0.0
	for i := range g {
		track := g[i].width - g[i].em*g[i].size
		if i+1 < len(g) && gap > 0 && stretches(g[i].trait, g[i+1].trait) {
			track += gap
		}
		k := len(out) - 1
		joins := k >= 0 && g[i].span == g[i-1].span && (before < 0 || track >= 0) &&
			(count == 1 || math.Abs(out[k].TrackMM-before) < 1e-9)
		if joins {
			out[k].TrackMM = before
			out[k].Text += g[i].text
			count++
		} else {
			if k >= 0 {
				out[k].Goes = true
			}
			s := p.Spans[g[i].span]
			out = append(out, TextOp{X: x, Face: s.Face, SizePt: s.size(), Color: s.color(), Text: g[i].text})
			count = 1
		}
		before = track
		x += g[i].em*g[i].size + track
	}
	return out
}
