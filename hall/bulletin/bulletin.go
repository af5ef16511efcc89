// Package bulletin is the monthly bulletin (通报): the figures of a month, frozen, with praise
// and blame, published by the director. A hall has one bulletin a month.
package bulletin

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "bulletin"

// Letter begins the number of a bulletin.
const Letter = "B"

// The kinds of its entries.
const (
	KindMade      hall.Kind = "bulletin.made"
	KindPublished hall.Kind = "bulletin.published"
)

// State is where a bulletin stands.
type State string

// The states.
const (
	Draft     State = "draft" // may be made again
	Published State = "published"
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Draft:
		return "草稿"
	case Published:
		return "已通报"
	}
	return string(s)
}

// Month is a month as 2026-11.
type Month string

// ParseMonth reads a month written exactly as 2026-11.
func ParseMonth(text string) (Month, error) {
	if _, err := workday.ParseDate(text + "-01"); err != nil || len(text) != len("2026-11") {
		return "", hall.Refuse("月份不对", "应写成 2026-11 这样")
	}
	return Month(text), nil
}

// MonthOf is the month of a day.
func MonthOf(d hall.Date) Month { return Month(d.String()[:len("2026-11")]) }

// First is the first day of the month; no date for a month that is none.
func (m Month) First() hall.Date {
	d, err := workday.ParseDate(string(m) + "-01")
	if err != nil {
		return hall.Date{}
	}
	return d
}

// Last is the last day of the month.
func (m Month) Last() hall.Date {
	first := m.First()
	if first.IsZero() {
		return first
	}
	next := workday.DateOf(first.Year(), first.Month()+1, 1)
	if first.Month() == time.December {
		next = workday.DateOf(first.Year()+1, time.January, 1)
	}
	return next.AddDays(-1)
}

// Han is the month as printed.
func (m Month) Han() string { return fmt.Sprintf("%d年%d月", m.First().Year(), m.First().Month()) }

// Figures are what was counted of a month. Completed = OnTime + Late; a
// case without a limit is on time.
type Figures struct {
	Received  int `json:"received"`
	Completed int `json:"completed"`
	OnTime    int `json:"on_time"`
	Late      int `json:"late"` // completed after the earlier of both deadlines

	// These stand at the instant the figures were made.
	Open       int `json:"open"`
	Overdue    int `json:"overdue"`    // open cases past their day
	Inquiries  int `json:"inquiries"`  // first inquiries not answered
	Unanswered int `json:"unanswered"` // cards whose explanation is owed
	Unjudged   int `json:"unjudged"`   // cards that wait for a verdict

	Cards []CardCount `json:"cards,omitempty"` // of the month
}

// CardCount counts the cards of a month by level and state.
type CardCount struct {
	Level hall.CardLevel `json:"level"`
	State string         `json:"state"`
	N     int            `json:"n"`
}

// Add counts a card.
func (f *Figures) Add(level hall.CardLevel, state string) {
	i := slices.IndexFunc(f.Cards, func(c CardCount) bool { return c.Level == level && c.State == state })
	if i < 0 {
		f.Cards, i = append(f.Cards, CardCount{Level: level, State: state}), len(f.Cards)
	}
	f.Cards[i].N++
}

// Bulletin (通报) is the fold of its entries.
type Bulletin struct {
	hall.Trace
	No        hall.RecordNo `json:"no"`
	State     State         `json:"state"`
	Month     Month         `json:"month"`
	Figures   Figures       `json:"figures"`
	AsOf      time.Time     `json:"as_of"` // when the figures were frozen
	Praise    []string      `json:"praise,omitempty"`
	Blame     []string      `json:"blame,omitempty"`
	Published hall.Date     `json:"published,omitzero"`
	By        string        `json:"by,omitempty"` // staff id of who published it
}

// Room is the room of bulletins.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "月度通报",
		Kinds: map[hall.Kind]string{KindMade: "拟通报", KindPublished: "发通报"},
		Read:  read, Open: hall.OpenRecord[Bulletin],
	}
}

