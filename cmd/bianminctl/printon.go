package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"bianmin/desk"
	"bianmin/hall"
)

// printedJSON is what print --to says with --json.
type printedJSON struct {
	OK      bool           `json:"ok"`
	Kind    string         `json:"kind"`
	File    string         `json:"file,omitempty"`
	Pages   int            `json:"pages"`
	No      string         `json:"no,omitempty"`
	Reprint bool           `json:"reprint,omitempty"`
	Copies  int            `json:"copies"`
	Missing []string       `json:"missing"`
	Job     *hall.PrintJob `json:"print,omitempty"` // none: it was not handed over
	Error   string         `json:"error,omitempty"`
	Hint    string         `json:"hint,omitempty"`
}

// onPrinter prints on a printer, follows the job and says what became of it. Ctrl-C takes the
// job back.
func (c printCmd) onPrinter(e *env, session *desk.Session) error {
	if c.Copies < 1 {
		return hall.Refuse("份数（--copies）不对", "请写 1 以上的数")
	}
	to := desk.PrintTo{Printer: c.To, Copies: c.Copies, Boxes: c.Boxes}
	paper, job, err := session.PrintOn(e.ctx, c.order(), to)
	if c.Out != "" && paper.PDF != nil {
		if err := writeFile(c.Out, paper.PDF); err != nil {
			return err
		}
	}
	if errors.Is(err, context.Canceled) {
		err = &hall.Error{Kind: hall.Rejected, Say: "已中止，没有打印", Next: "要打印的请再打印一次", Err: err}
	}
	said := printedJSON{Kind: c.Kind, File: c.Out, Pages: paper.Pages, No: paper.No, Reprint: paper.Reprint, Copies: c.Copies, Missing: codePoints(paper.Missing)}
	if err == nil {
		e.say("已交给打印机 %s，作业 %d：%s", c.To, job.ID, withNext(job))
		job, err = c.follow(e, session, job)
		said.Job = &job
		err = errors.Join(err, session.PrintEnded(e.ctx, paper, to, job))
	}
	if err == nil {
		if err = job.Outcome(); err == nil && said.Missing != nil {
			err = undrawn(paper.Missing)
		}
	}
	if !e.cli.JSON {
		if err == nil {
			e.say("%s，%d 页，%d 份", job.Say, paper.Pages, c.Copies)
		}
		return err
	}
	said.OK = err == nil
	if err != nil {
		said.Error, said.Hint = hall.Explain(err)
	}
	return errors.Join(e.emit(said), err)
}

// takeBackTime is how long a job is taken back after Ctrl-C.
const takeBackTime = 10 * time.Second

// follow waits for the end of a job, telling what changes.
func (c printCmd) follow(e *env, session *desk.Session, job hall.PrintJob) (hall.PrintJob, error) {
	ctx, cancel := context.WithTimeout(e.ctx, c.Wait)
	defer cancel()
	job, err := session.FollowPrint(ctx, job, 0, func(now hall.PrintJob) {
		if now.State.Over() {
			return // said at the end
		}
		e.say("作业 %d：%s", now.ID, withNext(now))
	})
	switch {
	case err == nil:
		return job, nil
	case e.ctx.Err() != nil:
		return takeBack(e, session, job)
	case ctx.Err() != nil:
		return job, &hall.Error{
			Kind: hall.Rejected, Say: fmt.Sprintf("等了 %s，还没有打完：%s", minutes(c.Wait), job.Say),
			Next: fmt.Sprintf("作业还在打印机上；不要了的，用 printer cancel %s %d 取消", job.Printer, job.ID),
		}
	}
	return job, err
}

// withNext is a job's sentence with what to do about it.
func withNext(j hall.PrintJob) string {
	if j.Next == "" {
		return j.Say
	}
	return j.Say + "。" + j.Next
}

// takeBack cancels a job after the person at the keyboard has stopped the program.
func takeBack(e *env, session *desk.Session, job hall.PrintJob) (hall.PrintJob, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(e.ctx), takeBackTime)
	defer cancel()
	err := session.CancelPrint(ctx, job.Printer, job.ID)
	if err != nil {
		say, _ := hall.Explain(err)
		return job, &hall.Error{Kind: hall.Rejected, Say: "已中止，作业没有取消成：" + say, Next: "请看一眼打印机", Err: err}
	}
	job.State, job.Say, job.Next = hall.PrintCancelled, "已中止，作业已取消", "要打印的请再打印一次"
	return job, job.Outcome()
}

// minutes says how long: 5 分钟, 90 秒.
func minutes(d time.Duration) string {
	if d >= time.Minute && d%time.Minute == 0 {
		return fmt.Sprintf("%d 分钟", int(d.Minutes()))
	}
	return fmt.Sprintf("%.0f 秒", d.Seconds())
}
