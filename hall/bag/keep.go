package bag

import (
	"fmt"
	"strings"
	"unicode"

	"bianmin/hall"
)

// onTheSpot is what to do with a paper that is never kept.
const onTheSpot = "请当场核验、当场退还；需要的留复印件，可记「已核验退还」"

// MayKeep is nil when an agent may keep the material in a bag. The order is that of the rules below.
func MayKeep(m hall.Material) error {
	if err := NoIDCard(m); err != nil {
		return err
	}
	if err := NoBankCard(m); err != nil {
		return err
	}
	return NoPassword(m)
}

// NoIDCard refuses to hold back an original resident identity card; a copy is fine.
//
// Source: 居民身份证法 第十五条.
func NoIDCard(m hall.Material) error {
	name := bare(m.Name)
	if !original(m, name) {
		return nil
	}
	for _, proof := range []string{"身份证明", "身份證明", "身份证号", "身份證號"} { // a proof of identity, not the card
		name = strings.ReplaceAll(name, proof, "")
	}
	for _, card := range []string{"身份证", "身份證", "身分证", "身分證", "身份証", "二代证", "二代證"} {
		if strings.Contains(name, card) {
			return hall.Forbid("居民身份证原件不能代为保管（居民身份证法第十五条：不得扣押）", onTheSpot)
		}
	}
	return nil
}

// NoBankCard refuses to hold a card or a book of a bank account; a social security card is one.
// Typical practice, a parameter of RulesEdition.
func NoBankCard(m hall.Material) error {
	name := bare(m.Name)
	if !original(m, name) {
		return nil
	}
	for _, card := range []string{"银行卡", "储蓄卡", "借记卡", "信用卡", "存折", "存摺", "存单", "一卡通", "一本通", "社会保障卡", "社保卡"} {
		if strings.Contains(name, card) {
			return hall.Forbid("银行卡、存折、社保卡原件不能代为保管", onTheSpot)
		}
	}
	return nil
}

// NoPassword refuses passwords and what stands for them, written down in whatever form. Typical
// practice, a parameter of RulesEdition.
func NoPassword(m hall.Material) error {
	name := strings.ToUpper(bare(m.Name))
	for _, word := range []string{"密码", "口令", "验证码", "PIN", "U盾", "网银盾", "K宝"} {
		if strings.Contains(name, word) {
			return hall.Forbid("密码、验证码、网银盾不能代为保管，也不能写下来交给代办员", "请本人自己输入或到窗口办")
		}
	}
	return nil
}

// original reports whether what is kept is the thing itself: named so, or counted as an original
// and not named a copy.
func original(m hall.Material, name string) bool {
	if strings.Contains(name, "原件") || strings.Contains(name, "原本") {
		return true
	}
	isCopy := strings.Contains(name, "复印") || strings.Contains(name, "影印") || strings.Contains(name, "扫描")
	return m.Original > 0 && !isCopy
}

// bare is a name without blanks, signs and brackets, so that 「身 份 证」 hides nothing.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ':
			return r - 0xFEE0 // full width
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			return r
		}
		return -1
	}, name)
}

// keepable is nil when all the materials are counted and may be kept.
func keepable(list []hall.Material) error {
	for i, m := range list {
		if err := counted(i, m); err != nil {
			return err
		}
		if err := MayKeep(m); err != nil {
			return err
		}
	}
	return nil
}

func counted(i int, m hall.Material) error {
	if strings.TrimSpace(m.Name) == "" || m.Original < 0 || m.Copy < 0 || m.Original > 999 || m.Copy > 999 || m.Original+m.Copy == 0 {
		return hall.Refuse(fmt.Sprintf("第 %d 样材料的名称或份数不对", i+1), "名称不能空，原件或复印件至少一份，最多 999 份")
	}
	return nil
}

// allCounted is nil when every material has a name and a count.
func allCounted(list []hall.Material) error {
	for i, m := range list {
		if err := counted(i, m); err != nil {
			return err
		}
	}
	return nil
}
