//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A desk has a display, a window manager and the real window on a demo hall.
type deskTop struct {
	t       *testing.T
	display string
	data    string // the demo's directory; the hall is in data/hall
	home    string // where programs keep their preferences
}

// The window takes a case in by keyboard alone: it is saved, its slip is made, it reaches
// the county, and it stands in the list.
func TestWindowByKeyboardAlone(t *testing.T) {
	d := openWindow(t)
	d.shot("1-today")
	const name, id = "彭满秀", "43139919420617002X"
	d.keys("F4")
	d.types("MZ-06")
	d.keys("Return") // the matter; the document type stays
	d.types(id)
	d.keys("Return")
	d.han(name)
	d.keys("Return")
	d.types("13800000010")
	d.keys("Return", "Return", "Return", "Return", "Return") // village, contact, appointment, mode
	for range 4 {                                            // the materials, all brought
		d.keys("space", "Return")
	}
	d.shot("2-intake")
	before := d.entries()
	d.keys("F9")
	d.until("the case is on disk", func() bool { return d.entries() >= before+2 })
	d.shot("3-saved")

	found := read[struct {
		Persons []struct {
			Cases []struct {
				CaseNo string `json:"case_no"`
				State  string `json:"state"`
				Matter string `json:"matter"`
			} `json:"cases"`
		} `json:"persons"`
	}](t, run(t, built.ctl, "--data", d.hall(), "--json", "find", id).want(t, 0))
	if len(found.Persons) != 1 || len(found.Persons[0].Cases) == 0 {
		t.Fatalf("the person is not found by the document number typed: %+v", found)
	}
	c := found.Persons[0].Cases[0]
	if c.State != "accepted" || c.Matter != "MZ-06" {
		t.Fatalf("saved %s as %s", c.Matter, c.State)
	}
	slip := d.slip(c.CaseNo)
	for _, word := range []string{name, c.CaseNo, "受理通知书"} {
		if !strings.Contains(slip, word) {
			t.Errorf("the slip lacks %s:\n%s", word, slip)
		}
	}
	if strings.Contains(slip, id) {
		t.Error("the slip shows the whole document number")
	}
	d.keys("alt+3") // 办件
	d.settle()
	d.shot("4-cases")
	d.until("the county holds it", func() bool {
		p := read[struct {
			Waiting int64 `json:"waiting"`
		}](t, run(t, built.ctl, "--data", d.hall(), "--json", "outbox").want(t, 0))
		return p.Waiting == 0
	})
	run(t, built.ctl, "--data", d.hall(), "verify").want(t, 0)
}

// A second window of the same device does not open.
func TestOneWindowADevice(t *testing.T) {
	d := openWindow(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	second := exec.CommandContext(ctx, windowProgram(t), "--data", d.hall())
	second.Env = d.env()
	out, err := second.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "已经开着") {
		t.Fatalf("%v: %s", err, out)
	}
}

func (d *deskTop) hall() string { return filepath.Join(d.data, "hall") }

func (d *deskTop) env() []string { return append(os.Environ(), "DISPLAY="+d.display, "HOME="+d.home) }

// windowProgram is the built window; make e2e builds it.
func windowProgram(t *testing.T) string {
	t.Helper()
	program, err := filepath.Abs("../bin/bianmin")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		t.Fatal("bin/bianmin is not built: run make e2e, or make build first")
	}
	return program
}

func openWindow(t *testing.T) *deskTop {
	t.Helper()
	for _, need := range []string{"Xvfb", "openbox", "xdotool", "xmodmap", "import"} {
		if _, err := exec.LookPath(need); err != nil {
			t.Fatalf("%s is not installed: run make e2e", need)
		}
	}
	d := &deskTop{t: t, data: t.TempDir(), home: t.TempDir()}
	d.startDisplay()
	d.start("openbox")
	d.plant("彭满秀")
	window := exec.Command(windowProgram(t), "--demo", "--data", d.data) //nolint:noctx // stopped by its PID
	window.Env, window.Stderr = d.env(), os.Stderr
	out, err := window.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	d.run(window)
	ready := make(chan bool, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if strings.Contains(lines.Text(), "window ready") {
				ready <- true
			}
		}
	}()
	select {
	case <-ready:
	case <-time.After(60 * time.Second):
		t.Fatal("the window did not open in a minute")
	}
	d.settle()
	return d
}

