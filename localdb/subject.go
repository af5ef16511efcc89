package localdb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
)

// subjectState is a subject as an act sees it: folded so far, and what is stored of it.
type subjectState struct {
	fold.Subject
	id     string
	stored *caseLine // nil when no case is stored
	opened int64     // position of the opening entry
	booked bool      // an appointment is stored
	noted  int64     // rowid of the stored record, 0 when none is
	held   int       // held entries stored
	dirty  bool
	// corrected: entries since the last write may have changed who the applicant is.
	corrected bool
}

// subject loads a subject once an act; later appends of the act go on from there.
func (tx *Tx) subject(ctx context.Context, id string) (*subjectState, error) {
	if st := tx.subjects[id]; st != nil {
		return st, nil
	}
	st, err := loadSubject(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	tx.subjects[id] = st
	return st, nil
}

func loadSubject(ctx context.Context, s source, id string) (*subjectState, error) {
	st := &subjectState{id: id}
	const text = `
		SELECT EXISTS (SELECT 1 FROM cases WHERE id = ?1)
			OR EXISTS (SELECT 1 FROM appointment WHERE id = ?1)
			OR EXISTS (SELECT 1 FROM record WHERE id = ?1)
			OR EXISTS (SELECT 1 FROM held WHERE subject = ?1)`
	var known bool
	if _, err := s.get(ctx, text, []any{id}, []any{&known}); err != nil || !known {
		return st, err
	}
	c, line, err := caseByID(ctx, s, id)
	if err != nil {
		return nil, err
	}
	if c != nil {
		st.Case, st.stored, st.opened = c, &line, line.opened
		return st, st.loadHeld(ctx, s)
	}
	if st.Appointment, st.opened, err = appointmentByID(ctx, s, id); err != nil {
		return nil, err
	}
	if st.booked = st.Appointment != nil; st.booked {
		return st, st.loadHeld(ctx, s)
	}
	if st.Record, st.noted, st.opened, err = recordByID(ctx, s, id); err != nil {
		return nil, err
	}
	return st, st.loadHeld(ctx, s)
}

func (st *subjectState) loadHeld(ctx context.Context, s source) error {
	const text = `SELECT ord, line FROM held WHERE subject = ? ORDER BY ord`
	return each(ctx, s, text, []any{st.id}, func(rows *sql.Rows) error {
		var (
			ord    int
			stored []byte
		)
		if err := rows.Scan(&ord, &stored); err != nil {
			return fault("read a held entry", err)
		}
		line, err := s.sealer().Open("held", heldRow(st.id, ord), "line", stored)
		if err != nil {
			return err
		}
		e, err := journal.ParseLine(line)
		if err != nil {
			return damaged("一条待定的记录读不出来", err)
		}
		st.Held = append(st.Held, e)
		st.held++
		return nil
	})
}

func heldRow(subject string, ord int) string { return fmt.Sprintf("%s/%d", subject, ord) }

func (tx *Tx) touch(st *subjectState) {
	if st.opened == 0 {
		st.opened = tx.edge.Size()
	}
	if !st.dirty {
		st.dirty = true
		tx.order = append(tx.order, st)
	}
}

// flush writes the projections of what the act changed so far, in the order of change,
// and the counters.
func (tx *Tx) flush(ctx context.Context) error {
	for _, st := range tx.order {
		if err := tx.project(ctx, st); err != nil {
			return err
		}
		st.dirty = false
	}
	tx.order = tx.order[:0]
	return tx.putTallies(ctx)
}

func (tx *Tx) project(ctx context.Context, st *subjectState) error {
	if st.Case != nil {
		if err := tx.projectCase(ctx, st); err != nil {
			return err
		}
	}
	if st.Appointment != nil {
		if err := tx.projectAppointment(ctx, st); err != nil {
			return err
		}
	}
	if st.Record != nil {
		if err := tx.projectRecord(ctx, st); err != nil {
			return err
		}
	}
	return tx.projectHeld(ctx, st)
}

func (tx *Tx) projectHeld(ctx context.Context, st *subjectState) error {
	if st.held == 0 && len(st.Held) == 0 {
		return nil
	}
	if err := tx.exec(ctx, `DELETE FROM held WHERE subject = ?`, st.id); err != nil {
		return err
	}
	for ord, e := range st.Held {
		line := tx.sealer().Seal("held", heldRow(st.id, ord), "line", e.Line())
		if err := tx.exec(ctx, `INSERT INTO held (subject, ord, line) VALUES (?, ?, ?)`, st.id, ord, line); err != nil {
			return err
		}
	}
	st.held = len(st.Held)
	return nil
}

func (tx *Tx) projectCase(ctx context.Context, st *subjectState) error {
	line := lineOf(st.Case)
	line.opened = st.opened
	body, err := json.Marshal(st.Case)
	if err != nil {
		return fmt.Errorf("encode case %s: %w", st.Case.No, err)
	}
	sealed := tx.sealer().Seal("case_body", st.id, "body", body)
	if st.stored != nil {
		line.rid, line.person = st.stored.rid, st.stored.person
		if err = tx.updateCase(ctx, line, sealed); err == nil && st.corrected {
			st.corrected, err = false, tx.remergePerson(ctx, line.person)
		}
	} else {
		line.rid, line.person, err = tx.insertCase(ctx, line, personOf(st.Case.Applicant, st.id), sealed)
	}
	if err != nil {
		return err
	}
	if err := tx.putHands(ctx, line.rid, st.stored != nil, st.Case.Hands()); err != nil {
		return err
	}
	tx.count(st.stored, -1)
	tx.count(&line, 1)
	st.stored = &line
	return nil
}

func (tx *Tx) insertCase(ctx context.Context, l caseLine, p hall.Person, body []byte) (rid, person int64, err error) {
	if person, err = tx.putPerson(ctx, p); err != nil {
		return 0, 0, err
	}
	const text = `
		INSERT INTO cases (id, no, short, day, opened, state, mode, matter, matter_name, village, handler,
			person, applicant, received_at, completed, due, outside, conflict)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	r := l.row
	rid, err = tx.insert(ctx, text, r.ID, string(r.No), r.No.Short(), dayNumber(r.No.Day()), l.opened, string(r.State),
		string(l.mode), r.Matter.Code, r.Matter.Name, r.Village, r.Handler, person, sealApplicant(tx.sealer(), r),
		r.ReceivedAt.UnixMilli(), dayOrNull(l.completed), dayOrNull(r.Due), r.Outside, r.Conflict)
	if err != nil {
		return 0, 0, err
	}
	return rid, person, tx.exec(ctx, `INSERT INTO case_body (rid, body) VALUES (?, ?)`, rid, body)
}

func (tx *Tx) updateCase(ctx context.Context, l caseLine, body []byte) error {
	const text = `
		UPDATE cases
		SET state = ?, handler = ?, village = ?, applicant = ?, completed = ?, due = ?, outside = ?, conflict = ?
		WHERE rid = ?`
	r := l.row
	err := tx.exec(ctx, text, string(r.State), r.Handler, r.Village, sealApplicant(tx.sealer(), r), dayOrNull(l.completed), dayOrNull(r.Due), r.Outside, r.Conflict, l.rid)
	if err != nil {
		return err
	}
	return tx.exec(ctx, `UPDATE case_body SET body = ? WHERE rid = ?`, body, l.rid)
}
