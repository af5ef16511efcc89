package ticket_test

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
	"bianmin/hall/ticket"
	"bianmin/hall/workday"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

// room folds tickets as a hall does; its clock never stands still.
type room struct {
	t        interface{ Fatal(...any) }
	clock    journal.Clock
	n        int
	subjects []*fold.Subject
}

func (r *room) judge(s *fold.Subject, id string, b hall.Body) hall.Verdict {
	r.clock, r.n = r.clock.Next(morning), r.n+1
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%05d", r.n), Kind: string(b.Kind()), Subject: id, Actor: "liu", At: morning, Recorded: morning,
		Clock: r.clock, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		r.t.Fatal(err)
	}
	return s.Judge(e)[0]
}

func (r *room) draw(priority string) *fold.Subject {
	s := &fold.Subject{}
	n := len(r.subjects) + 1
	v := r.judge(s, fmt.Sprintf("t%d", n), ticket.Drawing{
		No: hall.NewRecordNo(ticket.Letter, hall.DayOf(morning), "A7", n), Hall: "431322112000", Day: hall.DayOf(morning),
		Queue: ticket.Plain, Asked: ticket.Asked{Priority: priority},
	})
	if v.Status != hall.StatusApplied {
		r.t.Fatal(v)
	}
	r.subjects = append(r.subjects, s)
	return s
}

func (r *room) tickets() []*ticket.Ticket {
	out := make([]*ticket.Ticket, len(r.subjects))
	for i, s := range r.subjects {
		out[i] = s.Record.(*ticket.Ticket)
	}
	return out
}

// next calls the next ticket and ends it with a body, nil for leaving it called.
func (r *room) next(counter string, then hall.Body) string {
	t := ticket.DefaultParameters().Next(r.tickets(), ticket.Plain, counter)
	if t == nil {
		return ""
	}
	i := slices.IndexFunc(r.subjects, func(s *fold.Subject) bool { return s.Record.Trail().ID == t.ID })
	if v := r.judge(r.subjects[i], t.ID, ticket.Calling{Counter: counter}); v.Status != hall.StatusApplied {
		r.t.Fatal("the next ticket cannot be called: ", v)
	}
	if then != nil {
		if v := r.judge(r.subjects[i], t.ID, then); v.Status != hall.StatusApplied {
			r.t.Fatal(v)
		}
	}
	return t.Number
}

func TestTheOrderOfTheQueue(t *testing.T) {
	r := &room{t: t}
	for _, priority := range []string{"", "", "elder", "soldier", "disabled", "", "", "", ""} {
		r.draw(priority)
	}
	var got []string
	for i := range 9 {
		var then hall.Body = ticket.Serving{}
		if i == 2 { // the first ordinary one does not come
			then = ticket.Parking{}
		}
		got = append(got, r.next("2号窗口", then))
	}
	want := []string{
		"优A7-003", "优A7-004", "A7-001", // two in a row, then an ordinary one, which is parked
		"优A7-005", "A7-002", "A7-006", // three others
		"A7-001", "A7-007", "A7-008",
	}
	if !slices.Equal(got, want) {
		t.Errorf("called %v\nwant   %v", got, want)
	}
}

func TestAParkedOneIsCalledWhenNobodyElseWaits(t *testing.T) {
	r := &room{t: t}
	r.draw("")
	if n := r.next("1号窗口", ticket.Parking{}); n != "A7-001" {
		t.Error(n)
	}
	if n := r.next("1号窗口", ticket.Serving{}); n != "A7-001" {
		t.Errorf("called %q", n)
	}
	if n := r.next("1号窗口", nil); n != "" {
		t.Errorf("called %q of nobody", n)
	}
}

func TestAForwardedTicketWaitsForItsCounterAndKeepsItsPlace(t *testing.T) {
	r := &room{t: t}
	r.draw("")
	r.draw("")
	r.next("1号窗口", ticket.Forwarding{Queue: ticket.Plain, Counter: "3号窗口"})
	if n := r.next("1号窗口", ticket.Serving{}); n != "A7-002" {
		t.Errorf("counter 1 called %q", n)
	}
	if n := r.next("1号窗口", nil); n != "" {
		t.Errorf("counter 1 called %q, which waits for counter 3", n)
	}
	if n := r.next("3号窗口", ticket.Serving{}); n != "A7-001" {
		t.Errorf("counter 3 called %q", n)
	}
}

func TestTwoDevicesApartCalledTheSame(t *testing.T) {
	r := &room{t: t}
	s := r.draw("")
	if v := r.judge(s, "t1", ticket.Calling{Counter: "1号窗口"}); v.Status != hall.StatusApplied {
		t.Fatal(v)
	}
	v := r.judge(s, "t1", ticket.Calling{Counter: "2号窗口"})
	if got := s.Record.(*ticket.Ticket); v.Status != hall.StatusConflict || v.Next == "" || len(got.Conflicts()) != 1 || got.Counter != "1号窗口" {
		t.Errorf("%+v, %+v", v, got)
	}
}

