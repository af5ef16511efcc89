package fonts_test

import (
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"bianmin/assets/fonts"
)

func TestFontsAreWhole(t *testing.T) {
	for want, data := range map[string][]byte{
		"Noto Serif SC": fonts.SerifRegular(), "Noto Serif SC Bold": fonts.SerifBold(),
		"Noto Sans SC": fonts.SansRegular(), "Noto Sans SC Bold": fonts.SansBold(),
	} {
		font, err := sfnt.Parse(data)
		if err != nil {
			t.Fatalf("%s: %v", want, err)
		}
		if name, err := font.Name(nil, sfnt.NameIDFull); err != nil || strings.TrimSuffix(name, " Regular") != want {
			t.Errorf("%s calls itself %q, %v", want, name, err)
		}
	}
	if !strings.Contains(fonts.Licence(), "SIL OPEN FONT LICENSE") {
		t.Error("the licence text is not there")
	}
}
