package ident

import (
	"strings"
	"unicode/utf8"
)

// MaskID hides the middle of an identity number for lists (脱敏): an
// 18-character number keeps its first six and last four, any other its first
// two and last two, one each under eight characters, none under four. Empty
// stays empty.
func MaskID(id string) string {
	id = trim(id)
	n := utf8.RuneCountInString(id)
	switch {
	case n == 18 && allDigits(id[:17]):
		return stars(id, 6, 4)
	case n >= 8:
		return stars(id, 2, 2)
	case n >= 4:
		return stars(id, 1, 1)
	}
	return strings.Repeat("*", n)
}

// MaskPhone hides the middle of a phone: 138****5678, and 0738-***4567 for a
// landline. Other text shows its last four characters when it has eight or
// more, otherwise nothing. Empty stays empty.
func MaskPhone(phone string) string {
	phone = trim(phone)
	if stored, err := CheckPhone(phone); err == nil {
		phone = stored
		if area, number, ok := strings.Cut(stored, "-"); ok {
			return area + "-" + stars(number, 0, 4)
		}
		return stars(stored, 3, 4)
	}
	n := utf8.RuneCountInString(phone)
	if n < 8 {
		return strings.Repeat("*", n)
	}
	return stars(phone, 0, 4)
}

// MaskName returns a person's name for public screens: the first character,
// with its variation selector, and one star, so that the length stays hidden
// too. Empty stays empty.
func MaskName(name string) string {
	runes := []rune(trim(name))
	if len(runes) == 0 {
		return ""
	}
	n := 1
	for n < len(runes) && isVariationSelector(runes[n]) {
		n++
	}
	return string(runes[:n]) + "*"
}

// stars replaces all but the first head and last tail runes.
func stars(s string, head, tail int) string {
	runes := []rune(s)
	for i := head; i < len(runes)-tail; i++ {
		runes[i] = '*'
	}
	return string(runes)
}
