package desk_test

import (
	"context"

	"bianmin/desk"
	"bianmin/hall"
)

// caseActProbes try every act on a case somebody else, or the person themselves, opened.
func caseActProbes() []probe {
	var out []probe
	for right, do := range map[desk.Right]move{
		desk.RightNotice:   notice("户口簿"),
		desk.RightSupply:   supply("户口簿"),
		desk.RightAccept:   accept,
		desk.RightComplete: complete(""),
		desk.RightDeliver:  deliver,
		desk.RightDecline: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Decline(ctx, no, "不符合条件")
		},
		desk.RightAid: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Aid(ctx, no, hall.Aided{Aid: "现金"})
		},
		desk.RightCaseRoute: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.RouteCase(ctx, no, hall.Routed{Department: "民政办"})
		},
		desk.RightReview: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Review(ctx, no, hall.Reviewed{Passed: true, Note: "齐全"})
		},
		desk.RightDecide: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Decide(ctx, no, hall.Decided{})
		},
		desk.RightSuspend: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Suspend(ctx, no, desk.StopPlan{Kind: hall.StopHearing, Workdays: 5})
		},
		desk.RightExtend: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Extend(ctx, no, "案情复杂", "")
		},
		desk.RightDefer: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Defer(ctx, no, []string{"佐证材料"}, s.Today().AddDays(10))
		},
		desk.RightWithdraw: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Withdraw(ctx, no, hall.Withdrawn{Reason: "不办了"})
		},
		desk.RightTransfer: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Transfer(ctx, no, hall.Transferred{Organ: "县民政局", Reason: "不归本厅"})
		},
		desk.RightReturn: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Return(ctx, no, hall.Returned{Basis: "某办法 第九条", Reason: "逾期"})
		},
		desk.RightArchive: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Archive(ctx, no, "3号柜")
		},
		desk.RightEnter: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Enter(ctx, no, hall.Entered{PlatformNo: "4313", Source: "省平台"})
		},
		desk.RightRevisit: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Revisit(ctx, no, hall.Revisited{Purpose: "核查", Found: "一致"})
		},
		desk.RightCorrect: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Correct(ctx, no, []hall.Fix{{Field: "phone", New: "13800000011", Reason: "记错"}})
		},
		desk.RightHandOver: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.OfferCase(ctx, no, "luo", "请假")
		},
		desk.RightJudge: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.Judge(ctx, no, "no-such", false, "事项不同")
		},
		desk.RightAssign: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.AssignCase(ctx, no, "luo", "请假")
		},
		desk.RightCarry: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.CarryCase(ctx, no, "luo")
		},
	} {
		out = append(out, probe{right, caseOf, func(ctx context.Context, s *desk.Session, no string) error {
			_, err := do(ctx, s, no)
			return err
		}})
	}
	return out
}
