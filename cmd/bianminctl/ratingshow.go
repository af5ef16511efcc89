package main

import (
	"strings"

	"bianmin/desk"
	"bianmin/hall/rating"
)

func (e *env) onRating(do func(*desk.Session) (*rating.Rating, error)) error {
	return e.onSession(func(s *desk.Session) error {
		r, err := do(s)
		if err != nil {
			return err
		}
		out, err := e.ratingJSON(s, r)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out["ok"], out["timeline"] = true, timeline(r.History)
			return e.emit(out)
		}
		e.say("评价 %s（%s）  %s  %s  被评价：%s", r.No, r.No.Spoken(), r.Grade.Han(), r.State.Han(), ratedNames(e, s, r))
		if p, ok := out["person"].(*personJSON); ok && p != nil {
			e.say("  实名：%s  %s", p.Name, p.Phone)
		}
		if r.Said.Comment != "" || len(r.Said.Tags) > 0 {
			e.say("  %s  %s", strings.Join(r.Said.Tags, "、"), r.Said.Comment)
		}
		if day := dayText(r.Facts().Due); day != "" {
			e.say("  下一步期限 %s", day)
		}
		if r.Appeal != nil {
			e.say("  申诉：%s  %s", r.Appeal.Verdict.Han(), r.Appeal.Reason)
		}
		for i := range r.History { // the applicant is nobody of the hall
			if r.History[i].Actor == rating.Applicant {
				r.History[i].Actor = "申请人"
			}
		}
		e.sayTimeline(s, r.History)
		return nil
	})
}

func ratedNames(e *env, s *desk.Session, r *rating.Rating) string {
	names := make([]string, len(r.About.Rated))
	for i, id := range r.About.Rated {
		names[i] = s.StaffName(e.ctx, id)
	}
	return strings.Join(names, "、")
}

func (e *env) ratingJSON(s *desk.Session, r *rating.Rating) (map[string]any, error) {
	person, err := e.someone(s, r.Person)
	if err != nil {
		return nil, err
	}
	matters := []string{}
	for _, m := range r.About.Matters {
		matters = append(matters, m.Code)
	}
	return map[string]any{
		"rating": r.No, "id": r.ID, "state": r.State, "day": r.Day.String(), "grade": r.Grade, "tags": append([]string{}, r.Said.Tags...),
		"comment": r.Said.Comment, "how": r.Source.How, "signed_in": r.Source.SignedIn, "entered_by": r.Source.EnteredBy,
		"rated": r.About.Rated, "of": r.About.Of, "matters": matters, "person": person, "due": dayText(r.Facts().Due),
		"follow_up": r.FollowUp, "appeal": r.Appeal,
	}, nil
}
