package localdb

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"bianmin/hall"
)

// withMore is the program's migrations and one of a future version.
func withMore(t *testing.T, text string) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{"0999_more.sql": {Data: []byte("-- +goose Up\n" + text)}}
	names, err := fs.Glob(migrations(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		data, err := fs.ReadFile(migrations(), n)
		if err != nil {
			t.Fatal(err)
		}
		all[n] = &fstest.MapFile{Data: data}
	}
	return all
}

func TestAnOlderDatabaseIsSavedAndMigrated(t *testing.T) {
	dir := t.TempDir()
	opts := Options{Clock: func() time.Time { return time.Date(2027, 1, 4, 1, 2, 3, 0, time.UTC) }}
	db, err := Create(t.Context(), dir, hall.Office{Device: "A7"}, nil, opts)
	if err != nil {
		t.Fatal(err)
	}
	future := withMore(t, "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;")
	if _, err := openWith(t.Context(), dir, opts, future); hall.KindOf(err) != hall.Busy {
		t.Errorf("migrated under another process: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	view := opts
	view.ReadOnly = true
	if _, err := openWith(t.Context(), dir, view, future); hall.KindOf(err) != hall.Invalid {
		t.Errorf("migrated read-only: %v", err)
	}
	db, err = openWith(t.Context(), dir, opts, future)
	if err != nil {
		t.Fatal(err)
	}
	v, err := db.view(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if _, err := v.get(t.Context(), `SELECT COUNT(*) FROM more`, nil, []any{&n}); err != nil {
		t.Error(err)
	}
	v.close()
	saved, err := filepath.Glob(filepath.Join(dir, "*.before-migration"))
	if err != nil || len(saved) != 1 || !strings.Contains(saved[0], "20270104T010203") {
		t.Errorf("saved %v, %v", saved, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, opts); hall.KindOf(err) != hall.Invalid {
		t.Errorf("the old program opened it: %v", err)
	}
}

func TestAFailedMigrationLeavesTheOldDatabase(t *testing.T) {
	dir := t.TempDir()
	opts := Options{Clock: func() time.Time { return time.Date(2027, 1, 4, 1, 2, 3, 0, time.UTC) }}
	db, err := Create(t.Context(), dir, hall.Office{Device: "A7"}, nil, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := openWith(t.Context(), dir, opts, withMore(t, "CREATE TABLE more (id INTEGER); INSERT INTO nowhere VALUES (1);")); err == nil {
		t.Fatal("migrated")
	}
	if db, err = Open(t.Context(), dir, opts); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if o, err := db.Office(t.Context()); err != nil || o.Device != "A7" {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestEverySettingReachesTheConnections(t *testing.T) {
	dir := t.TempDir()
	db, err := Create(t.Context(), dir, hall.Office{Device: "A7"}, nil, Options{Clock: func() time.Time { return time.Unix(1.8e9, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for pragma, want := range map[string][2]string{
		"journal_mode": {"wal", "wal"}, "synchronous": {"2", ""}, "foreign_keys": {"1", "1"}, "cache_size": {"-20000", "-20000"},
		"temp_store": {"2", "2"}, "secure_delete": {"2", ""}, "journal_size_limit": {"67108864", ""}, "trusted_schema": {"0", "0"},
		"query_only": {"0", "1"}, "busy_timeout": {"5000", "5000"}, "application_id": {"1114197358", "1114197358"},
	} {
		var got [2]string
		if err := db.writer.conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got[0]); err != nil {
			t.Fatal(err)
		}
		if err := db.reads.pool.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got[1]); err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if want[i] != "" && got[i] != want[i] {
				t.Errorf("%s is %v, want %v", pragma, got, want)
			}
		}
	}
}

func TestDeclinedCasesJoinTheDeliveryListOfAnOlderDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	pool, err := openPool(path, writeSettings, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	first, err := fs.ReadFile(migrations(), "0001_start.sql")
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), pool, fstest.MapFS{"0001_start.sql": {Data: first}}); err != nil {
		t.Fatal(err)
	}
	const put = `
		INSERT INTO cases (id, no, short, day, opened, state, mode, matter, matter_name, village, handler,
			person, applicant, received_at, outside, conflict)
		VALUES (?1, ?1, ?1, 1, 1, ?2, '', '', '', '', '', 1, x'', 1, 0, 0)`
	for id, state := range map[string]string{"a": "completed", "b": "declined", "c": "declined", "d": "received"} {
		if _, err := pool.ExecContext(t.Context(), put, id, state); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := pool.ExecContext(t.Context(), `INSERT INTO tally VALUES ('delivery', 0, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), pool, migrations()); err != nil {
		t.Fatal(err)
	}
	var counted, listed int
	const look = `
		SELECT (SELECT n FROM tally WHERE kind = 'delivery'), COUNT(*)
		FROM cases INDEXED BY cases_delivery
		WHERE state IN ('completed', 'declined')`
	if err := pool.QueryRowContext(t.Context(), look).Scan(&counted, &listed); err != nil || counted != 3 || listed != 3 {
		t.Errorf("%d counted, %d listed, %v", counted, listed, err)
	}
}
