package desk

import (
	"context"
	"fmt"
	"time"

	"bianmin/hall"
	"bianmin/hall/ident"
)

// SlotState is a slot of a day with the places it has left (余号).
type SlotState struct {
	Slot  hall.Slot
	Quota int
	Left  int
}

// Booking is what is typed to make an appointment. Slot and name are required, and a
// phone or a document number.
type Booking struct {
	Day    hall.Date
	Start  string // 09:30
	Matter string // catalogue code, may be empty
	Person Applicant
}

// Slots lists the slots of a day with the places left. A day off has none.
func (d *Desk) Slots(ctx context.Context, day hall.Date) ([]SlotState, error) {
	cal, err := d.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	slots, err := d.plan.Slots(cal, day)
	if err != nil {
		return nil, err
	}
	booked, err := d.parts.Bookings.Appointments(ctx, day)
	if err != nil {
		return nil, err
	}
	out := make([]SlotState, len(slots))
	for i, slot := range slots {
		out[i] = SlotState{Slot: slot, Quota: d.plan.Quota, Left: d.plan.Quota}
		for _, a := range booked {
			if a.State != hall.AppointCancelled && a.Slot.Start == slot.Start {
				out[i].Left = max(0, out[i].Left-1)
			}
		}
	}
	return out, nil
}

// Book takes a place in a slot and gives it a number. A full slot, a slot in the past and
// a day off are refused with what to do instead.
func (s *Session) Book(ctx context.Context, b Booking) (*hall.Appointment, error) {
	if err := s.need(RightAppoint); err != nil {
		return nil, err
	}
	slot, err := s.slot(ctx, b)
	if err != nil {
		return nil, err
	}
	in, err := tidied(Intake{Applicant: b.Person})
	if err != nil {
		return nil, err
	}
	person, err := (&plan{in: in}).applicant(s.Today())
	if err != nil {
		return nil, err
	}
	matter, err := s.matterName(ctx, b.Matter)
	if err != nil {
		return nil, err
	}
	office, err := s.parts.Register.Office(ctx)
	if err != nil {
		return nil, err
	}
	id, err := s.newID()
	if err != nil {
		return nil, err
	}
	var made *hall.Appointment
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		if err := s.place(ctx, tx, slot); err != nil {
			return err
		}
		if err := s.knownPerson(ctx, tx, &person); err != nil {
			return err
		}
		n, err := tx.Next(ctx, "appointment", slot.Day)
		if err != nil {
			return err
		}
		booked := hall.Booked{No: hall.NewAppointNo(slot.Day, office.Device, n), Hall: office.Code, Slot: slot, Matter: matter, Person: person}
		if err := s.append(ctx, tx, id, time.Time{}, booked); err != nil {
			return err
		}
		made, err = tx.Appointment(ctx, id)
		return err
	})
	return made, err
}

// CancelAppointment gives the place back.
func (s *Session) CancelAppointment(ctx context.Context, key, reason string) (*hall.Appointment, error) {
	if err := tidy("取消的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onAppointment(ctx, key, hall.Cancelled{Reason: reason})
}

// CheckIn (签到) says the person came.
func (s *Session) CheckIn(ctx context.Context, key string) (*hall.Appointment, error) {
	a, err := s.Appointment(ctx, key)
	if err != nil {
		return nil, err
	}
	if a.Slot.Day.After(s.Today()) {
		return nil, hall.Forbid(fmt.Sprintf("预约 %s 是%s的，今天不能签到", a.No.Spoken(), a.Slot.Day.Han()), "人今天来了的，请取消这个预约，直接受理")
	}
	return s.onAppointment(ctx, key, hall.Arrived{})
}

// Appointments of a day, by slot.
func (s *Session) Appointments(ctx context.Context, day hall.Date) ([]*hall.Appointment, error) {
	if err := s.need(RightAppointRead); err != nil {
		return nil, err
	}
	return s.parts.Bookings.Appointments(ctx, day)
}

// Appointment by id or number.
func (s *Session) Appointment(ctx context.Context, key string) (*hall.Appointment, error) {
	if err := s.need(RightAppointRead); err != nil {
		return nil, err
	}
	return s.parts.Bookings.Appointment(ctx, key)
}

func (s *Session) slot(ctx context.Context, b Booking) (hall.Slot, error) {
	if b.Day.Before(s.Today()) {
		return hall.Slot{}, hall.Refuse("不能预约过去的日子", "请选今天或以后的工作日")
	}
	states, err := s.Slots(ctx, b.Day)
	if err != nil {
		return hall.Slot{}, err
	}
	if len(states) == 0 {
		return hall.Slot{}, hall.Refuse(fmt.Sprintf("%s（%s）不上班，不能预约", b.Day.Han(), b.Day.WeekdayHan()), "请选一个工作日")
	}
	for _, st := range states {
		if st.Slot.Start == b.Start {
			if !st.Slot.Starts().Add(time.Duration(st.Slot.Minutes) * time.Minute).After(s.Now()) {
				return hall.Slot{}, hall.Refuse("这个时段已经过去", "请选后面的时段")
			}
			return st.Slot, nil
		}
	}
	return hall.Slot{}, hall.Refuse("没有这个时段", fmt.Sprintf("当天第一个时段是 %s，每 %d 分钟一个", states[0].Slot.Start, states[0].Slot.Minutes))
}

// place refuses a full slot. It counts inside the act, so that two windows of one
// device never sell the same place twice.
func (s *Session) place(ctx context.Context, tx Tx, slot hall.Slot) error {
	taken, err := tx.Taken(ctx, slot)
	if err != nil {
		return err
	}
	if taken >= s.plan.Quota {
		return hall.Refuse(fmt.Sprintf("%s %s 的号已经约满", slot.Day.HanShort(), slot.Start), "请选别的时段（appoint slots 可看余号）")
	}
	return nil
}

func (s *Session) matterName(ctx context.Context, code string) (hall.MatterName, error) {
	if code == "" {
		return hall.MatterName{}, nil
	}
	m, err := s.parts.Library.Matter(ctx, code)
	if err != nil {
		return hall.MatterName{}, err
	}
	return hall.MatterName{Code: m.Code, Name: m.Name}, nil
}

func (s *Session) onAppointment(ctx context.Context, key string, body hall.Body) (*hall.Appointment, error) {
	if err := s.need(RightAppoint); err != nil {
		return nil, err
	}
	var after *hall.Appointment
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		a, err := tx.Appointment(ctx, key)
		if err != nil {
			return err
		}
		if err := s.append(ctx, tx, a.ID, time.Time{}, body); err != nil {
			return err
		}
		after, err = tx.Appointment(ctx, a.ID)
		return err
	})
	return after, err
}

// arrive checks an appointment of today in when its person is taken in, unless that is done.
func (s *Session) arrive(ctx context.Context, tx Tx, no hall.AppointNo) error {
	a, err := tx.Appointment(ctx, string(no))
	if err != nil || a.State != hall.AppointBooked || a.Slot.Day != s.Today() {
		return err
	}
	return s.append(ctx, tx, a.ID, time.Time{}, hall.Arrived{})
}

// Holder is the applicant of an appointment as the intake form fills it.
func Holder(a *hall.Appointment) Applicant {
	p := a.Person
	return Applicant{Name: p.Name, IDType: ident.DocType(p.IDType), ID: p.IDNo, Phone: p.Phone, Village: p.Village, Contact: p.Contact}
}
