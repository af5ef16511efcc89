package kit_test

import (
	"testing"
	"time"

	"bianmin/app/kit"
)

func TestParseDate(t *testing.T) {
	today := time.Date(2025, 2, 27, 23, 30, 0, 0, time.FixedZone("CST", 8*3600))
	for _, tc := range []struct{ name, text, want string }{
		{"eight digits", "20250301", "2025-03-01"},
		{"full-width digits", "２０２５０３０１", "2025-03-01"},
		{"single-digit parts", "2025-3-1", "2025-03-01"},
		{"slashes", "2025/03/01", "2025-03-01"},
		{"points", "2025.3.1", "2025-03-01"},
		{"Chinese", "2025年3月1日", "2025-03-01"},
		{"month and day", "3-1", "2025-03-01"},
		{"four digits", "0301", "2025-03-01"},
		{"with spaces round it", " 2025-3-1 ", "2025-03-01"},
		{"today, by the hall's clock", "今天", "2025-02-27"},
		{"tomorrow", "明天", "2025-02-28"},
		{"the day after", "后天", "2025-03-01"},
		{"yesterday", "昨天", "2025-02-26"},
		{"five days on, over the end of the month", "+5", "2025-03-04"},
		{"full-width plus", "＋5", "2025-03-04"},
		{"two days back", "-2", "2025-02-25"},
		{"leap day", "20240229", "2024-02-29"},
		{"no leap day", "20250229", ""},
		{"month 13", "2025-13-01", ""},
		{"day 0", "2025-3-0", ""},
		{"empty", "", ""},
		{"words", "下周", ""},
		{"half a date", "202503", ""},
		{"sign only", "+", ""},
		{"two signs", "+-5", ""},
		{"too far", "+99999", ""},
		{"another age", "0025-03-01", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, ok := kit.ParseDate(tc.text, today)
			if got != tc.want || ok != (tc.want != "") {
				t.Errorf("ParseDate(%q) = %q, %v; want %q", tc.text, got, ok, tc.want)
			}
		})
	}
}

func FuzzParseDate(f *testing.F) {
	today := time.Date(2025, 2, 27, 0, 0, 0, 0, time.UTC)
	for _, seed := range []string{"20250301", "今天", "+5", "2025年3月1日", "-", "日", "+"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		date, ok := kit.ParseDate(text, today)
		if !ok {
			return
		}
		again, ok := kit.ParseDate(date, today)
		if !ok || again != date {
			t.Errorf("%q reads as %q, and that as %q", text, date, again)
		}
	})
}
