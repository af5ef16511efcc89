package rating_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/rating"
	"bianmin/hall/workday"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

const visit = "visit-1"

var about = rating.About{Of: visit, Cases: []string{"c1"}, Matters: []hall.MatterName{{Code: "MZ-06", Name: "高龄津贴"}}, Rated: []string{"luo"}}

func number(n int) hall.RecordNo {
	return hall.NewRecordNo(rating.Letter, hall.DayOf(morning), "A7", n)
}

func giving(n int, g rating.Grade, realName bool) rating.Giving {
	b := rating.Giving{
		No: number(n), Hall: "431322112000", Day: hall.DayOf(morning), About: about, Grade: g, Comment: "话", How: rating.Screen, SignedIn: "luo",
	}
	if realName {
		b.RealName, b.Person = true, &hall.Person{ID: "p", Name: "彭满秀", Phone: "13800000010"}
		if g.Bad() {
			limits := rating.LimitsFrom(workday.Calendar{}, morning)
			b.Limits = &limits
		}
	}
	return b
}

func timeout(n int) rating.Timeout {
	return rating.Timeout{No: number(n), Hall: "431322112000", Day: hall.DayOf(morning), About: about, Reason: rating.ReasonTimeout}
}

func entry(t interface{ Fatal(...any) }, n int, actor string, b hall.Body) journal.Entry {
	at := morning.Add(time.Duration(n) * time.Minute)
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: rating.SubjectID(visit), Actor: actor, At: at, Recorded: at, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Two devices that rate one visit make one rating, whatever order their entries arrive in; an
// unrated one never outweighs a grade, and what does not count is kept as a conflict.
func TestOneRatingPerVisitWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []journal.Entry
		grades := 0
		for n := range rapid.IntRange(1, 6).Draw(t, "entries") {
			if rapid.Bool().Draw(t, "timeout") {
				all = append(all, entry(t, n, "luo", timeout(n+1)))
				continue
			}
			grades++
			all = append(all, entry(t, n, rating.Applicant, giving(n+1, rapid.SampledFrom(rating.Grades()).Draw(t, "grade"), rapid.Bool().Draw(t, "real"))))
		}
		all = rapid.Permutation(all).Draw(t, "order")
		var s, again fold.Subject
		applied := 0
		var first rating.Giving
		for _, e := range all {
			v := s.Judge(e)
			again.Judge(e)
			if e.Kind == string(rating.KindGiven) && v[0].Status == hall.StatusApplied {
				applied++
				if err := e.Decode(&first); err != nil {
					t.Fatal(err)
				}
			}
		}
		r := s.Record.(*rating.Rating)
		if applied != min(grades, 1) || (r.Grade == "") != (grades == 0) || len(r.History) != len(all) {
			t.Fatalf("%d of %d grades applied, grade %q, %d of %d entries kept", applied, grades, r.Grade, len(r.History), len(all))
		}
		if grades > 0 && (r.Grade != first.Grade || r.No != first.No || r.RealName() != first.RealName) {
			t.Fatalf("%s %s is not the first one %s %s", r.No, r.Grade, first.No, first.Grade)
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			t.Fatal("replicas differ")
		}
	})
}

func TestAGradeComesInAsItMust(t *testing.T) {
	good := giving(1, rating.Satisfied, false)
	for _, tt := range []struct {
		situation string
		change    func(*rating.Giving)
		fits      bool
	}{
		{"at the screen", func(*rating.Giving) {}, true},
		{"a slip entered by somebody else", func(b *rating.Giving) { b.How, b.SignedIn, b.EnteredBy = rating.Slip, "", "liu" }, true},
		{"a slip entered by the rated", func(b *rating.Giving) { b.How, b.SignedIn, b.EnteredBy = rating.Slip, "", "luo" }, false},
		{"a slip entered by nobody", func(b *rating.Giving) { b.How, b.SignedIn = rating.Slip, "" }, false},
		{"a screen that says who typed it", func(b *rating.Giving) { b.EnteredBy = "liu" }, false},
		{"a grade that is none", func(b *rating.Giving) { b.Grade = "good" }, false},
		{"unrated is no grade", func(b *rating.Giving) { b.Grade = "" }, false},
		{"nobody is rated", func(b *rating.Giving) { b.About.Rated = nil }, false},
		{"real-name without a name", func(b *rating.Giving) { b.RealName = true }, false},
		{"anonymous with a name", func(b *rating.Giving) { b.Person = &hall.Person{Name: "彭满秀"} }, false},
		{"real-name and bad without limits", func(b *rating.Giving) { *b = giving(1, rating.Dissatisfied, true); b.Limits = nil }, false},
		{"real-name and bad", func(b *rating.Giving) { *b = giving(1, rating.Dissatisfied, true) }, true},
		{"a scan that is no hash", func(b *rating.Giving) { b.How, b.SignedIn, b.EnteredBy, b.Scan = rating.Slip, "", "liu", "x" }, false},
	} {
		b := good
		tt.change(&b)
		if err := b.Complete(); (err == nil) != tt.fits {
			t.Errorf("%s: %v", tt.situation, err)
		}
	}
}

