package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/trip"
)

// TripOrder is what is typed to draw up a hand-over list.
type TripOrder struct {
	FromCounter bool     // given by the counter of this device; else by the person signed in
	To          bag.Hand // a colleague, or a counter
	Bags        []string // ids, numbers or seals
}

// ListTrip (开清单) draws up one hand-over list of all the bags a trip carries, with their contents
// counted. All are sealed and in the giver's hands; nothing is offered yet.
func (s *Session) ListTrip(ctx context.Context, o TripOrder) (*trip.Trip, error) {
	if err := s.need(RightBag); err != nil {
		return nil, err
	}
	if err := s.knownHand(ctx, &o.To); err != nil {
		return nil, err
	}
	from := bag.OfStaff(s.staff.ID)
	if o.FromCounter {
		if err := s.need(RightBagCounter); err != nil {
			return nil, err
		}
		from = s.counter()
	}
	return openRecord[trip.Trip](ctx, s, trip.Letter, time.Time{}, func(tx Tx, no hall.RecordNo) (hall.Body, error) {
		b := trip.Listing{No: no, Hall: s.office.Code, Day: s.Today(), From: from, To: o.To}
		for _, key := range o.Bags {
			line, err := s.tripLine(ctx, tx, key, from)
			if err != nil {
				return nil, err
			}
			b.Bags = append(b.Bags, line)
		}
		return b, nil
	})
}

// tripLine is a bag as its line on a list of the giver.
func (s *Session) tripLine(ctx context.Context, tx Tx, key string, from bag.Hand) (trip.Line, error) {
	b, err := bagBy(ctx, tx, key)
	if err != nil {
		return trip.Line{}, err
	}
	if err := s.needOn(RightBag, b.Hands()...); err != nil {
		return trip.Line{}, err
	}
	switch {
	case b.Custody.Holder != from:
		return trip.Line{}, hall.Forbid(fmt.Sprintf("资料袋 %s 不在交出人手里", b.No.Spoken()), "清单上只写自己手里的资料袋")
	case b.Custody.Offer != nil:
		return trip.Line{}, hall.Forbid(fmt.Sprintf("资料袋 %s 已经提出交接", b.No.Spoken()), "请先收回那一次交接")
	case b.Seal == "":
		return trip.Line{}, hall.Forbid(fmt.Sprintf("资料袋 %s 还没有封好，不能交接", b.No.Spoken()), "请先封袋")
	}
	return trip.Line{Bag: b.ID, No: b.No, Papers: b.Papers.Inside}, s.unlisted(ctx, tx, b)
}

// unlisted is nil when no list that is not over has the bag.
func (s *Session) unlisted(ctx context.Context, tx Tx, b *bag.Bag) error {
	open, err := records[trip.Trip](ctx, tx, hall.RecordQuery{Key: b.ID, OpenOnly: true, Limit: 1})
	if err != nil || len(open) == 0 {
		return err
	}
	return hall.Forbid(fmt.Sprintf("资料袋 %s 已经在交接清单 %s 上", b.No.Spoken(), open[0].No.Spoken()), "请办完或作废那张清单")
}

// HandTrip (签交) is the giver's signature: every bag of the list is offered in the same act.
func (s *Session) HandTrip(ctx context.Context, key, signed string) (*trip.Trip, error) {
	if signed == "" {
		signed = bag.Signature
	}
	return s.onTrip(ctx, key, func(tx Tx, t *trip.Trip) (hall.Body, error) {
		if err := s.hasHand(t.From, fmt.Sprintf("交接清单 %s 不是您开的", t.No.Spoken())); err != nil {
			return nil, err
		}
		if t.State != trip.Listed { // the body says why not
			return trip.Handing{Signed: signed}, nil
		}
		for _, l := range t.Bags {
			b, err := record[bag.Bag](ctx, tx, l.Bag)
			if err != nil {
				return nil, err
			}
			if b.Custody.Holder != t.From || !bag.Same(b.Papers.Inside, l.Papers) {
				return nil, hall.Forbid(fmt.Sprintf("资料袋 %s 和清单上写的不一样了", b.No.Spoken()), "请作废这张清单，另开一张")
			}
			if _, err := s.onto(ctx, tx, b, bag.Offer{To: t.To, Purpose: string(t.No), List: t.ID}); err != nil {
				return nil, err
			}
		}
		return trip.Handing{Signed: signed}, nil
	})
}

