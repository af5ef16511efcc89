package desk

import (
	"context"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// Facts made by time have the actor hall.ActorClock: nobody did them.

// LapseNotices (视为受理) writes the deemed acceptance of every licence nobody said a word about
// in its five working days, and returns how many there were. Twice is harmless.
func (d *Desk) LapseNotices(ctx context.Context) (int, error) {
	made, err := d.lapseNotices(ctx)
	return len(made), err
}

func (d *Desk) lapseNotices(ctx context.Context) ([]string, error) {
	today := d.Today()
	return d.byTime(ctx, hall.CaseQuery{Filter: hall.FilterDue, Until: today}, func(c *hall.Case, cal workday.Calendar) (hall.Body, string) {
		if body, id := c.Lapsed(cal, today); body != nil {
			return *body, id
		}
		return nil, ""
	})
}

// LapseRenewals (准予延续) writes the deemed renewal of every licence whose matter's rules flag it
// and that ran out before a decision, and returns how many there were. Twice is harmless.
func (d *Desk) LapseRenewals(ctx context.Context) (int, error) {
	made, err := d.lapseRenewals(ctx)
	return len(made), err
}

func (d *Desk) lapseRenewals(ctx context.Context) ([]string, error) {
	today := d.Today()
	return d.byTime(ctx, hall.CaseQuery{Filter: hall.FilterOpen}, func(c *hall.Case, cal workday.Calendar) (hall.Body, string) {
		if body, id := c.LapsedRenewal(cal, today); body != nil {
			return *body, id
		}
		return nil, ""
	})
}

// Recount (重新推算) counts the days of every open case again with the calendar in use and writes
// what came out otherwise beside the printed days. It returns how many cases moved.
func (d *Desk) Recount(ctx context.Context) (int, error) {
	made, err := d.byTime(ctx, hall.CaseQuery{Filter: hall.FilterOpen}, func(c *hall.Case, cal workday.Calendar) (hall.Body, string) {
		if body, id := c.Recounting(cal); body != nil {
			return *body, id
		}
		return nil, ""
	})
	return len(made), err
}

// pageOfCases is how many cases a job by time looks at in one act.
const pageOfCases = 200

// byTime writes what time made of the cases a query selects: the body and the id of its entry.
// It returns the numbers of the cases.
func (d *Desk) byTime(ctx context.Context, q hall.CaseQuery, made func(*hall.Case, workday.Calendar) (hall.Body, string)) ([]string, error) {
	cal, err := d.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	var written []string
	for q.Limit = pageOfCases; ; {
		page, err := d.parts.Reader.Cases(ctx, q)
		if err != nil {
			return written, err
		}
		wrote, err := d.pageByTime(ctx, page.Rows, func(c *hall.Case) (hall.Body, string) { return made(c, cal) })
		written = append(written, wrote...)
		if err != nil || page.Next == "" {
			return written, err
		}
		q.After = page.Next
	}
}

// pageByTime writes one page, in one act when there is anything to write.
func (d *Desk) pageByTime(ctx context.Context, rows []hall.CaseRow, made func(*hall.Case) (hall.Body, string)) ([]string, error) {
	var ids []string
	for _, row := range rows {
		c, err := d.parts.Reader.Case(ctx, row.ID)
		if err != nil {
			return nil, err
		}
		if body, _ := made(c); body != nil {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	var wrote []string
	err := d.parts.Store.Act(ctx, func(tx Tx) error {
		wrote = nil
		for _, id := range ids {
			c, err := tx.Case(ctx, id)
			if err != nil {
				return err
			}
			body, entry := made(c) // as it stands inside the act
			if body == nil || c.Seen(entry) {
				continue
			}
			if _, err := tx.Append(ctx, hall.Draft{ID: entry, Subject: id, Actor: hall.ActorClock, Body: body}); err != nil {
				return err
			}
			wrote = append(wrote, string(c.No))
		}
		return nil
	})
	return wrote, err
}

// stillToTell is nil unless five working days passed without a word about a licence: then it is
// accepted by law, and only acceptance can be written down.
func (s *Session) stillToTell(ctx context.Context, c *hall.Case) error {
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return err
	}
	if body, _ := c.Lapsed(cal, s.Today()); body != nil {
		return hall.Forbid("五个工作日内没有告知，这件依法自收到材料之日起视为受理", "请用「受理」记下视为受理，再照常办理")
	}
	return nil
}

// accepting is what accepting a case comes to now: the acceptance, or the deemed one that time
// has made already, with the platform's number beside it.
func (s *Session) accepting(c *hall.Case, cal workday.Calendar, platformNo string) []hall.Draft {
	body, id := c.Lapsed(cal, s.Today())
	if body == nil {
		promised, statutory := hall.AcceptDues(cal, c.Rules.RunningLimits(), c.LimitsFrom(s.Now()))
		return []hall.Draft{{Actor: s.staff.ID, Body: hall.Accepted{Promised: promised, Statutory: statutory, PlatformNo: platformNo}}}
	}
	out := []hall.Draft{{ID: id, Actor: hall.ActorClock, Body: *body}}
	if platformNo != "" {
		source := c.Rules.Intake.OutsideSystem
		if source == "" {
			source = "平台"
		}
		out = append(out, hall.Draft{Actor: s.staff.ID, Body: hall.Entered{PlatformNo: platformNo, Source: source, On: s.Today()}})
	}
	return out
}
