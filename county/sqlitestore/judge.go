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
	"bianmin/hall/fold"
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
SELECT code
FROM hall
WHERE judged < place`
	sqlPending = `
SELECT e.place, e.journal, e.seq, e.leaf
FROM hall h
JOIN entry e ON e.hall = h.code AND e.place > h.judged
WHERE h.code = ?
ORDER BY e.place
LIMIT ?`
	sqlLine = `
SELECT line
FROM entry
WHERE hall = ? AND journal = ? AND seq = ?`
	sqlJudged = `
UPDATE hall
SET judged = ?
WHERE code = ?`
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
	line    []byte                       // nil: the device omitted it
	ahead   func() (fold.Reading, error) // nil: read the line here
}

// Judge implements store.Journals.
func (s *Store) Judge(ctx context.Context, hallCode string, j store.Judge, just *store.Push) error {
	ctx = unhurried(ctx)
	halls := []string{hallCode}
	if hallCode == "" {
		var err error
		if halls, err = s.pendingHalls(ctx); err != nil {
			return err
		}
	}
	for _, code := range halls {
		for more := true; more; {
			n, err := s.judgeRound(ctx, code, j, just)
			if err != nil {
				return fmt.Errorf("judge entries of hall %s: %w", code, err)
			}
			more = n == judgeAtOnce
		}
	}
	return nil
}

func (s *Store) pendingHalls(ctx context.Context) ([]string, error) {
	return list(ctx, s.read, func(r *sql.Rows) (code string, err error) { return code, r.Scan(&code) }, sqlPendingHalls)
}

// judgeRound judges at most judgeAtOnce entries in one transaction. It first goes without
// savepoints; when one entry meets a fault, the round is done again with a savepoint for
// each, so that the fault holds that entry alone.
func (s *Store) judgeRound(ctx context.Context, hallCode string, j store.Judge, just *store.Push) (n int, err error) {
	for _, careful := range []bool{false, true} {
		err = s.inTx(ctx, func(tx *sql.Tx) error {
			n, err = judgeSome(ctx, tx, hallCode, j, just, careful)
			return err
		})
		if err == nil {
			break
		}
	}
	return n, err
}

func judgeSome(ctx context.Context, tx *sql.Tx, hallCode string, j store.Judge, just *store.Push, careful bool) (int, error) {
	queue, err := list(ctx, tx, func(r *sql.Rows) (q queued, err error) {
		return q, r.Scan(&q.place, &q.journal, &q.seq, &q.leaf)
	}, sqlPending, hallCode, judgeAtOnce)
	if err != nil || len(queue) == 0 {
		return 0, err
	}
	b, err := newBench(ctx, tx, hallCode, j)
	if err != nil {
		return 0, err
	}
	defer b.close()
	b.careful = careful
	for _, q := range queue {
		if err := q.fetch(ctx, tx, hallCode, just); err != nil {
			return 0, err
		}
		if err := b.hear(ctx, q); err != nil {
			return 0, err
		}
	}
	if err := b.flush(ctx); err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, sqlJudged, queue[len(queue)-1].place, hallCode); err != nil {
		return 0, fmt.Errorf("move the judged position: %w", err)
	}
	return len(queue), b.saveTally(ctx)
}

// fetch gets the entry's line: at hand from the push just kept, or from the table.
func (q *queued) fetch(ctx context.Context, tx *sql.Tx, hallCode string, just *store.Push) error {
	if just != nil && just.Journal == q.journal && q.seq >= just.From && q.seq < just.From+int64(len(just.Lines)) {
		i := int(q.seq - just.From)
		if q.line = just.Lines[i].Raw; just.Ahead != nil {
			q.ahead = func() (fold.Reading, error) { return just.Ahead.At(i) }
		}
		return nil
	}
	if err := tx.QueryRowContext(ctx, sqlLine, hallCode, q.journal, q.seq).Scan(&q.line); err != nil {
		return fmt.Errorf("read entry %d: %w", q.seq, err)
	}
	return nil
}

func (q *queued) read() (fold.Reading, error) {
	if q.ahead != nil {
		return q.ahead()
	}
	return store.ReadLine(q.line)
}

// bench judges the entries of one hall inside one transaction.
type bench struct {
	tx      *sql.Tx
	hall    string
	judge   store.Judge
	stmts   statements
	tally   tally
	before  tally               // as of the last savepoint
	careful bool                // a savepoint for each entry; nothing is kept in memory
	waiting bool                // some entry of the hall is held
	desk    map[string]*subject // not written yet
	order   []*subject
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

// hear gives one entry its verdict. In a careful round it does so behind a savepoint: a
// fault of the program or the data holds that entry; only a database that cannot write
// stops the run.
func (b *bench) hear(ctx context.Context, q queued) error {
	if !b.careful {
		return b.decide(ctx, q)
	}
	if err := b.exec(ctx, b.stmts.savepoint); err != nil {
		return err
	}
	b.before = b.tally
	err := b.decide(ctx, q)
	if err == nil {
		err = b.flush(ctx)
	}
	if err != nil {
		b.tally = b.before
		b.forget()
		if back := b.exec(ctx, b.stmts.rollback); back != nil {
			return errors.Join(err, back)
		}
		if held := b.holdFault(ctx, q); held != nil {
			return errors.Join(err, held)
		}
	}
	return b.exec(ctx, b.stmts.release)
}

func (b *bench) decide(ctx context.Context, q queued) error {
	if q.line == nil {
		return b.note(ctx, q, journal.Header{}, hall.StatusRejected, whyTooLarge)
	}
	read, err := q.read()
	e := read.Entry
	if err != nil || len(e.ID) > maxName || len(e.Subject) > maxName || len(e.Kind) > maxName {
		return b.note(ctx, q, journal.Header{}, hall.StatusRejected, whyUnreadable)
	}
	first, err := b.claim(ctx, q, e)
	if err != nil || !first {
		return err
	}
	s, err := b.subject(ctx, e.Subject)
	if err != nil {
		return err
	}
	opened := s.Case != nil
	verdicts := b.judge.Judge(b.hall, &s.Subject, read)
	if !opened && s.Case != nil {
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
	return nil
}

// claim takes the entry's id. It is not the first when the id is claimed: by the same
// leaf, which came under another journal and is judged already; by the same fact made by
// time, found by another device; or by another entry.
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
	if bytes.Equal(leaf, q.leaf) || hall.MadeByTime(e.ID) { // found by two devices, it still happened once
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
	b.waiting = b.waiting || status == hall.StatusHeld
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
	if e, err := journal.ParseLine(q.line); err == nil {
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
