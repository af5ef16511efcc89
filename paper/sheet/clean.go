package sheet

import (
	"strings"
	"unicode"
)

// Clean makes text fit to be set: broken UTF-8 becomes U+FFFD (so that it is
// seen), tabs become spaces, CR LF and CR become LF, and other control and
// invisible format characters, which could reorder or hide words, are
// removed. Joiners and variation selectors stay. Everything else comes back
// from the printed file exactly.
func Clean(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\r':
			return '\n'
		case r == '\t':
			return ' '
		case r == '\u200C' || r == '\u200D':
			return r
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r&0xFFFE == 0xFFFE || (r >= 0xFDD0 && r <= 0xFDEF):
			return -1
		}
		return r
	}, text)
}

// attaches reports whether r belongs to the character before it and draws
// nothing of its own: selectors, joiners, and marks that no face has.
func attaches(r rune, f Face) bool {
	switch {
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF, r == 0x200C, r == 0x200D:
		return true
	case r < 0x300:
		return false
	}
	return unicode.Is(unicode.M, r) && !f.Has(r)
}
