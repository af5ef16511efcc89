package desk_test

import (
	"context"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/bag"
)

// errand is what opens a bag for an agent.
func errand(agent string) desk.Errand {
	return desk.Errand{
		Person: applicant("彭满秀"), Agent: agent, Matter: "MZ-06", ZeroFee: true,
		Mandate: bag.Mandate{Signed: bag.Signature, Scope: "代交材料、代取结果"},
	}
}

func openBag(t testing.TB, s *desk.Session, e desk.Errand) *bag.Bag {
	t.Helper()
	b, err := s.OpenBag(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func proxyProbes() []probe {
	bagOf := func(t *testing.T, r *room, whose string) string { return openBag(t, r.director, errand(whose)).ID }
	routeOf := func(t *testing.T, r *room, whose string) string {
		t.Helper()
		made, err := r.director.PlanRoute(t.Context(), desk.RoutePlan{Goer: whose, Stops: []desk.HomeVisit{homeVisit()}})
		if err != nil {
			t.Fatal(err)
		}
		return made.ID
	}
	askedBy := func(t *testing.T, r *room, whose string) string {
		t.Helper()
		asked, err := r.director.AskHomeVisit(t.Context(), homeVisit())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.director.PlanRoute(t.Context(), desk.RoutePlan{Goer: whose, Stops: []desk.HomeVisit{{Request: asked.ID}}}); err != nil {
			t.Fatal(err)
		}
		return asked.ID
	}
	return []probe{
		{desk.RightBag, bagOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.CloseBag(ctx, id, "不办了")
			return err
		}},
		{desk.RightBagCounter, bagOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.HandIn(ctx, id, bag.HandingIn{Case: "c"})
			return err
		}},
		{desk.RightBagRead, bagOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.Bag(ctx, id)
			return err
		}},
		{desk.RightBagAssign, bagOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.AssignBag(ctx, id, "xiao", "请假")
			return err
		}},
		{desk.RightRoute, routeOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.StopMissed(ctx, id, 1, "没人")
			return err
		}},
		{desk.RightVisitAsk, askedBy, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.DropHomeVisit(ctx, id, "不用了")
			return err
		}},
		{desk.RightVisitSee, askedBy, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.HomeVisitRequest(ctx, id)
			return err
		}},
		{desk.RightRouteRead, routeOf, func(ctx context.Context, s *desk.Session, id string) error {
			_, err := s.Route(ctx, id)
			return err
		}},
	}
}

func homeVisit() desk.HomeVisit {
	return desk.HomeVisit{Person: applicant("彭满秀"), Need: "高龄", Address: "三组"}
}

// What a list shows is narrowed like what it opens: an agent sees their own.
func TestAnAgentSeesTheirOwnErrands(t *testing.T) {
	r := openRoom(t)
	xiao := signIn(t, r.Station, "xiao")
	own := openBag(t, r.agent, errand("luo"))
	openBag(t, r.director, errand("xiao"))
	for name, c := range map[string]struct {
		s    *desk.Session
		want int
	}{"luo": {r.agent, 1}, "xiao": {xiao, 1}, "director": {r.director, 2}} {
		list, err := c.s.Bags(t.Context())
		if err != nil || len(list) != c.want {
			t.Errorf("%s sees %d bags, %v", name, len(list), err)
		}
		board, err := c.s.CustodyBoard(t.Context())
		if err != nil || len(board.Stages[0].Bags) != c.want || len(board.Stages) != len(bag.Stages()) {
			t.Errorf("%s sees %+v, %v", name, board, err)
		}
	}
	_, err := xiao.BagsOf(t.Context(), "luo")
	refused(t, err, hall.Unlawful)
	if list, err := r.director.BagsOf(t.Context(), "luo"); err != nil || len(list) != 1 || list[0].ID != own.ID {
		t.Errorf("luo's bags: %v, %v", list, err)
	}
	for _, act := range []func() error{
		func() error { _, err := xiao.PackBag(t.Context(), own.ID, papersOf(1), nil); return err },
		func() error { _, err := xiao.ReportLoss(t.Context(), own.ID, bag.Losing{}); return err },
		func() error {
			_, err := xiao.ListTrip(t.Context(), desk.TripOrder{To: bag.OfCounter(""), Bags: []string{own.ID}})
			return err
		},
		func() error {
			_, err := xiao.PlanRoute(t.Context(), desk.RoutePlan{Goer: "luo", Stops: []desk.HomeVisit{homeVisit()}})
			return err
		},
	} {
		refused(t, act(), hall.Unlawful)
	}
}

func papersOf(copies int) []hall.Material { return []hall.Material{{Name: "户口簿", Copy: copies}} }
