package printer

import (
	"context"
	"unsafe"

	"golang.org/x/sys/windows"

	"bianmin/hall"
)

// docInfo is DOC_INFO_1W.
type docInfo struct{ name, output, datatype *uint16 }

// pieceBytes is how much is written at a time, so that a caller who gave up is heard.
const pieceBytes = 64 << 10

// raw hands over bytes as they are, for printers whose language they speak.
func (w *winSpool) raw(ctx context.Context, name, title string, data []byte) (hall.PrintJob, error) {
	return within(ctx, w.limits.Send, func(ctx context.Context) (hall.PrintJob, error) {
		job := hall.PrintJob{Printer: name, Title: title, State: hall.PrintWaiting, Say: "在排队"}
		document, err := windows.UTF16PtrFromString(mark + short(title))
		if err != nil {
			return job, hall.Refuse("作业的名字不对", "请写不带控制字符的名字")
		}
		kind, err := windows.UTF16PtrFromString("RAW")
		if err != nil {
			return job, err
		}
		return job, w.opened(name, func(handle uintptr) error {
			info := docInfo{name: document, datatype: kind}
			id, _, err := w.call.startDocPrinter.Call(handle, 1, uintptr(unsafe.Pointer(&info)))
			if id == 0 {
				return failed("StartDocPrinter", err)
			}
			job.ID = int(id)
			if err := w.write(ctx, handle, data); err != nil {
				_, _, _ = w.call.setJob.Call(handle, id, 0, 0, controlDelete)
				_, _, _ = w.call.endDocPrinter.Call(handle)
				return err
			}
			if ok, _, err := w.call.endDocPrinter.Call(handle); ok == 0 {
				return failed("EndDocPrinter", err)
			}
			return nil
		})
	})
}

func (w *winSpool) write(ctx context.Context, handle uintptr, data []byte) error {
	if ok, _, err := w.call.startPagePrinter.Call(handle); ok == 0 {
		return failed("StartPagePrinter", err)
	}
	for len(data) > 0 {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		piece := data[:min(len(data), pieceBytes)]
		var written uint32
		ok, _, err := w.call.writePrinter.Call(handle, uintptr(unsafe.Pointer(&piece[0])), uintptr(len(piece)), uintptr(unsafe.Pointer(&written)))
		if ok == 0 || written == 0 {
			return failed("WritePrinter", err)
		}
		data = data[written:]
	}
	if ok, _, err := w.call.endPagePrinter.Call(handle); ok == 0 {
		return failed("EndPagePrinter", err)
	}
	return nil
}
