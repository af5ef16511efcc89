// Package bag is one errand of the free proxy service (代办): the mandate, the papers in a bag
// (资料袋) that is always in exactly one pair of hands, and the limits of its legs.
package bag

import (
	"fmt"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "bag"

// Letter begins the number of a bag.
const Letter = "D"

// The kinds of its entries.
const (
	KindOpened   hall.Kind = "bag.opened"
	KindLinked   hall.Kind = "bag.linked"
	KindPacked   hall.Kind = "bag.packed"
	KindSealed   hall.Kind = "bag.sealed"
	KindUnsealed hall.Kind = "bag.unsealed"
	KindOffered  hall.Kind = "bag.offered"
	KindTaken    hall.Kind = "bag.taken"
	KindStayed   hall.Kind = "bag.stayed"
	KindAssigned hall.Kind = "bag.assigned"
	KindHandedIn hall.Kind = "bag.handed_in"
	KindFetched  hall.Kind = "bag.fetched"
	KindReturned hall.Kind = "bag.returned"
	KindLost     hall.Kind = "bag.lost"
	KindFound    hall.Kind = "bag.found"
	KindRemedied hall.Kind = "bag.remedied"
	KindClosed   hall.Kind = "bag.closed"
)

// State is where a bag stands.
type State string

// The states.
const (
	Waiting   State = "waiting"    // mandate signed, the papers still with the principal
	Carried   State = "carried"    // with an agent, on the way to a counter
	AtCounter State = "at_counter" // a counter has taken it, not yet in a case
	HandedIn  State = "handed_in"  // the papers are in a case
	Fetched   State = "fetched"    // with an agent, on the way back
	Returned  State = "returned"   // given back to the principal
	Closed    State = "closed"     // the errand is over
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Waiting:
		return "待收取"
	case Carried:
		return "在代办员手中"
	case AtCounter:
		return "窗口已接收"
	case HandedIn:
		return "已交窗口"
	case Fetched:
		return "待交还"
	case Returned:
		return "已交还"
	case Closed:
		return "已了结"
	}
	return string(s)
}

// Bag (资料袋) is one errand as the fold of its entries.
type Bag struct {
	hall.Trace
	No      hall.RecordNo `json:"no"`
	Day     hall.Date     `json:"day"`
	State   State         `json:"state"`
	Custody Custody       `json:"custody"`
	Errand  Errand        `json:"errand"`
	Mandate Mandate       `json:"mandate"`
	ZeroFee ZeroFee       `json:"zero_fee"`
	Papers  Papers        `json:"papers"`
	Seal    string        `json:"seal,omitempty"` // code of the seal or QR; empty while the bag is open
	Losses  []Loss        `json:"losses,omitempty"`
	Legs    Legs          `json:"legs"`
}

// Errand (代办事由) is what is carried for whom. Case may be empty until the papers are taken in.
type Errand struct {
	Principal hall.Person     `json:"principal"`
	Matter    hall.MatterName `json:"matter"`
	Handling  Handling        `json:"handling"`
	Agent     string          `json:"agent"`          // staff id of who carries, or carried last
	Opener    string          `json:"opener"`         // staff id
	Case      string          `json:"case,omitempty"` // id
}

// Custody (保管) is whose hands the bag is in, and went through.
type Custody struct {
	Holder Hand   `json:"holder"`
	Offer  *Offer `json:"offer,omitempty"` // moves nothing until it is taken
	Chain  []Hand `json:"chain"`           // the first holder first; the last is the holder
}

// Legs are the limits of the ways there and back. A limit is nil until its leg has begun.
type Legs struct {
	HandInBy   *hall.Due `json:"hand_in_by,omitempty"`
	HandedInOn hall.Date `json:"handed_in_on,omitzero"` // when a counter or an office had it
	ReturnBy   *hall.Due `json:"return_by,omitempty"`
	ReturnedOn hall.Date `json:"returned_on,omitzero"`
}

