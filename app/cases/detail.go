package cases

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
)

// Moves are the acts that carry a case on.
type Moves interface {
	Accept(ctx context.Context, key, platformNo string) (*hall.Case, error)
	Notice(ctx context.Context, key string, missing []string, reason string) (*hall.Case, error)
	Supply(ctx context.Context, key string, materials []hall.Material) (*hall.Case, error)
	Complete(ctx context.Context, key string, done hall.Completed) (*hall.Case, error)
	Deliver(ctx context.Context, key string, d hall.Delivered) (*hall.Case, error)
}

// Decisions are what the hall, or the organ it passed the case to, decides, and what takes a case out.
type Decisions interface {
	Decide(ctx context.Context, key string, d hall.Decided) (*hall.Case, error)
	Enter(ctx context.Context, key string, e hall.Entered) (*hall.Case, error)
	Decline(ctx context.Context, key, reason string) (*hall.Case, error)
	Void(ctx context.Context, key, reason string) (*hall.Case, error)
}

// Desk is what the page of one case needs of the person signed in.
type Desk interface {
	Moves
	Decisions
	Case(ctx context.Context, key string) (*hall.Case, error)
	Reveal(ctx context.Context, reason string, persons ...string) error
}

// Detail is the page of one case.
type Detail struct {
	stage *stage.Stage
	desk  Desk
	back  func()

	head    *fyne.Container
	body    *fyne.Container // timeline and cards
	slot    *fyne.Container // the form of an act
	banner  *kit.Banner
	content fyne.CanvasObject
	view    view
}

// view is the case shown.
type view struct {
	id     string
	c      *hall.Case
	form   *form // open form, nil for none
	busy   bool
	whole  bool       // numbers are shown whole: their handler, or revealed with a reason
	last   stage.Made // last paper made here
	serial int
}

// NewDetail makes the page. back returns to where the case was opened from.
func NewDetail(s *stage.Stage, d Desk, back func()) *Detail {
	p := &Detail{stage: s, desk: d, back: back, banner: kit.NewBanner()}
	p.head, p.body, p.slot = container.NewStack(), container.NewStack(), container.NewStack()
	p.slot.Hide()
	p.content = kit.Pile(12, p.head, p.banner, p.slot, p.body)
	return p
}

// Content satisfies kit.Screen.
func (p *Detail) Content() fyne.CanvasObject { return p.content }

// FirstFocus satisfies kit.Screen.
func (p *Detail) FirstFocus() fyne.Focusable {
	if p.view.form != nil {
		return p.view.form.first
	}
	return nil
}

// Open shows a case by id or number.
func (p *Detail) Open(key string) {
	p.view = view{id: key, serial: p.view.serial + 1}
	p.banner.Say(kit.NoChip, "", "")
	p.slot.Hide()
	p.head.Objects, p.body.Objects = nil, nil
	p.Reload()
}

// Reload reads the case again.
func (p *Detail) Reload() {
	id, serial := p.view.id, p.view.serial
	if id == "" {
		return
	}
	stage.Do(p.stage, func(ctx context.Context) (*hall.Case, error) { return p.desk.Case(ctx, id) },
		func(c *hall.Case, err error) {
			if serial != p.view.serial {
				return
			}
			if err != nil {
				stage.Show(p.banner, err)
				p.content.Refresh()
				return
			}
			p.show(c)
		})
}

func (p *Detail) show(c *hall.Case) {
	p.view.c, p.view.id = c, c.ID
	chip := present.StateChip(c.State)
	p.head.Objects = []fyne.CanvasObject{kit.LongHeading(16, c.Applicant.Name+" · "+c.Rules.Name,
		kit.NewChip(stage.Chip(chip.Mark), chip.Text), kit.NewLabel(string(c.No), kit.LabelStyle{Size: 14, Bold: true}))}
	p.body.Objects = []fyne.CanvasObject{kit.Split(14, 300, p.main(c), p.cards(c))}
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
}

