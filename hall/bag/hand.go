package bag

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
)

// Place is the sort of hands a bag is in.
type Place string

// The places.
const (
	AtPrincipal Place = "principal" // the person it is for
	AtStaff     Place = "staff"     // an agent, or whoever carries
	AtWindow    Place = "counter"   // a counter of the hall
	AtOffice    Place = "office"    // a department outside the hall
)

// Hand (经手) is one pair of hands. Who is a staff id, the counter, or the name of the office;
// it is empty for the principal, whose name stands in the errand only.
type Hand struct {
	At  Place  `json:"at"`
	Who string `json:"who,omitempty"`
}

// OfStaff is the hands of a person of the hall.
func OfStaff(id string) Hand { return Hand{At: AtStaff, Who: id} }

// OfCounter is the hands of a counter. An empty name is any counter, which can only be offered to.
func OfCounter(name string) Hand { return Hand{At: AtWindow, Who: name} }

// OfPrincipal is the hands of the person it is for.
func OfPrincipal() Hand { return Hand{At: AtPrincipal} }

// OfOffice is the hands of a department outside.
func OfOffice(name string) Hand { return Hand{At: AtOffice, Who: name} }

// Key is the hand in one word: 「counter:2号窗口」, 「luo」.
func (h Hand) Key() string {
	if h.At == AtStaff {
		return h.Who
	}
	if h.Who == "" {
		return string(h.At)
	}
	return string(h.At) + ":" + h.Who
}

// ReadHand reads what Key wrote; a word without a place is a staff id.
func ReadHand(text string) Hand {
	place, who, _ := strings.Cut(strings.TrimSpace(text), ":")
	switch Place(place) {
	case AtPrincipal, AtWindow, AtOffice:
		return Hand{At: Place(place), Who: strings.TrimSpace(who)}
	}
	return OfStaff(strings.TrimSpace(text))
}

// complete is nil when the hand is one somebody can hold with.
func (h Hand) complete() error {
	switch {
	case !slices.Contains([]Place{AtPrincipal, AtStaff, AtWindow, AtOffice}, h.At):
		return hall.Refuse("不认识这种经手人", "应是代办员、窗口、外单位或本人")
	case (h.At == AtPrincipal) != (h.Who == ""):
		return hall.Refuse("没有写在谁手里", "请写工作人员编号、窗口或单位名称")
	}
	return nil
}

// accepts reports whether an offer to h may be taken by another hand: the same one, or any
// counter when it was offered to any.
func (h Hand) accepts(by Hand) bool {
	return h == by || h.At == AtWindow && h.Who == "" && by.At == AtWindow
}

func staffIn(hands []Hand) []string {
	var out []string
	for _, h := range hands {
		if h.At == AtStaff && h.Who != "" {
			out = append(out, h.Who)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// moveTo puts the bag into a hand; nothing else changes the holder.
func (b *Bag) moveTo(h Hand) {
	b.Custody.Holder, b.Custody.Offer = h, nil
	b.Custody.Chain = append(b.Custody.Chain, h)
	if h.At == AtStaff {
		b.Errand.Agent = h.Who
	}
}

// heldBy is nil when the bag is in the hands of one of the places.
func (b *Bag) heldBy(what string, places ...Place) error {
	if slices.Contains(places, b.Custody.Holder.At) {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("资料袋 %s 现在不在能%s的人手里", b.No.Spoken(), what), "请先看资料袋在谁手里")
}
