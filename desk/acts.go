package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"bianmin/hall"
)

// Notice (一次性告知) tells the applicant all that is missing. No items means the required
// materials not handed over; with none of those, the reason stands as the one item.
func (s *Session) Notice(ctx context.Context, key string, missing []string, reason string) (*hall.Case, error) {
	if strings.TrimSpace(reason) == "" && len(missing) == 0 {
		return nil, hall.Refuse("一次性告知必须写明要补什么、为什么", "请写理由（--reason），或逐样写缺的材料（--missing）")
	}
	if err := tidy("说明", &reason, mostReason); err != nil {
		return nil, err
	}
	missing, err := tidyItems(missing)
	if err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightNotice, key, func(c *hall.Case) (hall.Body, error) {
		if err := s.stillToTell(ctx, c); err != nil {
			return nil, err
		}
		items := slices.Clone(missing)
		if len(items) == 0 && len(c.Papers.Notices) > 0 {
			items = c.Papers.Owed
		}
		if len(items) == 0 {
			items = c.Lacking()
		}
		if len(items) == 0 {
			items = []string{reason}
		}
		return hall.Noticed{Missing: items, Reason: reason, Told: s.told(c)}, nil
	})
}

// Supply (补材料) takes in what a notice asked for and starts a fresh five days.
func (s *Session) Supply(ctx context.Context, key string, materials []hall.Material) (*hall.Case, error) {
	materials, err := tidyMaterials(materials)
	if err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightSupply, key, func(c *hall.Case) (hall.Body, error) {
		noticeBy, handOverBy := hall.IntakeDuesOf(cal, c.Rules, s.Now())
		return hall.Supplied{Materials: materials, NoticeBy: noticeBy, HandOverBy: handOverBy}, nil
	})
}

// Accept (受理) starts the clocks. A licence nobody said a word about in its five days is
// accepted by law already: then that is written down, as of the receipt of its materials.
func (s *Session) Accept(ctx context.Context, key, platformNo string) (*hall.Case, error) {
	if err := tidy("平台编号", &platformNo, mostCode); err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.draftsOn(ctx, RightAccept, key, func(c *hall.Case) ([]hall.Draft, error) { return s.accepting(c, cal, platformNo), nil })
}

// Decline (不予受理) refuses the application in writing.
func (s *Session) Decline(ctx context.Context, key, reason string) (*hall.Case, error) {
	if err := tidy("理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightDecline, key, func(c *hall.Case) (hall.Body, error) {
		if err := s.stillToTell(ctx, c); err != nil {
			return nil, err
		}
		return hall.Declined{Reason: reason, Told: s.told(c)}, nil
	})
}

// Complete (办结) ends the work on a case. No result means that of the decision, or granted.
func (s *Session) Complete(ctx context.Context, key string, done hall.Completed) (*hall.Case, error) {
	if err := tidy("办结说明", &done.Note, mostReason); err != nil {
		return nil, err
	}
	if err := tidy("平台编号", &done.PlatformNo, mostCode); err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightComplete, key, func(c *hall.Case) (hall.Body, error) {
		done.Result = cmp.Or(done.Result, c.Outcome.Result, c.DecidedElsewhere(), hall.Granted)
		if c.Clocks.DecidedAt.IsZero() {
			done.DeliverBy = hall.DeliverBy(cal, c.Rules, done.Result, s.Now())
		}
		return done, nil
	})
}

// Deliver (送达) puts the result into the applicant's hands.
func (s *Session) Deliver(ctx context.Context, key string, d hall.Delivered) (*hall.Case, error) {
	if d.How == "" {
		d.How = "当面"
	}
	if d.To == "" {
		d.To = "本人"
	}
	return s.onCase(ctx, RightDeliver, key, func(*hall.Case) (hall.Body, error) { return d, nil })
}

// Void (作废) takes a case out, with a reason. Only a director may.
func (s *Session) Void(ctx context.Context, key, reason string) (*hall.Case, error) {
	if err := tidy("作废的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightCaseVoid, key, func(*hall.Case) (hall.Body, error) { return hall.Voided{Reason: reason}, nil })
}

// onCase writes one entry on a case for who has the right: the body is made from the case as it
// stands inside the act, so that two counters never decide on an old view.
func (s *Session) onCase(ctx context.Context, r Right, key string, body func(*hall.Case) (hall.Body, error)) (*hall.Case, error) {
	return s.draftsOn(ctx, r, key, func(c *hall.Case) ([]hall.Draft, error) {
		b, err := body(c)
		return []hall.Draft{{Actor: s.staff.ID, Body: b}}, err
	})
}

// draftsOn is onCase for several entries, all or none.
func (s *Session) draftsOn(ctx context.Context, r Right, key string, drafts func(*hall.Case) ([]hall.Draft, error)) (*hall.Case, error) {
	if err := s.need(r); err != nil {
		return nil, err
	}
	var after *hall.Case
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		c, err := tx.Case(ctx, key)
		if err != nil {
			return err
		}
		if err := s.needOn(r, c.Hands()...); err != nil {
			return err
		}
		list, err := drafts(c)
		if err != nil {
			return err
		}
		if list, err = s.dated(c, list); err != nil {
			return err
		}
		if err := s.raiseDue(ctx, tx, c); err != nil { // an act in the minutes before the watch looks spares no card
			return err
		}
		for _, d := range list {
			d.Subject = c.ID
			if _, err := tx.Append(ctx, d); err != nil {
				return err
			}
		}
		if after, err = tx.Case(ctx, c.ID); err != nil {
			return err
		}
		return s.raiseAdded(ctx, tx, c, after)
	})
	if err != nil {
		return nil, err
	}
	return after, nil
}
