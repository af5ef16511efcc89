package desk

import (
	"context"
	"strings"
	"time"

	"bianmin/hall"
)

// Reveal leaves a trace that the person signed in looked at whole document numbers and
// phones of these persons (ids), and why. Call it before showing them; when it fails,
// nothing may be shown.
func (s *Session) Reveal(ctx context.Context, reason string, persons ...string) error {
	if err := s.need(RightReveal); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return hall.Refuse("查看完整证件号和电话要写理由", "请写明为什么要看")
	}
	return s.parts.Store.Act(ctx, func(tx Tx) error {
		for _, p := range persons {
			if err := s.append(ctx, tx, p, time.Time{}, hall.Revealed{Reason: strings.TrimSpace(reason)}); err != nil {
				return err
			}
		}
		return nil
	})
}
