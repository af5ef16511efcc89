package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"bianmin/county/store"
	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
)

const (
	kindCase        = "case"
	kindAppointment = "appointment"
)

const (
	sqlSubject = `
SELECT kind, folded
FROM subject
WHERE hall = ? AND id = ?`
	sqlSaveSubject = `
INSERT INTO subject (hall, id, kind, no, matter, state, received, folded)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (hall, id) DO UPDATE
SET kind = excluded.kind, no = excluded.no, matter = excluded.matter, state = excluded.state,
    received = excluded.received, folded = excluded.folded`
	sqlWaiting = `
SELECT held > 0
FROM hall
WHERE code = ?`
	sqlHeldLines = `
SELECT e.line
FROM problem p
JOIN entry e ON e.hall = p.hall AND e.journal = p.journal AND e.seq = p.seq
WHERE p.hall = ? AND p.subject = ? AND p.status = 'held'
ORDER BY p.place`
	sqlHeldSubjects = `
SELECT DISTINCT hall, subject
FROM problem
WHERE status = 'held'`
	sqlUnholdApplied = `
DELETE FROM problem
WHERE hall = ? AND entry = ? AND status = 'held'`
	sqlUnholdOther = `
UPDATE problem
SET status = ?, why = ?
WHERE hall = ? AND entry = ? AND status = 'held'`
	sqlTally = `
UPDATE hall
SET cases = cases + ?, rejected = rejected + ?, conflicts = conflicts + ?, held = held + ?
WHERE code = ?`
)

// statements are prepared once a transaction, for a thousand entries.
type statements struct {
	savepoint, rollback, release *sql.Stmt
	claim, problem, save         *sql.Stmt
	subject, heldLines           *sql.Stmt
	all                          []*sql.Stmt
}

func newBench(ctx context.Context, tx *sql.Tx, hallCode string, j store.Judge) (*bench, error) {
	b := &bench{tx: tx, hall: hallCode, judge: j, desk: map[string]*subject{}}
	if err := tx.QueryRowContext(ctx, sqlWaiting, hallCode).Scan(&b.waiting); err != nil {
		return nil, fmt.Errorf("read the hall's counters: %w", err)
	}
	for _, p := range []struct {
		into  **sql.Stmt
		query string
	}{
		{&b.stmts.savepoint, "SAVEPOINT entry"},
		{&b.stmts.rollback, "ROLLBACK TO entry"},
		{&b.stmts.release, "RELEASE entry"},
		{&b.stmts.claim, sqlClaim},
		{&b.stmts.problem, sqlProblem},
		{&b.stmts.save, sqlSaveSubject},
		{&b.stmts.subject, sqlSubject},
		{&b.stmts.heldLines, sqlHeldLines},
	} {
		stmt, err := tx.PrepareContext(ctx, p.query) //nolint:sqlclosecheck // bench.close closes all
		if err != nil {
			b.close()
			return nil, fmt.Errorf("prepare: %w", err)
		}
		*p.into = stmt
		b.stmts.all = append(b.stmts.all, stmt)
	}
	return b, nil
}

func (b *bench) close() {
	for _, stmt := range b.stmts.all {
		_ = stmt.Close()
	}
}

// subject is a subject on the judge's desk.
type subject struct {
	fold.Subject
	id string
}

// subject is the subject as folded so far; it is read once in a round.
func (b *bench) subject(ctx context.Context, id string) (*subject, error) {
	if s := b.desk[id]; s != nil {
		return s, nil
	}
	read, err := b.load(ctx, id)
	if err != nil {
		return nil, err
	}
	s := &subject{Subject: read, id: id}
	b.desk[id] = s
	b.order = append(b.order, s)
	return s, nil
}

// flush writes the subjects on the desk, in the order they came, and clears it.
func (b *bench) flush(ctx context.Context) error {
	for _, s := range b.order {
		if err := b.save(ctx, s.id, s.Subject); err != nil {
			return err
		}
	}
	b.forget()
	return nil
}

func (b *bench) forget() {
	clear(b.desk)
	b.order = b.order[:0]
}

