// Package rules is how the county judges entries: with the same fold.Subject.Judge as
// the device, behind a guard that no single entry gets past.
package rules

import (
	"log/slog"
	"slices"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
)

const (
	whyOtherHall = "这条记录属于别的大厅"
	whyPanic     = "县平台暂时裁定不了这一条，等新版程序"
)

// Rules judges. It is safe for use by many goroutines.
type Rules struct {
	judge func(*fold.Subject, fold.Reading) []hall.Verdict
	log   *slog.Logger
}

// New returns rules that judge with judge; nil means hall's own.
func New(judge func(*fold.Subject, journal.Entry) []hall.Verdict, log *slog.Logger) *Rules {
	if judge == nil {
		return &Rules{judge: (*fold.Subject).JudgeRead, log: log}
	}
	return &Rules{judge: func(s *fold.Subject, r fold.Reading) []hall.Verdict { return judge(s, r.Entry) }, log: log}
}

// Judge folds an entry of a hall into its subject. An entry that opens a subject of
// another hall is rejected. A panic holds the entry and leaves the rest of the subject as it was.
func (r *Rules) Judge(hallCode string, s *fold.Subject, read fold.Reading) (verdicts []hall.Verdict) {
	e := read.Entry
	before := fold.Subject{Case: s.Case, Appointment: s.Appointment, Record: s.Record, Held: slices.Clone(s.Held)}
	defer func() {
		if fault := recover(); fault != nil {
			// The panic's own text may quote the entry; it stays out of the log.
			r.log.Error("judging panicked, entry held", "hall", hallCode, "entry", e.ID, "kind", e.Kind)
			*s = before
			s.Held = append(s.Held, e)
			verdicts = []hall.Verdict{{Entry: e.ID, Status: hall.StatusHeld, Why: whyPanic}}
		}
	}()
	verdicts = r.judge(s, read)
	if other(hallCode, &before, s) {
		*s = before
		return []hall.Verdict{{Entry: e.ID, Status: hall.StatusRejected, Why: whyOtherHall}}
	}
	return verdicts
}

// Refold judges the subject's held entries again, in order.
func (r *Rules) Refold(hallCode string, s *fold.Subject) []hall.Verdict {
	held := s.Held
	s.Held = nil
	var verdicts []hall.Verdict
	for _, e := range held {
		verdicts = append(verdicts, r.Judge(hallCode, s, fold.Read(e))...)
	}
	return verdicts
}

// other reports whether judging opened a subject of another hall.
func other(hallCode string, before, after *fold.Subject) bool {
	return !before.Opened() && after.Opened() && after.Hall() != hallCode
}
