package present

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/ident"
)

// MatterIndex finds matters by code, part of the name or pinyin initials. It is made once
// and only read afterwards.
type MatterIndex struct {
	matters []hall.Matter
	keys    []matterKey
}

type matterKey struct {
	code, name string
	initials   []string
}

// IndexMatters prepares a catalogue for searching.
func IndexMatters(matters []hall.Matter) *MatterIndex {
	x := &MatterIndex{matters: matters, keys: make([]matterKey, len(matters))}
	for i, m := range matters {
		x.keys[i] = matterKey{code: fold(m.Code), name: fold(m.Name + m.Guide.OldName), initials: ident.Initials(m.Name)}
	}
	return x
}

// All are the matters in catalogue order.
func (x *MatterIndex) All() []hall.Matter {
	if x == nil {
		return nil
	}
	return x.matters
}

// Get is the matter of a code.
func (x *MatterIndex) Get(code string) (hall.Matter, bool) {
	for _, m := range x.All() {
		if m.Code == code {
			return m, true
		}
	}
	return hall.Matter{}, false
}

// Find returns what fits, best first: code or name or initials from the start, then
// anywhere inside. An empty text fits all.
func (x *MatterIndex) Find(text string) []hall.Matter {
	text = fold(text)
	if text == "" || x == nil {
		return x.All()
	}
	var first, later []hall.Matter
	for i, k := range x.keys {
		switch {
		case strings.HasPrefix(k.code, text), strings.HasPrefix(k.name, text), k.starts(text):
			first = append(first, x.matters[i])
		case strings.Contains(k.code, text), strings.Contains(k.name, text), k.holds(text):
			later = append(later, x.matters[i])
		}
	}
	return append(first, later...)
}

func (k matterKey) starts(text string) bool {
	for _, s := range k.initials {
		if strings.HasPrefix(s, text) {
			return true
		}
	}
	return false
}

func (k matterKey) holds(text string) bool {
	if len(text) < 2 {
		return false
	}
	for _, s := range k.initials {
		if strings.Contains(s, text) {
			return true
		}
	}
	return false
}

func fold(text string) string {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - ('！' - '!')
		}
		return r
	}, text)
}

// MatterHint stands behind a matter's name in a list: 「MZ-06 · 受理转报」.
func MatterHint(m hall.Matter) string { return m.Code + " · " + m.Mode.Han() }

// Promise is the chip behind a picked matter: 「承诺 15 个工作日（示例）」.
func Promise(m hall.Matter) Chip {
	switch {
	case !m.Mode.MayAccept():
		return Chip{Grey, "只收件，不出受理通知书"}
	case m.Limits.Promised == nil:
		return Chip{Grey, "没有公布承诺时限"}
	}
	return Chip{Blue, "承诺 " + m.Limits.Promised.Han() + sample(m.Limits)}
}

func sample(l hall.Limits) string {
	if l.Example {
		return "（" + Example + "）"
	}
	return ""
}

// Asked is what a material rule asks for: 「原件 1、复印件 1」.
func Asked(r hall.MaterialRule) string {
	if r.Originals+r.Copies == 0 && r.Form != "" {
		return r.Form
	}
	return Counts(r.Originals, r.Copies)
}

// MaterialChip says what is owed of a material.
func MaterialChip(r hall.MaterialRule, given bool) Chip {
	switch {
	case given:
		return Chip{}
	case r.Required():
		return Chip{Amber, "必要"}
	case r.Requirement == "容缺":
		return Chip{Grey, "可容缺"}
	}
	return Chip{Grey, "非必要"}
}

// Pair is a word and what stands behind it in the guide.
type Pair struct{ Word, Text string }

// Guide is what the guide says about a matter, top to bottom, materials apart.
func Guide(m hall.Matter) []Pair {
	g := m.Guide
	var out []Pair
	add := func(word, text string) {
		if text != "" {
			out = append(out, Pair{word, text})
		}
	}
	add("事项编码", m.Code+"（"+m.Domain+"）")
	add("类型", m.Type+" · "+m.CaseType)
	add("本厅怎么办", m.Mode.Han()+ownWay(m.Mode))
	add("谁可以办", g.Audience)
	add("条件", g.Conditions)
	add("主管部门", g.Department)
	add("决定层级", g.DecisionLevel)
	add("承诺时限", promised(m.Limits))
	add("法定时限", lawful(m.Limits))
	add("收费", fee(g))
	add("办完拿到", g.Result)
	add("村代办员", proxy(m))
	add("录入系统", m.Intake.OutsideSystem)
	add("说明", g.Notes)
	return out
}

func ownWay(mode hall.TownshipMode) string {
	if mode.MayAccept() {
		return ""
	}
	return "，由决定机关受理"
}

func promised(l hall.Limits) string {
	if l.Promised == nil {
		return "没有公布"
	}
	return l.Promised.Han() + sample(l)
}

func lawful(l hall.Limits) string {
	if l.Statutory == nil {
		return "未核实" + bracket(l.StatutoryNote)
	}
	return l.Statutory.Han() + bracket(l.StatutoryNote)
}

func bracket(text string) string {
	if text == "" {
		return ""
	}
	return "（" + text + "）"
}

func fee(g hall.GuideText) string {
	if g.FeeFen == 0 {
		if g.FeeNote != "" {
			return g.FeeNote
		}
		return "不收费"
	}
	return fmt.Sprintf("%d.%02d 元", g.FeeFen/100, g.FeeFen%100) + bracket(g.FeeNote)
}

func proxy(m hall.Matter) string {
	word := "要本人办"
	if m.Intake.ProxyAllowed {
		word = "可以代办"
	}
	return word + bracket(m.Guide.ProxyNote)
}

// Basis is a source of law with its check mark.
func Basis(b hall.LegalBasis) (text string, chip Chip) {
	text = "《" + strings.Trim(b.Law, "《》") + "》" + b.Article
	if b.Note != "" {
		text += "：" + b.Note
	}
	if b.IsChecked() {
		return text, Chip{Green, "已对过原文"}
	}
	return text, Chip{Amber, "待核"}
}
