package localdb

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"bianmin/hall"
)

// subjects folds every subject again and compares what is stored of it.
func (a *audit) subjects(ctx context.Context) error {
	const text = `SELECT ` + entryColumns + ` FROM entry INDEXED BY entry_by_subject ORDER BY subject, seq`
	var st *subjectState
	err := each(ctx, a.v, text, nil, func(rows *sql.Rows) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := scanEntry(a.v.field, rows)
		if hall.KindOf(err) == hall.Damaged {
			return nil // said already
		}
		if err != nil {
			return err
		}
		if st == nil || st.id != r.subject {
			if err := a.subject(ctx, st); err != nil {
				return err
			}
			st = &subjectState{id: r.subject, opened: r.seq}
		}
		st.Judge(r.entry)
		return nil
	})
	if err != nil {
		return err
	}
	if err := a.subject(ctx, st); err != nil {
		return err
	}
	return a.orphans(ctx)
}

func (a *audit) orphans(ctx context.Context) error {
	const text = `
		SELECT no FROM (SELECT id, no FROM cases UNION ALL SELECT id, no FROM appointment
			UNION ALL SELECT id, no FROM record)
		WHERE id NOT IN (SELECT subject FROM entry)
		LIMIT 20`
	return each(ctx, a.v, text, nil, func(rows *sql.Rows) error {
		var no string
		if err := rows.Scan(&no); err != nil {
			return fault("read projections", err)
		}
		return a.problem("%s 没有对应的留痕", no)
	})
}

func (a *audit) subject(ctx context.Context, want *subjectState) error {
	if want == nil {
		return nil
	}
	have, err := loadSubject(ctx, a.v, want.id)
	if hall.KindOf(err) == hall.Damaged {
		return a.problem("%s 的当前状态读不出来", want.name())
	}
	if err != nil {
		return err
	}
	same, err := sameJSON(want.Case, have.Case)
	if err == nil && same {
		same, err = sameJSON(want.Appointment, have.Appointment)
	}
	if err == nil && same {
		same, err = sameJSON(want.Record, have.Record)
	}
	if err != nil {
		return err
	}
	if same && want.Case != nil {
		line := lineOf(want.Case)
		line.opened = want.opened
		a.tally(&line)
		if same, err = a.sameLine(ctx, want, line, *have.stored); err != nil {
			return err
		}
	} else if want.Case != nil {
		line := lineOf(want.Case)
		a.tally(&line)
	}
	if same && want.Appointment != nil {
		if same, err = a.sameBooking(ctx, want); err != nil {
			return err
		}
	}
	if same && want.Record != nil {
		if same, err = a.sameRecord(ctx, want, have); err != nil {
			return err
		}
	}
	if same && want.Record != nil {
		if same, err = a.sameStaff(ctx, want.Record); err != nil {
			return err
		}
	}
	if !same || !sameHeld(want, have) {
		return a.problem("%s 的当前状态与留痕算出的不同", want.name())
	}
	return nil
}

// name is what a problem calls the subject.
func (st *subjectState) name() string {
	switch {
	case st.Case != nil:
		return "办件 " + string(st.Case.No)
	case st.Appointment != nil:
		return "预约 " + string(st.Appointment.No)
	case st.Record != nil:
		return "登记 " + string(st.Record.Facts().Sort) + " " + st.Record.Facts().No
	}
	return "对象 " + st.id
}

func sameJSON(a, b any) (bool, error) {
	left, err := json.Marshal(a)
	if err != nil {
		return false, fmt.Errorf("encode a projection: %w", err)
	}
	right, err := json.Marshal(b)
	return bytes.Equal(left, right), err
}

func sameHeld(want, have *subjectState) bool {
	if len(want.Held) != len(have.Held) {
		return false
	}
	for i := range want.Held {
		if !bytes.Equal(want.Held[i].Line(), have.Held[i].Line()) {
			return false
		}
	}
	return true
}

func (a *audit) tally(l *caseLine) {
	for _, k := range l.tallies() {
		a.tallies[k]++
	}
}

func (a *audit) sameLine(ctx context.Context, st *subjectState, want, have caseLine) (bool, error) {
	var (
		short, person string
		day           int64
	)
	const text = `
		SELECT c.short, c.day, p.id
		FROM cases AS c
		JOIN person AS p ON p.rid = c.person
		WHERE c.rid = ?`
	ok, err := a.v.get(ctx, text, []any{have.rid}, []any{&short, &day, &person})
	if err != nil {
		return false, err
	}
	hands, err := handsOf(ctx, a.v, have.rid)
	if err != nil {
		return false, err
	}
	if same, err := a.sameFigure(ctx, have.rid, st.Case); err != nil || !same {
		return false, err
	}
	want.rid, want.person = have.rid, have.person
	return slices.Equal(hands, st.Case.Hands()) && ok && want == have && short == want.row.No.Short() && day == dayNumber(want.row.No.Day()) &&
		person == personOf(st.Case.Applicant, st.id).ID, nil
}

