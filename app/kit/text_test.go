package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"bianmin/app/kit"
)

func TestFitCutsWithAnEllipsis(t *testing.T) {
	test.NewTempApp(t)
	long := "abcdefghijklmnopqrstuvwxyz"
	whole := fyne.MeasureText(long, 15, fyne.TextStyle{}).Width
	if got := kit.Fit(long, 15, false, whole); got != long {
		t.Errorf("with room: %q", got)
	}
	got := kit.Fit(long, 15, false, whole/2)
	if !strings.HasSuffix(got, "…") || len(got) < 6 {
		t.Errorf("half the room: %q", got)
	}
	if w := fyne.MeasureText(got, 15, fyne.TextStyle{}).Width; w > whole/2 {
		t.Errorf("%q is %v wide, more than %v", got, w, whole/2)
	}
	if got := kit.Fit(long, 15, false, 1); got != "" {
		t.Errorf("no room: %q", got)
	}
}

func TestWrapKeepsMarksOffTheLineStart(t *testing.T) {
	test.NewTempApp(t)
	text := "彭满秀 2025年12月办过高龄津贴，已办结（见第 12 号）。"
	for width := float32(40); width < 300; width += 7 {
		lines := kit.Wrap(text, 15, false, width)
		for _, l := range lines[1:] {
			if strings.ContainsAny(string([]rune(l)[0]), "，。）") {
				t.Errorf("width %v: line %q starts with a mark", width, l)
			}
		}
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(text, " ", "") {
			t.Errorf("width %v lost text: %q", width, got)
		}
	}
}

func TestWrapBreaksAtNewlines(t *testing.T) {
	test.NewTempApp(t)
	if got := kit.Wrap("甲\n\n乙", 15, false, 200); len(got) != 3 || got[1] != "" {
		t.Errorf("%q", got)
	}
}

func TestParaGrowsWhenNarrow(t *testing.T) {
	test.NewTempApp(t)
	p := kit.NewPara(strings.Repeat("一二三四五", 8), kit.LabelStyle{})
	test.NewTempWindow(t, p)
	p.Resize(fyne.NewSize(600, 100))
	wide := p.MinSize().Height
	p.Resize(fyne.NewSize(120, 100))
	if narrow := p.MinSize().Height; narrow <= wide {
		t.Errorf("narrow %v, wide %v", narrow, wide)
	}
}

func TestLabelKeepsItsWholeText(t *testing.T) {
	test.NewTempApp(t)
	l := kit.NewLabel("一个很长很长的事项名称", kit.LabelStyle{Loose: true})
	test.NewTempWindow(t, l)
	l.Resize(fyne.NewSize(40, 20))
	if l.Text() != "一个很长很长的事项名称" {
		t.Errorf("Text = %q", l.Text())
	}
	if l.MinSize().Width > 60 {
		t.Errorf("a loose label asks for %v", l.MinSize().Width)
	}
}
