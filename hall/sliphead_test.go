package hall_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bianmin/hall"
)

// What stands in a code is read back, and it never holds a line break or more than it can carry.
func TestASlipHeadIsReadBack(t *testing.T) {
	day, due := date(t, "2026-11-23"), date(t, "2026-12-07")
	rapid.Check(t, func(t *rapid.T) {
		h := hall.SlipHead{
			No: hall.NewCaseNo("431322112000", day, "A7", rapid.IntRange(1, 9999).Draw(t, "n")),
			ID: "01a205ea-be80-7855-97f0-f5745ccde64d", Matter: "MZ-06",
			Owed: rapid.SliceOfN(rapid.SampledFrom([]string{"户口簿", "申请人|照片", "一；二", "两\n行"}), 0, 9).Draw(t, "owed"),
		}
		if rapid.Bool().Draw(t, "due") {
			h.Due = due
		}
		line := h.Line()
		got, err := hall.ReadSlipHead(line)
		if err != nil || strings.Contains(line, "\n") || got.No != h.No || got.ID != h.ID || got.Due != h.Due || got.Matter != h.Matter {
			t.Fatalf("%q: %+v, %v", line, got, err)
		}
		if want := min(len(h.Owed), 7); len(got.Owed) != want {
			t.Fatalf("%d owed, want %d: %q", len(got.Owed), want, line)
		}
		found, err := hall.SlipLine("办件编号 x\n查询密码 480217\n" + line + "\n")
		if err != nil || found != line {
			t.Fatalf("%q, %v", found, err)
		}
	})
}

func TestWhatIsNoSlipHead(t *testing.T) {
	for _, text := range []string{"", "BM1", "BM1|x|y|z|-|", "BM2|431322112000-20261123-A701238|id|MZ-06|-|", "BM1|431322112000-20261123-A70123X|id|MZ-06|2026120|"} {
		if _, err := hall.ReadSlipHead(text); hall.KindOf(err) != hall.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := hall.SlipLine("办件编号 431322112000-20261123-A701238"); hall.KindOf(err) != hall.Invalid {
		t.Error(err)
	}
	c := new(hall.Case)
	c.Papers.Owed = slices.Repeat([]string{"户口簿"}, 8)
	if line := c.SlipHead().Line(); !strings.Contains(line, "另2样") {
		t.Error(line)
	}
}
