package desk

import (
	"context"
	"errors"
	"slices"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// Case by id, full or spoken number. An agent sees what they opened or carry.
func (s *Session) Case(ctx context.Context, key string) (*hall.Case, error) {
	if err := s.need(RightCaseRead); err != nil {
		return nil, err
	}
	c, err := s.parts.Reader.Case(ctx, key)
	if err != nil {
		return nil, err
	}
	return c, s.needOn(RightCaseRead, c.Hands()...)
}

// Cases is a page of a list, of an agent's own cases for an agent.
func (s *Session) Cases(ctx context.Context, q hall.CaseQuery) (hall.CasePage, error) {
	if err := s.need(RightCaseRead); err != nil {
		return hall.CasePage{}, err
	}
	q.Own = s.own(RightCaseRead)
	return s.parts.Reader.Cases(ctx, q)
}

// Find searches persons and cases; see Reader.Find. At most 50 persons come back. An agent
// finds their own cases, and the persons they are for.
func (s *Session) Find(ctx context.Context, text string) (hall.Found, error) {
	if err := s.need(RightCaseRead); err != nil {
		return hall.Found{}, err
	}
	found, err := s.parts.Reader.Find(ctx, text, 50)
	if err != nil || s.own(RightCaseRead) == "" {
		return found, err
	}
	return s.ownOf(ctx, found)
}

// ownOf keeps what the person signed in opened or carries.
func (s *Session) ownOf(ctx context.Context, found hall.Found) (hall.Found, error) {
	keep := func(rows []hall.CaseRow) ([]hall.CaseRow, error) {
		var own []hall.CaseRow
		for _, row := range rows {
			c, err := s.parts.Reader.Case(ctx, row.ID)
			if err != nil {
				return nil, err
			}
			if s.needOn(RightCaseRead, c.Hands()...) == nil {
				own = append(own, row)
			}
		}
		return own, nil
	}
	out := hall.Found{More: found.More}
	var err error
	if out.Cases, err = keep(found.Cases); err != nil {
		return out, err
	}
	for _, p := range found.Persons {
		if p.Cases, err = keep(p.Cases); err != nil {
			return out, err
		}
		if len(p.Cases) > 0 {
			out.Persons = append(out.Persons, p)
		}
	}
	return out, nil
}

// StaffName is the name behind a staff id, or the id itself when it is not on the list.
func (d *Desk) StaffName(ctx context.Context, id string) string { return d.staffName(ctx, id) }

// Staff are the people of the hall.
func (d *Desk) Staff(ctx context.Context) ([]hall.Staff, error) { return d.parts.Register.Staff(ctx) }

// DueCase is an open case with a running clock, and where it stands.
type DueCase struct {
	Case     *hall.Case
	Standing hall.Standing
}

// Due lists the open cases with a running clock on a day, earliest first, at most limit.
func (s *Session) Due(ctx context.Context, on hall.Date, until hall.Date, limit int) ([]DueCase, error) {
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	var out []DueCase
	q := hall.CaseQuery{Filter: hall.FilterDue, Until: until, Limit: min(limit, 500)}
	for {
		page, err := s.Cases(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, row := range page.Rows {
			c, err := s.parts.Reader.Case(ctx, row.ID)
			if err != nil {
				return nil, err
			}
			out = append(out, DueCase{Case: c, Standing: c.StandingOn(cal, on)})
			if len(out) == limit {
				return out, nil
			}
		}
		if page.Next == "" {
			return out, nil
		}
		q.After = page.Next
	}
}

// Workbench (工作台) is what a clerk should do now.
type Workbench struct {
	Day          hall.Date
	Counts       hall.DayCounts
	Due          []DueCase           // overdue and due within two working days, most urgent first
	Upcoming     *DueCase            // the nearest that is not in Due, nil if none
	Appointments []*hall.Appointment // of today, still expected or just arrived
	Delivery     []hall.CaseRow      // completed or declined, to be handed out
	Outside      []hall.CaseRow      // 待补录
	Attention    []hall.CaseRow      // conflicts
}

// benchLines is how many lines of each sort the workbench shows at most.
const benchLines = 50

// Workbench gathers what to do today.
func (s *Session) Workbench(ctx context.Context) (Workbench, error) {
	w := Workbench{Day: s.Today()}
	var err error
	if w.Counts, err = s.parts.Reader.Counts(ctx, w.Day); err != nil {
		return w, err
	}
	if err := s.benchDue(ctx, &w); err != nil {
		return w, err
	}
	booked, err := s.Appointments(ctx, w.Day)
	if err != nil {
		return w, err
	}
	w.Appointments = slices.DeleteFunc(booked, func(a *hall.Appointment) bool { return a.State == hall.AppointCancelled })
	for filter, rows := range map[hall.CaseFilter]*[]hall.CaseRow{
		hall.FilterDelivery: &w.Delivery, hall.FilterOutside: &w.Outside, hall.FilterAttention: &w.Attention,
	} {
		page, err := s.Cases(ctx, hall.CaseQuery{Filter: filter, Limit: benchLines})
		if err != nil {
			return w, err
		}
		*rows = page.Rows
	}
	return w, nil
}

func (s *Session) benchDue(ctx context.Context, w *Workbench) error {
	all, err := s.Due(ctx, w.Day, hall.Date{}, benchLines)
	if err != nil {
		return err
	}
	for i, x := range all {
		if x.Standing.Left <= 2 || x.Standing.Card == hall.RedCard || x.Standing.Card == hall.YellowCard {
			w.Due = append(w.Due, x)
		} else if w.Upcoming == nil {
			w.Upcoming = &all[i]
		}
	}
	slices.SortStableFunc(w.Due, func(a, b DueCase) int { return urgency(a.Standing.Card) - urgency(b.Standing.Card) })
	return nil
}

func urgency(c hall.CardLevel) int {
	return slices.Index([]hall.CardLevel{hall.RedCard, hall.YellowCard, hall.YellowWarn, hall.BlueCard, hall.NoCard}, c)
}

// Foresight is what an intake would come to, shown while it is typed.
type Foresight struct {
	From      hall.Date
	Promised  *hall.Due
	Statutory *hall.Due
	NoticeBy  *hall.Due
	HandOver  *hall.Due
}

// Foresee counts the days an intake of a matter would run to if it were taken now.
func (d *Desk) Foresee(ctx context.Context, m hall.Matter) (Foresight, error) {
	cal, err := d.parts.Library.Calendar(ctx)
	if err != nil {
		return Foresight{}, err
	}
	now := d.Now()
	f := Foresight{From: hall.DayOf(now)}
	f.NoticeBy, f.HandOver = hall.IntakeDuesOf(cal, m.Snapshot(), now)
	if m.Mode.MayAccept() {
		f.Promised, f.Statutory = hall.AcceptDues(cal, m.Snapshot().RunningLimits(), now)
	}
	return f, nil
}

// Deadline is the last day of a limit of n working days after a day.
func Deadline(cal workday.Calendar, from hall.Date, n int) (hall.Date, error) {
	last, err := cal.Add(from, n)
	if err == nil {
		return last, nil
	}
	next := "请核对日期和工作日数"
	var year *workday.YearError
	if errors.As(err, &year) {
		next = "请先导入这一年的放假安排（calendar import）"
	}
	return hall.Date{}, &hall.Error{Kind: hall.Invalid, Say: err.Error(), Next: next, Err: err}
}
