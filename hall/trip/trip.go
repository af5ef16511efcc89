// Package trip is one trip with bags: one hand-over list (交接清单) of all that is carried, signed by
// who gives and answered bag by bag by who takes.
package trip

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "trip"

// Letter begins the number of a hand-over list.
const Letter = "J"

// The kinds of its entries.
const (
	KindListed   hall.Kind = "trip.listed"
	KindHanded   hall.Kind = "trip.handed"
	KindReceived hall.Kind = "trip.received"
	KindDropped  hall.Kind = "trip.dropped"
)

// State is where a list stands.
type State string

// The states.
const (
	Listed   State = "listed"   // drawn up, nothing offered yet
	Handed   State = "handed"   // signed by who gives; every bag of it is offered
	Received State = "received" // answered, bag by bag
	Dropped  State = "dropped"  // given up; nothing moved
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Listed:
		return "待签交"
	case Handed:
		return "待接收"
	case Received:
		return "已接收"
	case Dropped:
		return "已作废"
	}
	return string(s)
}

// Trip (交接) is the fold of its entries.
type Trip struct {
	hall.Trace
	No     hall.RecordNo `json:"no"`
	Day    hall.Date     `json:"day"`
	State  State         `json:"state"`
	From   bag.Hand      `json:"from"`
	To     bag.Hand      `json:"to"`
	Bags   []Line        `json:"bags"`
	Signed string        `json:"signed,omitempty"` // how the giver signed
	By     *bag.Hand     `json:"by,omitempty"`     // who answered
	Why    string        `json:"why,omitempty"`    // why dropped
}

// Line is a bag on the list, with its contents counted, and what the receiver said to it.
type Line struct {
	Bag    string          `json:"bag"` // id
	No     hall.RecordNo   `json:"no"`
	Papers []hall.Material `json:"papers"`
	Answer Answer          `json:"answer,omitempty"`
	Why    string          `json:"why,omitempty"`
}

// Answer is what the receiver says to a bag.
type Answer string

// The answers. A bag that differs from the list stays where it was until that is cleared up.
const (
	Taken   Answer = "taken"
	Refused Answer = "refused"
	Differs Answer = "differs"
)

// Han is the answer as a list shows it.
func (a Answer) Han() string {
	switch a {
	case Taken:
		return "已接收"
	case Refused:
		return "不接收"
	case Differs:
		return "不符"
	}
	return ""
}

// Room is the room of hand-over lists.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "交接清单",
		Kinds: map[hall.Kind]string{KindListed: "开清单", KindHanded: "签交", KindReceived: "接收", KindDropped: "清单作废"},
		Read:  read, Open: hall.OpenRecord[Trip],
	}
}

// Facts implements hall.Record. The list stands with its giver until it is handed, then with the
// receiver, if that is a person.
func (t *Trip) Facts() hall.Facts {
	f := hall.Facts{
		Sort: Sort, No: string(t.No), State: string(t.State), Open: t.State == Listed || t.State == Handed, Day: t.Day,
	}
	hand := t.From
	if t.State == Handed || t.State == Received {
		hand = t.To
	}
	if hand.At == bag.AtStaff {
		f.Owner = hand.Who
	}
	for _, l := range t.Bags {
		f.Keys = append(f.Keys, l.Bag)
	}
	for _, id := range t.Hands() {
		f.Keys = append(f.Keys, bag.HandKey(id))
	}
	return f
}

