package ident

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

//go:embed surnames.txt
var surnames string

// maxKeys caps the search keys of one name, whatever its readings multiply to.
const maxKeys = 16

// Initials returns the pinyin-initial strings a name is found by (拼音首字母), in
// lower-case a–z, at least one initial a character: 单小明 gives sxm, dxm, cxm.
// The surname comes with its surname reading first and all ordinary readings
// after it, later characters with all of theirs; the first string is the most
// likely one. There are at most 16 and none twice: when the readings multiply
// to more, later characters keep only their usual ones. Latin letters stay, in
// lower case. Dots, blanks, digits and characters without a known reading are
// skipped, because a clerk who cannot read a character leaves it out too. A
// name with nothing to spell gives nil.
func Initials(name string) []string {
	syllables := readings(name)
	for i, options := range syllables {
		syllables[i] = firstLetters(options)
	}
	return multiply(syllables)
}

// FullPinyin returns the full spellings a name is found by, without blanks and
// tones, ü written v: 吕小明 gives lvxiaoming. The surname comes with all its
// readings, surname reading first, later characters only with their usual one.
// Letters, skipped characters, the cap of 16 and nil are as in Initials.
func FullPinyin(name string) []string {
	syllables := readings(name)
	for i, options := range syllables {
		if len(options) > 1 && !options[0].surname {
			syllables[i] = options[:1]
		}
	}
	return multiply(syllables)
}

// reading is one way to spell one character of a name.
type reading struct {
	text    string
	surname bool // of a character that belongs to the surname
}

// readings returns the possible readings of each character that has any.
func readings(name string) [][]reading {
	runes := slices.DeleteFunc([]rune(name), isVariationSelector)
	family := surnameReadings(runes)
	var out [][]reading
	for i, r := range runes {
		letter := upper(narrow(r))
		if isLetter(letter) {
			out = append(out, []reading{{text: strings.ToLower(string(letter))}})
			continue
		}
		var options []reading
		if i < len(family) {
			for _, s := range family[i] {
				options = append(options, reading{text: s, surname: true})
			}
		}
		for _, s := range ordinaryReadings(r) {
			options = append(options, reading{text: s, surname: i < max(1, len(family))})
		}
		if len(options) > 0 {
			out = append(out, dedupe(options))
		}
	}
	return out
}

// surnameReadings returns the surname readings of the first one or two
// characters, or nil when the table lists neither.
func surnameReadings(runes []rune) [][]string {
	if len(runes) == 0 || !isHan(runes[0]) {
		return nil
	}
	for n := min(2, len(runes)); n > 0; n-- {
		_, rest, ok := strings.Cut(surnames, "\n"+string(runes[:n])+" ")
		if !ok {
			continue
		}
		line, _, _ := strings.Cut(rest, "\n")
		out := make([][]string, n)
		for _, spelling := range strings.Fields(line) {
			for i, syllable := range strings.Split(spelling, "-") {
				out[i] = append(out[i], syllable)
			}
		}
		return out
	}
	return nil
}

// ordinaryReadings returns the dictionary's readings without tones, usual one
// first. Sounds that a–z cannot spell are left out.
func ordinaryReadings(r rune) []string {
	args := pinyin.Args{Style: pinyin.Normal, Heteronym: true, Fallback: noReading}
	return slices.DeleteFunc(pinyin.SinglePinyin(r, args), func(s string) bool {
		return s == "" || strings.ContainsFunc(s, func(c rune) bool { return c < 'a' || c > 'z' })
	})
}

func noReading(rune, pinyin.Args) []string { return nil }

func firstLetters(options []reading) []reading {
	letters := make([]reading, len(options))
	for i, o := range options {
		o.text = o.text[:1]
		letters[i] = o
	}
	return dedupe(letters)
}

func dedupe(options []reading) []reading {
	var out []reading
	for _, o := range options {
		if !slices.ContainsFunc(out, func(have reading) bool { return have.text == o.text }) {
			out = append(out, o)
		}
	}
	return out
}

// multiply spells out every combination, left to right, and drops the rarest
// readings of a character once maxKeys would be passed.
func multiply(syllables [][]reading) []string {
	if len(syllables) == 0 {
		return nil
	}
	keys := []string{""}
	for _, options := range syllables {
		options = options[:min(len(options), maxKeys/len(keys))]
		next := make([]string, 0, len(keys)*len(options))
		for _, key := range keys {
			for _, o := range options {
				next = append(next, key+o.text)
			}
		}
		keys = next
	}
	return distinct(keys)
}

func distinct(keys []string) []string {
	seen := make(map[string]bool, len(keys))
	return slices.DeleteFunc(keys, func(key string) bool {
		again := seen[key]
		seen[key] = true
		return again
	})
}
