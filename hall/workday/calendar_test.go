package workday_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"bianmin/assets/calendar"
	"bianmin/hall/workday"
)

func TestShippedYears(t *testing.T) {
	c := shipped(t)
	if got := c.Years(); !slices.Equal(got, []int{2025, 2026}) {
		t.Errorf("years = %v", got)
	}
	for _, year := range []int{2025, 2026} {
		if n, err := c.Workdays(year); err != nil || n != 248 {
			t.Errorf("%d has %d working days, %v", year, n, err)
		}
		y, ok := c.Schedule(year)
		if !ok || y.Year != year || !strings.Contains(y.Source, "国务院办公厅") {
			t.Errorf("schedule of %d = %+v", year, y)
		}
		y.Off[0] = workday.Date{}
		if again, _ := c.Schedule(year); again.Off[0].IsZero() {
			t.Error("Schedule shares its days")
		}
	}
	if _, ok := c.Schedule(2027); ok {
		t.Error("2027 is there")
	}
}

func TestIsWorkday(t *testing.T) {
	tests := []struct {
		situation, day string
		want           bool
	}{
		{"a Monday", "2026-11-23", true},
		{"a Saturday", "2026-11-21", false},
		{"a Sunday", "2026-11-22", false},
		{"a make-up Sunday", "2026-01-04", true},
		{"a make-up Saturday", "2026-02-28", true},
		{"a Friday off", "2026-06-19", false},
		{"first day of a year", "2026-01-01", false},
		{"last day of a year", "2026-12-31", true},
	}
	c := shipped(t)
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			if got, err := c.IsWorkday(day(t, tt.day)); err != nil || got != tt.want {
				t.Errorf("IsWorkday(%s) = %v, %v", tt.day, got, err)
			}
		})
	}
	if _, err := c.IsWorkday(workday.Date{}); err == nil {
		t.Error("no date is a working day")
	}
}

func TestParseJSONRefuses(t *testing.T) {
	tests := []struct{ situation, in, want string }{
		{"month 13", `{"years":{"2026":{"off":["2026-01-01","2026-01-02","2026-13-01"]}}}`, "2026 年 off 第 3 项 “2026-13-01” 不是日期，应写成 2026-01-31 这样"},
		{"a number for a date", `{"years":{"2026":{"off":[20260101]}}}`, "2026 年 off 第 1 项不是日期"},
		{"null for a date", `{"years":{"2026":{"off":[null]}}}`, "2026 年 off 第 1 项不是日期"},
		{"null for a list", `{"years":{"2026":{"off":null}}}`, "2026 年 off 应是日期的列表"},
		{"off and at work", `{"years":{"2026":{"off":["2026-01-04"],"work":["2026-01-04"]}}}`, "不能既放假又上班"},
		{"a day of another year", `{"years":{"2026":{"off":["2027-01-01"]}}}`, "不在 2026 年内"},
		{"a day twice", `{"years":{"2026":{"off":["2026-01-01","2026-01-01"]}}}`, "2026 年 off 第 2 项 2026-01-01 与第 1 项重复"},
		{"make-up day on a Monday", `{"years":{"2026":{"off":["2026-01-01"],"work":["2026-01-05"]}}}`, "2026 年 work 第 1 项 2026-01-05 是星期一"},
		{"no day off", `{"years":{"2026":{"off":[],"work":[]}}}`, "2026 年 off 是空的"},
		{"off left out", `{"years":{"2026":{}}}`, "2026 年 off 是空的"},
		{"no years", `{"source":"x","years":{}}`, "没有年份"},
		{"empty object", `{}`, "没有年份"},
		{"unknown top key", `{"year":{}}`, "不认识的项目“year”"},
		{"unknown key of a year", `{"years":{"2026":{"holiday":[]}}}`, "2026 年里有不认识的项目“holiday”"},
		{"a year twice", `{"years":{"2026":{"off":["2026-01-01"]},"2026":{"off":["2026-01-02"]}}}`, "“2026”出现了两次"},
		{"a key twice", `{"years":{"2026":{"off":["2026-01-01"],"off":["2026-01-02"]}}}`, "“off”出现了两次"},
		{"not a year", `{"years":{"26":{"off":["2026-01-01"]}}}`, "不是年份"},
		{"a year of old", `{"years":{"1900":{"off":["1900-01-01"]}}}`, "年份 1900 不对"},
		{"source is a number", `{"source":1}`, "source 应是"},
		{"a list at the top", `[]`, "应是用 { } 括起来的内容"},
		{"cut off", `{"years":{"2026":{"off":["2026-01-01"`, "不是完整的 JSON"},
		{"empty file", ``, "不是完整的 JSON"},
		{"text after the end", `{"years":{"2026":{"off":["2026-01-01"]}}} x`, "在结尾之后还有内容"},
		{"GBK", "{\"source\":\"\xb9\xfa\"}", "UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			years, err := workday.ParseJSON([]byte(tt.in))
			var refused *workday.InputError
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want %q", err, tt.want)
			}
			if years != nil {
				t.Errorf("years = %v beside an error", years)
			}
		})
	}
}

func TestParseJSONAccepts(t *testing.T) {
	years, err := workday.ParseJSON([]byte("\uFEFF" + `{"years":{"2028":{"off":["2028-01-01"]},"2027":{"off":["2027-01-01"],"work":[]}}}`))
	if err != nil || len(years) != 2 || years[0].Year != 2027 || years[1].Year != 2028 {
		t.Errorf("years = %v, %v", years, err)
	}
}

func TestNewRefuses(t *testing.T) {
	y := workday.Year{Year: 2027, Off: []workday.Date{day(t, "2027-01-01")}}
	tests := []struct {
		situation string
		years     []workday.Year
		want      string
	}{
		{"a year twice", []workday.Year{y, y}, "2027 年出现了两次"},
		{"an empty year", []workday.Year{{Year: 2027}}, "2027 年 off 是空的"},
		{"no date in a list", []workday.Year{{Year: 2027, Off: []workday.Date{{}}}}, "2027 年 off 第 1 项不是日期"},
		{"a bad year beside a good one", []workday.Year{y, {}}, "年份 0 不对"},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			c, err := workday.New(tt.years...)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want %q", err, tt.want)
			}
			if len(c.Years()) != 0 {
				t.Error("a calendar beside an error")
			}
		})
	}
}

func FuzzParseJSON(f *testing.F) {
	f.Add(calendar.JSON())
	f.Add([]byte(`{"years":{"2026":{"off":["2026-01-01"],"work":["2026-01-04"]}}}`))
	f.Add([]byte(`{"years":{"2026":{"off":[{}]}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		years, err := workday.ParseJSON(data)
		if err != nil {
			var refused *workday.InputError
			if !errors.As(err, &refused) {
				t.Fatalf("error type %T: %v", err, err)
			}
			return
		}
		c, err := workday.New(years...)
		if err != nil {
			t.Fatalf("New refuses what ParseJSON gave: %v", err)
		}
		for _, y := range years {
			if n, err := c.Workdays(y.Year); err != nil || n > 366 {
				t.Fatalf("%d has %d working days, %v", y.Year, n, err)
			}
		}
	})
}
