package station

import (
	"os"
	"path/filepath"
	"runtime"
)

// DefaultDir is the user's data directory for this program: BIANMIN_DATA if set.
func DefaultDir() string {
	if dir := os.Getenv("BIANMIN_DATA"); dir != "" {
		return dir
	}
	if dir := os.Getenv("LOCALAPPDATA"); runtime.GOOS == "windows" && dir != "" {
		return filepath.Join(dir, "bianmin")
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "bianmin")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "bianmin-data"
	}
	return filepath.Join(home, ".local", "share", "bianmin")
}
