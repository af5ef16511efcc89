package fold

import (
	"encoding/json"
	"fmt"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Reading is an entry with its body read. Reading needs no state and can be done ahead,
// on another core; judging goes one by one.
type Reading struct {
	Entry         journal.Entry
	ofCase        hall.CaseBody
	ofAppointment hall.AppointmentBody
	ofRecord      hall.RecordBody
	err           error // why the body cannot be read; judging rejects it
}

// opens reports whether the entry begins its subject. One that cannot be read opens nothing
// but is judged, and rejected, at once.
func (r Reading) opens() bool {
	switch {
	case r.err != nil:
		return hall.Opens(hall.Kind(r.Entry.Kind))
	case r.ofRecord != nil:
		return r.ofRecord.Complete() != nil || r.ofRecord.Fits(nil) == nil
	}
	return hall.Opens(hall.Kind(r.Entry.Kind))
}

// Reader reads many entries. The rules of a matter stand in every receipt of it; a Reader
// reads equal ones once and shares them. The zero Reader is ready; it is not safe for
// concurrent use, its Readings are.
type Reader struct{ rules hall.RulesReader }

// Read reads the body of one entry.
func Read(e journal.Entry) Reading {
	var r Reader
	return r.Read(e)
}

// Read reads the body of an entry.
func (r *Reader) Read(e journal.Entry) Reading {
	out := Reading{Entry: e}
	kind := hall.Kind(e.Kind)
	switch {
	case kind.IsAppointment():
		out.ofAppointment, out.err = hall.ReadAppointmentBody(e)
	case kind.IsCase():
		out.ofCase, out.err = r.rules.ReadCaseBody(e)
	default:
		room, ok := roomOfKind(kind)
		if !ok || room.Kinds[kind] == "" {
			out.err = fmt.Errorf("unknown kind %s", e.Kind)
			return out
		}
		out.ofRecord, out.err = room.Read(e)
	}
	return out
}

// Open reads a stored record of a sort.
func Open(sort hall.Sort, stored []byte) (hall.Record, error) {
	room, ok := RoomOf(sort)
	if !ok {
		return nil, fmt.Errorf("unknown sort of record %s", sort)
	}
	return room.Open(stored)
}

// copyOf is a copy that shares nothing with the record.
func copyOf(r hall.Record) (hall.Record, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("encode a record: %w", err)
	}
	return Open(r.Facts().Sort, text)
}
