package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"bianmin/bench/linkproxy/proxy"
	"bianmin/bench/table"
)

// everyThird reply is lost after its request arrived.
const everyThird = 3

// lost counts what arrives while every third reply is lost. Nothing in it is timed. The naive pair is the
// harness's negative control: it must double.
func lost(ctx context.Context, b *bench) (table.Table, error) {
	t := table.Table{
		Title: "every third reply lost",
		Head:  []string{"what", "records", "requests answered", "replies lost", "tries", "held", "lost", "doubled"},
	}
	if err := b.ready(ctx); err != nil {
		return t, err
	}
	waves := func(n int) error {
		f, st, tries, err := b.loseOurs(ctx, n)
		if err != nil {
			return err
		}
		what := fmt.Sprintf("ours, a try every %d entries", n)
		if n == len(b.records) {
			what = "ours, all in one try"
		}
		t.Add(what, fmt.Sprint(f.sent), fmt.Sprint(st.Replies), fmt.Sprint(st.LostReplies), fmt.Sprint(tries), fmt.Sprint(f.held), fmt.Sprint(f.lost), fmt.Sprint(f.doubled))
		t.Goals = append(t.Goals, table.Goal{
			Text: what + ": 0 lost, 0 doubled", Got: fmt.Sprintf("%d lost, %d doubled of %d with %d replies lost", f.lost, f.doubled, f.sent, st.LostReplies),
			Met: f.lost+f.doubled == 0 && st.LostReplies > 0,
		})
		return nil
	}
	b.say("lose replies to ours")
	if err := errors.Join(waves(len(b.records)), waves(b.size.wave)); err != nil {
		return t, err
	}
	b.say("lose replies to the naive client")
	r, st, err := b.loseNaive(ctx)
	if err != nil {
		return t, err
	}
	t.Add("one POST a record", fmt.Sprint(r.N), fmt.Sprint(st.Replies), fmt.Sprint(st.LostReplies), fmt.Sprint(r.N+r.Retries),
		fmt.Sprint(r.Server.Rows), fmt.Sprint(r.N-r.Server.Distinct), fmt.Sprint(r.Server.Duplicates))
	if r.Server.Duplicates == 0 {
		return t, errors.New("the naive client doubled nothing, so the harness lost nothing")
	}
	t.Note("Ours is compared by entry id, read from the county's file after it was stopped, with the ids in the hall's journal. " +
		"The naive client is the control that the harness can fail; it sends only so many records because it waits a second after each loss.")
	return t, nil
}

func (b *bench) loseOurs(ctx context.Context, wave int) (f found, st proxy.Stats, tries int, err error) {
	dir, err := b.scratch("lost")
	if err != nil {
		return f, st, 0, err
	}
	defer func() { err = dropAll(err, dir) }()
	l, err := b.openLine(ctx, dir, proxy.Options{LoseReply: everyThird})
	if err != nil {
		return f, st, 0, err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	for from := 0; from < len(b.records); from += wave {
		n, err := l.wave(ctx, b.records[from:min(from+wave, len(b.records))])
		tries += n
		if err != nil {
			return f, st, tries, err
		}
	}
	st = l.proxy.Stats()
	f, err = l.county.count(ctx, l.device)
	return f, st, tries, err
}

func (b *bench) loseNaive(ctx context.Context) (r naiveReport, st proxy.Stats, err error) {
	dir, err := b.scratch("lost")
	if err != nil {
		return r, st, err
	}
	defer func() { err = dropAll(err, dir) }()
	srv, err := b.startNaive(ctx, dir)
	if err != nil {
		return r, st, err
	}
	defer srv.stop()
	p, err := proxy.Start(proxy.Options{Listen: "127.0.0.1:0", To: srv.addr(), LoseReply: everyThird})
	if err != nil {
		return r, st, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	few := filepath.Join(dir, "few.ndjson")
	if err := firstLines(few, b.input, b.size.naiveLosses); err != nil {
		return r, st, err
	}
	r, err = b.post(ctx, srv, "http://"+p.Addr(), few)
	return r, p.Stats(), err
}

// firstLines copies the first n lines of a file.
func firstLines(to, from string, n int) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 1<<20)
	for ; n > 0 && sc.Scan(); n-- {
		if _, err := fmt.Fprintf(out, "%s\n", sc.Bytes()); err != nil {
			return err
		}
	}
	return sc.Err()
}
