package sync

import (
	"context"
	"errors"
	"fmt"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/sync/wire"
)

// The bounds of one round. Beyond them county and device do not agree, or the batches
// cannot get any smaller, and waiting is better than insisting.
const (
	maxBreaks  = 4  // breaks in a row without an acknowledgement
	maxRewinds = 3  // times it follows the county to another position
	maxSmaller = 12 // times in a row a batch is made smaller
)

// drain is one round: the outbox on its way to the county.
type drain struct {
	s         *Syncer
	link      journal.Link
	pushed    int64
	attention int64
	breaks    int
	rewinds   int
	smaller   int
	sure      bool // the county has answered this round
	ahead     *parcel
}

// parcel is a batch ready to go.
type parcel struct {
	batch journal.Batch
	push  wire.Push
	coded []byte
	err   error
}

// run pushes until the county holds everything. With nothing to send it still asks
// once, so that a county restored meanwhile is noticed and the light tells the truth.
func (d *drain) run(ctx context.Context) error {
	for {
		p, err := d.s.o.Outbox.Progress(ctx)
		if err != nil {
			return fmt.Errorf("read the outbox: %w", err)
		}
		if p.Waiting() == 0 && d.sure {
			return nil
		}
		err = d.step(ctx, p)
		switch {
		case err == nil:
			d.breaks, d.smaller = 0, 0
		case ctx.Err() != nil:
			return ctx.Err()
		case !d.again(ctx, err):
			return d.s.explain(err)
		}
	}
}

// again decides whether the round goes on after a failed step, and waits first.
func (d *drain) again(ctx context.Context, err error) bool {
	var broken *breakError
	switch {
	case errors.As(err, &broken):
		if !broken.carried || broken.retryAfter > 0 {
			return false
		}
		if d.breaks++; d.breaks > maxBreaks {
			return false
		}
		return d.s.sleep(ctx, d.s.jitter(time.Duration(1<<d.breaks)*100*time.Millisecond)) == nil
	case errors.Is(err, errRewound):
		d.rewinds++
		return d.rewinds <= maxRewinds
	case errors.Is(err, errSmaller):
		d.smaller++
		return d.smaller <= maxSmaller
	}
	return false
}

// step sends one batch and settles its answer.
func (d *drain) step(ctx context.Context, p journal.Progress) error {
	now := d.ahead
	if d.ahead = nil; now == nil || now.err != nil || now.batch.From != p.Acked.Size+1 {
		now = d.load(ctx, p)
	}
	if now.err != nil {
		return now.err
	}
	batch, coded := now.batch, now.coded
	start := d.s.o.Clock()
	next := d.prepare(ctx, p, batch)
	ack, err := d.s.push(ctx, d.link, batch.From, coded)
	d.ahead = next()
	if err != nil {
		d.ahead = nil
		return d.failed(ctx, p, err, len(coded), len(now.push.Lines))
	}
	d.s.pace.carried(len(coded), d.s.o.Clock().Sub(start))
	d.sure = true
	if ack.Acked < batch.Head.Size {
		return fmt.Errorf("%w: %d of %d", errShort, ack.Acked, batch.Head.Size)
	}
	return d.settle(ctx, p, ack, batch)
}

// prepare loads the next batch while this one is on its way, on a line that has shown to
// carry full batches; a slow line's next batch waits for what this one teaches. The
// returned function waits for it; it is nil where nothing was prepared.
func (d *drain) prepare(ctx context.Context, p journal.Progress, batch journal.Batch) (wait func() *parcel) {
	if len(batch.Lines) < wire.MaxEntries || batch.Head.Size >= p.Head.Size {
		return func() *parcel { return nil }
	}
	ready := make(chan *parcel, 1)
	go func() { ready <- d.load(ctx, journal.Progress{Head: p.Head, Acked: batch.Head}) }()
	return func() *parcel { return <-ready }
}

// load takes a batch from the outbox and codes it, smaller when it comes out too large.
func (d *drain) load(ctx context.Context, p journal.Progress) *parcel {
	lines, bytes := d.s.pace.ask()
	for {
		out := &parcel{batch: journal.Batch{From: p.Acked.Size + 1, Head: p.Head}}
		if p.Waiting() > 0 {
			if out.batch, out.err = d.s.o.Outbox.Batch(ctx, p.Acked.Size+1, lines, bytes); out.err != nil {
				out.err = fmt.Errorf("read the outbox: %w", out.err)
				return out
			}
			if n := len(out.batch.Lines); n == 0 || out.batch.Head.Size != out.batch.From+int64(n)-1 {
				out.err = fmt.Errorf("outbox: %d lines from %d with a head of %d", n, out.batch.From, out.batch.Head.Size)
				return out
			}
		}
		var plain int
		if out.push, plain, out.err = d.pack(out.batch); out.err != nil {
			return out
		}
		if out.coded, out.err = wire.EncodePush(out.push); out.err == nil {
			d.s.pace.learn(plain, len(out.coded))
		}
		if n := len(out.batch.Lines); n > 1 && (errors.Is(out.err, wire.ErrTooLarge) || len(out.coded) > wire.TargetCoded) {
			lines = n / 2
			continue
		}
		return out
	}
}

