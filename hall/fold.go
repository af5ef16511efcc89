package hall

import (
	"slices"

	"bianmin/hall/journal"
)

// Status is what judging an entry came to.
type Status string

// The statuses.
const (
	StatusApplied  Status = "applied"
	StatusRejected Status = "rejected" // cannot mean anything: the body is unreadable or incomplete
	StatusConflict Status = "conflict" // true by itself, but does not fit the subject's state: a person decides
	StatusHeld     Status = "held"     // waits: an unknown kind, or an earlier entry that is not here yet
)

// Verdict (裁定) is the status of one entry, and why it was not applied.
type Verdict struct {
	Entry  string `json:"entry"`
	Status Status `json:"status"`
	Why    string `json:"why,omitempty"`
	Next   string `json:"next,omitempty"` // what to do about it; may be empty
}

// JudgeCase folds a body into a case and says what it came to. A body that does not fit
// stays in the case's history as a conflict. The case given, nil before the first entry, is
// left as it was.
func JudgeCase(c *Case, h journal.Header, body CaseBody) (*Case, Verdict) {
	if err := body.complete(); err != nil {
		return c, VerdictOn(h.ID, StatusRejected, err)
	}
	event := EventOf(h, body.note())
	if err := body.lawful(c); err != nil {
		if c == nil {
			return nil, VerdictOn(h.ID, StatusRejected, err)
		}
		event.Conflict = err.Error()
		next := c.clone()
		next.History = append(next.History, event)
		return next, VerdictOn(h.ID, StatusConflict, err)
	}
	next := &Case{}
	if c != nil {
		next = c.clone()
	}
	body.apply(next, h)
	next.Last = h.ID
	next.History = append(next.History, event)
	return next, Verdict{Entry: h.ID, Status: StatusApplied}
}

// JudgeAppointment is JudgeCase for an appointment.
func JudgeAppointment(a *Appointment, h journal.Header, body AppointmentBody) (*Appointment, Verdict) {
	next := &Appointment{}
	if a != nil {
		*next = *a
		next.History = slices.Clone(next.History)
	}
	event := EventOf(h, "")
	if err := body.fits(a); err != nil {
		if a == nil {
			return nil, VerdictOn(h.ID, StatusRejected, err)
		}
		event.Conflict = err.Error()
		next.History = append(next.History, event)
		return next, VerdictOn(h.ID, StatusConflict, err)
	}
	event.Note = body.note(a)
	body.put(next, h)
	next.Last = h.ID
	next.History = append(next.History, event)
	return next, Verdict{Entry: h.ID, Status: StatusApplied}
}

// EventOf is the line of the timeline an entry gives.
func EventOf(h journal.Header, note string) Event {
	return Event{Entry: h.ID, Kind: Kind(h.Kind), Actor: h.Actor, At: h.At, Recorded: h.Recorded, Note: note}
}

// VerdictOn is the verdict on an entry that was not applied.
func VerdictOn(entry string, status Status, err error) Verdict {
	v := Verdict{Entry: entry, Status: status}
	v.Why, v.Next = Explain(err)
	return v
}
