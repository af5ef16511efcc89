package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/accountability"
	"bianmin/hall/bulletin"
	"bianmin/hall/watch"
)

// AccountabilityLine is a yellow or red card of the register, and what followed it.
type AccountabilityLine struct {
	Card    *watch.Card
	Measure *accountability.Measure // nil when none was decided
}

// AccountabilitySum is what the register says of one person. It counts cards.
type AccountabilitySum struct {
	Staff       string // staff id
	Yellow, Red int
	Upheld      int
	Revoked     int
	LateAnswers int // explained after the day
	Unanswered  int // not explained, and the day is over
	Measures    int // decided and not taken back
}

// AccountabilityRegister (责任追究台账) is a month of yellow and red cards, oldest first.
type AccountabilityRegister struct {
	Month   bulletin.Month
	Lines   []AccountabilityLine
	Persons []AccountabilitySum // by staff id
}

// Accountability (责任追究台账) is the register of a month.
func (s *Session) Accountability(ctx context.Context, month bulletin.Month) (AccountabilityRegister, error) {
	out := AccountabilityRegister{Month: month}
	if err := s.need(RightAccountRead); err != nil {
		return out, err
	}
	if _, err := bulletin.ParseMonth(string(month)); err != nil {
		return out, err
	}
	cards, err := s.cards(ctx, CardFilter{Month: month})
	if err != nil {
		return out, err
	}
	sums := map[string]*AccountabilitySum{}
	for _, c := range cards {
		if watch.Reminder(c.Level) {
			continue
		}
		hidden, err := s.blind(ctx, s.parts.Records, watch.Sort, c.ID)
		if err != nil {
			return out, err
		}
		if hidden {
			continue
		}
		line := AccountabilityLine{Card: c}
		if line.Measure, err = measureOf(ctx, s.parts.Records, c.ID); err != nil {
			return out, err
		}
		out.Lines = append(out.Lines, line)
		if sums[c.Responsible] == nil {
			sums[c.Responsible] = &AccountabilitySum{Staff: c.Responsible}
		}
		sums[c.Responsible].add(line, s.Today())
	}
	for _, sum := range sums {
		out.Persons = append(out.Persons, *sum)
	}
	slices.SortFunc(out.Persons, func(a, b AccountabilitySum) int { return cmp.Compare(a.Staff, b.Staff) })
	return out, nil
}

func (sum *AccountabilitySum) add(l AccountabilityLine, today hall.Date) {
	one := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	one(&sum.Yellow, l.Card.Level == hall.YellowCard)
	one(&sum.Red, l.Card.Level == hall.RedCard)
	one(&sum.Upheld, l.Card.State == watch.Upheld)
	one(&sum.Revoked, l.Card.State == watch.Revoked)
	one(&sum.LateAnswers, l.Card.Answer != nil && l.Card.Answer.Late)
	one(&sum.Unanswered, l.Card.Unanswered(today))
	one(&sum.Measures, l.Measure != nil && l.Measure.State != accountability.Lifted)
}

// measureOf is the last measure decided on a card, nil when there is none.
func measureOf(ctx context.Context, from Records, card string) (*accountability.Measure, error) {
	list, err := records[accountability.Measure](ctx, from, hall.RecordQuery{Of: card})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[len(list)-1], nil
}

// MeasureOrder is what a director decides on a card that stands.
type MeasureOrder struct {
	Card   string // id or number
	Kind   string // one of accountability.Kinds
	Points int    // of 扣分
	Reason string
}

// DecideMeasure (追究决定) decides a measure on a card that stands. Never on oneself, and once
// a card, unless the one before was taken back.
func (s *Session) DecideMeasure(ctx context.Context, o MeasureOrder) (*accountability.Measure, error) {
	if err := s.need(RightAccountDecide); err != nil {
		return nil, err
	}
	if err := tidy("追究的理由", &o.Reason, mostReason); err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return openRecord[accountability.Measure](ctx, s, accountability.Letter, time.Time{}, func(tx Tx, no hall.RecordNo) (hall.Body, error) {
		c, err := record[watch.Card](ctx, tx, o.Card)
		if err != nil {
			return nil, err
		}
		if hidden, err := s.blind(ctx, tx, watch.Sort, c.ID); err != nil || hidden {
			return nil, cmp.Or(err, noRecord())
		}
		before, err := measureOf(ctx, tx, c.ID)
		switch {
		case err != nil:
			return nil, err
		case c.State != watch.Upheld:
			return nil, hall.Forbid("督办牌 "+c.No.Spoken()+" "+c.State.Han()+"，不能据此追究", "裁定成立以后才能追究")
		case c.Responsible == s.staff.ID:
			return nil, hall.Forbid("不能对自己作追究决定", "请另一位主任或上级机关来办")
		case before != nil && before.State != accountability.Lifted:
			return nil, hall.Forbid("这张督办牌已经追究过", "请看 "+before.No.Spoken())
		}
		return accountability.Decision{
			No: no, Hall: s.office.Code, Day: s.Today(), Card: c.ID, Staff: c.Responsible, Measure: o.Kind, Points: o.Points, Reason: o.Reason,
			AppealBy: hall.DueAfter(cal, s.Now(), hall.Limit{N: accountability.AppealWorkdays, Unit: hall.Workday}),
		}, nil
	})
}

// AppealMeasure (申诉) is the objection of the person concerned, in time.
func (s *Session) AppealMeasure(ctx context.Context, key, text string) (*accountability.Measure, error) {
	if err := s.need(RightAccountAppeal); err != nil {
		return nil, err
	}
	if err := tidy("申诉的理由", &text, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(_ Tx, m *accountability.Measure) (hall.Body, error) {
		switch {
		case m.Staff != s.staff.ID:
			return nil, hall.Forbid("这个追究决定不是对您的", "请由本人申诉")
		case s.Today().After(m.AppealBy.Last):
			return nil, hall.Forbid("申诉的期限已过："+m.AppealBy.Last.Han(), "可以向上级机关反映")
		}
		return accountability.Appeal{Text: text}, nil
	})
}

// CloseMeasure (了结) keeps a measure or takes it back: after an appeal, or once the time for
// one is over. Never one's own.
func (s *Session) CloseMeasure(ctx context.Context, key string, kept bool, reason string) (*accountability.Measure, error) {
	if err := s.need(RightAccountDecide); err != nil {
		return nil, err
	}
	if err := tidy("了结的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(_ Tx, m *accountability.Measure) (hall.Body, error) {
		switch {
		case m.Staff == s.staff.ID:
			return nil, hall.Forbid("不能了结对自己的追究", "请另一位主任或上级机关来办")
		case kept && m.State == accountability.Decided && !s.Today().After(m.AppealBy.Last):
			return nil, hall.Forbid("申诉的期限还没有过："+m.AppealBy.Last.Han(), "过了期限再了结；要撤回的现在就可以")
		}
		return accountability.Closing{Kept: kept, Reason: reason}, nil
	})
}

// Measure by id, full or spoken number: for who reads the register, and for the person concerned.
func (s *Session) Measure(ctx context.Context, key string) (*accountability.Measure, error) {
	m, err := record[accountability.Measure](ctx, s.parts.Records, key)
	if err == nil && m.Staff == s.staff.ID {
		return m, nil
	}
	if no := s.need(RightAccountRead); no != nil {
		return nil, no
	}
	return m, err
}
