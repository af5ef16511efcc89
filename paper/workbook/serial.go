package workbook

import (
	"math"
	"time"

	"bianmin/hall"
	"bianmin/hall/register"
	"bianmin/hall/workday"
)

const (
	secondsPerDay = 24 * 60 * 60
	maxSerial     = 2958466 // the day after 9999-12-31, where spreadsheets end
	// days1904 is what files of old Macintosh programs, counting from 1904, lie behind.
	days1904 = 1462
)

// dayZero is day 0 of spreadsheets. They believe in 29 February 1900, so before that day it would
// be one later; registers do not reach there.
func dayZero() hall.Date { return workday.DateOf(1899, time.December, 30) }

// value is a cell as the library takes it: integers and floats become numbers, strings text, nil
// nothing at all.
func value(c register.Cell) any {
	switch c.Kind() {
	case register.KindText:
		return c.String()
	case register.KindInteger:
		return c.Whole()
	case register.KindDecimal, register.KindPercent:
		return c.Float()
	case register.KindDate:
		return c.Day().Sub(dayZero())
	case register.KindInstant:
		t := c.Time()
		seconds := t.Hour()*3600 + t.Minute()*60 + t.Second()
		return float64(c.Day().Sub(dayZero())) + float64(seconds)/secondsPerDay
	case register.KindFen:
		return float64(c.Whole()) / 100
	}
	return nil
}

// moment takes a serial number apart, rounded to the second. ok is false for what no spreadsheet
// shows as a date.
func moment(serial float64, from1904 bool) (day hall.Date, seconds int, ok bool) {
	if from1904 {
		serial += days1904
	}
	if math.IsNaN(serial) || serial < 0 || serial >= maxSerial {
		return hall.Date{}, 0, false
	}
	total := int64(math.Round(serial * secondsPerDay))
	days := int(total / secondsPerDay)
	if 0 < days && days < 60 { // before the day that never was
		days++
	}
	return dayZero().AddDays(days), int(total % secondsPerDay), true
}
