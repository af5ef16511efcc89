package ident

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxNameRunes is the longest name taken, in runes; the longest a resident ID
// card prints is shorter.
const maxNameRunes = 100

// nameDot is the dot between the parts of a name, as public security prints it.
const nameDot = '·'

// NameFlags are findings that do not stop a name from being stored.
type NameFlags struct {
	// PrivateUse lists the private-use code points, each once in the order of
	// the name. Other computers show them as another character or a box.
	PrivateUse []rune
	// InnerBlank says that a blank stands next to a Han character inside.
	InnerBlank bool
}

// Any reports whether there is a finding.
func (f NameFlags) Any() bool { return len(f.PrivateUse) > 0 || f.InnerBlank }

// Sentences returns one Chinese sentence for each finding, nil for none. They
// name code points but nothing else of the name.
func (f NameFlags) Sentences() []string {
	var out []string
	if len(f.PrivateUse) > 0 {
		codes := make([]string, len(f.PrivateUse))
		for i, r := range f.PrivateUse {
			codes[i] = fmt.Sprintf("U+%04X", r)
		}
		out = append(out, "姓名里有自造字（"+strings.Join(codes, "、")+"），别的电脑可能显示不出，请尽量换成国标汉字")
	}
	if f.InnerBlank {
		out = append(out, "姓名中间有空格，请核对是否多余")
	}
	return out
}

// CleanName returns a name as it is stored: surrounding blanks and invisible
// marks gone, and • ‧ ・ ･ ⋅ ∙ ． between Han characters written as U+00B7.
// Nothing else changes: no Unicode normalisation is applied and variation
// selectors stay, so the characters are those of the paper. Names have 1 to 100
// runes, variation selectors counted. The error is an *InputError for an empty
// or longer name, invalid UTF-8, U+FFFD, and control or invisible characters
// inside.
//
// Source: 国家民委等12部门 关于在政府管理和社会公共服务信息系统中统一姓名采集应用规范的通知
// (2016: the dot is U+00B7, names of 50 characters fit).
func CleanName(s string) (name string, flags NameFlags, err error) {
	if !utf8.ValidString(s) {
		return "", NameFlags{}, inputErrorf("姓名的文字编码不对，请重新输入")
	}
	runes := []rune(trim(s))
	if len(runes) == 0 {
		return "", NameFlags{}, inputErrorf("姓名没有填写")
	}
	if len(runes) > maxNameRunes {
		return "", NameFlags{}, inputErrorf("姓名最多%d个字，现在是%d个字", maxNameRunes, len(runes))
	}
	if err := checkNameRunes(runes); err != nil {
		return "", NameFlags{}, err
	}
	normaliseDots(runes)
	return string(runes), findFlags(runes), nil
}

func checkNameRunes(runes []rune) error {
	for i, r := range runes {
		if r == utf8.RuneError {
			return inputErrorf("姓名第%d个字是乱码（U+FFFD），请对照证件重新输入", i+1)
		}
		if unicode.IsControl(r) || isInvisible(r) || isNoncharacter(r) || r == '\u2028' || r == '\u2029' {
			return inputErrorf("姓名第%d个位置有看不见的控制字符（U+%04X），请删去后重新输入", i+1, r)
		}
	}
	return nil
}

func normaliseDots(runes []rune) {
	for i, r := range runes {
		if isDotVariant(r) && hanBefore(runes, i) && i+1 < len(runes) && isNameHan(runes[i+1]) {
			runes[i] = nameDot
		}
	}
}

func findFlags(runes []rune) NameFlags {
	var flags NameFlags
	seen := map[rune]bool{}
	for i, r := range runes {
		if isPrivateUse(r) && !seen[r] {
			seen[r] = true
			flags.PrivateUse = append(flags.PrivateUse, r)
		}
		if unicode.IsSpace(r) && (hanBefore(runes, i) || isNameHan(runes[i+1])) {
			flags.InnerBlank = true
		}
	}
	return flags
}

// hanBefore looks past the variation selectors that belong to a character.
func hanBefore(runes []rune, i int) bool {
	i--
	for i >= 0 && isVariationSelector(runes[i]) {
		i--
	}
	return i >= 0 && isNameHan(runes[i])
}

// isNameHan counts private-use characters in: in names they stand for Han.
func isNameHan(r rune) bool { return isHan(r) || isPrivateUse(r) }

func isDotVariant(r rune) bool {
	switch r {
	case '•', '‧', '・', '･', '⋅', '∙', '．':
		return true
	}
	return false
}

func isVariationSelector(r rune) bool {
	return (r >= 0xFE00 && r <= 0xFE0F) || (r >= 0xE0100 && r <= 0xE01EF)
}

func isPrivateUse(r rune) bool {
	return (r >= 0xE000 && r <= 0xF8FF) || (r >= 0xF0000 && r <= 0xFFFFD) || (r >= 0x100000 && r <= 0x10FFFD)
}

func isNoncharacter(r rune) bool {
	return (r >= 0xFDD0 && r <= 0xFDEF) || r&0xFFFE == 0xFFFE
}
