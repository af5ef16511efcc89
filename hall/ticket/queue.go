package ticket

import (
	"cmp"
	"slices"

	"bianmin/hall/journal"
)

// Next is the ticket a counter calls next out of a queue, nil when nobody waits. All tickets of
// the day are given, in any order. Priority goes first, but not more than PriorInARow in a row
// while others wait; then the earlier drawn. A parked ticket comes back after ParkedFor other
// calls, or when nobody else is left. A ticket forwarded to a counter waits for that one.
func (p Parameters) Next(day []*Ticket, queue, counter string) *Ticket {
	calls := callsOf(day, queue)
	var prior, other, parked []*Ticket
	for _, t := range day {
		if t.Queue != queue || t.Wanted != "" && t.Wanted != counter {
			continue
		}
		switch {
		case t.State == Parked && !p.back(t, calls):
			parked = append(parked, t)
		case t.State != Waiting && t.State != Parked:
		case t.Prior():
			prior = append(prior, t)
		default:
			other = append(other, t)
		}
	}
	switch {
	case len(prior) > 0 && (len(other) == 0 || priorInARow(calls) < p.PriorInARow):
		return first(prior)
	case len(other) > 0:
		return first(other)
	}
	return first(parked)
}

// Foresee is the order in which those who wait would be called if nobody else came and everybody
// called came, queue by queue. The parked are not in it.
func (p Parameters) Foresee(day []*Ticket) []*Ticket {
	var queues []string
	for _, t := range day {
		if t.State == Waiting && !slices.Contains(queues, t.Queue) {
			queues = append(queues, t.Queue)
		}
	}
	slices.Sort(queues)
	var out []*Ticket
	for _, q := range queues {
		left, row := slices.Clone(day), priorInARow(callsOf(day, q))
		for {
			next := p.pick(left, q, row)
			if next == nil {
				break
			}
			if row++; !next.Prior() {
				row = 0
			}
			out = append(out, next)
			left = slices.DeleteFunc(left, func(t *Ticket) bool { return t == next })
		}
	}
	return out
}

// pick is the next of those who wait in a queue, wherever they were forwarded to.
func (p Parameters) pick(left []*Ticket, queue string, row int) *Ticket {
	var prior, other []*Ticket
	for _, t := range left {
		switch {
		case t.Queue != queue || t.State != Waiting:
		case t.Prior():
			prior = append(prior, t)
		default:
			other = append(other, t)
		}
	}
	if len(prior) > 0 && (len(other) == 0 || row < p.PriorInARow) {
		return first(prior)
	}
	return first(other)
}

// back reports whether enough others were called since the ticket was last called.
func (p Parameters) back(t *Ticket, calls []queueCall) bool {
	last := t.Calls[len(t.Calls)-1].Clock
	n := 0
	for _, c := range calls {
		if c.clock.Compare(last) > 0 && c.id != t.ID {
			n++
		}
	}
	return n >= p.ParkedFor
}

// queueCall is a call out of a queue.
type queueCall struct {
	clock journal.Clock
	prior bool
	id    string
}

// callsOf are the calls out of a queue, the latest first.
func callsOf(day []*Ticket, queue string) []queueCall {
	var out []queueCall
	for _, t := range day {
		for _, c := range t.Calls {
			if c.Queue == queue {
				out = append(out, queueCall{c.Clock, t.Prior(), t.ID})
			}
		}
	}
	slices.SortFunc(out, func(a, b queueCall) int { return cmp.Or(b.clock.Compare(a.clock), cmp.Compare(a.id, b.id)) })
	return out
}

// priorInARow counts the priority calls since the last ordinary one.
func priorInARow(calls []queueCall) int {
	if i := slices.IndexFunc(calls, func(c queueCall) bool { return !c.prior }); i >= 0 {
		return i
	}
	return len(calls)
}

func first(list []*Ticket) *Ticket {
	if len(list) == 0 {
		return nil
	}
	return slices.MinFunc(list, func(a, b *Ticket) int { return cmp.Or(a.DrawnAt.Compare(b.DrawnAt), cmp.Compare(a.No, b.No)) })
}
