package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"bianmin/app/theme"
)

// RailItem is one page of the left rail.
type RailItem struct {
	Key   string // for the caller
	Label string
	Badge int // 0 shows none
}

// Rail is the list of pages at the left. A click opens one; by keyboard Tab
// comes here, ↑ ↓ move, Enter opens. The Frame adds Alt+1 … Alt+0.
type Rail struct {
	control
	items    []RailItem
	open     string // key of the page shown
	at       int    // the item the keys act on
	pointer  int    // the item under the mouse, -1 for none
	OnSelect func(key string)
}

const (
	railWidth float32 = 128
	railRow   float32 = 46
	railTop   float32 = 10
)

// NewRail makes the rail with the first page open.
func NewRail(items []RailItem, onSelect func(key string)) *Rail {
	r := &Rail{items: append([]RailItem(nil), items...), pointer: -1, OnSelect: onSelect}
	if len(items) > 0 {
		r.open = items[0].Key
	}
	r.extend(r)
	return r
}

// Items returns the pages.
func (r *Rail) Items() []RailItem { return r.items }

// Selected returns the key of the open page.
func (r *Rail) Selected() string { return r.open }

// SetSelected marks a page as open without calling OnSelect.
func (r *Rail) SetSelected(key string) {
	for i, item := range r.items {
		if item.Key == key {
			r.open, r.at = key, i
		}
	}
	r.Refresh()
}

// SetBadge shows a number at a page; 0 takes it away.
func (r *Rail) SetBadge(key string, n int) {
	for i := range r.items {
		if r.items[i].Key == key && r.items[i].Badge != n {
			r.items[i].Badge = n
			r.Refresh()
		}
	}
}

// Choose opens the page of an index as a click does.
func (r *Rail) Choose(i int) {
	if i < 0 || i >= len(r.items) {
		return
	}
	r.SetSelected(r.items[i].Key)
	if r.OnSelect != nil {
		r.OnSelect(r.items[i].Key)
	}
}

// TypedKey moves and opens.
func (r *Rail) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyDown:
		r.at = min(len(r.items)-1, r.at+1)
		r.Refresh()
	case ev.Name == fyne.KeyUp:
		r.at = max(0, r.at-1)
		r.Refresh()
	case isEnter(ev.Name) || ev.Name == fyne.KeySpace:
		r.Choose(r.at)
	default:
		r.control.TypedKey(ev)
	}
}

// Tapped opens the page under the pointer.
func (r *Rail) Tapped(ev *fyne.PointEvent) { r.Choose(r.itemAt(ev.Position.Y)) }

// MouseMoved lights the item under the pointer.
func (r *Rail) MouseMoved(ev *desktop.MouseEvent) {
	if i := r.itemAt(ev.Position.Y); i != r.pointer {
		r.pointer = i
		r.Refresh()
	}
}

// MouseOut puts the light out.
func (r *Rail) MouseOut() {
	r.pointer = -1
	r.control.MouseOut()
}

// pitch is the height of an item: less than usual when a low screen and
// large text leave no room for all.
func (r *Rail) pitch(height float32) float32 {
	if len(r.items) == 0 || height <= 0 {
		return theme.Px(railRow)
	}
	return min(theme.Px(railRow), (height-theme.Px(railTop))/float32(len(r.items)))
}

func (r *Rail) itemAt(y float32) int {
	y -= theme.Px(railTop)
	i := int(y / r.pitch(r.Size().Height))
	if y < 0 || i >= len(r.items) {
		return -1
	}
	return i
}

// railPart is one drawn item.
type railPart struct {
	ground, bar, badge *canvas.Rectangle
	label, number      *line
}

// CreateRenderer satisfies fyne.Widget.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	ground := box(theme.Color(theme.Rail), nil, 0)
	objects := []fyne.CanvasObject{ground}
	parts := make([]railPart, len(r.items))
	for i := range parts {
		parts[i] = railPart{
			ground: box(nil, nil, 0), bar: box(theme.Color(theme.RailMark), nil, 0),
			badge: box(theme.Color(theme.Badge), nil, theme.Px(9)),
			label: newLine("", theme.Lead, ToneWhite, false), number: newLine("", 12, ToneWhite, false),
		}
		p := parts[i]
		objects = append(objects, p.ground, p.bar, p.label.Text, p.badge, p.number.Text)
	}
	return paint(&painted{
		self:    r,
		objects: objects,
		layout: func(s fyne.Size) {
			place(ground, 0, 0, s.Width, s.Height)
			high := r.pitch(s.Height)
			for i, p := range parts {
				p.lay(theme.Px(railTop)+float32(i)*high, s.Width, high)
			}
		},
		min: func() fyne.Size {
			return fyne.NewSize(theme.Px(railWidth), theme.Px(200))
		},
		refresh: func() {
			for i, p := range parts {
				r.dress(i, p)
			}
		},
	})
}

func (r *Rail) dress(i int, p railPart) {
	item := r.items[i]
	open := item.Key == r.open
	fill, tone := theme.Rail, ToneWhite
	switch {
	case open:
		fill, tone = theme.White, ToneTitle
	case i == r.pointer:
		fill = theme.RailHover
	}
	dress(p.ground, fill, theme.RailMark, 0)
	if r.focused && i == r.at {
		dress(p.ground, fill, theme.RailMark, 2)
	}
	p.bar.Hidden = !open
	p.label.set(item.Label, tone, open)
	if !open {
		p.label.Color = theme.Color(theme.RailText)
	}
	number := strconv.Itoa(item.Badge)
	if item.Badge > 99 {
		number = "99+"
	}
	p.number.set(number, ToneWhite, true)
	p.badge.Hidden, p.number.Hidden = item.Badge == 0, item.Badge == 0
}

func (p railPart) lay(y, width, high float32) {
	place(p.ground, 0, y, width, high)
	place(p.bar, 0, y, theme.Px(4), high)
	badgeHigh := theme.Px(18)
	badge := max(theme.Px(21), p.number.width()+theme.Px(12))
	left := width - theme.Px(12) - badge
	p.label.put(theme.Px(22), y, left-theme.Px(26), high, fyne.TextAlignLeading)
	p.badge.CornerRadius = badgeHigh / 2
	place(p.badge, left, y+(high-badgeHigh)/2, badge, badgeHigh)
	p.number.put(left, y, badge, high, fyne.TextAlignCenter)
}
