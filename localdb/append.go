package localdb

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// aheadLimit is how far before the device's clock something may be said to have happened.
const aheadLimit = time.Minute

// Append judges the draft with hall's rules and writes it when they allow it. A draft
// they do not allow is an error of kind Unlawful (it does not fit the subject as it
// stands) or Invalid (it cannot mean anything), and nothing is written.
func (tx *Tx) Append(ctx context.Context, d hall.Draft) (journal.Entry, error) {
	now := tx.db.opts.Clock().UTC()
	at := now
	if d.AtMilli != 0 {
		at = time.UnixMilli(d.AtMilli)
	}
	switch {
	case d.Body == nil || d.Subject == "":
		return journal.Entry{}, errors.New("localdb: draft without body or subject")
	case at.Sub(now) > aheadLimit:
		return journal.Entry{}, hall.Refuse("发生时间在将来", "请核对时间；电脑的钟不准的，先对钟")
	}
	if b, ok := d.Body.(hall.Received); ok {
		if err := tx.freeNo(ctx, b.No, d.Subject); err != nil {
			return journal.Entry{}, err
		}
	}
	if err := tx.freeID(ctx, d.ID); err != nil {
		return journal.Entry{}, err
	}
	st, err := tx.subject(ctx, d.Subject)
	if err != nil {
		return journal.Entry{}, err
	}
	clock := tx.clock.Next(now)
	e, err := tx.entry(d, at, now, clock, st.Last())
	if err != nil {
		return journal.Entry{}, err
	}
	next := st.Subject
	if err := allowed(e.ID, next.Judge(e)); err != nil {
		return journal.Entry{}, err
	}
	if err := tx.writeEntry(ctx, e); err != nil {
		return journal.Entry{}, err
	}
	tx.clock, st.Subject = clock, next
	st.corrected = st.corrected || d.Body.Kind() == hall.KindCorrected
	tx.touch(st)
	return e, nil
}

// entry gives the draft id, times, clock and salt.
func (tx *Tx) entry(d hall.Draft, at, now time.Time, clock journal.Clock, base string) (journal.Entry, error) {
	var drawn [10 + journal.SaltSize]byte
	if _, err := io.ReadFull(tx.db.opts.Random, drawn[:]); err != nil {
		return journal.Entry{}, fmt.Errorf("draw id and salt: %w", err)
	}
	id := d.ID
	if id == "" {
		id = uuidV7(now, [10]byte(drawn[:10]))
	}
	return journal.New(journal.Header{
		ID: id, Kind: string(d.Body.Kind()), Subject: d.Subject, Base: base,
		Actor: d.Actor, At: at, Recorded: now, Clock: clock, Schema: hall.SchemaOf, Rules: hall.RulesEdition,
	}, d.Body, [journal.SaltSize]byte(drawn[10:]))
}

// uuidV7 lays out a version 7 UUID. Source: RFC 9562 5.7.
func uuidV7(now time.Time, drawn [10]byte) string {
	var u [16]byte
	binary.BigEndian.PutUint64(u[:8], uint64(now.UnixMilli())<<16) //nolint:gosec // after 1970
	copy(u[6:], drawn[:])
	u[6] = u[6]&0x0f | 0x70
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

func allowed(id string, verdicts []hall.Verdict) error {
	for _, v := range verdicts {
		if v.Entry != id {
			continue
		}
		switch v.Status {
		case hall.StatusApplied:
			return nil
		case hall.StatusRejected:
			return hall.Refuse(v.Why, v.Next)
		default:
			return hall.Forbid(v.Why, v.Next)
		}
	}
	return fmt.Errorf("localdb: no verdict for entry %s", id)
}

// freeID refuses a fact made by time that is in the journal already.
func (tx *Tx) freeID(ctx context.Context, id string) error {
	if id == "" {
		return nil
	}
	var seq int64
	found, err := tx.get(ctx, `SELECT seq FROM entry WHERE id = ?`, []any{id}, []any{&seq})
	if err != nil || !found {
		return err
	}
	return hall.Forbid("这件事已经记过了", "")
}

// freeNo refuses a number that another case of this device has.
func (tx *Tx) freeNo(ctx context.Context, no hall.CaseNo, subject string) error {
	if err := tx.flush(ctx); err != nil { // the other case may be of this act
		return err
	}
	var id string
	ok, err := tx.get(ctx, `SELECT id FROM cases WHERE short = ? AND no = ? LIMIT 1`,
		[]any{no.Short(), string(no)}, []any{&id})
	if err != nil || !ok || id == subject {
		return err
	}
	return hall.Forbid(fmt.Sprintf("编号 %s 已经用过", no), "请重新取号")
}

func (tx *Tx) writeEntry(ctx context.Context, e journal.Entry) error {
	seq, salt, leaf, seal := tx.edge.Size()+1, e.Salt(), e.Leaf(), tx.sealer().Seal
	const putEntry = `
		INSERT INTO entry (seq, id, kind, subject, at, recorded, header, salt, body, leaf)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	err := tx.exec(ctx, putEntry, seq, e.ID, e.Kind, e.Subject, e.At.UnixMilli(), e.Recorded.UnixMilli(), e.RawHeader(),
		seal("entry", e.ID, "salt", salt[:]), seal("entry", e.ID, "body", e.RawBody()), leaf[:])
	if err != nil {
		return err
	}
	if err := tx.putLine(ctx, seq, e.Line()); err != nil {
		return err
	}
	const putHash = `INSERT INTO merkle (idx, hash) VALUES (?, ?)`
	first := tlog.StoredHashCount(tx.edge.Size())
	for i, h := range tx.edge.Append(leaf) {
		if err := tx.exec(ctx, putHash, first+int64(i), h[:]); err != nil {
			return err
		}
	}
	tx.grown = true
	return nil
}

func (tx *Tx) putLine(ctx context.Context, seq int64, line []byte) error {
	return tx.exec(ctx, `INSERT INTO outbox (seq, line) VALUES (?, ?)`,
		seq, tx.sealer().Seal("outbox", fmt.Sprint(seq), "line", line))
}
