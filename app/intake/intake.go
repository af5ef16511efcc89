// Package intake is the 受理 page: one case from matter to paper, top to bottom, by keyboard.
package intake

import (
	"context"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
)

// Drafts keep what is typed and not yet saved.
type Drafts interface {
	Draft(ctx context.Context) (desk.Intake, bool, error)
	SaveDraft(ctx context.Context, in desk.Intake) error
	DropDraft(ctx context.Context) error
}

// Desk is what the page needs of the person signed in.
type Desk interface {
	Drafts
	Intake(ctx context.Context, in desk.Intake) (desk.Taken, error)
	Find(ctx context.Context, text string) (hall.Found, error)
	Foresee(ctx context.Context, m hall.Matter) (desk.Foresight, error)
	Appointment(ctx context.Context, key string) (*hall.Appointment, error)
}

// Screen is the page.
type Screen struct {
	stage  *stage.Stage
	desk   Desk
	form   *form
	side   *side
	panel  *panel
	acts   acts
	draft  *drafter
	banner *kit.Banner
	note   *kit.Label

	content fyne.CanvasObject
	state   state
}

// acts are the buttons that end an intake.
type acts struct {
	main, receive, notice, decline *kit.Button
	keep                           *kit.Button
}

// state is what the page remembers besides the form.
type state struct {
	saving   bool
	keep     bool            // 连续受理: the matter stays, the person goes
	warned   bool            // F9 was pressed once with required materials missing
	clearing bool            // Esc was pressed once
	looked   string          // the number last looked up
	person   *hall.PersonRow // found under it
	last     stage.Made      // the last paper
}

// New makes the page.
func New(s *stage.Stage, d Desk) *Screen {
	p := &Screen{stage: s, desk: d, side: newSide(), banner: kit.NewBanner()}
	p.note = kit.NewLabel("", kit.LabelStyle{Tone: kit.ToneQuiet, Size: 14, Loose: true})
	p.form = newForm(s.Facts, p.changed)
	p.panel = newPanel(p.save, p.closePanel)
	p.draft = &drafter{stage: s, desk: d, now: p.form.value, saved: p.draftSaved}
	p.acts = acts{
		main:    kit.NewPrimary("受理", "F9", p.accept),
		receive: kit.NewButton("收件", "F6", func() { p.finish(desk.ActionReceive) }),
		notice:  kit.NewButton("一次性告知", "F7", p.askNotice),
		decline: kit.NewButton("不予受理", "F10", p.askDecline),
		keep:    kit.NewLink("连续受理：关", "Ctrl+L", p.toggleKeep),
	}
	p.form.matter.OnPick = p.pickMatter
	p.form.matter.OnSubmit = func(string) { p.stage.Window.Focus(p.form.person.id) }
	p.form.person.id.OnSubmit = func(string) { p.stage.Window.Focus(p.form.person.name) }
	p.form.way.appoint.OnSubmit = func(no string) { p.byAppointment(no) }
	p.build()
	p.form.setMatter(hall.Matter{})
	if len(s.Matters.All()) == 0 {
		p.banner.Say(kit.ChipAmber, "这台机器还没有事项目录，收不了件", "请主任先导入县里发布的目录，再重新打开窗口")
	}
	return p
}

func (p *Screen) build() {
	a := p.acts
	buttons := kit.Flow(12, a.main, a.receive, a.notice, a.decline)
	card := kit.NewCard(kit.Pile(12, p.form.layout(), buttons), kit.CardOptions{})
	p.content = kit.Pile(12,
		kit.Line(20, kit.Heading("受理"), kit.Grow(p.note), a.keep),
		p.banner,
		p.panel.whole,
		kit.Split(14, 286, card, p.side.whole),
	)
}

// Content satisfies kit.Screen.
func (p *Screen) Content() fyne.CanvasObject { return p.content }

// FirstFocus satisfies kit.Screen.
func (p *Screen) FirstFocus() fyne.Focusable {
	if p.form.picked.Code != "" {
		return p.form.person.id
	}
	return p.form.matter
}

