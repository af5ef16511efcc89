package desk

import (
	"context"
	"slices"
	"time"

	"bianmin/hall"
)

// guard asks, at each act and each reading, whether the person still holds what they
// signed in with: a window stays open for days, and somebody stopped at noon is stopped at noon.
type guard struct {
	who hall.Staff
	of  Register
}

// still is nil while the person works here with every role of the sign-in.
func (g guard) still(ctx context.Context) error {
	people, err := g.of.Staff(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		lost := func(role hall.Role) bool { return !p.Has(role) }
		if p.ID == g.who.ID && p.Works() && !slices.ContainsFunc(g.who.Roles, lost) {
			return nil
		}
	}
	return hall.Forbid("您的岗位已停用、离岗或变更，这次登录不能再用", "请退出后重新登录；有疑问请找中心主任")
}

// guarded is the desk as the guard lets a session use it.
func (d *Desk) guarded(g guard) *Desk {
	parts := d.parts
	parts.Store, parts.Reader = guardedStore{parts.Store, g}, guardedReader{parts.Reader, g}
	parts.Records, parts.Bookings = guardedRecords{parts.Records, g}, guardedBookings{parts.Bookings, g}
	parts.Registers = guardedRegisters{parts.Registers, g}
	return &Desk{parts: parts, plan: d.plan, rights: d.rights}
}

type guardedStore struct {
	Store
	guard guard
}

func (s guardedStore) Act(ctx context.Context, fn func(Tx) error) error {
	return s.Store.Act(ctx, func(tx Tx) error {
		if err := s.guard.still(ctx); err != nil {
			return err
		}
		return fn(tx)
	})
}

type guardedReader struct {
	Reader
	guard guard
}

func (r guardedReader) Case(ctx context.Context, key string) (*hall.Case, error) {
	if err := r.guard.still(ctx); err != nil {
		return nil, err
	}
	return r.Reader.Case(ctx, key)
}

func (r guardedReader) Cases(ctx context.Context, q hall.CaseQuery) (hall.CasePage, error) {
	if err := r.guard.still(ctx); err != nil {
		return hall.CasePage{}, err
	}
	return r.Reader.Cases(ctx, q)
}

func (r guardedReader) Find(ctx context.Context, text string, limit int) (hall.Found, error) {
	if err := r.guard.still(ctx); err != nil {
		return hall.Found{}, err
	}
	return r.Reader.Find(ctx, text, limit)
}

type guardedRecords struct {
	of    Records
	guard guard
}

func (r guardedRecords) Record(ctx context.Context, sort hall.Sort, key string) (hall.Record, error) {
	if err := r.guard.still(ctx); err != nil {
		return nil, err
	}
	return r.of.Record(ctx, sort, key)
}

func (r guardedRecords) Records(ctx context.Context, q hall.RecordQuery) (hall.RecordPage, error) {
	if err := r.guard.still(ctx); err != nil {
		return hall.RecordPage{}, err
	}
	return r.of.Records(ctx, q)
}

type guardedBookings struct {
	Bookings
	guard guard
}

func (r guardedBookings) Appointment(ctx context.Context, key string) (*hall.Appointment, error) {
	if err := r.guard.still(ctx); err != nil {
		return nil, err
	}
	return r.Bookings.Appointment(ctx, key)
}

func (r guardedBookings) Appointments(ctx context.Context, day hall.Date) ([]*hall.Appointment, error) {
	if err := r.guard.still(ctx); err != nil {
		return nil, err
	}
	return r.Bookings.Appointments(ctx, day)
}

func (r guardedBookings) InConflict(ctx context.Context) ([]*hall.Appointment, error) {
	if err := r.guard.still(ctx); err != nil {
		return nil, err
	}
	return r.Bookings.InConflict(ctx)
}

func (r guardedBookings) AppointmentsOf(ctx context.Context, p hall.Person, from hall.Date) ([]*hall.Appointment, error) {
	if err := r.guard.still(ctx); err != nil {
		return nil, err
	}
	return r.Bookings.AppointmentsOf(ctx, p, from)
}

type guardedRegisters struct {
	Registers
	guard guard
}

func (r guardedRegisters) Figures(ctx context.Context, q hall.FigureQuery) ([]hall.FigureRow, error) {
	if err := r.guard.still(ctx); err != nil {
		return nil, err
	}
	return r.Registers.Figures(ctx, q)
}

func (r guardedRegisters) Span(ctx context.Context, q hall.SpanQuery) (hall.SpanPage, error) {
	if err := r.guard.still(ctx); err != nil {
		return hall.SpanPage{}, err
	}
	return r.Registers.Span(ctx, q)
}

func (r guardedRegisters) Changed(ctx context.Context, from, to hall.Date, since time.Time) ([]hall.Changed, error) {
	if err := r.guard.still(ctx); err != nil {
		return nil, err
	}
	return r.Registers.Changed(ctx, from, to, since)
}
