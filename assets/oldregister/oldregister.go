// Package oldregister says under which headings old registers (旧台账) keep what.
package oldregister

import (
	_ "embed"
	"strings"
)

//go:embed headings.txt
var headings string

// Headings are the headings a field may stand under, by field; the usual one first.
func Headings() map[string][]string {
	out := map[string][]string{}
	for _, line := range strings.Split(headings, "\n") {
		field, names, ok := strings.Cut(line, ":")
		if ok && !strings.HasPrefix(line, "#") {
			out[strings.TrimSpace(field)] = strings.Fields(names)
		}
	}
	return out
}
