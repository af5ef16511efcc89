package desk

import (
	"context"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/counter"
	"bianmin/hall/ident"
)

// Booking is what is typed to make an appointment. Slot and name are required, and a
// phone or a document number.
type Booking struct {
	Day     hall.Date
	Start   string   // 09:30
	Matter  string   // catalogue code, may be empty
	Matters []string // further catalogue codes: several services in one booking
	Counter string   // code or name; empty takes the counter with most places left
	Person  Applicant
}

// Reserved is what a booking came to.
type Reserved struct {
	Appointment *hall.Appointment
	Warnings    []string // sentences a clerk should see; a person decides
}

// Book is Reserve for a screen that asks for the warnings beforehand, with BookingWarnings.
func (s *Session) Book(ctx context.Context, b Booking) (*hall.Appointment, error) {
	made, err := s.Reserve(ctx, b)
	return made.Appointment, err
}

// Reserve takes a place and gives it a number: as many slots one after another as the
// services need. A full slot, a slot in the past and a day off are refused with what to do
// instead: the next free ones.
func (s *Session) Reserve(ctx context.Context, b Booking) (Reserved, error) {
	if err := s.need(RightAppoint); err != nil {
		return Reserved{}, err
	}
	person, r, err := s.read(ctx, b)
	if err != nil {
		return Reserved{}, err
	}
	warnings, err := s.bookingWarnings(ctx, person, r)
	if err != nil {
		return Reserved{}, err
	}
	id, err := s.newID()
	if err != nil {
		return Reserved{}, err
	}
	var made *hall.Appointment
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		o, err := s.pick(ctx, tx, r, b.Start)
		if err != nil {
			return err
		}
		if err := s.knownPerson(ctx, tx, &person); err != nil {
			return err
		}
		office, err := s.parts.Register.Office(ctx)
		if err != nil {
			return err
		}
		n, err := tx.Next(ctx, "appointment", r.Day)
		if err != nil {
			return err
		}
		body := hall.Booked{
			No: hall.NewAppointNo(r.Day, office.Device, n), Hall: office.Code, Slot: o.run.Slot(), Counter: o.name, Person: person,
		}
		if names := r.names(); len(names) > 0 {
			body.Matter = names[0]
			if len(names) > 1 {
				body.Matters = names
			}
		}
		if err := s.append(ctx, tx, id, time.Time{}, body); err != nil {
			return err
		}
		made, err = tx.Appointment(ctx, id)
		return err
	})
	if err != nil {
		return Reserved{}, s.elsewhere(ctx, err, r, b.Start)
	}
	return Reserved{made, warnings}, nil
}

// BookingWarnings are the sentences a clerk should see before a booking is made: the person
// has an open one for the same matter, or often did not come.
func (s *Session) BookingWarnings(ctx context.Context, b Booking) ([]string, error) {
	if err := s.need(RightAppoint); err != nil {
		return nil, err
	}
	person, r, err := s.read(ctx, b)
	if err != nil {
		return nil, err
	}
	return s.bookingWarnings(ctx, person, r)
}

func (s *Session) bookingWarnings(ctx context.Context, person hall.Person, r request) ([]string, error) {
	before, err := s.parts.Bookings.AppointmentsOf(ctx, person, s.Today().AddDays(-hall.NoShowDays))
	if err != nil {
		return nil, err
	}
	said := []string{hall.SecondBookingWarning(before, r.names()), hall.NoShowWarning(before, s.Today())}
	return slices.DeleteFunc(said, func(w string) bool { return w == "" }), nil
}

// read checks who books and looks up for what.
func (s *Session) read(ctx context.Context, b Booking) (hall.Person, request, error) {
	q := SlotQuery{Day: b.Day, Counter: b.Counter, Matters: b.Matters}
	if b.Matter != "" {
		q.Matters = append([]string{b.Matter}, b.Matters...)
	}
	if err := s.ahead(b.Day); err != nil {
		return hall.Person{}, request{}, err
	}
	r, err := s.request(ctx, q)
	if err != nil {
		return hall.Person{}, r, err
	}
	in, err := tidied(Intake{Applicant: b.Person})
	if err != nil {
		return hall.Person{}, r, err
	}
	person, err := (&plan{in: in}).applicant(s.Today())
	return person, r, err
}

