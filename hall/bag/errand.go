package bag

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// HandingIn (交窗口) puts papers of the bag into a case: at the counter that took the bag, or at a
// department outside against its receipt. This opening of the seal is no exception.
type HandingIn struct {
	At      Hand            `json:"at"`
	Case    string          `json:"case"` // id
	Papers  []hall.Material `json:"papers"`
	Receipt string          `json:"receipt,omitempty"` // what the department outside gave for it
}

// Kind implements hall.Body.
func (HandingIn) Kind() hall.Kind { return KindHandedIn }

// Complete implements hall.Part.
func (b HandingIn) Complete() error {
	switch {
	case b.Case == "":
		return hall.Refuse("没有写交进了哪个办件", "请先收件，再给出办件编号")
	case b.At.At != AtWindow && b.At.At != AtOffice:
		return hall.Refuse("材料只能交到窗口或外单位", "请写窗口或单位名称")
	case b.At.At == AtOffice && strings.TrimSpace(b.Receipt) == "":
		return hall.Refuse("交外单位要有对方的回执", "请写回执编号或谁签收的")
	case len(b.Papers) == 0:
		return hall.Refuse("没有写交了哪些材料", "请逐样写名称和份数")
	}
	if err := b.At.complete(); err != nil {
		return err
	}
	return allCounted(b.Papers)
}

// Fits implements hall.Part.
func (b HandingIn) Fits(r *Bag) error {
	where := AtCounter
	if b.At.At == AtOffice {
		where = Carried
	}
	if err := r.movable("交办件", where); err != nil {
		return err
	}
	switch {
	case b.At.At == AtWindow && r.Custody.Holder != b.At:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 不在这个窗口", r.No.Spoken()), "请先由这个窗口接收")
	case b.At.At == AtOffice && (r.Custody.Holder.At != AtStaff || r.Custody.Offer != nil):
		return hall.Forbid(fmt.Sprintf("资料袋 %s 正在交接或不在代办员手里", r.No.Spoken()), "请先办完交接")
	}
	if err := r.sameCase(b.Case); err != nil {
		return err
	}
	return within(r.Papers.Inside, b.Papers, "交的材料和袋里登记的对不上")
}

// Put implements hall.Part.
func (b HandingIn) Put(r *Bag, h journal.Header) {
	p := &r.Papers
	p.Inside, _ = Less(p.Inside, b.Papers)
	p.Case = Sum(p.Case, b.Papers)
	r.State, r.Seal, r.Errand.Case, r.Custody.Offer = HandedIn, "", b.Case, nil
	if b.At.At == AtOffice {
		r.Legs.HandedInOn = hall.DayOf(h.At)
		r.moveTo(b.At)
	}
}

// Note implements hall.Part.
func (b HandingIn) Note() string { return fmt.Sprintf("%s，%d 份", b.At.Key(), Count(b.Papers)) }

// Fetching (取结果) takes the result, and what the counter gives back, on the way home.
type Fetching struct {
	By       string          `json:"by"` // staff id of the agent
	Results  []hall.Material `json:"results,omitempty"`
	Back     []hall.Material `json:"back,omitempty"` // papers of the case given back
	ReturnBy *hall.Due       `json:"return_by,omitempty"`
}

// Kind implements hall.Body.
func (Fetching) Kind() hall.Kind { return KindFetched }

// Complete implements hall.Part.
func (b Fetching) Complete() error {
	if b.By == "" {
		return hall.Refuse("没有写谁取的", "请写代办员的工作人员编号")
	}
	if err := allCounted(b.Back); err != nil {
		return err
	}
	return keepable(b.Results)
}

// Fits implements hall.Part.
func (b Fetching) Fits(r *Bag) error {
	if err := r.movable("取结果", HandedIn); err != nil {
		return err
	}
	switch {
	case b.By != r.Errand.Agent:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 的代办员不是这一位", r.No.Spoken()), "请由代办员本人来取，或请主任指定")
	case len(b.Results)+len(b.Back)+len(r.Papers.Inside) == 0:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 没有什么可取的", r.No.Spoken()), "请写取回的结果或退回的材料；结果已直接给本人的，请了结")
	}
	return within(r.Papers.Case, b.Back, "退回的材料和交进办件的对不上")
}

