// Package closing is the closing of a month's figures (月结): the totals as the hall knew them
// at a moment, frozen, so that what is recorded later is reported as a supplement (补报) and a
// figure once reported never changes silently.
package closing

import (
	"fmt"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "closing"

// KindMade is the kind of its only entry.
const KindMade hall.Kind = "closing.made"

// Closing (月结) is a closed month.
type Closing struct {
	hall.Trace
	Made
	By string    `json:"by"` // staff id
	At time.Time `json:"at"`
}

// Made closes a month: what was counted, and up to where in which journal.
type Made struct {
	HallCode string    `json:"hall_code"`
	Month    string    `json:"month"`   // 2026-11
	CutOff   time.Time `json:"cut_off"` // what is recorded later goes to the supplement
	Journal  string    `json:"journal"` // of the device that closed it
	Size     int64     `json:"size"`    // entries of that journal at the cut-off
	Root     string    `json:"root"`    // Merkle root over them, base64
	Figures  []Frozen  `json:"figures"`
}

// Frozen are the totals of one basis.
type Frozen struct {
	Basis hall.FigureBasis `json:"basis"`
	Total hall.FigureRow   `json:"total"`
}

// Room is the room of closings.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "月结", Kinds: map[hall.Kind]string{KindMade: "月结"},
		Read: read, Open: hall.OpenRecord[Closing],
	}
}

// SubjectOf is the id of the closing of a month of a hall, the same on every device, so that a
// month is closed once.
func SubjectOf(hallCode, month string) string { return hall.TimeID(hallCode, string(Sort), month) }

// Facts implements hall.Record.
func (c *Closing) Facts() hall.Facts {
	_, last, _ := Span(c.Month)
	return hall.Facts{Sort: Sort, State: "made", Day: last, Keys: []string{c.Month}}
}

// Of are the frozen totals of a basis.
func (c *Closing) Of(b hall.FigureBasis) hall.FigureRow {
	for _, f := range c.Figures {
		if f.Basis == b {
			return f.Total
		}
	}
	return hall.FigureRow{}
}

// Span is the first and the last day of a month written like 2026-11.
func Span(month string) (first, last hall.Date, err error) {
	first, err = workday.ParseDate(strings.TrimSpace(month) + "-01")
	if err != nil || len(strings.TrimSpace(month)) != 7 {
		return first, last, hall.Refuse("月份写得不对", "应像 2026-11 这样")
	}
	year, m := first.Year(), first.Month()
	if m++; m > 12 {
		year, m = year+1, 1
	}
	return first, workday.DateOf(year, m, 1).AddDays(-1), nil
}

func read(e journal.Entry) (hall.RecordBody, error) {
	if hall.Kind(e.Kind) == KindMade {
		return hall.ReadPart[Made, Closing](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Kind implements hall.Body.
func (Made) Kind() hall.Kind { return KindMade }

// Complete implements hall.Part.
func (b Made) Complete() error {
	_, last, err := Span(b.Month)
	switch {
	case err != nil:
		return err
	case b.CutOff.IsZero() || !hall.DayOf(b.CutOff).After(last):
		return hall.Refuse("这个月还没有过完，不能月结", "请在下月 1 日以后再做月结")
	case len(b.Figures) == 0:
		return hall.Refuse("月结里没有统计数", "请用 report close 来做")
	}
	return nil
}

// Fits implements hall.Part.
func (b Made) Fits(c *Closing) error {
	if c != nil {
		return hall.Forbid(fmt.Sprintf("%s 已经月结过了", c.Month), "后来的数请走补报")
	}
	return nil
}

// Put implements hall.Part.
func (b Made) Put(c *Closing, h journal.Header) {
	c.Hall, c.Made, c.By, c.At = b.HallCode, b, h.Actor, h.At
}

// Note implements hall.Part.
func (b Made) Note() string { return b.Month }
