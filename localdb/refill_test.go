package localdb

import (
	"testing"
	"time"

	"bianmin/hall"
)

// A database from before the figures gets them when it is opened.
func TestOlderCasesGetTheirFigures(t *testing.T) {
	dir := t.TempDir()
	now := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	opts := Options{Clock: func() time.Time { now = now.Add(time.Second); return now }}
	db, err := Create(t.Context(), dir, hall.Office{Code: "431322112000", Device: "A7"}, nil, opts)
	if err != nil {
		t.Fatal(err)
	}
	body := hall.Received{
		No: hall.NewCaseNo("431322112000", hall.DayOf(now), "A7", 1), Hall: "431322112000",
		Rules:     hall.Rules{Code: "GH-01", Name: "危房改造", Mode: hall.ModeDecide},
		Applicant: hall.Person{ID: "p1", Name: "王福生", IDType: "none", Phone: "13800000000"},
		Intake:    hall.CaseIntake{Mode: hall.ByProxy, Agent: "luo", Handler: "liu", QueryCode: "480217"},
	}
	err = db.Act(t.Context(), func(tx *Tx) error {
		_, err := tx.Append(t.Context(), hall.Draft{Subject: "c1", Actor: "liu", Body: body})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.write(t.Context(), "forget", func(tx *Tx) error {
		if err := tx.exec(t.Context(), `DELETE FROM case_figure`); err != nil {
			return err
		}
		return tx.exec(t.Context(), `DELETE FROM case_hand WHERE staff = 'luo'`)
	})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := db.Verify(t.Context()); err != nil || v.OK {
		t.Errorf("verify does not miss the figures: %v, %v", v.Problems, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = Open(t.Context(), dir, opts); err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // a test
	if v, err := db.Verify(t.Context()); err != nil || !v.OK {
		t.Errorf("after opening: %v, %v", v.Problems, err)
	}
}
