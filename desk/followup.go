package desk

import (
	"context"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/followup"
	"bianmin/hall/rating"
)

// DrawFollowUps (抽样办件回访) draws a share (percent) of the cases completed in a past month
// (YYYY-MM) that got no bad rating, and opens a follow-up of each. Drawing again adds nothing
// but cases that have come in since. It returns the new ones the person signed in may see, and
// how many were drawn together.
func (s *Session) DrawFollowUps(ctx context.Context, month string, percent int) (drawn []*followup.FollowUp, total int, err error) {
	if err := s.need(RightFollowUpDraw); err != nil {
		return nil, 0, err
	}
	if !followup.ValidMonth(month) {
		return nil, 0, hall.Refuse("月份的写法不对", "应像 2026-11")
	}
	if month >= rating.MonthOf(s.Today()) {
		return nil, 0, hall.Forbid("这个月还没有过完，不能抽样", "请等下个月再抽")
	}
	if percent < 1 || percent > 100 {
		return nil, 0, hall.Refuse("抽样的比例不对", "应是 1 到 100，表示百分之几")
	}
	cases, err := s.completedIn(ctx, month)
	if err != nil {
		return nil, 0, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, 0, err
	}
	due := hall.DueAfter(cal, s.Now(), hall.Limit{N: followup.CloseWorkdays, Unit: hall.Workday})
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		drawn, total = nil, 0
		for _, id := range followup.Sample(s.office.Code, month, percent, cases) {
			f, err := s.drawOne(ctx, tx, id, followup.Draw{Month: month, Seed: s.office.Code, Percent: percent, Due: due})
			if err != nil {
				return err
			}
			if f == nil {
				continue
			}
			total++
			if !f.Is(s.staff.ID) {
				drawn = append(drawn, f)
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	return drawn, total, nil
}

// drawOne opens the follow-up of one case; nil when it was drawn before.
func (s *Session) drawOne(ctx context.Context, tx Tx, caseID string, b followup.Draw) (*followup.FollowUp, error) {
	id := followup.SubjectID(caseID, b.Month)
	if _, err := record[followup.FollowUp](ctx, tx, id); err == nil {
		return nil, nil
	} else if hall.KindOf(err) != hall.NotFound {
		return nil, err
	}
	c, err := tx.Case(ctx, caseID)
	if err != nil {
		return nil, err
	}
	if b.No, err = s.recordNo(ctx, tx, followup.Letter, s.Today()); err != nil {
		return nil, err
	}
	b.Hall, b.Day, b.Case = s.office.Code, s.Today(), c.ID
	b.Matter, b.Served = hall.MatterName{Code: c.Rules.Code, Name: c.Rules.Name}, []string{servedBy(c)}
	if err := s.append(ctx, tx, id, time.Time{}, b); err != nil {
		return nil, err
	}
	return record[followup.FollowUp](ctx, tx, id)
}

// completedIn are the ids of the cases completed in a month that got no bad rating.
func (s *Session) completedIn(ctx context.Context, month string) ([]string, error) {
	var ids []string
	q := hall.CaseQuery{Filter: hall.FilterAll, Limit: 1000}
	for {
		page, err := s.parts.Reader.Cases(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, row := range page.Rows {
			if row.State != hall.StateCompleted && row.State != hall.StateDelivered {
				continue
			}
			c, err := s.parts.Reader.Case(ctx, row.ID)
			if err != nil {
				return nil, err
			}
			if c.Clocks.CompletedAt.IsZero() || rating.MonthOf(hall.DayOf(c.Clocks.CompletedAt)) != month {
				continue
			}
			bad, err := s.badlyRated(ctx, c.ID)
			if err != nil {
				return nil, err
			}
			if !bad {
				ids = append(ids, c.ID)
			}
		}
		if page.Next == "" {
			return ids, nil
		}
		q.After = page.Next
	}
}

func (s *Session) badlyRated(ctx context.Context, caseID string) (bool, error) {
	found, err := records[rating.Rating](ctx, s.parts.Records, hall.RecordQuery{Key: caseID})
	return slices.ContainsFunc(found, func(r *rating.Rating) bool { return r.Grade.Bad() }), err
}

// FollowUp by id, full or spoken number. Who served in the case finds none.
func (s *Session) FollowUp(ctx context.Context, key string) (*followup.FollowUp, error) {
	if err := s.need(RightFollowUpRead); err != nil {
		return nil, err
	}
	f, err := record[followup.FollowUp](ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	if f.Is(s.staff.ID) {
		return nil, noRecord()
	}
	return f, nil
}

// FollowUps of a span, oldest first, but those of cases the person signed in served in.
func (s *Session) FollowUps(ctx context.Context, span Span) ([]*followup.FollowUp, error) {
	if err := s.need(RightFollowUpRead); err != nil {
		return nil, err
	}
	all, err := records[followup.FollowUp](ctx, s.parts.Records, span.query())
	return slices.DeleteFunc(all, func(f *followup.FollowUp) bool { return f.Is(s.staff.ID) }), err
}

// ContactFollowUp (回访) writes down a call, answered or not.
func (s *Session) ContactFollowUp(ctx context.Context, key, how string, answer followup.Answer, text string) (*followup.FollowUp, error) {
	if err := tidy("回访的情况", &text, mostReason); err != nil {
		return nil, err
	}
	if how == "" {
		how = followup.Ways()[0]
	}
	return s.onFollowUp(ctx, key, followup.Contact{By: s.staff.ID, Day: s.Today(), How: how, Answer: answer, Text: text})
}

// RectifyFollowUp (整改) writes down what was done about an unhappy answer.
func (s *Session) RectifyFollowUp(ctx context.Context, key, measure string) (*followup.FollowUp, error) {
	if err := tidy("整改的办法", &measure, mostReason); err != nil {
		return nil, err
	}
	return s.onFollowUp(ctx, key, followup.Rectification{By: s.staff.ID, Measure: measure})
}

// CloseFollowUp (回访办结) ends it.
func (s *Session) CloseFollowUp(ctx context.Context, key string) (*followup.FollowUp, error) {
	return s.onFollowUp(ctx, key, followup.Closing{By: s.staff.ID})
}

func (s *Session) onFollowUp(ctx context.Context, key string, body hall.Body) (*followup.FollowUp, error) {
	if err := s.need(RightFollowUp); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(_ Tx, f *followup.FollowUp) (hall.Body, error) {
		if f.Is(s.staff.ID) {
			return nil, noRecord()
		}
		return body, nil
	})
}
