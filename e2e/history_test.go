//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bianmin/hall"
	"bianmin/internal/station"
)

// ack is an answer of intake: a promise that the case is on disk.
type ack struct {
	Ref      string     `json:"ref"`
	OK       bool       `json:"ok"`
	CaseNo   string     `json:"case_no"`
	ID       string     `json:"id"`
	State    hall.State `json:"state"`
	Repeated bool       `json:"repeated"`
}

// kept is a case as it stands on disk.
type kept struct {
	ref   string
	no    hall.CaseNo
	id    string
	state hall.State
	kinds []hall.Kind
}

// history is what was promised, and what is there.
type history struct {
	acked map[string]ack // by reference
	cases []kept
	kills int // since all lines were acknowledged
}

// problems compares promises with what is on disk.
func (h history) problems() []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	byRef := map[string]kept{}
	for _, c := range h.cases {
		if _, twice := byRef[c.ref]; twice {
			say("%s is there twice", c.ref)
		}
		byRef[c.ref] = c
		if want := entriesOf(c.state); !slices.Equal(c.kinds, want) {
			say("%s is half there: %s with %v", c.ref, c.state, c.kinds)
		}
	}
	for ref, a := range h.acked {
		switch c, found := byRef[ref]; {
		case !found:
			say("%s was acknowledged and is lost", ref)
		case string(c.no) != a.CaseNo || a.ID != "" && c.id != a.ID:
			say("%s was acknowledged as %s and is %s", ref, a.CaseNo, c.no)
		case c.state != a.State:
			say("%s was acknowledged as %s and is %s", ref, a.State, c.state)
		}
	}
	if extra := len(h.cases) - len(h.acked); extra > min(h.kills, 1) { // the next run answers it first
		say("%d cases were saved and not acknowledged, after %d kills", extra, h.kills)
	}
	return append(out, h.numbering()...)
}

// entriesOf are the entries a case in a state right after intake has.
func entriesOf(s hall.State) []hall.Kind {
	switch s {
	case hall.StateAccepted:
		return []hall.Kind{hall.KindReceived, hall.KindAccepted}
	case hall.StateNoticed:
		return []hall.Kind{hall.KindReceived, hall.KindNoticed}
	case hall.StateDeclined:
		return []hall.Kind{hall.KindReceived, hall.KindDeclined}
	}
	return []hall.Kind{hall.KindReceived}
}

// numbering wants the numbers of every day to run from 1 without gap or repetition.
func (h history) numbering() []string {
	var out []string
	days := map[string][]string{}
	for _, c := range h.cases {
		days[c.no.Day().String()] = append(days[c.no.Day().String()], c.no.Short())
	}
	for day, numbers := range days {
		slices.Sort(numbers)
		for i, n := range numbers {
			if !strings.HasPrefix(n, fmt.Sprintf("A7%04d", i+1)) {
				out = append(out, fmt.Sprintf("on %s number %d is %s", day, i+1, n))
				break
			}
		}
	}
	return out
}

// casesIn reads all cases of a hall's directory.
func casesIn(t testing.TB, dir string) []kept {
	t.Helper()
	st, err := station.Open(t.Context(), station.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	var out []kept
	q := hall.CaseQuery{Filter: hall.FilterAll, Limit: 1000}
	for {
		page, err := st.DB.Cases(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Rows {
			c, err := st.DB.Case(t.Context(), row.ID)
			if err != nil {
				t.Fatal(err)
			}
			k := kept{ref: c.Intake.Ref, no: c.No, id: c.ID, state: c.State}
			for _, e := range c.History {
				k.kinds = append(k.kinds, e.Kind)
			}
			out = append(out, k)
		}
		if page.Next == "" {
			return out
		}
		q.After = page.Next
	}
}

// TestTheCheckSeesABrokenHistory is the negative control: each way to break a history is
// told, and the whole one is not.
func TestTheCheckSeesABrokenHistory(t *testing.T) {
	day, err := hall.ParseCaseNo(string(hall.NewCaseNo(hallCode, hall.DayOf(station.Now()), "A7", 1)))
	if err != nil {
		t.Fatal(err)
	}
	number := func(n int) hall.CaseNo { return hall.NewCaseNo(hallCode, day.Day(), "A7", n) }
	whole := func() history {
		h := history{acked: map[string]ack{}}
		for i, s := range []hall.State{hall.StateReceived, hall.StateAccepted, hall.StateDeclined} {
			c := kept{ref: fmt.Sprintf("r%d", i), no: number(i + 1), id: fmt.Sprint(i), state: s, kinds: entriesOf(s)}
			h.cases = append(h.cases, c)
			h.acked[c.ref] = ack{Ref: c.ref, OK: true, CaseNo: string(c.no), ID: c.id, State: s}
		}
		return h
	}
	for _, tt := range []struct {
		situation string
		harm      func(*history)
		want      string
	}{
		{"whole", func(*history) {}, ""},
		{"one saved, killed before the answer", func(h *history) { delete(h.acked, "r2"); h.kills = 1 }, ""},
		{"acknowledged, never stored", func(h *history) { h.acked["r9"] = ack{Ref: "r9", CaseNo: string(number(9))} }, "r9 was acknowledged and is lost"},
		{"the last case lost", func(h *history) { h.cases = h.cases[:2] }, "r2 was acknowledged and is lost"},
		{"stored twice", func(h *history) {
			c := h.cases[2]
			c.no = number(4)
			h.cases = append(h.cases, c)
			h.kills = 1
		}, "r2 is there twice"},
		{"accepted with one entry", func(h *history) { h.cases[1].kinds = h.cases[1].kinds[:1] }, "r1 is half there"},
		{"received, not accepted", func(h *history) {
			h.cases[1].state, h.cases[1].kinds = hall.StateReceived, entriesOf(hall.StateReceived)
		}, "r1 was acknowledged as accepted and is received"},
		{"another number", func(h *history) { h.cases[2].no = number(4) }, "r2 was acknowledged as"},
		{"a number left out", func(h *history) { h.cases[2].no = number(4) }, "number 3 is A70004"},
		{"a number twice", func(h *history) { h.cases[2].no = number(2) }, "number 3 is A70002"},
		{"two saved, one kill each, none answered", func(h *history) {
			delete(h.acked, "r1")
			delete(h.acked, "r2")
			h.kills = 2
		}, "2 cases were saved and not acknowledged"},
		{"saved and never acknowledged", func(h *history) { delete(h.acked, "r2") }, "1 cases were saved and not acknowledged"},
	} {
		t.Run(tt.situation, func(t *testing.T) {
			h := whole()
			tt.harm(&h)
			got := strings.Join(h.problems(), "; ")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("said %q, want %q", got, tt.want)
			}
		})
	}
}
