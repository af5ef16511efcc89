package localdb

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"bianmin/hall"
)

func openedHall(t *testing.T) *DB {
	t.Helper()
	db, err := Create(t.Context(), t.TempDir(), hall.Office{Device: "A7"}, nil, Options{Clock: func() time.Time { return time.Unix(1.8e9, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestAReaderWaitsForAConnectionOnlyAsLongAsItsCallerDoes(t *testing.T) {
	db := openedHall(t)
	var held []*view
	for range maxReaders {
		v, err := db.view(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, v)
	}
	soon, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer stop()
	if _, err := db.Office(soon); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("with every connection taken: %v", err)
	}
	for _, v := range held {
		v.close()
	}
	for range 2 * maxReaders { // the statements of a connection serve again
		if o, err := db.Office(t.Context()); err != nil || o.Device != "A7" {
			t.Errorf("%+v, %v", o, err)
		}
		if _, err := db.DataVersion(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestAFailedReadingConnectionIsReplaced(t *testing.T) {
	db := openedHall(t)
	for range 2 * maxReaders {
		v, err := db.view(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := v.on.run(t.Context(), `ROLLBACK`); err != nil {
			t.Fatal(err)
		}
		v.close() // its own ROLLBACK finds no transaction
		if _, err := db.Office(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAClosedDatabaseSaysSo(t *testing.T) {
	db := openedHall(t)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 * maxReaders {
		if _, err := db.Office(t.Context()); err == nil || !strings.Contains(err.Error(), "closed") {
			t.Fatalf("read after closing: %v", err)
		}
	}
}

func TestAFailedActLeavesTheWriterReady(t *testing.T) {
	db := openedHall(t)
	stop := errors.New("stop")
	for name, act := range map[string]func(*Tx) error{
		"refused": func(*Tx) error { return stop },
		"a statement that fails": func(tx *Tx) error {
			if err := tx.exec(t.Context(), `INSERT INTO merkle (idx, hash) VALUES (0, x'00')`); err != nil {
				return err
			}
			return tx.exec(t.Context(), `INSERT INTO merkle (idx, hash) VALUES (0, x'00')`)
		},
	} {
		if err := db.Act(t.Context(), act); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	err := db.Act(t.Context(), func(tx *Tx) error {
		var n int
		if _, err := tx.get(t.Context(), `SELECT COUNT(*) FROM merkle`, nil, []any{&n}); err != nil || n != 0 {
			t.Errorf("%d rows of failed acts, %v", n, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAPanicInAnActIsRolledBack(t *testing.T) {
	db := openedHall(t)
	func() {
		defer func() { _ = recover() }()
		_ = db.Act(t.Context(), func(tx *Tx) error {
			if err := tx.putMeta(t.Context(), "left", []byte("over")); err != nil {
				return err
			}
			panic("on purpose")
		})
	}()
	err := db.Act(t.Context(), func(tx *Tx) error {
		if left, err := metaOf(t.Context(), tx, "left"); err != nil || left != nil {
			t.Errorf("%q, %v", left, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
