package printer_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/paper/printer"
	"bianmin/paper/printer/ipptest"
)

// dots reads the bands of an ESC/POS page back: rows of dots, true where it burns.
func dots(t *testing.T, data []byte) (rows [][]bool, rest []byte) {
	t.Helper()
	data, ok := bytes.CutPrefix(data, []byte("\x1b@"))
	if !ok {
		t.Fatalf("begins with %q", data[:min(8, len(data))])
	}
	for bytes.HasPrefix(data, []byte{0x1d, 'v', '0', 0}) {
		wide, high := int(data[4])+int(data[5])<<8, int(data[6])+int(data[7])<<8
		data = data[8:]
		for range high {
			var row []bool
			for i := range wide * 8 {
				row = append(row, data[i/8]&(0x80>>(i%8)) != 0)
			}
			rows, data = append(rows, row), data[wide:]
		}
	}
	return rows, data
}

// ticket is a page image, white but for a grey-free black rectangle.
func ticket(w, h int, ink image.Rectangle) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.White)
			if (image.Point{X: x, Y: y}).In(ink) {
				img.Set(x, y, color.RGBA{R: 90, G: 90, B: 90, A: 255})
			}
		}
	}
	return img
}

func TestATicketIsRasterBits(t *testing.T) {
	for name, c := range map[string]struct {
		wide, shift int // of the image, and how far right its dots come to lie
	}{"as wide as the head": {576, 0}, "80 mm with its margins": {640, -32}, "58 mm": {464, 56}} {
		t.Run(name, func(t *testing.T) {
			const high = 300 // three bands
			ink := image.Rect(100, 127, 203, 260)
			data, err := printer.EscPos(ticket(c.wide, high, ink))
			if err != nil {
				t.Fatal(err)
			}
			rows, rest := dots(t, data)
			if len(rows) != high || string(rest) != "\x1dVB\x03" {
				t.Fatalf("%d rows, then %q", len(rows), rest)
			}
			for y, row := range rows {
				if len(row) != 576 {
					t.Fatalf("row %d has %d dots", y, len(row))
				}
				for x, burnt := range row {
					if want := (image.Point{X: x - c.shift, Y: y}).In(ink); burnt != want {
						t.Fatalf("dot %d %d: %v", x, y, burnt)
					}
				}
			}
		})
	}
	_, err := printer.EscPos(ticket(700, 50, image.Rect(0, 0, 5, 5)))
	refused(t, err, hall.Invalid, "比小票宽")
}

// roll is a ticket printer on the network.
type roll struct {
	mu     sync.Mutex
	paper  byte // what it answers to the question about paper
	cover  byte
	silent bool
	data   []byte
}

func (r *roll) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	buf := make([]byte, 64<<10)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return
		}
		r.mu.Lock()
		got := buf[:n]
		for {
			at := bytes.Index(got, []byte{0x10, 0x04})
			if at < 0 || at+2 >= len(got) {
				break
			}
			r.data = append(r.data, got[:at]...)
			if !r.silent {
				_, _ = conn.Write([]byte{map[byte]byte{4: r.paper, 2: r.cover}[got[at+2]]})
			}
			got = got[at+3:]
		}
		r.data = append(r.data, got...)
		r.mu.Unlock()
	}
}

func (r *roll) start(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			go r.serve(conn)
		}
	}()
	return "ticket://" + l.Addr().String()
}

func (r *roll) got() []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	return bytes.Clone(r.data)
}

func ticketTask(to string) hall.PrintTask {
	return hall.PrintTask{
		Printer: to, Title: "取号单", Pages: 1, Size: hall.PageSize{WidthMM: 80, HeightMM: 60},
		Draw: func(_ int, dpi float64) (image.Image, error) {
			return ticket(int(80/25.4*dpi+0.5), int(60/25.4*dpi+0.5), image.Rect(100, 10, 200, 20)), nil
		},
	}
}

