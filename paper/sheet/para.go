package sheet

import (
	"math"
	"slices"
)

// Span is a stretch of text of one look.
type Span struct {
	Text    string
	Face    Face
	SizePt  float64 // 0 means 10.5 (五号)
	Color   Color   // 0 means black
	TrackEm float64 // extra room after each character, in em
}

// Align says where the lines of a paragraph stand.
type Align uint8

// Alignments. Justify widens the room between Han characters of every line
// but the last one.
const (
	Left Align = iota
	Center
	Right
	Justify
)

// Para is a paragraph of spans. A line feed in a span starts a new line.
type Para struct {
	Spans    []Span
	Align    Align
	IndentEm float64 // first-line indent in em of the first span, usually 0 or 2
	PitchMM  float64 // distance of baselines; 0 means 1.5 times the largest size
	AfterMM  float64 // room below, used by Flow
	KeepMM   float64 // room that must follow on the same page, used by Flow
	Balance  bool    // lines of about equal length, for titles
}

// Text is a paragraph of one look, left-aligned.
func Text(text string, f Face, sizePt float64) Para {
	return Para{Spans: []Span{{Text: text, Face: f, SizePt: sizePt}}}
}

// Line is one laid-out line of a paragraph.
type Line struct {
	// Text is what the line holds, with spaces that hang at its end.
	Text string
	// Hard is set when a line feed (which Text leaves out) ended the line.
	Hard bool
	// WidthMM is the room from the left edge to the end of the ink,
	// indentation included; never more than the width asked for, unless a
	// single character is wider.
	WidthMM float64
	// Runs are the operations with X from the left edge and Y from the
	// baseline of the line.
	Runs []TextOp
}

// glyph is a cluster in its place in a paragraph.
type glyph struct {
	cluster
	trait
	span  int
	size  float64 // mm per em
	width float64 // mm to the next glyph, tracking and squeezing included
}

func (s Span) size() float64 {
	if !(s.SizePt > 0.5 && s.SizePt < 2000) {
		return 10.5
	}
	return s.SizePt
}

func (s Span) color() Color {
	if s.Color == 0 {
		return Black
	}
	return s.Color
}

// Pitch is the distance of baselines in mm.
func (p Para) Pitch() float64 {
	if p.PitchMM > 0.1 && p.PitchMM < 1000 {
		return p.PitchMM
	}
	return 1.5 * p.largest() * MMPerPt
}

// largest is the largest size of the spans in pt.
func (p Para) largest() float64 {
	size := 0.0
	for _, s := range p.Spans {
		size = math.Max(size, s.size())
	}
	if size == 0 {
		return 10.5
	}
	return size
}

// BaselineMM is the distance from the top of a line to its baseline: the
// largest Han character of the paragraph stands in the middle of the pitch.
func (p Para) BaselineMM() float64 {
	return p.Pitch()/2 + 0.38*p.largest()*MMPerPt
}

// Lines breaks the paragraph into lines of widthMM. A paragraph without text
// gives no line.
func (p Para) Lines(widthMM float64) []Line {
	if !(widthMM > 0.1) {
		widthMM = 0.1
	}
	glyphs := p.glyphs()
	if p.Balance {
		return p.balanced(glyphs, widthMM)
	}
	return p.broken(glyphs, widthMM)
}

// balanced sets as many lines as widthMM needs, in the narrowest column that
// gives no more of them, so that no title ends with a single character.
func (p Para) balanced(glyphs []glyph, widthMM float64) []Line {
	lines := p.broken(glyphs, widthMM)
	low, high := 0.0, widthMM
	for i := 0; i < 12 && len(lines) > 1; i++ {
		if try := (low + high) / 2; fits(p.broken(glyphs, try), len(lines), try) {
			high = try
		} else {
			low = try
		}
	}
	shift := map[Align]float64{Center: 0.5, Right: 1}[p.Align] * (widthMM - high)
	lines = p.broken(glyphs, high)
	for i := range lines {
		lines[i].WidthMM += shift
		for k := range lines[i].Runs {
			lines[i].Runs[k].X += shift
		}
	}
	return lines
}

// fits reports whether lines are no more than most and none is wider than the column, as a single
// character can be.
func fits(lines []Line, most int, widthMM float64) bool {
	return len(lines) <= most && !slices.ContainsFunc(lines, func(l Line) bool { return l.WidthMM > widthMM+1e-6 })
}

func (p Para) broken(glyphs []glyph, widthMM float64) []Line {
	indent := 0.0
	if len(p.Spans) > 0 && p.IndentEm > 0 {
		indent = math.Min(p.IndentEm*p.Spans[0].size()*MMPerPt, widthMM/2)
	}
	var lines []Line
	for start := 0; start < len(glyphs); {
		end := lineEnd(glyphs[start:], widthMM-indent) + start
		lines = append(lines, p.line(glyphs[start:end], indent, widthMM, end == len(glyphs)))
		start, indent = end, 0
	}
	return lines
}

// HeightMM is the height of the paragraph at the given width.
func (p Para) HeightMM(widthMM float64) float64 {
	return float64(len(p.Lines(widthMM))) * p.Pitch()
}

func (p Para) glyphs() []glyph {
	var out []glyph
	for i, s := range p.Spans {
		size := s.size() * MMPerPt
		for _, c := range clusters(Clean(s.Text), s.Face) {
			g := glyph{cluster: c, trait: traitOf(c), span: i, size: size, width: c.em * size}
			if g.class != classFeed && s.TrackEm > 0 {
				g.width += s.TrackEm * size
			}
			out = append(out, g)
		}
	}
	squeeze(out)
	return out
}

// squeeze takes half an em out from between two full-width marks of one span
// whose white halves meet, as in 「）；」.
func squeeze(g []glyph) {
	for i := 0; i+1 < len(g); i++ {
		a, b := g[i], g[i+1]
		if a.span != b.span {
			continue
		}
		opens := b.noEnd && b.wide
		if (a.narrow && (b.narrow || opens)) || (a.noEnd && a.wide && opens) {
			g[i].width -= a.size / 2
		}
	}
}

// overhang is the white right half of a mark that may leave the line.
func (g glyph) overhang() float64 {
	if g.narrow {
		return g.size / 2
	}
	return 0
}

// lineEnd returns how many glyphs the first line takes: at least one.
func lineEnd(g []glyph, width float64) int {
	const slack = 1e-6
	x, last := 0.0, 0
	for i := range g {
		if i > 0 && mayBreak(g[i-1].trait, g[i].trait) {
			last = i
		}
		if g[i].class == classFeed {
			return i + 1
		}
		if i == 0 || g[i].class == classSpace || x+g[i].em*g[i].size-g[i].overhang() <= width+slack {
			x += g[i].width
			continue
		}
		if last > 0 {
			return last
		}
		return forcedEnd(g, i)
	}
	return len(g)
}

// forcedEnd breaks a word longer than the line, at n glyphs or a little
// before, so that no mark is left at the wrong end.
func forcedEnd(g []glyph, n int) int {
	for k := n; k > 1; k-- {
		if !g[k].noStart && !g[k-1].noEnd && g[k].class != classSpace {
			return k
		}
	}
	return n
}
