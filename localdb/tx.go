package localdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Tx is an act in progress: one BEGIN IMMEDIATE, so that nobody writes beside it in any
// process. It must not be used after the function it was given to returned, nor by two
// goroutines at once.
type Tx struct {
	db       *DB
	edge     *journal.Edge
	clock    journal.Clock
	change   int64
	subjects map[string]*subjectState
	order    []*subjectState // those with something to write, in order
	tallies  map[tallyKey]int
	quiet    bool // nothing a list shows was changed
	grown    bool // the edge moved
	done     bool
}

// Act runs fn as one transaction and commits what it did with one fsync. An error from
// fn leaves nothing behind and is returned as it is. Busy means another process held
// the file for more than five seconds.
func (db *DB) Act(ctx context.Context, fn func(*Tx) error) error {
	return db.write(ctx, "act", fn)
}

func (db *DB) write(ctx context.Context, act string, fn func(*Tx) error) error {
	if db.writer == nil {
		return readOnly()
	}
	select {
	case <-db.writer.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { db.writer.turn <- struct{}{} }()
	// A transaction begun is finished: an interrupted statement would leave half of it open.
	whole := context.WithoutCancel(ctx)
	if err := db.writer.run(whole, `BEGIN IMMEDIATE`); err != nil {
		return fault(act, err)
	}
	committed := false
	defer func() {
		if !committed {
			_ = db.writer.run(whole, `ROLLBACK`) // SQLite may have rolled back already, as when the disk is full
		}
	}()
	tx := &Tx{db: db, subjects: map[string]*subjectState{}, tallies: map[tallyKey]int{}}
	defer func() { tx.done = true }()
	if err := tx.loadEdge(ctx); err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.finish(ctx); err != nil {
		return fmt.Errorf("%s: %w", act, err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	err := db.writer.run(whole, `COMMIT`)
	committed = err == nil
	return fault(act, err)
}

func (tx *Tx) loadEdge(ctx context.Context) error {
	var (
		size  int64
		roots []byte
		clock string
	)
	const text = `SELECT size, roots, clock, change FROM edge WHERE one = 1`
	ok, err := tx.get(ctx, text, nil, []any{&size, &roots, &clock, &tx.change})
	if err != nil {
		return err
	}
	if !ok {
		return damaged("留痕的末端不见了", nil)
	}
	if tx.edge, err = journal.ParseEdge(size, roots); err != nil {
		return damaged("留痕的末端读不出来", err)
	}
	if clock == "" {
		return nil
	}
	if err := tx.clock.UnmarshalText([]byte(clock)); err != nil {
		return damaged("留痕的时钟读不出来", err)
	}
	return nil
}

// finish writes the projections and the edge once, whatever the act appended.
func (tx *Tx) finish(ctx context.Context) error {
	if err := tx.flush(ctx); err != nil {
		return err
	}
	if tx.quiet && !tx.grown {
		return nil
	}
	if !tx.grown {
		return tx.exec(ctx, `UPDATE edge SET change = change + 1 WHERE one = 1`)
	}
	const text = `UPDATE edge SET size = ?, roots = ?, clock = ?, change = ? WHERE one = 1`
	return tx.exec(ctx, text, tx.edge.Size(), tx.edge.Bytes(), tx.clock.String(), tx.change+1)
}

func (tx *Tx) sealer() field { return tx.db.field }

func (tx *Tx) stmt(ctx context.Context, text string) (statement, error) {
	if tx.done {
		return nil, errors.New("localdb: act used after its end")
	}
	return tx.db.writer.stmt(ctx, text)
}

func (tx *Tx) query(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := tx.stmt(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args...)
	return rows, fault("read in an act", err)
}

func (tx *Tx) get(ctx context.Context, text string, args, dest []any) (bool, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := tx.stmt(ctx, text)
	if err != nil {
		return false, err
	}
	return scanned(s.QueryRowContext(ctx, args...).Scan(dest...))
}

func (tx *Tx) exec(ctx context.Context, text string, args ...any) error {
	_, err := tx.insert(ctx, text, args...)
	return err
}

// insert runs a statement and returns the rowid it inserted, if it did.
func (tx *Tx) insert(ctx context.Context, text string, args ...any) (int64, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := tx.stmt(ctx, text)
	if err != nil {
		return 0, err
	}
	done, err := s.ExecContext(ctx, args...)
	if err != nil {
		return 0, fault("write", err)
	}
	id, err := done.LastInsertId()
	return id, fault("write", err)
}

func (tx *Tx) putMeta(ctx context.Context, key string, value []byte) error {
	const text = `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`
	return tx.exec(ctx, text, key, tx.sealer().Seal("meta", key, "value", value))
}

// Next gives the next number of a series on a day, from 1. It is given again only when
// the act fails, since nobody saw it then.
func (tx *Tx) Next(ctx context.Context, series string, day hall.Date) (int, error) {
	const text = `
		INSERT INTO tally (kind, day, n)
		VALUES (?, ?, 1)
		ON CONFLICT (kind, day) DO UPDATE SET n = n + 1
		RETURNING n`
	var n int
	_, err := tx.get(ctx, text, []any{nextPrefix + series, dayNumber(day)}, []any{&n})
	return n, err
}
