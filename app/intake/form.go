package intake

import (
	"strings"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
)

// person are the fields of the applicant.
type person struct {
	docType *kit.Combo
	id      *kit.Entry
	verdict *kit.Label
	name    *kit.Entry
	phone   *kit.Entry
	village *kit.Combo
	contact *kit.Entry
}

// way are the fields of how the applicant comes.
type way struct {
	mode    *kit.Segment
	agent   *kit.Combo
	row     *fyne.Container // the agent with its word; hidden unless 代办
	appoint *kit.Entry
}

// form is what is typed for one case.
type form struct {
	facts   *stage.Facts
	matter  *kit.Combo
	promise *kit.Chip
	person  person
	way     way

	list   *fyne.Container // the materials' lines
	checks []*kit.CheckRow
	rules  []hall.MaterialRule
	picked hall.Matter // zero when none is

	changed func() // anything was typed
	muted   bool   // the form is being filled by us
}

const labelWidth float32 = 60

func newForm(facts *stage.Facts, changed func()) *form {
	f := &form{facts: facts, changed: changed, list: kit.Pile(0)}
	f.matter = kit.NewCombo("事项名称、编码或拼音首字母", f.findMatters)
	f.promise = kit.NewChip(kit.NoChip, "")
	entry := func(o kit.EntryOptions) *kit.Entry {
		e := kit.NewEntry(o)
		e.OnChanged = func(string) { e.SetInvalid(false); f.touch() }
		return e
	}
	p := &f.person
	p.docType = kit.NewCombo("证件", documents)
	p.docType.SetOption(document(ident.DocResidentID))
	p.docType.OnPick = func(kit.Option) { f.touch() }
	p.id = entry(kit.EntryOptions{Placeholder: "证件号码", MaxRunes: 30})
	p.verdict = kit.NewLabel("", kit.LabelStyle{Tone: kit.ToneQuiet, Size: 14})
	p.name = entry(kit.EntryOptions{Placeholder: "照证件上的写", MaxRunes: 100})
	p.phone = entry(kit.EntryOptions{Placeholder: "可空", Numeric: true, MaxRunes: 14})
	p.village = kit.NewCombo("村、社区", f.villages)
	p.village.Free = true
	p.village.OnPick = func(kit.Option) { f.touch() }
	p.contact = entry(kit.EntryOptions{Placeholder: "没有电话的填：姓名（关系）电话", MaxRunes: 60})
	w := &f.way
	w.mode = kit.NewSegment([]string{"本人", "代办", "上门"}, func(int) { f.showAgent(); f.touch() })
	w.agent = kit.NewCombo("选代办员", f.agents)
	w.agent.OnPick = func(kit.Option) { f.touch() }
	w.row = kit.Line(8, kit.Quiet("代办员"), kit.Fixed(130, w.agent))
	w.row.Hide()
	w.appoint = entry(kit.EntryOptions{Placeholder: "有预约的填编号", MaxRunes: 24})
	return f
}

// layout is the form top to bottom, as it is filled.
func (f *form) layout() fyne.CanvasObject {
	p, w := f.person, f.way
	word := func(text string) fyne.CanvasObject { return kit.Quiet(text) }
	materials := kit.NewCard(f.list, kit.CardOptions{Bare: true})
	return kit.Pile(10,
		kit.Field(labelWidth, "事项", kit.Grow(f.matter), f.promise),
		kit.Field(labelWidth, "证件", kit.Grow(kit.Flow(12, kit.Fixed(140, p.docType), kit.Fixed(182, p.id), p.verdict))),
		kit.Field(labelWidth, "姓名", kit.Grow(p.name), word("电话"), kit.Fixed(128, p.phone), word("村"), kit.Fixed(112, p.village)),
		kit.Field(labelWidth, "联系人", kit.Grow(p.contact), word("预约号"), kit.Fixed(172, w.appoint)),
		kit.Field(labelWidth, "方式", w.mode, w.row),
		materials,
	)
}

func (f *form) touch() {
	if !f.muted {
		f.changed()
	}
}

// quietly fills the form without anyone hearing of it.
func (f *form) quietly(do func()) {
	was := f.muted
	f.muted = true
	do()
	f.muted = was
}

func (f *form) findMatters(text string) []kit.Option {
	found := f.facts.Matters.Find(text)
	out := make([]kit.Option, 0, len(found))
	for _, m := range found {
		out = append(out, matterOption(m))
	}
	return out
}

func matterOption(m hall.Matter) kit.Option {
	return kit.Option{Key: m.Code, Title: m.Name, Hint: present.MatterHint(m)}
}

func documents(string) []kit.Option {
	var out []kit.Option
	for _, t := range ident.DocTypes() {
		out = append(out, document(t))
	}
	return out
}

func document(t ident.DocType) kit.Option {
	return kit.Option{Key: string(t), Title: ident.TypeName(t)}
}

func (f *form) villages(text string) []kit.Option {
	var out []kit.Option
	seen := map[string]bool{}
	for _, p := range f.facts.People {
		if p.Village != "" && !seen[p.Village] && strings.Contains(p.Village, text) {
			seen[p.Village] = true
			out = append(out, kit.Option{Key: p.Village, Title: p.Village})
		}
	}
	return out
}

func (f *form) agents(text string) []kit.Option {
	var out []kit.Option
	for _, p := range f.facts.People {
		if p.Has(hall.RoleAgent) && (strings.Contains(p.Name, text) || strings.Contains(p.Village, text)) {
			out = append(out, agentOption(p))
		}
	}
	return out
}

