package sync_test

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

const hallA, hallB = "431322112000", "431322113000"

// device is a device in memory: an outbox built on the real Edge, and its enrolment.
type device struct {
	mu       sync.Mutex
	office   hall.Office
	link     journal.Link
	lines    [][]byte
	heads    []journal.Head // heads[n] is the head after n lines
	edge     journal.Edge
	progress journal.Progress
	verdicts map[int64]journal.Exception
	backward int // settlements that went back
}

func newDevice(hallCode string, vv hall.DeviceCode) *device {
	var id [16]byte
	_, _ = rand.Read(id[:])
	d := &device{office: hall.Office{Code: hallCode, Device: vv, Journal: hex.EncodeToString(id[:])}, verdicts: map[int64]journal.Exception{}}
	d.heads = []journal.Head{d.edge.Head()}
	d.progress.Acked, d.progress.Head = d.heads[0], d.heads[0]
	return d
}

func (d *device) Batch(_ context.Context, from int64, maxLines, maxBytes int) (journal.Batch, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	b := journal.Batch{From: from}
	size := 0
	for i := from - 1; i < int64(len(d.lines)) && len(b.Lines) < maxLines; i++ {
		if size += len(d.lines[i]); size > maxBytes && len(b.Lines) > 0 {
			break
		}
		b.Lines = append(b.Lines, d.lines[i])
	}
	b.Head = d.heads[from-1+int64(len(b.Lines))]
	return b, nil
}

func (d *device) Settle(_ context.Context, r journal.Receipt) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if r.Acked.Size >= int64(len(d.heads)) || d.heads[r.Acked.Size] != r.Acked {
		return fmt.Errorf("a root that is not the device's: %+v", r.Acked)
	}
	if r.Acked.Size < d.progress.Acked.Size {
		d.backward++
	}
	d.progress.Acked, d.progress.Epoch, d.progress.AsOf = r.Acked, r.Epoch, r.Time
	for _, x := range r.Exceptions {
		d.verdicts[x.Seq] = x
	}
	return nil
}

func (d *device) Progress(context.Context) (journal.Progress, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.progress, nil
}

func (d *device) Link(context.Context) (journal.Link, error)       { return d.link, nil }
func (d *device) SaveLink(_ context.Context, l journal.Link) error { d.link = l; return nil }
func (d *device) Office(context.Context) (hall.Office, error)      { return d.office, nil }

func (d *device) SetDevice(_ context.Context, code hall.DeviceCode) error {
	d.office.Device = code
	return nil
}

// addLine appends any line to the journal, an entry or not.
func (d *device) addLine(line []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
	d.edge.Append(journal.LeafOf(line))
	d.heads = append(d.heads, d.edge.Head())
	d.progress.Head = d.edge.Head()
}

// add appends a body as an entry and returns it.
func (d *device) add(t testing.TB, subject string, body hall.Body) journal.Entry {
	t.Helper()
	e := entry(t, uuid.NewString(), subject, string(body.Kind()), body)
	d.addLine(e.Line())
	return e
}

func entry(t testing.TB, id, subject, kind string, body any) journal.Entry {
	t.Helper()
	at := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	var salt [16]byte
	_, _ = rand.Read(salt[:])
	e, err := journal.New(journal.Header{
		ID: id, Kind: kind, Subject: subject, Actor: "wang", At: at, Recorded: at,
		Clock: journal.Clock{Millis: at.UnixMilli()}, Schema: 1, Rules: hall.RulesEdition,
	}, body, salt)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// received is a lawful opening of the n-th case of the device.
func (d *device) received(n int) hall.Received {
	day, _ := workday.ParseDate("2026-11-23")
	return hall.Received{
		No: hall.NewCaseNo(d.office.Code, day, d.office.Device, n), Hall: d.office.Code,
		Rules:     hall.Rules{Code: "MZ-06", Name: "临时救助", Mode: hall.ModeDecide},
		Applicant: hall.Person{ID: uuid.NewString(), Name: "彭满秀", IDType: "none", Phone: "13800138000"},
		Intake:    hall.CaseIntake{Mode: hall.BySelf, QueryCode: "123456", Handler: "wang"},
		Materials: []hall.Material{{Name: "身份证复印件", Copy: 1}, {Name: "申请书", Original: 1}},
	}
}

// fill adds cases: one receipt and one acceptance each, 2 entries a case.
func (d *device) fill(t testing.TB, cases int) {
	t.Helper()
	for n := 1; n <= cases; n++ {
		subject := uuid.NewString()
		d.add(t, subject, d.received(n))
		d.add(t, subject, hall.Accepted{})
	}
}
