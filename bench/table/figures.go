package table

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Median is the middle value, or the mean of the middle two; NaN of nothing.
func Median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	mid := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[mid]
	}
	return (sorted[mid-1] + sorted[mid]) / 2
}

// Quantile is the smallest value that a share q, from 0 to 1, of all values does not pass; NaN of nothing.
func Quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	rank := int(math.Ceil(q*float64(len(sorted)))) - 1
	return sorted[min(max(rank, 0), len(sorted)-1)]
}

// Ratios divides a by b, pair by pair: what was measured side by side is compared side by side.
func Ratios(a, b []float64) []float64 {
	out := make([]float64, min(len(a), len(b)))
	for i := range out {
		out[i] = a[i] / b[i]
	}
	return out
}

// Millis is a duration in milliseconds.
func Millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// MS shows milliseconds, three significant digits below ten.
func MS(ms float64) string {
	switch {
	case ms < 1:
		return fmt.Sprintf("%.3f ms", ms)
	case ms < 10:
		return fmt.Sprintf("%.2f ms", ms)
	case ms < 1000:
		return fmt.Sprintf("%.0f ms", ms)
	}
	return fmt.Sprintf("%.1f s", ms/1000)
}

// Times shows a ratio.
func Times(ratio float64) string {
	switch {
	case ratio < 10:
		return fmt.Sprintf("%.2f×", ratio)
	case ratio < 100:
		return fmt.Sprintf("%.1f×", ratio)
	}
	return fmt.Sprintf("%.0f×", ratio)
}

// Count shows a count or a rate, rounded, with thousands set apart.
func Count(n float64) string {
	text := fmt.Sprintf("%.0f", n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// Span shows the least and the most of some values in the way one is shown.
func Span(values []float64, show func(float64) string) string {
	if len(values) == 0 {
		return "–"
	}
	return show(slices.Min(values)) + " – " + show(slices.Max(values))
}
