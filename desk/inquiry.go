package desk

import (
	"context"
	"time"

	"bianmin/hall"
	"bianmin/hall/inquiry"
	"bianmin/hall/visit"
)

// Question is what somebody asked at the hall. Text and How are required; a person may stay unnamed.
type Question struct {
	Text   string
	Matter string // catalogue code, may be empty
	How    string // one of inquiry.Ways; empty means 当面
	Person Applicant
	Visit  string // id or number of a visit, may be empty
}

// Inquire (首问登记) writes down a question; whoever signs it has the duty until it is handed over.
func (s *Session) Inquire(ctx context.Context, q Question) (*inquiry.Inquiry, error) {
	if err := s.need(RightInquiry); err != nil {
		return nil, err
	}
	asked, err := s.asked(ctx, q)
	if err != nil {
		return nil, err
	}
	return openRecord[inquiry.Inquiry](ctx, s, inquiry.Letter, time.Time{}, func(tx Tx, no hall.RecordNo) (hall.Body, error) {
		if asked.Visit != "" {
			v, err := record[visit.Visit](ctx, tx, asked.Visit)
			if err != nil {
				return nil, err
			}
			asked.Visit = v.ID
		}
		if asked.Person != nil {
			if err := s.knownPerson(ctx, tx, asked.Person); err != nil {
				return nil, err
			}
		}
		return inquiry.Opening{No: no, Hall: s.office.Code, Day: s.Today(), Asked: asked}, nil
	})
}

func (s *Session) asked(ctx context.Context, q Question) (inquiry.Question, error) {
	if err := tidy("问的事", &q.Text, mostReason); err != nil {
		return inquiry.Question{}, err
	}
	if q.How == "" {
		q.How = inquiry.Ways()[0]
	}
	matter, err := s.matterName(ctx, q.Matter)
	if err != nil {
		return inquiry.Question{}, err
	}
	out := inquiry.Question{Text: q.Text, Matter: matter, How: q.How, Visit: q.Visit}
	if q.Person.Name == "" {
		return out, nil
	}
	in, err := tidied(Intake{Applicant: q.Person})
	if err != nil {
		return out, err
	}
	person, err := (&plan{in: in}).applicant(s.Today())
	out.Person = &person
	return out, err
}

// OfferInquiry (提出转交) asks a colleague to take the duty over. Only the holder may, and it
// stays with them until it is taken.
func (s *Session) OfferInquiry(ctx context.Context, key, to, reason string) (*inquiry.Inquiry, error) {
	if err := s.need(RightInquiry); err != nil {
		return nil, err
	}
	if err := tidy("转交的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	if _, err := s.colleague(ctx, to); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(_ Tx, q *inquiry.Inquiry) (hall.Body, error) {
		return inquiry.Offer{To: to, Reason: reason}, s.holds(q)
	})
}

// TakeInquiry (接手) is the acceptance of the colleague it was offered to.
func (s *Session) TakeInquiry(ctx context.Context, key string) (*inquiry.Inquiry, error) {
	if err := s.need(RightInquiry); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(_ Tx, q *inquiry.Inquiry) (hall.Body, error) {
		if q.State == inquiry.Offered && q.Offered != s.staff.ID {
			return nil, hall.Forbid("这条咨询不是转给您的", "请让被转交的人来接手")
		}
		return inquiry.Take{}, nil
	})
}

// AssignInquiry (主任指定) gives the duty to somebody without their acceptance, with a reason.
func (s *Session) AssignInquiry(ctx context.Context, key, to, reason string) (*inquiry.Inquiry, error) {
	if err := s.need(RightInquiryAssign); err != nil {
		return nil, err
	}
	if err := tidy("指定的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	if _, err := s.colleague(ctx, to); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(Tx, *inquiry.Inquiry) (hall.Body, error) {
		return inquiry.Assignment{To: to, Reason: reason}, nil
	})
}

// AnswerInquiry (答复) ends the duty. Only the holder may.
func (s *Session) AnswerInquiry(ctx context.Context, key, answer string) (*inquiry.Inquiry, error) {
	if err := s.need(RightInquiry); err != nil {
		return nil, err
	}
	if err := tidy("答复", &answer, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(_ Tx, q *inquiry.Inquiry) (hall.Body, error) {
		return inquiry.Reply{Answer: answer}, s.holds(q)
	})
}

// LeadInquiry (转为办件) ends the duty by a case taken in for it. Only the holder may.
func (s *Session) LeadInquiry(ctx context.Context, key, caseKey string) (*inquiry.Inquiry, error) {
	if err := s.need(RightInquiry); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(tx Tx, q *inquiry.Inquiry) (hall.Body, error) {
		if err := s.holds(q); err != nil {
			return nil, err
		}
		c, err := tx.Case(ctx, caseKey)
		if err != nil {
			return nil, err
		}
		return inquiry.Lead{Case: c.ID}, nil
	})
}

// Inquiry by id, full or spoken number.
func (s *Session) Inquiry(ctx context.Context, key string) (*inquiry.Inquiry, error) {
	if err := s.need(RightInquiryRead); err != nil {
		return nil, err
	}
	q, err := record[inquiry.Inquiry](ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	return q, s.needOn(RightInquiryRead, append(q.Chain, q.Offered)...)
}

// Inquiries that somebody still owes an answer, oldest first; an agent's own for an agent.
func (s *Session) Inquiries(ctx context.Context) ([]*inquiry.Inquiry, error) {
	if err := s.need(RightInquiryRead); err != nil {
		return nil, err
	}
	return records[inquiry.Inquiry](ctx, s.parts.Records, hall.RecordQuery{OpenOnly: true, Owner: s.own(RightInquiryRead)})
}

func (s *Session) holds(q *inquiry.Inquiry) error {
	if s.standsFor(q.Holder) {
		return nil
	}
	return hall.Forbid("首问责任不在您这里", "请现在负责的人来办，或请主任指定")
}
