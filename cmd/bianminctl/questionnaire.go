package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/questionnaire"
)

type questionnaireCmd struct {
	Issue  questionnaireIssueCmd  `cmd:"" help:"发放一份问卷（JSON）"`
	Answer questionnaireAnswerCmd `cmd:"" help:"录入一份答卷，照印的编号，不写姓名"`
	Close  questionnaireCloseCmd  `cmd:"" help:"截止"`
	Result questionnaireResultCmd `cmd:"" help:"结果：各题各项的份数和比例"`
	List   questionnaireListCmd   `cmd:"" help:"问卷清单"`
}

type questionnaireIssueCmd struct {
	File string `arg:"" help:"JSON 文件；- 为标准输入"`
}

type questionnaireNo struct {
	No string `arg:"" help:"问卷编号"`
}

type questionnaireAnswerCmd struct {
	questionnaireNo
	Slip   int      `required:"" help:"答卷上印的编号" placeholder:"N"`
	Answer []string `help:"按题的顺序，每题写一次：选第几项、打几分、或文字；没答的写空；- 从标准输入读一行" sep:"none"`
}

type (
	questionnaireCloseCmd  struct{ questionnaireNo }
	questionnaireResultCmd struct{ questionnaireNo }
	questionnaireListCmd   struct{ spanFlags }
)

// Help gives an example.
func (questionnaireIssueCmd) Help() string {
	return `例：echo '{"title":"2026年行风评议","to":"2026-12-20","slips":200,"questions":[{"text":"服务态度","kind":"choice","options":["好","一般","差"]},{"text":"总体打几分","kind":"scale"},{"text":"您的建议","kind":"text"}]}' | bianminctl questionnaire issue -`
}

// Help gives an example.
func (questionnaireAnswerCmd) Help() string {
	return "例：bianminctl questionnaire answer K20261123-A70001X --slip 17 --answer 1 --answer 5 --answer ''"
}

// Run issues one.
func (c questionnaireIssueCmd) Run(e *env) error {
	data, err := e.read(c.File)
	if err != nil {
		return err
	}
	var in desk.QuestionnaireInput
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return &hall.Error{Kind: hall.Invalid, Say: "问卷文件读不出来", Next: "请对照 bianminctl questionnaire issue --help 改", Err: err}
	}
	return e.onQuestionnaire(func(s *desk.Session) (*questionnaire.Questionnaire, error) { return s.IssueQuestionnaire(e.ctx, in) })
}

// Run enters a slip.
func (c questionnaireAnswerCmd) Run(e *env) error {
	lines := make([]*string, len(c.Answer))
	for i := range c.Answer {
		lines[i] = &c.Answer[i]
	}
	if err := e.typedLines(lines...); err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		q, err := s.Questionnaire(e.ctx, c.No)
		if err != nil {
			return err
		}
		ticked := make([]questionnaire.Ticked, len(c.Answer))
		for i, text := range c.Answer {
			if i < len(q.Asked) && q.Asked[i].Kind == questionnaire.Text {
				ticked[i].Words = text
				continue
			}
			if text == "" {
				continue
			}
			if ticked[i].Tick, err = strconv.Atoi(text); err != nil || ticked[i].Tick < 1 {
				return hall.Refuse(fmt.Sprintf("第 %d 题的答案应是数字", i+1), "选择题写第几项，打分题写几分，没答的写空")
			}
		}
		q, err = s.AnswerQuestionnaire(e.ctx, c.No, c.Slip, ticked)
		if err != nil {
			return err
		}
		back, printed := q.ReturnedShare()
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "questionnaire": q.No, "returned": back, "slips": printed})
		}
		e.say("第 %d 号答卷已录入，共收回 %d 份，印了 %d 份", c.Slip, back, printed)
		return nil
	})
}

// Run closes one.
func (c questionnaireCloseCmd) Run(e *env) error {
	return e.onQuestionnaire(func(s *desk.Session) (*questionnaire.Questionnaire, error) { return s.CloseQuestionnaire(e.ctx, c.No) })
}

// Run shows the result.
func (c questionnaireResultCmd) Run(e *env) error {
	return e.onQuestionnaire(func(s *desk.Session) (*questionnaire.Questionnaire, error) { return s.Questionnaire(e.ctx, c.No) })
}

// Run lists.
func (c questionnaireListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		span, err := c.span()
		if err != nil {
			return err
		}
		list, err := s.Questionnaires(e.ctx, span)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, q := range list {
			back, printed := q.ReturnedShare()
			out = append(out, map[string]any{"questionnaire": q.No, "title": q.Title, "state": q.State, "returned": back, "slips": printed})
			if !e.cli.JSON {
				e.say("%s  %s  %s  收回 %d/%d", q.No, q.Title, q.State.Han(), back, printed)
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "questionnaires": out})
		}
		if len(list) == 0 {
			e.say("没有问卷")
		}
		return nil
	})
}

func (e *env) onQuestionnaire(do func(*desk.Session) (*questionnaire.Questionnaire, error)) error {
	return e.onSession(func(s *desk.Session) error {
		q, err := do(s)
		if err != nil {
			return err
		}
		back, printed := q.ReturnedShare()
		if !e.cli.JSON {
			e.say("问卷 %s  %s  %s  收回 %d/%d", q.No, q.Title, q.State.Han(), back, printed)
		}
		results := []map[string]any{}
		for i, r := range q.Results() {
			options := []map[string]any{}
			for _, o := range r.Options {
				options = append(options, map[string]any{"name": o.Name, "count": o.Count, "permille": o.PerMille})
			}
			results = append(results, map[string]any{
				"text": r.Question.Text, "kind": r.Question.Kind, "options": options, "answered": r.Answered, "left": r.Left,
				"mean_hundredths": r.Mean, "words": append([]string{}, r.Words...),
			})
			if !e.cli.JSON {
				e.sayResult(i+1, r)
			}
		}
		if !e.cli.JSON {
			return nil
		}
		return e.emit(map[string]any{
			"ok": true, "questionnaire": q.No, "title": q.Title, "state": q.State, "from": q.Period.From.String(), "to": q.Period.To.String(),
			"returned": back, "slips": printed, "results": results,
		})
	})
}

func (e *env) sayResult(n int, r questionnaire.Result) {
	e.say("%d. %s（答 %d 份，没答 %d 份）", n, r.Question.Text, r.Answered, r.Left)
	for _, o := range r.Options {
		e.say("   %s  %d  %d.%d%%", o.Name, o.Count, o.PerMille/10, o.PerMille%10)
	}
	if r.Mean > 0 {
		e.say("   平均 %d.%02d 分", r.Mean/100, r.Mean%100)
	}
	for _, w := range r.Words {
		e.say("   · %s", w)
	}
}
