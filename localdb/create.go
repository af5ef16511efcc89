package localdb

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"bianmin/hall"
)

// Create makes the database of a new device in dir, with a new journal, and opens it.
// The office's Journal is set. A directory that has, or had, a database is refused.
func Create(ctx context.Context, dir string, office hall.Office, staff []hall.Staff, opts Options) (*DB, error) {
	opts, err := opts.ready()
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("locate data directory: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, &hall.Error{Say: "建不了数据目录", Next: "请检查位置和权限", Err: err}
	}
	if err := createAlone(ctx, dir, office, staff, opts); err != nil {
		return nil, err
	}
	return Open(ctx, dir, opts)
}

func createAlone(ctx context.Context, dir string, office hall.Office, staff []hall.Staff, opts Options) (err error) {
	lock := flock.New(filepath.Join(dir, useLock))
	ok, err := lock.TryLock()
	if err != nil {
		return &hall.Error{Say: "数据目录只读，或没有权限", Next: "请检查数据目录的权限", Err: err}
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if !ok {
		return busy()
	}
	switch err := present(dir); {
	case err == nil:
		return hall.Refuse("这个目录已经初始化过了", "要另建一个，请换一个目录")
	case hall.KindOf(err) != hall.NotFound:
		return err
	}
	made := filepath.Join(dir, fileName+".new") // complete before it gets its name
	if err := clearNew(made); err != nil {
		return err
	}
	if err := build(ctx, made, office, staff, opts); err != nil {
		return err
	}
	if err := os.Rename(made, filepath.Join(dir, fileName)); err != nil {
		return fmt.Errorf("name the database: %w", err)
	}
	return syncDir(dir)
}

// clearNew removes what an initialisation that was cut off left.
func clearNew(path string) error {
	for _, tail := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clear an unfinished database: %w", err)
		}
	}
	return nil
}

// makePrivate makes an empty file that only its owner can read, for SQLite to fill; -wal
// and -shm take its mode. It must not be there yet: closing a file that SQLite has open
// drops the locks on it.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // a path of our own directory
	if err != nil {
		return &hall.Error{Say: "数据目录写不进去", Next: "请检查数据目录的权限", Err: err}
	}
	return f.Close()
}

func build(ctx context.Context, path string, office hall.Office, staff []hall.Staff, opts Options) error {
	if err := makePrivate(path); err != nil {
		return err
	}
	pool, err := openPool(path, writeSettings, 1)
	if err != nil {
		return err
	}
	if err := errors.Join(migrate(ctx, pool, migrations()), pool.Close()); err != nil {
		return err
	}
	var secret [16 + 32]byte
	if _, err := io.ReadFull(opts.Random, secret[:]); err != nil {
		return fmt.Errorf("draw the journal id: %w", err)
	}
	db := &DB{opts: opts, field: field{indexKey: secret[16:]}, journal: hex.EncodeToString(secret[:16])}
	if db.writer, err = openWriter(ctx, path); err != nil {
		return err
	}
	err = db.write(ctx, "initialise the database", func(tx *Tx) error {
		if err := tx.putMeta(ctx, "journal", []byte(db.journal)); err != nil {
			return err
		}
		if err := tx.putMeta(ctx, "index_key", db.field.indexKey); err != nil {
			return err
		}
		if err := tx.putOffice(ctx, office); err != nil {
			return err
		}
		for _, s := range staff {
			if err := tx.putStaff(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, db.writer.close())
}

// marker is what stands beside the database to say that there is one.
type marker struct {
	Journal string    `json:"journal"`
	Since   time.Time `json:"since"`
}

// keepMarker writes the marker where it is missing: after Create, or when somebody
// cleaned up.
func (db *DB) keepMarker() error {
	path := filepath.Join(db.dir, markerName)
	if _, err := os.Stat(path); err == nil || db.opts.ReadOnly {
		return nil
	}
	text, err := json.Marshal(marker{Journal: db.journal, Since: db.opts.Clock().UTC().Truncate(time.Second)})
	if err != nil {
		return errors.Join(err, db.Close())
	}
	tmp := path + ".tmp"
	err = os.WriteFile(tmp, append(text, '\n'), 0o600)
	if err == nil {
		err = errors.Join(syncFile(tmp), os.Rename(tmp, path), syncDir(db.dir))
	}
	if err != nil {
		return errors.Join(&hall.Error{Say: "数据目录写不进去", Next: "请检查数据目录的权限", Err: err}, db.Close())
	}
	return nil
}
