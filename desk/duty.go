package desk

import (
	"context"

	"bianmin/hall"
)

// OfferCase (提出移交) asks a colleague to answer for a case. Only its holder may, and it stays
// with them until it is taken.
func (s *Session) OfferCase(ctx context.Context, key, to, reason string) (*hall.Case, error) {
	if err := tidy("移交的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightHandOver, key, func(c *hall.Case) (hall.Body, error) {
		if c.Holder != s.staff.ID {
			return nil, hall.Forbid("这件不由您负责", "请现在负责的人来移交，或请主任指定")
		}
		err := s.mayHold(ctx, to)
		return hall.Offered{To: to, Reason: reason}, err
	})
}

// TakeCase (接手) is the acceptance of the colleague it was offered to.
func (s *Session) TakeCase(ctx context.Context, key string) (*hall.Case, error) {
	return s.onCase(ctx, RightHandOver, key, func(c *hall.Case) (hall.Body, error) {
		if c.Duty.Offered != "" && c.Duty.Offered != s.staff.ID {
			return nil, hall.Forbid("这件不是移交给您的", "请被移交的人来接手")
		}
		return hall.TakenOver{}, nil
	})
}

// AssignCase (主任指定) makes somebody answer for a case without their acceptance, with a reason.
func (s *Session) AssignCase(ctx context.Context, key, to, reason string) (*hall.Case, error) {
	if err := tidy("指定的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightAssign, key, func(*hall.Case) (hall.Body, error) {
		err := s.mayHold(ctx, to)
		return hall.Assigned{To: to, Reason: reason}, err
	})
}

// CarryCase (交代办员) gives the papers of a case to an agent of the hall, who sees the case
// from then on.
func (s *Session) CarryCase(ctx context.Context, key, agent string) (*hall.Case, error) {
	return s.onCase(ctx, RightCarry, key, func(*hall.Case) (hall.Body, error) {
		p, err := s.colleague(ctx, agent)
		if err == nil && !p.Has(hall.RoleAgent) {
			err = hall.Refuse("这位工作人员不是代办员", "请选名册里的代办员")
		}
		return hall.Carried{Agent: agent}, err
	})
}

// mayHold is nil when somebody works here and a role of theirs lets them finish a case.
func (s *Session) mayHold(ctx context.Context, staff string) error {
	p, err := s.colleague(ctx, staff)
	if err != nil {
		return err
	}
	if holder := (&Session{Desk: s.Desk, staff: p}); !holder.Can(RightComplete) {
		return hall.Refuse("这位工作人员的岗位不能办件", "请选窗口人员、首席代表、值班长或主任")
	}
	return nil
}
