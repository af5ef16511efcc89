package localdb

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// errEnough stops reading rows; it goes no further than this file.
var errEnough = errors.New("enough")

// Batch is the run of lines from position from on, at most maxLines and maxBytes, but
// one line however long; it is empty behind the last entry. Lines the county once held
// are rebuilt from the entries, byte for byte.
func (db *DB) Batch(ctx context.Context, from int64, maxLines, maxBytes int) (journal.Batch, error) {
	b := journal.Batch{From: from}
	v, err := db.view(ctx)
	if err != nil {
		return b, err
	}
	defer v.close()
	size, err := sizeOf(ctx, v)
	if err != nil {
		return b, err
	}
	if from < 1 || from > size+1 {
		return b, hall.Refuse(fmt.Sprintf("要从第 %d 条传起，本机只有 %d 条", from, size), "")
	}
	total := 0
	take := func(line []byte) error {
		if len(b.Lines) > 0 && total+len(line) > maxBytes {
			return errEnough
		}
		b.Lines, total = append(b.Lines, line), total+len(line)
		return nil
	}
	if err := readLines(ctx, v, from, from+int64(max(maxLines, 1))-1, take); err != nil && !errors.Is(err, errEnough) {
		return b, err
	}
	b.Head, err = headAt(ctx, v, from-1+int64(len(b.Lines)))
	return b, err
}

// readLines reads the lines from first to last from the outbox, or from the entries
// where the outbox does not reach back.
func readLines(ctx context.Context, s source, first, last int64, take func([]byte) error) error {
	var low sql.NullInt64
	if _, err := s.get(ctx, `SELECT MIN(seq) FROM outbox`, nil, []any{&low}); err != nil {
		return err
	}
	if !low.Valid || first < low.Int64 {
		return rebuildLines(ctx, s, first, last, func(_ int64, line []byte) error { return take(line) })
	}
	const text = `SELECT seq, line FROM outbox WHERE seq BETWEEN ? AND ? ORDER BY seq`
	next := first
	return each(ctx, s, text, []any{first, last}, func(rows *sql.Rows) error {
		var (
			seq    int64
			stored []byte
		)
		if err := rows.Scan(&seq, &stored); err != nil {
			return fault("read the outbox", err)
		}
		if seq != next {
			return damaged(fmt.Sprintf("待传的记录缺第 %d 条", next), nil)
		}
		next++
		line, err := s.sealer().Open("outbox", fmt.Sprint(seq), "line", stored)
		if err != nil {
			return err
		}
		return take(line)
	})
}

func rebuildLines(ctx context.Context, s source, first, last int64, take func(seq int64, line []byte) error) error {
	const text = `SELECT ` + entryColumns + ` FROM entry WHERE seq BETWEEN ? AND ? ORDER BY seq`
	next := first
	return each(ctx, s, text, []any{first, last}, func(rows *sql.Rows) error {
		stored, err := scanEntry(s.sealer(), rows)
		if err != nil {
			return err
		}
		if stored.seq != next {
			return damaged(fmt.Sprintf("留痕缺第 %d 条", next), nil)
		}
		next++
		return take(stored.seq, stored.entry.Line())
	})
}

func sizeOf(ctx context.Context, s source) (int64, error) {
	var size int64
	_, err := s.get(ctx, `SELECT size FROM edge WHERE one = 1`, nil, []any{&size})
	return size, err
}

// RootAt names the journal as it was at a size. Invalid when it never was that long.
func (db *DB) RootAt(ctx context.Context, size int64) (journal.Head, error) {
	v, err := db.view(ctx)
	if err != nil {
		return journal.Head{}, err
	}
	defer v.close()
	return headAt(ctx, v, size)
}

func headAt(ctx context.Context, s source, size int64) (journal.Head, error) {
	have, err := sizeOf(ctx, s)
	if err != nil {
		return journal.Head{}, err
	}
	if size < 0 || size > have {
		return journal.Head{}, hall.Refuse(fmt.Sprintf("本机的留痕只有 %d 条", have), "")
	}
	root, err := tlog.TreeHash(size, hashReader(ctx, s))
	if err != nil {
		return journal.Head{}, fmt.Errorf("compute the root: %w", err)
	}
	return journal.Head{Size: size, Root: root}, nil
}

func hashReader(ctx context.Context, s source) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, idx := range indexes {
			var raw []byte
			ok, err := s.get(ctx, `SELECT hash FROM merkle WHERE idx = ?`, []any{idx}, []any{&raw})
			if err != nil {
				return nil, err
			}
			if !ok || len(raw) != tlog.HashSize {
				return nil, damaged("留痕的校验值缺了一段", nil)
			}
			out[i] = tlog.Hash(raw)
		}
		return out, nil
	})
}

// Settle takes in the county's receipt. Only a receipt whose root is ours at that size
// moves the outbox; another is Rejected and changes nothing. When the county was restored
// (another epoch, or fewer entries than before) the outbox is filled again from there.
func (db *DB) Settle(ctx context.Context, r journal.Receipt) error {
	return db.write(ctx, "settle a receipt", func(tx *Tx) error {
		if err := tx.sameRoot(ctx, r.Acked); err != nil {
			return err
		}
		before, err := progressOf(ctx, tx)
		if err != nil {
			return err
		}
		if err := tx.moveOutbox(ctx, r.Acked.Size); err != nil {
			return err
		}
		if before.Epoch != r.Epoch || r.Acked.Size < before.Acked.Size {
			if err := tx.exec(ctx, `DELETE FROM exception WHERE seq > ?`, r.Acked.Size); err != nil {
				return err
			}
		}
		return tx.putReceipt(ctx, r)
	})
}

