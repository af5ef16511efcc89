package cases

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/hall"
)

// offer is an act with the key that starts it.
type offer struct {
	act hall.Act
	key string
}

// offers are the acts that are lawful on the case now and allowed to the person, the
// natural next one first: that one has F9.
func (p *Detail) offers(c *hall.Case) []offer {
	keys := map[hall.Act]string{
		hall.ActAccept: "F9", hall.ActNotice: "F7", hall.ActSupply: "F9", hall.ActComplete: "F9",
		hall.ActDeliver: "F9", hall.ActDecline: "F10", hall.ActVoid: "F12", hall.ActDecide: "F9", hall.ActEnter: "F9",
	}
	var out []offer
	for _, a := range c.Lawful() {
		if keys[a] == "" || a == hall.ActSupply && c.State != hall.StateNoticed { // no form for it here
			continue
		}
		if p.may(a, c) {
			out = append(out, offer{a, keys[a]})
		}
	}
	// What ends a case, or must come right before its end, is the natural next one.
	for i, o := range out {
		if (o.act == hall.ActComplete || o.act == hall.ActDecide || o.act == hall.ActEnter) && i > 0 {
			out = append([]offer{o}, append(out[:i:i], out[i+1:]...)...)
			break
		}
	}
	return out
}

// may reports whether the page offers a lawful act to the person.
func (p *Detail) may(a hall.Act, c *hall.Case) bool {
	me := p.stage.Me
	clerk := me.Has(hall.RoleClerk) || me.Has(hall.RoleDirector)
	switch a {
	case hall.ActVoid:
		return me.Has(hall.RoleDirector)
	case hall.ActDecide:
		return c.WaitsForDecision() && c.Rules.Mode == hall.ModeDecide && (me.Has(hall.RoleDirector) || me.Has(hall.RoleLead) && slices.Contains(me.Powers, c.Rules.Code))
	case hall.ActEnter:
		return c.WaitsForDecision() && c.Rules.Mode == hall.ModeForward && clerk
	}
	return clerk
}

// waitsFor says whom the case waits for where the person at the window can do nothing about it.
func (p *Detail) waitsFor(c *hall.Case) string {
	if !c.WaitsForDecision() || slices.ContainsFunc(p.offers(c), func(o offer) bool { return o.act == hall.ActDecide || o.act == hall.ActEnter }) {
		return ""
	}
	if c.Rules.Mode == hall.ModeForward {
		return "等" + cmp.Or(c.Rules.Decider, "决定机关") + "作出决定"
	}
	return "等中心主任或有授权的首席代表作出决定"
}

// actHan is the act as its button says it.
func actHan(a hall.Act) string {
	if a == hall.ActEnter {
		return "登记决定结果"
	}
	return a.Han()
}

// Keys satisfies kit.Screen.
func (p *Detail) Keys() []kit.KeyAct {
	var keys []kit.KeyAct
	if f := p.view.form; f != nil {
		return []kit.KeyAct{
			{Key: "⏎", Label: "下一格"}, {Key: "F9", Label: f.word, Do: p.confirm}, {Key: "Esc", Label: "不做了", Do: p.close},
		}
	}
	if c := p.view.c; c != nil {
		for _, o := range p.offers(c) {
			keys = append(keys, kit.KeyAct{Key: o.key, Label: actHan(o.act), Do: func() { p.ask(o.act) }})
		}
		if paperOf(c) != "" {
			keys = append(keys, kit.KeyAct{Key: "F8", Label: "打印", Do: p.reprint})
		}
		if !p.mayRead(c) && c.Applicant.ID != "" {
			keys = append(keys, kit.KeyAct{Key: "F6", Label: "看完整号码", Do: p.askReveal})
		}
	}
	if p.view.last.Path != "" {
		keys = append(keys, kit.KeyAct{Key: "F3", Label: "打开凭证", Do: p.openPaper})
	}
	return append(keys, kit.KeyAct{Key: "Esc", Label: "返回", Do: p.back})
}

