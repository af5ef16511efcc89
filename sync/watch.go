package sync

import (
	"context"
	"errors"
	"time"

	"bianmin/hall"
)

// The pauses of Watch.
const (
	firstPause  = 2 * time.Second
	longPause   = 300 * time.Second
	returnPause = 30 * time.Second // spread of many halls whose line returns at once
	kickPause   = 30 * time.Second // a failing county is not tried more often for a kick
	alertPause  = time.Hour        // after an answer that waiting alone does not mend
)

// Kick says that there is something to send, or that a person asks for it. It never blocks.
func (s *Syncer) Kick() { signal(s.kick) }

// LineUp says that the network came back: the next try comes within rand(0, 30 s). It never blocks.
func (s *Syncer) LineUp() { signal(s.line) }

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Watch sends whenever there is something to send, until the context ends. It never
// gives up; a timer always runs.
func (s *Syncer) Watch(ctx context.Context) {
	failures := 0
	for ctx.Err() == nil {
		report, err := s.Once(ctx)
		if ctx.Err() != nil {
			break
		}
		if err == nil || report.Pushed > 0 {
			failures = 0
		}
		wait := s.pauseAfter(err, failures)
		if err != nil {
			failures++
		}
		if s.rest(ctx, wait, err) {
			failures = 0 // the line returned
		}
	}
	s.change(func(st *State) { st.NextTry = time.Time{} })
}

// pauseAfter is how long to rest after a round, if nothing calls.
func (s *Syncer) pauseAfter(err error, failures int) time.Duration {
	if err == nil || hall.KindOf(err) == hall.NotFound {
		return s.o.Idle
	}
	if hall.KindOf(err) == hall.Rejected {
		return alertPause - s.jitter(alertPause/4)
	}
	longest := longPause
	if failures < 8 { // 2 s·2⁸ is past the cap
		longest = min(longPause, firstPause<<failures)
	}
	wait := s.jitter(longest)
	var broken *breakError
	if errors.As(err, &broken) && broken.retryAfter > 0 {
		wait = broken.retryAfter + wait
	}
	return wait
}

// rest waits, and says whether it was cut short because the line returned.
func (s *Syncer) rest(ctx context.Context, wait time.Duration, err error) (lineBack bool) {
	now := s.o.Clock()
	began, next := now, now.Add(wait)
	var broken *breakError
	asked := errors.As(err, &broken) && broken.retryAfter > 0
	for {
		s.change(func(st *State) { st.NextTry = next })
		timer := time.NewTimer(next.Sub(s.o.Clock()))
		select {
		case <-ctx.Done():
			timer.Stop()
			return false
		case <-timer.C:
			return lineBack
		case <-s.kick:
			switch {
			case asked: // the county named a time
			case err != nil && hall.KindOf(err) == hall.Unreachable:
				next = earlier(next, began.Add(kickPause))
			default:
				timer.Stop()
				return false
			}
		case <-s.line:
			if !asked {
				next, lineBack = earlier(next, s.o.Clock().Add(s.jitter(returnPause))), true
			}
		}
		timer.Stop()
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// jitter is a random duration from 0 to most.
func (s *Syncer) jitter(most time.Duration) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Duration(s.o.Random.Int64N(int64(most) + 1))
}

// sleep waits, unless the context ends first.
func (s *Syncer) sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
