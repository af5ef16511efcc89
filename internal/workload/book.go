package workload

import (
	"time"

	"bianmin/hall"
)

// Book is what the township knows of itself, kept beside the program and never read from it:
// the registers must come to the same.
type Book struct {
	cases map[string]*line // by full number
	Acts  int              // acts that were done
}

// line is a case in the book; it is long because a register's line is.
type line struct {
	received hall.Date
	recorded time.Time
	matter   string
	village  string
	counter  string
	mode     hall.ServiceMode
	last     hall.Date // the earlier deadline as the slip says it; zero for none
	ended    hall.Date
	endedAt  time.Time // recorded
	done     bool      // completed, not ended otherwise
	void     time.Time
	bag      string // id of the bag it came in, empty for none
	agent    string
}

// Count is what the book says of a span of days.
type Count struct {
	Received int `json:"received"`
	Early    int `json:"early"`
	OnTime   int `json:"on_time"`
	Late     int `json:"late"`
	Other    int `json:"other"`
	Open     int `json:"open"`
}

// Count counts as the hall knew it at an instant: by the day of receipt, or of the end.
func (b *Book) Count(basis hall.FigureBasis, from, to hall.Date, asOf time.Time, only func(matter, village, counter string, mode hall.ServiceMode) bool) Count {
	var c Count
	in := func(d hall.Date) bool { return !d.Before(from) && !d.After(to) }
	for _, l := range b.cases {
		if l.recorded.After(asOf) || !l.void.IsZero() && !l.void.After(asOf) || only != nil && !only(l.matter, l.village, l.counter, l.mode) {
			continue
		}
		ended := !l.ended.IsZero() && !l.endedAt.After(asOf)
		if basis == hall.ByReceived && !in(l.received) || basis == hall.ByEnded && (!ended || !in(l.ended)) {
			continue
		}
		c.Received++
		switch {
		case !ended:
			c.Open++
		case !l.done:
			c.Other++
		case l.last.IsZero() || l.ended == l.last:
			c.OnTime++
		case l.ended.Before(l.last):
			c.Early++
		default:
			c.Late++
		}
	}
	return c
}

// Cases is how many cases are in the book, void ones too.
func (b *Book) Cases() int { return len(b.cases) }
