package staff

import (
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Appointment (任用) writes a person down for a post. It waits for the director, unless it
// writes down somebody the device was founded with.
type Appointment struct {
	Hall     string     `json:"hall"`
	Staff    hall.Staff `json:"staff"`
	Since    hall.Date  `json:"since,omitzero"`
	Founding bool       `json:"founding,omitempty"` // was here before the journal knew people
}

// Kind implements hall.Body.
func (Appointment) Kind() hall.Kind { return KindAppointed }

// Complete implements hall.Part. A person of the founding is taken as they are.
func (b Appointment) Complete() error {
	if b.Founding && b.Staff.ID != "" && b.Staff.Name != "" && len(b.Staff.Roles) > 0 {
		return nil
	}
	return Lawful(b.Staff)
}

// Fits implements hall.Part. Who was refused may be proposed again.
func (b Appointment) Fits(p *Post) error {
	if p != nil && p.State != Refused {
		return hall.Forbid("这个工作人员编号已经有人", "请换一个编号；已离岗的人回来，用返岗（user return）")
	}
	return nil
}

// Put implements hall.Part.
func (b Appointment) Put(p *Post, h journal.Header) {
	p.Hall, p.Person, p.Since, p.Day, p.State = b.Hall, b.Staff, b.Since, hall.DayOf(h.At), Proposed
	if b.Founding {
		p.State = Working
		switch {
		case b.Staff.Left:
			p.State = Left
		case b.Staff.Stopped:
			p.State = Stopped
		}
	}
	p.Person.Left, p.Person.Stopped = false, false
}

// Note implements hall.Part.
func (b Appointment) Note() string { return rolesHan(b.Staff.Roles) }

// Change (变更) changes what is given; nil leaves it as it was. A change of roles or powers
// waits for the director.
type Change struct {
	Name    *string     `json:"name,omitempty"`
	Roles   []hall.Role `json:"roles,omitempty"`
	Powers  []string    `json:"powers,omitempty"`
	StandIn *string     `json:"stand_in,omitempty"`
	Phone   *string     `json:"phone,omitempty"`
	Village *string     `json:"village,omitempty"`
	Reason  string      `json:"reason"`
}

// NeedsDirector reports whether the change takes effect only when the director agrees.
func (b Change) NeedsDirector() bool { return b.Roles != nil || b.Powers != nil }

// On is the person with the change made.
func (b Change) On(s hall.Staff) hall.Staff {
	if b.Roles != nil {
		s.Roles = slices.Clone(b.Roles)
	}
	if b.Powers != nil {
		s.Powers = slices.Clone(b.Powers)
	}
	for to, from := range map[*string]*string{&s.Name: b.Name, &s.StandIn: b.StandIn, &s.Phone: b.Phone, &s.Village: b.Village} {
		if from != nil {
			*to = *from
		}
	}
	return s
}

// Kind implements hall.Body.
func (Change) Kind() hall.Kind { return KindChanged }

// Complete implements hall.Part.
func (b Change) Complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("变更要写原因", "请写明为什么变更")
	}
	if b.Name == nil && b.StandIn == nil && b.Phone == nil && b.Village == nil && !b.NeedsDirector() {
		return hall.Refuse("没有写要变更什么", "请写岗位、授权、AB岗、电话或村")
	}
	return nil
}

// Fits implements hall.Part.
func (b Change) Fits(p *Post) error {
	if err := p.in("变更", Working, Stopped, Proposed); err != nil {
		return err
	}
	if p.Asked != nil && b.NeedsDirector() {
		return hall.Forbid("上一次变更还在等主任同意", "请主任先同意或不同意")
	}
	return Lawful(b.On(p.Person))
}

// Put implements hall.Part.
func (b Change) Put(p *Post, _ journal.Header) {
	if b.NeedsDirector() && p.State != Proposed {
		p.Asked = &b
		return
	}
	p.Person = b.On(p.Person)
}

// Note implements hall.Part.
func (b Change) Note() string { return b.Reason }

// Approval (主任同意) lets a proposed person begin, or a change take effect.
type Approval struct{}

// Kind implements hall.Body.
func (Approval) Kind() hall.Kind { return KindApproved }

// Complete implements hall.Part.
func (Approval) Complete() error { return nil }

// Fits implements hall.Part.
func (Approval) Fits(p *Post) error {
	if err := p.in("同意", Proposed, Working, Stopped); err != nil {
		return err
	}
	switch {
	case p.State == Proposed:
		return Lawful(p.Person)
	case p.Asked == nil:
		return hall.Forbid("这位工作人员没有等主任同意的事", "请用 user list 查看")
	}
	return Lawful(p.Asked.On(p.Person))
}

// Put implements hall.Part.
func (Approval) Put(p *Post, _ journal.Header) {
	if p.State == Proposed {
		p.State = Working
	} else if p.Asked != nil {
		p.Person = p.Asked.On(p.Person)
	}
	p.Asked = nil
}

// Note implements hall.Part.
func (Approval) Note() string { return "" }

// Refusal (主任不同意) ends what waits.
type Refusal struct {
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Refusal) Kind() hall.Kind { return KindRefused }

// Complete implements hall.Part.
func (b Refusal) Complete() error { return because("不同意", b.Reason) }

// Fits implements hall.Part.
func (b Refusal) Fits(p *Post) error {
	if err := p.in("不同意", Proposed, Working, Stopped); err != nil {
		return err
	}
	if p.State != Proposed && p.Asked == nil {
		return hall.Forbid("这位工作人员没有等主任同意的事", "请用 user list 查看")
	}
	return nil
}

// Put implements hall.Part.
func (b Refusal) Put(p *Post, _ journal.Header) {
	if p.State == Proposed {
		p.State = Refused
	}
	p.Asked = nil
}

// Note implements hall.Part.
func (b Refusal) Note() string { return b.Reason }

func because(what, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return hall.Refuse(what+"要写原因", "请写明原因")
	}
	return nil
}

func rolesHan(roles []hall.Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = r.Han()
	}
	return strings.Join(names, "、")
}
