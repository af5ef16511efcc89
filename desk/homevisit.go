package desk

import (
	"context"
	"time"

	"bianmin/hall"
	"bianmin/hall/homevisit"
	"bianmin/hall/route"
	"bianmin/hall/workday"
)

// AskHomeVisit (申请上门) writes down that somebody who cannot come wants to be visited. It waits
// until a route takes it up.
func (s *Session) AskHomeVisit(ctx context.Context, h HomeVisit) (*homevisit.Request, error) {
	if err := s.need(RightVisitAsk); err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return openRecord[homevisit.Request](ctx, s, homevisit.Letter, time.Time{}, func(tx Tx, no hall.RecordNo) (hall.Body, error) {
		v, err := s.homeVisit(ctx, tx, cal, h)
		return homevisit.Asking{No: no, Hall: s.office.Code, Visit: v}, err
	})
}

// DropHomeVisit (不用上门了) ends a request nobody wants any more, with the reason.
func (s *Session) DropHomeVisit(ctx context.Context, key, why string) (*homevisit.Request, error) {
	if err := s.need(RightVisitAsk); err != nil {
		return nil, err
	}
	if err := tidy("原因", &why, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(_ Tx, r *homevisit.Request) (hall.Body, error) {
		return homevisit.Dropping{Why: why}, s.needOn(RightVisitAsk, r.Hands()...)
	})
}

// HomeVisitRequest by id or number.
func (s *Session) HomeVisitRequest(ctx context.Context, key string) (*homevisit.Request, error) {
	if err := s.need(RightVisitSee); err != nil {
		return nil, err
	}
	r, err := record[homevisit.Request](ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	return r, s.needOn(RightVisitSee, r.Hands()...)
}

// HomeVisitRequests that nobody has been to yet, the oldest first; their own for an agent.
func (s *Session) HomeVisitRequests(ctx context.Context) ([]*homevisit.Request, error) {
	if err := s.need(RightVisitSee); err != nil {
		return nil, err
	}
	all, err := records[homevisit.Request](ctx, s.parts.Records, hall.RecordQuery{OpenOnly: true})
	if err != nil {
		return nil, err
	}
	out := all[:0]
	for _, r := range all {
		if s.needOn(RightVisitSee, r.Hands()...) == nil {
			out = append(out, r)
		}
	}
	return out, nil
}

// stop is a stop of a route as typed, or as the request it takes up has it; the request is then
// planned in the same act.
func (s *Session) stop(ctx context.Context, tx Tx, cal workday.Calendar, h HomeVisit, no hall.RecordNo, goer string) (route.Visit, error) {
	if h.Request == "" {
		return s.homeVisit(ctx, tx, cal, h)
	}
	r, err := record[homevisit.Request](ctx, tx, h.Request)
	if err != nil {
		return route.Visit{}, err
	}
	v := r.Visit
	v.Request = r.ID
	return v, s.append(ctx, tx, r.ID, time.Time{}, homevisit.Planning{Route: no, Goer: goer})
}

// onRequest writes what came of a stop on the request it came of, if it came of one.
func (s *Session) onRequest(ctx context.Context, tx Tx, r *route.Route, stop int, b hall.Body) error {
	if stop < 1 || stop > len(r.Stops) || r.Stops[stop-1].Visit.Request == "" || r.Stops[stop-1].State != route.Ahead {
		return nil // the route's own entry says what is wrong, or nothing came of a request
	}
	return s.append(ctx, tx, r.Stops[stop-1].Visit.Request, time.Time{}, b)
}
