package desk_test

import (
	"context"

	"bianmin/desk"
)

func appointProbes() []probe {
	return []probe{
		{desk.RightAppointCall, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.Call(ctx, "no-such", "2")
			return err
		}},
		{desk.RightCounter, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.SetCounter(ctx, desk.CounterSetting{Code: "2", Name: "2号窗口"})
			return err
		}},
		{desk.RightCounterRead, nil, func(ctx context.Context, s *desk.Session, _ string) error {
			_, err := s.Counters(ctx)
			return err
		}},
	}
}
