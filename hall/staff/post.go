package staff

import (
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Empowering (授权) adds what a letter delegates to the list of a 首席代表.
type Empowering struct {
	Grant Grant `json:"grant"`
}

// Kind implements hall.Body.
func (Empowering) Kind() hall.Kind { return KindEmpowered }

// Complete implements hall.Part.
func (b Empowering) Complete() error { return b.Grant.lawful() }

// Fits implements hall.Part.
func (b Empowering) Fits(p *Post) error {
	if err := p.in("授权", Working, Proposed); err != nil {
		return err
	}
	if !p.Person.Has(hall.RoleLead) {
		return hall.Forbid("授权只给首席代表", "请先把岗位变更为首席代表（user change --role lead）")
	}
	return nil
}

// Put implements hall.Part.
func (b Empowering) Put(p *Post, _ journal.Header) {
	p.Grants = append(p.Grants, b.Grant)
	for _, code := range b.Grant.Matters {
		if !slices.Contains(p.Person.Powers, code) {
			p.Person.Powers = append(p.Person.Powers, code)
		}
	}
}

// Note implements hall.Part.
func (b Empowering) Note() string {
	return b.Grant.By + " " + b.Grant.Document + "：" + strings.Join(b.Grant.Matters, "、")
}

// Stop (停用) keeps the person from signing in, at once; what they have in hand stays theirs.
type Stop struct {
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Stop) Kind() hall.Kind { return KindStopped }

// Complete implements hall.Part.
func (b Stop) Complete() error { return because("停用", b.Reason) }

// Fits implements hall.Part.
func (b Stop) Fits(p *Post) error { return p.in("停用", Working) }

// Put implements hall.Part.
func (b Stop) Put(p *Post, _ journal.Header) { p.State = Stopped }

// Note implements hall.Part.
func (b Stop) Note() string { return b.Reason }

// Resumption (启用) lets a stopped person sign in again.
type Resumption struct {
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Resumption) Kind() hall.Kind { return KindResumed }

// Complete implements hall.Part.
func (b Resumption) Complete() error { return because("启用", b.Reason) }

// Fits implements hall.Part.
func (b Resumption) Fits(p *Post) error { return p.in("启用", Stopped) }

// Put implements hall.Part.
func (b Resumption) Put(p *Post, _ journal.Header) { p.State = Working }

// Note implements hall.Part.
func (b Resumption) Note() string { return b.Reason }

// Leaving (离岗) ends the post. The desk lets nobody leave with work in hand.
type Leaving struct {
	On       hall.Date `json:"on"`
	Reason   string    `json:"reason"`
	HandOver string    `json:"handover,omitempty"` // id of the accepted 清点移交; empty when nothing was open
}

// Kind implements hall.Body.
func (Leaving) Kind() hall.Kind { return KindLeft }

// Complete implements hall.Part.
func (b Leaving) Complete() error {
	if b.On.IsZero() {
		return hall.Refuse("没有写哪天离岗", "请写日期")
	}
	return because("离岗", b.Reason)
}

// Fits implements hall.Part.
func (b Leaving) Fits(p *Post) error { return p.in("离岗", Working, Stopped) }

// Put implements hall.Part. What waited for the director waits no longer.
func (b Leaving) Put(p *Post, _ journal.Header) {
	p.State, p.LeftOn, p.HandOver, p.Asked = Left, b.On, b.HandOver, nil
}

// Note implements hall.Part.
func (b Leaving) Note() string { return b.Reason }

// Comeback (返岗) brings a person back to the post they left.
type Comeback struct {
	On     hall.Date `json:"on"`
	Reason string    `json:"reason"`
}

// Kind implements hall.Body.
func (Comeback) Kind() hall.Kind { return KindReturned }

// Complete implements hall.Part.
func (b Comeback) Complete() error {
	if b.On.IsZero() {
		return hall.Refuse("没有写哪天返岗", "请写日期")
	}
	return because("返岗", b.Reason)
}

// Fits implements hall.Part.
func (b Comeback) Fits(p *Post) error {
	if err := p.in("返岗", Left); err != nil {
		return err
	}
	return Lawful(p.Person)
}

// Put implements hall.Part.
func (b Comeback) Put(p *Post, _ journal.Header) {
	p.State, p.Since, p.LeftOn, p.HandOver = Working, b.On, hall.Date{}, ""
}

// Note implements hall.Part.
func (b Comeback) Note() string { return b.Reason }
