// Package rarefont draws the rare characters of names that no built-in face has, with fonts
// the machine or the hall happens to have. Nothing is opened before such a character comes.
package rarefont

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"bianmin/paper/sheet"
)

// maxKnown bounds the memory for characters already looked for. A hall of 100 000 people
// needs some hundred.
const maxKnown = 8192

// Fonts finds outlines of rare characters. It is safe for use by several goroutines and holds
// no file open. A font that is missing, broken or of an unknown form is passed over: a print
// never fails for it. The zero value finds nothing.
type Fonts struct {
	own    string
	system []string

	mu     sync.Mutex
	listed bool
	files  []*file // in the order they are asked
	known  map[rune]found
}

// found is what became of a character that was looked for.
type found struct {
	outline sheet.Outline
	ok      bool
}

// New finds characters in all fonts of the folder own, by name, and after them in the fonts
// with known names in the system's folders and what is below them. Folders may be missing or
// empty text. They are read once, when the first rare character comes: a font put there later
// is seen by the next New.
func New(own string, system ...string) *Fonts {
	return &Fonts{own: own, system: slices.Clone(system)}
}

// Outline is the shape of r in the first font that has one. It is false where no font has it,
// and for private-use characters, which mean something else in every font.
func (f *Fonts) Outline(r rune) (sheet.Outline, bool) {
	if f == nil || r < ' ' || unicode.Is(unicode.Co, r) {
		return sheet.Outline{}, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if is, ok := f.known[r]; ok {
		return is.outline, is.ok
	}
	if !f.listed {
		f.files, f.listed = list(f.own, f.system), true
	}
	var is found
	for _, file := range f.files {
		if is.outline, is.ok = file.outline(r); is.ok {
			break
		}
	}
	if f.known == nil || len(f.known) >= maxKnown {
		f.known = map[rune]found{}
	}
	f.known[r] = is
	return is.outline, is.ok
}

// file is a font file, with one font or a collection.
type file struct {
	path  string
	read  bool
	fonts []*sfnt.Font
	buf   sfnt.Buffer
}

// outline is the shape of r; false also for a font that cannot be read, or that breaks its
// reader, which must not break a print.
func (f *file) outline(r rune) (o sheet.Outline, ok bool) {
	defer func() {
		if recover() != nil {
			f.fonts, o, ok = nil, sheet.Outline{}, false
		}
	}()
	if !f.read {
		f.read = true
		f.fonts = open(f.path)
	}
	for _, font := range f.fonts {
		if o, ok = outlineOf(font, &f.buf, r); ok {
			return o, true
		}
	}
	return sheet.Outline{}, false
}

// open parses the fonts of a file; none when it is not a font.
func open(path string) []*sfnt.Font {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	all, err := sfnt.ParseCollectionReaderAt(disk(path))
	if err != nil {
		return nil
	}
	var out []*sfnt.Font
	for i := range all.NumFonts() {
		if font, err := all.Font(i); err == nil {
			out = append(out, font)
		}
	}
	return out
}

// disk reads parts of a file and keeps it closed between them: fonts stay open for as long as
// the program runs, files need not, and an administrator can replace them.
type disk string

// ReadAt reads like os.File.
func (d disk) ReadAt(p []byte, off int64) (int, error) {
	f, err := os.Open(string(d))
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	return f.ReadAt(p, off)
}

var _ io.ReaderAt = disk("")

// list names the font files in the order they are asked: the hall's own by name, then those
// with known names in the order of knownNames.
func list(own string, system []string) []*file {
	var out []*file
	if own != "" {
		entries, _ := os.ReadDir(own) // sorted by name; none where there is no folder
		for _, e := range entries {
			if slices.Contains([]string{".ttf", ".otf", ".ttc"}, strings.ToLower(filepath.Ext(e.Name()))) {
				out = append(out, &file{path: filepath.Join(own, e.Name())})
			}
		}
	}
	for _, path := range search(system) {
		out = append(out, &file{path: path})
	}
	return out
}
