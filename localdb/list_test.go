package localdb_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/localdb"
)

// manyCases fills a hall with cases in every state, several of one instant.
func manyCases(t testing.TB, n int) (*localdb.DB, time.Time) {
	t.Helper()
	clock := startClock()
	db := create(t, t.TempDir(), clock)
	cal := years(t)
	start := clock.now.AddDate(0, 0, -40)
	for from := 0; from < n; from += 250 {
		err := db.Act(t.Context(), func(tx *localdb.Tx) error {
			for i := from; i < min(n, from+250); i++ {
				if err := oneOfMany(t, tx, i, intake{cal: cal}, start.Add(time.Duration(i/3)*40*24*time.Hour/time.Duration(n/3+1))); err != nil {
					return fmt.Errorf("case %d: %w", i, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return db, clock.now
}

func oneOfMany(t testing.TB, tx *localdb.Tx, i int, in intake, at time.Time) error {
	in.person = person(fmt.Sprint("p", i%400), fmt.Sprintf("王小%c", '一'+rune(i%400)), fmt.Sprintf("43012119900101%04d", i%400), "")
	in.handler = []string{"wang", "li", "zhao"}[i%3]
	if i%7 == 0 {
		in.outside = "省一体化平台"
	}
	in.at = at
	_, id, err := receive(t.Context(), tx, in, at)
	if err != nil {
		return err
	}
	told := hall.Told{How: "当面", To: "本人"}
	notice := hall.Noticed{Missing: []string{"户口簿"}, Told: told}
	steps := [][]hall.Body{
		nil,
		{notice},
		{hall.Accepted{}},
		{hall.Declined{Reason: "不符合条件", Told: told}},
		{hall.Accepted{}, hall.Completed{Result: hall.Granted, PlatformNo: "P1"}},
		{hall.Accepted{}, hall.Completed{Result: hall.Granted, PlatformNo: "P1"}, hall.Delivered{How: "当面", To: "本人"}},
		{hall.Voided{Reason: "重复"}},
	}[i%7]
	for _, body := range steps {
		if a, ok := body.(hall.Accepted); ok {
			a.Promised, a.Statutory = hall.AcceptDues(in.cal, hall.Limits{Promised: &hall.Limit{N: 5 + i%9, Unit: hall.Workday}}, at)
			body = a
		}
		if _, err := tx.Append(t.Context(), hall.Draft{Subject: id, Actor: in.handler, AtMilli: at.UnixMilli(), Body: body}); err != nil {
			return err
		}
	}
	return nil
}

// readPages reads a whole list in pages of a size.
func readPages(t testing.TB, db *localdb.DB, q hall.CaseQuery, size int) []hall.CaseRow {
	t.Helper()
	var out []hall.CaseRow
	for q.Limit = size; ; {
		page, err := db.Cases(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, page.Rows...)
		if page.Next == "" {
			return out
		}
		if len(page.Rows) != size {
			t.Fatalf("%s: a page of %d rows with more behind it", q.Filter, len(page.Rows))
		}
		q.After = page.Next
	}
}

func TestEveryListVisitsEachCaseOnceAndInOrder(t *testing.T) {
	const n = 2500
	db, now := manyCases(t, n)
	today := hall.DayOf(now)
	all := readPages(t, db, hall.CaseQuery{Filter: hall.FilterAll}, 1000)
	if len(all) != n {
		t.Fatalf("%d cases", len(all))
	}
	until := today.AddDays(-20)
	keep := map[string]struct {
		q  hall.CaseQuery
		in func(hall.CaseRow) bool
	}{
		"all":       {hall.CaseQuery{Filter: hall.FilterAll}, func(hall.CaseRow) bool { return true }},
		"open":      {hall.CaseQuery{Filter: hall.FilterOpen}, func(r hall.CaseRow) bool { return r.State.Open() }},
		"due":       {hall.CaseQuery{Filter: hall.FilterDue}, func(r hall.CaseRow) bool { return !r.Due.IsZero() }},
		"due until": {hall.CaseQuery{Filter: hall.FilterDue, Until: until}, func(r hall.CaseRow) bool { return !r.Due.IsZero() && !r.Due.After(until) }},
		"waiting":   {hall.CaseQuery{Filter: hall.FilterWaiting}, func(r hall.CaseRow) bool { return r.State == hall.StateNoticed }},
		"delivery":  {hall.CaseQuery{Filter: hall.FilterDelivery}, func(r hall.CaseRow) bool { return toHandOver(r.State) }},
		"outside":   {hall.CaseQuery{Filter: hall.FilterOutside}, func(r hall.CaseRow) bool { return r.Outside }},
		"attention": {hall.CaseQuery{Filter: hall.FilterAttention}, func(r hall.CaseRow) bool { return r.Conflict }},
	}
	newest := func(a, b hall.CaseRow) int {
		return cmp.Or(b.ReceivedAt.Compare(a.ReceivedAt), cmp.Compare(b.ID, a.ID))
	}
	for name, tt := range keep {
		for _, handler := range []string{"", "li", "nobody"} {
			q := tt.q
			q.Handler = handler
			var want []hall.CaseRow
			for _, r := range all {
				if tt.in(r) && (handler == "" || r.Handler == handler) {
					want = append(want, r)
				}
			}
			slices.SortFunc(want, newest)
			if q.Filter == hall.FilterDue {
				slices.SortFunc(want, func(a, b hall.CaseRow) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
			}
			for _, size := range []int{1000, 7, 1} {
				if size == 1 && len(want) > 400 {
					continue
				}
				if got := readPages(t, db, q, size); !slices.Equal(got, want) {
					t.Errorf("%s of %q in pages of %d: %d rows, want %d", name, handler, size, len(got), len(want))
				}
			}
		}
	}
	checkCounts(t, db, today, all)
}

func checkCounts(t *testing.T, db *localdb.DB, today hall.Date, all []hall.CaseRow) {
	t.Helper()
	for _, day := range []hall.Date{today, today.AddDays(-30), today.AddDays(-500)} {
		var want hall.DayCounts
		for _, r := range all {
			if hall.DayOf(r.ReceivedAt) == day {
				want.Received++
				if r.State == hall.StateCompleted || r.State == hall.StateDelivered {
					want.Completed++
				}
			}
			add := func(n *int, in bool) {
				if in {
					*n++
				}
			}
			add(&want.Open, r.State.Open())
			add(&want.Overdue, !r.Due.IsZero() && r.Due.Before(day))
			add(&want.DueToday, !r.Due.IsZero() && r.Due == day)
			add(&want.Waiting, r.State == hall.StateNoticed)
			add(&want.Delivery, toHandOver(r.State))
			add(&want.Outside, r.Outside)
			add(&want.Attention, r.Conflict)
		}
		if got, err := db.Counts(t.Context(), day); err != nil || got != want {
			t.Errorf("%s: counts %+v, want %+v, %v", day, got, want, err)
		}
	}
}

func TestPagesStandStillWhileCasesComeIn(t *testing.T) {
	db, now := manyCases(t, 50)
	first, err := db.Cases(t.Context(), hall.CaseQuery{Filter: hall.FilterAll, Limit: 20})
	if err != nil {
		t.Fatal(err)
	}
	save(t, db, intake{person: person("new", "新来的", "9", ""), cal: years(t)}, now)
	second, err := db.Cases(t.Context(), hall.CaseQuery{Filter: hall.FilterAll, Limit: 30, After: first.Next})
	if err != nil || len(second.Rows) != 30 || second.Next != "" {
		t.Fatalf("%d rows, next %q, %v", len(second.Rows), second.Next, err)
	}
	for _, r := range second.Rows {
		if slices.Contains(first.Rows, r) {
			t.Fatalf("%s twice", r.No)
		}
	}
}

func TestAListThatIsNoneIsRefused(t *testing.T) {
	db, _ := manyCases(t, 3)
	for name, q := range map[string]hall.CaseQuery{
		"unknown filter": {Filter: "mine"}, "no filter": {}, "a place of another list": {Filter: hall.FilterDue, After: "all:1:x"},
		"no place": {Filter: hall.FilterAll, After: "x"}, "a place without number": {Filter: hall.FilterAll, After: "all:x:y"},
	} {
		if _, err := db.Cases(t.Context(), q); hall.KindOf(err) != hall.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// toHandOver: there is a result, or a refusal, that the applicant has not got yet.
func toHandOver(s hall.State) bool { return s == hall.StateCompleted || s == hall.StateDeclined }
