package localdb

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"bianmin/hall"
)

const askRestore = "请不要再往里写；把数据目录整个复制一份，再从备份恢复，或联系管理员"

// fault turns what SQLite says into what a person is told. act is a verb phrase for the
// log. An error that already is a hall.Error, and a cancelled context, pass as they are.
func fault(act string, err error) error {
	if err == nil {
		return nil
	}
	var told *hall.Error
	if errors.As(err, &told) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	cause := fmt.Errorf("%s: %w", act, err)
	var from *sqlite.Error
	if !errors.As(err, &from) {
		return cause
	}
	switch from.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return &hall.Error{Kind: hall.Busy, Say: "数据正被另一个程序占用，本次没有保存", Next: "请稍等几秒再试", Err: cause}
	case sqlite3.SQLITE_FULL:
		return &hall.Error{Say: "磁盘已满，本次未保存，已有数据完好", Next: "请清理磁盘后再试", Err: cause}
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return &hall.Error{Say: "数据目录只读，或没有权限，本次没有保存", Next: "请检查数据目录的权限", Err: cause}
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return &hall.Error{Kind: hall.Damaged, Say: "数据文件损坏", Next: askRestore, Err: cause}
	}
	return cause
}

// openFault is a fault while opening, when there was nothing to save yet.
func openFault(err error) error {
	var from *sqlite.Error
	if errors.As(err, &from) {
		switch from.Code() & 0xff {
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
			return cannotOpen(from)
		}
	}
	return err
}

func cannotOpen(err error) error {
	return &hall.Error{Say: "数据目录只读，打不开", Next: "请检查数据目录的权限", Err: err}
}

// damaged reports stored data that contradicts itself.
func damaged(say string, err error) error {
	return &hall.Error{Kind: hall.Damaged, Say: say, Next: askRestore, Err: err}
}
