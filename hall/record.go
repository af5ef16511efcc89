package hall

import (
	"encoding/json"
	"fmt"
	"slices"

	"bianmin/hall/journal"
)

// Sort is a sort of record; the kinds of its entries begin with it: the sort of
// inquiry.opened is inquiry.
type Sort string

// Record (登记) is a subject of the hall other than a case or an appointment, as the fold of
// its entries: a visit, a bag, a supervision card. Each sort has a room of its own below
// hall; a record embeds Trace and is stored as JSON. It is never changed in place by callers.
type Record interface {
	// Trail is what all records have in common.
	Trail() *Trace
	// Facts is what lists and look-ups may know of the record. An empty record has its sort.
	Facts() Facts
}

// Trace is what all records have in common. It is embedded.
type Trace struct {
	ID      string  `json:"id"`
	Hall    string  `json:"hall"` // division code, 12 digits
	History []Event `json:"history"`
	Last    string  `json:"last"` // id of the last applied entry
}

// Trail implements Record for whoever embeds Trace.
func (t *Trace) Trail() *Trace { return t }

// Conflicts are the events that did not fit and wait for a person's decision.
func (t *Trace) Conflicts() []Event {
	return slices.DeleteFunc(slices.Clone(t.History), func(e Event) bool { return e.Conflict == "" })
}

// Facts are what a record shows of itself to lists and look-ups. They hold no personal data.
type Facts struct {
	Sort  Sort
	No    string   // printed number; empty for none
	State string   // code of the state, as its room names it
	Open  bool     // somebody still owes work on it
	Day   Date     // the day it belongs to
	Due   Date     // when the next step is due; zero when nothing runs
	Owner string   // staff id it stands with; empty for nobody's
	Of    string   // id of the case, visit or record it is about; empty for none
	Keys  []string // further exact look-ups: ids and codes
}

// RecordQuery asks for records of one sort, oldest first. The first of Key, Of and Owner
// that is given selects; then From and To (days, both included; zero is open) and OpenOnly
// narrow. After is the Next of the page before.
type RecordQuery struct {
	Sort     Sort
	Key      string
	Of       string
	Owner    string
	From, To Date
	OpenOnly bool
	After    int64
	Limit    int // 1–1000; 0 means 1000
}

// RecordPage is a page of records. Next is 0 on the last one.
type RecordPage struct {
	Records []Record
	Next    int64
}

// RecordBody is a body that changes a record. Rooms write a Part and hand it out with ReadPart.
type RecordBody interface {
	Body
	// Complete is nil, or what the body lacks whatever the record.
	Complete() error
	// Fits is nil, or why the body does not fit the record as it stands. The record is nil
	// before the first entry; a body that fits nil opens its record.
	Fits(r Record) error
	// Put is the record with the body folded in; r stays as it was. Only after Fits was nil.
	Put(r Record, h journal.Header) Record
	// Note is what the timeline shows; no personal data.
	Note() string
}

// Part is a body of one sort of record R, as its room writes it. Put changes a copy.
type Part[R any] interface {
	Body
	Complete() error
	Fits(r *R) error
	Put(r *R, h journal.Header)
	Note() string
}

// Room is one sort of record: the entries it is made of, and its stored form.
type Room struct {
	Sort  Sort
	Han   string          // the sort as a screen says it
	Kinds map[Kind]string // every kind of its entries, as a timeline shows it
	Read  func(e journal.Entry) (RecordBody, error)
	Open  func(stored []byte) (Record, error)
}

// ReadPart reads the body B of a record R out of an entry.
func ReadPart[B Part[R], R any, P interface {
	*R
	Record
}](e journal.Entry) (RecordBody, error) {
	body, err := decode[B](e)
	if err != nil {
		return nil, err
	}
	return part[R, P]{body}, nil
}

// OpenRecord reads a stored record R.
func OpenRecord[R any, P interface {
	*R
	Record
}](stored []byte) (Record, error) {
	r := new(R)
	if err := json.Unmarshal(stored, r); err != nil {
		return nil, fmt.Errorf("decode a record: %w", err)
	}
	return P(r), nil
}

type part[R any, P interface {
	*R
	Record
}] struct{ Part[R] }

// Fits implements RecordBody. A body of another sort of record never fits.
func (p part[R, P]) Fits(r Record) error {
	if r == nil {
		return p.Part.Fits(nil)
	}
	own, ok := r.(P)
	if !ok {
		return Forbid("这个编号已属于另一种登记", "请核对编号")
	}
	return p.Part.Fits((*R)(own))
}

// Put implements RecordBody. The copy goes by way of its stored form, so that nothing is shared.
func (p part[R, P]) Put(r Record, h journal.Header) Record {
	next := new(R)
	if own, ok := r.(P); ok {
		if text, err := json.Marshal(own); err == nil {
			_ = json.Unmarshal(text, next) // it was made from the same type a line ago
		}
	}
	p.Part.Put(next, h)
	return P(next)
}
