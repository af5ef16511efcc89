package desk

import (
	"context"

	"bianmin/hall"
)

// Order says which paper to make, and of what.
type Order struct {
	Kind        hall.PaperKind
	Case        string // slip, acceptance, notice, decline
	Appointment string // appointment
	Matter      string // guide
	Staff       string // card, cards; empty means the person signed in
}

// Print makes a paper from the committed state. Characters no face has come back in
// Missing and must be shown before the paper is used.
func (s *Session) Print(ctx context.Context, o Order) (hall.Paper, error) {
	if err := s.need(RightPrint); err != nil {
		return hall.Paper{}, err
	}
	job := hall.PaperJob{Kind: o.Kind, Office: s.office, Printed: s.Now()}
	var err error
	switch o.Kind {
	case hall.PaperGuide:
		err = s.guideJob(ctx, &job, o)
	case hall.PaperCard, hall.PaperCards:
		err = s.cardJob(ctx, &job, o)
	case hall.PaperAppointment:
		if o.Appointment == "" {
			return hall.Paper{}, hall.Refuse("没有写哪个预约", "请给出预约编号（--appointment）")
		}
		job.Appointment, err = s.Appointment(ctx, o.Appointment)
	case hall.PaperSlip, hall.PaperAcceptance, hall.PaperNotice, hall.PaperDecline:
		err = s.caseJob(ctx, &job, o)
	default:
		err = hall.Refuse("不认识这种纸", "可打印：guide、card、cards、slip、acceptance、notice、decline、appointment")
	}
	if err != nil {
		return hall.Paper{}, err
	}
	return s.parts.Press.Make(job)
}

func (s *Session) guideJob(ctx context.Context, job *hall.PaperJob, o Order) error {
	if o.Matter == "" {
		return hall.Refuse("没有写哪个事项", "请给出事项代码（--matter）")
	}
	m, err := s.Matter(ctx, o.Matter)
	job.Matter = &m
	return err
}

func (s *Session) cardJob(ctx context.Context, job *hall.PaperJob, o Order) error {
	job.Staff = s.staff
	if o.Staff != "" {
		people, err := s.Staff(ctx)
		if err != nil {
			return err
		}
		found := false
		for _, p := range people {
			if p.ID == o.Staff {
				job.Staff, found = p, true
			}
		}
		if !found {
			return hall.Missing("没有这位工作人员", "请核对工作人员编号（--staff）")
		}
	}
	var err error
	job.Matters, err = s.Matters(ctx)
	return err
}

func (s *Session) caseJob(ctx context.Context, job *hall.PaperJob, o Order) error {
	if o.Case == "" {
		return hall.Refuse("没有写哪个办件", "请给出办件编号（--case）")
	}
	c, err := s.Case(ctx, o.Case)
	if err != nil {
		return err
	}
	if err := o.Kind.May(c); err != nil {
		return err
	}
	job.Case = c
	job.Handler, job.Agent = s.staffName(ctx, c.Intake.Handler), s.staffName(ctx, c.Intake.Agent)
	return nil
}
