package hall

import (
	"fmt"
	"time"

	"bianmin/hall/workday"
)

// Slot (时段) is a stretch of a working day that takes a number of people. A booked slot
// keeps its length when the plan changes.
type Slot struct {
	Day     Date   `json:"day"`
	Start   string `json:"start"` // 09:30, Beijing time
	Minutes int    `json:"minutes"`
}

// End is the Beijing time of day at which the slot ends.
func (s Slot) End() string {
	t, err := time.Parse("15:04", s.Start)
	if err != nil {
		return ""
	}
	return t.Add(time.Duration(s.Minutes) * time.Minute).Format("15:04")
}

// Han is the slot as printed: 「2026年11月24日（星期二） 09:30—10:00」.
func (s Slot) Han() string {
	return fmt.Sprintf("%s（%s） %s—%s", s.Day.Han(), s.Day.WeekdayHan(), s.Start, s.End())
}

// Starts is the instant the slot begins.
func (s Slot) Starts() time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s.Day.String()+" "+s.Start, workday.Beijing())
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// Ends is the instant the slot ends.
func (s Slot) Ends() time.Time { return s.Starts().Add(time.Duration(s.Minutes) * time.Minute) }

// From is the minute after midnight at which the slot begins.
func (s Slot) From() int { return s.minute(s.Starts()) }

// To is the minute after midnight at which the slot ends.
func (s Slot) To() int { return s.From() + s.Minutes }

func (s Slot) minute(t time.Time) int {
	if t.IsZero() {
		return 0
	}
	return int(t.Sub(s.Day.Start()) / time.Minute)
}

// Overlaps reports whether two slots share a moment.
func (s Slot) Overlaps(o Slot) bool {
	return s.Day == o.Day && s.From() < o.To() && o.From() < s.To()
}

func (s Slot) whole() error {
	if s.Starts().IsZero() || s.Minutes <= 0 || s.To() > 24*60 {
		return Refuse("预约时段写得不对", "请从时段表里选")
	}
	return nil
}

// SlotPlan is when a hall takes appointments and how many people a slot takes.
type SlotPlan struct {
	Open    [][2]string `json:"open"`    // from, to: 08:30, 12:00
	Minutes int         `json:"minutes"` // length of a slot
	Quota   int         `json:"quota"`   // people a slot takes (余号)
}

// DefaultSlotPlan is typical practice: half hours from 08:30 to 12:00 and 14:00 to 17:00, two people each.
func DefaultSlotPlan() SlotPlan {
	return SlotPlan{Open: [][2]string{{"08:30", "12:00"}, {"14:00", "17:00"}}, Minutes: 30, Quota: 2}
}

// WorksOn reports whether a hall works on a day, make-up days included. A day of a year
// without an imported schedule is refused with the year's name, never guessed.
func WorksOn(cal workday.Calendar, day Date) (bool, error) {
	works, err := cal.IsWorkday(day)
	if err != nil {
		return false, &Error{Kind: Invalid, Say: err.Error(), Next: "请先导入这一年的放假安排（calendar import），再排预约", Err: err}
	}
	return works, nil
}

// Slots lists the slots of a day. A day off has none; a day of a year without an
// imported schedule is refused with the year's name, never guessed.
func (p SlotPlan) Slots(cal workday.Calendar, day Date) ([]Slot, error) {
	works, err := WorksOn(cal, day)
	if err != nil {
		return nil, err
	}
	if !works || p.Minutes <= 0 {
		return nil, nil
	}
	var slots []Slot
	for _, span := range p.Open {
		from, err1 := time.Parse("15:04", span[0])
		to, err2 := time.Parse("15:04", span[1])
		if err1 != nil || err2 != nil {
			return nil, Refuse("预约时段的钟点写得不对", "应像 08:30 这样")
		}
		step := time.Duration(p.Minutes) * time.Minute
		for t := from; !t.Add(step).After(to); t = t.Add(step) {
			slots = append(slots, Slot{Day: day, Start: t.Format("15:04"), Minutes: p.Minutes})
		}
	}
	return slots, nil
}

// PlaceQuery asks how many people hold a place in a stretch of time. A cancelled booking
// holds none, a moved one holds it where it was moved to.
type PlaceQuery struct {
	Counter string     // code; bookings without a counter count at every one
	Slot    Slot       // every booking that overlaps it counts, whatever its own length
	Device  DeviceCode // only the bookings this device numbered; empty for all
	Except  string     // id of an appointment that does not count: the one being moved
}