// Room is the room of bags.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "资料袋",
		Kinds: map[hall.Kind]string{
			KindOpened: "委托代办", KindLinked: "关联办件", KindPacked: "收取材料", KindSealed: "封袋", KindUnsealed: "例外开袋",
			KindOffered: "提出交接", KindTaken: "接收", KindStayed: "交接未成", KindAssigned: "主任指定", KindHandedIn: "交窗口",
			KindFetched: "取结果", KindReturned: "交还", KindLost: "遗失报告", KindFound: "找回", KindRemedied: "遗失补救", KindClosed: "了结",
		},
		Read: read, Open: hall.OpenRecord[Bag],
	}
}

// Facts implements hall.Record. The owner is the agent while the papers are at a counter or an
// office: the errand is still theirs.
func (b *Bag) Facts() hall.Facts {
	f := hall.Facts{
		Sort: Sort, No: string(b.No), State: string(b.State), Open: b.State != Closed && b.State != "",
		Day: b.Day, Owner: b.Errand.Agent, Of: b.Errand.Case, Keys: []string{b.Seal},
	}
	if b.Custody.Holder.At == AtStaff {
		f.Owner = b.Custody.Holder.Who
	}
	if next := b.NextDue(); next != nil {
		f.Due = next.Last
	}
	for _, id := range b.Hands() {
		f.Keys = append(f.Keys, HandKey(id))
	}
	return f
}

// HandKey is the look-up key of the bags a person of the hall opened, carried or is offered.
func HandKey(staff string) string { return "hand:" + staff }

// Hands are the staff ids of those who opened the bag, had it, or are offered it, each once.
func (b *Bag) Hands() []string {
	all := append([]Hand{OfStaff(b.Errand.Opener), OfStaff(b.Errand.Agent)}, b.Custody.Chain...)
	if b.Custody.Offer != nil {
		all = append(all, b.Custody.Offer.To)
	}
	return staffIn(all)
}

// long: one case for each kind of entry.
func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindOpened:
		return hall.ReadPart[Opening, Bag](e)
	case KindLinked:
		return hall.ReadPart[Link, Bag](e)
	case KindPacked:
		return hall.ReadPart[Packing, Bag](e)
	case KindSealed:
		return hall.ReadPart[Sealing, Bag](e)
	case KindUnsealed:
		return hall.ReadPart[Unsealing, Bag](e)
	case KindOffered:
		return hall.ReadPart[Offer, Bag](e)
	case KindTaken:
		return hall.ReadPart[Taking, Bag](e)
	case KindStayed:
		return hall.ReadPart[Staying, Bag](e)
	case KindAssigned:
		return hall.ReadPart[Assignment, Bag](e)
	case KindHandedIn:
		return hall.ReadPart[HandingIn, Bag](e)
	case KindFetched:
		return hall.ReadPart[Fetching, Bag](e)
	case KindReturned:
		return hall.ReadPart[Returning, Bag](e)
	case KindLost:
		return hall.ReadPart[Losing, Bag](e)
	case KindFound:
		return hall.ReadPart[Finding, Bag](e)
	case KindRemedied:
		return hall.ReadPart[Remedy, Bag](e)
	case KindClosed:
		return hall.ReadPart[Closing, Bag](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// in is nil when the bag is in one of the states.
func (b *Bag) in(what string, states ...State) error {
	if b == nil {
		return hall.Missing("没有这个资料袋", "请核对资料袋编号")
	}
	for _, s := range states {
		if b.State == s {
			return nil
		}
	}
	return hall.Forbid(fmt.Sprintf("资料袋 %s %s，现在不能%s", b.No.Spoken(), b.State.Han(), what), "请先看这个资料袋的全程留痕")
}

// movable is nil when the bag can change hands: in a state where it does, and not missing.
func (b *Bag) movable(what string, states ...State) error {
	if err := b.in(what, states...); err != nil {
		return err
	}
	if b.gone() {
		return hall.Forbid(fmt.Sprintf("资料袋 %s 整袋遗失还没有找回，不能%s", b.No.Spoken(), what), "找回来的先登记找回；补救完的先登记补救")
	}
	return nil
}
