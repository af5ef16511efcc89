//go:build e2e

package e2e

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// needs skips a test on a machine that lacks a program of a Debian package.
func needs(t *testing.T, program, pack string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("%s is not installed (Debian: apt-get install %s; make e2e does)", program, pack)
	}
	return path
}

// keepRunning starts a server and ends it, by its process, with the test.
func keepRunning(t *testing.T, env []string, program string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	var words bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Env = &words, &words, append(withoutDisplay(), env...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		done := make(chan struct{})
		go func() { _ = cmd.Wait(); close(done) }()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			_ = cmd.Process.Kill()
			<-done
		}
		if t.Failed() {
			tail := words.String()
			t.Logf("%s says:\n%s", filepath.Base(program), tail[max(0, len(tail)-4000):])
		}
	})
	return cmd
}

// waitFor waits until something holds.
func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("waited in vain for %s", what)
}

func listens(addr string) func() bool {
	return func() bool {
		conn, err := net.DialTimeout("tcp", addr, time.Second) //nolint:noctx // one second
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	}
}

// freeAddr is a loopback port nobody listens on.
func freeAddr(t *testing.T) (addr, port string) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port = strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	return "127.0.0.1:" + port, port
}

// ippPrinter is a printer as it stands on a network: the ippeveprinter of CUPS.
type ippPrinter struct{ uri, dir string }

// startPrinter starts one that takes the formats and, where there is a command, prints with it.
func startPrinter(t *testing.T, formats, command string) ippPrinter {
	t.Helper()
	program := needs(t, "ippeveprinter", "cups-ipp-utils")
	bus := needs(t, "dbus-daemon", "dbus-daemon")
	p := ippPrinter{dir: t.TempDir()}
	// It announces itself through Avahi and ends where it finds no message bus at all; on a bus of
	// its own it finds no Avahi, announces nothing, and prints.
	socket := filepath.Join(p.dir, "bus")
	address := "unix:path=" + socket
	keepRunning(t, nil, bus, "--session", "--nofork", "--nopidfile", "--address="+address)
	waitFor(t, "the message bus", func() bool { _, err := os.Stat(socket); return err == nil })
	addr, port := freeAddr(t)
	p.uri = "ipp://" + addr + "/ipp/print"
	args := []string{"-r", "off", "-n", "localhost", "-p", port, "-k", "-d", p.dir, "-K", p.dir, "-f", formats}
	if command != "" {
		args = append(args, "-c", command)
	}
	keepRunning(t, []string{"DBUS_SYSTEM_BUS_ADDRESS=" + address}, program, append(args, "hall")...)
	waitFor(t, "the printer", listens(addr))
	return p
}

// kept is the one document the printer has kept.
func (p ippPrinter) kept(t *testing.T, pattern string) (name string, data []byte) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(p.dir, pattern))
	if err != nil || len(names) != 1 {
		t.Fatalf("the printer has kept %v, %v", names, err)
	}
	data, err = os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	return names[0], data
}

// printed is what print --to says.
type printed struct {
	OK     bool `json:"ok"`
	Pages  int  `json:"pages"`
	Copies int  `json:"copies"`
	Print  struct {
		Job   int    `json:"job"`
		State string `json:"state"`
		Say   string `json:"say"`
	} `json:"print"`
}

