package localdb

import (
	"cmp"
	"context"
	"database/sql"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// figureLine is a row of case_figure; it is long because the row is.
type figureLine struct {
	received, known                                 int64
	ended, endedRec, voidRec, deadline              sql.NullInt64
	timing                                          hall.Timing
	matter, name, domain, village, counter, handler string
	mode                                            hall.ServiceMode
}

func figureOf(c *hall.Case) figureLine {
	f := c.Figure()
	l := figureLine{
		received: dayNumber(f.Received), known: f.ReceivedRecorded.UnixMilli(), timing: f.Timing,
		matter: c.Rules.Code, name: c.Rules.Name, domain: c.Rules.Domain, village: c.Applicant.Village,
		counter: c.Intake.Counter, handler: cmp.Or(c.Holder, c.Intake.Handler), mode: c.Intake.Mode,
	}
	l.ended, l.endedRec = nullDay(f.Ended), nullInstant(f.EndedRecorded)
	l.voidRec, l.deadline = nullInstant(f.VoidRecorded), nullDay(f.Deadline)
	return l
}

func nullDay(d hall.Date) sql.NullInt64 {
	return sql.NullInt64{Int64: dayNumber(d), Valid: !d.IsZero()}
}

func nullInstant(t time.Time) sql.NullInt64 {
	if t.IsZero() {
		return sql.NullInt64{}
	}
	return sql.NullInt64{Int64: t.UnixMilli(), Valid: true}
}

func (tx *Tx) putFigure(ctx context.Context, rid int64, c *hall.Case) error {
	const text = `
		INSERT INTO case_figure (rid, received, known, ended, ended_rec, void_rec, deadline, timing, matter, name, domain,
			village, counter, mode, handler)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (rid) DO UPDATE SET received = excluded.received, known = excluded.known, ended = excluded.ended,
			ended_rec = excluded.ended_rec, void_rec = excluded.void_rec, deadline = excluded.deadline, timing = excluded.timing,
			matter = excluded.matter, name = excluded.name, domain = excluded.domain, village = excluded.village,
			counter = excluded.counter, mode = excluded.mode, handler = excluded.handler`
	l := figureOf(c)
	return tx.exec(ctx, text, rid, l.received, l.known, l.ended, l.endedRec, l.voidRec, l.deadline, string(l.timing), l.matter, l.name,
		l.domain, l.village, l.counter, string(l.mode), l.handler)
}

// sameFigure compares the figures of a case with what it says.
func (a *audit) sameFigure(ctx context.Context, rid int64, c *hall.Case) (bool, error) {
	var have figureLine
	const text = `
		SELECT received, known, ended, ended_rec, void_rec, deadline, timing, matter, name, domain, village, counter, mode, handler
		FROM case_figure
		WHERE rid = ?`
	ok, err := a.v.get(ctx, text, []any{rid}, []any{
		&have.received, &have.known, &have.ended, &have.endedRec, &have.voidRec, &have.deadline, &have.timing, &have.matter,
		&have.name, &have.domain, &have.village, &have.counter, &have.mode, &have.handler,
	})
	return ok && have == figureOf(c), err
}

// What a case counts as: over the days ?1 to ?2, as known at the instant ?3 in milliseconds,
// overdue on the day ?4. A case is open until its end is known.
const (
	figureEnded   = `(f.ended IS NOT NULL AND f.ended_rec <= ?3)`
	figureColumns = `
		COUNT(*),
		SUM(` + figureEnded + ` AND f.timing = 'early'),
		SUM(` + figureEnded + ` AND f.timing = 'on_time'),
		SUM(` + figureEnded + ` AND f.timing = 'late'),
		SUM(` + figureEnded + ` AND f.timing = 'other'),
		SUM(NOT ` + figureEnded + `),
		SUM(NOT ` + figureEnded + ` AND COALESCE(f.deadline, ?4) < ?4),
		SUM(f.mode = 'proxy'),
		SUM(f.mode = 'home_visit')`
	figureKnown  = ` AND f.known <= ?3 AND (f.void_rec IS NULL OR f.void_rec > ?3)`
	fromReceived = `
		FROM case_figure AS f INDEXED BY figure_received
		WHERE f.received BETWEEN ?1 AND ?2` + figureKnown
	fromEnded = `
		FROM case_figure AS f INDEXED BY figure_ended
		WHERE f.ended IS NOT NULL AND f.ended BETWEEN ?1 AND ?2 AND f.ended_rec <= ?3` + figureKnown
	byTotal   = `SELECT '', '',` + figureColumns
	byMatter  = `SELECT f.matter, MAX(f.name),` + figureColumns
	byDomain  = `SELECT f.domain, '',` + figureColumns
	byVillage = `SELECT f.village, '',` + figureColumns
	byCounter = `SELECT f.counter, '',` + figureColumns
	byMode    = `SELECT f.mode, '',` + figureColumns
	byHandler = `SELECT f.handler, '',` + figureColumns
	group     = ` GROUP BY 1 ORDER BY 1`
	filled    = ` HAVING COUNT(*) > 0`
)

// figureText is the statement of a query: one constant for each basis and dimension.
func figureText(q hall.FigureQuery) (string, error) {
	texts := map[hall.FigureDimension][2]string{
		hall.DimTotal:   {byTotal + fromReceived + filled, byTotal + fromEnded + filled},
		hall.DimMatter:  {byMatter + fromReceived + group, byMatter + fromEnded + group},
		hall.DimDomain:  {byDomain + fromReceived + group, byDomain + fromEnded + group},
		hall.DimVillage: {byVillage + fromReceived + group, byVillage + fromEnded + group},
		hall.DimCounter: {byCounter + fromReceived + group, byCounter + fromEnded + group},
		hall.DimMode:    {byMode + fromReceived + group, byMode + fromEnded + group},
		hall.DimHandler: {byHandler + fromReceived + group, byHandler + fromEnded + group},
	}
	pair, ok := texts[q.By]
	if !ok {
		return "", hall.Refuse("没有这种统计口径", "应是 total、matter、domain、village、counter、mode、handler 之一")
	}
	switch q.Basis {
	case hall.ByReceived:
		return pair[0], nil
	case hall.ByEnded:
		return pair[1], nil
	}
	return "", hall.Refuse("没有这种统计依据", "应是 received（按收件）或 ended（按办结）")
}

// Figures counts cases; rows are in the order of their key.
func (db *DB) Figures(ctx context.Context, q hall.FigureQuery) ([]hall.FigureRow, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	return figures(ctx, v, q)
}

// Figures is DB.Figures inside an act.
func (tx *Tx) Figures(ctx context.Context, q hall.FigureQuery) ([]hall.FigureRow, error) {
	if err := tx.flush(ctx); err != nil {
		return nil, err
	}
	return figures(ctx, tx, q)
}

// Head names the journal as it is in the act.
func (tx *Tx) Head() journal.Head { return tx.edge.Head() }

func figures(ctx context.Context, s source, q hall.FigureQuery) ([]hall.FigureRow, error) {
	text, err := figureText(q)
	if err != nil {
		return nil, err
	}
	var out []hall.FigureRow
	args := []any{dayNumber(q.From), dayNumber(q.To), q.AsOf.UnixMilli(), dayNumber(q.Today)}
	err = each(ctx, s, text, args, func(rows *sql.Rows) error {
		var r hall.FigureRow
		err := rows.Scan(&r.Key, &r.Name, &r.Received, &r.Early, &r.OnTime, &r.Late, &r.Other, &r.Open, &r.Overdue, &r.Proxy, &r.Visits)
		out = append(out, r)
		return fault("read figures", err)
	})
	return out, err
}

const (
	spanReceived = `
		SELECT f.rid, c.id, b.body
		FROM case_figure AS f INDEXED BY figure_received
		JOIN cases AS c ON c.rid = f.rid
		JOIN case_body AS b ON b.rid = f.rid
		WHERE f.received BETWEEN ?1 AND ?2 AND f.void_rec IS NULL AND (f.received, f.rid) > (?3, ?4)
		ORDER BY f.received, f.rid
		LIMIT ?5`
	spanEnded = `
		SELECT f.rid, c.id, b.body
		FROM case_figure AS f INDEXED BY figure_ended
		JOIN cases AS c ON c.rid = f.rid
		JOIN case_body AS b ON b.rid = f.rid
		WHERE f.ended IS NOT NULL AND f.ended BETWEEN ?1 AND ?2 AND f.void_rec IS NULL AND (f.ended, f.rid) > (?3, ?4)
		ORDER BY f.ended, f.rid
		LIMIT ?5`
)

// Span is a page of the cases of a span of days, whole.
func (db *DB) Span(ctx context.Context, q hall.SpanQuery) (hall.SpanPage, error) {
	v, err := db.view(ctx)
	if err != nil {
		return hall.SpanPage{}, err
	}
	defer v.close()
	text, column := spanReceived, `SELECT received FROM case_figure WHERE rid = ?`
	if q.Basis == hall.ByEnded {
		text, column = spanEnded, `SELECT ended FROM case_figure WHERE rid = ?`
	}
	limit := min(max(q.Limit, 0), maxLimit)
	if limit == 0 {
		limit = maxLimit
	}
	from := int64(-farDay)
	if q.After > 0 {
		if _, err := v.get(ctx, column, []any{q.After}, []any{&from}); err != nil {
			return hall.SpanPage{}, err
		}
	}
	var page hall.SpanPage
	args := []any{dayNumber(q.From), dayNumber(q.To), from, q.After, limit}
	var last int64
	err = each(ctx, v, text, args, func(rows *sql.Rows) error {
		var (
			id     string
			stored []byte
		)
		if err := rows.Scan(&last, &id, &stored); err != nil {
			return fault("read a case of a register", err)
		}
		c, err := openCase(v.field, id, stored)
		page.Cases = append(page.Cases, c)
		return err
	})
	if len(page.Cases) == limit {
		page.Next = last
	}
	return page, err
}

// Changed are the cases whose figures for the days from to to changed after an instant:
// recorded, ended or voided since.
func (db *DB) Changed(ctx context.Context, from, to hall.Date, since time.Time) ([]hall.Changed, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	const text = `
		SELECT c.id, b.body, CASE
			WHEN f.void_rec > ?3 AND f.known <= ?3 THEN 'voided'
			WHEN f.known > ?3 AND f.received BETWEEN ?1 AND ?2 THEN 'received'
			ELSE 'ended' END
		FROM case_figure AS f
		JOIN cases AS c ON c.rid = f.rid
		JOIN case_body AS b ON b.rid = f.rid
		WHERE (f.received BETWEEN ?1 AND ?2 OR f.ended BETWEEN ?1 AND ?2)
			AND (f.void_rec > ?3 AND f.known <= ?3
				OR f.void_rec IS NULL AND (f.known > ?3 AND f.received BETWEEN ?1 AND ?2
					OR f.ended_rec > ?3 AND f.ended BETWEEN ?1 AND ?2))
		ORDER BY f.rid`
	var out []hall.Changed
	args := []any{dayNumber(from), dayNumber(to), since.UnixMilli()}
	err = each(ctx, v, text, args, func(rows *sql.Rows) error {
		var (
			id     string
			stored []byte
			x      hall.Changed
		)
		if err := rows.Scan(&id, &stored, &x.Change); err != nil {
			return fault("read what changed", err)
		}
		var err error
		x.Case, err = openCase(v.field, id, stored)
		out = append(out, x)
		return err
	})
	return out, err
}
