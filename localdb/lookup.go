package localdb

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"bianmin/hall"
)

// Case finds a case by id, full number or spoken number, the act's own appends
// included. A spoken number of several days gives the newest. A case the act has in hand
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

// Case finds a case by id, full number or spoken number. A spoken number of several days
// gives the newest. NotFound when there is none, Invalid when a full number is miswritten.
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
	const byShort = `SELECT id FROM cases WHERE short = ? ORDER BY day DESC, rid DESC LIMIT 1`
	_, err := s.get(ctx, byShort, []any{short}, []any{&id})
	return id, err
}

// Appointment finds an appointment by id, full number or spoken number, the act's own
// appends included.
func (tx *Tx) Appointment(ctx context.Context, key string) (*hall.Appointment, error) {
	if err := tx.flush(ctx); err != nil {
		return nil, err
	}
	return appointmentByKey(ctx, tx, key)
}

// PersonByID is the id of the person who has this document number, "" if there is none.
// Of several it is the one who came first.
func (tx *Tx) PersonByID(ctx context.Context, idType, idNo string) (string, error) {
	if err := tx.flush(ctx); err != nil {
		return "", err
	}
	_, ids, err := personsByDocument(ctx, tx, idType, idNo)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[len(ids)-1], nil
}

// Taken counts the bookings of a slot that are not cancelled.
func (tx *Tx) Taken(ctx context.Context, slot hall.Slot) (int, error) {
	if err := tx.flush(ctx); err != nil {
		return 0, err
	}
	const text = `
		SELECT COUNT(*)
		FROM appointment
		WHERE day = ? AND start = ? AND state <> 'cancelled'`
	var n int
	_, err := tx.get(ctx, text, []any{dayNumber(slot.Day), slot.Start}, []any{&n})
	return n, err
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
