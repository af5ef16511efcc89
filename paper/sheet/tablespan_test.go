package sheet_test

import (
	"math"
	"testing"

	"bianmin/paper/sheet"
)

func spanned() sheet.Table {
	cell := func(text string, rows int) sheet.Cell {
		return sheet.Cell{Para: sheet.Text(text, sheet.Sans, 10), Rows: rows}
	}
	return sheet.Table{Columns: []float64{20, 30, 30}, Rows: []sheet.Row{
		{cell("民政", 3), cell("低保", 1), cell("20", 1)},
		{cell("临时救助", 1), cell("5", 2)},
		{cell("高龄津贴", 1)},
		{cell("国土", 1), cell("宅基地", 1), cell("15", 1)},
	}}
}

// at is where a run of text stands.
func at(t *testing.T, p *sheet.Page, text string) (x, y float64) {
	t.Helper()
	for _, o := range p.Ops() {
		if run, ok := o.(sheet.TextOp); ok && run.Text == text {
			return run.X, run.Y
		}
	}
	t.Fatalf("%s is not drawn", text)
	return 0, 0
}

func TestCellsReachAcrossRows(t *testing.T) {
	table := spanned()
	d := sheet.New(sheet.Options{})
	p := d.AddPage(100, 100)
	if foot := p.Table(10, 10, table); math.Abs(foot-10-table.HeightMM()) > 1e-9 {
		t.Errorf("ends at %.3f, says it is %.3f high", foot, table.HeightMM())
	}
	_, low := at(t, p, "低保")
	xAid, aid := at(t, p, "临时救助")
	_, old := at(t, p, "高龄津贴")
	xHead, head := at(t, p, "民政")
	xFive, five := at(t, p, "5")
	xLand, land := at(t, p, "国土")
	if math.Abs(head-aid) > 1e-9 || math.Abs(head-(low+old)/2) > 1e-9 {
		t.Errorf("the spanning cell stands at %.2f, its rows at %.2f, %.2f, %.2f", head, low, aid, old)
	}
	if math.Abs(five-(aid+old)/2) > 1e-9 || xFive < xAid+30-1e-9 || xHead != xLand || land <= old {
		t.Errorf("5 at %.2f, %.2f; 国土 at %.2f, %.2f", xFive, five, xLand, land)
	}
	for _, o := range p.Ops() { // no rule runs through the spanning cell
		if l, ok := o.(sheet.LineOp); ok && l.Y1 == l.Y2 && l.X1 < 11 && l.Y1 > low && l.Y1 < old-3 {
			t.Errorf("a rule at %.2f crosses the cell", l.Y1)
		}
	}
}

// Rows that hang together stay on one page, and a tall cell makes its last row higher.
func TestSpannedRowsStayTogether(t *testing.T) {
	d := sheet.New(sheet.Options{})
	f := d.Flow(sheet.FlowOptions{WidthMM: 100, HeightMM: 60, Margins: sheet.Margins{Top: 10, Right: 10, Bottom: 10, Left: 10}})
	f.Space(0)
	f.MoveTo(36)
	f.Table(spanned())
	pages := d.Pages()
	if len(pages) != 2 {
		t.Fatalf("%d pages", len(pages))
	}
	at(t, pages[1], "民政")
	at(t, pages[1], "高龄津贴")
	tall := spanned()
	tall.Rows[0][0].Para = sheet.Text("民政局和乡镇人民政府共同办理的各项社会救助事项", sheet.Sans, 10)
	if tall.HeightMM() <= spanned().HeightMM() {
		t.Error("a tall cell takes no room")
	}
}
