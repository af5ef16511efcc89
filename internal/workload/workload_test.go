package workload_test

import (
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
	"bianmin/internal/station"
	"bianmin/internal/workload"
)

// found makes a demo hall that knows the calendar the run needs.
func found(t testing.TB, from hall.Date) string {
	t.Helper()
	dir := t.TempDir()
	st, err := station.Found(t.Context(), station.Options{Dir: dir, Clock: func() time.Time { return from.Start() }}, station.Founding{
		Hall: "431322112000", Name: "新化县白溪镇便民服务中心", Device: "A7", StaffID: "liu", StaffName: "刘巧云", Demo: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestARegisterIsWhatTheTownshipKnows(t *testing.T) {
	from, to := workday.DateOf(2026, 1, 5), workday.DateOf(2026, 4, 10)
	dir := found(t, from)
	lived, err := workload.Run(t.Context(), dir, workload.Options{Cases: 300, Seed: 7, From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	workload.Audit(t, dir, lived)
	if _, err := workload.Run(t.Context(), dir, workload.Options{Cases: 1, From: from, To: to}); hall.KindOf(err) != hall.Unlawful {
		t.Errorf("a second history over the first: %v", err)
	}
}
