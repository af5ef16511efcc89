package station

import (
	"context"

	"bianmin/hall/journal"
	"bianmin/localdb"
	"bianmin/sync"
)

// Light is what the window's sync light (状态灯) is built from: figures counted from the
// journal, and what the last try came to.
type Light struct {
	db      *localdb.DB
	sync    *sync.Syncer
	changed chan struct{}
}

// Progress says how far the journal has reached the county, counted from the journal.
func (l *Light) Progress(ctx context.Context) (journal.Progress, error) { return l.db.Progress(ctx) }

// Enrolled reports whether the device knows a county.
func (l *Light) Enrolled(ctx context.Context) (bool, error) {
	link, err := l.db.Link(ctx)
	return link.Hall != "", err
}

// Trouble is why the last try failed, in Chinese; empty when it did not.
func (l *Light) Trouble() string {
	if s := l.sync.State(); s.Failing {
		return s.Reason
	}
	return ""
}

// Busy reports whether entries are on their way now.
func (l *Light) Busy() bool { return l.sync.State().Busy }

// Changed is written to after something changed; a change not yet read swallows the next.
func (l *Light) Changed() <-chan struct{} { return l.changed }

// Kick asks for a try now. It never blocks.
func (l *Light) Kick() { l.sync.Kick() }

func (l *Light) wake() {
	select {
	case l.changed <- struct{}{}:
	default:
	}
}
