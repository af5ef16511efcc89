package desk

import (
	"context"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/hotline"
)

// HotlineInput is an order of the 12345 line as it came. TheirNo and Text are required; limits
// left zero are those of hotline.SignLimit and hotline.AnswerLimit.
type HotlineInput struct {
	TheirNo     string
	Text        string
	Matter      string // catalogue code
	Person      Applicant
	About       []string // ids of the staff it complains of
	SignLimit   hall.Limit
	AnswerLimit hall.Limit
}

// ReceiveHotline (收到工单) writes an order down. Its limits run from now.
func (s *Session) ReceiveHotline(ctx context.Context, in HotlineInput) (*hotline.Order, error) {
	if err := s.need(RightHotline); err != nil {
		return nil, err
	}
	b, err := s.receipt(ctx, in)
	if err != nil {
		return nil, err
	}
	if slices.Contains(b.Asked.About, s.staff.ID) {
		return nil, hall.Forbid("工单投诉的是登记人自己，不能自己登记", "请换一个人来登记")
	}
	var after *hotline.Order
	id := hotline.SubjectID(s.office.Code, b.TheirNo)
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		if b.Asked.Caller != nil {
			if err := s.knownPerson(ctx, tx, b.Asked.Caller); err != nil {
				return err
			}
		}
		var err error
		if b.No, err = s.recordNo(ctx, tx, hotline.Letter, s.Today()); err != nil {
			return err
		}
		if err := s.append(ctx, tx, id, time.Time{}, b); err != nil {
			return err
		}
		after, err = record[hotline.Order](ctx, tx, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return after, nil
}

func (s *Session) receipt(ctx context.Context, in HotlineInput) (hotline.Receipt, error) {
	b := hotline.Receipt{Hall: s.office.Code, Day: s.Today()}
	if err := tidy("工单编号", &in.TheirNo, mostCode); err != nil {
		return b, err
	}
	if err := tidy("工单的内容", &in.Text, mostStory); err != nil {
		return b, err
	}
	for _, id := range in.About {
		if _, err := s.colleague(ctx, id); err != nil {
			return b, err
		}
	}
	sign, err := limitOr(in.SignLimit, hotline.SignLimit())
	if err != nil {
		return b, err
	}
	reply, err := limitOr(in.AnswerLimit, hotline.AnswerLimit())
	if err != nil {
		return b, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return b, err
	}
	b.TheirNo, b.SignBy, b.AnswerBy = hotline.TidyNo(in.TheirNo), hall.DueAfter(cal, s.Now(), sign), hall.DueAfter(cal, s.Now(), reply)
	b.Asked = hotline.Asked{Text: in.Text, About: in.About}
	if b.Asked.Matter, err = s.matterName(ctx, in.Matter); err != nil {
		return b, err
	}
	b.Asked.Caller, err = s.namedPerson(in.Person)
	return b, err
}

func limitOr(given, otherwise hall.Limit) (hall.Limit, error) {
	switch {
	case given == hall.Limit{}:
		return otherwise, nil
	case !given.Valid():
		return given, hall.Refuse("工单的期限不对", "应是 1 到 999，单位是工作日、自然日或小时")
	}
	return given, nil
}

// SignHotline (签收) takes an order on; who signs holds it.
func (s *Session) SignHotline(ctx context.Context, key string) (*hotline.Order, error) {
	return s.onHotline(ctx, RightHotline, key, hotline.Signing{})
}

// RouteHotline (转办) gives an order to a colleague, never to one it complains of.
func (s *Session) RouteHotline(ctx context.Context, key, to, reason string) (*hotline.Order, error) {
	if err := tidy("转办的说明", &reason, mostReason); err != nil {
		return nil, err
	}
	if err := s.need(RightHotlineRoute); err != nil {
		return nil, err
	}
	if _, err := s.colleague(ctx, to); err != nil {
		return nil, err
	}
	return s.onHotline(ctx, RightHotlineRoute, key, hotline.Routing{To: to, Reason: reason})
}

// AnswerHotline (答复) writes the answer given to the line. Who holds the order may, and who routes.
func (s *Session) AnswerHotline(ctx context.Context, key, answer string) (*hotline.Order, error) {
	if err := tidy("答复", &answer, mostStory); err != nil {
		return nil, err
	}
	return s.onHotline(ctx, RightHotlineAnswer, key, hotline.Reply{Answer: answer})
}

// ReturnHotline (退回) gives an order back to the line with a reason.
func (s *Session) ReturnHotline(ctx context.Context, key, reason string) (*hotline.Order, error) {
	if err := tidy("退回的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onHotline(ctx, RightHotline, key, hotline.Return{Reason: reason})
}

// RevisitHotline (回访) writes down whether the caller was content; if not, the order is answered again.
func (s *Session) RevisitHotline(ctx context.Context, key string, satisfied bool, text string) (*hotline.Order, error) {
	if err := tidy("回访的情况", &text, mostReason); err != nil {
		return nil, err
	}
	b := hotline.Revisiting{Day: s.Today(), Satisfied: satisfied, Text: text}
	if !satisfied {
		due, err := s.workdays(ctx, hotline.AnswerLimit().N)
		if err != nil {
			return nil, err
		}
		b.AnswerBy = &due
	}
	return s.onHotline(ctx, RightHotline, key, b)
}

// Hotline is an order by id, full or spoken number, or the number of the line. Who it complains
// of finds none.
func (s *Session) Hotline(ctx context.Context, key string) (*hotline.Order, error) {
	if err := s.need(RightHotlineRead); err != nil {
		return nil, err
	}
	o, err := s.hotlineOf(ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	if err := s.needOn(RightHotlineRead, o.Holder); err != nil {
		return nil, err
	}
	return o, nil
}

// Hotlines are the orders of a span, oldest first; an agent's own for an agent.
func (s *Session) Hotlines(ctx context.Context, span Span) ([]*hotline.Order, error) {
	if err := s.need(RightHotlineRead); err != nil {
		return nil, err
	}
	q := span.query()
	q.Owner = s.own(RightHotlineRead)
	all, err := records[hotline.Order](ctx, s.parts.Records, q)
	return slices.DeleteFunc(all, func(o *hotline.Order) bool { return o.Blind(s.staff.ID) }), err
}

func (s *Session) onHotline(ctx context.Context, r Right, key string, b hall.Body) (*hotline.Order, error) {
	if err := s.need(r); err != nil {
		return nil, err
	}
	var after *hotline.Order
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		o, err := s.hotlineOf(ctx, tx, key)
		if err != nil {
			return err
		}
		if err := s.needOn(r, o.Holder); err != nil {
			return err
		}
		if err := s.append(ctx, tx, o.ID, time.Time{}, b); err != nil {
			return err
		}
		after, err = record[hotline.Order](ctx, tx, o.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return after, nil
}

// hotlineOf finds an order that does not complain of the person signed in.
func (s *Session) hotlineOf(ctx context.Context, from Records, key string) (*hotline.Order, error) {
	found, err := records[hotline.Order](ctx, from, hall.RecordQuery{Key: hotline.TidyNo(key)})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		o, err := record[hotline.Order](ctx, from, key)
		if err != nil {
			return nil, err
		}
		found = append(found, o)
	}
	if found[0].Blind(s.staff.ID) {
		return nil, noRecord()
	}
	return found[0], nil
}
