package desk

import (
	"context"
	"fmt"
	"time"

	"bianmin/hall"
	"bianmin/hall/homevisit"
	"bianmin/hall/route"
	"bianmin/hall/workday"
)

// RoutePlan is what is typed to plan a day of home visits.
type RoutePlan struct {
	Day   hall.Date // zero means today
	Goer  string    // staff id; empty means the person signed in
	Stops []HomeVisit
}

// HomeVisit (上门) is a stop as typed. Address and Need are required, and a person, or a case that
// has one.
type HomeVisit struct {
	Person      Applicant
	Need        string // one of route.Needs
	Address     string
	Matter      string // catalogue code, may be empty
	Case        string // id or number, may be empty
	Appointment string // id or number, may be empty
	Wish        string
	Asked       hall.Date // the day it was asked for; zero means today
	Request     string    // id or number of a request for a home visit; the rest is then taken from it
}

// farthestDays is how far from today a day of a route may lie; more is a slip of the pen.
const farthestDays = 92

// PlanRoute (排路线) plans a day of home visits.
func (s *Session) PlanRoute(ctx context.Context, p RoutePlan) (*route.Route, error) {
	if err := s.need(RightRoute); err != nil {
		return nil, err
	}
	if p.Goer == "" {
		p.Goer = s.staff.ID
	}
	if p.Day.IsZero() {
		p.Day = s.Today()
	}
	if far := p.Day.Sub(s.Today()); far > farthestDays || far < -farthestDays {
		return nil, hall.Refuse("路线的日期离今天太远", "请核对日期")
	}
	if err := s.needOn(RightRoute, p.Goer); err != nil {
		return nil, err
	}
	if _, err := s.colleague(ctx, p.Goer); err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return openRecord[route.Route](ctx, s, route.Letter, time.Time{}, func(tx Tx, no hall.RecordNo) (hall.Body, error) {
		b := route.Plan{No: no, Hall: s.office.Code, Day: p.Day, Goer: p.Goer}
		for _, stop := range p.Stops {
			v, err := s.stop(ctx, tx, cal, stop, no, p.Goer)
			if err != nil {
				return nil, err
			}
			b.Visits = append(b.Visits, v)
		}
		return b, nil
	})
}

// homeVisit checks a stop as typed.
func (s *Session) homeVisit(ctx context.Context, tx Tx, cal workday.Calendar, h HomeVisit) (route.Visit, error) {
	var out route.Visit
	for what, text := range map[string]*string{"地址": &h.Address, "希望": &h.Wish} {
		if err := tidy(what, text, mostReason); err != nil {
			return out, err
		}
	}
	if h.Asked.IsZero() {
		h.Asked = s.Today()
	}
	if h.Asked.After(s.Today()) {
		return out, hall.Refuse("申请上门的日期在将来", "请核对日期")
	}
	by := route.VisitBy(cal, h.Asked)
	out = route.Visit{Need: h.Need, Address: h.Address, Wish: h.Wish, Asked: h.Asked, By: &by}
	var err error
	if out.Matter, err = s.matterName(ctx, h.Matter); err != nil {
		return out, err
	}
	if h.Appointment != "" {
		a, err := tx.Appointment(ctx, h.Appointment)
		if err != nil {
			return out, err
		}
		out.Appointment = a.ID
	}
	return s.forHome(ctx, tx, h, out)
}

// forHome puts the person in: of the case, or as typed.
func (s *Session) forHome(ctx context.Context, tx Tx, h HomeVisit, v route.Visit) (route.Visit, error) {
	if h.Case != "" {
		c, err := s.homeCase(ctx, tx, h.Case)
		if err != nil {
			return v, err
		}
		v.Case, v.Person, v.Matter = c.ID, c.Applicant, hall.MatterName{Code: c.Rules.Code, Name: c.Rules.Name}
		return v, nil
	}
	person, err := s.typedPerson(h.Person)
	if err != nil {
		return v, err
	}
	v.Person = person
	return v, s.knownPerson(ctx, tx, &v.Person)
}

// homeCase is a case of a home visit that the person signed in may see.
func (s *Session) homeCase(ctx context.Context, tx Tx, key string) (*hall.Case, error) {
	c, err := tx.Case(ctx, key)
	if err != nil {
		return nil, err
	}
	if err := s.needOn(RightCaseRead, c.Hands()...); err != nil {
		return nil, err
	}
	if c.Intake.Mode != hall.HomeVisit {
		return nil, hall.Forbid(fmt.Sprintf("办件 %s 不是上门办的", c.No.Spoken()), "请核对办件编号")
	}
	return c, nil
}

