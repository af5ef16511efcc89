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

// Subject is a case or an appointment as far as its entries have been folded. The zero
// Subject is one of which nothing has been seen.
type Subject struct {
	Case        *Case
	Appointment *Appointment
	Held        []journal.Entry // waiting, in order
}

// Judge folds the next entry, in county order, into the subject and returns the
// verdicts it caused: its own, and those of held entries it set free. The device and
// the county both judge with it. Entries are never dropped: what does not fit stays in
// the history as a conflict, what is not understood stays in Held. The subject's
// earlier Case and Appointment values are left as they were.
func (s *Subject) Judge(e journal.Entry) []Verdict { return s.JudgeRead(Read(e)) }

// JudgeRead is Judge for an entry whose body has been read already.
func (s *Subject) JudgeRead(r Reading) []Verdict {
	e := r.Entry
	if Kind(e.Kind) == KindRevealed && Knows(e.Kind, e.Schema) {
		return []Verdict{judgeReveal(e)}
	}
	if !s.ready(e) {
		s.Held = append(slices.Clip(s.Held), e)
		return []Verdict{{Entry: e.ID, Status: StatusHeld, Why: s.holdReason(e)}}
	}
	verdicts := []Verdict{s.judge(r)}
	for len(s.Held) > 0 && s.free(s.Held[0]) {
		next := s.Held[0]
		s.Held = s.Held[1:]
		verdicts = append(verdicts, s.judge(Read(next)))
	}
	return verdicts
}

// Refold judges held entries again, after a newer program learned their kinds.
func (s *Subject) Refold() []Verdict {
	held := s.Held
	s.Held = nil
	var verdicts []Verdict
	for _, e := range held {
		verdicts = append(verdicts, s.Judge(e)...)
	}
	return verdicts
}

// ready: an entry opens its subject, or follows an opened one behind which nothing waits.
func (s *Subject) ready(e journal.Entry) bool {
	if !Knows(e.Kind, e.Schema) {
		return false
	}
	if opens(e) && !s.opened() {
		return true
	}
	return len(s.Held) == 0 && s.opened()
}

func (s *Subject) free(e journal.Entry) bool { return Knows(e.Kind, e.Schema) && s.opened() }

func (s *Subject) opened() bool { return s.Case != nil || s.Appointment != nil }

func (s *Subject) holdReason(e journal.Entry) string {
	switch {
	case !Knows(e.Kind, e.Schema):
		return "本版程序还不认识这种记录"
	case !s.opened():
		return "更早的一条还没有到"
	default:
		return "前面有一条在等"
	}
}

func opens(e journal.Entry) bool {
	return Kind(e.Kind) == KindReceived || Kind(e.Kind) == KindBooked
}

func (s *Subject) judge(r Reading) Verdict {
	if Kind(r.Entry.Kind).IsAppointment() {
		return s.judgeAppointment(r)
	}
	return s.judgeCase(r)
}

func (s *Subject) judgeCase(r Reading) Verdict {
	e, body := r.Entry, r.ofCase
	if r.err != nil {
		return Verdict{Entry: e.ID, Status: StatusRejected, Why: "内容读不出来"}
	}
	if err := body.complete(); err != nil {
		return refused(e, StatusRejected, err)
	}
	if s.Appointment != nil {
		return Verdict{Entry: e.ID, Status: StatusRejected, Why: "编号已属于一个预约"}
	}
	event := Event{Entry: e.ID, Kind: body.Kind(), Actor: e.Actor, At: e.At, Recorded: e.Recorded, Note: body.note()}
	if err := body.lawful(s.Case); err != nil {
		event.Conflict = err.Error()
		next := s.Case.clone()
		next.History = append(next.History, event)
		s.Case = next
		return refused(e, StatusConflict, err)
	}
	next := &Case{}
	if s.Case != nil {
		next = s.Case.clone()
	}
	body.apply(next, e.Header)
	next.Last = e.ID
	next.History = append(next.History, event)
	s.Case = next
	return Verdict{Entry: e.ID, Status: StatusApplied}
}

func refused(e journal.Entry, status Status, err error) Verdict {
	v := Verdict{Entry: e.ID, Status: status}
	v.Why, v.Next = Explain(err)
	return v
}

func (s *Subject) judgeAppointment(r Reading) Verdict {
	e, body := r.Entry, r.appointment
	if r.err != nil {
		return Verdict{Entry: e.ID, Status: StatusRejected, Why: "内容读不出来"}
	}
	if s.Case != nil {
		return Verdict{Entry: e.ID, Status: StatusRejected, Why: "编号已属于一个办件"}
	}
	next := &Appointment{}
	if s.Appointment != nil {
		*next = *s.Appointment
		next.History = slices.Clone(next.History)
	}
	event := Event{Entry: e.ID, Kind: body.Kind(), Actor: e.Actor, At: e.At, Recorded: e.Recorded}
	if err := body.fits(s.Appointment); err != nil {
		if s.Appointment == nil {
			return refused(e, StatusRejected, err)
		}
		event.Conflict = err.Error()
		next.History = append(next.History, event)
		s.Appointment = next
		return refused(e, StatusConflict, err)
	}
	body.put(next, e.Header)
	next.Last = e.ID
	next.History = append(next.History, event)
	s.Appointment = next
	return Verdict{Entry: e.ID, Status: StatusApplied}
}
