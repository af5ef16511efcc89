// Package theme is the look of the window: colours, sizes and fonts.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Scale is how large everything is drawn (字号).
type Scale int

// The three text sizes of the settings page.
const (
	Standard   Scale = iota // 标准: 15 px body
	Large                   // 大字: 18 px body
	ExtraLarge              // 特大字: 21 px body
)

// factor is what Standard sizes are multiplied with.
func (s Scale) factor() float32 {
	switch s {
	case Large:
		return 1.2
	case ExtraLarge:
		return 1.4
	default:
		return 1
	}
}

// Options are what the caller chooses. Regular and Bold are whole TrueType
// files; when nil, Fyne's own fonts are used, which have no Chinese.
type Options struct {
	Regular, Bold []byte
	Scale         Scale
}

// Theme is the one theme of the program: always light. It satisfies
// fyne.Theme and never changes after New.
type Theme struct {
	regular, bold fyne.Resource
	scale         Scale
}

var _ fyne.Theme = (*Theme)(nil)

// New makes the theme. The bytes are kept, not copied.
func New(o Options) *Theme {
	t := &Theme{regular: base.DefaultTextFont(), bold: base.DefaultTextBoldFont(), scale: o.Scale}
	if o.Regular != nil {
		t.regular = fyne.NewStaticResource("bianmin-regular.ttf", o.Regular)
		t.bold = t.regular
	}
	if o.Bold != nil {
		t.bold = fyne.NewStaticResource("bianmin-bold.ttf", o.Bold)
	}
	return t
}

// Color returns the colour of a name; the variant is ignored.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return Color(name)
}

// Font returns the regular or the bold file for every style, so that no
// Chinese word falls back to another face. Fyne parses the file once for each
// distinct TextStyle: draw with the zero style and Bold only, or pay tens of
// megabytes for each other one.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	if style.Bold {
		return t.bold
	}
	return t.regular
}

// Icon returns Fyne's icon; the product draws none without a word beside it.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return base.DefaultTheme().Icon(name)
}

// Size returns a length in device-independent pixels.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if name == base.SizeNameSeparatorThickness || name == base.SizeNameInputBorder {
		return 1
	}
	if px, ok := map[fyne.ThemeSizeName]float32{
		base.SizeNameText:                 Body,
		base.SizeNameCaptionText:          Small,
		base.SizeNameSubHeadingText:       Subhead,
		base.SizeNameHeadingText:          Title,
		base.SizeNamePadding:              4,
		base.SizeNameInnerPadding:         6,
		base.SizeNameLineSpacing:          4,
		base.SizeNameInputRadius:          Corner,
		base.SizeNameSelectionRadius:      3,
		base.SizeNameScrollBar:            10,
		base.SizeNameScrollBarSmall:       4,
		base.SizeNameScrollBarRadius:      4,
		base.SizeNameInlineIcon:           18,
		base.SizeNameWindowTitleBarHeight: 28,
	}[name]; ok {
		return px * t.Factor()
	}
	return base.DefaultTheme().Size(name)
}

// Factor is 1 for 标准 and more for the larger sizes.
func (t *Theme) Factor() float32 { return t.scale.factor() }

// Text sizes and corners, in pixels at 标准; pass them through Px.
const (
	Body       float32 = 15
	Small      float32 = 13
	Lead       float32 = 16 // rail items
	Subhead    float32 = 17
	Title      float32 = 20
	Figure     float32 = 26 // the number of a stat card
	Corner     float32 = 6
	CardCorner float32 = 8
)

// Px scales a length given at 标准 to the size the person chose. Under a
// theme that is not ours (a bare test application) it is the length itself.
func Px(v float32) float32 {
	app := fyne.CurrentApp()
	if app == nil {
		return v
	}
	if t, ok := app.Settings().Theme().(*Theme); ok {
		return v * t.Factor()
	}
	return v
}
