package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// TopBarOptions are the words and acts of the top bar.
type TopBarOptions struct {
	Product    string // 便民窗口
	Hall       string // hall and counter
	SearchHint string // with the key: 搜姓名… Ctrl+K
	Search     func(text string) []Option
	OnPick     func(Option)
	OnSync     func()
	Person     string // who is on duty
	OnPerson   func()
}

// TopBar is the head of the window: product, hall, search, sync light and
// the person on duty.
type TopBar struct {
	widget.BaseWidget
	// Search is the field everything is looked up in. Picking empties it.
	Search *Combo
	// OnLeave is called when Esc leaves the search; the Frame sets it.
	OnLeave func()

	opts   TopBarOptions
	sync   *light
	person *light
}

// NewTopBar makes the bar.
func NewTopBar(opts TopBarOptions) *TopBar {
	t := &TopBar{opts: opts}
	t.ExtendBaseWidget(t)
	t.Search = NewCombo(opts.SearchHint, opts.Search)
	t.Search.NoArrow = true
	t.Search.OnPick = func(o Option) {
		if o == (Option{}) {
			return
		}
		t.Search.SetOption(Option{})
		if opts.OnPick != nil {
			opts.OnPick(o)
		}
	}
	t.Search.OnSubmit = func(string) {}
	t.Search.OnKey = func(name fyne.KeyName) bool {
		if t.Search.key(name) {
			return true
		}
		if name != fyne.KeyEscape {
			return false
		}
		t.Search.SetOption(Option{})
		if t.OnLeave != nil {
			t.OnLeave()
		}
		return true
	}
	t.sync = newLight(opts.OnSync)
	t.person = newLight(opts.OnPerson)
	t.person.arrow = opts.OnPerson != nil
	t.person.text = opts.Person
	return t
}

// SetHall changes the words of hall and counter.
func (t *TopBar) SetHall(text string) {
	t.opts.Hall = text
	t.Refresh()
}

// SetSync sets the light: ChipGreen, ChipAmber, ChipRed, or NoChip to hide.
func (t *TopBar) SetSync(kind ChipKind, text string) {
	t.sync.kind, t.sync.text = kind, text
	t.sync.Refresh()
	t.Refresh()
}

// SetPerson changes who is on duty.
func (t *TopBar) SetPerson(text string) {
	t.person.text = text
	t.person.Refresh()
	t.Refresh()
}

// CreateRenderer satisfies fyne.Widget.
func (t *TopBar) CreateRenderer() fyne.WidgetRenderer {
	ground := box(theme.Color(theme.White), nil, 0)
	edge := box(theme.Color(theme.CardEdge), nil, 0)
	product := newLine(t.opts.Product, theme.Subhead, ToneTitle, true)
	hall := newLine(t.opts.Hall, 14, ToneQuiet, false)
	return paint(&painted{
		self:    t,
		objects: []fyne.CanvasObject{ground, edge, product.Text, hall.Text, t.Search, t.sync, t.person},
		layout: func(s fyne.Size) {
			place(ground, 0, 0, s.Width, s.Height)
			place(edge, 0, s.Height-1, s.Width, 1)
			t.lay(product, hall, s)
		},
		min: func() fyne.Size { return fyne.NewSize(theme.Px(860), theme.Px(52)) },
		refresh: func() {
			product.set(t.opts.Product, ToneTitle, true)
			hall.set(t.opts.Hall, ToneQuiet, false)
		},
	})
}

// lay gives the person and the light what they need, the search 420 px when
// there is room, and cuts the hall's name first.
func (t *TopBar) lay(product, hall *line, s fyne.Size) {
	gap := theme.Px(18)
	right := s.Width - theme.Px(14)
	put := func(o fyne.CanvasObject, most float32) {
		size := o.MinSize()
		w := min(size.Width, most)
		right -= w
		place(o, right, (s.Height-size.Height)/2, w, size.Height)
		right -= gap / 2
	}
	put(t.person, theme.Px(190))
	put(t.sync, max(theme.Px(120), s.Width*0.28))
	left := gap
	product.put(left, 0, product.width(), s.Height, fyne.TextAlignLeading)
	left += product.width() + gap
	room := max(0, right-left-gap/2)
	search := max(theme.Px(180), min(theme.Px(420), room-hall.width()-gap))
	name := max(0, min(hall.width(), room-search-gap))
	hall.put(left, 0, name, s.Height, fyne.TextAlignLeading)
	left += name + gap
	high := theme.Px(36)
	place(t.Search, left, (s.Height-high)/2, search, high)
}

