// Package archtest reads the module's own source and says where it breaks the house rules: an import that
// goes up or sideways, a vendor used outside its door, a clock read where time must be given, a package
// without a doc line, a file, function or struct too long to read.
//
// It parses files and needs no build, so a broken or absent package never hides another's finding.
// Rules about imports and length spare _test.go files: a test may stand several floors together.
package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Finding is one broken rule at one place.
type Finding struct {
	File string // slash-separated, below the module root
	Line int    // 1-based
	Rule string // short name, such as "layer"
	Why  string // a sentence for the person who broke it
}

// String formats the finding as compilers do.
func (f Finding) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Rule, f.Why)
}

// file is one parsed source file.
type file struct {
	path      string // below the root
	dir       string // its package folder; "" is the root
	test      bool
	generated bool
	lines     int
	ast       *ast.File
}

// tree is the parsed module.
type tree struct {
	module   string
	fset     *token.FileSet
	files    []*file
	findings []Finding
}

// Check parses the module in fsys and returns every finding, ordered by file and line. The error is about
// reading or parsing only.
func Check(fsys fs.FS, module string) ([]Finding, error) {
	t := &tree{module: module, fset: token.NewFileSet()}
	if err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skipDir(p)
		}
		if strings.HasSuffix(p, ".go") {
			return t.parse(fsys, p)
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read the module tree: %w", err)
	}
	for _, f := range t.files {
		t.checkLayers(f)
		t.checkDoors(f)
		t.checkClock(f)
		t.checkShape(f)
	}
	t.checkPackages()
	slices.SortFunc(t.findings, func(a, b Finding) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
	return t.findings, nil
}

// skipDir leaves out what the go command leaves out, and folders of results.
func skipDir(p string) error {
	base := path.Base(p)
	switch {
	case p == ".":
		return nil
	case strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_"),
		base == "testdata", base == "vendor", base == "node_modules",
		p == "out", p == "dist", p == "bin":
		return fs.SkipDir
	}
	return nil
}

// parse adds one file to the tree.
func (t *tree) parse(fsys fs.FS, p string) error {
	src, err := fs.ReadFile(fsys, p)
	if err != nil {
		return err
	}
	parsed, err := parser.ParseFile(t.fset, p, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	dir := path.Dir(p)
	if dir == "." {
		dir = ""
	}
	t.files = append(t.files, &file{
		path: p, dir: dir, test: strings.HasSuffix(p, "_test.go"), generated: ast.IsGenerated(parsed),
		lines: bytes.Count(src, []byte("\n")), ast: parsed,
	})
	return nil
}

// report adds a finding at pos.
func (t *tree) report(f *file, pos token.Pos, rule, why string, args ...any) {
	t.findings = append(t.findings, Finding{
		File: f.path, Line: t.fset.Position(pos).Line, Rule: rule, Why: fmt.Sprintf(why, args...),
	})
}

// importPath is the path an import names.
func importPath(spec *ast.ImportSpec) string {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return "" // the parser has already refused such a file
	}
	return p
}

// within says whether dir is root or lies below it. The empty root is the main package alone.
func within(dir, root string) bool {
	return dir == root || root != "" && strings.HasPrefix(dir, root+"/")
}

// withinAny says whether dir is within one of the roots.
func withinAny(dir string, roots []string) bool {
	return slices.ContainsFunc(roots, func(root string) bool { return within(dir, root) })
}
