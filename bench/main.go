// Bench measures the program beside the peers it must beat, in one run on one machine, and prints one table
// a row. Every figure is a median of runs that alternate with the peer's, and what counts are the ratios.
//
//	bench                        all rows; writes bench/RESULTS.md
//	bench -rows save,sync        only these; writes nothing unless -out names a file
//	bench -quick                 a smoke run of less than a minute; its figures mean little
//
// It listens on loopback only, keeps its files in one directory below -dir and removes it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"time"

	"bianmin/bench/table"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the command line.
type options struct {
	quick bool
	rows  string
	out   string
	dir   string
	prof  string
}

func parse(args []string) (options, error) {
	var o options
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	fs.BoolVar(&o.quick, "quick", false, "small numbers, less than a minute")
	fs.StringVar(&o.rows, "rows", "", "rows to measure, of "+strings.Join(rowNames(), ",")+"; all when empty")
	fs.StringVar(&o.out, "out", "", "Markdown file to write; a full run writes bench/RESULTS.md")
	fs.StringVar(&o.dir, "dir", "out", "directory on the disk to measure")
	fs.StringVar(&o.prof, "cpuprofile", "", "write a profile of this process, the device's side, to a file")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if fs.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", fs.Arg(0))
	}
	if o.out == "" && !o.quick && o.rows == "" {
		o.out = filepath.Join("bench", "RESULTS.md")
	}
	return o, nil
}

// run measures the rows one after another and prints each as soon as it is done.
func run(ctx context.Context, args []string, out, talk io.Writer) (err error) {
	o, err := parse(args)
	if err != nil {
		return err
	}
	list, err := choose(o.rows)
	if err != nil {
		return err
	}
	stop, err := profile(o.prof)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	size := full()
	if o.quick {
		size = quick()
	}
	began := time.Now()
	b, err := newBench(o.dir, size, func(format string, a ...any) {
		fmt.Fprintf(talk, "%6.0f s  "+format+"\n", append([]any{time.Since(began).Seconds()}, a...)...)
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	head := heading(args, began)
	var doc strings.Builder
	doc.WriteString(head)
	if _, err := io.WriteString(out, head); err != nil {
		return fmt.Errorf("print the heading: %w", err)
	}
	for _, r := range list {
		b.say("row %s", r.name)
		t, err := r.measure(ctx, b)
		if err != nil {
			return fmt.Errorf("row %s: %w", r.name, err)
		}
		if err := t.Write(io.MultiWriter(out, &doc)); err != nil {
			return fmt.Errorf("print row %s: %w", r.name, err)
		}
	}
	b.say("done")
	if o.out == "" {
		return nil
	}
	return os.WriteFile(o.out, []byte(strings.TrimRight(doc.String(), "\n")+"\n"), 0o644) //nolint:gosec // to be read by everybody
}

// profile begins a CPU profile; call stop to write it. An empty name profiles nothing.
func profile(name string) (stop func() error, err error) {
	if name == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}

// row is one measurement.
type row struct {
	name    string
	measure func(context.Context, *bench) (table.Table, error)
}

func rows() []row {
	return []row{{"save", save}, {"sync", synced}, {"lost", lost}, {"wire", onWire}, {"papers", papers}, {"preview", preview}}
}

func rowNames() []string {
	var names []string
	for _, r := range rows() {
		names = append(names, r.name)
	}
	return names
}

// choose picks rows by name, in the order of rows; an empty list is all.
func choose(list string) ([]row, error) {
	if list == "" {
		return rows(), nil
	}
	wanted := map[string]bool{}
	for name := range strings.SplitSeq(list, ",") {
		wanted[strings.TrimSpace(name)] = true
	}
	var out []row
	for _, r := range rows() {
		if wanted[r.name] {
			out = append(out, r)
			delete(wanted, r.name)
		}
	}
	for name := range wanted {
		return nil, fmt.Errorf("no row %q; there are %s", name, strings.Join(rowNames(), ", "))
	}
	return out, nil
}

// sizes are how much each row does.
type sizes struct {
	quick       bool
	records     int // the input of sync, lost and wire, and the history of the hall that saves
	saveRounds  int
	saves       int // in a round
	syncRuns    int // pairs
	wave        int // entries between two tries while replies are lost
	naiveLosses int // records of the naive client while replies are lost: it waits a second for each
	printRounds int
	prints      int // in a round
	notices     int // in a row, for the heap
}

func full() sizes {
	return sizes{
		records: 10_000, saveRounds: 7, saves: 300, syncRuns: 5, wave: 200, naiveLosses: 100, printRounds: 5, prints: 8, notices: 10_000,
	}
}

func quick() sizes {
	return sizes{
		quick: true, records: 1_000, saveRounds: 5, saves: 40, syncRuns: 3, wave: 25, naiveLosses: 9, printRounds: 3, prints: 3, notices: 300,
	}
}
