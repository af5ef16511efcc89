package intake

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"bianmin/app/kit"
	"bianmin/desk"
)

// panel asks, inside the page, what a notice or a refusal must say.
type panel struct {
	action desk.Action // what is being asked for, "" when closed
	whole  *fyne.Container
	card   *kit.Card
	lead   *kit.Para
	reason *kit.Entry
	sure   *kit.Button
	onSure func(action desk.Action, reason string)
}

func newPanel(onSure func(action desk.Action, reason string), onClose func()) *panel {
	p := &panel{lead: kit.NewPara("", kit.LabelStyle{}), onSure: onSure}
	p.reason = kit.NewEntry(kit.EntryOptions{MultiLine: true, Rows: 2, MaxRunes: 300})
	p.reason.OnChanged = func(string) { p.reason.SetInvalid(false) }
	p.sure = kit.NewPrimary("确定", "", p.confirm)
	back := kit.NewButton("不做了", "Esc", onClose)
	p.card = kit.NewCard(kit.Pile(8, p.lead, p.reason, kit.Flow(10, p.sure, back)), kit.CardOptions{Title: " "})
	p.whole = container.NewStack(p.card)
	p.whole.Hide()
	return p
}

func (p *panel) open(a desk.Action, missing []string, proposal string) {
	p.action = a
	switch a {
	case desk.ActionNotice:
		p.card.SetTitle("一次性告知：要补什么、为什么")
		p.sure.SetLabel("告知并出告知书", "F7")
		p.lead.SetText("没有缺必要材料。把要补、要改的一次写全，告知书上只有这些话")
		if len(missing) > 0 {
			p.lead.SetText("告知书上列出：" + strings.Join(missing, "、"))
		}
	default:
		p.card.SetTitle("不予受理：依据和理由")
		p.sure.SetLabel("不予受理并出通知书", "F10")
		p.lead.SetText("写明依据哪一条、缺什么条件；通知书上会写申请复议和起诉的期限")
	}
	p.reason.SetText(proposal)
	p.reason.SetInvalid(false)
	p.whole.Show()
	p.whole.Refresh()
}

func (p *panel) close() {
	p.action = ""
	p.reason.SetText("")
	p.whole.Hide()
}

func (p *panel) confirm() {
	if strings.TrimSpace(p.reason.Text) == "" {
		p.reason.SetInvalid(true)
		return
	}
	p.onSure(p.action, strings.TrimSpace(p.reason.Text))
}
