package rarefont

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// maxEntries bounds the search of folders: a machine with more than these has other troubles.
const maxEntries = 20000

// knownNames are files of fonts with rare Han characters, in lower case, in the order they are
// asked: song styles that go with the body text first.
func knownNames() []string {
	return []string{
		"hanamina.ttf", "hanaminb.ttf", // 花园明朝, Debian fonts-hanazono: URO, Ext A to F
		"jigmo.ttf", "jigmo2.ttf", "jigmo3.ttf", // 字雲, its successor: to Ext I
		"simsunb.ttf", "simsunextg.ttf", // 宋体-ExtB and ExtG, Windows
		"babelstonehan.ttf", // BabelStone Han
		"simfang.ttf",       // 仿宋
		"simsun.ttc", "simsun.ttf", "mingliub.ttc",
		"plangothicp1-regular.ttf", "plangothicp2-regular.ttf", // 遍黑体
	}
}

// SystemFolders are the folders where this system keeps fonts. Not all need be there.
func SystemFolders() []string {
	home, _ := os.UserHomeDir()
	below := func(dir string, parts ...string) []string {
		if dir == "" {
			return nil
		}
		return []string{filepath.Join(append([]string{dir}, parts...)...)}
	}
	switch runtime.GOOS {
	case "windows":
		out := below(os.Getenv("WINDIR"), "Fonts")
		if len(out) == 0 {
			out = []string{`C:\Windows\Fonts`}
		}
		return append(out, below(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")...)
	case "darwin":
		return append([]string{"/System/Library/Fonts", "/Library/Fonts"}, below(home, "Library", "Fonts")...)
	}
	out := []string{"/usr/share/fonts", "/usr/local/share/fonts"}
	return append(append(out, below(home, ".local", "share", "fonts")...), below(home, ".fonts")...)
}

// search finds the files with known names in folders and below them. Of two files with one
// name the first found counts.
func search(folders []string) []string {
	names := knownNames()
	at := map[string]string{}
	seen := 0
	for _, folder := range folders {
		if folder == "" {
			continue
		}
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil //nolint:nilerr // a folder that cannot be read holds nothing for us
			}
			if seen++; seen > maxEntries {
				return fs.SkipAll
			}
			name := strings.ToLower(d.Name())
			if _, ok := at[name]; !ok && !d.IsDir() && slices.Contains(names, name) {
				at[name] = path
			}
			return nil
		})
	}
	var out []string
	for _, name := range names {
		if path, ok := at[name]; ok {
			out = append(out, path)
		}
	}
	return out
}
