package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"bianmin/app/theme"
)

// Tone is the colour of words, by meaning.
type Tone int

// The tones. The zero value is plain ink.
const (
	ToneInk Tone = iota
	ToneQuiet
	ToneFaint
	ToneTitle
	ToneAccent
	ToneOverdue
	ToneDue
	ToneDone
	ToneWhite
)

func (t Tone) colour() fyne.ThemeColorName {
	switch t {
	case ToneQuiet:
		return theme.Quiet
	case ToneFaint:
		return theme.Faint
	case ToneTitle:
		return theme.Rail
	case ToneAccent:
		return theme.Accent
	case ToneOverdue:
		return theme.Overdue
	case ToneDue:
		return theme.Due
	case ToneDone:
		return theme.Done
	case ToneWhite:
		return theme.White
	default:
		return theme.Ink
	}
}

const ellipsis = "…"

// Fit returns text, cut with an ellipsis when it is wider than width. Size is
// in pixels as drawn. Less room than the ellipsis needs gives "".
func Fit(text string, size float32, bold bool, width float32) string {
	if text == "" || textWidth(text, size, bold) <= width+0.5 {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)-1
	for low < high {
		mid := (low + high + 1) / 2
		if textWidth(string(runes[:mid])+ellipsis, size, bold) <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	if low == 0 && textWidth(ellipsis, size, bold) > width {
		return ""
	}
	return strings.TrimRight(string(runes[:low]), " ·・") + ellipsis
}

func textWidth(text string, size float32, bold bool) float32 {
	return fyne.MeasureText(text, size, fyne.TextStyle{Bold: bold}).Width
}

func lineHeight(size float32) float32 {
	return fyne.MeasureText("国", size, fyne.TextStyle{}).Height
}

// line is one line of text that cuts itself to the room it gets.
type line struct {
	*canvas.Text
	full string
	size float32 // at 标准
}

func newLine(text string, size float32, tone Tone, bold bool) *line {
	l := &line{Text: canvas.NewText(text, theme.Color(tone.colour())), full: text, size: size}
	l.TextStyle.Bold = bold
	l.TextSize = theme.Px(size)
	return l
}

// set changes the words and the dress; put must follow.
func (l *line) set(text string, tone Tone, bold bool) {
	l.full = text
	l.Color = theme.Color(tone.colour())
	l.TextStyle.Bold = bold
	l.TextSize = theme.Px(l.size)
}

// width is what the whole text needs.
func (l *line) width() float32 { return textWidth(l.full, l.TextSize, l.TextStyle.Bold) }

// put draws the text in a box of width w, centred on the height h, from x, y.
func (l *line) put(x, y, w, h float32, align fyne.TextAlign) {
	l.Text.Text = Fit(l.full, l.TextSize, l.TextStyle.Bold, w)
	high := l.MinSize().Height
	shown := l.MinSize().Width
	switch align {
	case fyne.TextAlignTrailing:
		x += w - shown
	case fyne.TextAlignCenter:
		x += (w - shown) / 2
	}
	place(l.Text, x, y+(h-high)/2, shown, high)
	l.Text.Refresh()
}

// LabelStyle dresses a Label. The zero value is 15 px ink on the left.
type LabelStyle struct {
	Tone  Tone
	Bold  bool
	Size  float32 // at 标准; 0 is theme.Body
	Align fyne.TextAlign
	Loose bool // asks for no width of its own and is cut to what it gets
}

// Label is one line of text, cut with an ellipsis when there is no room.
type Label struct {
	widget.BaseWidget
	text  string
	style LabelStyle
}

// NewLabel makes a label.
func NewLabel(text string, style LabelStyle) *Label {
	if style.Size == 0 {
		style.Size = theme.Body
	}
	l := &Label{text: text, style: style}
	l.ExtendBaseWidget(l)
	return l
}

// Heading is the title of a page: 20 px, bold, deep blue.
func Heading(text string) *Label {
	return NewLabel(text, LabelStyle{Tone: ToneTitle, Bold: true, Size: theme.Title})
}

// Quiet is a label in the grey of second-read words.
func Quiet(text string) *Label { return NewLabel(text, LabelStyle{Tone: ToneQuiet}) }

// Text returns the whole text, also when the screen shows it cut.
func (l *Label) Text() string { return l.text }

// SetText changes the words.
func (l *Label) SetText(text string) {
	if text == l.text {
		return
	}
	l.text = text
	l.Refresh()
}

// SetTone changes the colour.
func (l *Label) SetTone(tone Tone) {
	l.style.Tone = tone
	l.Refresh()
}

// CreateRenderer satisfies fyne.Widget.
func (l *Label) CreateRenderer() fyne.WidgetRenderer {
	t := newLine(l.text, l.style.Size, l.style.Tone, l.style.Bold)
	return paint(&painted{
		self:    l,
		objects: []fyne.CanvasObject{t.Text},
		layout:  func(s fyne.Size) { t.put(0, 0, s.Width, s.Height, l.style.Align) },
		min: func() fyne.Size {
			w := t.width()
			if l.style.Loose {
				w = min(w, textWidth("国"+ellipsis, t.TextSize, l.style.Bold))
			}
			return fyne.NewSize(w, lineHeight(t.TextSize))
		},
		refresh: func() { t.set(l.text, l.style.Tone, l.style.Bold) },
	})
}
