package sheet

import (
	"strings"
	"unicode"
)

// Characters with a rule of their own at the ends of a line (避头尾).
const (
	// NoStart may not begin a line.
	NoStart = "、。，；：？！）》」』】〕〉］｝〗〙”’…—·～‰℃％" + ",.;:?!)]}%»›ー々〻‐゛゜"
	// NoEnd may not end a line.
	NoEnd = "（《「『【〔〈［｛〖〘“‘" + "([{«‹￥¥＄$№☐☑☒①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
	// brackets open with a white left half; narrowed are marks whose right half is
	// white: at the end of a line that half may stand in the margin.
	brackets = "（《「『【〔〈［｛〖〘“‘"
	narrowed = "、。，；：？！）》」』】〕〉］｝〗〙”’"
)

// class sorts characters for line breaking.
type class uint8

const (
	classHan   class = iota // breaks on both sides, stretches when justified
	classWord               // keeps together with other classWord
	classSpace              // hangs at the end of a line
	classGlue               // never breaks
	classFeed               // line feed
)

// trait is what line breaking needs to know of a cluster.
type trait struct {
	class          class
	noStart, noEnd bool
	narrow         bool // a full-width mark with a white right half
	wide           bool // a bracket or quotation mark of full width
	paired         bool // half of —— or ……
}

func traitOf(c cluster) trait {
	r := c.base
	t := trait{class: classOf(r)}
	if c.how == byNone && r == 0 {
		t.class = classGlue
	}
	t.noStart = strings.ContainsRune(NoStart, r)
	t.noEnd = strings.ContainsRune(NoEnd, r)
	t.narrow = t.noStart && c.em > 0.9 && strings.ContainsRune(narrowed, r)
	t.wide = c.em > 0.9 && strings.ContainsRune(brackets, r)
	t.paired = r == '—' || r == '…'
	if (t.noStart || t.noEnd) && c.em > 0.9 {
		t.class = classHan
	}
	return t
}

func classOf(r rune) class {
	switch {
	case r == '\n':
		return classFeed
	case r == ' ':
		return classSpace
	case r == 0xA0 || r == 0x202F:
		return classGlue
	case r < 0x2E80 && (r < 0x2190 || r > 0x2BFF):
		return classWord
	case unicode.Is(unicode.Hangul, r):
		return classWord
	}
	return classHan
}

// mayBreak reports whether a line may end between a and b.
func mayBreak(a, b trait) bool {
	switch {
	case a.class == classFeed:
		return true
	case b.class == classFeed, b.class == classSpace, a.class == classGlue, b.class == classGlue:
		return false
	case b.noStart, a.noEnd:
		return false
	case a.class == classSpace:
		return true
	}
	return a.class != classWord || b.class != classWord
}

// stretches reports whether justification may put room between a and b: only
// between Han characters and their marks, not inside —— and …….
func stretches(a, b trait) bool {
	return a.class == classHan && b.class == classHan && !(a.paired && b.paired)
}
