package desk_test

import (
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
)

func TestSilenceIsWrittenDownOnce(t *testing.T) {
	r := openRoom(t)
	id := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生")}).Case.ID
	take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生")})
	for day, want := range []int{0, 0, 0, 0, 0, 0, 0, 0, 1, 0} {
		if n, err := r.Desk.LapseNotices(t.Context()); err != nil || n != want {
			t.Fatalf("day %d: %d deemed, want %d, %v", day, n, want, err)
		}
		r.clock.nextDays(1)
	}
	c, err := r.director.Case(t.Context(), id)
	if err != nil || c.State != hall.StateAccepted || c.Clocks.Deemed == nil || hall.DayOf(c.Clocks.AcceptedAt).String() != "2026-11-23" {
		t.Fatalf("%+v, %v", c, err)
	}
	if e := c.History[1]; !hall.MadeByTime(e.Entry) || e.Actor != hall.ActorClock {
		t.Errorf("nobody did it, and its id says what it is: %+v", e)
	}
	r.sound(t)
}

// After five days of silence nothing more can be asked; accepting writes down what is so by law.
func TestAfterFiveDaysOfSilenceOnlyAcceptanceIsLeft(t *testing.T) {
	r := openRoom(t)
	id := take(t, r.director, desk.Intake{Matter: "GH-02", Applicant: applicant("王福生")}).Case.ID
	r.clock.nextDays(9)
	_, err := notice("户口簿")(t.Context(), r.director, id)
	refused(t, err, hall.Unlawful)
	_, err = r.director.Decline(t.Context(), id, "不符合")
	refused(t, err, hall.Unlawful)
	c, err := r.director.Accept(t.Context(), id, "4313220020268812")
	if err != nil || c.Clocks.Deemed == nil || c.Outcome.PlatformNo != "4313220020268812" {
		t.Fatalf("%+v, %v", c, err)
	}
	if n, err := r.Desk.LapseNotices(t.Context()); n != 0 || err != nil {
		t.Errorf("deemed again: %d, %v", n, err)
	}
	r.sound(t)
}

func TestANewCalendarIsCountedBesideTheOldPromise(t *testing.T) {
	r := openRoom(t)
	r.clock.set(time.Date(2026, 12, 21, 9, 0, 0, 0, time.FixedZone("", 8*3600)))
	id := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀"), Action: desk.ActionAccept}).Case.ID
	before, err := r.director.Case(t.Context(), id)
	if err != nil || !before.Clocks.Promised.Provisional() {
		t.Fatalf("promised %+v, %v", before.Clocks.Promised, err)
	}
	entries := r.entries(t)
	if _, err := r.director.ImportCalendar(t.Context(), []byte(`{"years":{"2027":{"off":["2027-01-01","2027-01-04"]}}}`)); err != nil {
		t.Fatal(err)
	}
	after, err := r.director.Case(t.Context(), id)
	if err != nil || day(after.Clocks.Promised) != day(before.Clocks.Promised) {
		t.Fatalf("the printed promise moved: %s, %v", day(after.Clocks.Promised), err)
	}
	if again := after.Clocks.Moved.Recount; again == nil || again.Promised.Provisional() || !again.Promised.Last.After(before.Clocks.Promised.Last) {
		t.Errorf("counted again: %+v", again)
	}
	if next := after.NextDue(); next.Last != before.NextDue().Last || next.Provisional() {
		t.Errorf("next due %+v", next)
	}
	if n, err := r.Desk.Recount(t.Context()); n != 0 || err != nil || r.entries(t) != entries+1 {
		t.Errorf("%d counted a second time, %d entries, %v", n, r.entries(t)-entries, err)
	}
	r.sound(t)
}

func TestALeadDecidesOnlyWithinTheirPowers(t *testing.T) {
	r := openRoom(t)
	if err := r.DB.AddStaff(t.Context(), hall.Staff{ID: "qin", Name: "覃伟明", Roles: []hall.Role{hall.RoleLead}, Powers: []string{"GH-01"}}); err != nil {
		t.Fatal(err)
	}
	lead := signIn(t, r.Station, "qin")
	mine := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生"), Action: desk.ActionAccept}).Case.ID
	other := take(t, r.director, desk.Intake{Matter: "MZ-04", Applicant: applicant("王福生"), Action: desk.ActionAccept}).Case.ID
	_, err := lead.Decide(t.Context(), other, hall.Decided{})
	refused(t, err, hall.Unlawful)
	c, err := lead.Decide(t.Context(), mine, hall.Decided{})
	if err != nil || c.Outcome.DecidedBy != "qin" || day(c.Clocks.DeliverBy) != "2026-12-07" {
		t.Fatalf("%+v, %v", c, err)
	}
	if c, err = r.director.Complete(t.Context(), mine, hall.Completed{}); err != nil || c.State != hall.StateCompleted {
		t.Fatal(err)
	}
	rows, err := r.director.Cases(t.Context(), hall.CaseQuery{Filter: hall.FilterDue})
	if err != nil || len(rows.Rows) != 2 {
		t.Errorf("the licence still to be delivered is not listed as due: %v, %v", rows.Rows, err)
	}
}

func TestWhatIsPrintedTheDirectorCorrects(t *testing.T) {
	r := openRoom(t)
	if err := r.DB.AddStaff(t.Context(), hall.Staff{ID: "tan", Name: "谭小兰", Roles: []hall.Role{hall.RoleClerk}}); err != nil {
		t.Fatal(err)
	}
	clerk := signIn(t, r.Station, "tan")
	id := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀")}).Case.ID
	fix := func(field, now string) []hall.Fix { return []hall.Fix{{Field: field, New: now, Reason: "记错"}} }
	if _, err := clerk.Correct(t.Context(), id, fix("phone", "138 0000 0099")); err != nil {
		t.Fatal(err)
	}
	_, err := clerk.Correct(t.Context(), id, fix("name", "彭满绣"))
	refused(t, err, hall.Unlawful)
	_, err = r.director.Correct(t.Context(), id, fix("id", "431399198008150366"))
	refused(t, err, hall.Invalid)
	if _, err := r.director.Correct(t.Context(), id, fix("name", "彭满绣")); err != nil {
		t.Fatal(err)
	}
	found, err := r.director.Find(t.Context(), "彭满绣")
	if err != nil || len(found.Persons) != 1 || found.Persons[0].Person.Phone != "13800000099" {
		t.Errorf("found %+v, %v", found, err)
	}
	if old, err := r.director.Find(t.Context(), "0010"); err != nil || len(old.Persons) != 0 {
		t.Errorf("still found by the wrong number: %+v, %v", old, err)
	}
	page, err := r.director.Cases(t.Context(), hall.CaseQuery{Filter: hall.FilterAll})
	if err != nil || page.Rows[0].Applicant != "彭满绣" {
		t.Errorf("the list shows %+v, %v", page.Rows, err)
	}
	r.sound(t)
}
