package sync_test

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/google/uuid"

	"bianmin/county"
	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/sync"
)

// TestPoisonDoesNotBlock: whatever a journal holds, what follows arrives and is judged.
func TestPoisonDoesNotBlock(t *testing.T) {
	f := startCounty(t, county.Options{Judge: func(s *fold.Subject, e journal.Entry) []hall.Verdict {
		if e.Actor == "wang" && e.Kind == string(hall.KindVoided) {
			panic("a rule that fails")
		}
		return s.Judge(e)
	}})
	d := newDevice(hallA, "A7")
	s := syncer(d)
	f.enrol(d, s)
	opened := uuid.NewString()
	d.add(t, opened, d.received(1))                                                    // 1
	d.addLine([]byte(`{"h":{"id":`))                                                   // 2
	d.addLine(nil)                                                                     // 3: an empty line
	d.addLine(entry(t, uuid.NewString(), "s1", "case.flown", map[string]int{}).Line()) // 4: unknown kind
	d.add(t, opened, hall.Delivered{How: "当面", To: "本人"})                              // 5: unlawful now
	d.add(t, opened, hall.Voided{Reason: "panic"})                                     // 6: the rule panics
	d.add(t, opened, hall.Accepted{})                                                  // 7: behind a held one
	d.add(t, uuid.NewString(), hall.Accepted{})                                        // 8: nothing opened
	other := d.received(9)
	other.Hall = hallB
	d.add(t, uuid.NewString(), other) // 9: another hall's case
	first, _ := journal.ParseLine(d.lines[0])
	d.addLine(entry(t, first.ID, "s2", string(hall.KindReceived), d.received(10)).Line())                                      // 10: id reused
	d.addLine(entry(t, uuid.NewString(), "s3", string(hall.KindReceived), map[string]string{"hall": hallA, "no": "x"}).Line()) // 11
	d.addLine(entry(t, strings.Repeat("i", 1<<20), "s4", string(hall.KindVoided), hall.Voided{Reason: "x"}).Line())            // 12
	wordy := d.received(13)
	wordy.Rules.Intake.OutsideSystem = strings.Repeat("系统", 1<<18)
	d.add(t, "s5", wordy)                                // 13
	d.add(t, "s5", hall.Accepted{})                      // 14
	d.add(t, "s5", hall.Completed{Result: hall.Granted}) // 15: unlawful, and the reason quotes a megabyte
	d.fill(t, 3)
	if _, err := s.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	f.check(d, 5)
	want := map[int64]string{
		2: "rejected unreadable", 3: "rejected unreadable", 4: "held", 5: "conflict", 6: "held", 7: "held", 8: "held",
		9: "rejected 这条记录属于别的大厅", 10: "rejected id-reused", 11: "rejected", 12: "rejected unreadable", 15: "conflict",
	}
	for seq := range int64(len(d.lines)) {
		x, has := d.verdicts[seq+1]
		got := strings.TrimSpace(x.Status + " " + x.Why)
		if !strings.HasPrefix(got, want[seq+1]) || has != (want[seq+1] != "") {
			t.Errorf("%d: %q, want %q", seq+1, got, want[seq+1])
		}
	}
	st := f.status()
	if st.Rejected != 6 || st.Conflicts != 2 || st.Held != 4 {
		t.Errorf("%+v", st)
	}
	// A newer program, whose rule no longer fails, judges what was held.
	_ = f.County.Close()
	f.opts.Judge = nil
	f.open()
	st = f.status()
	if st.Held != 2 || st.Conflicts != 3 || st.Rejected != 6 { // the voided applies, the acceptance comes too late
		t.Errorf("after a newer program: %+v", st)
	}
}

// TestHeldIsSetFree: an entry that came before its opening waits and is then applied.
func TestHeldIsSetFree(t *testing.T) {
	f, d, s := enrolled(t, 0)
	subject := uuid.NewString()
	d.add(t, subject, hall.Accepted{})
	if _, err := s.Once(context.Background()); err != nil || f.status().Held != 1 {
		t.Fatal(f.status(), err)
	}
	d.add(t, subject, d.received(1))
	if _, err := s.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	if st := f.status(); st.Held != 0 || st.Conflicts+st.Rejected != 0 {
		t.Fatalf("%+v", st)
	}
	f.check(d, 1)
}

