package localdb

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"bianmin/hall"
)

// statesIn are the states a condition of SQL names.
func statesIn(text string) []hall.State {
	var out []hall.State
	for _, m := range regexp.MustCompile(`'([a-z_]+)'`).FindAllStringSubmatch(text, -1) {
		out = append(out, hall.State(m[1]))
	}
	return out
}

// The states SQL knows as open are those the law calls open, in the queries and in the indexes
// as the migrations leave them.
func TestOpenStatesOfSQLAreThoseOfTheLaw(t *testing.T) {
	var want []hall.State
	for _, s := range hall.States() {
		if s.Open() {
			want = append(want, s)
		}
	}
	for name, text := range map[string]string{"openStates": openStates, "closedStates": closedStates} {
		if got := statesIn(text); !slices.Equal(got, want) {
			t.Errorf("%s is %v, the law says %v", name, got, want)
		}
	}
	db, err := Create(t.Context(), t.TempDir(), hall.Office{Device: "A7"}, nil, Options{Clock: func() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	v, err := db.view(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer v.close()
	for name, condition := range map[string]string{"cases_open": openStates, "cases_closed": closedStates} {
		var text string
		if ok, err := v.get(t.Context(), `SELECT sql FROM sqlite_schema WHERE name = ?`, []any{name}, []any{&text}); err != nil || !ok {
			t.Fatal(name, ok, err)
		}
		if !strings.HasSuffix(text, "WHERE "+condition) {
			t.Errorf("index %s: %s\nwant WHERE %s", name, text, condition)
		}
	}
}

// A case stored by a program that knew no holder is read as held by who received it, and verifies.
func TestACaseStoredWithoutAHolderIsSound(t *testing.T) {
	db, err := Create(t.Context(), t.TempDir(), hall.Office{Device: "A7"}, nil, Options{Clock: func() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	day := hall.DayOf(time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC))
	received := hall.Received{
		No: hall.NewCaseNo("431399112000", day, "A7", 1), Hall: "431399112000", Rules: hall.Rules{Code: "MZ-06", Mode: hall.ModeDecide},
		Applicant: hall.Person{ID: "p1", Name: "彭满秀", Phone: "13800000000"}, Intake: hall.CaseIntake{Mode: hall.BySelf, Handler: "wang"},
	}
	if err := db.Act(t.Context(), func(tx *Tx) error {
		_, err := tx.Append(t.Context(), hall.Draft{Subject: "c1", Actor: "wang", Body: received})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.write(t.Context(), "store as the first program did", func(tx *Tx) error {
		var stored []byte
		if _, err := tx.get(t.Context(), `SELECT body FROM case_body`, nil, []any{&stored}); err != nil {
			return err
		}
		plain, err := tx.sealer().Open("case_body", "c1", "body", stored)
		if err != nil {
			return err
		}
		old := strings.Replace(string(plain), `"holder":"wang",`, "", 1)
		if old == string(plain) {
			t.Error("nothing to take out")
		}
		return tx.exec(t.Context(), `UPDATE case_body SET body = ?`, tx.sealer().Seal("case_body", "c1", "body", []byte(old)))
	}); err != nil {
		t.Fatal(err)
	}
	if c, err := db.Case(t.Context(), "c1"); err != nil || c.Holder != "wang" {
		t.Fatalf("%+v, %v", c, err)
	}
	if v, err := db.Verify(t.Context()); err != nil || !v.OK {
		t.Errorf("%v, %v", v.Problems, err)
	}
}
