package main

import (
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"bianmin/internal/station"
)

func parser(t *testing.T) *kong.Kong {
	t.Helper()
	p, err := kong.New(&cli{}, kong.Vars{"data": station.DefaultDir()}, kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Every command that does something has an example, and every example is one the program takes.
func TestEveryCommandHasAnExampleThatParses(t *testing.T) {
	p := parser(t)
	all := examples()
	for _, leaf := range p.Model.Leaves(true) {
		path := pathOf(leaf)
		lines := all[path]
		delete(all, path)
		if len(lines) == 0 && !strings.Contains(leaf.Detail, "例") {
			t.Errorf("%s has no example", path)
		}
		for _, line := range lines {
			if !strings.HasPrefix(line, path) {
				t.Errorf("the example of %s is %q", path, line)
			}
			if _, err := parser(t).Parse(words(line)); err != nil {
				t.Errorf("%q: %v", line, err)
			}
		}
	}
	for path := range all {
		t.Errorf("there is no command %s", path)
	}
}

// words splits a line as a shell does, without quotes; a redirection ends it.
func words(line string) []string {
	line, _, _ = strings.Cut(line, " < ")
	return strings.Fields(line)
}
