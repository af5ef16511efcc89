package ident

import (
	"strings"
	"unicode/utf8"
)

// CheckPhone checks a mainland phone number and returns its stored form: 11
// digits for a mobile (1[3-9] and nine more), area code, hyphen and 7 or 8
// digits for a landline, for example 0738-1234567. Blanks, hyphens, dots,
// brackets, full-width characters and a leading +86 or 0086 are normalised. An
// empty phone is refused; a caller that allows none asks first. The error is an
// *InputError.
func CheckPhone(s string) (string, error) {
	digits := strings.Map(dropSeparator, canonical(s))
	digits = cutCountry(digits)
	if digits == "" {
		return "", inputErrorf("电话没有填写")
	}
	if !allDigits(digits) {
		return "", inputErrorf("电话只能填写数字，例如手机号11位，座机写成0738-1234567")
	}
	if digits[0] == '0' {
		return checkLandline(digits)
	}
	n := utf8.RuneCountInString(digits)
	if n == 7 || n == 8 {
		return "", inputErrorf("座机前面请加上区号，例如0738-1234567")
	}
	if digits[0] != '1' {
		return "", inputErrorf("电话应是1开头的11位手机号，或带区号的座机")
	}
	if n != 11 {
		return "", inputErrorf("手机号应为11位，现在是%d位", n)
	}
	if digits[1] < '3' {
		return "", inputErrorf("手机号前两位应在13到19之间，请再核对一遍")
	}
	return digits, nil
}

// checkLandline splits area code and number: 010 and 02x have three digits and
// eight behind them, all others four digits and seven or eight behind them.
func checkLandline(digits string) (string, error) {
	area, least := 4, 7
	if strings.HasPrefix(digits, "010") || strings.HasPrefix(digits, "02") {
		area, least = 3, 8
	}
	if len(digits) < area || digits[1] == '0' || (digits[1] == '1' && area == 4) {
		return "", inputErrorf("座机的区号不对，应像0738这样")
	}
	if n := len(digits) - area; n < least || n > 8 {
		return "", inputErrorf("座机号码区号后面应为7位或8位，现在是%d位", n)
	}
	return digits[:area] + "-" + digits[area:], nil
}

func dropSeparator(r rune) rune {
	if strings.ContainsRune(" \t\u00A0-‐‑‒–—−.·()", r) || isInvisible(r) {
		return -1
	}
	return r
}

func cutCountry(digits string) string {
	for _, prefix := range []string{"+86", "0086"} {
		if rest, ok := strings.CutPrefix(digits, prefix); ok {
			return restoreTrunk(rest)
		}
	}
	if len(digits) == 13 && strings.HasPrefix(digits, "861") {
		return digits[2:]
	}
	return digits
}

// restoreTrunk puts back the 0 that an international landline number drops.
func restoreTrunk(rest string) string {
	if rest == "" || rest[0] == '0' || (rest[0] == '1' && !strings.HasPrefix(rest, "10")) {
		return rest
	}
	return "0" + rest
}
