package desk

import (
	"cmp"
	"context"
	"slices"

	"bianmin/hall"
	"bianmin/hall/bulletin"
	"bianmin/hall/complaint"
	"bianmin/hall/rating"
	"bianmin/hall/watch"
)

// CardFilter selects supervision cards. The zero filter is all of them.
type CardFilter struct {
	Person   string         // staff id of the person responsible
	Level    hall.CardLevel // of this level only
	State    watch.State    // in this state only; the verdicts are states
	Rule     watch.Rule
	Month    bulletin.Month // raised in this month
	Of       string         // id of what the card is about
	OpenOnly bool           // an explanation or a verdict is owed
	Late     bool           // explained after the day it was owed by
}

func (f CardFilter) fits(c *watch.Card) bool {
	return (f.Person == "" || c.Responsible == f.Person) && (f.Level == "" || c.Level == f.Level) &&
		(f.State == "" || c.State == f.State) && (f.Rule == "" || c.Rule == f.Rule) &&
		(f.Of == "" || c.About.ID == f.Of) && (!f.Late || c.Answer != nil && c.Answer.Late)
}

// Cards are the supervision cards a filter selects, oldest first; an agent's own for an agent.
func (s *Session) Cards(ctx context.Context, f CardFilter) ([]*watch.Card, error) {
	if err := s.need(RightCardRead); err != nil {
		return nil, err
	}
	if own := s.own(RightCardRead); own != "" {
		if f.Person != "" && f.Person != own {
			return nil, s.needOn(RightCardRead, f.Person)
		}
		f.Person = own
	}
	all, err := s.cards(ctx, f)
	return slices.DeleteFunc(all, func(c *watch.Card) bool { return !s.sees(ctx, c) }), err
}

// sees reports whether the person may know of what a card is about: a card on a complaint or a
// rating tells of it.
func (s *Session) sees(ctx context.Context, c *watch.Card) bool {
	var err error
	switch c.About.Sort {
	case complaint.Sort:
		_, err = s.Complaint(ctx, c.About.ID)
	case rating.Sort:
		_, err = s.Rating(ctx, c.About.ID)
	}
	return err == nil
}

func (d *Desk) cards(ctx context.Context, f CardFilter) ([]*watch.Card, error) {
	q := hall.RecordQuery{Of: f.Of, Owner: f.Person, OpenOnly: f.OpenOnly}
	if f.Month != "" {
		if _, err := bulletin.ParseMonth(string(f.Month)); err != nil {
			return nil, err
		}
		q.From, q.To = f.Month.First(), f.Month.Last()
	}
	all, err := records[watch.Card](ctx, d.parts.Records, q)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(c *watch.Card) bool { return !f.fits(c) }), nil
}

// Card by id, full or spoken number.
func (s *Session) Card(ctx context.Context, key string) (*watch.Card, error) {
	if err := s.need(RightCardRead); err != nil {
		return nil, err
	}
	c, err := record[watch.Card](ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	if !s.sees(ctx, c) {
		return nil, hall.Missing("没有这条登记", "请核对编号")
	}
	return c, s.needOn(RightCardRead, c.Responsible)
}

// CardsOf are the cards of a case, oldest first. Who may see the case sees them.
func (s *Session) CardsOf(ctx context.Context, caseKey string) ([]*watch.Card, error) {
	c, err := s.Case(ctx, caseKey)
	if err != nil {
		return nil, err
	}
	return s.cards(ctx, CardFilter{Of: c.ID})
}

// AnswerCard (说明) explains a yellow or red card. Only the person responsible may.
func (s *Session) AnswerCard(ctx context.Context, key, text string) (*watch.Card, error) {
	if err := s.need(RightCardAnswer); err != nil {
		return nil, err
	}
	if err := tidy("说明", &text, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(tx Tx, c *watch.Card) (hall.Body, error) {
		if c.Responsible != s.staff.ID {
			if hidden, err := s.blind(ctx, tx, watch.Sort, c.ID); err != nil || hidden {
				return nil, cmp.Or(err, noRecord())
			}
			return nil, hall.Forbid("这张督办牌的责任人不是您", "请由责任人自己说明")
		}
		return watch.Explanation{Text: text}, nil
	})
}

// JudgeCard (裁定) says whether a card stands, with the reason. A director may, but never on
// a card of their own; a card stands only after the explanation, or after its time is over.
func (s *Session) JudgeCard(ctx context.Context, key string, upheld bool, reason string) (*watch.Card, error) {
	if err := s.need(RightCardJudge); err != nil {
		return nil, err
	}
	if err := tidy("裁定的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(tx Tx, c *watch.Card) (hall.Body, error) {
		hidden, err := s.blind(ctx, tx, watch.Sort, c.ID)
		switch {
		case err != nil:
			return nil, err
		case hidden:
			return nil, noRecord()
		case c.Responsible == s.staff.ID:
			return nil, hall.Forbid("不能裁定自己的督办牌", "请另一位主任或县里的监督员裁定")
		case upheld && c.State == watch.Raised && !c.Unanswered(s.Today()):
			return nil, hall.Forbid("责任人还没有说明，说明的期限也没有过", "请等责任人说明，或过了期限再裁定")
		}
		return watch.Judgement{Upheld: upheld, Reason: reason}, nil
	})
}
