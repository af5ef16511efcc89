package kit_test

import (
	"image"
	"image/color"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"bianmin/app/kit"
	"bianmin/app/theme"
)

// page is a screen for tests.
type page struct {
	content fyne.CanvasObject
	keys    []kit.KeyAct
	first   fyne.Focusable
}

func (p *page) Content() fyne.CanvasObject { return p.content }
func (p *page) Keys() []kit.KeyAct         { return p.keys }
func (p *page) FirstFocus() fyne.Focusable { return p.first }

// hall is a frame with two pages in a window of 1366 × 768.
type hall struct {
	frame *kit.Frame
	win   fyne.Window
	entry *kit.Entry
	heard []string
}

func (h *hall) hear(what string) func() { return func() { h.heard = append(h.heard, what) } }

func newHall(t *testing.T, scale theme.Scale) *hall {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Scale: scale}))
	h := &hall{entry: kit.NewEntry(kit.EntryOptions{})}
	h.win = test.NewTempWindow(t, nil)
	h.win.SetPadded(false)
	top := kit.NewTopBar(kit.TopBarOptions{
		Product: "便民窗口", Hall: "新化县白溪镇便民服务中心 · 2号窗口", SearchHint: "搜姓名 Ctrl+K",
		Search: findVillage, OnPick: func(o kit.Option) { h.hear("found " + o.Key)() }, Person: "窗口人员 刘巧云",
	})
	top.Search.Run = func(job func()) { job() }
	top.SetSync(kit.ChipAmber, "离线 · 待传 12 条 · 县里收到至 09:12")
	rail := kit.NewRail([]kit.RailItem{{Key: "today", Label: "工作台"}, {Key: "intake", Label: "受理"}},
		func(key string) { h.hear("rail " + key)() })
	h.frame = kit.NewFrame(h.win.Canvas(), top, rail, []kit.KeyAct{{Key: "F1", Label: "全部按键", Do: h.hear("F1")}})
	h.win.SetContent(h.frame.Root())
	h.win.Resize(fyne.NewSize(1366, 768))
	h.frame.Show(&page{content: kit.Pile(12, kit.Heading("受理"), h.entry), first: h.entry, keys: []kit.KeyAct{
		{Key: "⏎", Label: "下一格"},
		{Key: "F9", Label: "受理", Do: h.hear("F9")},
		{Key: "Esc", Label: "清空", Do: h.hear("Esc")},
		{Key: "Ctrl+P", Label: "打印", Do: h.hear("Ctrl+P")},
	}})
	return h
}

func (h *hall) chord(name fyne.KeyName, mod fyne.KeyModifier) {
	s := &desktop.CustomShortcut{KeyName: name, Modifier: mod}
	if f, ok := h.win.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
		return
	}
	h.win.Canvas().(fyne.Shortcutable).TypedShortcut(s)
}

func TestFrameRoutesKeysFromAFocusedEntry(t *testing.T) {
	h := newHall(t, theme.Standard)
	c := h.win.Canvas()
	if c.Focused() != h.entry {
		t.Fatal("the screen's first field has no focus")
	}
	press(t, c, fyne.KeyF9, fyne.KeyEscape, fyne.KeyF1, fyne.KeyF12)
	h.chord(fyne.KeyP, fyne.KeyModifierControl)
	h.chord(fyne.Key2, fyne.KeyModifierAlt)
	if want := []string{"F9", "Esc", "F1", "Ctrl+P", "rail intake"}; !slices.Equal(h.heard, want) {
		t.Errorf("heard %v, want %v", h.heard, want)
	}
}

func TestFrameForgetsTheLastScreensKeys(t *testing.T) {
	h := newHall(t, theme.Standard)
	h.frame.Show(&page{content: kit.Heading("空")})
	press(t, h.win.Canvas(), fyne.KeyF9)
	h.chord(fyne.KeyP, fyne.KeyModifierControl)
	if len(h.heard) != 0 || h.frame.Press("F9") {
		t.Errorf("heard %v", h.heard)
	}
	press(t, h.win.Canvas(), fyne.KeyF1)
	if !slices.Equal(h.heard, []string{"F1"}) {
		t.Errorf("heard %v", h.heard)
	}
}

func TestShowTakesAnOpenListAway(t *testing.T) {
	h := newHall(t, theme.Standard)
	combo := kit.NewCombo("村", findVillage)
	combo.Run = func(job func()) { job() }
	h.frame.Show(&page{content: combo, first: combo})
	press(t, h.win.Canvas(), fyne.KeyDown)
	if !combo.Open() {
		t.Fatal("↓ did not open the list")
	}
	h.frame.Show(&page{content: h.entry, first: h.entry})
	if combo.Open() || h.win.Canvas().Overlays().Top() != nil || h.win.Canvas().Focused() != h.entry {
		t.Error("the list stayed over the next screen")
	}
}

