package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/klauspost/compress/zstd"

	"bianmin/bench/linkproxy/proxy"
	"bianmin/bench/table"
)

const (
	batch       = 100  // entries a try
	wireGoal    = 1.8  // times the floor
	pouchBytes  = 1290 // an entry, of PouchDB 9 at batch 100
	pouchGoal   = 7    // times fewer than that
	naiveSample = 1000 // records of the naive client
)

// onWire counts the bytes of both ways, HTTP headers and answers included, at a hundred entries a batch.
func onWire(ctx context.Context, b *bench) (table.Table, error) {
	n := float64(b.size.records)
	t := table.Table{
		Title: fmt.Sprintf("bytes an entry on the wire, batches of %d", batch),
		Head:  []string{"what", "bytes/entry", "up", "down", "× floor"},
	}
	if err := b.ready(ctx); err != nil {
		return t, err
	}
	input, err := os.ReadFile(b.input)
	if err != nil {
		return t, err
	}
	st, lines, err := b.carry(ctx)
	if err != nil {
		return t, err
	}
	floor, how, err := squeeze(ctx, input)
	if err != nil {
		return t, err
	}
	own, _, err := squeeze(ctx, lines)
	if err != nil {
		return t, err
	}
	naive, sample, err := b.carryNaive(ctx)
	if err != nil {
		return t, err
	}
	least := float64(floor) / n
	add := func(what string, up, down float64) {
		t.Add(what, fmt.Sprintf("%.0f", up+down), fmt.Sprintf("%.0f", up), fmt.Sprintf("%.0f", down), table.Times((up+down)/least))
	}
	ours := float64(st.Up+st.Down) / n
	add("ours", float64(st.Up)/n, float64(st.Down)/n)
	add("one POST a record", float64(naive.Up)/sample, float64(naive.Down)/sample)
	add("the records uncoded", float64(len(input))/n, 0)
	add("floor: the records in one stream, "+how, least, 0)
	add("our journal lines in one stream, "+how, float64(own)/n, 0)
	t.AtMost("ours ÷ floor", wireGoal, ours/least)
	t.AtLeast(fmt.Sprintf("PouchDB's %d B ÷ ours", pouchBytes), pouchGoal, pouchBytes/ours)
	t.Note("%s entries in %d requests, counted by the link proxy: TCP payload, no TLS.", table.Count(n), st.Replies)
	t.Note("The floor carries the generator's record alone. Our line carries the same values and also what no stream can squeeze: "+
		"a random entry id, 16 random bytes of salt, the person's random id and the query code; %.0f bytes an entry of those "+
		"lines remain even in one stream, which is %s the floor.", float64(own)/n, table.Times(float64(own)/float64(floor)))
	t.Note("PouchDB's figure is an earlier measurement on the same input, not of this run.")
	return t, nil
}

// carry sends every record, a hundred a try, and returns the counts and the journal's lines.
func (b *bench) carry(ctx context.Context) (st proxy.Stats, lines []byte, err error) {
	b.say("count bytes")
	dir, err := b.scratch("wire")
	if err != nil {
		return st, nil, err
	}
	defer func() { err = dropAll(err, dir) }()
	l, err := b.openLine(ctx, dir, proxy.Options{})
	if err != nil {
		return st, nil, err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	for from := 0; from < len(b.records); from += batch {
		if _, err := l.wave(ctx, b.records[from:min(from+batch, len(b.records))]); err != nil {
			return st, nil, err
		}
	}
	st = l.proxy.Stats()
	all, err := l.device.lines(ctx)
	if err != nil {
		return st, nil, err
	}
	f, err := l.county.count(ctx, l.device)
	return st, append(bytes.Join(all, []byte("\n")), '\n'), errors.Join(err, f.whole())
}

func (b *bench) carryNaive(ctx context.Context) (st proxy.Stats, n float64, err error) {
	dir, err := b.scratch("wire")
	if err != nil {
		return st, 0, err
	}
	defer func() { err = dropAll(err, dir) }()
	srv, err := b.startNaive(ctx, dir)
	if err != nil {
		return st, 0, err
	}
	defer srv.stop()
	p, err := proxy.Start(proxy.Options{Listen: "127.0.0.1:0", To: srv.addr()})
	if err != nil {
		return st, 0, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	few := b.dir + "/sample.ndjson"
	if err := firstLines(few, b.input, naiveSample); err != nil {
		return st, 0, err
	}
	r, err := b.post(ctx, srv, "http://"+p.Addr(), few)
	return p.Stats(), float64(r.N), err
}

// squeeze is how many bytes zstd at its hardest ordinary level makes of the whole text, and which zstd.
func squeeze(ctx context.Context, text []byte) (int, string, error) {
	if path, err := exec.LookPath("zstd"); err == nil {
		cmd := exec.CommandContext(ctx, path, "-19", "-q", "-c") //nolint:gosec // the user's own zstd
		cmd.Stdin = bytes.NewReader(text)
		out, err := cmd.Output()
		if err != nil {
			return 0, "", fmt.Errorf("zstd -19: %w", err)
		}
		return len(out), "zstd -19", nil
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(8<<20))
	if err != nil {
		return 0, "", err
	}
	return len(enc.EncodeAll(text, nil)), "klauspost zstd best (no zstd program here)", nil
}
