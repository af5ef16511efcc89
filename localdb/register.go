package localdb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"bianmin/hall"
)

// Office is the hall this device stands in.
func (db *DB) Office(ctx context.Context) (hall.Office, error) {
	kept := func(p *published) (o hall.Office, ok bool) {
		if p.office == nil {
			return o, false
		}
		return *p.office, true
	}
	load := func(v *view) (hall.Office, error) { return officeOf(ctx, v, db.journal) }
	return known(ctx, db, kept, load, func(p *published, o hall.Office) { p.office = &o })
}

// SaveOffice replaces what is known of the hall. Its Journal stays this device's own.
func (db *DB) SaveOffice(ctx context.Context, o hall.Office) error {
	return db.write(ctx, "save the office", func(tx *Tx) error { return tx.putOffice(ctx, o) })
}

// SetDevice gives the device the code that keeps its numbers apart from other devices'.
func (db *DB) SetDevice(ctx context.Context, code hall.DeviceCode) error {
	if !code.Valid() {
		return hall.Refuse("设备代码应是两位数字或大写字母（不含 I、L、O、U）", "请照县里发的填")
	}
	return db.write(ctx, "set the device code", func(tx *Tx) error {
		o, err := officeOf(ctx, tx, db.journal)
		if err != nil {
			return err
		}
		o.Device = code
		return tx.putOffice(ctx, o)
	})
}

func officeOf(ctx context.Context, s source, journal string) (hall.Office, error) {
	var o hall.Office
	text, err := metaOf(ctx, s, "office")
	if err != nil {
		return o, err
	}
	if text == nil {
		return o, damaged("大厅的登记不见了", nil)
	}
	if err := json.Unmarshal(text, &o); err != nil {
		return o, damaged("大厅的登记读不出来", err)
	}
	o.Journal = journal
	return o, nil
}

func (tx *Tx) putOffice(ctx context.Context, o hall.Office) error {
	o.Journal = tx.db.journal
	text, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("encode the office: %w", err)
	}
	if err := tx.putMeta(ctx, "office", text); err != nil {
		return err
	}
	return tx.publish(ctx)
}

// Staff are the people of the hall, by id.
func (db *DB) Staff(ctx context.Context) ([]hall.Staff, error) {
	kept := func(p *published) ([]hall.Staff, bool) { return p.staff, p.staff != nil }
	load := func(v *view) ([]hall.Staff, error) { return staffOf(ctx, v) }
	people, err := known(ctx, db, kept, load, func(p *published, people []hall.Staff) { p.staff = people })
	return slices.Clone(people), err
}

func staffOf(ctx context.Context, v *view) ([]hall.Staff, error) {
	out := []hall.Staff{}
	err := each(ctx, v, `SELECT id, body FROM staff ORDER BY id`, nil, func(rows *sql.Rows) error {
		var (
			id     string
			stored []byte
			s      hall.Staff
		)
		if err := rows.Scan(&id, &stored); err != nil {
			return fault("read staff", err)
		}
		text, err := v.field.Open("staff", id, "body", stored)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &s); err != nil {
			return damaged("有一个工作人员的登记读不出来", err)
		}
		out = append(out, s)
		return nil
	})
	return out, err
}

// AddStaff registers a person of the hall, or replaces the one with the same id.
func (db *DB) AddStaff(ctx context.Context, s hall.Staff) error {
	return db.write(ctx, "register staff", func(tx *Tx) error { return tx.putStaff(ctx, s) })
}

func (tx *Tx) putStaff(ctx context.Context, s hall.Staff) error {
	if s.ID == "" || s.Name == "" || len(s.Roles) == 0 {
		return hall.Refuse("工作人员要有工号、姓名和至少一个岗位", "请补齐再登记")
	}
	if hall.ReservedStaff(s.ID) {
		return hall.Refuse("工作人员编号 "+s.ID+" 留给系统用，不能登记", "请换一个编号")
	}
	text, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encode staff: %w", err)
	}
	const put = `INSERT INTO staff (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body`
	if err := tx.exec(ctx, put, s.ID, tx.sealer().Seal("staff", s.ID, "body", text)); err != nil {
		return err
	}
	return tx.publish(ctx)
}

// Draft returns the saved draft under a key, nil if there is none.
func (db *DB) Draft(ctx context.Context, key string) ([]byte, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	var stored []byte
	ok, err := v.get(ctx, `SELECT body FROM draft WHERE key = ?`, []any{key}, []any{&stored})
	if err != nil || !ok {
		return nil, err
	}
	return v.field.Open("draft", key, "body", stored)
}

// SaveDraft saves a draft under a key; nil drops it. DataVersion stays as it is.
func (db *DB) SaveDraft(ctx context.Context, key string, body []byte) error {
	return db.write(ctx, "save a draft", func(tx *Tx) error {
		tx.quiet = true
		if body == nil {
			return tx.exec(ctx, `DELETE FROM draft WHERE key = ?`, key)
		}
		const put = `INSERT INTO draft (key, body) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET body = excluded.body`
		return tx.exec(ctx, put, key, tx.sealer().Seal("draft", key, "body", body))
	})
}
