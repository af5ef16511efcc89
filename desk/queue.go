package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/counter"
	"bianmin/hall/visit"
)

// CheckIn (签到) says the person came. Nobody arrives before the day; who was marked missed
// and comes late the same day is taken.
func (s *Session) CheckIn(ctx context.Context, key string) (*hall.Appointment, error) {
	return s.onAppointment(ctx, RightAppoint, key, func(_ Tx, a *hall.Appointment) (hall.Body, error) {
		switch {
		case a.Slot.Day.After(s.Today()):
			return nil, hall.Forbid(fmt.Sprintf("预约 %s 是%s的，今天不能签到", a.No.Spoken(), a.Slot.Day.Han()), "人今天来了的，请取消这个预约，直接受理")
		case a.State == hall.AppointMissed && a.Slot.Day.Before(s.Today()):
			return nil, hall.Forbid(fmt.Sprintf("预约 %s 是%s的，已记爽约", a.No.Spoken(), a.Slot.Day.Han()), "请重新预约或直接受理")
		}
		return hall.Arrived{}, nil
	})
}

// Call (叫号) brings somebody who has arrived to a counter, by code or name. Empty means the
// counter they are booked at, or the one this device stands at. Somebody who was called
// already is refused, naming the counter that has them.
func (s *Session) Call(ctx context.Context, key, at string) (*hall.Appointment, error) {
	return s.onAppointment(ctx, RightAppointCall, key, func(tx Tx, a *hall.Appointment) (hall.Body, error) {
		if err := a.May(hall.KindCalled); err != nil {
			return nil, err
		}
		name, err := s.counterName(ctx, tx, cmp.Or(at, a.Waits().Code, s.office.Counter))
		if err != nil {
			return nil, err
		}
		tickets, err := s.ticketsOn(ctx, tx, s.Today())
		if err != nil {
			return nil, err
		}
		return hall.Called{Counter: name}, s.freeToCall(ctx, tickets, name.Name, a.ID)
	})
}

// mayTurn is nil when the person may decide on somebody a colleague called: who called them, a
// shift lead or the director. Nobody called is anybody's.
func (s *Session) mayTurn(caller string) error {
	if caller == "" || caller == s.staff.ID || s.staff.Has(hall.RoleShift) || s.staff.Has(hall.RoleDirector) {
		return nil
	}
	return hall.Forbid("这个号是别的窗口叫的", "请叫号的人来办，或请值班长处理")
}

// Recall (重呼) calls again, by the counter that called.
func (s *Session) Recall(ctx context.Context, key string) (*hall.Appointment, error) {
	return s.onAppointment(ctx, RightAppointCall, key, func(_ Tx, a *hall.Appointment) (hall.Body, error) {
		return hall.Recalled{Counter: a.Queue.At}, s.mayTurn(a.Caller())
	})
}

// Park (过号) puts somebody aside who was called and is not there. They may be called again.
func (s *Session) Park(ctx context.Context, key string) (*hall.Appointment, error) {
	return s.onAppointment(ctx, RightAppointCall, key, func(_ Tx, a *hall.Appointment) (hall.Body, error) {
		return hall.Parked{Counter: a.Queue.At}, s.mayTurn(a.Caller())
	})
}

// Forward (转窗口) lets somebody wait for another counter, with a reason.
func (s *Session) Forward(ctx context.Context, key, to, reason string) (*hall.Appointment, error) {
	if err := tidy("转窗口的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onAppointment(ctx, RightAppointCall, key, func(tx Tx, _ *hall.Appointment) (hall.Body, error) {
		name, err := s.counterName(ctx, tx, to)
		return hall.Forwarded{To: name, Reason: reason}, err
	})
}

// Served is what came of an appointment. Both may be empty: the person only asked.
type Served struct {
	Cases []string // ids or numbers
	Visit string   // id or number
}

// Serve (办完) ends an appointment by what came of it.
func (s *Session) Serve(ctx context.Context, key string, done Served) (*hall.Appointment, error) {
	if err := tidy("来访号", &done.Visit, mostCode); err != nil {
		return nil, err
	}
	return s.onAppointment(ctx, RightAppointCall, key, func(tx Tx, a *hall.Appointment) (hall.Body, error) {
		body := hall.Served{}
		if done.Visit != "" {
			v, err := record[visit.Visit](ctx, tx, done.Visit)
			if err != nil {
				return nil, err
			}
			body.Visit = v.ID
		}
		if a.State == hall.AppointCalled {
			body.Counter = a.Queue.At
		}
		for _, key := range done.Cases {
			c, err := tx.Case(ctx, key)
			if err != nil {
				return nil, err
			}
			body.Cases = append(body.Cases, c.ID)
		}
		return body, nil
	})
}

