package sync_test

import (
	"context"
	"testing"
	"time"
)

// BenchmarkPush10000 carries 10,000 entries (5,000 cases) from an outbox in memory to a
// county on a real SQLite file, over loopback.
func BenchmarkPush10000(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		f, d, s := enrolled(b, 5000)
		b.StartTimer()
		start := time.Now()
		r, err := s.Once(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		took := time.Since(start)
		b.StopTimer()
		f.check(d, 5000)
		b.ReportMetric(10000/took.Seconds(), "entries/s")
		b.ReportMetric(float64(r.BytesUp)/10000, "B/entry-up")
		b.ReportMetric(float64(r.BytesDown), "B-down")
		b.Logf("%+v in %v", r, took)
		b.StartTimer()
	}
}
