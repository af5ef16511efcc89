package main

import (
	"strconv"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/training"
)

type trainingCmd struct {
	Hold  trainingHoldCmd  `cmd:"" help:"登记一次培训和应到的人"`
	Mark  trainingMarkCmd  `cmd:"" help:"登记谁到、谁缺"`
	Score trainingScoreCmd `cmd:"" help:"登记考试成绩"`
	Show  trainingShowCmd  `cmd:"" help:"看一次培训"`
	Year  trainingYearCmd  `cmd:"" help:"一个人一年的培训记录"`
}

type trainingNo struct {
	No string `arg:"" help:"培训编号"`
}

type trainingHoldCmd struct {
	Topic  string   `arg:"" help:"培训内容"`
	Hours  int      `required:"" help:"课时"`
	By     string   `required:"" help:"谁讲的"`
	People []string `required:"" help:"应到的人，可写几个" placeholder:"STAFF"`
	Day    string   `help:"哪天，默认今天" placeholder:"DATE"`
}

type trainingMarkCmd struct {
	trainingNo
	Here   []string `help:"到了的" placeholder:"STAFF"`
	Absent []string `help:"缺席的" placeholder:"STAFF"`
}

type trainingScoreCmd struct {
	trainingNo
	ID     string `arg:"" help:"工作人员编号" placeholder:"STAFF"`
	Points int    `arg:"" help:"成绩，0 到 100"`
}

type trainingShowCmd struct{ trainingNo }

type trainingYearCmd struct {
	Year string `arg:"" help:"哪年" placeholder:"YYYY"`
	Who  string `help:"谁的，默认自己" placeholder:"STAFF"`
}

// Help gives an example.
func (trainingHoldCmd) Help() string {
	return "例：bianminctl training hold 一次性告知怎么写 --hours 2 --by 县政务中心 --people liu,luo"
}

// Run writes a training down.
func (c trainingHoldCmd) Run(e *env) error {
	day, err := dayOrZero(c.Day)
	if err != nil {
		return err
	}
	return e.onTraining(func(s *desk.Session) (*training.Training, error) {
		return s.HoldTraining(e.ctx, desk.Lesson{Topic: c.Topic, Day: day, Hours: c.Hours, By: c.By, People: c.People})
	})
}

// Run marks who was there.
func (c trainingMarkCmd) Run(e *env) error {
	return e.onTraining(func(s *desk.Session) (*training.Training, error) {
		return s.MarkTraining(e.ctx, c.No, c.Here, c.Absent)
	})
}

// Run writes a score down.
func (c trainingScoreCmd) Run(e *env) error {
	return e.onTraining(func(s *desk.Session) (*training.Training, error) { return s.ScoreTraining(e.ctx, c.No, c.ID, c.Points) })
}

// Run shows one.
func (c trainingShowCmd) Run(e *env) error {
	return e.onTraining(func(s *desk.Session) (*training.Training, error) { return s.Training(e.ctx, c.No) })
}

// Run shows a year.
func (c trainingYearCmd) Run(e *env) error {
	year, err := strconv.Atoi(c.Year)
	if err != nil || year < 2000 || year > 9999 {
		return hall.Refuse("年份读不出来", "写成 2026 这样")
	}
	return e.onSession(func(s *desk.Session) error {
		y, err := s.TrainingYear(e.ctx, c.Who, year)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, l := range y.Lines {
			out = append(out, map[string]any{
				"training": l.No, "day": l.Day, "topic": l.Topic, "by": l.By, "hours": l.Hours, "here": l.Here, "score": l.Score,
			})
			if !e.cli.JSON {
				e.say("%s  %s  %s  %s  %d 课时%s", l.Day, l.No, l.Topic, hereHan(l.Here), l.Hours, scoreHan(l.Score))
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "staff": y.Who, "year": y.Year, "hours": y.Hours, "trainings": out})
		}
		e.say("%d年共 %d 课时", y.Year, y.Hours)
		return nil
	})
}

func (e *env) onTraining(do func(*desk.Session) (*training.Training, error)) error {
	return e.onSession(func(s *desk.Session) error {
		t, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{
				"ok": true, "training": t.No, "spoken": t.No.Spoken(), "id": t.ID, "topic": t.Topic, "day": t.Day, "hours": t.Hours, "by": t.By,
				"people": t.People, "here": orEmpty(t.Here), "absent": orEmpty(t.Absent), "scores": t.Scores, "timeline": timeline(t.History),
			})
		}
		e.say("培训 %s（%s）  %s  %s  %d 课时  应到 %d，到 %d，缺 %d", t.No, t.No.Spoken(), t.Day, t.Topic, t.Hours, len(t.People), len(t.Here), len(t.Absent))
		for _, id := range t.People {
			l, _ := t.LineOf(id)
			e.say("  %s  %s%s", s.StaffName(e.ctx, id), hereHan(l.Here), scoreHan(l.Score))
		}
		return nil
	})
}

func hereHan(here *bool) string {
	switch {
	case here == nil:
		return "未登记"
	case *here:
		return "到"
	}
	return "缺"
}

func scoreHan(score *int) string {
	if score == nil {
		return ""
	}
	return "  成绩 " + strconv.Itoa(*score)
}
