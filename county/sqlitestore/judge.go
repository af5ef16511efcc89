package sqlitestore

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"unicode/utf8"

	"bianmin/county/store"
	"bianmin/hall"
	"bianmin/hall/journal"
)

const (
	judgeAtOnce = 1000 // entries one transaction judges
	maxName     = 128  // bytes of an id or a kind; more is not an entry of any program
	maxWhy      = 300  // bytes of a reason: an answer must stay small whatever an entry holds
)

// The reasons an entry is refused before the rules see it.
const (
	whyUnreadable = "unreadable" // the line is not an entry
	whyTooLarge   = "too-large"  // the device omitted the line
	whyReused     = "id-reused"  // another entry has this id
	whyFault      = "县平台暂时裁定不了这一条，等新版程序"
)

const (
	sqlPendingHalls = `
SELECT DISTINCT hall
FROM pending`
	sqlPending = `
SELECT p.place, p.journal, p.seq, e.leaf, e.line
FROM pending p
JOIN entry e ON e.hall = p.hall AND e.journal = p.journal AND e.seq = p.seq
WHERE p.hall = ?
ORDER BY p.place
LIMIT ?`
	sqlUnqueue = `
DELETE FROM pending
WHERE hall = ? AND place = ?`
	sqlClaim = `
INSERT INTO claim (hall, entry, leaf, journal, seq)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT (hall, entry) DO NOTHING`
	sqlClaimed = `
SELECT leaf
FROM claim
WHERE hall = ? AND entry = ?`
	sqlProblem = `
INSERT INTO problem (hall, place, journal, seq, entry, subject, kind, status, why)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	sqlExceptions = `
SELECT seq, entry, status, why
FROM problem
WHERE hall = ? AND journal = ? AND seq BETWEEN ? AND ?
ORDER BY seq`
)

// queued is one entry that waits for its verdict.
type queued struct {
	place   int64
	journal string
	seq     int64
	leaf    []byte
	line    sql.Null[[]byte]
}

// Judge implements store.Journals.
func (s *Store) Judge(ctx context.Context, hallCode string, j store.Judge) error {
	halls := []string{hallCode}
	if hallCode == "" {
		var err error
		if halls, err = s.pendingHalls(ctx); err != nil {
			return err
		}
	}
	for _, code := range halls {
		for more := true; more; {
			err := s.inTx(ctx, func(tx *sql.Tx) error {
				n, err := judgeSome(ctx, tx, code, j)
				more = n == judgeAtOnce
				return err
			})
			if err != nil {
				return fmt.Errorf("judge entries of hall %s: %w", code, err)
			}
		}
	}
	return nil
}

func (s *Store) pendingHalls(ctx context.Context) ([]string, error) {
	return list(ctx, s.read, func(r *sql.Rows) (code string, err error) { return code, r.Scan(&code) }, sqlPendingHalls)
}

func judgeSome(ctx context.Context, tx *sql.Tx, hallCode string, j store.Judge) (int, error) {
	queue, err := list(ctx, tx, func(r *sql.Rows) (q queued, err error) {
		return q, r.Scan(&q.place, &q.journal, &q.seq, &q.leaf, &q.line)
	}, sqlPending, hallCode, judgeAtOnce)
	if err != nil || len(queue) == 0 {
		return 0, err
	}
	b, err := newBench(ctx, tx, hallCode, j)
	if err != nil {
		return 0, err
	}
	defer b.close()
	for _, q := range queue {
		if err := b.hear(ctx, q); err != nil {
			return 0, err
		}
	}
	return len(queue), b.saveTally(ctx)
}

// bench judges the entries of one hall inside one transaction.
type bench struct {
	tx     *sql.Tx
	hall   string
	judge  store.Judge
	stmts  statements
	tally  tally
	before tally // as of the last savepoint
}

// tally is how the hall's counters change.
type tally struct{ cases, rejected, conflicts, held int64 }

func (t *tally) count(status hall.Status, n int64) {
	switch status {
	case hall.StatusRejected:
		t.rejected += n
	case hall.StatusConflict:
		t.conflicts += n
	case hall.StatusHeld:
		t.held += n
	case hall.StatusApplied:
	}
}

// hear gives one entry its verdict behind a savepoint. A fault of the program or the
// data holds that entry; only a database that cannot write stops the run.
func (b *bench) hear(ctx context.Context, q queued) error {
	if err := b.exec(ctx, b.stmts.savepoint); err != nil {
		return err
	}
	b.before = b.tally
	if err := b.decide(ctx, q); err != nil {
		if ctx.Err() != nil {
			return err
		}
		b.tally = b.before
		if back := b.exec(ctx, b.stmts.rollback); back != nil {
			return errors.Join(err, back)
		}
		if held := b.holdFault(ctx, q); held != nil {
			return errors.Join(err, held)
		}
	}
	if err := b.exec(ctx, b.stmts.unqueue, b.hall, q.place); err != nil {
		return err
	}
	return b.exec(ctx, b.stmts.release)
}

func (b *bench) decide(ctx context.Context, q queued) error {
	if !q.line.Valid {
		return b.note(ctx, q, journal.Header{}, hall.StatusRejected, whyTooLarge)
	}
	e, err := journal.ParseLine(q.line.V)
	if err != nil || len(e.ID) > maxName || len(e.Subject) > maxName || len(e.Kind) > maxName {
		return b.note(ctx, q, journal.Header{}, hall.StatusRejected, whyUnreadable)
	}
	first, err := b.claim(ctx, q, e)
	if err != nil || !first {
		return err
	}
	subject, err := b.load(ctx, e.Subject)
	if err != nil {
		return err
	}
	opened := subject.Case != nil
	verdicts := b.judge.Judge(b.hall, &subject, e)
	if !opened && subject.Case != nil {
		b.tally.cases++
	}
	for _, v := range verdicts {
		if v.Entry == e.ID {
			err = b.note(ctx, q, e.Header, v.Status, v.Why)
		} else {
			err = b.settleHeld(ctx, v)
		}
		if err != nil {
			return err
		}
	}
	return b.save(ctx, e.Subject, subject)
}

// claim takes the entry's id. It is not the first when the id is claimed: by the same
// leaf, which came under another journal and is judged already, or by another entry.
func (b *bench) claim(ctx context.Context, q queued, e journal.Entry) (first bool, err error) {
	res, err := b.stmts.claim.ExecContext(ctx, b.hall, e.ID, q.leaf, q.journal, q.seq)
	if err != nil {
		return false, fmt.Errorf("claim an entry id: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 1 {
		return err == nil, err
	}
	var leaf []byte
	if err := b.tx.QueryRowContext(ctx, sqlClaimed, b.hall, e.ID).Scan(&leaf); err != nil {
		return false, fmt.Errorf("read a claim: %w", err)
	}
	if bytes.Equal(leaf, q.leaf) {
		return false, nil
	}
	return false, b.note(ctx, q, e.Header, hall.StatusRejected, whyReused)
}

// note writes a verdict other than applied.
func (b *bench) note(ctx context.Context, q queued, h journal.Header, status hall.Status, why string) error {
	b.tally.count(status, 1)
	if status == hall.StatusApplied {
		return nil
	}
	return b.exec(ctx, b.stmts.problem, b.hall, q.place, q.journal, q.seq, h.ID, h.Subject, h.Kind, status, short(why))
}

// short cuts a reason at maxWhy bytes, between characters.
func short(why string) string {
	if len(why) <= maxWhy {
		return why
	}
	end := maxWhy
	for !utf8.RuneStart(why[end]) {
		end--
	}
	return why[:end] + "…"
}

func (b *bench) holdFault(ctx context.Context, q queued) error {
	var h journal.Header
	if e, err := journal.ParseLine(q.line.V); err == nil {
		h = e.Header
	}
	return b.note(ctx, q, h, hall.StatusHeld, whyFault)
}

func (b *bench) exec(ctx context.Context, stmt *sql.Stmt, args ...any) error {
	if _, err := stmt.ExecContext(ctx, args...); err != nil {
		return fmt.Errorf("write a verdict: %w", err)
	}
	return nil
}

// Exceptions implements store.Journals.
func (s *Store) Exceptions(ctx context.Context, hallCode, journalID string, from, to int64) ([]journal.Exception, error) {
	return list(ctx, s.read, func(r *sql.Rows) (x journal.Exception, err error) {
		return x, r.Scan(&x.Seq, &x.Entry, &x.Status, &x.Why)
	}, sqlExceptions, hallCode, journalID, from, to)
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// list reads all rows of a query.
func list[T any](ctx context.Context, db querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	return collect(rows, err, scan)
}

// collect reads all rows of a query that was just begun, and closes them.
func collect[T any](rows *sql.Rows, begun error, scan func(*sql.Rows) (T, error)) (out []T, err error) {
	if begun != nil {
		return nil, fmt.Errorf("query: %w", begun)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("read a row: %w", err)
		}
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	return out, nil
}
