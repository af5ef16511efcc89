package station

import (
	"context"
	"fmt"
	"sync"
	"time"

	"bianmin/desk"
	"bianmin/hall"
)

// The rhythm of the watch. Typical practice, parameters of RulesEdition.
const (
	watchEvery = 10 * time.Minute // by the station's clock
	watchPoll  = 15 * time.Second // how often the station's clock is looked at
)

// Watchman (值守) runs the desk's watch: at once, every ten minutes, and when a new day
// begins in Beijing. It goes by the station's clock, so a PC that slept through midnight
// catches up when it wakes.
type Watchman struct {
	desk   *desk.Desk
	clock  func() time.Time
	poll   time.Duration
	failed func(error)
	wrote  func()

	mu   sync.Mutex // one round at a time
	last time.Time  // of the last round; zero before the first
}

// Watchman of the station. It starts nothing by itself: Run does, until its context ends.
// Failed is told of a round that did not get through; the next round tries again.
func (s *Station) Watchman(failed func(error)) *Watchman {
	return &Watchman{desk: s.Desk, clock: s.Desk.Now, poll: watchPoll, failed: failed, wrote: s.Light.wake}
}

// Poll sets how often the station's clock is looked at while Run runs. Call it before.
func (w *Watchman) Poll(every time.Duration) { w.poll = every }

// Run watches until the context ends, and returns when its last round has.
func (w *Watchman) Run(ctx context.Context) {
	tick := time.NewTicker(w.poll)
	defer tick.Stop()
	for {
		if w.Due() {
			if _, err := w.Round(ctx); err != nil && ctx.Err() == nil {
				w.failed(err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Round watches once, now.
func (w *Watchman) Round(ctx context.Context) (desk.WatchReport, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = w.clock()
	report, err := w.desk.Watch(ctx)
	if report.Wrote() > 0 {
		w.wrote()
	}
	if err != nil {
		return report, fmt.Errorf("a round of the watch: %w", err)
	}
	return report, nil
}

// Due reports whether a round should run now: there was none yet, ten minutes went by, the
// day changed, or the clock was set back.
func (w *Watchman) Due() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.clock()
	gone := now.Sub(w.last)
	return w.last.IsZero() || gone >= watchEvery || gone < 0 || hall.DayOf(now) != hall.DayOf(w.last)
}
