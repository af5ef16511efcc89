package theme_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"

	"bianmin/app/theme"
)

func TestFontIsOursForEveryStyle(t *testing.T) {
	th := theme.New(theme.Options{Regular: []byte("regular"), Bold: []byte("bold")})
	for _, tc := range []struct {
		name  string
		style fyne.TextStyle
		want  string
	}{
		{"plain", fyne.TextStyle{}, "regular"},
		{"bold", fyne.TextStyle{Bold: true}, "bold"},
		{"italic", fyne.TextStyle{Italic: true}, "regular"},
		{"bold italic", fyne.TextStyle{Bold: true, Italic: true}, "bold"},
		{"mono", fyne.TextStyle{Monospace: true}, "regular"},
		{"symbol", fyne.TextStyle{Symbol: true}, "regular"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := string(th.Font(tc.style).Content()); got != tc.want {
				t.Errorf("Font = %q, want %q", got, tc.want)
			}
		})
	}
}

func TestBoldFallsBackToRegularBeforeFyne(t *testing.T) {
	th := theme.New(theme.Options{Regular: []byte("regular")})
	if got := string(th.Font(fyne.TextStyle{Bold: true}).Content()); got != "regular" {
		t.Errorf("bold without a bold file = %q", got)
	}
}

func TestScaleChangesTextNotLines(t *testing.T) {
	for _, tc := range []struct {
		scale theme.Scale
		body  float32
	}{{theme.Standard, 15}, {theme.Large, 18}, {theme.ExtraLarge, 21}} {
		th := theme.New(theme.Options{Scale: tc.scale})
		if got := th.Size(base.SizeNameText); got != tc.body {
			t.Errorf("scale %d: body %v, want %v", tc.scale, got, tc.body)
		}
		if got := th.Size(base.SizeNameSeparatorThickness); got != 1 {
			t.Errorf("scale %d: separator %v", tc.scale, got)
		}
	}
}

func TestPxFollowsTheCurrentTheme(t *testing.T) {
	app := test.NewTempApp(t)
	if got := theme.Px(10); got != 10 {
		t.Errorf("under a foreign theme: %v", got)
	}
	app.Settings().SetTheme(theme.New(theme.Options{Scale: theme.Large}))
	if got := theme.Px(10); got != 12 {
		t.Errorf("under 大字: %v", got)
	}
}

func TestColours(t *testing.T) {
	th := theme.New(theme.Options{})
	for name, want := range map[fyne.ThemeColorName]color.NRGBA{
		theme.Ground:                 {R: 0xF3, G: 0xF5, B: 0xF8, A: 0xFF},
		theme.Overdue:                {R: 0xB0, G: 0x0D, B: 0x26, A: 0xFF},
		base.ColorNameBackground:     {R: 0xF3, G: 0xF5, B: 0xF8, A: 0xFF},
		base.ColorNamePrimary:        {R: 0x1F, G: 0x4E, B: 0x8C, A: 0xFF},
		fyne.ThemeColorName("never"): {R: 0x1F, G: 0x29, B: 0x33, A: 0xFF},
	} {
		for _, variant := range []fyne.ThemeVariant{base.VariantDark, base.VariantLight} {
			if got := th.Color(name, variant); got != want {
				t.Errorf("%s: %v, want %v", name, got, want)
			}
		}
	}
}