// Facts implements hall.Record. The day is the last of the month, the month a key.
func (b *Bulletin) Facts() hall.Facts {
	f := hall.Facts{Sort: Sort, No: string(b.No), State: string(b.State), Open: b.State == Draft, Day: b.Month.Last()}
	if b.Month != "" {
		f.Keys = []string{string(b.Month)}
	}
	return f
}

// SubjectOf is the id of the bulletin of a hall and month, the same on every device.
func SubjectOf(division string, m Month) string {
	return hall.TimeID(division, string(Sort), string(m))
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindMade:
		return hall.ReadPart[Making, Bulletin](e)
	case KindPublished:
		return hall.ReadPart[Publication, Bulletin](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Making (拟通报) freezes the figures of a month. A draft may be made again; it keeps its number.
type Making struct {
	No      hall.RecordNo `json:"no"`
	Hall    string        `json:"hall"`
	Month   Month         `json:"month"`
	Figures Figures       `json:"figures"`
	Praise  []string      `json:"praise,omitempty"`
	Blame   []string      `json:"blame,omitempty"`
}

// Kind implements hall.Body.
func (Making) Kind() hall.Kind { return KindMade }

// Complete implements hall.Part.
func (b Making) Complete() error {
	if _, err := ParseMonth(string(b.Month)); err != nil {
		return err
	}
	if f := b.Figures; f.Completed != f.OnTime+f.Late {
		return hall.Refuse("通报里的数字对不上：按时、超时、没有时限的加起来不是办结数", "请重新统计")
	}
	if slices.ContainsFunc(slices.Concat(b.Praise, b.Blame), func(s string) bool { return strings.TrimSpace(s) == "" }) {
		return hall.Refuse("表扬或批评里有空的一条", "请写上内容，或删掉这一条")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Making) Fits(have *Bulletin) error {
	switch {
	case have == nil:
		return nil
	case have.State == Published:
		return hall.Forbid(b.Month.Han()+"的通报已经发了，不能再改", "有更正的写在下一个月")
	case have.Month != b.Month:
		return hall.Forbid("这份通报是另一个月的", "请核对月份")
	}
	return nil
}

// Put implements hall.Part.
func (b Making) Put(have *Bulletin, h journal.Header) {
	if have.No == "" {
		have.No = b.No
	}
	have.Hall, have.Month, have.Figures, have.AsOf = b.Hall, b.Month, b.Figures, h.At
	have.Praise, have.Blame, have.State = b.Praise, b.Blame, Draft
}

// Note implements hall.Part.
func (b Making) Note() string { return b.Month.Han() }

// Publication (发通报) publishes a bulletin.
type Publication struct {
	On hall.Date `json:"on"`
}

// Kind implements hall.Body.
func (Publication) Kind() hall.Kind { return KindPublished }

// Complete implements hall.Part.
func (b Publication) Complete() error {
	if b.On.IsZero() {
		return hall.Refuse("没有写哪一天通报", "请写日期")
	}
	return nil
}

// Fits implements hall.Part. A bulletin is published after its month, from figures made
// after it: before that the month is not counted to its end.
func (b Publication) Fits(have *Bulletin) error {
	switch {
	case have == nil:
		return hall.Missing("没有这个月的通报", "请先拟通报（bulletin make）")
	case have.State == Published:
		return hall.Forbid(have.Month.Han()+"的通报已经发了", "")
	case !b.On.After(have.Month.Last()):
		return hall.Forbid(have.Month.Han()+"还没有过完，不能发通报", "请到下个月再发")
	case !hall.DayOf(have.AsOf).After(have.Month.Last()):
		return hall.Forbid("通报里的数字是这个月还没有过完时统计的", "请重新拟一次（bulletin make）再发")
	}
	return nil
}

// Put implements hall.Part.
func (b Publication) Put(have *Bulletin, h journal.Header) {
	have.State, have.Published, have.By = Published, b.On, h.Actor
}

// Note implements hall.Part.
func (b Publication) Note() string { return b.On.String() }
