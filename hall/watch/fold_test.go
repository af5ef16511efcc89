package watch_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/watch"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func raising(level hall.CardLevel) watch.Raising {
	b := watch.Raising{
		No: hall.NewRecordNo(watch.Letter, hall.DayOf(morning), "A7", 1), Hall: "431322112000", Day: hall.DayOf(morning), Level: level,
		Rule: watch.RulePromised, About: watch.About{Sort: watch.SortCase, ID: "c1"}, Responsible: "liu", Edition: hall.RulesEdition,
	}
	if !watch.Reminder(level) {
		b.AnswerBy = &hall.Due{Last: hall.DayOf(morning).AddDays(2)}
	}
	return b
}

func entry(t interface{ Fatal(...any) }, n int, actor string, at time.Time, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "p1", Actor: actor, At: at, Recorded: at, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Whatever is done to a card, it stays: who was responsible, why it was raised, and its one
// answer and one verdict never change.
func TestACardNeverDisappears(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		level := rapid.SampledFrom([]hall.CardLevel{hall.BlueCard, hall.YellowWarn, hall.YellowCard, hall.RedCard}).Draw(t, "level")
		all := []hall.Body{
			raising(level),
			watch.Explanation{Text: "系统故障"},
			watch.Explanation{},
			watch.Judgement{Upheld: true, Reason: "属实"},
			watch.Judgement{Reason: "已补录"},
			watch.Judgement{Upheld: true},
		}
		var s, again fold.Subject
		s.Judge(entry(t, 0, hall.ActorClock, morning, all[0]))
		again.Judge(entry(t, 0, hall.ActorClock, morning, all[0]))
		first := *s.Record.(*watch.Card)
		for n, pick := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 1, 12).Draw(t, "acts") {
			before := s.Record.(*watch.Card)
			e := entry(t, n+1, "liu", morning.Add(time.Duration(n)*24*time.Hour), all[pick])
			s.Judge(e)
			again.Judge(e)
			c := s.Record.(*watch.Card)
			if c.No != first.No || c.Responsible != "liu" || c.Rule != first.Rule || !reflect.DeepEqual(c.Inputs, first.Inputs) || c.Level != level {
				t.Fatalf("the card changed: %+v", c)
			}
			if before.Answer != nil && !reflect.DeepEqual(before.Answer, c.Answer) || before.Verdict != nil && !reflect.DeepEqual(before.Verdict, c.Verdict) {
				t.Fatalf("an answer or verdict changed: %+v", c)
			}
			if watch.Reminder(level) && (c.Answer != nil || c.Verdict != nil || c.Facts().Open) {
				t.Fatalf("a reminder asks for something: %+v", c)
			}
			if c.Facts().Open != (c.Verdict == nil && !watch.Reminder(level)) {
				t.Fatalf("open %v in %s", c.Facts().Open, c.State)
			}
			if c.Answer != nil && c.Answer.Late != hall.DayOf(c.Answer.At).After(c.AnswerBy.Last) {
				t.Fatalf("late %v", c.Answer)
			}
		}
		if !reflect.DeepEqual(s.Record, again.Record) {
			t.Fatal("replicas differ")
		}
	})
}

func TestRaisingLacksNothing(t *testing.T) {
	for _, tt := range []struct {
		situation string
		change    func(*watch.Raising)
		ok        bool
	}{
		{"whole", func(*watch.Raising) {}, true},
		{"no level", func(b *watch.Raising) { b.Level = "" }, false},
		{"nobody responsible", func(b *watch.Raising) { b.Responsible = "" }, false},
		{"about nothing", func(b *watch.Raising) { b.About.ID = "" }, false},
		{"no rule", func(b *watch.Raising) { b.Rule = "" }, false},
		{"no day to answer by", func(b *watch.Raising) { b.AnswerBy = nil }, false},
		{"a reminder with a day to answer by", func(b *watch.Raising) { b.Level = hall.BlueCard }, false},
		{"a bad number", func(b *watch.Raising) { b.No = "P1" }, false},
	} {
		b := raising(hall.YellowCard)
		tt.change(&b)
		if err := b.Complete(); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.situation, err)
		}
	}
}
