package bag

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Offer (提出交接) asks somebody to take the bag. It stays with its holder until taken.
type Offer struct {
	To      Hand   `json:"to"` // a person of the hall, or a counter; a counter without a name is any
	Purpose string `json:"purpose,omitempty"`
	List    string `json:"list,omitempty"` // id of the hand-over list it is on
}

// Kind implements hall.Body.
func (Offer) Kind() hall.Kind { return KindOffered }

// Complete implements hall.Part.
func (b Offer) Complete() error {
	if b.To.At == AtWindow || b.To.At == AtStaff && b.To.Who != "" {
		return nil
	}
	return hall.Refuse("没有写交给谁", "请写工作人员编号，或写交给窗口")
}

// Fits implements hall.Part.
func (b Offer) Fits(r *Bag) error {
	if err := r.movable("交接", Carried, AtCounter, Fetched); err != nil {
		return err
	}
	if err := r.heldBy("交接", AtStaff, AtWindow); err != nil {
		return err
	}
	switch {
	case b.To == r.Custody.Holder:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 已经在这个人手里", r.No.Spoken()), "请选另一位接收人")
	case r.Custody.Offer != nil:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 已经提出交接，还没有接收", r.No.Spoken()), "请先收回上一次交接")
	}
	return r.sealedToTravel()
}

// sealedToTravel: papers change hands in a closed bag only. Typical practice, a parameter of RulesEdition.
func (b *Bag) sealedToTravel() error {
	if b.Seal != "" {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("资料袋 %s 还没有封好，不能交接", b.No.Spoken()), "请先封袋")
}

// Put implements hall.Part.
func (b Offer) Put(r *Bag, _ journal.Header) { r.Custody.Offer = &b }

// Note implements hall.Part.
func (b Offer) Note() string {
	if b.Purpose == "" {
		return "交给 " + b.To.Key()
	}
	return "交给 " + b.To.Key() + "：" + b.Purpose
}

// Taking (接收) is the acceptance of the one it was offered to; only then does the bag move.
type Taking struct {
	By   Hand   `json:"by"`
	List string `json:"list,omitempty"` // id of the hand-over list; that of the offer
}

// Kind implements hall.Body.
func (Taking) Kind() hall.Kind { return KindTaken }

// Complete implements hall.Part.
func (b Taking) Complete() error { return b.By.complete() }

// Fits implements hall.Part. Of two takers the second meets no offer any more: a conflict.
func (b Taking) Fits(r *Bag) error {
	if err := r.movable("接收", Carried, AtCounter, Fetched); err != nil {
		return err
	}
	o := r.Custody.Offer
	switch {
	case o == nil:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 没有等接收的交接，可能别人已经接收", r.No.Spoken()), "请核对袋子现在在谁手里；确在您手里的，请原来的人再提出一次")
	case !o.To.accepts(b.By):
		return hall.Forbid(fmt.Sprintf("资料袋 %s 不是交给这里的", r.No.Spoken()), "请让交接单上的接收人来接收")
	case o.List != b.List:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 不在这张交接清单上", r.No.Spoken()), "请按袋子所在的那张清单接收")
	}
	return nil
}

// Put implements hall.Part.
func (b Taking) Put(r *Bag, h journal.Header) {
	r.moveTo(b.By)
	switch {
	case b.By.At == AtWindow && r.State == Carried:
		r.State, r.Legs.HandedInOn = AtCounter, hall.DayOf(h.At)
	case b.By.At == AtStaff && r.State == AtCounter: // the counter gave it back: the way there goes on
		r.State, r.Legs.HandedInOn = Carried, hall.Date{}
	}
}

// Note implements hall.Part.
func (b Taking) Note() string { return b.By.Key() }

// Staying (交接未成) ends an offer without a taking: refused by the receiver, or called back.
type Staying struct {
	Reason string `json:"reason"`
	List   string `json:"list,omitempty"`
}

// Kind implements hall.Body.
func (Staying) Kind() hall.Kind { return KindStayed }

// Complete implements hall.Part.
func (b Staying) Complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("不接收或收回交接要写原因", "请写明原因")
	}
	return nil
}

// Fits implements hall.Part.
func (b Staying) Fits(r *Bag) error {
	if err := r.in("结束交接", Carried, AtCounter, Fetched); err != nil {
		return err
	}
	if o := r.Custody.Offer; o == nil || o.List != b.List {
		return hall.Forbid(fmt.Sprintf("资料袋 %s 没有这次交接", r.No.Spoken()), "请核对袋子现在在谁手里")
	}
	return nil
}

// Put implements hall.Part.
func (b Staying) Put(r *Bag, _ journal.Header) { r.Custody.Offer = nil }

// Note implements hall.Part.
func (b Staying) Note() string { return b.Reason }

// Assignment (主任指定) gives the errand to another agent without the hand-over of the first, with
// a reason. A bag at a counter or an office stays there.
type Assignment struct {
	To     string `json:"to"` // staff id
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Assignment) Kind() hall.Kind { return KindAssigned }

// Complete implements hall.Part.
func (b Assignment) Complete() error {
	if b.To == "" || strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("指定要写给谁、为什么", "请写工作人员编号和原因")
	}
	return nil
}

// Fits implements hall.Part.
func (b Assignment) Fits(r *Bag) error {
	return r.movable("指定", Carried, AtCounter, HandedIn, Fetched)
}

// Put implements hall.Part.
func (b Assignment) Put(r *Bag, _ journal.Header) {
	r.Custody.Offer = nil
	if r.Custody.Holder.At == AtStaff {
		r.moveTo(OfStaff(b.To))
		return
	}
	r.Errand.Agent = b.To
}

// Note implements hall.Part.
func (b Assignment) Note() string { return "指定 " + b.To + "：" + b.Reason }
