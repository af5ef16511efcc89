package lawdoc_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/fold"
)

var update = flag.Bool("update", false, "write the pages again")

// pages are the made pages of docs, by file name.
func pages() map[string]string {
	return map[string]string{"rights.md": rights(), "records.md": kinds(), "states.md": states()}
}

func TestPagesAreWhatTheCodeSays(t *testing.T) {
	for name, want := range pages() {
		path := filepath.Join("..", "..", "docs", name)
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil { //nolint:gosec // a page for everybody
				t.Fatal(err)
			}
			continue
		}
		have, err := os.ReadFile(path)
		if err != nil || string(have) != want {
			t.Errorf("docs/%s is not what the code says: run go test ./internal/lawdoc -update (%v)", name, err)
		}
	}
}

const made = "<!-- Made from the code by internal/lawdoc; do not edit. -->\n\n"

func rights() string {
	var b strings.Builder
	b.WriteString(made + "# Rights (岗位权限表)\n\nRole × area, as `desk` enforces it: 全厅 the whole hall, 本人经手 what the person opened or carries, — nothing.\n\n| act |")
	for _, role := range hall.Roles() {
		fmt.Fprintf(&b, " %s |", role.Han())
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(hall.Roles())) + "\n")
	for _, rule := range desk.Rights() {
		fmt.Fprintf(&b, "| %s `%s` |", rule.Han, rule.Right)
		for _, role := range hall.Roles() {
			fmt.Fprintf(&b, " %s |", rule.Areas[role].Han())
		}
		b.WriteString("\n")
	}
	return b.String()
}

func kinds() string {
	var b strings.Builder
	b.WriteString(made + "# Records and their entries\n\nBesides cases and appointments the journal knows these sorts of record.\n")
	for _, room := range fold.Rooms() {
		fmt.Fprintf(&b, "\n## %s `%s`\n\n| kind | 中文 |\n|---|---|\n", room.Han, room.Sort)
		for _, kind := range slices.Sorted(maps.Keys(room.Kinds)) {
			fmt.Fprintf(&b, "| `%s` | %s |\n", kind, room.Kinds[kind])
		}
	}
	return b.String()
}
