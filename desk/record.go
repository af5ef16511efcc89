package desk

import (
	"context"
	"time"

	"bianmin/hall"
	"bianmin/hall/fold"
)

// pointer is *R, which is a hall.Record.
type pointer[R any] interface {
	*R
	hall.Record
}

// sortOf is the sort of records R; the facts of an empty record say it.
func sortOf[R any, P pointer[R]]() hall.Sort { return P(new(R)).Facts().Sort }

// record is a record R by id, full or spoken number; NotFound when there is none.
func record[R any, P pointer[R]](ctx context.Context, from Records, key string) (P, error) {
	r, err := from.Record(ctx, sortOf[R, P](), key)
	if err != nil {
		return nil, err
	}
	own, ok := r.(P)
	if !ok {
		return nil, hall.Missing("没有这条登记", "请核对编号")
	}
	return own, nil
}

// records are all records R a query selects; the query's sort is set here.
func records[R any, P pointer[R]](ctx context.Context, from Records, q hall.RecordQuery) ([]P, error) {
	var out []P
	q.Sort = sortOf[R, P]()
	for {
		page, err := from.Records(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, r := range page.Records {
			if own, ok := r.(P); ok {
				out = append(out, own)
			}
		}
		if page.Next == 0 || q.Limit > 0 && len(out) >= q.Limit {
			return out, nil
		}
		q.After = page.Next
	}
}

// onRecord writes one entry on a record R: the body is made from the record as it stands
// inside the act, so that two counters never decide on an old view.
func onRecord[R any, P pointer[R]](ctx context.Context, s *Session, key string, body func(Tx, P) (hall.Body, error)) (P, error) {
	var after P
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		r, err := record[R, P](ctx, tx, key)
		if err != nil {
			return err
		}
		b, err := body(tx, r)
		if err != nil {
			return err
		}
		if err := s.append(ctx, tx, r.Trail().ID, time.Time{}, b); err != nil {
			return err
		}
		after, err = record[R, P](ctx, tx, r.Trail().ID)
		return err
	})
	return after, err
}

// openRecord writes the entry that begins a record, numbered with a letter inside the act.
func openRecord[R any, P pointer[R]](
	ctx context.Context, s *Session, letter string, at time.Time, body func(Tx, hall.RecordNo) (hall.Body, error),
) (P, error) {
	var after P
	id, err := s.newID()
	if err != nil {
		return after, err
	}
	if at.IsZero() {
		at = s.Now()
	}
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		no, err := s.recordNo(ctx, tx, letter, hall.DayOf(at))
		if err != nil {
			return err
		}
		b, err := body(tx, no)
		if err != nil {
			return err
		}
		if err := s.append(ctx, tx, id, at, b); err != nil {
			return err
		}
		after, err = record[R, P](ctx, tx, id)
		return err
	})
	return after, err
}

// recordNo is the next number with a letter on a day.
func (s *Session) recordNo(ctx context.Context, tx Tx, letter string, day hall.Date) (hall.RecordNo, error) {
	office, err := s.parts.Register.Office(ctx)
	if err != nil {
		return "", err
	}
	if !office.Device.Valid() {
		return "", hall.Forbid("这台机器还没有设备号，不能编号", "请用县里给的编码登记（enrol），或 init --device")
	}
	n, err := tx.Next(ctx, "record:"+letter, day)
	if err != nil {
		return "", err
	}
	return hall.NewRecordNo(letter, day, office.Device, n), nil
}

// KindHan is a kind of entry as a timeline shows it.
func KindHan(k hall.Kind) string { return fold.Han(k) }

// colleague is a person who works in the hall now; NotFound when there is none.
func (d *Desk) colleague(ctx context.Context, id string) (hall.Staff, error) {
	people, err := d.parts.Register.Staff(ctx)
	if err != nil {
		return hall.Staff{}, err
	}
	for _, p := range people {
		if p.ID == id && p.Works() {
			return p, nil
		}
	}
	return hall.Staff{}, hall.Missing("没有这位工作人员，或已经离岗", "请核对工作人员编号")
}
