package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bianmin/bench/linkproxy/proxy"
)

// peers starts the server behind a proxy and returns the arguments every client run shares.
func peers(t *testing.T, o proxy.Options, records int) []string {
	t.Helper()
	dir := t.TempDir()
	s, err := newServer(t.Context(), filepath.Join(dir, "naive.db"), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	srv := httptest.NewServer(s.mux())
	t.Cleanup(srv.Close)
	o.Listen, o.To = "127.0.0.1:0", strings.TrimPrefix(srv.URL, "http://")
	p, err := proxy.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	ctl := httptest.NewServer(p.Control())
	t.Cleanup(ctl.Close)
	var b bytes.Buffer
	for i := range records {
		fmt.Fprintf(&b, "{\"_id\":\"r%d\",\"hall\":\"h\"}\n", i)
	}
	in := filepath.Join(dir, "in.ndjson")
	if err := os.WriteFile(in, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{"-in", in, "-url", "http://" + p.Addr(), "-ctl", ctl.URL, "-server", srv.URL}
}

func runClient(t *testing.T, args ...string) result {
	t.Helper()
	var out bytes.Buffer
	if err := run(t.Context(), args, &out); err != nil {
		t.Fatal(err)
	}
	var r result
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatalf("%v in %s", err, out.Bytes())
	}
	return r
}

func TestOnePostPerRecordDoublesWhenAReplyIsLost(t *testing.T) {
	args := peers(t, proxy.Options{LoseReply: 3}, 4)
	r := runClient(t, append([]string{"post"}, args...)...)
	want := held{Rows: 5, Distinct: 4, Duplicates: 1}
	if r.N != 4 || r.Retries != 1 || *r.Server != want || r.Line["lost_replies"] != 1.0 {
		t.Errorf("result = %+v, server = %+v", r, *r.Server)
	}
}

func TestBatchIsIdempotent(t *testing.T) {
	args := peers(t, proxy.Options{}, 25)
	for range 2 {
		r := runClient(t, append([]string{"batch", "-n", "10"}, args...)...)
		if want := (held{BatchRows: 25}); r.Retries != 0 || *r.Server != want {
			t.Errorf("result = %+v, server = %+v", r, *r.Server)
		}
	}
}

func TestBatchNamesWhatItRefuses(t *testing.T) {
	s, err := newServer(t.Context(), filepath.Join(t.TempDir(), "naive.db"), "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.close() }()
	tx, err := s.db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	lines := []string{`{"_id":"a","hall":"h"}`, `junk`, `{"_id":"a","hall":"h","more":1}`, `{"_id":"a","hall":"h"}`}
	var raw [][]byte
	for _, l := range lines {
		raw = append(raw, []byte(l))
	}
	got, err := store(t.Context(), tx, raw)
	if err != nil {
		t.Fatal(err)
	}
	want := "{\"i\":1,\"s\":\"rejected\",\"code\":\"bad_json\"}\n{\"i\":2,\"s\":\"conflict\"}\n"
	if got.acked != 4 || got.dup != 2 || got.exceptions.String() != want {
		t.Errorf("acked %d, dup %d, exceptions %s", got.acked, got.dup, got.exceptions.String())
	}
}

func TestUnknownCommand(t *testing.T) {
	for _, args := range [][]string{nil, {"fly"}} {
		if err := run(t.Context(), args, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "usage") {
			t.Errorf("%v: %v", args, err)
		}
	}
}
