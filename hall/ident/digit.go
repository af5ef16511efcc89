// Package ident checks, masks and indexes what identifies people and
// organisations: identity numbers, phones, names and case-number check
// characters. It is pure, and none of its errors repeats the value refused.
package ident

import (
	"fmt"
	"strings"
	"unicode"
)

// InputError is a value that is refused. Sentence is Chinese, for the clerk,
// says what is wrong and never contains the value.
type InputError struct {
	Sentence string
}

// Error returns the sentence.
func (e *InputError) Error() string { return e.Sentence }

func inputErrorf(format string, args ...any) *InputError {
	return &InputError{Sentence: fmt.Sprintf(format, args...)}
}

// HasHan reports whether s contains a Han character, those newer than the
// standard library's tables included.
func HasHan(s string) bool {
	return strings.ContainsFunc(s, isHan)
}

// Tail returns the last n runes of s: all of s when it is shorter, nothing for
// n ≤ 0.
func Tail(s string, n int) string {
	if n <= 0 {
		return ""
	}
	runes := []rune(s)
	return string(runes[max(0, len(runes)-n):])
}

// isHan knows planes 2 and 3 as a whole, because both are set aside for Han
// and GB 18030-2022 reaches further into them than package unicode does.
func isHan(r rune) bool {
	return unicode.Is(unicode.Han, r) || (r >= 0x20000 && r <= 0x3FFFD)
}

// canonical is a number as it is stored: surrounding blanks and invisible
// marks gone, full-width ASCII narrowed, letters upper case.
func canonical(s string) string {
	return strings.Map(upper, strings.Map(narrow, trim(s)))
}

func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	}
	return r
}

func upper(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}

// trim cuts blanks and the invisible marks that copying from other programs
// leaves at both ends.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || isInvisible(r)
	})
}

// isInvisible covers zero-width and direction marks. The joiners U+200C and
// U+200D are not among them: some scripts spell names with them.
func isInvisible(r rune) bool {
	switch {
	case r == '\u200B', r == '\u200E', r == '\u200F', r == '\u2060', r == '\uFEFF':
		return true
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return false
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' }

func allDigits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !isDigit(r) })
}
