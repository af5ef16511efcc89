package hall

import (
	"fmt"
	"strings"
	"time"

	"bianmin/hall/workday"
)

// NoticeDays is how many working days after receipt (or a supply) the hall has to say
// what is missing or to accept. Source: 行政许可法 第三十二条第一款第四项 (licences); other
// matters follow it as a rule of the house.
const NoticeDays = 5

// HandOverDays is how many working days a hall has to pass on what it only collects or
// assists with. It is typical practice, a parameter of RulesEdition.
const HandOverDays = 2

// Due (到期) is a limit laid on the calendar: the last day, and what is still unsure about it.
type Due struct {
	Limit   Limit     `json:"limit"`
	Last    Date      `json:"last"`
	Until   time.Time `json:"until,omitzero"`    // hour limits only: the instant
	Missing []int     `json:"missing,omitempty"` // years counted Monday–Friday because no schedule is imported
}

// DueAfter lays a limit on the calendar from an instant. The limit starts the day after
// (hours: at once); a last day off work rolls on. A year without an imported schedule
// makes the result provisional (暂定) and names the year.
//
// Source: 民法典 第二百零一条、第二百零三条.
func DueAfter(cal workday.Calendar, from time.Time, l Limit) Due {
	d := Due{Limit: l}
	day := workday.DateIn(from)
	switch l.Unit {
	case Hour:
		d.Until = from.UTC().Add(time.Duration(l.N) * time.Hour)
		d.Last = workday.DateIn(d.Until)
	case CalendarDay:
		d.Last, d.Missing = cal.AddCalendarDaysProvisional(day, l.N)
	default:
		d.Last, d.Missing = cal.AddProvisional(day, l.N)
	}
	return d
}

// Provisional reports whether a year's schedule was missing when the day was counted.
func (d Due) Provisional() bool { return len(d.Missing) > 0 }

// Han is the day as printed: 「2026年12月14日（星期一）前」, with 暂定 when it is.
func (d Due) Han() string {
	text := fmt.Sprintf("%s（%s）前", d.Last.Han(), d.Last.WeekdayHan())
	if d.Provisional() {
		text += "，暂定"
	}
	return text
}

// Short is the day without its year, but for a year other than that of day from:
// 「12月14日」, 「2027年1月19日」.
func (d Due) Short(from Date) string {
	if d.Last.Year() == from.Year() {
		return d.Last.HanShort()
	}
	return d.Last.Han()
}

// Reason says why a provisional day is unsure: 「2027年放假安排未导入」. It is empty for a firm one.
func (d Due) Reason() string {
	years := make([]string, len(d.Missing))
	for i, y := range d.Missing {
		years[i] = (&workday.YearError{Year: y}).Error()
	}
	return strings.Join(years, "；")
}

// IntakeDues are the days that run from receipt (or from a supply): the notice day where
// the hall may accept, else the hand-over day.
func IntakeDues(cal workday.Calendar, mode TownshipMode, from time.Time) (noticeBy, handOverBy *Due) {
	if mode.MayAccept() {
		d := DueAfter(cal, from, Limit{N: NoticeDays, Unit: Workday})
		return &d, nil
	}
	d := DueAfter(cal, from, Limit{N: HandOverDays, Unit: Workday})
	return nil, &d
}

// IntakeDuesOf is IntakeDues by the rules of a matter: an information request has days of its own.
func IntakeDuesOf(cal workday.Calendar, r Rules, from time.Time) (noticeBy, handOverBy *Due) {
	noticeBy, handOverBy = IntakeDues(cal, r.Mode, from)
	if noticeBy != nil && r.NoticeLimit() != noticeBy.Limit {
		d := DueAfter(cal, from, r.NoticeLimit())
		noticeBy = &d
	}
	return noticeBy, handOverBy
}

// AcceptDues are the two deadlines that run from acceptance. A limit the matter does not
// have gives nil: not published, or not checked.
func AcceptDues(cal workday.Calendar, limits Limits, accepted time.Time) (promised, statutory *Due) {
	if limits.Promised != nil {
		d := DueAfter(cal, accepted, *limits.Promised)
		promised = &d
	}
	if limits.Statutory != nil {
		d := DueAfter(cal, accepted, *limits.Statutory)
		statutory = &d
	}
	return promised, statutory
}

func earlier(a, b *Due) *Due {
	switch {
	case a == nil:
		return b
	case b == nil || !b.Last.Before(a.Last):
		return a
	}
	return b
}
