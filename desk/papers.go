package desk

import (
	"context"
	"strings"

	"bianmin/hall"
)

// Order says which paper to make, and of what: Of is the code of a matter, the id of a person
// (empty means the one signed in) or the number of a case, an appointment or a record, as the
// kind asks. The fields before it name the same for the older kinds.
type Order struct {
	Kind        hall.PaperKind
	Case        string // papers of a case
	Appointment string
	Matter      string // papers of a matter
	Staff       string // cards, badges, plates, a register's keeper; empty means the person signed in
	Of          string // papers of a record: its number; the cover of a register: see hall.ReadCover
	Blank       bool   // an empty form, of nothing
	Purpose     string // papers of a case: print the whole document number, and what for in the ground of the page
}

// Preview shows a page of a paper, counted from 1, at dpi dots an inch, as it will look on paper.
func (s *Session) Preview(ctx context.Context, o Order, page int, dpi float64) (hall.Picture, error) {
	job, err := s.job(ctx, o)
	if err != nil {
		return hall.Picture{}, err
	}
	if job.Kind.Issued() {
		if job.No, _, err = s.nextNo(ctx, s.parts.Records, job); err != nil {
			return hall.Picture{}, err
		}
	}
	return s.parts.Press.Show(job, page, dpi)
}

// job is the view a paper is made from.
func (s *Session) job(ctx context.Context, o Order) (hall.PaperJob, error) {
	if err := s.need(RightPrint); err != nil {
		return hall.PaperJob{}, err
	}
	people, err := s.parts.Register.Staff(ctx)
	if err != nil {
		return hall.PaperJob{}, err
	}
	job := hall.PaperJob{Kind: o.Kind, Office: s.office, Printed: s.Now(), Names: map[string]string{}}
	for _, p := range people {
		job.Names[p.ID] = p.Name
	}
	if o.Blank {
		job.Blank = true
		if !o.Kind.Blank() {
			err = hall.Refuse(o.Kind.Han()+"没有空白表", "空白表有："+blanksHan())
		}
		return job, err
	}
	if o.Purpose != "" && o.Kind.Of() != hall.OfCase {
		return job, hall.Refuse(o.Kind.Han()+"上没有完整的证件号", "完整证件号只印在办件的纸上")
	}
	switch o.Kind.Of() {
	case "":
		err = hall.Refuse("不认识这种纸", "可打印："+kindsHan())
	case hall.OfMatter:
		err = s.guideJob(ctx, &job, o)
	case hall.OfStaff:
		err = s.cardJob(ctx, &job, o)
	case hall.OfHall:
		err = s.hallJob(ctx, &job, o)
	case hall.OfAppointment:
		if o.Appointment == "" {
			return job, hall.Refuse("没有写哪个预约", "请给出预约编号（--appointment）")
		}
		job.Appointment, err = s.Appointment(ctx, o.Appointment)
	case hall.OfCase:
		err = s.caseJob(ctx, &job, o)
	default:
		err = s.recordJob(ctx, &job, o)
	}
	return job, err
}

// mostPurpose is how long the purpose in a page's ground may be, in characters.
const mostPurpose = 20

// whole lets the whole document number stand on the paper, for a purpose: that somebody saw it is
// written down first.
func (s *Session) whole(ctx context.Context, job *hall.PaperJob, c *hall.Case, purpose string) error {
	if purpose == "" {
		return nil
	}
	if err := tidy("用途", &purpose, mostPurpose); err != nil {
		return err
	}
	if err := s.Reveal(ctx, "打印完整证件号："+purpose, c.Applicant.ID); err != nil {
		return err
	}
	job.Purpose = purpose
	return nil
}

func blanksHan() string {
	var out []string
	for _, k := range hall.PaperKinds() {
		if k.Blank() {
			out = append(out, string(k))
		}
	}
	return strings.Join(out, "、")
}

func kindsHan() string {
	var out []string
	for _, k := range hall.PaperKinds() {
		out = append(out, string(k))
	}
	return strings.Join(out, "、")
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
	if err := s.keeperJob(ctx, job, o); err != nil {
		return err
	}
	if err := s.standInJob(ctx, job); err != nil {
		return err
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
	if err := s.whole(ctx, job, c, o.Purpose); err != nil {
		return err
	}
	job.Case = c
	if job.Seal, err = s.sealed(ctx, c); err != nil {
		return err
	}
	job.Handler, job.Agent = s.staffName(ctx, c.Intake.Handler), s.staffName(ctx, c.Intake.Agent)
	return nil
}
