package desk

import (
	"context"
	"regexp"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/rating"
	"bianmin/hall/staff"
)

// Appointing is what is typed to give somebody a post. ID, name and roles are required.
type Appointing struct {
	ID      string
	Name    string
	Roles   []hall.Role
	Phone   string
	Village string   // an agent's
	Powers  []string // a lead's, matter codes
	StandIn string
	Since   hall.Date // zero is today
}

// Posts is the list of the hall's people.
type Posts struct {
	People        []PostRow
	AuditAtCounty bool // the county audits this hall
}

// PostRow is a person on the list of posts. Post is nil for people of the founding about
// whom the journal says nothing yet.
type PostRow struct {
	Staff  hall.Staff
	Post   *staff.Post
	Powers []string // in force today
}

var staffID = regexp.MustCompile(`^[a-z0-9][a-z0-9_.-]{0,31}$`)

// AppointStaff (任用) writes somebody down for a post. From a director it takes effect at
// once; from an admin it waits for the director, and the person cannot sign in until then.
func (s *Session) AppointStaff(ctx context.Context, a Appointing) (*staff.Post, error) {
	if err := s.need(RightStaffWrite); err != nil {
		return nil, err
	}
	who, err := s.appointed(ctx, a)
	if err != nil {
		return nil, err
	}
	if a.Since.IsZero() {
		a.Since = s.Today()
	}
	var after *staff.Post
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		people, err := s.parts.Register.Staff(ctx)
		if err != nil {
			return err
		}
		id := staff.SubjectOf(s.office.Code, who.ID)
		_, err = postOf(ctx, tx, s.office.Code, who.ID)
		if hall.KindOf(err) == hall.NotFound && slices.ContainsFunc(people, func(p hall.Staff) bool { return p.ID == who.ID }) {
			return hall.Forbid("这个工作人员编号已经有人", "请换一个编号；已离岗的人回来，用返岗（user return）")
		}
		if err != nil && hall.KindOf(err) != hall.NotFound {
			return err
		}
		if err := s.append(ctx, tx, id, time.Time{}, staff.Appointment{Hall: s.office.Code, Staff: who, Since: a.Since}); err != nil {
			return err
		}
		if s.Can(RightStaffApprove) {
			if err := s.append(ctx, tx, id, time.Time{}, staff.Approval{}); err != nil {
				return err
			}
		}
		after, err = postOf(ctx, tx, s.office.Code, who.ID)
		return err
	})
	return after, err
}

// appointed is the person as typed, tidied and checked.
func (s *Session) appointed(ctx context.Context, a Appointing) (hall.Staff, error) {
	who := hall.Staff{ID: a.ID, Name: a.Name, Roles: a.Roles, Phone: a.Phone, Village: a.Village, Powers: a.Powers, StandIn: a.StandIn}
	if who.ID == hall.ActorClock || who.ID == rating.Applicant { // an entry's actor is one of these when no person of the hall is
		return who, hall.Refuse("这个工作人员编号是程序自己用的", "请换一个编号")
	}
	if !staffID.MatchString(who.ID) {
		return who, hall.Refuse("工作人员编号只用小写字母和数字", "例如 liu、clerk2，最多 32 个")
	}
	if err := s.tidyStaff(ctx, &who.Name, &who.Phone, &who.Village, &who.StandIn); err != nil {
		return who, err
	}
	return who, s.knownMatters(ctx, who.Powers)
}

// tidyStaff checks what is typed of a person; nil is not typed.
func (s *Session) tidyStaff(ctx context.Context, name, number, village, standIn *string) error {
	if name != nil {
		clean, _, err := ident.CleanName(*name)
		if err != nil {
			return hall.Refuse(err.Error(), "请核对姓名")
		}
		*name = clean
	}
	if number != nil && *number != "" {
		stored, err := phone("电话", *number)
		if err != nil {
			return err
		}
		*number = stored
	}
	if village != nil {
		if err := tidy("村", village, mostPlace); err != nil {
			return err
		}
	}
	if standIn != nil && *standIn != "" {
		if _, err := s.colleague(ctx, *standIn); err != nil {
			return err
		}
	}
	return nil
}

