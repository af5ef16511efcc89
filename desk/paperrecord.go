package desk

import (
	"context"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/complaint"
	"bianmin/hall/fee"
	"bianmin/hall/homevisit"
	"bianmin/hall/ident"
	"bianmin/hall/pad"
	"bianmin/hall/posting"
	"bianmin/hall/route"
	"bianmin/hall/ticket"
	"bianmin/hall/trip"
	"bianmin/hall/visit"
)

// recordJob puts in the record a paper is of, as the person signed in may read it, and what
// stands beside it on the paper.
func (s *Session) recordJob(ctx context.Context, job *hall.PaperJob, o Order) error {
	if o.Of == "" {
		return hall.Refuse("没有写是哪一条登记", "请给出编号（--of）")
	}
	job.Handler = s.staff.Name
	r, err := s.paperRecord(ctx, hall.Sort(job.Kind.Of()), o.Of)
	if err != nil {
		return err
	}
	job.Record = r
	switch r := r.(type) {
	case *bag.Bag:
		return s.besideBag(ctx, job, r)
	case *trip.Trip:
		return s.besideTrip(ctx, job, r)
	case *fee.Slip:
		return s.besideFee(ctx, job, r)
	case *complaint.Complaint:
		job.Handler = s.staffName(ctx, r.Handler)
	case *route.Route:
		s.maskRoute(r)
	case *homevisit.Request:
		s.maskRequest(r)
	}
	return nil
}

// paperRecord is a record by the method that checks the right to read its sort.
func (s *Session) paperRecord(ctx context.Context, sort hall.Sort, key string) (hall.Record, error) {
	switch sort {
	case bag.Sort:
		return found(s.Bag(ctx, key))
	case trip.Sort:
		return found(s.Trip(ctx, key))
	case ticket.Sort:
		return found(s.Ticket(ctx, key))
	case fee.Sort:
		return found(s.FeeSlip(ctx, key))
	case visit.Sort:
		v, err := s.Visit(ctx, key)
		return found(v.Visit, err)
	case complaint.Sort:
		return found(s.Complaint(ctx, key))
	case pad.Sort:
		return found(s.Pad(ctx, key))
	case route.Sort:
		return found(s.Route(ctx, key))
	case posting.Sort:
		return found(s.Posting(ctx, key))
	case homevisit.Sort:
		return found(s.HomeVisitRequest(ctx, key))
	}
	return nil, hall.Refuse("这种纸不是登记的纸", "请核对纸的种类")
}

// found is a record as the interface, never a nil pointer in it.
func found[P hall.Record](r P, err error) (hall.Record, error) {
	if err != nil {
		return nil, err
	}
	return r, nil
}

// besideBag adds the agent, with the phone of their card, and the case the errand is for.
func (s *Session) besideBag(ctx context.Context, job *hall.PaperJob, b *bag.Bag) error {
	people, err := s.parts.Register.Staff(ctx)
	if err != nil {
		return err
	}
	job.Agent = job.Name(b.Errand.Agent)
	if i := slices.IndexFunc(people, func(p hall.Staff) bool { return p.ID == b.Errand.Agent }); i >= 0 {
		job.Staff = people[i]
		job.Agent = strings.TrimSpace(people[i].Village + " " + people[i].Name)
	}
	if b.Errand.Case == "" {
		return nil
	}
	c, err := s.Case(ctx, b.Errand.Case)
	if unseen(err) {
		return nil
	}
	job.Cases = append(job.Cases, c)
	return err
}

// besideTrip adds the bags of the list, as far as the person signed in may read them.
func (s *Session) besideTrip(ctx context.Context, job *hall.PaperJob, t *trip.Trip) error {
	for _, l := range t.Bags {
		b, err := s.Bag(ctx, l.Bag)
		if unseen(err) {
			continue
		}
		if err != nil {
			return err
		}
		job.Beside = append(job.Beside, b)
	}
	return nil
}

// besideFee adds the visit a fee slip is of, and its cases.
func (s *Session) besideFee(ctx context.Context, job *hall.PaperJob, f *fee.Slip) error {
	view, err := s.Visit(ctx, f.Visit)
	if unseen(err) {
		return nil
	}
	if err != nil {
		return err
	}
	job.Beside, job.Cases = append(job.Beside, view.Visit), view.Cases
	return nil
}

// unseen reports whether something is not here or not for the person signed in: the paper then
// says no more than its own record does.
func unseen(err error) bool {
	k := hall.KindOf(err)
	return err != nil && (k == hall.NotFound || k == hall.Unlawful)
}

// maskRoute leaves whole phones on the list of who drives, while they do: to others it is a list,
// and lists are masked. No number of a document is on it for anybody.
func (s *Session) maskRoute(r *route.Route) {
	for i := range r.Stops {
		s.maskStop(&r.Stops[i].Visit.Person, r.Goer, r.State == route.Planned)
	}
}

func (s *Session) maskRequest(r *homevisit.Request) { s.maskStop(&r.Visit.Person, r.Goer, r.Open()) }

func (s *Session) maskStop(p *hall.Person, goer string, running bool) {
	p.IDNo = ""
	if running && goer == s.staff.ID {
		return
	}
	p.Phone = ident.MaskPhone(p.Phone)
	if p.Contact != nil {
		p.Contact.Phone = ident.MaskPhone(p.Contact.Phone)
	}
}
