// Package pad is the pad of emergency blanks (停电应急本): slips with reserved case numbers, printed
// beforehand, filled in by hand when power or network fail, and entered later under their numbers.
package pad

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "pad"

// Letter begins the number of a pad.
const Letter = "E"

// Slips is how many slips a pad has unless said otherwise, MostSlips the most.
// Typical practice, a parameter of RulesEdition.
const (
	Slips     = 30
	MostSlips = 100
)

// The kinds of its entries.
const (
	KindReserved hall.Kind = "pad.reserved"
	KindUsed     hall.Kind = "pad.used"
	KindVoided   hall.Kind = "pad.voided"
)

// State is where a pad stands.
type State string

// The states.
const (
	Ready State = "ready" // has unused slips
	Spent State = "spent" // every slip is used or voided
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Ready:
		return "可用"
	case Spent:
		return "已用完"
	}
	return string(s)
}

// Slip is one blank of the pad. It is unused, used for one case, or voided; never two of them.
type Slip struct {
	Number hall.CaseNo `json:"number"`
	Case   string      `json:"case,omitempty"`   // id of the case it was used for
	Voided string      `json:"voided,omitempty"` // why it was voided
}

// Unused reports whether the slip can still be used or voided.
func (s Slip) Unused() bool { return s.Case == "" && s.Voided == "" }

// Pad (停电应急本) is the fold of its entries.
type Pad struct {
	hall.Trace
	No    hall.RecordNo `json:"no"`
	Day   hall.Date     `json:"day"` // the day of reserve, which is in every number
	By    string        `json:"by"`  // staff id
	Slips []Slip        `json:"slips"`
}

// Room is the room of emergency pads.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "停电应急本",
		Kinds: map[hall.Kind]string{KindReserved: "预留编号", KindUsed: "用了一张", KindVoided: "作废一张"},
		Read:  read, Open: hall.OpenRecord[Pad],
	}
}

// State is ready while a slip is unused.
func (p *Pad) State() State {
	if slices.ContainsFunc(p.Slips, Slip.Unused) {
		return Ready
	}
	return Spent
}

// Facts implements hall.Record. The keys are its numbers.
func (p *Pad) Facts() hall.Facts {
	keys := make([]string, len(p.Slips))
	for i, s := range p.Slips {
		keys[i] = string(s.Number)
	}
	return hall.Facts{
		Sort: Sort, No: string(p.No), State: string(p.State()), Open: p.State() == Ready, Day: p.Day, Owner: p.By, Keys: keys,
	}
}

// Unused are the numbers that can still be used, in order.
func (p *Pad) Unused() []hall.CaseNo {
	var out []hall.CaseNo
	for _, s := range p.Slips {
		if s.Unused() {
			out = append(out, s.Number)
		}
	}
	return out
}

// Usable is nil when the number is an unused one of the pad.
func (p *Pad) Usable(number hall.CaseNo) error {
	if p == nil {
		return hall.Missing("没有这本应急本", "请核对编号")
	}
	i := slices.IndexFunc(p.Slips, func(s Slip) bool { return s.Number == number })
	switch {
	case i < 0:
		return hall.Forbid(fmt.Sprintf("编号 %s 不在应急本 %s 里", number.Spoken(), p.No.Spoken()), "请对照应急单上的编号再输一遍")
	case p.Slips[i].Case != "":
		return hall.Forbid(fmt.Sprintf("应急单 %s 已经用过", number.Spoken()), "一张应急单只收一件，请查这个编号的办件")
	case p.Slips[i].Voided != "":
		return hall.Forbid(fmt.Sprintf("应急单 %s 已经作废", number.Spoken()), "请不填预留编号，按补录收件")
	}
	return nil
}

func (p *Pad) set(number hall.CaseNo, change func(*Slip)) {
	for i := range p.Slips {
		if p.Slips[i].Number == number {
			change(&p.Slips[i])
		}
	}
}

// Reserving (预留编号) begins a pad with numbers of the device's own series of case numbers.
type Reserving struct {
	No      hall.RecordNo `json:"no"`
	Hall    string        `json:"hall"`
	Day     hall.Date     `json:"day"`
	Numbers []hall.CaseNo `json:"numbers"`
}

// Kind implements hall.Body.
func (Reserving) Kind() hall.Kind { return KindReserved }

// Complete implements hall.Part.
func (b Reserving) Complete() error {
	if len(b.Numbers) == 0 || len(b.Numbers) > MostSlips {
		return hall.Refuse(fmt.Sprintf("一本应急本要有 1 到 %d 张", MostSlips), fmt.Sprintf("通常 %d 张", Slips))
	}
	seen := map[hall.CaseNo]bool{}
	for _, n := range b.Numbers {
		if _, err := hall.ParseCaseNo(string(n)); err != nil {
			return err
		}
		if seen[n] || n.Day() != b.Day {
			return hall.Refuse("应急本里的编号重复，或不是同一天的", "请重新预留")
		}
		seen[n] = true
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Reserving) Fits(p *Pad) error {
	if p != nil {
		return hall.Forbid("同一本应急本预留了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Reserving) Put(p *Pad, h journal.Header) {
	p.Hall, p.No, p.Day, p.By = b.Hall, b.No, b.Day, h.Actor
	for _, n := range b.Numbers {
		p.Slips = append(p.Slips, Slip{Number: n})
	}
}

// Note implements hall.Part.
func (b Reserving) Note() string { return fmt.Sprintf("%d 张", len(b.Numbers)) }

// Using (用了一张) says which case was entered under a number.
type Using struct {
	Number hall.CaseNo `json:"number"`
	Case   string      `json:"case"` // id
}

// Kind implements hall.Body.
func (Using) Kind() hall.Kind { return KindUsed }

// Complete implements hall.Part.
func (b Using) Complete() error {
	if b.Case == "" {
		return hall.Refuse("没有写应急单用在哪一件", "请给出办件编号")
	}
	return nil
}

// Fits implements hall.Part.
func (b Using) Fits(p *Pad) error { return p.Usable(b.Number) }

// Put implements hall.Part.
func (b Using) Put(p *Pad, _ journal.Header) { p.set(b.Number, func(s *Slip) { s.Case = b.Case }) }

// Note implements hall.Part.
func (b Using) Note() string { return b.Number.Spoken() }

// Voiding (作废一张) takes a slip out that will not be used.
type Voiding struct {
	Number hall.CaseNo `json:"number"`
	Reason string      `json:"reason"`
}

// Kind implements hall.Body.
func (Voiding) Kind() hall.Kind { return KindVoided }

// Complete implements hall.Part.
func (b Voiding) Complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("作废应急单要写理由", "请写明为什么作废")
	}
	return nil
}

// Fits implements hall.Part.
func (b Voiding) Fits(p *Pad) error { return p.Usable(b.Number) }

// Put implements hall.Part.
func (b Voiding) Put(p *Pad, _ journal.Header) {
	p.set(b.Number, func(s *Slip) { s.Voided = b.Reason })
}

// Note implements hall.Part.
func (b Voiding) Note() string { return b.Number.Spoken() + "：" + b.Reason }

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindReserved:
		return hall.ReadPart[Reserving, Pad](e)
	case KindUsed:
		return hall.ReadPart[Using, Pad](e)
	case KindVoided:
		return hall.ReadPart[Voiding, Pad](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}