func TestATicketPrinterOnTheNetwork(t *testing.T) {
	for name, c := range map[string]struct {
		roll  *roll
		words string // of the refusal; empty where it prints
	}{
		"well":          {&roll{paper: 0x12, cover: 0x12}, ""},
		"paper is low":  {&roll{paper: 0x1e, cover: 0x12}, ""},
		"never answers": {&roll{silent: true}, ""},
		"no paper":      {&roll{paper: 0x72, cover: 0x12}, "没有纸"},
		"cover open":    {&roll{paper: 0x12, cover: 0x16}, "机盖开着"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sys := printer.New(printer.Options{Limits: quick()})
			to := c.roll.start(t)
			two := ticketTask(to)
			two.Copies = 2
			job, err := sys.Submit(t.Context(), two)
			if c.words != "" {
				refused(t, err, hall.Rejected, c.words)
				if len(c.roll.got()) != 0 {
					t.Error("it was sent all the same")
				}
				return
			}
			if err != nil || job.State != hall.PrintCompleted {
				t.Fatalf("%+v, %v", job, err)
			}
			var rest []byte
			for end := time.Now().Add(2 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
				if rest = c.roll.got(); bytes.Count(rest, []byte("\x1dVB\x03")) == 2 {
					break
				}
			}
			for range 2 {
				var rows [][]bool
				if rows, rest = dots(t, rest); len(rows) != 480 || !rows[15][150-32] || rows[15][300] {
					t.Fatalf("%d rows", len(rows))
				}
				rest = bytes.TrimPrefix(rest, []byte("\x1dVB\x03"))
			}
			if len(rest) != 0 {
				t.Errorf("%d bytes too many", len(rest))
			}
		})
	}
}

func TestATicketPrinterThatIsNotThere(t *testing.T) {
	sys := printer.New(printer.Options{Limits: quick()})
	_, err := sys.Submit(t.Context(), ticketTask("ticket://127.0.0.1:1"))
	refused(t, err, hall.Unreachable, "连不上小票打印机")
	a4 := task("ticket://127.0.0.1:1")
	_, err = sys.Submit(t.Context(), a4)
	refused(t, err, hall.Invalid, "210×297")
}

// A printer that takes the line and reads nothing must not hold the caller.
func TestATicketPrinterThatReadsNothing(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	sys := printer.New(printer.Options{Limits: quick()})
	long := ticketTask("ticket://" + l.Addr().String())
	long.Copies = 99
	long.Size.HeightMM = 1500
	long.Draw = func(int, float64) (image.Image, error) { return ticket(640, 12000, image.Rectangle{}), nil }
	begun := time.Now()
	_, err = sys.Submit(t.Context(), long)
	refused(t, err, hall.Unreachable, "不知道打印机收到没有")
	if took := time.Since(begun); took > time.Minute {
		t.Errorf("held for %s", took)
	}
}

func TestATicketPrinterBehindAQueue(t *testing.T) {
	s, sys := service(t, ipptest.Queue{Name: "小票"})
	job, err := sys.Submit(t.Context(), ticketTask("ticket:小票"))
	if err != nil || job.Printer != "ticket:小票" {
		t.Fatalf("%+v, %v", job, err)
	}
	got := s.Jobs()[0]
	if rows, _ := dots(t, got.Document); got.Format != "application/vnd.cups-raw" || len(rows) != 480 {
		t.Errorf("%s, %d rows", got.Format, len(rows))
	}
	can, err := sys.Ability(t.Context(), "ticket:小票")
	if err != nil || can.Name != "ticket:小票" || can.Custom == nil || can.PDF || !strings.Contains(can.Info, "窗口") {
		t.Errorf("%+v, %v", can, err)
	}
	if jobs, err := sys.Jobs(t.Context(), "ticket:小票", 1); err != nil || jobs[0].State != hall.PrintCompleted || jobs[0].Printer != "ticket:小票" {
		t.Errorf("%+v, %v", jobs, err)
	}
}
