package intake

import (
	"context"
	"strings"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
)

// checkID says what the number comes to, and looks the person up once it is whole.
func (p *Screen) checkID() {
	f := p.form.person
	v := present.IDVerdict(p.form.docType(), f.id.Text, p.stage.Today())
	if f.verdict.Text() != v.Text {
		f.verdict.SetText(v.Text)
		defer p.content.Refresh() // a long sentence goes below its field
	}
	f.verdict.SetTone(kit.ToneQuiet)
	if v.Bad {
		f.verdict.SetTone(kit.ToneOverdue)
	}
	f.id.SetInvalid(v.Bad)
	if v.Whole == p.state.looked {
		return
	}
	p.state.looked, p.state.person = v.Whole, nil
	p.showPerson()
	if v.Whole == "" {
		return
	}
	stage.Do(p.stage, func(ctx context.Context) (*hall.PersonRow, error) { return p.owner(ctx, v.Whole) },
		func(row *hall.PersonRow, err error) {
			if err != nil || p.state.looked != v.Whole {
				return // an unanswered look-up must not stand in the way of an intake
			}
			p.state.person = row
			p.known()
		})
}

// owner is the person of exactly this number, nil when the hall has never seen it.
func (p *Screen) owner(ctx context.Context, number string) (*hall.PersonRow, error) {
	found, err := p.desk.Find(ctx, number)
	if err != nil {
		return nil, err
	}
	for _, row := range found.Persons {
		if strings.EqualFold(row.Person.IDNo, number) {
			return &row, nil
		}
	}
	return nil, nil
}

// known fills name and village of somebody who came before, where nothing is typed yet.
func (p *Screen) known() {
	if row := p.state.person; row != nil {
		p.form.quietly(func() {
			if p.form.person.name.Text == "" {
				p.form.person.name.SetText(row.Person.Name)
			}
			if p.form.person.village.Text == "" {
				p.form.person.village.SetOption(kit.Option{Title: row.Person.Village})
			}
		})
		p.draft.touch()
	}
	p.showPerson()
}

func (p *Screen) showPerson() {
	if p.state.person == nil {
		p.side.clearPerson()
	} else {
		name := strings.TrimSpace(p.form.person.name.Text)
		p.side.showPerson(*p.state.person, name, p.form.picked.Code, p.stage.Today(), p.openCase)
	}
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
}

// byAppointment fills the form from a booking.
func (p *Screen) byAppointment(no string) {
	no = strings.TrimSpace(no)
	if no == "" {
		p.stage.Window.Focus(p.form.way.mode)
		return
	}
	stage.Do(p.stage, func(ctx context.Context) (*hall.Appointment, error) { return p.desk.Appointment(ctx, no) },
		func(a *hall.Appointment, err error) {
			if err != nil {
				p.form.way.appoint.SetInvalid(true)
				stage.Show(p.banner, err)
				p.content.Refresh()
				p.stage.Window.Focus(p.form.way.appoint)
				return
			}
			in := p.form.value()
			in.Appointment, in.Applicant = string(a.No), desk.Holder(a)
			if a.Matter.Code != "" && in.Matter != a.Matter.Code {
				in.Matter, in.Materials = a.Matter.Code, nil
			}
			p.form.fill(in)
			p.afterFill()
			p.draft.touch()
			p.stage.Window.Focus(p.FirstFocus())
		})
}

// afterFill brings what stands beside the form up to date with it.
func (p *Screen) afterFill() {
	p.dress()
	p.foresee()
	p.checkID()
}
