package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/fee"
	"bianmin/hall/ident"
	"bianmin/hall/ticket"
	"bianmin/hall/visit"
)

// NewVisit stands in an intake for a visit that is opened with the case.
const NewVisit = "new"

// VisitOpening is what is typed to begin a visit. At least one person is required; a name is
// enough for those nothing is done for.
type VisitOpening struct {
	People  []Applicant
	How     string   // one of visit.Ways; empty means 到厅
	Ticket  string   // number or id of the ticket that was called; empty for none
	Matter  string   // of the pre-check at the door; empty takes the ticket's
	Present []string // materials seen at the door
}

// VisitView is a visit with what belongs to it.
type VisitView struct {
	Visit  *visit.Visit
	Ticket *ticket.Ticket // nil without one
	Fee    *fee.Slip      // nil without one
	Cases  []*hall.Case   // in the order they were taken in
}

// OpenVisit (来访) begins a visit. With a ticket, that is served in the same act.
func (s *Session) OpenVisit(ctx context.Context, o VisitOpening) (*visit.Visit, error) {
	if err := s.need(RightVisit); err != nil {
		return nil, err
	}
	if o.Ticket != "" {
		if err := s.need(RightTicketCall); err != nil {
			return nil, err
		}
	}
	people, err := s.visitors(o.People)
	if err != nil {
		return nil, err
	}
	checked, err := s.preCheck(ctx, o.Matter, o.Present)
	if err != nil {
		return nil, err
	}
	var after *visit.Visit
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		b := visit.Opening{People: people, How: cmp.Or(o.How, visit.Ways()[0]), Checked: checked}
		var t *ticket.Ticket
		if o.Ticket != "" {
			var err error
			if t, err = s.ticket(ctx, tx, o.Ticket); err != nil {
				return err
			}
			if b.Ticket = t.ID; b.Checked == nil && t.Asked.Checked {
				b.Checked = &visit.PreCheck{Matter: t.Asked.Matter, Present: t.Asked.Present, Missing: t.Asked.Missing}
			}
		}
		v, err := s.beginVisit(ctx, tx, time.Time{}, b)
		if after = v; err != nil || t == nil {
			return err
		}
		return s.append(ctx, tx, t.ID, time.Time{}, ticket.Serving{Visit: v.ID})
	})
	return after, err
}

// beginVisit writes the entry that opens a visit; number, hall, day and the ids of the people
// are filled in here.
func (s *Session) beginVisit(ctx context.Context, tx Tx, at time.Time, b visit.Opening) (*visit.Visit, error) {
	id, err := s.newID()
	if err != nil {
		return nil, err
	}
	b.Hall, b.Day, b.People = s.office.Code, s.Today(), slices.Clone(b.People)
	if !at.IsZero() {
		b.Day = hall.DayOf(at)
	}
	for i := range b.People {
		if b.People[i].ID != "" {
			continue
		}
		if err := s.knownPerson(ctx, tx, &b.People[i]); err != nil {
			return nil, err
		}
	}
	if b.No, err = s.recordNo(ctx, tx, visit.Letter, b.Day); err != nil {
		return nil, err
	}
	if err := s.append(ctx, tx, id, at, b); err != nil {
		return nil, err
	}
	return record[visit.Visit](ctx, tx, id)
}

// visitors are the people of a visit as typed.
func (s *Session) visitors(typed []Applicant) ([]hall.Person, error) {
	if len(typed) == 0 {
		return nil, hall.Refuse("没有写谁来了", "请至少写一位来访人的姓名")
	}
	out := make([]hall.Person, 0, len(typed))
	for _, a := range typed {
		in, err := tidied(Intake{Applicant: a})
		if err != nil {
			return nil, err
		}
		p := &plan{in: in}
		if a = in.Applicant; a.ID == "" && a.Phone == "" && a.Contact == nil {
			name, _, err := ident.CleanName(a.Name)
			if err != nil {
				return nil, &hall.Error{Kind: hall.Invalid, Say: "来访人姓名：" + err.Error(), Next: "请照证件上的写法填"}
			}
			out = append(out, hall.Person{Name: name, IDType: string(ident.DocNone), Village: a.Village})
			continue
		}
		person, err := p.applicant(s.Today())
		if err != nil {
			return nil, err
		}
		out = append(out, person)
	}
	return out, nil
}

// preCheck is what the guide saw at the door, with what is missing; nil when nothing was looked at.
func (s *Session) preCheck(ctx context.Context, matter string, present []string) (*visit.PreCheck, error) {
	if matter == "" {
		if len(present) > 0 {
			return nil, hall.Refuse("看了材料，没有写是办什么事的", "请写事项代码")
		}
		return nil, nil
	}
	m, err := s.parts.Library.Matter(ctx, matter)
	if err != nil {
		return nil, err
	}
	seen := make([]hall.Material, 0, len(present))
	for _, name := range present {
		if !slices.ContainsFunc(m.Intake.Materials, func(r hall.MaterialRule) bool { return r.Name == name }) {
			var names []string
			for _, r := range m.Intake.Materials {
				names = append(names, r.Name)
			}
			return nil, hall.Refuse(fmt.Sprintf("事项 %s 不要这样材料：%s", m.Code, name), "请照办事指南上的名称写："+strings.Join(names, "、"))
		}
		seen = append(seen, hall.Material{Name: name, Copy: 1})
	}
	return &visit.PreCheck{
		Matter: hall.MatterName{Code: m.Code, Name: m.Name}, Present: present, Missing: m.Snapshot().Lacking(seen),
	}, nil
}

