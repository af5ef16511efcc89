package localdb

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"

	"bianmin/hall"
)

//go:embed migrations/*.sql
var scripts embed.FS

// applicationID is "BiMn", as the first migration writes it.
const applicationID = 0x42694D6E

func migrations() fs.FS {
	sub, err := fs.Sub(scripts, "migrations")
	if err != nil {
		panic(err) // the path is a constant of this file
	}
	return sub
}

// isOlder compares the file with the program. A newer file, and one that is not ours, is
// refused.
func isOlder(ctx context.Context, path string, scripts fs.FS) (older bool, err error) {
	pool, err := openPool(path, readSettings, 1)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	var app, have int64
	if err := pool.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&app); err != nil {
		return false, fault("read the database header", err)
	}
	if app != applicationID {
		return false, damaged("这个文件不是便民窗口的数据文件："+fileName, nil)
	}
	if err := pool.QueryRowContext(ctx, `SELECT MAX(version_id) FROM goose_db_version`).Scan(&have); err != nil {
		return false, fault("read the version of the database", err)
	}
	want, err := newest(pool, scripts)
	if err != nil {
		return false, err
	}
	if have > want {
		return false, hall.Refuse(fmt.Sprintf("数据是更新版本的程序写的（数据 %d，本程序 %d），为免损坏没有打开", have, want), "请换用新版程序")
	}
	return have < want, nil
}

func newest(pool *sql.DB, scripts fs.FS) (int64, error) {
	p, err := goose.NewProvider(goose.DialectSQLite3, pool, scripts, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	sources := p.ListSources()
	return sources[len(sources)-1].Version, nil
}

// migrateAlone takes the directory alone, saves the file as it is, migrates it, and
// shares the directory again.
func migrateAlone(ctx context.Context, dir string, lock *flock.Flock, scripts fs.FS, now time.Time) (err error) {
	if err := lock.Unlock(); err != nil {
		return fmt.Errorf("give up the shared lock: %w", err)
	}
	ok, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("take the directory alone: %w", err)
	}
	if !ok {
		return &hall.Error{Kind: hall.Busy, Say: "数据要升级，但另一个程序正开着它", Next: "请关掉别的便民窗口程序再打开"}
	}
	path := filepath.Join(dir, fileName)
	older, err := isOlder(ctx, path, scripts) // somebody may have been quicker
	if err == nil && older {
		err = saveAndMigrate(ctx, path, scripts, now)
	}
	if err != nil {
		return err
	}
	if err := lock.Unlock(); err != nil {
		return fmt.Errorf("give up the lock: %w", err)
	}
	if ok, err = lock.TryRLock(); err != nil || !ok {
		return errors.Join(busy(), err)
	}
	return nil
}

func saveAndMigrate(ctx context.Context, path string, scripts fs.FS, now time.Time) (err error) {
	pool, err := openPool(path, writeSettings, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	saved := fmt.Sprintf("%s.%s.before-migration", path, now.UTC().Format("20060102T150405"))
	if err := copyTo(ctx, pool, saved); err != nil {
		return err
	}
	return migrate(ctx, pool, scripts)
}

func migrate(ctx context.Context, pool *sql.DB, scripts fs.FS) error {
	p, err := goose.NewProvider(goose.DialectSQLite3, pool, scripts, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fault("migrate the database", err)
	}
	return nil
}

// copyTo writes a consistent copy beside its final name, checks it, and renames it there.
func copyTo(ctx context.Context, pool *sql.DB, path string) error {
	tmp := path + ".tmp"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clear an old copy: %w", err)
	}
	if err := makePrivate(tmp); err != nil { // VACUUM takes an empty file
		return err
	}
	if _, err := pool.ExecContext(ctx, `VACUUM INTO ?`, tmp); err != nil {
		return fault("copy the database", err)
	}
	if err := checkCopy(ctx, tmp); err != nil {
		return err
	}
	if err := syncFile(tmp); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("name the copy: %w", err)
	}
	return syncDir(filepath.Dir(path))
}

func checkCopy(ctx context.Context, path string) (err error) {
	pool, err := openPool(path, readSettings, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	var said string
	if err := pool.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&said); err != nil {
		return fault("check the copy", err)
	}
	if said != "ok" {
		return damaged("备份出来的文件通不过检查", errors.New(said))
	}
	return nil
}

// syncFile is only for copies that no SQLite connection has open: closing a file drops
// all locks the process holds on it.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0) //nolint:gosec // a path of our own directory
	if err != nil {
		return fmt.Errorf("flush the copy: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes a rename last. Systems that cannot sync a directory make it last by themselves.
func syncDir(dir string) error {
	d, err := os.Open(dir) //nolint:gosec // our own directory
	if err != nil {
		return fmt.Errorf("flush the directory: %w", err)
	}
	_ = d.Sync()
	return d.Close()
}