// TestKilledBetweenStoreAndJudge: entries on disk and not judged are judged at the next start.
func TestKilledBetweenStoreAndJudge(t *testing.T) {
	f, d, s := enrolled(t, 10)
	// A process killed after T1 leaves the entries pending. Judging through a store that
	// refuses to write verdicts leaves the same: the table is taken away for the while.
	breakTable(t, f.file, "ALTER TABLE problem RENAME TO problem_away", "ALTER TABLE claim RENAME TO claim_away")
	if _, err := s.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	if st := f.status(); st.Entries != 20 || st.Cases != 0 {
		t.Fatalf("%+v", st)
	}
	breakTable(t, f.file, "ALTER TABLE problem_away RENAME TO problem", "ALTER TABLE claim_away RENAME TO claim")
	f.open() // the first is not closed: it was killed
	f.check(d, 10)
	if st := f.status(); st.Held+st.Rejected+st.Conflicts != 0 {
		t.Fatalf("%+v", st)
	}
}

func TestAnotherKeyOrJournalIsRefused(t *testing.T) {
	f, d, s := enrolled(t, 2)
	other := newDevice(hallA, "B1")
	f.enrol(other, syncer(other))
	good := d.link
	t.Run("another key", func(t *testing.T) {
		d.link.Keys = other.link.Keys
		_, err := s.Once(context.Background())
		if say, _ := hall.Explain(err); hall.KindOf(err) != hall.Rejected || !strings.Contains(say, "没有丢") {
			t.Fatal(say, err)
		}
	})
	own := d.office.Journal
	t.Run("another journal's head", func(t *testing.T) {
		d.link = good
		d.link.Journal, d.office.Journal = other.link.Journal, other.link.Journal
		if _, err := s.Once(context.Background()); hall.KindOf(err) != hall.Rejected {
			t.Fatal(err)
		}
	})
	t.Run("not enrolled here", func(t *testing.T) {
		d.link = good
		d.link.Journal, d.office.Journal = strings.Repeat("0", 32), strings.Repeat("0", 32)
		if _, err := s.Once(context.Background()); hall.KindOf(err) != hall.Rejected {
			t.Fatal(err)
		}
	})
	t.Run("a new journal since", func(t *testing.T) {
		d.link, d.office.Journal = good, other.office.Journal
		if _, err := s.Once(context.Background()); hall.KindOf(err) != hall.NotFound {
			t.Fatal(err)
		}
	})
	if f.status().Entries != 0 {
		t.Fatal("something was stored")
	}
	d.link, d.office.Journal = good, own
	if _, err := s.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestForkIsReported(t *testing.T) {
	f, d, s := enrolled(t, 3)
	if _, err := s.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	clone := newDevice(hallA, "A7") // a copy of the disk that went its own way
	clone.office, clone.link = d.office, d.link
	clone.fill(t, 3)
	before := f.status()
	_, err := syncer(clone).Once(context.Background())
	say, _ := hall.Explain(err)
	if hall.KindOf(err) != hall.Rejected || !strings.Contains(say, "不是同一本") || clone.progress.Acked.Size != 0 {
		t.Fatal(say, err)
	}
	if f.status() != before {
		t.Fatal("a fork changed the county")
	}
}

// TestCountyRestoredIsRefilled: the county forgets, the device notices, even with
// nothing new to send, and sends again.
func TestCountyRestoredIsRefilled(t *testing.T) {
	f, d, s := enrolled(t, 20)
	if _, err := s.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	_ = f.County.Close()
	backup, err := os.ReadFile(f.file) // closed: the WAL is folded in
	if err != nil {
		t.Fatal(err)
	}
	f.open()
	d.fill(t, 30)
	if _, err := s.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	f.check(d, 50)
	_ = f.County.Close()
	for _, tail := range []string{"-wal", "-shm"} {
		_ = os.Remove(f.file + tail)
	}
	if err := os.WriteFile(f.file, backup, 0o600); err != nil {
		t.Fatal(err)
	}
	f.open()
	if _, err := s.Once(context.Background()); err != nil || d.backward != 1 {
		t.Fatalf("went back %d times, %v", d.backward, err)
	}
	f.check(d, 50)
}

// TestDeviceBehindCounty: a device restored from a backup does not settle on what it never wrote.
func TestDeviceBehindCounty(t *testing.T) {
	_, d, s := enrolled(t, 5)
	if _, err := s.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	old := newDevice(hallA, "A7")
	old.office, old.link = d.office, d.link
	for _, line := range d.lines[:4] {
		old.addLine(line)
	}
	_, err := syncer(old).Once(context.Background())
	if hall.KindOf(err) != hall.Rejected || old.progress.Acked.Size != 0 {
		t.Fatal(old.progress.Acked.Size, err)
	}
}

func TestEnrolTwice(t *testing.T) {
	f := startCounty(t, county.Options{})
	ctx := context.Background()
	code, err := f.EnrolCode(ctx, hallA, "白溪镇")
	if err != nil {
		t.Fatal(err)
	}
	d := newDevice(hallA, "A7")
	lost := 0
	s := syncer(d, func(o *sync.Options) {
		o.Transport = &flaky{fault: func(n int, r *http.Request, next http.RoundTripper) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			if n == 1 && err == nil {
				lost++
				_ = resp.Body.Close()
				return nil, errCut
			}
			return resp, err
		}}
	})
	if err := s.Enrol(ctx, f.server.URL+"/", " "+strings.ReplaceAll(code, "-", "－")+" "); err != nil || lost != 1 {
		t.Fatal(lost, err)
	}
	if d.link.Hall != hallA || d.link.Name != "测试县" || d.office.Device != "A7" || !hall.DeviceCode(d.link.Spare).Valid() {
		t.Fatalf("%+v", d.link)
	}
	if err := s.Enrol(ctx, f.server.URL, code); err != nil {
		t.Fatalf("the same device again: %v", err)
	}
	other := newDevice(hallA, "A7")
	if err := syncer(other).Enrol(ctx, f.server.URL, code); hall.KindOf(err) != hall.Rejected || other.link.Hall != "" {
		t.Fatalf("another device on a used code: %v", err)
	}
	f.enrol(other, syncer(other))
	if other.office.Device == "A7" || !other.office.Device.Valid() || other.office.Device == hall.DeviceCode(d.link.Spare) {
		t.Fatalf("two devices share code %s", other.office.Device)
	}
	wrong := newDevice(hallB, "A7")
	code, _ = f.EnrolCode(ctx, hallA, "")
	if err := syncer(wrong).Enrol(ctx, f.server.URL, code); hall.KindOf(err) != hall.Invalid {
		t.Fatalf("another hall's code: %v", err)
	}
	if err := syncer(wrong).Enrol(ctx, "http://county.example.cn", code); hall.KindOf(err) != hall.Invalid {
		t.Fatalf("plain http: %v", err)
	}
}

