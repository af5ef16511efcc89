package hall

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall/journal"
)

// AppointmentBody is a body that changes an appointment; this package has them all.
type AppointmentBody interface {
	Body
	fits(a *Appointment) error            // nil, or why the act does not fit the appointment as it stands
	put(a *Appointment, h journal.Header) // only after fits returned nil
	note(a *Appointment) string           // what the timeline shows; a is before the act, nil before the first. No personal data
}

// Booked (预约) takes a place in a slot. The slot's minutes are the length of the booking, of
// all its services together; they stay when the plan changes.
type Booked struct {
	No      AppointNo    `json:"no"`
	Hall    string       `json:"hall"`
	Slot    Slot         `json:"slot"`
	Counter CounterName  `json:"counter,omitzero"`
	Matter  MatterName   `json:"matter,omitzero"`   // the first service
	Matters []MatterName `json:"matters,omitempty"` // all services, when there are several
	Person  Person       `json:"person"`
}

// Moved (改约) gives the place back and takes another. The number stays as it was printed.
type Moved struct {
	Slot    Slot        `json:"slot"`
	Counter CounterName `json:"counter,omitzero"`
	Reason  string      `json:"reason"`
}

// Cancelled (取消预约) gives the place back.
type Cancelled struct {
	Reason string `json:"reason,omitempty"`
}

// Kind implements Body.
func (Booked) Kind() Kind { return KindBooked }

// Kind implements Body.
func (Moved) Kind() Kind { return KindMoved }

// Kind implements Body.
func (Cancelled) Kind() Kind { return KindCancelled }

func (b Booked) fits(a *Appointment) error {
	if a != nil {
		return Forbid("同一个预约登记了两次", "请核对预约编号")
	}
	if err := b.Slot.whole(); err != nil {
		return err
	}
	if b.Person.Name == "" {
		return Refuse("没有预约人姓名", "请填姓名")
	}
	_, err := ParseAppointNo(string(b.No))
	return err
}

func (b Booked) put(a *Appointment, h journal.Header) {
	*a = Appointment{
		ID: h.Subject, No: b.No, Hall: b.Hall, State: AppointBooked, Slot: b.Slot, Counter: b.Counter,
		Matter: b.Matter, Matters: slices.Clone(b.Matters), Person: b.Person,
	}
}

func (b Booked) note(*Appointment) string { return "" }

func (b Moved) fits(a *Appointment) error {
	if err := a.May(KindMoved); err != nil {
		return err
	}
	if strings.TrimSpace(b.Reason) == "" {
		return Refuse("改约要写原因", "例如：本人来电改日子")
	}
	if err := b.Slot.whole(); err != nil {
		return err
	}
	if b.Slot == a.Slot && b.Counter.Code == a.Counter.Code {
		return Refuse("改约前后是同一个时段", "请选别的时段")
	}
	return nil
}

func (b Moved) put(a *Appointment, _ journal.Header) {
	a.Slot, a.Counter, a.Reason = b.Slot, b.Counter, b.Reason
}

func (b Moved) note(a *Appointment) string {
	return fmt.Sprintf("%s %s → %s %s", a.Slot.Day.HanShort(), a.Slot.Start, b.Slot.Day.HanShort(), b.Slot.Start)
}

func (b Cancelled) fits(a *Appointment) error { return a.May(KindCancelled) }

func (b Cancelled) put(a *Appointment, _ journal.Header) {
	a.State, a.Reason = AppointCancelled, b.Reason
}

func (b Cancelled) note(*Appointment) string { return "" }
