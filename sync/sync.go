// Package sync carries a device's journal to the county (上传) over lines that are slow,
// cut and dishonest. Nothing it meets can lose an entry: only the county's own
// acknowledgement of a matching root moves the outbox. See DESIGN.md.
package sync

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/go-resty/resty/v2"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Outbox is the device's journal as the syncer sees it.
type Outbox interface {
	// Batch returns lines from a position on: at most maxLines, and at most maxBytes of
	// them, but at least one where there is one. Its Head is the journal's after the last line.
	Batch(ctx context.Context, from int64, maxLines, maxBytes int) (journal.Batch, error)
	// Settle moves what counts as acknowledged to the receipt's head, forward or (the
	// county was restored) back, and keeps the exceptions. The root has been compared.
	Settle(ctx context.Context, r journal.Receipt) error
	// Progress says how far the journal has reached the county.
	Progress(ctx context.Context) (journal.Progress, error)
}

// Links is the device's enrolment.
type Links interface {
	// Link returns the enrolment, zero before the first attempt. A Link without a Hall is an
	// attempt that has not been answered: its keys are tried again.
	Link(ctx context.Context) (journal.Link, error)
	SaveLink(ctx context.Context, l journal.Link) error
	// SetDevice changes the device code of numbers given from now on.
	SetDevice(ctx context.Context, d hall.DeviceCode) error
	// Office says which hall and journal this device is.
	Office(ctx context.Context) (hall.Office, error)
}

// Options are what a syncer is given. Outbox, Links and Clock are required.
type Options struct {
	Outbox    Outbox
	Links     Links
	Clock     func() time.Time
	Random    *rand.Rand        // jitter only; nil is seeded by the system
	Log       *slog.Logger      // nil: no log
	Program   string            // name and version, told to the county
	Transport http.RoundTripper // nil: one that watches progress; others are for tests
	Changed   func(State)       // called after every change of the state, never at once twice; must not block
	Silence   time.Duration     // a request without a byte for this long is given up; 0 is 45 s
	Idle      time.Duration     // Watch looks in this often when nothing calls it; 0 is 5 min
}

// Report is what one round came to.
type Report struct {
	Pushed    int64 `json:"pushed"` // entries sent that the county did not hold
	Acked     int64 `json:"acked"`  // entries the county holds now
	Pulled    int64 `json:"pulled"`
	Blobs     int64 `json:"blobs"`
	Waiting   int64 `json:"waiting"`   // entries the county does not hold
	Attention int64 `json:"attention"` // verdicts other than applied in this round
	BytesUp   int64 `json:"bytes_up"`
	BytesDown int64 `json:"bytes_down"`
}

// Syncer is one device's side of the line. It is safe for use by many goroutines; one
// batch is in flight at a time.
type Syncer struct {
	o     Options
	http  *resty.Client
	meter *meter
	turn  chan struct{} // held by whoever talks to the county
	pace  pace          // guarded by turn
	kick  chan struct{}
	line  chan struct{}

	telling sync.Mutex // held while Changed is called
	mu      sync.Mutex // guards state and Random
	state   State
}

// New returns a syncer. It starts nothing and opens no connection.
func New(o Options) *Syncer {
	if o.Random == nil {
		o.Random = rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())) //nolint:gosec // jitter
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Silence <= 0 {
		o.Silence = 45 * time.Second
	}
	if o.Idle <= 0 {
		o.Idle = 5 * time.Minute
	}
	if o.Changed == nil {
		o.Changed = func(State) {}
	}
	s := &Syncer{
		o: o, meter: &meter{silence: o.Silence}, turn: make(chan struct{}, 1),
		pace: newPace(o.Clock), kick: make(chan struct{}, 1), line: make(chan struct{}, 1),
	}
	s.http = newClient(o.Transport, s.meter)
	return s
}

// Once sends everything the county does not hold yet and returns when it is there, or
// when the line does not carry. The report is true either way. Errors are of kind
// Unreachable (nothing is lost, try later), NotFound (not enrolled), or Rejected (a person must look).
func (s *Syncer) Once(ctx context.Context) (Report, error) {
	if err := s.enter(ctx); err != nil {
		return Report{}, err
	}
	defer s.leave()
	s.begin()
	report, err := s.drain(ctx)
	s.end(report, err)
	return report, err
}

func (s *Syncer) enter(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Syncer) leave() { <-s.turn }

// drain runs one round and counts it.
func (s *Syncer) drain(ctx context.Context) (Report, error) {
	var r Report
	link, err := s.o.Links.Link(ctx)
	if err != nil {
		return r, err
	}
	office, err := s.o.Links.Office(ctx)
	if err != nil {
		return r, err
	}
	up, down := s.meter.totals()
	d := &drain{s: s, link: link}
	switch {
	case link.Hall == "":
		err = errNotEnrolled()
	case office.Journal != link.Journal:
		err = errNewJournal()
	default:
		err = d.run(ctx)
	}
	progress, perr := s.o.Outbox.Progress(context.WithoutCancel(ctx))
	upNow, downNow := s.meter.totals()
	r = Report{
		Pushed: d.pushed, Acked: progress.Acked.Size, Waiting: progress.Waiting(), Attention: d.attention,
		BytesUp: upNow - up, BytesDown: downNow - down,
	}
	return r, errors.Join(err, perr)
}
