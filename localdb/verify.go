package localdb

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// maxProblems ends a verification that finds fault everywhere.
const maxProblems = 100

// Report is what Verify found.
type Report struct {
	OK       bool
	Entries  int64        // entries read
	Head     journal.Head // recomputed from the entries; what the journal says of itself when OK
	Acked    journal.Head // the part the county holds
	Problems []string     // Chinese sentences; positions and case numbers, no personal data
}

// audit is one verification in progress.
type audit struct {
	v       *view
	report  Report
	said    journal.Progress // what the journal says of itself
	edge    journal.Edge     // recomputed
	hashes  *sql.Rows        // stored Merkle hashes, in order
	tallies map[tallyKey]int // recomputed
	keys    int              // blind indexes there should be
}

// Verify reads the whole file as it is at one moment and recomputes everything that can
// be computed: pages, leaves, Merkle hashes and root, projections, counters, persons and
// the outbox. It reads row by row and needs little memory. An error means it could not
// finish; what it found wrong is in the report.
func (db *DB) Verify(ctx context.Context) (Report, error) {
	v, err := db.view(ctx)
	if err != nil {
		return Report{}, err
	}
	defer v.close()
	a := &audit{v: v, tallies: map[tallyKey]int{}}
	for _, step := range []func(context.Context) error{
		a.pages, a.journal, a.outbox, a.acked, a.subjects, a.counters, a.persons,
	} {
		err := step(ctx)
		if errors.Is(err, errEnough) {
			break
		}
		if hall.KindOf(err) == hall.Damaged {
			say, _ := hall.Explain(err)
			_ = a.problem("%s", say)
			continue
		}
		if err != nil {
			return a.report, err
		}
	}
	a.report.Head, a.report.Acked = a.edge.Head(), a.said.Acked
	a.report.OK = len(a.report.Problems) == 0
	return a.report, nil
}

// problem notes a finding; it gives errEnough when there are too many to go on.
func (a *audit) problem(format string, args ...any) error {
	a.report.Problems = append(a.report.Problems, fmt.Sprintf(format, args...))
	if len(a.report.Problems) >= maxProblems {
		return errEnough
	}
	return nil
}

func (a *audit) pages(ctx context.Context) error {
	return each(ctx, a.v, `PRAGMA integrity_check(20)`, nil, func(rows *sql.Rows) error {
		var said string
		if err := rows.Scan(&said); err != nil || said == "ok" {
			return fault("check pages", err)
		}
		return a.problem("数据文件的页有错：%s", said)
	})
}

// journal recomputes every leaf and Merkle hash, in one pass over the entries.
func (a *audit) journal(ctx context.Context) error {
	var err error
	if a.said, err = progressOf(ctx, a.v); err != nil {
		return err
	}
	a.hashes, err = a.v.query(ctx, `SELECT idx, hash FROM merkle ORDER BY idx`) //nolint:rowserrcheck // at the end
	if err != nil {
		return err
	}
	defer a.hashes.Close() //nolint:errcheck // read to the end, or something worse was found
	const text = `
		SELECT e.seq, e.id, e.kind, e.subject, e.at, e.recorded, e.header, e.salt, e.body, e.leaf, o.line
		FROM entry AS e
		LEFT JOIN outbox AS o ON o.seq = e.seq
		ORDER BY e.seq`
	err = each(ctx, a.v, text, nil, func(rows *sql.Rows) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		var line []byte
		r, err := scanEntry(a.v.field, rows, &line)
		if err != nil && hall.KindOf(err) != hall.Damaged {
			return err
		}
		a.report.Entries++
		return a.entry(ctx, r, line, err)
	})
	if err != nil {
		return err
	}
	if err := a.missing(ctx, a.said.Head.Size); err != nil {
		return err
	}
	if a.hashes.Next() {
		return a.problem("留痕的校验值比留痕多")
	}
	if a.edge.Head() != a.said.Head {
		return a.problem("从头算出的留痕根与记下的不同")
	}
	return fault("read hashes", a.hashes.Err())
}

