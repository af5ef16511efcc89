package hall

import (
	"fmt"
	"image"
	"math"
	"strings"
)

// PageSize is the size of a sheet in mm, as it is looked at.
type PageSize struct {
	WidthMM  float64 `json:"width_mm"`
	HeightMM float64 `json:"height_mm"`
}

// Han is the size as a person says it: 210×297 毫米.
func (s PageSize) Han() string { return fmt.Sprintf("%s×%s 毫米", mm(s.WidthMM), mm(s.HeightMM)) }

func mm(v float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", math.Round(v*10)/10), ".0")
}

// sameSizeMM is how far two sizes may lie apart and still be one sheet of paper: inches in
// whole hundredths of a mm, and cut tolerances, stay below it.
const sameSizeMM = 1.0

// Fits says whether two sizes are the same sheet, and whether it must be turned for that.
func (s PageSize) Fits(sheet PageSize) (fits, turned bool) {
	near := func(a, b float64) bool { return math.Abs(a-b) <= sameSizeMM }
	if near(s.WidthMM, sheet.WidthMM) && near(s.HeightMM, sheet.HeightMM) {
		return true, false
	}
	turned = near(s.WidthMM, sheet.HeightMM) && near(s.HeightMM, sheet.WidthMM)
	return turned, turned
}

// PrinterState is what a printer is doing.
type PrinterState string

// The states of a printer.
const (
	PrinterIdle    PrinterState = "idle"
	PrinterBusy    PrinterState = "printing"
	PrinterStopped PrinterState = "stopped" // somebody must do something
)

// Printer (打印机) is one printer as its system shows it.
type Printer struct {
	Name    string       `json:"name"` // what commands take: the name of a queue, or an address
	Info    string       `json:"info,omitempty"`
	Place   string       `json:"place,omitempty"`
	Model   string       `json:"model,omitempty"`
	Default bool         `json:"default"`
	Accepts bool         `json:"accepts"` // takes new jobs
	State   PrinterState `json:"state"`
	Say     string       `json:"say"`               // the state in a plain sentence
	Next    string       `json:"next,omitempty"`    // what to do about it
	Reasons []string     `json:"reasons,omitempty"` // as the printer said them, for whoever repairs it
	Queued  int          `json:"queued"`            // jobs waiting, of everybody
}

// Media is a sheet a printer knows.
type Media struct {
	Name  string `json:"name"` // as the printer calls it
	Label string `json:"label"`
	PageSize
	Ready bool `json:"ready"` // lies in a tray now, as far as the printer can tell
}

// MediaRange is the smallest and the largest sheet a printer takes beside its named ones.
type MediaRange struct {
	Least PageSize `json:"least"`
	Most  PageSize `json:"most"`
}

// Holds says whether a size lies in the range.
func (r MediaRange) Holds(s PageSize) bool {
	return s.WidthMM >= r.Least.WidthMM && s.WidthMM <= r.Most.WidthMM && s.HeightMM >= r.Least.HeightMM && s.HeightMM <= r.Most.HeightMM
}

// PrinterAbility is what a printer can do.
type PrinterAbility struct {
	Printer
	Media      []Media     `json:"media"`
	Custom     *MediaRange `json:"custom,omitempty"` // nil: named sheets only
	CopiesMost int         `json:"copies_most"`
	Colour     bool        `json:"colour"`
	DPI        []int       `json:"dpi,omitempty"` // dots an inch
	PDF        bool        `json:"pdf"`           // takes PDF as it is
	Formats    []string    `json:"formats"`
}

// WrongSize is the cause of a refusal for want of the sheet: a caller may then lay the paper out
// for a sheet the printer has, such as ten cards on A4.
type WrongSize struct {
	Want PageSize
	Has  []Media
}

// Error says which size is not there.
func (e *WrongSize) Error() string { return "no sheet of " + e.Want.Han() }

// PrintTask (打印任务) is one paper for one printer.
type PrintTask struct {
	Printer string
	Title   string // stands in the printer's list: the kind of paper and a number, never a name
	PDF     []byte
	Pages   int
	Size    PageSize // of every page
	Copies  int      // 0 means 1

	// Draw draws a page, counted from 1, for printers that take no PDF. Nil: PDF or nothing.
	Draw func(page int, dpi float64) (image.Image, error)
}

// PrintState is how far a print job has come.
type PrintState string

// The states of a print job.
const (
	PrintWaiting   PrintState = "waiting"
	PrintHeld      PrintState = "held"     // until somebody lets it go
	PrintRunning   PrintState = "printing" // no news is good news
	PrintStopped   PrintState = "stopped"  // goes on when somebody has done something
	PrintCompleted PrintState = "completed"
	PrintAborted   PrintState = "aborted" // the printer or its service gave up
	PrintCancelled PrintState = "cancelled"
	PrintUnknown   PrintState = "unknown" // the printer no longer tells; look at the paper
)

// Over says whether a job will not change any more.
func (s PrintState) Over() bool {
	switch s {
	case PrintCompleted, PrintAborted, PrintCancelled, PrintUnknown:
		return true
	}
	return false
}

// PrintJob (打印作业) is a paper on its way to a printer, as the printer's system tells it.
type PrintJob struct {
	ID      int        `json:"job"` // counted by the printer's system
	Printer string     `json:"printer"`
	Title   string     `json:"title,omitempty"`
	State   PrintState `json:"state"`
	Say     string     `json:"say"`               // in a plain sentence
	Next    string     `json:"next,omitempty"`    // what to do about it
	Reasons []string   `json:"reasons,omitempty"` // as the printer said them
	Sheets  int        `json:"sheets,omitempty"`  // that have come out, where the printer counts
}

// Outcome is nil for a completed job, and Rejected, with the job's sentence, for one that ended
// otherwise.
func (j PrintJob) Outcome() error {
	if j.State == PrintCompleted {
		return nil
	}
	return &Error{Kind: Rejected, Say: j.Say, Next: j.Next}
}
