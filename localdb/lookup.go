package localdb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"bianmin/hall"
)

// Case finds a case by id, full number or spoken number, the act's own appends
// included. A spoken number that several cases have is Invalid. A case the act has in hand
// comes as it is folded, not by way of the file; it must not be changed.
func (tx *Tx) Case(ctx context.Context, key string) (*hall.Case, error) {
	if st := tx.subjects[key]; st != nil && st.Case != nil {
		return st.Case, nil
	}
	if err := tx.flush(ctx); err != nil {
		return nil, err
	}
	return caseByKey(ctx, tx, key)
}

// Case finds a case by id, full number or spoken number. NotFound when there is none,
// Invalid when a full number is miswritten, or several cases have the spoken one.
func (db *DB) Case(ctx context.Context, key string) (*hall.Case, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	return caseByKey(ctx, v, key)
}

func caseByKey(ctx context.Context, s source, key string) (*hall.Case, error) {
	key = strings.TrimSpace(key)
	id, err := caseID(ctx, s, key)
	if err != nil {
		return nil, err
	}
	c, _, err := caseByID(ctx, s, id)
	if err != nil || c != nil {
		return c, err
	}
	if strings.Count(key, "-") == 2 { // three parts: meant as a full number
		if _, err := hall.ParseCaseNo(key); err != nil {
			return nil, err
		}
	}
	return nil, hall.Missing("没有这个办件", "请核对编号，或按姓名、证件尾号查找")
}

// caseID turns a number into an id; anything else is taken as an id.
func caseID(ctx context.Context, s source, key string) (string, error) {
	id := key
	if no, err := hall.ParseCaseNo(key); err == nil {
		const byNo = `SELECT id FROM cases WHERE short = ? AND no = ? ORDER BY rid LIMIT 1`
		_, err = s.get(ctx, byNo, []any{no.Short(), string(no)}, []any{&id})
		return id, err
	}
	short := hall.ShortNo(key)
	if short == "" {
		return key, nil
	}
	const byShort = `SELECT id, no FROM cases WHERE short = ? ORDER BY day DESC, rid DESC LIMIT ?`
	return onlyOne(ctx, s, byShort, short, "件")
}

const namedNumbers = 5 // numbers named when a spoken one means several

// onlyOne is the id behind a spoken number, the number itself when nothing has it. Spoken
// numbers come again on other days: of several none is taken, not even today's, because
// the paper in the citizen's hand may be of any day.
func onlyOne(ctx context.Context, s source, text, short, unit string) (string, error) {
	var ids, numbers []string
	err := each(ctx, s, text, []any{short, maxByNumber}, func(rows *sql.Rows) error {
		var id, no string
		err := rows.Scan(&id, &no)
		ids, numbers = append(ids, id), append(numbers, no)
		return fault("read a number", err)
	})
	if err != nil || len(ids) == 0 {
		return short, err
	}
	if len(ids) == 1 {
		return ids[0], nil
	}
	more := ""
	if len(ids) > namedNumbers {
		numbers, more = numbers[:namedNumbers], "等"
	}
	return "", hall.Refuse(fmt.Sprintf("%s 对得上 %d %s", spoken(short), len(ids), unit),
		"请用完整编号："+strings.Join(numbers, "、")+more)
}

// spoken is a short number in the groups it is said in: device, digits, check character.
func spoken(short string) string {
	n := len(short)
	if n < 6 {
		return short
	}
	return short[:n-5] + " " + short[n-5:n-1] + " " + short[n-1:]
}

// Appointment finds an appointment by id, full number or spoken number, the act's own
// appends included.
func (tx *Tx) Appointment(ctx context.Context, key string) (*hall.Appointment, error) {
	if err := tx.flush(ctx); err != nil {
		return nil, err
	}
	return appointmentByKey(ctx, tx, key)
}

// Persons are all who have this document number, newest first: a family shares a
// household book, and one number may have been written under several names.
func (tx *Tx) Persons(ctx context.Context, idType, idNo string) ([]hall.Person, error) {
	if err := tx.flush(ctx); err != nil {
		return nil, err
	}
	_, persons, err := personsByDocument(ctx, tx, idType, idNo)
	return persons, err
}

// Keep remembers an intake line by its reference; a reference kept before is replaced.
func (tx *Tx) Keep(ctx context.Context, ref string, k hall.Kept) error {
	body, err := json.Marshal(k)
	if err != nil {
		return fmt.Errorf("encode a kept line: %w", err)
	}
	key := tx.sealer().Index("kept", ref)
	const text = `INSERT INTO kept (ref, body) VALUES (?, ?) ON CONFLICT (ref) DO UPDATE SET body = excluded.body`
	return tx.exec(ctx, text, key, tx.sealer().Seal("kept", fmt.Sprintf("%x", key), "body", body))
}

// Kept returns what Keep remembered of a reference, and whether it did.
func (tx *Tx) Kept(ctx context.Context, ref string) (hall.Kept, bool, error) {
	key := tx.sealer().Index("kept", ref)
	var (
		k      hall.Kept
		stored []byte
	)
	ok, err := tx.get(ctx, `SELECT body FROM kept WHERE ref = ?`, []any{key}, []any{&stored})
	if err != nil || !ok {
		return k, false, err
	}
	body, err := tx.sealer().Open("kept", fmt.Sprintf("%x", key), "body", stored)
	if err != nil {
		return k, false, err
	}
	if err := json.Unmarshal(body, &k); err != nil {
		return k, false, damaged("一条收件来源记录读不出来", err)
	}
	return k, true, nil
}
