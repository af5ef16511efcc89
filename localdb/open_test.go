package localdb_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/gofrs/flock"

	"bianmin/hall"
	"bianmin/localdb"
)

func TestOpenRefuses(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(t *testing.T, dir string)
		want hall.ErrorKind
	}{
		{"nothing there", func(t *testing.T, dir string) { remove(t, dir, "bianmin.db", "bianmin.marker") }, hall.NotFound},
		{"file gone, marker there", func(t *testing.T, dir string) { remove(t, dir, "bianmin.db") }, hall.Damaged},
		{"an empty file", func(t *testing.T, dir string) { truncate(t, dir, 0) }, hall.Damaged},
		{"an empty file without marker", func(t *testing.T, dir string) { truncate(t, dir, 0); remove(t, dir, "bianmin.marker") }, hall.Damaged},
		{"half a file", func(t *testing.T, dir string) { truncate(t, dir, 5000) }, hall.Damaged},
		{"no database", func(t *testing.T, dir string) { write(t, dir, "hello, this is no database at all") }, hall.Damaged},
		{"another program's database", func(t *testing.T, dir string) { tamper(t, dir, `PRAGMA application_id = 7`) }, hall.Damaged},
		{"a newer program's database", func(t *testing.T, dir string) {
			tamper(t, dir, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`)
		}, hall.Invalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			clock, dir := startClock(), t.TempDir()
			db := create(t, dir, clock)
			save(t, db, intake{person: person("p", "王小明", "1", ""), cal: years(t)}, clock.now)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			tt.do(t, dir)
			db, err := localdb.Open(t.Context(), dir, localdb.Options{Clock: clock.read})
			if hall.KindOf(err) != tt.want || err == nil || db != nil {
				t.Fatalf("%v of kind %d, db %v", err, hall.KindOf(err), db)
			}
			if tt.want == hall.NotFound {
				return
			}
			if _, err := localdb.Create(t.Context(), dir, office(), staff(), localdb.Options{Clock: clock.read}); err == nil {
				t.Error("created over it")
			}
		})
	}
}

func remove(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, n := range names {
		if err := os.Remove(filepath.Join(dir, n)); err != nil {
			t.Fatal(err)
		}
	}
}

func truncate(t *testing.T, dir string, size int64) {
	t.Helper()
	if err := os.Truncate(filepath.Join(dir, "bianmin.db"), size); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, dir, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "bianmin.db"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCreateRefusesADirectoryInUse(t *testing.T) {
	clock, dir := startClock(), t.TempDir()
	db := create(t, dir, clock)
	again := func() error {
		_, err := localdb.Create(t.Context(), dir, office(), nil, localdb.Options{Clock: clock.read})
		return err
	}
	if err := again(); hall.KindOf(err) != hall.Busy {
		t.Errorf("open elsewhere: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := again(); hall.KindOf(err) != hall.Invalid {
		t.Errorf("initialised before: %v", err)
	}
	lock := flock.New(filepath.Join(dir, "use.lock"))
	if ok, err := lock.TryLock(); !ok || err != nil {
		t.Fatal("lock still taken after Close", err)
	}
	defer lock.Close()
	if _, err := localdb.Open(t.Context(), dir, localdb.Options{Clock: clock.read}); hall.KindOf(err) != hall.Busy {
		t.Errorf("open while somebody has it alone: %v", err)
	}
}

func TestAnUnfinishedInitialisationDoesNotStandInTheWay(t *testing.T) {
	clock, dir := startClock(), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bianmin.db.new"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	verified(t, create(t, dir, clock))
}

func TestAReadOnlyDatabaseShowsAndRefuses(t *testing.T) {
	clock, dir := startClock(), t.TempDir()
	db := create(t, dir, clock)
	no, _ := save(t, db, intake{person: person("p", "王小明", "1", ""), cal: years(t)}, clock.now)
	for _, name := range []string{"beside a writer", "alone"} {
		view, err := localdb.Open(t.Context(), dir, localdb.Options{Clock: clock.read, ReadOnly: true})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if c, err := view.Case(t.Context(), string(no)); err != nil || c.No != no {
			t.Errorf("%s: %v, %v", name, c, err)
		}
		if err := view.SaveDraft(t.Context(), "k", nil); err == nil {
			t.Errorf("%s: saved", name)
		}
		if err := view.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAPathWithOddCharactersWorks(t *testing.T) {
	clock, dir := startClock(), filepath.Join(t.TempDir(), "数据 100% ?#&目录")
	db := create(t, dir, clock)
	if _, err := os.Stat(filepath.Join(dir, "bianmin.db")); err != nil {
		t.Error(err)
	}
	verified(t, db)
}

func TestTheFilesAreTheOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	clock, dir := startClock(), t.TempDir()
	db := create(t, dir, clock)
	save(t, db, intake{person: person("p", "王小明", "1", ""), cal: years(t)}, clock.now)
	for _, name := range []string{"bianmin.db", "bianmin.db-wal", "bianmin.db-shm", "bianmin.marker"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}

func TestAReadOnlyDirectorySaysItCannotBeOpened(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("modes do not bind here")
	}
	clock, dir := startClock(), t.TempDir()
	db := create(t, dir, clock)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil { //nolint:gosec // read-only is the point
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700) //nolint:errcheck,gosec // for the clean-up
	_, err := localdb.Open(t.Context(), dir, localdb.Options{Clock: clock.read})
	if say, _ := hall.Explain(err); say != "数据目录只读，打不开" || hall.KindOf(err) != hall.Internal {
		t.Errorf("%v: %q", err, say)
	}
}
