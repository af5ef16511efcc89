package printer_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"strings"
	"testing"
	"time"

	"github.com/OpenPrinting/goipp"

	"bianmin/hall"
	"bianmin/paper/printer"
	"bianmin/paper/printer/ipptest"
)

// quick are limits a test can wait for.
func quick() printer.Limits {
	return printer.Limits{Dial: time.Second, Ask: 300 * time.Millisecond, Send: 600 * time.Millisecond}
}

// service starts a print service and the system that talks to it.
func service(t *testing.T, queues ...ipptest.Queue) (*ipptest.Server, printer.System) {
	t.Helper()
	s := ipptest.Start(queues...)
	t.Cleanup(s.Close)
	return s, printer.New(printer.Options{Server: s.Addr(), Limits: quick()})
}

const pdf = "%PDF-1.4 甲乙丙"

// task is a one-page A4 paper with a dark square at its top left.
func task(to string) hall.PrintTask {
	return hall.PrintTask{
		Printer: to, Title: "收件凭证 A70001K", PDF: []byte(pdf), Pages: 1, Size: hall.PageSize{WidthMM: 210, HeightMM: 297},
		Draw: func(_ int, dpi float64) (image.Image, error) {
			img := image.NewRGBA(image.Rect(0, 0, int(210/25.4*dpi), int(297/25.4*dpi)))
			for y := range 20 {
				for x := range 10 {
					img.Set(x, y, color.RGBA{R: 200, A: 255})
				}
			}
			return img, nil
		},
	}
}

// refused fails the test unless the error has a kind, a sentence with words in it and a next step.
func refused(t *testing.T, err error, kind hall.ErrorKind, words string) {
	t.Helper()
	var e *hall.Error
	if !errors.As(err, &e) {
		t.Fatalf("error = %v, want a sentence with %q", err, words)
	}
	if e.Kind != kind || !strings.Contains(e.Say, words) || e.Next == "" {
		t.Errorf("kind %d, %q, %q, want kind %d and %q", e.Kind, e.Say, e.Next, kind, words)
	}
}

func TestPrintersAreListedWithTheirState(t *testing.T) {
	_, sys := service(
		t, ipptest.Queue{Name: "乙", Reasons: []string{"media-low-warning"}}, ipptest.Queue{Name: "甲", Reasons: []string{"media-empty-error", "media-low-warning"}},
		ipptest.Queue{Name: "丙", Stopped: true}, ipptest.Queue{Name: "丁", Closed: true}, ipptest.Queue{Name: "戊", Reasons: []string{"offline-report"}},
		ipptest.Queue{Name: "己", Reasons: []string{"door-open-report"}},
	)
	list, err := sys.Printers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]struct {
		state hall.PrinterState
		say   string
	}{
		"乙": {hall.PrinterIdle, "纸快用完了"},
		"甲": {hall.PrinterStopped, "打印机没有纸"},
		"丙": {hall.PrinterStopped, "打印机停着"},
		"丁": {hall.PrinterIdle, "打印机停收新作业"},
		"戊": {hall.PrinterStopped, "打印机脱机，连不上"},
		"己": {hall.PrinterIdle, "打印机的门开着"},
	}
	if len(list) != len(want) {
		t.Fatalf("%d printers", len(list))
	}
	for _, p := range list {
		if w := want[p.Name]; p.State != w.state || p.Say != w.say {
			t.Errorf("%s: %s %q, want %s %q", p.Name, p.State, p.Say, w.state, w.say)
		}
		if p.Default != (p.Name == "乙") {
			t.Errorf("%s: default %v", p.Name, p.Default)
		}
	}
}

