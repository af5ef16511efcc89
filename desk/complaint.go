package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/complaint"
)

// mostStory is the longest account of what happened, in characters.
const mostStory = 4000

// ComplaintInput is a complaint as told. Text is required, and who or what it is about: Staff,
// Matter or Hall. Without a person it is anonymous.
type ComplaintInput struct {
	Text   string
	Staff  []string // ids of who is complained of
	Matter string   // catalogue code
	Hall   bool     // the hall as a whole
	How    string   // one of complaint.Ways; empty means 当面
	Secret bool     // the complainant asks to be kept secret
	Person Applicant
}

// ComplaintReceipt is all that is told about a complaint to who wrote it down.
type ComplaintReceipt struct {
	No       hall.RecordNo
	AcceptBy hall.Due
	County   bool // held by the county: nobody of the hall handles it
}

// Complain (投诉登记) writes a complaint down. Who is complained of cannot. When the director is,
// it goes to the county only, and the hall is blind to it from then on.
func (s *Session) Complain(ctx context.Context, in ComplaintInput) (ComplaintReceipt, error) {
	if err := s.need(RightComplaint); err != nil {
		return ComplaintReceipt{}, err
	}
	b, err := s.making(ctx, in)
	if err != nil {
		return ComplaintReceipt{}, err
	}
	id, err := s.newID()
	if err != nil {
		return ComplaintReceipt{}, err
	}
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		if b.Told.Complainant != nil {
			if err := s.knownPerson(ctx, tx, b.Told.Complainant); err != nil {
				return err
			}
		}
		var err error
		if b.No, err = s.recordNo(ctx, tx, complaint.Letter, s.Today()); err != nil {
			return err
		}
		return s.append(ctx, tx, id, time.Time{}, b)
	})
	if err != nil {
		return ComplaintReceipt{}, err
	}
	return ComplaintReceipt{No: b.No, AcceptBy: b.AcceptBy, County: b.County}, nil
}

func (s *Session) making(ctx context.Context, in ComplaintInput) (complaint.Making, error) {
	b := complaint.Making{Hall: s.office.Code, Day: s.Today(), By: s.staff.ID}
	if err := tidy("投诉的内容", &in.Text, mostStory); err != nil {
		return b, err
	}
	if in.How == "" {
		in.How = complaint.Ways()[0]
	}
	people, err := s.parts.Register.Staff(ctx)
	if err != nil {
		return b, err
	}
	b.About = complaint.About{Staff: slices.Compact(slices.Sorted(slices.Values(in.Staff))), Hall: in.Hall}
	for _, id := range b.About.Staff {
		if !slices.ContainsFunc(people, func(p hall.Staff) bool { return p.ID == id }) {
			return b, hall.Missing("没有这位工作人员", "请核对工作人员编号；说不清是谁的，按整个大厅登记")
		}
	}
	if b.About.Matter, err = s.matterName(ctx, in.Matter); err != nil {
		return b, err
	}
	b.County = b.About.ForCounty(people)
	b.Told = complaint.Told{Text: in.Text, How: in.How, Secret: in.Secret}
	if b.Told.Complainant, err = s.namedPerson(in.Person); err != nil {
		return b, err
	}
	b.AcceptBy, err = s.workdays(ctx, complaint.AcceptWorkdays)
	return b, err
}

// AcceptComplaint (受理投诉) takes a complaint up.
func (s *Session) AcceptComplaint(ctx context.Context, key string) (*complaint.Complaint, error) {
	due, err := s.workdays(ctx, complaint.AnswerWorkdays)
	if err != nil {
		return nil, err
	}
	return s.onComplaint(ctx, RightComplaintHandle, key, complaint.Acceptance{By: s.staff.ID, AnswerBy: due})
}

