// Command bianmin is the window of a convenience service hall (便民窗口).
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"bianmin/app"
	"bianmin/app/crash"
	"bianmin/hall"
	"bianmin/internal/demo"
	"bianmin/internal/station"
)

func main() {
	dir := flag.String("data", station.DefaultDir(), "这台机器的数据目录")
	as := flag.String("as", "", "谁在值班（工作人员编号）；只有一位时可以不写")
	trial := flag.Bool("demo", false, "打开演示大厅：虚构的人和件，本机自带一个县平台")
	flag.Parse()
	if run(*dir, *as, *trial) != nil {
		os.Exit(1)
	}
}

// run opens the hall, shows its window until it is closed, and puts everything away.
func run(dir, as string, trial bool) (err error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	fa := fyneapp.NewWithID("cn.bianmin.window")
	st, shut, err := open(ctx, &dir, trial)
	if err == nil {
		defer func() { err = errors.Join(err, shut()) }()
	}
	book := crash.Book{Folder: filepath.Join(dir, "crash"), Now: station.Now}
	defer func() {
		if what := recover(); what != nil {
			path, _ := book.Write(what, debug.Stack())
			err = fmt.Errorf("panic, written down in %s", path)
			fmt.Fprintln(os.Stderr, "程序出错退出，存过的都在。经过记在 "+path)
		}
	}()
	o := app.Options{
		Papers: filepath.Join(dir, "papers"), Crashed: book.Last(), OpenPaper: func(path string) error {
			return fa.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)})
		},
		OnPanic: func(what any, stack []byte) { _, _ = book.Write(what, stack) },
		Shown:   func() { fmt.Println("window ready") },
	}
	if err == nil {
		err = show(ctx, fa, st, as, o)
	}
	if err != nil {
		tell(err)
		app.ShowFault(fa, err)
		fa.Run()
	}
	return err
}

// show runs the window of a hall until it is closed; one window a device.
func show(ctx context.Context, fa fyne.App, st *station.Station, as string, o app.Options) error {
	release, err := st.HoldWindow()
	if err != nil {
		return err
	}
	defer release()
	if o.Session, err = st.Desk.SignIn(ctx, as); err != nil {
		return err
	}
	o.Sync = st.Light
	window, err := app.New(ctx, o)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	defer work.Wait()
	defer stop()
	work.Go(func() {
		if err := st.Watch(ctx); err != nil {
			tell(err)
		}
	})
	work.Go(func() { st.Watchman(tell).Run(ctx) })
	defer window.Close()
	window.Show(fa)
	fa.Run()
	return nil
}

func tell(err error) {
	say, next := hall.Explain(err)
	fmt.Fprintln(os.Stderr, say+"。"+next)
}

// open opens the device in dir, or a demo hall; a demo without a directory lives in a
// temporary one.
func open(ctx context.Context, dir *string, trial bool) (*station.Station, func() error, error) {
	if !trial {
		st, err := station.Open(ctx, station.Options{Dir: *dir})
		if err != nil {
			return nil, nil, err
		}
		return st, st.Close, nil
	}
	done := func() error { return nil }
	if *dir == station.DefaultDir() && os.Getenv("BIANMIN_DATA") == "" {
		temp, err := os.MkdirTemp("", "bianmin-demo-")
		if err != nil {
			return nil, nil, err
		}
		*dir, done = temp, func() error { return os.RemoveAll(temp) }
	}
	r, err := demo.Window(ctx, *dir)
	if err != nil {
		return nil, nil, errors.Join(err, done())
	}
	return r.Station, func() error { return errors.Join(r.Close(), done()) }, nil
}
