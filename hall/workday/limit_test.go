package workday_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"bianmin/assets/calendar"
	"bianmin/hall/workday"
)

func shipped(t testing.TB) workday.Calendar {
	t.Helper()
	years, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	c, err := workday.New(years...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAdd(t *testing.T) {
	tests := []struct {
		situation, from string
		n               int
		want            string
	}{
		{"over Spring Festival with a make-up Saturday", "2026-02-12", 5, "2026-02-26"},
		{"over Labour Day with a make-up Saturday", "2026-04-30", 5, "2026-05-11"},
		{"make-up Sunday counts", "2026-09-18", 3, "2026-09-22"},
		{"over National Day", "2026-09-30", 20, "2026-11-03"},
		{"accepted on a make-up Saturday", "2026-02-14", 5, "2026-02-28"},
		{"Friday off", "2026-06-18", 1, "2026-06-22"},
		{"National Day 2025", "2025-09-26", 5, "2025-10-10"},
		{"no holiday near", "2026-12-01", 10, "2026-12-15"},
		{"across the new year", "2025-12-31", 1, "2026-01-04"},
		{"from the last day before the loaded years", "2024-12-31", 1, "2025-01-02"},
		{"ends on the last working day loaded", "2026-12-30", 1, "2026-12-31"},
		{"zero on a working day", "2026-12-01", 0, "2026-12-01"},
		{"zero on a holiday rolls", "2026-10-01", 0, "2026-10-08"},
	}
	c := shipped(t)
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			got, err := c.Add(day(t, tt.from), tt.n)
			if err != nil || got.String() != tt.want {
				t.Errorf("Add(%s, %d) = %s, %v, want %s", tt.from, tt.n, got, err, tt.want)
			}
			firm, missing := c.AddProvisional(day(t, tt.from), tt.n)
			if firm != got || missing != nil {
				t.Errorf("AddProvisional = %s, %v", firm, missing)
			}
		})
	}
}

func TestYearNotLoaded(t *testing.T) {
	c := shipped(t)
	_, err := c.Add(day(t, "2026-12-20"), 20)
	var missing *workday.YearError
	if !errors.As(err, &missing) || missing.Year != 2027 {
		t.Fatalf("error = %v", err)
	}
	if got, want := err.Error(), "2027年放假安排未导入"; got != want {
		t.Errorf("sentence = %q, want %q", got, want)
	}
	last, years := c.AddProvisional(day(t, "2026-12-20"), 20)
	if last.String() != "2027-01-15" || !slices.Equal(years, []int{2027}) {
		t.Errorf("provisional = %s, %v", last, years)
	}
	last, years = c.AddProvisional(day(t, "2026-12-20"), 300)
	if last.Year() != 2028 || !slices.Equal(years, []int{2027, 2028}) {
		t.Errorf("two years on = %s, %v", last, years)
	}
	left, years := c.LeftProvisional(day(t, "2026-12-20"), day(t, "2027-01-15"))
	if left != 20 || !slices.Equal(years, []int{2027}) {
		t.Errorf("left = %d, %v", left, years)
	}
	if _, err := c.Left(day(t, "2026-12-20"), day(t, "2027-01-15")); !errors.As(err, &missing) {
		t.Errorf("Left = %v", err)
	}
	if _, err := c.IsWorkday(day(t, "2027-01-04")); !errors.As(err, &missing) {
		t.Errorf("IsWorkday = %v", err)
	}
	if _, err := c.Workdays(2027); !errors.As(err, &missing) {
		t.Errorf("Workdays = %v", err)
	}
	if _, err := (workday.Calendar{}).Roll(day(t, "2026-01-05")); !errors.As(err, &missing) {
		t.Errorf("empty calendar = %v", err)
	}
}

func TestRefusedLimits(t *testing.T) {
	c := shipped(t)
	tests := []struct {
		situation string
		from      workday.Date
		n         int
	}{
		{"negative", day(t, "2026-01-05"), -1},
		{"no date", workday.Date{}, 1},
		{"beyond the year 9999", day(t, "2026-01-05"), 3_000_000},
		{"a number that overflows", day(t, "2026-01-05"), int(^uint(0) >> 1)},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			if d, missing := c.AddProvisional(tt.from, tt.n); !d.IsZero() || missing != nil {
				t.Errorf("AddProvisional = %s, %v", d, missing)
			}
			if d, missing := c.AddCalendarDaysProvisional(tt.from, tt.n); !d.IsZero() && tt.n < 3_000_000 {
				t.Errorf("AddCalendarDaysProvisional = %s, %v", d, missing)
			}
			if d, err := c.Add(tt.from, tt.n); err == nil {
				t.Errorf("Add = %s", d)
			}
		})
	}
}