func (s *Session) knownMatters(ctx context.Context, codes []string) error {
	for _, code := range codes {
		if _, err := s.parts.Library.Matter(ctx, code); err != nil {
			return err
		}
	}
	return nil
}

// ChangeStaff (变更) changes what is given of a post. New roles or powers from an admin wait
// for the director.
func (s *Session) ChangeStaff(ctx context.Context, who string, c staff.Change) (*staff.Post, error) {
	if err := s.need(RightStaffWrite); err != nil {
		return nil, err
	}
	if err := tidy("变更的原因", &c.Reason, mostReason); err != nil {
		return nil, err
	}
	if err := s.tidyStaff(ctx, c.Name, c.Phone, c.Village, c.StandIn); err != nil {
		return nil, err
	}
	if err := s.knownMatters(ctx, c.Powers); err != nil {
		return nil, err
	}
	return s.onPost(ctx, who, func(_ Tx, p *staff.Post) ([]hall.Body, error) {
		if c.NeedsDirector() && p.State != staff.Proposed && s.Can(RightStaffApprove) {
			return []hall.Body{c, staff.Approval{}}, nil
		}
		return []hall.Body{c}, nil
	})
}

// ApproveStaff (主任同意) lets an appointment or a change that waits take effect.
func (s *Session) ApproveStaff(ctx context.Context, who string) (*staff.Post, error) {
	return s.approving(ctx, who, staff.Approval{})
}

// RefuseStaff (主任不同意) ends what waits.
func (s *Session) RefuseStaff(ctx context.Context, who, reason string) (*staff.Post, error) {
	if err := tidy("原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.approving(ctx, who, staff.Refusal{Reason: reason})
}

// EmpowerLead (授权) adds what a department's letter delegates to a lead's list of powers.
func (s *Session) EmpowerLead(ctx context.Context, who string, g staff.Grant) (*staff.Post, error) {
	for what, text := range map[string]*string{"授权部门": &g.By, "授权书文号": &g.Document} {
		if err := tidy(what, text, mostName); err != nil {
			return nil, err
		}
	}
	if err := s.knownMatters(ctx, g.Matters); err != nil {
		return nil, err
	}
	return s.approving(ctx, who, staff.Empowering{Grant: g})
}

// ReturnStaff (返岗) brings somebody back to the post they left.
func (s *Session) ReturnStaff(ctx context.Context, who, reason string) (*staff.Post, error) {
	if err := tidy("返岗的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.approving(ctx, who, staff.Comeback{On: s.Today(), Reason: reason})
}

func (s *Session) approving(ctx context.Context, who string, body hall.Body) (*staff.Post, error) {
	if err := s.need(RightStaffApprove); err != nil {
		return nil, err
	}
	return s.onPost(ctx, who, func(Tx, *staff.Post) ([]hall.Body, error) { return []hall.Body{body}, nil })
}

// StopStaff (停用) keeps somebody from signing in from now on; their work stays in their
// hands until it is assigned or handed over.
func (s *Session) StopStaff(ctx context.Context, who, reason string) (*staff.Post, error) {
	return s.managing(ctx, who, &reason, func() hall.Body { return staff.Stop{Reason: reason} })
}

// ResumeStaff (启用) lets a stopped person sign in again.
func (s *Session) ResumeStaff(ctx context.Context, who, reason string) (*staff.Post, error) {
	return s.managing(ctx, who, &reason, func() hall.Body { return staff.Resumption{Reason: reason} })
}

func (s *Session) managing(ctx context.Context, who string, reason *string, body func() hall.Body) (*staff.Post, error) {
	if err := s.need(RightStaffWrite); err != nil {
		return nil, err
	}
	if err := tidy("原因", reason, mostReason); err != nil {
		return nil, err
	}
	return s.onPost(ctx, who, func(Tx, *staff.Post) ([]hall.Body, error) { return []hall.Body{body()}, nil })
}

// LeaveStaff (离岗) ends somebody's post. With anything open that no accepted hand-over lists
// it is refused, and the refusal names what is open.
func (s *Session) LeaveStaff(ctx context.Context, who, reason string) (*staff.Post, error) {
	if err := s.need(RightStaffApprove); err != nil {
		return nil, err
	}
	if err := tidy("离岗的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onPost(ctx, who, func(tx Tx, _ *staff.Post) ([]hall.Body, error) {
		open, err := s.openOf(ctx, tx, who)
		if err != nil {
			return nil, err
		}
		done, err := s.handedOver(ctx, tx, who)
		if err != nil {
			return nil, err
		}
		by := ""
		if done != nil {
			by = done.ID
			open = slices.DeleteFunc(open, func(x OpenItem) bool { return done.Lists(x.Sort, x.ID) })
		}
		if len(open) > 0 {
			named, err := s.known(ctx, tx, open)
			if err != nil {
				return nil, err
			}
			return nil, stillOpen(len(open), named)
		}
		return []hall.Body{staff.Leaving{On: s.Today(), Reason: reason, HandOver: by}}, nil
	})
}

// onPost writes entries on a person's record, in one act. A person of the founding gets a
// record first. Whatever is written, a director remains.
func (s *Session) onPost(ctx context.Context, who string, bodies func(Tx, *staff.Post) ([]hall.Body, error)) (*staff.Post, error) {
	var after *staff.Post
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		people, err := s.parts.Register.Staff(ctx)
		if err != nil {
			return err
		}
		p, err := s.adopted(ctx, tx, people, who)
		if err != nil {
			return err
		}
		list, err := bodies(tx, p)
		if err != nil {
			return err
		}
		for _, b := range list {
			if err := s.append(ctx, tx, p.ID, time.Time{}, b); err != nil {
				return err
			}
		}
		if after, err = postOf(ctx, tx, s.office.Code, who); err != nil {
			return err
		}
		for i, x := range people {
			if x.ID == who {
				people[i] = after.Member()
			}
		}
		return staff.DirectorRemains(people)
	})
	return after, err
}