func TestAPaperArrivesAtAPrinterByteByByte(t *testing.T) {
	p, hall := startPrinter(t, "application/pdf", ""), newHall(t)
	file := filepath.Join(t.TempDir(), "guide.pdf")
	out := run(t, built.ctl, "--data", hall, "--json", "print", "guide", "--matter", "GH-01", "--to", p.uri, "--copies", "2", "-o", file).want(t, 0)
	if v := read[printed](t, out); !v.OK || v.Print.State != "completed" || v.Copies != 2 || v.Pages != 2 {
		t.Errorf("%+v", v)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, got := p.kept(t, "*.pdf"); sha256.Sum256(got) != sha256.Sum256(want) {
		t.Errorf("%d bytes arrived of %d", len(got), len(want))
	}
	run(t, built.ctl, "--data", hall, "print", "card", "--to", p.uri).want(t, 3)
	if out := run(t, built.ctl, "printer", "show", p.uri).want(t, 0); !strings.Contains(out.out, "A4") || !strings.Contains(out.out, "收 PDF") {
		t.Errorf("show: %s", out.out)
	}
}

// A printer that takes no PDF gets pictures; the filter CUPS reads such pictures with must see the
// same pages.
func TestAPrinterWithoutPDFGetsTheSamePages(t *testing.T) {
	filter := "/usr/lib/cups/filter/rastertopdf"
	if _, err := os.Stat(filter); err != nil {
		t.Skip("rastertopdf is not installed (Debian: apt-get install cups-filters; make e2e does, with cups)")
	}
	p, hall, dir := startPrinter(t, "image/pwg-raster", ""), newHall(t), t.TempDir()
	file := filepath.Join(dir, "guide.pdf")
	run(t, built.ctl, "--data", hall, "print", "guide", "--matter", "GH-01", "--to", p.uri, "-o", file).want(t, 0)
	raster, _ := p.kept(t, "*.pwg")
	cmd := exec.CommandContext(t.Context(), filter, "1", "bianmin", "guide", "1", "", raster)
	cmd.Env = append(os.Environ(), "OUTFORMAT=pdf", "CONTENT_TYPE=image/pwg-raster")
	back, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(dir, "again.pdf")
	if err := os.WriteFile(again, back, 0o600); err != nil {
		t.Fatal(err)
	}
	samePages(t, file, again, 2)
}

// samePages compares two PDF files by their ink: as many pages, and dark in the same places.
func samePages(t *testing.T, a, b string, pages int) {
	t.Helper()
	inA, inB := pictures(t, a), pictures(t, b)
	if len(inA) != pages || len(inB) != pages {
		t.Fatalf("%d and %d pages, want %d", len(inA), len(inB), pages)
	}
	for i := range inA {
		ink, other := 0, 0
		for y := range min(inA[i].Bounds().Dy(), inB[i].Bounds().Dy()) {
			for x := range min(inA[i].Bounds().Dx(), inB[i].Bounds().Dx()) {
				u, v := dark(inA[i], x, y), dark(inB[i], x, y)
				if u {
					ink++
				}
				if u != v && !near(inA[i], x, y, v) && !near(inB[i], x, y, u) {
					other++
				}
			}
		}
		if ink < 500 || other*50 > ink {
			t.Errorf("page %d: %d dots of ink, %d elsewhere", i+1, ink, other)
		}
	}
}

func dark(img image.Image, x, y int) bool {
	r, g, b, _ := img.At(x, y).RGBA()
	return r+g+b < 3*0x7000
}

// near says whether a dot beside this one is as dark as asked: edges may lie half a dot off.
func near(img image.Image, x, y int, want bool) bool {
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			if dark(img, x+dx, y+dy) == want {
				return true
			}
		}
	}
	return false
}

// pictures draws a PDF file with poppler.
func pictures(t *testing.T, file string) []image.Image {
	t.Helper()
	needs(t, "pdftoppm", "poppler-utils")
	dir := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", "100", "-png", file, filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	names, _ := filepath.Glob(filepath.Join(dir, "*.png"))
	var out []image.Image
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		img, _, err := image.Decode(f)
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, img)
	}
	return out
}

// emptyPrinter is a print command that finds no paper until there is a file.
const emptyPrinter = `#!/bin/sh
echo "STATE: +media-empty" >&2
i=0
while [ ! -e "%[1]s" ] && [ $i -lt 300 ]; do sleep 0.1; i=$((i+1)); done
echo "STATE: -media-empty" >&2
exit 0
`

// startEmpty starts a printer without paper; load loads it.
func startEmpty(t *testing.T) (p ippPrinter, load func()) {
	t.Helper()
	dir := t.TempDir()
	paper, command := filepath.Join(dir, "paper"), filepath.Join(dir, "command")
	if err := os.WriteFile(command, []byte(fmt.Sprintf(emptyPrinter, paper)), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	return startPrinter(t, "application/pdf", command), func() {
		if err := os.WriteFile(paper, nil, 0o600); err != nil {
			t.Error(err)
		}
	}
}

// background starts a program and reads along.
func background(t *testing.T, args ...string) (cmd *exec.Cmd, words *along) {
	t.Helper()
	cmd, words = exec.CommandContext(t.Context(), built.ctl, args...), &along{}
	cmd.Stdout, cmd.Stderr, cmd.Env = words, words, withoutDisplay()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, words
}

func TestAPrinterWithoutPaperSaysSoAndGoesOn(t *testing.T) {
	p, load := startEmpty(t)
	cmd, words := background(t, "--data", newHall(t), "print", "guide", "--matter", "MZ-06", "--to", p.uri)
	waitFor(t, "the sentence", func() bool {
		return strings.Contains(words.String(), "正在打印，但打印机没有纸。请装纸")
	})
	load()
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v", err)
	}
	if !strings.Contains(words.String(), "打印好了") {
		t.Errorf("said %s", words)
	}
}

func TestCtrlCTakesThePaperBack(t *testing.T) {
	p, load := startEmpty(t)
	t.Cleanup(load)
	cmd, words := background(t, "--data", newHall(t), "print", "guide", "--matter", "MZ-06", "--to", p.uri)
	waitFor(t, "the sentence", func() bool { return strings.Contains(words.String(), "打印机没有纸") })
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var ended *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &ended) || ended.ExitCode() != 7 || !strings.Contains(words.String(), "已中止，作业已取消") {
		t.Errorf("%v, said %s", err, words)
	}
	load()
	waitFor(t, "an empty queue", func() bool {
		return strings.Contains(run(t, built.ctl, "printer", "jobs", p.uri).want(t, 0).out, "没有等着打印的作业")
	})
}
