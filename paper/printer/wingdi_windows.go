package printer

import (
	"context"
	"encoding/binary"
	"math"
	"strconv"
	"unsafe"

	"golang.org/x/sys/windows"

	"bianmin/hall"
)

// What DeviceCapabilities is asked for. Source: Windows SDK, wingdi.h.
const (
	capPapers      = 2
	capPaperSize   = 3
	capLeast       = 4
	capMost        = 5
	capResolutions = 13
	capPaperNames  = 16
	capCopies      = 18
	capColour      = 32
	paperNameRunes = 64
	notKnown       = math.MaxUint32 // -1 as DeviceCapabilities returns it
)

// Ability is what the driver says.
func (w *winSpool) Ability(ctx context.Context, name string) (hall.PrinterAbility, error) {
	return within(ctx, w.limits.Ask, func(context.Context) (hall.PrinterAbility, error) { return w.ability(name) })
}

func (w *winSpool) ability(name string) (hall.PrinterAbility, error) {
	p, port, err := w.state(name)
	if err != nil {
		return hall.PrinterAbility{}, err
	}
	can := hall.PrinterAbility{Printer: p, CopiesMost: 1, Formats: []string{"GDI"}}
	device, err1 := windows.UTF16PtrFromString(name)
	at, err2 := windows.UTF16PtrFromString(port)
	if err1 != nil || err2 != nil {
		return can, hall.Missing("没有这台打印机", "请用 printer list 看有哪些打印机")
	}
	ask := func(what uintptr, out unsafe.Pointer) int {
		n, _, _ := w.call.capabilities.Call(uintptr(unsafe.Pointer(device)), uintptr(unsafe.Pointer(at)), what, uintptr(out), 0)
		if uint32(n) == notKnown {
			return 0
		}
		return int(uint32(n))
	}
	can.CopiesMost = max(1, ask(capCopies, nil))
	can.Colour = ask(capColour, nil) == 1
	if n := ask(capResolutions, nil); n > 0 {
		pairs := make([][2]int32, n)
		ask(capResolutions, unsafe.Pointer(&pairs[0]))
		for _, p := range pairs {
			if p[0] > 0 && p[0] == p[1] {
				can.DPI = append(can.DPI, int(p[0]))
			}
		}
	}
	can.Media = winMedia(ask)
	least, most := tenths(ask(capLeast, nil)), tenths(ask(capMost, nil))
	if least.WidthMM > 0 && most.WidthMM > least.WidthMM {
		can.Custom = &hall.MediaRange{Least: least, Most: most}
	}
	return can, nil
}

// winMedia are the sheets the driver knows. Their names are Windows' numbers.
func winMedia(ask func(uintptr, unsafe.Pointer) int) []hall.Media {
	n := ask(capPapers, nil)
	if n == 0 || ask(capPaperSize, nil) != n || ask(capPaperNames, nil) != n {
		return nil
	}
	ids, sizes, names := make([]uint16, n), make([][2]int32, n), make([][paperNameRunes]uint16, n)
	ask(capPapers, unsafe.Pointer(&ids[0]))
	ask(capPaperSize, unsafe.Pointer(&sizes[0]))
	ask(capPaperNames, unsafe.Pointer(&names[0]))
	var out []hall.Media
	for i := range ids {
		size := hall.PageSize{WidthMM: float64(sizes[i][0]) / 10, HeightMM: float64(sizes[i][1]) / 10}
		if sane(size.WidthMM) && sane(size.HeightMM) {
			out = append(out, hall.Media{Name: strconv.Itoa(int(ids[i])), Label: windows.UTF16ToString(names[i][:]), PageSize: size})
		}
	}
	return out
}

// tenths reads a size packed into 32 bits, in tenths of a mm.
func tenths(packed int) hall.PageSize {
	return hall.PageSize{WidthMM: float64(packed&0xffff) / 10, HeightMM: float64(packed>>16&0xffff) / 10}
}

