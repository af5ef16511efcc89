package localdb_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/localdb"
)

func TestASavedCaseIsFoundAgainByEveryKey(t *testing.T) {
	clock, dir := startClock(), t.TempDir()
	db := create(t, dir, clock)
	no, id := save(t, db, intake{person: person("p1", "王小明", "430121199001011234", "13812345678"), cal: years(t)}, clock.now)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, dir, clock)
	for name, key := range map[string]string{
		"id": id, "full number": string(no), "small letters": strings.ToLower(string(no)),
		"spoken": no.Spoken(), "spoken without blanks": " " + strings.ToLower(no.Short()) + " ",
	} {
		c, err := db.Case(t.Context(), key)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if c.ID != id || c.Applicant.Name != "王小明" || c.State != hall.StateReceived || len(c.History) != 1 {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if _, err := db.Case(t.Context(), "nothing"); hall.KindOf(err) != hall.NotFound {
		t.Errorf("unknown key: %v", err)
	}
	wrong := string(no[:len(no)-1]) + "0"
	if _, err := db.Case(t.Context(), wrong); hall.KindOf(err) != hall.Invalid {
		t.Errorf("miswritten number: %v", err)
	}
}

func TestAFailedActLeavesNothing(t *testing.T) {
	clock := startClock()
	db := create(t, t.TempDir(), clock)
	save(t, db, intake{person: person("p1", "王小明", "430121199001011234", ""), cal: years(t)}, clock.now)
	before, err := db.Progress(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	version, err := db.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stop := errors.New("printer on fire")
	var no hall.CaseNo
	for range 2 {
		err = db.Act(t.Context(), func(tx *localdb.Tx) error {
			if no, _, err = receive(t.Context(), tx, intake{person: person("p2", "李四", "430121199001015678", ""), cal: years(t)}, clock.now); err != nil {
				return err
			}
			if _, err := tx.Case(t.Context(), string(no)); err != nil {
				t.Errorf("the act does not see its own case: %v", err)
			}
			if err := tx.Keep(t.Context(), "ref", hall.Kept{Subject: "x"}); err != nil {
				return err
			}
			return stop
		})
		if err != stop { //nolint:errorlint // must come back as it is
			t.Fatalf("error came back as %v", err)
		}
		if !strings.Contains(string(no), "A70002") {
			t.Errorf("number %s: the failed act used one up", no)
		}
	}
	after, err := db.Progress(t.Context())
	if err != nil || after != before {
		t.Errorf("journal moved: %+v, %v", after, err)
	}
	if v, _ := db.DataVersion(t.Context()); v != version {
		t.Errorf("version %d became %d", version, v)
	}
	if _, err := db.Case(t.Context(), string(no)); hall.KindOf(err) != hall.NotFound {
		t.Errorf("case of the failed act: %v", err)
	}
	if f, err := db.Find(t.Context(), "李四", 10); err != nil || len(f.Persons) != 0 {
		t.Errorf("person of the failed act: %+v, %v", f, err)
	}
}

func TestWhatTheRulesForbidIsNotWritten(t *testing.T) {
	clock := startClock()
	db := create(t, t.TempDir(), clock)
	cal := years(t)
	no, id := save(t, db, intake{person: person("p1", "王小明", "430121199001011234", ""), cal: cal}, clock.now)
	for _, tt := range []struct {
		name string
		d    hall.Draft
		want hall.ErrorKind
	}{
		{"delivered before done", hall.Draft{Subject: id, Body: hall.Delivered{How: "当面", To: "本人"}}, hall.Unlawful},
		{"a notice that names nothing", hall.Draft{Subject: id, Body: hall.Noticed{}}, hall.Invalid},
		{"an act on no case", hall.Draft{Subject: newID(), Body: hall.Voided{Reason: "重复"}}, hall.Unlawful},
		{"in the future", hall.Draft{Subject: id, AtMilli: clock.now.Add(2 * time.Minute).UnixMilli(), Body: hall.Voided{Reason: "重复"}}, hall.Invalid},
		{"the same number again", hall.Draft{Subject: newID(), Body: hall.Received{
			No: no, Rules: hall.Rules{Code: "X", Mode: hall.ModeDecide}, Applicant: person("", "甲", "1", ""), Intake: hall.CaseIntake{Mode: hall.BySelf},
		}}, hall.Unlawful},
		{"a body that is no fact", hall.Draft{Subject: id}, hall.Internal},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := db.Act(t.Context(), func(tx *localdb.Tx) error {
				_, err := tx.Append(t.Context(), tt.d)
				return err
			})
			if err == nil || hall.KindOf(err) != tt.want {
				t.Errorf("got %v of kind %d", err, hall.KindOf(err))
			}
		})
	}
	if p, err := db.Progress(t.Context()); err != nil || p.Head.Size != 1 {
		t.Errorf("journal has %d entries, %v", p.Head.Size, err)
	}
}

