package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"bianmin/county/store"
	"bianmin/hall/journal"
)

const (
	sqlIdentity = `
SELECT epoch, name
FROM county`
	sqlHalls = `
SELECT code, name, contact, journals, entries, cases, rejected, conflicts, held
FROM hall
ORDER BY contact, code`
	sqlLatestCases = `
SELECT no, matter, state, received
FROM subject
WHERE hall = ? AND kind = 'case'
ORDER BY received DESC, no DESC
LIMIT ?`
	sqlLatestProblems = `
SELECT p.journal, p.seq, p.kind, p.status, p.why, e.received
FROM problem p
JOIN entry e ON e.hall = p.hall AND e.journal = p.journal AND e.seq = p.seq
WHERE p.hall = ?
ORDER BY p.place DESC
LIMIT ?`
	sqlJournals = `
SELECT hall, journal, public_key, size, edge, signed
FROM journal
ORDER BY hall, journal`
	sqlLines = `
SELECT seq, leaf, line
FROM entry
WHERE hall = ? AND journal = ? AND seq <= ?
ORDER BY seq`
)

// Identity implements store.Reports.
func (s *Store) Identity(ctx context.Context) (store.Identity, error) {
	var id store.Identity
	if err := s.read.QueryRowContext(ctx, sqlIdentity).Scan(&id.Epoch, &id.Name); err != nil {
		return id, fmt.Errorf("read the county's identity: %w", err)
	}
	return id, nil
}

// Status implements store.Reports.
func (s *Store) Status(ctx context.Context) (store.Status, error) {
	halls, err := s.Halls(ctx)
	if err != nil {
		return store.Status{}, err
	}
	st := store.Status{Halls: int64(len(halls))}
	for _, h := range halls {
		st.Journals += h.Journals
		st.Entries += h.Entries
		st.Cases += h.Cases
		st.Rejected += h.Rejected
		st.Conflicts += h.Conflicts
		st.Held += h.Held
	}
	return st, nil
}

// Halls implements store.Reports.
func (s *Store) Halls(ctx context.Context) ([]store.Hall, error) {
	return list(ctx, s.read, func(r *sql.Rows) (h store.Hall, err error) {
		var contact int64
		err = r.Scan(&h.Code, &h.Name, &contact, &h.Journals, &h.Entries, &h.Cases, &h.Rejected, &h.Conflicts, &h.Held)
		if contact > 0 {
			h.Contact = time.UnixMilli(contact).UTC()
		}
		return h, err
	}, sqlHalls)
}

// LatestCases implements store.Reports. It asks each hall for its latest, so that every
// query stays inside one hall.
func (s *Store) LatestCases(ctx context.Context, limit int) ([]store.CaseRow, error) {
	halls, err := s.Halls(ctx)
	if err != nil {
		return nil, err
	}
	var all []store.CaseRow
	for _, h := range halls {
		rows, err := list(ctx, s.read, func(r *sql.Rows) (c store.CaseRow, err error) {
			var received int64
			err = r.Scan(&c.No, &c.Matter, &c.State, &received)
			c.Received, c.Hall, c.HallName = time.UnixMilli(received).UTC(), h.Code, h.Name
			return c, err
		}, sqlLatestCases, h.Code, limit)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	slices.SortStableFunc(all, func(a, b store.CaseRow) int { return b.Received.Compare(a.Received) })
	return all[:min(limit, len(all))], nil
}

// LatestProblems implements store.Reports.
func (s *Store) LatestProblems(ctx context.Context, limit int) ([]store.Problem, error) {
	halls, err := s.Halls(ctx)
	if err != nil {
		return nil, err
	}
	var all []store.Problem
	for _, h := range halls {
		if h.Rejected+h.Conflicts+h.Held == 0 {
			continue
		}
		rows, err := list(ctx, s.read, func(r *sql.Rows) (p store.Problem, err error) {
			var at int64
			err = r.Scan(&p.Journal, &p.Seq, &p.Kind, &p.Status, &p.Why, &at)
			p.At, p.HallName = time.UnixMilli(at).UTC(), h.Name
			return p, err
		}, sqlLatestProblems, h.Code, limit)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	slices.SortStableFunc(all, func(a, b store.Problem) int { return b.At.Compare(a.At) })
	return all[:min(limit, len(all))], nil
}

// stored is a journal row as Verify reads it.
type stored struct {
	hall, journal, key string
	size               int64
	edge               []byte
	signed             string
}

// Verify recomputes the leaves and the root of every journal and checks the device's
// signature over it. Entries that arrive meanwhile are left out.
func (s *Store) Verify(ctx context.Context) (store.Verification, error) {
	v := store.Verification{Problems: []store.Finding{}}
	journals, err := list(ctx, s.read, func(r *sql.Rows) (j stored, err error) {
		return j, r.Scan(&j.hall, &j.journal, &j.key, &j.size, &j.edge, &j.signed)
	}, sqlJournals)
	if err != nil {
		return v, err
	}
	for _, j := range journals {
		v.Journals++
		v.Entries += j.size
		found, err := s.verify(ctx, j)
		if err != nil {
			return v, fmt.Errorf("verify journal %s: %w", j.journal, err)
		}
		v.Problems = append(v.Problems, found...)
	}
	v.OK = len(v.Problems) == 0
	return v, nil
}

func (s *Store) verify(ctx context.Context, j stored) (found []store.Finding, err error) {
	report := func(seq int64, what string) {
		found = append(found, store.Finding{Journal: j.journal, Seq: seq, Problem: what})
	}
	rows, err := s.read.QueryContext(ctx, sqlLines, j.hall, j.journal, j.size)
	if err != nil {
		return nil, fmt.Errorf("read the lines: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var log journal.Edge
	for rows.Next() {
		var seq int64
		var leaf []byte
		var line sql.Null[[]byte]
		if err := rows.Scan(&seq, &leaf, &line); err != nil {
			return nil, fmt.Errorf("read a line: %w", err)
		}
		if seq != log.Size()+1 || len(leaf) != len(journal.Hash{}) {
			report(seq, "位置不连续，或留痕值损坏")
			return found, nil
		}
		if line.Valid && journal.LeafOf(line.V) != journal.Hash(leaf) {
			report(seq, "原文和留痕值对不上")
		}
		log.Append(journal.Hash(leaf))
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the lines: %w", err)
	}
	kept, err := journal.ParseEdge(j.size, j.edge)
	if err != nil || kept.Head() != log.Head() {
		report(0, "重算的根和保存的根对不上")
		return found, nil
	}
	if j.size > 0 {
		if head, err := journal.OpenHead(j.key, j.journal, j.signed); err != nil || head != log.Head() {
			report(0, "设备签名和根对不上")
		}
	}
	return found, nil
}
