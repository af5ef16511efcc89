package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// Para is text over several lines, wrapped between Chinese characters and
// between Latin words; no line starts with a closing mark (避头尾).
type Para struct {
	widget.BaseWidget
	text  string
	style LabelStyle
	wide  float32 // width of the last layout; 0 before the first
}

// NewPara makes a paragraph. Align and Loose of the style are not used.
func NewPara(text string, style LabelStyle) *Para {
	if style.Size == 0 {
		style.Size = theme.Body
	}
	p := &Para{text: text, style: style}
	p.ExtendBaseWidget(p)
	return p
}

// SetText changes the words.
func (p *Para) SetText(text string) {
	p.text = text
	p.Refresh()
}

// Text returns the words.
func (p *Para) Text() string { return p.text }

// natural is the width of the words on one line.
func (p *Para) natural() float32 {
	return textWidth(p.text, theme.Px(p.style.Size), p.style.Bold) + 1
}

// pitch is the height of one line.
func (p *Para) pitch() float32 { return lineHeight(theme.Px(p.style.Size)) + theme.Px(4) }

// Resize wraps anew when the width changed.
func (p *Para) Resize(size fyne.Size) {
	changed := p.wide != size.Width
	p.wide = size.Width
	p.BaseWidget.Resize(size)
	if changed {
		p.Refresh()
	}
}

// CreateRenderer satisfies fyne.Widget.
func (p *Para) CreateRenderer() fyne.WidgetRenderer {
	r := &paraRenderer{para: p}
	r.wrap()
	return r
}

type paraRenderer struct {
	para  *Para
	lines []*line
}

func (r *paraRenderer) Destroy() {}

func (r *paraRenderer) pitch() float32 { return r.para.pitch() }

func (r *paraRenderer) Layout(size fyne.Size) {
	pitch := r.pitch()
	for i, l := range r.lines {
		l.put(0, float32(i)*pitch, size.Width, pitch, fyne.TextAlignLeading)
	}
}

func (r *paraRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Px(4*r.para.style.Size), float32(len(r.lines))*r.pitch())
}

func (r *paraRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.lines))
	for i, l := range r.lines {
		objects[i] = l.Text
	}
	return objects
}

func (r *paraRenderer) Refresh() {
	r.wrap()
	r.Layout(r.para.Size())
	if c := canvasOf(r.para); c != nil {
		c.Refresh(r.para)
	}
}

func (r *paraRenderer) wrap() {
	style := r.para.style
	width := r.para.wide
	if width <= 0 {
		width = theme.Px(280)
	}
	texts := Wrap(r.para.text, theme.Px(style.Size), style.Bold, width)
	r.lines = r.lines[:0]
	for _, text := range texts {
		r.lines = append(r.lines, newLine(text, style.Size, style.Tone, style.Bold))
	}
}

// Wrap breaks text into lines not wider than width where it can. Size is in
// pixels as drawn. A newline always breaks.
func Wrap(text string, size float32, bold bool, width float32) []string {
	var lines []string
	for _, part := range strings.Split(text, "\n") {
		lines = append(lines, wrapOne(part, size, bold, width)...)
	}
	return lines
}

func wrapOne(text string, size float32, bold bool, width float32) []string {
	var lines []string
	current := ""
	for _, unit := range units(text) {
		if current != "" && textWidth(strings.TrimRight(current+unit, " "), size, bold) > width {
			lines = append(lines, strings.TrimRight(current, " "))
			current = strings.TrimLeft(unit, " ")
			continue
		}
		current += unit
	}
	return append(lines, current)
}

const (
	neverFirst = "，。、；：？！）》】〕」』”’％…,.;:?!)]}%"
	neverLast  = "（《【〔「『“‘([{"
)

// units cuts text into the pieces that stay on one line: a Latin word or
// number, or a Chinese character with the marks that cling to it.
func units(text string) []string {
	var out []string
	glue := false
	for _, r := range text {
		s := string(r)
		last := len(out) - 1
		switch {
		case last < 0:
			out = append(out, s)
		case glue || strings.ContainsRune(neverFirst, r):
			out[last] += s
		case r == ' ' || (narrow(r) && endsNarrow(out[last])):
			out[last] += s
		default:
			out = append(out, s)
		}
		glue = strings.ContainsRune(neverLast, r)
	}
	return out
}

func narrow(r rune) bool { return r > ' ' && r < 0x2E80 }

func endsNarrow(s string) bool {
	runes := []rune(s)
	return narrow(runes[len(runes)-1])
}
