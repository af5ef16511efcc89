package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/leave"
)

// LeaveSlip is what is typed to ask for leave. Kind, From and To are required; Who is the
// person signed in when empty, StandIn the other half of the post (AB岗).
type LeaveSlip struct {
	Who     string
	Kind    string
	From    hall.Date
	To      hall.Date
	StandIn string
	Reason  string
}

// Started is a leave that began or ended, with the work that moved and what could not.
type Started struct {
	Leave *leave.Leave
	Moved []OpenItem
	Stuck []OpenItem
}

// AskLeave (请假) asks for days away. The stand-in must share a role, and neither may be away
// twice at a time.
func (s *Session) AskLeave(ctx context.Context, slip LeaveSlip) (*leave.Leave, error) {
	if slip.Who == "" {
		slip.Who = s.staff.ID
	}
	if err := s.needOn(RightLeaveAsk, slip.Who); err != nil {
		return nil, err
	}
	if err := tidy("请假的事由", &slip.Reason, mostReason); err != nil {
		return nil, err
	}
	who, err := s.colleague(ctx, slip.Who)
	if err != nil {
		return nil, err
	}
	if slip.StandIn == "" {
		slip.StandIn = who.StandIn
	}
	return openRecord[leave.Leave](ctx, s, leave.Letter, time.Time{}, func(tx Tx, no hall.RecordNo) (hall.Body, error) {
		b := leave.Asking{
			No: no, Hall: s.office.Code, Day: s.Today(), Who: slip.Who, StandIn: slip.StandIn, Sort: slip.Kind,
			From: slip.From, To: slip.To, Reason: slip.Reason,
		}
		if err := b.Complete(); err != nil {
			return nil, err
		}
		return b, s.coverable(ctx, tx, who, slip.StandIn, "", slip.From, slip.To)
	})
}

// coverable is nil when a stand-in can cover these days and the person is not away already.
// but is the id of the leave the question is about, empty for a new one.
func (s *Session) coverable(ctx context.Context, from Records, who hall.Staff, standIn, but string, first, last hall.Date) error {
	other, err := s.colleague(ctx, standIn)
	if err != nil {
		return err
	}
	if err := leave.CanCover(who, other); err != nil {
		return err
	}
	for _, id := range []string{who.ID, standIn} {
		list, err := records[leave.Leave](ctx, from, hall.RecordQuery{Key: id})
		if err != nil {
			return err
		}
		for _, l := range list {
			if l.ID == but || l.Who != id || !l.Meets(first, last) {
				continue
			}
			if id == who.ID {
				return hall.Forbid(fmt.Sprintf("这几天已经请过假：%s", l.No), "请核对日期，或撤回原来的请假单")
			}
			return hall.Forbid(fmt.Sprintf("顶岗的人这几天也请了假：%s", l.No), "请另找一位顶岗的人（--stand-in）")
		}
	}
	return nil
}

// ApproveLeave (批准请假), naming another stand-in when the one asked for will not do. Nobody
// approves their own leave while somebody else could.
func (s *Session) ApproveLeave(ctx context.Context, key, standIn string) (*leave.Leave, error) {
	if err := s.need(RightLeaveApprove); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(tx Tx, l *leave.Leave) (hall.Body, error) {
		if err := s.notOwnLeave(ctx, l); err != nil {
			return nil, err
		}
		who, err := s.colleague(ctx, l.Who)
		if err != nil {
			return nil, err
		}
		cover := l.StandIn
		if standIn != "" {
			cover = standIn
		}
		return leave.Approval{StandIn: standIn}, s.coverable(ctx, tx, who, cover, l.ID, l.From, l.To)
	})
}

// notOwnLeave refuses the approval of one's own leave, unless nobody else could give it.
//
// Source: typical practice, a parameter of RulesEdition.
func (s *Session) notOwnLeave(ctx context.Context, l *leave.Leave) error {
	if l.Who != s.staff.ID {
		return nil
	}
	people, err := s.parts.Register.Staff(ctx)
	if err != nil {
		return err
	}
	other := func(p hall.Staff) bool {
		return p.ID != s.staff.ID && p.Works() && (&Session{Desk: s.Desk, staff: p}).Can(RightLeaveApprove)
	}
	if slices.ContainsFunc(people, other) {
		return hall.Forbid("自己的请假要由别人批", "请另一位主任或值班长批准")
	}
	return nil
}

