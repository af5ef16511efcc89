package desk_test

import (
	"context"
	"slices"

	"pgregory.net/rapid"

	"bianmin/desk"
	"bianmin/hall"
)

// step is an act with the arguments that make it complete.
type step struct {
	name string
	do   move
}

// steps are all acts, and some that lack what they need.
func steps() []step {
	return slices.Concat(oldSteps(), workSteps(), sideSteps())
}

func oldSteps() []step {
	return []step{
		{"notice", notice("户口簿")},
		{"notice", notice("户口簿", "照片")},
		{"notice", notice("照片")},
		{"notice", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.NoticeMore(ctx, no, []string{"收入证明"}, "漏了", "")
		}},
		{"supply", supply("户口簿")},
		{"supply", supply("照片")},
		{"supply", supply("遭遇困难的佐证材料")},
		{"accept", accept},
		{"decline", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Decline(ctx, no, "不符合")
		}},
		{"complete", complete("")},
		{"complete", complete("4313220020268812")},
		{"deliver", deliver},
		{"void", void},
		{"nothing", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Decline(ctx, no, " ")
		}},
		{"nothing", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Supply(ctx, no, nil)
		}},
		{"nothing", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Complete(ctx, no, hall.Completed{Result: hall.Refused})
		}},
	}
}

func workSteps() []step {
	return []step{
		{"aid", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Aid(ctx, no, hall.Aided{Aid: "现金", Owed: []string{"户口簿"}, OwedBy: s.Today().AddDays(9)})
		}},
		{"route", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.RouteCase(ctx, no, hall.Routed{Department: "民政办"})
		}},
		{"joint", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Joint(ctx, no, []hall.JointPart{{Department: "林业站", By: s.Today()}})
		}},
		{"answer", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Answer(ctx, no, hall.Answered{Department: "林业站", Agrees: true, Answer: "不占林地"})
		}},
		{"review", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Review(ctx, no, hall.Reviewed{Passed: true, Note: "齐全"})
		}},
		{"decide", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Decide(ctx, no, hall.Decided{})
		}},
		{"decide", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Decide(ctx, no, hall.Decided{Result: hall.Refused, Reason: "不符合"})
		}},
		{"suspend", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Suspend(ctx, no, desk.StopPlan{Kind: hall.StopHearing, Workdays: 3})
		}},
		{"suspend", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Suspend(ctx, no, desk.StopPlan{Kind: hall.StopStep, Step: "公示", Workdays: 3})
		}},
		{"resume", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Resume(ctx, no, "")
		}},
		{"extend", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Extend(ctx, no, "案情复杂", "")
		}},
		{"defer", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Defer(ctx, no, []string{"遭遇困难的佐证材料"}, s.Today().AddDays(5))
		}},
	}
}

func sideSteps() []step {
	return []step{
		{"withdraw", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Withdraw(ctx, no, hall.Withdrawn{Reason: "不办了"})
		}},
		{"transfer", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Transfer(ctx, no, hall.Transferred{Organ: "县民政局", Reason: "不归本厅"})
		}},
		{"return", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Return(ctx, no, hall.Returned{Basis: "某办法 第九条", Reason: "逾期"})
		}},
		{"archive", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Archive(ctx, no, "3号柜")
		}},
		{"enter", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Enter(ctx, no, hall.Entered{PlatformNo: "4313", Source: "省平台"})
		}},
		{"revisit", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Revisit(ctx, no, hall.Revisited{Purpose: "核查", Found: "一致"})
		}},
		{"correct", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			c, err := s.Case(ctx, no)
			if err != nil {
				return nil, err
			}
			phone := "13800000011"
			if c.Applicant.Phone == phone {
				phone = "13800000010"
			}
			return s.Correct(ctx, no, []hall.Fix{{Field: "phone", New: phone, Reason: "记错"}, {Field: "name", New: c.Applicant.Name + "生", Reason: "漏字"}})
		}},
		{"carry", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.CarryCase(ctx, no, "luo")
		}},
		{"assign", func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.AssignCase(ctx, no, "liu", "轮岗")
		}},
	}
}

// after is the law once more, written down as a table beside the program's own: the
// state an act leads to, "" where it is forbidden. Source: docs/domain.md.
func after(c *hall.Case, act string) hall.State {
	accepts := c.Rules.Mode == hall.ModeDecide || c.Rules.Mode == hall.ModeForward
	from := c.State
	is := func(states ...hall.State) bool { return slices.Contains(states, from) }
	fresh := is("received", "supplied")
	work := is("accepted", "in_progress")
	stopped := c.Clocks.Moved.Stop != nil
	waits := slices.ContainsFunc(c.Work.Parts, func(p hall.JointPart) bool { return p.AnsweredAt.IsZero() })
	yes := func(to hall.State, may bool) hall.State {
		if may {
			return to
		}
		return ""
	}
	switch act {
	case "notice":
		return yes("noticed", fresh)
	case "supply":
		owes := len(c.Papers.Deferred) > 0 && (fresh || work || from == "aided") || from == "aided" && len(c.Papers.Owed) > 0
		if from == "noticed" {
			return "supplied"
		}
		return yes(from, owes)
	case "accept":
		return yes("accepted", fresh && accepts)
	case "decline":
		return yes("declined", fresh && accepts)
	case "complete":
		undecided := c.Rules.Type == "行政许可" && (c.Rules.Mode == hall.ModeDecide && from != "decided" || c.Rules.Mode == hall.ModeForward && from != "decided" && !slices.ContainsFunc(c.Outcome.Elsewhere, func(e hall.Entered) bool { return e.Result != "" }))
		return yes("completed", !stopped && !waits && !undecided && (accepts && (work || from == "decided") || !accepts && fresh))
	case "deliver":
		return yes("delivered", is("completed", "declined"))
	case "aid":
		return yes("aided", accepts && c.Rules.Code == "MZ-04" && (fresh || from == "noticed"))
	case "route", "joint", "review":
		return yes("in_progress", accepts && work)
	case "answer":
		return yes("in_progress", from == "in_progress" && waits)
	case "decide":
		return yes("decided", accepts && !stopped && !waits && (work || from == "aided"))
	}
	return afterBeside(c, act, yes)
}

