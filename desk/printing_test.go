package desk_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/issued"
	"bianmin/paper/printer/ipptest"
)

// printService starts a print service.
func printService(t *testing.T, queues ...ipptest.Queue) *ipptest.Server {
	t.Helper()
	s := ipptest.Start(queues...)
	t.Cleanup(s.Close)
	return s
}

func TestAPaperGoesToThePrinterAsItWouldGoToAFile(t *testing.T) {
	r := openRoom(t)
	s := printService(t, ipptest.Queue{Name: "q"})
	c, err := r.director.Intake(t.Context(), desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生")})
	if err != nil {
		t.Fatal(err)
	}
	slip := desk.Order{Kind: hall.PaperSlip, Case: string(c.Case.No)}
	paper, job, err := r.director.PrintOn(t.Context(), slip, desk.PrintTo{Printer: s.URI("q"), Copies: 2})
	if err != nil {
		t.Fatal(err)
	}
	got := s.Jobs()[0]
	if !bytes.Equal(got.Document, paper.PDF) || paper.Reprint || paper.No == "" || got.Wish("copies") != "2" {
		t.Error("another paper than the file's")
	}
	again, job2, err := r.director.PrintOn(t.Context(), slip, desk.PrintTo{Printer: s.URI("q")})
	if err != nil || !again.Reprint || again.No != paper.No || !bytes.Equal(s.Jobs()[1].Document, again.PDF) || bytes.Equal(again.PDF, paper.PDF) {
		t.Errorf("printed again: %+v, %v", again.No, err)
	}
	for _, ended := range []struct {
		made desk.Printout
		job  hall.PrintJob
	}{{paper, job}, {again, job2}} {
		if err := r.director.PrintEnded(t.Context(), ended.made, desk.PrintTo{Printer: "q", Copies: 2}, ended.job); err != nil {
			t.Fatal(err)
		}
	}
	if p, err := r.director.IssuedPaper(t.Context(), paper.No); err != nil || len(p.Runs) != 2 || p.Runs[0].Outcome != issued.Done || p.Reprinted != 1 {
		t.Errorf("on record %+v, %v", p, err)
	}
	if job.State != hall.PrintCompleted || got.Name != "收件凭证 "+string(c.Case.No) || strings.Contains(got.Name, "王福生") {
		t.Errorf("job %+v, named %q", job, got.Name)
	}
}

func TestAPaperWithBoxesIsNotPrintedUnasked(t *testing.T) {
	r := openRoom(t)
	s := printService(t, ipptest.Queue{Name: "q"})
	c, err := r.director.Intake(t.Context(), desk.Intake{Matter: "MZ-06", Applicant: applicant("王\ue123")})
	if err != nil {
		t.Fatal(err)
	}
	slip := desk.Order{Kind: hall.PaperSlip, Case: string(c.Case.No)}
	paper, _, err := r.director.PrintOn(t.Context(), slip, desk.PrintTo{Printer: s.URI("q")})
	if hall.KindOf(err) != hall.Rejected || !strings.Contains(err.Error(), "U+E123") || len(paper.Missing) != 1 || len(s.Jobs()) != 0 {
		t.Errorf("%v, %d jobs", err, len(s.Jobs()))
	}
	if _, _, err := r.director.PrintOn(t.Context(), slip, desk.PrintTo{Printer: s.URI("q"), Boxes: true}); err != nil || len(s.Jobs()) != 1 {
		t.Errorf("%v, %d jobs", err, len(s.Jobs()))
	}
}

func TestACardIsRefusedWhereThereIsOnlyA4(t *testing.T) {
	r := openRoom(t)
	s := printService(t, ipptest.Queue{Name: "q"})
	var wrong *hall.WrongSize
	_, _, err := r.director.PrintOn(t.Context(), desk.Order{Kind: hall.PaperCard}, desk.PrintTo{Printer: s.URI("q")})
	if !errors.As(err, &wrong) || len(wrong.Has) != 2 || wrong.Want.WidthMM != 90 {
		t.Fatalf("%v", err)
	}
	if _, _, err := r.director.PrintOn(t.Context(), desk.Order{Kind: hall.PaperCards}, desk.PrintTo{Printer: s.URI("q")}); err != nil {
		t.Errorf("ten on A4: %v", err)
	}
}

// follow follows a guide's job on a queue that holds it; then moves the job on, change by change.
func follow(t *testing.T, s *ipptest.Server, ctx context.Context, changes ...func()) (hall.PrintJob, []string, error) { //nolint:revive // a test reads better so
	t.Helper()
	r := openRoom(t)
	_, job, err := r.director.PrintOn(t.Context(), desk.Order{Kind: hall.PaperGuide, Matter: "MZ-06"}, desk.PrintTo{Printer: s.URI("q")})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	next := func() {
		if len(changes) > 0 {
			changes[0]()
			changes = changes[1:]
		}
	}
	next()
	job, err = r.director.FollowPrint(ctx, job, time.Millisecond, func(j hall.PrintJob) {
		said = append(said, j.Say)
		next()
	})
	return job, said, err
}

func TestAJobIsFollowedThroughAPaperJamToItsEnd(t *testing.T) {
	s := printService(t, ipptest.Queue{Name: "q", Hold: true})
	reasons := func(words ...string) func() {
		return func() { s.Set("q", func(q *ipptest.Queue) { q.Reasons = words }) }
	}
	job, said, err := follow(t, s, t.Context(), reasons("media-empty"), reasons("media-jam"), reasons(), func() { s.Move(1, ipptest.Completed) })
	want := []string{"打印机没有纸", "打印机卡纸", "正在打印", "打印好了"}
	if err != nil || job.State != hall.PrintCompleted || !slices.Equal(said, want) {
		t.Errorf("%+v, %q, %v", job, said, err)
	}
}

func TestAJobThatEndsOtherwiseSaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		end   func(*ipptest.Server)
		state hall.PrintState
		words string
	}{
		"aborted":                   {func(s *ipptest.Server) { s.Move(1, ipptest.Aborted, "document-format-error") }, hall.PrintAborted, "读不了"},
		"cancelled at the panel":    {func(s *ipptest.Server) { s.Move(1, ipptest.Cancelled, "job-canceled-at-device") }, hall.PrintCancelled, "有人在打印机上取消"},
		"the printer has forgotten": {func(s *ipptest.Server) { s.Forget() }, hall.PrintUnknown, "没有这个作业"},
	} {
		t.Run(name, func(t *testing.T) {
			s := printService(t, ipptest.Queue{Name: "q", Hold: true})
			job, _, err := follow(t, s, t.Context(), func() { c.end(s) })
			if err != nil || job.State != c.state || !strings.Contains(job.Say, c.words) {
				t.Errorf("%+v, %v", job, err)
			}
			if out := job.Outcome(); hall.KindOf(out) != hall.Rejected {
				t.Errorf("outcome %v", out)
			}
		})
	}
}

