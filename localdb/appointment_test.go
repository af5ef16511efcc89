package localdb

import (
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
)

var monday = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func newDB(t *testing.T) *DB {
	t.Helper()
	db, err := Create(t.Context(), t.TempDir(), hall.Office{Code: "431322112000", Device: "A7"}, nil, Options{Clock: func() time.Time { return monday }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func at(code, start string, minutes int) hall.Booked {
	b := hall.Booked{
		Hall: "431322112000", Slot: hall.Slot{Day: hall.DayOf(monday), Start: start, Minutes: minutes},
		Person: hall.Person{ID: "p1", Name: "周桂英", IDType: "none", Phone: "13800000031"},
	}
	if code != "" {
		b.Counter = hall.CounterName{Code: code, Name: code + "号窗口"}
	}
	return b
}

func appendAll(t *testing.T, db *DB, subject string, bodies ...hall.Body) {
	t.Helper()
	err := db.Act(t.Context(), func(tx *Tx) error {
		for _, b := range bodies {
			if booked, ok := b.(hall.Booked); ok {
				n, err := tx.Next(t.Context(), "appointment", booked.Slot.Day)
				if err != nil {
					return err
				}
				booked.No = hall.NewAppointNo(booked.Slot.Day, "A7", n)
				b = booked
			}
			if _, err := tx.Append(t.Context(), hall.Draft{Subject: subject, Actor: "liu", Body: b}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPlacesAreCountedByCounterAndTime(t *testing.T) {
	db := newDB(t)
	appendAll(t, db, "a", at("1", "09:00", 60))
	appendAll(t, db, "b", at("1", "09:30", 30))
	appendAll(t, db, "c", at("2", "09:00", 30))
	appendAll(t, db, "d", at("", "09:00", 30)) // before there were counters
	appendAll(t, db, "e", at("1", "09:00", 30), hall.Cancelled{Reason: "改天"})
	appendAll(t, db, "f", at("1", "09:00", 30), hall.Moved{Slot: at("2", "10:00", 40).Slot, Counter: at("2", "", 0).Counter, Reason: "本人来电"})
	slot := func(start string, minutes int) hall.Slot { return at("", start, minutes).Slot }
	for _, c := range []struct {
		situation string
		q         hall.PlaceQuery
		want      int
	}{
		{"a long one and one without a counter", hall.PlaceQuery{Counter: "1", Slot: slot("09:00", 30)}, 2},
		{"the long one reaches in", hall.PlaceQuery{Counter: "1", Slot: slot("09:30", 30)}, 2},
		{"all of it", hall.PlaceQuery{Counter: "1", Slot: slot("08:30", 120)}, 3},
		{"another counter", hall.PlaceQuery{Counter: "2", Slot: slot("09:00", 30)}, 2},
		{"moved there", hall.PlaceQuery{Counter: "2", Slot: slot("10:30", 30)}, 1},
		{"nobody left where it was moved from", hall.PlaceQuery{Counter: "1", Slot: slot("10:00", 30)}, 0},
		{"the one that is moved does not count", hall.PlaceQuery{Counter: "1", Slot: slot("09:30", 30), Except: "b"}, 1},
		{"of another device", hall.PlaceQuery{Counter: "1", Slot: slot("08:30", 120), Device: "B2"}, 0},
		{"of this device", hall.PlaceQuery{Counter: "1", Slot: slot("08:30", 120), Device: "A7"}, 3},
		{"without counters", hall.PlaceQuery{Slot: slot("09:00", 30)}, 1},
	} {
		err := db.Act(t.Context(), func(tx *Tx) error {
			n, err := tx.Taken(t.Context(), c.q)
			if n != c.want {
				t.Errorf("%s: %d, want %d", c.situation, n, c.want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if v, err := db.Verify(t.Context()); err != nil || !v.OK {
		t.Errorf("%v, %v", v.Problems, err)
	}
	for _, c := range []struct{ column, spoil, mend string }{
		{"counter", `UPDATE appointment SET counter = '9' WHERE id = 'a'`, `UPDATE appointment SET counter = '1' WHERE id = 'a'`},
		{"ends", `UPDATE appointment SET ends = ends + 1 WHERE id = 'b'`, `UPDATE appointment SET ends = ends - 1 WHERE id = 'b'`},
		{"conflict", `UPDATE appointment SET conflict = 1 WHERE id = 'c'`, `UPDATE appointment SET conflict = 0 WHERE id = 'c'`},
	} {
		run := func(text string) {
			if err := db.Act(t.Context(), func(tx *Tx) error { return tx.exec(t.Context(), text) }); err != nil {
				t.Fatal(err)
			}
		}
		run(c.spoil)
		if v, err := db.Verify(t.Context()); err != nil || v.OK {
			t.Errorf("verify does not see a changed %s: %v", c.column, err)
		}
		run(c.mend)
	}
	if v, err := db.Verify(t.Context()); err != nil || !v.OK {
		t.Errorf("mended: %v, %v", v.Problems, err)
	}
}

func TestWhoIsExpectedAndWhoseTheyAre(t *testing.T) {
	db := newDB(t)
	tomorrow := at("1", "09:00", 30)
	tomorrow.Slot.Day = tomorrow.Slot.Day.AddDays(1)
	other := at("1", "10:00", 30)
	other.Person = hall.Person{ID: "p2", Name: "吴德才", IDType: "none", Phone: "13800000031"} // one telephone for two
	again := at("1", "11:00", 30)
	again.Person.ID = "p3" // the same name and telephone once more
	appendAll(t, db, "a", at("1", "09:30", 30))
	appendAll(t, db, "b", at("1", "09:00", 30), hall.Arrived{})
	appendAll(t, db, "c", tomorrow)
	appendAll(t, db, "d", other)
	appendAll(t, db, "e", again)
	ids := func(list []*hall.Appointment, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, a := range list {
			out += a.ID
		}
		return out
	}
	today := hall.DayOf(monday)
	if got := ids(db.Expected(t.Context(), today)); got != "ade" {
		t.Errorf("expected today: %s", got)
	}
	if got := ids(db.AppointmentsOf(t.Context(), at("", "", 0).Person, today)); got != "bace" {
		t.Errorf("of the person: %s", got)
	}
	if got := ids(db.AppointmentsOf(t.Context(), at("", "", 0).Person, today.AddDays(1))); got != "c" {
		t.Errorf("of the person from tomorrow: %s", got)
	}
	if got := ids(db.AppointmentsOf(t.Context(), hall.Person{Name: "周桂英", IDType: "none"}, today)); got != "" {
		t.Errorf("of a name alone: %s", got)
	}
}

// What another device said and does not fit comes by a feed; here it is folded in by hand.
func TestConflictsAreListed(t *testing.T) {
	db := newDB(t)
	appendAll(t, db, "a", at("1", "09:00", 30), hall.Arrived{}, hall.Called{Counter: at("1", "", 0).Counter})
	appendAll(t, db, "b", at("1", "09:30", 30))
	body := hall.Called{Counter: at("2", "", 0).Counter}
	e, err := journal.New(journal.Header{
		ID: "foreign", Kind: string(body.Kind()), Subject: "a", Actor: "xiao", At: monday, Recorded: monday, Schema: hall.SchemaOf, Rules: "r",
	}, body, [journal.SaltSize]byte{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Act(t.Context(), func(tx *Tx) error {
		st, err := tx.subject(t.Context(), "a")
		if err != nil {
			return err
		}
		if v := st.Judge(e)[0]; v.Status != hall.StatusConflict {
			t.Errorf("a second call is %+v", v)
		}
		tx.touch(st)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := db.InConflict(t.Context())
	if err != nil || len(list) != 1 || list[0].ID != "a" || list[0].Queue.At.Code != "1" || len(list[0].Conflicts()) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

// A file written before counters gets the columns its bookings need.
func TestOldBookingsGetTheirPlace(t *testing.T) {
	before := fstest.MapFS{}
	names, err := fs.Glob(migrations(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		data, err := fs.ReadFile(migrations(), n)
		if err != nil {
			t.Fatal(err)
		}
		if n < "0005" {
			before[n] = &fstest.MapFile{Data: data}
		}
	}
	pool, err := openPool(filepath.Join(t.TempDir(), fileName), writeSettings, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close() //nolint:errcheck // a test's own file
	if err := migrate(t.Context(), pool, before); err != nil {
		t.Fatal(err)
	}
	body := field{}.Seal("appointment", "a", "body", []byte(`{"id":"a","slot":{"day":"2026-11-23","start":"09:30","minutes":45}}`))
	const insert = `INSERT INTO appointment (id, no, short, day, start, state, opened, person, body) VALUES ('a', 'Y', 'A7', 1, '09:30', 'booked', 1, 1, ?)`
	if _, err := pool.ExecContext(t.Context(), insert, body); err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), pool, migrations()); err != nil {
		t.Fatal(err)
	}
	var begins, ends int
	if err := pool.QueryRowContext(t.Context(), `SELECT begins, ends FROM appointment`).Scan(&begins, &ends); err != nil || begins != 570 || ends != 615 {
		t.Errorf("from %d to %d, %v", begins, ends, err)
	}
}
