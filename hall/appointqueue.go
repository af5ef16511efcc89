package hall

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall/journal"
)

// Arrived (签到) says the person came. Who was marked missed and still comes is late.
type Arrived struct{}

// Called (叫号) brings the person to a counter. It is lawful once: two counters never take
// the same person, and of two calls made apart the later one is shown as a conflict.
type Called struct {
	Counter CounterName `json:"counter"`
}

// Recalled (重呼) calls again, by the same counter.
type Recalled struct {
	Counter CounterName `json:"counter"`
}

// Parked (过号) puts somebody aside who was called and is not there; they may be called again.
type Parked struct {
	Counter CounterName `json:"counter"`
}

// Forwarded (转窗口) lets the person wait for another counter. Their place stays where it was
// booked, so that nobody's slot is overfull by it.
type Forwarded struct {
	To     CounterName `json:"to"`
	Reason string      `json:"reason"`
}

// Served (办完) ends the appointment by what came of it. Counter is set when it was done after
// a call.
type Served struct {
	Counter CounterName `json:"counter,omitzero"`
	Cases   []string    `json:"cases,omitempty"` // ids
	Visit   string      `json:"visit,omitempty"` // id
}

// Missed (爽约) says that the person did not come. ByTime is set when the clock said so.
type Missed struct {
	ByTime bool `json:"by_time,omitempty"`
}

// Kind implements Body.
func (Arrived) Kind() Kind { return KindArrived }

// Kind implements Body.
func (Called) Kind() Kind { return KindCalled }

// Kind implements Body.
func (Recalled) Kind() Kind { return KindRecalled }

// Kind implements Body.
func (Parked) Kind() Kind { return KindParked }

// Kind implements Body.
func (Forwarded) Kind() Kind { return KindForwarded }

// Kind implements Body.
func (Served) Kind() Kind { return KindServed }

// Kind implements Body.
func (Missed) Kind() Kind { return KindMissed }

func (b Arrived) fits(a *Appointment) error { return a.May(KindArrived) }

func (b Arrived) put(a *Appointment, h journal.Header) {
	a.Queue.Late = a.State == AppointMissed
	a.State, a.ArrivedAt = AppointArrived, h.At
}

func (b Arrived) note(a *Appointment) string {
	if a != nil && a.State == AppointMissed {
		return "迟到，已记爽约后才来"
	}
	return ""
}

func (b Called) fits(a *Appointment) error {
	if err := a.May(KindCalled); err != nil {
		return err
	}
	return named(b.Counter)
}

func (b Called) put(a *Appointment, h journal.Header) {
	a.State, a.Queue.At, a.Queue.CalledAt = AppointCalled, b.Counter, h.At
	a.Queue.Calls++
}

func (b Called) note(*Appointment) string { return b.Counter.Name }

func (b Recalled) fits(a *Appointment) error { return a.byItsCounter(KindRecalled, b.Counter) }

func (b Recalled) put(a *Appointment, h journal.Header) {
	a.Queue.CalledAt = h.At
	a.Queue.Calls++
}

func (b Recalled) note(*Appointment) string { return b.Counter.Name }

func (b Parked) fits(a *Appointment) error { return a.byItsCounter(KindParked, b.Counter) }

func (b Parked) put(a *Appointment, _ journal.Header) { a.State = AppointParked }

func (b Parked) note(*Appointment) string { return b.Counter.Name }

func (b Forwarded) fits(a *Appointment) error {
	if err := a.May(KindForwarded); err != nil {
		return err
	}
	if strings.TrimSpace(b.Reason) == "" {
		return Refuse("转窗口要写原因", "例如：这件事由那个窗口办")
	}
	here := a.Waits()
	if a.State == AppointCalled {
		here = a.Queue.At
	}
	if here.Code == b.To.Code {
		return Refuse("人就在这个窗口，不用转", "请写要转到的另一个窗口")
	}
	return named(b.To)
}

func (b Forwarded) put(a *Appointment, _ journal.Header) {
	a.State, a.Queue.For, a.Reason = AppointArrived, b.To, b.Reason
}

func (b Forwarded) note(*Appointment) string { return "到" + b.To.Name }

func (b Served) fits(a *Appointment) error {
	if err := a.May(KindServed); err != nil {
		return err
	}
	if a.State == AppointServed && !b.adds(a) {
		return Forbid(fmt.Sprintf("预约 %s 已经办完", a.No.Spoken()), "又办了别的件，请写办件编号")
	}
	if a.State == AppointCalled && b.Counter != (CounterName{}) {
		return a.byItsCounter(KindServed, b.Counter)
	}
	return nil
}

// adds reports whether the body names a case or visit the appointment does not have yet.
func (b Served) adds(a *Appointment) bool {
	return b.Visit != "" && b.Visit != a.Queue.Visit ||
		slices.ContainsFunc(b.Cases, func(id string) bool { return !slices.Contains(a.Queue.Cases, id) })
}

func (b Served) put(a *Appointment, _ journal.Header) {
	a.State = AppointServed
	cases := slices.Clone(a.Queue.Cases)
	for _, id := range b.Cases {
		if !slices.Contains(cases, id) {
			cases = append(cases, id)
		}
	}
	a.Queue.Cases = cases
	if b.Visit != "" {
		a.Queue.Visit = b.Visit
	}
}

func (b Served) note(*Appointment) string { return b.Counter.Name }

func (b Missed) fits(a *Appointment) error { return a.May(KindMissed) }

func (b Missed) put(a *Appointment, _ journal.Header) { a.State = AppointMissed }

func (b Missed) note(*Appointment) string {
	if b.ByTime {
		return "过时未到"
	}
	return ""
}

// byItsCounter is nil when the act is done by the counter that called the person.
func (a *Appointment) byItsCounter(k Kind, c CounterName) error {
	if err := a.May(k); err != nil {
		return err
	}
	if c.Code != a.Queue.At.Code {
		return Forbid(fmt.Sprintf("预约 %s 是%s叫的号，不能由别的窗口%s", a.No.Spoken(), a.Queue.At.Name, k.Han()), "请那个窗口来办，或转窗口（forward）")
	}
	return nil
}

func named(c CounterName) error {
	if c.Code == "" || c.Name == "" {
		return Refuse("没有写是哪个窗口", "请写窗口代码，例如 2")
	}
	return nil
}
