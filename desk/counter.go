package desk

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/counter"
)

// CounterSetting is what is typed to set a counter up or change it.
type CounterSetting struct {
	Code     string // 2
	Name     string // 2号窗口; empty keeps the name it has
	Shut     bool   // takes no appointments for the time being
	Services counter.Services
}

// SetCounter (设窗口) sets a counter up or changes what it is called and does. Matters that
// the catalogue does not have are refused.
func (s *Session) SetCounter(ctx context.Context, in CounterSetting) (*counter.Counter, error) {
	if err := s.need(RightCounter); err != nil {
		return nil, err
	}
	code := strings.ToUpper(strings.TrimSpace(in.Code))
	if err := tidy("窗口名称", &in.Name, mostReason); err != nil {
		return nil, err
	}
	for _, m := range slices.Concat(in.Services.Matters, unitCodes(in.Services)) {
		if _, err := s.parts.Library.Matter(ctx, m); err != nil {
			return nil, err
		}
	}
	id := counter.ID(s.office.Code, code)
	return s.writeCounter(ctx, id, func(c *counter.Counter) (hall.Body, error) {
		if in.Name == "" && c != nil {
			in.Name = c.Name
		}
		return counter.Setting{
			Code: code, Name: in.Name, Hall: s.office.Code, Day: s.Today(), Open: !in.Shut, Services: in.Services,
		}, nil
	})
}

func unitCodes(v counter.Services) []string {
	var out []string
	for code := range v.Units {
		out = append(out, code)
	}
	slices.Sort(out)
	return out
}

// PlanCounter (排时段) lays a weekly template down from a day on, today or later. Booked slots
// keep their time and length; the people whose slots it no longer has are returned.
func (s *Session) PlanCounter(ctx context.Context, key string, p counter.Plan) (*counter.Counter, []*hall.Appointment, error) {
	if p.From.IsZero() {
		p.From = s.Today()
	}
	return s.replan(ctx, key, p.From, hall.Date{}, p)
}

// ExceptCounter (排例外) gives one day other spans, or none. The people whose slots it no
// longer has are returned, so that somebody tells them.
func (s *Session) ExceptCounter(ctx context.Context, key string, x counter.Exception) (*counter.Counter, []*hall.Appointment, error) {
	if err := tidy("例外的原因", &x.Reason, mostReason); err != nil {
		return nil, nil, err
	}
	return s.replan(ctx, key, x.Day, x.Day, x)
}

// CloseCounter (撤销窗口) does away with a counter from a day on, today or later. The people
// booked there are returned.
func (s *Session) CloseCounter(ctx context.Context, key string, b counter.Closing) (*counter.Counter, []*hall.Appointment, error) {
	if b.From.IsZero() {
		b.From = s.Today()
	}
	if err := tidy("撤销的原因", &b.Reason, mostReason); err != nil {
		return nil, nil, err
	}
	return s.replan(ctx, key, b.From, hall.Date{}, b)
}

func (s *Session) replan(
	ctx context.Context, key string, from, to hall.Date, body hall.Body,
) (*counter.Counter, []*hall.Appointment, error) {
	if err := s.need(RightCounter); err != nil {
		return nil, nil, err
	}
	if from.Before(s.Today()) && !from.IsZero() {
		return nil, nil, hall.Refuse("不能改已经过去的日子", "请写今天或以后的日子")
	}
	c, err := s.Counter(ctx, key)
	if err != nil {
		return nil, nil, err
	}
	after, err := s.writeCounter(ctx, c.ID, func(*counter.Counter) (hall.Body, error) { return body, nil })
	if err != nil {
		return nil, nil, err
	}
	stranded, err := s.stranded(ctx, after, from, to)
	return after, stranded, err
}

// farBooking is how many days ahead a change looks for bookings it strands; bookings are
// hardly made further ahead.
const farBooking = 90

// stranded are the bookings at a counter, from a day to a day, that no slot covers any more.
// A zero end means as far as bookings go.
func (s *Session) stranded(ctx context.Context, c *counter.Counter, from, to hall.Date) ([]*hall.Appointment, error) {
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	if to.IsZero() {
		to = from.AddDays(farBooking)
	}
	expected, err := s.parts.Bookings.Expected(ctx, to)
	if err != nil {
		return nil, err
	}
	days := map[hall.Date][]*hall.Appointment{}
	for _, a := range expected {
		if a.Counter.Code == c.Code && !a.Slot.Day.Before(from) {
			days[a.Slot.Day] = append(days[a.Slot.Day], a)
		}
	}
	var out []*hall.Appointment
	for _, day := range slices.SortedFunc(maps.Keys(days), hall.Date.Compare) {
		places, err := c.Places(cal, day)
		if hall.KindOf(err) == hall.Invalid && err != nil {
			continue // the year's schedule is gone: nobody can say
		}
		if err != nil {
			return nil, err
		}
		out = append(out, counter.Stranded(places, days[day])...)
	}
	return out, nil
}

// writeCounter writes one entry on a counter, nil before its first.
func (s *Session) writeCounter(ctx context.Context, id string, body func(*counter.Counter) (hall.Body, error)) (*counter.Counter, error) {
	var after *counter.Counter
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		c, err := record[counter.Counter](ctx, tx, id)
		if err != nil && hall.KindOf(err) != hall.NotFound {
			return err
		}
		b, err := body(c)
		if err != nil {
			return err
		}
		if err := s.append(ctx, tx, id, time.Time{}, b); err != nil {
			return err
		}
		after, err = record[counter.Counter](ctx, tx, id)
		return err
	})
	return after, err
}

// Counters are all counters by code, those done away with too.
func (s *Session) Counters(ctx context.Context) ([]*counter.Counter, error) {
	if err := s.need(RightCounterRead); err != nil {
		return nil, err
	}
	return counters(ctx, s.parts.Records)
}

// Counter by code or name.
func (s *Session) Counter(ctx context.Context, key string) (*counter.Counter, error) {
	if err := s.need(RightCounterRead); err != nil {
		return nil, err
	}
	all, err := counters(ctx, s.parts.Records)
	if err != nil {
		return nil, err
	}
	return pickCounter(all, key)
}

func counters(ctx context.Context, from Records) ([]*counter.Counter, error) {
	all, err := records[counter.Counter](ctx, from, hall.RecordQuery{})
	slices.SortFunc(all, counter.ByCode)
	return all, err
}

func pickCounter(all []*counter.Counter, key string) (*counter.Counter, error) {
	key = strings.TrimSpace(key)
	for _, c := range all {
		if strings.EqualFold(c.Code, key) || c.Name == key {
			return c, nil
		}
	}
	return nil, hall.Missing("没有这个窗口", "请看有哪些窗口（appoint counters）")
}
