package printer

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"bianmin/hall"
)

// winSpool is the print spooler of Windows. Pages go to it as images through GDI, because no
// spooler says whether a printer reads PDF; a PDF printer on the network is better reached by its
// ipp:// address. Ticket printers get their bytes as they are (RAW).
type winSpool struct {
	limits Limits
	call   winCalls
}

// winCalls are the calls of winspool.drv and gdi32.dll. It is long because Windows has a call for
// every step.
type winCalls struct {
	enumPrinters, getDefault, open, close, get, documentProperties, capabilities *windows.LazyProc
	startDocPrinter, startPagePrinter, writePrinter, endPagePrinter, endDocPrinter,
	enumJobs, getJob, setJob *windows.LazyProc
	createDC, deleteDC, deviceCaps, startDoc, startPage, stretchBits, endPage, endDoc, abortDoc *windows.LazyProc
}

// newSpool is the spooler of this machine; Windows knows no other server.
func newSpool(_ string, l Limits) spool {
	s, g := windows.NewLazySystemDLL("winspool.drv"), windows.NewLazySystemDLL("gdi32.dll")
	return &winSpool{limits: l, call: winCalls{
		enumPrinters: s.NewProc("EnumPrintersW"), getDefault: s.NewProc("GetDefaultPrinterW"), open: s.NewProc("OpenPrinterW"), close: s.NewProc("ClosePrinter"),
		get: s.NewProc("GetPrinterW"), documentProperties: s.NewProc("DocumentPropertiesW"), capabilities: s.NewProc("DeviceCapabilitiesW"),
		startDocPrinter: s.NewProc("StartDocPrinterW"), startPagePrinter: s.NewProc("StartPagePrinter"), writePrinter: s.NewProc("WritePrinter"),
		endPagePrinter: s.NewProc("EndPagePrinter"), endDocPrinter: s.NewProc("EndDocPrinter"),
		enumJobs: s.NewProc("EnumJobsW"), getJob: s.NewProc("GetJobW"), setJob: s.NewProc("SetJobW"),
		createDC: g.NewProc("CreateDCW"), deleteDC: g.NewProc("DeleteDC"), deviceCaps: g.NewProc("GetDeviceCaps"), startDoc: g.NewProc("StartDocW"),
		startPage: g.NewProc("StartPage"), stretchBits: g.NewProc("StretchDIBits"), endPage: g.NewProc("EndPage"), endDoc: g.NewProc("EndDoc"), abortDoc: g.NewProc("AbortDoc"),
	}}
}

// printerInfo is PRINTER_INFO_2W. It is as long as Windows has it.
type printerInfo struct {
	server, printer, share, port, driver, comment, place                     *uint16
	devMode                                                                  *byte
	sepFile, processor, datatype, parameters                                 *uint16
	security                                                                 uintptr
	attributes, priority, defaultPriority, start, until, status, jobs, speed uint32
}

// jobInfo is JOB_INFO_1W. It is as long as Windows has it.
type jobInfo struct {
	id                                                uint32
	printer, machine, user, document, datatype, words *uint16
	status, priority, position, pages, printed        uint32
	submitted                                         [8]uint16
}

const (
	enumLocal       = 0x2
	enumConnections = 0x4
	infoPrinter     = 2
	infoJob         = 1
	jobsMost        = 200
	controlDelete   = 5
)

// within runs a call to Windows, which may hang on a dead network printer, no longer than the
// context and the limit allow. A call that hangs is left behind and ends by itself.
func within[T any](ctx context.Context, limit time.Duration, do func(context.Context) (T, error)) (T, error) {
	timed, cancel := context.WithTimeout(ctx, limit)
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		defer cancel()
		runtime.LockOSThread() // a drawing context belongs to the thread that made it
		defer runtime.UnlockOSThread()
		v, err := do(timed)
		done <- result{v, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-timed.Done():
		var none T
		if errors.Is(ctx.Err(), context.Canceled) {
			return none, ctx.Err()
		}
		return none, &hall.Error{Kind: hall.Unreachable, Say: "打印机没有回答", Next: "请看打印机电源和连线，过一会儿再试", Err: timed.Err()}
	}
}

