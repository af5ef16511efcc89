package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"bianmin/internal/station"
	"bianmin/paper/printer/ipptest"
)

// printService starts a print service with two queues, 窗口2 (the default) and 黑 (for A4 and A5, holding
// its jobs), for the script: $CUPS_SERVER is its address, $DIRECT that of 窗口2 itself.
func printService(ts *testscript.TestScript, _ bool, _ []string) {
	s := ipptest.Start(ipptest.Queue{Name: "窗口2", Copies: 5}, ipptest.Queue{Name: "黑", Hold: true, Reasons: []string{"media-empty"}})
	ts.Defer(s.Close)
	ts.Setenv("CUPS_SERVER", s.Addr())
	ts.Setenv("DIRECT", s.URI("窗口2"))
}

// stopper stops something when a text is written.
type stopper struct {
	bytes.Buffer
	at   string
	stop func()
}

func (s *stopper) Write(b []byte) (int, error) {
	n, err := s.Buffer.Write(b)
	if s.stop != nil && strings.Contains(s.String(), s.at) {
		s.stop()
	}
	return n, err
}

// Ctrl-C takes a paper back, and says so, before the printer has it and after.
func TestAStoppedPrintIsTakenBack(t *testing.T) {
	s := ipptest.Start(ipptest.Queue{Name: "q", Hold: true})
	t.Cleanup(s.Close)
	dir := filepath.Join(t.TempDir(), "D")
	var out bytes.Buffer
	words := &stopper{}
	if code := run(t.Context(), []string{"--data", dir, "init", "--hall", "431322112000", "--name", "白溪镇便民服务中心", "--demo"}, station.Now, nil, &out, words); code != 0 {
		t.Fatalf("init: %d %s", code, words)
	}
	send := func(ctx context.Context) int {
		out.Reset()
		return run(ctx, []string{"--data", dir, "--as", "director", "--json", "print", "guide", "--matter", "MZ-06", "--to", s.URI("q")}, station.Now, nil, &out, words)
	}
	ctx, stop := context.WithCancel(t.Context())
	words.at, words.stop = "已交给打印机", stop
	if code := send(ctx); code != 7 || !strings.Contains(out.String(), `"state":"cancelled"`) || !strings.Contains(words.String(), "已中止，作业已取消") {
		t.Errorf("followed: %d\n%s%s", code, &out, words)
	}
	s.Stall(time.Minute)
	ctx, stop = context.WithCancel(t.Context())
	words.stop = nil
	time.AfterFunc(200*time.Millisecond, stop)
	if code := send(ctx); code != 7 || strings.Contains(out.String(), `"print"`) || !strings.Contains(words.String(), "已中止，没有打印") {
		t.Errorf("handed over: %d\n%s%s", code, &out, words)
	}
	for _, j := range s.Jobs() {
		if j.State != ipptest.Cancelled {
			t.Errorf("job %d is in state %d", j.ID, j.State)
		}
	}
}
