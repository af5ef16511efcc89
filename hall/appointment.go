package hall

import (
	"fmt"
	"time"

	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

// AppointState is where an appointment stands.
type AppointState string

// The states of an appointment in this edition.
const (
	AppointBooked    AppointState = "booked"
	AppointCancelled AppointState = "cancelled"
	AppointArrived   AppointState = "arrived"
)

// Han is the state as a list shows it.
func (s AppointState) Han() string {
	switch s {
	case AppointBooked:
		return "已预约"
	case AppointCancelled:
		return "已取消"
	case AppointArrived:
		return "已到"
	}
	return string(s)
}

// Appointment (预约) is the fold of its entries.
type Appointment struct {
	ID        string       `json:"id"`
	No        AppointNo    `json:"no"`
	Hall      string       `json:"hall"`
	State     AppointState `json:"state"`
	Slot      Slot         `json:"slot"`
	Matter    MatterName   `json:"matter,omitzero"`
	Person    Person       `json:"person"`
	ArrivedAt time.Time    `json:"arrived_at,omitzero"`
	Reason    string       `json:"reason,omitempty"` // why cancelled
	History   []Event      `json:"history"`
	Last      string       `json:"last"`
}

// MatterName names a matter without its rules.
type MatterName struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Slot (时段) is a stretch of a working day that takes a number of people. A booked slot
// keeps its length when the plan changes.
type Slot struct {
	Day     Date   `json:"day"`
	Start   string `json:"start"` // 09:30, Beijing time
	Minutes int    `json:"minutes"`
}

// End is the Beijing time of day at which the slot ends.
func (s Slot) End() string {
	t, err := time.Parse("15:04", s.Start)
	if err != nil {
		return ""
	}
	return t.Add(time.Duration(s.Minutes) * time.Minute).Format("15:04")
}

// Han is the slot as printed: 「2026年11月24日（星期二） 09:30—10:00」.
func (s Slot) Han() string {
	return fmt.Sprintf("%s（%s） %s—%s", s.Day.Han(), s.Day.WeekdayHan(), s.Start, s.End())
}

// Starts is the instant the slot begins.
func (s Slot) Starts() time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s.Day.String()+" "+s.Start, workday.Beijing())
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// SlotPlan is when a hall takes appointments and how many people a slot takes.
type SlotPlan struct {
	Open    [][2]string `json:"open"`    // from, to: 08:30, 12:00
	Minutes int         `json:"minutes"` // length of a slot
	Quota   int         `json:"quota"`   // people a slot takes (余号)
}

// DefaultSlotPlan is typical practice: half hours from 08:30 to 12:00 and 14:00 to 17:00, two people each.
func DefaultSlotPlan() SlotPlan {
	return SlotPlan{Open: [][2]string{{"08:30", "12:00"}, {"14:00", "17:00"}}, Minutes: 30, Quota: 2}
}

// Slots lists the slots of a day. A day off has none; a day of a year without an
// imported schedule is refused with the year's name, never guessed.
func (p SlotPlan) Slots(cal workday.Calendar, day Date) ([]Slot, error) {
	works, err := cal.IsWorkday(day)
	if err != nil {
		return nil, &Error{Kind: Invalid, Say: err.Error(), Next: "请先导入这一年的放假安排（calendar import），再排预约", Err: err}
	}
	if !works || p.Minutes <= 0 {
		return nil, nil
	}
	var slots []Slot
	for _, span := range p.Open {
		from, err1 := time.Parse("15:04", span[0])
		to, err2 := time.Parse("15:04", span[1])
		if err1 != nil || err2 != nil {
			return nil, Refuse("预约时段的钟点写得不对", "应像 08:30 这样")
		}
		step := time.Duration(p.Minutes) * time.Minute
		for t := from; !t.Add(step).After(to); t = t.Add(step) {
			slots = append(slots, Slot{Day: day, Start: t.Format("15:04"), Minutes: p.Minutes})
		}
	}
	return slots, nil
}

// Booked (预约) takes a place in a slot.
type Booked struct {
	No     AppointNo  `json:"no"`
	Hall   string     `json:"hall"`
	Slot   Slot       `json:"slot"`
	Matter MatterName `json:"matter,omitzero"`
	Person Person     `json:"person"`
}

// Cancelled (取消预约) gives the place back.
type Cancelled struct {
	Reason string `json:"reason,omitempty"`
}

// Arrived (签到) says the person came.
type Arrived struct{}

// Kind implements Body.
func (Booked) Kind() Kind { return KindBooked }

// Kind implements Body.
func (Cancelled) Kind() Kind { return KindCancelled }

// Kind implements Body.
func (Arrived) Kind() Kind { return KindArrived }

func (b Booked) fits(a *Appointment) error {
	if a != nil {
		return Forbid("同一个预约登记了两次", "请核对预约编号")
	}
	if b.Slot.Starts().IsZero() || b.Slot.Minutes <= 0 {
		return Refuse("预约时段写得不对", "请从时段表里选")
	}
	if b.Person.Name == "" {
		return Refuse("没有预约人姓名", "请填姓名")
	}
	_, err := ParseAppointNo(string(b.No))
	return err
}

func (b Booked) put(a *Appointment, h journal.Header) {
	*a = Appointment{ID: h.Subject, No: b.No, Hall: b.Hall, State: AppointBooked, Slot: b.Slot, Matter: b.Matter, Person: b.Person}
}

func (b Cancelled) fits(a *Appointment) error { return a.May(KindCancelled) }

func (b Cancelled) put(a *Appointment, _ journal.Header) {
	a.State, a.Reason = AppointCancelled, b.Reason
}

func (b Arrived) fits(a *Appointment) error { return a.May(KindArrived) }

func (b Arrived) put(a *Appointment, h journal.Header) {
	a.State, a.ArrivedAt = AppointArrived, h.At
}

// May is nil when the appointment can be cancelled or checked in as it stands.
func (a *Appointment) May(k Kind) error {
	if a == nil {
		return Missing("没有这个预约", "请核对预约编号")
	}
	if a.State != AppointBooked {
		return Forbid(fmt.Sprintf("预约 %s %s，不能%s", a.No.Spoken(), a.State.Han(), k.Han()), "要来办事的，请重新预约或直接受理")
	}
	return nil
}
