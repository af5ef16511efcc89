package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/watch"
	"bianmin/hall/workday"
)

// Job is work that falls due by the clock. Do finds what is due and writes it; done twice it
// writes once. It returns the numbers of what it wrote.
type Job struct {
	Name string // in Chinese, for the report
	Do   func(*Session, context.Context) ([]string, error)
}

// jobs are done in this order at every watch. Cards come first: what another job writes may
// stop the clock a card is about.
func jobs() []Job {
	return []Job{
		{"办件督办", (*Session).watchCases},
		{"登记督办", (*Session).watchRecords},
		{"黄牌未说明", (*Session).watchAnswers},
		{"视为受理", func(s *Session, ctx context.Context) ([]string, error) { return s.lapseNotices(ctx) }},
		{"准予延续", func(s *Session, ctx context.Context) ([]string, error) { return s.lapseRenewals(ctx) }},
		{"预约爽约", (*Session).noShowsDue},
	}
}

// JobDone is what a job came to.
type JobDone struct {
	Name  string
	Wrote []string
}

// WatchReport is what a watch came to.
type WatchReport struct {
	At   time.Time
	Jobs []JobDone // those that failed are in the error, not here
}

// Wrote counts what was written.
func (r WatchReport) Wrote() int {
	n := 0
	for _, j := range r.Jobs {
		n += len(j.Wrote)
	}
	return n
}

// watchPage is how many cases or records one act of the watch looks at.
const watchPage = 200

// watched remembers which cases were looked at today, so that a watch every few minutes reads
// them once. A case is looked at again when its due day or state changed.
type watched struct {
	mu    sync.Mutex
	day   hall.Date
	cases map[string]string
}

// Watch (电子监察) does what falls due by the clock: raises the cards that are missing, and
// every other job. It needs nobody signed in; what it writes has the actor hall.ActorClock. It may run at any
// time and twice: cards are not raised again. A job that fails does not keep the others back.
func (d *Desk) Watch(ctx context.Context) (WatchReport, error) {
	report := WatchReport{At: d.Now()}
	s, err := d.clockSession(ctx)
	if err != nil {
		return report, err
	}
	var failed error
	for _, j := range jobs() {
		wrote, err := j.Do(s, ctx)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("watch, %s: %w", j.Name, err))
			continue
		}
		report.Jobs = append(report.Jobs, JobDone{Name: j.Name, Wrote: wrote})
	}
	return report, failed
}

// clockSession is a session of the clock, which has no rights: only jobs use it.
func (d *Desk) clockSession(ctx context.Context) (*Session, error) {
	office, err := d.parts.Register.Office(ctx)
	if err != nil {
		return nil, err
	}
	return &Session{Desk: d, staff: hall.Staff{ID: hall.ActorClock, Name: d.staffName(ctx, hall.ActorClock)}, office: office}, nil
}

// SyncLag says that entries have waited long for the county, or false. It is nobody's fault
// and makes no card.
func (d *Desk) SyncLag(p journal.Progress) (watch.Alert, bool) { return watch.SyncLag(p, d.Now()) }

func (s *Session) watchCases(ctx context.Context) ([]string, error) {
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	var wrote []string
	q := hall.CaseQuery{Filter: hall.FilterDue, Limit: watchPage}
	for {
		page, err := s.parts.Reader.Cases(ctx, q)
		if err != nil {
			return wrote, err
		}
		raised, err := s.watchRows(ctx, s.unseen(page.Rows), cal)
		wrote = append(wrote, raised...)
		if err != nil || page.Next == "" {
			return wrote, err
		}
		q.After = page.Next
	}
}