func (p *Detail) timeline(c *hall.Case) fyne.CanvasObject {
	steps := present.Timeline(c, p.stage.Names)
	rows := make([]fyne.CanvasObject, 0, 2*len(steps))
	for i, s := range steps {
		if i > 0 {
			rows = append(rows, kit.Rule())
		}
		rows = append(rows, stepRow(s))
	}
	right := kit.Quiet(fmt.Sprintf("%d 条", len(steps)))
	return kit.NewCard(kit.Pile(0, rows...), kit.CardOptions{Title: "全程留痕", Bare: true, Right: right})
}

func stepRow(s present.Step) fyne.CanvasObject {
	who := kit.Pile(0, kit.NewLabel(s.What, kit.LabelStyle{Bold: true, Loose: true}), kit.NewLabel(s.Who, kit.LabelStyle{Tone: kit.ToneQuiet, Size: 14, Loose: true}))
	tail := []fyne.CanvasObject{kit.Grow(kit.NewPara(s.Note, kit.LabelStyle{}))}
	if s.Chip.Text != "" {
		tail = append(tail, kit.NewChip(stage.Chip(s.Chip.Mark), s.Chip.Text))
	}
	row := append([]fyne.CanvasObject{
		kit.Fixed(84, kit.NewLabel(s.When, kit.LabelStyle{Size: 14})), kit.Fixed(10, kit.Dot(stage.Chip(s.Mark))), kit.Fixed(112, who),
	}, tail...)
	return kit.Pad(9, 16, 9, 16, kit.Line(14, row...))
}

func (p *Detail) cards(c *hall.Case) fyne.CanvasObject {
	return kit.Pile(12, p.clockCard(c), p.actsCard(c), p.personCard(c))
}

// main is the timeline, and below it what was handed over and what is owed.
func (p *Detail) main(c *hall.Case) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, h := range present.Handed(c) {
		lines = append(lines, kit.NewPara(h, kit.LabelStyle{}))
	}
	for _, o := range c.Papers.Owed {
		lines = append(lines, kit.NewPara("还差 "+o, kit.LabelStyle{Tone: kit.ToneDue}))
	}
	if len(lines) == 0 {
		lines = append(lines, kit.NewPara("没有登记交来的材料", kit.LabelStyle{Tone: kit.ToneQuiet}))
	}
	return kit.Pile(12, p.timeline(c), kit.NewCard(kit.Pile(2, lines...), kit.CardOptions{Title: "材料"}))
}

func (p *Detail) clockCard(c *hall.Case) fyne.CanvasObject {
	standing := c.StandingOn(p.stage.Calendar, p.stage.Today())
	lines := stage.Lines(present.CaseClock(c, standing, p.stage.Today()))
	if used, ok := present.Spent(c, standing, p.stage.Calendar); ok {
		kind := kit.ChipBlue
		if standing.Left < 0 {
			kind = kit.ChipRed
		} else if standing.Left <= 1 {
			kind = kit.ChipAmber
		}
		lines = append([]fyne.CanvasObject{kit.NewMeter(used, kind), kit.Gap(4)}, lines...)
	}
	if h := standing.Card.Han(); h != "" {
		lines = append(lines, kit.Line(0, kit.NewChip(stage.Chip(present.DueChip(c.State, standing).Mark), h)))
	}
	title := "期限"
	if c.Rules.Limits.Example && c.Rules.Mode.MayAccept() {
		title += "（" + present.Example + "）"
	}
	return kit.NewCard(kit.Pile(3, lines...), kit.CardOptions{Title: title})
}

