package sync_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/sync"
)

var errCut = errors.New("cut by the test")

// lossy is a transport that loses the reply of the pushes lose says: the county has
// committed, the device does not know.
func lossy(lose func(n int) bool) func(*sync.Options) {
	return func(o *sync.Options) {
		o.Transport = &flaky{fault: func(n int, r *http.Request, next http.RoundTripper) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			if err == nil && strings.HasSuffix(r.URL.Path, "/entries") && lose(n) {
				_, _ = io.Copy(io.Discard, resp.Body)
				_ = resp.Body.Close()
				return nil, errCut
			}
			return resp, err
		}}
	}
}

func TestReplyLostAfterCommit(t *testing.T) {
	f, d, s := enrolled(t, 40, lossy(func(n int) bool { return n == 2 })) // 1 is the enrolment
	if _, err := s.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	f.check(d, 40)
}

// TestEveryThirdReplyLost: none lost, none doubled, whatever the batches.
func TestEveryThirdReplyLost(t *testing.T) {
	f, d, s := enrolled(t, 600, lossy(func(n int) bool { return n%3 == 2 }))
	for range 20 {
		if _, err := s.Once(context.Background()); err == nil {
			break
		}
	}
	f.check(d, 600)
	if len(d.verdicts) != 0 {
		t.Fatalf("verdicts %v", d.verdicts)
	}
}

func TestReplyCutAtAnyByte(t *testing.T) {
	f, d, s := enrolled(t, 30)
	for cut := 0; cut < 400; cut += 13 {
		d.add(t, fmt.Sprint("case-", cut), d.received(1000+cut))
		s2 := syncer(d, func(o *sync.Options) {
			first := true
			o.Transport = &flaky{fault: func(_ int, r *http.Request, next http.RoundTripper) (*http.Response, error) {
				resp, err := next.RoundTrip(r)
				if err == nil && first {
					first = false
					resp.Body = io.NopCloser(io.MultiReader(io.LimitReader(resp.Body, int64(cut)), failing{}))
				}
				return resp, err
			}}
		})
		if _, err := s2.Once(context.Background()); err != nil {
			t.Fatal(cut, err)
		}
	}
	_ = s
	f.check(d, 30+31)
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errCut }

// TestRequestCutAtAnyByte sends the first bytes of a real push and closes; nothing may be stored.
func TestRequestCutAtAnyByte(t *testing.T) {
	f, d, _ := enrolled(t, 20)
	before := f.status().Entries
	for cut := 0; cut < 3000; cut += 97 {
		s := syncer(d, func(o *sync.Options) {
			o.Transport = &flaky{fault: func(_ int, r *http.Request, next http.RoundTripper) (*http.Response, error) {
				whole, _ := io.ReadAll(r.Body)
				r.Body = io.NopCloser(io.MultiReader(bytes.NewReader(whole[:min(cut, len(whole)-1)]), failing{}))
				return next.RoundTrip(r)
			}}
		})
		_, err := s.Once(canceledSoon(t))
		if err == nil {
			t.Fatal("a cut push was a success")
		}
		if got := f.status().Entries; got != before {
			t.Fatalf("a push cut at %d stored %d entries", cut, got)
		}
	}
	if _, err := syncer(d).Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	f.check(d, 20)
}

func canceledSoon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}

func TestShortenedBodyIsBadDigest(t *testing.T) {
	f, d, _ := enrolled(t, 20)
	cuts := 0
	s := syncer(d, func(o *sync.Options) {
		o.Transport = &flaky{fault: func(n int, r *http.Request, next http.RoundTripper) (*http.Response, error) {
			whole, _ := io.ReadAll(r.Body)
			if n <= 2 {
				whole, cuts = whole[:len(whole)/2], cuts+1
			}
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(whole)), int64(len(whole))
			return next.RoundTrip(r)
		}}
	})
	if _, err := s.Once(context.Background()); err != nil || cuts != 2 {
		t.Fatal(cuts, err)
	}
	f.check(d, 20)
}

func TestCountyUnreachable(t *testing.T) {
	f, d, s := enrolled(t, 3)
	f.server.Close()
	_, err := s.Once(context.Background())
	say, _ := hall.Explain(err)
	if hall.KindOf(err) != hall.Unreachable || !strings.Contains(say, "没有丢") {
		t.Fatal(say, err)
	}
	if st := s.State(); !st.Failing || st.Reason != say || st.Waiting != 6 || !st.LastGood.IsZero() {
		t.Fatalf("%+v", st)
	}
	if d.progress.Acked.Size != 0 {
		t.Fatal("an unreachable county moved the outbox")
	}
}

