package printer

import (
	"math"

	"github.com/OpenPrinting/goipp"

	"bianmin/hall"
)

// attrs are the attributes of one thing in an answer. Printers leave out what they like and give
// a wrong type now and then, so reading one never fails: it gives nothing.
type attrs goipp.Attributes

func (a attrs) values(name string) goipp.Values {
	for _, at := range a {
		if at.Name == name {
			return at.Values
		}
	}
	return nil
}

// words are the texts, names and keywords of an attribute.
func (a attrs) words(name string) []string {
	var out []string
	for _, v := range a.values(name) {
		switch x := v.V.(type) {
		case goipp.String:
			out = append(out, string(x))
		case goipp.TextWithLang:
			out = append(out, x.Text)
		}
	}
	return out
}

func (a attrs) word(name string) string {
	if w := a.words(name); len(w) > 0 {
		return w[0]
	}
	return ""
}

// numbers are the integers of an attribute; of a range, its upper end.
func (a attrs) numbers(name string) []int {
	var out []int
	for _, v := range a.values(name) {
		switch x := v.V.(type) {
		case goipp.Integer:
			out = append(out, int(x))
		case goipp.Range:
			out = append(out, x.Upper)
		}
	}
	return out
}

func (a attrs) number(name string) int {
	if n := a.numbers(name); len(n) > 0 {
		return n[0]
	}
	return 0
}

// yes is a boolean, or what to think where there is none.
func (a attrs) yes(name string, otherwise bool) bool {
	for _, v := range a.values(name) {
		if b, ok := v.V.(goipp.Boolean); ok {
			return bool(b)
		}
	}
	return otherwise
}

// dpis are the resolutions of an attribute, in dots an inch, the same in both directions.
func (a attrs) dpis(name string) []int {
	var out []int
	for _, v := range a.values(name) {
		r, ok := v.V.(goipp.Resolution)
		if !ok || r.Xres != r.Yres {
			continue
		}
		n := float64(r.Xres)
		if r.Units == goipp.UnitsDpcm {
			n *= mmPerInch / 10
		}
		out = append(out, int(math.Round(n)))
	}
	return out
}

// collections are the collections of an attribute.
func (a attrs) collections(name string) []attrs {
	var out []attrs
	for _, v := range a.values(name) {
		if c, ok := v.V.(goipp.Collection); ok {
			out = append(out, attrs(c))
		}
	}
	return out
}

// span is the ends of a length in hundredths of a mm: of an integer, twice the same.
func (a attrs) span(name string) (least, most int) {
	for _, v := range a.values(name) {
		switch x := v.V.(type) {
		case goipp.Integer:
			return int(x), int(x)
		case goipp.Range:
			return x.Lower, x.Upper
		}
	}
	return 0, 0
}

// groups are the groups of one kind in an answer.
func groups(m *goipp.Message, tag goipp.Tag) []attrs {
	var out []attrs
	for _, g := range m.Groups {
		if g.Tag == tag {
			out = append(out, attrs(g.Attrs))
		}
	}
	return out
}

// group is the first group of one kind; nothing where there is none.
func group(m *goipp.Message, tag goipp.Tag) attrs {
	if g := groups(m, tag); len(g) > 0 {
		return g[0]
	}
	return nil
}

// Printer states as IPP counts them. Source: RFC 8011 5.4.11.
const (
	ippIdle    = 3
	ippBusy    = 4
	ippStopped = 5
)

// Job states as IPP counts them. Source: RFC 8011 5.3.7.
const (
	ippPending   = 3
	ippHeld      = 4
	ippRunning   = 5
	ippHalted    = 6
	ippCancelled = 7
	ippAborted   = 8
	ippCompleted = 9
)

func jobState(n int) hall.PrintState {
	switch n {
	case ippPending:
		return hall.PrintWaiting
	case ippHeld:
		return hall.PrintHeld
	case ippRunning:
		return hall.PrintRunning
	case ippHalted:
		return hall.PrintStopped
	case ippCancelled:
		return hall.PrintCancelled
	case ippAborted:
		return hall.PrintAborted
	case ippCompleted:
		return hall.PrintCompleted
	}
	return hall.PrintUnknown
}

// readPrinter reads a printer out of its attributes.
func readPrinter(a attrs, name string) hall.Printer {
	p := hall.Printer{
		Name: name, Info: a.word("printer-info"), Place: a.word("printer-location"), Model: a.word("printer-make-and-model"),
		Accepts: a.yes("printer-is-accepting-jobs", true), Queued: a.number("queued-job-count"), State: hall.PrinterIdle,
	}
	switch a.number("printer-state") {
	case ippBusy:
		p.State = hall.PrinterBusy
	case ippStopped:
		p.State = hall.PrinterStopped
	}
	for _, r := range a.words("printer-state-reasons") {
		if r != "none" {
			p.Reasons = append(p.Reasons, r)
		}
	}
	sayPrinter(&p)
	return p
}

// readJob reads a job out of its attributes.
func readJob(a attrs, printer string) hall.PrintJob {
	j := hall.PrintJob{
		ID: a.number("job-id"), Printer: printer, Title: a.word("job-name"), State: jobState(a.number("job-state")),
		Sheets: max(a.number("job-media-sheets-completed"), a.number("job-impressions-completed")),
	}
	for _, r := range a.words("job-state-reasons") {
		if r != "none" {
			j.Reasons = append(j.Reasons, r)
		}
	}
	return j
}
