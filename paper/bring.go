package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// bring is what the citizen is told to do about one material: how many of what, in words
// large enough for a poster, and a remark.
type bring struct {
	name   string
	counts []string // 「原件 ×1」「复印件 ×2」
	remark string   // may be empty
}

// bringing says how a material is brought. An identity card and a bank card are never left at
// the hall, whatever the catalogue says of originals: they are shown and taken home.
//
// Source: 居民身份证法 第十五条.
func bringing(x hall.MaterialRule) bring {
	b := bring{name: x.Name}
	what := pictureOf(x.Name)
	kept := what != pictureIDCard && what != pictureBank
	if x.Originals > 0 && kept {
		b.counts = append(b.counts, fmt.Sprintf("原件 ×%d", x.Originals))
	}
	if x.Copies > 0 {
		b.counts = append(b.counts, fmt.Sprintf("复印件 ×%d", x.Copies))
	}
	if len(b.counts) == 0 {
		b.counts = []string{"带来看看"}
	}
	var said []string
	switch {
	case what == pictureIDCard:
		said = append(said, "原件也带来，看过当场还您")
	case what == pictureBank:
		said = append(said, "卡、存折和密码自己保管，不用交")
	case x.Originals == 0 && strings.Contains(x.Note, "原件核验"):
		said = append(said, "原件也带来，核对后当场还您")
	}
	if r := required(x); r != "" {
		said = append(said, r)
	}
	if x.Note != "" && !strings.Contains(x.Note, "原件核验") {
		said = append(said, frank(x.Note))
	}
	b.remark = strings.Join(said, "；")
	return b
}

// frank is a catalogue's text as a citizen is to read it: where its editor wrote that it is
// from memory, the citizen is told that it has not been checked.
func frank(text string) string {
	var b strings.Builder
	for {
		at := strings.Index(text, "（记忆")
		if at < 0 {
			break
		}
		end := strings.Index(text[at:], "）")
		if end < 0 {
			break
		}
		b.WriteString(text[:at] + "（待核）")
		text = text[at+end+len("）"):]
	}
	return b.String() + text
}

// cut is a text of at most n characters; more is left out and said to be.
func cut(text string, n int) string {
	runes := []rune(text)
	if n <= 0 || len(runes) <= n {
		return text
	}
	return string(runes[:n]) + "……（详见完整版）"
}

// clipped is as much of a text as fits the room in Sans, with 「…」 for the rest.
func clipped(text string, roomMM, sizePt float64) string {
	if sheet.TextWidth(text, sheet.Sans, sizePt) <= roomMM {
		return text
	}
	width := sheet.TextWidth("…", sheet.Sans, sizePt)
	for i, r := range text {
		if width += sheet.TextWidth(string(r), sheet.Sans, sizePt); width > roomMM {
			return text[:i] + "…"
		}
	}
	return text
}
