package localdb

import (
	"database/sql"

	"bianmin/hall/journal"
)

const entryColumns = `seq, id, kind, subject, at, recorded, header, salt, body, leaf`

// entryRow is a stored entry, and the columns beside its bytes.
type entryRow struct {
	seq          int64
	id, kind     string
	subject      string
	at, recorded int64
	leaf         []byte
	entry        journal.Entry
}

// scanEntry reads a row of entryColumns, and what follows them into more. Bytes that
// cannot be an entry are Damaged; the columns beside them are returned all the same.
func scanEntry(f field, rows *sql.Rows, more ...any) (entryRow, error) {
	var (
		r                  entryRow
		header, salt, body []byte
	)
	dest := []any{&r.seq, &r.id, &r.kind, &r.subject, &r.at, &r.recorded, &header, &salt, &body, &r.leaf}
	err := rows.Scan(append(dest, more...)...)
	if err != nil {
		return r, fault("read an entry", err)
	}
	if salt, err = f.Open("entry", r.id, "salt", salt); err != nil {
		return r, err
	}
	if body, err = f.Open("entry", r.id, "body", body); err != nil {
		return r, err
	}
	if len(salt) != journal.SaltSize {
		return r, damaged("一条留痕的随机数长度不对", nil)
	}
	if r.entry, err = journal.FromParts(header, [journal.SaltSize]byte(salt), body); err != nil {
		return r, damaged("一条留痕读不出来", err)
	}
	return r, nil
}
