// Package duty is the duty log (考勤): who was at the post when, one record for a person and a
// day, read from the attendance device or clocked by hand, corrected by the director with a
// reason; and the monthly sheet for allowances.
package duty

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
const Sort hall.Sort = "duty"

// The kinds of its entries.
const (
	KindClocked   hall.Kind = "duty.clocked"
	KindCorrected hall.Kind = "duty.corrected"
)

// Source is where a mark comes from.
type Source string

// The sources.
const (
	Device Source = "device" // the attendance device's file
	Hand   Source = "hand"   // clocked at the counter
)

// Day (考勤日) is one person's day, as the fold of its entries. Times are instants in UTC, to
// the second.
type Day struct {
	hall.Trace
	Who       string      `json:"who"` // staff id
	Date      hall.Date   `json:"date"`
	Marks     []time.Time `json:"marks"` // every clocking, in order of time, each once
	Corrected *Correction `json:"corrected,omitempty"`
}

// SubjectOf is the id of the record of a person's day: the same on every device.
func SubjectOf(hallCode, staff string, day hall.Date) string {
	return hall.TimeID(hallCode, "duty", staff+"\n"+day.String())
}

// Room is the room of duty days.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "考勤",
		Kinds: map[hall.Kind]string{KindClocked: "打卡", KindCorrected: "更正"},
		Read:  read, Open: hall.OpenRecord[Day],
	}
}

// Facts implements hall.Record. A duty day is no work anybody owes.
func (d *Day) Facts() hall.Facts {
	state := "clocked"
	if d.Corrected != nil {
		state = "corrected"
	}
	return hall.Facts{Sort: Sort, State: state, Day: d.Date, Owner: d.Who}
}

// In is when the person came: the first mark, or what the director put right; zero for none.
func (d *Day) In() time.Time {
	if d.Corrected != nil && !d.Corrected.In.IsZero() {
		return d.Corrected.In
	}
	if len(d.Marks) > 0 {
		return d.Marks[0]
	}
	return time.Time{}
}

// Out is when the person went: the last mark, or what the director put right; zero when
// there is none beside the coming.
func (d *Day) Out() time.Time {
	if d.Corrected != nil && !d.Corrected.Out.IsZero() {
		return d.Corrected.Out
	}
	if n := len(d.Marks); n > 0 && d.Marks[n-1].After(d.In()) {
		return d.Marks[n-1]
	}
	return time.Time{}
}

// Has reports whether the instant is marked already.
func (d *Day) Has(at time.Time) bool {
	return slices.ContainsFunc(d.Marks, func(m time.Time) bool { return m.Equal(at.Truncate(time.Second)) })
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindClocked:
		return hall.ReadPart[Clocking, Day](e)
	case KindCorrected:
		return hall.ReadPart[Correction, Day](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Clocking (打卡) adds marks to a day.
type Clocking struct {
	Hall   string      `json:"hall"`
	Who    string      `json:"who"`
	Date   hall.Date   `json:"date"`
	Marks  []time.Time `json:"marks"`
	Source Source      `json:"source"`
}

// ID is the entry's id: the same marks read from the same device's file twice are one fact.
func (b Clocking) ID() string {
	texts := make([]string, len(b.Marks))
	for i, m := range b.Marks {
		texts[i] = m.UTC().Format(time.RFC3339)
	}
	return hall.TimeID(SubjectOf(b.Hall, b.Who, b.Date), "clocked."+string(b.Source), strings.Join(texts, "\n"))
}

// Kind implements hall.Body.
func (Clocking) Kind() hall.Kind { return KindClocked }

// Complete implements hall.Part.
func (b Clocking) Complete() error {
	switch {
	case b.Who == "" || b.Date.IsZero() || len(b.Marks) == 0:
		return hall.Refuse("打卡没有写谁、哪天或几点", "请补齐")
	case b.Source != Device && b.Source != Hand:
		return hall.Refuse("打卡来源不认识", "应是 device 或 hand")
	case slices.ContainsFunc(b.Marks, func(m time.Time) bool { return workday.DateIn(m) != b.Date }):
		return hall.Refuse("打卡的时刻不在这一天", "请核对日期和时间")
	}
	return nil
}

// Fits implements hall.Part. The first clocking of a day opens its record.
func (b Clocking) Fits(d *Day) error {
	if d != nil && (d.Who != b.Who || d.Date != b.Date) {
		return hall.Forbid("这条打卡记在了别人或别的日子名下", "请核对")
	}
	return nil
}

// Put implements hall.Part.
func (b Clocking) Put(d *Day, _ journal.Header) {
	d.Hall, d.Who, d.Date = b.Hall, b.Who, b.Date
	for _, m := range b.Marks {
		d.Marks = append(d.Marks, m.UTC().Truncate(time.Second))
	}
	slices.SortFunc(d.Marks, time.Time.Compare)
	d.Marks = slices.CompactFunc(d.Marks, time.Time.Equal)
}

// Note implements hall.Part.
func (b Clocking) Note() string {
	if b.Source == Device {
		return fmt.Sprintf("考勤机，%d 次", len(b.Marks))
	}
	return "手工"
}

// Correction (更正) is the director's word on when a person came and went; a zero time leaves
// the mark as it is. It opens the record of a day without any mark.
type Correction struct {
	Hall   string    `json:"hall"`
	Who    string    `json:"who"`
	Date   hall.Date `json:"date"`
	In     time.Time `json:"in,omitzero"`
	Out    time.Time `json:"out,omitzero"`
	Reason string    `json:"reason"`
}

// Kind implements hall.Body.
func (Correction) Kind() hall.Kind { return KindCorrected }

// Complete implements hall.Part.
func (b Correction) Complete() error {
	day := func(t time.Time) bool { return t.IsZero() || workday.DateIn(t) == b.Date }
	switch {
	case b.Who == "" || b.Date.IsZero():
		return hall.Refuse("更正没有写谁、哪天", "请补齐")
	case strings.TrimSpace(b.Reason) == "":
		return hall.Refuse("更正考勤要写原因", "请写明原因")
	case b.In.IsZero() && b.Out.IsZero():
		return hall.Refuse("没有写更正成几点", "请写上班或下班的时间")
	case !day(b.In) || !day(b.Out) || !b.In.IsZero() && !b.Out.IsZero() && b.Out.Before(b.In):
		return hall.Refuse("更正的时间不对", "上班、下班都要在这一天，下班不早于上班")
	}
	return nil
}

// Fits implements hall.Part.
func (b Correction) Fits(d *Day) error {
	if d != nil && (d.Who != b.Who || d.Date != b.Date) {
		return hall.Forbid("这条更正记在了别人或别的日子名下", "请核对")
	}
	return nil
}

// Put implements hall.Part.
func (b Correction) Put(d *Day, _ journal.Header) {
	d.Hall, d.Who, d.Date, d.Corrected = b.Hall, b.Who, b.Date, &b
}

// Note implements hall.Part.
func (b Correction) Note() string { return b.Reason }
