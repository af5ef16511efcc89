package proxy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"bianmin/bench/linkproxy/proxy"
)

// line is a server that counts the requests that reached it, behind a proxy, and a client without reuse of
// broken connections or retries of its own.
type line struct {
	*proxy.Proxy
	arrived atomic.Int64
	client  *http.Client
}

func newLine(t *testing.T, o proxy.Options) *line {
	t.Helper()
	l := &line{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		l.arrived.Add(1)
		fmt.Fprintf(w, "%d", len(body))
	}))
	t.Cleanup(srv.Close)
	o.Listen, o.To = "127.0.0.1:0", strings.TrimPrefix(srv.URL, "http://")
	p, err := proxy.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	l.Proxy = p
	tr := &http.Transport{DisableCompression: true}
	t.Cleanup(tr.CloseIdleConnections)
	l.client = &http.Client{Transport: tr, Timeout: 10 * time.Second}
	return l
}

// post sends n bytes and returns what the server says it got.
func (l *line) post(t *testing.T, n int) (string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+l.Addr(), bytes.NewReader(make([]byte, n)))
	if err != nil {
		t.Fatal(err)
	}
	req.GetBody = nil
	res, err := l.client.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return string(b), err
}

func TestCarriesAndCounts(t *testing.T) {
	l := newLine(t, proxy.Options{})
	const size = 300_000
	got, err := l.post(t, size)
	if err != nil || got != "300000" {
		t.Fatalf("reply %q, %v", got, err)
	}
	s := l.Stats()
	if s.Up < size || s.Up > size+1000 {
		t.Errorf("up = %d, want %d and a few header bytes", s.Up, size)
	}
	if s.Down < 6 || s.Down > 1000 || s.Conns != 1 || s.Replies != 1 || s.LostReplies != 0 {
		t.Errorf("stats = %+v", s)
	}
	l.Reset()
	if s = l.Stats(); s.Up != 0 || s.Conns != 0 {
		t.Errorf("after reset = %+v", s)
	}
}

func TestEveryThirdReplyIsLostAfterItsRequestArrived(t *testing.T) {
	l := newLine(t, proxy.Options{LoseReply: 3})
	failed := 0
	for i := 1; i <= 9; i++ {
		if _, err := l.post(t, 10); err != nil {
			failed++
			if i%3 != 0 {
				t.Errorf("reply %d failed: %v", i, err)
			}
		}
	}
	if failed != 3 || l.arrived.Load() != 9 {
		t.Errorf("%d failed, %d arrived; want 3 and 9", failed, l.arrived.Load())
	}
	if s := l.Stats(); s.Replies != 9 || s.LostReplies != 3 {
		t.Errorf("stats = %+v", s)
	}
}

func TestCutThenRestored(t *testing.T) {
	l := newLine(t, proxy.Options{Outage: time.Hour})
	if _, err := l.post(t, 10); err != nil {
		t.Fatal(err)
	}
	l.Cut()
	for range 2 { // the first may still try the connection that broke, the second is refused
		if _, err := l.post(t, 10); err == nil {
			t.Error("a request went through a cut line")
		}
	}
	l.SetUp()
	if _, err := l.post(t, 10); err != nil {
		t.Errorf("after the line returned: %v", err)
	}
	l.SetDown(true)
	if _, err := l.post(t, 10); err == nil {
		t.Error("a request went through a line that is down")
	}
	l.SetDown(false)
	if _, err := l.post(t, 10); err != nil {
		t.Errorf("after SetDown(false): %v", err)
	}
	if s := l.Stats(); s.Cuts != 1 || s.Refused < 1 {
		t.Errorf("stats = %+v", s)
	}
}

func TestCutEveryNBytesUp(t *testing.T) {
	l := newLine(t, proxy.Options{CutEvery: 100_000, UpBits: 80_000_000})
	if _, err := l.post(t, 250_000); err == nil {
		t.Fatal("250 kB went through a line that breaks at 100 kB")
	}
	if _, err := l.post(t, 1000); err != nil {
		t.Errorf("a small request after the cut: %v", err)
	}
	if s := l.Stats(); s.Cuts < 1 || s.Up < 100_000 {
		t.Errorf("stats = %+v", s)
	}
}

func TestStallIsSilentAndEnds(t *testing.T) {
	l := newLine(t, proxy.Options{Stall: true})
	if _, err := l.post(t, 10); err != nil {
		t.Fatal(err)
	}
	l.SetDown(true)
	done := make(chan error, 1)
	go func() { _, err := l.post(t, 10); done <- err }()
	select {
	case err := <-done:
		t.Fatalf("a stalled line answered: %v", err)
	case <-time.After(150 * time.Millisecond):
	}
	l.SetUp()
	if err := <-done; err != nil {
		t.Errorf("after the stall: %v", err)
	}
}

func TestControlPort(t *testing.T) {
	l := newLine(t, proxy.Options{Outage: time.Hour})
	ctl := l.Control()
	ask := func(path string) *httptest.ResponseRecorder {
		rec := httptest.NewRecorder()
		ctl.ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, nil))
		return rec
	}
	ask("/cut")
	var s proxy.Stats
	if err := json.Unmarshal(ask("/stats").Body.Bytes(), &s); err != nil || s.Cuts != 1 {
		t.Errorf("stats = %+v, %v", s, err)
	}
	ask("/up")
	if _, err := l.post(t, 10); err != nil {
		t.Errorf("after /up: %v", err)
	}
	ask("/down")
	if _, err := l.post(t, 10); err == nil {
		t.Error("a request went through after /down")
	}
	ask("/reset")
	if s := l.Stats(); s.Cuts != 0 || s.Refused != 0 {
		t.Errorf("after /reset = %+v", s)
	}
}

func TestStartRefusesATakenPort(t *testing.T) {
	l := newLine(t, proxy.Options{})
	if p, err := proxy.Start(proxy.Options{Listen: l.Addr()}); err == nil {
		t.Errorf("a second proxy on one port: %v", p.Close())
	}
}
