package crash_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"bianmin/app/crash"
)

func TestACrashIsToldOnceAndHoldsNothingTyped(t *testing.T) {
	b := crash.Book{Folder: t.TempDir(), Now: func() time.Time { return time.Date(2026, 11, 23, 1, 12, 0, 0, time.UTC) }}
	if b.Last() != "" {
		t.Error("a crash before any")
	}
	if _, err := b.Write("彭满秀 431399194206170026", []byte("goroutine 1")); err != nil {
		t.Fatal(err)
	}
	last := b.Last()
	raw, err := os.ReadFile(last)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), "彭满秀") || !strings.Contains(string(raw), "goroutine 1") {
		t.Errorf("the account reads %q", raw)
	}
	if b.Last() != "" {
		t.Error("told twice")
	}
}
