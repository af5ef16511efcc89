package fold_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/duty"
	"bianmin/hall/fold"
	"bianmin/hall/handover"
	"bianmin/hall/journal"
	"bianmin/hall/leave"
	"bianmin/hall/posting"
	"bianmin/hall/staff"
	"bianmin/hall/training"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func text(s string) *string { return &s }

// acts are bodies of each room of people: what opens a record, what follows, and what lacks something.
func acts() map[hall.Sort][]hall.Body {
	today := hall.DayOf(morning)
	no := func(letter string) hall.RecordNo { return hall.NewRecordNo(letter, today, "A7", 1) }
	lead := hall.Staff{ID: "tan", Name: "谭", Roles: []hall.Role{hall.RoleLead}, Powers: []string{"MZ-06"}}
	admin := hall.Staff{ID: "tan", Name: "谭", Roles: []hall.Role{hall.RoleAdmin, hall.RoleClerk}}
	return map[hall.Sort][]hall.Body{
		staff.Sort: {
			staff.Appointment{Hall: "h", Staff: lead, Since: today},
			staff.Appointment{Hall: "h", Staff: admin},
			staff.Approval{},
			staff.Refusal{Reason: "不"},
			staff.Refusal{},
			staff.Change{Roles: []hall.Role{hall.RoleAdmin, hall.RoleClerk}, Reason: "兼"},
			staff.Change{Roles: []hall.Role{hall.RoleAgent}, Reason: "下村"},
			staff.Change{Village: text("桃林村"), Reason: "下村"},
			staff.Change{Village: text(""), Reason: "回镇"},
			staff.Change{Powers: []string{}, Reason: "收回"},
			staff.Change{Roles: []hall.Role{hall.RoleClerk, hall.RoleDirector}, Reason: "升"},
			staff.Empowering{Grant: staff.Grant{Matters: []string{"MZ-01"}, By: "局", Document: "1号", Signed: today, From: today}},
			staff.Stop{Reason: "查"},
			staff.Resumption{Reason: "清"},
			staff.Leaving{On: today, Reason: "走"},
			staff.Comeback{On: today, Reason: "回"},
		},
		leave.Sort: {
			leave.Asking{No: no(leave.Letter), Hall: "h", Day: today, Who: "a", StandIn: "b", Sort: "事假", From: today, To: today.AddDays(2)},
			leave.Asking{No: no(leave.Letter), Hall: "h", Day: today, Who: "a", StandIn: "a", Sort: "事假", From: today, To: today},
			leave.Approval{},
			leave.Approval{StandIn: "a"},
			leave.Approval{StandIn: "c"},
			leave.Refusal{Reason: "忙"},
			leave.Withdrawal{},
			leave.Start{On: today},
			leave.Start{On: today.AddDays(-1)},
			leave.Cover{To: "c", Reason: "病"},
			leave.Cover{To: "a", Reason: "病"},
			leave.End{BackOn: today.AddDays(1)},
			leave.End{BackOn: today},
		},
		handover.Sort: {
			handover.Count{No: no(handover.Letter), Hall: "h", Day: today, Who: "a", Receiver: "b", Witness: "c", Items: []handover.Item{{Sort: "case", ID: "1"}}},
			handover.Count{No: no(handover.Letter), Who: "a", Receiver: "a", Items: []handover.Item{{Sort: "case", ID: "1"}}},
			handover.Acceptance{},
			handover.Assignment{To: "a", Reason: "病"},
			handover.Assignment{To: "d", Reason: "病"},
			handover.Withdrawal{Reason: "错"},
		},
		duty.Sort: {
			duty.Clocking{Hall: "h", Who: "a", Date: today, Marks: []time.Time{morning, morning.Add(time.Hour)}, Source: duty.Device},
			duty.Clocking{Hall: "h", Who: "a", Date: today, Marks: []time.Time{morning.Add(-time.Hour), morning}, Source: duty.Hand},
			duty.Clocking{Hall: "h", Who: "b", Date: today, Marks: []time.Time{morning}, Source: duty.Hand},
			duty.Clocking{Hall: "h", Who: "a", Date: today.AddDays(1), Marks: []time.Time{morning}, Source: duty.Hand},
			duty.Correction{Hall: "h", Who: "a", Date: today, Out: morning.Add(8 * time.Hour), Reason: "忘"},
			duty.Correction{Hall: "h", Who: "a", Date: today, Reason: "忘"},
		},
		training.Sort: {
			training.Holding{No: no(training.Letter), Hall: "h", Day: today, Topic: "课", Hours: 2, By: "县", People: []string{"a", "b"}},
			training.Attendance{Here: []string{"a"}, Absent: []string{"b"}},
			training.Attendance{Here: []string{"b"}, Absent: []string{"a"}},
			training.Attendance{Here: []string{"c"}},
			training.Score{Who: "a", Points: 90},
			training.Score{Who: "b", Points: 101},
		},
		posting.Sort: {
			posting.Putting{
				No: no(posting.Letter), Hall: "h", Title: "公示", Place: "栏", From: today, Days: 7, Fields: []posting.Field{posting.FieldName},
				Items: []posting.Item{{Name: "王"}},
			},
			posting.Objecting{Text: "不对", On: today},
			posting.Answering{N: 1, Answer: "查过"},
			posting.Answering{N: 2, Answer: "查过"},
			posting.TakingDown{On: today},
			posting.TakingDown{On: today, Reason: "错"},
			posting.TakingDown{On: today.AddDays(8)},
		},
	}
}

