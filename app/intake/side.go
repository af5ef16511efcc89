package intake

import (
	"fmt"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
)

// side is the column of cards beside the form.
type side struct {
	whole *fyne.Container

	twin     *kit.Card
	twinList *fyne.Container
	twinCase string // id of the case F3 opens

	days     *kit.Card
	daysList *fyne.Container

	past     *kit.Card
	pastList *fyne.Container
}

func newSide() *side {
	s := &side{twinList: kit.Pile(4), daysList: kit.Pile(4), pastList: kit.Pile(4)}
	s.twin = kit.NewCard(s.twinList, kit.CardOptions{Title: "可能重复"})
	s.days = kit.NewCard(s.daysList, kit.CardOptions{Title: "期限怎么算"})
	s.past = kit.NewCard(s.pastList, kit.CardOptions{Title: "以前来过"})
	s.whole = kit.Pile(12, s.twin, s.days, s.past)
	s.clearPerson()
	s.clearDays()
	return s
}

func (s *side) clearPerson() {
	s.twinCase = ""
	s.twin.Hide()
	s.past.Hide()
	s.whole.Refresh()
}

func (s *side) clearDays() {
	s.put(s.daysList, []fyne.CanvasObject{kit.NewPara("选好事项就算", kit.LabelStyle{Tone: kit.ToneQuiet})})
	s.days.SetTitle("期限怎么算")
}

func (s *side) put(list *fyne.Container, objects []fyne.CanvasObject) {
	list.Objects = objects
	list.Refresh()
	s.whole.Refresh()
}

func (s *side) showDays(m hall.Matter, f desk.Foresight) {
	title := "期限怎么算"
	if m.Limits.Example {
		title += "（" + present.Example + "）"
	}
	s.days.SetTitle(title)
	s.put(s.daysList, stage.Lines(present.Foresight(m, f)))
}

// pastMost is how many earlier cases are listed.
const pastMost = 5

// showPerson lists what the person found has with the hall.
func (s *side) showPerson(p hall.PersonRow, name, matter string, today hall.Date, open func(id string)) {
	var twins, past []fyne.CanvasObject
	if name != "" && p.Person.Name != name {
		twins = append(twins, kit.NewPara("这个证件号以前登记的是另一个姓名。请再看一眼证件", kit.LabelStyle{Tone: kit.ToneOverdue}))
	}
	s.twinCase = ""
	for i, c := range p.Cases {
		if c.Matter.Code == matter && c.State.Open() {
			if s.twinCase == "" {
				s.twinCase = c.ID
			}
			twins = append(twins, kit.NewPara(fmt.Sprintf("同一个人的同一事项还有一件没办完：%s 收的 %s，%s。",
				present.DayIn(hall.DayOf(c.ReceivedAt), today), c.No.Spoken(), c.State.Han()), kit.LabelStyle{}))
			continue
		}
		if i < pastMost {
			past = append(past, kit.NewPara(fmt.Sprintf("%s %s · %s", hall.DayOf(c.ReceivedAt), c.Matter.Name, c.State.Han()), kit.LabelStyle{}))
		}
	}
	if len(p.Cases) > pastMost {
		past = append(past, kit.Quiet(fmt.Sprintf("共 %d 件", len(p.Cases))))
	}
	if s.twinCase != "" {
		id := s.twinCase
		twins = append(twins, kit.Line(0, kit.NewLink("看那一件", "F3", func() { open(id) })))
	}
	show(s.twin, len(twins) > 0)
	show(s.past, len(past) > 0)
	s.put(s.twinList, twins)
	s.put(s.pastList, past)
}

func show(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
		return
	}
	o.Hide()
}
