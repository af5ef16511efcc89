package printer

import (
	"context"
	"errors"
	"net"
	"strings"
	"time"

	"bianmin/hall"
)

// rollQueue is a ticket printer behind a queue of the print service: ticket:QUEUE.
type rollQueue struct{ spool spool }

func (q rollQueue) name(name string) string { return strings.TrimPrefix(name, ticketQueue) }

// Printers lists nothing: a queue does not tell that a ticket printer stands behind it.
func (q rollQueue) Printers(context.Context) ([]hall.Printer, error) { return nil, nil }

// Ability is the queue's state with the measures of a roll.
func (q rollQueue) Ability(ctx context.Context, name string) (hall.PrinterAbility, error) {
	queue, err := q.spool.Ability(ctx, q.name(name))
	if err != nil {
		return hall.PrinterAbility{}, err
	}
	can := rollAbility(name)
	can.Printer = queue.Printer
	can.Name = name
	return can, nil
}

// Submit sends the paper through the queue as the printer's own bytes.
func (q rollQueue) Submit(ctx context.Context, t hall.PrintTask) (hall.PrintJob, error) {
	data, err := onRoll(rollAbility(t.Printer), t)
	if err != nil {
		return hall.PrintJob{}, err
	}
	job, err := q.spool.raw(ctx, q.name(t.Printer), t.Title, data)
	job.Printer = t.Printer
	return job, err
}

// Jobs are the queue's.
func (q rollQueue) Jobs(ctx context.Context, printer string, ids ...int) ([]hall.PrintJob, error) {
	jobs, err := q.spool.Jobs(ctx, q.name(printer), ids...)
	for i := range jobs {
		jobs[i].Printer = printer
	}
	return jobs, err
}

// Cancel takes a job out of the queue.
func (q rollQueue) Cancel(ctx context.Context, printer string, id int) error {
	return q.spool.Cancel(ctx, q.name(printer), id)
}

// ticketLine is ticket printers on the network that take bytes on a port: ticket://HOST:PORT. They
// keep no list of jobs: a ticket is printed when the printer has taken it and says it has paper.
type ticketLine struct{ limits Limits }

// ticketPort is where such printers listen.
const ticketPort = "9100"

// Printers lists nothing: nobody announces them.
func (l ticketLine) Printers(context.Context) ([]hall.Printer, error) { return nil, nil }

// Ability asks the printer how it is.
func (l ticketLine) Ability(ctx context.Context, name string) (hall.PrinterAbility, error) {
	can := rollAbility(name)
	conn, err := l.dial(ctx, name)
	if err != nil {
		return hall.PrinterAbility{}, err
	}
	defer func() { _ = conn.Close() }()
	can.Reasons = l.trouble(ctx, conn)
	sayPrinter(&can.Printer)
	return can, nil
}

// ticketJob is the only number such a printer's jobs have.
const ticketJob = 1

// Submit asks the printer how it is, and sends the paper when it is well.
func (l ticketLine) Submit(ctx context.Context, t hall.PrintTask) (hall.PrintJob, error) {
	data, err := onRoll(rollAbility(t.Printer), t)
	if err != nil {
		return hall.PrintJob{}, err
	}
	conn, err := l.dial(ctx, t.Printer)
	if err != nil {
		return hall.PrintJob{}, err
	}
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(longAgo()) })
	defer stop()
	if r, ok := worst(l.trouble(ctx, conn)); ok && r.rank <= rankAdmin {
		return hall.PrintJob{}, &hall.Error{Kind: hall.Rejected, Say: r.say, Next: "没有打印。" + r.next + "，再打印一次"}
	}
	l.patience(ctx, conn, l.limits.Send)
	if _, err := conn.Write(data); err != nil {
		if errors.Is(ctx.Err(), context.Canceled) {
			return hall.PrintJob{}, ctx.Err()
		}
		return hall.PrintJob{}, uncertain(&hall.Error{Kind: hall.Unreachable, Err: err})
	}
	job := hall.PrintJob{ID: ticketJob, Printer: t.Printer, Title: t.Title, State: hall.PrintCompleted, Reasons: l.trouble(ctx, conn)}
	if r, ok := worst(job.Reasons); ok && r.rank <= rankAdmin {
		job.State, job.Say, job.Next = hall.PrintAborted, "打印没有完成："+r.say, r.next+"，看一眼小票，再打印一次"
		return job, nil
	}
	sayJob(&job, hall.Printer{})
	return job, nil
}

