package archtest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"bianmin/internal/archtest"
)

const module = "bianmin"

func TestModuleKeepsTheHouseRules(t *testing.T) {
	findings, err := archtest.Check(os.DirFS(filepath.Join("..", "..")), module)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
}

// TestEveryRuleFires is the negative control: a fake module that breaks each rule, and keeps it where an
// exception is made. Each file says on the offending line which rule must fire; nothing else may.
func TestEveryRuleFires(t *testing.T) {
	fake := fakeModule(t)
	wantLine := regexp.MustCompile(`// want (\w+)$`)
	var want []string
	for path, f := range fake {
		for i, line := range strings.Split(string(f.Data), "\n") {
			if m := wantLine.FindStringSubmatch(line); m != nil {
				want = append(want, fmt.Sprintf("%s:%d: %s", path, i+1, m[1]))
			}
		}
	}
	findings, err := archtest.Check(fake, module)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range findings {
		got = append(got, fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Rule))
		if f.Why == "" {
			t.Errorf("%v: no reason given", f)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("did not fire: %s", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("fired where nothing is wrong: %s", g)
		}
	}
}

func TestAbsentPackagesAreFine(t *testing.T) {
	findings, err := archtest.Check(fstest.MapFS{"README.md": {}}, module)
	if err != nil || len(findings) != 0 {
		t.Errorf("an empty module: %v, %v", findings, err)
	}
}

func TestBrokenFileIsNamed(t *testing.T) {
	_, err := archtest.Check(fstest.MapFS{"hall/x.go": {Data: []byte("package")}}, module)
	if err == nil || !strings.Contains(err.Error(), "hall/x.go") {
		t.Errorf("error = %v", err)
	}
}

// fakeModule is testdata/bad.txtar, with "FILL n" lines blown up to n lines of code.
func fakeModule(t *testing.T) fstest.MapFS {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", "bad.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	fill := regexp.MustCompile(`(?m)^FILL (\w+) (\d+)$`)
	fake := fstest.MapFS{}
	for _, f := range a.Files {
		data := fill.ReplaceAllStringFunc(string(f.Data), func(s string) string {
			var what string
			var n int
			if _, err := fmt.Sscanf(s, "FILL %s %d", &what, &n); err != nil {
				t.Fatal(err)
			}
			lines := map[string]string{"comment": "// line", "code": "println()", "field": "F%d int"}
			var b strings.Builder
			for i := range n {
				if what == "field" {
					fmt.Fprintf(&b, lines[what]+"\n", i)
				} else {
					b.WriteString(lines[what] + "\n")
				}
			}
			return strings.TrimSuffix(b.String(), "\n")
		})
		fake[f.Name] = &fstest.MapFile{Data: []byte(data)}
	}
	return fake
}
