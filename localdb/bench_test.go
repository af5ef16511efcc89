package localdb_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/localdb"
)

// BenchmarkSaveAcceptedCase is one act (a person, a number, a received and an accepted
// entry) in turn with the yardstick, 4 KiB appended to a file and flushed, so that both
// meet the same disk. times-bare is the ratio of the medians, mean-times-bare of the means,
// which has the checkpoints in it.
func BenchmarkSaveAcceptedCase(b *testing.B) {
	f, err := os.Create(filepath.Join(b.TempDir(), "bare"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	clock := startClock()
	db := create(b, b.TempDir(), clock)
	cal, now := years(b), clock.now
	block := make([]byte, 4096)
	var bare, act []time.Duration
	for i := 1; b.Loop(); i++ {
		start := time.Now()
		if _, err := f.Write(block); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		bare = append(bare, time.Since(start))
		p := person(newID(), fmt.Sprintf("王小%c", '一'+rune(i%3000)), fmt.Sprintf("43012119900101%04d", i%10000), fmt.Sprintf("138%08d", i))
		start = time.Now()
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
		act = append(act, time.Since(start))
	}
	b.ReportMetric(float64(median(act))/float64(median(bare)), "times-bare")
	b.ReportMetric(float64(sum(act))/float64(sum(bare)), "mean-times-bare")
	verified(b, db)
}

func median(d []time.Duration) time.Duration {
	d = slices.Sorted(slices.Values(d))
	return d[len(d)/2]
}

func sum(d []time.Duration) (total time.Duration) {
	for _, x := range d {
		total += x
	}
	return total
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