// JoinVisit (又来一人) adds a person to an open visit.
func (s *Session) JoinVisit(ctx context.Context, key string, who Applicant) (*visit.Visit, error) {
	if err := s.need(RightVisit); err != nil {
		return nil, err
	}
	people, err := s.visitors([]Applicant{who})
	if err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(tx Tx, v *visit.Visit) (hall.Body, error) {
		if err := s.needOn(RightVisit, v.Opener); err != nil {
			return nil, err
		}
		if err := s.knownPerson(ctx, tx, &people[0]); err != nil {
			return nil, err
		}
		return visit.Joining{Person: people[0]}, nil
	})
}

// CloseVisit (离开) ends a visit. What is charged must be settled, let off or voided first.
func (s *Session) CloseVisit(ctx context.Context, key string) (*visit.Visit, error) {
	if err := s.need(RightVisit); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(tx Tx, v *visit.Visit) (hall.Body, error) {
		if err := s.needOn(RightVisit, v.Opener); err != nil {
			return nil, err
		}
		if v.Fee != "" {
			slip, err := record[fee.Slip](ctx, tx, v.Fee)
			if err != nil {
				return nil, err
			}
			if slip.State == fee.Owed {
				return nil, hall.Forbid(fmt.Sprintf("缴费通知 %s 还没有缴", slip.No.Spoken()), "请先记缴费，或减免、作废")
			}
		}
		return visit.Closing{}, nil
	})
}

// Visit by id, full or spoken number, with its ticket, cases and fee slip.
func (s *Session) Visit(ctx context.Context, key string) (VisitView, error) {
	if err := s.need(RightVisitRead); err != nil {
		return VisitView{}, err
	}
	v, err := record[visit.Visit](ctx, s.parts.Records, key)
	if err != nil {
		return VisitView{}, err
	}
	if err := s.needOn(RightVisitRead, v.Opener); err != nil {
		return VisitView{}, err
	}
	view := VisitView{Visit: v}
	if v.Ticket != "" {
		if view.Ticket, err = record[ticket.Ticket](ctx, s.parts.Records, v.Ticket); err != nil && !notHere(err) {
			return view, err
		}
	}
	if v.Fee != "" {
		if view.Fee, err = record[fee.Slip](ctx, s.parts.Records, v.Fee); err != nil && !notHere(err) {
			return view, err
		}
	}
	if !s.Can(RightCaseRead) { // a guide sees that there are cases, not what they are
		return view, nil
	}
	for _, of := range v.Cases {
		c, err := s.parts.Reader.Case(ctx, of.Case)
		if notHere(err) {
			continue
		}
		if err != nil {
			return view, err
		}
		view.Cases = append(view.Cases, c)
	}
	return view, nil
}

// Visits of a day, oldest first; an agent's own for an agent.
func (s *Session) Visits(ctx context.Context, day hall.Date) ([]*visit.Visit, error) {
	if err := s.need(RightVisitRead); err != nil {
		return nil, err
	}
	return records[visit.Visit](ctx, s.parts.Records, hall.RecordQuery{From: day, To: day, Owner: s.own(RightVisitRead)})
}

// comeIn is the visit an intake belongs to, nil for none. It is opened for a new one; the
// applicant joins it unless they are on it already, and gets the id they have there.
func (s *Session) comeIn(ctx context.Context, tx Tx, p *plan) (*visit.Visit, error) {
	switch p.in.Visit {
	case "":
		return nil, nil
	case NewVisit:
		if err := s.need(RightVisit); err != nil {
			return nil, err
		}
		v, err := s.beginVisit(ctx, tx, p.at, visit.Opening{People: []hall.Person{p.person}, How: visit.WayOf(p.in.Mode)})
		if err == nil {
			p.person.ID = v.People[0].ID
		}
		return v, err
	}
	v, err := record[visit.Visit](ctx, tx, p.in.Visit)
	if err != nil {
		return nil, err
	}
	if err := s.needOn(RightVisit, v.Opener); err != nil {
		return nil, err
	}
	if err := v.Running("收件"); err != nil {
		return nil, err
	}
	if same := v.Same(p.person); same != nil {
		if same.IDNo == p.person.IDNo {
			p.person.ID = same.ID
		}
		return v, nil
	}
	if err := s.knownPerson(ctx, tx, &p.person); err != nil {
		return nil, err
	}
	return v, s.append(ctx, tx, v.ID, time.Time{}, visit.Joining{Person: p.person})
}

// onVisit writes the case and the papers copied for it on the visit, and names the copies the
// visit had already.
func (s *Session) onVisit(ctx context.Context, tx Tx, p plan, v *visit.Visit, c visit.CaseOf) ([]string, error) {
	if v == nil {
		return nil, nil
	}
	if err := s.append(ctx, tx, v.ID, time.Time{}, visit.Casing(c)); err != nil {
		return nil, err
	}
	shared := v.SharedMaterials(p.person.ID, p.in.Materials)
	done := slices.Clone(shared)
	for _, m := range p.in.Materials {
		if m.Copy == 0 || slices.Contains(done, m.Name) {
			continue
		}
		done = append(done, m.Name)
		made := visit.Copying{Copy: visit.Copy{Document: m.Name, Person: p.person.ID, Case: c.Case}}
		if err := s.append(ctx, tx, v.ID, time.Time{}, made); err != nil {
			return nil, err
		}
	}
	return shared, nil
}

func notHere(err error) bool {
	var e *hall.Error
	return errors.As(err, &e) && e.Kind == hall.NotFound
}