func TestLeft(t *testing.T) {
	tests := []struct {
		situation, today, last string
		want                   int
	}{
		{"due today", "2026-11-23", "2026-11-23", 0},
		{"due tomorrow", "2026-11-23", "2026-11-24", 1},
		{"over a weekend", "2026-11-20", "2026-11-23", 1},
		{"asked on a day off", "2026-11-21", "2026-11-23", 1},
		{"make-up Sunday lies between", "2026-09-18", "2026-09-22", 3},
		{"one day late", "2026-11-24", "2026-11-23", -1},
		{"the weekend after the last day is late already", "2026-11-21", "2026-11-20", -1},
		{"Monday after a Friday", "2026-11-23", "2026-11-20", -1},
		{"a week late over National Day", "2026-10-10", "2026-09-30", -3},
	}
	c := shipped(t)
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			got, err := c.Left(day(t, tt.today), day(t, tt.last))
			if err != nil || got != tt.want {
				t.Errorf("Left = %d, %v, want %d", got, err, tt.want)
			}
		})
	}
}

func TestCalendarDays(t *testing.T) {
	tests := []struct {
		situation, from string
		n               int
		want            string
	}{
		{"ends on a working day", "2026-11-02", 7, "2026-11-09"},
		{"ends on a Saturday, rolls to Monday", "2026-11-02", 5, "2026-11-09"},
		{"ends on a make-up Saturday, stays", "2026-10-01", 9, "2026-10-10"},
		{"ends in National Day", "2026-09-21", 10, "2026-10-08"},
		{"the years before the end need no schedule", "2020-01-01", 2193, "2026-01-04"},
	}
	c := shipped(t)
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			got, err := c.AddCalendarDays(day(t, tt.from), tt.n)
			if err != nil || got.String() != tt.want {
				t.Errorf("AddCalendarDays = %s, %v, want %s", got, err, tt.want)
			}
		})
	}
	last, missing := c.AddCalendarDaysProvisional(day(t, "2026-12-31"), 2)
	if last.String() != "2027-01-04" || !slices.Equal(missing, []int{2027}) {
		t.Errorf("provisional = %s, %v", last, missing)
	}
}

func TestBetweenGivesBackAStop(t *testing.T) {
	c := shipped(t)
	start, end := day(t, "2026-09-30"), day(t, "2026-10-12")
	n, err := c.Between(start, end)
	if err != nil || n != 4 {
		t.Fatalf("Between = %d, %v", n, err)
	}
	back, err := c.Between(end, start)
	if err != nil || back != -4 {
		t.Errorf("backwards = %d, %v", back, err)
	}
}

func TestLimitsHoldTogether(t *testing.T) {
	c := shipped(t)
	first := day(t, "2025-01-01")
	rapid.Check(t, func(t *rapid.T) {
		from := first.AddDays(rapid.IntRange(0, 500).Draw(t, "from"))
		n := rapid.IntRange(1, 120).Draw(t, "n")
		last, err := c.Add(from, n)
		if err != nil {
			var missing *workday.YearError
			if !errors.As(err, &missing) || missing.Year != 2027 {
				t.Fatalf("Add(%s, %d): %v", from, n, err)
			}
			return
		}
		if works, err := c.IsWorkday(last); err != nil || !works {
			t.Fatalf("%s is no working day, %v", last, err)
		}
		if left, err := c.Left(from, last); err != nil || left != n {
			t.Fatalf("Left(%s, %s) = %d, %v, want %d", from, last, left, err, n)
		}
		// From a day off, limits of 0 and 1 end on the same day.
		if before, err := c.Add(from, n-1); err != nil || before.After(last) || (n > 1 && before == last) {
			t.Fatalf("n-1 gives %s, n gives %s, %v", before, last, err)
		}
		if later, err := c.Add(from.AddDays(1), n); err == nil && later.Before(last) {
			t.Fatalf("a later start gives %s, before %s", later, last)
		}
		if late, err := c.Left(last.AddDays(1), last); err == nil && late != -1 {
			t.Fatalf("the day after %s gives %d", last, late)
		}
	})
}

func TestAddAgreesWithCountingByHand(t *testing.T) {
	c := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		from := workday.DateOf(2025, 1, 1).AddDays(rapid.IntRange(0, 650).Draw(t, "from"))
		n := rapid.IntRange(1, 40).Draw(t, "n")
		d := from
		for left := n; left > 0; {
			d = d.AddDays(1)
			works, err := c.IsWorkday(d)
			if err != nil {
				return
			}
			if works {
				left--
			}
		}
		if got, err := c.Add(from, n); err != nil || got != d {
			t.Fatalf("Add(%s, %d) = %s, %v, want %s", from, n, got, err, d)
		}
	})
}

func BenchmarkAdd20(b *testing.B) {
	c := shipped(b)
	from := day(b, "2026-09-30")
	for b.Loop() {
		if _, err := c.Add(from, 20); err != nil {
			b.Fatal(err)
		}
	}
}
