package desk

import (
	"context"
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/ticket"
)

// WaitingRoom (候办区) is what the screen of the waiting room shows: numbers and counters, never
// names. Tickets and appointments stand together.
type WaitingRoom struct {
	Day     hall.Date
	Calling []RoomLine // called and not there yet, the latest first
	Waiting []RoomLine // appointments first, then tickets in the order they will be called; a counter where one is fixed
	Parked  []RoomLine
}

// RoomLine is a ticket or an appointment on the screen.
type RoomLine struct {
	Number  string
	Queue   string // BookedQueue for an appointment
	Counter string
}

// BookedQueue is the queue of those who have an appointment.
const BookedQueue = "预约"

// WaitingRoom shows who is called where and who is next, queue by queue.
func (s *Session) WaitingRoom(ctx context.Context) (WaitingRoom, error) {
	w := WaitingRoom{Day: s.Today()}
	day, err := s.Tickets(ctx, w.Day)
	if err != nil {
		return w, err
	}
	booked, err := s.parts.Bookings.Appointments(ctx, w.Day)
	if err != nil {
		return w, err
	}
	type call struct {
		at   journal.Clock
		line RoomLine
	}
	var calls []call
	for _, a := range booked {
		line := RoomLine{a.No.Spoken(), BookedQueue, a.At().Name}
		switch a.State {
		case hall.AppointCalled:
			calls = append(calls, call{journal.Clock{Millis: a.Queue.CalledAt.UnixMilli()}, line})
		case hall.AppointArrived:
			w.Waiting = append(w.Waiting, line)
		case hall.AppointParked:
			w.Parked = append(w.Parked, RoomLine{line.Number, BookedQueue, ""})
		}
	}
	for _, t := range day {
		switch t.State {
		case ticket.Called:
			calls = append(calls, call{t.Calls[len(t.Calls)-1].Clock, RoomLine{t.Number, t.Queue, t.Counter}})
		case ticket.Parked:
			w.Parked = append(w.Parked, RoomLine{t.Number, t.Queue, ""})
		}
	}
	slices.SortStableFunc(calls, func(a, b call) int { return b.at.Compare(a.at) })
	for _, c := range calls {
		w.Calling = append(w.Calling, c.line)
	}
	for _, t := range ticket.DefaultParameters().Foresee(day) {
		w.Waiting = append(w.Waiting, RoomLine{t.Number, t.Queue, t.Wanted})
	}
	return w, nil
}

// freeToCall is nil when a counter, by name, has nobody called who is not there yet: it ends one
// call before the next. Except is an appointment's id that may stand called.
func (s *Session) freeToCall(ctx context.Context, tickets []*ticket.Ticket, at, except string) error {
	number := ""
	for _, t := range tickets {
		if t.State == ticket.Called && t.Counter == at {
			number = t.Number
		}
	}
	booked, err := s.parts.Bookings.Appointments(ctx, s.Today())
	if err != nil {
		return err
	}
	for _, a := range booked {
		if a.State == hall.AppointCalled && a.Queue.At.Name == at && a.ID != except {
			number = a.No.Spoken()
		}
	}
	if number == "" || at == "" {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("%s还叫着 %s 号", at, number), "人来了的请开始办理（serve），没来的请过号（park），再叫下一个")
}

// Stranded are the people expected from today on whose slot no counter has any more: it was
// closed, or the day has an exception. Earliest first; they stay here until somebody moves or
// cancels their booking.
func (s *Session) Stranded(ctx context.Context) ([]*hall.Appointment, error) {
	if err := s.need(RightAppointRead); err != nil {
		return nil, err
	}
	all, err := counters(ctx, s.parts.Records)
	if err != nil {
		return nil, err
	}
	var out []*hall.Appointment
	for _, c := range all {
		lost, err := s.stranded(ctx, c, s.Today(), hall.Date{})
		if err != nil {
			return nil, err
		}
		out = append(out, lost...)
	}
	slices.SortStableFunc(out, func(a, b *hall.Appointment) int { return a.Slot.Starts().Compare(b.Slot.Starts()) })
	return out, nil
}
