// Package crash writes down how a run ended badly, so that the next one can say so. The
// files hold a stack, never what was typed.
package crash

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Book is the folder the accounts of crashes are kept in.
type Book struct {
	Folder string
	Now    func() time.Time
}

const (
	fresh = "crash-"
	told  = "told-"
)

// Write keeps a panic and its stack, and returns the file. A panic's own words may hold
// what was typed, so only its type is kept.
func (b Book) Write(what any, stack []byte) (string, error) {
	if err := os.MkdirAll(b.Folder, 0o700); err != nil {
		return "", fmt.Errorf("make the folder for crashes: %w", err)
	}
	path := filepath.Join(b.Folder, fresh+b.Now().UTC().Format("20060102-150405.000")+".txt")
	text := fmt.Sprintf("%T%s\n\n%s", what, safe(what), stack)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return "", fmt.Errorf("write down a crash: %w", err)
	}
	return path, nil
}

// safe are the words of a panic of the Go runtime, which hold no data.
func safe(what any) string {
	if err, ok := what.(interface{ RuntimeError() }); ok {
		return fmt.Sprintf(": %v", err)
	}
	return ""
}

// Last returns the newest crash nobody was told of yet, "" for none, and marks all as told.
func (b Book) Last() string {
	entries, err := os.ReadDir(b.Folder)
	if err != nil {
		return ""
	}
	last := ""
	for _, e := range slices.Backward(entries) {
		name := e.Name()
		if !strings.HasPrefix(name, fresh) {
			continue
		}
		to := filepath.Join(b.Folder, told+strings.TrimPrefix(name, fresh))
		if os.Rename(filepath.Join(b.Folder, name), to) == nil && last == "" {
			last = to
		}
	}
	return last
}
