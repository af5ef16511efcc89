package hall

import (
	"slices"
	"strings"

	"bianmin/hall/journal"
)

// Deferred (容缺) lets named materials be owed by a date; the applicant promises them in writing.
// Only materials the matter's rules call 容缺.
type Deferred struct {
	Materials []string `json:"materials"`
	By        Date     `json:"by"`
}

// Entered (补录平台编号) is what the system of the deciding organ says about the case: its number,
// its acceptance, its result, each with where it was seen and when. What differs from ours
// stands beside it.
type Entered struct {
	PlatformNo string `json:"platform_no,omitempty"`
	AcceptedOn Date   `json:"accepted_on,omitzero"` // the decider's acceptance
	AcceptNo   string `json:"accept_no,omitempty"`  // number of the decider's acceptance
	Result     Result `json:"result,omitempty"`     // the decider's result
	DecisionNo string `json:"decision_no,omitempty"`
	Source     string `json:"source"` // where it was seen: the system, a letter
	On         Date   `json:"on"`     // when it was seen
}

// Revisited (后续到场) is a dated later visit after completion: measuring, acceptance of works.
type Revisited struct {
	On      Date   `json:"on"`
	Purpose string `json:"purpose"`
	Found   string `json:"found"`
}

// Judged (重复认定) is a person's finding that another case is, or is not, the same business.
// The cases are never merged.
type Judged struct {
	Other  string `json:"other"` // case id
	Same   bool   `json:"same"`
	Reason string `json:"reason"`
}

// Kind implements Body.
func (Deferred) Kind() Kind { return KindDeferred }

// Kind implements Body.
func (Entered) Kind() Kind { return KindEntered }

// Kind implements Body.
func (Revisited) Kind() Kind { return KindRevisited }

// Kind implements Body.
func (Judged) Kind() Kind { return KindJudged }

func (b Deferred) complete() error {
	if len(b.Materials) == 0 || b.By.IsZero() {
		return Refuse("容缺要写缺哪些材料、哪天以前补", "请写材料名和日期")
	}
	return nil
}

func (b Entered) complete() error {
	switch {
	case b.PlatformNo == "" && b.AcceptedOn.IsZero() && b.AcceptNo == "" && b.Result == "" && b.DecisionNo == "":
		return Refuse("补录没有写任何内容", "请写平台编号、对方的受理日期和编号，或办理结果")
	case strings.TrimSpace(b.Source) == "" || b.On.IsZero():
		return Refuse("补录要写从哪里、哪天看到的", "例如：省一体化平台，2026-11-25")
	case b.Result != "" && !slices.Contains(results(), b.Result):
		return Refuse("不认识这个结果", "应是 granted（准予）、refused（不予）、partly（部分）之一")
	}
	return nil
}

func (b Revisited) complete() error {
	if b.On.IsZero() || strings.TrimSpace(b.Purpose) == "" || strings.TrimSpace(b.Found) == "" {
		return Refuse("后续到场要写哪天、为什么去、看到什么", "请补齐")
	}
	return nil
}

func (b Judged) complete() error {
	if b.Other == "" {
		return Refuse("没有写是和哪一件比", "请写另一件的编号")
	}
	return saidWhy("认定", b.Reason)
}

func (b Deferred) lawful(c *Case) error {
	if err := c.May(ActDefer); err != nil {
		return err
	}
	for _, name := range b.Materials {
		if !c.Rules.Deferrable(name) {
			return Forbid("「"+name+"」不是可以容缺的材料", "不能容缺的，请一次性告知")
		}
		if slices.ContainsFunc(c.Papers.Deferred, func(o Owing) bool { return o.Name == name }) {
			return Forbid("「"+name+"」已经容缺过", "请等申请人补来")
		}
	}
	return nil
}

func (b Entered) lawful(c *Case) error { return c.May(ActEnter) }

func (b Revisited) lawful(c *Case) error {
	if err := c.May(ActRevisit); err != nil {
		return err
	}
	if b.On.Before(DayOf(c.Clocks.CompletedAt)) {
		return Forbid("后续到场的日期早于办结的日期", "请核对日期")
	}
	return nil
}

func (b Judged) lawful(c *Case) error {
	if err := c.May(ActJudge); err != nil {
		return err
	}
	if b.Other == c.ID {
		return Forbid("不能和自己比", "请写另一件的编号")
	}
	return nil
}

func (b Deferred) note() string {
	return b.By.Han() + "前补：" + strings.Join(b.Materials, "、")
}

func (b Entered) note() string {
	var words []string
	add := func(what, text string) {
		if text != "" {
			words = append(words, what+text)
		}
	}
	add("平台编号 ", b.PlatformNo)
	if !b.AcceptedOn.IsZero() {
		add("对方受理 ", b.AcceptedOn.Han())
	}
	add("受理号 ", b.AcceptNo)
	if b.Result != "" {
		add("结果 ", b.Result.Han())
	}
	add("文号 ", b.DecisionNo)
	add("来源 ", b.Source+"，"+b.On.Han())
	return strings.Join(words, "；")
}

func (b Revisited) note() string { return b.On.Han() + " " + b.Purpose + "：" + b.Found }

func (b Judged) note() string {
	return yesNo(b.Same, "是同一件：", "不是同一件：") + b.Reason
}

func (b Deferred) apply(c *Case, _ journal.Header) {
	for _, name := range b.Materials {
		c.Papers.Deferred = append(c.Papers.Deferred, Owing{Name: name, By: b.By})
	}
}

func (b Entered) apply(c *Case, _ journal.Header) {
	c.Outcome.Elsewhere = append(c.Outcome.Elsewhere, b)
	c.keepPlatformNo(b.PlatformNo)
}

func (b Revisited) apply(c *Case, _ journal.Header) { c.Work.Visits = append(c.Work.Visits, b) }

func (b Judged) apply(c *Case, _ journal.Header) { c.Work.Judged = append(c.Work.Judged, b) }
