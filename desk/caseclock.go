package desk

import (
	"context"
	"slices"
	"strings"

	"bianmin/hall"
)

// StopPlan is a stop of the clock as it is asked for.
type StopPlan struct {
	Kind     hall.StopKind
	Step     string // for hall.StopStep: the step of the matter's rules
	Workdays int    // planned
	Approver string // staff id of a lead or the director; empty means who is signed in
	Told     hall.Told
}

// Suspend (特别程序·暂停计时) stops the clock for a step the law takes out of the limit.
func (s *Session) Suspend(ctx context.Context, key string, p StopPlan) (*hall.Case, error) {
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightSuspend, key, func(c *hall.Case) (hall.Body, error) {
		if err := c.May(hall.ActSuspend); err != nil {
			return nil, err
		}
		if err := c.Rules.MayStop(p.Kind, p.Step); err != nil {
			return nil, err
		}
		limit := hall.Limit{N: p.Workdays, Unit: hall.Workday}
		if !limit.Valid() {
			return nil, hall.Refuse("没有写预计多少个工作日", "请写预计的工作日数（--days）")
		}
		approver, err := s.approver(ctx, p.Approver)
		if err != nil {
			return nil, err
		}
		return hall.Suspended{
			Stop: hall.Stop{
				Kind: p.Kind, Step: p.Step, Basis: c.Rules.StopBasis(p.Kind, p.Step), Approver: approver, From: s.Today(),
				Planned: hall.DueAfter(cal, s.Now(), limit),
			},
			Told: s.toldOr(p.Told, c),
		}, nil
	})
}

// Resume (恢复计时) ends the stop; today is the last day that does not count.
func (s *Session) Resume(ctx context.Context, key, note string) (*hall.Case, error) {
	if err := tidy("说明", &note, mostReason); err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightSuspend, key, func(c *hall.Case) (hall.Body, error) {
		if err := c.May(hall.ActResume); err != nil {
			return nil, err
		}
		days := c.Over(s.Today()).Recount(cal)
		return hall.Resumed{On: s.Today(), Note: note, Promised: days.Promised, Statutory: days.Statutory}, nil
	})
}

// Extend (延长期限) makes the limits longer, once, by what the matter's law gives. The law wants
// the head's approval: only the director approves, not a lead. No approver means the person
// signed in. Source: 行政许可法 第四十二条; 政府信息公开条例 第三十三条.
func (s *Session) Extend(ctx context.Context, key, reason, approver string) (*hall.Case, error) {
	if err := tidy("延长的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightExtend, key, func(c *hall.Case) (hall.Body, error) {
		if err := c.May(hall.ActExtend); err != nil {
			return nil, err
		}
		rule, err := c.Rules.ExtensionOf()
		if err != nil {
			return nil, err
		}
		by, err := s.approvedBy(ctx, approver, hall.RoleDirector)
		if err != nil {
			return nil, err
		}
		x := hall.Extension{By: rule.Limit, Basis: rule.Basis, Reason: reason, Approver: by, On: s.Today()}
		days := c.Longer(x).Recount(cal)
		return hall.Extended{Extension: x, Told: s.toldOr(hall.Told{}, c), Promised: days.Promised, Statutory: days.Statutory}, nil
	})
}

// Telling is a session whose notices were told in a way of their own, one of hall.TellingWays:
// by telephone, say. Else the applicant is told as they came.
func (s *Session) Telling(how string) (*Session, error) {
	if !slices.Contains(hall.TellingWays(), how) {
		return nil, hall.Refuse("不认识这种告知方式", "应是 "+strings.Join(hall.TellingWays(), "、")+" 之一")
	}
	telling := *s
	telling.how = how
	return &telling, nil
}

// told is how the applicant of a case is told.
func (s *Session) told(c *hall.Case) hall.Told {
	if s.how != "" {
		return hall.Told{How: s.how}
	}
	return told(c.Intake.Mode)
}

func (s *Session) toldOr(t hall.Told, c *hall.Case) hall.Told {
	if t.How != "" {
		return t
	}
	return s.told(c)
}
