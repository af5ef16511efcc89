package localdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"github.com/gofrs/flock"

	"bianmin/hall"
)

// DB is one device's database. It is safe for concurrent use; acts wait for each other,
// readers never wait for an act.
type DB struct {
	dir     string
	opts    Options
	lock    *flock.Flock
	writer  *writer // nil when read-only
	reads   *sql.DB
	field   field
	journal string
	arena   arena
	closing sync.Once
}

// writer is the only connection that writes, with its statements prepared once.
type writer struct {
	pool  *sql.DB
	conn  *sql.Conn
	turn  chan struct{} // holds one token; who has it writes
	stmts map[string]*sql.Stmt
}

func openWriter(ctx context.Context, path string) (*writer, error) {
	pool, err := openPool(path, writeSettings, 1)
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(fault("open the database for writing", err), pool.Close())
	}
	w := &writer{pool: pool, conn: conn, turn: make(chan struct{}, 1), stmts: map[string]*sql.Stmt{}}
	w.turn <- struct{}{}
	return w, nil
}

func (w *writer) close() error {
	<-w.turn // after the act that runs; the token is never given back
	var errs []error
	for _, s := range w.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, w.conn.Close(), w.pool.Close())...)
}

// load reads what does not change as long as the file is open.
func (db *DB) load(ctx context.Context) error {
	v, err := db.view(ctx)
	if err != nil {
		return err
	}
	defer v.close()
	id, err := metaOf(ctx, v, "journal")
	if err != nil {
		return err
	}
	key, err := metaOf(ctx, v, "index_key")
	if err != nil {
		return err
	}
	if id == nil || key == nil {
		return damaged("数据文件没有初始化完", nil)
	}
	db.journal, db.field = string(id), field{indexKey: key}
	return nil
}

// Close waits for the act that runs, closes the file and lets go of the directory. It
// may be called more than once.
func (db *DB) Close() error {
	var err error
	db.closing.Do(func() { err = errors.Join(db.closeFiles(), db.lock.Close()) })
	return err
}

func (db *DB) closeFiles() error {
	var errs []error
	if db.reads != nil {
		errs = append(errs, db.reads.Close())
	}
	if db.writer != nil {
		errs = append(errs, db.writer.close()) // last, so that closing folds the WAL into the file
	}
	return errors.Join(errs...)
}

// Dir is the data directory.
func (db *DB) Dir() string { return db.dir }

// Journal is the id of this device's journal, 32 hex digits.
func (db *DB) Journal() string { return db.journal }

// source is what reads run on: an act in progress, or a view.
type source interface {
	query(ctx context.Context, text string, args ...any) (*sql.Rows, error)
	// get reads one row into dest; false means there is none.
	get(ctx context.Context, text string, args, dest []any) (bool, error)
	sealer() field
}

// statement is a prepared statement that stays with its connection; who runs it does not close it.
type statement interface {
	ExecContext(ctx context.Context, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, args ...any) *sql.Row
}

// view is one consistent look at the database, on a reading connection.
type view struct {
	tx    *sql.Tx
	field field
	stmts map[string]*sql.Stmt
}

func (db *DB) view(ctx context.Context) (*view, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	tx, err := db.reads.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, fault("begin reading", err)
	}
	return &view{tx: tx, field: db.field, stmts: map[string]*sql.Stmt{}}, nil
}

func (v *view) close() {
	for _, s := range v.stmts {
		_ = s.Close() // nothing was written; there is nothing to lose
	}
	_ = v.tx.Rollback()
}

func (v *view) sealer() field { return v.field }

func (v *view) stmt(ctx context.Context, text string) (statement, error) {
	if s := v.stmts[text]; s != nil {
		return s, nil
	}
	s, err := v.tx.PrepareContext(ctx, text) //nolint:sqlclosecheck // closed with the view
	if err != nil {
		return nil, fault("prepare a query", err)
	}
	v.stmts[text] = s
	return s, nil
}

func (v *view) query(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := v.stmt(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args...)
	return rows, fault("read", err)
}

func (v *view) get(ctx context.Context, text string, args, dest []any) (bool, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := v.stmt(ctx, text)
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

// each runs fn on every row of a query.
func each(ctx context.Context, s source, text string, args []any, fn func(*sql.Rows) error) error {
	rows, err := s.query(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // rows.Err below says it all
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return fault("read rows", rows.Err())
}

// DataVersion changes with every commit that a list or a page could show. A window polls it.
func (db *DB) DataVersion(ctx context.Context) (int64, error) {
	v, err := db.view(ctx)
	if err != nil {
		return 0, err
	}
	defer v.close()
	var n int64
	_, err = v.get(ctx, `SELECT change FROM edge`, nil, []any{&n})
	return n, err
}

func readOnly() error {
	return &hall.Error{Kind: hall.Busy, Say: "数据是以只读方式打开的，不能保存", Next: "请用正常方式打开"}
}

func metaOf(ctx context.Context, s source, key string) ([]byte, error) {
	var stored []byte
	ok, err := s.get(ctx, `SELECT value FROM meta WHERE key = ?`, []any{key}, []any{&stored})
	if err != nil || !ok {
		return nil, err
	}
	value, err := s.sealer().Open("meta", key, "value", stored)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	return value, nil
}
