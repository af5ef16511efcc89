package main

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

//go:embed examples.txt
var exampleLines string

// examples are the example lines of commands, by their path: 「ticket call」. Each begins with
// the path.
func examples() map[string][]string {
	out := map[string][]string{}
	for _, line := range strings.Split(exampleLines, "\n") {
		path, line, ok := strings.Cut(line, ": ")
		if ok {
			out[path] = append(out[path], line)
		}
	}
	return out
}

// helpWithExamples prints the help of a command and, below it, the examples that stand in
// examples.txt.
func helpWithExamples(o kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(o, ctx); err != nil {
		return err
	}
	node := ctx.Selected()
	if node == nil {
		return nil
	}
	lines := examples()[pathOf(node)]
	if len(lines) == 0 {
		return nil
	}
	if _, err := fmt.Fprintln(ctx.Stdout, "\n例："); err != nil {
		return err
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(ctx.Stdout, "  bianminctl "+line); err != nil {
			return err
		}
	}
	return nil
}

// pathOf is a command's words: 「ticket call」.
func pathOf(n *kong.Node) string {
	var words []string
	for ; n != nil && n.Type == kong.CommandNode; n = n.Parent {
		words = append([]string{n.Name}, words...)
	}
	return strings.Join(words, " ")
}
