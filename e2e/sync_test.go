//go:build e2e

package e2e

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bianmin/bench/linkproxy/proxy"
)

// counted is what bianmin-county status --json prints.
type counted struct {
	Halls     int64 `json:"halls"`
	Journals  int64 `json:"journals"`
	Entries   int64 `json:"entries"`
	Cases     int64 `json:"cases"`
	Rejected  int64 `json:"rejected"`
	Conflicts int64 `json:"conflicts"`
	Held      int64 `json:"held"`
}

// shipped is what bianminctl sync --json prints.
type shipped struct {
	Pushed    int64 `json:"pushed"`
	Acked     int64 `json:"acked"`
	Waiting   int64 `json:"waiting"`
	Attention int64 `json:"attention"`
}

// disagree says where hall and county do not hold the same, "" where they do.
func disagree(h verified, cases int64, c counted) string {
	want := counted{Halls: 1, Journals: 1, Entries: h.Entries, Cases: cases}
	if c != want {
		return fmt.Sprintf("the county holds %+v, the hall %+v", c, want)
	}
	return ""
}

// ends are a hall, a county, and the poor line between them.
type ends struct {
	dir, store string
	county     *server
	line       *proxy.Proxy
}

func join(t *testing.T, o proxy.Options) *ends {
	t.Helper()
	e := &ends{dir: newHall(t), store: "sqlite:" + filepath.Join(t.TempDir(), "county.db")}
	e.county = serve(t, e.store, "127.0.0.1:0")
	o.Listen, o.To = "127.0.0.1:0", e.county.addr
	line, err := proxy.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = line.Close() })
	e.line = line
	code := read[struct {
		Code string `json:"code"`
	}](t, run(t, built.county, "enrol", "--store", e.store, "--hall", hallCode, "--name", "白溪镇便民服务中心", "--json").want(t, 0)).Code
	for range 20 { // a reply may be lost on the way; the same code is given again
		if o := run(t, built.ctl, "--data", e.dir, "enrol", "--county", "http://"+line.Addr(), "--code", code); o.code != 6 {
			o.want(t, 0)
			return e
		}
	}
	t.Fatal("not enrolled after 20 tries")
	return nil
}

func (e *ends) take(t *testing.T, file, lines int) {
	t.Helper()
	run(t, built.ctl, "--data", e.dir, "intake", writeLines(t, rand.New(rand.NewPCG(7, uint64(file))), file, lines)).want(t, 0)
}

// drain ships until a round went through, and says how many did not.
func (e *ends) drain(t *testing.T) (s shipped, broken int) {
	t.Helper()
	for ; broken < 100; broken++ {
		o := run(t, built.ctl, "--json", "--data", e.dir, "sync")
		if o.code != 6 {
			return read[shipped](t, o.want(t, 0)), broken
		}
		if s = read[shipped](t, o); s.Waiting < 0 || !strings.Contains(o.words, "没有丢") {
			t.Fatalf("a broken round says %+v: %s", s, o.words)
		}
	}
	t.Fatal("100 rounds did not go through")
	return s, broken
}

func (e *ends) status(t *testing.T) counted {
	t.Helper()
	return read[counted](t, run(t, built.county, "status", "--store", e.store, "--json").want(t, 0))
}

// midPush starts a sync, and strikes when so many bytes of it have gone up, or when it
// has ended. It returns the exit code, -1 after a kill.
func (e *ends) midPush(t *testing.T, bytes int64, strike func(hall *exec.Cmd)) int {
	t.Helper()
	before := e.line.Stats().Up
	cmd := exec.CommandContext(t.Context(), built.ctl, "--data", e.dir, "sync")
	cmd.Env = withoutDisplay()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait() // what it came to is in the exit code
	}()
	for waiting := true; waiting && e.line.Stats().Up < before+bytes; {
		select {
		case <-ended:
			waiting = false
		case <-time.After(time.Millisecond): // the line has no other way to say how busy it is
		}
	}
	strike(cmd)
	<-ended
	return cmd.ProcessState.ExitCode()
}

