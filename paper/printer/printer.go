// Package printer puts papers on real printers: it lists them, says what they can do, hands
// papers over, follows them and says in a sentence what went wrong.
//
// A printer is named by its queue (CUPS, or the spooler of Windows), by its own address
// (ipp://HOST/ipp/print, ipps://…), or, for ticket printers that take ESC/POS, by ticket:QUEUE
// or ticket://HOST:PORT. Lengths are mm, resolutions dots an inch. No call lasts longer than its
// context, and none waits for a silent printer longer than the limits below.
package printer

import (
	"context"
	"net/url"
	"strings"
	"time"

	"bianmin/hall"
)

// System is a system of printers: a print service, one printer on the network, or all of them
// together as New returns them. It is safe for concurrent use.
type System interface {
	// Printers lists what there is, in the order of names. Unreachable: no print service runs.
	Printers(ctx context.Context) ([]hall.Printer, error)
	// Ability is what one printer can do. NotFound: there is none of that name.
	Ability(ctx context.Context, name string) (hall.PrinterAbility, error)
	// Submit hands a paper over, once. Before it does, it reads what the printer has: a sheet
	// it lacks is Invalid with a *hall.WrongSize that names those it has. When the line breaks
	// on the way, the job is taken back, and the error says whether that succeeded.
	Submit(ctx context.Context, t hall.PrintTask) (hall.PrintJob, error)
	// Jobs are this program's jobs on a printer: those of the ids, or all that are not over.
	Jobs(ctx context.Context, printer string, ids ...int) ([]hall.PrintJob, error)
	// Cancel takes a job back. Unlawful: it is over already.
	Cancel(ctx context.Context, printer string, id int) error
}

// Options say where the printers are. The zero Options are this machine's.
type Options struct {
	// Server is the print service: a path of a socket, HOST or HOST:PORT, as CUPS_SERVER has it.
	// Empty means the service of this machine. Windows ignores it.
	Server string
	Limits Limits // zero fields take the usual ones
}

// Limits are how long a printer may be silent.
type Limits struct {
	Dial time.Duration // until a line stands
	Ask  time.Duration // for a question and its answer
	Send time.Duration // for a document to be taken
}

func (l Limits) orUsual() Limits {
	usual := Limits{Dial: 5 * time.Second, Ask: 15 * time.Second, Send: 3 * time.Minute}
	if l.Dial <= 0 {
		l.Dial = usual.Dial
	}
	if l.Ask <= 0 {
		l.Ask = usual.Ask
	}
	if l.Send <= 0 {
		l.Send = usual.Send
	}
	return l
}

// New returns the printers of this machine: its print service, and printers named by address.
func New(o Options) System {
	limits := o.Limits.orUsual()
	service := newSpool(o.Server, limits)
	return switchboard{spool: service, direct: newDirect(limits), roll: ticketLine{limits}}
}

// spool is a print service that also takes bytes as they are.
type spool interface {
	System
	raw(ctx context.Context, name, title string, data []byte) (hall.PrintJob, error)
}

// switchboard finds the system a name belongs to.
type switchboard struct {
	spool  spool
	direct System
	roll   System
}

const (
	ticketQueue = "ticket:"
	ticketHost  = "ticket://"
)

func (b switchboard) of(name string) System {
	switch {
	case strings.HasPrefix(name, ticketHost):
		return b.roll
	case strings.HasPrefix(name, ticketQueue):
		return rollQueue{b.spool}
	case isAddress(name):
		return b.direct
	}
	return b.spool
}

// isAddress says whether a name is a printer's own address.
func isAddress(name string) bool {
	u, err := url.Parse(name)
	if err != nil || u.Host == "" {
		return false
	}
	switch u.Scheme {
	case "ipp", "ipps", "http", "https":
		return true
	}
	return false
}

func (b switchboard) Printers(ctx context.Context) ([]hall.Printer, error) {
	return b.spool.Printers(ctx)
}

func (b switchboard) Ability(ctx context.Context, name string) (hall.PrinterAbility, error) {
	return b.of(name).Ability(ctx, name)
}

func (b switchboard) Submit(ctx context.Context, t hall.PrintTask) (hall.PrintJob, error) {
	if err := whole(t); err != nil {
		return hall.PrintJob{}, err
	}
	return b.of(t.Printer).Submit(ctx, t)
}

func (b switchboard) Jobs(ctx context.Context, printer string, ids ...int) ([]hall.PrintJob, error) {
	return b.of(printer).Jobs(ctx, printer, ids...)
}

func (b switchboard) Cancel(ctx context.Context, printer string, id int) error {
	return b.of(printer).Cancel(ctx, printer, id)
}

// whole refuses a task no printer could do.
func whole(t hall.PrintTask) error {
	switch {
	case strings.TrimSpace(t.Printer) == "":
		return hall.Refuse("没有写哪台打印机", "请用 printer list 看有哪些打印机")
	case t.Pages < 1 || len(t.PDF) == 0 && t.Draw == nil:
		return hall.Refuse("这份纸是空的，没有打印", "请先看一眼预览")
	case !(t.Size.WidthMM > 0 && t.Size.HeightMM > 0):
		return hall.Refuse("不知道纸的大小，没有打印", "请写明纸的宽和高")
	case t.Copies < 0:
		return hall.Refuse("份数不对", "请写 1 以上的数")
	}
	return nil
}
