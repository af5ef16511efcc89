// Package table is how a measurement is summed up and shown: medians, ratios of medians, and one Markdown
// table a row of measurements, with its goal and its caveats beside it.
package table

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Goal is what a row was to reach and whether it did.
type Goal struct {
	Text string // such as "≤ 4×"
	Got  string // such as "2.9×"
	Met  bool
	Open bool // it could not be measured here; Met says nothing
}

// String is the goal in a sentence.
func (g Goal) String() string {
	switch {
	case g.Open:
		return fmt.Sprintf("goal %s: not measured (%s)", g.Text, g.Got)
	case g.Met:
		return fmt.Sprintf("goal %s: met, %s", g.Text, g.Got)
	}
	return fmt.Sprintf("goal %s: MISSED, %s", g.Text, g.Got)
}

// Table is one measurement. Every line has as many cells as Head.
type Table struct {
	Title string
	Goals []Goal
	Head  []string
	Lines [][]string
	Notes []string // caveats, a sentence each
}

// Add appends a line.
func (t *Table) Add(cells ...string) { t.Lines = append(t.Lines, cells) }

// Note appends a caveat.
func (t *Table) Note(format string, args ...any) {
	t.Notes = append(t.Notes, fmt.Sprintf(format, args...))
}

// AtMost adds the goal that a ratio is at most so much.
func (t *Table) AtMost(what string, most, got float64) {
	t.Goals = append(t.Goals, Goal{Text: fmt.Sprintf("%s ≤ %s", what, Times(most)), Got: Times(got), Met: got <= most})
}

// AtLeast adds the goal that a ratio is at least so much.
func (t *Table) AtLeast(what string, least, got float64) {
	t.Goals = append(t.Goals, Goal{Text: fmt.Sprintf("%s ≥ %s", what, Times(least)), Got: Times(got), Met: got >= least})
}

// Write prints the table as Markdown, its columns padded so that it also reads in a terminal.
func (t Table) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", t.Title)
	widths := t.widths()
	writeLine(&b, t.Head, widths)
	rule := make([]string, len(t.Head))
	for i := range rule {
		rule[i] = strings.Repeat("-", widths[i])
	}
	writeLine(&b, rule, widths)
	for _, line := range t.Lines {
		writeLine(&b, line, widths)
	}
	b.WriteString("\n")
	for _, g := range t.Goals {
		fmt.Fprintf(&b, "* %s\n", g)
	}
	for _, n := range t.Notes {
		fmt.Fprintf(&b, "* %s\n", n)
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// widths are the columns' widths in characters, at least 3 as Markdown asks.
func (t Table) widths() []int {
	widths := make([]int, len(t.Head))
	for _, line := range append([][]string{t.Head}, t.Lines...) {
		for i, cell := range line {
			if i < len(widths) {
				widths[i] = max(widths[i], utf8.RuneCountInString(cell), 3)
			}
		}
	}
	return widths
}

func writeLine(b *strings.Builder, cells []string, widths []int) {
	for i, width := range widths {
		cell := ""
		if i < len(cells) {
			cell = cells[i]
		}
		b.WriteString("| " + cell + strings.Repeat(" ", width-utf8.RuneCountInString(cell)+1))
	}
	b.WriteString("|\n")
}
