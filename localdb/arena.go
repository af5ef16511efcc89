package localdb

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"sync"
	"unicode"

	"bianmin/hall/ident"
)

// arena holds every person's name and pinyin initials in memory, one after the other, so
// that any part of a name is found without an index that would give the names away. It
// is read in on the first search and catches up by person.rev before every other. It is
// safe for concurrent use.
type arena struct {
	mu       sync.RWMutex
	rev      int64 // of the newest change taken in
	last     int64 // newest person taken in
	names    strip
	initials strip
	slots    map[int64]int // person row → its newest slot
	persons  []int64       // slot → person row
}

// strip is texts one after the other, each between line breaks.
type strip struct {
	text   []byte
	starts []int // of each slot
}

// maxHits is how many matches are ranked; a search with more is too wide to read anyway.
const maxHits = 20_000

func (s *strip) add(text string) {
	s.starts = append(s.starts, len(s.text))
	s.text = append(append(append(s.text, '\n'), text...), '\n')
}

// at is the text of a slot.
func (s *strip) at(slot int) string {
	end := len(s.text)
	if slot+1 < len(s.starts) {
		end = s.starts[slot+1]
	}
	return string(s.text[s.starts[slot]+1 : end-1])
}

// find calls fn with the slot of every text that has the part, and how well it fits: 0
// whole, 1 at the start, 2 inside.
func (s *strip) find(part string, fn func(slot, fit int) bool) {
	needle := []byte(part)
	for at := 0; ; {
		i := bytes.Index(s.text[at:], needle)
		if i < 0 {
			return
		}
		at += i
		slot, exact := slices.BinarySearch(s.starts, at)
		if !exact {
			slot--
		}
		if !fn(slot, fitOf(s.text[at-1], s.text[at+len(needle)])) {
			return
		}
		if slot+1 == len(s.starts) {
			return
		}
		at = s.starts[slot+1] // one hit a person
	}
}

func fitOf(before, behind byte) int {
	starts := before == '\n' || before == ' '
	switch {
	case starts && (behind == '\n' || behind == ' '):
		return 0
	case starts:
		return 1
	}
	return 2
}

// foldName is a name as it is searched: small letters, no dots, blanks or variation selectors.
func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("·•‧・･⋅∙．.", r), unicode.IsSpace(r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// catchUp takes in the persons that changed since the last search.
func (a *arena) catchUp(ctx context.Context, s source) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.slots == nil {
		a.slots = map[int64]int{}
	}
	rev, last := a.rev, a.last
	take := func(rows *sql.Rows) error {
		var (
			rid     int64
			changed sql.NullInt64
			id      string
			stored  []byte
		)
		if err := rows.Scan(&rid, &changed, &id, &stored); err != nil {
			return fault("read a person", err)
		}
		rev, last = max(rev, changed.Int64), max(last, rid)
		name, err := s.sealer().Open("person", id, "name", stored)
		if err != nil {
			return err
		}
		a.add(rid, string(name))
		return nil
	}
	const changed = `SELECT rid, rev, id, name FROM person WHERE rev > ? AND rid <= ? ORDER BY rev, rid`
	if err := each(ctx, s, changed, []any{a.rev, a.last}, take); err != nil {
		return err // the next search takes the same persons in again
	}
	const added = `SELECT rid, rev, id, name FROM person WHERE rid > ? ORDER BY rid`
	if err := each(ctx, s, added, []any{a.last}, take); err != nil {
		return err
	}
	a.rev, a.last = rev, last
	return nil
}

func (a *arena) add(rid int64, name string) {
	a.slots[rid] = len(a.persons)
	a.persons = append(a.persons, rid)
	a.names.add(foldName(name))
}

// spell adds the initials of persons taken in since it last ran. It waits for the first
// search by letters, because it takes most of the time of filling an arena.
func (a *arena) spell() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for slot := len(a.initials.starts); slot < len(a.names.starts); slot++ {
		a.initials.add(strings.Join(ident.Initials(a.names.at(slot)), " "))
	}
}

// search gives the persons whose name, or its initials, has the text, best fit then
// newest first.
func (a *arena) search(text string) []int64 {
	part := foldName(text)
	if part == "" || strings.ContainsRune(part, '\n') {
		return nil
	}
	letters := isLetters(part)
	if letters {
		a.spell()
	}
	a.mu.RLock()
	defer a.mu.RUnlock()
	type hit struct {
		person int64
		fit    int
	}
	best := map[int64]int{}
	take := func(slot, fit int) bool {
		person := a.persons[slot]
		if a.slots[person] != slot { // the person changed since
			return true
		}
		if was, ok := best[person]; !ok || fit < was {
			best[person] = fit
		}
		return len(best) < maxHits
	}
	a.names.find(part, take)
	if letters {
		a.initials.find(part, take)
	}
	hits := make([]hit, 0, len(best))
	for person, fit := range best {
		hits = append(hits, hit{person, fit})
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.fit, b.fit), cmp.Compare(b.person, a.person))
	})
	out := make([]int64, len(hits))
	for i, h := range hits {
		out[i] = h.person
	}
	return out
}

func isLetters(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
}
