package localdb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
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
	const text = `SELECT id, body FROM appointment WHERE day = ? ORDER BY start, no`
	var out []*hall.Appointment
	err = each(ctx, v, text, []any{dayNumber(day)}, func(rows *sql.Rows) error {
		var (
			id     string
			stored []byte
		)
		if err := rows.Scan(&id, &stored); err != nil {
			return fault("read an appointment", err)
		}
		a, err := openAppointment(v.field, id, stored)
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
		const update = `UPDATE appointment SET state = ?, body = ? WHERE id = ?`
		return tx.exec(ctx, update, string(a.State), sealed, st.id)
	}
	person, err := tx.putPerson(ctx, personOf(a.Person, st.id))
	if err != nil {
		return err
	}
	const insert = `
		INSERT INTO appointment (id, no, short, day, start, state, opened, person, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	st.booked = true
	return tx.exec(ctx, insert, st.id, string(a.No), shortOf(a.No), dayNumber(a.Slot.Day),
		a.Slot.Start, string(a.State), st.opened, person, sealed)
}

func shortOf(no hall.AppointNo) string { return strings.ReplaceAll(no.Spoken(), " ", "") }