func TestAServiceWithoutPrintersIsNoError(t *testing.T) {
	_, sys := service(t)
	if list, err := sys.Printers(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	_, err := sys.Ability(t.Context(), "没有的")
	refused(t, err, hall.NotFound, "没有这台打印机")
}

func TestAbilityIsRead(t *testing.T) {
	_, sys := service(t, ipptest.Queue{
		Name: "q", Copies: 20, Colour: true, Formats: []string{"image/jpeg", "application/pdf"}, Ready: []string{"na_letter_8.5x11in"},
		Media: []string{"iso_a4_210x297mm", "na_letter_8.5x11in", "om_16k_184x260mm", "custom_min_76.2x127mm", "custom_max_216x356mm", "strange"},
	})
	can, err := sys.Ability(t.Context(), "q")
	if err != nil {
		t.Fatal(err)
	}
	if !can.PDF || !can.Colour || can.CopiesMost != 20 || !can.Default || len(can.DPI) != 1 || can.DPI[0] != 600 {
		t.Errorf("%+v", can)
	}
	if len(can.Media) != 3 || can.Media[1].Label != "A4" || can.Media[1].Ready || !can.Media[0].Ready || can.Media[0].WidthMM != 215.9 || can.Media[2].Label != "16开" {
		t.Errorf("media %+v", can.Media)
	}
	if can.Custom == nil || !can.Custom.Holds(hall.PageSize{WidthMM: 90, HeightMM: 130}) || can.Custom.Holds(hall.PageSize{WidthMM: 90, HeightMM: 54}) {
		t.Errorf("custom %+v", can.Custom)
	}
}

func TestAPaperArrivesAsItIs(t *testing.T) {
	for name, q := range map[string]ipptest.Queue{"in two steps": {Name: "二楼 窗口"}, "in one": {Name: "q", Simple: true}} {
		t.Run(name, func(t *testing.T) {
			s, sys := service(t, q)
			want := task(q.Name)
			want.Copies = 3
			job, err := sys.Submit(t.Context(), want)
			if err != nil {
				t.Fatal(err)
			}
			if job.State != hall.PrintCompleted || job.Say != "打印好了" || job.ID != 1 || job.Printer != q.Name {
				t.Errorf("job %+v", job)
			}
			got := s.Jobs()[0]
			if string(got.Document) != pdf || got.Format != "application/pdf" || got.Name != "收件凭证 A70001K" || got.User != "bianmin" {
				t.Errorf("got %q as %s, named %q of %s", got.Document, got.Format, got.Name, got.User)
			}
			for wish, value := range map[string]string{"copies": "3", "media": "iso_a4_210x297mm", "print-scaling": "none", "sides": "one-sided"} {
				if got.Wish(wish) != value {
					t.Errorf("%s = %q, want %q", wish, got.Wish(wish), value)
				}
			}
		})
	}
}

func TestASheetThePrinterLacksIsRefusedBeforeAnythingIsSent(t *testing.T) {
	s, sys := service(t, ipptest.Queue{Name: "q"})
	card := task("q")
	card.Size = hall.PageSize{WidthMM: 90, HeightMM: 54}
	_, err := sys.Submit(t.Context(), card)
	refused(t, err, hall.Invalid, "90×54 毫米")
	if _, next := hall.Explain(err); !strings.Contains(next, "A4（210×297 毫米）、A5（148×210 毫米）") {
		t.Errorf("the sizes it has are not named: %q", next)
	}
	var wrong *hall.WrongSize
	if !errors.As(err, &wrong) || len(wrong.Has) != 2 {
		t.Errorf("a caller cannot read the sizes: %v", err)
	}
	if len(s.Jobs()) != 0 {
		t.Error("a job was made")
	}
}

func TestTasksThatCannotBeAreRefused(t *testing.T) {
	s, sys := service(t, ipptest.Queue{Name: "q", Copies: 5}, ipptest.Queue{Name: "closed", Closed: true}, ipptest.Queue{Name: "ps", Formats: []string{"application/postscript"}})
	for name, c := range map[string]struct {
		change func(*hall.PrintTask)
		kind   hall.ErrorKind
		words  string
	}{
		"too many copies":   {func(t *hall.PrintTask) { t.Copies = 6 }, hall.Invalid, "最多印 5 份"},
		"negative copies":   {func(t *hall.PrintTask) { t.Copies = -1 }, hall.Invalid, "份数"},
		"no printer":        {func(t *hall.PrintTask) { t.Printer = " " }, hall.Invalid, "哪台打印机"},
		"nobody there":      {func(t *hall.PrintTask) { t.Printer = "x" }, hall.NotFound, "没有这台打印机"},
		"takes no jobs":     {func(t *hall.PrintTask) { t.Printer = "closed" }, hall.Rejected, "停收新作业"},
		"takes neither":     {func(t *hall.PrintTask) { t.Printer = "ps" }, hall.Invalid, "不收 PDF"},
		"an empty paper":    {func(t *hall.PrintTask) { t.Pages = 0 }, hall.Invalid, "空的"},
		"a size of nothing": {func(t *hall.PrintTask) { t.Size = hall.PageSize{} }, hall.Invalid, "大小"},
	} {
		t.Run(name, func(t *testing.T) {
			bad := task("q")
			c.change(&bad)
			_, err := sys.Submit(t.Context(), bad)
			refused(t, err, c.kind, c.words)
		})
	}
	if len(s.Jobs()) != 0 {
		t.Error("a job was made")
	}
}

func TestWhatThePrinterDoesNotGrantIsTakenBack(t *testing.T) {
	s, sys := service(t, ipptest.Queue{Name: "q"})
	for attribute, words := range map[string]string{"media": "不收这种大小的纸", "copies": "份"} {
		s.Break(goipp.OpCreateJob, ipptest.Fault{Unsupported: []string{attribute}})
		_, err := sys.Submit(t.Context(), task("q"))
		refused(t, err, hall.Invalid, words)
	}
	s.Break(goipp.OpCreateJob, ipptest.Fault{Unsupported: []string{"print-scaling"}})
	if _, err := sys.Submit(t.Context(), task("q")); err != nil {
		t.Errorf("a printer that cannot scale does not scale: %v", err)
	}
	jobs := s.Jobs()
	if len(jobs) != 3 || jobs[0].State != ipptest.Cancelled || jobs[1].State != ipptest.Cancelled || jobs[2].State != ipptest.Completed {
		t.Errorf("jobs %+v", jobs)
	}
}

func TestAFollowedJobSaysWhatItWaitsFor(t *testing.T) {
	s, sys := service(t, ipptest.Queue{Name: "q", Hold: true})
	job, err := sys.Submit(t.Context(), task("q"))
	if err != nil || job.State != hall.PrintRunning {
		t.Fatalf("%+v, %v", job, err)
	}
	for _, c := range []struct {
		situation       string
		state           int
		reasons         []string // of the job
		stopped         bool
		printer         []string
		want            hall.PrintState
		words, nextWord string
	}{
		{"it prints", ipptest.Running, nil, false, nil, hall.PrintRunning, "正在打印", ""},
		{"no paper", ipptest.Running, nil, false, []string{"media-empty-error"}, hall.PrintStopped, "没有纸", "装纸"},
		{"one tray is empty", ipptest.Running, nil, false, []string{"media-empty-warning"}, hall.PrintRunning, "正在打印，但打印机没有纸", "装纸"},
		{"a jam, and no paper", ipptest.Running, nil, true, []string{"media-low", "media-jam"}, hall.PrintStopped, "卡纸", "取出"},
		{"no toner", ipptest.Running, []string{"printer-stopped"}, true, []string{"toner-empty"}, hall.PrintStopped, "墨粉", "粉盒"},
		{"no ink", ipptest.Running, nil, true, []string{"marker-supply-empty-warning"}, hall.PrintStopped, "没有墨", "墨盒"},
		{"the cover is open", ipptest.Running, nil, false, []string{"cover-open"}, hall.PrintStopped, "机盖", "合上"},
		{"paused", ipptest.Pending, []string{"printer-stopped"}, true, []string{"paused"}, hall.PrintStopped, "暂停", "恢复"},
		{"offline", ipptest.Running, nil, false, []string{"offline-report"}, hall.PrintStopped, "脱机", "连线"},
		{"stopped, and says nothing", ipptest.Pending, nil, true, nil, hall.PrintStopped, "停着", "面板"},
		{"toner runs low", ipptest.Running, nil, false, []string{"toner-low-warning"}, hall.PrintRunning, "正在打印", ""},
		{"a word nobody knows", ipptest.Running, nil, false, []string{"com.example-thing"}, hall.PrintRunning, "正在打印", ""},
		{"the service gave up, the printer is well", 6, nil, false, nil, hall.PrintStopped, "打印服务停下了这个作业", "取消"},
		{"others first", ipptest.Pending, []string{"job-queued"}, false, nil, hall.PrintWaiting, "排队", ""},
		{"no driver", ipptest.Aborted, []string{"aborted-by-system", "cups-missing-filter"}, false, nil, hall.PrintAborted, "驱动", "管理员"},
		{"unreadable", ipptest.Aborted, []string{"document-format-error"}, false, nil, hall.PrintAborted, "读不了", "换一台"},
		{"at the panel", ipptest.Cancelled, []string{"job-canceled-at-device"}, false, nil, hall.PrintCancelled, "在打印机上取消", "再打印"},
		{"done", ipptest.Completed, []string{"job-completed-successfully"}, true, []string{"media-empty"}, hall.PrintCompleted, "打印好了", ""},
	} {
		t.Run(c.situation, func(t *testing.T) {
			s.Set("q", func(q *ipptest.Queue) { q.Stopped, q.Reasons = c.stopped, c.printer })
			s.Move(job.ID, c.state, c.reasons...)
			jobs, err := sys.Jobs(t.Context(), "q", job.ID)
			if err != nil {
				t.Fatal(err)
			}
			if j := jobs[0]; j.State != c.want || !strings.Contains(j.Say, c.words) || !strings.Contains(j.Next, c.nextWord) {
				t.Errorf("%s %q %q, want %s %q %q", j.State, j.Say, j.Next, c.want, c.words, c.nextWord)
			}
		})
	}
}

func TestOnlyOurUnfinishedJobsAreListed(t *testing.T) {
	s, sys := service(t, ipptest.Queue{Name: "q", Hold: true})
	for range 3 {
		if _, err := sys.Submit(t.Context(), task("q")); err != nil {
			t.Fatal(err)
		}
	}
	s.Move(2, ipptest.Completed)
	jobs, err := sys.Jobs(t.Context(), "q")
	if err != nil || len(jobs) != 2 || jobs[0].ID != 1 || jobs[1].ID != 3 || jobs[0].Title != "收件凭证 A70001K" {
		t.Errorf("%+v, %v", jobs, err)
	}
	if err := sys.Cancel(t.Context(), "q", 1); err != nil {
		t.Error(err)
	}
	refused(t, sys.Cancel(t.Context(), "q", 2), hall.Unlawful, "已经结束")
	refused(t, sys.Cancel(t.Context(), "q", 9), hall.NotFound, "没有这个作业")
	_, err = sys.Jobs(t.Context(), "q", 9)
	refused(t, err, hall.NotFound, "没有这个作业")
}

func TestAPrinterIsReachedByItsAddress(t *testing.T) {
	s := ipptest.Start(ipptest.Queue{Name: "q"})
	t.Cleanup(s.Close)
	sys := printer.New(printer.Options{Server: "/nowhere/cups.sock", Limits: quick()})
	job, err := sys.Submit(t.Context(), task(s.URI("q")))
	if err != nil || job.State != hall.PrintCompleted || job.Printer != s.URI("q") {
		t.Errorf("%+v, %v", job, err)
	}
	_, err = sys.Printers(t.Context())
	refused(t, err, hall.Unreachable, "打印服务没有运行")
	_, err = sys.Ability(context.Background(), "ipp://127.0.0.1:1/ipp/print")
	refused(t, err, hall.Unreachable, "连不上打印机")
}