func TestSearchByKeyboard(t *testing.T) {
	h := newHall(t, theme.Standard)
	c := h.win.Canvas()
	h.chord(fyne.KeyK, fyne.KeyModifierControl)
	if c.Focused() != h.frame.Top.Search {
		t.Fatal("Ctrl+K did not go to the search")
	}
	write(t, c, "bsc")
	press(t, c, fyne.KeyReturn)
	if !slices.Equal(h.heard, []string{"found 2"}) || h.frame.Top.Search.Text != "" {
		t.Errorf("heard %v, text %q", h.heard, h.frame.Top.Search.Text)
	}
	write(t, c, "zzz")
	press(t, c, fyne.KeyEscape)
	if c.Focused() != h.entry || h.frame.Top.Search.Text != "" || len(h.heard) != 1 {
		t.Errorf("Esc in the search: text %q, heard %v", h.frame.Top.Search.Text, h.heard)
	}
}

func TestProgressCoversTheScreen(t *testing.T) {
	h := newHall(t, theme.Standard)
	c := h.win.Canvas()
	cancelled := 0
	p := kit.NewProgress(c, "正在上传", "停下", func() { cancelled++ })
	p.Set(0.5, "第 64 条")
	press(t, c, fyne.KeyF9, fyne.KeyEscape, fyne.KeyEscape)
	if len(h.heard) != 0 || cancelled != 1 {
		t.Errorf("heard %v below the overlay, cancelled %d times", h.heard, cancelled)
	}
	p.Close()
	press(t, c, fyne.KeyF9)
	if !slices.Equal(h.heard, []string{"F9"}) {
		t.Errorf("after Close: %v", h.heard)
	}
}

func TestToast(t *testing.T) {
	h := newHall(t, theme.Standard)
	h.frame.Say(kit.ChipRed, "打印机没有纸")
	if h.frame.Said() != "打印机没有纸" {
		t.Errorf("said %q", h.frame.Said())
	}
	h.frame.Say(kit.ChipGreen, "已受理")
	h.frame.Say(kit.NoChip, "")
	if h.frame.Said() != "" {
		t.Errorf("said %q", h.frame.Said())
	}
}

func TestFrameStaysInTheWindow(t *testing.T) {
	for _, scale := range []theme.Scale{theme.Standard, theme.Large, theme.ExtraLarge} {
		h := newHall(t, scale)
		tall := kit.Pile(12)
		for range 40 {
			tall.Add(kit.NewButton("一次性告知", "F7", nil))
		}
		last := kit.NewButton("最后", "", nil)
		tall.Add(last)
		h.frame.Show(&page{content: tall, first: last})
		if size := h.win.Canvas().Size(); size != fyne.NewSize(1366, 768) {
			t.Errorf("scale %d: the window grew to %v", scale, size)
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(last)
		if end := at.Y + last.Size().Height; end > 768-30 || at.Y < 52 {
			t.Errorf("scale %d: the focused button is at %v, out of sight", scale, at)
		}
	}
}

func TestFrameIsDrawnInOurColours(t *testing.T) {
	h := newHall(t, theme.Standard)
	img := h.win.Canvas().Capture()
	for name, at := range map[fyne.ThemeColorName]image.Point{
		theme.Rail: {60, 700}, theme.White: {700, 3}, theme.Ground: {1200, 700}, theme.Foot: {1300, 755},
	} {
		if got := color.NRGBAModel.Convert(img.At(at.X, at.Y)); got != theme.Color(name) {
			t.Errorf("%s at %v is %v", name, at, got)
		}
	}
}

func TestKeyHintsActOnAClick(t *testing.T) {
	test.NewTempApp(t)
	n := 0
	k := kit.NewKeyHints([]kit.KeyAct{
		{Key: "F7", Do: func() { t.Error("a hidden key was clicked") }},
		{Key: "F9", Label: "ok", Do: func() { n++ }},
	})
	test.NewTempWindow(t, k).Resize(fyne.NewSize(400, 40))
	test.TapAt(k, fyne.NewPos(25, 10))
	test.TapAt(k, fyne.NewPos(390, 10))
	if n != 1 {
		t.Errorf("acted %d times", n)
	}
}

func TestCardsAndChipsAskForRoom(t *testing.T) {
	test.NewTempApp(t)
	if size := kit.NewChip(kit.NoChip, "无").MinSize(); !size.IsZero() {
		t.Errorf("no chip asks for %v", size)
	}
	bare := kit.NewCard(block(100, 50), kit.CardOptions{Bare: true}).MinSize()
	titled := kit.NewCard(block(100, 50), kit.CardOptions{Title: "期限", Right: kit.Quiet("x")}).MinSize()
	if bare != fyne.NewSize(102, 52) || titled.Height <= bare.Height {
		t.Errorf("bare %v, titled %v", bare, titled)
	}
	opened := 0
	stat := kit.NewStatCard("超期", "1", "件", kit.ToneOverdue)
	if !stat.Disabled() {
		t.Error("a card that does nothing takes the focus")
	}
	stat.OnTap = func() { opened++ }
	test.Tap(stat)
	stat.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if opened != 2 || stat.Disabled() {
		t.Errorf("opened %d times", opened)
	}
}