// NoShow (爽约) says that somebody did not come, once their slot has begun.
func (s *Session) NoShow(ctx context.Context, key string) (*hall.Appointment, error) {
	return s.onAppointment(ctx, RightAppointCall, key, func(_ Tx, a *hall.Appointment) (hall.Body, error) {
		if a.Slot.Starts().After(s.Now()) {
			return nil, hall.Forbid(fmt.Sprintf("预约 %s 的时段还没有到，不能记爽约", a.No.Spoken()), "人不来了的，请取消预约")
		}
		return hall.Missed{}, nil
	})
}

// markBatch is how many no-shows one act writes.
const markBatch = 200

// MarkNoShows writes down the no-shows the clock finds: bookings whose slot ended
// hall.NoShowGrace ago and for which nobody came. It returns them. Doing it twice is harmless.
func (s *Session) MarkNoShows(ctx context.Context) ([]*hall.Appointment, error) {
	if err := s.need(RightAppoint); err != nil {
		return nil, err
	}
	return s.markNoShows(ctx)
}

// noShowsDue is the clock's own marking of no-shows.
func (s *Session) noShowsDue(ctx context.Context) ([]string, error) {
	marked, err := s.markNoShows(ctx)
	var wrote []string
	for _, a := range marked {
		wrote = append(wrote, string(a.No))
	}
	return wrote, err
}

func (s *Session) markNoShows(ctx context.Context) ([]*hall.Appointment, error) {
	expected, err := s.parts.Bookings.Expected(ctx, s.Today())
	if err != nil {
		return nil, err
	}
	expected = slices.DeleteFunc(expected, func(a *hall.Appointment) bool { return a.NoShowAt().After(s.Now()) })
	var out []*hall.Appointment
	for batch := range slices.Chunk(expected, markBatch) {
		var marked []*hall.Appointment
		err := s.parts.Store.Act(ctx, func(tx Tx) error {
			marked = nil
			for _, a := range batch {
				missed, err := s.missed(ctx, tx, a.ID)
				if err != nil {
					return err
				}
				if missed != nil {
					marked = append(marked, missed)
				}
			}
			return nil
		})
		if err != nil {
			return out, err
		}
		out = append(out, marked...)
	}
	return out, nil
}

// missed writes one no-show, nil when the booking has changed or it is written already.
func (s *Session) missed(ctx context.Context, tx Tx, id string) (*hall.Appointment, error) {
	a, err := tx.Appointment(ctx, id)
	if err != nil {
		return nil, err
	}
	fact := a.NoShowID()
	known := slices.ContainsFunc(a.History, func(e hall.Event) bool { return e.Entry == fact })
	if a.State != hall.AppointBooked || a.NoShowAt().After(s.Now()) || known {
		return nil, nil
	}
	d := hall.Draft{ID: fact, Subject: id, Actor: s.staff.ID, AtMilli: a.NoShowAt().UnixMilli(), Body: hall.Missed{ByTime: true}}
	if _, err := tx.Append(ctx, d); err != nil {
		return nil, err
	}
	return tx.Appointment(ctx, id)
}

// attend ends an appointment of today when its person is taken in: they came, and this case
// came of it. A further case is added to it.
func (s *Session) attend(ctx context.Context, tx Tx, no hall.AppointNo, caseID, visit string) error {
	a, err := tx.Appointment(ctx, string(no))
	if err != nil || a.Slot.Day != s.Today() || a.State == hall.AppointCancelled {
		return err
	}
	if a.May(hall.KindArrived) == nil {
		if err := s.append(ctx, tx, a.ID, time.Time{}, hall.Arrived{}); err != nil {
			return err
		}
	}
	return s.append(ctx, tx, a.ID, time.Time{}, hall.Served{Cases: []string{caseID}, Visit: visit})
}

// counterName is the counter under a code or name. A hall without counters takes the words
// as they are.
func (s *Session) counterName(ctx context.Context, tx Tx, text string) (hall.CounterName, error) {
	if err := tidy("窗口", &text, mostCode); err != nil {
		return hall.CounterName{}, err
	}
	all, err := counters(ctx, tx)
	if err != nil || len(all) == 0 {
		return hall.CounterName{Code: text, Name: text}, err
	}
	if text == "" {
		return hall.CounterName{}, hall.Refuse("没有写是哪个窗口", "请写窗口代码，例如 "+all[0].Code)
	}
	c, err := pickCounter(all, text)
	if err != nil {
		return hall.CounterName{}, err
	}
	if c.State == counter.Closed && !s.Today().Before(c.ClosedFrom) {
		return hall.CounterName{}, hall.Forbid(c.Name+"已经撤销", "请写现在开着的窗口")
	}
	return c.CounterName(), nil
}
