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
	dir       string
	opts      Options
	lock      *flock.Flock
	writer    *writer // nil when read-only
	reads     *readers
	field     field
	journal   string
	arena     arena
	published published
	closing   sync.Once
}

// writer is the only connection that writes, with its statements prepared once.
type writer struct {
	*session
	pool *sql.DB
	turn chan struct{} // holds one token; who has it writes
}

func openWriter(ctx context.Context, path string) (*writer, error) {
	pool, err := openPool(path, writeSettings, 1)
	if err != nil {
		return nil, err
	}
	s, err := openSession(ctx, pool)
	if err != nil {
		return nil, errors.Join(fault("open the database for writing", err), pool.Close())
	}
	w := &writer{session: s, pool: pool, turn: make(chan struct{}, 1)}
	w.turn <- struct{}{}
	return w, nil
}

func (w *writer) close() error {
	<-w.turn // after the act that runs; the token is never given back
	return errors.Join(w.session.close(), w.pool.Close())
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
		errs = append(errs, db.reads.close())
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
	var n int64
	err := db.reads.look(ctx, `SELECT change FROM edge`, &n)
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
