// Package cases is the 办件 page: the list of cases, and one case with its timeline, its
// clock and the acts that are lawful on it now.
package cases

import (
	"context"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/hall"
)

// Lister gives the list page by page.
type Lister interface {
	Cases(ctx context.Context, q hall.CaseQuery) (hall.CasePage, error)
}

// pageSize is how many cases one page holds, and ahead how many rows before the end of
// what is loaded the next one is asked for.
const (
	pageSize = 60
	ahead    = 20
)

// List is the list of cases. It grows by pages while it is scrolled, by key and not by
// offset, so that the ten-thousandth row costs what the first one does.
type List struct {
	stage *stage.Stage
	desk  Lister
	open  func(id string)

	filters []present.Filter
	choice  *kit.Segment
	mine    *kit.Button
	rows    *kit.RowList
	count   *kit.Label
	content fyne.CanvasObject
	book    book
}

// book is what is loaded of the list.
type book struct {
	query   hall.CaseQuery
	rows    []hall.CaseRow
	next    string // key of the next page
	more    bool
	loading bool
	serial  int // of the query; answers to an older one are dropped
}

// NewList makes the page. open shows a case.
func NewList(s *stage.Stage, d Lister, open func(id string)) *List {
	l := &List{stage: s, desk: d, open: open, filters: present.Filters()}
	words := make([]string, len(l.filters))
	for i, f := range l.filters {
		words[i] = f.Word
	}
	l.choice = kit.NewSegment(words, func(int) { l.Reload() })
	l.mine = kit.NewLink("只看我的：否", "F5", l.toggleMine)
	l.count = kit.NewLabel("", kit.LabelStyle{Tone: kit.ToneQuiet, Size: 14, Loose: true})
	l.rows = kit.NewRowList(kit.RowListOptions{
		Columns: []kit.Column{
			{Title: "编号", Width: 86},
			{Title: "事项", Width: 130, Flex: 1},
			{Title: "申请人", Width: 140, Flex: 0.2},
			{Title: "到哪一步", Width: 104},
			{Title: "期限", Width: 130},
			{Title: "收件", Width: 94},
			{Title: "经办", Width: 56},
		},
		Len: func() int { return len(l.book.rows) }, Row: l.row, OnOpen: l.opened, Empty: "没有办件", RowHeight: 44,
	})
	l.content = kit.Pile(12,
		kit.Line(20, kit.Heading("办件"), kit.Grow(l.count), l.mine),
		kit.Line(0, l.choice),
		kit.Grow(kit.NewCard(l.rows, kit.CardOptions{Bare: true})),
	)
	return l
}

// Content satisfies kit.Screen.
func (l *List) Content() fyne.CanvasObject { return l.content }

// FirstFocus satisfies kit.Screen.
func (l *List) FirstFocus() fyne.Focusable { return l.rows.Focusable() }

// Keys satisfies kit.Screen.
func (l *List) Keys() []kit.KeyAct {
	return []kit.KeyAct{
		{Key: "↑ ↓", Label: "选择"},
		{Key: "⏎", Label: "打开"},
		{Key: "F6", Label: "下一种", Do: func() { l.turn(1) }},
		{Key: "F7", Label: "上一种", Do: func() { l.turn(-1) }},
		{Key: "F5", Label: "只看我的", Do: l.toggleMine},
	}
}

func (l *List) turn(by int) {
	l.choice.Select((l.choice.Selected() + by + len(l.filters)) % len(l.filters))
	l.Reload()
}

// Choose shows one of the filters.
func (l *List) Choose(filter hall.CaseFilter) {
	for i, f := range l.filters {
		if f.Filter == filter {
			l.choice.Select(i)
		}
	}
	l.Reload()
}

func (l *List) toggleMine() {
	if l.book.query.Handler == "" {
		l.book.query.Handler = l.stage.Me.ID
	} else {
		l.book.query.Handler = ""
	}
	l.mine.SetLabel(map[bool]string{true: "只看我的：是", false: "只看我的：否"}[l.book.query.Handler != ""], "F5")
	l.Reload()
}

// Reload reads the list from its first page.
func (l *List) Reload() {
	f := l.filters[l.choice.Selected()]
	l.book = book{query: hall.CaseQuery{Filter: f.Filter, Handler: l.book.query.Handler, Limit: pageSize}, more: true, serial: l.book.serial + 1}
	l.rows.SetEmpty(f.Empty)
	l.load()
}

// load asks for the next page unless one is under way.
func (l *List) load() {
	b := &l.book
	if b.loading || !b.more {
		return
	}
	b.loading = true
	q, serial := b.query, b.serial
	q.After = b.next
	stage.Do(l.stage, func(ctx context.Context) (hall.CasePage, error) { return l.desk.Cases(ctx, q) },
		func(page hall.CasePage, err error) {
			if serial != l.book.serial {
				return
			}
			l.book.loading = false
			if err != nil {
				l.book.more = false
				l.stage.Fault(err)
				return
			}
			l.book.rows = append(l.book.rows, page.Rows...)
			l.book.next, l.book.more = page.Next, page.Next != ""
			l.count.SetText(l.total())
			l.rows.Reload()
		})
}

func (l *List) total() string {
	n := len(l.book.rows)
	if l.book.more {
		return "已读出 " + present.Count(n, "件，往下翻接着读")
	}
	return "共 " + present.Count(n, "件")
}

// row words a line, and asks for the next page before the end is reached.
func (l *List) row(i int) []kit.Cell {
	if i >= len(l.book.rows)-ahead && l.book.more && !l.book.loading {
		l.load()
	}
	x := present.CaseRow(l.book.rows[i], l.stage.Names, l.stage.Today())
	return []kit.Cell{
		{Text: x.No, Mono: true},
		{Text: x.Matter},
		{Text: x.Who},
		{Text: x.Chip.Text, Chip: stage.Chip(x.Chip.Mark)},
		{Text: x.Due.Text, Chip: stage.Chip(x.Due.Mark)},
		{Text: x.Day, Tone: kit.ToneQuiet},
		{Text: x.By, Tone: kit.ToneQuiet},
	}
}

func (l *List) opened(i int) { l.open(l.book.rows[i].ID) }
