package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/bag"
)

// defaultCounter is the counter of a device that has no name for its own.
const defaultCounter = "综合窗口"

// onBag writes what acts makes of a bag as it stands inside the act, all or nothing.
func (s *Session) onBag(
	ctx context.Context, key string, r Right, acts func(Tx, *bag.Bag) ([]hall.Body, error),
) (*bag.Bag, error) {
	if err := s.need(r); err != nil {
		return nil, err
	}
	var after *bag.Bag
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		b, err := bagBy(ctx, tx, key)
		if err != nil {
			return err
		}
		if err := s.needOn(r, b.Hands()...); err != nil {
			return err
		}
		bodies, err := acts(tx, b)
		if err != nil {
			return err
		}
		after, err = s.onto(ctx, tx, b, bodies...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return after, nil
}

// onto writes bodies on a bag, and tells its case when it has another carrier then.
func (s *Session) onto(ctx context.Context, tx Tx, b *bag.Bag, bodies ...hall.Body) (*bag.Bag, error) {
	for _, body := range bodies {
		if err := s.append(ctx, tx, b.ID, time.Time{}, body); err != nil {
			return nil, err
		}
	}
	after, err := record[bag.Bag](ctx, tx, b.ID)
	if err != nil {
		return nil, err
	}
	if after.Custody.Holder == b.Custody.Holder && after.Errand.Agent == b.Errand.Agent && after.Errand.Case == b.Errand.Case {
		return after, nil
	}
	return after, s.carryCase(ctx, tx, after)
}

// bagBy finds a bag by id, number, or the code of its seal.
func bagBy(ctx context.Context, from Records, key string) (*bag.Bag, error) {
	b, missing := record[bag.Bag](ctx, from, key)
	if hall.KindOf(missing) != hall.NotFound || key == "" {
		return b, missing
	}
	sealed, err := records[bag.Bag](ctx, from, hall.RecordQuery{Key: key, OpenOnly: true, Limit: 2})
	switch {
	case err != nil:
		return nil, err
	case len(sealed) > 1:
		return nil, hall.Refuse("这个封条号不止一个资料袋在用", "请写资料袋编号")
	case len(sealed) == 0 || sealed[0].Seal != key:
		return nil, missing
	}
	return sealed[0], nil
}

// has is nil when the bag is in the hands of the person signed in, or at a counter they work at.
func (s *Session) has(b *bag.Bag) error {
	return s.hasHand(b.Custody.Holder, "资料袋 "+b.No.Spoken()+" 不在您手里")
}

func (s *Session) hasHand(h bag.Hand, say string) error {
	if h == bag.OfStaff(s.staff.ID) || h.At == bag.AtWindow && s.Can(RightBagCounter) {
		return nil
	}
	return hall.Forbid(say, "请现在拿着的人来办，或先办交接")
}

// counter is the counter of this device.
func (s *Session) counter() bag.Hand {
	if s.office.Counter == "" {
		return bag.OfCounter(defaultCounter)
	}
	return bag.OfCounter(s.office.Counter)
}

// receiver is the hand the person signed in takes with what was offered to a hand: their own, or
// the counter they work at.
func (s *Session) receiver(to bag.Hand) (bag.Hand, error) {
	if to.At == bag.AtWindow {
		return s.counter(), s.need(RightBagCounter)
	}
	if to != bag.OfStaff(s.staff.ID) {
		return bag.Hand{}, hall.Forbid("这不是交给您的", "请让被交给的人来接收")
	}
	return to, nil
}

// Bag by id, number or seal.
func (s *Session) Bag(ctx context.Context, key string) (*bag.Bag, error) {
	if err := s.need(RightBagRead); err != nil {
		return nil, err
	}
	b, err := bagBy(ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	return b, s.needOn(RightBagRead, b.Hands()...)
}

// Bags are the errands that are not over, oldest first; an agent's own for an agent.
func (s *Session) Bags(ctx context.Context) ([]*bag.Bag, error) {
	if err := s.need(RightBagRead); err != nil {
		return nil, err
	}
	q := hall.RecordQuery{OpenOnly: true}
	if me := s.own(RightBagRead); me != "" {
		q.Key = bag.HandKey(me)
	}
	return records[bag.Bag](ctx, s.parts.Records, q)
}

// BagsOf are the open bags a person of the hall answers for: in their hands, or theirs to fetch.
func (s *Session) BagsOf(ctx context.Context, staff string) ([]*bag.Bag, error) {
	if err := s.needOn(RightBagRead, staff); err != nil {
		return nil, err
	}
	return records[bag.Bag](ctx, s.parts.Records, hall.RecordQuery{Owner: staff, OpenOnly: true})
}

// BoardBag is a bag on the custody board.
type BoardBag struct {
	Bag      *bag.Bag
	Holder   string        // as a screen says it
	Standing hall.Standing // of the leg that runs, or of the result that waits
}

// BoardStage is a column of the custody board, most urgent first.
type BoardStage struct {
	Stage bag.Stage
	Bags  []BoardBag
}

// Board (代办看板) is where every open bag is.
type Board struct {
	Day    hall.Date
	Stages []BoardStage
}

// CustodyBoard is the board of today; an agent sees their own bags on it.
func (s *Session) CustodyBoard(ctx context.Context) (Board, error) {
	out := Board{Day: s.Today()}
	open, err := s.Bags(ctx)
	if err != nil {
		return out, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return out, err
	}
	columns := map[bag.Stage][]BoardBag{}
	for _, b := range open {
		line := BoardBag{Bag: b, Holder: s.HandName(ctx, b.Custody.Holder), Standing: b.LegStanding(cal, out.Day)}
		ready, err := s.resultReady(ctx, b)
		if err != nil {
			return out, err
		}
		stage := b.StageOf(!ready.IsZero())
		if stage == bag.StageResult {
			by := bag.FetchBy(cal, ready)
			line.Standing = bag.StandingOn(cal, &by, out.Day)
		}
		columns[stage] = append(columns[stage], line)
	}
	for _, stage := range bag.Stages() {
		urgentFirst(columns[stage])
		out.Stages = append(out.Stages, BoardStage{Stage: stage, Bags: columns[stage]})
	}
	return out, nil
}

// resultReady is when the case of a bag that was handed in came to a result, zero before that.
func (s *Session) resultReady(ctx context.Context, b *bag.Bag) (time.Time, error) {
	if b.State != bag.HandedIn {
		return time.Time{}, nil
	}
	c, err := s.parts.Reader.Case(ctx, b.Errand.Case)
	if hall.KindOf(err) == hall.NotFound { // taken in on another device
		return time.Time{}, nil
	}
	if err != nil || c.State.Open() {
		return time.Time{}, err
	}
	return ended(c), nil
}

// ended is when a case came to its result: by the entry that said so, else by its last.
func ended(c *hall.Case) time.Time {
	at := c.Clocks.CompletedAt
	for _, e := range c.History {
		if e.Conflict == "" && at.IsZero() && e.Kind == hall.KindDeclined {
			at = e.At
		}
	}
	if at.IsZero() {
		at = c.History[len(c.History)-1].At
	}
	return at
}

// HandName is a pair of hands as a screen says it.
func (d *Desk) HandName(ctx context.Context, h bag.Hand) string {
	switch h.At {
	case bag.AtPrincipal:
		return "委托人"
	case bag.AtStaff:
		return d.staffName(ctx, h.Who)
	}
	if h.Who == "" {
		return "任一窗口"
	}
	return h.Who
}

// urgentFirst puts the least days left first, what has no limit last.
func urgentFirst(list []BoardBag) {
	slices.SortStableFunc(list, func(a, b BoardBag) int {
		switch {
		case a.Standing.Due == nil && b.Standing.Due == nil:
			return 0
		case a.Standing.Due == nil:
			return 1
		case b.Standing.Due == nil:
			return -1
		}
		return cmp.Compare(a.Standing.Left, b.Standing.Left)
	})
}
