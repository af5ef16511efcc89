package sheet_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bianmin/paper/sheet"
)

var margins = sheet.Margins{Top: 30, Right: 20, Bottom: 25, Left: 20}

// textOf joins what a page says, in drawing order.
func textOf(p *sheet.Page) string {
	var all strings.Builder
	for _, o := range p.Ops() {
		if t, ok := o.(sheet.TextOp); ok {
			all.WriteString(t.Text)
		}
	}
	return all.String()
}

// inside fails when something lies outside the text block.
func inside(t interface {
	Helper()
	Fatalf(string, ...any)
}, pages []*sheet.Page,
) {
	t.Helper()
	low, high := margins.Top-0.2, sheet.A4HeightMM-margins.Bottom+0.2
	for i, p := range pages {
		for _, o := range p.Ops() {
			switch o := o.(type) {
			case sheet.TextOp:
				if o.Y < low || o.Y > high {
					t.Fatalf("page %d: text %q at y %.1f", i+1, o.Text, o.Y)
				}
			case sheet.LineOp:
				if min(o.Y1, o.Y2) < low || max(o.Y1, o.Y2) > high {
					t.Fatalf("page %d: a line from y %.1f to %.1f", i+1, o.Y1, o.Y2)
				}
			}
		}
	}
}

func TestTableRepeatsItsHeader(t *testing.T) {
	d := sheet.New(sheet.Options{})
	f := d.Flow(sheet.FlowOptions{Margins: margins})
	table := sheet.Table{
		Columns: []float64{20, 150}, MinMM: 10,
		Header: []sheet.Row{{sheet.Label("序号", 10), sheet.Label("材料", 10)}},
	}
	for i := range 60 {
		table.Rows = append(table.Rows, sheet.Row{
			{Para: sheet.Text(fmt.Sprintf("<%d>", i), sheet.Sans, 10)},
			{Para: sheet.Text("户口簿复印件", sheet.Serif, 10)},
		})
	}
	f.Table(table)
	pages := d.Pages()
	if len(pages) != 3 {
		t.Fatalf("%d pages, want 3", len(pages))
	}
	inside(t, pages)
	all := ""
	for i, p := range pages {
		if !strings.HasPrefix(textOf(p), "序号材料") {
			t.Errorf("page %d has no header", i+1)
		}
		all += textOf(p)
	}
	for i := range 60 {
		if n := strings.Count(all, fmt.Sprintf("<%d>", i)); n != 1 {
			t.Errorf("row %d is printed %d times", i, n)
		}
	}
}

func TestRowTallerThanAPage(t *testing.T) {
	long := strings.Repeat("材料不全，我们当场或五个工作日内一次告诉您全部要补的内容。", 120)
	d := sheet.New(sheet.Options{})
	f := d.Flow(sheet.FlowOptions{Margins: margins})
	f.Space(100)
	f.Para(sheet.Text("标题", sheet.Sans, 14))
	f.Table(sheet.Table{
		Columns: []float64{30, 140},
		Header:  []sheet.Row{{sheet.Label("甲", 10), sheet.Label("乙", 10)}},
		Rows:    []sheet.Row{{sheet.Label("事项", 10), {Para: sheet.Text(long, sheet.Serif, 14)}}},
	})
	pages := d.Pages()
	inside(t, pages)
	all := ""
	for _, p := range pages {
		all += textOf(p)
	}
	all = strings.NewReplacer("甲乙", "", "标题", "", "事项", "").Replace(all)
	if all != long {
		t.Errorf("%d bytes came out of %d", len(all), len(long))
	}
}

