// Package workday knows calendar days, the State Council's working days and
// the limits counted in them. It is pure: callers hand in the day and the
// schedules; nothing here reads a clock or a file.
package workday

import (
	"fmt"
	"strconv"
	"time"
)

// Date is a calendar day (日期) without a time or zone, from 0001-01-01 to
// 9999-12-31. The zero value is no date. Dates compare with ==, serve as map
// keys and order by Compare; no date sorts before every date.
type Date struct {
	n int32 // 1 is 0001-01-01; 0 is no date
}

const (
	daySeconds = 24 * 60 * 60
	// unixDay is the number of 1970-01-01 in Date.n.
	unixDay = 719163
	// maxDay is the number of 9999-12-31 in Date.n.
	maxDay = 3652059
)

// Beijing returns the zone every instant is shown in: UTC+8 without daylight
// saving (北京时间). It needs no zone database.
func Beijing() *time.Location {
	return time.FixedZone("CST", 8*60*60)
}

// DateOf returns the day with this year (1–9999), month and day of month. A
// day that does not exist, such as 30 February, gives the zero Date.
func DateOf(year int, month time.Month, day int) Date {
	if year < 1 || year > 9999 || month < time.January || month > time.December || day < 1 || day > 31 {
		return Date{}
	}
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return Date{}
	}
	return fromUnixDay(t.Unix() / daySeconds)
}

// DateIn returns the day it is in Beijing at the instant t. A zero t, or one
// outside the years 1–9999, gives the zero Date.
func DateIn(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return DateOf(t.In(Beijing()).Date())
}

// ParseDate reads a day written exactly as 2006-01-02. The error is an
// *InputError whose sentence shows the form wanted and repeats nothing of s.
func ParseDate(s string) (Date, error) {
	d, ok := parse(s)
	if !ok {
		return Date{}, inputErrorf("日期不对，应写成 2026-01-31 这样")
	}
	return d, nil
}

func parse(s string) (Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	year, ok1 := digits(s[:4])
	month, ok2 := digits(s[5:7])
	day, ok3 := digits(s[8:])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, false
	}
	d := DateOf(year, time.Month(month), day)
	return d, !d.IsZero()
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d.n == 0 }

// String returns 2026-11-23, or "" for no date.
func (d Date) String() string { return d.format(time.DateOnly) }

// Compact returns 20261123, the form inside case numbers, or "" for no date.
func (d Date) Compact() string { return d.format("20060102") }

// Han returns 2026年11月23日 without leading zeros, or "" for no date.
func (d Date) Han() string { return d.format("2006年1月2日") }

// HanShort returns 11月23日, or "" for no date.
func (d Date) HanShort() string { return d.format("1月2日") }

// Year returns the year, 0 for no date.
func (d Date) Year() int {
	if d.IsZero() {
		return 0
	}
	return d.time().Year()
}

// Month returns the month, 0 for no date.
func (d Date) Month() time.Month {
	if d.IsZero() {
		return 0
	}
	return d.time().Month()
}

// Day returns the day of the month from 1, 0 for no date.
func (d Date) Day() int {
	if d.IsZero() {
		return 0
	}
	return d.time().Day()
}

// Weekday returns the day of the week; no date counts as a Sunday.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.n % 7) }

// WeekdayHan returns 星期一 to 星期日, or "" for no date.
func (d Date) WeekdayHan() string {
	if d.IsZero() {
		return ""
	}
	return "星期" + [...]string{"日", "一", "二", "三", "四", "五", "六"}[d.Weekday()]
}

// Start returns the instant the day begins in Beijing, in UTC; the zero time
// for no date. The day ends where the next one starts.
func (d Date) Start() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	y, m, day := d.time().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, Beijing()).UTC()
}

// AddDays returns the day n calendar days later, earlier for a negative n. No
// date stays no date, and so does a result outside the years 1–9999.
func (d Date) AddDays(n int) Date {
	if d.IsZero() || n > maxDay || n < -maxDay {
		return Date{}
	}
	m := int64(d.n) + int64(n)
	if m < 1 || m > maxDay {
		return Date{}
	}
	return Date{n: int32(m)}
}

// Sub returns the calendar days from other to d, negative when d is earlier.
// It is 0 when either is no date.
func (d Date) Sub(other Date) int {
	if d.IsZero() || other.IsZero() {
		return 0
	}
	return int(d.n) - int(other.n)
}

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.n < other.n }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.n > other.n }

// Compare returns -1, 0 or 1, for slices.SortFunc.
func (d Date) Compare(other Date) int {
	switch {
	case d.n < other.n:
		return -1
	case d.n > other.n:
		return 1
	}
	return 0
}

// MarshalText writes 2006-01-02, or nothing for no date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; an empty text is no date. The
// error is an *InputError.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// MarshalJSON writes "2006-01-02", or null for no date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(strconv.Quote(d.String())), nil
}

// UnmarshalJSON reads what MarshalJSON writes, and "" as no date. The error is
// an *InputError.
func (d *Date) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*d = Date{}
		return nil
	}
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return inputErrorf("日期不对，应写成 \"2026-01-31\" 这样")
	}
	return d.UnmarshalText(data[1 : len(data)-1])
}

func (d Date) format(layout string) string {
	if d.IsZero() {
		return ""
	}
	return d.time().Format(layout)
}

func (d Date) time() time.Time {
	return time.Unix((int64(d.n)-unixDay)*daySeconds, 0).UTC()
}

// fromUnixDay needs a day count inside the years 1–9999.
func fromUnixDay(n int64) Date {
	return Date{n: int32(n + unixDay)}
}

// InputError is a value that is refused: a date, a count of days or a schedule
// file. Sentence is Chinese, for the clerk, and names place and cure.
type InputError struct {
	Sentence string
}

// Error returns the sentence.
func (e *InputError) Error() string { return e.Sentence }

func inputErrorf(format string, args ...any) *InputError {
	return &InputError{Sentence: fmt.Sprintf(format, args...)}
}

// YearError says that a computation needs a year whose holiday schedule is not
// loaded. Working days are never guessed in its place.
type YearError struct {
	Year int
}

// Error returns the sentence shown to the clerk, 2027年放假安排未导入.
func (e *YearError) Error() string {
	return fmt.Sprintf("%d年放假安排未导入", e.Year)
}
