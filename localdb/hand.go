package localdb

import (
	"context"
	"database/sql"
	"slices"
)

// putHands writes who opened or carries a case, when that is not what stands there.
func (tx *Tx) putHands(ctx context.Context, rid int64, stored bool, hands []string) error {
	if stored {
		have, err := handsOf(ctx, tx, rid)
		if err != nil || slices.Equal(have, hands) {
			return err
		}
		if err := tx.exec(ctx, `DELETE FROM case_hand WHERE rid = ?`, rid); err != nil {
			return err
		}
	}
	for _, staff := range hands {
		if err := tx.exec(ctx, `INSERT INTO case_hand (staff, rid) VALUES (?, ?)`, staff, rid); err != nil {
			return err
		}
	}
	return nil
}

// handsOf are the staff ids that stand with a case, in order.
func handsOf(ctx context.Context, s source, rid int64) ([]string, error) {
	var out []string
	err := each(ctx, s, `SELECT staff FROM case_hand WHERE rid = ? ORDER BY staff`, []any{rid}, func(rows *sql.Rows) error {
		var staff string
		err := rows.Scan(&staff)
		out = append(out, staff)
		return fault("read who carries a case", err)
	})
	return out, err
}
