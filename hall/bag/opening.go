package bag

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Opening (委托代办) begins an errand: the mandate is signed, nothing has been collected yet. The
// case may come later, for an errand can start in the village.
type Opening struct {
	No        hall.RecordNo   `json:"no"`
	Hall      string          `json:"hall"`
	Day       hall.Date       `json:"day"`
	Principal hall.Person     `json:"principal"`
	Agent     string          `json:"agent"` // staff id
	Case      string          `json:"case,omitempty"`
	Matter    hall.MatterName `json:"matter"`
	Handling  Handling        `json:"handling"`
	Mandate   Mandate         `json:"mandate"`
	ZeroFee   ZeroFee         `json:"zero_fee"`
}

// Kind implements hall.Body.
func (Opening) Kind() hall.Kind { return KindOpened }

// Complete implements hall.Part.
func (b Opening) Complete() error {
	switch {
	case b.Principal.Name == "":
		return hall.Refuse("没有委托人姓名", "请填姓名")
	case b.Agent == "":
		return hall.Refuse("没有写代办员", "请写代办员的工作人员编号")
	case b.Matter.Code == "" || b.Matter.Name == "":
		return hall.Refuse("没有写委托办的事项", "请从事项目录里选一个事项")
	}
	if err := b.Handling.Carries(); err != nil {
		return err
	}
	if err := b.Mandate.complete(); err != nil {
		return err
	}
	if err := b.ZeroFee.Free(); err != nil {
		return err
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Opening) Fits(r *Bag) error {
	if r != nil {
		return hall.Forbid("同一个资料袋登记了两次", "请核对资料袋编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Opening) Put(r *Bag, h journal.Header) {
	r.Hall, r.No, r.Day, r.State, r.Mandate, r.ZeroFee = b.Hall, b.No, b.Day, Waiting, b.Mandate, b.ZeroFee
	r.Errand = Errand{Principal: b.Principal, Matter: b.Matter, Handling: b.Handling, Agent: b.Agent, Opener: h.Actor, Case: b.Case}
	r.moveTo(OfPrincipal())
}

// Note implements hall.Part.
func (b Opening) Note() string { return b.Matter.Name + "，代办员 " + b.Agent }

// Link (关联办件) says which case the errand is for.
type Link struct {
	Case string `json:"case"` // id
}

// Kind implements hall.Body.
func (Link) Kind() hall.Kind { return KindLinked }

// Complete implements hall.Part.
func (b Link) Complete() error {
	if b.Case == "" {
		return hall.Refuse("没有写是哪个办件", "请给出办件编号")
	}
	return nil
}

// Fits implements hall.Part.
func (b Link) Fits(r *Bag) error {
	if err := r.in("关联办件", Waiting, Carried, AtCounter); err != nil {
		return err
	}
	return r.sameCase(b.Case)
}

// Put implements hall.Part.
func (b Link) Put(r *Bag, _ journal.Header) { r.Errand.Case = b.Case }

// Note implements hall.Part.
func (Link) Note() string { return "" }

// sameCase: an errand is for one case.
func (b *Bag) sameCase(id string) error {
	if b.Errand.Case == "" || b.Errand.Case == id {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("资料袋 %s 已经关联了另一个办件", b.No.Spoken()), "一袋一事：另一件请另开一个资料袋")
}

// Packing (收取材料) puts papers into the bag. The first one moves the bag from the principal to the
// agent and begins the leg to the counter.
type Packing struct {
	By       string          `json:"by"` // staff id of who collects
	Papers   []hall.Material `json:"papers,omitempty"`
	Shown    []string        `json:"shown,omitempty"` // 已核验退还: looked at and given back at once
	HandInBy *hall.Due       `json:"hand_in_by,omitempty"`
}

// Kind implements hall.Body.
func (Packing) Kind() hall.Kind { return KindPacked }

// Complete implements hall.Part.
func (b Packing) Complete() error {
	switch {
	case b.By == "":
		return hall.Refuse("没有写谁收的材料", "请写代办员的工作人员编号")
	case len(b.Papers) == 0 && len(b.Shown) == 0:
		return hall.Refuse("没有写收了什么材料", "请逐样写名称和份数")
	case slices.ContainsFunc(b.Shown, func(s string) bool { return strings.TrimSpace(s) == "" }):
		return hall.Refuse("有一样核验退还的没有名称", "请写名称，例如 居民身份证")
	}
	return keepable(b.Papers)
}

// Fits implements hall.Part.
func (b Packing) Fits(r *Bag) error {
	if err := r.movable("收材料", Waiting, Carried); err != nil {
		return err
	}
	switch {
	case r.State == Waiting && b.By != r.Errand.Agent, r.State == Carried && r.Custody.Holder != OfStaff(b.By):
		return hall.Forbid(fmt.Sprintf("资料袋 %s 不是这位代办员的，不能由他收材料", r.No.Spoken()), "请委托书上的代办员来收")
	case r.Seal != "":
		return hall.Forbid(fmt.Sprintf("资料袋 %s 已经封好，不能再放材料", r.No.Spoken()), "确要放的，先登记例外开袋")
	}
	return nil
}

// Put implements hall.Part.
func (b Packing) Put(r *Bag, _ journal.Header) {
	p := &r.Papers
	p.Inside, p.Packed, p.Shown = Sum(p.Inside, b.Papers), Sum(p.Packed, b.Papers), append(p.Shown, b.Shown...)
	if r.State == Waiting && len(b.Papers) > 0 {
		r.State, r.Legs.HandInBy = Carried, b.HandInBy
		r.moveTo(OfStaff(b.By))
	}
}

// Note implements hall.Part.
func (b Packing) Note() string {
	text := fmt.Sprintf("%d 样 %d 份", len(Sum(b.Papers, nil)), Count(b.Papers))
	if len(b.Shown) > 0 {
		text += fmt.Sprintf("，核验退还 %d 样", len(b.Shown))
	}
	return text
}

// Sealing (封袋) closes the bag under a code before it travels.
type Sealing struct {
	Code string `json:"code"` // of the seal or the QR label
}

// Kind implements hall.Body.
func (Sealing) Kind() hall.Kind { return KindSealed }

// Complete implements hall.Part.
func (b Sealing) Complete() error {
	if strings.TrimSpace(b.Code) == "" {
		return hall.Refuse("没有写封条号", "请扫袋上的二维码，或写封条号")
	}
	return nil
}

// Fits implements hall.Part.
func (b Sealing) Fits(r *Bag) error {
	if err := r.movable("封袋", Carried, AtCounter, Fetched); err != nil {
		return err
	}
	switch {
	case r.Seal != "":
		return hall.Forbid(fmt.Sprintf("资料袋 %s 已经封好", r.No.Spoken()), "要换封条的，先登记例外开袋")
	case len(r.Papers.Inside) == 0:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 是空的，不用封", r.No.Spoken()), "请先登记袋里的材料")
	}
	return nil
}

// Put implements hall.Part.
func (b Sealing) Put(r *Bag, _ journal.Header) { r.Seal = b.Code }

// Note implements hall.Part.
func (b Sealing) Note() string { return b.Code }

// Unsealing (例外开袋) opens a sealed bag on the way. The actor of the entry did it, before witnesses.
type Unsealing struct {
	Reason    string   `json:"reason"`
	Witnesses []string `json:"witnesses"` // staff ids or names, at least one
}

// Kind implements hall.Body.
func (Unsealing) Kind() hall.Kind { return KindUnsealed }

// Complete implements hall.Part.
func (b Unsealing) Complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("例外开袋要写原因", "请写明为什么要在路上开袋")
	}
	return b.witnessed()
}

// witnessed: a bag is opened on the way only for an exception, and before somebody else.
// Typical practice, a parameter of RulesEdition.
func (b Unsealing) witnessed() error {
	if !slices.ContainsFunc(b.Witnesses, func(w string) bool { return strings.TrimSpace(w) != "" }) {
		return hall.Refuse("例外开袋要有见证人", "请另一个人在场，写他的姓名")
	}
	return nil
}

// Fits implements hall.Part.
func (b Unsealing) Fits(r *Bag) error {
	if err := r.movable("开袋", Carried, AtCounter, Fetched); err != nil {
		return err
	}
	switch {
	case r.Seal == "":
		return hall.Forbid(fmt.Sprintf("资料袋 %s 没有封，不用登记开袋", r.No.Spoken()), "直接收取材料即可")
	case r.Custody.Offer != nil:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 正在交接，不能开袋", r.No.Spoken()), "请先收回这次交接，或由接收人接收")
	}
	return nil
}

// Put implements hall.Part.
func (b Unsealing) Put(r *Bag, _ journal.Header) { r.Seal = "" }

// Note implements hall.Part.
func (b Unsealing) Note() string { return b.Reason }
