package workload

import (
	"slices"

	"bianmin/desk"
	"bianmin/hall"
)

// work plans what becomes of an accepted case: mostly it is completed some days later, now and
// then it goes round the hall, stands still by law, is extended, decided by the director, or
// withdrawn.
func (t *town) work(c *hall.Case, s *desk.Session) {
	no, length := string(c.No), t.workLength(c)
	done := func() { t.later(length, func() error { return t.complete(s, no) }) }
	n, licence := t.r.IntN(100), c.Rules.IsLicence()
	switch {
	case n < 6:
		t.later(0, func() error {
			return t.step(s, no, func() (*hall.Case, error) {
				return s.RouteCase(t.ctx, no, hall.Routed{Department: "社会事务办", Reason: "按分工"})
			})
		})
		t.later(1, func() error {
			return t.step(s, no, func() (*hall.Case, error) {
				return s.Review(t.ctx, no, hall.Reviewed{Passed: true, Note: "材料齐全"})
			})
		})
		length += 2
		done()
	case n < 12 && licence:
		t.later(1, func() error {
			return t.step(s, no, func() (*hall.Case, error) {
				return s.Suspend(t.ctx, no, desk.StopPlan{Kind: hall.StopHearing, Workdays: 5, Approver: t.director().Me().ID})
			})
		})
		t.later(5+t.r.IntN(4), func() error {
			return t.step(s, no, func() (*hall.Case, error) { return s.Resume(t.ctx, no, "听证已结束") })
		})
		length += 10
		done()
	case n < 16 && licence:
		t.later(1, func() error {
			return t.step(s, no, func() (*hall.Case, error) { return s.Extend(t.ctx, no, "情况复杂", t.director().Me().ID) })
		})
		length += 4
		done()
	case n < 19:
		t.later(1+t.r.IntN(3), func() error {
			return t.step(s, no, func() (*hall.Case, error) {
				return s.Withdraw(t.ctx, no, hall.Withdrawn{Reason: "申请人不办了", BackTo: "本人"})
			})
		})
	case n < 24:
		t.later(length, func() error {
			return t.step(s, no, func() (*hall.Case, error) {
				return t.director().Decide(t.ctx, no, hall.Decided{Result: hall.Granted, By: t.director().Me().ID})
			})
		})
		length++
		done()
	default:
		done()
	}
}

// step does an act on a case that still works, and books its days; a case that was withdrawn
// or completed meanwhile is left alone.
func (t *town) step(s *desk.Session, no string, act func() (*hall.Case, error)) error {
	c, err := s.Case(t.ctx, no)
	if err != nil || !c.State.Working() {
		return err
	}
	if c, err = act(); err != nil {
		return err
	}
	t.book.Acts++
	t.note(c)
	return nil
}

// note writes into the book what the slip of a case says now.
func (t *town) note(c *hall.Case) {
	l := t.book.cases[string(c.No)]
	d := c.Deadlines()
	if l.last = earliest(d.Promised, d.Statutory); l.last.IsZero() {
		l.last = earliest(d.HandOverBy)
	}
	ended := []hall.State{hall.StateCompleted, hall.StateDeclined, hall.StateWithdrawn, hall.StateTransferred, hall.StateReturned}
	if l.ended.IsZero() && slices.Contains(ended, c.State) {
		l.ended, l.endedAt, l.done = hall.DayOf(t.clock.Now()), t.clock.Now(), c.State == hall.StateCompleted
	}
}

// giveBack returns the papers of somebody who never supplied what a notice asked for.
func (t *town) giveBack(no string) error {
	s := t.director()
	c, err := s.Case(t.ctx, no)
	if err != nil || c.State != hall.StateNoticed {
		return err
	}
	c, err = s.Return(t.ctx, no, hall.Returned{
		Basis: "本厅公布的办事指南：告知后三十个工作日未补正的退件", Reason: "逾期未补正", BackTo: "本人",
	})
	if err != nil {
		return err
	}
	t.book.Acts++
	t.note(c)
	return nil
}
