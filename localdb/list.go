package localdb

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"bianmin/hall"
)

const (
	rowColumns   = `received_at, id, no, state, matter, matter_name, applicant, village, handler, due, outside, conflict`
	behind       = ` AND (received_at, id) < (?1, ?2) AND (?4 = '' OR handler = ?4)`
	newestFirst  = behind + ` ORDER BY received_at DESC, id DESC LIMIT ?3`
	openStates   = `state IN ('received', 'noticed', 'supplied', 'accepted', 'aided', 'in_progress', 'decided')`
	closedStates = `state NOT IN ('received', 'noticed', 'supplied', 'accepted', 'aided', 'in_progress', 'decided')`
	defaultLimit = 100
	maxLimit     = 1000
)

// Every list walks one index, or merges two that are in the same order. INDEXED BY makes SQLite refuse, rather than scan the
// table, should a query and its index ever drift apart.
const (
	listAll = `SELECT ` + rowColumns + ` FROM cases INDEXED BY cases_open WHERE ` + openStates + behind +
		` UNION ALL SELECT ` + rowColumns + ` FROM cases INDEXED BY cases_closed WHERE ` + closedStates + newestFirst
	listHandler   = `SELECT ` + rowColumns + ` FROM cases INDEXED BY cases_by_handler WHERE handler = ?4 AND (received_at, id) < (?1, ?2) ORDER BY received_at DESC, id DESC LIMIT ?3`
	listOpen      = `SELECT ` + rowColumns + ` FROM cases INDEXED BY cases_open WHERE ` + openStates + newestFirst
	listWaiting   = `SELECT ` + rowColumns + ` FROM cases INDEXED BY cases_waiting WHERE state = 'noticed'` + newestFirst
	listDelivery  = `SELECT ` + rowColumns + ` FROM cases INDEXED BY cases_delivery WHERE state IN ('completed', 'declined')` + newestFirst
	listOutside   = `SELECT ` + rowColumns + ` FROM cases INDEXED BY cases_outside WHERE outside = 1` + newestFirst
	listAttention = `SELECT ` + rowColumns + ` FROM cases INDEXED BY cases_attention WHERE conflict = 1` + newestFirst
	listDue       = `SELECT ` + rowColumns + ` FROM cases INDEXED BY cases_due WHERE due IS NOT NULL AND due <= ?5` +
		` AND (due, id) > (?1, ?2) AND (?4 = '' OR handler = ?4) ORDER BY due, id LIMIT ?3`
	// One person's own cases are few: they are read by hand and sifted.
	listOwn = `SELECT c.received_at, c.id, c.no, c.state, c.matter, c.matter_name, c.applicant, c.village, c.handler, c.due, c.outside, c.conflict
		FROM case_hand AS h JOIN cases AS c ON c.rid = h.rid
		WHERE h.staff = ?5 AND (c.received_at, c.id) < (?1, ?2) AND (?4 = '' OR c.handler = ?4)
			AND (?6 = 'all' OR (?6 = 'open' AND c.` + openStates + `) OR (?6 = 'waiting' AND c.state = 'noticed')
				OR (?6 = 'delivery' AND c.state IN ('completed', 'declined')) OR (?6 = 'outside' AND c.outside = 1)
				OR (?6 = 'attention' AND c.conflict = 1))
		ORDER BY c.received_at DESC, c.id DESC LIMIT ?3`
	listOwnDue = `SELECT c.received_at, c.id, c.no, c.state, c.matter, c.matter_name, c.applicant, c.village, c.handler, c.due, c.outside, c.conflict
		FROM case_hand AS h JOIN cases AS c ON c.rid = h.rid
		WHERE h.staff = ?6 AND c.due IS NOT NULL AND c.due <= ?5 AND (c.due, c.id) > (?1, ?2) AND (?4 = '' OR c.handler = ?4)
		ORDER BY c.due, c.id LIMIT ?3`
	listPerson = `SELECT ` + rowColumns + ` FROM cases INDEXED BY cases_by_person WHERE person = ? ORDER BY received_at DESC LIMIT ?`
)

// Cases is one page of a list. A page starts where the one before ended, whatever came in
// between; the Next of another filter is Invalid.
func (db *DB) Cases(ctx context.Context, q hall.CaseQuery) (hall.CasePage, error) {
	text, err := listText(q)
	if err != nil {
		return hall.CasePage{}, err
	}
	if q.Own != "" && q.Filter != hall.FilterDue {
		text = listOwn
	} else if q.Own != "" {
		text = listOwnDue
	}
	from, id, err := parseAfter(q)
	if err != nil {
		return hall.CasePage{}, err
	}
	limit := min(max(q.Limit, 0), maxLimit)
	if limit == 0 {
		limit = defaultLimit
	}
	args := []any{from, id, limit + 1, q.Handler}
	if q.Filter == hall.FilterDue {
		until := int64(math.MaxInt64)
		if !q.Until.IsZero() {
			until = dayNumber(q.Until)
		}
		args = append(args, until)
	}
	if q.Own != "" {
		if args = append(args, q.Own); q.Filter != hall.FilterDue {
			args = append(args, string(q.Filter))
		}
	}
	v, err := db.view(ctx)
	if err != nil {
		return hall.CasePage{}, err
	}
	defer v.close()
	rows, err := caseRows(ctx, v, text, args...)
	if err != nil {
		return hall.CasePage{}, err
	}
	page := hall.CasePage{Rows: rows}
	if len(rows) > limit {
		page.Rows = rows[:limit]
		page.Next = after(q.Filter, rows[limit-1])
	}
	return page, nil
}