func TestARefusedAppendDoesNotSpoilItsAct(t *testing.T) {
	clock := startClock()
	db := create(t, t.TempDir(), clock)
	cal := years(t)
	_, id := save(t, db, intake{person: person("p1", "王小明", "430121199001011234", ""), cal: cal}, clock.now)
	err := db.Act(t.Context(), func(tx *localdb.Tx) error {
		if _, err := tx.Append(t.Context(), hall.Draft{Subject: id, Body: hall.Delivered{}}); err == nil {
			t.Error("delivered before done")
		}
		return accept(t.Context(), tx, id, cal, clock.now)
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := db.Case(t.Context(), id)
	if err != nil || c.State != hall.StateAccepted || len(c.History) != 2 || c.History[1].Entry != c.Last {
		t.Errorf("%+v, %v", c, err)
	}
	verified(t, db)
}

func TestHandlesOfOneDirectoryNeverShareANumber(t *testing.T) {
	clock, dir := startClock(), t.TempDir()
	cal := years(t)
	handles := []*localdb.DB{create(t, dir, clock), open(t, dir, clock), open(t, dir, clock)}
	const each = 30
	var (
		mu  sync.Mutex
		nos []string
		wg  sync.WaitGroup
	)
	start := clock.now
	for i, db := range handles {
		wg.Go(func() {
			for range each {
				err := db.Act(t.Context(), func(tx *localdb.Tx) error {
					p := person("p", "王小明", "430121199001011234", "")
					no, id, err := receive(t.Context(), tx, intake{person: p, cal: cal}, start)
					if err != nil {
						return err
					}
					mu.Lock()
					nos = append(nos, string(no))
					mu.Unlock()
					return accept(t.Context(), tx, id, cal, start)
				})
				if err != nil {
					t.Errorf("handle %d: %v", i, err)
				}
			}
		})
	}
	wg.Wait()
	slices.Sort(nos)
	if got := len(slices.Compact(nos)); got != each*len(handles) {
		t.Errorf("%d different numbers of %d", got, each*len(handles))
	}
	verified(t, handles[1])
	c, err := handles[2].Counts(t.Context(), hall.DayOf(start))
	if err != nil || c.Received != each*len(handles) || c.Open != c.Received {
		t.Errorf("counts %+v, %v", c, err)
	}
}

func TestIdsAreTimeOrderedAndTheClockNeverGoesBack(t *testing.T) {
	clock := startClock()
	db := create(t, t.TempDir(), clock)
	cal := years(t)
	var last string
	for i, at := range []time.Time{clock.now, clock.now.Add(time.Hour), clock.now.AddDate(-10, 0, 0)} {
		clock.set(at)
		err := db.Act(t.Context(), func(tx *localdb.Tx) error {
			_, id, err := receive(t.Context(), tx, intake{person: person("p", "王小明", "1", ""), cal: cal}, at)
			if err != nil {
				return err
			}
			e, err := tx.Append(t.Context(), hall.Draft{Subject: id, Actor: "wang", Body: hall.Voided{Reason: "试"}})
			if err != nil {
				return err
			}
			if e.ID[14] != '7' || !strings.Contains("89ab", e.ID[19:20]) || e.Base == "" {
				t.Errorf("entry %+v", e.Header)
			}
			if now := e.Clock.String(); now <= last {
				t.Errorf("%d: clock %s after %s", i, now, last)
			}
			last = e.Clock.String()
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