// counters compares the counters with those the folded cases give.
func (a *audit) counters(ctx context.Context) error {
	err := each(ctx, a.v, `SELECT kind, day, n FROM tally WHERE kind NOT GLOB 'next:*' ORDER BY kind, day`, nil, func(rows *sql.Rows) error {
		var (
			k tallyKey
			n int
		)
		if err := rows.Scan(&k.kind, &k.day, &n); err != nil {
			return fault("read counters", err)
		}
		want := a.tallies[k]
		delete(a.tallies, k)
		if n != want {
			return a.problem("计数 %s（%d）是 %d，应是 %d", k.kind, k.day, n, want)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(a.tallies) > 0 {
		return a.problem("少了 %d 个计数", len(a.tallies))
	}
	return nil
}

// visit is one time a person came, as the journal has it.
type visit struct {
	opened int64
	person hall.Person
}

// persons merges every person again from their visits and compares fields and indexes.
func (a *audit) persons(ctx context.Context) error {
	const text = `SELECT rid, id, name, body FROM person ORDER BY rid`
	err := each(ctx, a.v, text, nil, func(rows *sql.Rows) error {
		var (
			rid        int64
			id         string
			name, body []byte
		)
		if err := rows.Scan(&rid, &id, &name, &body); err != nil {
			return fault("read persons", err)
		}
		same, err := a.samePerson(ctx, rid, id, name, body)
		if err != nil && hall.KindOf(err) != hall.Damaged {
			return err
		}
		if err != nil || !same {
			return a.problem("第 %d 个申请人与留痕算出的不同", rid)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	var have int
	if _, err := a.v.get(ctx, `SELECT COUNT(*) FROM person_key`, nil, []any{&have}); err != nil {
		return err
	}
	if have != a.keys {
		return a.problem("证件和电话的检索有 %d 条，应是 %d 条", have, a.keys)
	}
	return nil
}

func (a *audit) samePerson(ctx context.Context, rid int64, id string, name, body []byte) (bool, error) {
	visits, err := visitsOf(ctx, a.v, rid)
	if err != nil || len(visits) == 0 {
		return false, err
	}
	want := personOfVisits(visits)
	have, err := openPerson(a.v.field, id, body)
	if err != nil {
		return false, err
	}
	shown, err := a.v.field.Open("person", id, "name", name)
	if err != nil {
		return false, err
	}
	if ok, err := a.indexed(ctx, rid, want, visits); err != nil || !ok {
		return false, err
	}
	same, err := sameJSON(want, have)
	return same && string(shown) == want.Name && id == want.ID, err
}

// indexed looks for the blind indexes of a person. Those of what is known now must be
// there. Those of numbers given before are counted where they are: the first builds of the
// program dropped them when a number changed.
func (a *audit) indexed(ctx context.Context, rid int64, now hall.Person, visits []visit) (bool, error) {
	must := keysOf(a.v.field, now)
	all := map[string]bool{}
	look := func(k personKey) (bool, error) {
		name := fmt.Sprintf("%d/%x", k.kind, k.key)
		if found, done := all[name]; done {
			return found, nil
		}
		const text = `SELECT 1 FROM person_key WHERE kind = ? AND key = ? AND person = ?`
		var one int
		found, err := a.v.get(ctx, text, []any{k.kind, k.key, rid}, []any{&one})
		if all[name] = found; found {
			a.keys++
		}
		return found, err
	}
	for _, k := range must {
		if found, err := look(k); err != nil || !found {
			return false, err
		}
	}
	for _, v := range visits {
		for _, k := range keysOf(a.v.field, v.person) {
			if _, err := look(k); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// personOfVisits merges what a person said of themselves, the first time first.
func personOfVisits(visits []visit) hall.Person {
	slices.SortFunc(visits, func(x, y visit) int { return cmp.Compare(x.opened, y.opened) })
	out := visits[0].person
	for _, v := range visits[1:] {
		out = merged(out, v.person)
	}
	return out
}

// visitsOf are the times a person came.
func visitsOf(ctx context.Context, s source, rid int64) ([]visit, error) {
	const cases = `
		SELECT c.opened, c.id, b.body FROM cases AS c JOIN case_body AS b ON b.rid = c.rid WHERE c.person = ?`
	var out []visit
	err := each(ctx, s, cases, []any{rid}, func(rows *sql.Rows) error {
		var (
			v      visit
			id     string
			stored []byte
		)
		if err := rows.Scan(&v.opened, &id, &stored); err != nil {
			return fault("read a person's cases", err)
		}
		c, err := openCase(s.sealer(), id, stored)
		if err != nil {
			return err
		}
		v.person = personOf(c.Applicant, id)
		out = append(out, v)
		return nil
	})
	if err != nil {
		return nil, err
	}
	const bookings = `SELECT opened, id, body FROM appointment WHERE person = ?`
	err = each(ctx, s, bookings, []any{rid}, func(rows *sql.Rows) error {
		var (
			v      visit
			id     string
			stored []byte
		)
		if err := rows.Scan(&v.opened, &id, &stored); err != nil {
			return fault("read a person's appointments", err)
		}
		booked, err := openAppointment(s.sealer(), id, stored)
		if err != nil {
			return err
		}
		v.person = personOf(booked.Person, id)
		out = append(out, v)
		return nil
	})
	return out, err
}
