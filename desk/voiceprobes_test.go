package desk_test

import (
	"context"
	"slices"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/questionnaire"
	"bianmin/hall/rating"
)

// foreignRating is a real-name bad rating of agent luo, entered by the director.
func foreignRating(t *testing.T, r *room, _ string) string {
	t.Helper()
	no := take(t, r.agent, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生"), Mode: hall.ByProxy, Agent: "luo"}).Case.No
	out, err := r.director.RateBySlip(t.Context(), string(no), desk.RatingInput{Grade: rating.Dissatisfied, RealName: true})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// complaintFor is an accepted complaint about the hall, with somebody where their role allows.
func complaintFor(t *testing.T, r *room, whose string) string {
	t.Helper()
	made, err := r.director.Complain(t.Context(), desk.ComplaintInput{Text: "等得太久", Hall: true})
	if err != nil {
		t.Fatal(err)
	}
	no := string(made.No)
	if _, err := r.director.AcceptComplaint(t.Context(), no); err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.AssignComplaint(t.Context(), no, whose); err != nil && hall.KindOf(err) != hall.Unlawful {
		t.Fatal(err)
	}
	return no
}

func orderFor(t *testing.T, r *room, whose string) string {
	t.Helper()
	id, err := r.director.Unrated(t.Context(), caseOf(t, r, "")) // any number that was never used
	if err != nil {
		t.Fatal(err)
	}
	o, err := r.director.ReceiveHotline(t.Context(), desk.HotlineInput{TheirNo: string(id), Text: "路灯不亮"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.SignHotline(t.Context(), o.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.RouteHotline(t.Context(), o.ID, whose, ""); err != nil {
		t.Fatal(err)
	}
	return o.ID
}

func issuedSheet(t *testing.T, r *room) string {
	t.Helper()
	q, err := r.director.IssueQuestionnaire(t.Context(), oneQuestion(r))
	if err != nil {
		t.Fatal(err)
	}
	return q.ID
}

func oneQuestion(r *room) desk.QuestionnaireInput {
	return desk.QuestionnaireInput{
		Title: "行风评议", To: r.Desk.Today().AddDays(20), Slips: 10,
		Questions: []questionnaire.Question{{Text: "几分", Kind: questionnaire.Scale}},
	}
}

func voiceProbes() []probe {
	return slices.Concat(ratingProbes(), complaintProbes(), hotlineProbes(), []probe{
		{desk.RightQuestionnaire, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.IssueQuestionnaire(ctx, desk.QuestionnaireInput{Title: "行风评议"})
			return err
		}},
		{desk.RightQuestionnaireAnswer, func(t *testing.T, r *room, _ string) string { return issuedSheet(t, r) }, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.AnswerQuestionnaire(ctx, id, 1, []questionnaire.Ticked{{Tick: 5}})
			return err
		}},
		{desk.RightQuestionnaireRead, func(t *testing.T, r *room, _ string) string { return issuedSheet(t, r) }, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.Questionnaire(ctx, id)
			return err
		}},
	})
}

func ratingProbes() []probe {
	return []probe{
		{desk.RightRatingAsk, caseOf, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.Rate(ctx, no, desk.RatingInput{Grade: rating.Satisfied})
			return err
		}},
		{desk.RightRatingSlip, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.RateBySlip(ctx, "no-such", desk.RatingInput{Grade: rating.Satisfied})
			return err
		}},
		{desk.RightRatingRead, foreignRating, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.Rating(ctx, no)
			return err
		}},
		{desk.RightRatingOwn, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.RatingRemarks(ctx)
			return err
		}},
		{desk.RightRatingFollow, foreignRating, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.StartFollowUp(ctx, no)
			return err
		}},
		{desk.RightRatingReview, foreignRating, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.ReviewRating(ctx, no, rating.Kept, "核实", "")
			return err
		}},
		{desk.RightRatingCounty, foreignRating, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.ReviewRating(ctx, no, rating.Kept, "核实", "新政务〔2026〕7号")
			return err
		}},
		{desk.RightRatingFigures, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.RatingFigures(ctx, "2026-11")
			return err
		}},
		{desk.RightFollowUpDraw, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, _, err := s.DrawFollowUps(ctx, "2026-10", 10)
			return err
		}},
		{desk.RightFollowUp, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.CloseFollowUp(ctx, "no-such")
			return err
		}},
		{desk.RightFollowUpRead, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.FollowUps(ctx, desk.Span{})
			return err
		}},
	}
}

func complaintProbes() []probe {
	return []probe{
		{desk.RightComplaint, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.Complain(ctx, desk.ComplaintInput{Text: "等得太久", Hall: true})
			return err
		}},
		{desk.RightComplaintRead, complaintFor, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.Complaint(ctx, no)
			return err
		}},
		{desk.RightComplaintHandle, complaintFor, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.RefuseComplaint(ctx, no, "不归本厅")
			return err
		}},
		{desk.RightComplaintWork, complaintFor, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := s.Investigate(ctx, no, "属实")
			return err
		}},
	}
}

func hotlineProbes() []probe {
	return []probe{
		{desk.RightHotline, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.ReceiveHotline(ctx, desk.HotlineInput{TheirNo: "DH1", Text: "路灯不亮"})
			return err
		}},
		{desk.RightHotlineRead, orderFor, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.Hotline(ctx, id)
			return err
		}},
		{desk.RightHotlineRoute, orderFor, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.RouteHotline(ctx, id, "xiao", "他管")
			return err
		}},
		{desk.RightHotlineAnswer, orderFor, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.AnswerHotline(ctx, id, "修好了")
			return err
		}},
	}
}