func TestAFollowerWhoGivesUpLeavesTheJob(t *testing.T) {
	s := printService(t, ipptest.Queue{Name: "q", Hold: true})
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	job, _, err := follow(t, s, ctx, cancel)
	if !errors.Is(err, context.Canceled) || job.State.Over() || s.Jobs()[0].State != ipptest.Running {
		t.Errorf("%+v, %v", job, err)
	}
}

func TestAShortInterruptionOfTheLineIsNoEnd(t *testing.T) {
	s := printService(t, ipptest.Queue{Name: "q", Hold: true})
	r := openRoom(t)
	_, job, err := r.director.PrintOn(t.Context(), desk.Order{Kind: hall.PaperGuide, Matter: "MZ-06"}, desk.PrintTo{Printer: s.URI("q")})
	if err != nil {
		t.Fatal(err)
	}
	s.BreakTimes(3)
	s.Move(1, ipptest.Completed)
	job, err = r.director.FollowPrint(t.Context(), job, time.Millisecond, func(hall.PrintJob) {})
	if err != nil || job.State != hall.PrintCompleted {
		t.Errorf("%+v, %v", job, err)
	}
	job.State = hall.PrintRunning
	s.BreakTimes(1000)
	if _, err = r.director.FollowPrint(t.Context(), job, time.Millisecond, func(hall.PrintJob) {}); hall.KindOf(err) != hall.Unreachable {
		t.Errorf("a line that stays broken: %v", err)
	}
}
