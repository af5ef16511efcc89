package workload

import (
	"container/heap"
	"sync"
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// Clock is the township's clock: it only goes forward, from event to event.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time it shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// set moves the clock; a time in its past leaves it where it is.
func (c *Clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.now) {
		c.now = t
	}
}

// event is something that happens at an instant. Those of one instant happen in the order
// they were planned, so that a seed gives one history.
type event struct {
	at  time.Time
	seq int
	do  func() error
}

// agenda is what is going to happen.
type agenda struct {
	events []event
	seq    int
}

// Len implements heap.Interface.
func (a *agenda) Len() int { return len(a.events) }

// Less implements heap.Interface.
func (a *agenda) Less(i, j int) bool {
	x, y := a.events[i], a.events[j]
	if x.at.Equal(y.at) {
		return x.seq < y.seq
	}
	return x.at.Before(y.at)
}

// Swap implements heap.Interface.
func (a *agenda) Swap(i, j int) { a.events[i], a.events[j] = a.events[j], a.events[i] }

// Push implements heap.Interface.
func (a *agenda) Push(x any) {
	if e, ok := x.(event); ok {
		a.events = append(a.events, e)
	}
}

// Pop implements heap.Interface.
func (a *agenda) Pop() any {
	last := a.events[len(a.events)-1]
	a.events = a.events[:len(a.events)-1]
	return last
}

func (a *agenda) plan(at time.Time, do func() error) {
	a.seq++
	heap.Push(a, event{at, a.seq, do})
}

// next takes the first event out; false when there is none before end.
func (a *agenda) next(end time.Time) (event, bool) {
	if len(a.events) == 0 || !a.events[0].at.Before(end) {
		return event{}, false
	}
	e, ok := heap.Pop(a).(event)
	return e, ok
}

// office is an instant of a working day: minutes after 08:30, over the noon break.
func office(day hall.Date, minutes int) time.Time {
	t := day.Start().Add(8*time.Hour + 30*time.Minute + time.Duration(minutes)*time.Minute)
	if minutes >= 210 { // noon to 14:00
		t = t.Add(2 * time.Hour)
	}
	return t
}

// officeMinutes is the length of a working day.
const officeMinutes = 390

// beijing is an instant as the township's people read it.
func beijing(t time.Time) time.Time { return t.In(workday.Beijing()) }
