package desk

import (
	"context"
	"time"

	"bianmin/hall"
	"bianmin/hall/handover"
)

// HandedOver is a hand-over that was taken, and what of it could not be moved and stays
// under the old name.
type HandedOver struct {
	HandOver *handover.HandOver
	Moved    []OpenItem
	Stuck    []OpenItem
}

// CountHandOver (离岗清点) lists everything open in a person's hands for a receiver, with a
// witness. A person counts their own; for somebody who is gone, the director does.
func (s *Session) CountHandOver(ctx context.Context, who, receiver, witness string) (*handover.HandOver, error) {
	if who == "" {
		who = s.staff.ID
	}
	if err := s.needOn(RightHandCount, who); err != nil {
		return nil, err
	}
	if err := s.threeHands(ctx, who, receiver, witness); err != nil {
		return nil, err
	}
	return openRecord[handover.HandOver](ctx, s, handover.Letter, time.Time{}, func(tx Tx, no hall.RecordNo) (hall.Body, error) {
		waiting, err := records[handover.HandOver](ctx, tx, hall.RecordQuery{Key: who, OpenOnly: true})
		if err != nil {
			return nil, err
		}
		if len(waiting) > 0 {
			return nil, hall.Forbid("已经有一张清点移交单在等接收："+string(waiting[0].No), "请先接收，或作废后重新清点")
		}
		open, err := s.openOf(ctx, tx, who)
		if err != nil {
			return nil, err
		}
		b := handover.Count{No: no, Hall: s.office.Code, Day: s.Today(), Who: who, Receiver: receiver, Witness: witness}
		for _, x := range open {
			b.Items = append(b.Items, handover.Item{Sort: x.Sort, ID: x.ID, No: x.No})
		}
		return b, nil
	})
}

// threeHands checks who is named on a hand-over.
func (s *Session) threeHands(ctx context.Context, who, receiver, witness string) error {
	people, err := s.parts.Register.Staff(ctx)
	if err != nil {
		return err
	}
	working, known := 0, false
	for _, p := range people {
		if p.Works() {
			working++
		}
		known = known || p.ID == who && !p.Left
	}
	switch {
	case !known:
		return hall.Missing("没有这位工作人员，或已经离岗", "请核对工作人员编号")
	case receiver == s.staff.ID:
		return hall.Forbid("清点的人不能自己接收，移交要两个人签字", "请写另一位接收人，或由另一人清点")
	case witness == "" && handover.NeedsWitness(working):
		return hall.Refuse("没有写监交人", "请写一位工作人员的编号（--witness）")
	}
	for _, id := range []string{receiver, witness} {
		if id == "" {
			continue
		}
		if _, err := s.colleague(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// AcceptHandOver (接收移交) is the receiver's signature; everything that can move moves.
func (s *Session) AcceptHandOver(ctx context.Context, key string) (HandedOver, error) {
	if err := s.need(RightHandCount); err != nil {
		return HandedOver{}, err
	}
	return s.takeOver(ctx, key, func(o *handover.HandOver) (hall.Body, string, error) {
		if o.Receiver != s.staff.ID {
			return nil, "", hall.Forbid("这张清点移交单不是移交给您的", "请写在单上的接收人来接收，或请主任指定")
		}
		return handover.Acceptance{}, o.Receiver, nil
	})
}

// AssignHandOver (主任指定接收) gives everything counted to somebody without their
// acceptance, with a reason.
func (s *Session) AssignHandOver(ctx context.Context, key, to, reason string) (HandedOver, error) {
	if err := s.need(RightHandAssign); err != nil {
		return HandedOver{}, err
	}
	if err := tidy("指定的原因", &reason, mostReason); err != nil {
		return HandedOver{}, err
	}
	if _, err := s.colleague(ctx, to); err != nil {
		return HandedOver{}, err
	}
	return s.takeOver(ctx, key, func(*handover.HandOver) (hall.Body, string, error) {
		return handover.Assignment{To: to, Reason: reason}, to, nil
	})
}

func (s *Session) takeOver(
	ctx context.Context, key string, body func(*handover.HandOver) (hall.Body, string, error),
) (HandedOver, error) {
	var out HandedOver
	after, err := onRecord(ctx, s, key, func(tx Tx, o *handover.HandOver) (hall.Body, error) {
		b, to, err := body(o)
		if err != nil {
			return nil, err
		}
		open, err := s.openOf(ctx, tx, o.Who)
		if err != nil {
			return nil, err
		}
		var counted []OpenItem
		for _, x := range open {
			if o.Lists(x.Sort, x.ID) {
				counted = append(counted, x)
			}
		}
		out.Moved, out.Stuck, err = s.move(ctx, tx, counted, o.Who, to, "离岗清点移交 "+string(o.No))
		return b, err
	})
	if err != nil {
		return out, err
	}
	return out, s.sift(ctx, after, &out)
}

// sift leaves out of what a hand-over shows what the person may not know of. The journal keeps all.
func (s *Session) sift(ctx context.Context, o *handover.HandOver, out *HandedOver) error {
	var err error
	if out.HandOver, err = s.siftedList(ctx, o); err != nil {
		return err
	}
	if out.Moved, err = s.known(ctx, s.parts.Records, out.Moved); err != nil {
		return err
	}
	out.Stuck, err = s.known(ctx, s.parts.Records, out.Stuck)
	return err
}

func (s *Session) siftedList(ctx context.Context, o *handover.HandOver) (*handover.HandOver, error) {
	if o == nil {
		return nil, nil
	}
	var items []handover.Item
	for _, x := range o.Items {
		hidden, err := s.blind(ctx, s.parts.Records, x.Sort, x.ID)
		if err != nil {
			return nil, err
		}
		if !hidden {
			items = append(items, x)
		}
	}
	o.Items = items
	return o, nil
}

// WithdrawHandOver (作废清点) drops a count nobody has taken.
func (s *Session) WithdrawHandOver(ctx context.Context, key, reason string) (*handover.HandOver, error) {
	if err := s.need(RightHandCount); err != nil {
		return nil, err
	}
	if err := tidy("作废的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(_ Tx, o *handover.HandOver) (hall.Body, error) {
		return handover.Withdrawal{Reason: reason}, s.needOn(RightHandCount, o.Who, o.Receiver)
	})
}

// HandOver by id or number.
func (s *Session) HandOver(ctx context.Context, key string) (*handover.HandOver, error) {
	if err := s.need(RightHandRead); err != nil {
		return nil, err
	}
	o, err := record[handover.HandOver](ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	if err := s.needOn(RightHandRead, o.Who, o.Receiver, o.Witness); err != nil {
		return nil, err
	}
	return s.siftedList(ctx, o)
}

// HandOvers are those that still wait for a receiver; a person's own for most.
func (s *Session) HandOvers(ctx context.Context) ([]*handover.HandOver, error) {
	if err := s.need(RightHandRead); err != nil {
		return nil, err
	}
	list, err := records[handover.HandOver](ctx, s.parts.Records, hall.RecordQuery{OpenOnly: true, Owner: s.own(RightHandRead)})
	for _, o := range list {
		if _, no := s.siftedList(ctx, o); no != nil {
			return nil, no
		}
	}
	return list, err
}

// handedOver is the newest hand-over of a person that is done, nil for none.
func (s *Session) handedOver(ctx context.Context, from Records, who string) (*handover.HandOver, error) {
	list, err := records[handover.HandOver](ctx, from, hall.RecordQuery{Key: who})
	if err != nil {
		return nil, err
	}
	var last *handover.HandOver
	for _, o := range list {
		if o.Who == who && o.Done() {
			last = o
		}
	}
	return last, nil
}