// watchRows raises what is missing on some cases, in one act, and remembers that they were seen.
func (s *Session) watchRows(ctx context.Context, rows []hall.CaseRow, cal workday.Calendar) ([]string, error) {
	var (
		lacking []string
		calm    []hall.CaseRow
		wrote   []string
		now     = s.Now()
	)
	for _, row := range rows {
		c, err := s.parts.Reader.Case(ctx, row.ID)
		if err != nil {
			return nil, err
		}
		missing, err := s.missing(ctx, s.parts.Records, watch.OfCase(c, cal, now))
		if err != nil {
			return nil, err
		}
		if len(missing) > 0 {
			lacking = append(lacking, c.ID)
		}
		if !watch.ByHour(c) {
			calm = append(calm, row)
		}
	}
	if len(lacking) > 0 {
		err := s.parts.Store.Act(ctx, func(tx Tx) error {
			wrote = nil
			for _, id := range lacking {
				c, err := tx.Case(ctx, id)
				if err != nil {
					return err
				}
				raised, err := s.raise(ctx, tx, watch.OfCase(c, cal, now)...)
				if err != nil {
					return err
				}
				wrote = append(wrote, raised...)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	s.saw(hall.DayOf(now), calm)
	return wrote, nil
}

// watchRecords raises the cards of open records that are past their day.
func (s *Session) watchRecords(ctx context.Context) ([]string, error) {
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	people, err := s.parts.Register.Staff(ctx)
	if err != nil {
		return nil, err
	}
	var wrote []string
	for _, sort := range watch.Watched() {
		q := hall.RecordQuery{Sort: sort, OpenOnly: true, Limit: watchPage}
		for {
			page, err := s.parts.Records.Records(ctx, q)
			if err != nil {
				return wrote, err
			}
			var found []watch.Finding
			for _, r := range page.Records {
				instead, err := s.inCharge(ctx, people, r)
				if err != nil {
					return wrote, err
				}
				found = append(found, watch.OfRecord(r, instead, cal, s.Now())...)
			}
			raised, err := s.raiseMissing(ctx, found)
			wrote = append(wrote, raised...)
			if err != nil {
				return wrote, err
			}
			if page.Next == 0 {
				break
			}
			q.After = page.Next
		}
	}
	return wrote, nil
}

// watchAnswers raises a red card for two yellow ones without an explanation.
func (s *Session) watchAnswers(ctx context.Context) ([]string, error) {
	cards, err := records[watch.Card](ctx, s.parts.Records, hall.RecordQuery{OpenOnly: true})
	if err != nil {
		return nil, err
	}
	today := s.Today()
	for _, c := range cards {
		if c.Level != hall.YellowCard || !c.Unanswered(today) {
			continue
		}
		reds, err := records[watch.Card](ctx, s.parts.Records, hall.RecordQuery{Key: c.ID})
		if err != nil {
			return nil, err
		}
		cards = append(cards, reds...)
	}
	return s.raiseMissing(ctx, watch.Unanswered(cards, today))
}

// raiseMissing raises what is not there yet, in one act, or does nothing.
func (s *Session) raiseMissing(ctx context.Context, found []watch.Finding) ([]string, error) {
	missing, err := s.missing(ctx, s.parts.Records, found)
	if err != nil || len(missing) == 0 {
		return nil, err
	}
	var wrote []string
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		wrote, err = s.raise(ctx, tx, missing...)
		return err
	})
	return wrote, err
}

// raise raises, inside an act, the cards of findings that have none yet, and returns their
// numbers. The rule raises them, whoever is at the desk: the actor is the clock.
func (s *Session) raise(ctx context.Context, tx Tx, found ...watch.Finding) ([]string, error) {
	missing, err := s.missing(ctx, tx, found)
	if err != nil || len(missing) == 0 {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	var wrote []string
	for _, f := range missing {
		now := s.Now()
		no, err := s.recordNo(ctx, tx, watch.Letter, hall.DayOf(now))
		if err != nil {
			return nil, err
		}
		draft := hall.Draft{ID: f.EntryID(), Subject: f.ID(), Actor: hall.ActorClock, Body: f.Card(cal, no, s.office.Code, now)}
		if _, err := tx.Append(ctx, draft); err != nil {
			return nil, err
		}
		wrote = append(wrote, string(no))
	}
	return wrote, nil
}

// raiseDue raises the cards a case has earned as it stands; reminders come too late for it.
func (s *Session) raiseDue(ctx context.Context, tx Tx, c *hall.Case) error {
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return err
	}
	earned := slices.DeleteFunc(watch.OfCase(c, cal, s.Now()), func(f watch.Finding) bool { return watch.Reminder(f.Level) })
	_, err = s.raise(ctx, tx, earned...)
	return err
}

// raiseAdded raises the card of a later notice that asks for more than the first did.
func (s *Session) raiseAdded(ctx context.Context, tx Tx, before, after *hall.Case) error {
	notices := after.Papers.Notices
	if len(notices) == len(before.Papers.Notices) || len(notices) < 2 {
		return nil
	}
	last := len(notices) - 1
	added := slices.DeleteFunc(slices.Clone(notices[last].Missing), func(item string) bool {
		return slices.ContainsFunc(notices[:last], func(n hall.Noticed) bool { return slices.Contains(n.Missing, item) })
	})
	f, ok := watch.OfAddedNotice(after, strconv.Itoa(len(notices)), added, s.Today())
	if !ok {
		return nil
	}
	_, err := s.raise(ctx, tx, f)
	return err
}

// missing are the findings without a card.
func (s *Session) missing(ctx context.Context, from Records, found []watch.Finding) ([]watch.Finding, error) {
	var out []watch.Finding
	for _, f := range found {
		_, err := from.Record(ctx, watch.Sort, f.ID())
		switch {
		case hall.KindOf(err) == hall.NotFound:
			out = append(out, f)
		case err != nil:
			return nil, err
		}
	}
	return out, nil
}

// unseen are the rows not looked at today as they stand.
func (s *Session) unseen(rows []hall.CaseRow) []hall.CaseRow {
	w, today := &s.watched, s.Today()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.day != today {
		return rows
	}
	var out []hall.CaseRow
	for _, r := range rows {
		if w.cases[r.ID] != mark(r) {
			out = append(out, r)
		}
	}
	return out
}

// saw remembers rows looked at on a day.
func (s *Session) saw(day hall.Date, rows []hall.CaseRow) {
	w := &s.watched
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.day != day {
		w.day, w.cases = day, map[string]string{}
	}
	for _, r := range rows {
		w.cases[r.ID] = mark(r)
	}
}

func mark(r hall.CaseRow) string { return string(r.State) + " " + r.Due.String() }