// Places and values of DEVMODEW. Source: Windows SDK, wingdi.h.
const (
	modeFields      = 72
	modeOrientation = 76
	modePaperSize   = 78
	modeLength      = 80
	modeWidth       = 82
	modeCopies      = 86
	modeLeastBytes  = 96
	fieldOrient     = 0x1
	fieldPaper      = 0x2
	fieldLength     = 0x4
	fieldWidth      = 0x8
	fieldCopies     = 0x100
	portrait        = 1
	landscape       = 2
	paperUser       = 256
	modeOut         = 2
	modeIn          = 8
	callOK          = 1 // IDOK
)

// mode is the driver's settings for a job: sheet, orientation, copies.
func (w *winSpool) mode(handle uintptr, device *uint16, sheet choice, copies int) ([]uint64, error) {
	size, _, err := w.call.documentProperties.Call(0, handle, uintptr(unsafe.Pointer(device)), 0, 0, 0)
	if int32(size) < modeLeastBytes {
		return nil, failed("DocumentProperties", err)
	}
	buf := make([]uint64, size/8+1)
	if ok, _, err := w.call.documentProperties.Call(0, handle, uintptr(unsafe.Pointer(device)), uintptr(unsafe.Pointer(&buf[0])), 0, modeOut); ok != callOK {
		return nil, failed("DocumentProperties", err)
	}
	raw := unsafe.Slice((*byte)(unsafe.Pointer(&buf[0])), len(buf)*8)
	put := func(at int, v int) { binary.LittleEndian.PutUint16(raw[at:], uint16(v)) }
	fields := binary.LittleEndian.Uint32(raw[modeFields:]) | fieldOrient | fieldPaper | fieldCopies
	put(modeOrientation, portrait)
	if sheet.turned {
		put(modeOrientation, landscape)
	}
	if id, err := strconv.Atoi(sheet.media.Name); err == nil {
		put(modePaperSize, id)
		fields &^= fieldLength | fieldWidth
	} else {
		put(modePaperSize, paperUser)
		put(modeWidth, int(math.Round(sheet.media.WidthMM*10)))
		put(modeLength, int(math.Round(sheet.media.HeightMM*10)))
		fields |= fieldLength | fieldWidth
	}
	put(modeCopies, copies)
	binary.LittleEndian.PutUint32(raw[modeFields:], fields)
	if ok, _, err := w.call.documentProperties.Call(0, handle, uintptr(unsafe.Pointer(device)), uintptr(unsafe.Pointer(&buf[0])), uintptr(unsafe.Pointer(&buf[0])), modeIn|modeOut); ok != callOK {
		return nil, failed("DocumentProperties", err)
	}
	return buf, nil
}

// What GetDeviceCaps is asked for.
const (
	capsDPIX    = 88
	capsDPIY    = 90
	capsOffsetX = 112
	capsOffsetY = 113
)

// gdiDoc is DOCINFOW.
type gdiDoc struct {
	size                   int32
	name, output, datatype *uint16
	kind                   uint32
}

