package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"bianmin/hall"
	"bianmin/hall/issued"
)

// templateVersion names the layouts of this program; it stands on record with every paper.
const templateVersion = "1"

// Printout is a paper as it was made, and its record.
type Printout struct {
	hall.Paper
	Issue   string // id of the record; empty for papers without a number of their own
	No      string // its number
	Reprint bool   // it was issued before: 补打 stands on it
}

// Print makes a paper from the committed state. A paper with a number of its own is put on record,
// once for each state of what it is of; asked for again, the same values come out under the same
// number and date, marked 补打. Characters no face has come back in Missing and must be shown
// before the paper is used.
func (s *Session) Print(ctx context.Context, o Order) (Printout, error) {
	out, _, err := s.printout(ctx, o, true)
	return out, err
}

// printout is Print, with the view the paper was made from. Without boxes a paper with characters
// that cannot be drawn is Rejected and not issued; what was made comes back with the error.
func (s *Session) printout(ctx context.Context, o Order, boxes bool) (Printout, hall.PaperJob, error) {
	job, err := s.job(ctx, o)
	if err != nil {
		return Printout{}, job, err
	}
	if !job.Kind.Issued() || job.Blank {
		made, err := s.parts.Press.Make(job)
		if err == nil && !boxes {
			err = unboxed(made)
		}
		return Printout{Paper: made}, job, err
	}
	var out Printout
	var before *issued.Paper
	if err := s.need(RightIssue); err != nil { // what goes out is written down: whoever writes nothing looks at it
		return out, job, err
	}
	id, err := s.newID()
	if err != nil {
		return out, job, err
	}
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		var err error
		if job.No, before, err = s.nextNo(ctx, tx, job); err != nil || before != nil {
			return err
		}
		made, err := s.parts.Press.Make(job)
		if out.Paper = made; err == nil && !boxes {
			err = unboxed(made)
		}
		if err != nil {
			return err
		}
		out.Issue, out.No = id, job.No
		return s.issue(ctx, tx, id, job)
	})
	if err == nil && before != nil {
		return s.reprint(ctx, before.ID, boxes)
	}
	return out, job, err
}

// unboxed is nil when every character of a paper can be drawn.
func unboxed(made hall.Paper) error {
	if len(made.Missing) == 0 {
		return nil
	}
	return &hall.Error{
		Kind: hall.Rejected, Say: "有 " + strconv.Itoa(len(made.Missing)) + " 个字没有字形，会印成方框，没有打印：" + points(made.Missing),
		Next: "请装上含这些字的字体；要印出来手写补上的，请说明印方框（--boxes）",
	}
}

// issue keeps what a paper was made from and puts it on record.
func (s *Session) issue(ctx context.Context, tx Tx, id string, job hall.PaperJob) error {
	values, err := frozen(job)
	if err != nil {
		return err
	}
	subject, upto := subjectOf(job)
	digest := sha256.Sum256(values)
	body := issued.Issuing{
		No: job.No, Hall: job.Office.Code, Paper: job.Kind, Subject: subject, Upto: upto, Day: hall.DayOf(job.Printed),
		Purpose: job.Purpose, Version: templateVersion, Digest: hex.EncodeToString(digest[:]),
	}
	if err := s.append(ctx, tx, id, job.Printed, body); err != nil {
		return err
	}
	return tx.KeepPaper(ctx, id, values)
}

// Reprint (补打) prints an issued paper again, by number or record id: the values, the number and
// the date of the first time, and 补打 on every page.
func (s *Session) Reprint(ctx context.Context, key string) (Printout, error) {
	out, _, err := s.reprint(ctx, key, true)
	return out, err
}

func (s *Session) reprint(ctx context.Context, key string, boxes bool) (Printout, hall.PaperJob, error) {
	if err := s.need(RightIssue); err != nil {
		return Printout{}, hall.PaperJob{}, err
	}
	p, err := s.IssuedPaper(ctx, key)
	if err != nil {
		return Printout{}, hall.PaperJob{}, err
	}
	job, err := s.asIssued(ctx, p)
	if err != nil {
		return Printout{}, job, err
	}
	made, err := s.parts.Press.Make(job)
	out := Printout{Paper: made, Issue: p.ID, No: p.No, Reprint: true}
	if err == nil && !boxes {
		err = unboxed(made)
	}
	if err != nil {
		return out, job, err
	}
	_, err = onRecord(ctx, s, p.ID, func(Tx, *issued.Paper) (hall.Body, error) { return issued.Reprinting{}, nil })
	return out, job, err
}

