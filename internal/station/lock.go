package station

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"bianmin/hall"
	"bianmin/sync"
)

// lockAgain is how often a waiting syncer looks whether the other one has ended.
const lockAgain = 2 * time.Second

// Ship sends everything the county does not hold yet. One program of a device ships at a
// time; a second one gets a Busy error and nothing is lost.
func (s *Station) Ship(ctx context.Context) (sync.Report, error) {
	lock := flock.New(filepath.Join(s.DB.Dir(), "sync.lock"))
	held, err := lock.TryLock()
	if err != nil {
		return sync.Report{}, fmt.Errorf("take the sync lock: %w", err)
	}
	if !held {
		return sync.Report{}, &hall.Error{Kind: hall.Busy, Say: "另一程序正在上传", Next: "不用管，传完就好；要看进度用 outbox"}
	}
	defer func() { _ = lock.Unlock() }()
	return s.Sync.Once(ctx)
}

// Watch ships whenever there is something to ship, until the context ends. While another
// program of the device ships, it waits. An error means that it never began.
func (s *Station) Watch(ctx context.Context) error {
	lock := flock.New(filepath.Join(s.DB.Dir(), "sync.lock"))
	held, err := lock.TryLockContext(ctx, lockAgain)
	switch {
	case ctx.Err() != nil:
		return nil
	case err != nil || !held:
		return &hall.Error{Say: "上传没有开始：数据目录里的 sync.lock 打不开", Next: "请检查数据目录的权限；记录都在本机，没有丢", Err: err}
	}
	defer func() { _ = lock.Unlock() }()
	s.Sync.Watch(ctx)
	return nil
}

// HoldWindow takes the one window a device may show. A second start gets a Busy error.
// Call the returned function when the window closes.
func (s *Station) HoldWindow() (release func(), err error) {
	lock := flock.New(filepath.Join(s.DB.Dir(), "window.lock"))
	held, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("take the window lock: %w", err)
	}
	if !held {
		return nil, &hall.Error{Kind: hall.Busy, Say: "这台机器的窗口已经开着", Next: "请到任务栏找已经打开的「便民窗口」"}
	}
	return func() { _ = lock.Unlock() }, nil
}
