package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"bianmin/app/theme"
)

// Segment is a choice of a few words side by side (本人 代办 上门). ← → and
// the number keys choose, Enter goes on.
type Segment struct {
	control
	words    []string
	at       int
	OnChange func(index int)
}

// NewSegment makes a segment with the first word chosen.
func NewSegment(words []string, onChange func(index int)) *Segment {
	s := &Segment{words: words, OnChange: onChange}
	s.extend(s)
	return s
}

// Selected returns the index of the chosen word.
func (s *Segment) Selected() int { return s.at }

// Select chooses a word without calling OnChange.
func (s *Segment) Select(index int) {
	if index < 0 || index >= len(s.words) || index == s.at {
		return
	}
	s.at = index
	s.Refresh()
}

func (s *Segment) choose(index int) {
	if index < 0 || index >= len(s.words) || index == s.at || s.Disabled() {
		return
	}
	s.Select(index)
	if s.OnChange != nil {
		s.OnChange(index)
	}
}

// TypedKey moves the choice or goes on.
func (s *Segment) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyLeft:
		s.choose(s.at - 1)
	case ev.Name == fyne.KeyRight:
		s.choose(s.at + 1)
	case isEnter(ev.Name):
		if c := canvasOf(s); c != nil {
			c.FocusNext()
		}
	default:
		s.control.TypedKey(ev)
	}
}

// TypedRune chooses by number, from 1.
func (s *Segment) TypedRune(r rune) {
	if r >= '１' && r <= '９' {
		r -= '１' - '1'
	}
	if r >= '1' && r <= '9' {
		s.choose(int(r - '1'))
	}
}

// Tapped chooses the word under the pointer.
func (s *Segment) Tapped(ev *fyne.PointEvent) {
	if s.Disabled() {
		return
	}
	grabFocus(s)
	x := float32(0)
	for i := range s.words {
		w := s.wide(i)
		if ev.Position.X >= x && ev.Position.X < x+w {
			s.choose(i)
			return
		}
		x += w + theme.Px(segmentGap)
	}
}

const segmentGap float32 = 4

func (s *Segment) wide(i int) float32 {
	return textWidth(s.words[i], theme.Px(theme.Body), true) + 2*theme.Px(15)
}

// CreateRenderer satisfies fyne.Widget.
func (s *Segment) CreateRenderer() fyne.WidgetRenderer {
	boxes := make([]*canvas.Rectangle, len(s.words))
	lines := make([]*line, len(s.words))
	objects := make([]fyne.CanvasObject, 0, 2*len(s.words))
	for i, word := range s.words {
		boxes[i] = box(nil, nil, theme.Px(theme.Corner))
		lines[i] = newLine(word, theme.Body, ToneInk, false)
		objects = append(objects, boxes[i], lines[i].Text)
	}
	return paint(&painted{
		self:    s,
		objects: objects,
		layout: func(size fyne.Size) {
			x := float32(0)
			for i := range s.words {
				w := s.wide(i)
				place(boxes[i], x, 0, w, size.Height)
				lines[i].put(x+4, 0, w-8, size.Height, fyne.TextAlignCenter)
				x += w + theme.Px(segmentGap)
			}
		},
		min: func() fyne.Size {
			w := float32(0)
			for i := range s.words {
				w += s.wide(i)
			}
			w += theme.Px(segmentGap) * float32(max(0, len(s.words)-1))
			return fyne.NewSize(w, theme.Px(36))
		},
		refresh: func() {
			for i := range s.words {
				s.dress(i, boxes[i], lines[i])
			}
		},
	})
}

func (s *Segment) dress(i int, r *canvas.Rectangle, l *line) {
	fill, edge, width, tone := theme.Card, theme.InputEdge, float32(1), ToneInk
	chosen := i == s.at
	switch {
	case s.Disabled():
		fill, tone = theme.Ground, ToneFaint
	case chosen && s.focused:
		fill, edge, width, tone = theme.InfoSoft, theme.Accent, 2, ToneAccent
	case chosen:
		edge, width, tone = theme.Accent, 2, ToneAccent
	}
	r.CornerRadius = theme.Px(theme.Corner)
	dress(r, fill, edge, width)
	l.set(s.words[i], tone, chosen)
}
