package localdb

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"modernc.org/sqlite"

	"bianmin/hall"
)

const (
	fileName   = "bianmin.db"
	markerName = "bianmin.marker" // outside the database: says that there was one
	useLock    = "use.lock"       // shared by all who have the file open, taken alone to create or migrate
	maxReaders = 3
)

// Settings every connection has, in the DSN so that no connection can lack one.
const (
	writeSettings = "_txlock=immediate&_busy_timeout=5000&_journal_mode=WAL&_synchronous=FULL&_foreign_keys=1" +
		"&_defensive=1&_dqs=0&_error_rc=1&_pragma=cache_size(-20000)&_pragma=temp_store(MEMORY)" +
		"&_pragma=secure_delete(FAST)&_pragma=journal_size_limit(67108864)&_pragma=trusted_schema(0)"
	readSettings = "mode=ro&_query_only=1&_busy_timeout=5000&_foreign_keys=1&_defensive=1&_dqs=0&_error_rc=1" +
		"&_pragma=cache_size(-20000)&_pragma=temp_store(MEMORY)&_pragma=trusted_schema(0)"
)

// Options are what a database needs from outside.
type Options struct {
	Clock    func() time.Time // required
	Random   io.Reader        // ids, salts and keys; nil means crypto/rand
	ReadOnly bool             // no act can be run; the file is not migrated
}

func (o Options) ready() (Options, error) {
	if o.Clock == nil {
		return o, errors.New("localdb: Options.Clock is required")
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return o, nil
}

// Open opens the database in dir, migrating an older one first. The errors are hall.Error:
// NotFound when dir was never initialised, Damaged when the file is gone, empty or not
// ours, Busy when another process is creating, migrating or restoring it, Invalid when
// the file is of a newer program. The DB must be closed.
func Open(ctx context.Context, dir string, opts Options) (*DB, error) {
	return openWith(ctx, dir, opts, migrations())
}

func openWith(ctx context.Context, dir string, opts Options, scripts fs.FS) (*DB, error) {
	opts, err := opts.ready()
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("locate data directory: %w", err)
	}
	if err := present(dir); err != nil {
		return nil, err
	}
	lock, err := shareLock(dir)
	if err != nil {
		return nil, err
	}
	db, err := openLocked(ctx, dir, opts, lock, scripts)
	if err != nil {
		return nil, errors.Join(openFault(err), lock.Close())
	}
	return db, nil
}

func openLocked(ctx context.Context, dir string, opts Options, lock *flock.Flock, scripts fs.FS) (*DB, error) {
	path := filepath.Join(dir, fileName)
	old, err := isOlder(ctx, path, scripts)
	if err != nil {
		return nil, err
	}
	if old {
		if opts.ReadOnly {
			return nil, hall.Refuse("数据是旧版本的，只读方式不能升级", "请先用本版程序正常打开一次")
		}
		if err := migrateAlone(ctx, dir, lock, scripts, opts.Clock()); err != nil {
			return nil, err
		}
	}
	db := &DB{dir: dir, opts: opts, lock: lock}
	if !opts.ReadOnly {
		if db.writer, err = openWriter(ctx, path); err != nil {
			return nil, err
		}
	}
	if db.reads, err = openReaders(path); err == nil {
		if err = db.load(ctx); err == nil {
			err = db.refill(ctx)
		}
	}
	if err != nil {
		return nil, errors.Join(fault("open the database", err), db.closeFiles())
	}
	return db, db.keepMarker()
}

// present checks by name and size only: the program never opens the file itself.
func present(dir string) error {
	_, markErr := os.Stat(filepath.Join(dir, markerName))
	info, err := os.Stat(filepath.Join(dir, fileName))
	switch {
	case errors.Is(err, fs.ErrNotExist) && markErr == nil:
		return damaged("数据文件不见了："+fileName, err)
	case errors.Is(err, fs.ErrNotExist):
		return hall.Missing("还没有初始化，请先运行 bianminctl init",
			"请核对数据目录（--data）；U盘或网络盘请先接上；确实是新机器再运行 init")
	case err != nil:
		return fmt.Errorf("look at the database: %w", err)
	case info.Size() == 0:
		return damaged("数据文件是空的，里面的办件不见了", nil)
	}
	return nil
}

func shareLock(dir string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, useLock))
	ok, err := lock.TryRLock()
	if err != nil {
		return nil, cannotOpen(err)
	}
	if !ok {
		return nil, errors.Join(busy(), lock.Close())
	}
	return lock, nil
}

func busy() error {
	return &hall.Error{Kind: hall.Busy, Say: "数据正在初始化、升级或恢复，请稍等", Next: "等那个程序做完再打开"}
}

// openPool is the one door to the file. The settings are constants of this package.
func openPool(path, settings string, most int) (*sql.DB, error) {
	sqlite.StrictPragmas(true)
	if _, err := sqlite.OFDLocking(true); err != nil && !errors.Is(err, sqlite.ErrOFDLockingUnavailable) {
		return nil, fmt.Errorf("choose file locks: %w", err)
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") { // C:/data
		slashed = "/" + slashed
	}
	name := url.URL{Scheme: "file", Path: slashed, RawQuery: settings}
	pool, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, fmt.Errorf("open database pool: %w", err)
	}
	pool.SetMaxOpenConns(most)
	pool.SetMaxIdleConns(most)
	return pool, nil
}