func entryOf(t *rapid.T, n int, b hall.Body) journal.Entry {
	actor := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "actor")
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("e%04d", n), Kind: string(b.Kind()), Subject: "s1", Actor: actor, At: morning, Recorded: morning, Schema: 1, Rules: "r",
	}, b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Whatever comes in whatever order: replicas agree, nothing is dropped, what is stored reads
// back the same, and no record stands where its room does not let it.
func TestRoomsOfPeopleAgreeAndDropNothing(t *testing.T) {
	for sort, all := range acts() {
		t.Run(string(sort), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				var one, two fold.Subject
				seen := 0
				for n, pick := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 1, 20).Draw(t, "acts") {
					e := entryOf(t, n, all[pick])
					for _, v := range one.Judge(e) {
						if v.Status == hall.StatusApplied || v.Status == hall.StatusConflict {
							seen++
						}
					}
					two.Judge(e)
				}
				if !reflect.DeepEqual(one.Record, two.Record) || len(one.Held) != len(two.Held) {
					t.Fatal("replicas differ")
				}
				if one.Record == nil {
					return
				}
				if got := len(one.Record.Trail().History); got != seen {
					t.Fatalf("%d events of %d entries taken", got, seen)
				}
				stored, err := json.Marshal(one.Record)
				if err != nil {
					t.Fatal(err)
				}
				again, err := fold.Open(sort, stored)
				if err != nil || !reflect.DeepEqual(again.Facts(), one.Record.Facts()) {
					t.Fatalf("stored and read: %v", err)
				}
				stands(t, one.Record)
			})
		})
	}
}

// stands says what must be true of a record whatever was done to it.
func stands(t *rapid.T, r hall.Record) {
	switch r := r.(type) {
	case *staff.Post:
		if err := staff.Lawful(r.Person); err != nil {
			t.Fatalf("an unlawful post: %v: %+v", err, r.Person)
		}
		if m := r.Member(); m.Works() != (r.State == staff.Working) {
			t.Fatalf("%s works: %v", r.State, m.Works())
		}
	case *leave.Leave:
		if r.StandIn == r.Who || r.StandIn == "" {
			t.Fatalf("covered by %q", r.StandIn)
		}
		if r.State == leave.Running && r.Facts().Owner != r.StandIn {
			t.Fatal("a running leave is nobody's to cover")
		}
	case *handover.HandOver:
		if r.Receiver == r.Who || r.Done() != (len(r.Signed) == 2) {
			t.Fatalf("%+v", r)
		}
	case *duty.Day:
		if len(r.Marks) > 0 && r.Corrected == nil && r.In().After(r.Marks[0]) || !r.Out().IsZero() && r.Out().Before(r.In()) {
			t.Fatalf("in %v, out %v", r.In(), r.Out())
		}
	case *training.Training:
		for who := range r.Scores {
			if l, _ := r.LineOf(who); l.Here == nil || !*l.Here {
				t.Fatalf("%s was not there and has a score", who)
			}
		}
	case *posting.Posting:
		if r.State == posting.Down && r.Ended.On.Before(r.DownOn()) || r.State == posting.Withdrawn && r.Ended.Reason == "" {
			t.Fatalf("%+v", r.Ended)
		}
	}
}
