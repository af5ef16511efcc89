package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"bianmin/hall"
)

// lateAct is when what a session writes down happened, and why it is written only now.
type lateAct struct {
	at    time.Time
	entry hall.LateEntry
}

// Late (补录) is a session for acts on cases that happened at an earlier instant: their clocks
// run from then, both times stand in the entry, and an entry before it says why and from what
// paper. What is older than one working day is the director's. Only acts on cases are written
// so; nothing else should be done in it.
func (s *Session) Late(ctx context.Context, at time.Time, reason, paper string) (*Session, error) {
	for what, text := range map[string]*string{"补录的原因": &reason, "原始单据": &paper} {
		if err := tidy(what, text, mostReason); err != nil {
			return nil, err
		}
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	now := s.Desk.Now()
	day, today := hall.DayOf(at), hall.DayOf(now)
	switch {
	case at.After(now.Add(futureSlack)):
		return nil, hall.Refuse("发生时间（at）在将来", "请核对时间和时区，例如 2026-11-23T09:30:00+08:00")
	case today.Sub(day) > hall.LateMostDays:
		return nil, hall.Refuse("发生时间（at）在一年以前", "请核对年份")
	case reason == "" || paper == "":
		return nil, hall.Refuse("补录要写原因（--late-reason）和原始单据（--late-paper）", "例如 --late-reason 停电 --late-paper 手写登记单3号")
	}
	entry := hall.LateEntry{Reason: reason, Paper: paper}
	if _, director := hall.LateOn(cal, day, today); director {
		if !s.staff.Has(hall.RoleDirector) {
			return nil, hall.Forbid("超过一个工作日的补录要中心主任来办", "请主任登录后补录")
		}
		entry.Approver = s.staff.ID
	}
	late := *s
	late.late = &lateAct{at: at, entry: entry}
	return &late, nil
}

// Now is when what the session writes down happens: the desk's clock, or the instant of a late
// entry.
func (s *Session) Now() time.Time {
	if s.late != nil {
		return s.late.at
	}
	return s.Desk.Now()
}

// Today is the Beijing day of Now.
func (s *Session) Today() hall.Date { return hall.DayOf(s.Now()) }

// dated puts the instant of a late entry on drafts, behind the entry that explains it. An act
// cannot have happened before the last step of its case.
func (s *Session) dated(c *hall.Case, drafts []hall.Draft) ([]hall.Draft, error) {
	if s.late == nil {
		return drafts, nil
	}
	aside, err := s.settingAside(c, drafts)
	if err != nil {
		return nil, err
	}
	for _, e := range c.History {
		undone := e.Kind == hall.KindSetAside || e.Kind == hall.KindDeemed && (c.Clocks.Deemed == nil || len(aside) > 0)
		if e.Conflict == "" && !e.Kind.Beside() && !undone && e.At.After(s.late.at) {
			return nil, hall.Refuse(
				fmt.Sprintf("办件 %s 的上一步发生在%s，补录的事不会更早", c.No.Spoken(), hall.DayOf(e.At).Han()), "请核对发生时间（--at）")
		}
	}
	out := append(aside, hall.Draft{Actor: s.staff.ID, AtMilli: s.late.at.UnixMilli(), Body: hall.LateAct{Late: s.late.entry}})
	for _, d := range drafts {
		if d.ID == "" {
			d.AtMilli = s.late.at.UnixMilli()
		}
		out = append(out, d)
	}
	return out, nil
}

// settingAside is the entry that takes a deemed acceptance back, where what is written down late
// was said to the applicant within the five days; else none. It is the director's.
func (s *Session) settingAside(c *hall.Case, drafts []hall.Draft) ([]hall.Draft, error) {
	on := hall.DayOf(s.late.at)
	said := slices.ContainsFunc(drafts, func(d hall.Draft) bool {
		switch d.Body.(type) {
		case hall.Noticed, hall.Accepted, hall.Declined, hall.Transferred:
			return true
		}
		return false
	})
	if !said || !c.MaySetAside(on) {
		return nil, nil
	}
	if !s.staff.Has(hall.RoleDirector) {
		return nil, hall.Forbid("这件已经依法视为受理，补录期限内的告知要中心主任来办", "请主任带着当时的单据登录后补录")
	}
	return []hall.Draft{{Actor: s.staff.ID, Body: hall.SetAside{On: on, Reason: s.late.entry.Reason, Paper: s.late.entry.Paper}}}, nil
}