func listText(q hall.CaseQuery) (string, error) {
	switch q.Filter {
	case hall.FilterAll:
		if q.Handler != "" {
			return listHandler, nil
		}
		return listAll, nil
	case hall.FilterOpen:
		return listOpen, nil
	case hall.FilterDue:
		return listDue, nil
	case hall.FilterWaiting:
		return listWaiting, nil
	case hall.FilterDelivery:
		return listDelivery, nil
	case hall.FilterOutside:
		return listOutside, nil
	case hall.FilterAttention:
		return listAttention, nil
	}
	return "", hall.Refuse("没有这种列表", "应是 all、open、due、waiting、delivery、outside、attention 之一")
}

// after names the place behind a row: filter, sort key, id.
func after(f hall.CaseFilter, r hall.CaseRow) string {
	key := r.ReceivedAt.UnixMilli()
	if f == hall.FilterDue {
		key = dayNumber(r.Due)
	}
	return fmt.Sprintf("%s:%d:%s", f, key, r.ID)
}

func parseAfter(q hall.CaseQuery) (key int64, id string, err error) {
	if q.After == "" {
		if q.Filter == hall.FilterDue {
			return math.MinInt64, "", nil
		}
		return math.MaxInt64, "", nil
	}
	parts := strings.SplitN(q.After, ":", 3)
	if len(parts) == 3 && parts[0] == string(q.Filter) {
		if key, err = strconv.ParseInt(parts[1], 10, 64); err == nil {
			return key, parts[2], nil
		}
	}
	return 0, "", hall.Refuse("翻页的位置不对", "请从第一页看起")
}

func caseRows(ctx context.Context, s source, text string, args ...any) ([]hall.CaseRow, error) {
	var out []hall.CaseRow
	err := each(ctx, s, text, args, func(rows *sql.Rows) error {
		var scan rowScan
		if err := rows.Scan(scan.dest()...); err != nil {
			return fault("read a list row", err)
		}
		row, err := scan.row(s.sealer())
		out = append(out, row)
		return err
	})
	return out, err
}

// OpenCases are the open cases on one matter of all who have the document number, newest first.
func (db *DB) OpenCases(ctx context.Context, idType, idNo, matter string) ([]hall.CaseRow, error) {
	v, err := db.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	persons, _, err := personsByDocument(ctx, v, idType, idNo)
	if err != nil {
		return nil, err
	}
	const text = `
		SELECT ` + rowColumns + `
		FROM cases INDEXED BY cases_by_person
		WHERE person = ? AND matter = ? AND ` + openStates + `
		ORDER BY received_at DESC`
	var out []hall.CaseRow
	for _, p := range persons {
		rows, err := caseRows(ctx, v, text, p, matter)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	slices.SortStableFunc(out, func(a, b hall.CaseRow) int { return b.ReceivedAt.Compare(a.ReceivedAt) })
	return out, nil
}

// Counts are the figures of a day, from counters kept by the acts themselves.
func (db *DB) Counts(ctx context.Context, today hall.Date) (hall.DayCounts, error) {
	var c hall.DayCounts
	v, err := db.view(ctx)
	if err != nil {
		return c, err
	}
	defer v.close()
	day := dayNumber(today)
	into := map[tallyKey]*int{
		{tallyReceived, day}: &c.Received, {tallyCompleted, day}: &c.Completed, {kind: tallyOpen}: &c.Open,
		{kind: tallyWaiting}: &c.Waiting, {kind: tallyDelivery}: &c.Delivery, {kind: tallyOutside}: &c.Outside,
		{kind: tallyAttention}: &c.Attention,
	}
	for k, n := range into {
		if _, err := v.get(ctx, `SELECT n FROM tally WHERE kind = ? AND day = ?`, []any{k.kind, k.day}, []any{n}); err != nil {
			return c, err
		}
	}
	const overdue = `SELECT COUNT(*) FROM cases INDEXED BY cases_due WHERE due IS NOT NULL AND due < ?`
	if _, err := v.get(ctx, overdue, []any{day}, []any{&c.Overdue}); err != nil {
		return c, err
	}
	const dueToday = `SELECT COUNT(*) FROM cases INDEXED BY cases_due WHERE due IS NOT NULL AND due = ?`
	_, err = v.get(ctx, dueToday, []any{day}, []any{&c.DueToday})
	return c, err
}