// Keys satisfies kit.Screen.
func (p *Screen) Keys() []kit.KeyAct {
	keys := []kit.KeyAct{{Key: "⏎", Label: "下一格"}}
	if p.panel.action != "" {
		return append(keys,
			kit.KeyAct{Key: panelKey(p.panel.action), Label: p.panel.sure.Label(), Do: p.panel.confirm},
			kit.KeyAct{Key: "Esc", Label: "不做了", Do: p.closePanel})
	}
	keys = append(keys,
		kit.KeyAct{Key: "F9", Label: p.acts.main.Label(), Do: p.accept},
		kit.KeyAct{Key: "F6", Label: "收件", Do: func() { p.finish(desk.ActionReceive) }},
		kit.KeyAct{Key: "F7", Label: "一次性告知", Do: p.askNotice},
		kit.KeyAct{Key: "F10", Label: "不予受理", Do: p.askDecline})
	if p.side.twinCase != "" {
		keys = append(keys, kit.KeyAct{Key: "F3", Label: "看重复件", Do: func() { p.openCase(p.side.twinCase) }})
	}
	if p.state.last.Path != "" {
		keys = append(keys, kit.KeyAct{Key: "F8", Label: "打开刚出的凭证", Do: p.openPaper})
	}
	return append(keys,
		kit.KeyAct{Key: "Ctrl+L", Label: "连续受理", Do: p.toggleKeep},
		kit.KeyAct{Key: "Esc", Label: "清空本页", Do: p.escape})
}

func panelKey(a desk.Action) string {
	if a == desk.ActionNotice {
		return "F7"
	}
	return "F10"
}

// Restore shows the draft a crash or a closed window left behind.
func (p *Screen) Restore() {
	stage.Do(p.stage, func(ctx context.Context) (*desk.Intake, error) {
		in, found, err := p.desk.Draft(ctx)
		if err != nil || !found {
			return nil, err
		}
		return &in, nil
	}, func(in *desk.Intake, err error) {
		if err != nil {
			stage.Show(p.banner, err)
			return
		}
		if in == nil || empty(*in) || !p.form.blank() {
			return
		}
		p.form.fill(*in)
		p.afterFill()
		p.banner.Say(kit.ChipBlue, "上次没有办完的草稿已恢复", "接着办就行；不办了按两次 Esc 清空")
	})
}

// Flush saves the draft now: the page is being left.
func (p *Screen) Flush() {
	if p.draft.pending() {
		p.draft.flush()
	}
}

// Start opens the page for a key: a matter code, an appointment number, or "" for the
// form as it stands.
func (p *Screen) Start(key string) {
	if key == "" {
		return
	}
	if m, ok := p.stage.Matters.Get(key); ok {
		p.form.matter.SetOption(matterOption(m))
		p.pickMatter(matterOption(m))
		p.stage.Window.Focus(p.FirstFocus())
		return
	}
	p.form.way.appoint.SetText(key)
	p.byAppointment(key)
}

// changed follows every change of the form.
func (p *Screen) changed() {
	p.state.warned, p.state.clearing = false, false
	if p.banner.Visible() {
		p.banner.Say(kit.NoChip, "", "")
	}
	p.checkID()
	p.draft.touch()
}

func (p *Screen) draftSaved(err error) {
	if err != nil {
		p.note.SetText("草稿没有存上")
		p.note.SetTone(kit.ToneOverdue)
		return
	}
	p.note.SetTone(kit.ToneQuiet)
	p.note.SetText("草稿已自动保存 " + present.Clock(p.stage.Now()))
}

func (p *Screen) pickMatter(o kit.Option) {
	m, ok := p.stage.Matters.Get(o.Key)
	if !ok && p.form.picked.Code == "" {
		return
	}
	p.form.matter.SetInvalid(false)
	p.form.setMatter(m)
	p.dress()
	p.foresee()
	p.showPerson()
	p.form.touch()
}

// dress words the buttons for the matter: what a hall only collects it cannot accept.
func (p *Screen) dress() {
	m := p.form.picked
	if m.Code != "" && !m.Mode.MayAccept() {
		p.acts.main.SetLabel("收件", "F9")
		p.acts.receive.Hide()
	} else {
		p.acts.main.SetLabel("受理", "F9")
		p.acts.receive.Show()
	}
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
}

func (p *Screen) foresee() {
	m := p.form.picked
	if m.Code == "" {
		p.side.clearDays()
		return
	}
	stage.Do(p.stage, func(ctx context.Context) (desk.Foresight, error) { return p.desk.Foresee(ctx, m) },
		func(f desk.Foresight, err error) {
			if err == nil && p.form.picked.Code == m.Code {
				p.side.showDays(m, f)
			}
		})
}

func (p *Screen) toggleKeep() {
	p.state.keep = !p.state.keep
	p.acts.keep.SetLabel(map[bool]string{true: "连续受理：开（存完留着事项）", false: "连续受理：关"}[p.state.keep], "Ctrl+L")
	p.content.Refresh()
}

func (p *Screen) openCase(id string) { p.stage.Window.Go(stage.Place{Page: stage.Cases, Key: id}) }