// ask opens the form of an act.
func (p *Detail) ask(a hall.Act) {
	c := p.view.c
	if c == nil || p.view.busy {
		return
	}
	if err := c.May(a); err != nil {
		stage.Show(p.banner, err)
		p.content.Refresh()
		return
	}
	p.put(p.actForm(a, c))
	if a == hall.ActAccept {
		p.foresee(c)
	}
}

func (p *Detail) put(f *form) {
	p.view.form = f
	p.banner.Say(kit.NoChip, "", "")
	f.sure.OnTap, f.back.OnTap = p.confirm, p.close
	p.slot.Objects = nil
	p.slot.Add(f.card)
	p.slot.Show()
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
	p.stage.Window.Focus(f.first)
}

// close puts the form away, and with it what was said about it.
func (p *Detail) close() {
	if p.view.busy {
		return
	}
	p.view.form = nil
	p.banner.Say(kit.NoChip, "", "")
	p.slot.Hide()
	p.content.Refresh()
	p.stage.Window.RefreshKeys()
	p.stage.Window.Focus(nil)
}

// confirm does what the open form is about.
func (p *Detail) confirm() {
	f := p.view.form
	if f == nil || p.view.busy || !f.whole() {
		return
	}
	if f.do == nil {
		return
	}
	p.view.busy = true
	f.sure.Disable()
	stage.Do(p.stage, f.do(), func(c *hall.Case, err error) {
		p.view.busy = false
		f.sure.Enable()
		if err != nil {
			stage.Show(p.banner, err)
			p.content.Refresh()
			return
		}
		p.close()
		p.done(f, c)
	})
}

func (p *Detail) done(f *form, c *hall.Case) {
	if f.act == "" { // somebody looked at whole numbers
		p.view.whole = true
		p.show(p.view.c)
		return
	}
	p.show(c)
	text := present.Done(f.act, c, p.stage.Today())
	kind := paperAfter(f.act, c)
	if kind == "" {
		p.stage.Window.Say(kit.ChipGreen, text)
		return
	}
	p.print(c, kind, text+"，")
}

// paperAfter is what the applicant is given after an act.
func paperAfter(a hall.Act, c *hall.Case) hall.PaperKind {
	switch a {
	case hall.ActAccept, hall.ActNotice, hall.ActSupply, hall.ActDecline, hall.ActDecide, hall.ActComplete:
		return hall.PaperFor(c)
	}
	return ""
}

// foresee says in the form of 受理 until when the hall then has.
func (p *Detail) foresee(c *hall.Case) {
	promised, statutory := hall.AcceptDues(p.stage.Calendar, c.Rules.Limits, p.stage.Now())
	var words []string
	if promised != nil {
		words = append(words, "承诺 "+promised.Han())
	}
	if statutory != nil {
		words = append(words, "法定 "+statutory.Han())
	} else {
		words = append(words, present.Unchecked)
	}
	text := "今天受理，" + strings.Join(words, "；")
	if c.Rules.Limits.Example {
		text += "（时限是" + present.Example + "）"
	}
	if miss := present.Lacking(c.Rules.Intake.Materials, c.Papers.Materials); len(miss) > 0 {
		text += fmt.Sprintf("。还没有登记的必要材料：%s", strings.Join(miss, "、"))
	}
	p.view.form.lead.SetText(text)
}

func (p *Detail) askReveal() {
	c := p.view.c
	if c == nil || p.mayRead(c) {
		return
	}
	f := newForm("看完整证件号和电话", "写明理由再看", "看一次就记一笔：谁、什么时候、为什么")
	reason := f.text("理由", "例如：给申请人打电话通知领取", true)
	f.do = func() func(ctx context.Context) (*hall.Case, error) {
		text := reason.Text
		return func(ctx context.Context) (*hall.Case, error) { return nil, p.desk.Reveal(ctx, text, c.Applicant.ID) }
	}
	f.build()
	p.put(f)
}
