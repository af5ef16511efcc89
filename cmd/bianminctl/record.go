package main

import (
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/workday"
)

// onSession runs what a command does in a session of its own.
func (e *env) onSession(do func(*desk.Session) error) error {
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	return do(session)
}

// timeline is the history of a record as JSON shows it.
func timeline(history []hall.Event) []eventJSON {
	out := make([]eventJSON, 0, len(history))
	for _, x := range history {
		out = append(out, eventJSON{x.Kind, x.At, x.Recorded, x.Actor, x.Note, x.Conflict})
	}
	return out
}

// sayTimeline says the history of a record, a line an entry.
func (e *env) sayTimeline(s *desk.Session, history []hall.Event) {
	for _, x := range history {
		line := "  " + x.At.In(workday.Beijing()).Format("2006-01-02 15:04") + "  " + desk.KindHan(x.Kind) + "  " + s.StaffName(e.ctx, x.Actor)
		if x.Note != "" {
			line += "  " + x.Note
		}
		if x.Conflict != "" {
			line += "  【需处理】" + x.Conflict
		}
		e.say("%s", line)
	}
}
