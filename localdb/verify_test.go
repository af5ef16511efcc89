package localdb_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/localdb"
)

func verified(t testing.TB, db *localdb.DB) {
	t.Helper()
	r, err := db.Verify(t.Context())
	if err != nil || !r.OK {
		t.Fatalf("verify: %+v, %v", r, err)
	}
}

// tamper changes the file behind the program's back.
func tamper(t testing.TB, dir string, texts ...string) {
	t.Helper()
	raw, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(dir, "bianmin.db"))+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	for _, text := range texts {
		if _, err := raw.ExecContext(t.Context(), text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

// busyHall has ten cases, some accepted, one voided, two appointments, and a county
// that holds the first eight entries.
func busyHall(t testing.TB, dir string) *localdb.DB {
	t.Helper()
	clock := startClock()
	db := create(t, dir, clock)
	cal := years(t)
	for i := range 10 {
		in := intake{person: person("p"+string(rune('a'+i%4)), "王小明", "43012119900101123"+string(rune('0'+i%4)), "1381234567"+string(rune('0'+i))), cal: cal}
		var then []hall.Body
		if i%2 == 0 {
			p, s := hall.AcceptDues(cal, hall.Limits{Promised: &hall.Limit{N: 10, Unit: hall.Workday}}, clock.now)
			then = append(then, hall.Accepted{Promised: p, Statutory: s})
		}
		if i == 3 {
			then = append(then, hall.Voided{Reason: "重复录入"})
		}
		save(t, db, in, clock.now, then...)
	}
	for i := range 2 {
		book(t, db, hall.DayOf(clock.now), "09:00", i+1, person("pz", "赵六", "", "13912345678"))
	}
	head, err := db.RootAt(t.Context(), 8)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Settle(t.Context(), journal.Receipt{Epoch: "e1", Acked: head, Time: clock.now}); err != nil {
		t.Fatal(err)
	}
	return db
}

func book(t testing.TB, db *localdb.DB, day hall.Date, start string, n int, p hall.Person) string {
	t.Helper()
	id := newID()
	err := db.Act(t.Context(), func(tx *localdb.Tx) error {
		_, err := tx.Append(t.Context(), hall.Draft{Subject: id, Actor: "wang", Body: hall.Booked{
			No: hall.NewAppointNo(day, "A7", n), Hall: division, Slot: hall.Slot{Day: day, Start: start, Minutes: 30}, Person: p,
		}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestVerifyFinds(t *testing.T) {
	const flip = ` SET body = CAST(replace(CAST(body AS TEXT), '王小明', '王小朋') AS BLOB) `
	for _, tt := range []struct{ name, text, want string }{
		{"a changed body", `UPDATE entry` + flip + `WHERE seq = 3`, "第 3 条留痕被改动过"},
		{"a changed body the county holds, with its outbox line gone long ago", `UPDATE entry` + flip + `WHERE seq = 1`, "第 1 条留痕被改动过"},
		{"a changed salt", `UPDATE entry SET salt = x'0001020304050607080910111213141516' WHERE seq = 3`, "第 3 条留痕被改动过"},
		{"a changed header", `UPDATE entry SET header = CAST(replace(CAST(header AS TEXT), '"wang"', '"li"') AS BLOB) WHERE seq = 2`, "第 2 条留痕被改动过"},
		{"a changed column beside the bytes", `UPDATE entry SET kind = 'case.voided' WHERE seq = 2`, "第 2 条留痕的检索栏"},
		{"a deleted entry", `DELETE FROM entry WHERE seq = 5`, "缺第 5 条留痕"},
		{"the last entry deleted", `DELETE FROM entry WHERE seq = (SELECT MAX(seq) FROM entry)`, "条留痕"},
		{"a changed leaf", `UPDATE entry SET leaf = zeroblob(32) WHERE seq = 4`, "第 4 条留痕被改动过"},
		{"a changed Merkle hash", `UPDATE merkle SET hash = zeroblob(32) WHERE idx = 6`, "第 6 个校验值不对"},
		{"a changed edge", `UPDATE edge SET roots = zeroblob(length(roots))`, "留痕根"},
		{"a changed state of a case", `UPDATE cases SET state = 'completed' WHERE rid = 2`, "当前状态与留痕算出的不同"},
		{"a changed name in a list", `UPDATE cases SET applicant = x'00e78e8b' WHERE rid = 2`, "当前状态与留痕算出的不同"},
		{"a changed case", `UPDATE case_body` + flip + `WHERE rid = 2`, "当前状态与留痕算出的不同"},
		{"a deleted case", `DELETE FROM cases WHERE rid = 2`, "当前状态与留痕算出的不同"},
		{"an appointment put back", `UPDATE appointment SET state = 'cancelled' WHERE rid = 1`, "预约 Y"},
		{"a case nobody took in", `INSERT INTO cases SELECT 99, 'x', 'X-1', short, day, opened, state, mode, matter, matter_name, village, handler, person, applicant, received_at, completed, due, outside, conflict FROM cases WHERE rid = 1`, "X-1 没有对应的留痕"},
		{"a changed outbox line", `UPDATE outbox SET line = CAST(replace(CAST(line AS TEXT), '"wang"', '"li"') AS BLOB) WHERE seq = 9`, "待传的第 9 条与留痕不同"},
		{"a line taken out of the outbox", `DELETE FROM outbox WHERE seq = 9`, "第 9 条留痕没有排进待传"},
		{"a line nobody wrote", `INSERT INTO outbox VALUES (999, x'00')`, "待传的第 999 条没有对应的留痕"},
		{"a changed receipt", `UPDATE receipt SET root = zeroblob(32)`, "县里确认过的前 8 条"},
		{"a changed counter", `UPDATE tally SET n = n + 1 WHERE kind = 'open'`, "计数 open"},
		{"a changed person", `UPDATE person` + flip + `WHERE rid = 1`, "第 1 个申请人"},
		{"a lost blind index", `DELETE FROM person_key WHERE person = 1`, "第 1 个申请人"},
		{"a blind index too many", `INSERT INTO person_key VALUES (1, zeroblob(16), 1)`, "检索有"},
		{"an unreadable field", `UPDATE entry SET body = x'ff00' WHERE seq = 3`, "第 3 条留痕读不出来"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			db := busyHall(t, dir)
			verified(t, db)
			tamper(t, dir, tt.text)
			r, err := db.Verify(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if r.OK || !strings.Contains(strings.Join(r.Problems, "\n"), tt.want) {
				t.Errorf("found %q", r.Problems)
			}
		})
	}
}
