package printer

import (
	"image"
	"image/color"
	"os"
	"os/exec"
	"testing"

	"bianmin/hall"
)

// The other system's half must at least compile: nobody here can print on it.
func TestTheWindowsHalfIsVetted(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for another system")
	}
	cmd := exec.CommandContext(t.Context(), "go", "vet", ".")
	cmd.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestTheBitsOfWindowsReadAsWords(t *testing.T) {
	for name, c := range map[string]struct {
		status, attributes uint32
		state              hall.PrinterState
		say                string
	}{
		"ready":                  {0, 0, hall.PrinterIdle, "空闲"},
		"printing":               {0x400, 0, hall.PrinterBusy, "正在打印"},
		"out of paper":           {0x400 | 0x10, 0, hall.PrinterStopped, "打印机没有纸"},
		"jam":                    {0x8, 0, hall.PrinterStopped, "打印机卡纸"},
		"no toner":               {0x40000, 0, hall.PrinterStopped, "打印机没有墨粉"},
		"toner low":              {0x20000, 0, hall.PrinterIdle, "墨粉快用完了"},
		"door open":              {0x400000, 0, hall.PrinterStopped, "打印机的门开着"},
		"paused":                 {0x1, 0, hall.PrinterStopped, "打印机被暂停了"},
		"somebody chose 脱机使用打印机": {0, 0x400, hall.PrinterStopped, "打印机脱机，连不上"},
	} {
		p := hall.Printer{Name: "q"}
		if winPrinter(&p, c.status, c.attributes); p.State != c.state || p.Say != c.say {
			t.Errorf("%s: %s %q", name, p.State, p.Say)
		}
	}
	well, empty := hall.Printer{}, hall.Printer{}
	winPrinter(&well, 0, 0)
	winPrinter(&empty, 0x10, 0)
	for name, c := range map[string]struct {
		status  uint32
		printer hall.Printer
		state   hall.PrintState
		say     string
	}{
		"waiting":               {0, well, hall.PrintWaiting, "在排队"},
		"spooling and printing": {0x8 | 0x10, well, hall.PrintRunning, "正在打印"},
		"no paper":              {0x10 | 0x40, well, hall.PrintStopped, "打印机没有纸"},
		"the printer is empty":  {0x10, empty, hall.PrintStopped, "打印机没有纸"},
		"held":                  {0x1, well, hall.PrintHeld, "作业被扣住了"},
		"deleted":               {0x4, well, hall.PrintCancelled, "作业已取消"},
		"printed, then deleted": {0x80 | 0x100, well, hall.PrintCompleted, "打印好了"},
	} {
		var j hall.PrintJob
		if winJob(&j, c.status, c.printer); j.State != c.state || j.Say != c.say {
			t.Errorf("%s: %s %q", name, j.State, j.Say)
		}
	}
}

func TestABandForWindowsIsUpsideDown(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 3, 4))
	for y := range 4 {
		for x := range 3 {
			img.Set(x, y, color.RGBA{R: byte(10 * y), G: byte(x), B: 7, A: 255})
		}
	}
	head, bits := winBand(img, 1, 2)
	if len(head) != 40 || head[4] != 3 || head[8] != 2 || head[14] != 24 || len(bits) != 2*12 {
		t.Fatalf("% x, %d bytes", head, len(bits))
	}
	for at, want := range map[int]byte{0: 7, 1: 0, 2: 20, 6: 7, 7: 2, 8: 20, 12: 7, 14: 10, 18 + 1: 2} { // the lower row first
		if bits[at] != want {
			t.Errorf("byte %d is %d, want %d", at, bits[at], want)
		}
	}
}
