package desk_test

import (
	"errors"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/trip"
)

// sealed is a bag with papers in an agent's hands, ready to travel.
func sealed(t testing.TB, s *desk.Session, copies int) *bag.Bag {
	t.Helper()
	b := openBag(t, s, errand(""))
	return must(t)(s.SealBag(t.Context(), must(t)(s.PackBag(t.Context(), b.ID, papersOf(copies), nil)).ID, ""))
}

// must fails the test on an error.
func must(t testing.TB) func(*bag.Bag, error) *bag.Bag {
	return func(b *bag.Bag, err error) *bag.Bag {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
}

func proxyCase(t testing.TB, r *room, matter string) *hall.Case {
	t.Helper()
	return take(t, r.director, desk.Intake{Matter: matter, Applicant: applicant("彭满秀"), Mode: hall.ByProxy, Agent: "luo"}).Case
}

func TestOfTwoTakersOneHasTheBag(t *testing.T) {
	r := openRoom(t)
	other := signIn(t, r.again(t), "liu") // another program on the same data
	for range 5 {
		b := sealed(t, r.agent, 1)
		if _, err := r.agent.OfferBag(t.Context(), b.ID, bag.OfCounter(""), ""); err != nil {
			t.Fatal(err)
		}
		results := make(chan error, 2)
		for _, s := range []*desk.Session{r.director, other} {
			go func() { _, err := s.TakeBag(t.Context(), b.ID); results <- err }()
		}
		first, second := <-results, <-results
		if (first == nil) == (second == nil) {
			t.Fatalf("two takers: %v, %v", first, second)
		}
		refused(t, errors.Join(first, second), hall.Unlawful)
		got := must(t)(r.director.Bag(t.Context(), b.ID))
		if got.Custody.Holder.At != bag.AtWindow || len(got.Custody.Chain) != 3 || len(got.Conflicts()) != 0 {
			t.Errorf("custody %+v", got.Custody)
		}
	}
	r.sound(t)
}

func TestABagKnowsItsCase(t *testing.T) {
	r := openRoom(t)
	own, other := proxyCase(t, r, "MZ-06"), proxyCase(t, r, "MZ-06")
	e := errand("luo")
	e.Person, e.Matter, e.Case = desk.Applicant{}, "", string(own.No)
	b := openBag(t, r.agent, e)
	if b.Errand.Case != own.ID || b.Errand.Principal.ID != own.Applicant.ID || b.Errand.Matter.Code != "MZ-06" || b.Facts().Of != own.ID {
		t.Errorf("errand %+v", b.Errand)
	}
	_, err := r.director.LinkBag(t.Context(), b.ID, other.ID)
	refused(t, err, hall.Unlawful)
	self := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀")}).Case
	void := proxyCase(t, r, "MZ-06")
	if _, err := r.director.Void(t.Context(), void.ID, "录错"); err != nil {
		t.Fatal(err)
	}
	free := openBag(t, r.agent, errand("luo"))
	for name, id := range map[string]string{"of the applicant": self.ID, "voided": void.ID, "of another matter": proxyCase(t, r, "GH-01").ID} {
		if _, err := r.director.LinkBag(t.Context(), free.ID, id); hall.KindOf(err) != hall.Unlawful {
			t.Errorf("a case %s: %v", name, err)
		}
	}
	_, err = r.director.LinkBag(t.Context(), free.ID, "no-such")
	refused(t, err, hall.NotFound)
	if _, err := r.agent.LinkBag(t.Context(), free.ID, other.ID); err != nil {
		t.Error(err)
	}
	xiao := signIn(t, r.Station, "xiao") // may not link a case of luo's
	_, err = xiao.LinkBag(t.Context(), openBag(t, xiao, errand("xiao")).ID, own.ID)
	refused(t, err, hall.Unlawful)
	r.sound(t)
}

func TestTheSmallestHallAndTheOfficeOutside(t *testing.T) {
	r := openRoom(t)
	c := proxyCase(t, r, "MZ-06")
	mine := sealed(t, r.director, 2) // the clerk is the agent
	in := must(t)(r.director.HandIn(t.Context(), mine.ID, bag.HandingIn{Case: c.ID, Papers: papersOf(1)}))
	if in.State != bag.HandedIn || in.Custody.Holder.At != bag.AtWindow || bag.Count(in.Papers.Inside) != 1 || in.Seal != "" {
		t.Errorf("handed in: %+v", in.Custody)
	}
	out := sealed(t, r.agent, 1)
	office := bag.HandingIn{At: bag.OfOffice("县残联"), Case: c.ID}
	_, err := r.agent.HandIn(t.Context(), out.ID, office)
	refused(t, err, hall.Invalid) // without its receipt
	office.Receipt = "回执7号"
	_, err = r.director.HandIn(t.Context(), out.ID, office)
	refused(t, err, hall.Unlawful) // not in the director's hands
	at := must(t)(r.agent.HandIn(t.Context(), out.ID, office))
	if at.Custody.Holder != bag.OfOffice("县残联") || at.Facts().Owner != "luo" {
		t.Errorf("at the office: %+v", at.Custody)
	}
	r.sound(t)
}

func TestAListThatNoLongerFitsMovesNothing(t *testing.T) {
	r := openRoom(t)
	one, two := sealed(t, r.agent, 1), sealed(t, r.agent, 2)
	list := func() *trip.Trip {
		t.Helper()
		made, err := r.agent.ListTrip(t.Context(), desk.TripOrder{To: bag.OfCounter(""), Bags: []string{string(one.No), two.Seal}})
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	first := list()
	if _, err := r.agent.OpenSealedBag(t.Context(), two.ID, "漏放", []string{"村支书"}); err != nil {
		t.Fatal(err)
	}
	must(t)(r.agent.PackBag(t.Context(), two.ID, papersOf(1), nil))
	must(t)(r.agent.SealBag(t.Context(), two.ID, ""))
	before := r.entries(t)
	_, err := r.agent.HandTrip(t.Context(), first.ID, "")
	refused(t, err, hall.Unlawful) // it counts what was inside before
	if r.entries(t) != before {
		t.Error("a list refused left a trace on its bags")
	}
	if _, err := r.agent.DropTrip(t.Context(), first.ID, "漏放"); err != nil {
		t.Fatal(err)
	}
	second := list()
	if _, err := r.agent.HandTrip(t.Context(), second.ID, ""); err != nil {
		t.Fatal(err)
	}
	must(t)(r.director.AssignBag(t.Context(), two.ID, "xiao", "罗请假"))
	before = r.entries(t)
	_, err = r.director.ReceiveTrip(t.Context(), second.ID, nil)
	refused(t, err, hall.Unlawful)
	if r.entries(t) != before {
		t.Error("a list refused moved some of its bags")
	}
	got, err := r.director.ReceiveTrip(t.Context(), second.ID, []trip.Reply{{Bag: string(two.No), Answer: trip.Refused, Why: "已改派"}})
	if err != nil || got.State != trip.Received {
		t.Fatalf("%+v, %v", got, err)
	}
	if h := must(t)(r.director.Bag(t.Context(), two.ID)).Custody.Holder; h != bag.OfStaff("xiao") {
		t.Errorf("the other bag is with %+v", h)
	}
	if h := must(t)(r.director.Bag(t.Context(), one.ID)).Custody.Holder; h.At != bag.AtWindow {
		t.Errorf("the bag taken is with %+v", h)
	}
	r.sound(t)
}

func TestAResultWaitsOnTheBoard(t *testing.T) {
	r := openRoom(t)
	c := proxyCase(t, r, "MZ-06")
	b := sealed(t, r.agent, 1)
	must(t)(r.agent.OfferBag(t.Context(), b.ID, bag.OfCounter(""), ""))
	must(t)(r.director.HandIn(t.Context(), b.ID, bag.HandingIn{Case: c.ID}))
	stage := func() (bag.Stage, hall.Standing) {
		t.Helper()
		board, err := r.agent.CustodyBoard(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range board.Stages {
			if len(s.Bags) > 0 {
				return s.Stage, s.Bags[0].Standing
			}
		}
		return "", hall.Standing{}
	}
	if s, standing := stage(); s != bag.StageHandedIn || standing.Due != nil {
		t.Errorf("handed in: %s %+v", s, standing)
	}
	if _, err := r.director.Decline(t.Context(), c.ID, "不符合条件"); err != nil {
		t.Fatal(err)
	}
	r.clock.nextDays(3)
	if s, standing := stage(); s != bag.StageResult || standing.Left != -1 || standing.Card != hall.BlueCard {
		t.Errorf("a result three days old: %s %+v", s, standing)
	}
	got := must(t)(r.agent.Fetch(t.Context(), b.ID, []hall.Material{{Name: "不予受理通知书", Original: 1}}, papersOf(1)))
	if s, standing := stage(); s != bag.StageBack || standing.Left != 3 || got.Legs.ReturnBy.Last.String() != "2026-12-01" {
		t.Errorf("fetched: %s %+v", s, standing)
	}
	r.sound(t)
}

func TestTheCounterGivesABagBackOnAList(t *testing.T) {
	r := openRoom(t)
	b := sealed(t, r.agent, 1)
	must(t)(r.agent.OfferBag(t.Context(), b.ID, bag.OfCounter(""), ""))
	must(t)(r.director.TakeBag(t.Context(), b.ID))
	_, err := r.agent.ListTrip(t.Context(), desk.TripOrder{FromCounter: true, To: bag.OfStaff("xiao"), Bags: []string{b.ID}})
	refused(t, err, hall.Unlawful) // an agent is no counter
	list, err := r.director.ListTrip(t.Context(), desk.TripOrder{FromCounter: true, To: bag.OfStaff("luo"), Bags: []string{b.ID}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.director.HandTrip(t.Context(), list.ID, ""); err != nil {
		t.Fatal(err)
	}
	if open, err := r.agent.Trips(t.Context()); err != nil || len(open) != 1 || open[0].ID != list.ID {
		t.Errorf("what luo is to receive: %v, %v", open, err)
	}
	if _, err := r.agent.ReceiveTrip(t.Context(), list.ID, nil); err != nil {
		t.Fatal(err)
	}
	got := must(t)(r.agent.Bag(t.Context(), b.ID))
	if got.State != bag.Carried || got.Custody.Holder != bag.OfStaff("luo") || got.NextDue() == nil {
		t.Errorf("given back: %s %+v", got.State, got.Custody)
	}
	if shown, err := r.director.Trip(t.Context(), string(list.No)); err != nil || shown.State != trip.Received {
		t.Errorf("the list: %+v, %v", shown, err)
	}
	r.sound(t)
}

// What the agent wrote down in the village is not typed again at the counter: the case takes it
// from the bag, and the papers change hands in the same act, once however often the line is sent.
func TestAnIntakeTakesWhatIsInTheBag(t *testing.T) {
	r := openRoom(t)
	ctx := t.Context()
	b := sealed(t, r.agent, 2)
	in := desk.Intake{Ref: "b1", Bag: string(b.No)}
	_, err := r.director.Intake(ctx, in)
	refused(t, err, hall.Unlawful) // nobody offered it to the counter
	must(t)(r.agent.OfferBag(ctx, b.ID, bag.OfCounter(""), "交材料"))
	_, err = r.agent.Intake(ctx, in)
	refused(t, err, hall.Unlawful)
	_, err = r.director.Intake(ctx, desk.Intake{Bag: string(b.No), Matter: "GH-01"})
	refused(t, err, hall.Unlawful)
	taken := take(t, r.director, in)
	c, after := taken.Case, must(t)(r.director.Bag(ctx, b.ID))
	if c.Applicant.Name != b.Errand.Principal.Name || c.Rules.Code != b.Errand.Matter.Code || c.Intake.Mode != hall.ByProxy || c.Intake.Agent != "luo" || bag.Count(c.Papers.Materials) != bag.Count(b.Papers.Inside) {
		t.Errorf("%+v", c)
	}
	if after.State != bag.HandedIn || after.Errand.Case != c.ID || len(after.Papers.Inside) != 0 || len(after.Conflicts()) != 0 {
		t.Errorf("%+v", after)
	}
	if again := take(t, r.director, in); !again.Repeated || again.Case.ID != c.ID {
		t.Errorf("sent twice: %+v", again)
	}
	_, err = r.director.Intake(ctx, desk.Intake{Bag: string(b.No)})
	refused(t, err, hall.Unlawful)
	r.sound(t)
}
