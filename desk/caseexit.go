package desk

import (
	"context"

	"bianmin/hall"
)

// Withdraw (撤回申请) lets the applicant take the application back. The papers go back; to the
// applicant when nobody else is named.
func (s *Session) Withdraw(ctx context.Context, key string, w hall.Withdrawn) (*hall.Case, error) {
	if err := tidy("撤回的理由", &w.Reason, mostReason); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightWithdraw, key, func(*hall.Case) (hall.Body, error) {
		w.BackTo = orSelf(w.BackTo)
		return w, nil
	})
}

// Transfer (转告他机关) tells the applicant that another organ decides. The papers go back.
func (s *Session) Transfer(ctx context.Context, key string, t hall.Transferred) (*hall.Case, error) {
	if err := tidyAll(typed{"机关", &t.Organ, mostName}, typed{"转告的理由", &t.Reason, mostReason}); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightTransfer, key, func(c *hall.Case) (hall.Body, error) {
		if err := s.stillToTell(ctx, c); err != nil {
			return nil, err
		}
		t.Told, t.BackTo = s.toldOr(t.Told, c), orSelf(t.BackTo)
		return t, nil
	})
}

// Return (逾期未补正退件) gives the papers back of who did not supply in time, by a cited rule.
// Only the director may.
func (s *Session) Return(ctx context.Context, key string, r hall.Returned) (*hall.Case, error) {
	if err := tidyAll(typed{"退件的依据", &r.Basis, mostName}, typed{"退件的理由", &r.Reason, mostReason}); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightReturn, key, func(c *hall.Case) (hall.Body, error) {
		r.Told, r.BackTo = s.toldOr(r.Told, c), orSelf(r.BackTo)
		return r, nil
	})
}

// Archive (归档) puts the file of a finished case away.
func (s *Session) Archive(ctx context.Context, key, place string) (*hall.Case, error) {
	if err := tidy("存放的位置", &place, mostName); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightArchive, key, func(*hall.Case) (hall.Body, error) { return hall.Archived{Place: place}, nil })
}

func orSelf(to string) string {
	if to == "" {
		return hall.DeliveryHands()[0]
	}
	return to
}