// RefuseLeave (不批准) ends the slip, with a reason.
func (s *Session) RefuseLeave(ctx context.Context, key, reason string) (*leave.Leave, error) {
	if err := s.need(RightLeaveApprove); err != nil {
		return nil, err
	}
	if err := tidy("不批准的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(Tx, *leave.Leave) (hall.Body, error) { return leave.Refusal{Reason: reason}, nil })
}

// WithdrawLeave (撤回请假) takes back a leave that has not begun.
func (s *Session) WithdrawLeave(ctx context.Context, key, reason string) (*leave.Leave, error) {
	if err := s.need(RightLeaveAsk); err != nil {
		return nil, err
	}
	if err := tidy("撤回的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(_ Tx, l *leave.Leave) (hall.Body, error) {
		return leave.Withdrawal{Reason: reason}, s.needOn(RightLeaveAsk, l.Who)
	})
}

// StartLeave (开始休假) moves everything open that stands with the person to the stand-in, in
// one act. What cannot be moved is named; the stand-in covers it by standing in.
func (s *Session) StartLeave(ctx context.Context, key string) (Started, error) {
	var out Started
	if err := s.need(RightLeaveAsk); err != nil {
		return out, err
	}
	after, err := onRecord(ctx, s, key, func(tx Tx, l *leave.Leave) (hall.Body, error) {
		if err := s.needOn(RightLeaveAsk, l.Who, l.StandIn); err != nil {
			return nil, err
		}
		b := leave.Start{On: s.Today()}
		if err := b.Fits(l); err != nil {
			return nil, err
		}
		open, err := s.openOf(ctx, tx, l.Who)
		if err != nil {
			return nil, err
		}
		out.Moved, out.Stuck, err = s.move(ctx, tx, open, l.Who, l.StandIn, "请假 "+string(l.No)+"，AB岗")
		for _, x := range out.Moved {
			b.Moved = append(b.Moved, leave.Item{Sort: x.Sort, ID: x.ID, No: x.No})
		}
		return b, err
	})
	out.Leave = after
	return out, err
}

// EndLeave (销假) is the return to work on a day, zero for today; takeBack moves back what
// went to the stand-in at the start and is still open with them.
func (s *Session) EndLeave(ctx context.Context, key string, backOn hall.Date, takeBack bool, reason string) (Started, error) {
	var out Started
	if err := s.need(RightLeaveAsk); err != nil {
		return out, err
	}
	if err := tidy("销假的说明", &reason, mostReason); err != nil {
		return out, err
	}
	if backOn.IsZero() {
		backOn = s.Today()
	}
	if backOn.After(s.Today()) {
		return out, hall.Refuse("销假的日期在将来", "回来那天再销假")
	}
	after, err := onRecord(ctx, s, key, func(tx Tx, l *leave.Leave) (hall.Body, error) {
		if err := s.needOn(RightLeaveAsk, l.Who, l.StandIn); err != nil {
			return nil, err
		}
		b := leave.End{BackOn: backOn, Reason: reason}
		if err := b.Fits(l); err != nil || !takeBack {
			return b, err
		}
		open, err := s.openOf(ctx, tx, l.StandIn)
		if err != nil {
			return nil, err
		}
		mine := slices.DeleteFunc(open, func(x OpenItem) bool {
			return !slices.ContainsFunc(l.HandedTo, func(i leave.Item) bool { return i.Sort == x.Sort && i.ID == x.ID })
		})
		out.Moved, out.Stuck, err = s.move(ctx, tx, mine, l.StandIn, l.Who, "销假 "+string(l.No))
		return b, err
	})
	out.Leave = after
	return out, err
}

// CoverLeave (换人顶岗) names another stand-in of an approved leave; what the first one took
// over stays with them until moved.
func (s *Session) CoverLeave(ctx context.Context, key, standIn, reason string) (*leave.Leave, error) {
	if err := s.need(RightLeaveApprove); err != nil {
		return nil, err
	}
	if err := tidy("换人的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(tx Tx, l *leave.Leave) (hall.Body, error) {
		who, err := s.colleague(ctx, l.Who)
		if err != nil {
			return nil, err
		}
		return leave.Cover{To: standIn, Reason: reason}, s.coverable(ctx, tx, who, standIn, l.ID, l.From, l.To)
	})
}

// Leave by id or number; one's own, and those one stands in for.
func (s *Session) Leave(ctx context.Context, key string) (*leave.Leave, error) {
	if err := s.need(RightLeaveRead); err != nil {
		return nil, err
	}
	l, err := record[leave.Leave](ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	return l, s.needOn(RightLeaveRead, l.Who, l.StandIn)
}

// Leaves are the leaves that are asked for, approved or running, or all of them.
func (s *Session) Leaves(ctx context.Context, all bool) ([]*leave.Leave, error) {
	if err := s.need(RightLeaveRead); err != nil {
		return nil, err
	}
	return records[leave.Leave](ctx, s.parts.Records, hall.RecordQuery{Key: s.own(RightLeaveRead), OpenOnly: !all})
}
