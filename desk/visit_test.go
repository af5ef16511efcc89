package desk_test

import (
	"slices"
	"strings"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/fee"
	"bianmin/hall/ident"
	"bianmin/hall/ticket"
	"bianmin/hall/visit"
)

func openVisit(t *testing.T, r *room, people ...string) *visit.Visit {
	t.Helper()
	o := desk.VisitOpening{}
	for _, name := range people {
		o.People = append(o.People, applicant(name))
	}
	v, err := r.director.OpenVisit(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAFamilyWithTwoCasesCopiesEachPaperOnce(t *testing.T) {
	r := openRoom(t)
	v := openVisit(t, r, "彭满秀", "覃伟明")
	papers := []hall.Material{{Name: "身份证", Copy: 1}, {Name: "申请表", Original: 1}}
	first := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀"), Visit: string(v.No), Materials: papers})
	second := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("彭满秀"), Visit: v.No.Spoken(), Materials: papers})
	third := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("周桂英"), Visit: v.ID, Materials: papers})
	if len(first.Shared) != 0 || !slices.Equal(second.Shared, []string{"身份证"}) || len(third.Shared) != 0 {
		t.Errorf("shared %v, %v, %v", first.Shared, second.Shared, third.Shared)
	}
	view, err := r.director.Visit(t.Context(), v.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(view.Visit.Cases) != 3 || len(view.Cases) != 3 || len(view.Visit.Copies) != 2 || len(view.Visit.People) != 3 {
		t.Errorf("%+v", view.Visit)
	}
	for _, c := range view.Cases {
		if c.Intake.Visit != v.ID {
			t.Errorf("case %s says visit %q", c.No, c.Intake.Visit)
		}
	}
	if first.Case.Applicant.ID != second.Case.Applicant.ID || first.Case.Applicant.ID != v.People[0].ID {
		t.Error("one person of the visit became several")
	}
	if _, err := r.director.CloseVisit(t.Context(), v.ID); err != nil {
		t.Fatal(err)
	}
	before := r.entries(t)
	for _, key := range []string{v.ID, "L20261123-A70009X", "no-such"} {
		_, err := r.director.Intake(t.Context(), desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀"), Visit: key})
		if k := hall.KindOf(err); k != hall.Unlawful && k != hall.NotFound {
			t.Errorf("taken into visit %s: %v", key, err)
		}
	}
	if r.entries(t) != before {
		t.Error("a refused intake left a trace")
	}
	r.sound(t)
}

func TestAnIntakeOpensItsVisit(t *testing.T) {
	r := openRoom(t)
	in := desk.Intake{Ref: "n1", Matter: "MZ-06", Applicant: applicant("彭满秀"), Visit: desk.NewVisit, Counter: "3号窗口"}
	taken := take(t, r.agent, in)
	again := take(t, r.agent, in)
	if !again.Repeated || again.Case.ID != taken.Case.ID || taken.Case.Intake.Counter != "3号窗口" {
		t.Errorf("%+v", taken.Case.Intake)
	}
	list, err := r.agent.Visits(t.Context(), r.agent.Today())
	if err != nil || len(list) != 1 || list[0].ID != taken.Case.Intake.Visit || list[0].People[0].ID != taken.Case.Applicant.ID {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err = signIn(t, r.Station, "xiao").Visits(t.Context(), r.agent.Today()); err != nil || len(list) != 0 {
		t.Errorf("another agent sees %d visits, %v", len(list), err)
	}
	r.sound(t)
}

func TestATicketFromTheDoorToTheCounter(t *testing.T) {
	r := openRoom(t)
	d, now := r.director, r.director.Today()
	drawn, err := d.DrawTicket(t.Context(), desk.TicketDraw{Matter: "MZ-06", Checked: true, Born: now.AddDays(-70 * 366)})
	if err != nil {
		t.Fatal(err)
	}
	if drawn.Number != "优A7-001" || drawn.Asked.Priority != ticket.Elder || len(drawn.Asked.Missing) == 0 {
		t.Errorf("%+v", drawn)
	}
	if _, err := d.DrawTicket(t.Context(), desk.TicketDraw{Priority: ticket.Elder, Born: now.AddDays(-50 * 365)}); err == nil {
		t.Error("a person of fifty is old")
	}
	if _, err := d.DrawTicket(t.Context(), desk.TicketDraw{Matter: "MZ-06", Present: []string{"没有这样的材料"}}); err == nil {
		t.Error("a paper nobody asks for was seen")
	}
	if _, err := d.DrawTicket(t.Context(), desk.TicketDraw{}); err != nil {
		t.Fatal(err)
	}
	one, err := d.CallTicket(t.Context(), desk.TicketCall{Counter: "1号窗口"})
	if err != nil || one.Number != "优A7-001" {
		t.Fatalf("%+v, %v", one, err)
	}
	_, err = d.CallTicket(t.Context(), desk.TicketCall{Counter: "1号窗口"})
	refused(t, err, hall.Unlawful)
	_, err = d.CallTicket(t.Context(), desk.TicketCall{Counter: "2号窗口", Ticket: "A7-001"})
	refused(t, err, hall.Unlawful)
	two, err := signIn(t, r.again(t), "liu").CallTicket(t.Context(), desk.TicketCall{Counter: "2号窗口"})
	if err != nil || two.ID == one.ID {
		t.Fatalf("two counters took the same: %+v, %v", two, err)
	}
	w, err := d.WaitingRoom(t.Context())
	if err != nil || len(w.Calling) != 2 || w.Calling[0] != (desk.RoomLine{Number: "A7-002", Queue: ticket.Plain, Counter: "2号窗口"}) || len(w.Waiting) != 0 {
		t.Errorf("%+v, %v", w, err)
	}
	v, err := d.OpenVisit(t.Context(), desk.VisitOpening{People: []desk.Applicant{applicant("彭满秀")}, Ticket: "优a7 001"})
	if err != nil || v.Ticket != one.ID || v.Checked == nil || !slices.Equal(v.Checked.Missing, one.Asked.Missing) {
		t.Fatalf("%+v, %v", v, err)
	}
	if got, err := d.Ticket(t.Context(), "A7-001"); err != nil || got.State != ticket.Served || got.Visit != v.ID {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = d.ServeTicket(t.Context(), "A7-001", "")
	refused(t, err, hall.Unlawful)
	r.clock.nextDays(1)
	_, err = d.ParkTicket(t.Context(), "A7-002")
	refused(t, err, hall.NotFound) // a number is called on its day only
	r.sound(t)
}

func TestOneFeeSlipForAVisit(t *testing.T) {
	r := openRoom(t)
	d := r.director
	v := openVisit(t, r, "彭满秀")
	no := string(take(t, d, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀"), Visit: v.ID}).Case.No)
	other := string(take(t, d, desk.Intake{Matter: "MZ-06", Applicant: applicant("周桂英")}).Case.No)
	for _, tt := range []struct {
		situation string
		line      desk.FeeLine
		want      hall.ErrorKind
	}{
		{"money without a basis", desk.FeeLine{Case: no, Item: "GBF", AmountFen: 500}, hall.Unlawful},
		{"a case of nobody here", desk.FeeLine{Case: other, Item: "GBF", Basis: "文件", AmountFen: 500}, hall.Invalid},
		{"less than nothing", desk.FeeLine{Case: no, Item: "GBF", Basis: "文件", AmountFen: -1}, hall.Invalid},
	} {
		_, err := d.BillVisit(t.Context(), v.ID, []desk.FeeLine{tt.line})
		if hall.KindOf(err) != tt.want {
			t.Errorf("%s: %v", tt.situation, err)
		}
	}
	if _, err := d.ListFee(t.Context(), desk.FeeListing{Code: "GBF", Name: "工本费", Basis: "某文件第三条", AmountFen: 500, Unit: "证"}); err != nil {
		t.Fatal(err)
	}
	_, err := d.BillVisit(t.Context(), v.ID, []desk.FeeLine{{Case: no, Item: "SXF", Basis: "文件", AmountFen: 500}})
	refused(t, err, hall.Unlawful) // not on the list
	_, err = d.BillVisit(t.Context(), v.ID, []desk.FeeLine{{Case: no, Item: "GBF", AmountFen: 700}})
	refused(t, err, hall.Unlawful) // not what the list says
	slip, err := d.BillVisit(t.Context(), v.ID, []desk.FeeLine{{Case: no, Item: "GBF", AmountFen: 1000}})
	if err != nil || slip.State != fee.Owed || slip.TotalFen != 1000 || slip.Lines[0].Basis != "某文件第三条" {
		t.Fatalf("%+v, %v", slip, err)
	}
	_, err = d.BillVisit(t.Context(), v.ID, nil)
	refused(t, err, hall.Unlawful) // one slip a visit
	_, err = d.CloseVisit(t.Context(), v.ID)
	refused(t, err, hall.Unlawful) // not settled
	if _, err := d.VoidFee(t.Context(), slip.ID, "写错了"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.MarkFee(t.Context(), "GBF", fee.Exempt, 0, "清理"); err != nil {
		t.Fatal(err)
	}
	_, err = d.BillVisit(t.Context(), v.ID, []desk.FeeLine{{Case: no, Item: "GBF", AmountFen: 500}})
	refused(t, err, hall.Unlawful) // exempt
	second, err := d.BillVisit(t.Context(), v.ID, []desk.FeeLine{{Case: no, Item: "GBF"}})
	if err != nil || second.State != fee.Free {
		t.Fatalf("%+v, %v", second, err)
	}
	view, err := d.Visit(t.Context(), v.ID)
	if err != nil || view.Fee.ID != second.ID {
		t.Errorf("%+v, %v", view.Fee, err)
	}
	if _, err := d.CloseVisit(t.Context(), v.ID); err != nil {
		t.Error(err)
	}
	r.sound(t)
}

func TestTheFeeListNamesWhatWasNotReviewedForAYear(t *testing.T) {
	r := openRoom(t)
	d := r.director
	if _, err := d.ListFee(t.Context(), desk.FeeListing{Code: "GBF", Name: "工本费", Basis: "文件", AmountFen: 500}); err != nil {
		t.Fatal(err)
	}
	stale := func() []string {
		t.Helper()
		rows, err := d.FeeList(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, row := range rows {
			if row.Stale {
				out = append(out, row.Item.Code)
			}
		}
		return out
	}
	if !slices.Contains(stale(), "GBF") {
		t.Error("a new item was reviewed by nobody")
	}
	if _, err := d.MarkFee(t.Context(), "GBF", fee.Kept, 0, ""); err != nil {
		t.Fatal(err)
	}
	r.clock.nextDays(365)
	if slices.Contains(stale(), "GBF") {
		t.Error("a review holds a year")
	}
	r.clock.nextDays(1)
	if !slices.Contains(stale(), "GBF") {
		t.Error("a year and a day later nobody is reminded")
	}
	r.sound(t)
}

func TestDuplicatesAreShownAndNotMerged(t *testing.T) {
	r := openRoom(t)
	who := desk.Applicant{Name: "单小娟", IDType: ident.DocResidentID, ID: "431399198008150368"}
	first := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: who})
	if len(first.Duplicates)+len(first.OtherNames) != 0 {
		t.Errorf("the first is a duplicate: %+v", first)
	}
	second := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: who})
	if len(second.Duplicates) != 1 || second.Duplicates[0].ID != first.Case.ID || second.Case.ID == first.Case.ID {
		t.Errorf("%+v", second.Duplicates)
	}
	who.Name = "单晓娟"
	third := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: who})
	if len(third.OtherNames) != 2 || len(third.Duplicates) != 0 {
		t.Errorf("%+v", third)
	}
	fourth := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: who})
	if len(fourth.OtherNames) != 0 || !strings.Contains(strings.Join(fourth.Warnings, ""), "另一个姓名") {
		t.Errorf("of another matter: %v", fourth.Warnings)
	}
}
