package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/leave"
	"bianmin/hall/staff"
)

// begin learns at sign-in whom the person stands in for, and which powers are in force
// today. A person who may not sign in is refused.
func (s *Session) begin(ctx context.Context) error {
	if s.staff.Stopped {
		return hall.Forbid("这位工作人员已停用，或任用还没有经主任同意", "请找中心主任或系统管理员")
	}
	list, err := records[leave.Leave](ctx, s.parts.Records, hall.RecordQuery{Key: s.staff.ID, OpenOnly: true})
	if err != nil {
		return err
	}
	s.covers = slices.DeleteFunc(list, func(l *leave.Leave) bool { return l.StandIn != s.staff.ID })
	if !s.staff.Has(hall.RoleLead) {
		return nil
	}
	p, err := postOf(ctx, s.parts.Records, s.office.Code, s.staff.ID)
	if hall.KindOf(err) == hall.NotFound {
		return nil
	}
	if err == nil {
		s.staff.Powers = p.PowersOn(s.Today())
	}
	return err
}

// Covers are the staff ids of those whose post the person covers today (AB岗), as known at
// sign-in.
func (s *Session) Covers() []string {
	var out []string
	for _, l := range s.covers {
		if l.Covers(s.Today()) && !slices.Contains(out, l.Who) {
			out = append(out, l.Who)
		}
	}
	return out
}

// standsFor reports whether a staff id is the person's own, or of somebody they cover today.
func (s *Session) standsFor(id string) bool {
	return id == s.staff.ID || id != "" && slices.Contains(s.Covers(), id)
}

// CaseSort stands for a case where records are named by their sort.
const CaseSort hall.Sort = "case"

// OpenItem is a piece of open work in somebody's hands. Han is the sort as a screen says it.
type OpenItem struct {
	Sort  hall.Sort
	Han   string
	ID    string
	No    string
	State string
	Due   hall.Date
}

// Name is what a sentence calls the item.
func (x OpenItem) Name() string {
	if x.No == "" {
		return x.Han
	}
	return x.Han + " " + x.No
}

// LeavingList (手上未办完的) is everything open that stands with a person, by sort: records
// of every room and cases they answer for or carry. Bags, cards and duties come with their rooms.
func (s *Session) LeavingList(ctx context.Context, who string) ([]OpenItem, error) {
	if err := s.needOn(RightHandRead, who); err != nil {
		return nil, err
	}
	open, err := s.openOf(ctx, s.parts.Records, who)
	if err != nil {
		return nil, err
	}
	return s.known(ctx, s.parts.Records, open)
}

func (s *Session) openOf(ctx context.Context, from Records, who string) ([]OpenItem, error) {
	if who == "" {
		return nil, hall.Refuse("没有写是谁", "请写工作人员编号")
	}
	out, err := s.openCases(ctx, who)
	if err != nil {
		return nil, err
	}
	for _, room := range fold.Rooms() {
		q := hall.RecordQuery{Sort: room.Sort, Owner: who, OpenOnly: true}
		for {
			page, err := from.Records(ctx, q)
			if err != nil {
				return nil, err
			}
			for _, r := range page.Records {
				f := r.Facts()
				out = append(out, OpenItem{Sort: room.Sort, Han: room.Han, ID: r.Trail().ID, No: f.No, State: f.State, Due: f.Due})
			}
			if page.Next == 0 {
				break
			}
			q.After = page.Next
		}
	}
	return out, nil
}

