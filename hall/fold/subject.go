package fold

import (
	"slices"

	"bianmin/hall"
	"bianmin/hall/journal"
)

const whyUnreadable = "内容读不出来"

// Subject is a case, an appointment or a record as far as its entries have been folded. The
// zero Subject is one of which nothing has been seen; at most one of the three is set.
type Subject struct {
	Case        *hall.Case
	Appointment *hall.Appointment
	Record      hall.Record
	Held        []journal.Entry // waiting, in order
}

// Judge folds the next entry, in county order, into the subject and returns the
// verdicts it caused: its own, and those of held entries it set free. The device and
// the county both judge with it. Entries are never dropped: what does not fit stays in
// the history as a conflict, what is not understood stays in Held. The subject's
// earlier values are left as they were.
func (s *Subject) Judge(e journal.Entry) []hall.Verdict { return s.JudgeRead(Read(e)) }

// JudgeRead is Judge for an entry whose body has been read already.
func (s *Subject) JudgeRead(r Reading) []hall.Verdict {
	e := r.Entry
	if hall.Kind(e.Kind) == hall.KindRevealed && Knows(e.Kind, e.Schema) {
		return []hall.Verdict{hall.JudgeReveal(e)}
	}
	if !s.ready(r) {
		s.Held = append(slices.Clip(s.Held), e)
		return []hall.Verdict{{Entry: e.ID, Status: hall.StatusHeld, Why: s.holdReason(e)}}
	}
	verdicts := []hall.Verdict{s.judge(r)}
	for len(s.Held) > 0 && s.free(s.Held[0]) {
		next := s.Held[0]
		s.Held = s.Held[1:]
		verdicts = append(verdicts, s.judge(Read(next)))
	}
	return verdicts
}

// Refold judges held entries again, after a newer program learned their kinds.
func (s *Subject) Refold() []hall.Verdict {
	held := s.Held
	s.Held = nil
	var verdicts []hall.Verdict
	for _, e := range held {
		verdicts = append(verdicts, s.Judge(e)...)
	}
	return verdicts
}

// Last is the id of the last applied entry, empty when nothing has been seen.
func (s *Subject) Last() string {
	switch {
	case s.Case != nil:
		return s.Case.Last
	case s.Appointment != nil:
		return s.Appointment.Last
	case s.Record != nil:
		return s.Record.Trail().Last
	}
	return ""
}

// Hall is the division code of the hall the subject belongs to, empty when nothing has been seen.
func (s *Subject) Hall() string {
	switch {
	case s.Case != nil:
		return s.Case.Hall
	case s.Appointment != nil:
		return s.Appointment.Hall
	case s.Record != nil:
		return s.Record.Trail().Hall
	}
	return ""
}

// Opened reports whether the subject's first entry has been folded.
func (s *Subject) Opened() bool { return s.Case != nil || s.Appointment != nil || s.Record != nil }

// ready: an entry opens its subject, or follows an opened one behind which nothing waits.
func (s *Subject) ready(r Reading) bool {
	if !Knows(r.Entry.Kind, r.Entry.Schema) {
		return false
	}
	if r.opens() && !s.Opened() {
		return true
	}
	return len(s.Held) == 0 && s.Opened()
}

func (s *Subject) free(e journal.Entry) bool { return Knows(e.Kind, e.Schema) && s.Opened() }

func (s *Subject) holdReason(e journal.Entry) string {
	switch {
	case !Knows(e.Kind, e.Schema):
		return "本版程序还不认识这种记录"
	case !s.Opened():
		return "更早的一条还没有到"
	default:
		return "前面有一条在等"
	}
}

func (s *Subject) judge(r Reading) (v hall.Verdict) {
	e := r.Entry
	switch {
	case r.err != nil:
		return hall.Verdict{Entry: e.ID, Status: hall.StatusRejected, Why: whyUnreadable}
	case r.ofCase != nil && s.Appointment == nil && s.Record == nil:
		s.Case, v = hall.JudgeCase(s.Case, e.Header, r.ofCase)
	case r.ofAppointment != nil && s.Case == nil && s.Record == nil:
		s.Appointment, v = hall.JudgeAppointment(s.Appointment, e.Header, r.ofAppointment)
	case r.ofRecord != nil && s.Case == nil && s.Appointment == nil:
		v = s.judgeRecord(r)
	default:
		v = hall.Verdict{Entry: e.ID, Status: hall.StatusRejected, Why: "编号已属于" + s.what()}
	}
	return v
}

func (s *Subject) what() string {
	switch {
	case s.Case != nil:
		return "一个办件"
	case s.Appointment != nil:
		return "一个预约"
	}
	return "另一种登记"
}

func (s *Subject) judgeRecord(r Reading) hall.Verdict {
	h := r.Entry.Header
	if err := r.ofRecord.Complete(); err != nil {
		return hall.VerdictOn(h.ID, hall.StatusRejected, err)
	}
	event := hall.EventOf(h, r.ofRecord.Note())
	if err := r.ofRecord.Fits(s.Record); err != nil {
		if s.Record == nil {
			return hall.VerdictOn(h.ID, hall.StatusRejected, err)
		}
		event.Conflict = err.Error()
		next, copied := copyOf(s.Record)
		if copied != nil {
			return hall.Verdict{Entry: h.ID, Status: hall.StatusRejected, Why: whyUnreadable}
		}
		next.Trail().History = append(next.Trail().History, event)
		s.Record = next
		return hall.VerdictOn(h.ID, hall.StatusConflict, err)
	}
	next := r.ofRecord.Put(s.Record, h)
	trail := next.Trail()
	trail.ID, trail.Last = h.Subject, h.ID
	trail.History = append(trail.History, event)
	s.Record = next
	return hall.Verdict{Entry: h.ID, Status: hall.StatusApplied}
}
