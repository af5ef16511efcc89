package localdb_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"bianmin/assets/calendar"
	sample "bianmin/assets/catalogue"
	"bianmin/hall"
	"bianmin/hall/catalogue"
	"bianmin/hall/workday"
	"bianmin/localdb"
)

func TestThePublishedCatalogueComesBackWhole(t *testing.T) {
	clock, dir := startClock(), t.TempDir()
	db := create(t, dir, clock)
	e, refusals, _ := catalogue.Parse(sample.JSON(), "")
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	if err := db.PublishCatalogue(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	got, err := open(t, dir, clock).Matters(t.Context())
	if err != nil || !reflect.DeepEqual(asJSON(t, got), asJSON(t, e.Matters)) {
		t.Fatalf("%d matters of %d, %v", len(got), len(e.Matters), err)
	}
	m, err := db.Matter(t.Context(), e.Matters[3].Code)
	if err != nil || m.Name != e.Matters[3].Name {
		t.Errorf("%+v, %v", m, err)
	}
	twice := e
	twice.Name, twice.Matters = "坏的", append([]hall.Matter{e.Matters[0]}, e.Matters[0])
	if err := db.PublishCatalogue(t.Context(), twice); err == nil {
		t.Error("a code twice was published")
	}
	if got, err := db.Matters(t.Context()); err != nil || len(got) != len(e.Matters) || got[0].Edition != e.Name {
		t.Errorf("the failed edition replaced the good one: %v", err)
	}
	small := catalogue.Edition{Name: "2027-01", Matters: e.Matters[:2]}
	if err := db.PublishCatalogue(t.Context(), small); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Matter(t.Context(), e.Matters[3].Code); hall.KindOf(err) != hall.NotFound {
		t.Errorf("a matter of the old edition: %v", err)
	}
}

func TestAnEditionNameStandsForOneContent(t *testing.T) {
	clock, dir := startClock(), t.TempDir()
	db := create(t, dir, clock)
	m := hall.Matter{Code: "MZ-06", Name: "高龄津贴", Edition: "2026-11"}
	first := catalogue.Edition{Name: "2026-11", Matters: []hall.Matter{m}, Source: []byte(`[1]`)}
	other := catalogue.Edition{Name: "2026-12", Matters: []hall.Matter{m}}
	respelt := first
	respelt.Source = []byte("[ 1 ]")
	renamed := m
	renamed.Name = "高龄补贴"
	changed := catalogue.Edition{Name: "2026-11", Matters: []hall.Matter{renamed}, Source: []byte(`[2]`)}
	noted := respelt
	noted.Note, noted.Source = "改了说明", []byte(`[3]`)
	for _, tt := range []struct {
		name string
		e    catalogue.Edition
		want bool
	}{
		{"the first time", first, true},
		{"again", first, true},
		{"the file spelt otherwise", respelt, true},
		{"another matter", changed, false},
		{"another note", noted, false},
		{"another edition", other, true},
		{"other content under a name no longer in use", changed, false},
		{"back to the edition before", first, true},
	} {
		err := db.PublishCatalogue(t.Context(), tt.e)
		if tt.want != (err == nil) || err != nil && hall.KindOf(err) != hall.Invalid {
			t.Errorf("%s: %v", tt.name, err)
		}
		if got, err := db.Matter(t.Context(), "MZ-06"); err != nil || got.Name != m.Name {
			t.Errorf("%s: %+v, %v", tt.name, got, err)
		}
	}
	// An edition of a file from before the digest: its source is compared.
	tamper(t, dir, `UPDATE edition SET digest = x''`)
	if err := db.PublishCatalogue(t.Context(), changed); hall.KindOf(err) != hall.Invalid {
		t.Errorf("over an old edition: %v", err)
	}
	if err := db.PublishCatalogue(t.Context(), first); err != nil {
		t.Errorf("an old edition again: %v", err)
	}
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestThePublishedCalendarComesBackWhole(t *testing.T) {
	db := create(t, t.TempDir(), startClock())
	ys, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	for _, y := range ys { // one after the other: years are added
		if err := db.PublishCalendar(t.Context(), []workday.Year{y}); err != nil {
			t.Fatal(err)
		}
	}
	cal, err := db.Calendar(t.Context())
	if err != nil || len(cal.Years()) != len(ys) {
		t.Fatalf("%v, %v", cal.Years(), err)
	}
	for _, y := range ys {
		if got, _ := cal.Schedule(y.Year); asJSON(t, got) != asJSON(t, y) {
			t.Errorf("%d: %+v", y.Year, got)
		}
	}
	bad := workday.Year{Year: 2027}
	if err := db.PublishCalendar(t.Context(), []workday.Year{bad}); hall.KindOf(err) != hall.Invalid {
		t.Errorf("a year without days off: %v", err)
	}
}

// What is kept decoded in memory gives way as soon as another program published.
func TestWhatAnotherProgramPublishesIsSeenAtOnce(t *testing.T) {
	clock, dir := startClock(), t.TempDir()
	ours := create(t, dir, clock)
	other := open(t, dir, clock)
	matter := hall.Matter{Code: "MZ-06", Name: "高龄津贴"}
	for i, name := range []string{"高龄津贴", "高龄补贴", "高龄津贴申领"} {
		matter.Name = name
		from, to := ours, other
		if i%2 == 1 {
			from, to = other, ours
		}
		if err := from.PublishCatalogue(t.Context(), catalogue.Edition{Name: name, Matters: []hall.Matter{matter}}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if m, err := to.Matter(t.Context(), "MZ-06"); err != nil || m.Name != name {
				t.Errorf("%s: %+v, %v", name, m, err)
			}
		}
		if _, err := to.Matter(t.Context(), "XX-99"); hall.KindOf(err) != hall.NotFound {
			t.Errorf("a matter there is not: %v", err)
		}
	}
	if cal, err := other.Calendar(t.Context()); err != nil || len(cal.Years()) != 0 {
		t.Fatalf("%v, %v", cal.Years(), err)
	}
	ys, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	if err := ours.PublishCalendar(t.Context(), ys); err != nil {
		t.Fatal(err)
	}
	if cal, err := other.Calendar(t.Context()); err != nil || len(cal.Years()) != len(ys) {
		t.Errorf("%v, %v", cal.Years(), err)
	}
	if o, err := ours.Office(t.Context()); err != nil || o.Device != office().Device {
		t.Fatalf("%+v, %v", o, err)
	}
	if err := other.SetDevice(t.Context(), "B1"); err != nil {
		t.Fatal(err)
	}
	if o, err := ours.Office(t.Context()); err != nil || o.Device != "B1" {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestStaffDraftsAndKeptLines(t *testing.T) {
	clock, dir := startClock(), t.TempDir()
	db := create(t, dir, clock)
	if err := db.AddStaff(t.Context(), hall.Staff{ID: "chen", Name: "陈代办", Roles: []hall.Role{hall.RoleAgent}, Village: "431322112201"}); err != nil {
		t.Fatal(err)
	}
	if err := db.AddStaff(t.Context(), hall.Staff{ID: "x"}); hall.KindOf(err) != hall.Invalid {
		t.Errorf("a person without name: %v", err)
	}
	s, err := open(t, dir, clock).Staff(t.Context())
	if err != nil || len(s) != 3 || s[0].ID != "chen" || s[1].Phone != "13800000000" {
		t.Errorf("%+v, %v", s, err)
	}
	if d, err := db.Draft(t.Context(), "intake"); d != nil || err != nil {
		t.Errorf("%q, %v", d, err)
	}
	before, _ := db.DataVersion(t.Context())
	if err := db.SaveDraft(t.Context(), "intake", []byte(`{"name":"王"}`)); err != nil {
		t.Fatal(err)
	}
	if d, err := db.Draft(t.Context(), "intake"); string(d) != `{"name":"王"}` || err != nil {
		t.Errorf("%q, %v", d, err)
	}
	if after, _ := db.DataVersion(t.Context()); after != before {
		t.Error("a draft woke the lists up")
	}
	if err := db.SaveDraft(t.Context(), "intake", nil); err != nil {
		t.Fatal(err)
	}
	if d, err := db.Draft(t.Context(), "intake"); d != nil || err != nil {
		t.Errorf("%q, %v", d, err)
	}
	want := hall.Kept{Digest: "d", Subject: "s"}
	err = db.Act(t.Context(), func(tx *localdb.Tx) error {
		if _, ok, err := tx.Kept(t.Context(), "R-1"); ok || err != nil {
			t.Errorf("kept before: %v", err)
		}
		if err := tx.Keep(t.Context(), "R-1", hall.Kept{Digest: "old"}); err != nil {
			return err
		}
		return tx.Keep(t.Context(), "R-1", want)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Act(t.Context(), func(tx *localdb.Tx) error {
		k, ok, err := tx.Kept(t.Context(), "R-1")
		if !ok || k != want {
			t.Errorf("%+v, %v", k, ok)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if after, _ := db.DataVersion(t.Context()); after == before {
		t.Error("an act did not change the version")
	}
}

func TestAppointments(t *testing.T) {
	clock := startClock()
	db := create(t, t.TempDir(), clock)
	day := hall.DayOf(clock.now).AddDays(1)
	late := book(t, db, day, "10:00", 2, person("p1", "王小明", "430121199001011234", ""))
	early := book(t, db, day, "09:00", 3, person("p2", "李四", "", "13812345678"))
	book(t, db, day, "10:00", 1, person("p3", "张三", "", "13812345679"))
	as, err := db.Appointments(t.Context(), day)
	if err != nil || len(as) != 3 || as[0].ID != early || as[2].ID != late {
		t.Fatalf("%v, %v", as, err)
	}
	for name, key := range map[string]string{"id": late, "number": string(as[2].No), "spoken": as[2].No.Spoken()} {
		if a, err := db.Appointment(t.Context(), key); err != nil || a.ID != late || a.Slot.Start != "10:00" {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
	if _, err := db.Appointment(t.Context(), "none"); hall.KindOf(err) != hall.NotFound {
		t.Error(err)
	}
	err = db.Act(t.Context(), func(tx *localdb.Tx) error {
		slot := as[2].Slot
		if n, err := tx.Taken(t.Context(), hall.PlaceQuery{Slot: slot}); n != 2 || err != nil {
			t.Errorf("taken %d, %v", n, err)
		}
		if _, err := tx.Append(t.Context(), hall.Draft{Subject: late, Actor: "wang", Body: hall.Cancelled{Reason: "改天"}}); err != nil {
			return err
		}
		if n, err := tx.Taken(t.Context(), hall.PlaceQuery{Slot: slot}); n != 1 || err != nil {
			t.Errorf("taken after a cancel %d, %v", n, err)
		}
		if ps, err := tx.Persons(t.Context(), "resident_id", "43012119900101 1234"); len(ps) != 1 || ps[0].ID != "p1" || err != nil {
			t.Errorf("persons %+v, %v", ps, err)
		}
		if ps, err := tx.Persons(t.Context(), "passport", "430121199001011234"); len(ps) != 0 || err != nil {
			t.Errorf("persons by another paper %+v, %v", ps, err)
		}
		a, err := tx.Appointment(t.Context(), late)
		if err == nil && a.State != hall.AppointCancelled {
			t.Errorf("%+v", a)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	verified(t, db)
}

func TestOpenCasesOfAPersonOnAMatter(t *testing.T) {
	clock := startClock()
	db := create(t, t.TempDir(), clock)
	cal := years(t)
	p := person("p1", "王小明", "430121199001011234", "")
	first, _ := save(t, db, intake{person: p, cal: cal}, clock.now)
	save(t, db, intake{person: p, cal: cal}, clock.now, hall.Voided{Reason: "重复"})
	second, _ := save(t, db, intake{person: p, cal: cal}, clock.now.Add(time.Second))
	save(t, db, intake{person: person("p2", "李四", "430121199001015678", ""), cal: cal}, clock.now)
	rows, err := db.OpenCases(t.Context(), "resident_id", "430121199001011234", "MZ-06")
	if err != nil || len(rows) != 2 || rows[0].No != second || rows[1].No != first {
		t.Errorf("%+v, %v", rows, err)
	}
	for name, q := range map[string][3]string{"another matter": {"resident_id", "430121199001011234", "MZ-07"}, "no number": {"resident_id", "", "MZ-06"}} {
		if rows, err := db.OpenCases(t.Context(), q[0], q[1], q[2]); err != nil || len(rows) != 0 {
			t.Errorf("%s: %+v, %v", name, rows, err)
		}
	}
}
