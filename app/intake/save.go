package intake

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
)

// accept is F9: 受理, or 收件 where the hall may not accept.
func (p *Screen) accept() {
	m := p.form.picked
	if m.Code != "" && !m.Mode.MayAccept() {
		p.finish(desk.ActionReceive)
		return
	}
	missing := present.Lacking(p.form.rules, p.form.given())
	if m.Code != "" && len(missing) > 0 && !p.state.warned && p.whole() {
		p.state.warned = true
		p.say(kit.ChipAmber, "还没有登记的必要材料："+strings.Join(missing, "、"), "材料其实齐的，请打勾；要补的，按 F7 一次性告知；仍要受理，再按一次 F9")
		if i := p.firstMissing(); i >= 0 {
			p.stage.Window.Focus(p.form.checks[i])
		}
		return
	}
	p.finish(desk.ActionAccept)
}

func (p *Screen) firstMissing() int {
	for i, r := range p.form.rules {
		if r.Required() && p.form.checks[i].Item().Copies == 0 {
			return i
		}
	}
	return -1
}

func (p *Screen) say(kind kit.ChipKind, say, next string) {
	p.banner.Say(kind, say, next)
	p.content.Refresh()
}

// whole tells whether matter and name are there and no field is wrong, and puts the focus
// on what is amiss.
func (p *Screen) whole() bool {
	in := p.form.value()
	switch {
	case in.Matter == "":
		p.form.matter.SetInvalid(true)
		p.say(kit.ChipRed, "还没有选事项", "打事项名称、编码或拼音首字母，回车选中")
		p.stage.Window.Focus(p.form.matter)
		return false
	case in.Applicant.Name == "":
		p.form.person.name.SetInvalid(true)
		p.say(kit.ChipRed, "还没有填姓名", "请照证件上的写法填")
		p.stage.Window.Focus(p.form.person.name)
		return false
	}
	if err := present.Wrong(in.Applicant, p.stage.Today()); err != nil {
		p.refused(err)
		return false
	}
	return true
}

func (p *Screen) askNotice() {
	if p.state.saving || !p.whole() {
		return
	}
	missing := present.Lacking(p.form.rules, p.form.given())
	p.openPanel(desk.ActionNotice, missing, present.NoticeReason(missing))
}

func (p *Screen) askDecline() {
	if p.state.saving || !p.whole() {
		return
	}
	p.openPanel(desk.ActionDecline, nil, "")
}

func (p *Screen) openPanel(a desk.Action, missing []string, proposal string) {
	p.panel.open(a, missing, proposal)
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
	p.stage.Window.Focus(p.panel.reason)
}

func (p *Screen) closePanel() {
	p.panel.close()
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
	p.stage.Window.Focus(p.FirstFocus())
}

// finish saves without a reason to give.
func (p *Screen) finish(a desk.Action) {
	if p.whole() {
		p.save(a, "")
	}
}

// save takes the case in, off the window's goroutine.
func (p *Screen) save(a desk.Action, reason string) {
	if p.state.saving {
		return
	}
	in := p.form.value()
	in.Action, in.Reason = a, reason
	p.setSaving(true)
	stage.Do(p.stage, func(ctx context.Context) (desk.Taken, error) { return p.desk.Intake(ctx, in) },
		func(taken desk.Taken, err error) {
			p.setSaving(false)
			if err != nil {
				p.refused(err)
				return
			}
			p.saved(taken)
		})
}

