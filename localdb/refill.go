package localdb

import (
	"context"
	"database/sql"
)

// refill computes what a migration added beside cases that were there before it: their
// figures, and who carries them. It is one transaction, and costs two look-ups when there is
// nothing to do.
func (db *DB) refill(ctx context.Context) error {
	var lacking bool
	const text = `SELECT (SELECT MAX(rid) FROM cases) IS NOT (SELECT MAX(rid) FROM case_figure)`
	if err := db.reads.look(ctx, text, &lacking); err != nil || !lacking || db.writer == nil {
		return err
	}
	return db.write(ctx, "bring older cases up to date", func(tx *Tx) error {
		const older = `
			SELECT c.rid, c.id, b.body
			FROM cases AS c
			JOIN case_body AS b ON b.rid = c.rid
			WHERE c.rid > ? AND c.rid NOT IN (SELECT rid FROM case_figure)
			ORDER BY c.rid
			LIMIT 1000`
		last, more := int64(0), true
		for more {
			more = false
			lines, err := olderCases(ctx, tx, older, last)
			if err != nil {
				return err
			}
			for _, l := range lines {
				last, more = l.rid, true
				c, err := openCase(tx.sealer(), l.id, l.body)
				if err != nil {
					return err
				}
				if err := tx.putFigure(ctx, l.rid, c); err != nil {
					return err
				}
				if err := tx.putHands(ctx, l.rid, true, c.Hands()); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

type olderCase struct {
	rid  int64
	id   string
	body []byte
}

func olderCases(ctx context.Context, s source, text string, after int64) ([]olderCase, error) {
	var out []olderCase
	err := each(ctx, s, text, []any{after}, func(rows *sql.Rows) error {
		var l olderCase
		err := rows.Scan(&l.rid, &l.id, &l.body)
		out = append(out, l)
		return fault("read an older case", err)
	})
	return out, err
}
