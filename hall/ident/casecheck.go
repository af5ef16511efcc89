package ident

import "strings"

const mod36Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// Mod37_36 returns the check character of s by ISO 7064 MOD 37,36 (办件编号校验位).
// s holds at least one of 0–9 and A–Z and nothing else: hyphens and lower case
// are the caller's to remove. For any other s the result is 0, which no valid
// check character is.
//
// Source: ISO/IEC 7064:2003, hybrid system MOD 37,36.
func Mod37_36(s string) byte {
	if s == "" {
		return 0
	}
	p := 36
	for i := range len(s) {
		value := strings.IndexByte(mod36Alphabet, s[i])
		if value < 0 {
			return 0
		}
		p += value
		if p > 36 {
			p -= 36
		}
		p = p * 2 % 37
	}
	return mod36Alphabet[(37-p)%36]
}

// ValidMod37_36 reports whether the last character of s is the check character
// of all before it.
func ValidMod37_36(s string) bool {
	if len(s) < 2 {
		return false
	}
	check := Mod37_36(s[:len(s)-1])
	return check != 0 && check == s[len(s)-1]
}
