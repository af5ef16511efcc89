// Package demo is a fresh hall with a county beside it on loopback: for a newcomer's
// first run, for the window's demo, and as the main job without a window.
package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	gosync "sync"
	"sync/atomic"
	"time"

	"bianmin/county"
	"bianmin/internal/station"
)

// County is an embedded county on loopback whose line can be cut.
type County struct {
	*county.County
	addr string

	mu     gosync.Mutex
	server *http.Server
}

// StartCounty opens a county's store in dir and listens on loopback.
func StartCounty(dir string) (*County, error) {
	c, err := county.Open("sqlite:"+filepath.Join(dir, "county.db"), county.Options{Clock: station.Now, Name: "示例县平台"})
	if err != nil {
		return nil, fmt.Errorf("open the embedded county: %w", err)
	}
	e := &County{County: c, addr: "127.0.0.1:0"}
	if err := e.Restore(0); err != nil {
		_ = c.Close()
		return nil, err
	}
	return e, nil
}

// URL is where devices and browsers find the county.
func (e *County) URL() string { return "http://" + e.addr }

// Cut takes the line away: nobody listens, and open connections break.
func (e *County) Cut() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.server != nil {
		_ = e.server.Close()
		e.server = nil
	}
}

// Restore brings the line back. With a breakAfter above 0 it is a bad one: every
// connection breaks once that many bytes have gone up.
func (e *County) Restore(breakAfter int64) error {
	e.Cut()
	ln, err := listen(e.addr)
	if err != nil {
		return fmt.Errorf("listen on loopback: %w", err)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.addr = ln.Addr().String()
	if breakAfter > 0 {
		ln = fragile{Listener: ln, after: breakAfter}
	}
	e.server = &http.Server{Handler: e.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go func(s *http.Server) {
		if err := s.Serve(ln); err != nil && !errors.Is(err, http.ErrServerClosed) {
			_ = s.Close()
		}
	}(e.server)
	return nil
}

// Close stops listening and closes the store.
func (e *County) Close() error {
	e.Cut()
	return e.County.Close()
}

// listen takes the same port again; the system may need a moment to free it.
func listen(addr string) (net.Listener, error) {
	var lc net.ListenConfig
	for try := 0; ; try++ {
		ln, err := lc.Listen(context.Background(), "tcp", addr)
		if err == nil || try == 50 {
			return ln, err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// fragile is a line whose connections break after a number of bytes.
type fragile struct {
	net.Listener
	after int64
}

func (f fragile) Accept() (net.Conn, error) {
	c, err := f.Listener.Accept()
	if err != nil {
		return nil, err
	}
	b := &breaking{Conn: c}
	b.left.Store(f.after)
	return b, nil
}

type breaking struct {
	net.Conn
	left atomic.Int64
}

func (b *breaking) Read(p []byte) (int, error) {
	n, err := b.Conn.Read(p)
	if b.left.Add(-int64(n)) < 0 {
		_ = b.Conn.Close()
		return 0, net.ErrClosed
	}
	return n, err
}
