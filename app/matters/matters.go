// Package matters is the 事项 page: the catalogue to browse and search, read as the guide
// reads, and printed.
package matters

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
)

// Screen is the page.
type Screen struct {
	stage *stage.Stage

	search  *kit.Entry
	domain  *kit.Combo
	list    *kit.RowList
	found   []hall.Matter
	guide   *container.Scroll
	count   *kit.Label
	content fyne.CanvasObject
	last    stage.Made
}

// New makes the page.
func New(s *stage.Stage) *Screen {
	p := &Screen{stage: s, found: s.Matters.All()}
	p.search = kit.NewEntry(kit.EntryOptions{Placeholder: "名称、编码、拼音首字母", MaxRunes: 40})
	p.search.OnChanged = func(string) { p.filter() }
	p.search.OnKey = p.key
	p.search.OnSubmit = func(string) { p.take() }
	p.domain = kit.NewCombo("全部领域", p.domains)
	p.domain.OnPick = func(kit.Option) { p.filter() }
	p.count = kit.NewLabel("", kit.LabelStyle{Tone: kit.ToneQuiet, Size: 14, Loose: true})
	p.list = kit.NewRowList(kit.RowListOptions{
		Columns: []kit.Column{{Width: 150, Flex: 1}, {Width: 60, Align: fyne.TextAlignTrailing}},
		Len:     func() int { return len(p.found) }, Row: p.row, RowHeight: 42, Empty: "没有找到这样的事项",
		OnSelect: func(int) { p.show() }, OnOpen: func(int) { p.take() },
	})
	p.guide = container.NewVScroll(container.NewStack())
	left := kit.Pile(10,
		kit.Line(8, kit.Grow(p.search), kit.Fixed(112, p.domain)),
		kit.Grow(kit.NewCard(p.list, kit.CardOptions{Bare: true})))
	p.content = kit.Pile(12,
		kit.Line(20, kit.Heading("事项"), kit.Grow(p.count)),
		kit.Grow(kit.Beside(14, 430, left, kit.NewCard(p.guide, kit.CardOptions{}))))
	p.filter()
	return p
}

// Content satisfies kit.Screen.
func (p *Screen) Content() fyne.CanvasObject { return p.content }

// FirstFocus satisfies kit.Screen.
func (p *Screen) FirstFocus() fyne.Focusable { return p.search }

// Keys satisfies kit.Screen.
func (p *Screen) Keys() []kit.KeyAct {
	keys := []kit.KeyAct{
		{Key: "↑ ↓", Label: "选择"},
		{Key: "PageDown", Label: "往下读", Do: func() { p.read(1) }},
		{Key: "PageUp", Do: func() { p.read(-1) }},
		{Key: "⏎", Label: "受理这一项", Do: p.take},
		{Key: "F9", Label: "打印办事指南", Do: func() { p.print(hall.PaperGuide) }},
		{Key: "F6", Label: "便民服务卡（10 张）", Do: func() { p.print(hall.PaperCards) }},
		{Key: "Esc", Label: "全部事项", Do: p.reset},
	}
	if p.last.Path != "" {
		keys = append(keys, kit.KeyAct{Key: "F8", Label: "打开刚出的纸", Do: p.openPaper})
	}
	return keys
}

// Start shows a matter.
func (p *Screen) Start(code string) {
	if code == "" {
		return
	}
	p.reset()
	for i, m := range p.found {
		if m.Code == code {
			p.list.Select(i)
		}
	}
	p.show()
}

func (p *Screen) reset() {
	p.domain.SetOption(kit.Option{})
	p.search.SetText("")
	p.filter()
	p.stage.Window.Focus(p.search)
}

// key lets ↑ ↓ walk the list while the search keeps the caret.
func (p *Screen) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown:
		p.list.Select(p.list.Selected() + 1)
	case fyne.KeyUp:
		p.list.Select(p.list.Selected() - 1)
	case fyne.KeyPageDown:
		p.read(1)
		return true
	case fyne.KeyPageUp:
		p.read(-1)
		return true
	default:
		return false
	}
	p.show()
	return true
}

func (p *Screen) read(by float32) {
	most := max(0, p.guide.Content.MinSize().Height-p.guide.Size().Height)
	p.guide.Offset.Y = max(0, min(most, p.guide.Offset.Y+by*p.guide.Size().Height*0.8))
	p.guide.Refresh()
}

func (p *Screen) domains(string) []kit.Option {
	out := []kit.Option{{Key: "", Title: "全部领域"}}
	seen := map[string]bool{}
	for _, m := range p.stage.Matters.All() {
		if !seen[m.Domain] {
			seen[m.Domain] = true
			out = append(out, kit.Option{Key: m.Domain, Title: m.Domain})
		}
	}
	return out
}

func (p *Screen) filter() {
	p.found = nil
	domain := p.domain.Picked().Key
	for _, m := range p.stage.Matters.Find(p.search.Text) {
		if domain == "" || m.Domain == domain {
			p.found = append(p.found, m)
		}
	}
	p.count.SetText(present.Count(len(p.found), "项") + edition(p.stage.Matters.All()))
	p.list.Select(0)
	p.list.Reload()
	p.show()
}

func edition(all []hall.Matter) string {
	if len(all) == 0 {
		return "。还没有导入事项目录"
	}
	return " · 目录 " + all[0].Edition
}

func (p *Screen) row(i int) []kit.Cell {
	m := p.found[i]
	return []kit.Cell{{Text: m.Name}, {Text: m.Code, Mono: true, Tone: kit.ToneQuiet}}
}

func (p *Screen) picked() (hall.Matter, bool) {
	i := p.list.Selected()
	if i < 0 || i >= len(p.found) {
		return hall.Matter{}, false
	}
	return p.found[i], true
}

func (p *Screen) show() {
	m, ok := p.picked()
	if !ok {
		p.guide.Content = kit.Quiet("")
		p.guide.Refresh()
		return
	}
	p.guide.Content = kit.Pad(0, 10, 12, 0, guide(m))
	p.guide.ScrollToTop()
	p.guide.Refresh()
}

// take opens 受理 with the matter.
func (p *Screen) take() {
	if m, ok := p.picked(); ok {
		p.stage.Window.Go(stage.Place{Page: stage.Intake, Key: m.Code})
	}
}

func (p *Screen) print(kind hall.PaperKind) {
	m, ok := p.picked()
	if !ok && kind == hall.PaperGuide {
		return
	}
	order, name := desk.Order{Kind: kind, Staff: p.stage.Me.ID}, p.stage.Me.ID
	if kind == hall.PaperGuide {
		order, name = desk.Order{Kind: kind, Matter: m.Code}, m.Code
	}
	stage.Do(p.stage, func(ctx context.Context) (stage.Made, error) {
		return p.stage.Papers.Make(ctx, order, name+"-"+kind.Han())
	},
		func(made stage.Made, err error) {
			if err != nil {
				p.stage.Fault(err)
				return
			}
			p.last = made
			p.stage.Window.Offer(kit.ChipGreen, kind.Han()+"已生成", "打开 F8", p.openPaper)
			p.stage.Window.RefreshKeys()
		})
}

func (p *Screen) openPaper() {
	if err := p.stage.Papers.Open(p.last.Path); err != nil {
		p.stage.Fault(err)
	}
}
