package table_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"bianmin/bench/table"
)

func TestMedianAndQuantile(t *testing.T) {
	for name, c := range map[string]struct {
		values      []float64
		median, p99 float64
	}{
		"one":        {[]float64{7}, 7, 7},
		"odd":        {[]float64{9, 1, 5}, 5, 9},
		"even":       {[]float64{4, 1, 3, 2}, 2.5, 4},
		"an outlier": {[]float64{1, 1, 1, 1, 1000}, 1, 1000},
	} {
		before := append([]float64(nil), c.values...)
		if got := table.Median(c.values); got != c.median {
			t.Errorf("%s: median %v, want %v", name, got, c.median)
		}
		if got := table.Quantile(c.values, 0.99); got != c.p99 {
			t.Errorf("%s: p99 %v, want %v", name, got, c.p99)
		}
		for i := range before {
			if before[i] != c.values[i] {
				t.Errorf("%s: the input was sorted in place", name)
			}
		}
	}
	hundred := make([]float64, 100)
	for i := range hundred {
		hundred[i] = float64(100 - i)
	}
	if got := table.Quantile(hundred, 0.99); got != 99 {
		t.Errorf("p99 of 1..100 = %v", got)
	}
	if !math.IsNaN(table.Median(nil)) || !math.IsNaN(table.Quantile(nil, 0.5)) {
		t.Error("nothing has a median")
	}
}

func TestRatiosArePairwise(t *testing.T) {
	got := table.Ratios([]float64{2, 40, 9}, []float64{1, 10})
	if len(got) != 2 || got[0] != 2 || got[1] != 4 {
		t.Errorf("ratios = %v", got)
	}
}

func TestFigures(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{table.MS(0.0421), "0.042 ms"},
		{table.MS(3.456), "3.46 ms"},
		{table.MS(45.6), "46 ms"},
		{table.MS(12345), "12.3 s"},
		{table.Times(2.904), "2.90×"},
		{table.Times(12.34), "12.3×"},
		{table.Times(512), "512×"},
		{table.Count(7), "7"},
		{table.Count(999.6), "1,000"},
		{table.Count(1234567), "1,234,567"},
		{table.Count(-123456), "-123,456"},
		{table.MS(table.Millis(1500 * time.Microsecond)), "1.50 ms"},
		{table.Span([]float64{3, 1, 2}, table.Count), "1 – 3"},
		{table.Span(nil, table.Count), "–"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestTableShowsGoalsBothWays(t *testing.T) {
	tb := table.Table{Title: "save", Head: []string{"what", "median"}}
	tb.Add("ours", "1.00 ms")
	tb.Add("bare")
	tb.AtMost("save ÷ bare", 4, 3)
	tb.AtLeast("ours ÷ naive", 6, 5.5)
	tb.Goals = append(tb.Goals, table.Goal{Text: "≥ 50×", Got: "no browser", Open: true})
	tb.Note("%d rounds", 5)
	var b strings.Builder
	if err := tb.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `## save

| what | median  |
| ---- | ------- |
| ours | 1.00 ms |
| bare |         |

* goal save ÷ bare ≤ 4.00×: met, 3.00×
* goal ours ÷ naive ≥ 6.00×: MISSED, 5.50×
* goal ≥ 50×: not measured (no browser)
* 5 rounds

`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}
