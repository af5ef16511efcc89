package workday

import (
	"maps"
	"slices"
	"time"
)

// Year is the schedule of one calendar year (放假安排): the days off and the
// make-up working days (调休上班日) on weekends. Every other day follows its
// weekday.
type Year struct {
	Year   int    // calendar year, 1949–9999
	Off    []Date // at least one; any day of the year
	Work   []Date // may be empty; Saturdays and Sundays only
	Source string // the State Council notice, as printed; may be empty
}

// Calendar (工作日历) answers for the years it was made from and refuses all
// others. It is immutable and safe for concurrent use. The zero Calendar has no
// year loaded.
type Calendar struct {
	tables map[int]*table
}

// table is one year counted out: days[k] is the working day with k working days
// of the year before it, before[i] the number of working days before day i.
type table struct {
	schedule Year
	first    Date
	days     []Date
	before   []int
}

// New returns the calendar of these years. It is all or nothing: the error is
// an *InputError for a year given twice, a year without days off, a day listed
// twice or both off and at work, a day of another year, or a make-up day that
// is not on a weekend.
func New(years ...Year) (Calendar, error) {
	tables := make(map[int]*table, len(years))
	for _, y := range years {
		if err := y.check(); err != nil {
			return Calendar{}, err
		}
		if tables[y.Year] != nil {
			return Calendar{}, inputErrorf("%d 年出现了两次，每年只能有一份放假安排", y.Year)
		}
		tables[y.Year] = newTable(y)
	}
	return Calendar{tables: tables}, nil
}

// Years returns the loaded years in ascending order.
func (c Calendar) Years() []int {
	return slices.Sorted(maps.Keys(c.tables))
}

// Schedule returns a copy of a loaded year's schedule, or false.
func (c Calendar) Schedule(year int) (Year, bool) {
	t := c.tables[year]
	if t == nil {
		return Year{}, false
	}
	return t.schedule.clone(), true
}

// IsWorkday reports whether d is a working day (工作日). The error is a
// *YearError when d's year is not loaded, an *InputError for no date.
func (c Calendar) IsWorkday(d Date) (bool, error) {
	if d.IsZero() {
		return false, noDate()
	}
	t := c.tables[d.Year()]
	if t == nil {
		return false, &YearError{Year: d.Year()}
	}
	return t.isWorkday(d), nil
}

// Workdays returns the number of working days in a year; the error is a
// *YearError when it is not loaded.
func (c Calendar) Workdays(year int) (int, error) {
	t := c.tables[year]
	if t == nil {
		return 0, &YearError{Year: year}
	}
	return len(t.days), nil
}

func (y Year) clone() Year {
	y.Off, y.Work = slices.Clone(y.Off), slices.Clone(y.Work)
	return y
}

func (y Year) check() error {
	if y.Year < 1949 || y.Year > 9999 {
		return inputErrorf("年份 %d 不对，应是 2026 这样的四位数", y.Year)
	}
	if len(y.Off) == 0 {
		return inputErrorf("%d 年 off 是空的，请填写全年放假的日期", y.Year)
	}
	off, err := y.checkList("off", y.Off)
	if err != nil {
		return err
	}
	if _, err := y.checkList("work", y.Work); err != nil {
		return err
	}
	for i, d := range y.Work {
		if at, ok := off[d]; ok {
			return inputErrorf("%d 年 work 第 %d 项 %s 也在 off 第 %d 项里，同一天不能既放假又上班，请删去一处",
				y.Year, i+1, d, at)
		}
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			return inputErrorf("%d 年 work 第 %d 项 %s 是%s，调休上班日只能是星期六或星期日，请核对",
				y.Year, i+1, d, d.WeekdayHan())
		}
	}
	return nil
}

// checkList returns the 1-based place of every day in the list.
func (y Year) checkList(name string, days []Date) (map[Date]int, error) {
	at := make(map[Date]int, len(days))
	for i, d := range days {
		if d.IsZero() {
			return nil, inputErrorf("%d 年 %s 第 %d 项不是日期，应写成 2026-01-31 这样", y.Year, name, i+1)
		}
		if d.Year() != y.Year {
			return nil, inputErrorf("%d 年 %s 第 %d 项 %s 不在 %d 年内，请移到 %d 年里或改正",
				y.Year, name, i+1, d, y.Year, d.Year())
		}
		if first, ok := at[d]; ok {
			return nil, inputErrorf("%d 年 %s 第 %d 项 %s 与第 %d 项重复，请删去一处", y.Year, name, i+1, d, first)
		}
		at[d] = i + 1
	}
	return at, nil
}

func newTable(y Year) *table {
	t := &table{schedule: y.clone(), first: DateOf(y.Year, time.January, 1)}
	length := DateOf(y.Year, time.December, 31).Sub(t.first) + 1
	special := make(map[Date]bool, len(y.Off)+len(y.Work))
	for _, d := range y.Off {
		special[d] = false
	}
	for _, d := range y.Work {
		special[d] = true
	}
	t.days = make([]Date, 0, 262)
	t.before = make([]int, length+1)
	for i := range length {
		t.before[i] = len(t.days)
		d := t.first.AddDays(i)
		works, ok := special[d]
		if !ok {
			works = d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
		}
		if works {
			t.days = append(t.days, d)
		}
	}
	t.before[length] = len(t.days)
	return t
}

func (t *table) isWorkday(d Date) bool {
	i := d.Sub(t.first)
	return t.before[i+1] > t.before[i]
}

func noDate() *InputError {
	return inputErrorf("没有填写日期")
}