func (a *audit) entry(ctx context.Context, r entryRow, line []byte, broken error) error {
	if err := a.missing(ctx, r.seq-1); err != nil {
		return err
	}
	leaf := r.entry.Leaf()
	switch {
	case broken != nil:
		if err := a.problem("第 %d 条留痕读不出来", r.seq); err != nil {
			return err
		}
	case !bytes.Equal(leaf[:], r.leaf):
		if err := a.problem("第 %d 条留痕被改动过", r.seq); err != nil {
			return err
		}
	case !r.agrees():
		if err := a.problem("第 %d 条留痕的检索栏与内容不同", r.seq); err != nil {
			return err
		}
	}
	if len(r.leaf) == tlog.HashSize {
		leaf = journal.Hash(r.leaf) // what is wrong with it was said; do not say it of all that follow
	}
	if err := a.sent(r, line, broken); err != nil {
		return err
	}
	return a.append(leaf)
}

// agrees compares the columns beside the bytes with what the bytes say.
func (r entryRow) agrees() bool {
	h := r.entry.Header
	return r.id == h.ID && r.kind == h.Kind && r.subject == h.Subject &&
		r.at == h.At.UnixMilli() && r.recorded == h.Recorded.UnixMilli()
}

// missing notes entries that are gone up to a position, and goes on with the leaves the
// Merkle log kept of them.
func (a *audit) missing(ctx context.Context, upTo int64) error {
	for a.edge.Size() < upTo {
		n := a.edge.Size()
		if err := a.problem("缺第 %d 条留痕", n+1); err != nil {
			return err
		}
		kept, err := hashReader(ctx, a.v).ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		if err != nil {
			return err
		}
		if err := a.append(kept[0]); err != nil {
			return err
		}
	}
	return nil
}

// append adds a leaf to the recomputed log and compares the hashes it gives.
func (a *audit) append(leaf journal.Hash) error {
	want := tlog.StoredHashCount(a.edge.Size())
	for _, h := range a.edge.Append(leaf) {
		var (
			idx int64
			raw []byte
		)
		if !a.hashes.Next() {
			return errors.Join(fault("read hashes", a.hashes.Err()), a.problem("留痕的校验值缺第 %d 个", want))
		}
		if err := a.hashes.Scan(&idx, &raw); err != nil {
			return fault("read a hash", err)
		}
		if idx != want || !bytes.Equal(raw, h[:]) {
			if err := a.problem("留痕的第 %d 个校验值不对", want); err != nil {
				return err
			}
		}
		want++
	}
	return nil
}

// sent compares an outbox line with its entry.
func (a *audit) sent(r entryRow, stored []byte, broken error) error {
	switch {
	case stored == nil && r.seq > a.said.Acked.Size:
		return a.problem("第 %d 条留痕没有排进待传", r.seq)
	case stored == nil || broken != nil:
		return nil
	}
	line, err := a.v.field.Open("outbox", fmt.Sprint(r.seq), "line", stored)
	if err != nil || !bytes.Equal(line, r.entry.Line()) {
		return a.problem("待传的第 %d 条与留痕不同", r.seq)
	}
	return nil
}

func (a *audit) outbox(ctx context.Context) error {
	const text = `SELECT seq FROM outbox WHERE seq NOT IN (SELECT seq FROM entry) ORDER BY seq LIMIT 20`
	return each(ctx, a.v, text, nil, func(rows *sql.Rows) error {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return fault("read the outbox", err)
		}
		return a.problem("待传的第 %d 条没有对应的留痕", seq)
	})
}

func (a *audit) acked(ctx context.Context) error {
	if a.said.Acked.Size > a.said.Head.Size {
		return a.problem("县里回执的条数比本机多")
	}
	head, err := headAt(ctx, a.v, a.said.Acked.Size)
	if err != nil {
		return err
	}
	if head != a.said.Acked {
		return a.problem("县里确认过的前 %d 条与本机对不上", a.said.Acked.Size)
	}
	return nil
}
