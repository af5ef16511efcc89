package localdb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/fold"
)

// Record finds a record of a sort by id, full number or spoken number. NotFound when there
// is none, Invalid when several have the spoken one.
func (db *DB) Record(ctx context.Context, sort hall.Sort, key string) (hall.Record, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	return recordByKey(ctx, v, sort, key)
}

// Record is DB.Record inside an act, its own appends included.
func (tx *Tx) Record(ctx context.Context, sort hall.Sort, key string) (hall.Record, error) {
	if st := tx.subjects[key]; st != nil && st.Record != nil && st.Record.Facts().Sort == sort {
		return st.Record, nil
	}
	if err := tx.flush(ctx); err != nil {
		return nil, err
	}
	return recordByKey(ctx, tx, sort, key)
}

// Records is one page of the records a query selects, oldest first.
func (db *DB) Records(ctx context.Context, q hall.RecordQuery) (hall.RecordPage, error) {
	v, err := db.view(ctx)
	if err != nil {
		return hall.RecordPage{}, err
	}
	defer v.close()
	return recordPage(ctx, v, q)
}

// Records is DB.Records inside an act, its own appends included.
func (tx *Tx) Records(ctx context.Context, q hall.RecordQuery) (hall.RecordPage, error) {
	if err := tx.flush(ctx); err != nil {
		return hall.RecordPage{}, err
	}
	return recordPage(ctx, tx, q)
}

// The selections, by what the query gives; each walks one index.
const (
	recordColumns = `r.rid, r.id, r.body`
	recordNarrow  = ` AND r.rid > ?2 AND (?3 = 0 OR r.open = 1) AND r.day BETWEEN ?4 AND ?5 ORDER BY r.rid LIMIT ?6`
	recordsByKey  = `SELECT ` + recordColumns + ` FROM record_key AS k JOIN record AS r ON r.rid = k.record
		WHERE k.sort = ?1 AND k.key = ?7` + recordNarrow
	recordsByOf = `SELECT ` + recordColumns + ` FROM record AS r INDEXED BY record_by_of
		WHERE r.sort = ?1 AND r.of = ?7 AND r.of <> ''` + recordNarrow
	recordsByOwner = `SELECT ` + recordColumns + ` FROM record AS r INDEXED BY record_by_owner
		WHERE r.sort = ?1 AND r.owner = ?7` + recordNarrow
	recordsOpen = `SELECT ` + recordColumns + ` FROM record AS r INDEXED BY record_open
		WHERE r.sort = ?1 AND r.open = 1 AND ?7 = ''` + recordNarrow
	recordsByDay = `SELECT ` + recordColumns + ` FROM record AS r INDEXED BY record_by_day
		WHERE r.sort = ?1 AND ?7 = ''` + recordNarrow
)

// farDay is beyond every day a record can belong to.
const farDay = int64(1) << 40

func recordPage(ctx context.Context, s source, q hall.RecordQuery) (hall.RecordPage, error) {
	text, selector := recordsByDay, ""
	switch {
	case q.Key != "":
		text, selector = recordsByKey, q.Key
	case q.Of != "":
		text, selector = recordsByOf, q.Of
	case q.Owner != "":
		text, selector = recordsByOwner, q.Owner
	case q.OpenOnly:
		text = recordsOpen
	}
	limit := min(max(q.Limit, 0), maxLimit)
	if limit == 0 {
		limit = maxLimit
	}
	from, to := -farDay, farDay
	if !q.From.IsZero() {
		from = dayNumber(q.From)
	}
	if !q.To.IsZero() {
		to = dayNumber(q.To)
	}
	var (
		page hall.RecordPage
		last int64
	)
	args := []any{string(q.Sort), q.After, q.OpenOnly, from, to, limit + 1, selector}
	err := each(ctx, s, text, args, func(rows *sql.Rows) error {
		if len(page.Records) == limit {
			page.Next = last
			return nil
		}
		var (
			id     string
			stored []byte
		)
		if err := rows.Scan(&last, &id, &stored); err != nil {
			return fault("read a record", err)
		}
		r, err := openRecord(s.sealer(), q.Sort, id, stored)
		page.Records = append(page.Records, r)
		return err
	})
	return page, err
}

func recordByKey(ctx context.Context, s source, sort hall.Sort, key string) (hall.Record, error) {
	key = strings.TrimSpace(key)
	missing := hall.Missing("没有这条登记", "请核对编号")
	id := key
	if no, err := hall.ParseRecordNo(key); err == nil {
		const byNo = `SELECT id FROM record WHERE short = ? AND no = ? AND short <> '' ORDER BY rid LIMIT 1`
		if _, err := s.get(ctx, byNo, []any{no.Short(), string(no)}, []any{&id}); err != nil {
			return nil, err
		}
	} else if short := strings.ToUpper(strings.Join(strings.Fields(key), "")); short != "" && len(short) < 16 {
		const byShort = `SELECT id, no FROM record WHERE short = ? AND short <> '' ORDER BY day DESC, rid DESC LIMIT ?`
		found, err := onlyOne(ctx, s, byShort, short, "条登记")
		if err != nil {
			return nil, err
		}
		if found != short {
			id = found
		}
	}
	r, _, _, err := recordByID(ctx, s, id)
	if err != nil {
		return nil, err
	}
	if r == nil || r.Facts().Sort != sort {
		return nil, missing
	}
	return r, nil
}

