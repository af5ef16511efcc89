package cases

import (
	"cmp"
	"context"
	"strings"

	"bianmin/app/kit"
	"bianmin/hall"
)

// results are what a decision comes to, in the order of its choice.
func results() []hall.Result { return []hall.Result{hall.Granted, hall.Refused, hall.Partly} }

func resultChoice(f *form, label string) func() hall.Result {
	var words []string
	for _, r := range results() {
		words = append(words, r.Han())
	}
	s := f.choice(label, words...)
	return func() hall.Result { return results()[s.Selected()] }
}

// decideForm is the decision of the hall, by the director or a lead who has the power.
func (p *Detail) decideForm(c *hall.Case) *form {
	f := newForm("决定", "决定并出决定书", "决定后再办结。不予的必须写理由，决定书上会写申请复议和起诉的期限")
	result, no := resultChoice(f, "决定"), f.text("文号", "决定书的文号，可空", false)
	reason := f.lines("理由", "不予的写理由和依据", false)
	f.do = func() func(ctx context.Context) (*hall.Case, error) {
		d := hall.Decided{Result: result(), No: strings.TrimSpace(no.Text), Reason: strings.TrimSpace(reason.Text)}
		return func(ctx context.Context) (*hall.Case, error) { return p.desk.Decide(ctx, c.ID, d) }
	}
	return f
}

// resultForm writes down what the organ decided that the hall passed the case to.
func (p *Detail) resultForm(c *hall.Case) *form {
	f := newForm("登记决定结果", "登记", "照"+cmp.Or(c.Rules.Decider, "决定机关")+"的决定登记，登记后再办结")
	result, no := resultChoice(f, "决定"), f.text("文号", "对方决定的文号，可空", false)
	source := f.text("从哪里看到", "例如：县里来文、省平台", true)
	f.do = func() func(ctx context.Context) (*hall.Case, error) {
		e := hall.Entered{Result: result(), DecisionNo: strings.TrimSpace(no.Text), Source: strings.TrimSpace(source.Text)}
		return func(ctx context.Context) (*hall.Case, error) { return p.desk.Enter(ctx, c.ID, e) }
	}
	return f
}

func (p *Detail) completeForm(c *hall.Case) *form {
	f := newForm("办结", "办结并出办结单", "办结后等申请人来领结果")
	decided := cmp.Or(c.Outcome.Result, c.DecidedElsewhere())
	result := func() hall.Result { return decided }
	if decided != "" { // it ends as it was decided
		f.rows = append(f.rows, kit.Field(formLabel, "结果", kit.NewLabel(decided.Han(), kit.LabelStyle{Bold: true})))
	} else {
		result = resultChoice(f, "结果")
	}
	platform := p.platform(f, c, true)
	note := f.text("说明", "结果文书、文号；不予的写理由和依据", false)
	note.SetText(c.Outcome.Note)
	f.do = func() func(ctx context.Context) (*hall.Case, error) {
		done := hall.Completed{Result: result(), Note: strings.TrimSpace(note.Text), PlatformNo: strings.TrimSpace(platform())}
		return func(ctx context.Context) (*hall.Case, error) { return p.desk.Complete(ctx, c.ID, done) }
	}
	return f
}