// adopted is the record of a person, begun when the journal has none of somebody the device
// was founded with.
func (s *Session) adopted(ctx context.Context, tx Tx, people []hall.Staff, who string) (*staff.Post, error) {
	p, err := postOf(ctx, tx, s.office.Code, who)
	if hall.KindOf(err) != hall.NotFound {
		return p, err
	}
	i := slices.IndexFunc(people, func(x hall.Staff) bool { return x.ID == who })
	if i < 0 {
		return nil, hall.Missing("没有这位工作人员", "请核对工作人员编号")
	}
	founded := staff.Appointment{Hall: s.office.Code, Staff: people[i], Founding: true}
	if err := s.append(ctx, tx, staff.SubjectOf(s.office.Code, who), time.Time{}, founded); err != nil {
		return nil, err
	}
	return postOf(ctx, tx, s.office.Code, who)
}

// Posts are the people of the hall with their posts, letters of delegation and what is in
// force today.
func (s *Session) Posts(ctx context.Context) (Posts, error) {
	if err := s.need(RightStaffRead); err != nil {
		return Posts{}, err
	}
	people, err := s.parts.Register.Staff(ctx)
	if err != nil {
		return Posts{}, err
	}
	out := Posts{AuditAtCounty: staff.AuditAtCounty(people)}
	for _, p := range people {
		row := PostRow{Staff: p, Powers: p.Powers}
		row.Post, err = postOf(ctx, s.parts.Records, s.office.Code, p.ID)
		if err != nil && hall.KindOf(err) != hall.NotFound {
			return out, err
		}
		if row.Post != nil {
			row.Powers = row.Post.PowersOn(s.Today())
		}
		out.People = append(out.People, row)
	}
	return out, nil
}
