package desk

import (
	"context"
	"slices"

	"bianmin/hall"
)

// Aid (先行救助) gives urgent aid before the papers are complete and starts the limits. No
// approver means the person signed in; it must be a lead or the director.
func (s *Session) Aid(ctx context.Context, key string, aid hall.Aided) (*hall.Case, error) {
	if err := tidy("救助的内容", &aid.Aid, mostReason); err != nil {
		return nil, err
	}
	owed, err := tidyItems(aid.Owed)
	if err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightAid, key, func(c *hall.Case) (hall.Body, error) {
		if aid.Owed = owed; len(owed) == 0 {
			aid.Owed = c.Lacking()
		}
		if !aid.OwedBy.IsZero() && aid.OwedBy.Before(s.Today()) {
			return nil, hall.Refuse("补手续的日期已经过了", "请写今天以后的日期（--by）")
		}
		aid.Promised, aid.Statutory = hall.AcceptDues(cal, c.Rules.RunningLimits(), s.Now())
		aid.Approver, err = s.approver(ctx, aid.Approver)
		return aid, err
	})
}

// RouteCase (流转) passes a case on inside the hall.
func (s *Session) RouteCase(ctx context.Context, key string, to hall.Routed) (*hall.Case, error) {
	if err := tidyAll(typed{"部门", &to.Department, mostPlace}, typed{"流转的说明", &to.Reason, mostReason}); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightCaseRoute, key, func(*hall.Case) (hall.Body, error) {
		if to.With == "" {
			return to, nil
		}
		_, err := s.colleague(ctx, to.With)
		return to, err
	})
}

// Joint (并联) asks several departments at once, each with its day.
func (s *Session) Joint(ctx context.Context, key string, parts []hall.JointPart) (*hall.Case, error) {
	parts = slices.Clone(parts)
	for i := range parts {
		if err := tidy("部门", &parts[i].Department, mostPlace); err != nil {
			return nil, err
		}
	}
	return s.onCase(ctx, RightCaseRoute, key, func(*hall.Case) (hall.Body, error) {
		if slices.ContainsFunc(parts, func(p hall.JointPart) bool { return !p.By.IsZero() && p.By.Before(s.Today()) }) {
			return nil, hall.Refuse("部门的期限已经过了", "请写今天以后的日期，例如 自然资源所:2026-12-01")
		}
		return hall.Jointed{Parts: parts}, nil
	})
}

// Answer (部门答复) writes down what one department of a joint handling answered.
func (s *Session) Answer(ctx context.Context, key string, a hall.Answered) (*hall.Case, error) {
	if err := tidyAll(typed{"部门", &a.Department, mostPlace}, typed{"部门的意见", &a.Answer, mostReason}); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightCaseRoute, key, func(*hall.Case) (hall.Body, error) { return a, nil })
}

// Review (审核) writes down what a check of the case found.
func (s *Session) Review(ctx context.Context, key string, r hall.Reviewed) (*hall.Case, error) {
	if err := tidy("审核意见", &r.Note, mostReason); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightReview, key, func(*hall.Case) (hall.Body, error) { return r, nil })
}

// Decide (决定) is the decision. In a matter the hall decides, a lead decides only what their
// list of powers names. In a matter it forwards, the deciding organ's decision is written down.
func (s *Session) Decide(ctx context.Context, key string, d hall.Decided) (*hall.Case, error) {
	if d.Result == "" {
		d.Result = hall.Granted
	}
	if err := tidyAll(typed{"文号", &d.No, mostCode}, typed{"理由", &d.Reason, mostReason}, typed{"决定机关", &d.By, mostName}); err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightDecide, key, func(c *hall.Case) (hall.Body, error) {
		d.DeliverBy = hall.DeliverBy(cal, c.Rules, d.Result, s.Now())
		if c.Rules.Mode != hall.ModeDecide {
			if d.By == "" {
				d.By = c.Rules.Decider
			}
			return d, nil
		}
		d.By = s.staff.ID
		return d, s.hasPower(c.Rules.Code)
	})
}

// hasPower is nil when the person may decide the matter: the director any, a lead what their
// list of powers names.
func (s *Session) hasPower(matter string) error {
	if s.staff.Has(hall.RoleDirector) || slices.Contains(s.staff.Powers, matter) {
		return nil
	}
	return hall.Forbid("这个事项不在您的授权清单里", "请有授权的首席代表或主任来决定")
}

// approver is the staff id of who approves: a lead or the director. Empty means who is signed in.
func (s *Session) approver(ctx context.Context, id string) (string, error) {
	return s.approvedBy(ctx, id, hall.RoleLead, hall.RoleDirector)
}

func (s *Session) approvedBy(ctx context.Context, id string, roles ...hall.Role) (string, error) {
	p := s.staff
	if id != "" && id != s.staff.ID {
		var err error
		if p, err = s.colleague(ctx, id); err != nil {
			return "", err
		}
	}
	if slices.ContainsFunc(roles, p.Has) {
		return p.ID, nil
	}
	names := ""
	for i, r := range roles {
		if i > 0 {
			names += "或"
		}
		names += r.Han()
	}
	return "", hall.Forbid("这件事要由"+names+"批准", "请写批准人的工作人员编号，或请批准人登录来办")
}
