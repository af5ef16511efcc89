package archtest

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
)

// The limits of the house. A struct or function may be longer when its doc comment says why, with the
// word "long" in it; a file may not.
const (
	maxFileLines     = 400
	maxFuncLines     = 60
	maxStructFields  = 12
	clockReceiver    = "clock" // suffix of the one type that may read the clock, in lower case
	clockRoom        = "internal/station"
	longWord         = `(?i)\blong(er)?\b`
	drawerPackageWhy = "is a drawer, not a subject; name the package after what it holds"
)

// readsClock are the functions of package time that read the machine's clock.
func readsClock() []string { return []string{"Now", "Since", "Until"} }

// drawers are package names that say nothing.
func drawers() []string {
	return []string{"util", "utils", "common", "helper", "helpers", "manager", "managers", "model", "models"}
}

// checkClock reports reads of the machine's clock outside main, cmd, bench, e2e, tests and the clock type.
func (t *tree) checkClock(f *file) {
	if f.test || withinAny(f.dir, wiring()) {
		return
	}
	name := importName(f.ast, "time")
	if name == "" {
		return
	}
	for _, decl := range f.ast.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && f.dir == clockRoom && strings.HasSuffix(strings.ToLower(receiver(fn)), clockReceiver) {
			continue
		}
		ast.Inspect(decl, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == name && slices.Contains(readsClock(), sel.Sel.Name) {
				t.report(f, sel.Pos(), "clock", "time.%s reads the machine's clock; take a clock from the caller (only main, cmd and the clock type of %s read it)",
					sel.Sel.Name, clockRoom)
			}
			return true
		})
	}
}

// importName is the name a file gives to an import, or "" when it does not import it.
func importName(f *ast.File, want string) string {
	for _, spec := range f.Imports {
		if importPath(spec) != want {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(want)
	}
	return ""
}

// receiver is the type name a method belongs to, or "".
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return ""
	}
	typ := fn.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if id, ok := typ.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// checkShape reports what is too long to read at once.
func (t *tree) checkShape(f *file) {
	if f.generated {
		return
	}
	if f.lines > maxFileLines {
		t.report(f, f.ast.Package, "file", "%d lines, at most %d: split it by subject", f.lines, maxFileLines)
	}
	if f.test {
		return
	}
	for _, decl := range f.ast.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			t.checkFunc(f, d)
		case *ast.GenDecl:
			t.checkStructs(f, d)
		}
	}
}

// checkFunc reports a function with too many lines in its body.
func (t *tree) checkFunc(f *file, fn *ast.FuncDecl) {
	if fn.Body == nil || excused(fn.Doc) {
		return
	}
	lines := t.line(fn.Body.Rbrace) - t.line(fn.Body.Lbrace) - 1
	if lines > maxFuncLines {
		t.report(f, fn.Pos(), "func", "%s has %d lines, at most %d, or a doc comment that says why it is long", fn.Name.Name, lines, maxFuncLines)
	}
}

// checkStructs reports declared struct types with too many fields.
func (t *tree) checkStructs(f *file, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		ts, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		st, ok := ts.Type.(*ast.StructType)
		if !ok || excused(decl.Doc) || excused(ts.Doc) {
			continue
		}
		if n := st.Fields.NumFields(); n > maxStructFields {
			t.report(f, ts.Pos(), "struct", "%s has %d fields, at most %d, or a doc comment that says why it is long", ts.Name.Name, n, maxStructFields)
		}
	}
}

func (t *tree) line(pos token.Pos) int { return t.fset.Position(pos).Line }

// excused says whether a doc comment explains a length. It reads directives too, so that the reason given
// after a nolint counts and need not be said twice.
func excused(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	return slices.ContainsFunc(doc.List, func(c *ast.Comment) bool {
		return regexp.MustCompile(longWord).MatchString(c.Text)
	})
}

// checkPackages reports packages without a doc comment and packages that are drawers.
func (t *tree) checkPackages() {
	first := map[string]*file{}
	documented := map[string]bool{}
	for _, f := range t.files {
		if strings.HasSuffix(f.ast.Name.Name, "_test") {
			continue
		}
		if first[f.dir] == nil || first[f.dir].test && !f.test {
			first[f.dir] = f
		}
		if strings.TrimSpace(f.ast.Doc.Text()) != "" {
			documented[f.dir] = true
		}
	}
	for dir, f := range first {
		if !documented[dir] {
			t.report(f, f.ast.Package, "doc", "package %s has no doc comment in any file", f.ast.Name.Name)
		}
		for _, name := range append(strings.Split(dir, "/"), f.ast.Name.Name) {
			if slices.Contains(drawers(), name) {
				t.report(f, f.ast.Package, "name", "%s %s", name, drawerPackageWhy)
				break
			}
		}
	}
}
