package counter

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

const (
	shortestSlot = 5   // minutes
	longestSlot  = 240 // minutes
	mostQuota    = 100
)

// Plan (时段表) is a weekly template: which spans of a weekday take appointments. It counts
// from a day on, until a later one does.
type Plan struct {
	From    hall.Date               `json:"from"`
	Week    map[string][]Span       `json:"week"`              // by weekday, see Weekdays
	Devices map[hall.DeviceCode]int `json:"devices,omitempty"` // people of each slot a device may book while apart; none: whoever comes first
}

// Exception (例外) replaces the template on one day: other spans, or none (停办). It may open
// a day off. Dropped takes an earlier exception back.
type Exception struct {
	Day     hall.Date `json:"day"`
	Spans   []Span    `json:"spans,omitempty"`
	Reason  string    `json:"reason,omitempty"`
	Dropped bool      `json:"dropped,omitempty"`
}

// Span is a stretch of a day cut into slots of equal length.
type Span struct {
	From    string `json:"from"`    // 08:30, Beijing time
	To      string `json:"to"`      // 12:00
	Minutes int    `json:"minutes"` // length of a slot
	Quota   int    `json:"quota"`   // people a slot takes (余号)
}

// Weekdays are the days of a template, Monday first.
func Weekdays() []string { return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

func keyOf(d time.Weekday) string { return Weekdays()[(int(d)+6)%7] }

// Place is a slot of a counter and how many people it takes.
type Place struct {
	Counter hall.CounterName // none in a hall without counters
	Slot    hall.Slot
	Quota   int
	Devices map[hall.DeviceCode]int // shares of the quota, nil when whoever comes first takes it
}

// Places are the places of a counter on a day, in the order of time. Days off follow the
// State Council's calendar; an exception may open one. A day of a year without an imported
// schedule is refused with the year's name, never guessed.
func (c *Counter) Places(cal workday.Calendar, day hall.Date) ([]Place, error) {
	works, err := hall.WorksOn(cal, day)
	if err != nil {
		return nil, err
	}
	plan := c.PlanOn(day)
	if !c.On(day) || plan == nil {
		return nil, nil
	}
	spans := plan.spansOn(day)
	if !works {
		spans = nil
	}
	if x := c.ExceptionOn(day); x != nil {
		spans = x.Spans
	}
	var out []Place
	for _, s := range spans {
		for _, slot := range s.slots(day) {
			out = append(out, Place{Counter: c.CounterName(), Slot: slot, Quota: s.Quota, Devices: plan.Devices})
		}
	}
	slices.SortFunc(out, func(a, b Place) int { return cmp.Compare(a.Slot.From(), b.Slot.From()) })
	return out, nil
}

// spansOn are the spans of a working day. A make-up Saturday without spans of its own runs
// like a Friday, a make-up Sunday like a Monday: typical practice, a parameter of RulesEdition.
func (p Plan) spansOn(day hall.Date) []Span {
	key := keyOf(day.Weekday())
	spans, said := p.Week[key]
	switch {
	case said:
		return spans
	case key == "sat":
		return p.Week["fri"]
	case key == "sun":
		return p.Week["mon"]
	}
	return nil
}

// HallPlaces are the places of a hall that has set up no counters.
func HallPlaces(p hall.SlotPlan, cal workday.Calendar, day hall.Date) ([]Place, error) {
	slots, err := p.Slots(cal, day)
	out := make([]Place, len(slots))
	for i, s := range slots {
		out[i] = Place{Slot: s, Quota: p.Quota}
	}
	return out, err
}

// slots cuts the span; a rest shorter than a slot is left over.
func (s Span) slots(day hall.Date) []hall.Slot {
	from, to, err := s.minutes()
	if err != nil || s.Minutes <= 0 {
		return nil
	}
	var out []hall.Slot
	for m := from; m+s.Minutes <= to; m += s.Minutes {
		out = append(out, hall.Slot{Day: day, Start: fmt.Sprintf("%02d:%02d", m/60, m%60), Minutes: s.Minutes})
	}
	return out
}

func (s Span) minutes() (from, to int, err error) {
	a, err1 := time.Parse("15:04", s.From)
	b, err2 := time.Parse("15:04", s.To)
	if err := cmp.Or(err1, err2); err != nil || len(s.From) != 5 || len(s.To) != 5 {
		return 0, 0, hall.Refuse("预约时段的钟点写得不对", "应像 08:30-12:00 这样")
	}
	return a.Hour()*60 + a.Minute(), b.Hour()*60 + b.Minute(), nil
}

// checkSpans refuses spans that cannot be cut into slots, or share a moment.
func checkSpans(spans []Span) error {
	for i, s := range spans {
		from, to, err := s.minutes()
		switch {
		case err != nil:
			return err
		case s.Minutes < shortestSlot || s.Minutes > longestSlot:
			return hall.Refuse("一个时段的长度不对", "应是 5 到 240 分钟")
		case s.Quota < 1 || s.Quota > mostQuota:
			return hall.Refuse("一个时段的号数不对", "应是 1 到 100")
		case from+s.Minutes > to:
			return hall.Refuse(fmt.Sprintf("%s—%s 放不下一个 %d 分钟的时段", s.From, s.To, s.Minutes), "请改长时间，或改短时段")
		}
		for _, o := range spans[:i] {
			if f, t, _ := o.minutes(); from < t && f < to {
				return hall.Refuse(fmt.Sprintf("%s—%s 与 %s—%s 重叠", o.From, o.To, s.From, s.To), "请把两段错开")
			}
		}
	}
	return nil
}

// checkShares: two devices apart never sell more than the slot takes, because their shares
// together are no more than its quota.
func (p Plan) checkShares(spans []Span) error {
	sum := 0
	for _, code := range slices.Sorted(maps.Keys(p.Devices)) {
		if !code.Valid() || p.Devices[code] < 0 {
			return hall.Refuse("设备的份额写得不对", "例如 A7=1")
		}
		sum += p.Devices[code]
	}
	for _, s := range spans {
		if sum > s.Quota {
			return hall.Refuse(fmt.Sprintf("各台设备的份额共 %d，多于时段的 %d 个号", sum, s.Quota), "请减少份额，或加号")
		}
	}
	return nil
}