// startDisplay starts Xvfb on a number it picks itself.
func (d *deskTop) startDisplay() {
	d.t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		d.t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1366x768x24", "-nolisten", "tcp") //nolint:noctx // stopped by its PID
	x.ExtraFiles = []*os.File{write}
	d.run(x)
	_ = write.Close()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		d.t.Fatal("Xvfb named no display: ", err)
	}
	d.display = ":" + strings.TrimSpace(line)
}

func (d *deskTop) start(name string, args ...string) {
	cmd := exec.Command(name, args...) //nolint:noctx // stopped by its PID
	cmd.Env = d.env()
	d.run(cmd)
}

// run starts a program and stops it by its PID at the end of the test.
func (d *deskTop) run(cmd *exec.Cmd) {
	d.t.Helper()
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		ended := make(chan struct{})
		go func() { _ = cmd.Wait(); close(ended) }()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			_ = cmd.Process.Kill()
			<-ended
		}
	})
}

// xdotool sends real key events.
func (d *deskTop) xdotool(args ...string) {
	d.t.Helper()
	cmd := exec.Command("xdotool", args...) //nolint:noctx // short
	cmd.Env = d.env()
	if out, err := cmd.CombinedOutput(); err != nil {
		d.t.Fatalf("xdotool %v: %v %s", args, err, out)
	}
}

func (d *deskTop) keys(names ...string) {
	d.t.Helper()
	d.xdotool(append([]string{"key", "--delay", "80"}, names...)...)
	d.settle()
}

// plant gives characters keys of their own. xdotool would move one spare key from
// character to character, and a program that asks late what the key means loses some.
func (d *deskTop) plant(text string) {
	d.t.Helper()
	for i, r := range []rune(text) {
		cmd := exec.Command("xmodmap", "-e", fmt.Sprintf("keycode %d = U%04X", 247+i, r)) //nolint:noctx // short
		cmd.Env = d.env()
		if out, err := cmd.CombinedOutput(); err != nil {
			d.t.Fatalf("xmodmap: %v %s", err, out)
		}
	}
}

// han presses the keys of planted characters.
func (d *deskTop) han(text string) {
	d.t.Helper()
	for _, r := range text {
		d.keys(fmt.Sprintf("U%04X", r))
	}
}

// types sends text slowly.
func (d *deskTop) types(text string) {
	d.t.Helper()
	for _, r := range text {
		d.xdotool("type", "--delay", "60", string(r))
	}
	d.settle()
}

// settle waits until two pictures of the screen, a moment apart, are the same but for the
// blinking cursor; at most three seconds.
func (d *deskTop) settle() {
	d.t.Helper()
	last := ""
	for range 15 {
		now := d.picture()
		if now == last {
			return
		}
		last = now
		time.Sleep(200 * time.Millisecond)
	}
}

func (d *deskTop) picture() string {
	cmd := exec.Command("import", "-window", "root", "-resize", "25%", "gray:-") //nolint:noctx // short
	cmd.Env = d.env()
	out, err := cmd.Output()
	if err != nil {
		d.t.Fatal("take a picture of the screen: ", err)
	}
	return string(out)
}

// shot keeps a picture of the screen in $BIANMIN_SHOTS, if that is set.
func (d *deskTop) shot(name string) {
	d.t.Helper()
	dir := os.Getenv("BIANMIN_SHOTS")
	if dir == "" {
		return
	}
	cmd := exec.Command("import", "-window", "root", filepath.Join(dir, name+".png")) //nolint:noctx // short
	cmd.Env = d.env()
	if out, err := cmd.CombinedOutput(); err != nil {
		d.t.Fatalf("take a picture: %v %s", err, out)
	}
}

// until waits for something to become true.
func (d *deskTop) until(what string, done func() bool) {
	d.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if done() {
			return
		}
	}
	d.shot("failed")
	d.t.Fatalf("waited in vain: %s", what)
}

// entries counts the hall's journal beside the open window.
func (d *deskTop) entries() int64 {
	return read[struct {
		Entries int64 `json:"entries"`
	}](d.t, run(d.t, built.ctl, "--data", d.hall(), "--json", "outbox").want(d.t, 0)).Entries
}

// slip is the text of the case's printed slip, wherever the window put it.
func (d *deskTop) slip(no string) string {
	d.t.Helper()
	var text string
	d.until("the slip is made", func() bool {
		files, _ := filepath.Glob(filepath.Join(d.data, "papers", "*"+no+"*.pdf"))
		if len(files) == 0 {
			return false
		}
		out, err := exec.Command("pdftotext", "-layout", files[0], "-").Output() //nolint:noctx // short
		if err != nil {
			d.t.Fatal(fmt.Errorf("read the slip: %w", err))
		}
		text = string(out)
		return true
	})
	return text
}
