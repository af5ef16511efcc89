package sync_test

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	stdsync "sync"
	"testing"
	"time"

	"bianmin/county"
	"bianmin/sync"
)

// fixture is a county on a real SQLite file behind a real HTTP server.
type fixture struct {
	t    testing.TB
	file string
	opts county.Options
	*county.County
	server *httptest.Server
	wrap   func(http.Handler) http.Handler
}

func startCounty(t testing.TB, o county.Options) *fixture {
	t.Helper()
	o.Clock, o.Name = time.Now, "测试县"
	f := &fixture{t: t, file: filepath.Join(t.TempDir(), "county.db"), opts: o}
	f.open()
	f.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := f.Handler()
		if f.wrap != nil {
			h = f.wrap(h)
		}
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		f.server.Close()
		_ = f.County.Close()
	})
	return f
}

func (f *fixture) open() {
	f.t.Helper()
	k, err := county.Open("sqlite:"+f.file, f.opts)
	if err != nil {
		f.t.Fatal(err)
	}
	f.County = k
}

func (f *fixture) status() county.Status {
	f.t.Helper()
	s, err := f.Status(context.Background())
	if err != nil {
		f.t.Fatal(err)
	}
	return s
}

// check fails unless the county holds exactly what the device wrote, and it verifies.
func (f *fixture) check(d *device, cases int64) {
	f.t.Helper()
	s := f.status()
	if s.Entries != int64(len(d.lines)) || s.Cases != cases {
		f.t.Fatalf("county holds %d entries and %d cases, device wrote %d and %d", s.Entries, s.Cases, len(d.lines), cases)
	}
	if d.progress.Waiting() != 0 {
		f.t.Fatalf("device still waits for %d", d.progress.Waiting())
	}
	f.verify()
}

func (f *fixture) verify() {
	f.t.Helper()
	v, err := f.Verify(context.Background())
	if err != nil || !v.OK {
		f.t.Fatalf("county does not verify: %+v, %v", v, err)
	}
}

func (f *fixture) enrol(d *device, s *sync.Syncer) {
	f.t.Helper()
	code, err := f.EnrolCode(context.Background(), d.office.Code, "白溪镇便民服务中心")
	if err != nil {
		f.t.Fatal(err)
	}
	if err := s.Enrol(context.Background(), f.server.URL, code); err != nil {
		f.t.Fatal(err)
	}
}

// syncer returns a syncer of the device with a fixed jitter.
func syncer(d *device, edit ...func(*sync.Options)) *sync.Syncer {
	o := sync.Options{Outbox: d, Links: d, Clock: time.Now, Random: rand.New(rand.NewPCG(1, 2)), Program: "test"}
	for _, e := range edit {
		e(&o)
	}
	return sync.New(o)
}

// enrolled returns a county, a device with cases, and its syncer, enrolled.
func enrolled(t testing.TB, cases int, edit ...func(*sync.Options)) (*fixture, *device, *sync.Syncer) {
	t.Helper()
	f := startCounty(t, county.Options{})
	d := newDevice(hallA, "A7")
	s := syncer(d, edit...)
	f.enrol(d, s)
	d.fill(t, cases)
	return f, d, s
}

// flaky is a transport that does what it is told to the n-th push.
type flaky struct {
	mu    stdsync.Mutex
	n     int
	fault func(n int, r *http.Request, next http.RoundTripper) (*http.Response, error)
}

func (k *flaky) RoundTrip(r *http.Request) (*http.Response, error) {
	k.mu.Lock()
	k.n++
	n := k.n
	k.mu.Unlock()
	return k.fault(n, r, http.DefaultTransport)
}
