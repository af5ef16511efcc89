package hall

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"bianmin/hall/journal"
)

// Aided (先行救助) is urgent aid given before the papers are complete; they are owed by a day.
// The limits run from the aid. Source: 社会救助法 第五十条.
type Aided struct {
	Aid       string   `json:"aid"`            // what was given
	Owed      []string `json:"owed,omitempty"` // to be supplied afterwards
	OwedBy    Date     `json:"owed_by,omitzero"`
	Approver  string   `json:"approver"` // staff id
	Promised  *Due     `json:"promised,omitempty"`
	Statutory *Due     `json:"statutory,omitempty"`
}

// Routed (流转) passes a case on inside the hall: 内转外不转.
type Routed struct {
	Department string `json:"department"`
	With       string `json:"with,omitempty"` // staff id
	Reason     string `json:"reason,omitempty"`
}

// JointPart is what one department does of a case handled together.
type JointPart struct {
	Department string    `json:"department"`
	By         Date      `json:"by"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	Agrees     bool      `json:"agrees,omitempty"`
	Answer     string    `json:"answer,omitempty"`
}

// Late reports whether the department has not answered though its day is past.
func (p JointPart) Late(today Date) bool { return p.owes() && today.After(p.By) }

func (p JointPart) owes() bool { return p.AnsweredAt.IsZero() }

// Jointed (并联) asks several departments at once, each with its day.
type Jointed struct {
	Parts []JointPart `json:"parts"` // department and day only
}

// Answered (部门答复) is the answer of one department.
type Answered struct {
	Department string `json:"department"`
	Agrees     bool   `json:"agrees"`
	Answer     string `json:"answer"`
}

// Reviewed (审核) is what somebody who checked the case found.
type Reviewed struct {
	Passed bool   `json:"passed"`
	Note   string `json:"note"`
}

// Decided (决定) is the decision of the organ; completing the case follows it.
type Decided struct {
	Result    Result `json:"result"`
	By        string `json:"by"`               // staff id, or the organ's name where another organ decides
	No        string `json:"no,omitempty"`     // number of the written decision
	Reason    string `json:"reason,omitempty"` // required for a refusal
	DeliverBy *Due   `json:"deliver_by,omitempty"`
}

// Kind implements Body.
func (Aided) Kind() Kind { return KindAided }

// Kind implements Body.
func (Routed) Kind() Kind { return KindRouted }

// Kind implements Body.
func (Jointed) Kind() Kind { return KindJoint }

// Kind implements Body.
func (Answered) Kind() Kind { return KindAnswered }

// Kind implements Body.
func (Reviewed) Kind() Kind { return KindReviewed }

// Kind implements Body.
func (Decided) Kind() Kind { return KindDecided }

func (b Aided) complete() error {
	switch {
	case strings.TrimSpace(b.Aid) == "":
		return Refuse("没有写先给了什么救助", "请写明救助的内容")
	case b.Approver == "":
		return Refuse("先行救助要写批准人", "请写批准人的工作人员编号")
	case len(b.Owed) > 0 && b.OwedBy.IsZero():
		return Refuse("没有写哪天以前补手续", "请写补齐材料的日期")
	case slices.ContainsFunc(b.Owed, func(s string) bool { return strings.TrimSpace(s) == "" }):
		return Refuse("要补的材料里有空的一项", "请写上材料名，或删掉这一项")
	}
	return nil
}

func (b Routed) complete() error {
	if strings.TrimSpace(b.Department) == "" && b.With == "" {
		return Refuse("没有写流转到哪里", "请写部门或工作人员")
	}
	return nil
}

func (b Jointed) complete() error {
	seen := map[string]bool{}
	for _, p := range b.Parts {
		if strings.TrimSpace(p.Department) == "" || p.By.IsZero() {
			return Refuse("并联的每个部门都要写名称和期限", "写成 部门:日期，例如 自然资源所:2026-12-01")
		}
		if seen[p.Department] || !p.owes() {
			return Refuse("并联的部门写了两次", "每个部门写一次")
		}
		seen[p.Department] = true
	}
	if len(b.Parts) == 0 {
		return Refuse("没有写并联给哪些部门", "请写部门和期限")
	}
	return nil
}

func (b Answered) complete() error {
	if strings.TrimSpace(b.Department) == "" || strings.TrimSpace(b.Answer) == "" {
		return Refuse("部门答复要写部门和意见", "请写明哪个部门、答复了什么")
	}
	return nil
}

func (b Reviewed) complete() error {
	if strings.TrimSpace(b.Note) == "" {
		return Refuse("审核要写意见", "请写审核意见")
	}
	return nil
}

func (b Decided) complete() error {
	if b.By == "" {
		return Refuse("决定要写谁作出的", "请写作出决定的人或机关")
	}
	return wholeResult(b.Result, b.Reason)
}

func (b Aided) lawful(c *Case) error { return c.May(ActAid) }

func (b Routed) lawful(c *Case) error { return c.May(ActRoute) }

// lawful: a department's day lies within the limits of the case, and no department is asked twice.
func (b Jointed) lawful(c *Case) error {
	if err := c.May(ActJoint); err != nil {
		return err
	}
	last := earlier(c.Deadlines().Promised, c.Deadlines().Statutory)
	for _, p := range b.Parts {
		if slices.ContainsFunc(c.Work.Parts, func(have JointPart) bool { return have.Department == p.Department }) {
			return Forbid("这个部门已经在并联里", "请等它答复，或写别的部门")
		}
		if last != nil && p.By.After(last.Last) {
			return Forbid("部门的期限不能晚于这件的期限", "最晚写 "+last.Last.String())
		}
	}
	return nil
}

func (b Answered) lawful(c *Case) error {
	if err := c.May(ActAnswer); err != nil {
		return err
	}
	if !slices.ContainsFunc(c.Work.Parts, func(p JointPart) bool { return p.Department == b.Department && p.owes() }) {
		return Forbid("这个部门没有欠答复", "请核对部门名称")
	}
	return nil
}

func (b Reviewed) lawful(c *Case) error { return c.May(ActReview) }

// lawful: what is owed is in before anything is granted.
func (b Decided) lawful(c *Case) error {
	if err := c.May(ActDecide); err != nil {
		return err
	}
	return c.grantable(b.Result)
}

// grantable is nil unless papers are still owed by a date that a grant would do without.
func (c *Case) grantable(r Result) error {
	if owed := c.owedBesideNotice(); r != Refused && len(owed) > 0 {
		return Forbid("还欠材料："+strings.Join(owed, "、"), "请先补材料（supply）再作决定")
	}
	return nil
}

func (b Aided) note() string {
	if len(b.Owed) == 0 {
		return b.Aid
	}
	return fmt.Sprintf("%s；%s前补：%s", b.Aid, b.OwedBy.Han(), strings.Join(b.Owed, "、"))
}

func (b Routed) note() string {
	return strings.Trim(strings.Join([]string{b.Department, b.With, b.Reason}, " "), " ")
}

func (b Jointed) note() string {
	words := make([]string, len(b.Parts))
	for i, p := range b.Parts {
		words[i] = p.Department + "（" + p.By.HanShort() + "前）"
	}
	return strings.Join(words, "、")
}

func (b Answered) note() string {
	return b.Department + yesNo(b.Agrees, "同意：", "不同意：") + b.Answer
}

func (b Reviewed) note() string { return yesNo(b.Passed, "通过：", "不通过：") + b.Note }

func yesNo(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}

func (b Decided) note() string {
	text := b.Result.Han()
	for _, more := range []string{b.No, b.Reason} {
		if more != "" {
			text += "；" + more
		}
	}
	return text
}

func (b Aided) apply(c *Case, h journal.Header) {
	c.State, c.Work.Aid = StateAided, &b
	c.Papers.Owed = slices.Clone(b.Owed)
	c.Clocks.AcceptedAt = h.At
	c.Clocks.Promised, c.Clocks.Statutory, c.Clocks.Moved.Recount = b.Promised, b.Statutory, nil
}

func (b Routed) apply(c *Case, _ journal.Header) {
	c.State, c.Work.Department, c.Work.With = StateInProgress, b.Department, b.With
}

func (b Jointed) apply(c *Case, _ journal.Header) {
	c.State = StateInProgress
	c.Work.Parts = append(c.Work.Parts, b.Parts...)
}

func (b Answered) apply(c *Case, h journal.Header) {
	for i, p := range c.Work.Parts {
		if p.Department == b.Department {
			c.Work.Parts[i].AnsweredAt, c.Work.Parts[i].Agrees, c.Work.Parts[i].Answer = h.At, b.Agrees, b.Answer
		}
	}
}

func (b Reviewed) apply(c *Case, _ journal.Header) {
	c.State, c.Work.Review = StateInProgress, &b
}

func (b Decided) apply(c *Case, h journal.Header) {
	c.State, c.Clocks.DecidedAt, c.Clocks.DeliverBy = StateDecided, h.At, b.DeliverBy
	c.Outcome.Result, c.Outcome.Note, c.Outcome.DecidedBy, c.Outcome.DecisionNo = b.Result, b.Reason, b.By, b.No
}
