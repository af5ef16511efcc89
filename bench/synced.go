package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"bianmin/bench/table"
)

// syncGoal is how many times faster than one POST a record a sync must be.
const syncGoal = 6

// sent is one run of one client.
type sent struct {
	rate    float64 // entries a second
	seconds float64
	bytes   float64 // upward, an entry; 0 when not counted
}

// synced measures the outbox on its way to a county process beside one POST a record to the naive server
// process, with the same records, in turn.
func synced(ctx context.Context, b *bench) (t table.Table, err error) {
	if err := b.fill(ctx); err != nil {
		return t, err
	}
	var ours, peer []sent
	for i := range b.size.syncRuns {
		o, err := b.syncOnce(ctx)
		if err != nil {
			return t, err
		}
		p, err := b.naiveOnce(ctx)
		if err != nil {
			return t, err
		}
		b.say("sync %d/%d: %s beside %s entries/s", i+1, b.size.syncRuns, table.Count(o.rate), table.Count(p.rate))
		ours, peer = append(ours, o), append(peer, p)
	}
	return syncTable(b, ours, peer), nil
}

// syncOnce sends a filled outbox to a fresh county and checks that all of it is there and applied.
func (b *bench) syncOnce(ctx context.Context) (s sent, err error) {
	dir, err := b.scratch("sync")
	if err != nil {
		return s, err
	}
	defer func() { err = dropAll(err, dir) }()
	d, err := b.open(ctx, filepath.Join(dir, "hall"))
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	c, err := b.startCounty(ctx, dir)
	if err != nil {
		return s, err
	}
	defer c.stop()
	if err := c.enrol(ctx, d, c.url); err != nil {
		return s, err
	}
	began := time.Now()
	r, err := d.Sync.Once(ctx)
	took := time.Since(began).Seconds()
	if err != nil {
		return s, err
	}
	f, err := c.count(ctx, d)
	if err := errors.Join(err, f.whole()); err != nil {
		return s, err
	}
	n := float64(len(b.records))
	if r.Pushed != int64(n) {
		return s, fmt.Errorf("pushed %d of %.0f", r.Pushed, n)
	}
	return sent{rate: n / took, seconds: took, bytes: float64(r.BytesUp) / n}, nil
}

// naiveReport is what the naive client prints.
type naiveReport struct {
	N       int     `json:"n"`
	Seconds float64 `json:"t_s"`
	Retries int     `json:"retries"`
	Server  struct {
		Rows       int `json:"naive_rows"`
		Distinct   int `json:"naive_distinct"`
		Duplicates int `json:"duplicates"`
	} `json:"server"`
}

// naiveOnce posts every record, one a request, to a fresh naive server.
func (b *bench) naiveOnce(ctx context.Context) (s sent, err error) {
	dir, err := b.scratch("naive")
	if err != nil {
		return s, err
	}
	defer func() { err = dropAll(err, dir) }()
	srv, err := b.startNaive(ctx, dir)
	if err != nil {
		return s, err
	}
	defer srv.stop()
	r, err := b.post(ctx, srv, srv.url, b.input)
	if err != nil {
		return s, err
	}
	if r.Retries != 0 || r.Server.Distinct != len(b.records) {
		return s, fmt.Errorf("the naive pair did not carry everything: %+v", r)
	}
	return sent{rate: float64(r.N) / r.Seconds, seconds: r.Seconds}, nil
}

func (b *bench) startNaive(ctx context.Context, dir string) (*server, error) {
	return startServer(ctx, b.program("naive"), "serve", "-addr", "127.0.0.1:0", "-db", filepath.Join(dir, "naive.db"))
}

// post runs the naive client to its end. url is where it posts to: the server, or a proxy before it.
func (b *bench) post(ctx context.Context, srv *server, url, input string) (naiveReport, error) {
	var r naiveReport
	err := document(ctx, &r, b.program("naive"), "post", "-in", input, "-url", url, "-ctl", "", "-server", srv.url)
	return r, err
}

func syncTable(b *bench, ours, peer []sent) table.Table {
	pick := func(list []sent, of func(sent) float64) (out []float64) {
		for _, s := range list {
			out = append(out, of(s))
		}
		return out
	}
	rate := func(s sent) float64 { return s.rate }
	seconds := func(s sent) float64 { return s.seconds }
	bytes := func(s sent) float64 { return s.bytes }
	o, p := pick(ours, rate), pick(peer, rate)
	ratios := table.Ratios(o, p)
	t := table.Table{
		Title: fmt.Sprintf("sync %s entries over loopback", table.Count(float64(len(b.records)))),
		Head:  []string{"what", "entries/s, median", "of the runs", "seconds, median"},
	}
	t.Add("localdb outbox → bianmin-county", table.Count(table.Median(o)), table.Span(o, table.Count), fmt.Sprintf("%.2f", table.Median(pick(ours, seconds))))
	t.Add("one POST a record → naive server", table.Count(table.Median(p)), table.Span(p, table.Count), fmt.Sprintf("%.2f", table.Median(pick(peer, seconds))))
	t.Add("ratio", table.Times(table.Median(ratios)), table.Span(ratios, table.Times))
	t.AtLeast("ours ÷ naive", syncGoal, table.Median(ratios))
	t.Note("%d runs of each in turn, every run with all %s records, a fresh server process and a fresh file; synchronous=FULL at both ends.",
		len(ours), table.Count(float64(len(b.records))))
	t.Note("Ours includes reading the outbox, signing, the county's commit, its judging by the rules of hall with the cases " +
		"folded and saved, and the receipt's commit on the device; the naive server only inserts. After every run the county's file is " +
		"compared with the hall's by entry id, all verdicts are applied, and roots and signatures verify.")
	t.Note("In one go ours sends %.0f bytes an entry, HTTP headers included.", table.Median(pick(ours, bytes)))
	return t
}
