package complaint_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/complaint"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func due(n int) hall.Due {
	return hall.DueAfter(workday.Calendar{}, morning, hall.Limit{N: n, Unit: hall.Workday})
}

func making() complaint.Making {
	day := hall.DayOf(morning)
	return complaint.Making{
		No: hall.NewRecordNo(complaint.Letter, day, "A7", 1), Hall: "431322112000", Day: day, By: "xiao", AcceptBy: due(complaint.AcceptWorkdays),
		About: complaint.About{Staff: []string{"luo"}}, Told: complaint.Told{Text: "态度不好", How: "当面", Complainant: &hall.Person{Name: "周桂英"}},
	}
}

func acts(by, to string) []hall.Body {
	return []hall.Body{
		complaint.Acceptance{By: by, AnswerBy: due(complaint.AnswerWorkdays)},
		complaint.Refusal{By: by, Reason: "不归本厅"},
		complaint.Assignment{By: by, To: to},
		complaint.Investigation{By: by, Finding: "属实"},
		complaint.Reply{By: by, Answer: "已批评", How: "电话"},
		complaint.Appeal{By: by, Reason: "不认", AnswerBy: due(complaint.AnswerWorkdays)},
		complaint.HandOver{By: by, Office: "县信访局", Day: hall.DayOf(morning)},
		complaint.Closing{By: by},
	}
}

func entry(t interface{ Fatal(...any) }, n int, b hall.Body) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "t1", Actor: "liu", At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Whatever is tried, the person complained of never acts on the complaint nor holds it, and
// what is answered was looked into.
func TestWhoIsComplainedOfNeverHandlesIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s fold.Subject
		s.Judge(entry(t, 0, making()))
		for n := range rapid.IntRange(1, 20).Draw(t, "acts") {
			people := rapid.SampledFrom([]string{"liu", "luo", "xiao"})
			by := people.Draw(t, "by")
			b := rapid.SampledFrom(acts(by, people.Draw(t, "to"))).Draw(t, "act")
			v := s.Judge(entry(t, n+1, b))[0]
			c := s.Record.(*complaint.Complaint)
			if c.Handler == "luo" || by == "luo" && v.Status == hall.StatusApplied {
				t.Fatalf("%s by %s: %s, stands with %s", b.Kind(), by, v.Status, c.Handler)
			}
			if c.State == complaint.Answered && c.Work.Finding == "" {
				t.Fatal("answered before it was looked into")
			}
			if f := c.Facts(); !f.Open && !f.Due.IsZero() || strings.Contains(fmt.Sprint(f), "luo") {
				t.Fatalf("%+v", f)
			}
		}
		if len(s.Record.Trail().History) < 2 {
			t.Fatal("an entry is lost")
		}
	})
}

func TestTheLimitsRun(t *testing.T) {
	var s fold.Subject
	by := func(n int) hall.Body { return acts("liu", "xiao")[n] }
	for n, st := range []struct {
		body hall.Body
		due  string
	}{
		{making(), "2026-11-30"},
		{by(0), "2026-12-14"},
		{by(2), "2026-12-14"},
		{by(3), "2026-12-14"},
		{by(4), ""},           // answered: waits for the complainant
		{by(5), "2026-12-14"}, // appealed: afresh
		{by(2), "2026-12-14"},
		{by(3), "2026-12-14"},
		{by(4), ""},
		{by(7), ""},
	} {
		if v := s.Judge(entry(t, n, st.body)); v[0].Status != hall.StatusApplied {
			t.Fatalf("step %d: %+v", n, v)
		}
		if f := s.Record.Facts(); !f.Due.IsZero() != (st.due != "") || st.due != "" && f.Due.String() != st.due {
			t.Errorf("step %d due %s, want %s", n, f.Due, st.due)
		}
	}
}

func TestWhoIsBlind(t *testing.T) {
	director := hall.Staff{ID: "liu", Roles: []hall.Role{hall.RoleDirector, hall.RoleClerk}}
	second := hall.Staff{ID: "deng", Roles: []hall.Role{hall.RoleDirector}}
	clerk := hall.Staff{ID: "luo", Roles: []hall.Role{hall.RoleClerk}}
	auditor := hall.Staff{ID: "shen", Roles: []hall.Role{hall.RoleAuditor}}
	people := []hall.Staff{director, second, clerk, auditor}
	for _, tt := range []struct {
		situation string
		about     []string
		blind     string
	}{
		{"about a clerk", []string{"luo"}, "luo"},
		{"about the director: the county only", []string{"liu"}, "liu deng luo"},
		{"about the auditor", []string{"shen"}, "shen"},
		{"about director and auditor", []string{"liu", "shen"}, "liu deng luo shen"},
		{"about nobody", nil, ""},
	} {
		c := complaint.Complaint{About: complaint.About{Staff: tt.about, Hall: true}}
		c.County = c.About.ForCounty(people)
		var blind []string
		for _, p := range people {
			if c.Blind(p) {
				blind = append(blind, p.ID)
			}
		}
		if got := strings.Join(blind, " "); got != tt.blind {
			t.Errorf("%s: %q are blind, want %q", tt.situation, got, tt.blind)
		}
	}
}

func TestAComplaintSaysWhatItMust(t *testing.T) {
	for situation, change := range map[string]func(*complaint.Making){
		"no text":                 func(b *complaint.Making) { b.Told.Text = " " },
		"about nothing":           func(b *complaint.Making) { b.About = complaint.About{} },
		"an unknown way":          func(b *complaint.Making) { b.Told.How = "梦里" },
		"by who is complained of": func(b *complaint.Making) { b.By = "luo" },
		"by nobody":               func(b *complaint.Making) { b.By = "" },
		"no limit":                func(b *complaint.Making) { b.AcceptBy = hall.Due{} },
	} {
		b := making()
		change(&b)
		if b.Complete() == nil {
			t.Errorf("%s passes", situation)
		}
	}
	anonymous := making()
	anonymous.Told.Complainant = nil
	if err := anonymous.Complete(); err != nil {
		t.Errorf("anonymous: %v", err)
	}
}
