package localdb_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"bianmin/hall"
	"bianmin/localdb"
)

// BenchmarkBareAppend is the yardstick: 4 KiB appended to a file and flushed.
func BenchmarkBareAppend(b *testing.B) {
	f, err := os.Create(filepath.Join(b.TempDir(), "bare"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 4096)
	for b.Loop() {
		if _, err := f.Write(block); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSaveAcceptedCase is one act: a person, a number, a received and an accepted entry.
func BenchmarkSaveAcceptedCase(b *testing.B) {
	clock := startClock()
	db := create(b, b.TempDir(), clock)
	cal, now := years(b), clock.now
	i := 0
	for b.Loop() {
		i++
		p := person(newID(), fmt.Sprintf("王小%c", '一'+rune(i%3000)), fmt.Sprintf("43012119900101%04d", i%10000), fmt.Sprintf("138%08d", i))
		err := db.Act(b.Context(), func(tx *localdb.Tx) error {
			_, id, err := receive(b.Context(), tx, intake{person: p, cal: cal}, now)
			if err != nil {
				return err
			}
			return accept(b.Context(), tx, id, cal, now)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	if r, err := db.Verify(b.Context()); err != nil || !r.OK {
		b.Fatalf("%+v, %v", r, err)
	}
}

func BenchmarkFirstPage(b *testing.B) {
	db, now := manyCases(b, 20_000)
	for _, f := range []hall.CaseFilter{hall.FilterAll, hall.FilterOpen, hall.FilterDue, hall.FilterDelivery} {
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				if _, err := db.Cases(b.Context(), hall.CaseQuery{Filter: f}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("counts", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.Counts(b.Context(), hall.DayOf(now)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("find", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.Find(b.Context(), "小", 20); err != nil {
				b.Fatal(err)
			}
		}
	})
}
