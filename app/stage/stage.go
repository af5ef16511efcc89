// Package stage is the window as its screens see it: what they may know without asking the
// store, how they work in the background, what they say, and where they go next.
package stage

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/hall"
	"bianmin/hall/workday"
)

// Page names a screen of the window.
type Page string

// The pages, in the order of the rail.
const (
	Today   Page = "today"   // 工作台
	Intake  Page = "intake"  // 受理
	Cases   Page = "cases"   // 办件
	Booking Page = "booking" // 预约
	Matters Page = "matters" // 事项
	Keys    Page = "keys"    // 全部按键; not on the rail
)

// Place is a page and what to show on it: a case id, a matter code, an appointment
// number or a filter, as the page has it. An empty key is the page as it was left.
type Place struct {
	Page Page
	Key  string
}

// Window is what a screen may ask of the window. All of it on the window's goroutine.
type Window interface {
	Say(kind kit.ChipKind, text string)
	Offer(kind kit.ChipKind, text, offer string, do func())
	RefreshKeys()
	Focus(w fyne.Focusable)
	Go(to Place)
}

// Facts change only when the program starts again.
type Facts struct {
	Me       hall.Staff
	Office   hall.Office
	People   []hall.Staff
	Names    present.Names
	Matters  *present.MatterIndex
	Calendar workday.Calendar
	Now      func() time.Time
}

// Today is the Beijing day.
func (f *Facts) Today() hall.Date { return hall.DayOf(f.Now()) }

// Stage joins the screens to their window.
type Stage struct {
	Window Window
	Papers *Papers
	*Facts
	// Inline does background work at once on the calling goroutine: for tests.
	Inline bool
	// Crashed takes a panic of background work, with its stack. It may be nil.
	Crashed func(what any, stack []byte)

	ctx    context.Context
	cancel context.CancelFunc
	jobs   sync.WaitGroup
}

// New makes a stage. The Window must be set before a screen is shown.
func New(ctx context.Context, facts *Facts, papers *Papers) *Stage {
	s := &Stage{Facts: facts, Papers: papers}
	s.ctx, s.cancel = context.WithCancel(ctx)
	return s
}

// Context ends when the stage is closed.
func (s *Stage) Context() context.Context { return s.ctx }

// Do works off the window's goroutine, and brings what came of it back to it.
func Do[T any](s *Stage, work func(ctx context.Context) (T, error), then func(T, error)) {
	if s.Inline {
		v, err := guard(s, work)
		then(v, err)
		return
	}
	s.jobs.Add(1)
	go func() {
		defer s.jobs.Done()
		v, err := guard(s, work)
		if s.ctx.Err() != nil {
			return
		}
		fyne.Do(func() { then(v, err) })
	}()
}

// guard turns a panic into an error, so that a defect in one act ends neither the window
// nor what is typed in it.
func guard[T any](s *Stage, work func(ctx context.Context) (T, error)) (v T, err error) {
	defer func() {
		if what := recover(); what != nil {
			if s.Crashed != nil {
				s.Crashed(what, debug.Stack())
			}
			err = fmt.Errorf("panic in background work: %v", what)
		}
	}()
	return work(s.ctx)
}

// closeWait is how long closing waits for work under way before it is told to stop.
const closeWait = 3 * time.Second

// Close waits for the work under way, and stops what takes too long.
func (s *Stage) Close() {
	done := make(chan struct{})
	go func() {
		s.jobs.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(closeWait):
	}
	s.cancel()
	<-done
}

// Fault says an error in the toast: the sentence and the next step.
func (s *Stage) Fault(err error) {
	say, next := present.Fault(err)
	if next != "" {
		say += "。" + next
	}
	s.Window.Say(kit.ChipRed, say)
}

// Show puts an error into a banner.
func Show(b *kit.Banner, err error) {
	say, next := present.Fault(err)
	b.Say(kit.ChipRed, say, next)
}

// Chip is the colour of a mark.
func Chip(m present.Mark) kit.ChipKind {
	switch m {
	case present.Red:
		return kit.ChipRed
	case present.Amber:
		return kit.ChipAmber
	case present.Blue:
		return kit.ChipBlue
	case present.Green:
		return kit.ChipGreen
	case present.Grey:
		return kit.ChipGrey
	}
	return kit.NoChip
}

// Lines are sentences of an explanation one below another.
func Lines(lines []present.Line) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(lines))
	for _, l := range lines {
		style := kit.LabelStyle{Tone: kit.ToneQuiet}
		if l.Strong {
			style = kit.LabelStyle{Bold: true}
		}
		if l.Warn {
			style.Tone = kit.ToneOverdue
			if !l.Strong {
				style.Tone = kit.ToneDue
			}
		}
		out = append(out, kit.NewPara(l.Text, style))
	}
	return out
}
