package localdb

import (
	"context"
	"sync"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// published is what every intake needs and hardly anything changes: the matters asked for,
// the calendar, the office and its people, decoded, as of one value of edge.published. Every process
// that changes one of them raises that counter in the same transaction, and every look
// here reads it first, so nobody works with what another process replaced. What it gives
// is shared and must not be changed. It is safe for concurrent use.
type published struct {
	mu       sync.Mutex
	version  int64
	matters  map[string]hall.Matter
	calendar *workday.Calendar
	office   *hall.Office
	staff    []hall.Staff // nil when not read
}

// at empties the cache when it is of another version. The caller holds mu.
func (p *published) at(version int64) {
	if p.matters == nil || p.version != version {
		p.version, p.matters, p.calendar, p.office, p.staff = version, map[string]hall.Matter{}, nil, nil, nil
	}
}

const publishedNow = `SELECT published FROM edge WHERE one = 1`

// known gives what is kept if it is of the version there is now, or else loads and keeps
// it; kept and keep run with mu held.
func known[T any](ctx context.Context, db *DB, kept func(*published) (T, bool), load func(*view) (T, error), keep func(*published, T)) (T, error) {
	var (
		none    T
		version int64
		p       = &db.published
	)
	if err := db.reads.look(ctx, publishedNow, &version); err != nil {
		return none, err
	}
	p.mu.Lock()
	p.at(version)
	value, ok := kept(p)
	p.mu.Unlock()
	if ok {
		return value, nil
	}
	v, err := db.view(ctx)
	if err != nil {
		return none, err
	}
	defer v.close()
	if _, err := v.get(ctx, publishedNow, nil, []any{&version}); err != nil { // as this view has it
		return none, err
	}
	if value, err = load(v); err != nil {
		return none, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at(version)
	keep(p, value)
	return value, nil
}

// publish makes every process read what it keeps of the catalogue, calendar, office and people again.
func (tx *Tx) publish(ctx context.Context) error {
	return tx.exec(ctx, `UPDATE edge SET published = published + 1 WHERE one = 1`)
}
