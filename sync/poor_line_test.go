package sync_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"bianmin/bench/linkproxy/proxy"
	"bianmin/sync"
)

// TestPoorLines pushes through an emulated line that is cut, loses replies, or goes silent.
func TestPoorLines(t *testing.T) {
	const patience = time.Second // far above what the county takes, also under the race detector
	for name, o := range map[string]proxy.Options{
		"cut every 30 kB":      {CutEvery: 30 << 10, Outage: 5 * time.Millisecond},
		"every 3rd reply lost": {LoseReply: 3},
		"slow and cut":         {UpBits: 2_000_000, DownBits: 2_000_000, RTT: 20 * time.Millisecond, CutEvery: 60 << 10, Outage: 10 * time.Millisecond},
		"silent stall":         {CutEvery: 100 << 10, Outage: 1500 * time.Millisecond, Stall: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, d, s := enrolled(t, 1500, func(o *sync.Options) { o.Silence = patience })
			o.Listen, o.To = "127.0.0.1:0", strings.TrimPrefix(f.server.URL, "http://")
			line, err := proxy.Start(o)
			if err != nil {
				t.Fatal(err)
			}
			defer line.Close()
			d.link.County = "http://" + line.Addr()
			rounds := 0
			for end := time.Now().Add(60 * time.Second); d.progress.Waiting() > 0 && time.Now().Before(end); rounds++ {
				if _, err := s.Once(context.Background()); err != nil {
					time.Sleep(5 * time.Millisecond)
				}
			}
			f.check(d, 1500)
			st := line.Stats()
			t.Logf("%d rounds, %d bytes up, %d cuts, %d lost replies", rounds, st.Up, st.Cuts, st.LostReplies)
		})
	}
}