// Put implements hall.Part.
func (b Fetching) Put(r *Bag, _ journal.Header) {
	p := &r.Papers
	p.Case, _ = Less(p.Case, b.Back)
	p.Results = Sum(p.Results, b.Results)
	p.Inside = Sum(p.Inside, slices.Concat(b.Back, b.Results))
	r.State, r.Legs.ReturnBy = Fetched, b.ReturnBy
	r.moveTo(OfStaff(b.By))
}

// Note implements hall.Part.
func (b Fetching) Note() string {
	return fmt.Sprintf("结果 %d 份，退回 %d 份", Count(b.Results), Count(b.Back))
}

// Returning (交还) gives all that is in the bag back to the principal, who signs for it.
type Returning struct {
	To      string          `json:"to"`     // one of Receivers
	Signed  string          `json:"signed"` // one of Signings
	Witness string          `json:"witness,omitempty"`
	Papers  []hall.Material `json:"papers"`
}

// Receivers are who may take the papers home.
func Receivers() []string { return []string{"本人", "联系人"} }

// Kind implements hall.Body.
func (Returning) Kind() hall.Kind { return KindReturned }

// Complete implements hall.Part.
func (b Returning) Complete() error {
	switch {
	case !slices.Contains(Receivers(), b.To):
		return hall.Refuse("没有写交还给谁", "应是 "+strings.Join(Receivers(), "、")+" 之一")
	case !slices.Contains(Signings(), b.Signed):
		return hall.Refuse("没有写怎么签收的", "应是 "+strings.Join(Signings(), "、")+" 之一")
	case b.Signed == ForAnother && strings.TrimSpace(b.Witness) == "":
		return hall.Refuse("代签的签收要有见证人", "请写见证人姓名")
	}
	return allCounted(b.Papers)
}

// Fits implements hall.Part.
func (b Returning) Fits(r *Bag) error {
	if err := r.movable("交还", Carried, AtCounter, HandedIn, Fetched); err != nil {
		return err
	}
	if err := r.heldBy("交还", AtStaff, AtWindow); err != nil {
		return err
	}
	switch {
	case r.Custody.Offer != nil:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 正在交接，不能交还", r.No.Spoken()), "请先收回这次交接，或由接收人接收")
	case len(r.Papers.Inside) == 0:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 里没有东西可交还", r.No.Spoken()), "没有要还的，请了结")
	case !Same(r.Papers.Inside, b.Papers):
		return hall.Forbid("交还的和袋里登记的对不上", "请逐样清点；少了的先报遗失，再交还其余的")
	}
	return nil
}

// Put implements hall.Part.
func (b Returning) Put(r *Bag, h journal.Header) {
	r.Papers.Back, r.Papers.Inside = Sum(r.Papers.Back, r.Papers.Inside), nil
	r.State, r.Seal, r.Legs.ReturnedOn = Returned, "", hall.DayOf(h.At)
	r.moveTo(OfPrincipal())
}

// Note implements hall.Part.
func (b Returning) Note() string {
	return fmt.Sprintf("%s %s，%d 份", b.To, b.Signed, Count(b.Papers))
}

// Closing (了结) ends the errand. One that did not end with the papers given back says why.
type Closing struct {
	Why string `json:"why,omitempty"`
}

// Kind implements hall.Body.
func (Closing) Kind() hall.Kind { return KindClosed }

// Complete implements hall.Part.
func (Closing) Complete() error { return nil }

// Fits implements hall.Part.
func (b Closing) Fits(r *Bag) error {
	if err := r.in("了结", Waiting, Carried, AtCounter, HandedIn, Fetched, Returned); err != nil {
		return err
	}
	switch {
	case len(r.Papers.Inside) > 0:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 里还有东西，不能了结", r.No.Spoken()), "请先交还")
	case r.openLoss() >= 0:
		return hall.Forbid(fmt.Sprintf("资料袋 %s 有遗失还没有处理完", r.No.Spoken()), "请先登记找回或补救")
	case r.State != Returned && strings.TrimSpace(b.Why) == "":
		return hall.Forbid(fmt.Sprintf("资料袋 %s 没有交还就了结，要写原因", r.No.Spoken()), "例如：结果由窗口直接送达本人")
	}
	return nil
}

// Put implements hall.Part.
func (b Closing) Put(r *Bag, _ journal.Header) { r.State, r.Seal, r.Custody.Offer = Closed, "", nil }

// Note implements hall.Part.
func (b Closing) Note() string { return b.Why }
