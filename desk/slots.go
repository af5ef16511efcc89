package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"bianmin/hall"
	"bianmin/hall/counter"
	"bianmin/hall/workday"
)

// SlotState is a stretch of a day that can be booked, with the places it has left (余号) for
// this device.
type SlotState struct {
	Counter hall.CounterName // none in a hall without counters
	Slot    hall.Slot        // as long as the services need
	Quota   int
	Left    int
}

// SlotQuery asks for the slots of a day. Counter narrows to one, by code or name; Matters to
// the counters that do them all, and makes the slots as long as they need.
type SlotQuery struct {
	Day     hall.Date
	Counter string
	Matters []string // catalogue codes
}

// offer is a way to take a booking.
type offer struct {
	run  counter.Run
	name hall.CounterName
}

// request is a slot query with its names looked up.
type request struct {
	SlotQuery
	matters []hall.Matter
	device  hall.DeviceCode
	except  string // id of the appointment that is moved
}

// Slots lists the slots of a day at every counter with the places left. A day off has none.
func (d *Desk) Slots(ctx context.Context, day hall.Date) ([]SlotState, error) {
	return d.SlotsFor(ctx, SlotQuery{Day: day})
}

// SlotsFor lists the slots of a day that a query asks for, by time and then by counter.
func (d *Desk) SlotsFor(ctx context.Context, q SlotQuery) ([]SlotState, error) {
	r, err := d.request(ctx, q)
	if err != nil {
		return nil, err
	}
	return d.states(ctx, r)
}

func (d *Desk) states(ctx context.Context, r request) ([]SlotState, error) {
	offers, err := d.offers(ctx, d.parts.Records, r)
	if err != nil || len(offers) == 0 {
		return nil, err
	}
	booked, err := d.parts.Bookings.Appointments(ctx, r.Day)
	if err != nil {
		return nil, err
	}
	out := make([]SlotState, len(offers))
	for i, o := range offers {
		left, err := o.run.Left(r.device, func(q hall.PlaceQuery) (int, error) {
			q.Except = r.except
			return counter.Taken(q, booked), nil
		})
		if err != nil {
			return nil, err
		}
		out[i] = SlotState{Counter: o.name, Slot: o.run.Slot(), Quota: o.run.Quota(), Left: left}
	}
	return out, nil
}

// request looks the matters up. One that is not taken in on the day is refused.
func (d *Desk) request(ctx context.Context, q SlotQuery) (request, error) {
	r := request{SlotQuery: q}
	office, err := d.parts.Register.Office(ctx)
	if err != nil {
		return r, err
	}
	r.device = office.Device
	for _, code := range q.Matters {
		if slices.ContainsFunc(r.matters, func(m hall.Matter) bool { return m.Code == code }) {
			continue
		}
		m, err := d.parts.Library.Matter(ctx, code)
		if err != nil {
			return r, err
		}
		if err := m.Snapshot().Open(q.Day); err != nil {
			return r, err
		}
		r.matters = append(r.matters, m)
	}
	return r, nil
}

// offers are the ways to take a booking on a day, by time and then by counter. A hall without
// counters has the hours of the house for everybody.
func (d *Desk) offers(ctx context.Context, from Records, r request) ([]offer, error) {
	cal, err := d.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	all, err := counters(ctx, from)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return d.withoutCounters(cal, r)
	}
	if _, err := hall.WorksOn(cal, r.Day); err != nil {
		return nil, err
	}
	fit, err := r.counters(all)
	if err != nil {
		return nil, err
	}
	var out []offer
	for _, c := range fit {
		places, err := c.Places(cal, r.Day)
		if err != nil {
			return nil, err
		}
		for _, run := range counter.Runs(places, c.Services.Length(r.codes())) {
			out = append(out, offer{run, c.CounterName()})
		}
	}
	slices.SortStableFunc(out, func(a, b offer) int { return cmp.Compare(a.run.Slot().From(), b.run.Slot().From()) })
	return out, nil
}

func (d *Desk) withoutCounters(cal workday.Calendar, r request) ([]offer, error) {
	if r.Counter != "" {
		return nil, hall.Missing("本厅还没有设窗口", "不写窗口也可以约；要分窗口的，请先设窗口（appoint counter set）")
	}
	places, err := counter.HallPlaces(d.plan, cal, r.Day)
	if err != nil {
		return nil, err
	}
	var out []offer
	for _, run := range counter.Runs(places, max(1, len(r.matters))) {
		out = append(out, offer{run: run})
	}
	return out, nil
}

// errNoCounter is behind the refusal of services that no counter does together.
var errNoCounter = errors.New("no counter does them all")

// counters are those that may take the booking: the one asked for, or all that do the matters.
func (r request) counters(all []*counter.Counter) ([]*counter.Counter, error) {
	if r.Counter != "" {
		c, err := pickCounter(all, r.Counter)
		if err != nil {
			return nil, err
		}
		all = []*counter.Counter{c}
	}
	var fit []*counter.Counter
	for _, c := range all {
		does := !slices.ContainsFunc(r.matters, func(m hall.Matter) bool { return !c.Services.Does(m.Code, m.Domain) })
		if does && c.On(r.Day) {
			fit = append(fit, c)
		}
	}
	if len(fit) > 0 || len(r.matters) == 0 {
		return fit, nil
	}
	say, next := "没有一个窗口办这件事", "请核对事项，或看各窗口办什么（appoint counters）"
	switch {
	case r.Counter != "":
		say = all[0].Name + "不办这些事项，或不接受预约"
	case len(r.matters) > 1:
		say, next = "没有一个窗口同时办这几样", "请分开预约"
	}
	return nil, &hall.Error{Kind: hall.Invalid, Say: say, Next: next, Err: errNoCounter}
}

func (r request) codes() []string {
	var out []string
	for _, m := range r.matters {
		out = append(out, m.Code)
	}
	return out
}

func (r request) names() []hall.MatterName {
	var out []hall.MatterName
	for _, m := range r.matters {
		out = append(out, hall.MatterName{Code: m.Code, Name: m.Name})
	}
	return out
}
