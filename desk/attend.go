package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/duty"
	"bianmin/hall/leave"
	"bianmin/hall/staff"
	"bianmin/hall/workday"
)

// maxDutyFile is the largest attendance file taken, in bytes.
const maxDutyFile = 16 << 20

// ClockIn (打卡) marks the person signed in as here now; the first mark of a day is the coming,
// the last the going.
func (s *Session) ClockIn(ctx context.Context) (*duty.Day, error) {
	if err := s.need(RightDutyClock); err != nil {
		return nil, err
	}
	b := duty.Clocking{
		Hall: s.office.Code, Who: s.staff.ID, Date: s.Today(), Marks: []time.Time{s.Now().UTC().Truncate(time.Second)}, Source: duty.Hand,
	}
	id := duty.SubjectOf(b.Hall, b.Who, b.Date)
	return s.onDay(ctx, id, func(d *duty.Day) (hall.Draft, bool) {
		return hall.Draft{Subject: id, Actor: s.staff.ID, Body: b}, d == nil || !d.Has(b.Marks[0])
	})
}

// CorrectDuty (更正考勤) is the director's word on when somebody came and went, such as 08:30;
// an empty time stays as it was clocked.
func (s *Session) CorrectDuty(ctx context.Context, who string, day hall.Date, in, out, reason string) (*duty.Day, error) {
	if err := s.need(RightDutyCorrect); err != nil {
		return nil, err
	}
	if err := tidy("更正的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	if day.After(s.Today()) {
		return nil, hall.Refuse("更正的日期在将来", "请核对日期")
	}
	if _, err := s.colleague(ctx, who); err != nil {
		return nil, err
	}
	b := duty.Correction{Hall: s.office.Code, Who: who, Date: day, Reason: reason}
	for _, x := range []struct {
		text string
		at   *time.Time
	}{{in, &b.In}, {out, &b.Out}} {
		if x.text == "" {
			continue
		}
		var err error
		if *x.at, err = duty.At(day, x.text); err != nil {
			return nil, err
		}
	}
	id := duty.SubjectOf(b.Hall, who, day)
	return s.onDay(ctx, id, func(*duty.Day) (hall.Draft, bool) {
		return hall.Draft{Subject: id, Actor: s.staff.ID, Body: b}, true
	})
}

// onDay writes an entry on a duty day, which it may begin; false writes nothing.
func (s *Session) onDay(ctx context.Context, id string, draft func(*duty.Day) (hall.Draft, bool)) (*duty.Day, error) {
	var after *duty.Day
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		d, err := record[duty.Day](ctx, tx, id)
		if err != nil && hall.KindOf(err) != hall.NotFound {
			return err
		}
		b, ok := draft(d)
		if after = d; !ok {
			return nil
		}
		if _, err := tx.Append(ctx, b); err != nil {
			return err
		}
		after, err = record[duty.Day](ctx, tx, id)
		return err
	})
	return after, err
}

// DutyFile says how an attendance file is read. Numbers maps the device's numbers to staff ids.
type DutyFile struct {
	DryRun  bool
	Numbers map[string]string
}

// DutyImport is what an attendance file came to.
type DutyImport struct {
	Marks    int // clockings read
	Days     int // days of a person that have something new
	Added    int // clockings that were new
	Repeated int // clockings that were here already
	Refused  []duty.Refusal
}

