package printer_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/OpenPrinting/goipp"

	"bianmin/hall"
	"bianmin/paper/printer"
	"bianmin/paper/printer/ipptest"
)

func TestFaultsOfTheServiceAreSaid(t *testing.T) {
	for name, c := range map[string]struct {
		op    goipp.Op
		fault ipptest.Fault
		kind  hall.ErrorKind
		words string
	}{
		"not allowed":               {goipp.OpCreateJob, ipptest.Fault{Status: goipp.StatusErrorNotAuthorized}, hall.Rejected, "不许"},
		"not allowed by HTTP":       {goipp.OpCreateJob, ipptest.Fault{HTTP: http.StatusUnauthorized}, hall.Rejected, "不许"},
		"wants to be encrypted":     {goipp.OpGetPrinterAttributes, ipptest.Fault{HTTP: http.StatusUpgradeRequired}, hall.Rejected, "加密"},
		"the service is broken":     {goipp.OpGetPrinterAttributes, ipptest.Fault{HTTP: http.StatusInternalServerError}, hall.Unreachable, "出错"},
		"redirected elsewhere":      {goipp.OpGetPrinterAttributes, ipptest.Fault{HTTP: http.StatusFound}, hall.Unreachable, "出错"},
		"a web page, no printer":    {goipp.OpGetPrinterAttributes, ipptest.Fault{Garbage: true}, hall.Unreachable, "看不懂"},
		"busy":                      {goipp.OpCreateJob, ipptest.Fault{Status: goipp.StatusErrorBusy}, hall.Unreachable, "正忙"},
		"takes no jobs any more":    {goipp.OpCreateJob, ipptest.Fault{Status: goipp.StatusErrorNotAcceptingJobs}, hall.Rejected, "停收"},
		"cannot read the document":  {goipp.OpSendDocument, ipptest.Fault{Status: goipp.StatusErrorDocumentFormatError}, hall.Rejected, "读不了"},
		"too large":                 {goipp.OpSendDocument, ipptest.Fault{Status: goipp.StatusErrorRequestEntity}, hall.Rejected, "太大"},
		"slow to describe itself":   {goipp.OpGetPrinterAttributes, ipptest.Fault{Wait: time.Minute}, hall.Unreachable, "没有回答"},
		"slow to make a job":        {goipp.OpCreateJob, ipptest.Fault{Wait: time.Minute}, hall.Unreachable, "没有回答"},
		"slow to take the document": {goipp.OpSendDocument, ipptest.Fault{Wait: time.Minute}, hall.Unreachable, "没有回答"},
		"hangs up on the question":  {goipp.OpGetPrinterAttributes, ipptest.Fault{Drop: true}, hall.Unreachable, "断了"},
		"hangs up on the document":  {goipp.OpSendDocument, ipptest.Fault{Drop: true}, hall.Unreachable, "断了"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, sys := service(t, ipptest.Queue{Name: "q"})
			s.Break(c.op, c.fault)
			_, err := sys.Submit(t.Context(), task("q"))
			refused(t, err, c.kind, c.words)
			for _, j := range s.Jobs() {
				if j.State != ipptest.Cancelled {
					t.Errorf("job %d was left behind in state %d", j.ID, j.State)
				}
			}
		})
	}
}

// When the line breaks on the way and the job cannot be taken back either, nobody knows whether a
// paper comes out: a clerk who prints again would hand out two.
func TestAnUncertainPrintIsSaidToBeUncertain(t *testing.T) {
	for name, q := range map[string]ipptest.Queue{"in two steps": {Name: "q"}, "in one": {Name: "q", Simple: true}} {
		t.Run(name, func(t *testing.T) {
			s, sys := service(t, q)
			s.Break(goipp.OpSendDocument, ipptest.Fault{Drop: true})
			s.Break(goipp.OpPrintJob, ipptest.Fault{Drop: true})
			s.Break(goipp.OpCancelJob, ipptest.Fault{Drop: true})
			_, err := sys.Submit(t.Context(), task("q"))
			refused(t, err, hall.Unreachable, "不知道打印机收到没有")
			if _, next := hall.Explain(err); !strings.Contains(next, "看一眼") {
				t.Errorf("next = %q", next)
			}
		})
	}
}

func TestACallerWhoGivesUpIsNotHeld(t *testing.T) {
	s, sys := service(t, ipptest.Queue{Name: "q"})
	s.Break(goipp.OpSendDocument, ipptest.Fault{Wait: time.Minute})
	ctx, cancel := context.WithCancel(t.Context())
	stop := time.AfterFunc(50*time.Millisecond, cancel)
	defer stop.Stop()
	begun := time.Now()
	_, err := sys.Submit(ctx, task("q"))
	if took := time.Since(begun); took > 30*time.Second {
		t.Errorf("held for %s", took)
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v", err)
	}
	if j := s.Jobs(); len(j) != 1 || j[0].State != ipptest.Cancelled {
		t.Errorf("the job was not taken back: %+v", j)
	}
}

// A machine that accepts the line and then says nothing must not hold the caller.
func TestASilentMachineIsLeft(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	sys := printer.New(printer.Options{Server: l.Addr().String(), Limits: quick()})
	begun := time.Now()
	_, err = sys.Printers(t.Context())
	refused(t, err, hall.Unreachable, "没有回答")
	_, err = sys.Ability(t.Context(), "ipp://"+l.Addr().String()+"/ipp/print")
	refused(t, err, hall.Unreachable, "没有回答")
	if took := time.Since(begun); took > 30*time.Second {
		t.Errorf("held for %s", took)
	}
}

func TestPrintersBeforeIPP2AreSpokenToAgain(t *testing.T) {
	s, sys := service(t, ipptest.Queue{Name: "q"})
	s.OnlyOld(true)
	if _, err := sys.Submit(t.Context(), task("q")); err != nil {
		t.Error(err)
	}
	if len(s.Jobs()) != 1 {
		t.Errorf("%d jobs", len(s.Jobs()))
	}
}

// A paper comes to the printer that was named, or nowhere.
func TestACertificateNobodyVouchesForIsRefused(t *testing.T) {
	s := ipptest.StartTLS(ipptest.Queue{Name: "q"})
	t.Cleanup(s.Close)
	sys := printer.New(printer.Options{Limits: quick()})
	_, err := sys.Ability(t.Context(), "ipps://"+s.Addr()+"/printers/q")
	refused(t, err, hall.Rejected, "证书")
}

func TestNoSentenceTellsAnAddress(t *testing.T) {
	sys := printer.New(printer.Options{Server: "127.0.0.1:1", Limits: quick()})
	_, err := sys.Printers(t.Context())
	say, next := hall.Explain(err)
	if strings.Contains(say+next, "127.0.0.1") || strings.Contains(say+next, "dial") {
		t.Errorf("%q %q", say, next)
	}
}
