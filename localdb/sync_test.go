package localdb_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/localdb"
)

func batch(t testing.TB, db *localdb.DB, from int64, lines, size int) journal.Batch {
	t.Helper()
	b, err := db.Batch(t.Context(), from, lines, size)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBatchesCarryTheWholeJournalWithTheRightHeads(t *testing.T) {
	db := busyHall(t, t.TempDir())
	p, err := db.Progress(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, limits := range map[string][2]int{"one by one": {1, 1 << 20}, "by bytes": {1000, 6000}, "a line longer than the limit": {10, 1}, "all": {1000, 8 << 20}} {
		var edge journal.Edge
		for from := int64(1); from <= p.Head.Size; {
			b := batch(t, db, from, limits[0], limits[1]) // from 1: below the outbox, rebuilt from entries
			if len(b.Lines) == 0 {
				t.Fatalf("%s: nothing from %d", name, from)
			}
			for _, line := range b.Lines {
				edge.Append(journal.LeafOf(line))
			}
			if edge.Head() != b.Head {
				t.Fatalf("%s: head after %d lines from %d differs", name, len(b.Lines), from)
			}
			from += int64(len(b.Lines))
		}
		if edge.Head() != p.Head {
			t.Errorf("%s: root differs", name)
		}
	}
	if b := batch(t, db, p.Head.Size+1, 10, 1000); len(b.Lines) != 0 || b.Head != p.Head {
		t.Errorf("behind the end: %+v", b)
	}
	if _, err := db.Batch(t.Context(), p.Head.Size+2, 10, 1000); hall.KindOf(err) != hall.Invalid {
		t.Errorf("far behind the end: %v", err)
	}
}

func TestOnlyAMatchingReceiptMovesTheOutbox(t *testing.T) {
	db := busyHall(t, t.TempDir())
	before, err := db.Progress(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	good, err := db.RootAt(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for name, acked := range map[string]journal.Head{
		"another root": {Size: 10, Root: journal.Hash{1}}, "our root at another size": {Size: 11, Root: good.Root},
		"more than we have": {Size: 1000, Root: good.Root}, "less than nothing": {Size: -1},
	} {
		err := db.Settle(t.Context(), journal.Receipt{Epoch: "e1", Acked: acked, Exceptions: []journal.Exception{{Seq: 1}}})
		if hall.KindOf(err) != hall.Rejected {
			t.Errorf("%s: %v", name, err)
		}
	}
	if p, err := db.Progress(t.Context()); err != nil || p != before {
		t.Errorf("progress moved: %+v, %v", p, err)
	}
	if x, err := db.Exceptions(t.Context()); err != nil || len(x) != 0 {
		t.Errorf("exceptions of a refused receipt: %v, %v", x, err)
	}
	want := journal.Exception{Seq: 9, Entry: "id", Status: "conflict", Why: "重复"}
	if err := db.Settle(t.Context(), journal.Receipt{Epoch: "e1", Acked: good, Exceptions: []journal.Exception{want}}); err != nil {
		t.Fatal(err)
	}
	if x, err := db.Exceptions(t.Context()); err != nil || len(x) != 1 || x[0] != want {
		t.Errorf("exceptions: %v, %v", x, err)
	}
	p, err := db.Progress(t.Context())
	if err != nil || p.Acked != good || p.Waiting() != before.Head.Size-10 {
		t.Errorf("progress %+v, %v", p, err)
	}
	verified(t, db)
}

func TestACountyRestoredToYesterdayGetsItAgain(t *testing.T) {
	for _, tt := range []struct {
		name  string
		epoch string
		back  int64
	}{{"another epoch", "e2", 3}, {"fewer entries", "e1", 5}, {"an empty county", "e3", 0}, {"another epoch, nothing lost", "e2", 12}} {
		t.Run(tt.name, func(t *testing.T) {
			db := busyHall(t, t.TempDir())
			first := batch(t, db, 1, 1000, 8<<20)
			for _, r := range []struct {
				epoch string
				size  int64
			}{{"e1", 12}, {tt.epoch, tt.back}} {
				head, err := db.RootAt(t.Context(), r.size)
				if err != nil {
					t.Fatal(err)
				}
				x := []journal.Exception{{Seq: r.size, Entry: "id", Status: "held"}}
				if err := db.Settle(t.Context(), journal.Receipt{Epoch: r.epoch, Acked: head, Exceptions: x}); err != nil {
					t.Fatal(err)
				}
			}
			verified(t, db)
			again := batch(t, db, tt.back+1, 1000, 8<<20)
			for i, line := range again.Lines {
				if !bytes.Equal(line, first.Lines[int(tt.back)+i]) {
					t.Fatalf("line %d differs", i)
				}
			}
			if len(again.Lines) != len(first.Lines)-int(tt.back) {
				t.Errorf("%d lines", len(again.Lines))
			}
			if x, err := db.Exceptions(t.Context()); err != nil || len(x) != 1 || x[0].Seq != tt.back {
				t.Errorf("exceptions %v, %v", x, err)
			}
		})
	}
}

func TestLinkAndDevice(t *testing.T) {
	clock, dir := startClock(), t.TempDir()
	db := create(t, dir, clock)
	if l, err := db.Link(t.Context()); err != nil || l != (journal.Link{}) {
		t.Errorf("link %+v, %v", l, err)
	}
	want := journal.Link{County: "http://127.0.0.1:8080", Name: "新化县", Hall: division, Journal: db.Journal(), Keys: journal.KeyPair{Private: "k"}, Spare: "B1"}
	if err := db.SaveLink(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if l, err := db.Link(t.Context()); err != nil || l != want {
		t.Errorf("link %+v, %v", l, err)
	}
	if err := db.SetDevice(t.Context(), "IO"); hall.KindOf(err) != hall.Invalid {
		t.Errorf("device IO: %v", err)
	}
	if err := db.SetDevice(t.Context(), "B1"); err != nil {
		t.Fatal(err)
	}
	if err := db.SaveOffice(t.Context(), hall.Office{Code: division, Device: "B1", Counter: "2号窗口", Journal: "forged"}); err != nil {
		t.Fatal(err)
	}
	o, err := open(t, dir, clock).Office(t.Context())
	if err != nil || o.Device != "B1" || o.Counter != "2号窗口" || o.Journal != db.Journal() || len(o.Journal) != 32 {
		t.Errorf("office %+v, %v", o, err)
	}
}

// Two devices fed the same facts in the same order stand at the same place, however the
// facts are cut into acts.
func TestDevicesFedTheSameAgree(t *testing.T) {
	cal := years(t)
	rapid.Check(t, func(rt *rapid.T) {
		clock := startClock()
		type step struct {
			draft hall.Draft
			cut   bool
		}
		var (
			steps    []step
			subjects []string
		)
		for i := range rapid.IntRange(1, 25).Draw(rt, "steps") {
			cut := rapid.Bool().Draw(rt, "cut")
			if len(subjects) == 0 || rapid.Bool().Draw(rt, "new") {
				subjects = append(subjects, newID())
				name := rapid.SampledFrom([]string{"王小明", "单小丹", "阿依古丽·买买提"}).Draw(rt, "name")
				n, _ := hall.IntakeDues(cal, hall.ModeDecide, clock.now)
				body := hall.Received{
					No: hall.NewCaseNo(division, hall.DayOf(clock.now), "A7", i+1), Hall: division, NoticeBy: n,
					Rules: hall.Rules{Code: "MZ-06", Mode: hall.ModeDecide}, Applicant: person("p"+name, name, "430121199001011234", ""),
					Intake: hall.CaseIntake{Mode: hall.BySelf, Handler: "wang"},
				}
				steps = append(steps, step{hall.Draft{Subject: subjects[len(subjects)-1], Actor: "wang", AtMilli: clock.now.UnixMilli(), Body: body}, cut})
				continue
			}
			body := rapid.SampledFrom([]hall.Body{
				hall.Accepted{},
				hall.Noticed{Missing: []string{"户口簿"}, Told: hall.Told{How: "当面", To: "本人"}},
				hall.Supplied{Materials: []hall.Material{{Name: "户口簿", Copy: 1}}},
				hall.Completed{Result: hall.Granted},
				hall.Delivered{How: "当面", To: "本人"},
				hall.Voided{Reason: "重复"},
				hall.Declined{Reason: "不符合条件"},
			}).Draw(rt, "body")
			steps = append(steps, step{hall.Draft{Subject: rapid.SampledFrom(subjects).Draw(rt, "subject"), Actor: "li", AtMilli: clock.now.UnixMilli(), Body: body}, cut})
		}
		play := func(oneByOne bool) *localdb.DB {
			db := create(t, t.TempDir(), clock)
			for i := 0; i < len(steps); {
				end := i + 1
				for !oneByOne && end < len(steps) && !steps[end].cut {
					end++
				}
				err := db.Act(t.Context(), func(tx *localdb.Tx) error {
					for _, s := range steps[i:end] {
						_, err := tx.Append(t.Context(), s.draft)
						if k := hall.KindOf(err); err != nil && k != hall.Unlawful && k != hall.Invalid {
							return err
						}
					}
					return nil
				})
				if err != nil {
					rt.Fatal(err)
				}
				i = end
			}
			return db
		}
		a, b := play(true), play(false)
		defer a.Close()
		defer b.Close()
		verified(t, a)
		verified(t, b)
		day := hall.DayOf(clock.now)
		ca, err1 := a.Counts(t.Context(), day)
		cb, err2 := b.Counts(t.Context(), day)
		if ca != cb || err1 != nil || err2 != nil {
			rt.Fatalf("counts %+v and %+v", ca, cb)
		}
		for _, s := range subjects {
			x, err1 := a.Case(t.Context(), s)
			y, err2 := b.Case(t.Context(), s)
			if err1 != nil || err2 != nil || x.State != y.State || len(x.History) != len(y.History) {
				rt.Fatalf("case %s: %v and %v", s, x, y)
			}
		}
	})
}
