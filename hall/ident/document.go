package ident

import (
	"strings"
	"unicode/utf8"

	"bianmin/hall/workday"
)

// DocType (证件类型) is the kind of paper a person or organisation shows.
type DocType string

// The kinds of papers, in the order lists show them.
const (
	DocResidentID DocType = "resident_id" // 居民身份证, 18 characters, GB 11643
	DocCreditCode DocType = "credit_code" // 统一社会信用代码, 18 characters, GB 32100
	DocHousehold  DocType = "household"   // 居民户口簿, 4–30 characters
	DocHKMOTW     DocType = "hk_mo_tw"    // 港澳台居民居住证, 18 characters, GB 11643
	DocForeign    DocType = "foreign"     // 外国人永久居留身份证, 15 or 18 characters
	DocPassport   DocType = "passport"    // 护照, 5–20 letters and digits
	DocBirth      DocType = "birth"       // 出生医学证明, 5–20 letters and digits
	DocNone       DocType = "none"        // 无证件, no value
)

// DocTypes returns every type in the order lists show them.
func DocTypes() []DocType {
	return []DocType{
		DocResidentID, DocCreditCode, DocHousehold, DocHKMOTW,
		DocForeign, DocPassport, DocBirth, DocNone,
	}
}

// TypeName returns the Chinese name of a type, or 未知证件 for an unknown one.
func TypeName(t DocType) string {
	switch t {
	case DocResidentID:
		return "居民身份证"
	case DocCreditCode:
		return "统一社会信用代码"
	case DocHousehold:
		return "居民户口簿"
	case DocHKMOTW:
		return "港澳台居民居住证"
	case DocForeign:
		return "外国人永久居留身份证"
	case DocPassport:
		return "护照"
	case DocBirth:
		return "出生医学证明"
	case DocNone:
		return "无证件"
	}
	return "未知证件"
}

// CheckDocument reports whether value is a possible number of this type of
// paper; see ParseDocument.
func CheckDocument(t DocType, value string, today workday.Date) error {
	_, err := ParseDocument(t, value, today)
	return err
}

// ParseDocument checks value as the number of this type of paper and returns
// the form to store. Check characters and birth dates are verified where the
// type has them; household, passport and birth numbers only for length and
// characters. today is as in CheckResidentID. An empty value is refused except
// for DocNone, which takes nothing else. The error is an *InputError.
//
// Source: GB 11643-1999; GB 32100-2015; 港澳台居民居住证申领发放办法 (国办发〔2018〕81号);
// 国家移民管理局关于启用新版外国人永久居留身份证的公告 (2023).
func ParseDocument(t DocType, value string, today workday.Date) (string, error) {
	switch t {
	case DocResidentID:
		id, err := CheckResidentID(value, today)
		return id.Number(), err
	case DocCreditCode:
		return CheckCreditCode(value)
	case DocHKMOTW:
		return parseResidencePermit(canonical(value), today)
	case DocForeign:
		return parseForeign(canonical(value), today)
	case DocHousehold:
		return parsePlain("户口簿编号", canonical(value), 4, 30, isHouseholdRune, "数字、字母、汉字和横线")
	case DocPassport:
		return parsePlain("护照号码", canonical(value), 5, 20, isDigitOrLetter, "数字和字母")
	case DocBirth:
		return parsePlain("出生医学证明编号", canonical(value), 5, 20, isDigitOrLetter, "数字和字母")
	case DocNone:
		if trim(value) != "" {
			return "", inputErrorf("选了“无证件”就不要填写证件号码，有号码请改选证件类型")
		}
		return "", nil
	}
	return "", inputErrorf("证件类型不认识，请从列表中选择")
}

func parseResidencePermit(s string, today workday.Date) (string, error) {
	const what = "居住证号码"
	if _, err := check11643(what, s, today); err != nil {
		return "", err
	}
	if !strings.HasPrefix(s, "81") && !strings.HasPrefix(s, "82") && !strings.HasPrefix(s, "83") {
		return "", inputErrorf("港澳台居民居住证号码应以81、82或83开头")
	}
	return s, nil
}

// parseForeign takes the form of 2004 (three letters of the country, twelve
// digits, no check done) and that of 2023 (18 characters starting with 9).
func parseForeign(s string, today workday.Date) (string, error) {
	const what = "外国人永久居留身份证号码"
	if len(s) == 15 && isLetter(rune(s[0])) {
		if strings.ContainsFunc(s[:3], func(r rune) bool { return !isLetter(r) }) || !allDigits(s[3:]) {
			return "", inputErrorf(what + "为15位时，应是3个字母加12个数字")
		}
		return s, nil
	}
	if n := utf8.RuneCountInString(s); s != "" && n != 15 && n != 18 {
		return "", inputErrorf(what+"应为18位（新版）或15位（旧版），现在是%d位", n)
	}
	if _, err := check11643(what, s, today); err != nil {
		return "", err
	}
	if s[0] != '9' {
		return "", inputErrorf(what + "为18位时，应以9开头")
	}
	return s, nil
}

func parsePlain(what, s string, least, most int, allowed func(rune) bool, allowedName string) (string, error) {
	if s == "" {
		return "", inputErrorf("%s没有填写", what)
	}
	if n := utf8.RuneCountInString(s); n < least || n > most {
		return "", inputErrorf("%s应为%d到%d位，现在是%d位", what, least, most, n)
	}
	if strings.ContainsFunc(s, func(r rune) bool { return !allowed(r) }) {
		return "", inputErrorf("%s只能包含%s", what, allowedName)
	}
	return s, nil
}

func isDigitOrLetter(r rune) bool { return isDigit(r) || isLetter(r) }

func isHouseholdRune(r rune) bool {
	return isDigitOrLetter(r) || isHan(r) || r == '-'
}
