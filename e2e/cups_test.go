//go:build e2e

package e2e

import (
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// along is output that is read while it is written.
type along struct {
	mu   sync.Mutex
	text strings.Builder
}

func (a *along) Write(b []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.text.Write(b)
}

// String is what has been written so far.
func (a *along) String() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.text.String()
}

// A print service of our own: everything it writes lies below one folder, it listens on loopback,
// and nobody has to be asked for a password.
const (
	cupsFiles = `ServerRoot DIR/root
ServerBin /usr/lib/cups
DataDir /usr/share/cups
RequestRoot DIR/spool
CacheDir DIR/cache
StateDir DIR/state
TempDir DIR/tmp
AccessLog DIR/access_log
ErrorLog DIR/error_log
PageLog DIR/page_log
SystemGroup root
`
	cupsConf = `Listen ADDR
Browsing Off
WebInterface No
DefaultAuthType None
LogLevel info
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues none
  <Limit Cancel-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`
	cupsPDFDrop = "/var/spool/cups-pdf/ANONYMOUS"
)

// startCUPS starts CUPS with one queue, 窗口2, that makes PDF files, and returns its address.
func startCUPS(t *testing.T) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("the CUPS-PDF backend runs as root only")
	}
	cupsd, admin := needs(t, "cupsd", "cups"), needs(t, "lpadmin", "cups-client")
	ppd := "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
	if _, err := os.Stat(ppd); err != nil {
		t.Skip("CUPS-PDF is not installed (Debian: apt-get install printer-driver-cups-pdf; make e2e does)")
	}
	dir, err := os.MkdirTemp("", "bianmin-cups-") // its filters run as another user, who may not look into a test's folder
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(dir, "error_log"))
			t.Logf("CUPS says:\n%s", log[max(0, len(log)-4000):])
		}
		_ = os.RemoveAll(dir)
	})
	for name, mode := range map[string]os.FileMode{".": 0o755, "root": 0o755, "root/ppd": 0o755, "spool": 0o710, "cache": 0o770, "state": 0o755, "tmp": 0o777 | os.ModeSticky} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	addr, _ := freeAddr(t)
	fill := strings.NewReplacer("DIR", dir, "ADDR", addr)
	for name, text := range map[string]string{"cups-files.conf": cupsFiles, "cupsd.conf": cupsConf} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(fill.Replace(text)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	keepRunning(t, nil, cupsd, "-f", "-c", filepath.Join(dir, "cupsd.conf"), "-s", filepath.Join(dir, "cups-files.conf"))
	waitFor(t, "CUPS", listens(addr))
	for _, args := range [][]string{
		{"-h", addr, "-p", "窗口2", "-E", "-v", "cups-pdf:/", "-P", ppd, "-D", "二号窗口"},
		{"-h", addr, "-d", "窗口2"},
	} {
		if out, err := exec.CommandContext(t.Context(), admin, args...).CombinedOutput(); err != nil {
			t.Fatalf("lpadmin %v: %v\n%s", args, err, out)
		}
	}
	return addr
}

// dropped are the files CUPS-PDF has made so far.
func dropped(t *testing.T) map[string]bool {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(cupsPDFDrop, "*.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, n := range names {
		out[n] = true
	}
	return out
}

func TestAPaperGoesThroughCUPS(t *testing.T) {
	addr, hall := startCUPS(t), newHall(t)
	ctl := func(args ...string) outcome {
		return run(t, built.ctl, append([]string{"--data", hall, "--print-server", addr}, args...)...)
	}
	if out := ctl("printer", "list").want(t, 0); !strings.Contains(out.out, "窗口2（默认）  二号窗口  空闲") {
		t.Errorf("list: %s", out.out)
	}
	before := dropped(t)
	file := filepath.Join(t.TempDir(), "guide.pdf")
	out := ctl("--json", "print", "guide", "--matter", "GH-01", "--to", "窗口2", "-o", file, "--wait", "50s").want(t, 0)
	v := read[printed](t, out)
	if !v.OK || v.Print.State != "completed" {
		t.Errorf("%+v", v)
	}
	var made []string
	for name := range dropped(t) {
		if !before[name] {
			made = append(made, name)
			t.Cleanup(func() { _ = os.Remove(name) })
		}
	}
	if len(made) != 1 {
		t.Fatalf("CUPS-PDF has made %v", made)
	}
	samePages(t, file, made[0], 2)
	ctl("printer", "cancel", "窗口2", "1").want(t, 3) // it is over
	ctl("print", "card", "--to", "窗口2").want(t, 3)  // no such sheet
	ctl("print", "card", "--to", "窗口9").want(t, 3)  // no such printer

	// A paused printer is told; what waits can be taken back.
	if out, err := exec.CommandContext(t.Context(), needs(t, "cupsdisable", "cups-client"), "-h", addr, "窗口2").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out = ctl("print", "guide", "--matter", "MZ-06", "--to", "窗口2", "--wait", "3s").want(t, 7)
	if !strings.Contains(out.out+out.words, "暂停") {
		t.Errorf("said %s%s", out.out, out.words)
	}
	if out := ctl("printer", "jobs", "窗口2").want(t, 0); !strings.Contains(out.out, "2  办事指南 MZ-06  打印机被暂停了") {
		t.Errorf("jobs: %s", out.out)
	}
	ctl("printer", "cancel", "窗口2", "2").want(t, 0)
	if out := ctl("printer", "jobs", "窗口2").want(t, 0); !strings.Contains(out.out, "没有等着打印的作业") {
		t.Errorf("jobs: %s", out.out)
	}
}
