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
		desk.RightHandOver: func(ctx context.Context, s *desk.Session, no string) (*hall.Case, error) {
			return s.OfferCase(ctx, no, "luo", "请假")
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
