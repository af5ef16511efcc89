//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// hallCode is the hall of all these tests.
const hallCode = "431322112000"

// liarWord makes this test binary play a bianminctl that answers before it saves.
const liarWord = "intake-that-lies"

// programs are the built programs.
type programs struct{ ctl, county string }

var built programs

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == liarWord {
		os.Exit(lie(os.Args[2], os.Args[3]))
	}
	os.Exit(buildAndRun(m))
}

// buildAndRun builds bianminctl and bianmin-county once, without C, and runs the tests.
func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "bianmin-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	build := exec.Command("go", "build", "-buildvcs=false", "-o", dir+string(filepath.Separator), "bianmin/cmd/bianminctl", "bianmin/cmd/bianmin-county") //nolint:noctx // go test has its own timeout
	build.Env, build.Stdout, build.Stderr = append(os.Environ(), "CGO_ENABLED=0"), os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "build the programs:", err)
		return 1
	}
	built = programs{ctl: filepath.Join(dir, "bianminctl"), county: filepath.Join(dir, "bianmin-county")}
	return m.Run()
}

// outcome is what a program came to.
type outcome struct {
	code        int
	out, words  string
	commandLine string
}

// run runs a program to its end. Only a program that cannot be started, or hangs, fails
// the test here.
func run(t testing.TB, program string, args ...string) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	var out, words bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Env = &out, &words, withoutDisplay()
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && (!errors.As(err, &ended) || ctx.Err() != nil) {
		t.Fatalf("%s %v: %v\n%s", filepath.Base(program), args, err, &words)
	}
	return outcome{cmd.ProcessState.ExitCode(), out.String(), words.String(), filepath.Base(program) + " " + strings.Join(args, " ")}
}

// want fails the test unless the program ended with a code.
func (o outcome) want(t testing.TB, code int) outcome {
	t.Helper()
	if o.code != code {
		t.Fatalf("%s: exit %d, want %d\n%s%s", o.commandLine, o.code, code, o.out, o.words)
	}
	return o
}

// read decodes the one JSON document of the program.
func read[T any](t testing.TB, o outcome) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(o.out), &v); err != nil {
		t.Fatalf("%s: %v in %q", o.commandLine, err, o.out)
	}
	return v
}

func withoutDisplay() []string {
	var env []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "DISPLAY=") && !strings.HasPrefix(e, "WAYLAND_DISPLAY=") && !strings.HasPrefix(e, "BIANMIN_") {
			env = append(env, e)
		}
	}
	return env
}

// newHall founds a demo hall and returns its directory.
func newHall(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "hall")
	run(t, built.ctl, "--data", dir, "init", "--hall", hallCode, "--name", "新化县白溪镇便民服务中心", "--device", "A7", "--staff", "liu", "--demo").want(t, 0)
	return dir
}

// verified is what bianminctl verify --json prints.
type verified struct {
	OK       bool     `json:"ok"`
	Entries  int64    `json:"entries"`
	Problems []string `json:"problems"`
}

// verify checks a hall's directory; damage fails the test.
func verify(t testing.TB, dir string) verified {
	t.Helper()
	v := read[verified](t, run(t, built.ctl, "--json", "--data", dir, "verify").want(t, 0))
	if !v.OK || len(v.Problems) > 0 {
		t.Fatalf("verify: %v", v.Problems)
	}
	return v
}

// server is a county that serves.
type server struct {
	cmd  *exec.Cmd
	addr string
}

// serve starts a county on an address and waits until it listens. It is killed at the
// end of the test.
func serve(t testing.TB, store, addr string) *server {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), built.county, "serve", "--listen", addr, "--store", store, "--name", "示例县平台")
	var words bytes.Buffer
	cmd.Stderr = &words
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &server{cmd: cmd}
	t.Cleanup(s.kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	address, found := strings.CutPrefix(strings.TrimSpace(line), "listening http://")
	if err != nil || !found {
		s.kill()
		t.Fatalf("county says %q, %v\n%s", line, err, &words)
	}
	s.addr = address
	return s
}

// kill ends the county as a power cut does. It may be called twice.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}