// step is one act of a follow-up or an appeal, and whether it is applied.
type step struct {
	body hall.Body
	want hall.Status
}

func walk(t *testing.T, steps []step) *rating.Rating {
	t.Helper()
	var s fold.Subject
	for n, st := range steps {
		if v := s.Judge(entry(t, n, "liu", st.body)); v[0].Status != st.want {
			t.Errorf("step %d, %s: %+v", n, st.body.Kind(), v)
		}
	}
	return s.Record.(*rating.Rating)
}

func TestAFollowUpHearsTheApplicantAndIsNeverTheRateds(t *testing.T) {
	day := hall.DayOf(morning)
	call := func(by string, r rating.Result) rating.Contact {
		return rating.Contact{By: by, Day: day, How: "电话", Result: r}
	}
	const ok, no = hall.StatusApplied, hall.StatusConflict
	r := walk(t, []step{
		{giving(1, rating.VeryDissatisfied, true), ok},
		{rating.Start{By: "luo"}, no}, // the rated
		{call("liu", rating.Confirmed), no},
		{rating.Start{By: "liu"}, ok},
		{rating.Start{By: "liu"}, no},
		{call("liu", rating.Unreached), ok},
		{rating.Closing{By: "liu"}, no}, // one call is no follow-up
		{rating.Rectification{By: "liu", Measure: "道歉"}, no},
		{call("luo", rating.Unfounded), no},
		{call("liu", rating.Confirmed), ok},
		{rating.Closing{By: "liu"}, no}, // confirmed, not put right
		{rating.Rectification{By: "luo", Measure: "没事"}, no},
		{rating.Rectification{By: "liu", Measure: "道歉"}, ok},
		{rating.Closing{By: "luo"}, no},
		{rating.Closing{By: "liu"}, ok},
		{rating.Closing{By: "liu"}, no},
	})
	if r.State != rating.Closed || r.FollowUp.Outcome != rating.Resolved || r.Facts().Open || !r.Facts().Due.IsZero() {
		t.Errorf("%+v %+v", r.State, r.FollowUp)
	}
	r = walk(t, []step{
		{giving(1, rating.Dissatisfied, false), ok},
		{rating.Start{By: "liu"}, ok},
		{call("liu", rating.Unreached), ok},
		{call("liu", rating.Unreached), ok},
		{call("liu", rating.Unreached), ok},
		{rating.Closing{By: "liu"}, ok},
	})
	if r.FollowUp.Outcome != rating.NoReach {
		t.Errorf("%+v", r.FollowUp)
	}
	walk(t, []step{{giving(1, rating.FairlySatisfied, true), ok}, {rating.Start{By: "liu"}, no}})
	walk(t, []step{{timeout(1), ok}, {rating.Start{By: "liu"}, no}})
}

func TestTheRunningLimitIsShown(t *testing.T) {
	r := walk(t, []step{{giving(1, rating.Dissatisfied, true), hall.StatusApplied}})
	for state, want := range map[rating.State]string{
		rating.Owed: "2026-11-24", rating.Started: "2026-11-30", rating.Contacted: "2026-12-14", rating.Rectified: "2026-12-14", rating.Closed: "0001-01-01",
	} {
		r.State = state
		if got := r.Facts().Due; got.String() != want && (state != rating.Closed || !got.IsZero()) {
			t.Errorf("%s is due %s, want %s", state, got, want)
		}
	}
}

func TestAnAppealIsReviewedByAnother(t *testing.T) {
	due := rating.ReviewDue(workday.Calendar{}, morning)
	appeal := func(by string) rating.Appealing {
		return rating.Appealing{By: by, Reason: "不是我办的", Day: hall.DayOf(morning), Due: due}
	}
	review := func(by string) rating.Review {
		return rating.Review{By: by, Verdict: rating.Excluded, Reason: "查实"}
	}
	const ok, no = hall.StatusApplied, hall.StatusConflict
	r := walk(t, []step{
		{giving(1, rating.Dissatisfied, true), ok},
		{review("liu"), no},
		{appeal("liu"), no}, // not one of the rated
		{appeal("luo"), ok},
		{appeal("luo"), no},
		{review("luo"), no}, // the rated
		{review("liu"), ok},
		{review("liu"), no},
	})
	if !r.Excluded() || r.Grade != rating.Dissatisfied || !r.Facts().Open {
		t.Errorf("%+v", r) // excluded from the figures, and still owed a follow-up
	}
	walk(t, []step{{giving(1, rating.Satisfied, true), ok}, {appeal("luo"), no}})
}

// ratingsOf makes ratings of one clerk or another, in the order they were recorded.
func ratingsOf(t *rapid.T) []*rating.Rating {
	var out []*rating.Rating
	for n := range rapid.IntRange(0, 25).Draw(t, "ratings") {
		g := giving(n+1, rapid.SampledFrom(rating.Grades()).Draw(t, "grade"), false)
		g.About.Rated = []string{rapid.SampledFrom([]string{"luo", "liu"}).Draw(t, "who")}
		g.Comment = fmt.Sprintf("comment %d", n)
		g.Day = hall.DayOf(morning).AddDays(-rapid.IntRange(0, 60).Draw(t, "days ago"))
		var s fold.Subject
		s.Judge(entry(t, n, rating.Applicant, g))
		r := s.Record.(*rating.Rating)
		r.ID = fmt.Sprint(n)
		out = append(out, r)
	}
	return out
}