// pack signs the head and leaves out what cannot travel.
func (d *drain) pack(batch journal.Batch) (wire.Push, int, error) {
	signed, err := journal.SignHead(d.link.Keys.Private, d.link.Journal, batch.Head)
	if err != nil {
		return wire.Push{}, 0, err
	}
	push := wire.Push{Client: d.s.o.Program, Schema: hall.SchemaOf, Head: signed, Lines: make([][]byte, len(batch.Lines))}
	copy(push.Lines, batch.Lines)
	plain := len(signed)
	for i, line := range batch.Lines {
		if !wire.CanTravel(line) || len(batch.Lines) == 1 && d.s.pace.refused(line) {
			push.Omit(i)
			continue
		}
		plain += len(line)
	}
	return push, plain, nil
}

// settle compares the county's root with the device's own and moves the outbox to the
// end of the batch. The county may hold more, when an answer was lost: those positions
// are sent once again, because only so their verdicts come.
func (d *drain) settle(ctx context.Context, p journal.Progress, ack wire.Ack, batch journal.Batch) error {
	own := batch.Head
	if ack.Acked != own.Size {
		var err error
		if own, err = d.headAt(ctx, p, ack.Acked); err != nil {
			return err
		}
	}
	if own != ack.Head {
		return errFork
	}
	err := d.s.o.Outbox.Settle(ctx, journal.Receipt{Epoch: ack.Epoch, Acked: batch.Head, Time: ack.Time, Exceptions: ack.Results})
	if err != nil {
		return fmt.Errorf("settle the outbox: %w", err)
	}
	d.pushed += batch.Head.Size - p.Acked.Size
	d.attention += int64(len(ack.Results))
	d.s.progressed(max(0, p.Head.Size-batch.Head.Size))
	return nil
}

// headAt is the device's own head when its journal had size entries. The county cannot
// hold entries the device never wrote: then the device was restored from a backup.
func (d *drain) headAt(ctx context.Context, p journal.Progress, size int64) (journal.Head, error) {
	switch {
	case size == 0:
		var empty journal.Edge
		return empty.Head(), nil
	case size == p.Head.Size:
		return p.Head, nil
	case size > p.Head.Size:
		return journal.Head{}, errAhead
	}
	batch, err := d.s.o.Outbox.Batch(ctx, size, 1, 1)
	if err != nil {
		return journal.Head{}, fmt.Errorf("read the outbox: %w", err)
	}
	return batch.Head, nil
}

// failed learns from a failure and turns it into what the round does next.
func (d *drain) failed(ctx context.Context, p journal.Progress, err error, coded, lines int) error {
	var broken *breakError
	if errors.As(err, &broken) {
		if !broken.portal && broken.retryAfter == 0 && (broken.carried || broken.bytes > 0) {
			d.s.pace.broke(broken.bytes)
		}
		return err
	}
	var e *wire.Error
	if !errors.As(err, &e) {
		return err
	}
	d.sure = true
	switch e.Code {
	case wire.BadDigest:
		d.s.pace.halve(coded)
		return fmt.Errorf("%w: %w", errSmaller, err)
	case wire.TooLarge:
		if lines <= 1 && !d.s.pace.refuse(p.Acked.Size+1) {
			return err
		}
		d.s.pace.halve(coded)
		return fmt.Errorf("%w: %w", errSmaller, err)
	case wire.Gap:
		return d.rewind(ctx, p, e)
	case wire.JournalFork:
		return errFork
	}
	return err
}

// rewind follows a county that holds less than the device believed: it was restored.
// The county's root over what it does hold must still be the device's own.
func (d *drain) rewind(ctx context.Context, p journal.Progress, e *wire.Error) error {
	if e.Head == nil || e.Epoch == "" || e.Acked >= p.Acked.Size {
		return e
	}
	own, err := d.headAt(ctx, p, e.Acked)
	if err != nil {
		return err
	}
	if own != *e.Head {
		return errFork
	}
	d.s.o.Log.Warn("county holds less than it acknowledged, refilling", "journal", d.link.Journal, "from", e.Acked+1)
	err = d.s.o.Outbox.Settle(ctx, journal.Receipt{Epoch: e.Epoch, Acked: own, Time: d.s.o.Clock().UTC()})
	if err != nil {
		return fmt.Errorf("rewind the outbox: %w", err)
	}
	return errRewound
}
