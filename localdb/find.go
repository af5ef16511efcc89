package localdb

import (
	"context"
	"slices"
	"strings"

	"bianmin/hall"
)

const (
	casesOfPerson = 20  // newest cases shown with a person
	maxByNumber   = 200 // cases of one spoken number: one a day at most
	minTail       = 4   // fewer digits than this name nobody
)

// Find searches persons by part of the name, pinyin initials, a whole document or phone
// number or its last four or more characters, and cases by full or spoken number. At most
// limit persons are returned, best first, each with the newest 20 cases.
func (db *DB) Find(ctx context.Context, text string, limit int) (hall.Found, error) {
	var found hall.Found
	text = strings.TrimSpace(text)
	if text == "" || limit <= 0 {
		return found, nil
	}
	v, err := db.view(ctx)
	if err != nil {
		return found, err
	}
	defer v.close()
	if found.Cases, err = casesByNumber(ctx, v, text); err != nil {
		return found, err
	}
	rids, err := personsByNumber(ctx, v, text, limit)
	if err != nil {
		return found, err
	}
	if !isNumberTail(plainNumber(text)) {
		if err := db.arena.catchUp(ctx, v); err != nil {
			return found, err
		}
		for _, rid := range db.arena.search(text) {
			if len(rids) > limit {
				break
			}
			if !slices.Contains(rids, rid) {
				rids = append(rids, rid)
			}
		}
	}
	if len(rids) > limit {
		found.More, rids = true, rids[:limit]
	}
	for _, rid := range rids {
		row, ok, err := personRow(ctx, v, rid)
		if err != nil {
			return found, err
		}
		if ok { // else it came after this view was taken
			found.Persons = append(found.Persons, row)
		}
	}
	return found, nil
}

func casesByNumber(ctx context.Context, s source, text string) ([]hall.CaseRow, error) {
	if no, err := hall.ParseCaseNo(text); err == nil {
		return caseRows(ctx, s, `SELECT `+rowColumns+` FROM cases WHERE short = ? AND no = ? ORDER BY rid LIMIT ?`,
			no.Short(), string(no), maxByNumber)
	}
	short := hall.ShortNo(text)
	if short == "" {
		return nil, nil
	}
	return caseRows(ctx, s, `SELECT `+rowColumns+` FROM cases WHERE short = ? ORDER BY day DESC, rid DESC LIMIT ?`, short, maxByNumber)
}

// personsByNumber finds persons by a whole number or its end; it stops one past limit.
func personsByNumber(ctx context.Context, s source, text string, limit int) ([]int64, error) {
	no := plainNumber(text)
	if len(no) < minTail || !strings.ContainsAny(no, "0123456789") {
		return nil, nil
	}
	f := s.sealer()
	keys := []personKey{keyOf(f, keyDocument, no), keyOf(f, keyPhone, no)}
	looks := []func(context.Context, source, personKey, func(int64, hall.Person) bool) error{personsByKey}
	if isNumberTail(no) {
		looks = append(looks, personsByTail)
	}
	var rids []int64
	for i := range len(keys) * len(looks) { // whole numbers first
		var failed error
		err := looks[i/len(keys)](ctx, s, keys[i%len(keys)], func(rid int64, p hall.Person) bool {
			if slices.Contains(rids, rid) {
				return true
			}
			fits := i < len(keys) || len(no) == minTail || endsWith(p, no)
			if !fits {
				fits, failed = everEndedWith(ctx, s, rid, no)
			}
			if fits {
				rids = append(rids, rid)
			}
			return failed == nil && len(rids) <= limit
		})
		if err == nil {
			err = failed
		}
		if err != nil {
			return nil, err
		}
	}
	return rids, nil
}

func endsWith(p hall.Person, no string) bool {
	return strings.HasSuffix(plainNumber(p.IDNo), no) || strings.HasSuffix(plainNumber(p.Phone), no)
}

// everEndedWith: a person is found by a number they gave at any visit, which only the
// blind index still knows when it is not the one they have now.
func everEndedWith(ctx context.Context, s source, rid int64, no string) (bool, error) {
	visits, err := visitsOf(ctx, s, rid)
	return slices.ContainsFunc(visits, func(v visit) bool { return endsWith(v.person, no) }), err
}

// isNumberTail: digits, and perhaps the X a resident number ends with.
func isNumberTail(no string) bool {
	no = strings.TrimSuffix(no, "X")
	return no != "" && strings.Trim(no, "0123456789") == ""
}

func personRow(ctx context.Context, s source, rid int64) (hall.PersonRow, bool, error) {
	var (
		row    hall.PersonRow
		id     string
		stored []byte
	)
	ok, err := s.get(ctx, `SELECT id, body FROM person WHERE rid = ?`, []any{rid}, []any{&id, &stored})
	if err != nil || !ok {
		return row, false, err
	}
	if row.Person, err = openPerson(s.sealer(), id, stored); err != nil {
		return row, false, err
	}
	row.Cases, err = caseRows(ctx, s, listPerson, rid, casesOfPerson)
	return row, err == nil, err
}