// asIssued is the view the paper was made from, to be printed again.
func (s *Session) asIssued(ctx context.Context, p *issued.Paper) (hall.PaperJob, error) {
	values, err := s.parts.Shelf.PaperValues(ctx, p.ID)
	if err != nil {
		return hall.PaperJob{}, err
	}
	if values == nil {
		return hall.PaperJob{}, hall.Missing(fmt.Sprintf("文书 %s 是在另一台电脑上出具的", p.No), "请到那个窗口补打")
	}
	if digest := sha256.Sum256(values); hex.EncodeToString(digest[:]) != p.Digest {
		return hall.PaperJob{}, &hall.Error{Kind: hall.Damaged, Say: fmt.Sprintf("文书 %s 保存的内容和登记的摘要对不上", p.No), Next: "请找管理员核对数据（verify）"}
	}
	job, err := thawed(values)
	job.Reprint = true
	return job, err
}

// Printed puts on record what became of a paper on a printer.
func (s *Session) Printed(ctx context.Context, issue string, run issued.Printing) error {
	if err := s.need(RightIssue); err != nil {
		return err
	}
	_, err := onRecord(ctx, s, issue, func(Tx, *issued.Paper) (hall.Body, error) { return run, nil })
	return err
}

// IssuedPaper by number or record id, for who may read what it is of.
func (s *Session) IssuedPaper(ctx context.Context, key string) (*issued.Paper, error) {
	if err := s.need(RightPrint); err != nil {
		return nil, err
	}
	found, err := records[issued.Paper](ctx, s.parts.Records, hall.RecordQuery{Key: strings.ToUpper(strings.TrimSpace(key)), Limit: 2})
	if err == nil && len(found) == 0 {
		var p *issued.Paper
		p, err = record[issued.Paper](ctx, s.parts.Records, key)
		found = append(found, p)
	}
	switch {
	case hall.KindOf(err) == hall.NotFound:
		return nil, hall.Missing("没有出具过这个编号的文书", "请核对编号，例如 431322112000-20261123-A70123K/011；一个办件的文书用 paper list 看")
	case err != nil:
		return nil, err
	case len(found) > 1:
		return nil, hall.Refuse("两台电脑用同一个编号出具过文书", "请用文书的 id 查（paper list --json）")
	}
	return found[0], s.maySee(ctx, found[0])
}

// IssuedPapers of a case or a record, oldest first.
func (s *Session) IssuedPapers(ctx context.Context, subject string) ([]*issued.Paper, error) {
	if err := s.need(RightPrint); err != nil {
		return nil, err
	}
	all, err := records[issued.Paper](ctx, s.parts.Records, hall.RecordQuery{Of: subject})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all, s.maySee(ctx, all[0])
}

// maySee is nil when the person signed in may read what the paper is of.
func (s *Session) maySee(ctx context.Context, p *issued.Paper) error {
	if p.Kind.Of() == hall.OfCase {
		_, err := s.Case(ctx, p.Subject)
		return err
	}
	return s.recordJob(ctx, &hall.PaperJob{Kind: p.Kind}, Order{Kind: p.Kind, Of: p.Subject})
}

// subjectOf is the id of what a paper is of, and of the last entry it shows.
func subjectOf(job hall.PaperJob) (id, upto string) {
	switch {
	case job.Case != nil:
		return job.Case.ID, job.Case.Last
	case job.Record != nil:
		t := job.Record.Trail()
		return t.ID, t.Last
	}
	return "", ""
}

// nextNo is the number the paper would be issued under, or the paper issued already for the same
// state of the same thing.
func (s *Session) nextNo(ctx context.Context, from Records, job hall.PaperJob) (string, *issued.Paper, error) {
	subject, upto := subjectOf(job)
	all, err := records[issued.Paper](ctx, from, hall.RecordQuery{Of: subject})
	if err != nil {
		return "", nil, err
	}
	n := 1
	for _, p := range all {
		if p.Kind != job.Kind {
			continue
		}
		if p.Upto == upto && p.Purpose == job.Purpose {
			return p.No, p, nil
		}
		n++
	}
	if job.Case != nil {
		return hall.PaperNo(job.Case.No, job.Kind, max(n, job.Kind.Count(job.Case))), nil, nil
	}
	return hall.RecordPaperNo(job.Record.Facts().No, job.Kind, n), nil, nil
}
