package hall_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"bianmin/hall"
)

func TestWhatACoverSays(t *testing.T) {
	today := hall.DayOf(time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC))
	for _, c := range []struct {
		situation, text string
		want            hall.Cover
		refused         bool
	}{
		{"nothing said", "", hall.Cover{Year: 2026}, false},
		{"only the volume", "2", hall.Cover{Year: 2026, Volume: 2}, false},
		{"all three", "办件台账/2025/12", hall.Cover{Register: "办件台账", Year: 2025, Volume: 12}, false},
		{"another order, with room", " 3 / 2025 / 来访登记 ", hall.Cover{Register: "来访登记", Year: 2025, Volume: 3}, false},
		{"two years", "2025/2026", hall.Cover{}, true},
		{"two names", "办件台账/来访登记", hall.Cover{}, true},
		{"volume 0", "0", hall.Cover{}, true},
		{"a year before the republic", "1900", hall.Cover{}, true},
		{"neither year nor volume", "20261", hall.Cover{}, true},
		{"a name too long", strings.Repeat("台", 21), hall.Cover{}, true},
	} {
		t.Run(c.situation, func(t *testing.T) {
			got, err := hall.ReadCover(c.text, today)
			var fault *hall.Error
			if c.refused != errors.As(err, &fault) || got != c.want {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}