// failed puts a failure of a call into a sentence.
func failed(call string, err error) error {
	e := &hall.Error{Kind: hall.Rejected, Err: fmt.Errorf("%s: %w", call, err)}
	switch {
	case errors.Is(err, windows.ERROR_INVALID_PRINTER_NAME), errors.Is(err, windows.ERROR_FILE_NOT_FOUND):
		e.Kind, e.Say, e.Next = hall.NotFound, "没有这台打印机", "请用 printer list 看有哪些打印机"
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		e.Say, e.Next = "Windows 不许这样做", "请管理员核对打印机的权限"
	case errors.Is(err, windows.RPC_S_SERVER_UNAVAILABLE), errors.Is(err, windows.RPC_S_CALL_FAILED):
		e.Kind, e.Say, e.Next = hall.Unreachable, "打印服务没有运行", "请管理员启动 Print Spooler 服务"
	case errors.Is(err, windows.ERROR_PRINT_CANCELLED):
		e.Say, e.Next = "作业已取消", "要打印的请再打印一次"
	default:
		e.Say, e.Next = "Windows 没有接受打印", "请看打印机面板，再打印一次"
	}
	return e
}

// fill calls for a table of things: once for its size, and again for its bytes. The memory is
// aligned for any of Windows' structures.
func fill(call string, do func(buf unsafe.Pointer, size uint32, need *uint32) (ok bool, err error)) ([]uint64, error) {
	var need uint32
	ok, err := do(nil, 0, &need)
	if ok || need == 0 && errors.Is(err, windows.ERROR_SUCCESS) {
		return nil, nil
	}
	if !errors.Is(err, windows.ERROR_INSUFFICIENT_BUFFER) {
		return nil, failed(call, err)
	}
	buf := make([]uint64, need/8+1)
	if ok, err = do(unsafe.Pointer(&buf[0]), uint32(len(buf)*8), &need); !ok {
		return nil, failed(call, err)
	}
	return buf, nil
}

// Printers lists the printers of this machine and those it is connected to.
func (w *winSpool) Printers(ctx context.Context) ([]hall.Printer, error) {
	return within(ctx, w.limits.Ask, func(context.Context) ([]hall.Printer, error) {
		var count uint32
		buf, err := fill("EnumPrinters", func(p unsafe.Pointer, size uint32, need *uint32) (bool, error) {
			ok, _, err := w.call.enumPrinters.Call(enumLocal|enumConnections, 0, infoPrinter, uintptr(p), uintptr(size), uintptr(unsafe.Pointer(need)), uintptr(unsafe.Pointer(&count)))
			return ok != 0, err
		})
		if err != nil || len(buf) == 0 {
			return nil, err
		}
		usual := w.usual()
		var out []hall.Printer
		for _, info := range unsafe.Slice((*printerInfo)(unsafe.Pointer(&buf[0])), count) {
			out = append(out, info.read(usual))
		}
		return out, nil
	})
}

// read makes a hall's printer of Windows'. usual is the name of the default one.
func (info printerInfo) read(usual string) hall.Printer {
	p := hall.Printer{
		Name: windows.UTF16PtrToString(info.printer), Info: windows.UTF16PtrToString(info.comment), Place: windows.UTF16PtrToString(info.place),
		Model: windows.UTF16PtrToString(info.driver), Queued: int(info.jobs),
	}
	p.Default = p.Name != "" && p.Name == usual
	winPrinter(&p, info.status, info.attributes)
	return p
}

// usual is the name of the default printer, "" when there is none.
func (w *winSpool) usual() string {
	var size uint32
	_, _, _ = w.call.getDefault.Call(0, uintptr(unsafe.Pointer(&size)))
	if size == 0 {
		return ""
	}
	name := make([]uint16, size)
	if ok, _, _ := w.call.getDefault.Call(uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&size))); ok == 0 {
		return ""
	}
	return windows.UTF16ToString(name)
}

// opened runs something on an opened printer.
func (w *winSpool) opened(name string, do func(handle uintptr) error) error {
	utf16, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return hall.Missing("没有这台打印机", "请用 printer list 看有哪些打印机")
	}
	var handle uintptr
	if ok, _, err := w.call.open.Call(uintptr(unsafe.Pointer(utf16)), uintptr(unsafe.Pointer(&handle)), 0); ok == 0 {
		return failed("OpenPrinter", err)
	}
	defer func() { _, _, _ = w.call.close.Call(handle) }()
	return do(handle)
}