// TestCaptivePortal: a page with status 200 moves nothing, whatever it claims.
func TestCaptivePortal(t *testing.T) {
	for name, page := range map[string]http.HandlerFunc{
		"html 200":     func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>请登录</html>") },
		"html as json": jsonPage("<html>"),
		"empty object": jsonPage("{}"),
		"ack, no head": jsonPage(`{"epoch":"x","acked":6}`),
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://portal.example/", http.StatusFound)
		},
		"403 page": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "WAF", http.StatusForbidden) },
		"401 other json": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(401)
			fmt.Fprint(w, `{"code":1}`)
		},
		"other's root": jsonPage(`{"epoch":"x","acked":6,"head":{"size":6,"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}`),
	} {
		t.Run(name, func(t *testing.T) {
			f, d, s := enrolled(t, 3)
			portal := httptest.NewServer(page)
			defer portal.Close()
			own := d.link.County
			d.link.County = portal.URL
			if _, err := s.Once(context.Background()); err == nil || d.progress.Acked.Size != 0 {
				t.Fatalf("acked %d, %v", d.progress.Acked.Size, err)
			}
			d.link.County = own
			if _, err := s.Once(context.Background()); err != nil {
				t.Fatal(err)
			}
			f.check(d, 3)
		})
	}
}

func jsonPage(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, body)
	}
}

// TestProxyCapsBodies: a proxy that refuses bodies over 20 kB only makes batches smaller.
func TestProxyCapsBodies(t *testing.T) {
	f, d, s := enrolled(t, 800)
	f.wrap = func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ContentLength > 20<<10 {
				http.Error(w, "<html>413</html>", http.StatusRequestEntityTooLarge)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
	for range 10 {
		if _, err := s.Once(context.Background()); err == nil {
			break
		}
	}
	f.check(d, 800)
}

// TestOneLineTooLarge: a line nobody takes is marked, and the rest goes on.
func TestOneLineTooLarge(t *testing.T) {
	f, d, s := enrolled(t, 2)
	noise := make([]byte, 90<<10)
	for i := range noise {
		noise[i] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[rand.N(62)]
	}
	d.add(t, "big", hall.Voided{Reason: string(noise)})
	d.addLine(bytes.Repeat([]byte("x"), 10<<20)) // 10 MB
	d.addLine([]byte("two\nlines"))
	d.fill(t, 2)
	f.wrap = func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ContentLength > 60<<10 {
				http.Error(w, "too large", http.StatusRequestEntityTooLarge)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
	for range 10 {
		if _, err := s.Once(context.Background()); err == nil {
			break
		}
	}
	f.check(d, 4)
	for _, seq := range []int64{5, 6, 7} {
		if x := d.verdicts[seq]; x.Status != "rejected" || x.Why != "too-large" {
			t.Errorf("%d: %+v", seq, x)
		}
	}
}

func TestRetryAfterIsKept(t *testing.T) {
	_, d, s := enrolled(t, 1)
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer busy.Close()
	d.link.County = busy.URL
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { s.Watch(ctx); close(done) }()
	for s.State().NextTry.IsZero() {
		time.Sleep(time.Millisecond)
	}
	s.Kick()
	time.Sleep(20 * time.Millisecond)
	if st := s.State(); st.NextTry.Sub(st.LastTry) < 7*time.Second || st.Busy {
		t.Errorf("next try %v after the last", st.NextTry.Sub(st.LastTry))
	}
	cancel()
	<-done
}

// TestSilentStall: a server that takes the request and says nothing is given up.
func TestSilentStall(t *testing.T) {
	release := make(chan struct{})
	mute := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-release
	}))
	defer mute.Close()
	defer close(release)
	_, d, s := enrolled(t, 1, func(o *sync.Options) { o.Silence = 50 * time.Millisecond })
	d.link.County = mute.URL
	start := time.Now()
	_, err := s.Once(context.Background())
	if hall.KindOf(err) != hall.Unreachable || time.Since(start) > 5*time.Second {
		t.Fatal(time.Since(start), err)
	}
}

func TestWatchSendsOnKick(t *testing.T) {
	f, d, s := enrolled(t, 1)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { s.Watch(ctx); close(done) }()
	wait := func(n int64) {
		t.Helper()
		for end := time.Now().Add(5 * time.Second); f.status().Entries != n; time.Sleep(5 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("county holds %d, want %d", f.status().Entries, n)
			}
		}
	}
	wait(2)
	d.fill(t, 1)
	s.Kick()
	wait(4)
	cancel()
	<-done
}