func TestOverABadLineBothEndsComeToHoldTheSame(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	e := join(t, proxy.Options{LoseReply: 3, UpBits: 400_000, Outage: 50 * time.Millisecond})
	e.take(t, 0, 80)
	if code := e.midPush(t, 6000, func(*exec.Cmd) { e.county.kill() }); code != 6 {
		t.Errorf("county killed mid-push: exit %d, want 6", code)
	}
	run(t, built.ctl, "--json", "--data", e.dir, "sync").want(t, 6)
	e.county = serve(t, e.store, e.county.addr)
	if code := e.midPush(t, 6000, func(hall *exec.Cmd) { _ = hall.Process.Kill() }); code != -1 {
		t.Errorf("hall killed mid-push: exit %d", code)
	}
	var last shipped
	kills, broken := 2, 0
	for file := 1; file <= 12; file++ { // a bad day: something breaks in every round, somewhere between dialling and the last reply
		e.take(t, file, 10)
		e.midPush(t, r.Int64N(9000), func(hall *exec.Cmd) {
			switch file % 3 {
			case 0:
				e.line.Cut()
			case 1:
				_ = hall.Process.Kill()
				kills++
			case 2:
				e.county.kill()
				kills++
			}
		})
		if file%3 == 2 {
			e.county = serve(t, e.store, e.county.addr)
		}
		if file%4 == 0 {
			again := 0
			last, again = e.drain(t)
			broken += again
		}
	}
	h, stats := verify(t, e.dir), e.line.Stats()
	t.Logf("%d entries, %d bytes up; %d replies lost, %d cuts, %d kills, %d rounds broken in between", h.Entries, stats.Up, stats.LostReplies, stats.Cuts, kills, broken)
	if stats.LostReplies < 2 || stats.Cuts < 4 || h.Entries < 300 {
		t.Errorf("the line was too good, or carried too little: %+v", stats)
	}
	if last.Waiting != 0 || last.Attention != 0 || last.Acked != h.Entries {
		t.Errorf("the last round: %+v", last)
	}
	if d := disagree(h, 200, e.status(t)); d != "" {
		t.Error(d)
	}
	run(t, built.county, "verify", "--store", e.store).want(t, 0)
	if again, _ := e.drain(t); again.Pushed != 0 || again.Waiting != 0 {
		t.Errorf("shipped once more: %+v", again)
	}

	// Negative control: one more case, not shipped, must be seen; shipped, it is in step again.
	e.take(t, 13, 1)
	if disagree(verify(t, e.dir), 201, e.status(t)) == "" {
		t.Error("a case the county does not hold goes unnoticed")
	}
	e.drain(t)
	if d := disagree(verify(t, e.dir), 201, e.status(t)); d != "" {
		t.Error(d)
	}
}

func TestWithTheCountyStoppedWorkGoesOn(t *testing.T) {
	e := join(t, proxy.Options{})
	e.take(t, 0, 6)
	e.drain(t)
	e.county.kill()
	e.take(t, 1, 6)
	h := verify(t, e.dir)
	o := run(t, built.ctl, "--json", "--data", e.dir, "sync").want(t, 6)
	if s := read[shipped](t, o); s.Waiting == 0 || s.Pushed != 0 || s.Waiting+s.Acked != h.Entries {
		t.Errorf("report of a dead line: %+v of %d entries", s, h.Entries)
	}
	e.county = serve(t, e.store, e.county.addr)
	e.drain(t)
	if d := disagree(h, 12, e.status(t)); d != "" {
		t.Error(d)
	}
}

// TestWatchShipsWhenTheLineIsBack lets one program watch while another takes cases in.
func TestWatchShipsWhenTheLineIsBack(t *testing.T) {
	e := join(t, proxy.Options{})
	cmd := exec.CommandContext(t.Context(), built.ctl, "--json", "--data", e.dir, "sync", "--watch")
	cmd.Env = withoutDisplay()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	e.take(t, 0, 6)
	want := verify(t, e.dir).Entries
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.Contains(lines.Text(), fmt.Sprintf(`"acked":%d,`, want)) && strings.Contains(lines.Text(), `"waiting":0`) {
			if c := e.status(t); c.Entries != want {
				t.Errorf("watch says %d, the county holds %d", want, c.Entries)
			}
			run(t, built.ctl, "--json", "--data", e.dir, "sync").want(t, 8) // one syncer a device
			return
		}
	}
	t.Error("watch ended without shipping")
}
