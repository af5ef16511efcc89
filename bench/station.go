package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/internal/station"
	"bianmin/localdb"
)

const (
	hallName = "新化县白溪镇便民服务中心"
	fillAct  = 500 // records an act of the set-up
)

// clock is a device's clock. While a hall is filled it stands at the time of the record written, so that ids
// and times differ as they would after months of work; then it runs on from there with the PC's.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	since time.Time // zero while it stands
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.since.IsZero() {
		return c.at
	}
	return c.at.Add(time.Since(c.since))
}

// stand stops the clock at t, unless it is later already.
func (c *clock) stand(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.since = time.Time{}
	if t.After(c.at) {
		c.at = t
	}
}

// runFrom lets the clock run from t.
func (c *clock) runFrom(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.since = t, time.Now()
}

// device is an open station of the bench with the clock it reads.
type device struct {
	*station.Station
	clock  *clock
	random *rand.Rand
	n      int // records written
}

// found creates a hall of the records' division in an empty directory.
func (b *bench) found(ctx context.Context, dir string) (*device, error) {
	d := &device{clock: &clock{at: b.records[0].Accepted.Add(-time.Hour)}, random: rand.New(rand.NewPCG(1, 2))}
	st, err := station.Found(ctx, station.Options{Dir: dir, Clock: d.clock.now}, station.Founding{
		Hall: b.records[0].hallCode(), Name: hallName, Device: "A7", StaffID: "liu", StaffName: "刘巧云", Demo: true,
	})
	if err != nil {
		return nil, fmt.Errorf("found a hall: %w", err)
	}
	d.Station = st
	return d, nil
}

// open opens a copy of the filled hall.
func (b *bench) open(ctx context.Context, dir string) (*device, error) {
	if err := b.fill(ctx); err != nil {
		return nil, err
	}
	if err := copyDir(dir, b.filled); err != nil {
		return nil, err
	}
	d := &device{clock: &clock{}, random: rand.New(rand.NewPCG(3, 4)), n: len(b.records)}
	d.clock.runFrom(b.after())
	st, err := station.Open(ctx, station.Options{Dir: dir, Clock: d.clock.now})
	if err != nil {
		return nil, fmt.Errorf("open the filled hall: %w", err)
	}
	d.Station = st
	return d, nil
}

// after is the day behind the last record, so that the desk begins its numbers anew.
func (b *bench) after() time.Time { return b.records[len(b.records)-1].Accepted.AddDate(0, 0, 1) }

// fill makes the hall that holds every record.
func (b *bench) fill(ctx context.Context) error {
	if b.filled != "" {
		return nil
	}
	if err := b.ready(ctx); err != nil {
		return err
	}
	b.say("fill a hall with %d records", len(b.records))
	dir := filepath.Join(b.dir, "filled")
	d, err := b.found(ctx, dir)
	if err != nil {
		return err
	}
	if err := errors.Join(d.write(ctx, b.records), d.Close()); err != nil {
		return err
	}
	b.filled = dir
	return nil
}

// write puts records into the journal, one entry each.
func (d *device) write(ctx context.Context, records []record) error {
	for from := 0; from < len(records); from += fillAct {
		part := records[from:min(from+fillAct, len(records))]
		err := d.DB.Act(ctx, func(tx *localdb.Tx) error {
			for _, r := range part {
				d.clock.stand(r.Accepted)
				d.n++
				_, err := tx.Append(ctx, hall.Draft{
					Subject: r.ID, Actor: r.Operator, AtMilli: r.Accepted.UnixMilli(), Body: r.body(d.n, "A7", d.random),
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("write records: %w", err)
		}
	}
	return nil
}

// lines are the whole journal as it travels.
func (d *device) lines(ctx context.Context) ([][]byte, error) {
	p, err := d.DB.Progress(ctx)
	if err != nil {
		return nil, err
	}
	batch, err := d.DB.Batch(ctx, 1, int(p.Head.Size), 1<<30)
	return batch.Lines, err
}

// ids are the ids of the journal's entries.
func (d *device) ids(ctx context.Context) ([]string, error) {
	lines, err := d.lines(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(lines))
	for i, line := range lines {
		e, err := journal.ParseLine(line)
		if err != nil {
			return nil, err
		}
		out[i] = e.ID
	}
	return out, nil
}

// copyDir copies the files of a directory and flushes them, so that their writing does not fall into the
// time measured.
func copyDir(to, from string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	names, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := copyFile(filepath.Join(to, name.Name()), filepath.Join(from, name.Name())); err != nil {
			return fmt.Errorf("copy the filled hall: %w", err)
		}
	}
	return nil
}

func copyFile(to, from string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Sync()
}