// load reads a subject as folded so far; one never seen is the zero subject.
func (b *bench) load(ctx context.Context, id string) (fold.Subject, error) {
	var s fold.Subject
	var kind string
	var folded []byte
	err := b.stmts.subject.QueryRowContext(ctx, b.hall, id).Scan(&kind, &folded)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return s, fmt.Errorf("read a subject: %w", err)
	}
	switch kind {
	case kindCase:
		s.Case, err = hall.ReadCase(folded)
	case kindAppointment:
		err = json.Unmarshal(folded, &s.Appointment)
	case "":
		err = nil
	default:
		s.Record, err = fold.Open(hall.Sort(kind), folded)
	}
	if err != nil {
		return s, fmt.Errorf("decode a subject: %w", err)
	}
	if !b.waiting {
		return s, nil
	}
	rows, err := b.stmts.heldLines.QueryContext(ctx, b.hall, id)
	lines, err := collect(rows, err, func(r *sql.Rows) (line []byte, err error) { return line, r.Scan(&line) })
	if err != nil {
		return s, err
	}
	for _, line := range lines {
		e, err := journal.ParseLine(line)
		if err != nil {
			return s, fmt.Errorf("read a held entry: %w", err)
		}
		s.Held = append(s.Held, e)
	}
	return s, nil
}

// save writes the subject and the columns a list shows.
func (b *bench) save(ctx context.Context, id string, s fold.Subject) error {
	switch {
	case s.Case != nil:
		c := s.Case
		folded, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("encode a case: %w", err)
		}
		return b.exec(ctx, b.stmts.save, b.hall, id, kindCase, c.No, c.Rules.Name, c.State, c.Clocks.ReceivedAt.UnixMilli(), folded)
	case s.Appointment != nil:
		a := s.Appointment
		folded, err := json.Marshal(a)
		if err != nil {
			return fmt.Errorf("encode an appointment: %w", err)
		}
		return b.exec(ctx, b.stmts.save, b.hall, id, kindAppointment, a.No, a.Matter.Name, a.State, a.Slot.Starts().UnixMilli(), folded)
	case s.Record != nil:
		f := s.Record.Facts()
		folded, err := json.Marshal(s.Record)
		if err != nil {
			return fmt.Errorf("encode a record: %w", err)
		}
		return b.exec(ctx, b.stmts.save, b.hall, id, string(f.Sort), f.No, "", f.State, f.Day.Start().UnixMilli(), folded)
	}
	return nil
}

// settleHeld writes the verdict of an entry that was held until now.
func (b *bench) settleHeld(ctx context.Context, v hall.Verdict) error {
	if v.Status == hall.StatusHeld {
		return nil
	}
	b.tally.count(hall.StatusHeld, -1)
	b.tally.count(v.Status, 1)
	var err error
	if v.Status == hall.StatusApplied {
		_, err = b.tx.ExecContext(ctx, sqlUnholdApplied, b.hall, v.Entry)
	} else {
		_, err = b.tx.ExecContext(ctx, sqlUnholdOther, v.Status, short(v.Why), b.hall, v.Entry)
	}
	if err != nil {
		return fmt.Errorf("settle a held entry: %w", err)
	}
	return nil
}

func (b *bench) saveTally(ctx context.Context) error {
	t := b.tally
	if t == (tally{}) {
		return nil
	}
	if _, err := b.tx.ExecContext(ctx, sqlTally, t.cases, t.rejected, t.conflicts, t.held, b.hall); err != nil {
		return fmt.Errorf("keep the hall's counters: %w", err)
	}
	return nil
}

// Rehear implements store.Journals.
func (s *Store) Rehear(ctx context.Context, j store.Judge) error {
	type key struct{ hall, subject string }
	keys, err := list(ctx, s.read, func(r *sql.Rows) (k key, err error) { return k, r.Scan(&k.hall, &k.subject) }, sqlHeldSubjects)
	if err != nil {
		return err
	}
	for _, k := range keys {
		err := s.inTx(ctx, func(tx *sql.Tx) error {
			b, err := newBench(ctx, tx, k.hall, j)
			if err != nil {
				return err
			}
			defer b.close()
			return b.rehear(ctx, k.subject)
		})
		if err != nil {
			return fmt.Errorf("judge held entries of hall %s again: %w", k.hall, err)
		}
	}
	return nil
}

func (b *bench) rehear(ctx context.Context, id string) error {
	subject, err := b.load(ctx, id)
	if err != nil {
		return err
	}
	opened := subject.Case != nil
	for _, v := range b.judge.Refold(b.hall, &subject) {
		if err := b.settleHeld(ctx, v); err != nil {
			return err
		}
	}
	if !opened && subject.Case != nil {
		b.tally.cases++
	}
	if err := b.save(ctx, id, subject); err != nil {
		return err
	}
	return b.saveTally(ctx)
}
