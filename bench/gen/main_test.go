package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// firstRecords is the SHA-256 of the first 200 records of the default seed. Results of different days only
// compare while it holds.
const firstRecords = "36ddf4896e2e2d990cd0fb31b919bdd28c54d81797798f1290fe921bd182bd18"

func TestSameSeedSameBytesForEver(t *testing.T) {
	var b bytes.Buffer
	if err := run(&b, 200, 20260101, ""); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b.Bytes())
	if got := hex.EncodeToString(sum[:]); got != firstRecords {
		t.Errorf("sha256 = %s, want %s", got, firstRecords)
	}
	var other bytes.Buffer
	if err := run(&other, 200, 1, ""); err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(b.Bytes(), other.Bytes()) {
		t.Error("another seed gave the same bytes")
	}
}

func TestCountsExactly(t *testing.T) {
	var b bytes.Buffer
	if err := write(&b, 30, 5); err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(b.String(), "\n")
	file := filepath.Join(t.TempDir(), "cases.ndjson")
	if err := os.WriteFile(file, []byte(b.String()+first+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run(&out, 0, 0, file); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), `{"records":31,"distinct":30,"bytes":`) {
		t.Errorf("counts = %s", out.String())
	}
}

func TestCountNamesTheBadLine(t *testing.T) {
	for name, in := range map[string]string{
		"not JSON": "{\"_id\":\"a\"}\nnonsense\n",
		"no id":    "{\"_id\":\"a\"}\n{}\n",
	} {
		if _, err := count(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: error = %v", name, err)
		}
	}
}