// afterBeside is after for what stops a clock, ends a case early or is written beside it.
func afterBeside(c *hall.Case, act string, yes func(hall.State, bool) hall.State) hall.State {
	accepts := c.Rules.Mode == hall.ModeDecide || c.Rules.Mode == hall.ModeForward
	from, moved := c.State, c.Clocks.Moved
	is := func(states ...hall.State) bool { return slices.Contains(states, from) }
	work := is("accepted", "in_progress")
	live := is("received", "noticed", "supplied", "accepted", "aided", "in_progress", "decided")
	switch act {
	case "suspend":
		return yes(from, accepts && work && moved.Stop == nil)
	case "resume":
		return yes(from, work && moved.Stop != nil)
	case "extend":
		limited := c.Clocks.Promised != nil || c.Clocks.Statutory != nil
		return yes(from, accepts && work && moved.Stop == nil && moved.Extended == nil && limited && c.Rules.Type == "行政许可")
	case "defer":
		return yes(from, (work || is("received", "supplied")) && c.Rules.Code == "MZ-04")
	case "withdraw":
		return yes("withdrawn", work || is("received", "noticed", "supplied"))
	case "transfer":
		return yes("transferred", is("received", "noticed", "supplied"))
	case "return":
		return yes("returned", from == "noticed")
	case "archive":
		return yes("archived", is("delivered", "withdrawn", "transferred", "returned"))
	case "enter":
		return yes(from, (live || is("completed", "delivered")) && (c.Rules.Mode != hall.ModeDecide || c.Rules.Intake.OutsideSystem != ""))
	case "revisit":
		return yes(from, is("completed", "delivered", "archived"))
	case "correct", "judge":
		return yes(from, !is("voided", "archived"))
	case "offer", "assign", "carry":
		return yes(from, live || is("declined", "completed"))
	case "void":
		return yes("voided", live || is("declined", "completed"))
	}
	return ""
}

// broken fails the test when a case is what no law allows, however it came there.
func broken(rt *rapid.T, c *hall.Case) {
	kinds := map[hall.Kind]int{}
	for _, e := range c.History {
		kinds[e.Kind]++
	}
	accepts := c.Rules.Mode.MayAccept()
	for _, rule := range []struct {
		say string
		bad bool
	}{
		{"accepted what is only collected", !accepts && (kinds[hall.KindAccepted]+kinds[hall.KindAided]+kinds[hall.KindDeemed] > 0)},
		{"decided twice", kinds[hall.KindDecided] > 1},
		{"a licence ended without a decision", c.Rules.IsLicence() && c.Rules.Mode == hall.ModeDecide && kinds[hall.KindCompleted] > 0 && c.Clocks.DecidedAt.IsZero()},
		{"extended twice", kinds[hall.KindExtended] > 1},
		{"completed without acceptance", accepts && kinds[hall.KindCompleted] > 0 && c.Clocks.AcceptedAt.IsZero()},
		{"delivered what never ended", kinds[hall.KindDelivered] > 0 && kinds[hall.KindCompleted]+kinds[hall.KindDeclined] == 0},
		{"granted though papers are owed", c.State == hall.StateDecided && c.Outcome.Result == hall.Granted && len(c.Papers.Deferred) > 0},
		{"stopped outside the work", c.Clocks.Moved.Stop != nil && c.State != hall.StateAccepted && c.State != hall.StateInProgress},
		{"a later notice added something unmarked", kinds[hall.KindNoticed] > 1 && !c.NoticeAdded() && addedQuietly(c)},
	} {
		if rule.bad {
			rt.Fatalf("%s: %s %+v", rule.say, c.State, kinds)
		}
	}
	for _, s := range c.Clocks.Moved.Stops {
		if c.Rules.IsLicence() && !slices.Contains([]string{"hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "review"}, string(s.Kind)) {
			rt.Fatalf("a licence was stopped by %s", s.Kind)
		}
	}
}

func addedQuietly(c *hall.Case) bool {
	for _, n := range c.Papers.Notices[1:] {
		for _, item := range n.Missing {
			if !slices.Contains(c.Papers.Notices[0].Missing, item) {
				return true
			}
		}
	}
	return false
}
