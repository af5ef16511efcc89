package desk

import (
	"context"
	"time"

	"bianmin/hall"
	"bianmin/hall/counter"
)

// DayCell is a counter on a day: its slots with the places left, or why it has none.
type DayCell struct {
	Day    hall.Date
	Slots  []SlotState
	Off    string // 放假, 停办, 2027年放假安排未导入; empty when there are slots
	Booked int    // people who hold a place
}

// WeekRow is a counter over a week. A hall without counters has one row without a name.
type WeekRow struct {
	Counter hall.CounterName
	Days    [7]DayCell // Monday first
}

// WeekGrid is a week of all counters.
type WeekGrid struct {
	Monday hall.Date
	Rows   []WeekRow
}

// DayRow is a counter on a day with the people who are booked there.
type DayRow struct {
	Counter hall.CounterName
	Cell    DayCell
	Booked  []*hall.Appointment // by slot, cancelled ones too
}

// WeekGrid (周视图) is counters × days × slots with the places left, of the week a day is in.
func (d *Desk) WeekGrid(ctx context.Context, day hall.Date) (WeekGrid, error) {
	monday := day.AddDays(-(int(day.Weekday()-time.Monday+7) % 7))
	grid := WeekGrid{Monday: monday}
	rows, err := d.gridRows(ctx)
	if err != nil {
		return grid, err
	}
	for _, name := range rows {
		grid.Rows = append(grid.Rows, WeekRow{Counter: name})
	}
	for i := range 7 {
		day := monday.AddDays(i)
		slots, off := d.SlotsFor(ctx, SlotQuery{Day: day})
		if off != nil && hall.KindOf(off) != hall.Invalid {
			return grid, off
		}
		booked, err := d.parts.Bookings.Appointments(ctx, day)
		if err != nil {
			return grid, err
		}
		works := d.works(ctx, day)
		for r := range grid.Rows {
			grid.Rows[r].Days[i] = cellOf(grid.Rows[r].Counter, day, slots, booked, works, off)
		}
	}
	return grid, nil
}

// DayGrid (日视图) is the counters of a day with who is booked at each.
func (s *Session) DayGrid(ctx context.Context, day hall.Date) ([]DayRow, error) {
	if err := s.need(RightAppointRead); err != nil {
		return nil, err
	}
	rows, err := s.gridRows(ctx)
	if err != nil {
		return nil, err
	}
	slots, off := s.SlotsFor(ctx, SlotQuery{Day: day})
	if off != nil && hall.KindOf(off) != hall.Invalid {
		return nil, off
	}
	booked, err := s.parts.Bookings.Appointments(ctx, day)
	if err != nil {
		return nil, err
	}
	if len(rows) > 0 && rows[0].Code != "" { // booked before the hall had counters
		rows = append(rows, hall.CounterName{})
	}
	var out []DayRow
	for _, name := range rows {
		row := DayRow{Counter: name, Cell: cellOf(name, day, slots, booked, s.works(ctx, day), off)}
		for _, a := range booked {
			if a.Counter.Code == name.Code {
				row.Booked = append(row.Booked, a)
			}
		}
		if name.Code != "" || len(rows) == 1 || len(row.Booked) > 0 {
			out = append(out, row)
		}
	}
	return out, nil
}

// gridRows names the counters that are not done away with.
func (d *Desk) gridRows(ctx context.Context) ([]hall.CounterName, error) {
	all, err := counters(ctx, d.parts.Records)
	if err != nil {
		return nil, err
	}
	var out []hall.CounterName
	for _, c := range all {
		if c.State != counter.Closed || c.ClosedFrom.After(d.Today()) {
			out = append(out, c.CounterName())
		}
	}
	if len(all) == 0 {
		out = append(out, hall.CounterName{})
	}
	return out, nil
}

func (d *Desk) works(ctx context.Context, day hall.Date) bool {
	cal, err := d.parts.Library.Calendar(ctx)
	if err != nil {
		return false
	}
	works, err := cal.IsWorkday(day)
	return err == nil && works
}

func cellOf(name hall.CounterName, day hall.Date, slots []SlotState, booked []*hall.Appointment, works bool, off error) DayCell {
	cell := DayCell{Day: day}
	for _, s := range slots {
		if s.Counter.Code == name.Code {
			cell.Slots = append(cell.Slots, s)
		}
	}
	for _, a := range booked {
		if a.Counter.Code == name.Code && a.Holds() {
			cell.Booked++
		}
	}
	switch {
	case off != nil:
		cell.Off, _ = hall.Explain(off)
	case len(cell.Slots) > 0:
	case works:
		cell.Off = "停办"
	default:
		cell.Off = "放假"
	}
	return cell
}
