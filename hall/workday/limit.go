package workday

import "slices"

// Add returns the last day of a limit of n working days (工作日) that starts
// the day after from. n = 0 is a limit that ends on from itself, rolled to the
// next working day when from is not one. from may be any day. The error is a
// *YearError for the first year the count needs and the calendar lacks, an
// *InputError for a negative n, no date, or a result after the year 9999.
//
// Source: 民法典 第二百零一条、第二百零三条.
func (c Calendar) Add(from Date, n int) (Date, error) {
	r := reader{cal: c}
	return r.add(from, n)
}

// AddProvisional is Add for a deadline marked 暂定: a year that is not loaded
// counts Monday to Friday, and missing names those years in ascending order
// (nil when the result is firm). The day is the zero Date, and missing nil,
// where Add would return an *InputError.
func (c Calendar) AddProvisional(from Date, n int) (last Date, missing []int) {
	r := reader{cal: c, guess: true}
	last, err := r.add(from, n)
	if err != nil {
		return Date{}, nil
	}
	return last, r.missing
}

// Roll returns d when it is a working day and the next working day otherwise.
// Errors are those of Add.
//
// Source: 民法典 第二百零三条.
func (c Calendar) Roll(d Date) (Date, error) {
	return c.Add(d, 0)
}

// RollProvisional is Roll in the manner of AddProvisional.
func (c Calendar) RollProvisional(d Date) (rolled Date, missing []int) {
	return c.AddProvisional(d, 0)
}

// AddCalendarDays returns the last day of a limit of n calendar days that
// starts the day after from; a last day that is not a working day rolls to the
// next one. Only the years from the last day on need to be loaded. Errors are
// those of Add.
//
// Source: 民法典 第二百零一条、第二百零三条.
func (c Calendar) AddCalendarDays(from Date, n int) (Date, error) {
	end, err := calendarEnd(from, n)
	if err != nil {
		return Date{}, err
	}
	return c.Roll(end)
}

// AddCalendarDaysProvisional is AddCalendarDays in the manner of
// AddProvisional.
func (c Calendar) AddCalendarDaysProvisional(from Date, n int) (last Date, missing []int) {
	end, err := calendarEnd(from, n)
	if err != nil {
		return Date{}, nil
	}
	return c.RollProvisional(end)
}

// Between returns the working days after a up to and including b: the days a
// stop from a to b takes out of a limit. It is 0 when a equals b and
// -Between(b, a) when b is earlier. The error is a *YearError for the first
// year needed and not loaded, an *InputError for no date.
func (c Calendar) Between(a, b Date) (int, error) {
	r := reader{cal: c}
	return r.between(a, b)
}

// Left returns the working days left until last, a working day. today does not
// count, so due today is 0. Overdue is always negative: the number of working
// days past last, and -1 on the days off that follow it directly. Errors are
// those of Between.
func (c Calendar) Left(today, last Date) (int, error) {
	r := reader{cal: c}
	return r.left(today, last)
}

// LeftProvisional is Left in the manner of AddProvisional: years not loaded
// count Monday to Friday and are named in missing. It is 0, nil when a date is
// not given.
func (c Calendar) LeftProvisional(today, last Date) (left int, missing []int) {
	r := reader{cal: c, guess: true}
	left, err := r.left(today, last)
	if err != nil {
		return 0, nil
	}
	return left, r.missing
}

func calendarEnd(from Date, n int) (Date, error) {
	if err := checkLimit(from, n); err != nil {
		return Date{}, err
	}
	end := from.AddDays(n)
	if end.IsZero() {
		return Date{}, tooLate()
	}
	return end, nil
}

// reader is one computation over the calendar; it collects the years it had to
// guess.
type reader struct {
	cal     Calendar
	guess   bool
	missing []int
}

func (r *reader) add(from Date, n int) (Date, error) {
	if err := checkLimit(from, n); err != nil {
		return Date{}, err
	}
	if n == 0 {
		return r.nth(from, 1)
	}
	return r.nth(from.AddDays(1), n)
}

// nth returns the k-th working day from start on, start included, for k ≥ 1.
func (r *reader) nth(start Date, k int) (Date, error) {
	for !start.IsZero() {
		t, err := r.year(start.Year())
		if err != nil {
			return Date{}, err
		}
		gone := t.before[start.Sub(t.first)]
		if k <= len(t.days)-gone {
			return t.days[gone+k-1], nil
		}
		k -= len(t.days) - gone
		start = t.first.AddDays(len(t.before) - 1)
	}
	return Date{}, tooLate()
}

func (r *reader) between(a, b Date) (int, error) {
	if a.IsZero() || b.IsZero() {
		return 0, noDate()
	}
	if b.Before(a) {
		n, err := r.between(b, a)
		return -n, err
	}
	n := 0
	for start := a.AddDays(1); !start.IsZero() && !start.After(b); {
		t, err := r.year(start.Year())
		if err != nil {
			return 0, err
		}
		next := t.first.AddDays(len(t.before) - 1)
		end := len(t.before) - 1
		if next.IsZero() || b.Before(next) {
			end = b.Sub(t.first) + 1
		}
		n += t.before[end] - t.before[start.Sub(t.first)]
		start = next
	}
	return n, nil
}

func (r *reader) left(today, last Date) (int, error) {
	n, err := r.between(today, last)
	if err != nil {
		return 0, err
	}
	if last.Before(today) {
		return min(n, -1), nil
	}
	return n, nil
}

func (r *reader) year(year int) (*table, error) {
	if t := r.cal.tables[year]; t != nil {
		return t, nil
	}
	if !r.guess {
		return nil, &YearError{Year: year}
	}
	if !slices.Contains(r.missing, year) {
		r.missing = append(r.missing, year)
	}
	return newTable(Year{Year: year}), nil
}

func checkLimit(from Date, n int) error {
	if from.IsZero() {
		return noDate()
	}
	if n < 0 {
		return inputErrorf("期限不能是负数，请填写 0 或更大的天数")
	}
	if n > maxDay {
		return tooLate()
	}
	return nil
}

func tooLate() *InputError {
	return inputErrorf("期限超出9999年，无法计算，请核对天数")
}