// state is a printer as the spooler has it now, and the port it hangs on.
func (w *winSpool) state(name string) (hall.Printer, string, error) {
	var p hall.Printer
	var port string
	err := w.opened(name, func(handle uintptr) error {
		buf, err := fill("GetPrinter", func(at unsafe.Pointer, size uint32, need *uint32) (bool, error) {
			ok, _, err := w.call.get.Call(handle, infoPrinter, uintptr(at), uintptr(size), uintptr(unsafe.Pointer(need)))
			return ok != 0, err
		})
		if err != nil {
			return err
		}
		if len(buf) == 0 {
			return failed("GetPrinter", windows.ERROR_INVALID_PRINTER_NAME)
		}
		info := (*printerInfo)(unsafe.Pointer(&buf[0]))
		p, port = info.read(w.usual()), windows.UTF16PtrToString(info.port)
		return nil
	})
	return p, port, err
}

// mark begins the name of our documents, by which they are known again in the list.
const mark = "便民窗口 "

// Jobs are our documents in the list of a printer.
func (w *winSpool) Jobs(ctx context.Context, printer string, ids ...int) ([]hall.PrintJob, error) {
	return within(ctx, w.limits.Ask, func(context.Context) ([]hall.PrintJob, error) {
		now, _, err := w.state(printer)
		if err != nil {
			return nil, err
		}
		var out []hall.PrintJob
		err = w.opened(printer, func(handle uintptr) error {
			if len(ids) == 0 {
				out, err = w.waiting(handle, now)
				return err
			}
			for _, id := range ids {
				j, err := w.one(handle, now, id)
				if err != nil {
					return err
				}
				out = append(out, j)
			}
			return nil
		})
		return out, err
	})
}

func (w *winSpool) waiting(handle uintptr, now hall.Printer) ([]hall.PrintJob, error) {
	var count uint32
	buf, err := fill("EnumJobs", func(at unsafe.Pointer, size uint32, need *uint32) (bool, error) {
		ok, _, err := w.call.enumJobs.Call(handle, 0, jobsMost, infoJob, uintptr(at), uintptr(size), uintptr(unsafe.Pointer(need)), uintptr(unsafe.Pointer(&count)))
		return ok != 0, err
	})
	if err != nil || len(buf) == 0 {
		return nil, err
	}
	var out []hall.PrintJob
	for _, info := range unsafe.Slice((*jobInfo)(unsafe.Pointer(&buf[0])), count) {
		if j, ours := info.read(now); ours && !j.State.Over() {
			out = append(out, j)
		}
	}
	return out, nil
}

func (info jobInfo) read(now hall.Printer) (hall.PrintJob, bool) {
	title, ours := strings.CutPrefix(windows.UTF16PtrToString(info.document), mark)
	j := hall.PrintJob{ID: int(info.id), Printer: now.Name, Title: title, Sheets: int(info.printed)}
	winJob(&j, info.status, now)
	return j, ours
}

func (w *winSpool) one(handle uintptr, now hall.Printer, id int) (hall.PrintJob, error) {
	buf, err := fill("GetJob", func(at unsafe.Pointer, size uint32, need *uint32) (bool, error) {
		ok, _, err := w.call.getJob.Call(handle, uintptr(id), infoJob, uintptr(at), uintptr(size), uintptr(unsafe.Pointer(need)))
		return ok != 0, err
	})
	if errors.Is(err, windows.ERROR_INVALID_PARAMETER) { // no longer in the list
		return winGone(now.Name, id), nil
	}
	if err != nil {
		return hall.PrintJob{}, err
	}
	if len(buf) == 0 {
		return winGone(now.Name, id), nil
	}
	j, _ := (*jobInfo)(unsafe.Pointer(&buf[0])).read(now)
	return j, nil
}

// Cancel takes a document off the list.
func (w *winSpool) Cancel(ctx context.Context, printer string, id int) error {
	_, err := within(ctx, w.limits.Ask, func(context.Context) (struct{}, error) {
		return struct{}{}, w.opened(printer, func(handle uintptr) error {
			ok, _, err := w.call.setJob.Call(handle, uintptr(id), 0, 0, controlDelete)
			switch {
			case ok != 0:
				return nil
			case errors.Is(err, windows.ERROR_INVALID_PARAMETER):
				return hall.Forbid("打印队列里已经没有作业 "+strconv.Itoa(id)+"，不能取消", "请看一眼纸出来没有")
			}
			return failed("SetJob", err)
		})
	})
	return err
}
