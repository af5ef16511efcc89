package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"bianmin/bench/table"
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/localdb"
	"bianmin/paper"
)

// block is what a bare append writes.
const block = 4096

// saveGoal is how many bare appends a save may cost.
const saveGoal = 4

// pairs are the times of two things measured in turn, in milliseconds, and of the act within the first: the
// one transaction without the checks before it.
type pairs struct{ ours, act, peer []float64 }

// timed is the device's store as the desk sees it, with a stopwatch.
type timed struct {
	db   *localdb.DB
	last time.Duration
}

func (s *timed) Act(ctx context.Context, fn func(desk.Tx) error) error {
	began := time.Now()
	err := s.db.Act(ctx, func(tx *localdb.Tx) error { return fn(tx) })
	s.last = time.Since(began)
	return err
}

// save measures an accepted case at the desk beside a bare append and fsync in the same directory.
func save(ctx context.Context, b *bench) (t table.Table, err error) {
	dir, err := b.scratch("save")
	if err != nil {
		return t, err
	}
	defer func() { err = dropAll(err, dir) }()
	d, err := b.open(ctx, dir)
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	watch := &timed{db: d.DB}
	session, err := desk.New(desk.Parts{ // as internal/station puts it together
		Store: watch, Reader: d.DB, Bookings: d.DB, Records: d.DB, Library: d.DB, Register: d.DB, Press: paper.Press{}, Clock: d.clock.now,
	}).SignIn(ctx, "liu")
	if err != nil {
		return t, err
	}
	bare, err := os.Create(filepath.Join(dir, "bare"))
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, bare.Close()) }()
	s := &saver{records: b.records, session: session, watch: watch, bare: bare}
	if s.matters, err = acceptable(ctx, session); err != nil {
		return t, err
	}
	if _, err := s.round(ctx, max(b.size.saves/10, 1)); err != nil { // warm-up, not counted
		return t, err
	}
	var rounds []pairs
	for i := range b.size.saveRounds {
		p, err := s.round(ctx, b.size.saves)
		if err != nil {
			return t, err
		}
		b.say("save %d/%d: %s beside %s", i+1, b.size.saveRounds, table.MS(table.Median(p.ours)), table.MS(table.Median(p.peer)))
		rounds = append(rounds, p)
	}
	if v, err := d.DB.Verify(ctx); err != nil || !v.OK {
		return t, errors.Join(errors.New("the hall does not verify after the saves"), err)
	}
	return saveTable(b, rounds), nil
}

// saver saves cases and appends blocks in turn.
type saver struct {
	records []record
	session *desk.Session
	watch   *timed
	matters []hall.Matter
	bare    *os.File
	n       int
}

// acceptable are the matters of the sample catalogue this hall accepts itself.
func acceptable(ctx context.Context, session *desk.Session) ([]hall.Matter, error) {
	all, err := session.Matters(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(m hall.Matter) bool {
		return !m.Mode.MayAccept() || m.Snapshot().Open(session.Today()) != nil
	}), nil
}

func (s *saver) round(ctx context.Context, n int) (pairs, error) {
	var p pairs
	empty := make([]byte, block)
	for range n {
		in := s.next()
		began := time.Now()
		taken, err := s.session.Intake(ctx, in)
		p.ours, p.act = append(p.ours, table.Millis(time.Since(began))), append(p.act, table.Millis(s.watch.last))
		if err != nil {
			return p, err
		}
		if taken.Case.State != hall.StateAccepted || taken.Repeated {
			return p, fmt.Errorf("case %d was not accepted", s.n)
		}
		began = time.Now()
		_, err = s.bare.Write(empty)
		if err := errors.Join(err, s.bare.Sync()); err != nil {
			return p, err
		}
		p.peer = append(p.peer, table.Millis(time.Since(began)))
	}
	return p, nil
}

// next is another visitor: name, phone and village of the generator, an invented document number.
func (s *saver) next() desk.Intake {
	r, m := s.records[s.n%len(s.records)], s.matters[s.n%len(s.matters)]
	s.n++
	in := desk.Intake{
		Ref: fmt.Sprintf("bench-%d", s.n), Matter: m.Code, Mode: hall.BySelf, Action: desk.ActionAccept,
		Applicant: desk.Applicant{
			Name: r.Applicant.Name, IDType: ident.DocResidentID, ID: inventedID(s.n), Phone: r.Applicant.Tel, Village: r.Applicant.Addr,
		},
	}
	for _, x := range m.Intake.Materials {
		if x.Required() {
			in.Materials = append(in.Materials, hall.Material{Name: x.Name, Original: x.Originals, Copy: x.Copies})
		}
	}
	return in
}

// inventedID is the n-th well-formed resident number of region 431399, which nobody has.
func inventedID(n int) string {
	day := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n/999)
	body := "431399" + day.Format("20060102") + fmt.Sprintf("%03d", n%999+1)
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(body[i]-'0') * weight
	}
	return body + string("10X98765432"[sum%11])
}

func saveTable(b *bench, rounds []pairs) table.Table {
	t := table.Table{
		Title: "save an accepted case",
		Head:  []string{"what", "median", "of the rounds", "p99", "÷ append", "÷ append, of the rounds"},
	}
	peer, allPeer := sumUp(rounds, func(p pairs) []float64 { return p.peer })
	add := func(what string, of func(pairs) []float64) float64 {
		medians, all := sumUp(rounds, of)
		ratios := table.Ratios(medians, peer)
		t.Add(what, table.MS(table.Median(medians)), table.Span(medians, table.MS), table.MS(table.Quantile(all, 0.99)),
			table.Times(table.Median(ratios)), table.Span(ratios, table.Times))
		return table.Median(ratios)
	}
	whole := add("desk.Session.Intake, accept", func(p pairs) []float64 { return p.ours })
	act := add("of it the act, one transaction", func(p pairs) []float64 { return p.act })
	t.Add("4 KiB append + fsync, same directory", table.MS(table.Median(peer)), table.Span(peer, table.MS), table.MS(table.Quantile(allPeer, 0.99)), table.Times(1))
	t.AtMost("save ÷ append", saveGoal, whole)
	t.AtMost("act ÷ append", saveGoal, act)
	t.Note("%d rounds of %d, one save and one append in turn, in a hall that holds %d cases.", len(rounds), b.size.saves, len(b.records))
	t.Note("A save is all the clerk waits for: the checks, the search for open cases of the person, and the act. The act is one transaction " +
		"with synchronous=FULL: two entries, projections, outbox, Merkle hashes, and the case read back.")
	return t
}

// sumUp gives the medians of the rounds, and all values.
func sumUp(rounds []pairs, of func(pairs) []float64) (medians, all []float64) {
	for _, p := range rounds {
		medians, all = append(medians, table.Median(of(p))), append(all, of(p)...)
	}
	return medians, all
}
