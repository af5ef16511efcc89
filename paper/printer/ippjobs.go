package printer

import (
	"context"
	"errors"

	"github.com/OpenPrinting/goipp"

	"bianmin/hall"
)

// jobAttributes are what is read of a job. Not who it is of: other people's jobs are nobody's
// business, and ours are all us.
func jobAttributes() []string {
	return []string{"job-id", "job-name", "job-state", "job-state-reasons", "job-media-sheets-completed", "job-impressions-completed"}
}

// Jobs reads our jobs on a printer, and what the printer itself says, for a job that prints on a
// printer without paper does not print.
func (s *ippSystem) Jobs(ctx context.Context, printer string, ids ...int) ([]hall.PrintJob, error) {
	to, err := s.at(printer)
	if err != nil {
		return nil, err
	}
	var found []attrs
	if len(ids) == 0 {
		if found, err = s.waiting(ctx, to); err != nil {
			return nil, err
		}
	}
	for _, id := range ids {
		one, err := s.one(ctx, to, id)
		if err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	var jobs []hall.PrintJob
	var now hall.Printer
	for _, a := range found {
		j := readJob(a, printer)
		if !j.State.Over() && now.Name == "" {
			answer, err := s.ask(ctx, to, asking(request(goipp.OpGetPrinterAttributes, to), stateAttributes()...))
			if err != nil {
				return nil, err
			}
			now = readPrinter(group(answer, goipp.TagPrinterGroup), printer)
		}
		sayJob(&j, now)
		jobs = append(jobs, j)
	}
	return jobs, nil
}

func (s *ippSystem) waiting(ctx context.Context, to place) ([]attrs, error) {
	m := asking(request(goipp.OpGetJobs, to), jobAttributes()...)
	m.Operation.Add(goipp.MakeAttribute("which-jobs", goipp.TagKeyword, goipp.String("not-completed")))
	m.Operation.Add(goipp.MakeAttribute("my-jobs", goipp.TagBoolean, goipp.Boolean(true)))
	answer, err := s.ask(ctx, to, m)
	if err != nil {
		return nil, err
	}
	return groups(answer, goipp.TagJobGroup), nil
}

func (s *ippSystem) one(ctx context.Context, to place, id int) (attrs, error) {
	m := request(goipp.OpGetJobAttributes, to)
	m.Operation.Add(goipp.MakeAttribute("job-id", goipp.TagInteger, goipp.Integer(id)))
	answer, err := s.ask(ctx, to, asking(m, jobAttributes()...))
	if err != nil {
		return nil, err
	}
	a := group(answer, goipp.TagJobGroup)
	if a == nil {
		return nil, &hall.Error{Kind: hall.NotFound, Say: "打印机的清单里没有这个作业", Next: "请核对作业号", Err: errors.New("no job attributes")}
	}
	return a, nil
}

// Cancel takes a job back.
func (s *ippSystem) Cancel(ctx context.Context, printer string, id int) error {
	to, err := s.at(printer)
	if err != nil {
		return err
	}
	m := request(goipp.OpCancelJob, to)
	m.Operation.Add(goipp.MakeAttribute("job-id", goipp.TagInteger, goipp.Integer(id)))
	_, err = s.ask(ctx, to, asking(m))
	return err
}
