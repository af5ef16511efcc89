package journal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"bianmin/hall/journal"
)

func sample(t interface{ Fatal(...any) }, n int) journal.Entry {
	e, err := journal.New(journal.Header{
		ID: fmt.Sprintf("id-%d", n), Kind: "case.received", Subject: "s", Actor: "wang",
		At: time.Unix(1763884800, 123456789), Recorded: time.Unix(1763884801, 0), Schema: 1, Rules: "2026-11",
		Clock: journal.Clock{Millis: 1763884801000, Count: uint16(n)},
	}, map[string]any{"name": "彭满秀 <&> 𫞩", "n": n}, [16]byte{1, 2, byte(n)})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestLineKeepsEveryByte(t *testing.T) {
	e := sample(t, 7)
	back, err := journal.ParseLine(e.Line())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(back.Line(), e.Line()) || back.Leaf() != e.Leaf() {
		t.Fatalf("line changed:\n%s\n%s", e.Line(), back.Line())
	}
	var body struct{ Name string }
	if err := back.Decode(&body); err != nil || body.Name != "彭满秀 <&> 𫞩" {
		t.Fatalf("body %q, %v", body.Name, err)
	}
	if !json.Valid(e.Line()) || bytes.ContainsAny(e.Line(), "\n\r") {
		t.Fatal("line is not one line of JSON")
	}
	if !back.At.Equal(e.At) || back.Clock != e.Clock {
		t.Fatal("header times changed")
	}
}

func TestEveryChangeChangesTheLeaf(t *testing.T) {
	line := sample(t, 1).Line()
	want := journal.LeafOf(line)
	for i := range line {
		bad := bytes.Clone(line)
		bad[i] ^= 1
		if journal.LeafOf(bad) == want {
			t.Fatalf("flipping byte %d (%q) left the leaf unchanged", i, line[i])
		}
	}
}

func TestBadLinesAreNotEntries(t *testing.T) {
	for name, line := range map[string]string{
		"empty": "", "no json": "hello", "array": "[]", "no header": `{"s":"AAAAAAAAAAAAAAAAAAAAAA","b":{}}`,
		"short salt": `{"h":{"id":"a"},"s":"AAAA","b":{}}`, "body is text": `{"h":{"id":"a"},"s":"AAAAAAAAAAAAAAAAAAAAAA","b":"x"}`,
		"header never ends": `{"h":{"id":"a,"s":"AAAAAAAAAAAAAAAAAAAAAA","b":{}}`, "something rides along": `{"h":{"id":"a"},"x":1,"s":"AAAAAAAAAAAAAAAAAAAAAA","b":{}}`,
		"incomplete header": `{"h":{"id":"a"},"s":"AAAAAAAAAAAAAAAAAAAAAA","b":{}}`,
		"too long":          strings.Repeat("x", journal.MaxLine+1),
	} {
		if _, err := journal.ParseLine([]byte(line)); !errors.Is(err, journal.ErrNotEntry) {
			t.Errorf("%s: %v", name, err)
		}
		if name == "incomplete header" {
			continue // framed like an entry: its leaf is that of its parts
		}
		if journal.LeafOf([]byte(line)) != tlog.RecordHash([]byte(line)) {
			t.Errorf("%s: leaf is not the hash of the bytes", name)
		}
	}
}

func TestNewRefusesWhatCannotBeRead(t *testing.T) {
	if _, err := journal.New(journal.Header{Kind: "x"}, struct{}{}, [16]byte{}); err == nil {
		t.Error("an empty id was taken")
	}
	if _, err := journal.New(journal.Header{ID: "a", Kind: "x", Subject: "s", Schema: 1}, []int{1}, [16]byte{}); err == nil {
		t.Error("an array was taken as a body")
	}
}

type memory []tlog.Hash

func (m memory) ReadHashes(idx []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(idx))
	for i, n := range idx {
		out[i] = m[n]
	}
	return out, nil
}

func TestEdgeAgreesWithTlog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 300).Draw(t, "leaves")
		var edge journal.Edge
		var ours, theirs memory
		for i := range n {
			leaf := sample(t, i).Leaf()
			want, err := tlog.StoredHashesForRecordHash(int64(i), leaf, theirs)
			if err != nil {
				t.Fatal(err)
			}
			theirs = append(theirs, want...)
			ours = append(ours, edge.Append(leaf)...)
			again, err := journal.ParseEdge(edge.Size(), edge.Bytes())
			if err != nil || again.Head() != edge.Head() {
				t.Fatalf("edge of %d does not survive storage: %v", i+1, err)
			}
		}
		if len(ours) != len(theirs) {
			t.Fatalf("stored %d hashes, tlog stores %d", len(ours), len(theirs))
		}
		for i := range ours {
			if ours[i] != theirs[i] {
				t.Fatalf("stored hash %d differs", i)
			}
		}
		root, err := tlog.TreeHash(int64(n), theirs)
		if err != nil || edge.Head() != (journal.Head{Size: int64(n), Root: root}) {
			t.Fatalf("head of %d leaves differs: %v", n, err)
		}
	})
}

func TestDamagedEdgeIsRefused(t *testing.T) {
	if _, err := journal.ParseEdge(3, make([]byte, 32)); !errors.Is(err, journal.ErrEdge) {
		t.Fatal(err)
	}
}

func TestSignedHead(t *testing.T) {
	keys, err := journal.GenerateKeys(nil, "aa11")
	if err != nil {
		t.Fatal(err)
	}
	other, _ := journal.GenerateKeys(nil, "aa11")
	var edge journal.Edge
	edge.Append(sample(t, 1).Leaf())
	signed, err := journal.SignHead(keys.Private, "aa11", edge.Head())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := journal.OpenHead(keys.Public, "aa11", signed); err != nil || got != edge.Head() {
		t.Fatalf("%v, %v", got, err)
	}
	for name, call := range map[string]func() error{
		"another key":     func() error { _, err := journal.OpenHead(other.Public, "aa11", signed); return err },
		"another journal": func() error { _, err := journal.OpenHead(keys.Public, "bb22", signed); return err },
		"changed size": func() error {
			_, err := journal.OpenHead(keys.Public, "aa11", strings.Replace(signed, "\n1\n", "\n2\n", 1))
			return err
		},
		"empty": func() error { _, err := journal.OpenHead(keys.Public, "aa11", ""); return err },
	} {
		if err := call(); !errors.Is(err, journal.ErrHead) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClockNeverGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c journal.Clock
		for _, ms := range rapid.SliceOf(rapid.Int64Range(0, 5000)).Draw(t, "clock readings") {
			next := c.Next(time.UnixMilli(ms))
			if next.Compare(c) <= 0 {
				t.Fatalf("%s then %s", c, next)
			}
			var back journal.Clock
			if err := back.UnmarshalText([]byte(next.String())); err != nil || back != next {
				t.Fatal(err)
			}
			c = next
		}
	})
	full := journal.Clock{Millis: 5, Count: 1<<16 - 1}
	if got := full.Next(time.UnixMilli(1)); got.Compare(full) <= 0 {
		t.Fatalf("a full counter went back: %s", got)
	}
}

func FuzzParseLine(f *testing.F) {
	f.Add([]byte(`{"h":{"id":"a","kind":"k","subject":"s","schema":1},"s":"AAAAAAAAAAAAAAAAAAAAAA","b":{}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		e, err := journal.ParseLine(line)
		if err == nil && e.Leaf() != journal.LeafOf(line) {
			t.Fatal("leaf differs")
		}
	})
}
