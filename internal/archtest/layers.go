package archtest

import (
	"go/ast"
	"strings"
)

// room is a folder with the only folders of this module it may import, and the reason to quote.
type room struct {
	root string
	may  []string
	why  string
}

// rooms lists every folder that may hold Go code, the narrower before the wider. Four floors:
// main, cmd → app, county → desk, paper, localdb, sync → hall, assets.
func rooms() []room {
	const third = "is on the third floor and imports no neighbour; declare a small interface and let internal/station wire it"
	return []room{
		{"assets/fonts/mkfonts", []string{"assets", "paper/sheet/ttf"}, "is a tool that makes fonts; it reads assets and paper/sheet/ttf only"},
		{"assets", []string{"assets"}, "is on the ground floor and imports nothing above it"},
		{"hall", []string{"hall"}, "is the law: pure, on the ground floor; it imports only hall"},
		{"desk", []string{"desk", "hall", "assets"}, third},
		{"paper", []string{"paper", "hall", "assets"}, third},
		{"localdb", []string{"localdb", "hall", "assets"}, third},
		{"sync", []string{"sync", "hall", "assets"}, third},
		{"app", []string{"app", "desk", "hall", "assets"}, "knows desk, hall and assets only: no store, no SQL, no sync"},
		{"county", []string{"county", "sync/wire", "hall", "assets"}, "shares sync/wire, hall and assets with the device, nothing else"},
		{
			"internal/station",
			[]string{"internal/station", "desk", "paper", "localdb", "sync", "county", "hall", "assets"},
			"wires a device for the window and the command line alike, so it knows no window",
		},
		{
			"internal/demo",
			[]string{"internal/demo", "internal/station", "desk", "county", "hall", "assets"},
			"puts a station beside an embedded county and knows nothing further in",
		},
		{
			"internal/workload",
			[]string{"internal/workload", "internal/station", "desk", "hall", "assets"},
			"lets an invented township live through station and desk",
		},
		{"internal/lawdoc", []string{"desk", "hall"}, "makes pages of docs from desk and hall"},
		{"internal", []string{"internal", "hall", "assets"}, "only internal/station and internal/demo wire the upper floors"},
	}
}

// wiring lists the folders that may import anything of this module.
func wiring() []string { return []string{"", "cmd", "bench", "e2e", "scripts"} }

// checkLayers reports imports of this module that go up or sideways.
func (t *tree) checkLayers(f *file) {
	if f.test || withinAny(f.dir, wiring()) {
		return
	}
	home, ok := roomOf(f.dir)
	if !ok {
		t.report(f, f.ast.Package, "layer", "folder %s has no floor; add it to the rooms of internal/archtest and to docs/architecture.md", f.dir)
		return
	}
	for _, spec := range f.ast.Imports {
		to, ours := t.local(spec)
		if ours && !withinAny(to, home.may) {
			t.report(f, spec.Pos(), "layer", "%s imports %s, but %s %s", f.dir, named(to), home.root, home.why)
		}
	}
}

// roomOf finds the room a folder belongs to.
func roomOf(dir string) (room, bool) {
	for _, r := range rooms() {
		if within(dir, r.root) {
			return r, true
		}
	}
	return room{}, false
}

// local returns the folder an import of this module names.
func (t *tree) local(spec *ast.ImportSpec) (dir string, ours bool) {
	p := importPath(spec)
	if p == t.module {
		return "", true
	}
	return strings.CutPrefix(p, t.module+"/")
}

// named gives the root package a name a person can read.
func named(dir string) string {
	if dir == "" {
		return "the main package"
	}
	return dir
}

// door is a vendor's import prefix and the only folders that may use it.
type door struct {
	vendor string
	only   []string
}

// doors lists the vendors with one door each, the narrower before the wider.
func doors() []door {
	return []door{
		{"modernc.org/sqlite", []string{"localdb", "county/sqlitestore", "bench/naive"}},
		{"github.com/pressly/goose", []string{"localdb", "county/sqlitestore"}},
		{"github.com/go-resty/resty", []string{"sync"}},
		{"github.com/jung-kurt/gofpdf", []string{"paper/sheet"}},
		{"github.com/xuri/excelize", []string{"paper/workbook"}},
		{"github.com/OpenPrinting/goipp", []string{"paper/printer"}},
		{"golang.org/x/sys/windows", []string{"paper/printer"}},
		{"fyne.io/fyne/v2/app", []string{""}},
		{"fyne.io/fyne", []string{"", "app"}},
		{"github.com/jackc/pgx", []string{"county/pgstore"}},
	}
}

// checkDoors reports vendors imported outside their door, in tests too.
func (t *tree) checkDoors(f *file) {
	for _, spec := range f.ast.Imports {
		p := importPath(spec)
		for _, d := range doors() {
			if !within(p, d.vendor) {
				continue
			}
			if !withinAny(f.dir, d.only) {
				t.report(f, spec.Pos(), "door", "%s may be imported only by %s", d.vendor, namedAll(d.only))
			}
			break
		}
	}
}

func namedAll(dirs []string) string {
	names := make([]string, 0, len(dirs))
	for _, d := range dirs {
		names = append(names, named(d))
	}
	return strings.Join(names, ", ")
}
