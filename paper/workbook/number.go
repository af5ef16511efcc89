package workbook

import (
	"encoding/xml"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

const (
	sureDigits = 15     // how many digits of a number spreadsheets keep
	maxStyles  = 65_490 // what spreadsheet programs allow
)

// numberLook is what a number format makes of a number, as far as it changes its meaning.
type numberLook struct {
	date, clock bool
	zeros       int // 000000 pads with zeros to that many digits, as codes are shown
}

// styleTable reads which format each style has.
type styleTable struct {
	custom map[string]string // format code by number
	used   []string          // number of the format of each style
	inXfs  bool
}

func (t *styleTable) begin(e xml.StartElement) error {
	if len(t.used)+len(t.custom) > maxStyles {
		return tooMuch()
	}
	switch e.Name.Local {
	case "numFmt":
		if t.custom == nil {
			t.custom = map[string]string{}
		}
		t.custom[attribute(e, "numFmtId")] = attribute(e, "formatCode")
	case "cellXfs":
		t.inXfs = true
	case "xf":
		if t.inXfs {
			t.used = append(t.used, attribute(e, "numFmtId"))
		}
	}
	return nil
}

func (t *styleTable) text(string) error { return nil }

func (t *styleTable) end(name string) error {
	if name == "cellXfs" {
		t.inXfs = false
	}
	return nil
}

// looks is the look of each style, in their order.
func (t *styleTable) looks() []numberLook {
	all := make([]numberLook, len(t.used))
	for i, id := range t.used {
		if code, ok := t.custom[id]; ok {
			all[i] = lookOf(code)
		} else if n, err := strconv.Atoi(id); err == nil {
			all[i] = builtInLook(n)
		}
	}
	return all
}

// builtInLook is the look of the formats that files name without writing them out.
//
// Source: ECMA-376 part 1, 18.8.30 numFmt, with the Chinese formats 27–36 and 50–58.
func builtInLook(id int) numberLook {
	switch {
	case id == 22:
		return numberLook{date: true, clock: true}
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return numberLook{date: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return numberLook{clock: true}
	}
	return numberLook{}
}

var (
	literals = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)
	elapsed  = regexp.MustCompile(`(?i)\[[hms]+\]`)
	allZeros = regexp.MustCompile(`^0{2,15}$`)
)

// lookOf reads a format code. Only its first section counts, without quoted and escaped text,
// colours and locales.
func lookOf(code string) numberLook {
	if allZeros.MatchString(code) {
		return numberLook{zeros: len(code)}
	}
	if elapsed.MatchString(code) {
		return numberLook{} // a duration: the number of days says it better than a wrong clock time
	}
	bare := strings.ToLower(literals.ReplaceAllString(code, ""))
	bare, _, _ = strings.Cut(bare, ";")
	if strings.Contains(bare, "general") {
		return numberLook{}
	}
	look := numberLook{date: strings.ContainsAny(bare, "yd"), clock: strings.ContainsAny(bare, "hs")}
	if !look.date && !look.clock && strings.Contains(bare, "m") {
		look.date = true // a month alone
	}
	return look
}

// text is a number as words. ok is false when value is no number.
func (l numberLook) text(value string, from1904 bool) (text string, ok bool) {
	value = strings.TrimSpace(value)
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) || strings.ContainsAny(value, "xXpP_") {
		return "", false
	}
	if l.date || l.clock {
		if day, seconds, ok := moment(n, from1904); ok {
			return l.momentText(day.String(), seconds), true
		}
	}
	text = plainNumber(value, n)
	if l.zeros > len(text) && strings.Trim(text, "0123456789") == "" {
		text = strings.Repeat("0", l.zeros-len(text)) + text
	}
	return text, true
}

func (l numberLook) momentText(day string, seconds int) string {
	clock := fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		clock += fmt.Sprintf(":%02d", seconds%60)
	}
	switch {
	case !l.clock:
		return day
	case !l.date:
		return clock
	}
	return day + " " + clock
}

// plainNumber writes a number without exponent, to the 15 digits a spreadsheet shows. A whole
// number longer than that keeps its digits when the file has them; zeros beyond the fifteenth are
// what is left of digits thrown away, and become ?.
func plainNumber(value string, n float64) string {
	if math.Abs(n) < 1e15 {
		short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'e', sureDigits-1, 64), 64)
		if err != nil {
			short = n
		}
		text := strconv.FormatFloat(short, 'f', -1, 64)
		if text == "-0" {
			return "0"
		}
		return text
	}
	text := strings.TrimPrefix(value, "+")
	if strings.Trim(text, "-0123456789") != "" {
		text = strconv.FormatFloat(n, 'f', -1, 64)
	}
	digits := strings.TrimPrefix(text, "-")
	if lost := len(digits) - sureDigits; lost > 0 && strings.Trim(digits[sureDigits:], "0") == "" {
		return text[:len(text)-lost] + strings.Repeat("?", lost)
	}
	return text
}