func (p *Screen) setSaving(on bool) {
	p.state.saving = on
	for _, b := range []*kit.Button{p.acts.main, p.acts.receive, p.acts.notice, p.acts.decline, p.panel.sure} {
		if on {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	if on {
		p.note.SetTone(kit.ToneQuiet)
		p.note.SetText("正在保存…")
	}
}

// refused says why nothing was saved, next to the field it is about.
func (p *Screen) refused(err error) {
	p.note.SetText("没有保存，填的都在")
	stage.Show(p.banner, err)
	p.content.Refresh()
	switch field := p.fieldOf(err).(type) {
	case *kit.Entry:
		field.SetInvalid(true)
		p.stage.Window.Focus(field)
	case *kit.Combo:
		field.SetInvalid(true)
		p.stage.Window.Focus(field)
	case fyne.Focusable:
		p.stage.Window.Focus(field)
	}
}

// fieldOf finds the field a refusal speaks of.
func (p *Screen) fieldOf(err error) any {
	var e *hall.Error
	if !errors.As(err, &e) {
		return nil
	}
	f := p.form
	for _, place := range []struct {
		word  string
		field any
	}{
		{"申请人姓名", f.person.name},
		{"联系人姓名", f.person.contact},
		{"联系人电话", f.person.contact},
		{"电话：", f.person.phone},
		{"至少要有一样", f.person.id},
		{"代办员", f.way.mode},
		{"预约", f.way.appoint},
		{"证件", f.person.id},
		{"身份", f.person.id},
		{"号码", f.person.id},
		{"理由", p.panel.reason},
		{"事项", f.matter},
	} {
		if strings.Contains(e.Say, place.word) {
			return place.field
		}
	}
	return nil
}

// saved blanks the page for the next person, and makes the paper behind it.
func (p *Screen) saved(taken desk.Taken) {
	matter := p.form.picked.Code
	p.panel.close()
	p.clear()
	if p.state.keep {
		p.form.fill(desk.Intake{Matter: matter})
		p.afterFill()
	}
	p.draft.flush()
	p.note.SetText("")
	p.warn(taken.Case.No, taken.Warnings, "")
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
	p.stage.Window.Focus(p.FirstFocus())
	p.paper(taken)
}

// paper makes what belongs to the case. The case is saved whatever comes of it.
func (p *Screen) paper(taken desk.Taken) {
	kind := hall.PaperFor(taken.Case)
	p.stage.Window.Say(kit.ChipGreen, present.Slip(taken, "", false, p.stage.Today()))
	if kind == "" {
		return
	}
	stage.Do(p.stage, func(ctx context.Context) (stage.Made, error) {
		return p.stage.Papers.Make(ctx, desk.Order{Kind: kind, Case: taken.Case.ID}, string(taken.Case.No)+"-"+present.Paper(kind, taken.Case))
	}, func(made stage.Made, err error) {
		if err != nil {
			say, next := present.Fault(err)
			p.stage.Window.Say(kit.ChipAmber, present.Slip(taken, kind, false, p.stage.Today()))
			p.warn(taken.Case.No, append(slices.Clone(taken.Warnings), say), next)
			return
		}
		p.state.last = made
		p.stage.Window.Offer(kit.ChipGreen, present.Slip(taken, kind, true, p.stage.Today()), "打开 F8", p.openPaper)
		p.stage.Window.RefreshKeys()
		if w := made.Warning(); w != "" {
			p.warn(taken.Case.No, append(slices.Clone(taken.Warnings), w), "")
		}
	})
}

// warn shows what a clerk should see after saving.
func (p *Screen) warn(no hall.CaseNo, lines []string, next string) {
	if len(lines) == 0 {
		return
	}
	p.say(kit.ChipAmber, no.Spoken()+" 已保存。请留意："+strings.Join(lines, "；"), next)
}

func (p *Screen) openPaper() {
	if err := p.stage.Papers.Open(p.state.last.Path); err != nil {
		p.stage.Fault(err)
	}
}

// clear blanks the page: the next person never sees the last one's answers.
func (p *Screen) clear() {
	p.state.warned, p.state.clearing = false, false
	p.state.looked, p.state.person = "", nil
	p.form.fill(desk.Intake{})
	p.banner.Say(kit.NoChip, "", "")
	p.side.clearPerson()
	p.side.clearDays()
	p.dress()
}

// escape clears the page on the second press.
func (p *Screen) escape() {
	if p.state.saving {
		return
	}
	if p.form.blank() || p.state.clearing {
		p.clear()
		p.draft.flush()
		p.note.SetText("")
		p.content.Refresh()
		p.stage.Window.Focus(p.FirstFocus())
		return
	}
	p.state.clearing = true
	p.say(kit.ChipAmber, "这一页填的还没有保存", "再按一次 Esc 清空；接着填就留着")
}
