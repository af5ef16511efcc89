package desk

import (
	"context"

	"bianmin/hall"
)

// hallJob puts in what the papers of the hall show: all matters, all who serve, and for the
// cover of a register what was asked for (Of) and who keeps it.
func (s *Session) hallJob(ctx context.Context, job *hall.PaperJob, o Order) error {
	if o.Kind == hall.PaperRegister || o.Kind == hall.PaperReport {
		return s.tableJob(ctx, job, o)
	}
	if err := s.keeperJob(ctx, job, o); err != nil {
		return err
	}
	var err error
	if job.Matters, err = s.Matters(ctx); err != nil {
		return err
	}
	people, err := s.Staff(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.Works() {
			job.People = append(job.People, p)
		}
	}
	if o.Kind == hall.PaperRegisterCover {
		job.Cover, err = hall.ReadCover(o.Of, s.Today())
	}
	return err
}

// keeperJob is whose paper it is: the one named, else the one signed in.
func (s *Session) keeperJob(ctx context.Context, job *hall.PaperJob, o Order) error {
	job.Staff = s.staff
	if o.Staff == "" {
		return nil
	}
	people, err := s.Staff(ctx)
	if err != nil {
		return err
	}
	p, ok := personOf(people, o.Staff)
	switch {
	case !ok:
		return hall.Missing("没有这位工作人员", "请核对工作人员编号（--staff）")
	case p.Left:
		return hall.Forbid("这位工作人员已经不在这里工作，不再印卡和牌", "请核对工作人员编号（--staff）")
	}
	job.Staff = p
	return nil
}

// standInJob puts in who does the work of an absent one: the other half of the post, who must
// work here.
func (s *Session) standInJob(ctx context.Context, job *hall.PaperJob) error {
	if job.Staff.StandIn == "" {
		return nil
	}
	people, err := s.Staff(ctx)
	if err != nil {
		return err
	}
	if p, ok := personOf(people, job.Staff.StandIn); ok && p.Works() {
		job.StandIn = p
	}
	return nil
}

func personOf(people []hall.Staff, id string) (hall.Staff, bool) {
	for _, p := range people {
		if p.ID == id {
			return p, true
		}
	}
	return hall.Staff{}, false
}