// openCases are the cases a person answers for or carries that are not over: open, or not
// yet delivered.
func (s *Session) openCases(ctx context.Context, who string) ([]OpenItem, error) {
	var out []OpenItem
	for _, filter := range []hall.CaseFilter{hall.FilterOpen, hall.FilterDelivery} {
		q := hall.CaseQuery{Filter: filter, Own: who, Limit: 500}
		for {
			page, err := s.parts.Reader.Cases(ctx, q)
			if err != nil {
				return nil, err
			}
			for _, row := range page.Rows {
				c, err := s.parts.Reader.Case(ctx, row.ID)
				if err != nil {
					return nil, err
				}
				if c.Holder == who || carrier(c) == who {
					out = append(out, OpenItem{Sort: CaseSort, Han: "办件", ID: c.ID, No: string(c.No), State: string(c.State), Due: row.Due})
				}
			}
			if page.Next == "" {
				break
			}
			q.After = page.Next
		}
	}
	return out, nil
}

// carrier is the staff id of who carries the papers now, empty for nobody.
func carrier(c *hall.Case) string {
	if c.Duty.Carrier != "" {
		return c.Duty.Carrier
	}
	return c.Intake.Agent
}

// move gives open work of one person to another, inside an act, with a reason. What cannot
// be given on comes back as stuck: its room has no assignment, or the other's roles do not
// let them hold it.
func (s *Session) move(ctx context.Context, tx Tx, items []OpenItem, from, to, reason string) (moved, stuck []OpenItem, err error) {
	for _, x := range items {
		done := false
		if x.Sort == CaseSort {
			done, err = s.moveCase(ctx, tx, x.ID, from, to, reason)
		} else {
			done, err = s.moveRecord(ctx, tx, x, from, to, reason)
		}
		if err != nil {
			return nil, nil, err
		}
		if done {
			moved = append(moved, x)
		} else {
			stuck = append(stuck, x)
		}
	}
	return moved, stuck, nil
}

func (s *Session) moveRecord(ctx context.Context, tx Tx, x OpenItem, from, to, reason string) (bool, error) {
	r, err := tx.Record(ctx, x.Sort, x.ID)
	if err != nil {
		return false, err
	}
	own, ok := r.(hall.Assignable)
	if f := r.Facts(); !ok || !f.Open || f.Owner != from {
		return false, nil
	}
	return lawful(s.append(ctx, tx, x.ID, time.Time{}, own.AssignTo(to, reason)))
}

func (s *Session) moveCase(ctx context.Context, tx Tx, id, from, to, reason string) (bool, error) {
	c, err := tx.Case(ctx, id)
	if err != nil {
		return false, err
	}
	done := false
	if c.Holder == from {
		if err := s.mayHold(ctx, to); err != nil {
			return lawful(err)
		}
		if done, err = lawful(s.append(ctx, tx, id, time.Time{}, hall.Assigned{To: to, Reason: reason})); err != nil || !done {
			return done, err
		}
	}
	if carrier(c) != from {
		return done, nil
	}
	p, err := s.colleague(ctx, to)
	if err != nil {
		return lawful(err)
	}
	if !p.Has(hall.RoleAgent) {
		return false, nil
	}
	return lawful(s.append(ctx, tx, id, time.Time{}, hall.Carried{Agent: to}))
}

// lawful reports whether an act was allowed; an error that is no refusal comes back.
func lawful(err error) (bool, error) {
	switch hall.KindOf(err) {
	case hall.Unlawful, hall.Invalid, hall.NotFound:
		return false, nil
	}
	return err == nil, err
}

// stillOpen refuses somebody's leaving and names of the open ones what may be told, at most ten.
func stillOpen(open int, items []OpenItem) error {
	const most = 10
	names := make([]string, 0, most)
	for _, x := range items[:min(most, len(items))] {
		names = append(names, x.Name())
	}
	more := ""
	if open > len(names) {
		more = " 等"
	}
	return hall.Forbid(fmt.Sprintf("手上还有 %d 项没有办完或移交：%s%s", open, strings.Join(names, "、"), more),
		"请先办完、移交，或做清点移交（handover count）")
}

// postOf is the record of a person of the hall, NotFound when the journal has none.
func postOf(ctx context.Context, from Records, hallCode, who string) (*staff.Post, error) {
	return record[staff.Post](ctx, from, staff.SubjectOf(hallCode, who))
}
