package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"bianmin/app/kit"
)

// keysScreen lists all keys (F1).
type keysScreen struct {
	body    *fyne.Container
	content fyne.CanvasObject
	from    kit.Screen
	back    func()
}

func newKeysScreen() *keysScreen {
	s := &keysScreen{body: container.NewStack()}
	s.content = kit.Pile(12, kit.Heading("全部按键"), s.body)
	return s
}

// Content satisfies kit.Screen.
func (s *keysScreen) Content() fyne.CanvasObject { return s.content }

// FirstFocus satisfies kit.Screen.
func (s *keysScreen) FirstFocus() fyne.Focusable { return nil }

// Keys satisfies kit.Screen.
func (s *keysScreen) Keys() []kit.KeyAct {
	return []kit.KeyAct{{Key: "Esc", Label: "返回", Do: s.back}}
}

// fill shows the keys of a screen, those of the window, and those of the fields.
func (s *keysScreen) fill(screen, always []kit.KeyAct) {
	cards := []fyne.CanvasObject{
		keyCard("这一页", screen),
		keyCard("哪一页都行", append(always, kit.KeyAct{Key: "Alt+1 … 5", Label: "左边第几页"}, kit.KeyAct{Key: "Esc", Label: "返回；回工作台"})),
		keyCard("填表的时候", []kit.KeyAct{
			{Key: "⏎", Label: "下一格"},
			{Key: "Tab", Label: "下一格；Shift+Tab 上一格"},
			{Key: "↓", Label: "打开可选的单子"},
			{Key: "空格", Label: "打勾；＋ － 改份数"},
			{Key: "← →", Label: "在几个词里选；也可按 1 2 3"},
			{Key: "今天 +5", Label: "日期这样打也行；或 1201"},
		}),
	}
	s.body.Objects = []fyne.CanvasObject{kit.Equal(14, cards...)}
	s.body.Refresh()
}

func keyCard(title string, acts []kit.KeyAct) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, a := range acts {
		if a.Label == "" {
			continue
		}
		rows = append(rows, kit.Line(10, kit.Fixed(88, kit.NewLabel(a.Key, kit.LabelStyle{Bold: true, Tone: kit.ToneTitle})),
			kit.Grow(kit.NewLabel(a.Label, kit.LabelStyle{Loose: true}))))
	}
	return kit.NewCard(kit.Pile(7, rows...), kit.CardOptions{Title: title})
}
