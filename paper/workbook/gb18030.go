package workbook

import (
	"bytes"
	_ "embed" // the table
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// decode makes text of a file: UTF-8, with or without its mark, where the bytes are that, else
// GB18030. Bytes that mean nothing become U+FFFD, which gather refuses with their place.
func decode(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if utf8.Valid(data) {
		return string(data), nil
	}
	return decodeGB18030(data)
}

//go:embed gb18030.tsv
var reassignedTable string

// reassigned maps two-byte codes that earlier editions of the standard sent to the private use
// area to the characters they stand for.
//
// Source: named in gb18030.tsv.
func reassigned() (map[uint16]rune, error) {
	table := map[uint16]rune{}
	for line := range strings.Lines(reassignedTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var code uint16
		var character rune
		if _, err := fmt.Sscanf(line, "%x\t%x", &code, &character); err != nil {
			return nil, fmt.Errorf("read gb18030.tsv: %w", err)
		}
		table[code] = character
	}
	return table, nil
}

// decodeGB18030 decodes as GB 18030-2022 does. The library's table leaves out every two-byte code
// that an edition of the standard ever sent to the private use area, and gives U+FFFD for it.
// Those that have become characters are taken from reassigned; the three user-defined zones keep
// their private code points, which hall/ident flags in a name.
func decodeGB18030(data []byte) (string, error) {
	table, err := reassigned()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.Grow(len(data) * 3 / 2)
	decoder := simplifiedchinese.GB18030.NewDecoder()
	from := 0 // start of what is left to the library
	for i := 0; i < len(data); {
		size := codeSize(data[i:])
		if r := missing(table, data[i:i+size]); r != 0 {
			if err := ordinary(&b, decoder, data[from:i]); err != nil {
				return "", err
			}
			b.WriteRune(r)
			from = i + size
		}
		i += size
	}
	err = ordinary(&b, decoder, data[from:])
	return b.String(), err
}

// ordinary decodes with the library, which replaces what it cannot read and returns no error for it.
func ordinary(b *strings.Builder, decoder *encoding.Decoder, data []byte) error {
	text, err := decoder.Bytes(data)
	if err != nil {
		return fmt.Errorf("decode GB18030: %w", err)
	}
	b.Write(text)
	return nil
}

// missing is the character of a code the library leaves out, or 0.
func missing(table map[uint16]rune, code []byte) rune {
	if len(code) != 2 {
		return 0
	}
	if r := table[uint16(code[0])<<8|uint16(code[1])]; r != 0 {
		return r
	}
	return userDefined(code[0], code[1])
}

// codeSize is the number of bytes of the code at the front.
func codeSize(data []byte) int {
	if data[0] < 0x81 || data[0] == 0xFF || len(data) < 2 {
		return 1
	}
	switch second := data[1]; {
	case second >= 0x30 && second <= 0x39 && len(data) >= 4:
		return 4
	case second >= 0x40 && second != 0x7F && second != 0xFF:
		return 2
	}
	return 1
}

// userDefined is the private code point of a code in the three user-defined zones (造字区).
//
// Source: GB 18030-2022, user-defined zones 1 (AAA1–AFFE), 2 (F8A1–FEFE) and 3 (A140–A7A0).
func userDefined(first, second byte) rune {
	cell := rune(second) - 0xA1
	switch {
	case second >= 0xA1 && first >= 0xAA && first <= 0xAF:
		return 0xE000 + rune(first-0xAA)*94 + cell
	case second >= 0xA1 && first >= 0xF8 && first <= 0xFE:
		return 0xE234 + rune(first-0xF8)*94 + cell
	case second < 0xA1 && first >= 0xA1 && first <= 0xA7:
		cell = rune(second) - 0x40
		if second > 0x7F {
			cell--
		}
		return 0xE4C6 + rune(first-0xA1)*96 + cell
	}
	return 0
}
