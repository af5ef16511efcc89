package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"syscall"
	"time"

	"bianmin/county"
	"bianmin/hall"
)

// The limits of the server. Bodies have a deadline on progress, in county/api.
const (
	headerTime   = 10 * time.Second
	idleTime     = 2 * time.Minute
	heapPercent  = 400     // a receiver of short batches: memory for time
	heapLimit    = 2 << 30 // bytes; beyond it the collector works as hard as it must
	shutdownTime = 20 * time.Second
	maxHeader    = 16 << 10
)

type serveCmd struct {
	storeFlag
	Listen string `default:"127.0.0.1:8480" placeholder:"ADDR" help:"监听地址，默认 ${default}；端口写 0 由系统挑。"`
	Name   string `placeholder:"NAME" help:"县平台的名字，写一次就记住。"`
}

// Help implements kong.HelpProvider.
func (c *serveCmd) Help() string {
	return `例：
  bianmin-county serve --store sqlite:county.db --name 新化县政务平台
  bianmin-county serve --store sqlite:county.db --listen 127.0.0.1:0`
}

// checkListen says which part of a listening address is wrong.
func checkListen(ctx context.Context, addr string) error {
	const next = "端口是 0 到 65535 的数，0 由系统挑，例如 127.0.0.1:8480"
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return &hall.Error{Kind: hall.Invalid, Say: "监听地址要写成 地址:端口，不是：" + addr, Next: next, Err: err}
	}
	if _, err := net.DefaultResolver.LookupPort(ctx, "tcp", port); err != nil {
		return &hall.Error{Kind: hall.Invalid, Say: "端口不对：" + port, Next: next, Err: err}
	}
	return nil
}

// Run serves until the context ends, then finishes the requests under way.
func (c *serveCmd) Run(o *out) (err error) {
	debug.SetGCPercent(heapPercent)
	debug.SetMemoryLimit(heapLimit)
	log := slog.New(slog.NewTextHandler(o.Err, nil))
	ctx := o.ctx
	if err := checkListen(ctx, c.Listen); err != nil { // before a database is made
		return err
	}
	k, err := county.Open(c.Store, county.Options{Clock: o.clock, Name: c.Name, Log: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		next := "请核对地址：要是本机的地址，端口小于 1024 的还要有权限"
		if errors.Is(err, syscall.EADDRINUSE) {
			next = "端口被别的程序占用了，请换一个"
		}
		return &hall.Error{Kind: hall.Invalid, Say: "听不了这个地址：" + c.Listen, Next: next, Err: err}
	}
	if tcp, ok := ln.Addr().(*net.TCPAddr); ok && !tcp.IP.IsLoopback() {
		o.say("注意：这一版没有 TLS，不在本机回环地址上时，请放在加密的专网或反向代理后面。首页仍只有本机能看。\n")
	}
	server := &http.Server{
		Handler: k.Handler(), ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(ln) }()
	if err := o.print("listening http://%s\n", ln.Addr()); err != nil {
		return errors.Join(err, server.Close())
	}
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(end); err != nil {
		_ = server.Close() // what is cut now was not acknowledged, the device sends it again
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
