package desk

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"bianmin/hall"
	"bianmin/hall/ticket"
	"bianmin/hall/visit"
)

// TicketDraw is what is said at the door desk. Everything may be empty.
type TicketDraw struct {
	Queue    string    // empty means ticket.Plain
	Priority string    // code of one of ticket.Priorities
	Born     hall.Date // as read from a card that was shown; only whether the person is old is kept
	Matter   string    // catalogue code
	Checked  bool      // the papers were looked at (门口预审); needs a matter
	Present  []string  // materials seen; what is missing is worked out
}

// DrawTicket (取号) gives a number. With Checked, the ticket says what is still missing.
func (s *Session) DrawTicket(ctx context.Context, d TicketDraw) (*ticket.Ticket, error) {
	if err := s.need(RightTicketDraw); err != nil {
		return nil, err
	}
	if err := tidy("队名", &d.Queue, mostPlace); err != nil {
		return nil, err
	}
	asked, err := s.askedAtDoor(ctx, d)
	if err != nil {
		return nil, err
	}
	return openRecord[ticket.Ticket](ctx, s, ticket.Letter, time.Time{}, func(_ Tx, no hall.RecordNo) (hall.Body, error) {
		return ticket.Drawing{No: no, Hall: s.office.Code, Day: s.Today(), Queue: cmp.Or(d.Queue, ticket.Plain), Asked: asked}, nil
	})
}

func (s *Session) askedAtDoor(ctx context.Context, d TicketDraw) (ticket.Asked, error) {
	out := ticket.Asked{Priority: d.Priority}
	old := ticket.DefaultParameters().IsElder(d.Born, s.Today())
	switch {
	case old && d.Priority == "":
		out.Priority = ticket.Elder
	case d.Priority == ticket.Elder && !d.Born.IsZero() && !old:
		return out, hall.Refuse(fmt.Sprintf("不满 %d 岁，不能按老年人取优先号", ticket.DefaultParameters().ElderYears), "有别的优先缘由的，请改选；没有的取普通号")
	}
	if (d.Checked || len(d.Present) > 0) && d.Matter == "" {
		return out, hall.Refuse("门口预审要写是办什么事", "请写事项代码（--matter）")
	}
	seen, err := s.preCheck(ctx, d.Matter, d.Present)
	if err != nil || seen == nil {
		return out, err
	}
	out.Matter = seen.Matter
	if d.Checked || len(d.Present) > 0 {
		out.Checked, out.Present, out.Missing = true, seen.Present, seen.Missing
	}
	return out, nil
}

// TicketCall asks for the next ticket of a queue, or for a certain one.
type TicketCall struct {
	Queue   string // empty means ticket.Plain
	Counter string // empty means the device's own
	Ticket  string // number or id; empty means whose turn it is
}

// CallTicket (叫号) calls a ticket to a counter. It is picked inside the act, so that two
// counters never call the same one. A counter ends what it called before it calls the next.
func (s *Session) CallTicket(ctx context.Context, c TicketCall) (*ticket.Ticket, error) {
	if err := s.need(RightTicketCall); err != nil {
		return nil, err
	}
	office, err := s.parts.Register.Office(ctx)
	if err != nil {
		return nil, err
	}
	c.Queue, c.Counter = cmp.Or(c.Queue, ticket.Plain), cmp.Or(c.Counter, office.Counter)
	if err := tidy("窗口", &c.Counter, mostPlace); err != nil {
		return nil, err
	}
	var after *ticket.Ticket
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		day, err := s.ticketsOn(ctx, tx, s.Today())
		if err != nil {
			return err
		}
		if err := s.freeToCall(ctx, day, c.Counter, ""); err != nil {
			return err
		}
		t := ticket.DefaultParameters().Next(day, c.Queue, c.Counter)
		if c.Ticket != "" {
			if t, err = s.ticket(ctx, tx, c.Ticket); err != nil {
				return err
			}
		}
		if t == nil {
			return hall.Missing(c.Queue+"没有人在等", "请稍后再叫")
		}
		if err := s.append(ctx, tx, t.ID, time.Time{}, ticket.Calling{Counter: c.Counter}); err != nil {
			return err
		}
		after, err = record[ticket.Ticket](ctx, tx, t.ID)
		return err
	})
	return after, err
}

// RecallTicket (重呼) calls a ticket once more.
func (s *Session) RecallTicket(ctx context.Context, key string) (*ticket.Ticket, error) {
	return s.ticketAct(ctx, RightTicketCall, key, func(_ Tx, t *ticket.Ticket) (hall.Body, error) {
		return ticket.Recalling{}, s.mayTurn(t.Caller())
	})
}

