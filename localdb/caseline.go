package localdb

import (
	"context"
	"database/sql"
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// caseLine is what a row of the table cases says. Only the fields updateCase names may
// change after the case is opened.
type caseLine struct {
	rid       int64
	opened    int64 // position of the opening entry
	person    int64
	row       hall.CaseRow
	mode      hall.TownshipMode
	completed hall.Date
}

func lineOf(c *hall.Case) caseLine {
	l := caseLine{mode: c.Rules.Mode, completed: hall.DayOf(c.Clocks.CompletedAt)}
	l.row = hall.CaseRow{
		ID: c.ID, No: c.No, State: c.State, Matter: hall.MatterName{Code: c.Rules.Code, Name: c.Rules.Name},
		Applicant: c.Applicant.Name, Village: c.Applicant.Village, Handler: c.Holder,
		ReceivedAt: c.Clocks.ReceivedAt.UTC().Truncate(time.Millisecond),
		Outside:    c.AwaitsPlatformNo(), Conflict: len(c.Conflicts()) > 0,
	}
	if due := c.NextDue(); due != nil {
		l.row.Due = due.Last
	}
	return l
}

func sealApplicant(f field, r hall.CaseRow) []byte {
	return f.Seal("cases", r.ID, "applicant", []byte(r.Applicant))
}

// epoch is day 0 of the stored days.
func epoch() hall.Date { return workday.DateOf(1970, time.January, 1) }

// dayNumber is the stored form of a day; no date is 0, as is the epoch.
func dayNumber(d hall.Date) int64 { return int64(d.Sub(epoch())) }

func dayOrNull(d hall.Date) any {
	if d.IsZero() {
		return nil
	}
	return dayNumber(d)
}

func dayFrom(n sql.NullInt64) hall.Date {
	if !n.Valid {
		return hall.Date{}
	}
	return epoch().AddDays(int(n.Int64))
}

// tallyKey names a counter of cases.
type tallyKey struct {
	kind string
	day  int64 // 0 for the lists that stand now
}

// The counters.
const (
	tallyReceived  = "received"
	tallyCompleted = "completed"
	tallyOpen      = "open"
	tallyWaiting   = "waiting"
	tallyDelivery  = "delivery"
	tallyOutside   = "outside"
	tallyAttention = "attention"
)

// nextPrefix marks the rows of tally that hold the last number of a series.
const nextPrefix = "next:"

// tallies are the counters the case stands in.
func (l *caseLine) tallies() []tallyKey {
	out := []tallyKey{{tallyReceived, dayNumber(hall.DayOf(l.row.ReceivedAt))}}
	add := func(kind string, in bool) {
		if in {
			out = append(out, tallyKey{kind: kind})
		}
	}
	if !l.completed.IsZero() {
		out = append(out, tallyKey{tallyCompleted, dayNumber(l.completed)})
	}
	add(tallyOpen, l.row.State.Open())
	add(tallyWaiting, l.row.State == hall.StateNoticed)
	add(tallyDelivery, l.row.State == hall.StateCompleted || l.row.State == hall.StateDeclined)
	add(tallyOutside, l.row.Outside)
	add(tallyAttention, l.row.Conflict)
	return out
}

// count adds the case to the counters it stands in, or takes it out of them.
func (tx *Tx) count(l *caseLine, by int) {
	if l == nil {
		return
	}
	for _, k := range l.tallies() {
		tx.tallies[k] += by
	}
}

func (tx *Tx) putTallies(ctx context.Context) error {
	const text = `
		INSERT INTO tally (kind, day, n)
		VALUES (?, ?, ?)
		ON CONFLICT (kind, day) DO UPDATE SET n = n + excluded.n`
	for k, by := range tx.tallies {
		if by == 0 {
			continue
		}
		if err := tx.exec(ctx, text, k.kind, k.day, by); err != nil {
			return err
		}
	}
	clear(tx.tallies)
	return nil
}

const selectLine = `
	SELECT c.rid, c.opened, c.person, c.mode, c.completed, c.received_at, c.id, c.no, c.state, c.matter,
		c.matter_name, c.applicant, c.village, c.handler, c.due, c.outside, c.conflict, b.body
	FROM cases AS c
	JOIN case_body AS b ON b.rid = c.rid`

// caseByID reads a case and its line; a nil case means there is none.
func caseByID(ctx context.Context, s source, id string) (*hall.Case, caseLine, error) {
	var (
		l               caseLine
		completed       sql.NullInt64
		row             rowScan
		body            []byte
		lineDest, where = []any{&l.rid, &l.opened, &l.person, &l.mode, &completed}, []any{id}
	)
	dest := append(append(lineDest, row.dest()...), &body)
	ok, err := s.get(ctx, selectLine+` WHERE c.id = ?`, where, dest)
	if err != nil || !ok {
		return nil, l, err
	}
	l.completed = dayFrom(completed)
	if l.row, err = row.row(s.sealer()); err != nil {
		return nil, l, err
	}
	c, err := openCase(s.sealer(), id, body)
	return c, l, err
}

func openCase(f field, id string, stored []byte) (*hall.Case, error) {
	body, err := f.Open("case_body", id, "body", stored)
	if err != nil {
		return nil, err
	}
	c, err := hall.ReadCase(body)
	if err != nil {
		return nil, damaged("有一个办件读不出来", err)
	}
	return c, nil
}

// rowScan receives the columns of a list row, in the order received_at, id, no, state,
// matter, matter_name, applicant, village, handler, due, outside, conflict.
type rowScan struct {
	r         hall.CaseRow
	received  int64
	applicant []byte
	due       sql.NullInt64
}

func (s *rowScan) dest() []any {
	r := &s.r
	return []any{
		&s.received, &r.ID, &r.No, &r.State, &r.Matter.Code, &r.Matter.Name, &s.applicant,
		&r.Village, &r.Handler, &s.due, &r.Outside, &r.Conflict,
	}
}

func (s *rowScan) row(f field) (hall.CaseRow, error) {
	name, err := f.Open("cases", s.r.ID, "applicant", s.applicant)
	if err != nil {
		return hall.CaseRow{}, err
	}
	s.r.Applicant, s.r.ReceivedAt, s.r.Due = string(name), time.UnixMilli(s.received).UTC(), dayFrom(s.due)
	return s.r, nil
}