func TestFlowKeepsOrderAndMargins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sheet.New(sheet.Options{})
		f := d.Flow(sheet.FlowOptions{Margins: margins})
		var want strings.Builder
		for range rapid.IntRange(1, 12).Draw(t, "parts") {
			text := strings.Repeat("一次告诉您全部要补的内容。", rapid.IntRange(1, 60).Draw(t, "length"))
			want.WriteString(text)
			p := sheet.Text(text, sheet.Serif, rapid.Float64Range(9, 24).Draw(t, "size"))
			switch rapid.IntRange(0, 2).Draw(t, "kind") {
			case 0:
				f.Para(p)
			case 1:
				p.KeepMM, p.AfterMM = 20, 3
				f.Para(p)
			case 2:
				f.Table(sheet.Table{Columns: []float64{80, 90}, Rows: []sheet.Row{{{Para: p, Cols: 2}}}})
			}
		}
		pages := d.Pages()
		inside(t, pages)
		var got strings.Builder
		for i, p := range pages {
			if text := textOf(p); text != "" {
				got.WriteString(text)
			} else if i > 0 {
				t.Fatalf("page %d is empty", i+1)
			}
		}
		if got.String() != want.String() {
			t.Fatalf("text is lost or out of order: %d bytes of %d", got.Len(), want.Len())
		}
	})
}

func TestNoLonelyLines(t *testing.T) {
	for start := range 40 {
		d := sheet.New(sheet.Options{})
		f := d.Flow(sheet.FlowOptions{Margins: margins})
		f.MoveTo(200 + float64(start)*1.9)
		p := sheet.Text(strings.Repeat("一次告诉您全部要补的内容。", 25), sheet.Serif, 12)
		n := len(p.Lines(f.WidthMM()))
		f.Para(p)
		for i, page := range d.Pages() {
			if lines := len(page.Ops()); lines == 1 && n > 1 {
				t.Errorf("start %d: page %d has one line of %d", start, i+1, n)
			}
		}
	}
}

func TestPagesAreNumbered(t *testing.T) {
	d := sheet.New(sheet.Options{})
	f := d.Flow(sheet.FlowOptions{Margins: margins, Footer: func(p *sheet.Page, n, total int) {
		p.PageNumber(190, 285, n, total)
	}})
	f.Break()
	for range 2 { // asking twice must not draw twice
		for i, p := range d.Pages() {
			if got, want := textOf(p), fmt.Sprintf("第 %d 页 共 2 页", i+1); got != want {
				t.Errorf("page %d says %q, want %q", i+1, got, want)
			}
		}
	}
}

func TestStepsWrap(t *testing.T) {
	page := sheet.New(sheet.Options{}).AddPage(210, 297)
	steps := make([]sheet.Step, 9)
	for i := range steps {
		steps[i] = sheet.Step{Title: "受理", Note: "当场"}
	}
	bottom := page.Steps(20, 20, 170, steps, sheet.StepStyle{})
	boxes := 0
	for _, o := range page.Ops() {
		if r, ok := o.(sheet.RectOp); ok {
			boxes++
			if r.W < 24 || r.X+r.W > 190.01 || r.Y+r.H > bottom+0.01 {
				t.Errorf("box %+v", r)
			}
		}
	}
	if boxes != 9 {
		t.Errorf("%d boxes", boxes)
	}
	page.Steps(20, 20, 170, nil, sheet.StepStyle{})
}

func TestCodes(t *testing.T) {
	page := sheet.New(sheet.Options{}).AddPage(100, 100)
	if err := page.QR(10, 10, 30, "https://example.gov.cn/办事"); err != nil {
		t.Fatal(err)
	}
	m, ok := page.Ops()[1].(sheet.ModulesOp)
	if !ok || m.Cols != m.Rows || !m.Bits[0] || m.Bits[7] || m.X-10 < 3.9*m.W/float64(m.Cols) {
		t.Errorf("not a QR code: %d × %d", m.Cols, m.Rows)
	}
	if err := page.QR(0, 0, 30, strings.Repeat("长", 3000)); !errors.Is(err, sheet.ErrCode) {
		t.Errorf("too long: %v", err)
	}
	if err := page.Code128(0, 0, 50, 10, "A70123K"); err != nil {
		t.Error(err)
	}
	if err := page.Code128(0, 0, 50, 10, "办事"); !errors.Is(err, sheet.ErrCode) {
		t.Errorf("not ASCII: %v", err)
	}
}