// ReceiveTrip (接收) answers the whole list in one act: the bags named in not are refused or differ
// from the list and stay where they are, all others move to the receiver.
func (s *Session) ReceiveTrip(ctx context.Context, key string, not []trip.Reply) (*trip.Trip, error) {
	for i := range not {
		if err := tidy("原因", &not[i].Why, mostReason); err != nil {
			return nil, err
		}
	}
	return s.onTrip(ctx, key, func(tx Tx, t *trip.Trip) (hall.Body, error) {
		by, err := s.receiver(t.To)
		if err != nil {
			return nil, err
		}
		body := trip.Receiving{By: by}
		if body.Replies, err = replies(ctx, tx, t, not); err != nil || t.State != trip.Handed {
			return body, err
		}
		for _, r := range body.Replies {
			if err := s.answer(ctx, tx, t, by, r); err != nil {
				return nil, err
			}
		}
		return body, nil
	})
}

// replies are the answers to all bags of a list: taken, but for those named.
func replies(ctx context.Context, tx Tx, t *trip.Trip, not []trip.Reply) ([]trip.Reply, error) {
	var out []trip.Reply
	for _, r := range not {
		b, err := bagBy(ctx, tx, r.Bag)
		if err != nil {
			return nil, err
		}
		r.Bag = b.ID
		out = append(out, r)
	}
	for _, l := range t.Bags {
		if !slices.ContainsFunc(out, func(r trip.Reply) bool { return r.Bag == l.Bag }) {
			out = append(out, trip.Reply{Bag: l.Bag, Answer: trip.Taken})
		}
	}
	return out, nil
}

// answer moves a bag of the list, or ends its offer. A bag not of the list is left alone; the list
// itself refuses it.
func (s *Session) answer(ctx context.Context, tx Tx, t *trip.Trip, by bag.Hand, r trip.Reply) error {
	if !slices.ContainsFunc(t.Bags, func(l trip.Line) bool { return l.Bag == r.Bag }) {
		return nil
	}
	b, err := record[bag.Bag](ctx, tx, r.Bag)
	if err != nil {
		return err
	}
	if r.Answer == trip.Taken {
		_, err = s.onto(ctx, tx, b, bag.Taking{By: by, List: t.ID})
		return err
	}
	return s.stay(ctx, tx, t, b, r.Answer.Han()+"："+r.Why)
}

// stay ends the offer a list made of a bag, if it still stands.
func (s *Session) stay(ctx context.Context, tx Tx, t *trip.Trip, b *bag.Bag, why string) error {
	if o := b.Custody.Offer; o == nil || o.List != t.ID {
		return nil
	}
	_, err := s.onto(ctx, tx, b, bag.Staying{Reason: why, List: t.ID})
	return err
}

// DropTrip (清单作废) gives a list up; no bag moves. The giver may, and a director.
func (s *Session) DropTrip(ctx context.Context, key, why string) (*trip.Trip, error) {
	if err := tidy("作废的原因", &why, mostReason); err != nil {
		return nil, err
	}
	return s.onTrip(ctx, key, func(tx Tx, t *trip.Trip) (hall.Body, error) {
		if err := s.hasHand(t.From, fmt.Sprintf("交接清单 %s 不是您开的", t.No.Spoken())); err != nil && !s.staff.Has(hall.RoleDirector) {
			return nil, err
		}
		for _, l := range t.Bags {
			b, err := record[bag.Bag](ctx, tx, l.Bag)
			if err != nil {
				return nil, err
			}
			if err := s.stay(ctx, tx, t, b, why); err != nil {
				return nil, err
			}
		}
		return trip.Dropping{Why: why}, nil
	})
}

// onTrip writes one entry on a list, after what the body's maker wrote on its bags.
func (s *Session) onTrip(ctx context.Context, key string, body func(Tx, *trip.Trip) (hall.Body, error)) (*trip.Trip, error) {
	if err := s.need(RightBag); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(tx Tx, t *trip.Trip) (hall.Body, error) {
		if err := s.needOn(RightBag, t.Hands()...); err != nil {
			return nil, err
		}
		return body(tx, t)
	})
}

// Trip by id or number of the list.
func (s *Session) Trip(ctx context.Context, key string) (*trip.Trip, error) {
	if err := s.need(RightBagRead); err != nil {
		return nil, err
	}
	t, err := record[trip.Trip](ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	return t, s.needOn(RightBagRead, t.Hands()...)
}

// Trips are the lists not over yet, oldest first; an agent's own for an agent.
func (s *Session) Trips(ctx context.Context) ([]*trip.Trip, error) {
	if err := s.need(RightBagRead); err != nil {
		return nil, err
	}
	q := hall.RecordQuery{OpenOnly: true}
	if me := s.own(RightBagRead); me != "" {
		q.Key = bag.HandKey(me)
	}
	return records[trip.Trip](ctx, s.parts.Records, q)
}