// recordByID reads a record, its rowid and the position of its opening entry; nil means
// there is none.
func recordByID(ctx context.Context, s source, id string) (r hall.Record, rid, opened int64, err error) {
	var (
		sort   hall.Sort
		stored []byte
	)
	const text = `SELECT rid, sort, opened, body FROM record WHERE id = ?`
	ok, err := s.get(ctx, text, []any{id}, []any{&rid, &sort, &opened, &stored})
	if err != nil || !ok {
		return nil, 0, 0, err
	}
	r, err = openRecord(s.sealer(), sort, id, stored)
	return r, rid, opened, err
}

func openRecord(f field, sort hall.Sort, id string, stored []byte) (hall.Record, error) {
	body, err := f.Open("record", id, "body", stored)
	if err != nil {
		return nil, err
	}
	r, err := fold.Open(sort, body)
	if err != nil {
		return nil, damaged("有一条登记读不出来", err)
	}
	return r, nil
}

func (tx *Tx) projectRecord(ctx context.Context, st *subjectState) error {
	f := st.Record.Facts()
	body, err := json.Marshal(st.Record)
	if err != nil {
		return fmt.Errorf("encode record %s: %w", f.No, err)
	}
	sealed := tx.sealer().Seal("record", st.id, "body", body)
	conflict := len(st.Record.Trail().Conflicts()) > 0
	if st.noted == 0 {
		const insert = `
			INSERT INTO record (id, sort, no, short, state, open, day, due, owner, of, conflict, opened, body)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
		st.noted, err = tx.insert(ctx, insert, st.id, string(f.Sort), f.No, shortRecord(f.No), f.State, f.Open, dayNumber(f.Day),
			dayOrNull(f.Due), f.Owner, f.Of, conflict, st.opened, sealed)
	} else {
		const update = `
			UPDATE record
			SET no = ?, short = ?, state = ?, open = ?, day = ?, due = ?, owner = ?, of = ?, conflict = ?, body = ?
			WHERE rid = ?`
		err = tx.exec(ctx, update, f.No, shortRecord(f.No), f.State, f.Open, dayNumber(f.Day), dayOrNull(f.Due), f.Owner, f.Of,
			conflict, sealed, st.noted)
	}
	if err != nil {
		return err
	}
	if err := tx.projectStaff(ctx, st.Record); err != nil {
		return err
	}
	return tx.putRecordKeys(ctx, st.noted, f)
}

// putRecordKeys leaves the keys alone when they are what they were, which is nearly always.
func (tx *Tx) putRecordKeys(ctx context.Context, rid int64, f hall.Facts) error {
	have, err := recordKeys(ctx, tx, rid)
	if err != nil {
		return err
	}
	want := keysIn(f)
	if slices.Equal(have, want) {
		return nil
	}
	if err := tx.exec(ctx, `DELETE FROM record_key WHERE record = ?`, rid); err != nil {
		return err
	}
	for _, key := range want {
		if err := tx.exec(ctx, `INSERT INTO record_key (sort, key, record) VALUES (?, ?, ?)`, string(f.Sort), key, rid); err != nil {
			return err
		}
	}
	return nil
}

func recordKeys(ctx context.Context, s source, rid int64) ([]string, error) {
	var out []string
	err := each(ctx, s, `SELECT key FROM record_key WHERE record = ? ORDER BY key`, []any{rid}, func(rows *sql.Rows) error {
		var key string
		err := rows.Scan(&key)
		out = append(out, key)
		return fault("read the keys of a record", err)
	})
	return out, err
}

// keysIn are the record's keys, sorted and each once.
func keysIn(f hall.Facts) []string {
	keys := slices.DeleteFunc(slices.Clone(f.Keys), func(k string) bool { return k == "" })
	slices.Sort(keys)
	return slices.Compact(keys)
}

func shortRecord(no string) string {
	if _, err := hall.ParseRecordNo(no); err != nil {
		return ""
	}
	return hall.RecordNo(no).Short()
}

// sameRecord compares the columns beside a record with what it says.
func (a *audit) sameRecord(ctx context.Context, want, have *subjectState) (bool, error) {
	var (
		sort, no, short, state, owner, of string
		open, conflict                    bool
		day, opened                       int64
		due                               sql.NullInt64
	)
	const text = `
		SELECT sort, no, short, state, open, day, due, owner, of, conflict, opened
		FROM record
		WHERE id = ?`
	ok, err := a.v.get(ctx, text, []any{want.id}, []any{&sort, &no, &short, &state, &open, &day, &due, &owner, &of, &conflict, &opened})
	if err != nil || !ok {
		return false, err
	}
	keys, err := recordKeys(ctx, a.v, have.noted)
	if err != nil {
		return false, err
	}
	f := want.Record.Facts()
	return sort == string(f.Sort) && no == f.No && short == shortRecord(f.No) && state == f.State && open == f.Open &&
		day == dayNumber(f.Day) && dayFrom(due) == f.Due && owner == f.Owner && of == f.Of &&
		conflict == (len(want.Record.Trail().Conflicts()) > 0) && opened == want.opened && slices.Equal(keys, keysIn(f)), nil
}
