package questionnaire_test

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
	"bianmin/hall/questionnaire"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func issue() questionnaire.Issue {
	day := hall.DayOf(morning)
	return questionnaire.Issue{
		No: hall.NewRecordNo(questionnaire.Letter, day, "A7", 1), Hall: "431322112000", Day: day, Title: "行风评议", Slips: 10,
		Period: questionnaire.Period{From: day, To: day.AddDays(20)},
		Asked: []questionnaire.Question{
			{Text: "态度", Kind: questionnaire.Choice, Options: []string{"好", "一般", "差"}},
			{Text: "几分", Kind: questionnaire.Scale},
			{Text: "建议", Kind: questionnaire.Text},
		},
	}
}

func entry(t interface{ Fatal(...any) }, n int, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "k1", Actor: "liu", At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A slip counts once, whatever order slips come in; the counts and shares are those of the
// slips that came back; and their order cannot be seen.
func TestSlipsAreCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type slip = questionnaire.Answer
		var slips []slip
		for range rapid.IntRange(0, 15).Draw(t, "slips") {
			slips = append(slips, slip{Slip: rapid.IntRange(1, 12).Draw(t, "no"), Answers: []questionnaire.Ticked{
				{Tick: rapid.IntRange(0, 4).Draw(t, "choice")}, {Tick: rapid.IntRange(0, 5).Draw(t, "scale")}, {Words: rapid.SampledFrom([]string{"", "快些", "好"}).Draw(t, "words")},
			}})
		}
		var s fold.Subject
		s.Judge(entry(t, 0, issue()))
		good := map[int]slip{}
		for n, x := range slips {
			_, known := good[x.Slip]
			fits := !known && x.Slip <= 10 && x.Answers[0].Tick <= 3
			if v := s.Judge(entry(t, n+1, x))[0]; (v.Status == hall.StatusApplied) != fits {
				t.Fatalf("%+v: %+v", x, v)
			}
			if fits {
				good[x.Slip] = x
			}
		}
		q := s.Record.(*questionnaire.Questionnaire)
		if len(q.Returned) != len(good) || !slices.IsSorted(q.Returned) || !slices.IsSorted(q.Tallies[2].Words) {
			t.Fatalf("%+v", q)
		}
		for i, r := range q.Results() {
			counted, answered := 0, 0
			for _, x := range good {
				if x.Answers[i].Tick > 0 || x.Answers[i].Words != "" {
					answered++
				}
			}
			for _, o := range r.Options {
				counted += o.Count
			}
			if r.Answered != answered || r.Answered+r.Left != len(good) || len(r.Options) > 0 && counted != answered {
				t.Fatalf("question %d: %+v, %d answered it", i, r, answered)
			}
		}
		var sorted fold.Subject
		sorted.Judge(entry(t, 0, issue()))
		for n, no := range slices.Sorted(func(yield func(int) bool) {
			for no := range good {
				if !yield(no) {
					return
				}
			}
		}) {
			sorted.Judge(entry(t, n+1, good[no]))
		}
		if o := sorted.Record.(*questionnaire.Questionnaire); !reflect.DeepEqual(o.Tallies, q.Tallies) {
			t.Fatal("the order of the slips shows")
		}
	})
}

func TestSharesAndMean(t *testing.T) {
	var s fold.Subject
	s.Judge(entry(t, 0, issue()))
	for n, x := range [][2]int{{1, 5}, {1, 4}, {2, 0}} {
		s.Judge(entry(t, n+1, questionnaire.Answer{Slip: n + 1, Answers: []questionnaire.Ticked{{Tick: x[0]}, {Tick: x[1]}, {}}}))
	}
	r := s.Record.(*questionnaire.Questionnaire).Results()
	if r[0].Options[0] != (questionnaire.Option{Name: "好", Count: 2, PerMille: 667}) || r[1].Mean != 450 || r[1].Answered != 2 || r[2].Left != 3 {
		t.Errorf("%+v", r)
	}
	if v := s.Judge(entry(t, 8, questionnaire.Closing{})); v[0].Status != hall.StatusApplied {
		t.Fatal(v)
	}
	if v := s.Judge(entry(t, 9, questionnaire.Answer{Slip: 9, Answers: make([]questionnaire.Ticked, 3)})); v[0].Status != hall.StatusConflict {
		t.Errorf("a slip after the end: %+v", v)
	}
}

func TestAQuestionnaireIsWhole(t *testing.T) {
	for situation, change := range map[string]func(*questionnaire.Issue){
		"no title":           func(b *questionnaire.Issue) { b.Title = "" },
		"no questions":       func(b *questionnaire.Issue) { b.Asked = nil },
		"no slips":           func(b *questionnaire.Issue) { b.Slips = 0 },
		"ends before it is":  func(b *questionnaire.Issue) { b.Period.To = b.Period.From.AddDays(-1) },
		"one option":         func(b *questionnaire.Issue) { b.Asked[0].Options = []string{"好"} },
		"an option twice":    func(b *questionnaire.Issue) { b.Asked[0].Options = []string{"好", "好"} },
		"options of a scale": func(b *questionnaire.Issue) { b.Asked[1].Options = []string{"好", "差"} },
		"an unknown kind":    func(b *questionnaire.Issue) { b.Asked[2].Kind = "picture" },
	} {
		b := issue()
		change(&b)
		if b.Complete() == nil {
			t.Errorf("%s passes", situation)
		}
	}
}
