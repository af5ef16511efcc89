package desk

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"bianmin/hall"
	"bianmin/hall/closing"
	"bianmin/hall/journal"
)

// Counting counts inside an act.
type Counting interface {
	Figures(ctx context.Context, q hall.FigureQuery) ([]hall.FigureRow, error)
	// Head names the journal as it is in the act.
	Head() journal.Head
}

// Registers reads what registers and statistics are made of.
type Registers interface {
	Figures(ctx context.Context, q hall.FigureQuery) ([]hall.FigureRow, error)
	Span(ctx context.Context, q hall.SpanQuery) (hall.SpanPage, error)
	Changed(ctx context.Context, from, to hall.Date, since time.Time) ([]hall.Changed, error)
}

// The rights over registers.
const (
	RightRegister Right = "register.read"
	RightClosing  Right = "register.close"
	RightOldCases Right = "register.import"
)

func registerRights() []RightRule {
	return []RightRule{
		right(RightRegister, "看台账和统计、导出", "---hhh-h"),
		right(RightClosing, "月结", "-----h--"),
		right(RightOldCases, "导入旧台账", "-----h--"),
	}
}

// Figures counts cases of a span of days. The query's AsOf and Today are set here when zero.
func (s *Session) Figures(ctx context.Context, q hall.FigureQuery) ([]hall.FigureRow, error) {
	if err := s.need(RightRegister); err != nil {
		return nil, err
	}
	return s.parts.Registers.Figures(ctx, s.asOfNow(q))
}

func (s *Session) asOfNow(q hall.FigureQuery) hall.FigureQuery {
	if q.AsOf.IsZero() {
		q.AsOf = s.Now()
	}
	if q.Today.IsZero() {
		q.Today = s.Today()
	}
	return q
}

// CloseMonth (月结) freezes the figures of a month that is over. What is recorded later goes to
// the supplement (补报).
func (s *Session) CloseMonth(ctx context.Context, month string) (*closing.Closing, error) {
	if err := s.need(RightClosing); err != nil {
		return nil, err
	}
	first, last, err := closing.Span(month)
	if err != nil {
		return nil, err
	}
	office, err := s.parts.Register.Office(ctx)
	if err != nil {
		return nil, err
	}
	if s.Now().Before(last.AddDays(1).Start()) {
		return nil, hall.Forbid(fmt.Sprintf("%d年%d月还没有过完，不能月结", first.Year(), first.Month()), "请在下月 1 日以后再做月结")
	}
	id := closing.SubjectOf(office.Code, first.String()[:7])
	var after *closing.Closing
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		head := tx.Head()
		made := closing.Made{
			HallCode: office.Code, Month: first.String()[:7], CutOff: s.Now().UTC().Truncate(time.Millisecond),
			Journal: office.Journal, Size: head.Size, Root: base64.StdEncoding.EncodeToString(head.Root[:]),
		}
		for _, basis := range []hall.FigureBasis{hall.ByReceived, hall.ByEnded} {
			rows, err := tx.Figures(ctx, hall.FigureQuery{Basis: basis, By: hall.DimTotal, From: first, To: last, AsOf: made.CutOff, Today: last})
			if err != nil {
				return err
			}
			made.Figures = append(made.Figures, closing.Frozen{Basis: basis, Total: total(rows)})
		}
		if err := s.append(ctx, tx, id, time.Time{}, made); err != nil {
			return err
		}
		after, err = record[closing.Closing](ctx, tx, id)
		return err
	})
	return after, err
}

// total is the one row of a total, all zero when nothing was counted.
func total(rows []hall.FigureRow) hall.FigureRow {
	if len(rows) == 0 {
		return hall.FigureRow{}
	}
	return rows[0]
}

// Closing is the closing of a month; nil when it is not closed.
func (s *Session) Closing(ctx context.Context, month string) (*closing.Closing, error) {
	if err := s.need(RightRegister); err != nil {
		return nil, err
	}
	first, _, err := closing.Span(month)
	if err != nil {
		return nil, err
	}
	list, err := records[closing.Closing](ctx, s.parts.Records, hall.RecordQuery{Key: first.String()[:7]})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

// Supplement (补报) is what was recorded about closed months after their closing, within the
// days from to to.
func (s *Session) Supplement(ctx context.Context, from, to hall.Date) ([]Supplemented, error) {
	if err := s.need(RightRegister); err != nil {
		return nil, err
	}
	closings, err := records[closing.Closing](ctx, s.parts.Records, hall.RecordQuery{})
	if err != nil {
		return nil, err
	}
	var out []Supplemented
	for _, c := range closings {
		first, last, err := closing.Span(c.Month)
		if err != nil {
			return nil, err
		}
		changed, err := s.parts.Registers.Changed(ctx, first, last, c.CutOff)
		if err != nil {
			return nil, err
		}
		for _, x := range changed {
			known := x.Known()
			if day := hall.DayOf(known); !day.Before(from) && !day.After(to) {
				out = append(out, Supplemented{Month: c.Month, Changed: x, Known: known})
			}
		}
	}
	return out, nil
}

// Supplemented is one line of the supplement.
type Supplemented struct {
	Month string // the closed month it belongs to
	hall.Changed
	Known time.Time // when the hall recorded it
}
