package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"bianmin/app/kit"
)

func block(w, h float32) *canvas.Rectangle {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

func TestLineSharesItsRoom(t *testing.T) {
	test.NewTempApp(t)
	a, b, c := block(30, 20), block(10, 40), block(20, 10)
	line := kit.Line(5, a, kit.Grow(b), c)
	line.Resize(fyne.NewSize(200, 40))
	if b.Size().Width != 140 || c.Position().X != 180 {
		t.Errorf("grown %v, last at %v", b.Size(), c.Position())
	}
	if a.Position().Y != 10 {
		t.Errorf("not centred: %v", a.Position())
	}
}

func TestLineNeverLeavesItsRoom(t *testing.T) {
	test.NewTempApp(t)
	a, b := block(150, 20), block(150, 20)
	line := kit.Line(10, a, b)
	line.Resize(fyne.NewSize(200, 20))
	if end := b.Position().X + b.Size().Width; end > 200 {
		t.Errorf("ends at %v of 200", end)
	}
}

func TestEqualColumnsAreEqual(t *testing.T) {
	test.NewTempApp(t)
	a, b := block(10, 10), block(90, 10)
	row := kit.Equal(20, a, b)
	row.Resize(fyne.NewSize(220, 50))
	if a.Size() != b.Size() || a.Size() != fyne.NewSize(100, 50) {
		t.Errorf("%v and %v", a.Size(), b.Size())
	}
}

func TestHiddenObjectsTakeNoRoom(t *testing.T) {
	test.NewTempApp(t)
	a, b := block(30, 20), block(30, 20)
	a.Hide()
	line := kit.Line(10, kit.Fixed(50, a), b)
	line.Resize(fyne.NewSize(200, 20))
	if b.Position().X != 0 || line.MinSize().Width != 30 {
		t.Errorf("at %v, asks %v", b.Position(), line.MinSize())
	}
}

func TestSplitGoesBelowWhenNarrow(t *testing.T) {
	test.NewTempApp(t)
	main, side := block(400, 100), block(50, 60)
	split := kit.Split(10, 200, main, side)
	split.Resize(fyne.NewSize(700, 300))
	if side.Position() != fyne.NewPos(500, 0) {
		t.Errorf("beside: %v", side.Position())
	}
	split.Resize(fyne.NewSize(500, 300))
	if side.Position() != fyne.NewPos(0, 110) || split.MinSize().Height != 170 {
		t.Errorf("below: %v, asks %v", side.Position(), split.MinSize())
	}
}
