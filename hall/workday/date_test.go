package workday_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bianmin/hall/workday"
)

func day(t testing.TB, s string) workday.Date {
	t.Helper()
	d, err := workday.ParseDate(s)
	if err != nil {
		t.Fatalf("ParseDate(%q): %v", s, err)
	}
	return d
}

func TestParseDate(t *testing.T) {
	tests := []struct {
		situation, in string
		ok            bool
	}{
		{"an ordinary day", "2026-11-23", true},
		{"leap day", "2024-02-29", true},
		{"first day there is", "0001-01-01", true},
		{"last day there is", "9999-12-31", true},
		{"leap day of a common year", "2026-02-29", false},
		{"month 13", "2026-13-01", false},
		{"day 0", "2026-01-00", false},
		{"year 0", "0000-01-01", false},
		{"no leading zeros", "2026-1-1", false},
		{"slashes", "2026/01/01", false},
		{"with a time", "2026-01-01T00:00:00Z", false},
		{"a sign in the year", "+026-01-01", false},
		{"empty", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			d, err := workday.ParseDate(tt.in)
			if (err == nil) != tt.ok {
				t.Fatalf("error = %v, want ok %v", err, tt.ok)
			}
			var refused *workday.InputError
			if err != nil && !errors.As(err, &refused) {
				t.Errorf("error type %T", err)
			}
			if err == nil && d.String() != tt.in {
				t.Errorf("String = %q", d)
			}
		})
	}
}

func TestDateForms(t *testing.T) {
	d := workday.DateOf(2026, time.November, 3)
	zero := workday.Date{}
	tests := []struct{ situation, got, want string }{
		{"ISO", d.String(), "2026-11-03"},
		{"compact", d.Compact(), "20261103"},
		{"Han", d.Han(), "2026年11月3日"},
		{"short Han", d.HanShort(), "11月3日"},
		{"weekday", d.WeekdayHan(), "星期二"},
		{"Sunday", d.AddDays(-2).WeekdayHan(), "星期日"},
		{"zero ISO", zero.String(), ""},
		{"zero compact", zero.Compact(), ""},
		{"zero Han", zero.Han(), ""},
		{"zero short Han", zero.HanShort(), ""},
		{"zero weekday", zero.WeekdayHan(), ""},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s = %q, want %q", tt.situation, tt.got, tt.want)
		}
	}
	if d.Year() != 2026 || d.Month() != time.November || d.Day() != 3 {
		t.Errorf("parts = %d %d %d", d.Year(), d.Month(), d.Day())
	}
	if !zero.IsZero() || zero.Year() != 0 || zero.Month() != 0 || zero.Day() != 0 || !zero.Start().IsZero() {
		t.Error("the zero date has parts")
	}
}

func TestDateIn(t *testing.T) {
	tests := []struct {
		situation, instant, want string
	}{
		{"a minute before midnight in Beijing", "2026-03-17T15:59:59Z", "2026-03-17"},
		{"midnight in Beijing", "2026-03-17T16:00:00Z", "2026-03-18"},
		{"an instant given in another zone", "2026-03-17T23:30:00-05:00", "2026-03-18"},
		{"summer time is not applied", "1988-07-01T15:30:00Z", "1988-07-01"},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.instant)
			if err != nil {
				t.Fatal(err)
			}
			d := workday.DateIn(at)
			if d.String() != tt.want {
				t.Errorf("DateIn = %s, want %s", d, tt.want)
			}
			if start := d.Start(); start.After(at) || !d.AddDays(1).Start().After(at) {
				t.Errorf("%v is outside the day starting %v", at, start)
			}
		})
	}
	if !workday.DateIn(time.Time{}).IsZero() {
		t.Error("the zero instant has a day")
	}
}

func TestDateArithmetic(t *testing.T) {
	zero, d := workday.Date{}, day(t, "2026-11-23")
	if !zero.AddDays(1).IsZero() || zero.Sub(d) != 0 || d.Sub(zero) != 0 {
		t.Error("no date takes part in arithmetic")
	}
	if !day(t, "9999-12-31").AddDays(1).IsZero() || !day(t, "0001-01-01").AddDays(-1).IsZero() {
		t.Error("left the years 1–9999")
	}
	if !zero.Before(d) || zero.After(d) || zero.Compare(d) != -1 || d.Compare(zero) != 1 || d.Compare(d) != 0 {
		t.Error("order")
	}
}

func TestDateAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
		n := rapid.IntRange(-700_000, 2_900_000).Draw(t, "n")
		want := base.AddDate(0, 0, n)
		d := workday.DateOf(2000, 1, 1).AddDays(n)
		if d.String() != want.Format(time.DateOnly) || d.Weekday() != want.Weekday() {
			t.Fatalf("%s %v, want %v", d, d.Weekday(), want)
		}
		again, err := workday.ParseDate(d.String())
		if err != nil || again != d || d.Sub(workday.DateOf(2000, 1, 1)) != n {
			t.Fatalf("%s read back as %s, %v", d, again, err)
		}
	})
}

func TestDateJSON(t *testing.T) {
	type record struct {
		Due  workday.Date         `json:"due"`
		None workday.Date         `json:"none"`
		Omit workday.Date         `json:"omit,omitzero"`
		Map  map[workday.Date]int `json:"map"`
	}
	in := record{Due: day(t, "2026-11-23"), Map: map[workday.Date]int{day(t, "2026-01-01"): 1}}
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"due":"2026-11-23","none":null,"map":{"2026-01-01":1}}`; string(data) != want {
		t.Errorf("JSON = %s, want %s", data, want)
	}
	var out record
	if err := json.Unmarshal(data, &out); err != nil || out.Due != in.Due || !out.None.IsZero() || len(out.Map) != 1 {
		t.Errorf("read back %+v, %v", out, err)
	}
	d := in.Due
	if err := json.Unmarshal([]byte(`""`), &d); err != nil || !d.IsZero() {
		t.Errorf("empty string = %v, %v", d, err)
	}
	for _, bad := range []string{`"2026-02-30"`, `20261123`, `"20261123"`, `{}`, `true`} {
		if err := json.Unmarshal([]byte(bad), &d); err == nil {
			t.Errorf("%s accepted", bad)
		}
	}
}
