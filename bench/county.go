package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"bianmin/bench/linkproxy/proxy"
	"bianmin/bench/naive/held"
	"bianmin/county/store"
)

// county is a bianmin-county of its own process on a fresh file.
type county struct {
	*server
	b    *bench
	file string
}

func (b *bench) startCounty(ctx context.Context, dir string) (*county, error) {
	c := &county{b: b, file: filepath.Join(dir, "county.db")}
	var err error
	c.server, err = startServer(ctx, b.program("bianmin-county"), "serve", "--store", "sqlite:"+c.file, "--listen", "127.0.0.1:0", "--name", "新化县政务平台")
	return c, err
}

// enrol enrols the device here; url is the county's own or that of a proxy before it.
func (c *county) enrol(ctx context.Context, d *device, url string) error {
	office, err := d.DB.Office(ctx)
	if err != nil {
		return err
	}
	code, err := output(ctx, c.b.program("bianmin-county"), "enrol", "--store", "sqlite:"+c.file, "--hall", office.Code, "--name", hallName)
	if err != nil {
		return err
	}
	return d.Sync.Enrol(ctx, url, strings.TrimSpace(string(code)))
}

// found is what the county holds of a device, counted after it was stopped.
type found struct {
	sent, held, lost, doubled, cases int
}

// count stops the county and compares, by entry id, what its file holds with what the device wrote. Its own
// check of every root and signature must agree, and no verdict may be other than applied.
func (c *county) count(ctx context.Context, d *device) (found, error) {
	var f found
	sent, err := d.ids(ctx)
	if err != nil {
		return f, err
	}
	c.stop()
	ids, err := held.CountyEntries(ctx, c.file)
	if err != nil {
		return f, err
	}
	var status store.Status
	if err := document(ctx, &status, c.b.program("bianmin-county"), "status", "--store", "sqlite:"+c.file, "--json"); err != nil {
		return f, err
	}
	if _, err := output(ctx, c.b.program("bianmin-county"), "verify", "--store", "sqlite:"+c.file, "--json"); err != nil {
		return f, err
	}
	if n := status.Rejected + status.Conflicts + status.Held; n != 0 {
		return f, fmt.Errorf("the county did not apply %d entries: %+v", n, status)
	}
	f = found{sent: len(sent), held: len(ids), cases: int(status.Cases)}
	f.lost, f.doubled = held.Diff(sent, ids)
	return f, nil
}

// whole is an error unless everything arrived once.
func (f found) whole() error {
	if f.lost+f.doubled != 0 || f.cases != f.sent {
		return fmt.Errorf("county and hall differ: %+v", f)
	}
	return nil
}

// line is a device in front of a county with a proxy between them.
type line struct {
	device *device
	county *county
	proxy  *proxy.Proxy
}

// openLine founds an empty hall and enrols it through a proxy. The counts begin behind the enrolment.
func (b *bench) openLine(ctx context.Context, dir string, o proxy.Options) (l *line, err error) {
	l = &line{}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.close())
		}
	}()
	if l.county, err = b.startCounty(ctx, dir); err != nil {
		return l, err
	}
	o.Listen, o.To = "127.0.0.1:0", l.county.addr()
	if l.proxy, err = proxy.Start(o); err != nil {
		return l, err
	}
	if l.device, err = b.found(ctx, filepath.Join(dir, "hall")); err != nil {
		return l, err
	}
	if err = l.county.enrol(ctx, l.device, "http://"+l.proxy.Addr()); err != nil {
		return l, err
	}
	l.proxy.Reset()
	return l, nil
}

func (l *line) close() error {
	var errs []error
	if l.device != nil {
		errs = append(errs, l.device.Close())
	}
	if l.proxy != nil {
		errs = append(errs, l.proxy.Close())
	}
	if l.county != nil && l.county.server != nil {
		l.county.stop()
	}
	return errors.Join(errs...)
}

// wave writes some records and sends them, in as many tries as it takes. It returns the tries.
func (l *line) wave(ctx context.Context, records []record) (int, error) {
	if err := l.device.write(ctx, records); err != nil {
		return 0, err
	}
	l.device.clock.runFrom(records[len(records)-1].Accepted)
	const most = 50
	for tries := 1; ; tries++ {
		r, err := l.device.Sync.Once(ctx)
		if err == nil && r.Waiting == 0 {
			return tries, nil
		}
		if ctx.Err() != nil || tries == most {
			return tries, errors.Join(fmt.Errorf("still waiting after %d tries", tries), err)
		}
	}
}