// ImportDuty reads an attendance device's file; see duty.ReadCSV. Rows that cannot be taken
// are named with the reason, the others are written; a dry run writes nothing. The same file
// again changes nothing.
func (s *Session) ImportDuty(ctx context.Context, data []byte, f DutyFile) (DutyImport, error) {
	var out DutyImport
	if err := s.need(RightDutyImport); err != nil {
		return out, err
	}
	if len(data) > maxDutyFile {
		return out, hall.Refuse("考勤文件太大了", "请按月分开导出")
	}
	people, err := s.parts.Register.Staff(ctx)
	if err != nil {
		return out, err
	}
	for _, to := range f.Numbers {
		if !slices.ContainsFunc(people, func(p hall.Staff) bool { return p.ID == to }) {
			return out, hall.Missing("对照里有名册上没有的工作人员", "请核对 --map 里的工作人员编号")
		}
	}
	marks, refused, err := duty.ReadCSV(data, people, f.Numbers, s.Now())
	if err != nil {
		return out, err
	}
	out.Marks, out.Refused = len(marks), refused
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		for _, b := range s.clockings(marks) {
			if err := s.clock(ctx, tx, b, f.DryRun, &out); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// clockings gathers marks by person and day, each mark once, in a fixed order.
func (s *Session) clockings(marks []duty.Mark) []duty.Clocking {
	slices.SortStableFunc(marks, func(a, b duty.Mark) int { return cmp.Or(cmp.Compare(a.Who, b.Who), a.At.Compare(b.At)) })
	var out []duty.Clocking
	for _, m := range marks {
		day := hall.DayOf(m.At)
		if n := len(out); n > 0 && out[n-1].Who == m.Who && out[n-1].Date == day {
			out[n-1].Marks = append(out[n-1].Marks, m.At)
			continue
		}
		out = append(out, duty.Clocking{Hall: s.office.Code, Who: m.Who, Date: day, Marks: []time.Time{m.At}, Source: duty.Device})
	}
	return out
}

// clock writes what is new of a person's day.
func (s *Session) clock(ctx context.Context, tx Tx, b duty.Clocking, dry bool, out *DutyImport) error {
	id := duty.SubjectOf(b.Hall, b.Who, b.Date)
	d, err := record[duty.Day](ctx, tx, id)
	if err != nil && hall.KindOf(err) != hall.NotFound {
		return err
	}
	read := len(b.Marks)
	b.Marks = slices.DeleteFunc(slices.CompactFunc(b.Marks, time.Time.Equal), func(at time.Time) bool { return d != nil && d.Has(at) })
	out.Added += len(b.Marks)
	out.Repeated += read - len(b.Marks)
	if len(b.Marks) == 0 {
		return nil
	}
	if out.Days++; dry {
		return nil
	}
	_, err = tx.Append(ctx, hall.Draft{ID: b.ID(), Subject: id, Actor: s.staff.ID, Body: b})
	return err
}

// DutySheet (月度出勤表) counts a month up to today for everybody, or for the person signed in.
type DutySheet struct {
	Span duty.Period
	Rows []duty.Row
}

// DutySheet counts the duty of a month.
func (s *Session) DutySheet(ctx context.Context, year int, month time.Month) (DutySheet, error) {
	sheet := DutySheet{Span: duty.Month(year, month, s.Today())}
	if err := s.need(RightDutyRead); err != nil {
		return sheet, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return sheet, err
	}
	people, err := s.parts.Register.Staff(ctx)
	if err != nil {
		return sheet, err
	}
	own := s.own(RightDutyRead)
	for _, p := range people {
		if own != "" && p.ID != own {
			continue
		}
		here, err := s.presence(ctx, p, sheet.Span)
		if err != nil {
			return sheet, err
		}
		if !p.Works() && len(here.Days) == 0 {
			continue
		}
		row, err := duty.SheetOf(here, sheet.Span, s.Today(), cal, duty.DefaultHours())
		if err != nil {
			return sheet, noCalendar(err)
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	return sheet, nil
}

func noCalendar(err error) error {
	var year *workday.YearError
	if errors.As(err, &year) {
		return &hall.Error{Kind: hall.Invalid, Say: err.Error(), Next: "请先导入这一年的放假安排（calendar import）", Err: err}
	}
	return fmt.Errorf("count duty: %w", err)
}

// presence gathers what is known of a person in a period.
func (s *Session) presence(ctx context.Context, p hall.Staff, span duty.Period) (duty.Presence, error) {
	out := duty.Presence{Who: p.ID}
	post, err := postOf(ctx, s.parts.Records, s.office.Code, p.ID)
	if err != nil && hall.KindOf(err) != hall.NotFound {
		return out, err
	}
	if post != nil {
		out.Since = post.Since
		if post.State == staff.Left {
			out.LeftOn = post.LeftOn
		}
	}
	if out.Days, err = records[duty.Day](ctx, s.parts.Records, hall.RecordQuery{Owner: p.ID, From: span.From, To: span.To}); err != nil {
		return out, err
	}
	list, err := records[leave.Leave](ctx, s.parts.Records, hall.RecordQuery{Key: p.ID})
	out.Leaves = slices.DeleteFunc(list, func(l *leave.Leave) bool { return l.Who != p.ID })
	return out, err
}