// AddStop (加一户) puts another home visit at the end of a route.
func (s *Session) AddStop(ctx context.Context, key string, h HomeVisit) (*route.Route, error) {
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.onRoute(ctx, key, func(tx Tx, r *route.Route) (hall.Body, error) {
		v, err := s.stop(ctx, tx, cal, h, r.No, r.Goer)
		return route.Addition{Visit: v}, err
	})
}

// ReorderRoute (调整顺序) changes the order the stops are driven to: every number once.
func (s *Session) ReorderRoute(ctx context.Context, key string, order []int) (*route.Route, error) {
	return s.onRoute(ctx, key, func(Tx, *route.Route) (hall.Body, error) { return route.Reordering{Order: order}, nil })
}

// StopDone (上门办了) says what came of a stop, numbered from 1. A case taken in there is named by id
// or number.
func (s *Session) StopDone(ctx context.Context, key string, stop int, result, caseKey string) (*route.Route, error) {
	if err := tidy("上门的结果", &result, mostReason); err != nil {
		return nil, err
	}
	return s.onRoute(ctx, key, func(tx Tx, r *route.Route) (hall.Body, error) {
		b := route.Serving{Stop: stop, Result: result}
		if caseKey != "" {
			c, err := s.homeCase(ctx, tx, caseKey)
			if err != nil {
				return nil, err
			}
			b.Case = c.ID
		}
		if err := s.onItsDay(r); err != nil {
			return nil, err
		}
		return b, s.onRequest(ctx, tx, r, stop, homevisit.Doing{Result: result})
	})
}

// StopMissed (没有办成) says why a stop came to nothing.
func (s *Session) StopMissed(ctx context.Context, key string, stop int, why string) (*route.Route, error) {
	if err := tidy("没有办成的原因", &why, mostReason); err != nil {
		return nil, err
	}
	return s.onRoute(ctx, key, func(tx Tx, r *route.Route) (hall.Body, error) {
		return route.Missing{Stop: stop, Why: why}, s.onRequest(ctx, tx, r, stop, homevisit.Missing{Why: why})
	})
}

// CloseRoute (结束路线) ends the day; every stop has been visited or says why not.
func (s *Session) CloseRoute(ctx context.Context, key string) (*route.Route, error) {
	return s.onRoute(ctx, key, func(Tx, *route.Route) (hall.Body, error) { return route.Closing{}, nil })
}

// onItsDay: nothing is done at a home before the day of the route.
func (s *Session) onItsDay(r *route.Route) error {
	if r.Day.After(s.Today()) {
		return hall.Forbid(fmt.Sprintf("路线 %s 是%s的，还没有到", r.No.Spoken(), r.Day.Han()), "当天办了再登记")
	}
	return nil
}

// onRoute writes one entry on a route; the one who goes may, and a director.
func (s *Session) onRoute(ctx context.Context, key string, body func(Tx, *route.Route) (hall.Body, error)) (*route.Route, error) {
	if err := s.need(RightRoute); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(tx Tx, r *route.Route) (hall.Body, error) {
		if err := s.needOn(RightRoute, r.Goer); err != nil {
			return nil, err
		}
		if r.Goer != s.staff.ID && !s.staff.Has(hall.RoleDirector) {
			return nil, hall.Forbid(fmt.Sprintf("路线 %s 不是您去的", r.No.Spoken()), "请上门的人自己登记，或请主任登记")
		}
		return body(tx, r)
	})
}

// Route by id or number.
func (s *Session) Route(ctx context.Context, key string) (*route.Route, error) {
	if err := s.need(RightRouteRead); err != nil {
		return nil, err
	}
	r, err := record[route.Route](ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	return r, s.needOn(RightRouteRead, r.Goer)
}

// Routes that are not over, by the order they were planned; an agent's own for an agent.
func (s *Session) Routes(ctx context.Context) ([]*route.Route, error) {
	if err := s.need(RightRouteRead); err != nil {
		return nil, err
	}
	return records[route.Route](ctx, s.parts.Records, hall.RecordQuery{OpenOnly: true, Owner: s.own(RightRouteRead)})
}
