package app

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
)

// lampEvery is how often the light and the day are read again when nothing calls.
const lampEvery = 30 * time.Second

// lamp keeps the sync light true: it reads the journal whenever something changed.
type lamp struct {
	stage  *stage.Stage
	source Light
	top    *kit.TopBar
	pulse  func() // on the window's goroutine, after something changed

	cancel context.CancelFunc
	done   sync.WaitGroup
	busy   bool
	again  bool
	last   reading
}

func newLamp(s *stage.Stage, source Light, top *kit.TopBar, pulse func()) *lamp {
	l := &lamp{stage: s, source: source, top: top, pulse: pulse}
	l.read()
	ctx, cancel := context.WithCancel(s.Context())
	l.cancel = cancel
	l.done.Add(1)
	go l.watch(ctx)
	return l
}

// stop ends the watching and waits for it.
func (l *lamp) stop() {
	l.cancel()
	l.done.Wait()
}

func (l *lamp) watch(ctx context.Context) {
	defer l.done.Done()
	tick := time.NewTicker(lampEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.source.Changed():
		case <-tick.C:
		}
		fyne.Do(func() {
			l.read()
			l.pulse()
		})
	}
}

// reading is one look at journal and line.
type reading struct {
	chip     present.Chip
	waiting  int64
	enrolled bool
}

// read shows the light as it is now; the newest wish wins.
func (l *lamp) read() {
	if l.busy {
		l.again = true
		return
	}
	l.busy = true
	stage.Do(l.stage, func(ctx context.Context) (reading, error) {
		p, err := l.source.Progress(ctx)
		if err != nil {
			return reading{}, err
		}
		enrolled, err := l.source.Enrolled(ctx)
		if err != nil {
			return reading{}, err
		}
		link := present.Link{Enrolled: enrolled, Busy: l.source.Busy(), Trouble: l.source.Trouble()}
		return reading{present.Light(p, link, l.stage.Today()), p.Waiting(), enrolled}, nil
	}, func(r reading, err error) {
		l.busy = false
		if err != nil {
			l.top.SetSync(kit.ChipRed, "读不到本机记录")
		} else {
			l.top.SetSync(stage.Chip(r.chip.Mark), r.chip.Text)
			if r.enrolled && r.waiting > l.last.waiting {
				l.source.Kick() // something new was written down
			}
			l.last = r
		}
		if l.again {
			l.again = false
			l.read()
		}
	})
}
