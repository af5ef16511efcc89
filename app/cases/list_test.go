package cases

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/hall"
)

// shelf answers pages of a long list and remembers what was asked.
type shelf struct {
	total int
	asked []hall.CaseQuery
	fail  bool
}

func (s *shelf) Cases(_ context.Context, q hall.CaseQuery) (hall.CasePage, error) {
	s.asked = append(s.asked, q)
	if s.fail {
		return hall.CasePage{}, errors.New("disk")
	}
	from := 0
	if q.After != "" {
		from, _ = strconv.Atoi(q.After)
	}
	var page hall.CasePage
	for i := from; i < min(from+q.Limit, s.total); i++ {
		page.Rows = append(page.Rows, hall.CaseRow{ID: fmt.Sprint(i), State: hall.StateAccepted})
	}
	if from+q.Limit < s.total {
		page.Next = strconv.Itoa(from + q.Limit)
	}
	return page, nil
}

type window struct {
	canvas fyne.Canvas
	said   string
}

func (w *window) Say(_ kit.ChipKind, text string)                { w.said = text }
func (w *window) Offer(_ kit.ChipKind, text, _ string, _ func()) { w.said = text }
func (w *window) RefreshKeys()                                   {}
func (w *window) Go(stage.Place)                                 {}
func (w *window) Focus(f fyne.Focusable) {
	if f == nil {
		w.canvas.Unfocus()
		return
	}
	w.canvas.Focus(f)
}

func newStage(t *testing.T, w *window) *stage.Stage {
	t.Helper()
	s := stage.New(t.Context(), &stage.Facts{
		Me: hall.Staff{ID: "liu", Roles: []hall.Role{hall.RoleClerk}}, Names: present.Names{"liu": "刘巧云"}, Now: func() time.Time { return time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC) },
	}, nil)
	s.Inline, s.Window = true, w
	return s
}

func openList(t *testing.T, d Lister) (*List, *window, *string) {
	t.Helper()
	test.NewTempApp(t)
	w, opened := &window{}, ""
	l := NewList(newStage(t, w), d, func(id string) { opened = id })
	win := test.NewTempWindow(t, l.Content())
	w.canvas = win.Canvas()
	win.Resize(fyne.NewSize(1200, 600))
	return l, w, &opened
}

func press(w *window, names ...fyne.KeyName) {
	for _, n := range names {
		w.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestTheListGrowsByPagesWhileItIsScrolled(t *testing.T) {
	d := &shelf{total: 1000}
	l, w, opened := openList(t, d)
	l.Reload()
	w.Focus(l.FirstFocus())
	if len(l.book.rows) != pageSize || len(d.asked) != 1 {
		t.Fatalf("before scrolling: %d rows after %d questions", len(l.book.rows), len(d.asked))
	}
	for range 40 {
		press(w, fyne.KeyPageDown)
	}
	if n := len(l.book.rows); n < 200 || n > 1000 {
		t.Errorf("%d rows after 40 pages", n)
	}
	for i, r := range l.book.rows {
		if r.ID != fmt.Sprint(i) {
			t.Fatalf("row %d is %s: a row is missing or twice", i, r.ID)
		}
	}
	for i, q := range d.asked {
		want := ""
		if i > 0 {
			want = strconv.Itoa(i * pageSize)
		}
		if q.After != want || q.Limit != pageSize {
			t.Errorf("question %d: %+v", i, q)
		}
	}
	press(w, fyne.KeyReturn)
	if *opened != fmt.Sprint(l.rows.Selected()) {
		t.Errorf("opened %q, marked %d", *opened, l.rows.Selected())
	}
}

func TestAFilterStartsAtItsFirstPage(t *testing.T) {
	d := &shelf{total: 200}
	l, _, _ := openList(t, d)
	l.Reload()
	l.Choose(hall.FilterDelivery)
	l.toggleMine()
	last := d.asked[len(d.asked)-1]
	if last.Filter != hall.FilterDelivery || last.Handler != "liu" || last.After != "" || len(l.book.rows) != pageSize {
		t.Errorf("%+v, %d rows", last, len(l.book.rows))
	}
}

func TestAListThatCannotBeReadSaysSoAndStopsAsking(t *testing.T) {
	d := &shelf{fail: true}
	l, w, _ := openList(t, d)
	l.Reload()
	l.Content().Refresh()
	if w.said == "" || len(d.asked) != 1 {
		t.Errorf("said %q after %d questions", w.said, len(d.asked))
	}
}