// A rated person sees a comment only when its month is over, or together with at least
// four others of the month; and once seen it is never gone when more ratings come in.
func TestACommentIsNeverSeenByItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := ratingsOf(t)
		today := hall.DayOf(morning).AddDays(rapid.IntRange(0, 40).Draw(t, "days later"))
		before := rating.VisibleTo("luo", all, today)
		running := 0
		for _, m := range before {
			if m.Month == rating.MonthOf(today) {
				running++
			}
			i := slices.IndexFunc(all, func(r *rating.Rating) bool { return r.Said.Comment == m.Comment })
			if !all[i].Is("luo") || (m.No != "") != all[i].Grade.Bad() {
				t.Fatalf("%+v of %+v", m, all[i])
			}
		}
		mine := 0
		for _, r := range all {
			if r.Is("luo") && rating.MonthOf(r.Day) == rating.MonthOf(today) {
				mine++
			} else if r.Is("luo") && !slices.ContainsFunc(before, func(m rating.Remark) bool { return m.Comment == r.Said.Comment }) {
				t.Fatalf("a month over and %s not released", r.Said.Comment)
			}
		}
		if running%5 != 0 || running > mine || mine-running >= 5 {
			t.Fatalf("%d of %d of the running month", running, mine)
		}
		shuffled := rapid.Permutation(all).Draw(t, "order")
		if !reflect.DeepEqual(before, rating.VisibleTo("luo", shuffled, today)) {
			t.Fatal("the order they are listed in matters")
		}
		for _, m := range rating.VisibleTo("luo", all[:len(all)*2/3], today) {
			if !slices.ContainsFunc(before, func(x rating.Remark) bool { return x.Comment == m.Comment }) {
				t.Fatalf("%s was seen and is gone", m.Comment)
			}
		}
	})
}

// Every visit is in just one place of the figures, and the rates are what their doc says.
func TestFiguresAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := ratingsOf(t)
		good, bad, unrated, excluded := 0, 0, 0, 0
		for _, r := range all {
			switch rapid.IntRange(0, 5).Draw(t, "fate") {
			case 0:
				r.Grade, r.State = "", rating.Unrated
			case 1:
				r.Appeal = &rating.Appeal{Verdict: rating.Excluded}
			case 2:
				r.Appeal = &rating.Appeal{} // waits: counts as it stands
			}
			switch {
			case r.Grade == "":
				unrated++
			case r.Excluded():
				excluded++
			case r.Grade.Bad():
				bad++
			default:
				good++
			}
		}
		f := rating.FiguresOf(all, "")
		if l := f.Total; l.Unrated != unrated || l.Excluded != excluded ||
			l.Satisfaction() != (rating.Share{N: good, Of: good + bad}) || l.BadRate() != (rating.Share{N: bad, Of: good + bad}) ||
			l.RatedShare() != (rating.Share{N: good + bad + excluded, Of: len(all)}) {
			t.Fatalf("%+v, want %d good %d bad %d unrated %d excluded", l, good, bad, unrated, excluded)
		}
		for _, lines := range [][]rating.Line{f.ByClerk, f.ByMonth, f.ByMatter} { // one clerk, month and matter each here
			n := 0
			for _, l := range lines {
				n += l.Counted() + l.Unrated + l.Excluded
			}
			if n != len(all) {
				t.Fatalf("%d of %d in %+v", n, len(all), lines)
			}
		}
	})
}

func TestAShareIsRoundedAndNothingIsNoShare(t *testing.T) {
	for s, want := range map[rating.Share]int{{N: 1, Of: 3}: 333, {N: 2, Of: 3}: 667, {N: 0, Of: 0}: 0, {N: 5, Of: 5}: 1000, {N: 1, Of: 2000}: 1} {
		if got := s.PerMille(); got != want {
			t.Errorf("%+v is %d, want %d", s, got, want)
		}
	}
}

func TestAnAppealIsNoWayToFindOut(t *testing.T) {
	r := walk(t, []step{{giving(1, rating.Dissatisfied, true), hall.StatusApplied}})
	today := hall.DayOf(morning)
	if rating.MayAppeal("luo", r, []*rating.Rating{r}, today) {
		t.Error("the rated may appeal what they cannot know of")
	}
	if !rating.MayAppeal("luo", r, []*rating.Rating{r}, hall.DayOf(morning).AddDays(8)) { // December
		t.Error("the month is over")
	}
	r.State = rating.Contacted
	if !rating.MayAppeal("luo", r, []*rating.Rating{r}, today) || rating.MayAppeal("liu", r, []*rating.Rating{r}, today) {
		t.Error("who is heard may appeal, and nobody else")
	}
}