// Jobs are none: such a printer keeps no list.
func (l ticketLine) Jobs(_ context.Context, _ string, ids ...int) ([]hall.PrintJob, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return nil, hall.Missing("小票打印机不记作业", "请看一眼小票出来没有")
}

// Cancel is too late: what such a printer has taken it prints.
func (l ticketLine) Cancel(context.Context, string, int) error {
	return hall.Forbid("小票打印机收到就打，不能取消", "请看一眼小票")
}

func (l ticketLine) dial(ctx context.Context, name string) (net.Conn, error) {
	addr := strings.TrimSuffix(strings.TrimPrefix(name, ticketHost), "/")
	if _, _, err := net.SplitHostPort(addr); err != nil {
		addr = net.JoinHostPort(strings.Trim(addr, "[]"), ticketPort)
	}
	conn, err := (&net.Dialer{Timeout: l.limits.Dial}).DialContext(ctx, "tcp", addr)
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, &hall.Error{Kind: hall.Unreachable, Say: "连不上小票打印机", Next: "请看打印机电源、网线和地址，例如 ticket://192.168.1.30:9100", Err: err}
	}
	return conn, nil
}

// answerTime is how long a ticket printer may think about how it is. Many never say.
const answerTime = 700 * time.Millisecond

// patience bounds what follows by a time and the context.
func (l ticketLine) patience(ctx context.Context, conn net.Conn, d time.Duration) {
	timed, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	if at, ok := timed.Deadline(); ok {
		_ = conn.SetDeadline(at)
	}
	if ctx.Err() != nil { // given up while the deadline was set
		_ = conn.SetDeadline(longAgo())
	}
}

// longAgo as a deadline ends what waits.
func longAgo() time.Time { return time.Unix(1, 0) }

// Questions to a ticket printer (DLE EOT n) and the bits of its answers. Source: the ESC/POS
// command reference.
const (
	askOffline   = 2
	askPaper     = 4
	coverBit     = 0x04
	paperStopBit = 0x20
	paperEndBits = 0x60
	paperLowBits = 0x0c
	fixedMask    = 0x93 // of every answer
	fixedBits    = 0x12
)

// trouble asks the printer how it is. One that does not answer has no trouble known.
func (l ticketLine) trouble(ctx context.Context, conn net.Conn) []string {
	var out []string
	if b, ok := l.status(ctx, conn, askPaper); ok {
		if b&paperEndBits != 0 {
			out = append(out, "media-empty")
		} else if b&paperLowBits != 0 {
			out = append(out, "media-low")
		}
	} else {
		return nil
	}
	if b, ok := l.status(ctx, conn, askOffline); ok {
		if b&coverBit != 0 {
			out = append(out, "cover-open")
		}
		if b&paperStopBit != 0 && len(out) == 0 {
			out = append(out, "media-empty")
		}
	}
	return out
}

func (l ticketLine) status(ctx context.Context, conn net.Conn, n byte) (byte, bool) {
	l.patience(ctx, conn, min(answerTime, l.limits.Ask))
	if _, err := conn.Write([]byte{0x10, 0x04, n}); err != nil {
		return 0, false
	}
	var b [1]byte
	if _, err := conn.Read(b[:]); err != nil || b[0]&fixedMask != fixedBits {
		return 0, false
	}
	return b[0], true
}
