package demo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"bianmin/hall"
	"bianmin/internal/station"
)

// Running is a demo hall for the window, with its county.
type Running struct {
	Station *station.Station
	County  *County
}

// Window opens the demo hall in dir, making and filling it on the first run, with an
// embedded county on loopback.
func Window(ctx context.Context, dir string) (*Running, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, &hall.Error{Kind: hall.Invalid, Say: "建不了目录 " + dir, Next: "请换一个能写的目录", Err: err}
	}
	c, err := StartCounty(dir)
	if err != nil {
		return nil, err
	}
	r := &Running{County: c}
	if err := r.open(ctx, filepath.Join(dir, "hall")); err != nil {
		_ = r.Close()
		return nil, err
	}
	return r, nil
}

func (r *Running) open(ctx context.Context, dir string) error {
	st, err := station.Open(ctx, station.Options{Dir: dir})
	fresh := hall.KindOf(err) == hall.NotFound
	if fresh {
		st, err = found(ctx, dir, nil)
	}
	if err != nil {
		return err
	}
	r.Station = st
	if !fresh {
		return r.relink(ctx)
	}
	if err := enrol(ctx, r.County, st); err != nil {
		return err
	}
	session, err := st.Desk.SignIn(ctx, "")
	if err != nil {
		return err
	}
	for i, b := range businesses() {
		if _, err := b.take(ctx, session, i+1); err != nil {
			return err
		}
	}
	if _, err := book(ctx, session); err != nil && hall.KindOf(err) == hall.Internal {
		return err
	}
	_, err = st.Sync.Once(ctx)
	return err
}

// relink points the device at the county's port of this run.
func (r *Running) relink(ctx context.Context) error {
	link, err := r.Station.DB.Link(ctx)
	if err != nil {
		return err
	}
	link.County = r.County.URL()
	if err := r.Station.DB.SaveLink(ctx, link); err != nil {
		return fmt.Errorf("point the device at the county: %w", err)
	}
	return nil
}

// Close closes the hall, then the county.
func (r *Running) Close() error {
	var err error
	if r.Station != nil {
		err = r.Station.Close()
	}
	if cerr := r.County.Close(); err == nil {
		err = cerr
	}
	return err
}
