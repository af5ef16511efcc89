package journal

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Clock is a hybrid logical clock: milliseconds since 1970 and a counter for
// entries of one millisecond. It never goes back on a device, even when the PC's
// clock does. It sorts displays; deadlines read Header.At. The zero Clock precedes all.
type Clock struct {
	Millis int64
	Count  uint16
}

// Next returns the clock for an entry written now, always after c.
func (c Clock) Next(now time.Time) Clock {
	ms := now.UnixMilli()
	switch {
	case ms > c.Millis:
		return Clock{Millis: ms}
	case c.Count == 1<<16-1:
		return Clock{Millis: c.Millis + 1}
	default:
		return Clock{Millis: c.Millis, Count: c.Count + 1}
	}
}

// Compare is negative when c precedes d, zero when equal.
func (c Clock) Compare(d Clock) int {
	switch {
	case c.Millis != d.Millis:
		return int(min(max(c.Millis-d.Millis, -1), 1))
	default:
		return int(c.Count) - int(d.Count)
	}
}

// String is fixed-width below the year 2286, so that texts sort as clocks do.
func (c Clock) String() string { return fmt.Sprintf("%013d-%04x", c.Millis, c.Count) }

// MarshalText implements encoding.TextMarshaler.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Clock) UnmarshalText(text []byte) error {
	millis, count, ok := strings.Cut(string(text), "-")
	ms, err1 := strconv.ParseInt(millis, 10, 64)
	n, err2 := strconv.ParseUint(count, 16, 16)
	if d := (Clock{Millis: ms, Count: uint16(n)}); ok && err1 == nil && err2 == nil && d.String() == string(text) {
		*c = d
		return nil
	}
	return fmt.Errorf("journal: clock %q is not MILLIS-COUNT", text)
}
