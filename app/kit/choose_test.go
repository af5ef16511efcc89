package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"bianmin/app/kit"
)

func TestSegmentByKeys(t *testing.T) {
	test.NewTempApp(t)
	var heard []int
	s := kit.NewSegment([]string{"本人", "代办", "上门"}, func(i int) { heard = append(heard, i) })
	next := kit.NewEntry(kit.EntryOptions{})
	c := test.NewTempWindow(t, container.NewVBox(s, next)).Canvas()
	c.Focus(s)
	press(t, c, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	write(t, c, "３9")
	if want := []int{1, 2, 1, 2}; !slices.Equal(heard, want) || s.Selected() != 2 {
		t.Errorf("heard %v, want %v", heard, want)
	}
	press(t, c, fyne.KeyReturn)
	if c.Focused() != next {
		t.Error("Enter did not move on")
	}
}

func TestSegmentByMouse(t *testing.T) {
	test.NewTempApp(t)
	s := kit.NewSegment([]string{"甲", "乙"}, nil)
	test.NewTempWindow(t, s)
	test.TapAt(s, fyne.NewPos(s.MinSize().Width-5, 5))
	if s.Selected() != 1 {
		t.Errorf("selected %d", s.Selected())
	}
}

func TestCheckRowCountsAndTicks(t *testing.T) {
	test.NewTempApp(t)
	for _, tc := range []struct {
		name   string
		start  kit.CheckItem
		keys   []fyne.KeyName
		typed  string
		ticked bool
		copies int
	}{
		{"space ticks with one copy", kit.CheckItem{}, []fyne.KeyName{fyne.KeySpace}, "", true, 1},
		{"space again unticks", kit.CheckItem{Ticked: true, Copies: 3}, []fyne.KeyName{fyne.KeySpace}, "", false, 0},
		{"plus counts and ticks", kit.CheckItem{}, nil, "+＋", true, 2},
		{"minus to none unticks", kit.CheckItem{Ticked: true, Copies: 1}, nil, "-", false, 0},
		{"minus stops at none", kit.CheckItem{}, nil, "--", false, 0},
		{"arrows count", kit.CheckItem{}, []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft}, "", true, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ticked, copies := tc.start.Ticked, tc.start.Copies
			r := kit.NewCheckRow(tc.start, func(on bool, n int) { ticked, copies = on, n })
			c := test.NewTempWindow(t, r).Canvas()
			c.Focus(r)
			press(t, c, tc.keys...)
			write(t, c, tc.typed)
			if ticked != tc.ticked || copies != tc.copies || r.Item().Copies != tc.copies {
				t.Errorf("%v %d, want %v %d", ticked, copies, tc.ticked, tc.copies)
			}
		})
	}
}

func TestCheckRowsFormAList(t *testing.T) {
	test.NewTempApp(t)
	a, b := kit.NewCheckRow(kit.CheckItem{Name: "甲"}, nil), kit.NewCheckRow(kit.CheckItem{Name: "乙"}, nil)
	c := test.NewTempWindow(t, kit.Pile(0, a, b)).Canvas()
	c.Focus(a)
	press(t, c, fyne.KeyDown)
	if c.Focused() != b {
		t.Error("↓ did not go on")
	}
	press(t, c, fyne.KeyUp)
	if c.Focused() != a {
		t.Error("↑ did not go back")
	}
}

func TestButtonTakesEnterSpaceAndClicks(t *testing.T) {
	test.NewTempApp(t)
	n := 0
	b := kit.NewPrimary("受理", "F9", func() { n++ })
	c := test.NewTempWindow(t, b).Canvas()
	c.Focus(b)
	press(t, c, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace)
	test.Tap(b)
	if n != 4 {
		t.Errorf("pressed %d times", n)
	}
	b.Disable()
	press(t, c, fyne.KeyReturn)
	b.Tapped(nil)
	if n != 4 {
		t.Error("a disabled button acted")
	}
}

func TestRailByKeysAndMouse(t *testing.T) {
	test.NewTempApp(t)
	var heard []string
	r := kit.NewRail([]kit.RailItem{{Key: "a", Label: "工作台"}, {Key: "b", Label: "受理"}, {Key: "c", Label: "办件"}},
		func(key string) { heard = append(heard, key) })
	w := test.NewTempWindow(t, r)
	w.Resize(fyne.NewSize(200, 600))
	w.Canvas().Focus(r)
	press(t, w.Canvas(), fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	test.TapAt(r, fyne.NewPos(20, 10+46*2+20))
	test.TapAt(r, fyne.NewPos(20, 10+46*3+20))
	if want := []string{"b", "c"}; !slices.Equal(heard, want) || r.Selected() != "c" {
		t.Errorf("heard %v, want %v", heard, want)
	}
	r.SetBadge("a", 120)
	if r.Items()[0].Badge != 120 {
		t.Error("badge not kept")
	}
}

func TestRowListByKeys(t *testing.T) {
	test.NewTempApp(t)
	var opened, selected []int
	n := 100
	l := kit.NewRowList(kit.RowListOptions{
		Columns: []kit.Column{{Title: "编号", Width: 80}, {Title: "事项", Flex: 1}},
		Len:     func() int { return n },
		Row: func(i int) []kit.Cell {
			if i == 3 {
				return nil // not loaded yet
			}
			return []kit.Cell{{Text: "A7", Chip: kit.ChipRed}, {Text: "事项", Sub: "谁"}}
		},
		OnOpen:   func(i int) { opened = append(opened, i) },
		OnSelect: func(i int) { selected = append(selected, i) },
	})
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(600, 500))
	c := w.Canvas()
	c.Focus(l.Focusable())
	press(t, c, fyne.KeyUp, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyHome)
	if len(opened) != 1 || opened[0] < 5 || opened[0] > 12 {
		t.Errorf("opened %v after ↓ and PageDown", opened)
	}
	if want := []int{1, opened[0], 99, 0}; !slices.Equal(selected, want) {
		t.Errorf("selected %v, want %v", selected, want)
	}
	press(t, c, fyne.KeyEnd)
	n = 10
	l.Reload()
	if l.Selected() != 9 {
		t.Errorf("after the list shrank: %d", l.Selected())
	}
	n = 0
	l.Reload()
	press(t, c, fyne.KeyReturn, fyne.KeyDown)
	if l.Selected() != -1 || len(opened) != 1 {
		t.Errorf("empty list: %d, opened %v", l.Selected(), opened)
	}
}

func TestRowListHandsKeysOn(t *testing.T) {
	test.NewTempApp(t)
	l := kit.NewRowList(kit.RowListOptions{Len: func() int { return 1 }, Row: func(int) []kit.Cell { return nil }})
	c := test.NewTempWindow(t, l).Canvas()
	heard := fyne.KeyName("")
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { heard = ev.Name })
	c.Focus(l.Focusable())
	press(t, c, fyne.KeyF4)
	if heard != fyne.KeyF4 {
		t.Errorf("heard %q", heard)
	}
}
