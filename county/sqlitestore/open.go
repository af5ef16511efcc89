// Package sqlitestore keeps the county's journals and verdicts in one SQLite file: the
// store of a pilot, one writer, readers beside it. See ../DESIGN.md.
package sqlitestore

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"

	"bianmin/county/store"
	"bianmin/hall"
)

//go:embed migrations/*.sql
var migrations embed.FS

const (
	common    = "_busy_timeout=5000&_foreign_keys=1&_defensive=1&_dqs=0&_error_rc=1&_pragma=cache_size(-20000)&_pragma=temp_store(MEMORY)&_pragma=trusted_schema(0)"
	writeDSN  = "?_txlock=immediate&_journal_mode=WAL&_synchronous=FULL&_pragma=secure_delete(FAST)&_pragma=journal_size_limit(67108864)&_pragma=wal_autocheckpoint(8000)&" + common
	readDSN   = "?mode=ro&_query_only=1&" + common
	readConns = 4
)

// Store is a county database. It is safe for use by many goroutines and beside other processes.
type Store struct {
	write *sql.DB // one connection: one writer
	read  *sql.DB
}

var (
	_ store.Journals  = (*Store)(nil)
	_ store.Enrolment = (*Store)(nil)
	_ store.Reports   = (*Store)(nil)
)

// Open opens the database, creates or migrates it, and names the county when name is not
// empty. A file written by a newer program is refused.
func Open(ctx context.Context, path, name string) (*Store, error) {
	sqlite.StrictPragmas(true)
	// Process-wide, so a county embedded beside a hall must choose as localdb does.
	if _, err := sqlite.OFDLocking(true); err != nil && !errors.Is(err, sqlite.ErrOFDLockingUnavailable) {
		return nil, fmt.Errorf("choose file locks: %w", err)
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find the county database: %w", err)
	}
	if err := makePrivate(full); err != nil {
		return nil, err
	}
	base := "file:" + (&url.URL{Path: filepath.ToSlash(full)}).EscapedPath()
	write, err := sql.Open("sqlite", base+writeDSN)
	if err != nil {
		return nil, fmt.Errorf("open the county database: %w", err)
	}
	write.SetMaxOpenConns(1)
	s := &Store{write: write}
	if err := s.prepare(ctx, base, name); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// makePrivate makes an empty file that only its owner can read, for SQLite to fill; -wal
// and -shm take its mode. A file that is there is not touched: closing it would drop the
// locks SQLite holds on it.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the operator names the file
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return &hall.Error{Kind: hall.Damaged, Say: "打不开县平台的数据库文件", Next: "请核对路径和目录的权限", Err: err}
	}
	return f.Close()
}

func (s *Store) prepare(ctx context.Context, base, name string) error {
	if err := migrate(ctx, s.write); err != nil {
		return err
	}
	if err := s.identify(ctx, name); err != nil {
		return err
	}
	read, err := sql.Open("sqlite", base+readDSN)
	if err != nil {
		return fmt.Errorf("open the county database for reading: %w", err)
	}
	read.SetMaxOpenConns(readConns)
	s.read = read
	return nil
}

// Close waits for running queries and closes the file.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	return errors.Join(append(errs, s.write.Close())...)
}

func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		return fmt.Errorf("prepare the migrations: %w", err)
	}
	has, err := provider.GetDBVersion(ctx)
	if err != nil {
		return &hall.Error{Kind: hall.Damaged, Say: "打不开县平台的数据库文件", Next: "请核对路径；文件可能损坏，或不是县平台的数据库", Err: err}
	}
	knows := provider.ListSources()
	if newest := knows[len(knows)-1].Version; has > newest {
		return &hall.Error{Kind: hall.Damaged, Say: "这个县平台数据库是更新版本的程序写的", Next: "请换用新版 bianmin-county"}
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the county database: %w", err)
	}
	return nil
}

const sqlIdentify = `
INSERT INTO county (one, epoch, name)
VALUES (1, ?, ?)
ON CONFLICT (one) DO UPDATE
SET name = CASE WHEN excluded.name = '' THEN county.name ELSE excluded.name END`

func (s *Store) identify(ctx context.Context, name string) error {
	var epoch [8]byte
	if _, err := rand.Read(epoch[:]); err != nil {
		return fmt.Errorf("make an epoch: %w", err)
	}
	if _, err := s.write.ExecContext(ctx, sqlIdentify, hex.EncodeToString(epoch[:]), name); err != nil {
		return fmt.Errorf("name the county: %w", err)
	}
	return nil
}

// unhurried takes the deadline off a context. A statement under a deadline costs a
// goroutine of its own; a transaction of at most a thousand entries ends by itself.
func unhurried(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// inTx runs fn in one write transaction.
func (s *Store) inTx(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := fn(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
