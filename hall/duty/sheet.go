package duty

import (
	"time"

	"bianmin/hall"
	"bianmin/hall/leave"
	"bianmin/hall/workday"
)

// Hours are the hours of the hall, in minutes since midnight, Beijing time.
type Hours struct {
	FromMinutes  int // the day begins
	ToMinutes    int // the day ends
	GraceMinutes int // so much later or earlier is on time still
}

// DefaultHours are 08:30 to 17:00 without grace. Typical practice, a parameter of RulesEdition.
func DefaultHours() Hours { return Hours{FromMinutes: 8*60 + 30, ToMinutes: 17 * 60} }

// Row is a person's month on the duty sheet (月度出勤), in days but for Late and Early.
type Row struct {
	Who      string
	Workdays int // days that had to be worked so far
	OnDuty   int // working days clocked or on errand (公出)
	Late     int // times late
	Early    int // times gone early
	OneMark  int // days with only one clocking (缺卡); on duty, to be put right
	Leave    int // working days on leave, errands not counted
	Errand   int // working days on errand
	Missing  int // working days with nothing (缺勤)
	Extra    int // clocked days off (值班、加班)
	Missed   []hall.Date
}

// Period is the span of days a sheet covers, both included.
type Period struct{ From, To hall.Date }

// Month is the period of a month, cut off at today.
func Month(year int, month time.Month, today hall.Date) Period {
	p := Period{From: workday.DateOf(year, month, 1)}
	p.To = workday.DateOf(year, month+1, 1).AddDays(-1)
	if month == time.December {
		p.To = workday.DateOf(year, month, 31)
	}
	if p.To.After(today) {
		p.To = today
	}
	return p
}

// Presence is what is known of a person: the span at the post, the days and the leaves.
type Presence struct {
	Who    string
	Since  hall.Date // first day at the post; zero is always
	LeftOn hall.Date // last day; zero is still here
	Days   []*Day
	Leaves []*leave.Leave
}

// SheetOf counts a person's period by the working calendar. Today itself counts only when it
// was clocked, since it is not over. A year without an imported schedule is refused, never
// guessed: the error is a *workday.YearError.
//
// Source: typical practice (考勤与误工补贴), a parameter of RulesEdition.
func SheetOf(p Presence, span Period, today hall.Date, cal workday.Calendar, h Hours) (Row, error) {
	r := Row{Who: p.Who}
	days := map[hall.Date]*Day{}
	for _, d := range p.Days {
		days[d.Date] = d
	}
	for day := span.From; !day.After(span.To); day = day.AddDays(1) {
		if day.Before(p.Since) || !p.LeftOn.IsZero() && day.After(p.LeftOn) {
			continue
		}
		works, err := cal.IsWorkday(day)
		if err != nil {
			return r, err
		}
		if day == today && days[day] == nil && p.away(day) == "" {
			continue
		}
		r.count(day, works, days[day], p.away(day), h)
	}
	return r, nil
}

// away is the kind of leave on a day, empty for none.
func (p Presence) away(day hall.Date) string {
	for _, l := range p.Leaves {
		if l.Away(day) {
			return l.Kind
		}
	}
	return ""
}

func (r *Row) count(day hall.Date, works bool, d *Day, away string, h Hours) {
	here := d != nil && !d.In().IsZero()
	if !works {
		if here {
			r.Extra++
		}
		return
	}
	r.Workdays++
	switch {
	case away == leave.Errand:
		r.Errand++
		r.OnDuty++
	case here && away == "":
		r.OnDuty++
		r.times(d, h)
	case away != "":
		r.Leave++
	default:
		r.Missing++
		r.Missed = append(r.Missed, day)
	}
}

func (r *Row) times(d *Day, h Hours) {
	if minuteOf(d.In()) > h.FromMinutes+h.GraceMinutes {
		r.Late++
	}
	switch out := d.Out(); {
	case out.IsZero():
		r.OneMark++
	case minuteOf(out) < h.ToMinutes-h.GraceMinutes:
		r.Early++
	}
}

func minuteOf(t time.Time) int {
	local := t.In(workday.Beijing())
	return local.Hour()*60 + local.Minute()
}