func (p *Detail) actsCard(c *hall.Case) fyne.CanvasObject {
	var buttons []fyne.CanvasObject
	for i, o := range p.offers(c) {
		button := kit.NewButton
		if i == 0 && o.act != hall.ActVoid {
			button = kit.NewPrimary
		}
		buttons = append(buttons, button(actHan(o.act), o.key, func() { p.ask(o.act) }))
	}
	if kind := paperOf(c); kind != "" {
		buttons = append(buttons, kit.NewButton("打印"+present.Paper(kind, c), "F8", p.reprint))
	}
	if wait := p.waitsFor(c); wait != "" {
		buttons = append([]fyne.CanvasObject{kit.Quiet(wait)}, buttons...)
	}
	if len(buttons) == 0 {
		buttons = append(buttons, kit.Quiet("这件事已经办完"))
	}
	return kit.NewCard(kit.Flow(8, buttons...), kit.CardOptions{Title: "现在可以做"})
}

func (p *Detail) mayRead(c *hall.Case) bool {
	return p.view.whole || (c.State.Open() && c.Holder == p.stage.Me.ID)
}

func (p *Detail) personCard(c *hall.Case) fyne.CanvasObject {
	whole := p.mayRead(c)
	var lines []fyne.CanvasObject
	for _, text := range present.Card(c.Applicant, whole) {
		lines = append(lines, kit.NewPara(text, kit.LabelStyle{}))
	}
	how := "方式 " + c.Intake.Mode.Han()
	if c.Intake.Agent != "" {
		how += " · 代办员 " + p.stage.Names.Of(c.Intake.Agent)
	}
	lines = append(lines, kit.NewPara(how+" · 经办 "+p.stage.Names.Of(c.Holder), kit.LabelStyle{Tone: kit.ToneQuiet}))
	if c.Outcome.PlatformNo != "" {
		lines = append(lines, kit.NewPara("平台编号 "+c.Outcome.PlatformNo, kit.LabelStyle{}))
	} else if c.AwaitsPlatformNo() {
		lines = append(lines, kit.NewPara("待补录："+c.Rules.Intake.OutsideSystem+"的编号还没有填", kit.LabelStyle{Tone: kit.ToneDue}))
	}
	if whole {
		lines = append(lines, kit.NewPara("查询码 "+c.Intake.QueryCode, kit.LabelStyle{Tone: kit.ToneQuiet}))
	}
	if !whole && c.Applicant.ID != "" {
		lines = append(lines, kit.Line(0, kit.NewLink("看完整号码", "F6", p.askReveal)))
	}
	return kit.NewCard(kit.Pile(2, lines...), kit.CardOptions{Title: "申请人"})
}

// paperOf is the paper a case can be given again.
func paperOf(c *hall.Case) hall.PaperKind {
	if kind := hall.PaperFor(c); kind != "" {
		return kind
	}
	for _, kind := range []hall.PaperKind{hall.PaperCompletion, hall.PaperDecline, hall.PaperSlip} {
		if kind.May(c) == nil {
			return kind
		}
	}
	return ""
}

// reprint prints the paper the case is at; one that went out before is marked 补打.
func (p *Detail) reprint() {
	if c := p.view.c; c != nil && paperOf(c) != "" {
		p.print(c, paperOf(c), "")
	}
}

// print makes a paper of the case and offers to open it. What was done before stands first in the
// sentence; it may be empty.
func (p *Detail) print(c *hall.Case, kind hall.PaperKind, before string) {
	stage.Do(p.stage, func(ctx context.Context) (stage.Made, error) {
		return p.stage.Papers.Make(ctx, desk.Order{Kind: kind, Case: c.ID}, string(c.No)+"-"+present.Paper(kind, c))
	}, func(made stage.Made, err error) {
		if err != nil {
			stage.Show(p.banner, err)
			p.content.Refresh()
			return
		}
		p.view.last = made
		p.stage.Window.Offer(kit.ChipGreen, before+present.Printed(kind, c, made.Reprint), "打开 F3", p.openPaper)
		p.banner.Say(kit.NoChip, "", "")
		if w := made.Warning(); w != "" {
			p.banner.Say(kit.ChipAmber, w, "")
		}
		p.content.Refresh()
		p.stage.Window.RefreshKeys()
	})
}

func (p *Detail) openPaper() {
	if err := p.stage.Papers.Open(p.view.last.Path); err != nil {
		p.stage.Fault(err)
	}
}
