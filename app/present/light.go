package present

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Link is what the last exchange with the county came to.
type Link struct {
	Enrolled bool
	Busy     bool   // entries are on their way
	Trouble  string // why the last try failed, in Chinese; empty when it did not
}

// Light is the sync light: counted from the journal, never from a flag.
func Light(p journal.Progress, link Link, today hall.Date) Chip {
	if !link.Enrolled {
		return Chip{Grey, fmt.Sprintf("未登记县平台 · 本机 %d 条", p.Head.Size)}
	}
	waiting := p.Waiting()
	var words []string
	switch {
	case link.Trouble != "":
		words = append(words, shortTrouble(link.Trouble))
	case link.Busy && waiting > 0:
		words = append(words, "正在上传")
	}
	switch {
	case waiting > 0:
		words = append(words, fmt.Sprintf("待传 %d 条", waiting))
	case link.Trouble == "":
		words = append(words, "已同步")
	}
	if p.AsOf.IsZero() {
		words = append(words, "县里还没有收到过")
	} else {
		words = append(words, "县里收到至 "+Ago(p.AsOf, today))
	}
	mark := Amber
	if waiting == 0 && link.Trouble == "" {
		mark = Green
	}
	return Chip{mark, strings.Join(words, " · ")}
}

// shortTrouble is a trouble in as many words as the top bar has room for.
func shortTrouble(why string) string {
	for _, far := range []string{"连不上", "断", "超时", "网络"} {
		if strings.Contains(why, far) {
			return "离线"
		}
	}
	return "没有传上"
}