// ParkTicket (过号) puts a called ticket aside. It comes back after some others.
func (s *Session) ParkTicket(ctx context.Context, key string) (*ticket.Ticket, error) {
	return s.ticketAct(ctx, RightTicketCall, key, func(_ Tx, t *ticket.Ticket) (hall.Body, error) {
		return ticket.Parking{}, s.mayTurn(t.Caller())
	})
}

// ReturnTicket (重新排队) puts a ticket back into its queue at once, at its old place.
func (s *Session) ReturnTicket(ctx context.Context, key string) (*ticket.Ticket, error) {
	return s.endTurn(ctx, key, ticket.Returning{})
}

// LeaveTicket (离开) ends a ticket whose person went away.
func (s *Session) LeaveTicket(ctx context.Context, key string) (*ticket.Ticket, error) {
	return s.endTurn(ctx, key, ticket.Leaving{})
}

// ForwardTicket (转窗口) sends a ticket to another queue, or to one counter of its own. It keeps its place.
func (s *Session) ForwardTicket(ctx context.Context, key, queue, counter string) (*ticket.Ticket, error) {
	if err := tidy("队名", &queue, mostPlace); err != nil {
		return nil, err
	}
	if err := tidy("窗口", &counter, mostPlace); err != nil {
		return nil, err
	}
	if queue == "" && counter == "" {
		return nil, hall.Refuse("没有写转到哪里", "请写队名（--queue）或窗口（--counter）")
	}
	return s.ticketAct(ctx, RightTicketCall, key, func(_ Tx, t *ticket.Ticket) (hall.Body, error) {
		return ticket.Forwarding{Queue: cmp.Or(queue, t.Queue), Counter: counter}, nil
	})
}

// ServeTicket (到窗口) says that the person sits at the counter: with the visit it became, or
// with none for a question answered on the spot. OpenVisit does both at once.
func (s *Session) ServeTicket(ctx context.Context, key, visitKey string) (*ticket.Ticket, error) {
	return s.ticketAct(ctx, RightTicketCall, key, func(tx Tx, t *ticket.Ticket) (hall.Body, error) {
		if err := s.mayTurn(t.Caller()); err != nil {
			return nil, err
		}
		if visitKey == "" {
			return ticket.Serving{}, nil
		}
		v, err := record[visit.Visit](ctx, tx, visitKey)
		if err != nil {
			return nil, err
		}
		return ticket.Serving{Visit: v.ID}, v.Running("办理")
	})
}

// Ticket by number of today, record number or id.
func (s *Session) Ticket(ctx context.Context, key string) (*ticket.Ticket, error) {
	if err := s.need(RightTicketRead); err != nil {
		return nil, err
	}
	return s.ticket(ctx, s.parts.Records, key)
}

// Tickets of a day, oldest first, conflicts with them.
func (s *Session) Tickets(ctx context.Context, day hall.Date) ([]*ticket.Ticket, error) {
	if err := s.need(RightTicketRead); err != nil {
		return nil, err
	}
	return s.ticketsOn(ctx, s.parts.Records, day)
}

// endTurn takes a ticket out of its turn. One that a counter has called is that counter's.
func (s *Session) endTurn(ctx context.Context, key string, b hall.Body) (*ticket.Ticket, error) {
	return s.ticketAct(ctx, RightTicketDraw, key, func(_ Tx, t *ticket.Ticket) (hall.Body, error) {
		if t.State == ticket.Called {
			return b, s.mayTurn(t.Caller())
		}
		return b, nil
	})
}

func (s *Session) ticketAct(ctx context.Context, r Right, key string, body func(Tx, *ticket.Ticket) (hall.Body, error)) (*ticket.Ticket, error) {
	if err := s.need(r); err != nil {
		return nil, err
	}
	t, err := s.ticket(ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	return onRecord(ctx, s, t.ID, body)
}

// ticket finds a ticket by the number called today, its record number or id.
func (s *Session) ticket(ctx context.Context, from Records, key string) (*ticket.Ticket, error) {
	plain := ticket.Plainly(key)
	if plain == "" {
		return record[ticket.Ticket](ctx, from, key)
	}
	found, err := records[ticket.Ticket](ctx, from, hall.RecordQuery{Key: plain, From: s.Today(), To: s.Today(), Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, hall.Missing("今天没有这个号", "请核对号码，例如 A7-012")
	}
	return found[0], nil
}

func (s *Session) ticketsOn(ctx context.Context, from Records, day hall.Date) ([]*ticket.Ticket, error) {
	return records[ticket.Ticket](ctx, from, hall.RecordQuery{From: day, To: day})
}
