package localdb

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"bianmin/hall"
	"bianmin/hall/catalogue"
	"bianmin/hall/workday"
)

// Matter is the matter of the edition in use with this code, shared: it must not be
// changed. NotFound when there is none.
func (db *DB) Matter(ctx context.Context, code string) (hall.Matter, error) {
	kept := func(p *published) (hall.Matter, bool) {
		m, ok := p.matters[code]
		return m, ok
	}
	load := func(v *view) (hall.Matter, error) {
		var text string
		ok, err := v.get(ctx, `SELECT body FROM matter WHERE code = ?`, []any{code}, []any{&text})
		if err != nil {
			return hall.Matter{}, err
		}
		if !ok {
			return hall.Matter{}, hall.Missing("目录里没有这个事项", "请到「事项」页看现行目录")
		}
		return matterFrom(text)
	}
	return known(ctx, db, kept, load, func(p *published, m hall.Matter) { p.matters[code] = m })
}

// Matters are the matters of the edition in use, in its order.
func (db *DB) Matters(ctx context.Context) ([]hall.Matter, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	var out []hall.Matter
	err = each(ctx, v, `SELECT body FROM matter ORDER BY ord`, nil, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return fault("read a matter", err)
		}
		m, err := matterFrom(text)
		out = append(out, m)
		return err
	})
	return out, err
}

func matterFrom(text string) (hall.Matter, error) {
	var m hall.Matter
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return m, damaged("有一个事项读不出来", err)
	}
	return m, nil
}

// PublishCatalogue replaces the edition in use by e, all or nothing. Editions are kept, and
// may be published again; other content under a name that was used is Invalid, because
// cases and papers name the edition they follow.
func (db *DB) PublishCatalogue(ctx context.Context, e catalogue.Edition) error {
	if e.Name == "" || len(e.Matters) == 0 {
		return hall.Refuse("目录没有版次名，或一个事项也没有", "请检查目录文件")
	}
	return db.write(ctx, "publish the catalogue", func(tx *Tx) error {
		if err := tx.putEdition(ctx, e); err != nil {
			return err
		}
		if err := tx.exec(ctx, `DELETE FROM matter`); err != nil {
			return err
		}
		for i, m := range e.Matters {
			text, err := json.Marshal(m)
			if err != nil {
				return fmt.Errorf("encode matter %s: %w", m.Code, err)
			}
			const put = `INSERT INTO matter (code, ord, edition, body) VALUES (?, ?, ?, ?)`
			if err := tx.exec(ctx, put, m.Code, i, e.Name, string(text)); err != nil {
				return err
			}
		}
		return tx.publish(ctx)
	})
}

func (tx *Tx) putEdition(ctx context.Context, e catalogue.Edition) error {
	digest, err := digestOf(e)
	if err != nil {
		return err
	}
	if err := tx.sameEdition(ctx, e, digest); err != nil {
		return err
	}
	const text = `
		INSERT INTO edition (name, published, effective_from, note, source, taken_at, digest)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET published = excluded.published, effective_from = excluded.effective_from,
			note = excluded.note, source = excluded.source, taken_at = excluded.taken_at, digest = excluded.digest`
	source := e.Source
	if source == nil {
		source = []byte{}
	}
	return tx.exec(ctx, text, e.Name, e.Published, e.EffectiveFrom, e.Note, source, tx.db.opts.Clock().UnixMilli(), digest)
}

// digestOf names what an edition says, whatever the spelling of its file.
func digestOf(e catalogue.Edition) ([]byte, error) {
	e.Source = nil
	text, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encode edition %s: %w", e.Name, err)
	}
	sum := sha256.Sum256(text)
	return sum[:], nil
}

// sameEdition refuses other content under a name that is taken. The same file is the same
// content even when a newer program reads more out of it.
func (tx *Tx) sameEdition(ctx context.Context, e catalogue.Edition, digest []byte) error {
	var source, before []byte
	ok, err := tx.get(ctx, `SELECT source, digest FROM edition WHERE name = ?`, []any{e.Name}, []any{&source, &before})
	if err != nil || !ok || bytes.Equal(before, digest) || len(source) > 0 && bytes.Equal(source, e.Source) {
		return err
	}
	return hall.Refuse("这一版目录已经导入过，内容却不一样", "内容改了要换一个版次名（edition）")
}

// Calendar is the working-day calendar of the years published so far.
func (db *DB) Calendar(ctx context.Context) (workday.Calendar, error) {
	kept := func(p *published) (cal workday.Calendar, ok bool) {
		if p.calendar == nil {
			return cal, false
		}
		return *p.calendar, true
	}
	load := func(v *view) (workday.Calendar, error) { return calendarOf(ctx, v) }
	return known(ctx, db, kept, load, func(p *published, cal workday.Calendar) { p.calendar = &cal })
}

func calendarOf(ctx context.Context, s source) (workday.Calendar, error) {
	var years []workday.Year
	err := each(ctx, s, `SELECT body FROM calendar ORDER BY year`, nil, func(rows *sql.Rows) error {
		var (
			text string
			y    workday.Year
		)
		if err := rows.Scan(&text); err != nil {
			return fault("read a calendar year", err)
		}
		if err := json.Unmarshal([]byte(text), &y); err != nil {
			return damaged("放假安排读不出来", err)
		}
		years = append(years, y)
		return nil
	})
	if err != nil {
		return workday.Calendar{}, err
	}
	cal, err := workday.New(years...)
	if err != nil {
		return cal, damaged("放假安排自相矛盾", err)
	}
	return cal, nil
}

// PublishCalendar adds or replaces these years, all or nothing. A year that contradicts
// itself is Invalid.
func (db *DB) PublishCalendar(ctx context.Context, years []workday.Year) error {
	if _, err := workday.New(years...); err != nil {
		var input *workday.InputError
		if errors.As(err, &input) {
			return &hall.Error{Kind: hall.Invalid, Say: input.Sentence, Next: "请改好放假安排再导入", Err: err}
		}
		return err
	}
	return db.write(ctx, "publish the calendar", func(tx *Tx) error {
		for _, y := range years {
			text, err := json.Marshal(y)
			if err != nil {
				return fmt.Errorf("encode the year %d: %w", y.Year, err)
			}
			const put = `INSERT INTO calendar (year, body) VALUES (?, ?) ON CONFLICT (year) DO UPDATE SET body = excluded.body`
			if err := tx.exec(ctx, put, y.Year, string(text)); err != nil {
				return err
			}
		}
		return tx.publish(ctx)
	})
}