// RefuseComplaint (不予受理) says why a complaint is not taken up.
func (s *Session) RefuseComplaint(ctx context.Context, key, reason string) (*complaint.Complaint, error) {
	if err := tidy("不受理的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onComplaint(ctx, RightComplaintHandle, key, complaint.Refusal{By: s.staff.ID, Reason: reason})
}

// AssignComplaint (指定核查人) gives a complaint to a colleague, never to one complained of.
func (s *Session) AssignComplaint(ctx context.Context, key, to string) (*complaint.Complaint, error) {
	if err := s.need(RightComplaintHandle); err != nil {
		return nil, err
	}
	p, err := s.colleague(ctx, to)
	if err != nil {
		return nil, err
	}
	if !(&Session{Desk: s.Desk, staff: p}).Can(RightComplaintWork) {
		return nil, hall.Forbid(fmt.Sprintf("%s 的岗位不核查投诉", p.ID), "请指定另一位工作人员")
	}
	return s.onComplaint(ctx, RightComplaintHandle, key, complaint.Assignment{By: s.staff.ID, To: to})
}

// Investigate (核查) writes down what was found.
func (s *Session) Investigate(ctx context.Context, key, finding string) (*complaint.Complaint, error) {
	if err := tidy("核查的情况", &finding, mostStory); err != nil {
		return nil, err
	}
	return s.onComplaint(ctx, RightComplaintWork, key, complaint.Investigation{By: s.staff.ID, Finding: finding})
}

// AnswerComplaint (答复) tells the complainant; how is one of complaint.AnswerWays.
func (s *Session) AnswerComplaint(ctx context.Context, key, answer, how string) (*complaint.Complaint, error) {
	if err := tidy("答复", &answer, mostStory); err != nil {
		return nil, err
	}
	if how == "" {
		how = complaint.AnswerWays()[0]
	}
	return s.onComplaint(ctx, RightComplaintWork, key, complaint.Reply{By: s.staff.ID, Answer: answer, How: how})
}

// AppealComplaint (申请复核) writes down, by the full number on the complainant's slip, that they do
// not take the answer. Anybody at a counter may who is not blind to it; they are shown nothing.
func (s *Session) AppealComplaint(ctx context.Context, key, reason string) error {
	if err := tidy("不同意答复的理由", &reason, mostReason); err != nil {
		return err
	}
	due, err := s.workdays(ctx, complaint.AnswerWorkdays)
	if err != nil {
		return err
	}
	_, err = s.onComplaint(ctx, RightComplaint, key, complaint.Appeal{By: s.staff.ID, Reason: reason, AnswerBy: due})
	return err
}

// CloseComplaint (办结) ends a complaint that was answered.
func (s *Session) CloseComplaint(ctx context.Context, key, text string) (*complaint.Complaint, error) {
	if err := tidy("办结说明", &text, mostReason); err != nil {
		return nil, err
	}
	return s.onComplaint(ctx, RightComplaintWork, key, complaint.Closing{By: s.staff.ID, Text: text})
}

// HandOverPetition (转信访) passes a complaint on that is a petition. A zero day is today.
func (s *Session) HandOverPetition(ctx context.Context, key, office string, day hall.Date) (*complaint.Complaint, error) {
	if err := tidy("信访机构", &office, mostName); err != nil {
		return nil, err
	}
	if day.IsZero() {
		day = s.Today()
	}
	if day.After(s.Today()) {
		return nil, hall.Refuse("转交的日期在将来", "请核对日期")
	}
	return s.onComplaint(ctx, RightComplaintHandle, key, complaint.HandOver{By: s.staff.ID, Office: office, Day: day})
}

// Complaint by id or full number: for the director and the auditor, and for who handles it. For
// anybody else it is not there, word for word as if it did not exist.
func (s *Session) Complaint(ctx context.Context, key string) (*complaint.Complaint, error) {
	if err := s.need(RightComplaintRead); err != nil {
		return nil, err
	}
	return s.complaintOf(ctx, s.parts.Records, RightComplaintRead, key)
}

// Complaints of a span the person signed in may see, oldest first.
func (s *Session) Complaints(ctx context.Context, span Span) ([]*complaint.Complaint, error) {
	if err := s.need(RightComplaintRead); err != nil {
		return nil, err
	}
	q := span.query()
	q.Owner = s.own(RightComplaintRead)
	all, err := records[complaint.Complaint](ctx, s.parts.Records, q)
	return slices.DeleteFunc(all, func(c *complaint.Complaint) bool { return c.Blind(s.staff) }), err
}

// onComplaint writes one entry on a complaint the person signed in may work on.
func (s *Session) onComplaint(ctx context.Context, r Right, key string, b hall.Body) (*complaint.Complaint, error) {
	if err := s.need(r); err != nil {
		return nil, err
	}
	var after *complaint.Complaint
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		c, err := s.complaintOf(ctx, tx, r, key)
		if err != nil {
			return err
		}
		if err := s.append(ctx, tx, c.ID, time.Time{}, b); err != nil {
			return err
		}
		after, err = record[complaint.Complaint](ctx, tx, c.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return after, nil
}

// complaintOf finds a complaint as far as a right of the person signed in reaches. What they may
// not know of, what is not theirs and what is not there are the same error.
func (s *Session) complaintOf(ctx context.Context, from Records, r Right, key string) (*complaint.Complaint, error) {
	if !wholeKey(key) {
		return nil, noComplaint()
	}
	c, err := record[complaint.Complaint](ctx, from, key)
	switch {
	case err != nil && hall.KindOf(err) == hall.NotFound:
		return nil, noComplaint()
	case err != nil:
		return nil, err
	case c.Blind(s.staff), s.area(r) == AreaOwn && c.Handler != s.staff.ID:
		return nil, noComplaint()
	}
	return c, nil
}

// noComplaint is the one answer about complaints that are not there for a person.
func noComplaint() error {
	return &hall.Error{Kind: hall.NotFound, Say: "没有这条登记", Next: "请核对完整的编号", Err: ErrNoRight}
}

// workdays is the last day of a limit of n working days from now.
func (s *Session) workdays(ctx context.Context, n int) (hall.Due, error) {
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return hall.Due{}, err
	}
	return hall.DueAfter(cal, s.Now(), hall.Limit{N: n, Unit: hall.Workday}), nil
}
