package desk

import (
	"context"
	"slices"

	"bianmin/hall"
	"bianmin/hall/ident"
)

// NoticeMore is Notice for a later notice that asks for more than the earlier ones. Only the
// director approves it; the case is marked. No approver means the person signed in.
func (s *Session) NoticeMore(ctx context.Context, key string, missing []string, reason, approver string) (*hall.Case, error) {
	if err := tidy("说明", &reason, mostReason); err != nil {
		return nil, err
	}
	items, err := tidyItems(missing)
	if err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightNotice, key, func(c *hall.Case) (hall.Body, error) {
		if err := s.stillToTell(ctx, c); err != nil {
			return nil, err
		}
		by, err := s.approvedBy(ctx, approver, hall.RoleDirector)
		return hall.Noticed{Missing: items, Reason: reason, Told: s.told(c), Approver: by}, err
	})
}

// Defer (容缺) lets named materials be owed until a day.
func (s *Session) Defer(ctx context.Context, key string, materials []string, by hall.Date) (*hall.Case, error) {
	items, err := tidyItems(materials)
	if err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightDefer, key, func(*hall.Case) (hall.Body, error) {
		if by.Before(s.Today()) {
			return nil, hall.Refuse("容缺的日期已经过了", "请写今天以后的日期（--by）")
		}
		return hall.Deferred{Materials: items, By: by}, nil
	})
}

// Enter (补录平台编号) writes down what the deciding organ's system says, with source and day.
func (s *Session) Enter(ctx context.Context, key string, e hall.Entered) (*hall.Case, error) {
	if err := tidyAll(
		typed{"平台编号", &e.PlatformNo, mostCode}, typed{"受理编号", &e.AcceptNo, mostCode},
		typed{"文号", &e.DecisionNo, mostCode}, typed{"来源", &e.Source, mostName},
	); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightEnter, key, func(c *hall.Case) (hall.Body, error) {
		if e.On.IsZero() {
			e.On = s.Today()
		}
		if e.Source == "" {
			e.Source = c.Rules.Intake.OutsideSystem
		}
		if e.On.After(s.Today()) || e.AcceptedOn.After(s.Today()) {
			return nil, hall.Refuse("补录的日期在将来", "请核对日期")
		}
		return e, nil
	})
}

// Revisit (后续到场) writes down a later visit.
func (s *Session) Revisit(ctx context.Context, key string, v hall.Revisited) (*hall.Case, error) {
	if err := tidyAll(typed{"到场的事由", &v.Purpose, mostReason}, typed{"到场的结果", &v.Found, mostReason}); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightRevisit, key, func(*hall.Case) (hall.Body, error) {
		if v.On.IsZero() {
			v.On = s.Today()
		}
		if v.On.After(s.Today()) {
			return nil, hall.Refuse("到场的日期在将来", "请核对日期")
		}
		return v, nil
	})
}

// Judge (重复认定) writes down a person's finding on a possible duplicate. Nothing is merged.
func (s *Session) Judge(ctx context.Context, key, other string, same bool, reason string) (*hall.Case, error) {
	if err := tidy("认定的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onCase(ctx, RightJudge, key, func(*hall.Case) (hall.Body, error) {
		o, err := s.Case(ctx, other)
		if err != nil {
			return nil, err
		}
		return hall.Judged{Other: o.ID, Same: same, Reason: reason}, nil
	})
}

// Correct (更正) puts data of the applicant or the materials right. What stands on a paper the
// applicant holds is corrected by the director. An empty Old is filled in.
func (s *Session) Correct(ctx context.Context, key string, fixes []hall.Fix) (*hall.Case, error) {
	fixes = slices.Clone(fixes)
	for i := range fixes {
		f := &fixes[i]
		if err := tidyAll(typed{"更正的内容", &f.New, mostName}, typed{"更正的理由", &f.Reason, mostReason}); err != nil {
			return nil, err
		}
	}
	return s.onCase(ctx, RightCorrect, key, func(c *hall.Case) (hall.Body, error) {
		for i := range fixes {
			if fixes[i].Old == "" {
				fixes[i].Old = c.Field(fixes[i].Field)
			}
			if fixes[i].Printed() && !s.staff.Has(hall.RoleDirector) {
				return nil, hall.Forbid("印在凭证上的内容要由主任更正", "请主任登录来更正，并给申请人换凭证")
			}
		}
		return hall.Corrected{Fixes: fixes}, s.checkFixes(c, fixes)
	})
}

// checkFixes holds corrected data to the rules of the intake: names, documents and phones as
// they are checked there. The corrected values are replaced by their clean forms.
func (s *Session) checkFixes(c *hall.Case, fixes []hall.Fix) error {
	value := func(field string) string {
		if i := slices.IndexFunc(fixes, func(f hall.Fix) bool { return f.Field == field }); i >= 0 {
			return fixes[i].New
		}
		return c.Field(field)
	}
	for i := range fixes {
		f := &fixes[i]
		var err error
		switch f.Field {
		case "name", "contact_name":
			if f.New != "" {
				f.New, _, err = ident.CleanName(f.New)
			}
		case "phone", "contact_phone":
			f.New, err = phone("电话", f.New)
		case "id":
			if f.New != "" {
				f.New, err = ident.ParseDocument(ident.DocType(value("id_type")), f.New, s.Today())
			}
		case "id_type":
			if !slices.Contains(ident.DocTypes(), ident.DocType(f.New)) {
				return hall.Refuse("证件类型（id_type）不认识", "应是 resident_id、credit_code、household、hk_mo_tw、foreign、passport、birth、none 之一")
			}
			if no := value("id"); no != "" {
				_, err = ident.ParseDocument(ident.DocType(f.New), no, s.Today())
			}
		}
		if err != nil {
			return &hall.Error{Kind: hall.Invalid, Say: err.Error(), Next: "请对照证件再核对一遍"}
		}
	}
	return nil
}