func (tx *Tx) sameRoot(ctx context.Context, acked journal.Head) error {
	differ := &hall.Error{Kind: hall.Rejected, Say: "县里的留痕与本机对不上", Next: "本机数据没有动；请联系县里的管理员核对"}
	if acked.Size < 0 || acked.Size > tx.edge.Size() {
		return differ
	}
	ours, err := headAt(ctx, tx, acked.Size)
	if err != nil {
		return err
	}
	if ours.Root != acked.Root {
		return differ
	}
	return nil
}

// moveOutbox makes the outbox hold exactly what is behind acked.
func (tx *Tx) moveOutbox(ctx context.Context, acked int64) error {
	if err := tx.exec(ctx, `DELETE FROM outbox WHERE seq <= ?`, acked); err != nil {
		return err
	}
	var low sql.NullInt64
	if _, err := tx.get(ctx, `SELECT MIN(seq) FROM outbox`, nil, []any{&low}); err != nil {
		return err
	}
	last := tx.edge.Size()
	if low.Valid {
		last = low.Int64 - 1
	}
	return rebuildLines(ctx, tx, acked+1, last, func(seq int64, line []byte) error { return tx.putLine(ctx, seq, line) })
}

func (tx *Tx) putReceipt(ctx context.Context, r journal.Receipt) error {
	for _, x := range r.Exceptions {
		const text = `
			INSERT INTO exception (seq, entry, status, why)
			VALUES (?, ?, ?, ?)
			ON CONFLICT (seq) DO UPDATE SET entry = excluded.entry, status = excluded.status, why = excluded.why`
		if err := tx.exec(ctx, text, x.Seq, x.Entry, x.Status, x.Why); err != nil {
			return err
		}
	}
	var asOf any
	if !r.Time.IsZero() {
		asOf = r.Time.UnixMilli()
	}
	const text = `
		INSERT INTO receipt (one, size, root, epoch, as_of)
		VALUES (1, ?, ?, ?, ?)
		ON CONFLICT (one) DO UPDATE SET size = excluded.size, root = excluded.root, epoch = excluded.epoch, as_of = excluded.as_of`
	return tx.exec(ctx, text, r.Acked.Size, r.Acked.Root[:], r.Epoch, asOf)
}

// Progress is how far the journal has reached the county.
func (db *DB) Progress(ctx context.Context) (journal.Progress, error) {
	v, err := db.view(ctx)
	if err != nil {
		return journal.Progress{}, err
	}
	defer v.close()
	return progressOf(ctx, v)
}

func progressOf(ctx context.Context, s source) (journal.Progress, error) {
	var (
		p           journal.Progress
		size        int64
		roots, root []byte
		asOf        sql.NullInt64
	)
	if _, err := s.get(ctx, `SELECT size, roots FROM edge WHERE one = 1`, nil, []any{&size, &roots}); err != nil {
		return p, err
	}
	edge, err := journal.ParseEdge(size, roots)
	if err != nil {
		return p, damaged("留痕的末端读不出来", err)
	}
	p.Head, p.Acked = edge.Head(), (&journal.Edge{}).Head()
	const text = `SELECT size, root, epoch, as_of FROM receipt WHERE one = 1`
	ok, err := s.get(ctx, text, nil, []any{&p.Acked.Size, &root, &p.Epoch, &asOf})
	if err != nil || !ok {
		return p, err
	}
	if len(root) != tlog.HashSize {
		return p, damaged("县里的回执读不出来", nil)
	}
	p.Acked.Root = journal.Hash(root)
	if asOf.Valid {
		p.AsOf = time.UnixMilli(asOf.Int64).UTC()
	}
	return p, nil
}

// Exceptions are the county's verdicts other than applied, by position.
func (db *DB) Exceptions(ctx context.Context) ([]journal.Exception, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	var out []journal.Exception
	err = each(ctx, v, `SELECT seq, entry, status, why FROM exception ORDER BY seq`, nil, func(rows *sql.Rows) error {
		var x journal.Exception
		if err := rows.Scan(&x.Seq, &x.Entry, &x.Status, &x.Why); err != nil {
			return fault("read an exception", err)
		}
		out = append(out, x)
		return nil
	})
	return out, err
}

// Link is the device's enrolment; the zero Link when it is not enrolled.
func (db *DB) Link(ctx context.Context) (journal.Link, error) {
	var l journal.Link
	v, err := db.view(ctx)
	if err != nil {
		return l, err
	}
	defer v.close()
	text, err := metaOf(ctx, v, "link")
	if err != nil || text == nil {
		return l, err
	}
	if err := json.Unmarshal(text, &l); err != nil {
		return l, damaged("入网的登记读不出来", err)
	}
	return l, nil
}

// SaveLink keeps the device's enrolment, its private key included.
func (db *DB) SaveLink(ctx context.Context, l journal.Link) error {
	text, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("encode the link: %w", err)
	}
	return db.write(ctx, "save the link", func(tx *Tx) error { return tx.putMeta(ctx, "link", text) })
}
