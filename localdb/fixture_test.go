package localdb_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"bianmin/assets/calendar"
	"bianmin/hall"
	"bianmin/hall/workday"
	"bianmin/localdb"
)

const division = "431322112000"

// ticker is a clock that goes on a second with every reading.
type ticker struct {
	mu  sync.Mutex
	now time.Time
}

func (c *ticker) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Second)
	return c.now
}

func (c *ticker) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

func startClock() *ticker { return &ticker{now: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)} }

func office() hall.Office {
	return hall.Office{Code: division, Name: "新化县白溪镇便民服务中心", Device: "A7"}
}

func staff() []hall.Staff {
	return []hall.Staff{
		{ID: "wang", Name: "王芳", Roles: []hall.Role{hall.RoleClerk}},
		{ID: "li", Name: "李主任", Roles: []hall.Role{hall.RoleDirector}, Phone: "13800000000"},
	}
}

func create(t testing.TB, dir string, clock *ticker) *localdb.DB {
	t.Helper()
	db, err := localdb.Create(t.Context(), dir, office(), staff(), localdb.Options{Clock: clock.read})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func open(t testing.TB, dir string, clock *ticker) *localdb.DB {
	t.Helper()
	db, err := localdb.Open(t.Context(), dir, localdb.Options{Clock: clock.read})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func years(t testing.TB) workday.Calendar {
	t.Helper()
	ys, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	cal, err := workday.New(ys...)
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// intake is a case as a counter takes it in.
type intake struct {
	person  hall.Person
	handler string
	mode    hall.TownshipMode
	outside string
	at      time.Time // zero: now
	cal     workday.Calendar
}

func person(id, name, idNo, phone string) hall.Person {
	return hall.Person{ID: id, Name: name, IDType: "resident_id", IDNo: idNo, Phone: phone, Village: "431322112201"}
}

var nextID struct {
	mu sync.Mutex
	r  *rand.Rand
}

func newID() string {
	nextID.mu.Lock()
	defer nextID.mu.Unlock()
	if nextID.r == nil {
		nextID.r = rand.New(rand.NewPCG(1, 2))
	}
	return fmt.Sprintf("%08x-0000-4000-8000-%012x", nextID.r.Uint32(), nextID.r.Uint64()>>16)
}

// receive appends the intake of a new case inside an act.
func receive(ctx context.Context, tx *localdb.Tx, in intake, now time.Time) (hall.CaseNo, string, error) {
	if !in.at.IsZero() {
		now = in.at
	}
	if in.mode == "" {
		in.mode = hall.ModeDecide
	}
	if in.handler == "" {
		in.handler = "wang"
	}
	day := hall.DayOf(now)
	n, err := tx.Next(ctx, "case", day)
	if err != nil {
		return "", "", err
	}
	no := hall.NewCaseNo(division, day, "A7", n)
	rules := hall.Rules{
		Code: "MZ-06", Name: "高龄津贴申请", Type: "行政给付", CaseType: "承诺件", Mode: in.mode, Edition: "示例-2026-11",
		Limits: hall.Limits{Promised: &hall.Limit{N: 10, Unit: hall.Workday}, Statutory: &hall.Limit{N: 20, Unit: hall.Workday}},
		Intake: hall.IntakeRules{OutsideSystem: in.outside, Materials: []hall.MaterialRule{
			{Name: "居民身份证", Copies: 1, Requirement: "必要"},
			{Name: "户口簿", Copies: 1, Requirement: "必要"},
			{Name: "银行卡", Copies: 1, Requirement: "必要"},
			{Name: "申请表", Originals: 1, Requirement: "必要"},
		}},
	}
	notice, hand := hall.IntakeDues(in.cal, in.mode, now)
	subject := newID()
	_, err = tx.Append(ctx, hall.Draft{Subject: subject, Actor: in.handler, AtMilli: now.UnixMilli(), Body: hall.Received{
		No: no, Hall: division, Rules: rules, Applicant: in.person, NoticeBy: notice, HandOverBy: hand,
		Intake:    hall.CaseIntake{Mode: hall.BySelf, QueryCode: "7F3K", Handler: in.handler},
		Materials: []hall.Material{{Name: "居民身份证", Copy: 1}, {Name: "户口簿", Copy: 1}, {Name: "申请表", Original: 1}},
	}})
	return no, subject, err
}

func accept(ctx context.Context, tx *localdb.Tx, subject string, cal workday.Calendar, now time.Time) error {
	promised, statutory := hall.AcceptDues(cal, hall.Limits{Promised: &hall.Limit{N: 10, Unit: hall.Workday}}, now)
	_, err := tx.Append(ctx, hall.Draft{Subject: subject, Actor: "wang", AtMilli: now.UnixMilli(), Body: hall.Accepted{Promised: promised, Statutory: statutory}})
	return err
}

// save receives a case in an act of its own.
func save(t testing.TB, db *localdb.DB, in intake, now time.Time, then ...hall.Body) (hall.CaseNo, string) {
	t.Helper()
	var (
		no      hall.CaseNo
		subject string
	)
	err := db.Act(t.Context(), func(tx *localdb.Tx) error {
		var err error
		if no, subject, err = receive(t.Context(), tx, in, now); err != nil {
			return err
		}
		for _, b := range then {
			if _, err := tx.Append(t.Context(), hall.Draft{Subject: subject, Actor: "wang", AtMilli: now.UnixMilli(), Body: b}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return no, subject
}
