package desk

import (
	"context"
	"time"

	"bianmin/hall"
	"bianmin/hall/questionnaire"
)

// QuestionnaireInput is a questionnaire to be issued. All but From are required; a zero From is today.
type QuestionnaireInput struct {
	Title     string                   `json:"title"`
	From      hall.Date                `json:"from"`
	To        hall.Date                `json:"to"`
	Slips     int                      `json:"slips"` // printed, numbered from 1
	Questions []questionnaire.Question `json:"questions"`
}

// IssueQuestionnaire (发放问卷) opens a questionnaire.
func (s *Session) IssueQuestionnaire(ctx context.Context, in QuestionnaireInput) (*questionnaire.Questionnaire, error) {
	if err := s.need(RightQuestionnaire); err != nil {
		return nil, err
	}
	if err := tidy("问卷标题", &in.Title, mostName); err != nil {
		return nil, err
	}
	asked := make([]questionnaire.Question, len(in.Questions))
	for i, q := range in.Questions {
		if err := tidy("题目", &q.Text, mostReason); err != nil {
			return nil, err
		}
		q.Options = append([]string(nil), q.Options...)
		for j := range q.Options {
			if err := tidy("选项", &q.Options[j], mostName); err != nil {
				return nil, err
			}
		}
		asked[i] = q
	}
	if in.From.IsZero() {
		in.From = s.Today()
	}
	return openRecord[questionnaire.Questionnaire](ctx, s, questionnaire.Letter, time.Time{}, func(_ Tx, no hall.RecordNo) (hall.Body, error) {
		return questionnaire.Issue{
			No: no, Hall: s.office.Code, Day: s.Today(), Title: in.Title,
			Period: questionnaire.Period{From: in.From, To: in.To}, Slips: in.Slips, Asked: asked,
		}, nil
	})
}

// AnswerQuestionnaire (录入答卷) enters one slip by its printed number. Nobody's name is on it, and
// it counts once.
func (s *Session) AnswerQuestionnaire(ctx context.Context, key string, slip int, answers []questionnaire.Ticked) (*questionnaire.Questionnaire, error) {
	if err := s.need(RightQuestionnaireAnswer); err != nil {
		return nil, err
	}
	answers = append([]questionnaire.Ticked(nil), answers...)
	for i := range answers {
		if err := tidy("答卷里的话", &answers[i].Words, mostReason); err != nil {
			return nil, err
		}
	}
	return onRecord(ctx, s, key, func(_ Tx, q *questionnaire.Questionnaire) (hall.Body, error) {
		if s.Today().Before(q.Period.From) {
			return nil, hall.Forbid("问卷还没有开始", "请到开始的那天再录")
		}
		return questionnaire.Answer{Slip: slip, Answers: answers}, nil
	})
}

// CloseQuestionnaire (问卷截止) ends a questionnaire; later slips do not count.
func (s *Session) CloseQuestionnaire(ctx context.Context, key string) (*questionnaire.Questionnaire, error) {
	if err := s.need(RightQuestionnaire); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(Tx, *questionnaire.Questionnaire) (hall.Body, error) { return questionnaire.Closing{}, nil })
}

// Questionnaire by id, full or spoken number; its Results are the shares by question.
func (s *Session) Questionnaire(ctx context.Context, key string) (*questionnaire.Questionnaire, error) {
	if err := s.need(RightQuestionnaireRead); err != nil {
		return nil, err
	}
	return record[questionnaire.Questionnaire](ctx, s.parts.Records, key)
}

// Questionnaires of a span, oldest first.
func (s *Session) Questionnaires(ctx context.Context, span Span) ([]*questionnaire.Questionnaire, error) {
	if err := s.need(RightQuestionnaireRead); err != nil {
		return nil, err
	}
	return records[questionnaire.Questionnaire](ctx, s.parts.Records, span.query())
}