func agentOption(p hall.Staff) kit.Option {
	return kit.Option{Key: p.ID, Title: p.Name, Hint: p.Village}
}

func (f *form) mode() hall.ServiceMode {
	return []hall.ServiceMode{hall.BySelf, hall.ByProxy, hall.HomeVisit}[f.way.mode.Selected()]
}

func (f *form) showAgent() {
	if f.mode() == hall.ByProxy {
		f.way.row.Show()
	} else {
		f.way.row.Hide()
	}
	f.way.row.Refresh()
}

func (f *form) docType() ident.DocType {
	if k := f.person.docType.Picked().Key; k != "" {
		return ident.DocType(k)
	}
	return ident.DocResidentID
}

// setMatter shows another matter's promise and materials, keeping none of the ticks.
func (f *form) setMatter(m hall.Matter) {
	f.picked, f.rules = m, m.Intake.Materials
	f.checks = nil
	f.list.Objects = nil
	chip := present.Chip{}
	if m.Code != "" {
		chip = present.Promise(m)
	}
	f.promise.Set(stage.Chip(chip.Mark), chip.Text)
	for i, r := range f.rules {
		row := kit.NewCheckRow(checkItem(r, 0), func(bool, int) { f.recheck(i); f.touch() })
		f.checks = append(f.checks, row)
		f.list.Add(row)
	}
	if len(f.checks) == 0 {
		text := "选好事项，这里列出要交的材料"
		if m.Code != "" {
			text = "这个事项没有登记要交的材料"
		}
		f.list.Add(kit.Pad(9, 14, 9, 14, kit.Quiet(text)))
	}
	f.list.Refresh()
}

func checkItem(r hall.MaterialRule, copies int) kit.CheckItem {
	chip := present.MaterialChip(r, copies > 0)
	return kit.CheckItem{
		Name: r.Name, Requirement: present.Asked(r), Ticked: copies > 0, Copies: copies, Unit: "份",
		Chip: stage.Chip(chip.Mark), ChipText: chip.Text, Usual: usual(r),
	}
}

func usual(r hall.MaterialRule) int { return max(1, r.Originals, r.Copies) }

func (f *form) recheck(i int) { f.checks[i].SetItem(checkItem(f.rules[i], f.checks[i].Item().Copies)) }

// given are the materials ticked.
func (f *form) given() []hall.Material {
	var out []hall.Material
	for i, row := range f.checks {
		n := row.Item().Copies
		if n == 0 {
			continue
		}
		m := hall.Material{Name: f.rules[i].Name}
		if f.rules[i].Copies == 0 && f.rules[i].Originals > 0 {
			m.Original = n
		} else {
			m.Copy, m.Original = n, f.rules[i].Originals
		}
		out = append(out, m)
	}
	return out
}

// value is the form as an intake, without action and reason.
func (f *form) value() desk.Intake {
	p := f.person
	in := desk.Intake{
		Matter: f.picked.Code, Mode: f.mode(), Appointment: strings.TrimSpace(f.way.appoint.Text), Materials: f.given(),
		Applicant: desk.Applicant{
			Name: strings.TrimSpace(p.name.Text), ID: strings.TrimSpace(p.id.Text), Phone: strings.TrimSpace(p.phone.Text),
			Village: strings.TrimSpace(p.village.Text), Contact: present.ParseContact(p.contact.Text),
		},
	}
	if in.Applicant.ID != "" {
		in.Applicant.IDType = f.docType()
	}
	if in.Mode == hall.ByProxy {
		in.Agent = f.way.agent.Picked().Key
	}
	return in
}

// blank tells whether nothing of a person is typed.
func (f *form) blank() bool {
	in := f.value()
	a := in.Applicant
	return a.Name == "" && a.ID == "" && a.Phone == "" && a.Contact == nil && in.Appointment == "" && len(in.Materials) == 0
}

// fill shows an intake; of the matter only its code counts.
func (f *form) fill(in desk.Intake) {
	f.quietly(func() {
		f.matter.SetInvalid(false)
		f.fillPerson(in.Applicant)
		f.way.appoint.SetText(in.Appointment)
		for i, m := range []hall.ServiceMode{hall.BySelf, hall.ByProxy, hall.HomeVisit} {
			if m == in.Mode || (in.Mode == "" && i == 0) {
				f.way.mode.Select(i)
			}
		}
		f.way.agent.SetOption(kit.Option{})
		for _, p := range f.facts.People {
			if in.Agent != "" && p.ID == in.Agent {
				f.way.agent.SetOption(agentOption(p))
			}
		}
		f.showAgent()
		m, ok := f.facts.Matters.Get(in.Matter)
		if ok {
			f.matter.SetOption(matterOption(m))
		} else {
			f.matter.SetOption(kit.Option{})
		}
		f.setMatter(m)
		for i, r := range f.rules {
			for _, g := range in.Materials {
				if g.Name == r.Name {
					f.checks[i].SetItem(checkItem(r, max(g.Copy, g.Original)))
				}
			}
		}
	})
}

func (f *form) fillPerson(a desk.Applicant) {
	p := f.person
	t := a.IDType
	if t == "" || t == ident.DocNone {
		t = ident.DocResidentID
	}
	p.docType.SetOption(document(t))
	p.id.SetText(a.ID)
	p.name.SetText(a.Name)
	p.phone.SetText(a.Phone)
	p.village.SetOption(kit.Option{Title: a.Village})
	p.contact.SetText(present.ContactText(a.Contact))
	p.verdict.SetText("")
	for _, e := range []*kit.Entry{p.id, p.name, p.phone, p.contact, f.way.appoint} {
		e.SetInvalid(false)
	}
}
