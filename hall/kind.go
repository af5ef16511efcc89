package hall

import (
	"encoding/json"
	"fmt"
	"strings"

	"bianmin/hall/journal"
)

// Kind names what an entry says. The set is fixed; an unknown kind is held, never dropped.
type Kind string

// The kinds this edition knows.
const (
	KindReceived  Kind = "case.received"
	KindNoticed   Kind = "case.noticed"
	KindSupplied  Kind = "case.supplied"
	KindAccepted  Kind = "case.accepted"
	KindDeclined  Kind = "case.declined"
	KindCompleted Kind = "case.completed"
	KindDelivered Kind = "case.delivered"
	KindVoided    Kind = "case.voided"

	KindOffered  Kind = "case.offered"
	KindTaken    Kind = "case.taken"
	KindAssigned Kind = "case.assigned"
	KindCarried  Kind = "case.carried"

	KindDeemed    Kind = "case.deemed"
	KindSetAside  Kind = "case.set_aside"
	KindAided     Kind = "case.aided"
	KindRouted    Kind = "case.routed"
	KindJoint     Kind = "case.joint"
	KindAnswered  Kind = "case.answered"
	KindReviewed  Kind = "case.reviewed"
	KindDecided   Kind = "case.decided"
	KindRenewed   Kind = "case.renewed"
	KindSuspended Kind = "case.suspended"
	KindResumed   Kind = "case.resumed"
	KindExtended  Kind = "case.extended"
	KindRecounted Kind = "case.recounted"
	KindDeferred  Kind = "case.deferred"

	KindWithdrawn   Kind = "case.withdrawn"
	KindTransferred Kind = "case.transferred"
	KindReturned    Kind = "case.returned"
	KindArchived    Kind = "case.archived"
	KindEntered     Kind = "case.entered"
	KindLate        Kind = "case.late"
	KindRevisited   Kind = "case.revisited"
	KindCorrected   Kind = "case.corrected"
	KindJudged      Kind = "case.judged"

	KindBooked    Kind = "appointment.booked"
	KindMoved     Kind = "appointment.moved"
	KindCancelled Kind = "appointment.cancelled"
	KindArrived   Kind = "appointment.arrived"
	KindCalled    Kind = "appointment.called"
	KindRecalled  Kind = "appointment.recalled"
	KindParked    Kind = "appointment.parked"
	KindForwarded Kind = "appointment.forwarded"
	KindServed    Kind = "appointment.served"
	KindMissed    Kind = "appointment.missed"

	KindRevealed Kind = "person.revealed"
)

// SchemaOf is the version of a kind's body that this program writes.
const SchemaOf = 1

// IsCase reports whether the kind belongs to a case.
func (k Kind) IsCase() bool { return strings.HasPrefix(string(k), "case.") }

// IsAppointment reports whether the kind belongs to an appointment.
func (k Kind) IsAppointment() bool { return strings.HasPrefix(string(k), "appointment.") }

// Body is what an entry says beside its header. The types of this package that
// implement it are the only ones a store accepts.
type Body interface {
	// Kind names the entry kind the body belongs to.
	Kind() Kind
}

// CaseBody is a body that changes a case; this package has them all.
type CaseBody interface {
	Body
	lawful(c *Case) error            // nil, or why the act does not fit the case as it stands
	apply(c *Case, h journal.Header) // only after lawful returned nil
	complete() error                 // nil, or what the body lacks whatever the case
	note() string                    // what the timeline shows; no personal data
}

// Opens reports whether an entry of the kind begins a case or an appointment.
func Opens(k Kind) bool { return k == KindReceived || k == KindBooked }

// Draft is an entry before the store gives it id, position, clock and salt.
type Draft struct {
	ID      string // set for a fact made by time, which has the same id wherever it is found (see TimeID); empty draws one
	Subject string // id of the case, appointment or record; a random UUID for the first entry
	Actor   string // staff id
	AtMilli int64  // occurred, milliseconds since 1970; 0 means now
	Body    Body
}

// ReadAppointmentBody reads the body of an entry of an appointment.
func ReadAppointmentBody(e journal.Entry) (AppointmentBody, error) {
	switch Kind(e.Kind) {
	case KindBooked:
		return decode[Booked](e)
	case KindCancelled:
		return decode[Cancelled](e)
	case KindMoved:
		return decode[Moved](e)
	case KindArrived:
		return decode[Arrived](e)
	case KindCalled:
		return decode[Called](e)
	case KindRecalled:
		return decode[Recalled](e)
	case KindParked:
		return decode[Parked](e)
	case KindForwarded:
		return decode[Forwarded](e)
	case KindServed:
		return decode[Served](e)
	case KindMissed:
		return decode[Missed](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

func decode[T any](e journal.Entry) (T, error) {
	var body T
	if err := json.Unmarshal(e.RawBody(), &body); err != nil {
		return body, fmt.Errorf("body of %s: %w", e.Kind, err)
	}
	return body, nil
}

// Knows reports whether the kind and schema are of a case, an appointment or a look at a
// person; fold.Knows knows the records too.
func Knows(kind string, schema int) bool {
	switch Kind(kind) {
	case KindRevealed,
		KindBooked, KindMoved, KindCancelled, KindArrived, KindCalled, KindRecalled, KindParked, KindForwarded, KindServed, KindMissed:
		return schema == SchemaOf
	}
	_, ok := caseKindOf(Kind(kind))
	return ok && schema == SchemaOf
}
