package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestALongHeadingWidensNothing(t *testing.T) {
	test.NewTempApp(t)
	for _, tt := range []struct {
		name, text string
		lines      int
	}{
		{"short", "彭满秀 · 高龄津贴申领", 1},
		{"long", "古丽·" + strings.Repeat("买买提江", 16) + " · 乡村建设规划许可证", 2},
		{"longest", "古丽·" + strings.Repeat("买买提江", 25) + " · 乡村建设规划许可证", 3},
	} {
		chip := NewChip(ChipAmber, "已收件")
		head := LongHeading(16, tt.text, chip, NewLabel("431322112000-20261124-A70010E", LabelStyle{Size: 14, Bold: true}))
		if w := head.MinSize().Width; w > 300 {
			t.Errorf("%s: asks for %v before it is laid out", tt.name, w)
		}
		head.Resize(fyne.NewSize(1000, head.MinSize().Height))
		words := head.Objects[0].(*Para)
		drawn := test.WidgetRenderer(words).(*paraRenderer).lines
		if len(drawn) != tt.lines {
			t.Errorf("%s: %d lines, want %d", tt.name, len(drawn), tt.lines)
		}
		whole := ""
		for _, l := range drawn {
			whole += l.Text.Text
		}
		if strings.ReplaceAll(whole, " ", "") != strings.ReplaceAll(tt.text, " ", "") {
			t.Errorf("%s: shows %q", tt.name, whole)
		}
		if beside := chip.Position().X > 0; beside != (tt.lines == 1) {
			t.Errorf("%s: the chip stands at %v", tt.name, chip.Position())
		}
		size := head.MinSize()
		if bottom := chip.Position().Y + chip.Size().Height; size.Width > 300 || size.Height < bottom {
			t.Errorf("%s: asks for %v, the chip ends at %v", tt.name, size, bottom)
		}
	}
}
