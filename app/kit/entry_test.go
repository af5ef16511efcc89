package kit_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"bianmin/app/kit"
)

// press sends a key to whatever has the focus, as the window does.
func press(t *testing.T, c fyne.Canvas, names ...fyne.KeyName) {
	t.Helper()
	for _, name := range names {
		if f := c.Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: name})
			continue
		}
		if handle := c.OnTypedKey(); handle != nil {
			handle(&fyne.KeyEvent{Name: name})
		}
	}
}

// write sends characters to whatever has the focus.
func write(t *testing.T, c fyne.Canvas, text string) {
	t.Helper()
	for _, r := range text {
		c.Focused().TypedRune(r)
	}
}

func TestEntryFoldsAndLimitsNumbers(t *testing.T) {
	test.NewTempApp(t)
	e := kit.NewEntry(kit.EntryOptions{Numeric: true, MaxRunes: 6})
	var heard string
	e.OnChanged = func(s string) { heard = s }
	c := test.NewTempWindow(t, e).Canvas()
	c.Focus(e)
	write(t, c, "１２a三3ｘ 4567")
	if e.Text != "123X45" || heard != e.Text {
		t.Errorf("text %q, heard %q", e.Text, heard)
	}
	e.SetText("电话：１３８-0000")
	if e.Text != "138-00" {
		t.Errorf("pasted: %q", e.Text)
	}
}

func TestEntryKeepsChinese(t *testing.T) {
	test.NewTempApp(t)
	e := kit.NewEntry(kit.EntryOptions{MaxRunes: 4})
	c := test.NewTempWindow(t, e).Canvas()
	c.Focus(e)
	write(t, c, "娜仁·图雅")
	if e.Text != "娜仁·图" {
		t.Errorf("text %q", e.Text)
	}
}

func TestEntryRoutesKeys(t *testing.T) {
	test.NewTempApp(t)
	first, second := kit.NewEntry(kit.EntryOptions{}), kit.NewEntry(kit.EntryOptions{})
	c := test.NewTempWindow(t, container.NewVBox(first, second)).Canvas()
	var got []fyne.KeyName
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { got = append(got, ev.Name) })
	c.Focus(first)
	press(t, c, fyne.KeyF9, fyne.KeyEscape, fyne.KeyLeft, fyne.KeyUp)
	if want := []fyne.KeyName{fyne.KeyF9, fyne.KeyEscape, fyne.KeyUp}; !slices.Equal(got, want) {
		t.Errorf("forwarded %v, want %v", got, want)
	}
	press(t, c, fyne.KeyReturn)
	if c.Focused() != second || first.Focused() || !second.Focused() {
		t.Error("Enter did not move on")
	}
	submitted := ""
	second.OnSubmit = func(s string) { submitted = s }
	write(t, c, "好")
	press(t, c, fyne.KeyEnter)
	if submitted != "好" || c.Focused() != second {
		t.Errorf("OnSubmit got %q", submitted)
	}
}

func TestEntryHandsChordsOn(t *testing.T) {
	test.NewTempApp(t)
	e := kit.NewEntry(kit.EntryOptions{})
	c := test.NewTempWindow(t, e).Canvas()
	called := 0
	ctrlK := &desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierControl}
	c.AddShortcut(ctrlK, func(fyne.Shortcut) { called++ })
	c.Focus(e)
	e.TypedShortcut(ctrlK)
	if called != 1 {
		t.Errorf("Ctrl+K reached the canvas %d times", called)
	}
	e.SetText("甲乙")
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	if e.SelectedText() != "甲乙" {
		t.Errorf("select all: %q", e.SelectedText())
	}
}

func TestManyLinesTakeEnter(t *testing.T) {
	test.NewTempApp(t)
	e := kit.NewEntry(kit.EntryOptions{MultiLine: true})
	c := test.NewTempWindow(t, e).Canvas()
	c.Focus(e)
	write(t, c, "甲")
	press(t, c, fyne.KeyReturn)
	write(t, c, "乙")
	if e.Text != "甲\n乙" || e.AcceptsTab() {
		t.Errorf("text %q, tab %v", e.Text, e.AcceptsTab())
	}
}

func TestDateFieldSettlesOnLeaving(t *testing.T) {
	test.NewTempApp(t)
	today := func() time.Time { return time.Date(2025, 2, 27, 0, 0, 0, 0, time.UTC) }
	d, next := kit.NewDateField("", today), kit.NewEntry(kit.EntryOptions{})
	var heard []string
	d.OnDate = func(s string) { heard = append(heard, s) }
	c := test.NewTempWindow(t, container.NewVBox(d, next)).Canvas()
	c.Focus(d)
	write(t, c, "+5")
	press(t, c, fyne.KeyReturn)
	if d.Text != "2025-03-04" || d.Date() != "2025-03-04" || c.Focused() != next {
		t.Errorf("shows %q", d.Text)
	}
	c.Focus(d)
	d.SetText("下周")
	press(t, c, fyne.KeyReturn)
	if d.Text != "下周" || d.Date() != "" {
		t.Errorf("unreadable: %q, %q", d.Text, d.Date())
	}
	if want := []string{"2025-03-04", ""}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}
