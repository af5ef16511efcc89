package localdb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
)

// Appointment finds an appointment by id, full number or spoken number. NotFound when there
// is none, Invalid when a full number is miswritten, or several have the spoken one.
func (db *DB) Appointment(ctx context.Context, key string) (*hall.Appointment, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	return appointmentByKey(ctx, v, key)
}

// Appointments of a day, by slot then number, cancelled ones too.
func (db *DB) Appointments(ctx context.Context, day hall.Date) ([]*hall.Appointment, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	return appointments(ctx, v, appointmentsOfDay, dayNumber(day))
}

// Expected are the bookings of a day or before for which nobody came yet, earliest first.
func (db *DB) Expected(ctx context.Context, until hall.Date) ([]*hall.Appointment, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	return appointments(ctx, v, appointmentsExpected, dayNumber(until))
}

// InConflict are the appointments with something that did not fit, latest day first.
func (db *DB) InConflict(ctx context.Context) ([]*hall.Appointment, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	return appointments(ctx, v, appointmentsInConflict, maxLimit)
}

// AppointmentsOf are a person's appointments from a day on, by their document number, or by
// telephone and name.
func (db *DB) AppointmentsOf(ctx context.Context, p hall.Person, from hall.Date) ([]*hall.Appointment, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	rids, _, err := personsByDocument(ctx, v, p.IDType, p.IDNo)
	if err != nil {
		return nil, err
	}
	if no := plainNumber(p.Phone); no != "" {
		err := personsByKey(ctx, v, keyOf(v.field, keyPhone, no), func(rid int64, known hall.Person) bool {
			if known.Name == p.Name {
				rids = append(rids, rid)
			}
			return len(rids) < maxLimit
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(rids)
	var out []*hall.Appointment
	for _, rid := range slices.Compact(rids) {
		theirs, err := appointments(ctx, v, appointmentsOfPerson, rid, dayNumber(from))
		if err != nil {
			return nil, err
		}
		out = append(out, theirs...)
	}
	return out, nil
}

// The selections of appointments; each walks one index.
const (
	appointmentsOfDay      = `SELECT id, body FROM appointment WHERE day = ? ORDER BY start, no`
	appointmentsExpected   = `SELECT id, body FROM appointment WHERE state = 'booked' AND day <= ? ORDER BY day, begins, no`
	appointmentsInConflict = `SELECT id, body FROM appointment WHERE conflict = 1 ORDER BY day DESC, no LIMIT ?`
	appointmentsOfPerson   = `SELECT id, body FROM appointment WHERE person = ? AND day >= ? ORDER BY day, begins, no`
)

func appointments(ctx context.Context, s source, text string, args ...any) ([]*hall.Appointment, error) {
	var out []*hall.Appointment
	err := each(ctx, s, text, args, func(rows *sql.Rows) error {
		var (
			id     string
			stored []byte
		)
		if err := rows.Scan(&id, &stored); err != nil {
			return fault("read an appointment", err)
		}
		a, err := openAppointment(s.sealer(), id, stored)
		out = append(out, a)
		return err
	})
	return out, err
}

func appointmentByKey(ctx context.Context, s source, key string) (*hall.Appointment, error) {
	key = strings.TrimSpace(key)
	id, upper := key, strings.ToUpper(key)
	if no, err := hall.ParseAppointNo(key); err == nil {
		const byNo = `SELECT id FROM appointment WHERE short = ? AND no = ? ORDER BY rid LIMIT 1`
		if _, err := s.get(ctx, byNo, []any{shortOf(no), string(no)}, []any{&id}); err != nil {
			return nil, err
		}
	} else if short := hall.ShortNo(key); short != "" {
		const byShort = `SELECT id, no FROM appointment WHERE short = ? ORDER BY day DESC, rid DESC LIMIT ?`
		if id, err = onlyOne(ctx, s, byShort, short, "个预约"); err != nil {
			return nil, err
		}
	}
	a, _, err := appointmentByID(ctx, s, id)
	if err != nil || a != nil {
		return a, err
	}
	if strings.HasPrefix(upper, "Y") && strings.Count(key, "-") == 1 {
		if _, err := hall.ParseAppointNo(key); err != nil {
			return nil, err
		}
	}
	return nil, hall.Missing("没有这个预约", "请核对预约编号")
}

// appointmentByID reads an appointment and the position of its opening entry; nil means
// there is none.
func appointmentByID(ctx context.Context, s source, id string) (*hall.Appointment, int64, error) {
	var (
		opened int64
		stored []byte
	)
	ok, err := s.get(ctx, `SELECT opened, body FROM appointment WHERE id = ?`, []any{id}, []any{&opened, &stored})
	if err != nil || !ok {
		return nil, 0, err
	}
	a, err := openAppointment(s.sealer(), id, stored)
	return a, opened, err
}

func openAppointment(f field, id string, stored []byte) (*hall.Appointment, error) {
	body, err := f.Open("appointment", id, "body", stored)
	if err != nil {
		return nil, err
	}
	var a hall.Appointment
	if err := json.Unmarshal(body, &a); err != nil {
		return nil, damaged("有一个预约读不出来", err)
	}
	return &a, nil
}

func (tx *Tx) projectAppointment(ctx context.Context, st *subjectState) error {
	a := st.Appointment
	body, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("encode appointment %s: %w", a.No, err)
	}
	sealed := tx.sealer().Seal("appointment", st.id, "body", body)
	if st.booked {
		const update = `
			UPDATE appointment
			SET day = ?, start = ?, counter = ?, begins = ?, ends = ?, state = ?, conflict = ?, body = ?
			WHERE id = ?`
		return tx.exec(ctx, update, dayNumber(a.Slot.Day), a.Slot.Start, a.Counter.Code, a.Slot.From(), a.Slot.To(), string(a.State),
			len(a.Conflicts()) > 0, sealed, st.id)
	}
	person, err := tx.putPerson(ctx, personOf(a.Person, st.id))
	if err != nil {
		return err
	}
	const insert = `
		INSERT INTO appointment (id, no, short, day, start, counter, begins, ends, state, conflict, opened, person, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	st.booked = true
	return tx.exec(ctx, insert, st.id, string(a.No), shortOf(a.No), dayNumber(a.Slot.Day), a.Slot.Start, a.Counter.Code,
		a.Slot.From(), a.Slot.To(), string(a.State), len(a.Conflicts()) > 0, st.opened, person, sealed)
}

// Taken counts who holds a place in a stretch of time, the act's own appends included. It
// counts as counter.Taken does.
func (tx *Tx) Taken(ctx context.Context, q hall.PlaceQuery) (int, error) {
	if err := tx.flush(ctx); err != nil {
		return 0, err
	}
	const text = `
		SELECT COUNT(*)
		FROM appointment
		WHERE day = ?1 AND counter IN (?2, '') AND begins < ?3 AND ends > ?4 AND state <> 'cancelled'
			AND id <> ?5 AND (?6 = '' OR substr(short, 1, 2) = ?6)`
	var n int
	_, err := tx.get(ctx, text, []any{dayNumber(q.Slot.Day), q.Counter, q.Slot.To(), q.Slot.From(), q.Except, string(q.Device)}, []any{&n})
	return n, err
}

// sameBooking compares the columns beside an appointment with what it says.
func (a *audit) sameBooking(ctx context.Context, st *subjectState) (bool, error) {
	type columns struct {
		no, short, start, counter, state, person string
		day, begins, ends, opened                int64
		conflict                                 bool
	}
	var have columns
	const text = `
		SELECT a.no, a.short, a.day, a.start, a.counter, a.begins, a.ends, a.state, a.conflict, a.opened, p.id
		FROM appointment AS a
		JOIN person AS p ON p.rid = a.person
		WHERE a.id = ?`
	ok, err := a.v.get(ctx, text, []any{st.id}, []any{
		&have.no, &have.short, &have.day, &have.start, &have.counter, &have.begins, &have.ends, &have.state, &have.conflict, &have.opened,
		&have.person,
	})
	w := st.Appointment
	return ok && have == columns{
		no: string(w.No), short: shortOf(w.No), start: w.Slot.Start, counter: w.Counter.Code, state: string(w.State),
		person: personOf(w.Person, st.id).ID, day: dayNumber(w.Slot.Day), begins: int64(w.Slot.From()), ends: int64(w.Slot.To()),
		opened: st.opened, conflict: len(w.Conflicts()) > 0,
	}, err
}

func shortOf(no hall.AppointNo) string { return strings.ReplaceAll(no.Spoken(), " ", "") }