// Whatever happens, no more than two priority tickets go in a row while others wait, everybody
// is served once, and replicas agree.
func TestTheQueueIsFairAndEndsWithEverybody(t *testing.T) {
	p := ticket.DefaultParameters()
	rapid.Check(t, func(t *rapid.T) {
		r := &room{t: t}
		row, served := 0, map[string]int{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				r.draw(rapid.SampledFrom([]string{"", "", "elder", "pregnant"}).Draw(t, "priority"))
				continue
			case 1:
				r.anything(t)
				continue
			}
			others := slices.ContainsFunc(r.tickets(), func(x *ticket.Ticket) bool { return x.State == ticket.Waiting && !x.Prior() && x.Wanted == "" })
			n := p.Next(r.tickets(), ticket.Plain, "1号窗口")
			if n == nil {
				continue
			}
			before := n.State
			r.next("1号窗口", nil)
			if row = priorsInARow(r.tickets()); row > p.PriorInARow && others && before == ticket.Waiting && n.Prior() {
				t.Fatalf("%d priority tickets in a row while others wait", row)
			}
		}
		for _, s := range r.subjects {
			if x := s.Record.(*ticket.Ticket); x.State == ticket.Called {
				r.judge(s, x.ID, ticket.Parking{})
			}
		}
		for n := "first"; n != ""; {
			n = r.next("1号窗口", ticket.Serving{})
		}
		for _, x := range r.tickets() {
			for _, e := range x.History {
				if e.Kind == ticket.KindServed && e.Conflict == "" {
					served[x.ID]++
				}
			}
			if x.State != ticket.Left && (x.State != ticket.Served || served[x.ID] != 1) && x.Wanted == "" {
				t.Fatalf("%s is %s, served %d times", x.Number, x.State, served[x.ID])
			}
			if x.State == ticket.Left && served[x.ID] != 0 {
				t.Fatalf("%s left and was served", x.Number)
			}
		}
	})
}

func priorsInARow(all []*ticket.Ticket) int {
	type call struct {
		clock journal.Clock
		prior bool
	}
	var calls []call
	for _, t := range all {
		for _, c := range t.Calls {
			calls = append(calls, call{c.Clock, t.Prior()})
		}
	}
	slices.SortFunc(calls, func(a, b call) int { return b.clock.Compare(a.clock) })
	for i, c := range calls {
		if !c.prior {
			return i
		}
	}
	return len(calls)
}

// anything does something to some ticket, lawful or not; what does not fit leaves the state.
func (r *room) anything(t *rapid.T) {
	if len(r.subjects) == 0 {
		return
	}
	s := rapid.SampledFrom(r.subjects).Draw(t, "ticket")
	b := rapid.SampledFrom([]hall.Body{
		ticket.Recalling{},
		ticket.Parking{},
		ticket.Returning{},
		ticket.Serving{Visit: "v"},
		ticket.Leaving{},
		ticket.Forwarding{Queue: ticket.Plain, Counter: "9号窗口"},
		ticket.Calling{Counter: "2号窗口"},
	}).Draw(t, "act")
	before := *s.Record.(*ticket.Ticket)
	v := r.judge(s, before.ID, b)
	after := s.Record.(*ticket.Ticket)
	if v.Status != hall.StatusApplied && (after.State != before.State || !reflect.DeepEqual(after.Calls, before.Calls)) {
		t.Fatalf("%s was not applied and moved %s to %s", b.Kind(), before.State, after.State)
	}
	if (before.State == ticket.Served || before.State == ticket.Left) && after.State != before.State {
		t.Fatalf("%s moved a ticket that was %s", b.Kind(), before.State)
	}
}

func TestNumbers(t *testing.T) {
	day := hall.DayOf(morning)
	for _, tt := range []struct {
		situation, got, want string
	}{
		{"the twelfth", ticket.Number(hall.NewRecordNo(ticket.Letter, day, "A7", 12), ""), "A7-012"},
		{"a priority", ticket.Number(hall.NewRecordNo(ticket.Letter, day, "A7", 12), "elder"), "优A7-012"},
		{"the thousandth", ticket.Number(hall.NewRecordNo(ticket.Letter, day, "A7", 1234), ""), "A7-1234"},
		{"typed small, without dash", ticket.Plainly(" 优a7 012"), "A7-012"},
		{"a name", ticket.Plainly("王福生"), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.situation, tt.got, tt.want)
		}
	}
}

func TestWhoIsOld(t *testing.T) {
	p := ticket.DefaultParameters()
	on := workday.DateOf(2026, 11, 23)
	for _, tt := range []struct {
		situation string
		born      hall.Date
		want      bool
	}{
		{"sixty today", workday.DateOf(1966, 11, 23), true},
		{"sixty tomorrow", workday.DateOf(1966, 11, 24), false},
		{"nobody said", hall.Date{}, false},
		{"not born yet", workday.DateOf(2030, 1, 1), false},
	} {
		if got := p.IsElder(tt.born, on); got != tt.want {
			t.Errorf("%s: %v", tt.situation, got)
		}
	}
}
