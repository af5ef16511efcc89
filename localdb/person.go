package localdb

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/ident"
)

// The kinds of blind indexes, as stored.
const (
	keyDocument = 1
	keyPhone    = 2
)

// tailSize is how many bytes of a key stand for the last four characters of the number.
const tailSize = 8

// personKey is one blind index of a person.
type personKey struct {
	kind int
	key  []byte
}

// personOf gives a person without an id the id of the subject, so that they can be found.
func personOf(p hall.Person, subject string) hall.Person {
	if p.ID == "" {
		p.ID = subject
	}
	return p
}

// merged is what is known of a person after they came again: what was said last, and of
// what was not said this time, what was said before.
func merged(was, now hall.Person) hall.Person {
	keep := func(now *string, was string) {
		if *now == "" {
			*now = was
		}
	}
	if now.IDNo == "" {
		now.IDType, now.IDNo = was.IDType, was.IDNo
	}
	keep(&now.Name, was.Name)
	keep(&now.Phone, was.Phone)
	keep(&now.Village, was.Village)
	if now.Contact == nil {
		now.Contact = was.Contact
	}
	return now
}

// putPerson stores a person, or what changed of them, and returns their row. The indexes of
// a number they gave before stay: somebody may still look for them by the old telephone.
func (tx *Tx) putPerson(ctx context.Context, p hall.Person) (int64, error) {
	rid, was, err := personByID(ctx, tx, p.ID)
	if err != nil {
		return 0, err
	}
	if was == nil {
		return tx.insertPerson(ctx, p)
	}
	now := merged(*was, p)
	name, body, err := sealPerson(tx.sealer(), now)
	if err != nil {
		return 0, err
	}
	_, before, err := sealPerson(field{}, *was)
	if err != nil {
		return 0, err
	}
	if _, after, err := sealPerson(field{}, now); err != nil || bytes.Equal(before, after) {
		return rid, err
	}
	const text = `UPDATE person SET rev = ?, name = ?, body = ? WHERE rid = ?`
	if err := tx.exec(ctx, text, tx.change+1, name, body, rid); err != nil {
		return 0, err
	}
	return rid, tx.putKeys(ctx, rid, now)
}

func (tx *Tx) insertPerson(ctx context.Context, p hall.Person) (int64, error) {
	name, body, err := sealPerson(tx.sealer(), p)
	if err != nil {
		return 0, err
	}
	const text = `INSERT INTO person (id, name, body) VALUES (?, ?, ?)`
	rid, err := tx.insert(ctx, text, p.ID, name, body)
	if err != nil {
		return 0, err
	}
	return rid, tx.putKeys(ctx, rid, p)
}

func (tx *Tx) putKeys(ctx context.Context, rid int64, p hall.Person) error {
	for _, k := range keysOf(tx.sealer(), p) {
		const text = `INSERT INTO person_key (kind, key, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`
		if err := tx.exec(ctx, text, k.kind, k.key, rid); err != nil {
			return err
		}
	}
	return nil
}

func sealPerson(f field, p hall.Person) (name, body []byte, err error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, nil, fmt.Errorf("encode a person: %w", err)
	}
	return f.Seal("person", p.ID, "name", []byte(p.Name)), f.Seal("person", p.ID, "body", text), nil
}

func openPerson(f field, id string, stored []byte) (hall.Person, error) {
	var p hall.Person
	text, err := f.Open("person", id, "body", stored)
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(text, &p); err != nil {
		return p, damaged("有一个申请人读不出来", err)
	}
	return p, nil
}

func personByID(ctx context.Context, s source, id string) (int64, *hall.Person, error) {
	var (
		rid    int64
		stored []byte
	)
	ok, err := s.get(ctx, `SELECT rid, body FROM person WHERE id = ?`, []any{id}, []any{&rid, &stored})
	if err != nil || !ok {
		return 0, nil, err
	}
	p, err := openPerson(s.sealer(), id, stored)
	return rid, &p, err
}

// keysOf are the blind indexes a person is found by.
func keysOf(f field, p hall.Person) []personKey {
	var keys []personKey
	if no := plainNumber(p.IDNo); no != "" {
		keys = append(keys, keyOf(f, keyDocument, no))
	}
	if no := plainNumber(p.Phone); no != "" {
		keys = append(keys, keyOf(f, keyPhone, no))
	}
	return keys
}

// keyOf is the blind index of a number without blanks.
func keyOf(f field, kind int, no string) personKey {
	name := map[int]string{keyDocument: "document", keyPhone: "phone"}[kind]
	tail := f.Index(name+"/4", ident.Tail(no, 4))[:tailSize]
	return personKey{kind, append(tail[:tailSize:tailSize], f.Index(name, no)...)}
}

// plainNumber is a document or phone number as it is indexed: capitals, no blanks or hyphens.
func plainNumber(text string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\u3000", "").Replace(strings.TrimSpace(text)))
}

const (
	byWholeKey = `
		SELECT p.rid, p.id, p.body
		FROM person_key AS k
		JOIN person AS p ON p.rid = k.person
		WHERE k.kind = ? AND k.key = ?
		ORDER BY k.person DESC`
	byTailKey = `
		SELECT p.rid, p.id, p.body
		FROM person_key AS k
		JOIN person AS p ON p.rid = k.person
		WHERE k.kind = ? AND k.key >= ? AND k.key <= ?
		ORDER BY k.person DESC`
)

// personsByKey calls fn with persons who have the blind index, newest first, until fn
// says it has enough.
func personsByKey(ctx context.Context, s source, k personKey, fn func(rid int64, p hall.Person) bool) error {
	return eachPerson(ctx, s, byWholeKey, []any{k.kind, k.key}, fn)
}

// personsByTail is personsByKey for all whose number ends with the same four characters.
func personsByTail(ctx context.Context, s source, k personKey, fn func(rid int64, p hall.Person) bool) error {
	low := k.key[:tailSize:tailSize]
	high := append(low, bytes.Repeat([]byte{0xff}, indexSize)...)
	return eachPerson(ctx, s, byTailKey, []any{k.kind, low, high}, fn)
}

func eachPerson(ctx context.Context, s source, text string, args []any, fn func(rid int64, p hall.Person) bool) error {
	rows, err := s.query(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // rows.Err below says it all
	for rows.Next() {
		rid, p, err := scanPerson(s, rows)
		if err != nil {
			return err
		}
		if !fn(rid, p) {
			return nil
		}
	}
	return fault("read persons", rows.Err())
}

func scanPerson(s source, rows *sql.Rows) (int64, hall.Person, error) {
	var (
		rid    int64
		id     string
		stored []byte
	)
	if err := rows.Scan(&rid, &id, &stored); err != nil {
		return 0, hall.Person{}, fault("read a person", err)
	}
	p, err := openPerson(s.sealer(), id, stored)
	return rid, p, err
}

// personsByDocument are the rows and persons who have the document number, oldest last.
func personsByDocument(ctx context.Context, s source, idType, idNo string) (rids []int64, persons []hall.Person, err error) {
	no := plainNumber(idNo)
	if no == "" {
		return nil, nil, nil
	}
	err = personsByKey(ctx, s, keyOf(s.sealer(), keyDocument, no), func(rid int64, p hall.Person) bool {
		if p.IDType == idType && plainNumber(p.IDNo) == no {
			rids, persons = append(rids, rid), append(persons, p)
		}
		return true
	})
	return rids, persons, err
}
