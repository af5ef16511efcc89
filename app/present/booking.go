package present

import (
	"fmt"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
)

// SlotLine is one line of a booking day: a slot with the places it has left, or a person
// in it.
type SlotLine struct {
	Time   string // 09:30—10:00
	Start  string
	Chip   Chip
	Who    string
	What   string
	No     string // of the appointment, empty for a slot
	Spoken string
	At     string // code of the counter, empty in a hall without counters

	Free      bool // a slot that can still be booked
	Booked    bool // a person who is expected
	Cancelled bool
	Past      bool
}

// Slots lists a day: every slot, and under it who is in it. Cancelled bookings stand at
// their place, quiet.
func Slots(slots []desk.SlotState, booked []*hall.Appointment, now time.Time) []SlotLine {
	var out []SlotLine
	placed := map[string]bool{}
	for _, s := range slots {
		past := !s.Slot.Starts().Add(time.Duration(s.Slot.Minutes) * time.Minute).After(now)
		line := SlotLine{Time: s.Slot.Start + "—" + s.Slot.End(), Start: s.Slot.Start, What: s.Counter.Name, At: s.Counter.Code, Past: past, Free: !past && s.Left > 0}
		switch {
		case past:
			line.Chip = Chip{Grey, "已过"}
		case s.Left == 0:
			line.Chip = Chip{Amber, "约满"}
		default:
			line.Chip = Chip{Green, fmt.Sprintf("余 %d / %d", s.Left, s.Quota)}
		}
		out = append(out, line)
		for _, a := range booked {
			if a.Slot.Start == s.Slot.Start && a.Counter.Code == s.Counter.Code {
				placed[a.ID] = true
				out = append(out, bookedLine(a))
			}
		}
	}
	for _, a := range booked { // of another plan, or of a day that is off now
		if !placed[a.ID] {
			line := bookedLine(a)
			line.Time = a.Slot.Start + "—" + a.Slot.End()
			out = append(out, line)
		}
	}
	return out
}

func bookedLine(a *hall.Appointment) SlotLine {
	l := SlotLine{
		Start: a.Slot.Start, At: a.Counter.Code, Who: a.Person.Name, What: a.MattersHan(), No: string(a.No), Spoken: a.No.Spoken(),
		Booked: a.State == hall.AppointBooked, Cancelled: a.State == hall.AppointCancelled,
	}
	if phone := ident.MaskPhone(a.Person.Phone); phone != "" {
		l.Who += " " + phone
	}
	switch a.State {
	case hall.AppointArrived:
		l.Chip = Chip{Green, "已到 " + Clock(a.ArrivedAt)}
	case hall.AppointCancelled:
		l.Chip = Chip{Grey, "已取消"}
		if a.Reason != "" {
			l.What = "（" + a.Reason + "）"
		}
	case hall.AppointBooked:
		l.Chip = Chip{Blue, "已预约"}
	case hall.AppointMissed:
		l.Chip = Chip{Amber, a.State.Han()}
	default:
		l.Chip = Chip{Green, a.State.Han()}
	}
	return l
}

// DayTitle says what day it is and how full: 「星期二 · 明天 · 已约 6 人，还余 20 号」.
func DayTitle(day, today hall.Date, slots []desk.SlotState, booked []*hall.Appointment) string {
	title := day.WeekdayHan()
	switch day.Sub(today) {
	case 0:
		title += " · 今天"
	case 1:
		title += " · 明天"
	case -1:
		title += " · 昨天"
	}
	people, left := 0, 0
	for _, a := range booked {
		if a.State != hall.AppointCancelled {
			people++
		}
	}
	for _, s := range slots {
		left += s.Left
	}
	return fmt.Sprintf("%s · 已约 %d 人，还余 %d 号", title, people, left)
}
