package posting

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

//go:embed illness.txt
var illnessWords string

// Fields are all a posting may ever show of a person or household.
func Fields() []Field { return []Field{FieldName, FieldGroup, FieldHeadCount, FieldAmount} }

// Allowed is nil when a posting shows nothing but what the matter lets it show, each field
// one of Fields; and nothing that was typed tells an identity number, a phone, an illness
// or an age.
//
// Source: 个人信息保护法 第六条、第二十八条 (no more than needed; sensitive information and those
// under fourteen); which fields are needed is typical practice, a parameter of RulesEdition.
func Allowed(title, place string, fields []Field, items []Item) error {
	for i, f := range fields {
		if !slices.Contains(Fields(), f) {
			return hall.Forbid("公示里有不许公示的栏目", "只能公示姓名、组别、人数、金额（name、group、head_count、amount）")
		}
		if slices.Contains(fields[:i], f) {
			return hall.Refuse("同一个栏目写了两次", "请去掉重复的栏目")
		}
	}
	if len(fields) == 0 || len(items) == 0 {
		return hall.Refuse("公示没有栏目，或一行也没有", "请写公示哪些栏目、哪些人")
	}
	for _, x := range []struct{ what, text string }{{"标题", title}, {"地点", place}} {
		if err := Shown(x.text); err != nil {
			return at(x.what, err)
		}
	}
	for i, item := range items {
		if err := item.within(fields); err != nil {
			return at(fmt.Sprintf("第 %d 行", i+1), err)
		}
		for _, text := range []string{item.Name, item.Group} {
			if err := errors.Join(Shown(text), ageless(text)); err != nil {
				return at(fmt.Sprintf("第 %d 行", i+1), err)
			}
		}
	}
	return nil
}

// at says where a text was refused.
func at(where string, err error) error {
	say, next := hall.Explain(err)
	return hall.Forbid(where+say, next)
}

// within is nil when the item fills no field but these.
func (x Item) within(fields []Field) error {
	for _, f := range []struct {
		field  Field
		filled bool
	}{
		{FieldName, x.Name != ""}, {FieldGroup, x.Group != ""}, {FieldHeadCount, x.HeadCount != 0}, {FieldAmount, x.AmountFen != 0},
	} {
		if f.filled && !slices.Contains(fields, f.field) {
			return hall.Forbid("填了这个事项不公示的栏目「"+f.field.Han()+"」", "请去掉，或核对事项的公示规定")
		}
	}
	if x.HeadCount < 0 || x.AmountFen < 0 {
		return hall.Refuse("的人数或金额是负的", "请核对")
	}
	if x.Name == "" && x.Group == "" {
		return hall.Refuse("是空的", "请写姓名或组别")
	}
	return nil
}

// Shown is nil when a text may hang in public: no identity number, no phone, no illness, no
// minors. The sentence repeats nothing of the text.
//
// Source: 个人信息保护法 第二十八条; the words are typical practice, a parameter of RulesEdition.
func Shown(text string) error {
	plain := flat(text)
	if slices.ContainsFunc(digitRuns(plain), isIdentity) {
		return hall.Forbid("里有证件号", "公示不写证件号，遮住一部分的也不写")
	}
	if slices.ContainsFunc(digitRuns(dated.ReplaceAllString(plain, "某日")), isPhone) {
		return hall.Forbid("里像有电话或账号", "公示不写电话和账号")
	}
	if strings.ContainsAny(plain, "*✱") && strings.IndexFunc(plain, unicode.IsDigit) >= 0 {
		return hall.Forbid("里像有遮住一部分的号码", "公示不写证件号和电话，遮住一部分的也不写")
	}
	packed := strings.ToLower(pack(text) + "\n" + pack(plain))
	for _, word := range illnesses() {
		if strings.Contains(packed, strings.ToLower(word)) {
			return hall.Forbid("里写了病情或残疾", "公示不写病情、残疾")
		}
	}
	for _, word := range []string{"未成年", "孤儿", "留守儿童", "困境儿童", "无人抚养", "婴儿"} {
		if strings.Contains(packed, word) {
			return hall.Forbid("里写了未成年人", "公示不写未成年人")
		}
	}
	return nil
}

// ageless is nil when a text of one household tells no age and no date of birth.
func ageless(text string) error {
	plain := pack(flat(text))
	if dated.MatchString(plain) || aged.MatchString(plain) {
		return hall.Forbid("里写了年龄或日期", "公示不写年龄和出生日期")
	}
	return nil
}

var (
	dated = regexp.MustCompile(`(19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?`)
	aged  = regexp.MustCompile(`\d岁|周岁|出生|生于|(19|20)\d{2}年?生`)
)

// pack takes out blanks and invisible characters, so that none splits a word.
func pack(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}

// IsMinor reports whether a person born on a day is under eighteen on another.
//
// Source: 未成年人保护法 第二条.
func IsMinor(birth, on hall.Date) bool {
	return !birth.IsZero() && on.Before(workday.DateOf(birth.Year()+18, birth.Month(), min(birth.Day(), daysOf(birth.Year()+18, birth.Month()))))
}

func daysOf(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func illnesses() []string {
	return slices.DeleteFunc(strings.Fields(strings.SplitN(illnessWords, "\n", 2)[1]), func(w string) bool { return w == "" })
}

// flat writes full-width characters and Han digits plainly, so that no spelling hides a number.
func flat(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xFF01 && r <= 0xFF5E {
			r -= 0xFEE0
		}
		if i := slices.Index([]rune("〇一二三四五六七八九"), r); i >= 0 {
			return rune('0' + i)
		}
		if r == '零' {
			return '0'
		}
		if d := digitOf(r); d >= 0 {
			return rune('0' + d)
		}
		return r
	}, text)
}

// digitOf is the value of a decimal digit of any script, -1 for none: such digits stand in
// tens, each ten from its zero on.
func digitOf(r rune) int {
	if !unicode.IsDigit(r) {
		return -1
	}
	zero := r
	for unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	return int(r-zero) % 10
}

// digitRuns are the numbers in a text, with what people put between groups of digits taken
// out, and a last X kept.
func digitRuns(text string) []string {
	var (
		runs []string
		run  strings.Builder
	)
	end := func() {
		if run.Len() > 0 {
			runs = append(runs, run.String())
		}
		run.Reset()
	}
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			run.WriteRune(r)
		case (r == 'x' || r == 'X') && run.Len() == 17:
			run.WriteRune('X')
			end()
		case run.Len() > 0 && (unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("-‐‑‒–—−_.·()（）", r)):
		default:
			end()
		}
	}
	end()
	return runs
}

// isIdentity reports whether a run of digits holds a resident number, whatever stands around it.
func isIdentity(run string) bool {
	for i := 0; i+18 <= len(run); i++ {
		if _, err := ident.CheckResidentID(run[i:i+18], hall.Date{}); err == nil {
			return true
		}
	}
	return len(run) == 15 || len(run) == 18
}

// isPhone reports whether a run of digits is long enough to reach or pay somebody: a phone
// by ident's rules, or seven digits and more that are no date.
func isPhone(run string) bool {
	if _, err := ident.CheckPhone(run); err == nil {
		return true
	}
	if len(run) == 8 {
		if _, err := time.Parse("20060102", run); err == nil {
			return false
		}
	}
	return len(run) >= 7
}