// Submit draws the pages through GDI, at their own size: nothing is fitted to the sheet.
func (w *winSpool) Submit(ctx context.Context, t hall.PrintTask) (hall.PrintJob, error) {
	if t.Draw == nil {
		return hall.PrintJob{}, hall.Refuse("Windows 的打印机只收图片，没有打印", "请换一种纸，或用打印机的地址 ipp://HOST/ipp/print")
	}
	return within(ctx, w.limits.Send, func(ctx context.Context) (hall.PrintJob, error) {
		can, err := w.ability(t.Printer)
		if err != nil {
			return hall.PrintJob{}, err
		}
		if err := takes(can, t); err != nil {
			return hall.PrintJob{}, err
		}
		sheet, err := choose(can, t.Size)
		if err != nil {
			return hall.PrintJob{}, err
		}
		job := hall.PrintJob{Printer: t.Printer, Title: t.Title, State: hall.PrintWaiting}
		err = w.opened(t.Printer, func(handle uintptr) error {
			device, err := windows.UTF16PtrFromString(t.Printer)
			if err != nil {
				return err
			}
			mode, err := w.mode(handle, device, sheet, max(t.Copies, 1))
			if err != nil {
				return err
			}
			driver, err := windows.UTF16PtrFromString("WINSPOOL")
			if err != nil {
				return err
			}
			dc, _, err := w.call.createDC.Call(uintptr(unsafe.Pointer(driver)), uintptr(unsafe.Pointer(device)), 0, uintptr(unsafe.Pointer(&mode[0])))
			if dc == 0 {
				return failed("CreateDC", err)
			}
			defer func() { _, _, _ = w.call.deleteDC.Call(dc) }()
			job.ID, err = w.draw(ctx, dc, t)
			return err
		})
		sayJob(&job, can.Printer)
		return job, err
	})
}

// draw writes the document and returns the job's number.
func (w *winSpool) draw(ctx context.Context, dc uintptr, t hall.PrintTask) (int, error) {
	name, err := windows.UTF16PtrFromString(mark + short(t.Title))
	if err != nil {
		return 0, hall.Refuse("作业的名字不对", "请写不带控制字符的名字")
	}
	doc := gdiDoc{name: name}
	doc.size = int32(unsafe.Sizeof(doc))
	id, _, err := w.call.startDoc.Call(dc, uintptr(unsafe.Pointer(&doc)))
	if int32(id) <= 0 {
		return 0, failed("StartDoc", err)
	}
	for page := 1; page <= t.Pages; page++ {
		if err := w.page(ctx, dc, t, page); err != nil {
			_, _, _ = w.call.abortDoc.Call(dc)
			return 0, err
		}
	}
	if ok, _, err := w.call.endDoc.Call(dc); int32(ok) <= 0 {
		return 0, failed("EndDoc", err)
	}
	return int(int32(id)), nil
}

func (w *winSpool) page(ctx context.Context, dc uintptr, t hall.PrintTask, page int) error {
	caps := func(what uintptr) int { n, _, _ := w.call.deviceCaps.Call(dc, what); return int(int32(n)) }
	dpiX, dpiY := caps(capsDPIX), caps(capsDPIY)
	if dpiX <= 0 || dpiY <= 0 {
		return failed("GetDeviceCaps", windows.ERROR_INVALID_PARAMETER)
	}
	img, err := t.Draw(page, float64(min(dpiX, goodDPI)))
	if err != nil {
		return err
	}
	if ok, _, err := w.call.startPage.Call(dc); int32(ok) <= 0 {
		return failed("StartPage", err)
	}
	bounds := img.Bounds()
	wide := int(math.Round(t.Size.WidthMM / mmPerInch * float64(dpiX)))
	high := int(math.Round(t.Size.HeightMM / mmPerInch * float64(dpiY)))
	for y := 0; y < bounds.Dy(); y += bandRows {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		rows := min(bandRows, bounds.Dy()-y)
		top, bottom := y*high/bounds.Dy(), (y+rows)*high/bounds.Dy()
		head, bits := winBand(img, y, rows)
		n, _, err := w.call.stretchBits.Call(
			dc, uintptr(-caps(capsOffsetX)), uintptr(top-caps(capsOffsetY)), uintptr(wide), uintptr(bottom-top),
			0, 0, uintptr(bounds.Dx()), uintptr(rows), uintptr(unsafe.Pointer(&bits[0])), uintptr(unsafe.Pointer(&head[0])), 0, copyPixels,
		)
		if int32(n) <= 0 {
			return failed("StretchDIBits", err)
		}
	}
	if ok, _, err := w.call.endPage.Call(dc); int32(ok) <= 0 {
		return failed("EndPage", err)
	}
	return nil
}

// copyPixels is SRCCOPY.
const copyPixels = 0x00CC0020
