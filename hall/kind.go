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

	KindBooked    Kind = "appointment.booked"
	KindCancelled Kind = "appointment.cancelled"
	KindArrived   Kind = "appointment.arrived"

	KindRevealed Kind = "person.revealed"
)

// SchemaOf is the version of a kind's body that this program writes.
const SchemaOf = 1

// Han is the kind as a timeline shows it.
func (k Kind) Han() string {
	switch k {
	case KindReceived:
		return "收件"
	case KindNoticed:
		return "一次性告知"
	case KindSupplied:
		return "补材料"
	case KindAccepted:
		return "受理"
	case KindDeclined:
		return "不予受理"
	case KindCompleted:
		return "办结"
	case KindDelivered:
		return "送达"
	case KindVoided:
		return "作废"
	case KindOffered:
		return "提出移交"
	case KindTaken:
		return "接手"
	case KindAssigned:
		return "主任指定"
	case KindCarried:
		return "交代办员"
	case KindBooked:
		return "预约"
	case KindCancelled:
		return "取消预约"
	case KindArrived:
		return "签到"
	case KindRevealed:
		return "查看完整信息"
	}
	return string(k)
}

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

// AppointmentBody is a body that changes an appointment; this package has them all.
type AppointmentBody interface {
	Body
	fits(a *Appointment) error
	put(a *Appointment, h journal.Header)
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

func decodeCaseBody(e journal.Entry) (CaseBody, error) {
	if read := caseReader(Kind(e.Kind)); read != nil {
		return read(e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// caseReader reads the bodies of a kind; nil for a kind that is none of a case's.
func caseReader(k Kind) func(journal.Entry) (CaseBody, error) {
	switch k {
	case KindReceived:
		return readBody[Received]
	case KindNoticed:
		return readBody[Noticed]
	case KindSupplied:
		return readBody[Supplied]
	case KindAccepted:
		return readBody[Accepted]
	case KindDeclined:
		return readBody[Declined]
	case KindCompleted:
		return readBody[Completed]
	case KindDelivered:
		return readBody[Delivered]
	case KindVoided:
		return readBody[Voided]
	case KindOffered:
		return readBody[Offered]
	case KindTaken:
		return readBody[TakenOver]
	case KindAssigned:
		return readBody[Assigned]
	case KindCarried:
		return readBody[Carried]
	}
	return nil
}

func readBody[B CaseBody](e journal.Entry) (CaseBody, error) { return decode[B](e) }

// ReadAppointmentBody reads the body of an entry of an appointment.
func ReadAppointmentBody(e journal.Entry) (AppointmentBody, error) {
	switch Kind(e.Kind) {
	case KindBooked:
		return decode[Booked](e)
	case KindCancelled:
		return decode[Cancelled](e)
	case KindArrived:
		return decode[Arrived](e)
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
	case KindBooked, KindCancelled, KindArrived, KindRevealed:
		return schema == SchemaOf
	}
	return schema == SchemaOf && caseReader(Kind(kind)) != nil
}
