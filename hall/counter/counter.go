// Package counter is the counters of a hall (窗口): what each one does, when it takes
// appointments and how many people a slot takes. A booked slot is not touched by any of it.
package counter

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "counter"

// The kinds of its entries.
const (
	KindSet      hall.Kind = "counter.set"
	KindPlanned  hall.Kind = "counter.planned"
	KindExcepted hall.Kind = "counter.excepted"
	KindClosed   hall.Kind = "counter.closed"
)

// State is how a counter stands.
type State string

// The states.
const (
	Open   State = "open"   // takes appointments
	Shut   State = "shut"   // takes none for the time being
	Closed State = "closed" // done away with from a day on
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Open:
		return "开放预约"
	case Shut:
		return "暂停预约"
	case Closed:
		return "已撤销"
	}
	return string(s)
}

// Counter (窗口) is the fold of its entries.
type Counter struct {
	hall.Trace
	Code       string      `json:"code"` // 2
	Name       string      `json:"name"` // 2号窗口
	State      State       `json:"state"`
	Services   Services    `json:"services"`
	Day        hall.Date   `json:"day"`                  // since when it stands as it is
	ClosedFrom hall.Date   `json:"closed_from,omitzero"` // the first day without it
	Plans      []Plan      `json:"plans,omitempty"`      // by the day they begin
	Exceptions []Exception `json:"exceptions,omitempty"` // by day, one a day
}

// Services are what a counter does. With neither matters nor domains it does everything.
type Services struct {
	Matters []string       `json:"matters,omitempty"` // catalogue codes
	Domains []string       `json:"domains,omitempty"` // 民政
	Units   map[string]int `json:"units,omitempty"`   // slots a matter needs, by catalogue code; one when it is not named
}

// ID is the record id of a counter. It comes from hall and code, so that two devices apart
// that set up the same counter speak of one.
func ID(division, code string) string { return hall.TimeID(division, string(Sort), code) }

// Room is the room of counters.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "窗口",
		Kinds: map[hall.Kind]string{
			KindSet: "设窗口", KindPlanned: "排时段", KindExcepted: "排例外", KindClosed: "撤销窗口",
		},
		Read: read, Open: hall.OpenRecord[Counter],
	}
}

// Facts implements hall.Record.
func (c *Counter) Facts() hall.Facts {
	return hall.Facts{Sort: Sort, State: string(c.State), Open: c.State == Open || c.State == Shut, Day: c.Day, Keys: []string{c.Code}}
}

// CounterName names the counter on bookings and papers.
func (c *Counter) CounterName() hall.CounterName { return hall.CounterName{Code: c.Code, Name: c.Name} }

// Does reports whether the counter does a matter of a domain.
func (s Services) Does(code, domain string) bool {
	if len(s.Matters)+len(s.Domains) == 0 {
		return true
	}
	return slices.Contains(s.Matters, code) || slices.Contains(s.Domains, domain)
}

// Length is how many slots these matters need together, one when none is named.
func (s Services) Length(codes []string) int {
	n := 0
	for _, code := range codes {
		n += max(1, s.Units[code])
	}
	return max(1, n)
}

// On reports whether the counter takes appointments for a day.
func (c *Counter) On(day hall.Date) bool {
	return c.State == Open || c.State == Closed && day.Before(c.ClosedFrom)
}

// PlanOn is the weekly template of a day: the one that began last. Nil before the first.
func (c *Counter) PlanOn(day hall.Date) *Plan {
	for i := len(c.Plans) - 1; i >= 0; i-- {
		if !c.Plans[i].From.After(day) {
			return &c.Plans[i]
		}
	}
	return nil
}

// ExceptionOn is what was said of one day, nil when nothing was.
func (c *Counter) ExceptionOn(day hall.Date) *Exception {
	for i := range c.Exceptions {
		if c.Exceptions[i].Day == day {
			return &c.Exceptions[i]
		}
	}
	return nil
}

// ByCode orders counters for a list: 2 before 10.
func ByCode(a, b *Counter) int {
	return cmp.Or(cmp.Compare(len(a.Code), len(b.Code)), strings.Compare(a.Code, b.Code))
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindSet:
		return hall.ReadPart[Setting, Counter](e)
	case KindPlanned:
		return hall.ReadPart[Plan, Counter](e)
	case KindExcepted:
		return hall.ReadPart[Exception, Counter](e)
	case KindClosed:
		return hall.ReadPart[Closing, Counter](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}
