package desk

import (
	"context"
	"time"

	"bianmin/hall"
	"bianmin/hall/training"
	"bianmin/hall/workday"
)

// Lesson is what is typed of a training that was held. All but Day are required; a zero Day
// is today.
type Lesson struct {
	Topic  string
	Day    hall.Date
	Hours  int
	By     string
	People []string // staff ids of who had to come
}

// HoldTraining (举办培训) writes down a training and who had to come.
func (s *Session) HoldTraining(ctx context.Context, l Lesson) (*training.Training, error) {
	if err := s.need(RightTraining); err != nil {
		return nil, err
	}
	if err := tidy("培训内容", &l.Topic, mostName); err != nil {
		return nil, err
	}
	if err := tidy("谁讲的", &l.By, mostName); err != nil {
		return nil, err
	}
	if l.Day.IsZero() {
		l.Day = s.Today()
	}
	if l.Day.After(s.Today()) {
		return nil, hall.Refuse("培训的日期在将来", "办过之后再登记")
	}
	for _, id := range l.People {
		if _, err := s.colleague(ctx, id); err != nil {
			return nil, err
		}
	}
	return openRecord[training.Training](ctx, s, training.Letter, time.Time{}, func(_ Tx, no hall.RecordNo) (hall.Body, error) {
		return training.Holding{No: no, Hall: s.office.Code, Day: l.Day, Topic: l.Topic, Hours: l.Hours, By: l.By, People: l.People}, nil
	})
}

// MarkTraining (登记到会) says who was there and who was not; a later word puts it right.
func (s *Session) MarkTraining(ctx context.Context, key string, here, absent []string) (*training.Training, error) {
	return s.onTraining(ctx, key, training.Attendance{Here: here, Absent: absent})
}

// ScoreTraining (登记成绩) writes down the exam of somebody who was there.
func (s *Session) ScoreTraining(ctx context.Context, key, who string, points int) (*training.Training, error) {
	return s.onTraining(ctx, key, training.Score{Who: who, Points: points})
}

func (s *Session) onTraining(ctx context.Context, key string, body hall.Body) (*training.Training, error) {
	if err := s.need(RightTraining); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(Tx, *training.Training) (hall.Body, error) { return body, nil })
}

// Training by id or number, of those one had to come to. Who sees only their own sees no
// scores of others.
func (s *Session) Training(ctx context.Context, key string) (*training.Training, error) {
	if err := s.need(RightTrainingRead); err != nil {
		return nil, err
	}
	t, err := record[training.Training](ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	if own := s.own(RightTrainingRead); own != "" {
		score, had := t.Scores[own]
		if t.Scores = nil; had {
			t.Scores = map[string]int{own: score}
		}
	}
	return t, s.needOn(RightTrainingRead, t.People...)
}

// TrainingYear (年度培训记录) is a person's record of a year. Hours counts those attended.
type TrainingYear struct {
	Who   string
	Year  int
	Hours int
	Lines []training.Line
}

// TrainingYear is the record of a person of a year, by day; an empty who is oneself.
func (s *Session) TrainingYear(ctx context.Context, who string, year int) (TrainingYear, error) {
	if who == "" {
		who = s.staff.ID
	}
	out := TrainingYear{Who: who, Year: year}
	if err := s.needOn(RightTrainingRead, who); err != nil {
		return out, err
	}
	list, err := records[training.Training](ctx, s.parts.Records, hall.RecordQuery{
		Key: who, From: workday.DateOf(year, time.January, 1), To: workday.DateOf(year, time.December, 31),
	})
	for _, t := range list {
		if l, ok := t.LineOf(who); ok {
			out.Lines = append(out.Lines, l)
			out.Hours += l.Hours
		}
	}
	return out, err
}
