package sqlitestore

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"bianmin/county/store"
	"bianmin/hall"
	"bianmin/hall/journal"
)

const (
	sqlHallOf = `
SELECT hall
FROM directory
WHERE journal = ?`
	sqlJournal = `
SELECT public_key, device, spare, size, edge
FROM journal
WHERE hall = ? AND journal = ?`
	sqlPlace = `
SELECT place
FROM hall
WHERE code = ?`
	sqlKeepEntry = `
INSERT INTO entry (hall, journal, seq, place, received, leaf, line)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (hall, journal, seq) DO NOTHING`
	sqlLeaf = `
SELECT leaf
FROM entry
WHERE hall = ? AND journal = ? AND seq = ?`
	sqlKeepHead = `
UPDATE journal
SET size = ?, edge = ?, signed = ?
WHERE hall = ? AND journal = ?`
	sqlKeepHall = `
UPDATE hall
SET place = ?, entries = entries + ?, contact = max(contact, ?)
WHERE code = ?`
)

// Journal implements store.Journals.
func (s *Store) Journal(ctx context.Context, id string) (store.Journal, error) {
	j := store.Journal{ID: id}
	err := s.read.QueryRowContext(ctx, sqlHallOf, id).Scan(&j.Hall)
	if errors.Is(err, sql.ErrNoRows) {
		return j, hall.Missing("县平台没有登记这台设备", "请向县平台要一个登记码，重新登记")
	}
	if err != nil {
		return j, fmt.Errorf("find the hall of a journal: %w", err)
	}
	var size int64
	var edge []byte
	err = s.read.QueryRowContext(ctx, sqlJournal, j.Hall, id).Scan(&j.PublicKey, &j.Device, &j.Spare, &size, &edge)
	if err != nil {
		return j, fmt.Errorf("read a journal: %w", err)
	}
	log, err := journal.ParseEdge(size, edge)
	if err != nil {
		return j, err
	}
	j.Head = log.Head()
	return j, nil
}

// Keep implements store.Journals.
func (s *Store) Keep(ctx context.Context, p store.Push) (journal.Head, error) {
	ctx = unhurried(ctx)
	var head journal.Head
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		var err error
		head, err = keep(ctx, tx, p)
		return err
	})
	if err != nil {
		return journal.Head{}, fmt.Errorf("keep entries from %d: %w", p.From, err)
	}
	return head, nil
}

func keep(ctx context.Context, tx *sql.Tx, p store.Push) (journal.Head, error) {
	edge, err := edgeOf(ctx, tx, p)
	if err != nil {
		return journal.Head{}, err
	}
	before := edge.Head()
	if p.From > before.Size+1 {
		return before, &store.GapError{Head: before}
	}
	var place int64
	if err := tx.QueryRowContext(ctx, sqlPlace, p.Hall).Scan(&place); err != nil {
		return before, fmt.Errorf("read the last position: %w", err)
	}
	w, err := newKeeper(ctx, tx, p, place)
	if err != nil {
		return before, err
	}
	defer w.close()
	for i, line := range p.Lines {
		added, err := w.add(ctx, p.From+int64(i), line)
		var fork *store.ForkError
		if errors.As(err, &fork) {
			fork.Head = before
		}
		if err != nil {
			return before, err
		}
		if added {
			edge.Append(line.Leaf)
		}
	}
	after := edge.Head()
	if p.Head.Size == after.Size && p.Head.Root != after.Root {
		return before, &store.ForkError{Head: before}
	}
	if after.Size > before.Size {
		if _, err := tx.ExecContext(ctx, sqlKeepHead, after.Size, edge.Bytes(), p.Signed, p.Hall, p.Journal); err != nil {
			return before, fmt.Errorf("keep the head: %w", err)
		}
	}
	if _, err := tx.ExecContext(ctx, sqlKeepHall, w.place, after.Size-before.Size, p.At.UnixMilli(), p.Hall); err != nil {
		return before, fmt.Errorf("keep the hall's counters: %w", err)
	}
	return after, nil
}

func edgeOf(ctx context.Context, tx *sql.Tx, p store.Push) (*journal.Edge, error) {
	var key, device, spare string
	var size int64
	var raw []byte
	if err := tx.QueryRowContext(ctx, sqlJournal, p.Hall, p.Journal).Scan(&key, &device, &spare, &size, &raw); err != nil {
		return nil, fmt.Errorf("read the journal's edge: %w", err)
	}
	return journal.ParseEdge(size, raw)
}

// keeper adds the lines of one push. The unique key (hall, journal, seq) decides what is new.
type keeper struct {
	tx    *sql.Tx
	push  store.Push
	place int64 // last given in the hall
	entry *sql.Stmt
}

func newKeeper(ctx context.Context, tx *sql.Tx, p store.Push, place int64) (*keeper, error) {
	k := &keeper{tx: tx, push: p, place: place}
	var err error
	if k.entry, err = tx.PrepareContext(ctx, sqlKeepEntry); err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	return k, nil
}

func (k *keeper) close() { _ = k.entry.Close() }

// add stores a line at a position, or finds the same leaf there already.
func (k *keeper) add(ctx context.Context, seq int64, line store.Line) (added bool, err error) {
	p := k.push
	var raw any // NULL when omitted
	if line.Raw != nil {
		raw = line.Raw
	}
	res, err := k.entry.ExecContext(ctx, p.Hall, p.Journal, seq, k.place+1, p.At.UnixMilli(), line.Leaf[:], raw)
	if err != nil {
		return false, fmt.Errorf("keep entry %d: %w", seq, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		if err != nil {
			return false, fmt.Errorf("keep entry %d: %w", seq, err)
		}
		return false, k.same(ctx, seq, line.Leaf)
	}
	k.place++
	return true, nil
}

// same is nil when the stored entry at seq has this leaf, and a ForkError when not.
func (k *keeper) same(ctx context.Context, seq int64, leaf journal.Hash) error {
	var stored []byte
	if err := k.tx.QueryRowContext(ctx, sqlLeaf, k.push.Hall, k.push.Journal, seq).Scan(&stored); err != nil {
		return fmt.Errorf("read the leaf of entry %d: %w", seq, err)
	}
	if !bytes.Equal(stored, leaf[:]) {
		return &store.ForkError{Seq: seq}
	}
	return nil
}
