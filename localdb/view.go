package localdb

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// statement is a prepared statement that stays with its connection; who runs it does not close it.
type statement interface {
	ExecContext(ctx context.Context, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, args ...any) *sql.Row
}

// session is a connection held for good, with its statements prepared once. Only one
// goroutine at a time uses it. It begins and ends transactions itself, because the ones of
// database/sql start a goroutine each, and one for every query in them.
type session struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func openSession(ctx context.Context, pool *sql.DB) (*session, error) {
	conn, err := pool.Conn(context.WithoutCancel(ctx))
	if err != nil {
		return nil, err
	}
	return &session{conn: conn, stmts: map[string]*sql.Stmt{}}, nil
}

func (s *session) stmt(ctx context.Context, text string) (statement, error) {
	if known := s.stmts[text]; known != nil {
		return known, nil
	}
	made, err := s.conn.PrepareContext(ctx, text) //nolint:sqlclosecheck // closed with the session
	if err != nil {
		return nil, fault("prepare a statement", err)
	}
	s.stmts[text] = made
	return made, nil
}

// run executes a statement that takes and gives nothing: BEGIN, COMMIT, ROLLBACK.
func (s *session) run(ctx context.Context, text string) error {
	made, err := s.stmt(ctx, text)
	if err != nil {
		return err
	}
	_, err = made.ExecContext(ctx)
	return err
}

func (s *session) close() error {
	var errs []error
	for _, made := range s.stmts {
		errs = append(errs, made.Close())
	}
	return errors.Join(append(errs, s.conn.Close())...)
}

// readers are the connections that only read, opened when first wanted. The one given back
// last is taken first, since what it has in memory is the newest.
type readers struct {
	pool *sql.DB
	turn chan struct{} // holds a token for each connection not in use
	mu   sync.Mutex
	free []*session
}

func openReaders(path string) (*readers, error) {
	pool, err := openPool(path, readSettings, maxReaders)
	if err != nil {
		return nil, err
	}
	r := &readers{pool: pool, turn: make(chan struct{}, maxReaders)}
	for range maxReaders {
		r.turn <- struct{}{}
	}
	return r, nil
}

// take waits for a connection; give it back with give, or with drop if it failed.
func (r *readers) take(ctx context.Context) (*session, error) {
	select {
	case <-r.turn:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s := r.pop(); s != nil {
		return s, nil
	}
	s, err := openSession(ctx, r.pool)
	if err != nil {
		r.turn <- struct{}{}
		return nil, fault("open the database for reading", err)
	}
	return s, nil
}

// pop is a connection that is open and not in use, nil if there is none.
func (r *readers) pop() *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.free) == 0 {
		return nil
	}
	last := len(r.free) - 1
	s := r.free[last]
	r.free = r.free[:last]
	return s
}

func (r *readers) give(s *session) {
	r.mu.Lock()
	r.free = append(r.free, s)
	r.mu.Unlock()
	r.turn <- struct{}{}
}

// drop closes a connection whose state is unknown; another is opened when it is wanted.
func (r *readers) drop(s *session) {
	_ = s.close() // nothing was written; there is nothing to lose
	r.turn <- struct{}{}
}

// close waits for the views that are open. A view asked for later fails, since the pool is closed.
func (r *readers) close() error {
	for range maxReaders {
		<-r.turn
	}
	var errs []error
	for s := r.pop(); s != nil; s = r.pop() {
		errs = append(errs, s.close())
	}
	errs = append(errs, r.pool.Close())
	for range maxReaders {
		r.turn <- struct{}{}
	}
	return errors.Join(errs...)
}

// look reads one row with one statement, which is its own transaction.
func (r *readers) look(ctx context.Context, text string, dest ...any) error {
	s, err := r.take(ctx)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	made, err := s.stmt(ctx, text)
	if err == nil {
		_, err = scanned(made.QueryRowContext(ctx).Scan(dest...))
	}
	if err != nil {
		r.drop(s)
		return err
	}
	r.give(s)
	return nil
}

// view is one consistent look at the database, on a reading connection.
type view struct {
	from  *readers
	on    *session
	field field
}

func (db *DB) view(ctx context.Context) (*view, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, err := db.reads.take(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.run(context.WithoutCancel(ctx), `BEGIN`); err != nil {
		db.reads.drop(s)
		return nil, fault("begin reading", err)
	}
	return &view{from: db.reads, on: s, field: db.field}, nil
}

func (v *view) close() {
	if err := v.on.run(context.Background(), `ROLLBACK`); err != nil {
		v.from.drop(v.on)
		return
	}
	v.from.give(v.on)
}

func (v *view) sealer() field { return v.field }

func (v *view) query(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := v.on.stmt(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args...)
	return rows, fault("read", err)
}

func (v *view) get(ctx context.Context, text string, args, dest []any) (bool, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := v.on.stmt(ctx, text)
	if err != nil {
		return false, err
	}
	return scanned(s.QueryRowContext(ctx, args...).Scan(dest...))
}

func scanned(err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fault("read a row", err)
	}
	return true, nil
}
