package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/issued"
)

// Printers is what a desk needs of the printers of a device. No call lasts longer than its
// context.
type Printers interface {
	// Printers lists what there is.
	Printers(ctx context.Context) ([]hall.Printer, error)
	// Ability is what one printer can do; NotFound when there is none of that name.
	Ability(ctx context.Context, name string) (hall.PrinterAbility, error)
	// Submit hands a paper over. A sheet the printer lacks is refused with a *hall.WrongSize.
	Submit(ctx context.Context, t hall.PrintTask) (hall.PrintJob, error)
	// Jobs are this program's jobs on a printer: those of the ids, or all that are not over.
	Jobs(ctx context.Context, printer string, ids ...int) ([]hall.PrintJob, error)
	// Cancel takes a job back.
	Cancel(ctx context.Context, printer string, id int) error
}

// PrintTo says where a paper goes.
type PrintTo struct {
	Printer string
	Copies  int  // 0 means 1
	Boxes   bool // print although characters are boxes: somebody will write them in by hand
}

// printRightly is everybody's first step to a printer.
func (s *Session) printRightly() (Printers, error) {
	if err := s.need(RightPrint); err != nil {
		return nil, err
	}
	if s.parts.Printers == nil {
		return nil, hall.Refuse("这里没有接打印机", "请先存成 PDF 文件，再从文件打印")
	}
	return s.parts.Printers, nil
}

// Printers lists the printers of this device.
func (s *Session) Printers(ctx context.Context) ([]hall.Printer, error) {
	p, err := s.printRightly()
	if err != nil {
		return nil, err
	}
	return p.Printers(ctx)
}

// PrinterAbility is what a printer can do.
func (s *Session) PrinterAbility(ctx context.Context, name string) (hall.PrinterAbility, error) {
	p, err := s.printRightly()
	if err != nil {
		return hall.PrinterAbility{}, err
	}
	return p.Ability(ctx, name)
}

// PrintOn makes a paper, on record as Print does, and hands it to a printer. Characters that no face
// has come back in the paper's Missing; unless Boxes is set, such a paper is Rejected and not printed.
func (s *Session) PrintOn(ctx context.Context, o Order, to PrintTo) (Printout, hall.PrintJob, error) {
	p, err := s.printRightly()
	if err != nil {
		return Printout{}, hall.PrintJob{}, err
	}
	made, view, err := s.printout(ctx, o, to.Boxes)
	if err != nil {
		return made, hall.PrintJob{}, err
	}
	size, err := oneSize(made.Sizes)
	if err != nil {
		return made, hall.PrintJob{}, err
	}
	job, err := p.Submit(ctx, hall.PrintTask{
		Printer: to.Printer, Title: jobTitle(view), PDF: made.PDF, Pages: made.Pages, Size: size, Copies: to.Copies,
		Draw: func(page int, dpi float64) (image.Image, error) {
			shown, err := s.parts.Press.Show(view, page, dpi)
			return shown.Image, err
		},
	})
	if err != nil {
		say, _ := hall.Explain(err)
		return made, job, errors.Join(err, s.ran(ctx, made, to, issued.Failed, say))
	}
	return made, job, nil
}

// PrintEnded puts on record what became of a job that PrintOn began.
func (s *Session) PrintEnded(ctx context.Context, made Printout, to PrintTo, job hall.PrintJob) error {
	switch job.State {
	case hall.PrintCompleted:
		return s.ran(ctx, made, to, issued.Done, "")
	case hall.PrintCancelled:
		return s.ran(ctx, made, to, issued.Cancelled, "")
	}
	return s.ran(ctx, made, to, issued.Failed, job.Say)
}

// ran writes one run of an issued paper; a paper without a number has none.
func (s *Session) ran(ctx context.Context, made Printout, to PrintTo, outcome issued.Outcome, why string) error {
	if made.Issue == "" {
		return nil
	}
	return s.Printed(context.WithoutCancel(ctx), made.Issue, issued.Printing{Printer: to.Printer, Copies: max(to.Copies, 1), Outcome: outcome, Why: why})
}

// oneSize is the size of all pages. A printer takes one sheet for a job.
func oneSize(sizes []hall.PageSize) (hall.PageSize, error) {
	if len(sizes) == 0 {
		return hall.PageSize{}, errors.New("a paper without a page")
	}
	for _, s := range sizes[1:] {
		if fits, _ := s.Fits(sizes[0]); !fits {
			return hall.PageSize{}, hall.Refuse("这份纸有几种大小，一次打印不了", "请先存成 PDF 文件（-o），再一页一页打印")
		}
	}
	return sizes[0], nil
}

// jobTitle is what stands in the printer's list, for everybody to read: never a person.
func jobTitle(view hall.PaperJob) string {
	switch {
	case view.Case != nil:
		return view.Kind.Han() + " " + string(view.Case.No)
	case view.Appointment != nil:
		return view.Kind.Han() + " " + string(view.Appointment.No)
	case view.Matter != nil:
		return view.Kind.Han() + " " + view.Matter.Code
	case view.Record != nil:
		return view.Kind.Han() + " " + string(view.Record.Facts().No)
	}
	return view.Kind.Han()
}

func points(list []rune) string {
	var out []string
	for _, r := range list {
		out = append(out, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(out, " ")
}

// CancelPrint takes a job back.
func (s *Session) CancelPrint(ctx context.Context, printer string, id int) error {
	p, err := s.printRightly()
	if err != nil {
		return err
	}
	return p.Cancel(ctx, printer, id)
}

// How a job is followed.
const (
	followEvery  = time.Second
	followMisses = 5 // answers that may fail in a row before the follower gives up
)

// FollowPrint looks at a job until it is over, and tells every change of its sentence. An every of 0
// means a second. It ends with the context's error when that is done first; the job then goes on.
func (s *Session) FollowPrint(ctx context.Context, job hall.PrintJob, every time.Duration, told func(hall.PrintJob)) (hall.PrintJob, error) {
	p, err := s.printRightly()
	if err != nil {
		return job, err
	}
	if every <= 0 {
		every = followEvery
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for missed := 0; !job.State.Over(); {
		select {
		case <-ctx.Done():
			return job, ctx.Err()
		case <-tick.C:
		}
		now, err := look(ctx, p, job)
		switch {
		case err == nil:
			missed = 0
		case ctx.Err() != nil:
			return job, ctx.Err()
		case hall.KindOf(err) == hall.NotFound:
			now = job
			now.State, now.Reasons = hall.PrintUnknown, nil
			now.Say, now.Next = "打印机的清单里已经没有这个作业", "请看一眼纸出来没有；没有出来的再打印一次"
		case missed < followMisses:
			missed++
			continue
		default:
			return job, err
		}
		now.Title = cmp.Or(now.Title, job.Title)
		if now.State != job.State || now.Say != job.Say || !slices.Equal(now.Reasons, job.Reasons) {
			told(now)
		}
		job = now
	}
	return job, nil
}

func look(ctx context.Context, p Printers, job hall.PrintJob) (hall.PrintJob, error) {
	jobs, err := p.Jobs(ctx, job.Printer, job.ID)
	if err != nil {
		return job, err
	}
	if len(jobs) == 0 {
		return job, hall.Missing("打印机的清单里没有这个作业", "")
	}
	return jobs[0], nil
}
