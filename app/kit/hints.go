package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// KeyHints is the foot of the window: key caps and what they do. A click on
// one does the same.
type KeyHints struct {
	widget.BaseWidget
	acts []KeyAct
}

// NewKeyHints makes the bar.
func NewKeyHints(acts []KeyAct) *KeyHints {
	k := &KeyHints{}
	k.ExtendBaseWidget(k)
	k.Set(acts)
	return k
}

// Set shows other keys; those without a label are left out.
func (k *KeyHints) Set(acts []KeyAct) {
	k.acts = nil
	for _, act := range acts {
		if act.Label != "" {
			k.acts = append(k.acts, act)
		}
	}
	k.Refresh()
}

const (
	hintsHeight float32 = 30
	hintsLeft   float32 = 18
	hintsGap    float32 = 22
)

// cap widths: the cap itself, then the whole hint with its word.
func hintWidths(act KeyAct) (capWide, whole float32) {
	capWide = max(theme.Px(26), textWidth(act.Key, theme.Px(theme.Small), false)+theme.Px(13))
	return capWide, capWide + theme.Px(5) + textWidth(act.Label, theme.Px(theme.Small), false)
}

// Tapped does what the hint under the pointer says.
func (k *KeyHints) Tapped(ev *fyne.PointEvent) {
	x := theme.Px(hintsLeft)
	for _, act := range k.acts {
		_, whole := hintWidths(act)
		if ev.Position.X >= x && ev.Position.X < x+whole && act.Do != nil {
			act.Do()
			return
		}
		x += whole + theme.Px(hintsGap)
	}
}

// CreateRenderer satisfies fyne.Widget.
func (k *KeyHints) CreateRenderer() fyne.WidgetRenderer {
	r := &hintsRenderer{hints: k, ground: box(nil, nil, 0), edge: box(nil, nil, 0)}
	r.dress()
	return r
}

type hint struct {
	cap       *canvas.Rectangle
	key, word *line
}

type hintsRenderer struct {
	hints        *KeyHints
	ground, edge *canvas.Rectangle
	items        []hint
}

func (r *hintsRenderer) Destroy() {}

func (r *hintsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Px(200), theme.Px(hintsHeight))
}

func (r *hintsRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.ground, r.edge}
	for _, i := range r.items {
		objects = append(objects, i.cap, i.key.Text, i.word.Text)
	}
	return objects
}

func (r *hintsRenderer) dress() {
	r.ground.FillColor = theme.Color(theme.Foot)
	r.edge.FillColor = theme.Color(theme.CardEdge)
	r.items = r.items[:0]
	for _, act := range r.hints.acts {
		h := hint{
			cap:  box(theme.Color(theme.White), theme.Color(theme.CapEdge), theme.Px(4)),
			key:  newLine(act.Key, theme.Small, ToneTitle, false),
			word: newLine(act.Label, theme.Small, ToneQuiet, false),
		}
		h.word.Color = theme.Color(theme.GreyText)
		r.items = append(r.items, h)
	}
}

// Layout leaves out whole hints that have no room, never half of one.
func (r *hintsRenderer) Layout(s fyne.Size) {
	place(r.ground, 0, 0, s.Width, s.Height)
	place(r.edge, 0, 0, s.Width, 1)
	x := theme.Px(hintsLeft)
	high := theme.Px(20)
	top := (s.Height - high) / 2
	for i, h := range r.items {
		capWide, whole := hintWidths(r.hints.acts[i])
		hidden := x+whole > s.Width-theme.Px(8)
		h.cap.Hidden, h.key.Hidden, h.word.Hidden = hidden, hidden, hidden
		place(h.cap, x, top, capWide, high)
		h.key.put(x, top, capWide, high, fyne.TextAlignCenter)
		h.word.put(x+capWide+theme.Px(5), top, whole-capWide-theme.Px(4), high, fyne.TextAlignLeading)
		x += whole + theme.Px(hintsGap)
	}
}

func (r *hintsRenderer) Refresh() {
	r.dress()
	r.Layout(r.hints.Size())
	canvas.Refresh(r.hints)
}
