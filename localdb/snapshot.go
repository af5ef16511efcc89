package localdb

import "context"

// KeepPaper keeps the values an issued paper was made from, by the id of its record.
func (tx *Tx) KeepPaper(ctx context.Context, id string, values []byte) error {
	const put = `INSERT INTO paper_snapshot (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`
	return tx.exec(ctx, put, id, tx.sealer().Seal("paper_snapshot", id, "body", values))
}

// PaperValues are the values KeepPaper kept, nil when another device printed the paper.
func (db *DB) PaperValues(ctx context.Context, id string) ([]byte, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	var stored []byte
	ok, err := v.get(ctx, `SELECT body FROM paper_snapshot WHERE id = ?`, []any{id}, []any{&stored})
	if err != nil || !ok {
		return nil, err
	}
	return v.field.Open("paper_snapshot", id, "body", stored)
}
