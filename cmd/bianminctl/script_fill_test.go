package main

import (
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// fill FILE WORD TEXT writes a text in place of a word of a file, for what is known only when
// the script runs.
func fill(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: fill FILE WORD TEXT")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o600))
}
