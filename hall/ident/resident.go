package ident

import (
	"strings"
	"time"
	"unicode/utf8"

	"bianmin/hall/workday"
)

// Sex (性别) is the sex a resident ID number encodes, in Chinese.
type Sex string

// The two values of Sex.
const (
	Male   Sex = "男"
	Female Sex = "女"
)

// ResidentID is a checked citizen identity number (公民身份号码). Printing one
// with any verb shows the masked form, so it cannot slip into a log; Number
// gives the full value. The zero value is no number.
type ResidentID struct {
	number string
	birth  workday.Date
}

// CheckResidentID checks an 18-character citizen identity number: its digits,
// its birth date, which must exist and not lie after today, and its check
// character. Region codes are not looked up. A zero today skips only the test
// for a future date. Surrounding blanks, full-width characters and a lower-case
// x are normalised. The error is an *InputError; old 15-digit numbers are
// refused with a sentence of their own.
//
// Source: GB 11643-1999; 15-digit numbers ended on 2013-01-01 by the 2011
// 全国人大常委会关于修改《中华人民共和国居民身份证法》的决定.
func CheckResidentID(s string, today workday.Date) (ResidentID, error) {
	s = canonical(s)
	if len(s) == 15 && allDigits(s) {
		return ResidentID{}, inputErrorf("这是15位的老身份证号，2013年起已停止使用，请填写18位的新号码")
	}
	birth, err := check11643("身份证号", s, today)
	if err != nil {
		return ResidentID{}, err
	}
	return ResidentID{number: s, birth: birth}, nil
}

// Number returns the full 18 characters, with an upper-case X.
func (r ResidentID) Number() string { return r.number }

// String returns the masked number.
func (r ResidentID) String() string { return MaskID(r.number) }

// GoString returns the masked number, for %#v.
func (r ResidentID) GoString() string { return "ident.ResidentID(" + MaskID(r.number) + ")" }

// Region returns the 6-digit region code of first registration.
func (r ResidentID) Region() string { return r.number[:min(6, len(r.number))] }

// Birth returns the date of birth.
func (r ResidentID) Birth() workday.Date { return r.birth }

// Sex returns 男 for an odd 17th digit, 女 for an even one, "" for no number.
//
// Source: GB 11643-1999.
func (r ResidentID) Sex() Sex {
	if r.number == "" {
		return ""
	}
	if (r.number[16]-'0')%2 == 1 {
		return Male
	}
	return Female
}

// Age returns the full years (周岁) on a day, reached on the birthday itself
// and, for those born on 29 February, on 1 March of common years. It is 0
// before birth and when either date is missing.
func (r ResidentID) Age(on workday.Date) int {
	if r.birth.IsZero() || on.Before(r.birth) {
		return 0
	}
	years := on.Year() - r.birth.Year()
	if on.Month() < r.birth.Month() || (on.Month() == r.birth.Month() && on.Day() < r.birth.Day()) {
		years--
	}
	return years
}

// check11643 checks the form shared by resident IDs, residence permits and the
// 2023 foreigner's card; s is canonical and what names the number in errors.
func check11643(what, s string, today workday.Date) (workday.Date, error) {
	if s == "" {
		return workday.Date{}, inputErrorf("%s没有填写", what)
	}
	if strings.ContainsRune(s, ' ') {
		return workday.Date{}, inputErrorf("%s中间有空格，请去掉", what)
	}
	if n := utf8.RuneCountInString(s); n != 18 {
		return workday.Date{}, inputErrorf("%s应为18位，现在是%d位", what, n)
	}
	place := 0
	for _, r := range s {
		place++
		if place < 18 && !isDigit(r) {
			return workday.Date{}, inputErrorf("%s前17位只能是数字，第%d位不是", what, place)
		}
		if place == 18 && !isDigit(r) && r != 'X' {
			return workday.Date{}, inputErrorf("%s最后一位只能是数字或X", what)
		}
	}
	birth := workday.DateOf(number(s[6:10]), time.Month(number(s[10:12])), number(s[12:14]))
	if birth.IsZero() {
		return workday.Date{}, inputErrorf("%s里的出生日期不存在，请再核对一遍", what)
	}
	if !today.IsZero() && birth.After(today) {
		return workday.Date{}, inputErrorf("%s里的出生日期晚于今天，请再核对一遍", what)
	}
	if mod11_2(s[:17]) != s[17] {
		return workday.Date{}, inputErrorf("%s末位校验不对，请再核对一遍", what)
	}
	return birth, nil
}

// number reads ASCII digits the caller has checked.
func number(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

// mod11_2 returns the check character of ISO 7064 MOD 11-2 over digits.
func mod11_2(s string) byte {
	p := 0
	for i := range len(s) {
		p = (p + int(s[i]-'0')) * 2 % 11
	}
	return "0123456789X"[(12-p)%11]
}
