package printer

import "bianmin/hall"

// The words of the Windows spooler, in those of printers everywhere, so that the hall reads the
// same sentences. It stands apart from the calls to Windows to be tested on any machine.

// bitWord is a bit of a status and the keyword it means.
type bitWord struct {
	bit  uint32
	word string
}

// printerBits are PRINTER_STATUS_… of PRINTER_INFO_2. Source: Windows SDK, winspool.h.
func printerBits() []bitWord {
	return []bitWord{
		{0x1, "paused"},
		{0x2, "errors-detected"},
		{0x8, "media-jam"},
		{0x10, "media-empty"},
		{0x20, "media-needed"},
		{0x40, "media-needed"},
		{0x80, "offline"},
		{0x800, "output-area-full"},
		{0x1000, "offline"},
		{0x10000, "fuser-under-temp"},
		{0x20000, "toner-low"},
		{0x40000, "toner-empty"},
		{0x100000, "errors-detected"},
		{0x200000, "interpreter-resource-unavailable"},
		{0x400000, "door-open"},
	}
}

// More of PRINTER_STATUS_… and PRINTER_ATTRIBUTE_….
const (
	winBusyBits    = 0x200 | 0x400 | 0x2000 | 0x4000 // busy, printing, waiting, processing
	winWorkOffline = 0x400                           // an attribute: somebody chose 脱机使用打印机
)

// winPrinter reads a printer's state out of the spooler's bits.
func winPrinter(p *hall.Printer, status, attributes uint32) {
	p.Accepts, p.State = true, hall.PrinterIdle
	if status&winBusyBits != 0 {
		p.State = hall.PrinterBusy
	}
	p.Reasons = wordsOf(printerBits(), status)
	if attributes&winWorkOffline != 0 {
		p.Reasons = append(p.Reasons, "offline")
	}
	sayPrinter(p)
}

// Bits of a job: JOB_STATUS_….
const (
	winJobPaused   = 0x1
	winJobDeleting = 0x4
	winJobSpooling = 0x8
	winJobPrinting = 0x10
	winJobPrinted  = 0x80
	winJobDeleted  = 0x100
	winJobComplete = 0x1000
)

func jobBits() []bitWord {
	return []bitWord{
		{0x2, "errors-detected"},
		{0x20, "offline"},
		{0x40, "media-empty"},
		{0x200, "cups-missing-filter"}, // BLOCKED_DEVQ: the driver cannot print it
		{0x400, "errors-detected"},
	}
}

// winJob reads a job's state out of its bits. Printed comes before cancelled: a job is deleted
// after it has been printed, too.
func winJob(j *hall.PrintJob, status uint32, printer hall.Printer) {
	switch {
	case status&(winJobPrinted|winJobComplete) != 0:
		j.State = hall.PrintCompleted
	case status&(winJobDeleting|winJobDeleted) != 0:
		j.State = hall.PrintCancelled
	case status&winJobPaused != 0:
		j.State = hall.PrintHeld
	case status&(winJobPrinting|winJobSpooling) != 0:
		j.State = hall.PrintRunning
	default:
		j.State = hall.PrintWaiting
	}
	j.Reasons = wordsOf(jobBits(), status)
	sayJob(j, printer)
}

// winGone is a job the spooler no longer lists: Windows takes a job off when its last page has
// gone out, and also when somebody deletes it, and does not say which.
func winGone(printer string, id int) hall.PrintJob {
	return hall.PrintJob{
		ID: id, Printer: printer, State: hall.PrintCompleted, Say: "打印队列里已经没有这个作业，应当打好了", Next: "请看一眼纸出来没有",
	}
}

func wordsOf(bits []bitWord, status uint32) []string {
	var out []string
	for _, b := range bits {
		if status&b.bit != 0 {
			out = append(out, b.word)
		}
	}
	return out
}
