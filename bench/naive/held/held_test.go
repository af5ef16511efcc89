package held_test

import (
	"testing"

	"bianmin/bench/naive/held"
)

func TestDiffCatchesBothFaults(t *testing.T) {
	for name, c := range map[string]struct {
		sent, held    []string
		lost, doubled int
	}{
		"the same":       {[]string{"a", "b"}, []string{"b", "a"}, 0, 0},
		"one lost":       {[]string{"a", "b"}, []string{"a"}, 1, 0},
		"one doubled":    {[]string{"a", "b"}, []string{"a", "b", "b"}, 0, 1},
		"one never sent": {[]string{"a"}, []string{"a", "x"}, 0, 1},
		"one of each":    {[]string{"a", "b"}, []string{"a", "a"}, 1, 1},
	} {
		if lost, doubled := held.Diff(c.sent, c.held); lost != c.lost || doubled != c.doubled {
			t.Errorf("%s: lost %d, doubled %d", name, lost, doubled)
		}
	}
}
