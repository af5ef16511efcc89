package desk

import (
	"context"
	"slices"

	"bianmin/hall"
	"bianmin/hall/rating"
	"bianmin/hall/workday"
)

// Span narrows a list of records to days (both included; zero is open) and to what is open.
type Span struct {
	From, To hall.Date
	OpenOnly bool
}

func (p Span) query() hall.RecordQuery {
	return hall.RecordQuery{From: p.From, To: p.To, OpenOnly: p.OpenOnly}
}

// Rating by id, full or spoken number. The rated find none of theirs.
func (s *Session) Rating(ctx context.Context, key string) (*rating.Rating, error) {
	if err := s.need(RightRatingRead); err != nil {
		return nil, err
	}
	return s.ratingOf(ctx, s.parts.Records, key)
}

// Ratings of a span, oldest first, but those of the person signed in.
func (s *Session) Ratings(ctx context.Context, span Span) ([]*rating.Rating, error) {
	if err := s.need(RightRatingRead); err != nil {
		return nil, err
	}
	all, err := records[rating.Rating](ctx, s.parts.Records, span.query())
	return slices.DeleteFunc(all, func(r *rating.Rating) bool { return r.Is(s.staff.ID) }), err
}

// RatingRemarks are the ratings of the person signed in that have been released to them: of months past, and
// of this month in batches. They say nothing of who rated, which visit or which day.
func (s *Session) RatingRemarks(ctx context.Context) ([]rating.Remark, error) {
	if err := s.need(RightRatingOwn); err != nil {
		return nil, err
	}
	all, err := s.lastYear(ctx, s.parts.Records)
	if err != nil {
		return nil, err
	}
	return rating.VisibleTo(s.staff.ID, all, s.Today()), nil
}

// RatingFigures are the figures of a month (YYYY-MM), or of all months when it is empty. What
// has not been released to the person signed in is left out of every line and counted in Withheld,
// so that no difference of two figures tells it.
func (s *Session) RatingFigures(ctx context.Context, month string) (rating.Figures, error) {
	if err := s.need(RightRatingFigures); err != nil {
		return rating.Figures{}, err
	}
	span, err := monthSpan(month)
	if err != nil {
		return rating.Figures{}, err
	}
	all, err := records[rating.Rating](ctx, s.parts.Records, span.query())
	if err != nil {
		return rating.Figures{}, err
	}
	open := map[string]bool{}
	for _, r := range rating.Released(s.staff.ID, all, s.Today()) {
		open[r.ID] = true
	}
	before := len(all)
	all = slices.DeleteFunc(all, func(r *rating.Rating) bool { return r.Is(s.staff.ID) && r.Grade != "" && !open[r.ID] })
	f := rating.FiguresOf(all, month)
	f.Withheld = before - len(all)
	return f, nil
}

// monthSpan is a month (YYYY-MM) as days; all days when it is empty.
func monthSpan(month string) (Span, error) {
	if month == "" {
		return Span{}, nil
	}
	first, err := workday.ParseDate(month + "-01")
	if err != nil {
		return Span{}, hall.Refuse("月份的写法不对", "应像 2026-11")
	}
	next := first.AddDays(31)
	return Span{From: first, To: next.AddDays(-next.Day())}, nil
}

// StartFollowUp (开始回访) takes a bad rating on.
func (s *Session) StartFollowUp(ctx context.Context, key string) (*rating.Rating, error) {
	return s.onRating(ctx, RightRatingFollow, key, func(*rating.Rating) (hall.Body, error) {
		return rating.Start{By: s.staff.ID}, nil
	})
}

// Contact (回访) writes down a call to the applicant, reached or not.
func (s *Session) Contact(ctx context.Context, key, how string, result rating.Result, text string) (*rating.Rating, error) {
	if err := tidy("回访的情况", &text, mostReason); err != nil {
		return nil, err
	}
	if how == "" {
		how = rating.CallWays()[0]
	}
	return s.onRating(ctx, RightRatingFollow, key, func(*rating.Rating) (hall.Body, error) {
		return rating.Contact{By: s.staff.ID, Day: s.Today(), How: how, Result: result, Text: text}, nil
	})
}

// Rectify (整改) writes down what was done.
func (s *Session) Rectify(ctx context.Context, key, measure string) (*rating.Rating, error) {
	if err := tidy("整改的办法", &measure, mostReason); err != nil {
		return nil, err
	}
	return s.onRating(ctx, RightRatingFollow, key, func(*rating.Rating) (hall.Body, error) {
		return rating.Rectification{By: s.staff.ID, Measure: measure}, nil
	})
}

