package desk

import (
	"context"
	"slices"

	"bianmin/hall"
	"bianmin/hall/accountability"
	"bianmin/hall/complaint"
	"bianmin/hall/followup"
	"bianmin/hall/hotline"
	"bianmin/hall/rating"
	"bianmin/hall/watch"
)

// blind reports whether the person may not know of a record at all: it complains of them or
// rates them, or it is a card or a measure that would tell of such a one.
func (s *Session) blind(ctx context.Context, from Records, sort hall.Sort, id string) (bool, error) {
	if !slices.Contains([]hall.Sort{complaint.Sort, rating.Sort, followup.Sort, hotline.Sort, watch.Sort, accountability.Sort}, sort) {
		return false, nil
	}
	r, err := from.Record(ctx, sort, id)
	if err != nil {
		return false, err
	}
	switch x := r.(type) {
	case *complaint.Complaint:
		return x.Blind(s.staff), nil
	case *rating.Rating:
		return x.Is(s.staff.ID), nil
	case *followup.FollowUp:
		return x.Is(s.staff.ID), nil
	case *hotline.Order:
		return x.Blind(s.staff.ID), nil
	case *watch.Card:
		return s.blind(ctx, from, x.About.Sort, x.About.ID)
	case *accountability.Measure:
		if x.Staff == s.staff.ID {
			return false, nil
		}
		return s.blind(ctx, from, watch.Sort, r.Facts().Of)
	}
	return false, nil
}

// known leaves out of a list of open work what the person may not know of.
func (s *Session) known(ctx context.Context, from Records, list []OpenItem) ([]OpenItem, error) {
	var out []OpenItem
	for _, x := range list {
		hidden, err := s.blind(ctx, from, x.Sort, x.ID)
		if err != nil {
			return nil, err
		}
		if !hidden {
			out = append(out, x)
		}
	}
	return out, nil
}
