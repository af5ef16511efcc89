package workload

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/workday"
	"bianmin/internal/station"
)

// Options say how long and how busy the township lives.
type Options struct {
	Cases    int
	Seed     uint64
	From, To hall.Date                     // To is the last day; it must lie in imported years
	Progress func(day hall.Date, done int) // called each evening; may be nil
}

// Lived is what a run left behind.
type Lived struct {
	Book  *Book
	Clock *Clock
	From  hall.Date
	To    hall.Date
}

// town is a township while it lives.
type town struct {
	ctx     context.Context
	o       Options
	r       *rand.Rand
	st      *station.Station
	clock   *Clock
	cal     workday.Calendar
	agenda  agenda
	book    *Book
	crowd   *crowd
	matters []hall.Matter
	people  map[string]*desk.Session // signed in, by staff id
}

// Run lets the township in dir live from From to To. The directory must hold a demo hall
// without a case: an invented history never mixes with a real one.
func Run(ctx context.Context, dir string, o Options) (Lived, error) {
	clock := &Clock{now: o.From.Start().Add(7 * time.Hour)}
	st, err := station.Open(ctx, station.Options{Dir: dir, Clock: clock.Now})
	if err != nil {
		return Lived{}, err
	}
	t := &town{
		ctx: ctx, o: o, r: rand.New(rand.NewPCG(o.Seed, 11)), st: st, clock: clock, book: &Book{cases: map[string]*line{}}, //nolint:gosec // a game, not a secret
		people: map[string]*desk.Session{},
	}
	err = t.live()
	if closed := st.Close(); err == nil {
		err = closed
	}
	return Lived{Book: t.book, Clock: clock, From: o.From, To: o.To}, err
}

func (t *town) live() error {
	if err := t.settle(); err != nil {
		return err
	}
	days, err := t.workdays()
	if err != nil {
		return err
	}
	t.planCases(days)
	for _, day := range days {
		t.agenda.plan(office(day, -20), func() error { return t.morning(day) })
		t.agenda.plan(office(day, officeMinutes+20), func() error {
			if t.o.Progress != nil {
				t.o.Progress(day, t.book.Cases())
			}
			return nil
		})
	}
	end := t.o.To.AddDays(1).Start()
	for {
		if err := t.ctx.Err(); err != nil {
			return err
		}
		e, more := t.agenda.next(end)
		if !more {
			return nil
		}
		t.clock.set(e.at)
		if err := e.do(); err != nil {
			return fmt.Errorf("%s: %w", beijing(e.at).Format("2006-01-02 15:04"), err)
		}
	}
}

// settle signs everybody in.
func (t *town) settle() error {
	office, err := t.st.DB.Office(t.ctx)
	if err != nil {
		return err
	}
	counts, err := t.st.DB.Counts(t.ctx, t.o.From)
	if err != nil {
		return err
	}
	progress, err := t.st.DB.Progress(t.ctx)
	if err != nil {
		return err
	}
	if !office.Demo || counts.Open > 0 || progress.Head.Size > 0 {
		return hall.Forbid("演练数据只能写进新建的示例大厅", "请先用 init --demo 另建一个目录")
	}
	if t.cal, err = t.st.Desk.Calendar(t.ctx); err != nil {
		return err
	}
	if t.matters, err = t.st.Desk.Matters(t.ctx); err != nil {
		return err
	}
	if t.crowd, err = newCrowd(t.r, t.o.From); err != nil {
		return err
	}
	for _, s := range staff() {
		if err := t.st.DB.AddStaff(t.ctx, s); err != nil {
			return err
		}
	}
	all, err := t.st.Desk.Staff(t.ctx)
	if err != nil {
		return err
	}
	for _, s := range all {
		if t.people[s.ID], err = t.st.Desk.SignIn(t.ctx, s.ID); err != nil {
			return err
		}
	}
	return nil
}

// workdays are the working days of the span; a year without a schedule is refused.
func (t *town) workdays() ([]hall.Date, error) {
	var out []hall.Date
	for d := t.o.From; !d.After(t.o.To); d = d.AddDays(1) {
		works, err := t.cal.IsWorkday(d)
		if err != nil {
			return nil, &hall.Error{Kind: hall.Invalid, Say: err.Error(), Next: "请先导入这一年的放假安排（calendar import）", Err: err}
		}
		if works {
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		return nil, hall.Refuse("这段日子没有一个工作日", "请换一段日子")
	}
	return out, nil
}

// morning is what happens before the doors open.
func (t *town) morning(day hall.Date) error {
	first := day.AddDays(-day.Day() + 1)
	before := first.AddDays(-1)
	t.asides(day)
	if err := t.watch(); err != nil {
		return err
	}
	if t.lastWorkdayBefore(day).Before(first) && !before.Before(t.o.From) {
		return t.closeMonth(before)
	}
	return nil
}

func (t *town) lastWorkdayBefore(day hall.Date) hall.Date {
	for d := day.AddDays(-1); ; d = d.AddDays(-1) {
		if works, err := t.cal.IsWorkday(d); err != nil || works {
			return d
		}
	}
}

func (t *town) closeMonth(in hall.Date) error {
	_, err := t.director().CloseMonth(t.ctx, in.String()[:7])
	t.book.Acts++
	return err
}

// director is the first person of the hall.
func (t *town) director() *desk.Session {
	for id, s := range t.people {
		if s.Me().Has(hall.RoleDirector) {
			return t.people[id]
		}
	}
	return nil
}

// chance is true n times in a hundred.
func (t *town) chance(n int) bool { return t.r.IntN(100) < n }