// Hands are the staff ids the list is between.
func (t *Trip) Hands() []string {
	var out []string
	for _, h := range []bag.Hand{t.From, t.To} {
		if h.At == bag.AtStaff && !slices.Contains(out, h.Who) {
			out = append(out, h.Who)
		}
	}
	return out
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindListed:
		return hall.ReadPart[Listing, Trip](e)
	case KindHanded:
		return hall.ReadPart[Handing, Trip](e)
	case KindReceived:
		return hall.ReadPart[Receiving, Trip](e)
	case KindDropped:
		return hall.ReadPart[Dropping, Trip](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

func (t *Trip) in(what string, states ...State) error {
	if t == nil {
		return hall.Missing("没有这张交接清单", "请核对清单编号")
	}
	if slices.Contains(states, t.State) {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("交接清单 %s %s，现在不能%s", t.No.Spoken(), t.State.Han(), what), "要再交接的，请另开一张清单")
}

// Listing (开清单) draws the list up.
type Listing struct {
	No   hall.RecordNo `json:"no"`
	Hall string        `json:"hall"`
	Day  hall.Date     `json:"day"`
	From bag.Hand      `json:"from"` // a person of the hall, or a counter
	To   bag.Hand      `json:"to"`   // a person of the hall, or a counter
	Bags []Line        `json:"bags"`
}

// Kind implements hall.Body.
func (Listing) Kind() hall.Kind { return KindListed }

// Complete implements hall.Part.
func (b Listing) Complete() error {
	from := b.From.At == bag.AtStaff || b.From.At == bag.AtWindow
	to := b.To.At == bag.AtStaff && b.To.Who != "" || b.To.At == bag.AtWindow
	switch {
	case !from || b.From.Who == "" || !to:
		return hall.Refuse("没有写从谁交给谁", "清单在代办员和代办员、代办员和窗口之间交接")
	case b.From == b.To:
		return hall.Refuse("交出的和接收的是同一个人", "请选另一位接收人")
	case len(b.Bags) == 0:
		return hall.Refuse("清单上没有资料袋", "请写要交接的资料袋编号")
	}
	var seen []string
	for _, l := range b.Bags {
		if l.Bag == "" || slices.Contains(seen, l.Bag) || l.Answer != "" || l.Why != "" {
			return hall.Refuse("清单上有一袋写了两次，或没有编号", "每一袋只写一次")
		}
		seen = append(seen, l.Bag)
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Listing) Fits(t *Trip) error {
	if t != nil {
		return hall.Forbid("同一张交接清单登记了两次", "请核对清单编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Listing) Put(t *Trip, _ journal.Header) {
	t.Hall, t.No, t.Day, t.State, t.From, t.To, t.Bags = b.Hall, b.No, b.Day, Listed, b.From, b.To, b.Bags
}

// Note implements hall.Part.
func (b Listing) Note() string {
	return fmt.Sprintf("%d 袋，%s → %s", len(b.Bags), b.From.Key(), b.To.Key())
}

// Handing (签交) is the giver's signature under the list.
type Handing struct {
	Signed string `json:"signed"` // one of bag.Signings
}

// Kind implements hall.Body.
func (Handing) Kind() hall.Kind { return KindHanded }

// Complete implements hall.Part.
func (b Handing) Complete() error {
	if !slices.Contains(bag.Signings(), b.Signed) {
		return hall.Refuse("没有写交出人怎么签的", "应是 "+strings.Join(bag.Signings(), "、")+" 之一")
	}
	return nil
}

// Fits implements hall.Part.
func (b Handing) Fits(t *Trip) error { return t.in("签交", Listed) }

// Put implements hall.Part.
func (b Handing) Put(t *Trip, _ journal.Header) { t.State, t.Signed = Handed, b.Signed }

// Note implements hall.Part.
func (b Handing) Note() string { return b.Signed }

// Reply is the answer to one bag of the list. Why is required unless it is taken.
type Reply struct {
	Bag    string `json:"bag"` // id
	Answer Answer `json:"answer"`
	Why    string `json:"why,omitempty"`
}

// Receiving (接收) answers the whole list, bag by bag, in one act.
type Receiving struct {
	By      bag.Hand `json:"by"`
	Replies []Reply  `json:"replies"`
}

// Kind implements hall.Body.
func (Receiving) Kind() hall.Kind { return KindReceived }

// Complete implements hall.Part.
func (b Receiving) Complete() error {
	if b.By.Who == "" || b.By.At != bag.AtStaff && b.By.At != bag.AtWindow {
		return hall.Refuse("没有写谁接收的", "请写工作人员编号或窗口")
	}
	for _, r := range b.Replies {
		switch {
		case r.Answer.Han() == "":
			return hall.Refuse("每一袋要写接收、不接收还是不符", "应是 taken、refused、differs 之一")
		case r.Answer != Taken && strings.TrimSpace(r.Why) == "":
			return hall.Refuse("不接收要写原因，不符要写哪里不符", "请逐袋写明")
		}
	}
	return nil
}

// Fits implements hall.Part. Every bag of the list has one answer, and no other bag has any.
func (b Receiving) Fits(t *Trip) error {
	if err := t.in("接收", Handed); err != nil {
		return err
	}
	if t.To != b.By && (t.To.At != bag.AtWindow || t.To.Who != "" || b.By.At != bag.AtWindow) {
		return hall.Forbid(fmt.Sprintf("交接清单 %s 不是交给这里的", t.No.Spoken()), "请让清单上的接收人来接收")
	}
	var seen []string
	for _, r := range b.Replies {
		if t.line(r.Bag) < 0 || slices.Contains(seen, r.Bag) {
			return hall.Forbid("接收的里面有一袋不在清单上，或答了两次", "请照清单逐袋接收")
		}
		seen = append(seen, r.Bag)
	}
	if len(seen) != len(t.Bags) {
		return hall.Forbid("清单上还有袋子没有答复", "请逐袋写接收、不接收还是不符")
	}
	return nil
}

// Put implements hall.Part.
func (b Receiving) Put(t *Trip, _ journal.Header) {
	t.State, t.By = Received, &b.By
	for _, r := range b.Replies {
		l := &t.Bags[t.line(r.Bag)]
		l.Answer, l.Why = r.Answer, r.Why
	}
}

// Note implements hall.Part.
func (b Receiving) Note() string {
	n := map[Answer]int{}
	for _, r := range b.Replies {
		n[r.Answer]++
	}
	return fmt.Sprintf("接收 %d 袋，不接收 %d 袋，不符 %d 袋", n[Taken], n[Refused], n[Differs])
}

// Dropping (清单作废) gives the list up; nothing moves.
type Dropping struct {
	Why string `json:"why"`
}

// Kind implements hall.Body.
func (Dropping) Kind() hall.Kind { return KindDropped }

// Complete implements hall.Part.
func (b Dropping) Complete() error {
	if strings.TrimSpace(b.Why) == "" {
		return hall.Refuse("清单作废要写原因", "请写明为什么不交接了")
	}
	return nil
}

// Fits implements hall.Part.
func (b Dropping) Fits(t *Trip) error { return t.in("作废", Listed, Handed) }

// Put implements hall.Part.
func (b Dropping) Put(t *Trip, _ journal.Header) { t.State, t.Why = Dropped, b.Why }

// Note implements hall.Part.
func (b Dropping) Note() string { return b.Why }

// line is the place of a bag on the list, -1 when it is not on it.
func (t *Trip) line(id string) int {
	return slices.IndexFunc(t.Bags, func(l Line) bool { return l.Bag == id })
}