// light is a pressable word in the top bar: with a kind it is a pill with a
// dot, without one plain words, perhaps with an arrow.
type light struct {
	control
	kind  ChipKind
	text  string
	arrow bool
	onTap func()
}

func newLight(onTap func()) *light {
	l := &light{onTap: onTap}
	l.extend(l)
	return l
}

// Tapped satisfies fyne.Tappable.
func (l *light) Tapped(*fyne.PointEvent) {
	if l.onTap != nil {
		l.onTap()
	}
}

// TypedKey presses on Enter and space.
func (l *light) TypedKey(ev *fyne.KeyEvent) {
	if isEnter(ev.Name) || ev.Name == fyne.KeySpace {
		l.Tapped(nil)
		return
	}
	l.control.TypedKey(ev)
}

// dot is the colour of the light itself.
func (l *light) dot() fyne.ThemeColorName {
	_, words := l.kind.colours()
	if l.kind == ChipAmber {
		return theme.DueDot
	}
	return words
}

// CreateRenderer satisfies fyne.Widget.
func (l *light) CreateRenderer() fyne.WidgetRenderer {
	ground := box(nil, nil, theme.Px(14))
	dot := canvas.NewCircle(theme.Color(theme.DueDot))
	words := newLine(l.text, 14, ToneQuiet, false)
	down, up := canvas.NewLine(theme.Color(theme.Quiet)), canvas.NewLine(theme.Color(theme.Quiet))
	down.StrokeWidth, up.StrokeWidth = 1.5, 1.5
	lead, tail := func() float32 { return l.edges(true) }, func() float32 { return l.edges(false) }
	return paint(&painted{
		self:    l,
		objects: []fyne.CanvasObject{ground, dot, words.Text, down, up},
		layout: func(s fyne.Size) {
			place(ground, 0, 0, s.Width, s.Height)
			ground.CornerRadius = s.Height / 2
			d := theme.Px(9)
			place(dot, theme.Px(12), (s.Height-d)/2, d, d)
			words.put(lead(), 0, max(0, s.Width-lead()-tail()), s.Height, fyne.TextAlignLeading)
			x, y, a := s.Width-theme.Px(9), s.Height/2, theme.Px(4)
			down.Position1, down.Position2 = fyne.NewPos(x-a, y-a/2), fyne.NewPos(x, y+a/2)
			up.Position1, up.Position2 = fyne.NewPos(x, y+a/2), fyne.NewPos(x+a, y-a/2)
		},
		min: func() fyne.Size {
			if l.text == "" {
				return fyne.NewSize(0, theme.Px(29))
			}
			return fyne.NewSize(lead()+words.width()+tail(), theme.Px(29))
		},
		refresh: func() { l.dress(ground, dot, words, down, up) },
	})
}

// edges is the room before or behind the words.
func (l *light) edges(before bool) float32 {
	switch {
	case before && l.kind != NoChip:
		return theme.Px(29)
	case before:
		return theme.Px(6)
	case l.arrow:
		return theme.Px(20)
	default:
		return theme.Px(12)
	}
}

func (l *light) dress(ground *canvas.Rectangle, dot *canvas.Circle, words *line, arrow ...*canvas.Line) {
	fill, text := theme.White, theme.Quiet
	if l.kind != NoChip {
		fill, text = l.kind.colours()
	} else if l.hovered {
		fill = theme.RowHover
	}
	width := float32(0)
	if l.focused {
		width = 2
	}
	dress(ground, fill, theme.Accent, width)
	dot.FillColor = theme.Color(l.dot())
	dot.Hidden = l.kind == NoChip
	words.set(l.text, ToneQuiet, false)
	words.Color = theme.Color(text)
	for _, a := range arrow {
		a.Hidden = !l.arrow
	}
	ground.Hidden = l.text == ""
	dot.Hidden = dot.Hidden || l.text == ""
}
