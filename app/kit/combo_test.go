package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"bianmin/app/kit"
)

var villages = []kit.Option{{Key: "1", Title: "桃林村", Hint: "tlc"}, {Key: "2", Title: "白沙村", Hint: "bsc"}, {Key: "3", Title: "石坪村"}}

func findVillage(text string) []kit.Option {
	var out []kit.Option
	for _, o := range villages {
		if strings.Contains(o.Title+o.Hint, text) {
			out = append(out, o)
		}
	}
	return out
}

func newCombo(t *testing.T) (*kit.Combo, *kit.Entry, fyne.Canvas, *[]kit.Option) {
	t.Helper()
	test.NewTempApp(t)
	combo, next := kit.NewCombo("村", findVillage), kit.NewEntry(kit.EntryOptions{})
	combo.Run = func(job func()) { job() }
	var picked []kit.Option
	combo.OnPick = func(o kit.Option) { picked = append(picked, o) }
	w := test.NewTempWindow(t, container.NewVBox(combo, next))
	w.Resize(fyne.NewSize(400, 400))
	w.Canvas().Focus(combo)
	return combo, next, w.Canvas(), &picked
}

func TestComboTypesFiltersAndPicks(t *testing.T) {
	combo, next, c, picked := newCombo(t)
	write(t, c, "bs")
	if !combo.Open() || len(combo.Options()) != 1 {
		t.Fatalf("open %v, options %v", combo.Open(), combo.Options())
	}
	press(t, c, fyne.KeyReturn)
	if combo.Text != "白沙村" || combo.Picked().Key != "2" || combo.Open() || c.Focused() != next {
		t.Errorf("text %q, picked %v, open %v", combo.Text, combo.Picked(), combo.Open())
	}
	if len(*picked) != 1 {
		t.Errorf("OnPick: %v", *picked)
	}
}

func TestComboGoesByArrows(t *testing.T) {
	combo, _, c, _ := newCombo(t)
	press(t, c, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	if combo.Text != "白沙村" {
		t.Errorf("text %q", combo.Text)
	}
}

func TestComboEscClosesBeforeTheScreenHearsIt(t *testing.T) {
	combo, _, c, _ := newCombo(t)
	heard := 0
	c.SetOnTypedKey(func(*fyne.KeyEvent) { heard++ })
	press(t, c, fyne.KeyDown, fyne.KeyEscape)
	if combo.Open() || heard != 0 {
		t.Errorf("open %v, heard %d", combo.Open(), heard)
	}
	press(t, c, fyne.KeyEscape)
	if heard != 1 {
		t.Errorf("a closed combo kept Esc")
	}
}

func TestComboTypingUndoesTheChoice(t *testing.T) {
	combo, _, c, picked := newCombo(t)
	combo.SetOption(villages[0])
	write(t, c, "x")
	if combo.Picked() != (kit.Option{}) || len(*picked) != 1 || (*picked)[0] != (kit.Option{}) {
		t.Errorf("picked %v, told %v", combo.Picked(), *picked)
	}
	if combo.Open() {
		t.Error("a list with nothing in it is open")
	}
}

func TestComboReopensOnTheChoice(t *testing.T) {
	combo, _, c, _ := newCombo(t)
	combo.SetOption(villages[1])
	press(t, c, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if combo.Text != "石坪村" {
		t.Errorf("text %q", combo.Text)
	}
}

func TestComboKeepsOnlyTheNewestAnswer(t *testing.T) {
	combo, _, c, _ := newCombo(t)
	var waiting []func()
	combo.Run = func(job func()) { waiting = append(waiting, job) }
	write(t, c, "bs")
	if len(waiting) != 1 {
		t.Fatalf("%d searches at once", len(waiting))
	}
	waiting[0]() // the answer for "b" is stale; "bs" is asked for
	if combo.Open() || len(waiting) != 2 {
		t.Fatalf("a stale answer opened the list, %d asked", len(waiting))
	}
	press(t, c, fyne.KeyReturn) // faster than the search
	waiting[1]()
	if combo.Text != "白沙村" {
		t.Errorf("Enter before the answer: %q", combo.Text)
	}
}

func TestFreeComboKeepsWhatWasTyped(t *testing.T) {
	combo, next, c, _ := newCombo(t)
	combo.Free = true
	write(t, c, "村")
	press(t, c, fyne.KeyReturn)
	if combo.Text != "村" || c.Focused() != next {
		t.Errorf("text %q", combo.Text)
	}
}