// Move is where an appointment is moved to, and why. Start and Reason are required.
type Move struct {
	Day     hall.Date
	Start   string
	Counter string // code or name; empty takes the counter with most places left
	Reason  string
}

// MoveAppointment (改约) gives the place back and takes another, as long as the services need
// there. The number stays as it was printed.
func (s *Session) MoveAppointment(ctx context.Context, key string, m Move) (*hall.Appointment, error) {
	if err := s.need(RightAppoint); err != nil {
		return nil, err
	}
	if err := tidy("改约的原因", &m.Reason, mostReason); err != nil {
		return nil, err
	}
	if err := s.ahead(m.Day); err != nil {
		return nil, err
	}
	a, err := s.parts.Bookings.Appointment(ctx, key)
	if err != nil {
		return nil, err
	}
	if err := a.May(hall.KindMoved); err != nil {
		return nil, err
	}
	q := SlotQuery{Day: m.Day, Counter: m.Counter}
	for _, x := range a.Services() {
		q.Matters = append(q.Matters, x.Code)
	}
	r, err := s.request(ctx, q)
	if err != nil {
		return nil, err
	}
	r.except, r.device = a.ID, a.No.Device()
	moved, err := s.onAppointment(ctx, RightAppoint, a.ID, func(tx Tx, _ *hall.Appointment) (hall.Body, error) {
		o, err := s.pick(ctx, tx, r, m.Start)
		if err != nil {
			return nil, err
		}
		return hall.Moved{Slot: o.run.Slot(), Counter: o.name, Reason: m.Reason}, nil
	})
	if err != nil {
		return nil, s.elsewhere(ctx, err, r, m.Start)
	}
	return moved, nil
}

// CancelAppointment gives the place back.
func (s *Session) CancelAppointment(ctx context.Context, key, reason string) (*hall.Appointment, error) {
	if err := tidy("取消的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onAppointment(ctx, RightAppoint, key, func(Tx, *hall.Appointment) (hall.Body, error) {
		return hall.Cancelled{Reason: reason}, nil
	})
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

// AppointmentConflicts are the appointments with something that did not fit, latest day
// first: two counters apart called the same person, say. A person decides.
func (s *Session) AppointmentConflicts(ctx context.Context) ([]*hall.Appointment, error) {
	if err := s.need(RightAppointRead); err != nil {
		return nil, err
	}
	return s.parts.Bookings.InConflict(ctx)
}

// Overbooked are the places of a day that more people hold than they take: two devices apart
// sold the same one, or the template was cut after they were sold.
func (s *Session) Overbooked(ctx context.Context, day hall.Date) ([]counter.Overfull, error) {
	if err := s.need(RightAppointRead); err != nil {
		return nil, err
	}
	offers, err := s.offers(ctx, s.parts.Records, request{SlotQuery: SlotQuery{Day: day}})
	if err != nil {
		return nil, err
	}
	booked, err := s.parts.Bookings.Appointments(ctx, day)
	if err != nil {
		return nil, err
	}
	var places []counter.Place
	for _, o := range offers {
		places = append(places, o.run...)
	}
	return counter.Overbooked(places, booked), nil
}

// onAppointment writes one entry on an appointment; the body is made from it as it stands
// inside the act, so that two counters never decide on an old view.
func (s *Session) onAppointment(
	ctx context.Context, right Right, key string, body func(Tx, *hall.Appointment) (hall.Body, error),
) (*hall.Appointment, error) {
	if err := s.need(right); err != nil {
		return nil, err
	}
	var after *hall.Appointment
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		a, err := tx.Appointment(ctx, key)
		if err != nil {
			return err
		}
		b, err := body(tx, a)
		if err != nil {
			return err
		}
		if err := s.append(ctx, tx, a.ID, time.Time{}, b); err != nil {
			return err
		}
		after, err = tx.Appointment(ctx, a.ID)
		return err
	})
	return after, err
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

// Holder is the applicant of an appointment as the intake form fills it.
func Holder(a *hall.Appointment) Applicant {
	p := a.Person
	return Applicant{Name: p.Name, IDType: ident.DocType(p.IDType), ID: p.IDNo, Phone: p.Phone, Village: p.Village, Contact: p.Contact}
}