// CloseRating (回访办结) ends the follow-up of a bad rating.
func (s *Session) CloseRating(ctx context.Context, key, text string) (*rating.Rating, error) {
	if err := tidy("办结说明", &text, mostReason); err != nil {
		return nil, err
	}
	return s.onRating(ctx, RightRatingFollow, key, func(*rating.Rating) (hall.Body, error) {
		return rating.Closing{By: s.staff.ID, Text: text}, nil
	})
}

// AppealRating (评价申诉) is the objection of one of the rated, by the full number of the rating.
// What they may not know of yet is not there for them. The answer holds only what they may see.
func (s *Session) AppealRating(ctx context.Context, key, reason string) (rating.Remark, error) {
	if err := s.need(RightRatingOwn); err != nil {
		return rating.Remark{}, err
	}
	if err := tidy("申诉的理由", &reason, mostReason); err != nil {
		return rating.Remark{}, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return rating.Remark{}, err
	}
	var shown rating.Remark
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		if !wholeKey(key) {
			return noRecord()
		}
		r, err := record[rating.Rating](ctx, tx, key)
		if err != nil {
			return err
		}
		all, err := s.lastYear(ctx, tx)
		if err != nil {
			return err
		}
		if !rating.MayAppeal(s.staff.ID, r, all, s.Today()) {
			return noRecord()
		}
		shown = rating.Remark{Month: rating.MonthOf(r.Day), Grade: r.Grade, No: r.No}
		for _, m := range rating.VisibleTo(s.staff.ID, all, s.Today()) {
			if m.No == r.No {
				shown = m
			}
		}
		b := rating.Appealing{By: s.staff.ID, Reason: reason, Day: s.Today(), Due: rating.ReviewDue(cal, s.Now())}
		_, err = tx.Append(ctx, hall.Draft{Subject: r.ID, Actor: s.staff.ID, Body: b})
		return err
	})
	if err != nil {
		return rating.Remark{}, err
	}
	return shown, nil
}

// ReviewRating (申诉复核) decides an appeal. With the number of the county's paper it enters what
// the county decided. Nobody reviews a rating of themselves.
func (s *Session) ReviewRating(ctx context.Context, key string, verdict rating.Verdict, reason, county string) (*rating.Rating, error) {
	if err := tidy("复核的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	if err := tidy("县里的文号", &county, mostCode); err != nil {
		return nil, err
	}
	r := RightRatingReview
	if county != "" {
		r = RightRatingCounty
	}
	return s.onRating(ctx, r, key, func(*rating.Rating) (hall.Body, error) {
		return rating.Review{By: s.staff.ID, Verdict: verdict, Reason: reason, County: county}, nil
	})
}

func (s *Session) onRating(ctx context.Context, r Right, key string, body func(*rating.Rating) (hall.Body, error)) (*rating.Rating, error) {
	if err := s.need(r); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(_ Tx, found *rating.Rating) (hall.Body, error) {
		if found.Is(s.staff.ID) {
			return nil, noRecord()
		}
		return body(found)
	})
}

// ratingOf finds a rating that is not of the person signed in.
func (s *Session) ratingOf(ctx context.Context, from Records, key string) (*rating.Rating, error) {
	r, err := record[rating.Rating](ctx, from, key)
	if err != nil {
		return nil, err
	}
	if r.Is(s.staff.ID) {
		return nil, noRecord()
	}
	return r, nil
}

// lastYear are the ratings of a year back, enough for what is released.
func (s *Session) lastYear(ctx context.Context, from Records) ([]*rating.Rating, error) {
	return records[rating.Rating](ctx, from, Span{From: s.Today().AddDays(-366)}.query())
}

// noRecord is what a person is told of a record that is not there, and of one that is not
// there for them: word for word the same.
func noRecord() error { return hall.Missing("没有这条登记", "请核对编号") }

// wholeKey reports whether a key is an id or a full number. A spoken one that fits several
// records is answered with their numbers, which a person who is blind to them must not get.
func wholeKey(key string) bool {
	if _, err := hall.ParseRecordNo(key); err == nil {
		return true
	}
	return len(key) == 36 && key[8] == '-' && key[23] == '-'
}
