package sync_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bianmin/county"
)

// TestServerKilled kills the real program with SIGKILL again and again while a device
// pushes. Nothing acknowledged may be missing, nothing may be there twice.
func TestServerKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and kills the program")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "bianmin-county")
	if out, err := exec.Command("go", "build", "-o", program, "bianmin/cmd/bianmin-county").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	store := "sqlite:" + filepath.Join(dir, "county.db")
	addr := freeAddr(t)
	p := serve(t, program, store, addr)
	d := newDevice(hallA, "A7")
	s := syncer(d)
	if err := s.Enrol(context.Background(), "http://"+addr, issue(t, program, store)); err != nil {
		t.Fatal(err)
	}
	d.fill(t, 1500)
	deadline := time.Now().Add(60 * time.Second)
	kills := 0
	for pause := 15 * time.Millisecond; d.progress.Waiting() > 0; pause += 7 * time.Millisecond {
		if time.Now().After(deadline) {
			t.Fatal("never finished")
		}
		round := make(chan struct{})
		go func() { defer close(round); _, _ = s.Once(context.Background()) }()
		select {
		case <-round:
		case <-time.After(pause):
			_ = p.Process.Kill()
			_ = p.Wait()
			kills++
			<-round
			p = serve(t, program, store, addr)
		}
	}
	_ = p.Process.Kill()
	_ = p.Wait()
	k, err := county.Open(store, county.Options{Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	st, err := k.Status(context.Background())
	if err != nil || st.Entries != 3000 || st.Cases != 1500 || st.Rejected+st.Conflicts+st.Held != 0 {
		t.Fatalf("%+v, %v", st, err)
	}
	v, err := k.Verify(context.Background())
	if err != nil || !v.OK || kills < 3 {
		t.Fatalf("%+v after %d kills, %v", v, kills, err)
	}
	t.Logf("%d kills", kills)
}

func freeAddr(t *testing.T) string {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

func serve(t *testing.T, program, store, addr string) *exec.Cmd {
	t.Helper()
	p := exec.Command(program, "serve", "--listen", addr, "--store", store, "--name", "测试县")
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || strings.TrimSpace(line) != "listening http://"+addr {
		t.Fatalf("%q, %v", line, err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

func issue(t *testing.T, program, store string) string {
	t.Helper()
	out, err := exec.Command(program, "enrol", "--store", store, "--hall", hallA, "--json").Output()
	var got struct{ Code string }
	if err != nil || json.Unmarshal(out, &got) != nil || got.Code == "" {
		t.Fatalf("%s, %v", out, err)
	}
	return got.Code
}