// TestTwoHallsApart: the same subject id and the same number in two halls are two cases.
func TestTwoHallsApart(t *testing.T) {
	f := startCounty(t, county.Options{})
	a, b := newDevice(hallA, "A7"), newDevice(hallB, "A7")
	sa, sb := syncer(a), syncer(b)
	f.enrol(a, sa)
	f.enrol(b, sb)
	id, subject := uuid.NewString(), uuid.NewString()
	a.addLine(entry(t, id, subject, string(hall.KindReceived), a.received(1)).Line())
	b.addLine(entry(t, id, subject, string(hall.KindReceived), b.received(1)).Line())
	for _, s := range []*sync.Syncer{sa, sb} {
		if _, err := s.Once(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	st := f.status()
	if st.Halls != 2 || st.Journals != 2 || st.Cases != 2 || st.Rejected+st.Conflicts+st.Held != 0 {
		t.Fatalf("%+v", st)
	}
}

// TestSameEntryUnderANewJournal: after a fork a device sends its entries again under the
// same ids; the county keeps one case.
func TestSameEntryUnderANewJournal(t *testing.T) {
	f, d, s := enrolled(t, 5)
	if _, err := s.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	again := newDevice(hallA, "B2")
	s2 := syncer(again)
	f.enrol(again, s2)
	for _, line := range d.lines {
		again.addLine(line)
	}
	if _, err := s2.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	if st := f.status(); st.Cases != 5 || st.Rejected+st.Conflicts+st.Held != 0 || len(again.verdicts) != 0 {
		t.Fatalf("%+v %v", st, again.verdicts)
	}
}
