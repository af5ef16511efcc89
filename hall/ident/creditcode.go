package ident

import (
	"strings"
	"unicode/utf8"
)

// creditAlphabet leaves out I, O, Z, S and V.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// CheckCreditCode checks a unified social credit code (统一社会信用代码) of 18
// characters and returns it with surrounding blanks gone, full-width characters
// narrowed and letters upper case. The error is an *InputError.
//
// Source: GB 32100-2015.
func CheckCreditCode(s string) (string, error) {
	s = canonical(s)
	if s == "" {
		return "", inputErrorf("统一社会信用代码没有填写")
	}
	if strings.ContainsRune(s, ' ') {
		return "", inputErrorf("统一社会信用代码中间有空格，请去掉")
	}
	if n := utf8.RuneCountInString(s); n != 18 {
		return "", inputErrorf("统一社会信用代码应为18位，现在是%d位", n)
	}
	place := 0
	for _, r := range s {
		place++
		if strings.ContainsRune("IOZSV", r) {
			return "", inputErrorf("统一社会信用代码里没有字母I、O、Z、S、V，请核对第%d位，可能是数字1、0、2、5或字母U", place)
		}
		if !strings.ContainsRune(creditAlphabet, r) {
			return "", inputErrorf("统一社会信用代码只能是数字和字母，第%d位不是", place)
		}
	}
	if creditCheck(s[:17]) != s[17] {
		return "", inputErrorf("统一社会信用代码末位校验不对，请再核对一遍")
	}
	return s, nil
}

// creditCheck returns the check character over 17 characters of the alphabet:
// weights are powers of 3 modulo 31.
func creditCheck(s string) byte {
	sum, weight := 0, 1
	for i := range len(s) {
		sum += strings.IndexByte(creditAlphabet, s[i]) * weight
		weight = weight * 3 % 31
	}
	return creditAlphabet[(31-sum%31)%31]
}
